"""Assembly: a text to the rows of the coding manual.

``extract`` is a pure function of its arguments: repair the text, find the figures, place each in its sentence, decide
kind, year and indicator, and write the row with the offsets of the text as it was.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import schema
from analysis.checks import Problem
from analysis.documents import Document, DocumentError, read
from analysis.documents.furniture import mark
from analysis.documents.spans import merged
from analysis.extraction import infer
from analysis.extraction.figures import find
from analysis.extraction.infer import KINDS, About
from analysis.extraction.placing import Sections
from analysis.extraction.reading import rows
from analysis.extraction.repair import repair
from analysis.paths import StoreError
from analysis.words import Text

COLUMNS = (*schema.MANUAL_COLUMNS, "rule")


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
    parts = ["" if start is None else _part(text, repaired, figures, start) for start in inner[20]]
    return [[about.document] * count, starts, ends, spans, Sections(text).places(list(zip(starts, spans))), *inner[2:20], parts, inner[21], [about.note] * count, inner[22]]


def _part(text: str, repaired, figures: list, start: int) -> str:
    """The total of a part as its figure and place (133所@1275)."""
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
    for document, row in readable(sources, problems, each):
        for column, more in zip(columns, document_columns(document, row)):
            column += more
    return frame(columns), problems


def readable(sources: list[tuple[Path, dict]], problems: list[Problem], each=None) -> Iterator[tuple[Document, dict]]:
    """The documents that can be read, one after the other, with their rows; what is wrong with any is added to ``problems``."""
    for path, row in sources:
        if each:
            each(path.name)
        try:
            document = read(path)
        except DocumentError as error:
            problems.append(error.problem)
            continue
        problems += document.problems
        yield document, row


def _table(path: Path) -> pd.DataFrame:
    """A table of sources as texts: a year may be written 2016-11."""
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise StoreError(Text(f"{path.name}：读不了这个表格（{error}）。请存为 UTF-8 编码的 CSV。",
                              f"{path.name}: this table cannot be read ({error}). Save it as CSV in UTF-8.")) from error


def sources_of(paths: list[Path], documents_table: Path | None) -> tuple[list[tuple[Path, dict]], list[Problem]]:
    """Each path with its row of the table; a problem for each that the table does not name."""
    if documents_table is None:
        return [(path, {"document": path.stem}) for path in paths], []
    folder = documents_table.parent
    table = _table(documents_table)
    missing = [name for name in ("document", "file", "year", "kind") if name not in table.columns]
    if missing:
        raise StoreError(Text(f"{documents_table.name}：缺少列 {'、'.join(missing)}。", f"{documents_table.name}: the columns {', '.join(missing)} are missing."))
    known = {(folder / row["file"]).resolve(): row for row in table.to_dict("records")}
    chosen = [(path, known.get(Path(path).resolve())) for path in paths] if paths else list(known.items())
    unknown = [Problem("warning", _UNKNOWN.format(table=documents_table.name), file=path.name) for path, row in chosen if row is None]
    return [(path, row or {"document": path.stem}) for path, row in chosen], unknown


_UNKNOWN = Text("来源表 {table} 中没有这个文件；地区、年份、类型从文件本身推断。",
                "the table {table} does not name this file; region, year and kind are inferred from the file itself.")
