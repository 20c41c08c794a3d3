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

from analysis import __version__, checks, codebook, schema
from analysis.checks import Problem
from analysis.pipeline import changes as change_log
from analysis.pipeline import evidence, fragments, publish, stamp
from analysis.pipeline.regions import region_tables
from analysis.paths import Project, write_bytes
from analysis.store import parse_table, table_bytes

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
        read = stamp.inputs(project)
        found = evidence.gather(project)
        folder = project.cache / "regions"
        made = [fragments.kept(folder, key, partial(region_tables, region)) for key, region in found.regions]
        parts = [texts for texts, _ in made]
        problems = [*found.problems, *_recorded(parts, "problems")]
        if faults := [*found.faults, *_recorded(parts, "faults")]:
            raise BuildError([*checks.errors(problems), *faults])
        tables = _tables(found, parts, codebook.benchmarks(project))
        changed = _changes(project, folder, found, tables["statements"])
        _write(project, tables, _row_counts(found, parts), found.inputs)
        _keep_local(project, parts)
        _remember(project, folder, found, read, problems)
    return Built(_row_counts(found, parts), problems, changed, found.unregistered, sum(new for _, new in made), len(made))


def _recorded(parts: list[dict[str, str]], name: str) -> list[Problem]:
    return [problem for texts in parts for problem in fragments.as_problems(texts[name])]


def _tables(found: evidence.Evidence, parts: list[dict[str, str]], benchmarks: pd.DataFrame) -> dict[str, bytes]:
    """Every table of data/processed/ as the bytes of its file."""
    tables = {name: _joined(name, parts) for name in _REGION_TABLES}
    tables["creations"] = table_bytes(found.creations)
    tables["documents"] = table_bytes(found.sources[_published(found.sources)])
    # Thresholds and series too: every number of a report can be had from this folder alone.
    tables["benchmarks"] = table_bytes(benchmarks)
    tables["data_dictionary"] = table_bytes(publish.data_dictionary())
    if len(found.unregistered):
        tables["unregistered"] = table_bytes(found.unregistered)
    return tables


def _joined(name: str, parts: list[dict[str, str]]) -> bytes:
    """The regions' tables under one heading."""
    header = table_bytes(pd.DataFrame(columns=list(schema.TABLES[name])))
    heading = header.decode("utf-8-sig")
    return header + "".join(texts[name].removeprefix(heading) for texts in parts).encode("utf-8")


def _published(sources: pd.DataFrame) -> list[str]:
    """The columns of documents.csv, without what is so on this machine only."""
    return [name for name in sources if name not in ("state", "path", "found_sha256")]


def _row_counts(found: evidence.Evidence, parts: list[dict[str, str]]) -> dict[str, int]:
    counts = pd.DataFrame([json.loads(texts["rows"]) for texts in parts], columns=list(_REGION_TABLES)).sum()
    return {name: int(n) for name, n in counts.items()} | {"documents": len(found.sources), "creations": len(found.creations)}


def _changes(project: Project, folder: Path, found: evidence.Evidence, statements: bytes) -> pd.DataFrame:
    """What is new, changed and gone, from the regions whose fragment is another one than at the last build.

    Kept in the cache for the reports. A build that was killed before it could remember itself is told
    from the same last build again.
    """
    before_keys = stamp.noted(project).get("regions")
    now = dict((region.code, key) for key, region in found.regions)
    if before_keys is None:
        before, after = _statements_file(project), parse_table(statements, "statements.csv")
    else:
        differing = sorted(code for code in before_keys.keys() | now.keys() if before_keys.get(code) != now.get(code))
        before = _statements_of(folder, [before_keys[code] for code in differing if code in before_keys])
        after = _statements_of(folder, [now[code] for code in differing if code in now])
    changed = change_log.changes(before, after)
    path = project.cache / "changes.csv"
    # A first build that was ended half-way may have written its tables already: what it noted stands.
    if before_keys is not None or len(changed) or not path.exists():
        write_bytes(path, table_bytes(changed))
    return changed


def _statements_file(project: Project) -> pd.DataFrame:
    path = project.processed / "statements.csv"
    return parse_table(path.read_bytes(), path.name) if path.exists() else change_log.nothing()


def _statements_of(folder: Path, keys: list[str]) -> pd.DataFrame:
    found = [texts for key in keys if (texts := fragments.read(folder, key))]
    frames = [parse_table(texts["statements"].encode("utf-8-sig"), "statements.csv") for texts in found]
    return pd.concat(frames, ignore_index=True) if frames else change_log.nothing()


def _remember(project: Project, folder: Path, found: evidence.Evidence, read: dict, problems: list[Problem]) -> None:
    """Note that the build is done, all at once; only then let go of what it was made from."""
    keys = {region.code: key for key, region in found.regions}
    stamp.remember(project, read, keys, fragments.as_json(problems))
    fragments.forget(folder, set(keys.values()))
    fragments.forget(project.cache / "read", found.used)


def _write(project: Project, tables: dict[str, bytes], rows: dict[str, int], inputs: dict[str, str]) -> None:
    """Write what is not as it should be, the manifest last."""
    versions = {"project": __version__, "schema": schema.SCHEMA_VERSION, "codebook": codebook.version(project)}
    files = {f"{name}.csv": data for name, data in tables.items()} | {
        "datapackage.json": publish.data_package(tables, __version__),
        "manifest.json": publish.manifest(tables, rows, inputs, versions)}
    for name in sorted(files, key=lambda name: (name == "manifest.json", name)):
        _write_if_new(project.processed / name, files[name])
    for path in project.processed.iterdir():
        if (path.suffix == ".csv" and path.name not in files) or path.suffix == ".part":  # a table of before, half a file of a build that was ended
            path.unlink()


def _write_if_new(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        write_bytes(path, data)


def _keep_local(project: Project, parts: list[dict[str, str]]) -> None:
    """Sentences and anchors stay on this machine: the texts are not ours to pass on."""
    sentences = "{" + ",".join(inner for texts in parts if (inner := texts["sentences"][1:-1])) + "}"
    _write_if_new(project.cache / "sentences.json", sentences.encode("utf-8", "surrogatepass"))
    anchors = [row for texts in parts for row in json.loads(texts["anchors"])]
    _write_if_new(project.cache / "anchors.csv", evidence.keep_anchors(project, anchors))
