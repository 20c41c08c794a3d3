"""What findings say of the tables as a whole: how much there is, what compares, how targets are worded.

Each function gives a sentence and the ids of the statements it stands on, or nothing.
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
from analysis.compare.table import n_truncated
from analysis.compare.wording import COMMITMENTS, firmness
from analysis.compare.words import NOTHING, SHOWN, and_more, clauses, figure_text, listed, placed, quoted
from analysis.schema import CODES
from analysis.words import Text


class Tables(NamedTuple):
    """What findings are computed from: the tables of those names."""

    statements: pd.DataFrame
    targets: pd.DataFrame
    documents: pd.DataFrame
    benchmarks: pd.DataFrame


Said = tuple[Text, str] | None


def told(tables: Tables) -> pd.DataFrame:
    """The rows of `targets` whose figure can be read."""
    return tables.targets[tables.targets["value"].notna()]


def material(tables: Tables) -> Said:
    """How much there is, how much of it is masked and where, how many documents are truncated."""
    rows = tables.statements
    if rows.empty:
        return None
    masked = rows[rows["redacted"]]
    said = phrases.MATERIAL.format(documents=len(tables.documents), n=len(rows), hidden=len(masked), where=_where(masked),
                                   cut=n_truncated(tables.documents))
    return said, together(*rows["statement_id"])


def _where(masked: pd.DataFrame) -> Text:
    """In which regions figures are masked, where there are few of them."""
    count = masked.groupby(["region_code", "region_name"], sort=False).size()
    if not 0 < len(count) <= SHOWN:
        return NOTHING
    return phrases.BRACKETED.format(what=listed(phrases.COUNTED.format(what=region_text(*place), n=n) for place, n in count.items()))


def comparable(tables: Tables) -> Said:
    """Of which indicators the figures of at least two regions may be compared, and what they say."""
    regions = told(tables).groupby("indicator", sort=False)["region_code"].nunique()
    names = [name for name, n in regions.items() if n > 1 and name != "other"]
    grouped = {name: across_counties(tables.targets, name) for name in names}
    groups = [(name, part) for name, frame in grouped.items() for _, part in frame.groupby("group", sort=True)]
    if not groups:
        return None
    groups.sort(key=lambda one: -one[1]["region_code"].nunique())
    flags = together(*(one for _, part in groups for one in part["flags"]))
    minding = phrases.TO_BE_MINDED.format(titles=listed(quoted(title) for title in named(flags))) if flags else NOTHING
    said = phrases.COMPARABLE.format(n=len({name for name, _ in groups}), more=and_more(groups), minding=minding,
                                     groups=clauses(_group(name, part) for name, part in groups[:SHOWN]))
    return said, together(*(ids for _, part in groups for ids in part["statement_ids"]))


def _group(name: str, part: pd.DataFrame) -> Text:
    """One comparable group: each region's figure, or the range where there are many."""
    same = part["value"].nunique() == 1 and part["comparator"].nunique() == 1
    said = listed(placed(row) for row in part.to_dict("records"))
    if len(part) > SHOWN:
        low, high = (figure_text(part.loc[end]) for end in (part["value"].idxmin(), part["value"].idxmax()))
        said = phrases.RANGE.format(n=len(part), low=low, high=high)
    return phrases.GROUP.format(name=short_text(name), kind=CODES["kind"][part["kind"].iloc[0]], said=said,
                                alike=phrases.ALIKE if same else NOTHING)


def worded(tables: Tables) -> Said:
    """How firmly the targets are worded."""
    counted = firmness(tables.statements)
    if counted.empty:
        return None
    row = counted.iloc[0]
    shares = listed(phrases.COUNTED.format(what=CODES["commitment"][code], n=row[f"n_{code}"]) for code in COMMITMENTS)
    return phrases.WORDED.format(n=row["n_targets"], shares=shares), row["statement_ids"]


def refused(tables: Tables) -> Said:
    """Of the pairs of regions with a figure of one indicator, how many may not be compared and why."""
    rows = told(tables)
    rows = rows[rows["indicator"] != "other"].reset_index(drop=True)
    one, other = _pairs(rows)
    if not len(one):
        return None
    found = judged(rows, one, other, "counties")
    bad = found.refused()
    main = found.main_refusals(np.flatnonzero(bad))[:SHOWN]
    why = phrases.FIRST_REASONS.format(reasons=listed(phrases.REASON.format(title=quoted(one.title), n=n) for one, n in main))
    said = phrases.REFUSED.format(n=len(one), bad=int(bad.sum()), why=why if main else NOTHING,
                                  flagged=int((~bad & (found.n_flags() > 0)).sum()))
    return said, together(*rows.loc[np.unique(np.concatenate([one, other])), "statement_ids"])


def _pairs(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of rows of one indicator and different regions."""
    left, right = np.triu_indices(len(rows), k=1)
    indicator, region = (pd.factorize(rows[name])[0] for name in ("indicator", "region_code"))
    apart = (indicator[left] == indicator[right]) & (region[left] != region[right])
    return left[apart], right[apart]
