"""Where things are, and how tables are read and written.

CSV files are UTF-8 with a byte-order mark (Excel then shows Chinese), LF, every text quoted when it
must be. Writing is atomic: a reader sees the old file or the new one, whole. The same table gives
the same bytes on any machine.
"""
from __future__ import annotations

import csv
import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from filelock import FileLock

from analysis import schema
from analysis.words import Text

# A cell that begins like this may run as a formula in a spreadsheet.
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
_CODES_LIKE_FORMULAS = frozenset(schema.CODES["comparator"])


class StoreError(Exception):
    """A file cannot be read or written as a table; ``text`` says why, in both languages."""

    def __init__(self, text: Text):
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True)
class Project:
    """The folders of a project, from its root."""

    root: Path

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def codebook(self) -> Path:
        return self.raw / "codebook"

    @property
    def documents(self) -> Path:
        return self.raw / "documents"

    @property
    def documents_csv(self) -> Path:
        return self.raw / "documents.csv"

    @property
    def hand_coded(self) -> Path:
        return self.raw / "hand_coded"

    @property
    def extracted(self) -> Path:
        return self.raw / "extracted"

    @property
    def review(self) -> Path:
        """Review workbooks: raw evidence once a person has filled them in."""
        return self.raw / "review"

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed"

    @property
    def cache(self) -> Path:
        return self.root / "data" / ".cache"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    def lock(self) -> FileLock:
        """A lock that only one writing command holds at a time."""
        self.cache.mkdir(parents=True, exist_ok=True)
        return FileLock(self.cache / "lock")


def find_project(start: Path | None = None) -> Project:
    """The project around a folder: COUNTY_TARGETS_PROJECT, else the first parent with data/raw/codebook,
    else the checkout that this package is installed from. StoreError when there is none."""
    named = os.environ.get("COUNTY_TARGETS_PROJECT")
    here = Path(named) if named else (start or Path.cwd())
    candidates = [here.resolve(), *here.resolve().parents, Path(__file__).resolve().parents[2]]
    for folder in candidates:
        if (folder / "data" / "raw" / "codebook").is_dir():
            return Project(folder)
    raise StoreError(Text(f"在 {here} 及其上级文件夹中找不到项目（缺 data/raw/codebook）。请在项目文件夹中运行。",
                          f"No project at {here} or above it (data/raw/codebook is missing). Run this inside the project's folder."))


def sha256(data: bytes) -> str:
    """The hex digest that documents and files are known by."""
    return hashlib.sha256(data).hexdigest()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


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
    if text.startswith(_TRIGGERS) and text not in _CODES_LIKE_FORMULAS:
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
    numbers = pd.to_numeric(column.str.strip().replace("", None))
    return numbers.astype("Int64") if field.type == "integer" else numbers.astype("float64")


def read_table(path: Path, numbers: tuple[str, ...] = ()) -> pd.DataFrame:
    """Read a CSV file written by us or by hand (UTF-8 with or without BOM).

    Columns that the schema defines get its type, those named in ``numbers`` become floats, the rest
    is text with "" for blank. StoreError names the file when it is not UTF-8 or not a table.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StoreError(Text(f"{path.name}：读不了这个表格（{error}）。请存为 UTF-8 编码的 CSV。",
                              f"{path.name}: this table cannot be read ({error}). Save it as CSV in UTF-8.")) from error
    if not rows:
        raise StoreError(Text(f"{path.name}：文件是空的。", f"{path.name}: the file is empty."))
    header, body = rows[0], [row for row in rows[1:] if any(row)]
    uneven = next((n for n, row in enumerate(rows[1:], 2) if any(row) and len(row) != len(header)), None)
    if uneven:
        raise StoreError(Text(f"{path.name} 第 {uneven} 行：列数与表头不同。", f"{path.name}, line {uneven}: not as many cells as the heading."))
    frame = pd.DataFrame([[plain_text(cell) for cell in row] for row in body], columns=header, dtype="str")
    for name in header:
        try:
            frame[name] = pd.to_numeric(frame[name].replace("", None)).astype("float64") if name in numbers else typed(name, frame[name])
        except ValueError as error:
            raise StoreError(Text(f"{path.name}，列 {name}：{error}", f"{path.name}, column {name}: {error}")) from error
    return frame
