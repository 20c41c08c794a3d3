"""Read a coding workbook back: codes for labels, every bad cell named at once, good rows kept."""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.checks import Problem
from analysis.coding import rowchecks
from analysis.coding.cells import Reading, read_number, read_year
from analysis.coding.grid import CellValue, read_grids
from analysis.coding.headed import Table, find_table
from analysis.coding.rowchecks import Row
from analysis.coding.sheets import OPTIONS_SHEET
from analysis.coding.vocabulary import Vocabulary, heading_forms, key, trimmed
from analysis.coding.workbook import FIELDS, NEEDED, vocabulary_of
from analysis.words import Text

OUR_SHEETS = (OPTIONS_SHEET, "指标", "来源", "说明")
# Kept beside an adjudicated row; read as they are, never checked.
BESIDE = ("decided_from", "comment")
_BESIDE = re.compile(r"[ab]_\w+")
_UNSAFE_NAME = re.compile(r"[/\\:]|\.\.|^[.~-]|[\x00-\x1f]")
_REQUIRED = tuple(name for name in NEEDED if schema.FIELDS[name].required)
_MAGNITUDE = re.compile(r"(万亿|千万|百万|十万|亿|万|千|‰)")


def read_coding_workbook(path: Path, documents: pd.DataFrame | None = None, indicators: pd.DataFrame | None = None,
                         coder: str | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """The statements of a coding workbook, and everything that is wrong or odd in it.

    The table has the manual's columns, ``coder`` (the column of that name, else ``coder``, else the
    file's name), ``row`` (its row in the sheet) and the columns kept beside an adjudicated coding, if
    any. A row with an error is left out, and the problem names its cell. Without ``documents`` any
    safe name of a document is taken.
    """
    grids, problems = read_grids(path)
    if not grids:
        return as_frame([]), problems
    vocabulary = vocabulary_of(indicators, documents)
    table, found = find_table(grids, _forms(grids), NEEDED, OUR_SHEETS)
    problems += found
    if table is None:
        return as_frame([]), problems
    rows, found = read_rows(table, vocabulary, coder or Path(path).stem)
    return as_frame(rows), problems + found


def _forms(grids: Iterable) -> dict[str, str]:
    """The headings of a coding, and those beside it that the workbook has."""
    heads = {key(cell.value): str(cell.value).strip() for grid in grids for row in list(grid.rows)[:1] for cell in grid.rows[row].values()}
    beside = {form: head for form, head in heads.items() if head in BESIDE or _BESIDE.fullmatch(head)}
    return {**beside, **heading_forms(FIELDS)}


def read_rows(table: Table, vocabulary: Vocabulary, coder: str) -> tuple[list[Row], list[Problem]]:
    """The good rows of a table with codings, and the problems of all."""
    problems: list[Problem] = []
    good = []
    for number in table.rows():
        row, found = read_row(table, number, vocabulary, coder)
        problems += found
        if not any(problem.severity == "error" for problem in found):
            good.append(row)
    clashes, found = _clashes(table, good)
    return [row for row in good if row.number not in clashes], problems + found


def read_row(table: Table, number: int, vocabulary: Vocabulary, coder: str = "",
             fields: Iterable[str] = FIELDS) -> tuple[Row, list[Problem]]:
    """One row: each cell by the type of its field, then what must hold of the row."""
    problems: list[Problem] = []
    row = Row(number, {}, {})
    for field in fields:
        if field in table.columns or field in ("redacted", "implicit"):
            problems += _read_cell(table, row, field, vocabulary)
    row.values["coder"] = row.values.get("coder") or coder
    for name in table.columns:
        if name not in schema.FIELDS:
            row.values[name] = _plain(table.cell(number, name).value)
    refused = {problem.cell for problem in problems if problem.severity == "error"}
    for severity, field, text in rowchecks.check_row(row, vocabulary):
        problem = table.problem(severity, number, field, text)
        if problem.cell not in refused:
            problems.append(problem)
    return row, problems


def _read_cell(table: Table, row: Row, field: str, vocabulary: Vocabulary) -> list[Problem]:
    cell = table.cell(row.number, field)
    value, findings = _refused_outright(cell)
    if not findings:
        value, findings = _by_type(cell, row, field, vocabulary)
    if value is None and not findings and field in _REQUIRED and schema.FIELDS[field].type == "text":
        findings = [("error", Text("“{title}”没有填写。", "“{title}” is empty; it is required.").format(title=schema.title(field)))]
    row.values[field] = value
    return [table.problem(severity, row.number, field, text) for severity, text in findings]


_Findings = list[tuple[str, Text]]


def _refused_outright(cell: CellValue) -> tuple[None, _Findings]:
    if cell.formula:
        return None, [("error", Text("公式 {formula} 没有存储结果。请在 Excel 或 WPS 中打开并保存，或改成数值。",
                                     "{formula} has no stored result. Open and save the workbook in Excel or WPS, or write the value.").format(formula=cell.formula))]
    if cell.error:
        return None, [("error", Text("单元格是错误值 {value}。请改正公式，或直接填写数值。", "the cell holds the error {value}. Correct the formula or write the value.").format(value=cell.value))]
    return None, []


def _by_type(cell: CellValue, row: Row, field: str, vocabulary: Vocabulary) -> tuple[object, _Findings]:
    if field == "document":
        return _document(cell, vocabulary)
    if vocabulary.options(field):
        return _code(cell, field, vocabulary)
    if schema.FIELDS[field].type in ("number", "integer"):
        reading = read_year(cell.value) if field == "year" else read_number(cell.value, cell.number_format)
        row.readings[field] = reading
        return _number(reading, field)
    return _text(cell)


def _number(reading: Reading, field: str) -> tuple[object, _Findings]:
    findings = [("error", reading.error)] if reading.error else [("warning", reading.warning)] if reading.warning else []
    value = reading.value
    if value is not None and schema.FIELDS[field].type == "integer":
        if not value.is_integer():
            return None, [("error", Text("{value} 不是整数。", "{value} is not a whole number.").format(value=f"{value:g}"))]
        value = int(value)
    return value, findings


def _text(cell: CellValue) -> tuple[object, _Findings]:
    if isinstance(cell.value, (datetime.date, datetime.time, datetime.timedelta)):
        return None, [("error", Text("表格软件把这里变成了日期或时间（{value}）。请把格式改为“文本”，重新填写。",
                                     "the spreadsheet turned this into a date or time ({value}). Set the format to Text and write it again.").format(value=cell.value))]
    return _plain(cell.value), []


def _plain(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return (trimmed(value) or None) if value is not None else None


def _document(cell: CellValue, vocabulary: Vocabulary) -> tuple[object, _Findings]:
    text = _plain(cell.value)
    if text is None:
        return None, []
    found = vocabulary.document(text)
    if found.value is None or (vocabulary.documents is None and _UNSAFE_NAME.search(text)):
        if _UNSAFE_NAME.search(text):
            return None, [("error", Text("“{cell}”不是文件编号，像是一个路径。请填“来源”表中的编号。", "“{cell}” is no id of a document but looks like a path. Write the id from the sheet 来源.").format(cell=text))]
        return None, [("error", _unknown(text, Text("文件", "document"), found.nearest))]
    return found.value, []


def _code(cell: CellValue, field: str, vocabulary: Vocabulary) -> tuple[object, _Findings]:
    boolean = schema.FIELDS[field].type == "boolean"
    text = _plain(cell.value)
    if text is None:
        return (False if boolean else None), []
    found = vocabulary.code(field, text)
    if found.value is None:
        return None, [("error", _unknown_unit(text, vocabulary) if field == "unit" else _unknown(text, schema.title(field), found.nearest))]
    if not found.exact:
        return found.value, [("warning", Text("“{cell}”读作“{code}”。", "“{cell}” is read as “{code}”.").format(cell=text, code=vocabulary.text(field, found.value)))]
    return found.value, []


def _unknown(cell: str, title: Text, nearest: str) -> Text:
    hint = Text("是不是“{near}”？", " Did you mean “{near}”?") if nearest else Text("请从下拉列表中选择。", " Choose from the list.")
    return Text("不认识的{title}“{cell}”。{hint}", "unknown {title} “{cell}”.{hint}").format(title=title, cell=cell, hint=hint.format(near=nearest))


def _unknown_unit(cell: str, vocabulary: Vocabulary) -> Text:
    """A unit with 万, 亿 or ‰ in it is a number's business: say what to write instead."""
    size = _MAGNITUDE.search(cell)
    found = vocabulary.code("unit", _MAGNITUDE.sub("%" if cell == "‰" else "", cell))
    if size is None or found.value is None:
        return _unknown(cell, schema.title("unit"), str(found.nearest or ""))
    return Text("单位写成了“{cell}”，应为“{unit}”。请把{size}折算进数值。", "the unit is “{cell}”, expected “{unit}”. Fold {size} into the value.").format(
        cell=cell, unit=vocabulary.text("unit", found.value), size=size.group())


def _clashes(table: Table, rows: list[Row]) -> tuple[set[int], list[Problem]]:
    left_out: set[int] = set()
    problems = []
    for finding, first, second, both_out in rowchecks.check_together(rows):
        first_cell, second_cell = (table.problem("", row.number, "value", finding.text).cell for row in (first, second))
        text = finding.text.format(cells=f"{first_cell}, {second_cell}")
        problems.append(Problem(finding.severity, text, table.grid.file, table.grid.sheet, f"{first_cell}, {second_cell}"))
        if both_out:
            left_out |= {first.number, second.number}
    return left_out, problems


def as_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a table with the schema's types: text "" where blank, numbers and years empty."""
    records: list[Mapping] = [{**row.values, "row": row.number} for row in rows]
    beside = [name for name in dict.fromkeys(name for record in records for name in record)
              if name not in (*schema.MANUAL_COLUMNS, "coder", "row")]
    names = [*schema.MANUAL_COLUMNS, "coder", *beside, "row"]
    return pd.DataFrame({name: _typed(name, [record.get(name) for record in records]) for name in names})


def _typed(name: str, values: list) -> pd.Series:
    kind = "integer" if name == "row" else schema.FIELDS[name].type if name in schema.FIELDS else "text"
    if kind == "boolean":
        return pd.Series([bool(value) for value in values], dtype=bool)
    if kind == "text":
        return pd.Series(["" if value is None else str(value) for value in values], dtype="str")
    return pd.Series(pd.array(values, dtype="Int64") if kind == "integer" else pd.to_numeric(pd.Series(values, dtype=object)).astype("float64"))
