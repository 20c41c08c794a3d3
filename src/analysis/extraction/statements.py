"""Assembly: a text to the rows of the coding manual.

``extract`` is a pure function of its arguments: repair the text, find the figures, place each in its sentence, decide
kind, year and indicator, and write the row with the offsets of the text as it was.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import schema
from analysis.checks import Problem
from analysis.documents import Document, DocumentError, read
from analysis.documents.furniture import mark
from analysis.documents.spans import merged
from analysis.extraction import indicators, infer, references, structure, titles, years
from analysis.extraction.context import Place, places
from analysis.extraction.details import details
from analysis.extraction.figures import find
from analysis.extraction.infer import KINDS, About
from analysis.extraction.repair import repair
from analysis.store import StoreError, read_table
from analysis.words import Text

COLUMNS = (*schema.MANUAL_COLUMNS, "rule")


class Reading:
    """One document being read: the rows so far and what one sentence hands to the next."""

    def __init__(self, text: str, about: About):
        self.text, self.about = text, about
        self.kinds = structure.Kinds(text, structure.Sections(text, about.kind, about.year))
        self.rows: list[tuple] = []
        self.carried = indicators.Carried()
        self.due = (0, -1)

    def sentence(self, sentence: structure.Sentence, figures: list) -> None:
        """Add the rows of one sentence's figures."""
        text, offset, about = self.text[sentence.start:sentence.end], sentence.start, self.about
        named = years.mentions(text)
        ahead = self._due(sentence, named)
        plans = ahead is not None or self.kinds.score(sentence) > 0
        education = indicators.EDUCATION.search(text)
        relative = [(f.start - offset, f.end - offset, f.unit, f.measure, f.implicit) for f in figures]
        self.carried.start(text)
        for figure, place in zip(figures, places(text, relative)):
            kind = references.kind_of(place, figure, plans, text)
            default = ahead or about.year if kind == "target" and plans else about.result_year
            year = years.of(kind, named, text, place.start, default)
            commitment = titles.commitment(text, place.start) if kind == "target" else ""
            if education:
                self.carried.enter(place, figure)
            for name in place.names or ("",):
                if education:
                    own = self.carried.own(place, name, text)
                    item = self.carried.item(figure.unit, own, place, text)
                    decision = indicators.decide(item)
                else:
                    decision, own = indicators.ELSEWHERE, ""
                self._row(figure, place, kind, year, commitment, decision, name, own, text)
            if education:
                self.carried.keep(place, own, figure)

    def _due(self, sentence: structure.Sentence, named: list) -> int | None:
        """The later year that heads a paragraph (到2025年，…): what follows in it, sentence by sentence, is due then."""
        if named and named[0].start < 4 and named[0].holds and not named[0].relative and self.about.year and named[0].year > self.about.year:
            end = self.text.find("\n", sentence.end)
            self.due = (named[0].year, end if end >= 0 else len(self.text))
        elif named and any(mention.holds for mention in named):
            self.due = (0, -1)
        return self.due[0] if sentence.start < self.due[1] else None

    def _row(self, figure, place: Place, kind, year, commitment, decision, name: str, own: str, sentence: str) -> None:
        about, unit = self.about, figure.unit if decision.unit == "" else decision.unit
        head = place.clause
        level = titles.award_level(own, head, about.county_level_city, about.region_name) if decision.indicator in titles.TITLED else ""
        more = details(name or self.carried.thing(place), own, head, decision.indicator, unit, sentence) if decision.indicator != indicators.OTHER else _NOTHING
        self.rows.append((
            figure.start, figure.end, decision.indicator, figure.measure, figure.value, figure.value_upper, figure.comparator, unit,
            kind, year, level, commitment, figure.redacted, figure.implicit, *more, self.carried.part_of, decision.confidence, decision.rule))


_NOTHING = ("", "", "", "", "", "")


def rows(text: str, figures: list, about: About) -> list[tuple]:
    """The rows of a repaired text whose figures are found (sorted), offsets in that text."""
    reading = Reading(structure.punctuated(text), about)
    for sentence in structure.sentences(text, [(figure.start, figure.end) for figure in figures]):
        reading.sentence(sentence, figures[sentence.first:sentence.last + 1])
    return reading.rows


def _outside(figures: list, source, furniture) -> list:
    """The figures that do not stand in the furniture of a web page."""
    if not furniture:
        return figures
    starts, ends = [span[0] for span in furniture], [span[1] for span in furniture]

    def free(figure) -> bool:
        start, end = source(figure.start, figure.end)
        i = bisect_right(starts, start) - 1
        return (i < 0 or ends[i] <= start) and (i + 1 == len(starts) or starts[i + 1] >= end)

    return [figure for figure in figures if free(figure)]


def columns_of(text: str, about: About, furniture=()) -> list[list]:
    """The columns of COLUMNS for one text as lists, offsets in the text as it is; see `extract`."""
    repaired = repair(text)
    figures = _outside(find(repaired.text), repaired.source, furniture)
    found = rows(repaired.text, figures, about)
    places = [repaired.source(row[0], row[1]) for row in found]
    count = len(found)
    starts, ends = [start for start, _ in places], [end for _, end in places]
    spans = [text[start:end] for start, end in places]
    inner = [list(column) for column in zip(*found)] if found else [[] for _ in range(23)]
    parts = [_part(text, repaired, figures, start) for start in inner[20]]
    return [[about.document] * count, starts, ends, spans, [""] * count, *inner[2:20], parts, inner[21], [about.note] * count, inner[22]]


def _part(text: str, repaired, figures: list, start: int | None) -> str:
    """The total of a part as its figure and place (133所@1275); '' without one."""
    if start is None:
        return ""
    total = next(figure for figure in figures[bisect_left(figures, (start,)):] if figure.start == start)
    first, last = repaired.source(total.start, total.end)
    return f"{text[first:last]}@{first}"


def frame(columns: list[list]) -> pd.DataFrame:
    """The DataFrame of `extract` from the lists of `columns_of`."""
    return pd.DataFrame({name: _typed(name, values) for name, values in zip(COLUMNS, columns)}, copy=False)


def _typed(name: str, values: list):
    type_ = "text" if name == "rule" else schema.FIELDS[name].type
    if type_ == "integer":
        blank = np.array([value is None for value in values], dtype=bool)
        return pd.arrays.IntegerArray(np.array([value or 0 for value in values], dtype="int64"), blank)
    if type_ == "number":
        return np.array(values, dtype="float64")  # None becomes nan
    if type_ == "boolean":
        return np.array(values, dtype=bool)
    if values and values.count(values[0]) == len(values):
        return pd.array(values[:1], dtype="str").repeat(len(values))
    return pd.array(values, dtype="str")


def extract(text: str, year: int | None = None, kind: str | None = None, document: str = "", region_name: str = "",
            region_code: str = "", review_year: int | None = None, county_level_city: bool = False,
            furniture=None) -> pd.DataFrame:
    """The statements that a text makes: one row a figure and thing, with the columns of the coding manual and ``rule``.

    ``year`` is the year that the document plans (of a summary: the year it sums up), ``kind`` one of KINDS; what is not
    given is read from the text, and ``note`` then says inferred. ``review_year`` defaults to the year before.
    ``county_level_city``: its own 市级 is county level. ``furniture``: spans not to be read, found by rule if None.
    Offsets refer to ``text``: ``text[char_start:char_end]`` is the figure. Rows are in the order of the text.
    ValueError when the kind is not one of KINDS.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"kind is {kind!r}, not one of {', '.join(KINDS)}")
    known = About(document, year, kind or "", review_year, county_level_city or infer.is_county_level_city(region_code), region_name)
    about = known if year is not None and kind else infer.completed(known, text)
    return frame(columns_of(text, about, mark(text) if furniture is None else furniture))


def about_of(row: dict) -> About:
    """What a row of a table of sources says of its document.

    ``row`` has document, year, kind, and may have region_name, region_code, region_level, review_year; blanks are unknown.
    """
    def text(name: str) -> str:
        value = row.get(name)
        return "" if value is None or pd.isna(value) else str(value).strip()

    def year(name: str) -> int | None:
        found = re.match("\\d{4}", text(name))
        return int(found[0]) if found else None

    city = text("region_level") == "county_level_city" or infer.is_county_level_city(text("region_code"))
    return About(text("document"), year("year"), text("kind"), year("review_year"), city, text("region_name"))


def extract_document(document: Document, row: dict) -> pd.DataFrame:
    """The statements of a document that was read, as `extract` gives them; ``row`` is what a table of sources says of it.

    Year and kind that the row leaves blank are read from the document, and ``note`` then says inferred.
    """
    return frame(document_columns(document, row))


def document_columns(document: Document, row: dict) -> list[list]:
    """The columns of COLUMNS of one document as lists; see `extract_document`."""
    about = about_of(row)
    if about.year is None or about.kind not in KINDS:
        about = infer.completed(replace(about, kind=about.kind if about.kind in KINDS else ""), document.text, document.name)
    return columns_of(document.text, about, merged((*document.furniture, *document.suspect)))


def extract_paths(paths: list[Path], documents_table: Path | None = None, each=None) -> tuple[pd.DataFrame, list[Problem]]:
    """The statements of several files, and what is wrong with those that could not be read or are not in the table.

    ``documents_table``: a CSV with the columns document, file (relative to the table), region_name, year, kind, and perhaps
    region_code, region_level and review_year; without ``paths`` all its files are read. ``each(name)`` is called before
    each file. Rows are in the order of the paths, then of the text.
    """
    sources, problems = sources_of(list(paths), documents_table)
    columns: list[list] = [[] for _ in COLUMNS]
    for path, row in sources:
        if each:
            each(path.name)
        try:
            document = read(path)
        except DocumentError as error:
            problems.append(error.problem)
            continue
        problems += document.problems
        for column, more in zip(columns, document_columns(document, row)):
            column += more
    return frame(columns), problems


def sources_of(paths: list[Path], documents_table: Path | None) -> tuple[list[tuple[Path, dict]], list[Problem]]:
    """Each path with its row of the table; a problem for each that the table does not name."""
    if documents_table is None:
        return [(path, {"document": path.stem}) for path in paths], []
    folder = documents_table.parent
    table = read_table(documents_table)
    missing = [name for name in ("document", "file", "year", "kind") if name not in table.columns]
    if missing:
        raise StoreError(Text(f"{documents_table.name}：缺少列 {'、'.join(missing)}。", f"{documents_table.name}: the columns {', '.join(missing)} are missing."))
    known = {(folder / row["file"]).resolve(): row for row in table.to_dict("records")}
    chosen = [(path, known.get(Path(path).resolve())) for path in paths] if paths else list(known.items())
    unknown = [Problem("warning", _UNKNOWN.format(table=documents_table.name), file=path.name) for path, row in chosen if row is None]
    return [(path, row or {"document": path.stem}) for path, row in chosen], unknown


_UNKNOWN = Text("来源表 {table} 中没有这个文件；地区、年份、类型从文件本身推断。",
                "the table {table} does not name this file; region, year and kind are inferred from the file itself.")
