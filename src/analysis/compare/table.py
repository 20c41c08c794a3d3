"""The answer to `compare INDICATOR`: one table to read from left to right, and the reasons beside it."""
from __future__ import annotations

import pandas as pd

from analysis.compare.benchmarks import with_benchmarks
from analysis.compare.counties import across_counties
from analysis.compare.groups import n_comparable
from analysis.compare.naming import find_indicator, find_regions, indicator_text
from analysis.compare.words import figure_text
from analysis.schema import CODES
from analysis.words import Text

COLUMNS = ["group", "region_code", "region_name", "year", "kind", "value", "value_upper", "comparator", "unit", "measure", "scope", "basis",
           "award_level", "period", "per", "commitment", "beside", "caution", "reason", "missing_reason", "status", "document", "statement_ids"]
HEADINGS = {
    "group": Text("可比组", "comparable group"), "beside": Text("参照", "beside"), "caution": Text("注意", "mind"),
    "reason": Text("为何不可比", "why it compares with none"),
}
_FEW = Text("{indicator}：可读的数字 {told} 个（{regions} 个地区），其中可以相比的不足两个，所以只列表，不作比较。",
            "{indicator}: {told} figures can be read ({regions} regions); fewer than two of them may be compared, so this is a list and no comparison.")
_SOME = Text("{indicator}：可读的数字 {told} 个（{regions} 个地区），可以相比的 {n} 个，分为 {groups} 组；不同组之间不可比。",
             "{indicator}: {told} figures can be read ({regions} regions); {n} of them may be compared, in {groups} groups; groups do not compare with each other.")
_NONE = Text("{indicator}：手头的文件没有这个指标的数字。", "{indicator}: the documents at hand give no figure.")
_MASKED = Text("另有 {n} 个数字被原文隐去。", "A further {n} figures are masked in the sources.")
_TRUNCATED = Text("{n} 份文件文本不全：未见到的目标不等于没有这个目标。",
                  "{n} of the documents are truncated: a target that is not seen is not the same as no target.")


def compare_table(targets: pd.DataFrame, documents: pd.DataFrame, benchmarks: pd.DataFrame, indicator: str,
                  regions: list[str] | None = None, years: list[int] | None = None) -> tuple[pd.DataFrame, list[Text]]:
    """All that is known of an indicator, the comparable groups first, and what to know about it.

    targets, documents, benchmarks: the tables of those names; indicator: its id or a name; regions: codes
    or names; years. Returns a frame with COLUMNS (HEADINGS for those the schema does not define): ``group``,
    the figure and what it is of, ``beside`` (Text: the benchmarks that its year meets, with the margin),
    ``caution``, ``reason``, ids; and sentences. UnknownName when a name means nothing or several things.
    """
    known = find_indicator(indicator)
    rows = targets[targets["indicator"] == known]
    if regions:
        rows = rows[rows["region_code"].isin(find_regions(regions, targets))]
    if years:
        rows = rows[rows["year"].isin(years)]
    table = across_counties(rows, known)
    beside = _beside(with_benchmarks(rows, benchmarks, documents))
    table = table.assign(beside=table["target_id"].map(beside).astype("object").where(table["target_id"].isin(list(beside)), None))
    return table[COLUMNS], _said(known, table, documents)


def _beside(pairs: pd.DataFrame) -> dict[str, Text]:
    """By target_id the benchmarks that a figure may be set against, with the margin, as one text."""
    found: dict[str, list[Text]] = {}
    for row in pairs[pairs["margin"].notna()].to_dict("records"):
        found.setdefault(row["target_id"], []).append(benchmark_text(row))
    return {id_: Text("；".join(t.zh for t in texts), "; ".join(t.en for t in texts)) for id_, texts in found.items()}


def benchmark_text(pair: dict) -> Text:
    """One row of `with_benchmarks` in words: 国家认定的县级门槛（2020）至少85%，高13个百分点."""
    benchmark = figure_text({"value": pair["benchmark"], "comparator": pair["benchmark_comparator"], "unit": pair["unit"]})
    margin = pair["margin"]
    distance = figure_text({"value": abs(margin), "unit": pair["margin_unit"]})
    how = Text("相同", "the same") if margin == 0 else (Text("高{d}", "{d} above") if margin > 0 else Text("低{d}", "{d} below")).format(d=distance)
    return Text("{level}（{year}）{benchmark}，{how}", "{level} ({year}) {benchmark}: {how}").format(
        level=CODES["benchmark_level"][pair["benchmark_level"]], year=pair["benchmark_year"], benchmark=benchmark, how=how)


def _said(indicator: str, table: pd.DataFrame, documents: pd.DataFrame) -> list[Text]:
    told = table[table["value"].notna()]
    n, name = n_comparable(table), indicator_text(indicator)
    shape = _NONE if table.empty else _FEW if n < 2 else _SOME
    said = [shape.format(indicator=name, told=len(told), regions=told["region_code"].nunique(), n=n, groups=table["group"].nunique())]
    if masked := int((table["missing_reason"] == "masked").sum()):
        said.append(_MASKED.format(n=masked))
    if truncated := n_truncated(documents):
        said.append(_TRUNCATED.format(n=truncated))
    return said


def n_truncated(documents: pd.DataFrame) -> int:
    """How many of the documents are known to be cut off."""
    return int((documents["truncated"].astype("str").str.lower() == "true").sum())
