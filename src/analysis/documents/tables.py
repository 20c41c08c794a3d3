"""Tables in xlsx and csv as text: one line a row, cells parted by tabs, each sheet under its name."""
from __future__ import annotations

import csv
import datetime
import io

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from analysis.checks import Problem

from .encodings import decode
from .messages import refusal, warning
from .preflight import check_archive
from .spans import Content

_LISTED = 10
_ERRORS = frozenset(("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))


def read_csv(data: bytes, name: str) -> Content:
    """Text of a csv file. Raises DocumentError."""
    decoded = decode(data)
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=_delimiter(decoded.text))
    return Content(_text(rows), decoded.encoding, "csv", decoded.problems)


def _delimiter(text: str) -> str:
    head = text[:4096]
    return max(",\t;", key=head.count)


def _text(rows) -> str:
    lines = ("\t".join(map(_flat, row)).rstrip("\t") for row in rows)
    return "\n".join(line for line in lines if line)


def _flat(cell: str) -> str:
    """A cell on one line: a tab or line feed inside would look like another cell or row."""
    return cell.replace("\r\n", " ").translate({9: " ", 10: " ", 13: " "}) if cell.strip() else ""


def read_xlsx(data: bytes, name: str) -> Content:
    """Text of the visible sheets of a workbook. Raises DocumentError when it is damaged, protected or unsafe."""
    check_archive(name, data)
    try:
        book, formulas = (openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
                          for values in (True, False))
    except (InvalidFileException, KeyError, ValueError, TypeError) as error:
        raise refusal("damaged", format="xlsx", reason=type(error).__name__) from error
    problems: list[Problem] = []
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if hidden := [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]:
        problems.append(warning("hidden_sheets", names=", ".join(hidden)))
    texts = [_sheet(sheet, formulas[sheet.title], problems) for sheet in shown]
    text = "\n\n".join(f"{sheet.title}\n{text}" for sheet, text in zip(shown, texts) if text)
    if not text:
        raise refusal("empty")
    return Content(text, "utf-8", "openpyxl", tuple(problems))


def _sheet(sheet, formulas, problems: list[Problem]) -> str:
    """Lines of a sheet; formulas without a stored result and error values become warnings."""
    sheet.reset_dimensions()  # the size that a file states of itself is not to be believed
    formulas.reset_dimensions()
    wrong: dict[str, list[str]] = {"no_result": [], "error_cells": []}
    rows = [[_cell(cell, formula, wrong) for cell, formula in zip(row, twin)]
            for row, twin in zip(sheet.iter_rows(), formulas.iter_rows()) if row]
    for key, cells in wrong.items():
        if cells:
            listed = ", ".join(cells[:_LISTED]) + (" …" if len(cells) > _LISTED else "")
            problems.append(warning(key, cells=f"{sheet.title}!{listed}"))
    return _text(rows)


def _cell(cell, formula, wrong: dict[str, list[str]]) -> str:
    value = cell.value
    if value is None:
        if isinstance(formula.value, str) and formula.value.startswith("=") and formula.data_type == "f":
            wrong["no_result"].append(formula.coordinate)
        return ""
    if isinstance(value, str) and value in _ERRORS:
        wrong["error_cells"].append(f"{cell.coordinate} {value}")
    return _written(value, cell.number_format)


def _written(value, number_format: str) -> str:
    """A value as the sheet shows it: percentages with their sign, whole numbers without a point, dates as ISO."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        percent = "%" in (number_format or "")
        return f"{value * 100:.12g}%" if percent else f"{value:.15g}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
