"""What findings say of the tables as a whole: how much there is, what compares, how targets are worded.

Each function gives a headline, its detail and the ids of the statements they stand on, or nothing.
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.compare import phrases
from analysis.compare.counties import across_counties
from analysis.compare.guards import judged, named
from analysis.compare.naming import region_text, short_text
from analysis.compare.pairing import together
from analysis.compare.prose import agree, counted, enumerated, few, inner, items, joined, number, sentences, with_article
from analysis.compare.table import n_truncated
from analysis.compare.wording import firmness
from analysis.compare.words import NOTHING, SHOWN, clauses, figure_text
from analysis.schema import CODES
from analysis.words import Text


class Tables(NamedTuple):
    """What findings are computed from: the tables of those names."""

    statements: pd.DataFrame
    targets: pd.DataFrame
    documents: pd.DataFrame
    benchmarks: pd.DataFrame


Said = tuple[Text, Text, str] | None


def told(tables: Tables) -> pd.DataFrame:
    """The rows of `targets` whose figure can be read."""
    return tables.targets[tables.targets["value"].notna()]


def material(tables: Tables) -> Said:
    """How much there is, how much of it is masked and where, how many documents are truncated."""
    rows, papers = tables.statements, tables.documents
    if rows.empty:
        return None
    masked, n_told = rows[rows["redacted"]], int(rows["value"].notna().sum())
    headline = phrases.MATERIAL.format(
        places=counted(papers["region_code"].nunique(), phrases.COUNTY), documents=counted(len(papers), phrases.DOCUMENT),
        hold=agree(len(papers), "holds", "hold"), statements=counted(len(rows), phrases.STATEMENT), told=n_told, hidden=len(masked))
    cut = n_truncated(papers)
    how = phrases.CUT.format(n=cut, documents=counted(cut, phrases.DOCUMENT), are=agree(cut, "is", "are")) if cut else phrases.UNCUT
    return headline, sentences([_where(masked), how]), together(*rows["statement_id"])


def _where(masked: pd.DataFrame) -> Text:
    """In which regions figures are masked, and how many in each."""
    count = masked.groupby(["region_code", "region_name"], sort=False).size()
    places = [phrases.PLACE_COUNT.format(place=region_text(*place), n=n) for place, n in count.items()]
    return phrases.HIDDEN_IN.format(where=few(places, phrases.COUNTY)) if places else NOTHING


def comparable(tables: Tables) -> Said:
    """Of which indicators the figures of at least two regions may be compared, and what they say."""
    regions = told(tables).groupby("indicator", sort=False)["region_code"].nunique().drop("other", errors="ignore")
    grouped = {name: across_counties(tables.targets, name) for name, n in regions.items() if n > 1}
    groups = [(name, part) for name, frame in grouped.items() for _, part in frame.groupby("group", sort=True)]
    if not groups:
        return None
    groups.sort(key=lambda one: -one[1]["region_code"].nunique())
    n = len({name for name, _ in groups})
    headline = phrases.COMPARABLE.format(all=len(regions), indicators=counted(len(regions), phrases.INDICATOR), n=n, number=number(n),
                                         groups=items(_alike(groups), _about, phrases.ITEM, shown=2))
    titles = [inner(title) for title in named(together(*(one for _, part in groups for one in part["flags"])))]
    minding = phrases.TO_BE_MINDED.format(titles=clauses(titles)) if titles else NOTHING
    return headline, minding, together(*(ids for _, part in groups for ids in part["statement_ids"]))


def _alike(groups: list[tuple[str, pd.DataFrame]]) -> list[tuple[Text, list[str]]]:
    """What the groups say, each once, with the indicators of which it is said."""
    said: dict[Text, list[str]] = {}
    for name, part in groups:
        said.setdefault(_group(part), []).append(name)
    return list(said.items())


def _about(said: tuple[Text, list[str]]) -> Text:
    names = [with_article(short_text(name)) for name in dict.fromkeys(said[1])]
    return phrases.ABOUT.format(names=joined(names), said=said[0])


def _group(part: pd.DataFrame) -> Text:
    """One comparable group: each region's figure, or the range where there are many."""
    year, kind, n = common_year(part), part["kind"].iloc[0], len(part)
    rows, one_verb = part.to_dict("records"), phrases.SETS[kind]
    said = {"year": phrases.OF_YEAR.format(year=year) if year else NOTHING, "kind": CODES["kind"][kind], "kinds": CODES["kind"][kind].en + "s"}
    if part["value"].nunique() == 1 and part["comparator"].nunique() == 1:
        return phrases.SAME_IN_ALL.format(**said, regions=few([whose(row, not year) for row in rows], phrases.COUNTY),
                                          both="both" if n == 2 else "all", verb=one_verb[1], figure=figure_text(rows[0]))
    if n > SHOWN:
        low, high = (figure_text(part.loc[end]) for end in (part["value"].idxmin(), part["value"].idxmax()))
        return phrases.RANGE.format(**said, n=n, number=number(n), low=low, high=high)
    first, *rest = (side.format(region=whose(row, not year), figure=figure_text(row), verb=one_verb[0])
                    for side, row in zip([phrases.ONE_SIDE] + [phrases.OTHER_SIDE] * n, rows))
    head = Text("，".join(one.zh for one in (first, *rest[:-1])), ", ".join(one.en for one in (first, *rest[:-1])))
    return phrases.ONE_BY_ONE.format(**said, first=head, rest=rest[-1])


def common_year(rows: pd.DataFrame) -> int | None:
    """The year of all rows; None where they are of several years or of none."""
    years = set(rows["year"])
    return int(years.pop()) if len(years) == 1 and rows["year"].notna().all() else None


def whose(row: dict, with_year: bool = False) -> Text:
    """房县（确保）: the region of a figure, with the wording where it is not plain and the year where that is asked for."""
    remarks = [phrases.WORDED_AS[row["commitment"]]] if row["commitment"] in phrases.WORDED_AS else []
    if with_year and pd.notna(row["year"]):
        remarks.append(Text(f"{row['year']}年", str(row["year"])))
    said = Text("，".join(one.zh for one in remarks), ", ".join(one.en for one in remarks))
    name = region_text(row["region_code"], row["region_name"])
    return Text("{name}{remark}", "{name}{remark}").format(name=name, remark=phrases.REMARK.format(said=said) if remarks else NOTHING)


def worded(tables: Tables) -> Said:
    """How firmly the targets are worded."""
    counts = firmness(tables.statements)
    if counts.empty:
        return None
    row, n = counts.iloc[0], int(counts["n_targets"].iloc[0])
    headline = phrases.WORDED.format(n=n, targets=counted(n, phrases.OF_KIND["target"], digits=True), firm=row["n_firm"], plain=row["n_plain"],
                                     aspirational=row["n_aspirational"], are=agree(row["n_firm"], "is", "are"))
    hidden = tables.statements[tables.statements["statement_id"].isin(row["statement_ids"].split())]["redacted"].sum()
    too = phrases.MASKED_TOO.format(n=hidden) if hidden else NOTHING
    return headline, too, row["statement_ids"]


def refused(tables: Tables) -> Said:
    """Of the pairs of regions with a figure of one indicator, how many may not be compared and why."""
    rows = told(tables)
    rows = rows[rows["indicator"] != "other"].reset_index(drop=True)
    one, other = _pairs(rows)
    if not len(one):
        return None
    found = judged(rows, one, other, "counties")
    bad, flagged = found.refused(), found.n_flags() > 0
    main = found.main_refusals(np.flatnonzero(bad))[:SHOWN]
    reasons = [phrases.REASON.format(title=inner(verdict.title), n=n) for verdict, n in main]
    why = phrases.FIRST_REASONS.format(reasons=enumerated(reasons)) if reasons else NOTHING
    headline = (phrases.ALL_REFUSED if bad.all() else phrases.REFUSED).format(n=len(one), pairs=counted(len(one), phrases.PAIR, digits=True), bad=int(bad.sum()))
    detail = sentences([why, _allowed(int((~bad & flagged).sum()), int((~bad & ~flagged).sum()))])
    return headline, detail, together(*rows.loc[np.unique(np.concatenate([one, other])), "statement_ids"])


def _allowed(careful: int, free: int) -> Text:
    """How many pairs may be compared, with care and without."""
    parts = [said.format(n=n, number=number(n))
             for said, n in ((phrases.WITH_CARE, careful), (phrases.FREELY, free)) if n]
    return Text("，".join(one.zh for one in parts) + "。", " and ".join(one.en for one in parts) + ".") if parts else NOTHING


def _pairs(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of rows of one indicator and different regions."""
    left, right = np.triu_indices(len(rows), k=1)
    indicator, region = (pd.factorize(rows[name])[0] for name in ("indicator", "region_code"))
    apart = (indicator[left] == indicator[right]) & (region[left] != region[right])
    return left[apart], right[apart]
