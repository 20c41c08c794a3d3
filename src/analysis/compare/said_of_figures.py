"""What findings say of single figures: beside benchmarks, funding, results, titles and buildings.

Each function gives a sentence and the ids of the statements it stands on, or nothing.
"""
from __future__ import annotations

import pandas as pd

from analysis import codebook
from analysis.compare import phrases
from analysis.compare.benchmarks import with_benchmarks
from analysis.compare.measures import exact
from analysis.compare.naming import region_text, short_text
from analysis.compare.pairing import together
from analysis.compare.results import follow_up, with_results
from analysis.compare.said import Said, Tables, told
from analysis.compare.words import NOTHING, SHOWN, and_more, clauses, distance_text, figure_text, listed, placed, quoted
from analysis.schema import CODES
from analysis.words import LANGS, Text

GROWTH = "education_spending_growth"
TITLES = ("schools_designated", "kindergartens_designated")
BUILT = ("schools_built", "kindergartens_built")


def against(level: str, heading: Text):
    """A finding on the figures beside the benchmarks of one level."""
    def say(tables: Tables) -> Said:
        pairs = with_benchmarks(tables.targets[tables.targets["indicator"] != GROWTH], tables.benchmarks, tables.documents)
        pairs = pairs[(pairs["benchmark_level"] == level) & pairs["margin"].notna()]
        if pairs.empty:
            return None
        above, below = int((pairs["margin"] > 0).sum()), int((pairs["margin"] < 0).sum())
        said = phrases.AGAINST.format(heading=heading, above=above, below=below, same=len(pairs) - above - below, more=and_more(pairs),
                                      minding=_minding(pairs), shown=clauses(_beside(row) for row in pairs.head(SHOWN).to_dict("records")))
        return said, together(*pairs["statement_ids"])
    return say


def _beside(pair: dict) -> Text:
    return phrases.PLACED_BESIDE.format(name=short_text(pair["indicator"]), kind=CODES["kind"][pair["kind"]], placed=placed(pair),
                                        distance=distance_text(pair))


def _minding(pairs: pd.DataFrame) -> Text:
    """How many of the pairs stand on a basis that is not stated."""
    n = int(pairs["flags"].str.contains("basis_").sum())
    return phrases.NO_BASIS.format(n=n) if n else NOTHING


def growth(tables: Tables) -> Said:
    """The growth of education funding that can be read, beside the national growth of the same definition."""
    known = told(tables)
    rows = known[known["indicator"] == GROWTH]
    if rows.empty:
        return None
    pairs = with_benchmarks(rows, tables.benchmarks, tables.documents)
    pairs = pairs[pairs["margin"].notna()]
    blank = int((rows["basis"] == "").sum())
    said = phrases.GROWTH.format(n=len(rows), rows=listed(placed(row) for row in rows.head(SHOWN).to_dict("records")), more=and_more(rows),
                                 beside=_nation(pairs), basis=phrases.NO_BASIS.format(n=blank) if blank else NOTHING,
                                 alone=phrases.ALONE if len(rows) == 1 else NOTHING)
    return said, together(*rows["statement_ids"])


def _nation(pairs: pd.DataFrame) -> Text:
    """The national growth beside those of the counties, by series and year."""
    if pairs.empty:
        return NOTHING
    said = clauses(phrases.NATION.format(series=quoted(_series(row["series"])), distance=distance_text(row))
                   for row in pairs.head(SHOWN).to_dict("records"))
    return phrases.READ.format(said=said)


def _series(name: str) -> Text:
    return Text(*(codebook.series_name(name, lang) for lang in LANGS))


def followed(tables: Tables) -> Said:
    """Of how many targets the result is reported at all, and how far those went."""
    results = with_results(tables.targets, tables.documents)
    row = follow_up(results).iloc[0]
    if not row["n_targets"]:
        return None
    rate = phrases.RATE.format(n=row["n_followed"], percent=row["follow_up_percent"]) if row["n_reviewed"] else phrases.NO_RATE
    reached = results[results["attainment"].notna() & (results["indicator"] != "other")]
    how_far = NOTHING if reached.empty else phrases.REACHED.format(
        n=len(reached), more=and_more(reached), shown=clauses(_reached(one) for one in reached.head(SHOWN).to_dict("records")))
    said = phrases.FOLLOWED.format(n=row["n_targets"], told=row["n_reported"], reviewed=row["n_reviewed"], rate=rate, how_far=how_far)
    return said, row["statement_ids"]


def _reached(row: dict) -> Text:
    figure = figure_text({"value": exact(row["attainment"]), "unit": row["attainment_unit"]})
    how = phrases.OVER if row["attainment_unit"] == "times" else phrases.LESS
    return phrases.REACHED_ONE.format(region=region_text(row["region_code"], row["region_name"]), year=row["year"],
                                      name=short_text(row["indicator"]), how=how.format(figure=figure))


def created(tables: Tables) -> Said:
    """Titles and new buildings: targets and results apart, by level of award, never added to one number."""
    known = told(tables)
    counts = known[(known["unit"] == "institution") & known["kind"].isin(["target", "result"])]
    titles, built = (counts[counts["indicator"].isin(names)] for names in (TITLES, BUILT))
    if titles.empty and built.empty:
        return None
    hidden = tables.targets[tables.targets["indicator"].isin([*TITLES, *BUILT]) & (tables.targets["missing_reason"] == "masked")]
    parts = [_by_kind(titles[titles["kind"] == kind], kind) for kind in ("target", "result") if (titles["kind"] == kind).any()]
    if len(built):
        new = listed(placed(row) for row in built.head(SHOWN).to_dict("records"))
        parts.append(phrases.BUILT.format(n=len(built), new=new, more=and_more(built)))
    said = phrases.CREATED.format(parts=clauses(parts), masked=len(hidden))
    return said, together(*titles["statement_ids"], *built["statement_ids"], *hidden["statement_ids"])


def _by_kind(rows: pd.DataFrame, kind: str) -> Text:
    counts = rows["award_level"].value_counts(sort=False)
    levels = [(name, counts[level]) for level, name in CODES["award_level"].items() if level in counts]
    levels += [(phrases.NO_LEVEL, counts[""])] if "" in counts else []
    said = listed(phrases.LEVEL.format(level=level, n=n) for level, n in levels)
    return phrases.TITLES.format(kind=CODES["kind"][kind], n=len(rows), said=said)
