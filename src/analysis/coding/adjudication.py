"""Settling what two coders disagree in: a workbook with just the disagreements, and the rows that come of it.

Each case has three lines: the first coder's row, the second's, and a line for the decision. A decided
row keeps both codings beside it.
"""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from analysis import schema
from analysis.checks import Problem
from analysis.coding import sheets
from analysis.coding.grid import read_grids
from analysis.coding.headed import Table, find_table
from analysis.coding.pairing import COMPARED, Record, differing, pair, records
from analysis.coding.reading import OUR_SHEETS, as_frame, read_row
from analysis.coding.rowchecks import Row
from analysis.coding.sheets import Column
from analysis.coding.vocabulary import Vocabulary, heading_forms, key
from analysis.coding.workbook import FIELDS, add_reference_sheets, column, lists, shown, vocabulary_of
from analysis.words import Text

SHEET = "裁定"
# Coded fields in which a difference must be settled; wording (scope, note, place) may differ.
SETTLED = (*COMPARED, "basis", "flow", "stage", "period", "per")
KEPT_BESIDE = ("span", *COMPARED)
_SHOWN = tuple(name for name in FIELDS if name not in ("coder", "confidence"))
_CASE, _LINE, _DECISION, _COMMENT = ("案例\ncase", "编码\ncoding", "裁定\ndecision", "说明\ncomment")
DECISIONS = {"a": Text("采用甲", "take A"), "b": Text("采用乙", "take B"), "new": Text("另定", "new coding"),
             "drop": Text("都不采用", "take neither")}
_DECISION_LIST = "裁定 decision"
GUIDE = (
    Text("怎样裁定", "How to adjudicate"),
    Text("每个案例三行：甲、乙两位编码员的编码，和留给裁定的一行。两人不同的单元格标为黄色；某一方没有编码的，该行为空。",
         "Each case has three lines: the codings of coders A and B, and one for the decision. Cells in which they differ are yellow; the line of a coder who has no such row is empty."),
    Text("在第三行的“裁定”中选择：采用甲、采用乙、另定（在这一行写出全部编码）或都不采用。“说明”写理由。",
         "Choose under “decision” on the third line: take A, take B, new coding (write the whole row there) or take neither. Give the reason under “comment”."),
    Text("甲、乙两行请勿改动：程序从两位编码员的工作簿中读取他们的编码。", "Leave lines A and B alone: the program takes their codings from their own workbooks."),
)


class Case(NamedTuple):
    """A statement in which two codings differ: its rows (None where a coder has none) and the fields."""

    number: int
    a: Record | None
    b: Record | None
    fields: tuple[str, ...]


class Decision(NamedTuple):
    """What was decided of a case: a, b, new (with the row) or drop, and why."""

    case: int
    choice: str
    comment: str = ""
    row: Record | None = None


def compare(a: pd.DataFrame, b: pd.DataFrame, fields: Sequence[str] = SETTLED) -> tuple[list[tuple[Record, Record]], list[Case]]:
    """The pairs of rows that agree in all ``fields``, and the cases where they do not or only one coder has a row."""
    rows_a, rows_b = records(a), records(b)
    agreed, open_ = [], []
    for p in pair(a, b):
        row_a, row_b = (rows_a[p.a] if p.a is not None else None), (rows_b[p.b] if p.b is not None else None)
        unlike = tuple(differing(row_a, row_b, fields)) if row_a and row_b else ()
        (agreed if row_a and row_b and not unlike else open_).append((row_a, row_b, unlike))
    open_.sort(key=lambda case: _order(case[0] or case[1]))
    return ([(row_a, row_b) for row_a, row_b, _ in agreed],
            [Case(number, *case) for number, case in enumerate(open_, 1)])


def _order(row: Record) -> tuple:
    return str(row.get("document")), row.get("char_start") or 0, str(row.get("indicator"))


def write_adjudication(a: pd.DataFrame, b: pd.DataFrame, path: Path, documents: pd.DataFrame | None = None,
                       indicators: pd.DataFrame | None = None, fields: Sequence[str] = SETTLED, lang: str = "zh") -> int:
    """Write the workbook of the disagreements of two codings; returns how many cases it has."""
    vocabulary = vocabulary_of(indicators, documents)
    _, cases = compare(a, b, fields)
    columns = [Column(_CASE, 7), Column(_LINE, 8), Column(_DECISION, 12, "required", options=_DECISION_LIST),
               Column(_COMMENT, 28, text=True, wrap=True), *(column(name, vocabulary) for name in _SHOWN)]
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheets.fill_sheet(sheet, columns, [line for case in cases for line in _lines(case, vocabulary, lang)], freeze="H2")
    _mark(sheet, cases)
    add_reference_sheets(book, vocabulary, GUIDE)
    ranges = sheets.add_options(book, {_DECISION_LIST: [text[lang] for text in DECISIONS.values()], **lists(vocabulary, _SHOWN, lang)})
    sheets.add_dropdowns(sheet, columns, ranges, 3 * len(cases))
    sheets.save(book, path, "裁定表 adjudication workbook")
    return len(cases)


def _lines(case: Case, vocabulary: Vocabulary, lang: str) -> list[list[object]]:
    def cells(row: Record | None) -> list[object]:
        return shown(pd.DataFrame([row]), _SHOWN, vocabulary, lang)[0] if row else [None] * len(_SHOWN)

    agreed = {name: value for name, value in (case.a or case.b).items() if name not in case.fields} if case.a and case.b else None
    return [[case.number, "甲 A", None, None, *cells(case.a)], [case.number, "乙 B", None, None, *cells(case.b)],
            [case.number, "裁定 →", None, None, *cells(agreed)]]


_YELLOW = PatternFill("solid", fgColor="FFF2CC")
_GREEN = PatternFill("solid", fgColor="E2EFDA")


def _mark(sheet, cases: list[Case]) -> None:
    """Yellow where the coders differ, green for the line to fill in."""
    width = 4 + len(_SHOWN)
    for n, case in enumerate(cases):
        for column_number in range(1, width + 1):
            sheet.cell(3 * n + 4, column_number).fill = _GREEN
        for name in case.fields:
            for line in (2, 3):
                cell = sheet.cell(3 * n + line, 5 + _SHOWN.index(name))
                cell.fill, cell.font = _YELLOW, Font(name=sheets.FONT, size=10, bold=True)


def _forms() -> dict[str, str]:
    own = {"case": _CASE, "line": _LINE, "decision": _DECISION, "comment": _COMMENT}
    return {**heading_forms(_SHOWN), **{key(head): name for name, head in own.items()}}


def read_adjudication(path: Path, documents: pd.DataFrame | None = None,
                      indicators: pd.DataFrame | None = None) -> tuple[list[Decision], list[Problem]]:
    """The decisions of an adjudication workbook, in the order of its cases, and its problems.

    Undecided cases give no decision; a new coding with a bad cell is reported and left out.
    """
    grids, problems = read_grids(path)
    if not grids:
        return [], problems
    table, found = find_table(grids, _forms(), ("case", "decision"), OUR_SHEETS)
    problems += found
    if table is None:
        return [], problems
    decisions, vocabulary = [], vocabulary_of(indicators, documents)
    for number in table.rows():
        decision, found = _decision(table, number, vocabulary)
        problems += found
        decisions += [decision] if decision else []
    return decisions, problems


def decision_code(cell: object, decisions: dict[str, Text]) -> str | None:
    """The code of a decision written as code or label in either language; None when it is none of them."""
    forms = {key(form): code for code, text in decisions.items() for form in (code, text.zh, text.en)}
    return forms.get(key(cell))


def _decision(table: Table, number: int, vocabulary: Vocabulary) -> tuple[Decision | None, list[Problem]]:
    cell = table.cell(number, "decision")
    if cell.blank:
        return None, []
    choice, case = decision_code(cell.value, DECISIONS), table.cell(number, "case").value
    if choice is None or not isinstance(case, (int, float)):
        text = Text("不认识的裁定“{cell}”。请从下拉列表中选择。", "unknown decision “{cell}”. Choose from the list.")
        return None, [table.problem("error", number, "decision", text.format(cell=cell.value))]
    comment = str(table.cell(number, "comment").value or "")
    if choice != "new":
        return Decision(int(case), choice, comment), []
    row, problems = read_row(table, number, vocabulary, "adjudicated", _SHOWN)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return Decision(int(case), choice, comment, records(as_frame([Row(number, row.values, {})]))[0]), problems


def settle(a: pd.DataFrame, b: pd.DataFrame, decisions: Sequence[Decision],
           fields: Sequence[str] = SETTLED) -> tuple[pd.DataFrame, list[Problem]]:
    """The adjudicated coding: what agrees as the first coder has it, what does not as decided.

    Columns: the manual's, ``decided_from`` (both, a, b, new), ``comment``, and both codings beside it
    as ``a_<field>`` and ``b_<field>``. A case without a decision is reported and has no row. Raises
    ValueError for a decision on a case that does not exist.
    """
    agreed, cases = compare(a, b, fields)
    by_case = {decision.case: decision for decision in decisions}
    if strange := sorted(set(by_case) - {case.number for case in cases}):
        raise ValueError(f"no such case: {strange}; were the codings changed after the workbook was written?")
    rows = [_beside(row_a, row_a, row_b, "both", "") for row_a, row_b in agreed]
    problems = []
    for case in cases:
        decision = by_case.get(case.number)
        if decision is None:
            problems.append(_undecided(case))
        else:  # to take the coder who has no such row is to have none
            chosen = {"a": case.a, "b": case.b, "new": decision.row, "drop": None}[decision.choice]
            rows += [_beside(chosen, case.a, case.b, decision.choice, decision.comment)] if chosen else []
    rows.sort(key=_order)
    return as_frame([Row(n, row, {}) for n, row in enumerate(rows, 1)]).drop(columns="row"), problems


def _beside(chosen: Record, a: Record | None, b: Record | None, decided_from: str, comment: str) -> Record:
    row = {name: chosen.get(name) for name in schema.MANUAL_COLUMNS}
    beside = {f"{side}_{name}": _written((coding or {}).get(name)) for side, coding in (("a", a), ("b", b)) for name in KEPT_BESIDE}
    return {**row, "coder": "adjudicated", "decided_from": decided_from, "comment": comment, **beside}


def _written(value: object) -> str | None:
    """A value as text beside the decided row, whole numbers without a point."""
    if isinstance(value, float):
        return f"{value:.12g}"
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _undecided(case: Case) -> Problem:
    row = case.a or case.b
    text = Text("案例 {case}（{document}，{span}，{place}）尚未裁定，没有写入。", "case {case} ({document}, {span}, {place}) is not decided and was left out.")
    return Problem("error", text.format(case=case.number, document=row.get("document"), span=row.get("span") or "—", place=row.get("place") or "—"), sheet=SHEET)
