"""The look of every workbook that people fill in, and how it is saved.

Text is always written as text (never a formula), and saving the same content gives the same
bytes on any day and any machine.
"""
from __future__ import annotations

import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from analysis.store import safe_text, write_bytes
from analysis.words import Text

FONT = "Microsoft YaHei"
LONGEST_TEXT = 32_767  # what a cell of a workbook holds
SPARE_ROWS = 500  # rows below the last one that still have drop-downs
OPTIONS_SHEET = "选项"

_BODY = Font(name=FONT, size=10)
_HEAD = Font(name=FONT, size=10, bold=True, color="FFFFFF")
_FILLS = {
    "required": PatternFill("solid", fgColor="1F4E79"),
    "plain": PatternFill("solid", fgColor="5B7F9F"),
    "aside": PatternFill("solid", fgColor="8C8C8C"),
}
_LINE = Side(style="hair", color="BFBFBF")
_BORDER = Border(bottom=_LINE, right=_LINE)
_FIXED_DATE = "2000-01-01T00:00:00Z"


class Column(NamedTuple):
    """A column of a sheet: heading, width in characters, tone of the heading, and how its cells behave.

    ``options`` is the name of a list on the sheet of options, ``text`` keeps what is typed as text
    (9-8 stays 9-8), ``prompt`` is shown beside a cell that is selected.
    """

    heading: str
    width: float = 12
    tone: str = "plain"
    text: bool = False
    wrap: bool = False
    options: str | None = None
    prompt: Text | None = None


def clean(value: object) -> str:
    """A text as a cell can hold it: characters that XML forbids shown as U+FFFD, no formula, not too long."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", safe_text(value))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def put(cell: Cell, value: object) -> Cell:
    """Write a value into a cell: numbers as numbers, everything else as text that is never a formula."""
    if isinstance(value, CellRichText):
        cell.value = value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        cell.value = value if value == value else None
    elif value is not None and (text := clean(value)):
        cell.value = text
        cell.data_type = "s"
    return cell


def fill_sheet(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[object]], freeze: str = "A2") -> None:
    """Fill a sheet with a heading row and rows of values: frozen head, filter, widths, wrapped text."""
    for number, column in enumerate(columns, 1):
        _style_head(put(sheet.cell(1, number), column.heading), column)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        if column.text:
            dimension.number_format = "@"
    sheet.row_dimensions[1].height = 32
    looks: list = []  # styling cell by cell takes most of the time; those of a column look alike
    for at, row in enumerate(rows, 2):
        for number, (column, value) in enumerate(zip(columns, row), 1):
            cell = put(sheet.cell(at, number), value)
            if len(looks) < number:
                looks.append(_style_body(cell, column))
            cell._style = copy(looks[number - 1])
        lines = max((_lines(value, column) for column, value in zip(columns, row)), default=1)
        if lines > 1:  # programs do not agree on fitting rows to wrapped text
            sheet.row_dimensions[at].height = min(14 * lines + 2, 400)
    sheet.freeze_panes = freeze
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    _page(sheet)


def _lines(value: object, column: Column) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two letters."""
    if not column.wrap or value is None:
        return 1
    return sum(max(1, math.ceil(shown_width(part) / (column.width - 1))) for part in str(value).split("\n"))


def shown_width(text: str) -> int:
    """The width of a text in letters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def link(cell: Cell, sheet: str, row: int) -> None:
    """Make a cell lead to a row of another sheet of the same workbook."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A{row}")
    cell.font = Font(name=FONT, size=10, color="0563C1", underline="single")


def marked(before: str, figure: str, after: str) -> CellRichText:
    """A sentence with its figure bold and red."""
    parts = [clean(before)] if before else []
    parts.append(TextBlock(InlineFont(rFont=FONT, sz=10, b=True, color="C00000"), clean(figure) or "□"))
    return CellRichText(*parts, *([clean(after)] if after else []))


def _style_head(cell: Cell, column: Column) -> None:
    cell.font, cell.fill = _HEAD, _FILLS[column.tone]
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _style_body(cell: Cell, column: Column):
    """Style a cell and return its style, for the others of the column."""
    cell.font, cell.border = _BODY, _BORDER
    cell.alignment = Alignment(vertical="top", wrap_text=column.wrap)
    if column.text:
        cell.number_format = "@"
    return cell._style


def _page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def add_options(book: Workbook, lists: dict[str, Sequence[str]]) -> dict[str, str]:
    """Write the lists of the drop-downs to a hidden, protected sheet; returns the range of each list."""
    sheet = book.create_sheet(OPTIONS_SHEET)
    ranges = {}
    for number, (name, values) in enumerate(lists.items(), 1):
        put(sheet.cell(1, number), name).font = Font(name=FONT, size=10, bold=True)
        for at, value in enumerate(values, 2):
            put(sheet.cell(at, number), value).font = _BODY
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 24
        ranges[name] = f"'{OPTIONS_SHEET}'!${letter}$2:${letter}${len(values) + 1}"
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    return ranges


def add_dropdowns(sheet: Worksheet, columns: Sequence[Column], ranges: dict[str, str], n_rows: int) -> None:
    """Give every column that has options its drop-down, for the rows there are and some more."""
    for number, column in enumerate(columns, 1):
        if column.options is None:
            continue
        rule = DataValidation(type="list", formula1=ranges[column.options], allow_blank=True, showErrorMessage=True)
        rule.errorTitle = "请从列表中选择 Choose from the list"
        rule.error = "这里只能填列表中的项。\nOnly what the list offers can stand here."
        if column.prompt is not None:
            rule.promptTitle = column.heading.replace("\n", " ")[:32]
            rule.prompt = f"{column.prompt.zh}\n{column.prompt.en}"[:255]
            rule.showInputMessage = True
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{n_rows + 1 + SPARE_ROWS}")
        sheet.add_data_validation(rule)


def add_text_sheet(book: Workbook, name: str, lines: Sequence[Text]) -> Worksheet:
    """A sheet of prose: Chinese in the first column, English in the second, a line a row, the first bold."""
    sheet = book.create_sheet(name)
    wide = Column("", 78, wrap=True)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = wide.width
    for at, line in enumerate(lines, 1):
        sheet.row_dimensions[at].height = 24 if at == 1 else 15 * max(_lines(line.zh, wide), _lines(line.en, wide)) + 3
        for number, text in enumerate((line.zh, line.en), 1):
            cell = put(sheet.cell(at, number), text)
            cell.font = Font(name=FONT, size=14 if at == 1 else 10, bold=at == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    _page(sheet)
    sheet.print_title_rows = None
    return sheet


def workbook_bytes(book: Workbook, title: str = "") -> bytes:
    """The bytes of a workbook, the same every time: no date of today, entries stored and in order."""
    book.properties.title, book.properties.creator = title, "county-education-targets"
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*(</dcterms:)", rb"\g<1>" + _FIXED_DATE.encode() + rb"\g<2>", data)
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            new.writestr(info, data)
    return out.getvalue()


def save(book: Workbook, path: Path, title: str = "") -> None:
    """Save a workbook, atomically and reproducibly."""
    write_bytes(Path(path), workbook_bytes(book, title))
