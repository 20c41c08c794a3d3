"""A researcher's own table becomes statements: other headings, no locations, one row a county or one column a year."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from openpyxl.utils import get_column_letter

from analysis.checks import Problem
from analysis.coding.cells import read_number, read_year
from analysis.coding.grid import Grid, csv_grid, read_grids
from analysis.coding.headed import Table, find_table
from analysis.coding.mapping import check_mapping, guess_indicator, known_synonyms, propose_mapping, unit_and_scale
from analysis.coding.reading import as_frame
from analysis.coding.rowchecks import Row, check_row
from analysis.coding.vocabulary import Vocabulary, key
from analysis.coding.workbook import vocabulary_of
from analysis.words import Text

_KEPT = ("region_code", "region_name")


class Imported(NamedTuple):
    """Statements without location (with ``region_name`` and ``region_code``), the documents they are filed under, and the problems."""

    statements: pd.DataFrame
    documents: pd.DataFrame
    problems: list[Problem]


def read_own_grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The sheets of a researcher's table, xlsx or csv in any usual encoding."""
    return csv_grid(Path(path)) if Path(path).suffix.lower() in (".csv", ".tsv", ".txt") else read_grids(path)


def headings(path: Path) -> tuple[list[str], list[Problem]]:
    """The headings of a researcher's table: the first row with two or more filled cells of its first visible sheet."""
    grids, problems = read_own_grids(path)
    for grid in (grid for grid in grids if grid.state == "visible"):
        for cells in grid.rows.values():
            found = [str(cell.value).strip() for cell in cells.values() if not cell.blank]
            if len(found) > 1:
                return found, problems
    return [], problems


def propose(path: Path, indicators: pd.DataFrame | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """A mapping proposed from the headings of a table, to be checked by a person and saved as CSV."""
    found, problems = headings(path)
    return propose_mapping(found, indicators), problems


def import_table(path: Path, mapping: pd.DataFrame, indicators: pd.DataFrame | None = None, coder: str = "") -> Imported:
    """Read a researcher's table by a mapping (columns of ``mapping.COLUMNS``; see ``propose_mapping``).

    Every filled cell of a value column is a statement: indicator, unit, year, kind and measure come from
    the mapping's row, else from the table's own columns of those roles; comparator "=". ``place`` is the
    sheet and cell it came from, ``span`` the cell as written, offsets stay empty. One document for each
    region, ``<file>-<region>``. An empty cell is no statement; a bad one is reported and left out.
    """
    path = Path(path)
    grids, problems = read_own_grids(path)
    if faults := check_mapping(mapping):
        problems.append(Problem("error", Text("对照表有误：{faults}。请更正后重试。", "the mapping is not right: {faults}. Correct it and try again.").format(faults="; ".join(faults)), path.name))
    if not grids or faults:
        return _imported([], path, problems)
    used = mapping[~mapping["role"].isin(["ignore", ""])]
    table, found = find_table(grids, {key(heading): heading for heading in mapping["heading"]}, list(used["heading"]))
    problems += found
    if table is None:
        return _imported([], path, problems)
    importer = _Importer(table, _plain_records(used), vocabulary_of(indicators, None),
                         known_synonyms(indicators), path.stem, coder)
    rows = []
    for number in table.rows():
        for row, found in importer.rows(number):
            problems += found
            rows += [] if any(problem.severity == "error" for problem in found) else [row]
    return _imported(rows, path, problems)


def _plain_records(mapping: pd.DataFrame) -> list[Mapping]:
    columns = mapping.astype(object)
    return columns.where(columns.notna(), "").to_dict("records")


class _Importer:
    """What importing needs to know for every row of a table."""

    def __init__(self, table: Table, columns: list[Mapping], vocabulary: Vocabulary, synonyms: pd.DataFrame,
                 name: str, coder: str):
        self.table, self.vocabulary, self.name, self.coder = table, vocabulary, name, coder
        self.synonyms = synonyms
        self.values = [column for column in columns if column["role"] == "value"]
        self.others = {column["role"]: column["heading"] for column in columns if column["role"] != "value"}

    def rows(self, number: int) -> Iterator[tuple[Row, list[Problem]]]:
        """A row and its problems for each filled value cell of a line."""
        shared, found = self._shared(number)
        filled = [column for column in self.values if not self.table.cell(number, column["heading"]).blank]
        for n, column in enumerate(filled):
            row, problems = self._statement(number, column, shared)
            yield row, (found if n == 0 or any(p.severity == "error" for p in found) else []) + problems

    def _shared(self, number: int) -> tuple[dict[str, Any], list[Problem]]:
        """What the line itself says: region, year, indicator, unit, kind, note, scope."""
        said, problems = {}, []
        for role, heading in sorted(self.others.items(), key=lambda other: other[0] != "unit"):  # the unit helps to tell the indicator
            cell = self.table.cell(number, heading)
            if cell.blank:
                continue
            if role == "year":
                reading = read_year(cell.value)
                said[role] = reading.value
                problems += [self.table.problem("error", number, heading, reading.error)] if reading.error else []
            elif role in ("indicator", "kind"):
                said[role], found = self._code(role, str(cell.value), said.get("unit", ""), number, heading)
                problems += found
            else:
                said[role] = str(cell.value).strip()
        return said, problems

    def _code(self, field: str, cell: str, unit: str, number: int, heading: str) -> tuple[str | None, list[Problem]]:
        found = self.vocabulary.code(field, cell)
        if found.value is not None:
            return str(found.value), []
        unit = (unit_and_scale(unit, self.vocabulary) or ("",))[0]
        guess = guess_indicator(cell, self.vocabulary, self.synonyms, unit) if field == "indicator" else None
        if guess and guess.sure >= 0.9:
            text = Text("“{cell}”读作“{name}”。", "“{cell}” is read as “{name}”.").format(cell=cell, name=self.vocabulary.text(field, guess.indicator))
            return guess.indicator, [self.table.problem("warning", number, heading, text)]
        text = Text("不认识“{cell}”。是不是“{near}”？请在表中改正，或在对照表中指定。", "“{cell}” is not known. Did you mean “{near}”? Correct it in the table or set it in the mapping.")
        return None, [self.table.problem("error", number, heading, text.format(cell=cell, near=found.nearest or "—"))]

    def _statement(self, number: int, column: Mapping, shared: Mapping) -> tuple[Row, list[Problem]]:
        heading = column["heading"]
        cell = self.table.cell(number, heading)
        if cell.error or cell.formula:
            text = Text("单元格没有可读的数值（{value}）。", "the cell has no readable value ({value}).").format(value=cell.formula or cell.value)
            return Row(number, {}, {}), [self.table.problem("error", number, heading, text)]
        reading = read_number(cell.value, cell.number_format)
        unit, scale = self._unit(column, shared)
        year = column.get("year") or shared.get("year")
        region = shared.get("region") or ""
        values = {"document": f"{self.name}-{region}" if region else self.name, "span": str(cell.value), "place": f"{self.table.grid.sheet}!{get_column_letter(self.table.columns[heading])}{number}",
                  "indicator": column.get("indicator") or shared.get("indicator"), "measure": column.get("measure") or "level",
                  "value": None if reading.value is None else reading.value * scale, "comparator": "=", "unit": unit,
                  "kind": column.get("kind") or shared.get("kind"), "year": int(float(year)) if year else None,
                  "scope": shared.get("scope"), "note": shared.get("note"), "coder": self.coder,
                  "region_name": region, "region_code": shared.get("region_code") or ""}
        row = Row(number, values, {"value": reading})
        return row, self._problems(row, heading)

    def _unit(self, column: Mapping, shared: Mapping) -> tuple[str | None, float]:
        if column.get("unit") or not shared.get("unit"):
            return column.get("unit") or None, float(column.get("scale") or 1)
        unit, scale = unit_and_scale(shared["unit"], self.vocabulary) or (None, 1.0)
        usual = (self.vocabulary.indicator(column.get("indicator") or shared.get("indicator")) or {}).get("unit")
        return unit or (usual if unit == "" else None), scale

    def _problems(self, row: Row, heading: str) -> list[Problem]:
        reading = row.readings["value"]
        problems = [self.table.problem(severity, row.number, heading, text)
                    for severity, text in (("error", reading.error), ("warning", reading.warning)) if text]
        if reading.error:
            return problems
        for field, zh in (("indicator", "指标"), ("unit", "单位"), ("kind", "性质")):
            if not row.values.get(field) and (field != "indicator" or "indicator" not in self.others):
                text = Text("不知道这个数字的{zh}。请在对照表中填写。", "the {field} of this figure is not known. Set it in the mapping.").format(zh=zh, field=field)
                problems.append(self.table.problem("error", row.number, heading, text))
        unseen = row._replace(values={**row.values, "span": None})  # the cell cannot bear itself out: 0.98 stays in doubt
        return problems + [self.table.problem(severity, row.number, heading, text) for severity, _, text in check_row(unseen, self.vocabulary)]


def _imported(rows: list[Row], path: Path, problems: list[Problem]) -> Imported:
    frame = as_frame(rows)
    for name in _KEPT:
        frame[name] = frame[name] if name in frame else pd.Series([], dtype="str")
    documents = frame[["document", *_KEPT]].drop_duplicates("document").sort_values("document").reset_index(drop=True)
    documents.insert(1, "title", path.name)
    return Imported(frame, documents, problems)
