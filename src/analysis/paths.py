"""Where things are, and how a file is written whole. Nothing heavy is imported here."""
from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from analysis.words import Text


class StoreError(Exception):
    """A file cannot be read or written as a table; ``text`` says why, in both languages."""

    def __init__(self, text: Text):
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True)
class Project:
    """The folders of a project, from its root."""

    root: Path

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def codebook(self) -> Path:
        return self.raw / "codebook"

    @property
    def documents(self) -> Path:
        return self.raw / "documents"

    @property
    def documents_csv(self) -> Path:
        return self.raw / "documents.csv"

    @property
    def hand_coded(self) -> Path:
        return self.raw / "hand_coded"

    @property
    def extracted(self) -> Path:
        return self.raw / "extracted"

    @property
    def review(self) -> Path:
        """Review workbooks: raw evidence once a person has filled them in."""
        return self.raw / "review"

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed"

    @property
    def cache(self) -> Path:
        return self.root / "data" / ".cache"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    def lock(self) -> FileLock:
        """A lock that only one writing command holds at a time."""
        self.cache.mkdir(parents=True, exist_ok=True)
        return FileLock(self.cache / "lock")


def find_project(start: Path | None = None) -> Project:
    """The project around a folder: COUNTY_TARGETS_PROJECT, else the first parent with data/raw/codebook,
    else the checkout that this package is installed from. StoreError when there is none."""
    named = os.environ.get("COUNTY_TARGETS_PROJECT")
    here = Path(named) if named else (start or Path.cwd())
    candidates = [here.resolve(), *here.resolve().parents, Path(__file__).resolve().parents[2]]
    for folder in candidates:
        if (folder / "data" / "raw" / "codebook").is_dir():
            return Project(folder)
    raise StoreError(Text(f"在 {here} 及其上级文件夹中找不到项目（缺 data/raw/codebook）。请在项目文件夹中运行。",
                          f"No project at {here} or above it (data/raw/codebook is missing). Run this inside the project's folder."))


def sha256(data: bytes) -> str:
    """The hex digest that documents and files are known by."""
    return hashlib.sha256(data).hexdigest()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, on the disk itself."""
    replace_bytes(path, data, sync=True)


def replace_bytes(path: Path, data: bytes, sync: bool = False) -> None:
    """Write a file whole or not at all; without ``sync`` a failing machine (not a failing program) may still lose it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            if sync:
                out.flush()
                os.fsync(out.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
