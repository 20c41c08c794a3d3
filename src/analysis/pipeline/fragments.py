"""Work done once: what was made of some inputs, kept under the hash of all of them.

A build asks for each region's tables, and for each workbook as read, by key. What did not change is taken
from the cache as bytes; so a build costs what changed. A fragment is one file that begins with the hash of
the rest: one that was cut off, by whatever end, is made again.
"""
from __future__ import annotations

import json
from pathlib import Path
from typing import Callable

from analysis.checks import Problem
from analysis.paths import replace_bytes, sha256
from analysis.words import Text

_SUFFIX = ".fragment"


def key_of(*parts) -> str:
    """The key of some inputs: the hash of their JSON (texts, numbers, lists and dicts of such)."""
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8"))[:32]


def kept(folder: Path, key: str, make: Callable[[], dict[str, str]]) -> tuple[dict[str, str], bool]:
    """The parts of a fragment (name → text), made when there are none yet, and whether they were made now."""
    found = read(folder, key)
    if found is not None:
        return found, False
    parts = make()
    content = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    replace_bytes(folder / f"{key}{_SUFFIX}", sha256(content).encode() + b"\n" + content)
    return parts, True


def read(folder: Path, key: str) -> dict[str, str] | None:
    """The parts of a fragment; None where there is none, or not the whole of it."""
    try:
        digest, _, content = (folder / f"{key}{_SUFFIX}").read_bytes().partition(b"\n")
    except OSError:
        return None
    return json.loads(content.decode("utf-8", "surrogatepass")) if sha256(content).encode() == digest else None


def forget(folder: Path, keep: set[str]) -> None:
    """Remove the fragments that no build will ask for again, and what a build that was ended left half-written."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and not (path.suffix == _SUFFIX and path.stem in keep):
            path.unlink(missing_ok=True)


def as_json(problems) -> str:
    """Problems as the text of a fragment."""
    return json.dumps([{"severity": p.severity, "file": p.file, "sheet": p.sheet, "cell": p.cell, "zh": p.text.zh, "en": p.text.en}
                       for p in problems], ensure_ascii=False)


def as_problems(text: str) -> list[Problem]:
    """The problems in the text of a fragment."""
    return [Problem(r["severity"], Text(r["zh"], r["en"]), r["file"], r["sheet"], r["cell"]) for r in json.loads(text)]
