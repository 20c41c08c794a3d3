"""All that the tables are made from, put together region by region. What was read before is not read again."""
from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Callable, NamedTuple

import pandas as pd

from analysis import codebook, schema
from analysis.checks import Problem
from analysis.coding.merge import Layer
from analysis.coding.reading import read_coding_workbook
from analysis.extraction.infer import inferred_sources
from analysis.paths import Project
from analysis.pipeline import fragments, registry as registered, sources
from analysis.pipeline.coders import ADJUDICATED, ADJUDICATION
from analysis.pipeline.regions import Region, unmatched
from analysis.pipeline.stamp import input_files, program_hash
from analysis.store import parse_table, read_table, table_bytes
from analysis.words import Text

_ANCHORS = ("document", "char_start", "mark")
_GUESSED = ("file", "title", "region_name", "region_code", "year", "kind", "evidence", "sha256", "fingerprint")


class Evidence(NamedTuple):
    """regions: (key, Region) by code; sources: documents.csv with state and path; unregistered: files that nobody
    registered, with what is guessed of them; creations; problems; inputs: name → sha256 of every file under data/raw
    that the tables are made from; used: keys of the fragments of what was read; faults: problems that stop the build."""

    regions: list[tuple[str, Region]]
    sources: pd.DataFrame
    unregistered: pd.DataFrame
    creations: pd.DataFrame
    problems: list[Problem]
    inputs: dict[str, str]
    used: set[str]
    faults: list[Problem]


def gather(project: Project) -> Evidence:
    """Read the evidence of a project. What cannot be read is a problem that names file, sheet and cell."""
    registry, problems = registered.read(project)
    files, remarks = sources.document_files(project)
    inputs = input_files(project)
    hashed = sources.hashes([*files, *inputs], project.cache / "hashes.json")
    memo = _Memo(project, {path: hashed[path] for path in inputs}, registry)
    matched, others, found = sources.match(registry, {path: hashed[path] for path in files})
    matched, unregistered, known = sources.match_by_text(registry, matched, memo.guessed(others, hashed))
    unregistered, copies = sources.once(unregistered)
    problems += [*remarks, *found, *known, *copies, *memo.problems, *_announced(unregistered)]
    placed = registry.merge(matched, on="document")
    layers = memo.layers()
    reviews, strays = _reviews(project, registry, hashed)
    problems += [*memo.said, *strays]
    names = {path.relative_to(project.raw).as_posix(): hashed[path] for path in inputs}
    corrections = codebook.corrections(project)
    regions = _regions(placed, layers, reviews, corrections, codebook.indicators(project), anchors(project), names)
    return Evidence(regions, placed, unregistered[list(_GUESSED)], creations(project, registry), problems, names, memo.used, unmatched(corrections[~corrections["document"].isin(registry["document"])]))


class _Memo:
    """Reads workbooks, tables and unregistered files, each once for as long as it does not change."""

    def __init__(self, project: Project, inputs: dict[Path, str], registry: pd.DataFrame):
        self.folder, self.inputs, self.registry = project.cache / "read", inputs, registry
        self.codebook = codebook.version(project)
        self.names = fragments.key_of(registry[["document", "file", "title"]].values.tolist())
        self.indicators = codebook.indicators(project)
        self.used: set[str] = set()
        self.problems: list[Problem] = []  # of unregistered files
        self.said: list[Problem] = []  # of codings

    def guessed(self, paths: list[Path], hashed: dict[Path, str]) -> pd.DataFrame:
        """What unregistered files say of themselves, with their path; files that cannot be read are problems."""
        frames = [pd.DataFrame(columns=[*_GUESSED, "path"])]
        for path in paths:
            frame, problems = self._kept((hashed[path], path.name, self.codebook), partial(inferred_sources, [path]))
            frames += [frame.assign(path=str(path))] if len(frame) else []
            self.problems += problems
        return pd.concat(frames, ignore_index=True).astype({"year": "Int64"})

    def layers(self) -> list[Layer]:
        """Every coding that people made of several documents: workbooks of coders, the adjudicated one, imported tables; and the
        shipped extractions."""
        layers = []
        for path, digest in self.inputs.items():
            reader = _READERS.get((path.parent.name, path.suffix))
            if reader is None or path.name in _OTHER_TABLES:
                continue
            frame, problems = self._kept((digest, path.name, self.names, self.codebook), partial(reader, self, path))
            self.said += problems
            layers += [Layer(_kind(path), frame, path.stem)] if len(frame) else []
        layers, problems = _settled_once(layers)
        self.said += [*problems, *_unknown_documents(layers, set(self.registry["document"]))]
        return layers

    def _kept(self, key: tuple, read: Callable[[], tuple[pd.DataFrame, list[Problem]]]) -> tuple[pd.DataFrame, list[Problem]]:
        def make() -> dict[str, str]:
            frame, problems = read()
            return {"frame": table_bytes(frame).decode("utf-8-sig"), "problems": fragments.as_json(problems)}

        name = fragments.key_of(program_hash(), *key)
        self.used.add(name)
        parts, _ = fragments.kept(self.folder, name, make)
        frame = parse_table(parts["frame"].encode("utf-8-sig"), str(key[1]), numbers=("row",))
        return (frame.astype({"row": "Int64"}) if "row" in frame else frame), fragments.as_problems(parts["problems"])

    def coding(self, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
        return read_coding_workbook(path, documents=self.registry, indicators=self.indicators)

    def imported(self, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
        return read_table(path), []


_READERS = {("hand_coded", ".xlsx"): _Memo.coding, ("imported", ".csv"): _Memo.imported, ("extracted", ".csv"): _Memo.imported}
_OTHER_TABLES = ("creations.csv", "anchors.csv")


def _kind(path: Path) -> str:
    if path.parent.name in ("imported", "extracted"):
        return path.parent.name
    return "adjudicated" if path.stem.startswith(ADJUDICATED) else "hand"


def _settled_once(layers: list[Layer]) -> tuple[list[Layer], list[Problem]]:
    """Of several adjudicated codings of one document only the first counts, and that is said."""
    by: dict[str, str] = {}
    out, problems = [], []
    for layer in layers:
        if layer.kind == "adjudicated":
            doubled = sorted({name for name in layer.frame["document"] if by.setdefault(name, layer.coder) != layer.coder})
            problems += [Problem("error", Text(f"{name} 已由 {by[name]}.xlsx 裁定，这里的编码没有使用。请只留一份裁定。",
                                               f"{name} is adjudicated in {by[name]}.xlsx; its coding here was not used. Keep one adjudicated coding of it."),
                                 file=f"{layer.coder}.xlsx") for name in doubled]
            layer = layer._replace(frame=layer.frame[~layer.frame["document"].isin(doubled)])
        out.append(layer)
    return out, problems


def _unknown_documents(layers: list[Layer], known: set[str]) -> list[Problem]:
    return [Problem("error", Text(f"documents.csv 中没有 {name}，它的 {int(n)} 行没有使用。", f"documents.csv has no {name}; its {int(n)} rows were not used."), file=layer.coder)
            for layer in layers for name, n in layer.frame["document"].value_counts().sort_index().items() if name not in known]


def _reviews(project: Project, registry: pd.DataFrame, hashed: dict[Path, str]) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """The review workbook of each document (path, sha256), and a word on those that belong to none."""
    known, found, problems = set(registry["document"]), {}, []
    for path in sorted(project.raw.glob("*/*.xlsx")):
        if path.name.startswith("~$"):
            problems.append(Problem("warning", Text("Excel 的锁定文件，已忽略；工作簿可能正开着，请保存并关闭。",
                                                    "a lock file of Excel, ignored; the workbook may be open: save and close it."), file=path.name))
        elif path.parent != project.review or path.name.startswith((f"{ADJUDICATION}_", ".")):
            continue
        elif path.stem in known:
            found[path.stem] = (str(path), hashed[path])
        else:
            problems.append(Problem("error", Text("没有使用：文件名不是已登记文件的编号。复核表应名为 <文件编号>.xlsx；若是副本，请只留一份。",
                                                  "not used: its name is no id of a registered document. A review workbook is called <document>.xlsx; if it is a copy, keep one."), file=path.name))
    return found, problems


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
    known = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(_ANCHORS))
    return known.drop_duplicates(["document", "char_start"], keep="last")


def keep_anchors(project: Project, rows: list[list]) -> bytes:
    """The surroundings of figures, beside those noted before of documents that are not at hand now, as a table."""
    fresh = pd.DataFrame(rows, columns=list(_ANCHORS))
    path = project.cache / "anchors.csv"
    before = read_table(path) if path.exists() else fresh.iloc[:0]
    kept = before[~before["document"].isin(set(fresh["document"]))]
    return table_bytes(pd.concat([kept, fresh], ignore_index=True).sort_values(["document", "char_start"]))


def _announced(unregistered: pd.DataFrame) -> list[Problem]:
    return [Problem("warning", Text(
        f"尚未登记。推测为 {row.region_name or '？'} {_shown(row.year, '？')} 年；登记并提取请运行：county-targets add \"data/raw/documents/{row.file}\"",
        f"not registered. Taken to be {row.region_name or '?'}, {_shown(row.year, '?')}; to register and extract it run: county-targets add \"data/raw/documents/{row.file}\""),
        file=row.file) for row in unregistered.itertuples(index=False)]


def _shown(value, absent: str) -> str:
    return absent if pd.isna(value) else str(value)


def _regions(registry: pd.DataFrame, layers: list[Layer], reviews: dict[str, tuple[str, str]], corrections: pd.DataFrame,
             indicators: pd.DataFrame, marks: pd.DataFrame, inputs: dict[str, str]) -> list[tuple[str, Region]]:
    """The regions in the order of their codes, each with the key of all that its tables depend on."""
    common = fragments.key_of(program_hash(), {name: digest for name, digest in inputs.items() if name.startswith("codebook/")
                                               and name != "codebook/corrections.csv"})
    declared_of = dict(list(corrections.groupby("document")))
    parts = [(layer, dict(list(layer.frame.groupby("document")))) for layer in layers]
    marks_of = dict(list(marks.groupby("document")))
    said = dict(zip(registry["document"], registry.astype(object).where(registry.notna(), "").to_dict("records")))
    keyed = []
    for code, rows in registry.groupby("region_code", sort=True):
        names = list(rows["document"])
        own = [layer._replace(frame=pd.concat([frames[name] for name in names if name in frames], ignore_index=True))
               for layer, frames in parts if any(name in frames for name in names)]
        declared = _joined(declared_of, names, corrections)
        moved = [row.document for row in rows.itertuples(index=False) if row.state in ("changed", "reformatted")]
        known = _joined(marks_of, moved, marks)
        mine = {name: reviews[name] for name in names if name in reviews}
        region = Region(code, rows.reset_index(drop=True), own, {name: path for name, (path, _) in mine.items()}, declared, indicators, known)
        key = fragments.key_of(common, code, [_lasting(said[name]) for name in names], [(layer.kind, layer.coder, _hash(layer.frame)) for layer in own],
                               {name: digest for name, (_, digest) in mine.items()}, *(_hash(frame) for frame in (declared, known) if len(frame)))
        keyed.append((key, region))
    return keyed


def _lasting(source: dict) -> dict:
    """What a region's tables depend on of its sources: where the file lies is not part of it, but its name is said in problems."""
    return source | {"path": Path(source["path"]).name}


def _joined(of_document: dict[str, pd.DataFrame], names: list[str], empty: pd.DataFrame) -> pd.DataFrame:
    found = [of_document[name] for name in names if name in of_document]
    return pd.concat(found, ignore_index=True) if found else empty.iloc[:0]


def _hash(frame: pd.DataFrame) -> str:
    return fragments.key_of(table_bytes(frame).decode("utf-8-sig"))
