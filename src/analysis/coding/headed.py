"""A sheet as a table with headings: which row heads it, which column is which, and what is odd about its form."""
from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from analysis import schema
from analysis.checks import Problem
from analysis.coding.grid import BLANK, CellValue, Grid
from analysis.coding.vocabulary import key
from analysis.words import Text

HEAD_ROWS = 10  # a heading further down is not looked for


@dataclass(frozen=True)
class Table:
    """The table on a sheet: ``columns`` gives the column number of each field that has one."""

    grid: Grid
    head: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[int]:
        """The numbers of the rows below the heading that hold anything in a headed column."""
        for row, cells in self.grid.rows.items():
            if row > self.head and any(not cells.get(column, BLANK).blank for column in self.columns.values()):
                yield row

    def cell(self, row: int, field: str) -> CellValue:
        """The cell of a field; what was written over merged rows counts for each of them."""
        column = self.columns.get(field)
        if column is None:
            return BLANK
        found = self.grid.at(row, column)
        return found if not found.blank else self._merged_over(row, column)

    def _merged_over(self, row: int, column: int) -> CellValue:
        for top, left, bottom, right in self.grid.merged.values():
            if left == column and top < row <= bottom and top > self.head:
                return self.grid.at(top, column)
        return BLANK

    def problem(self, severity: str, row: int, field: str, text: Text) -> Problem:
        """A problem at the cell of a field, or at its row where the sheet has no such column."""
        return self.grid.problem(severity, text, row, self.columns.get(field, 0))


def find_table(grids: Sequence[Grid], forms: Mapping[str, str], needed: Collection[str],
               ignore: Collection[str] = ()) -> tuple[Table | None, list[Problem]]:
    """The sheet whose headings fit best, as a Table, with every problem of its form.

    ``forms`` maps normalised headings to fields; ``needed`` must all be there; sheets named in
    ``ignore`` are ours and hold no data. None when no sheet can be read; the problems say why.
    """
    candidates = [grid for grid in grids if grid.sheet not in ignore]
    scored = sorted(((_best_head(grid, forms), grid) for grid in candidates), key=lambda pair: (-pair[0][1], pair[1].state != "visible"))
    if not scored or scored[0][0][1] < 2:
        file = grids[0].file if grids else ""
        return None, [Problem("error", Text("没有找到带有表头的工作表。请使用编码模板，不要改动表头。",
                                            "no sheet with the expected headings. Use the coding template and keep its headings."), file)]
    (head, _), grid = scored[0]
    columns, problems = _columns(grid, head, forms, needed)
    table = Table(grid, head, columns)
    problems += [*_unused_sheets(scored[1:]), *_hidden(table), *_merges(table), *_strays(table)]
    return (None if any(problem.severity == "error" for problem in problems) else table), problems


def _best_head(grid: Grid, forms: Mapping[str, str]) -> tuple[int, int]:
    """The row that heads a sheet and how many headings it has that we know."""
    known = [(row, sum(key(cell.value) in forms for cell in cells.values() if not cell.blank))
             for row, cells in grid.rows.items() if row <= HEAD_ROWS]
    return max(known, key=lambda pair: (pair[1], -pair[0]), default=(0, 0))


def _columns(grid: Grid, head: int, forms: Mapping[str, str], needed: Collection[str]) -> tuple[dict[str, int], list[Problem]]:
    places: dict[str, list[int]] = {}
    problems = []
    for column, cell in grid.rows[head].items():
        if cell.blank:
            continue
        field = forms.get(key(cell.value))
        if field is None:
            text = Text("不认识表头“{head}”，这一列没有读取。", "the heading “{head}” is not known; this column was not read.")
            problems.append(grid.problem("warning", text.format(head=str(cell.value).replace("\n", " ")), head, column))
        else:
            places.setdefault(field, []).append(column)
    for field, found in places.items():
        if len(found) > 1:
            cells = " / ".join(f"{get_column_letter(column)}{head}" for column in found)
            text = Text("表头“{field}”出现多次（{cells}），不知道该用哪一列。请只留一列。", "the heading “{field}” stands more than once ({cells}). Keep one of the columns.")
            problems.append(Problem("error", text.format(field=str(grid.at(head, found[0]).value).replace("\n", " "), cells=cells), grid.file, grid.sheet, cells))
    missing = [field for field in needed if field not in places]
    if missing:
        names = {field: next(form for form, name in forms.items() if name == field) for field in missing}
        text = Text("缺少列：{columns}。请补上这些列再保存。", "these columns are missing: {columns}. Add them and save again.")
        problems.append(grid.problem("error", text.format(columns="、".join(_both(field, names[field]) for field in missing))))
    return {field: found[0] for field, found in places.items()}, problems


def _both(field: str, form: str) -> str:
    return f"{schema.title(field).zh} {field}" if field in schema.FIELDS else form


def _unused_sheets(others: Sequence) -> Iterator[Problem]:
    for (_, known), grid in others:
        if known >= 2 or grid.state != "visible":
            yield Problem("warning", Text("工作表“{sheet}”没有使用。", "the sheet “{sheet}” was not used.").format(sheet=grid.sheet), grid.file, grid.sheet)


def _hidden(table: Table) -> Iterator[Problem]:
    grid = table.grid
    for row in sorted(grid.hidden_rows.intersection(table.rows())):
        yield Problem("warning", Text("第 {row} 行被隐藏或筛选掉，仍然读取了。请核对。", "row {row} is hidden or filtered out; it was read all the same. Check it.").format(row=row),
                      grid.file, grid.sheet, str(row))
    for field, column in table.columns.items():
        letter = get_column_letter(column)
        if letter in grid.hidden_columns:
            yield Problem("warning", Text("{letter} 列（{field}）被隐藏，仍然读取了。请核对。", "column {letter} ({field}) is hidden; it was read all the same. Check it.").format(letter=letter, field=field),
                          grid.file, grid.sheet, letter)


def _merges(table: Table) -> Iterator[Problem]:
    for area, (_, _, bottom, right) in table.grid.merged.items():
        if bottom > table.head:
            text = (Text("{area} 是合并单元格，其值用于每一行。请取消合并并逐行填写。", "{area} is merged; its value was taken for each row. Unmerge it and fill every row.")
                    if area.split(":")[0].rstrip("0123456789") == get_column_letter(right) else
                    Text("{area} 跨列合并，只有左上角的值被读取。请取消合并。", "{area} is merged across columns; only its first cell was read. Unmerge it."))
            yield Problem("warning", text.format(area=area), table.grid.file, table.grid.sheet, area)


def _strays(table: Table) -> Iterator[Problem]:
    """Cells outside the headed columns: text that was not read, and blanks far away."""
    headed = set(table.columns.values()) | set(table.grid.rows[table.head])
    text = Text("表格之外的单元格，没有读取。如无用处请删除。", "a cell outside the table; it was not read. Delete it if it means nothing.")
    outside = [(row, column) for row, cells in table.grid.rows.items() for column in cells
               if column not in headed and row != table.head]
    for row, column in outside[:20]:
        yield table.grid.problem("warning", text, row, column)
