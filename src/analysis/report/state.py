"""What was made from what: decides, in well under a second, which reports are still up to date."""
from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import analysis
from analysis.paths import Project, sha256, write_bytes

# A new release of one of these may change a report.
_LIBRARIES = ("county-education-targets", "fonttools", "ipython", "jinja2", "matplotlib", "matplotlib-inline", "mistune",
              "nh3", "numpy", "pandas", "plotly", "seaborn", "zhplot")
_FORMAT = 1
PACKAGE = Path(analysis.__file__).parent


def fingerprint(*parts) -> str:
    """One digest of anything that JSON can write."""
    return sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str).encode())


def inputs(project: Project) -> str:
    """The digest of everything that every report depends on: tables, sources, code, versions.

    Source documents are known by size and time (there may be thousands), everything else by content.
    """
    content = [path for folder in (PACKAGE, project.processed, project.codebook, project.hand_coded, project.extracted, project.review)
               for path in _files(folder)]
    content += [path for path in _files(project.notebooks) if path.suffix != ".ipynb"]
    content += [path for path in (project.documents_csv, project.cache / "changes.csv") if path.is_file()]
    documents = [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in _files(project.documents)]
    return fingerprint(_digests(content), documents, [[name, _version(name)] for name in _LIBRARIES], platform.python_version())


def _files(folder: Path) -> list[Path]:
    """The files of a folder, sorted, without caches and what editors leave."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not any(
        part == "__pycache__" or part.startswith((".", "~$")) for part in path.relative_to(folder).parts))


def _digests(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


class State:
    """The files that were made, each with the fingerprint of what it was made from and its own digest."""

    def __init__(self, folder: Path):
        self.folder, self.path = folder, folder / ".state.json"
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            self.made: dict[str, dict] = stored["made"] if stored["format"] == _FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError):
            self.made = {}

    def fresh(self, file: str, mark: str) -> bool:
        """Whether a file was made from exactly this and is there as it was made."""
        return self.made.get(file, {}).get("from") == mark and self.untouched(file)

    def untouched(self, file: str) -> bool:
        """Whether a file is there as it was made."""
        try:
            return sha256((self.folder / file).read_bytes()) == self.made[file]["sha256"]
        except (OSError, KeyError):
            return False

    def write(self, file: str, data: bytes, mark: str) -> None:
        """Write a file and remember what it was made from."""
        write_bytes(self.folder / file, data)
        self.made[file] = {"from": mark, "sha256": sha256(data)}
        self._save()

    def remove(self, file: str) -> bool:
        """Delete a file that was made here and not changed since; True when it was deleted."""
        ours = self.untouched(file)
        if ours:
            (self.folder / file).unlink()
        self.made.pop(file, None)
        self._save()
        return ours

    def _save(self) -> None:
        text = json.dumps({"format": _FORMAT, "made": self.made}, indent=1, sort_keys=True)
        write_bytes(self.path, (text + "\n").encode())
