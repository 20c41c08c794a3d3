"""How tables are read and written.

CSV files are UTF-8 with a byte-order mark (Excel then shows Chinese), LF, quoted where they must be.
Writing is atomic: a reader sees the old file or the new one, whole. The same table gives the same
bytes on any machine.
"""
from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.paths import Project, StoreError, find_project, sha256, write_bytes
from analysis.words import Text

__all__ = ["Project", "StoreError", "find_project", "sha256", "write_bytes", "number_text", "parse_table", "plain_text",
           "read_table", "safe_text", "table_bytes", "write_table"]

# A cell that begins like this may run as a formula in a spreadsheet.
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
_NEGATIVE = re.compile(r"-\d[\d,]*(?:\.\d+)?[%‰％]?")  # a number is none: the span -39.7% stays as it was found
_CODES_LIKE_FORMULAS = frozenset(schema.CODES["comparator"])


def number_text(value) -> str:
    """A number as the tables write it: whole numbers without a point, others as short as they are exact."""
    if value is None or pd.isna(value):
        return ""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def safe_text(value) -> str:
    """A text that no spreadsheet takes for a formula (a leading apostrophe where it would)."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    text = str(value)
    if text.startswith(_TRIGGERS) and text not in _CODES_LIKE_FORMULAS and not _NEGATIVE.fullmatch(text):
        return "'" + text
    return text


def plain_text(cell: str) -> str:
    """The text that `safe_text` made safe."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _TRIGGERS else cell


def table_bytes(frame: pd.DataFrame) -> bytes:
    """A table as the bytes of its CSV file."""
    def cell(value):
        if isinstance(value, bool) or type(value).__name__ == "bool_":
            return "true" if value else "false"
        if isinstance(value, (int, float)) or hasattr(value, "dtype"):
            return number_text(value)
        return safe_text(value)

    out = io.StringIO()
    # A lone CR inside a cell is only safe between quotes.
    plain = csv.writer(out, lineterminator="\n")
    quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(frame.columns)
    for row in frame.astype(object).itertuples(index=False):
        cells = [cell(value) for value in row]
        (quoted if any("\r" in c for c in cells) else plain).writerow(cells)
    return out.getvalue().encode("utf-8-sig")


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV, atomically."""
    write_bytes(path, table_bytes(frame))


_BOOLEAN = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False, "": False}


def typed(name: str, column: pd.Series) -> pd.Series:
    """A column of texts as the schema's type; a column that the schema does not know stays text.

    Raises ValueError when a value is not of the type.
    """
    field = schema.FIELDS.get(name)
    if field is None or field.type == "text":
        return column
    if field.type == "boolean":
        known = column.str.strip().str.lower()
        if not known.isin(_BOOLEAN).all():
            raise ValueError(f"{name}: not true or false: {sorted(set(known) - set(_BOOLEAN))[:3]}")
        return known.map(_BOOLEAN).astype(bool)
    return _numbers(column).astype("Int64") if field.type == "integer" else _numbers(column)


def read_table(path: Path, numbers: tuple[str, ...] = ()) -> pd.DataFrame:
    """Read a CSV file written by us or by hand (UTF-8 with or without BOM); see `parse_table`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path.name, error) from error
    return parse_table(data, path.name, numbers)


def parse_table(data: bytes, name: str, numbers: tuple[str, ...] = ()) -> pd.DataFrame:
    """The table in the bytes of a CSV file.

    Columns that the schema defines get its type, those named in ``numbers`` become floats, the rest
    is text with "" for blank. StoreError names the file when it is not UTF-8 or not a table.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(name, error) from error
    if not rows:
        raise StoreError(Text(f"{name}：文件是空的。", f"{name}: the file is empty."))
    header = rows[0]
    body = [(n, row) for n, row in enumerate(rows[1:], 2) if any(row)]
    uneven = next((n for n, row in body if len(row) != len(header)), None)
    if uneven:
        raise StoreError(Text(f"{name} 第 {uneven} 行：列数与表头不同。", f"{name}, line {uneven}: not as many cells as the heading."))
    frame = pd.DataFrame([[plain_text(cell) for cell in row] for _, row in body], columns=header, dtype="str")
    for column in header:
        try:
            frame[column] = _numbers(frame[column]) if column in numbers else typed(column, frame[column])
        except ValueError as error:
            raise StoreError(Text(f"{name}，列 {column}：{error}", f"{name}, column {column}: {error}")) from error
    return frame


def _numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column.str.strip().replace("", None)).astype("float64")


def _unreadable(name: str, error: Exception) -> StoreError:
    return StoreError(Text(f"{name}：读不了这个表格（{error}）。请存为 UTF-8 编码的 CSV。",
                           f"{name}: this table cannot be read ({error}). Save it as CSV in UTF-8."))
