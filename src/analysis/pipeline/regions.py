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
from analysis.coding.reviewed import read_review
from analysis.coding.workbook import CODING_SHEET
from analysis.compare.coverage import coverage
from analysis.compare.targets import targets
from analysis.extraction.statements import extract_document
from analysis.pipeline.fragments import as_json
from analysis.store import table_bytes
from analysis.words import Text


class Region(NamedTuple):
    """What a region's tables are made from.

    code; sources: its rows of documents.csv with state, path; layers: its rows of every coding;
    reviews: document → path of its review workbook; corrections: the declared corrections of its documents;
    indicators: the table of the codebook; anchors: document, char_start, mark: the surroundings of coded figures
    when they were coded, of documents that are not at hand as they were then.
    """

    code: str
    sources: pd.DataFrame
    layers: list[Layer]
    reviews: dict[str, str]
    corrections: pd.DataFrame
    indicators: pd.DataFrame
    anchors: pd.DataFrame


def region_tables(region: Region) -> dict[str, str]:
    """The fragment of a region: its tables as CSV; its sentences, anchors, problems and faults.

    ``faults.json`` are problems that no table should carry: they stop the build.
    """
    texts, problems = _texts(region.sources)
    layers = [*(_placed(layer, texts, problems) for layer in region.layers if layer.kind != "extracted"), *_reviewed(region, texts, problems)]
    noted = _anchors(layers, region.sources, texts)
    statements = merge([*layers, *_extractions(region, texts)])
    problems += _stale(layers, region, texts)
    places = _places_now(statements, region, texts)
    statements = _moved(statements, places, region.sources)
    statements, faults = corrected(with_region(statements, region.sources), region.corrections)
    checked = checks.statements(statements, region.indicators)
    faults += checks.errors(checked)
    problems += [problem for problem in checked if problem.severity == "warning"]
    table = targets(statements)
    said = coverage(table, region.sources, [name for name in region.indicators["id"] if name != "other"])
    frames = {"statements": statements[list(schema.TABLES["statements"])], "targets": table, "coverage": said}
    return {name: table_bytes(frame).decode("utf-8-sig") for name, frame in frames.items()} | {
        "rows": _json({name: len(frame) for name, frame in frames.items()}),
        "sentences": _json(_sentences(statements, places, texts)),
        "anchors": _json(noted), "problems": as_json(problems), "faults": as_json(faults)}


def _placed(layer: Layer, texts: dict[str, documents.Document], problems: list[Problem]) -> Layer:
    """A coding with the places that its coder did not give, found where the text is at hand."""
    plain = {name: text.text for name, text in texts.items()}
    by_hand = layer.kind in ("adjudicated", "hand")
    frame, found = place_rows(layer.frame, plain, file=f"{layer.coder}.xlsx" if by_hand else "", sheet=CODING_SHEET if by_hand else "")
    problems += found
    return layer._replace(frame=frame)


def _reviewed(region: Region, texts: dict[str, documents.Document], problems: list[Problem]) -> list[Layer]:
    """The review workbooks of the region. Where a document has changed, its rows keep the places they had."""
    as_reviewed = _as_registered(region.sources)
    layers = []
    for name, path in region.reviews.items():
        text = texts[name].text if name in texts and name in as_reviewed else None
        frame, found = read_review(Path(path), text, indicators=region.indicators, document=name)
        problems += found
        layer = Layer("reviewed", frame, "reviewer")
        if name in _in_state(region.sources, "changed") & set(texts):
            layer = _followed(layer, region, texts, problems)
        if name in _in_state(region.sources, "reformatted") & set(texts):
            layer = layer._replace(frame=_registered_places(frame, region, texts))
        layers += [layer] if len(frame) else []
    return layers


def _in_state(sources: pd.DataFrame, *states: str) -> set[str]:
    return set(sources.loc[sources["state"].isin(states), "document"])


def _as_registered(sources: pd.DataFrame) -> set[str]:
    return _in_state(sources, "present", "renamed")


def _registered_places(frame: pd.DataFrame, region: Region, texts: dict[str, documents.Document]) -> pd.DataFrame:
    """Rows that a reviewer added, at the places that their figures have in the registered file: what stands around them
    is the same in every format."""
    plain, out = {name: text.text for name, text in texts.items()}, frame.copy()
    starts = {(row.document, row.mark): int(row.char_start) for row in region.anchors.itertuples(index=False)}
    here, _ = place_rows(frame, plain)
    for at, mark in marks(here, plain).items():
        start = starts.get((here.loc[at, "document"], mark))
        if pd.isna(out.loc[at, "char_start"]) and start is not None:
            out.loc[at, ["char_start", "char_end"]] = [start, start + len(out.loc[at, "span"])]
    return out


def _followed(layer: Layer, region: Region, texts: dict[str, documents.Document], problems: list[Problem]) -> Layer:
    """A review of a text that has changed, at the places where its figures stand now: the extraction of the new text
    is not to bring the same figures again."""
    moved, found = follow(layer.frame, _marks_of(layer.frame, region), {name: text.text for name, text in texts.items()}, _file_names(region.sources))
    problems += found
    at_new_place = moved.drop(columns="anchor").assign(candidate_start=moved["char_start"], candidate_end=moved["char_end"])
    return _placed(layer._replace(frame=at_new_place), texts, problems)


def _marks_of(frame: pd.DataFrame, region: Region) -> pd.Series:
    """The surroundings that each row's figure had when it was coded, "" where they were not noted."""
    known = {(row.document, int(row.char_start)): row.mark for row in region.anchors.itertuples(index=False)}
    return pd.Series([known.get((document, None if pd.isna(start) else int(start)), "")
                      for document, start in zip(frame["document"], frame["char_start"])], frame.index)


def _file_names(sources: pd.DataFrame) -> dict[str, str]:
    return {row.document: Path(row.path).name for row in sources.itertuples(index=False)}


def _places_now(statements: pd.DataFrame, region: Region, texts: dict[str, documents.Document]) -> pd.DataFrame:
    """Where each statement stands in the text that is at hand: char_start and char_end, found again in a document
    that was changed or that is another format of the one that was coded."""
    moving = _in_state(region.sources, "changed", "reformatted") & set(texts)
    if not moving:
        return statements[["char_start", "char_end"]]
    # The review of a changed text was followed before it was merged.
    still = (statements["source"] == "hand") | statements["document"].isin(list(_in_state(region.sources, "reformatted")))
    mark = _marks_of(statements, region).where(still, "")
    return follow(statements, mark, {name: texts[name].text for name in moving})[0][["char_start", "char_end"]]


def _stale(layers: list[Layer], region: Region, texts: dict[str, documents.Document]) -> list[Problem]:
    """What became of the rows of the codings that count in documents that have changed, by workbook and row."""
    changed, problems = _in_state(region.sources, "changed") & set(texts), []
    for layer in sorted((layer for layer in layers if layer.kind in ("adjudicated", "hand")), key=lambda layer: layer.kind):
        frame = layer.frame[layer.frame["document"].isin(list(changed))].reset_index(drop=True)
        _, found = follow(frame, _marks_of(frame, region), {name: texts[name].text for name in changed}, _file_names(region.sources))
        problems += [Problem(one.severity, Text(f"{one.file}：{one.text.zh}", f"{one.file}: {one.text.en}"),
                             f"{layer.coder}.xlsx", CODING_SHEET, one.cell) for one in found]
        changed -= set(frame["document"]) if layer.kind == "adjudicated" else set()
    return problems


def _moved(statements: pd.DataFrame, places: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Statements of changed documents at their new places. Those of another format keep theirs: they refer to the
    registered file."""
    changed = statements["document"].isin(sources.loc[sources["state"] == "changed", "document"])
    return statements.assign(**{name: statements[name].where(~changed, places[name]) for name in places})


def _anchors(layers: list[Layer], sources: pd.DataFrame, texts: dict[str, documents.Document]) -> list[list]:
    """The surroundings of every figure that a person coded or reviewed, in the documents that are at hand as they were registered, as hashes."""
    unchanged = _as_registered(sources) & set(texts)
    plain, found = {name: texts[name].text for name in unchanged}, {}
    for layer in layers:
        rows = layer.frame[layer.frame["document"].isin(list(unchanged)) & layer.frame["char_start"].notna()]
        found |= {(document, int(start)): mark for document, start, mark in zip(rows["document"], rows["char_start"], marks(rows, plain))}
    return [[*place, mark] for place, mark in sorted(found.items())]


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
    """What the extractor reads in documents that nobody coded; of those that are not at hand what is shipped."""
    # The places of a review are those of the registered file; it holds every candidate there was.
    coded = {name for layer in region.layers if layer.kind != "extracted" for name in layer.frame["document"]} | (_in_state(region.sources, "reformatted") & set(region.reviews))
    rows = [(row, texts[row["document"]]) for row in region.sources.to_dict("records")
            if row["document"] in texts and row["document"] not in coded]
    frames = [extract_document(text, row) for row, text in rows]
    shipped = [layer.frame[~layer.frame["document"].isin(list(texts))] for layer in region.layers if layer.kind == "extracted"]
    return [Layer("extracted", frame) for frame in (*frames, *shipped) if len(frame)]


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
            problems += unmatched(pd.DataFrame([row]))
            continue
        out.loc[hit, field] = _as_type(row["to"], field)
    return out, problems


def unmatched(corrections: pd.DataFrame) -> list[Problem]:
    """The problem of each correction that matches nothing."""
    return [Problem("error", Text(
        "更正 {statement_id} 的 {field}（{from} → {to}）对不上任何数据。请核对后修改或删去这一行。",
        "the correction of {field} of {statement_id} ({from} → {to}) matches nothing. Check it, then change or delete the row.").format(**row),
        file="corrections.csv", cell=row["statement_id"]) for row in corrections.to_dict("records")]


def _shown(value) -> str:
    return "" if pd.isna(value) else f"{value:g}" if isinstance(value, float) else str(value)


def _as_type(text: str, field: str):
    kind = schema.FIELDS[field].type
    if kind in ("number", "integer"):
        return pd.NA if text == "" else float(text) if kind == "number" else int(text)
    return text == "true" if kind == "boolean" else text


def _sentences(statements: pd.DataFrame, places: pd.DataFrame, texts: dict[str, documents.Document]) -> dict[str, dict]:
    """The sentence of each statement whose source is at hand, with the figure's place in it."""
    placed = statements["document"].isin(list(texts)) & places["char_start"].notna()
    rows = zip(statements.loc[placed, "statement_id"], statements.loc[placed, "document"], places.loc[placed, "char_start"], places.loc[placed, "char_end"])
    return {name: sentence(texts[document].text, int(start), int(end))._asdict() for name, document, start, end in rows}


def _json(content) -> str:
    return json.dumps(content, ensure_ascii=False)
