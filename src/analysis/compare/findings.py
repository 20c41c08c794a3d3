"""What the tables say, in sentences: counted anew from the rows, each sentence naming what it stands on.

Nothing is ranked, and nothing is added up that is not the same thing. A target that is not seen is
never called absent.
"""
from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.compare import phrases, said, said_of_figures
from analysis.compare.said import Tables
from analysis.compare.words import years_text
from analysis.words import Text


class Finding(NamedTuple):
    """A finding: ``text`` is the whole sentence, with what it stands on; n_counties, years, n_figures (that can be
    read) and n_statements (masked ones too) count that; ``statement_ids`` (separated by blanks) are it."""

    id: str
    text: Text
    n_counties: int
    years: tuple[int, ...]
    n_figures: int
    n_statements: int
    statement_ids: str


# The findings in reading order.
FINDINGS = {
    "material": said.material,
    "comparable": said.comparable,
    "county_thresholds": said_of_figures.against(
        "county_threshold", Text("与国家认定的县级门槛相对照", "Beside the county thresholds of national recognition")),
    "national_plan": said_of_figures.against(
        "national_plan_target", Text("与国家五年规划目标相对照", "Beside the targets of the national five-year plans")),
    "national_actual": said_of_figures.against(
        "national_actual", Text("目标和结果与同年全国实际相对照", "Targets and results beside the national figures of the same year")),
    "growth": said_of_figures.growth,
    "follow_up": said_of_figures.followed,
    "created": said_of_figures.created,
    "wording": said.worded,
    "refused": said.refused,
}


def findings(statements: pd.DataFrame, targets: pd.DataFrame, documents: pd.DataFrame, benchmarks: pd.DataFrame) -> list[Finding]:
    """The findings that the tables carry, in reading order; of what they do not carry nothing is said.

    statements, targets, benchmarks: tables of the schema and the codebook; documents: with document,
    region_code, year, review_year, kind, truncated.
    """
    tables = Tables(statements, targets, documents, benchmarks)
    found = {name: say(tables) for name, say in FINDINGS.items()}
    return [_finding(name, *one, tables) for name, one in found.items() if one]


def findings_frame(found: list[Finding]) -> pd.DataFrame:
    """Findings as a table: finding, text_zh, text_en, n_counties, years, n_figures, n_statements, statement_ids."""
    rows = [(f.id, f.text.zh, f.text.en, f.n_counties, " ".join(map(str, f.years)), f.n_figures, f.n_statements, f.statement_ids) for f in found]
    return pd.DataFrame(rows, columns=["finding", "text_zh", "text_en", "n_counties", "years", "n_figures", "n_statements", "statement_ids"])


def _finding(name: str, sentence: Text, ids: str, tables: Tables) -> Finding:
    rows = tables.statements[tables.statements["statement_id"].isin(ids.split())]
    told, n = int(rows["value"].notna().sum()), rows["region_code"].nunique()
    years = tuple(sorted({int(year) for year in rows["year"].dropna()}))
    text = phrases.BASIS.format(said=sentence, all=tables.documents["region_code"].nunique(), some=n, years=years_text(years),
                         statements=len(rows), told=told)
    return Finding(name, text, n, years, told, len(rows), ids)
