"""The tables of one region, from all that is known of its documents. Regions do not depend on each other."""
from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import checks, documents, schema
from analysis.checks import Problem
from analysis.coding.locate import sentence
from analysis.coding.merge import Layer, merge
from analysis.coding.placing import follow, marks, place_rows
from analysis.compare.coverage import coverage
from analysis.compare.targets import targets
from analysis.extraction.statements import extract_document
from analysis.store import table_bytes
from analysis.words import Text


class Region(NamedTuple):
    """What a region's tables are made from.

    code; sources: its rows of documents.csv with state, path; layers: its rows of every coding;
    corrections: the declared corrections of its documents; indicators: the table of the codebook;
    anchors: document, char_start, mark: the surroundings of coded figures when they were coded.
    """

    code: str
    sources: pd.DataFrame
    layers: list[Layer]
    corrections: pd.DataFrame
    indicators: pd.DataFrame
    anchors: pd.DataFrame


def region_tables(region: Region) -> dict[str, bytes]:
    """The fragment of a region: its tables as CSV bytes; its sentences, anchors, problems and faults.

    ``faults.json`` are problems that no table should carry: they stop the build.
    """
    texts, problems = _texts(region.sources)
    layers = [*(_placed(layer, texts, problems) for layer in region.layers), *_extractions(region, texts)]
    statements, found = _followed(merge(layers), region, texts)
    problems += found
    statements, faults = corrected(with_region(statements, region.sources), region.corrections)
    checked = checks.statements(statements, region.indicators)
    faults += checks.errors(checked)
    problems += [problem for problem in checked if problem.severity == "warning"]
    table = targets(statements)
    said = coverage(table, region.sources, [name for name in region.indicators["id"] if name != "other"])
    frames = {"statements": statements[list(schema.TABLES["statements"])], "targets": table, "coverage": said}
    return {f"{name}.csv": table_bytes(frame) for name, frame in frames.items()} | {
        "rows.json": _json({name: len(frame) for name, frame in frames.items()}),
        "sentences.json": _json(_sentences(statements, texts)),
        "anchors.json": _json(_anchors(statements, region.sources, texts)),
        "problems.json": _json([_record(problem) for problem in problems]),
        "faults.json": _json([_record(problem) for problem in faults]),
    }


def _placed(layer: Layer, texts: dict[str, documents.Document], problems: list[Problem]) -> Layer:
    """A coding with the places that its coder did not give, found where the text is at hand."""
    plain = {name: text.text for name, text in texts.items()}
    frame, found = place_rows(layer.frame, plain, file=f"{layer.coder}.xlsx" if layer.coder else "")
    problems += found
    return layer._replace(frame=frame)


def _followed(statements: pd.DataFrame, region: Region, texts: dict[str, documents.Document]) -> tuple[pd.DataFrame, list[Problem]]:
    """Statements of documents that changed since they were coded, found again where the text still stands."""
    changed = region.sources[(region.sources["state"] == "changed") & region.sources["document"].isin(list(texts))]
    if changed.empty:
        return statements, []
    known = {(row.document, int(row.char_start)): row.mark for row in region.anchors.itertuples(index=False)}
    mark = pd.Series([known.get((document, None if pd.isna(start) else int(start)), "")
                      for document, start in zip(statements["document"], statements["char_start"])], statements.index)
    plain = {name: texts[name].text for name in changed["document"]}
    names = {row.document: Path(row.path).name for row in changed.itertuples(index=False)}
    frame, problems = follow(statements, mark, plain, names)
    return frame.drop(columns="anchor"), problems


def _anchors(statements: pd.DataFrame, sources: pd.DataFrame, texts: dict[str, documents.Document]) -> list[list]:
    """The surroundings of every figure of the documents that are at hand as they were registered, as hashes."""
    unchanged = set(sources[sources["state"].isin(["present", "renamed"])]["document"]) & set(texts)
    rows = statements[statements["document"].isin(list(unchanged)) & statements["char_start"].notna() & (statements["source"] == "hand")]
    mark = marks(rows, {name: texts[name].text for name in unchanged})
    return [[document, int(start), text] for document, start, text in zip(rows["document"], rows["char_start"], mark)]


def _texts(sources: pd.DataFrame) -> tuple[dict[str, documents.Document], list[Problem]]:
    """The documents that are at hand, read; a document that cannot be read is a problem, not the end."""
    texts, problems = {}, []
    for source in sources[sources["path"] != ""].itertuples(index=False):
        try:
            texts[source.document] = documents.read(Path(source.path))
            problems += texts[source.document].problems
        except documents.DocumentError as error:
            problems.append(error.problem)
    return texts, problems


def _extractions(region: Region, texts: dict[str, documents.Document]) -> list[Layer]:
    """What the extractor reads in documents that nobody coded."""
    coded = {name for layer in region.layers if layer.kind in ("adjudicated", "hand") for name in layer.frame["document"]}
    rows = [(row, texts[row["document"]]) for row in region.sources.to_dict("records")
            if row["document"] in texts and row["document"] not in coded]
    frames = [extract_document(text, row) for row, text in rows]
    return [Layer("extracted", frame) for frame in frames if len(frame)]


def with_region(statements: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Statements with the region_code and region_name of their document."""
    places = sources.set_index("document")[["region_code", "region_name"]]
    return statements.assign(**{name: statements["document"].map(places[name]).astype("str") for name in places})


def corrected(statements: pd.DataFrame, corrections: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Statements with the declared corrections applied.

    corrections: statement_id, field, from, to, reason. One that matches nothing is an error that stops
    the build: what it was declared for has changed.
    """
    out, problems = statements.copy(), []
    for row in corrections.to_dict("records"):
        hit = out["statement_id"] == row["statement_id"]
        field = row["field"]
        if not hit.any() or field not in out or _shown(out.loc[hit, field].iloc[0]) != row["from"]:
            problems.append(Problem("error", Text(
                f"更正 {row['statement_id']} 的 {field}（{row['from']} → {row['to']}）对不上任何数据。请核对后修改或删去这一行。",
                f"the correction of {field} of {row['statement_id']} ({row['from']} → {row['to']}) matches nothing. Check it, then change or delete the row."),
                file="corrections.csv", cell=row["statement_id"]))
            continue
        out.loc[hit, field] = _as_type(row["to"], field)
    return out, problems


def _shown(value) -> str:
    return "" if pd.isna(value) else f"{value:g}" if isinstance(value, float) else str(value)


def _as_type(text: str, field: str):
    kind = schema.FIELDS[field].type
    if kind in ("number", "integer"):
        return pd.NA if text == "" else float(text) if kind == "number" else int(text)
    return text == "true" if kind == "boolean" else text


def _sentences(statements: pd.DataFrame, texts: dict[str, documents.Document]) -> dict[str, dict]:
    """The sentence of each statement whose source is at hand, with the figure's place in it."""
    placed = statements[statements["document"].isin(list(texts)) & statements["char_start"].notna()]
    return {row.statement_id: sentence(texts[row.document].text, int(row.char_start), int(row.char_end))._asdict()
            for row in placed.itertuples(index=False)}


def _record(problem: Problem) -> dict:
    return {"severity": problem.severity, "file": problem.file, "sheet": problem.sheet, "cell": problem.cell,
            "zh": problem.text.zh, "en": problem.text.en}


def _json(content) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8")
