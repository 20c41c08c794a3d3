"""What the tables say, in sentences: counted anew from the rows, each sentence naming what it stands on.

Nothing is ranked, and nothing is added up that is not the same thing. A target that is not seen is
never called absent.
"""
from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.compare import phrases, said, said_of_figures
from analysis.compare.prose import counted, joined, sentences, spaced
from analysis.compare.said import Tables
from analysis.words import Text


class Finding(NamedTuple):
    """A finding: ``text`` is the whole of it, made of ``headline`` (one sentence), ``detail`` (at most two or three,
    may be empty) and ``basis`` (what it stands on); n_counties, years, n_figures (that can be read) and n_statements
    (masked ones too) count that; ``statement_ids`` (separated by blanks) are it."""

    id: str
    headline: Text
    detail: Text
    basis: Text
    n_counties: int
    years: tuple[int, ...]
    n_figures: int
    n_statements: int
    statement_ids: str

    @property
    def text(self) -> Text:
        return sentences(list(self.parts().values()))

    def parts(self) -> dict[str, Text]:
        """Headline, detail and basis by their names."""
        return {"headline": self.headline, "detail": self.detail, "basis": self.basis}


# The findings in reading order.
FINDINGS = {
    "comparable": said.comparable,
    "county_thresholds": said_of_figures.against("county_threshold", phrases.THRESHOLD),
    "national_plan": said_of_figures.against("national_plan_target", phrases.PLAN),
    "national_actual": said_of_figures.against("national_actual", phrases.NATION),
    "growth": said_of_figures.growth,
    "follow_up": said_of_figures.followed,
    "created": said_of_figures.created,
    "wording": said.worded,
    "refused": said.refused,
    "material": said.material,
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


def _finding(name: str, headline: Text, detail: Text, ids: str, tables: Tables) -> Finding:
    rows = tables.statements[tables.statements["statement_id"].isin(ids.split())]
    told, n = int(rows["value"].notna().sum()), rows["region_code"].nunique()
    years = tuple(sorted({int(year) for year in rows["year"].dropna()}))
    basis = _basis(n, tables.documents["region_code"].nunique(), len(rows), told, years)
    return Finding(name, spaced(headline), spaced(detail), basis, n, years, told, len(rows), ids)


def _basis(n: int, n_all: int, n_rows: int, told: int, years: tuple[int, ...]) -> Text:
    """On how many figures of how many counties and of which years a finding stands."""
    places = phrases.ONE_PLACE if n == n_all == 1 else phrases.ALL_PLACES if n == n_all > 2 else phrases.SOME_PLACES
    figures = counted(n_rows, phrases.FIGURE, digits=True)
    if told < n_rows:
        figures = phrases.READABLE.format(figures=figures, n=told)
    when = joined([Text(str(year), str(year)) for year in years]) if years else phrases.NO_YEAR
    when = Text(f"{when.zh}年", when.en) if years else when
    return spaced(phrases.BASIS.format(places=places.format(n=n, all=n_all), figures=figures, years=when))
