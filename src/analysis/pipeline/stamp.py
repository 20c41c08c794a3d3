"""Whether anything changed since the last build, known without loading pandas."""
from __future__ import annotations

import functools
import hashlib
import json
import sys
from importlib import metadata
from pathlib import Path

from analysis.paths import Project, sha256, write_bytes

PACKAGE = Path(__file__).resolve().parents[1]
# Floors whose code decides what the tables hold, and the version they name; charts and reports do not.
_DECIDING = ("__init__.py", "schema.py", "words.py", "store.py", "codebook.py", "checks.py", "documents", "coding", "extraction", "compare", "pipeline")
_INPUTS = ("documents.csv", "codebook/*.csv", "hand_coded/*.xlsx", "hand_coded/*.csv", "imported/*.csv", "extracted/*.csv", "review/*.xlsx")
_SUFFIXES = {".py", ".csv"}
# Another version of these may read another text in the same file.
_READERS = ("pandas", "openpyxl", "lxml", "trafilatura", "python-docx", "pypdfium2", "pdfplumber", "extractous", "rapidocr-onnxruntime")


@functools.lru_cache
def program_hash() -> str:
    """The hash of the code that the tables depend on, the same on any platform, and of the libraries that read files."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {[_version(name) for name in _READERS]}".encode())
    for name in _DECIDING:
        top = PACKAGE / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix in _SUFFIXES:
                digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def input_files(project: Project) -> list[Path]:
    """The files under data/raw that the tables are made from, the documents themselves apart."""
    found = [path for pattern in _INPUTS for path in sorted(project.raw.glob(pattern))]
    # A workbook of disagreements is a question to people; the tables stand on what comes of it.
    return [path for path in found if not path.name.startswith(("~$", ".", "adjudication_"))]


def inputs(project: Project) -> dict:
    """What a build reads: equal inputs give equal tables."""
    files = [*input_files(project), *sorted(path for path in project.documents.rglob("*") if path.is_file())]
    locks = sorted(path.name for path in project.raw.glob("*/~$*"))
    return {"program": program_hash(), "files": _marks(project, files), "locks": locks}


def _marks(project: Project, files: list[Path]) -> dict[str, str]:
    return {path.relative_to(project.root).as_posix(): _mark(path) for path in files}


def _mark(path: Path) -> str:
    """Small files by their content; large ones by size and times, as `sources.hashes` does."""
    stat = path.stat()
    return sha256(path.read_bytes()) if stat.st_size < 2_000_000 else f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def noted(project: Project) -> dict:
    """What the last build noted (inputs, written, regions: code → key of its fragment, problems); empty where there is none."""
    try:
        found = json.loads((project.cache / "built.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_current(project: Project) -> bool:
    """Whether the last build still stands: nothing that it read or wrote has changed."""
    last = noted(project)
    return bool(last) and last.get("written") == _written(project) and last.get("inputs") == inputs(project)


def _written(project: Project) -> dict[str, str]:
    return _marks(project, sorted(project.processed.glob("*")))


def remember(project: Project, read: dict, regions: dict[str, str], problems: str) -> None:
    """Note what the build wrote, and what `inputs` were when it began: a file that changed meanwhile is read again.

    problems: the text of `fragments.as_json`, to be told again while nothing changes.
    """
    content = {"inputs": read, "written": _written(project), "regions": regions, "problems": problems}
    write_bytes(project.cache / "built.json", json.dumps(content, ensure_ascii=False).encode("utf-8"))
