"""A sheet as the cells that are really there, whatever the file claims about its size.

A stray blank in the last row and column of a sheet must cost nothing, and a sheet that understates
its size must lose nothing: so only stored cells are looked at, never rows and columns by counting.
"""
from __future__ import annotations

import csv
import dataclasses
import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from analysis.checks import Problem
from analysis.coding.vocabulary import trimmed
from analysis.documents.encodings import decode
from analysis.documents.messages import DocumentError
from analysis.documents.preflight import check_archive
from analysis.store import plain_text
from analysis.words import Text

MOST_MERGED = 1_000_000
_MERGED = re.compile(rb"<mergeCell[^>]{0,80}?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")


class CellValue(NamedTuple):
    """A cell: what it holds (the stored result of a formula), its number format, and whether it is an error or a formula without result."""

    value: object
    number_format: str = "General"
    error: bool = False
    formula: str = ""

    @property
    def blank(self) -> bool:
        return not self.formula and (self.value is None or (isinstance(self.value, str) and not trimmed(self.value)))


BLANK = CellValue(None)


@dataclass
class Grid:
    """A sheet of a workbook: stored cells by row and column, and what is merged or hidden."""

    file: str
    sheet: str
    rows: dict[int, dict[int, CellValue]]
    merged: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)  # first row, column, last row, column
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    state: str = "visible"

    def at(self, row: int, column: int) -> CellValue:
        return self.rows.get(row, {}).get(column, BLANK)

    def problem(self, severity: str, text: Text, row: int = 0, column: int = 0) -> Problem:
        """A problem at a cell of this sheet (or at the sheet as a whole)."""
        cell = f"{get_column_letter(column)}{row}" if row and column else f"{row}" if row else ""
        return Problem(severity, text, self.file, self.sheet, cell)


def read_grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    """Every sheet of a workbook as a Grid, and why the file cannot be read, if so.

    The file is looked at before it is opened: a lock file, another format, a password, a bomb or an
    external entity is refused in a sentence.
    """
    path = Path(path)
    problems = _look_first(path)
    if problems:
        return [], problems
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions it does not keep; we only read
            stored, written = load_workbook(path, data_only=True), load_workbook(path)
    except Exception as error:  # openpyxl raises nearly anything on a damaged file
        return [], [_refusal(path, Text("这个工作簿打不开（{why}）。请在 Excel 或 WPS 中打开并另存为 .xlsx。",
                                        "this workbook cannot be opened ({why}). Open it in Excel or WPS and save it again as .xlsx.").format(why=type(error).__name__))]
    return [_grid(path.name, sheet, written[sheet.title]) for sheet in stored.worksheets], []


def csv_grid(path: Path) -> tuple[list[Grid], list[Problem]]:
    """A CSV file (any usual encoding, commas, semicolons or tabs) as the one sheet it is; every cell is text."""
    path = Path(path)
    try:
        decoded = decode(path.read_bytes())
    except DocumentError as error:
        return [], [error.at(path.name).problem]
    except OSError as error:
        return [], [_refusal(path, Text("读不了这个文件（{why}）。", "this file cannot be read ({why}).").format(why=error.strerror or type(error).__name__))]
    first = decoded.text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=separator)
    rows = {number: {column: CellValue(plain_text(cell)) for column, cell in enumerate(line, 1) if cell} for number, line in enumerate(lines, 1)}
    problems = [dataclasses.replace(problem, file=path.name) for problem in decoded.problems]
    return [Grid(path.name, path.stem, {number: cells for number, cells in rows.items() if cells})], problems


def _refusal(path: Path, text: Text, severity: str = "error") -> Problem:
    return Problem(severity, text, path.name)


def _look_first(path: Path) -> list[Problem]:
    if path.name.startswith(("~$", ".~lock")):
        return [_refusal(path, Text("这是表格软件的锁定文件，未读取；工作簿可能正在打开，请保存并关闭。",
                                    "lock file ignored; the workbook may be open in a spreadsheet program: save and close it."), "warning")]
    try:
        check_archive(path)
    except DocumentError as error:
        return [error.problem]
    if _merged_cells(path) > MOST_MERGED:
        return [_refusal(path, Text("合并单元格的区域过大，未打开。请取消合并。", "cells are merged over a huge range; not opened. Unmerge them."))]
    return []


def _merged_cells(path: Path) -> int:
    """How many cells the merged ranges of a workbook cover: openpyxl makes an object of each."""
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    areas = (range_boundaries(ref.decode("ascii", "replace")) for xml in sheets for ref in _MERGED.findall(xml))
    return sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in areas)


def _grid(file: str, stored: Worksheet, written: Worksheet) -> Grid:
    rows: dict[int, dict[int, CellValue]] = defaultdict(dict)
    for (row, column), cell in _stored_cells(stored):
        source = written._cells.get((row, column), cell)
        formula = str(source.value) if source.data_type == "f" and cell.value is None else ""
        value = plain_text(cell.value) if isinstance(cell.value, str) else cell.value
        if value is not None or formula:
            rows[row][column] = CellValue(value, cell.number_format, cell.data_type == "e", formula)
    return Grid(file, stored.title, dict(sorted(rows.items())),
                {str(area): (area.min_row, area.min_col, area.max_row, area.max_col) for area in written.merged_cells.ranges},
                frozenset(row for row, shape in written.row_dimensions.items() if shape.hidden),
                frozenset(_hidden_letters(written)), stored.sheet_state)


def _stored_cells(sheet: Worksheet) -> Iterator:
    # iter_rows would walk all 17 billion cells up to a stray one; openpyxl has no public way to the stored ones.
    return iter(sorted(sheet._cells.items()))


def _hidden_letters(sheet: Worksheet) -> Iterator[str]:
    for shape in sheet.column_dimensions.values():
        if shape.hidden and shape.min and shape.max - shape.min < 100:
            yield from (get_column_letter(number) for number in range(shape.min, shape.max + 1))
