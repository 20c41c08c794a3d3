"""Assembly: a text to the rows of the coding manual.

``extract`` is a pure function of its arguments: repair the text, find the figures, place each in its sentence, decide
kind, year and indicator, and write the row with the offsets of the text as it was.
"""
from __future__ import annotations

from bisect import bisect_right

import numpy as np
import pandas as pd

from analysis import schema
from analysis.documents.furniture import mark
from analysis.extraction import indicators, infer, references, structure, titles, years
from analysis.extraction.context import Place, places
from analysis.extraction.details import details
from analysis.extraction.figures import find
from analysis.extraction.infer import KINDS, About
from analysis.extraction.repair import repair

COLUMNS = (*schema.MANUAL_COLUMNS, "rule")


class Reading:
    """One document being read: the rows so far and what one sentence hands to the next."""

    def __init__(self, text: str, about: About):
        self.text, self.about = text, about
        self.kinds = structure.Kinds(text, structure.Sections(text, about.kind, about.year))
        self.rows: list[tuple] = []
        self.carried = indicators.Carried()

    def sentence(self, sentence: structure.Sentence, figures: list) -> None:
        """Add the rows of one sentence's figures."""
        text, offset, about = self.text[sentence.start:sentence.end], sentence.start, self.about
        plans = self.kinds.score(sentence) > 0
        topic = self.text[max(0, offset - 60):sentence.end]
        education = indicators.EDUCATION.search(topic)
        named = years.mentions(text)
        relative = [(f.start - offset, f.end - offset, f.unit, f.measure, f.implicit) for f in figures]
        self.carried.start(text)
        for figure, place in zip(figures, places(text, relative)):
            kind = references.kind_of(place, figure, plans, text)
            year = years.of(kind, named, text, place.start, about.year if kind == "target" else about.result_year)
            commitment = titles.commitment(text, place.start) if kind == "target" else ""
            for name in place.names or ("",):
                if education:
                    own = self.carried.own(place, name, text)
                    item = self.carried.item(figure.unit, own, place, text, topic)
                    decision = indicators.decide(item)
                else:
                    decision, own = indicators.ELSEWHERE, ""
                self._row(figure, place, kind, year, commitment, decision, own, text)
            if education:
                self.carried.keep(place, own)

    def _row(self, figure, place: Place, kind, year, commitment, decision, own: str, sentence: str) -> None:
        about, unit = self.about, figure.unit if decision.unit == "" else decision.unit
        head = place.clause
        level = titles.award_level(own, head, about.county_level_city, about.region_name) if decision.indicator in titles.TITLED else ""
        more = details(own, head, decision.indicator, unit, sentence) if decision.indicator != indicators.OTHER else _NOTHING
        self.rows.append((
            figure.start, figure.end, decision.indicator, figure.measure, figure.value, figure.value_upper, figure.comparator, unit,
            kind, year, level, commitment, figure.redacted, figure.implicit, *more, "", decision.confidence, decision.rule))


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
    return [[about.document] * count, starts, ends, spans, [""] * count, *inner[2:22], [about.note] * count, inner[22]]


def frame(columns: list[list]) -> pd.DataFrame:
    """The DataFrame of `extract` from the lists of `columns_of`."""
    table = dict(zip(COLUMNS, columns))
    return pd.DataFrame({name: _typed(name, values) for name, values in table.items()}, columns=list(COLUMNS))


def _typed(name: str, values: list):
    type_ = "text" if name == "rule" else schema.FIELDS[name].type
    if type_ == "integer":
        return pd.array(values, dtype="Int64")
    if type_ == "number":
        return np.array([np.nan if value is None else value for value in values], dtype="float64")
    if type_ == "boolean":
        return np.array(values, dtype=bool)
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
