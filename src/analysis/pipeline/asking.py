"""The answer to `compare INDICATOR` as text: what is known, the comparable figures group by group, the others with the reason."""
from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis import codebook
from analysis.charts import figures, labels
from analysis.compare.naming import UnknownName
from analysis.compare.table import HEADINGS, compare_table
from analysis.paths import Project
from analysis.store import read_table
from analysis.words import Text

class Answer(NamedTuple):
    """What is printed, and whether the indicator and the regions are known and have figures."""

    text: str
    found: bool


def ask(project: Project, indicator: str, regions: list[str] | None, years: list[int] | None, lang: str) -> Answer:
    """The figures of one indicator (id or name) of those regions and years, as text in one language."""
    targets = read_table(project.processed / "targets.csv")
    try:
        table, said = compare_table(targets, codebook.documents(project), codebook.benchmarks(project), indicator, regions, years)
    except UnknownName as unknown:
        return Answer(unknown.text[lang], False)
    lines = [text[lang] for text in said]
    for group, rows in table.groupby("group", sort=False, dropna=False):
        heading = {"zh": f"可比组 {group}", "en": f"Comparable group {group}"}[lang] if not pd.isna(group) and group else {"zh": "不可比", "en": "Not comparable"}[lang]
        lines += ["", heading, *(_line(row, lang) for row in rows.to_dict("records"))]
    return Answer("\n".join(lines), len(table) > 0)


def _line(row: dict, lang: str) -> str:
    """One figure on a line, what is said of it on the lines below."""
    cells = [labels.region(row, lang), labels.cell("year", row, lang), labels.cell("kind", row, lang), figures.figure(row, lang),
             *(text for name in ("scope", "basis") if (text := labels.cell(name, row, lang))), labels.cell("status", row, lang)]
    below = [f"      {HEADINGS[name][lang]}: {_shown(row[name], lang)}" for name in ("beside", "beside_caution", "caution", "reason") if _shown(row[name], lang)]
    return "\n".join(["  " + "  ".join(cell for cell in cells if cell) + f"  [{row['statement_ids']}]", *below])


def _shown(value, lang: str) -> str:
    return value[lang] if isinstance(value, Text) else "" if value is None or pd.isna(value) else str(value)
