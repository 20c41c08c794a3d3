"""From evidence to the tidy tables, in one direction: read, check, merge, correct, write, manifest.

    evidence   documents.csv, data/raw/documents/, hand_coded/, review/, imported/, codebook/
    → regions  statements, targets, coverage of each region, made once and kept
    → tables   data/processed/*.csv, data dictionary, data package, manifest
"""
from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import __version__, codebook, schema
from analysis.checks import Problem
from analysis.pipeline import changes as change_log
from analysis.pipeline import evidence, fragments, publish, stamp
from analysis.pipeline.regions import region_tables
from analysis.paths import Project, write_bytes
from analysis.store import parse_table, table_bytes
from analysis.words import Text

_REGION_TABLES = ("statements", "targets", "coverage")


class BuildError(Exception):
    """The tables cannot be built; ``problems`` say why, all of them at once."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(problem.sentence("en") for problem in problems))
        self.problems = problems


class Built(NamedTuple):
    """What a build did: rows of each table, what is odd, what changed, how many regions were made anew."""

    rows: dict[str, int]
    problems: list[Problem]
    changes: pd.DataFrame
    unregistered: pd.DataFrame
    n_made: int
    n_regions: int


def build(project: Project) -> Built:
    """Build data/processed/ from data/raw/. Rebuilding from the same input gives the same bytes.

    Raises BuildError when a row or a correction is wrong in a way that no table should carry; the
    tables of the build before then stay as they are. A cell that cannot be read is a problem of the
    result: its row is left out, all others stand.
    """
    with project.lock():
        found = evidence.gather(project)
        folder = project.cache / "regions"
        made = [fragments.kept(folder, key, partial(region_tables, region)) for key, region in found.regions]
        parts = [files for files, _ in made]
        if faults := _recorded(parts, "faults.json"):
            raise BuildError(faults)
        tables = _tables(found, parts)
        changed = _changes(project, folder, found, tables["statements"])
        _write(project, tables, _row_counts(found, parts), found.inputs)
        _keep_local(project, parts)
        _remember(project, folder, found)
    problems = [*found.problems, *_recorded(parts, "problems.json")]
    return Built(_row_counts(found, parts), problems, changed, found.unregistered, sum(new for _, new in made), len(made))


def _recorded(parts: list[dict[str, bytes]], name: str) -> list[Problem]:
    records = [record for files in parts for record in json.loads(files[name])]
    return [Problem(r["severity"], Text(r["zh"], r["en"]), r["file"], r["sheet"], r["cell"]) for r in records]


def _tables(found: evidence.Evidence, parts: list[dict[str, bytes]]) -> dict[str, bytes]:
    """Every table of data/processed/ as the bytes of its file."""
    tables = {name: _joined(name, parts) for name in _REGION_TABLES}
    tables["creations"] = table_bytes(found.creations)
    tables["documents"] = table_bytes(found.documents)
    tables["data_dictionary"] = table_bytes(publish.data_dictionary())
    if len(found.unregistered):
        tables["unregistered"] = table_bytes(found.unregistered)
    return tables


def _joined(name: str, parts: list[dict[str, bytes]]) -> bytes:
    """The regions' tables under one heading."""
    header = table_bytes(pd.DataFrame(columns=list(schema.TABLES[name])))
    return header + b"".join(files[f"{name}.csv"].removeprefix(header) for files in parts)


def _row_counts(found: evidence.Evidence, parts: list[dict[str, bytes]]) -> dict[str, int]:
    counts = pd.DataFrame([json.loads(files["rows.json"]) for files in parts], columns=list(_REGION_TABLES)).sum()
    return {name: int(n) for name, n in counts.items()} | {"documents": len(found.documents), "creations": len(found.creations)}


def _changes(project: Project, folder: Path, found: evidence.Evidence, statements: bytes) -> pd.DataFrame:
    """What is new, changed and gone, from the regions whose fragment is another one than at the last build.

    Kept in the cache for the reports. A build that was killed before it could remember itself is told
    from the same last build again.
    """
    before_keys = _last_keys(project)
    now = dict((region.code, key) for key, region in found.regions)
    if before_keys is None:
        before, after = _statements_file(project), parse_table(statements, "statements.csv")
    else:
        differing = sorted(code for code in before_keys.keys() | now.keys() if before_keys.get(code) != now.get(code))
        before = _statements_of(folder, [before_keys[code] for code in differing if code in before_keys])
        after = _statements_of(folder, [now[code] for code in differing if code in now])
    changed = change_log.changes(before, after)
    path = project.cache / "changes.csv"
    if len(changed) or not path.exists():
        write_bytes(path, table_bytes(changed))
    return changed


def _last_keys(project: Project) -> dict[str, str] | None:
    try:
        return json.loads((project.cache / "last_build.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _statements_file(project: Project) -> pd.DataFrame:
    path = project.processed / "statements.csv"
    return parse_table(path.read_bytes(), path.name) if path.exists() else change_log.nothing()


def _statements_of(folder: Path, keys: list[str]) -> pd.DataFrame:
    paths = [folder / key / "statements.csv" for key in keys]
    frames = [parse_table(path.read_bytes(), path.name) for path in paths if path.exists()]
    return pd.concat(frames, ignore_index=True) if frames else change_log.nothing()


def _remember(project: Project, folder: Path, found: evidence.Evidence) -> None:
    keys = {region.code: key for key, region in found.regions}
    write_bytes(project.cache / "last_build.json", json.dumps(keys, sort_keys=True).encode("utf-8"))
    fragments.forget(folder, set(keys.values()))
    stamp.remember(project)


def _write(project: Project, tables: dict[str, bytes], rows: dict[str, int], inputs: dict[str, str]) -> None:
    """Write what is not as it should be, the manifest last."""
    versions = {"project": __version__, "schema": schema.SCHEMA_VERSION, "codebook": codebook.version(project)}
    files = {f"{name}.csv": data for name, data in tables.items()} | {
        "datapackage.json": publish.data_package(tables, __version__),
        "manifest.json": publish.manifest(tables, rows, inputs, versions)}
    for name in sorted(files, key=lambda name: (name == "manifest.json", name)):
        path = project.processed / name
        if not path.exists() or path.read_bytes() != files[name]:
            write_bytes(path, files[name])
    for path in project.processed.glob("*.csv"):
        if path.name not in files:
            path.unlink()


def _keep_local(project: Project, parts: list[dict[str, bytes]]) -> None:
    """Sentences and anchors stay on this machine: the texts are not ours to pass on."""
    sentences = {}
    for files in parts:
        sentences |= json.loads(files["sentences.json"])
    write_bytes(project.cache / "sentences.json", json.dumps(sentences, ensure_ascii=False).encode("utf-8"))
    evidence.keep_anchors(project, [row for files in parts for row in json.loads(files["anchors.json"])])
