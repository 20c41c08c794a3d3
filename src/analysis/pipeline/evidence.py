"""All that the tables are made from, read and put together region by region."""
from __future__ import annotations

from pathlib import Path
from typing import Callable, NamedTuple

import pandas as pd

from analysis import codebook, documents, schema
from analysis.checks import Problem
from analysis.coding.merge import Layer
from analysis.coding.reading import read_coding_workbook
from analysis.coding.reviewed import read_review
from analysis.extraction.infer import inferred_sources
from analysis.paths import Project, sha256
from analysis.pipeline import sources
from analysis.pipeline.coders import ADJUDICATED
from analysis.pipeline.fragments import key_of
from analysis.pipeline.regions import Region
from analysis.pipeline.stamp import input_files, program_hash
from analysis.store import read_table, table_bytes, write_table
from analysis.words import Text


class Evidence(NamedTuple):
    """regions: (key, Region) by code; documents: documents.csv; unregistered: files that nobody registered,
    with what is guessed of them; creations; problems; inputs: name → sha256 of every file under data/raw that the tables are made from."""

    regions: list[tuple[str, Region]]
    documents: pd.DataFrame
    unregistered: pd.DataFrame
    creations: pd.DataFrame
    problems: list[Problem]
    inputs: dict[str, str]


def gather(project: Project) -> Evidence:
    """Read the evidence of a project. What cannot be read is a problem that names file, sheet and cell."""
    registry = codebook.documents(project)
    files, problems = sources.document_files(project)
    hashed = sources.hashes(files, project.cache / "hashes.json")
    matched, others, remarks = sources.match(registry, hashed)
    registry_with_files = registry.merge(matched, on="document")
    layers, found = read_layers(project, registry_with_files)
    unregistered, guessed = inferred_sources(others)
    problems += [*remarks, *found, *guessed, *_announced(unregistered)]
    inputs = {path.relative_to(project.raw).as_posix(): sha256(path.read_bytes()) for path in input_files(project)}
    regions = _regions(registry_with_files, layers, codebook.corrections(project), codebook.indicators(project), anchors(project), inputs)
    return Evidence(regions, registry, unregistered, creations(project, registry), problems, inputs)


def read_layers(project: Project, registry: pd.DataFrame) -> tuple[list[Layer], list[Problem]]:
    """Every coding that people made: workbooks of coders, the adjudicated one, reviews, imported tables."""
    layers, problems = [], []
    for folder, pattern, read in _READERS:
        for path in sorted((project.raw / folder).glob(pattern)):
            if path.name.startswith("~$"):
                problems.append(Problem("warning", Text("Excel 的锁定文件，已忽略；工作簿可能正开着，请保存并关闭。",
                                                        "a lock file of Excel, ignored; the workbook may be open: save and close it."), file=path.name))
                continue
            layer, found = read(path, registry)
            layers += [layer] if len(layer.frame) else []
            problems += found
    return layers, problems


def _read_coding(path: Path, registry: pd.DataFrame) -> tuple[Layer, list[Problem]]:
    frame, problems = read_coding_workbook(path, documents=registry)
    kind = ADJUDICATED if path.stem.startswith(ADJUDICATED) else "hand"
    return Layer(kind, frame, path.stem), problems


def _read_review(path: Path, registry: pd.DataFrame) -> tuple[Layer, list[Problem]]:
    frame, problems = read_review(path, text_of(path.stem, registry), document=path.stem)
    return Layer("reviewed", frame, "reviewer"), problems


def text_of(document: str, registry: pd.DataFrame) -> str | None:
    """The text of a registered document, None where it is not at hand or cannot be read (which is said elsewhere)."""
    paths = [path for path in registry.loc[registry["document"] == document, "path"] if path]
    try:
        return documents.read(Path(paths[0])).text if paths else None
    except documents.DocumentError:
        return None


def _read_imported(path: Path, registry: pd.DataFrame) -> tuple[Layer, list[Problem]]:
    return Layer("imported", read_table(path), path.stem), []


_READERS: tuple[tuple[str, str, Callable], ...] = (
    ("hand_coded", "*.xlsx", _read_coding), ("review", "*.xlsx", _read_review), ("imported", "*.csv", _read_imported))


def creations(project: Project, registry: pd.DataFrame) -> pd.DataFrame:
    """The steps of county creations as coded by hand (table `creations`). They are no figures, so no statements."""
    path = project.hand_coded / "creations.csv"
    columns = list(schema.TABLES["creations"])
    if not path.exists():
        return pd.DataFrame(columns=columns)
    frame = read_table(path)
    places = registry.set_index("document")
    number = (frame.groupby("document").cumcount() + 1).astype(str)
    return frame.assign(creation_id=frame["document"] + "#c" + number,
                        **{name: frame["document"].map(places[name]) for name in ("region_code", "region_name")})[columns]


def anchors(project: Project) -> pd.DataFrame:
    """The surroundings of coded figures as hashes (document, char_start, mark): shipped ones, and those noted by earlier builds."""
    paths = [project.hand_coded / "anchors.csv", project.cache / "anchors.csv"]
    frames = [read_table(path) for path in paths if path.exists()]
    known = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["document", "char_start", "mark"])
    return known.drop_duplicates(["document", "char_start"], keep="last")


def keep_anchors(project: Project, rows: list[list]) -> None:
    """Note the surroundings of figures, beside those noted before of documents that are not at hand now."""
    fresh = pd.DataFrame(rows, columns=["document", "char_start", "mark"])
    path = project.cache / "anchors.csv"
    before = read_table(path) if path.exists() else fresh.iloc[:0]
    kept = before[~before["document"].isin(set(fresh["document"]))]
    write_table(pd.concat([kept, fresh], ignore_index=True).sort_values(["document", "char_start"]), path)


def _announced(unregistered: pd.DataFrame) -> list[Problem]:
    return [Problem("warning", Text(
        f"尚未登记。推测为 {row.region_name or '？'} {row.year or '？'} 年；登记并提取请运行：county-targets add \"data/raw/documents/{row.file}\"",
        f"not registered. Taken to be {row.region_name or '?'}, {row.year or '?'}; to register and extract it run: county-targets add \"data/raw/documents/{row.file}\""),
        file=row.file) for row in unregistered.itertuples(index=False)]


def _regions(registry: pd.DataFrame, layers: list[Layer], corrections: pd.DataFrame, indicators: pd.DataFrame,
             marks: pd.DataFrame, inputs: dict[str, str]) -> list[tuple[str, Region]]:
    """The regions in the order of their codes, each with the key of all that its tables depend on."""
    common = key_of(program_hash(), {name: digest for name, digest in inputs.items() if name.startswith("codebook/")
                                     and name != "codebook/corrections.csv"})
    of_document = {name: row for name, row in corrections.groupby("document")} if len(corrections) else {}
    parts = [(layer, dict(list(layer.frame.groupby("document")))) for layer in layers]
    keyed = []
    for code, rows in registry.groupby("region_code", sort=True):
        names = list(rows["document"])
        own = [layer._replace(frame=pd.concat([frames[name] for name in names if name in frames], ignore_index=True))
               for layer, frames in parts if any(name in frames for name in names)]
        declared = pd.concat([corrections.iloc[:0], *(of_document[name] for name in names if name in of_document)])
        known = marks[marks["document"].isin(names)] if (rows["state"] == "changed").any() else marks.iloc[:0]
        region = Region(code, rows.reset_index(drop=True), own, declared, indicators, known)
        keyed.append((key_of(common, code, _hash(rows), [(layer.kind, layer.coder, _hash(layer.frame)) for layer in own], _hash(declared)), region))
    return keyed


def _hash(frame: pd.DataFrame) -> str:
    return sha256(table_bytes(frame))
