"""Whether anything changed since the last build, known without loading pandas."""
from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from analysis.paths import Project, sha256, write_bytes

PACKAGE = Path(__file__).resolve().parents[1]
# Floors whose code decides what the tables hold; charts and reports do not.
_DECIDING = ("schema.py", "words.py", "store.py", "codebook.py", "checks.py", "documents", "coding", "extraction", "compare", "pipeline")
_INPUTS = ("documents.csv", "codebook/*.csv", "hand_coded/*.xlsx", "hand_coded/*.csv", "imported/*.csv", "extracted/*.csv", "review/*.xlsx")
_SUFFIXES = {".py", ".csv"}


@functools.lru_cache
def program_hash() -> str:
    """The hash of the code that the tables depend on, the same on any platform."""
    digest = hashlib.sha256()
    for name in _DECIDING:
        top = PACKAGE / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix in _SUFFIXES:
                digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def input_files(project: Project) -> list[Path]:
    """The files under data/raw that the tables are made from, the documents themselves apart."""
    found = [path for pattern in _INPUTS for path in sorted(project.raw.glob(pattern))]
    return [path for path in found if not path.name.startswith(("~$", "."))]


def state(project: Project) -> dict:
    """What a build would read and what it wrote: equal states give equal tables."""
    files = [*input_files(project), *sorted(path for path in project.documents.rglob("*") if path.is_file()),
             *sorted(project.processed.glob("*"))]
    marks = {path.relative_to(project.root).as_posix(): _mark(path) for path in files}
    return {"program": program_hash(), "files": marks}


def _mark(path: Path) -> str:
    """Small files by their content; large ones by size and time, as `sources.hashes` does."""
    stat = path.stat()
    return sha256(path.read_bytes()) if stat.st_size < 2_000_000 else f"{stat.st_size} {stat.st_mtime_ns}"


def is_current(project: Project) -> bool:
    """Whether the last build still stands: nothing that it read or wrote has changed."""
    try:
        return json.loads((project.cache / "built.json").read_text(encoding="utf-8")) == state(project)
    except (OSError, ValueError):
        return False


def remember(project: Project) -> None:
    """Note what the build read and wrote."""
    write_bytes(project.cache / "built.json", json.dumps(state(project)).encode("utf-8"))
