"""The table of sources, read with care: it is edited by hand."""
from __future__ import annotations

import pandas as pd
from openpyxl.utils import get_column_letter

from analysis import codebook, schema
from analysis.checks import Problem
from analysis.paths import Project, StoreError
from analysis.words import Text

NEEDED = ("document", "file", "title", "region_name", "region_code", "year", "kind", "truncated", "sha256", "fingerprint")


def read(project: Project) -> tuple[pd.DataFrame, list[Problem]]:
    """documents.csv without the rows that cannot be used, and what is wrong with those, cell by cell.

    StoreError when the table itself cannot be read or has not its columns.
    """
    table = codebook.documents(project)
    name = project.documents_csv.name
    if missing := [column for column in NEEDED if column not in table]:
        raise StoreError(Text(f"{name}：缺少列 {'、'.join(missing)}。", f"{name}: the columns {', '.join(missing)} are missing."))
    problems, bad = [], set()
    for at, row in enumerate(table.itertuples(index=False)):
        for column, text in _faults(row, table["document"].iloc[:at]):
            problems.append(Problem("error", text, file=name, cell=f"{get_column_letter(table.columns.get_loc(column) + 1)}{at + 2}"))
            bad.add(at)
    return table[~table.index.isin(bad)].reset_index(drop=True), problems


def _faults(row, before: pd.Series):
    if not row.document or any(c.isspace() for c in row.document) or any(c in row.document for c in "/\\@#"):
        yield "document", Text(f"“{row.document}”不能作文件编号：不可为空，不可含空格、/、@、#。这一行没有使用。",
                               f"“{row.document}” cannot be an id: it may not be empty nor hold blanks, /, @ or #. The row was not used.")
    if row.document and (before == row.document).any():
        yield "document", Text(f"编号 {row.document} 重复，后一行没有使用。", f"the id {row.document} stands twice; the later row was not used.")
    if not (row.region_code.isdigit() and len(row.region_code) == 6):
        yield "region_code", Text(f"“{row.region_code}”不是六位区划代码。这一行没有使用。", f"“{row.region_code}” is no region code of six digits. The row was not used.")
    if pd.isna(row.year):
        yield "year", Text("没有年份。这一行没有使用。", "there is no year. The row was not used.")
    if row.kind not in schema.CODES["document_kind"]:
        kinds = ", ".join(schema.CODES["document_kind"])
        yield "kind", Text(f"“{row.kind}”不是文件类型（{kinds}）。这一行没有使用。", f"“{row.kind}” is no kind of document ({kinds}). The row was not used.")
