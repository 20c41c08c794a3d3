"""A researcher's own table enters the project: a mapping proposed from its headings, then its rows as statements."""
from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import codebook
from analysis.checks import Problem, errors
from analysis.coding.importing import Imported, import_table, propose
from analysis.paths import Project, sha256
from analysis.store import read_table, write_table
from analysis.words import Text


class Outcome(NamedTuple):
    """What came of a table: what to say, and what is wrong with it."""

    said: list[Text]
    problems: list[Problem]


def import_own(project: Project, table: Path, mapping: Path | None) -> Outcome:
    """Import a table by its mapping; without one, write the proposed mapping beside the table and say so.

    The statements go to data/raw/imported/<table>.csv, one source a region to documents.csv. Importing
    the same table again replaces its rows.
    """
    if mapping is None:
        return _propose(table)
    if not mapping.exists():
        return Outcome([], [Problem("error", Text("找不到对照表。省略 --map 运行一次，程序会先拟一份。",
                                                  "there is no such mapping. Run once without --map: a mapping is then proposed."), file=mapping.name)])
    imported = import_table(table, read_table(mapping, numbers=("scale", "sure")), coder=table.stem)
    if imported.statements.empty:
        return Outcome([Text("没有导入任何一行。", "No row was imported.")], imported.problems)
    with project.lock():
        return _taken(project, table, _plain_ids(imported))


def _plain_ids(imported: Imported) -> Imported:
    """Ids of documents without blanks and the like: ids of statements are written one after another."""
    def plain(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(document=frame["document"].str.replace(r"[^\w.-]+", "_", regex=True))

    return imported._replace(statements=plain(imported.statements), documents=plain(imported.documents))


def _taken(project: Project, table: Path, imported: Imported) -> Outcome:
    """Write the statements and register their sources, in place of those of an earlier import of the table."""
    target = project.raw / "imported" / f"{table.stem}.csv"
    before = set(read_table(target)["document"]) if target.exists() else set()
    documents, problems = _sources(project, table, imported.documents, imported.statements)
    kept = imported.statements[imported.statements["document"].isin(documents["document"])]
    _register(project, documents, before)
    write_table(kept.drop(columns=["row", "region_name", "region_code"], errors="ignore"), target)
    problems = [*imported.problems, *problems]
    n_bad = len({(p.sheet, p.cell) for p in errors(problems)})
    return Outcome([Text(f"从 {table.name} 导入 {len(kept)} 条陈述，{len(documents)} 个地区；{n_bad} 个单元格有问题，未导入。这些陈述没有原文位置。下一步：county-targets report。",
                         f"{len(kept)} statements of {len(documents)} regions imported from {table.name}; {n_bad} cells have a problem and were left out. "
                         "These statements have no location in a source. Next: county-targets report.")], problems)


def _propose(table: Path) -> Outcome:
    proposed, problems = propose(table)
    if proposed.empty:
        return Outcome([], problems or [Problem("error", Text("表格中没有找到表头。", "no headings were found in the table."), file=table.name)])
    target = table.with_name(f"{table.stem}.mapping.csv")
    write_table(proposed, target)
    return Outcome([Text(f"已按表头拟出对照表 {target.name}，请在 Excel 中核对（特别是 sure 低于 0.9 的行），然后运行：county-targets import \"{table.name}\" --map \"{target.name}\"",
                         f"A mapping was proposed from the headings: {target.name}. Check it in Excel (rows with sure below 0.9 first), then run: "
                         f"county-targets import \"{table.name}\" --map \"{target.name}\"")], problems)


def _sources(project: Project, table: Path, documents: pd.DataFrame, statements: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """A row of documents.csv for every region of the table; a region that is not known is a problem and is left out."""
    years = statements.groupby("document")["year"].max()
    rows, problems = [], []
    for source in documents.itertuples(index=False):
        region = codebook.region(source.region_code) if source.region_code else None
        found = codebook.resolve_region(source.region_name) if region is None and source.region_name else None
        region = region or (found.iloc[0].to_dict() if found is not None and len(found) else None)
        if region is None:
            problems.append(Problem("error", Text(f"不认识地区“{source.region_name or '（空）'}”。请写全称，或在表中加一列区划代码。",
                                                  f"the region “{source.region_name or '(blank)'}” is not known. Write its full name, or add a column with its code."), file=table.name))
            continue
        rows.append({"document": source.document, "title": table.stem, "region_name": region["name"], "name_en": region["name_en"],
                     "region_level": region["level"], "region_code": region["code"], "year": years[source.document], "kind": "table",
                     "place_certainty": 1.0, "truncated": True, "note_zh": "由使用者的表格导入，没有原文", "note_en": "imported from the user's table, no text",
                     "sha256": sha256(table.read_bytes()), "origin_zh": "由使用者添加", "origin_en": "added by the user"})
    return pd.DataFrame(rows, columns=list(codebook.documents(project).columns)), problems


def _register(project: Project, documents: pd.DataFrame, before: set[str]) -> None:
    registry = codebook.documents(project)
    others = registry[~registry["document"].isin({*documents["document"], *before})]
    write_table(pd.concat([others.astype(object), documents.astype(object)], ignore_index=True), project.documents_csv)
