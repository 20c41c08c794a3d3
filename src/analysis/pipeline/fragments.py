"""Work done once: the rows of a region, kept under the hash of all they were made from.

A build asks for each region's fragment by its key. What did not change is taken from the cache as
bytes; so a build costs what changed. A fragment is complete or absent: it is written to a folder of
its own and then renamed.
"""
from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Callable

from analysis.store import sha256


def key_of(*parts) -> str:
    """The key of some inputs: the hash of their JSON (texts, numbers, lists and dicts of such)."""
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8"))[:32]


def kept(folder: Path, key: str, make: Callable[[], dict[str, bytes]]) -> tuple[dict[str, bytes], bool]:
    """The files of a fragment (name → bytes), made when there are none yet, and whether they were made now."""
    home = folder / key
    if home.is_dir():
        return {path.name: path.read_bytes() for path in sorted(home.iterdir())}, False
    files = make()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder, prefix=".new-"))
    for name, data in files.items():
        (fresh / name).write_bytes(data)
    try:
        os.rename(fresh, home)
    except OSError:  # another process made the same fragment first: the same bytes
        shutil.rmtree(fresh)
    return files, True


def forget(folder: Path, keep: set[str]) -> None:
    """Remove the fragments that no build will ask for again, half-written ones too."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
