"""What findings say of the tables as a whole: how much there is, what compares, how targets are worded.

Each function gives a sentence and the ids of the statements it stands on, or nothing.
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

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
    return Text("手头有{documents}份文件、{n}条陈述，其中{hidden}条的数字被原文隐去{where}。文本不全的文件有{cut}份，其中未见到的目标不等于没有目标。",
                "Documents at hand: {documents}; statements: {n}, of these masked in the source: {hidden}{where}. Truncated documents: {cut}; a target that is not seen in them is not the same as no target.").format(
        documents=len(tables.documents), n=len(rows), hidden=len(masked), where=_where(masked), cut=n_truncated(tables.documents)), together(*rows["statement_id"])


def _where(masked: pd.DataFrame) -> Text:
    """In which regions figures are masked, where there are few of them."""
    count = masked.groupby(["region_code", "region_name"], sort=False).size()
    if not 0 < len(count) <= SHOWN:
        return NOTHING
    return Text("（{w}）", " ({w})").format(w=listed(Text("{r}{n}条", "{r} {n}").format(r=region_text(*place), n=n) for place, n in count.items()))


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
    minding = Text("须注意：{t}。", " To be minded: {t}.").format(t=listed(quoted(title) for title in named(flags))) if flags else NOTHING
    return Text("至少两个地区的数字可以相比的指标有{n}个。{groups}{more}。{minding}",
                "Indicators of which figures of at least two regions may be compared: {n}. {groups}{more}.{minding}").format(
        n=len({name for name, _ in groups}), groups=clauses(_group(name, part) for name, part in groups[:SHOWN]),
        more=and_more(groups), minding=minding), together(*(ids for _, part in groups for ids in part["statement_ids"]))


def _group(name: str, part: pd.DataFrame) -> Text:
    """One comparable group: each region's figure, or the range where there are many."""
    same = part["value"].nunique() == 1 and part["comparator"].nunique() == 1
    said = listed(placed(row) for row in part.to_dict("records"))
    if len(part) > SHOWN:
        low, high = (figure_text(part.loc[end]) for end in (part["value"].idxmin(), part["value"].idxmax()))
        said = Text("{n}个地区，从{low}到{high}", "{n} regions, from {low} to {high}").format(n=len(part), low=low, high=high)
    alike = Text("，数值相同", ", the same value") if same else NOTHING
    return Text("{name}{kind}：{said}{alike}", "{name}, {kind}: {said}{alike}").format(
        name=short_text(name), kind=CODES["kind"][part["kind"].iloc[0]], said=said, alike=alike)


def worded(tables: Tables) -> Said:
    """How firmly the targets are worded."""
    counted = firmness(tables.statements)
    if counted.empty:
        return None
    row = counted.iloc[0]
    shares = listed(Text("{code}{n}条", "{code} {n}").format(code=CODES["commitment"][code], n=row[f"n_{code}"]) for code in COMMITMENTS)
    return Text("{n}条目标按措辞分：{shares}；数字被隐去的目标也计入。", "Wording of targets: {n} in all; {shares}. Targets with a masked figure are counted too.").format(
        n=row["n_targets"], shares=shares), row["statement_ids"]


def refused(tables: Tables) -> Said:
    """Of the pairs of regions with a figure of one indicator, how many may not be compared and why."""
    rows = told(tables)
    rows = rows[rows["indicator"] != "other"].reset_index(drop=True)
    one, other = (np.concatenate(side) if side else np.array([], dtype=int) for side in zip(*_pairs(rows))) if len(rows) else ([], [])
    if not len(one):
        return None
    found = judged(rows, one, other, "counties")
    bad = found.refused()
    reasons = listed(Text("{title}{n}对", "{title} {n}").format(title=quoted(verdict.title), n=n) for verdict, n in found.main_refusals(np.flatnonzero(bad))[:SHOWN])
    flagged = int((~bad & (found.n_flags() > 0)).sum())
    why = Text("（首要原因：{r}）", " (first reason: {r})").format(r=reasons) if bad.any() else NOTHING
    used = rows.loc[np.unique(np.concatenate([one, other])), "statement_ids"]
    return Text("同一指标、不同地区的可读数字两两相配有{n}对，{bad}对不可比{why}，{flagged}对可比但须注意。",
                "Pairs of figures of one indicator from different regions: {n}; not comparable: {bad}{why}; comparable with care: {flagged}.").format(
        n=len(one), bad=int(bad.sum()), why=why, flagged=flagged), together(*used)


def _pairs(rows: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray]]:
    """The pairs of rows of one indicator and different regions, indicator by indicator."""
    code, pairs = rows["region_code"].to_numpy(), []
    for index in rows.groupby("indicator", sort=True).indices.values():
        one, other = (index[side] for side in np.triu_indices(len(index), k=1))
        apart = code[one] != code[other]
        pairs.append((one[apart], other[apart]))
    return pairs
