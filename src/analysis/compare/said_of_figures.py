"""What findings say of single figures: beside benchmarks, funding, results, titles and buildings.

Each function gives a sentence and the ids of the statements it stands on, or nothing.
"""
from __future__ import annotations

import pandas as pd

from analysis import codebook
from analysis.compare.benchmarks import with_benchmarks
from analysis.compare.measures import exact
from analysis.compare.naming import region_text, short_text
from analysis.compare.pairing import together
from analysis.compare.results import follow_up, with_results
from analysis.compare.said import Said, Tables, told
from analysis.compare.words import NOTHING, SHOWN, and_more, clauses, distance_text, figure_text, listed, placed, quoted
from analysis.schema import CODES
from analysis.words import Text

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
        return Text("{heading}：{above}个高于，{same}个相同，{below}个低于。{shown}{more}。{minding}",
                    "{heading}: above {above}, the same {same}, below {below}. {shown}{more}.{minding}").format(
            heading=heading, above=above, below=below, same=len(pairs) - above - below, more=and_more(pairs), minding=_minding(pairs),
            shown=clauses(_beside(row) for row in pairs.head(SHOWN).to_dict("records"))), together(*pairs["statement_ids"])
    return say


def _beside(pair: dict) -> Text:
    return Text("{name}{kind}：{placed}，{distance}", "{name}, {kind}: {placed}, {distance}").format(
        name=short_text(pair["indicator"]), kind=CODES["kind"][pair["kind"]], placed=placed(pair), distance=distance_text(pair))


def _minding(pairs: pd.DataFrame) -> Text:
    """How many of the pairs stand on a basis that is not stated."""
    basis = int(pairs["flags"].str.contains("basis_").sum())
    return Text("其中{n}个的口径未写明。", " Without a stated basis: {n}.").format(n=basis) if basis else NOTHING


def growth(tables: Tables) -> Said:
    """The growth of education funding that can be read, beside the national growth of the same definition."""
    known = told(tables)
    rows = known[known["indicator"] == GROWTH]
    if rows.empty:
        return None
    pairs = with_benchmarks(rows, tables.benchmarks, tables.documents)
    pairs = pairs[pairs["margin"].notna()]
    blank = int((rows["basis"] == "").sum())
    basis = Text("{n}个没有写明口径。", " Without a stated basis: {n}.").format(n=blank) if blank else NOTHING
    alone = Text("一个数字不成比较。", " A single figure is no comparison.") if len(rows) == 1 else NOTHING
    return Text("可读的教育经费增长率有{n}个：{rows}{more}。{beside}{basis}{alone}",
                "Growth rates of education spending that can be read: {n}. {rows}{more}.{beside}{basis}{alone}").format(
        n=len(rows), rows=listed(placed(row) for row in rows.head(SHOWN).to_dict("records")), more=and_more(rows), beside=_nation(pairs),
        basis=basis, alone=alone), together(*rows["statement_ids"])


def _nation(pairs: pd.DataFrame) -> Text:
    """The national growth beside those of the counties, by series and year."""
    if pairs.empty:
        return NOTHING
    said = clauses(Text("对照全国的{series}，{distance}", "beside the national series {series}, {distance}").format(
        series=quoted(Text(*(codebook.series_name(row["series"], lang) for lang in ("zh", "en")))), distance=distance_text(row))
        for row in pairs.head(SHOWN).to_dict("records"))
    return Text("{said}。", " Read {said}.").format(said=said)


def followed(tables: Tables) -> Said:
    """Of how many targets the result is reported at all, and how far those went."""
    results = with_results(tables.targets, tables.documents)
    row = follow_up(results).iloc[0]
    if not row["n_targets"]:
        return None
    rate = Text("所以算不出跟踪率", "hence no follow-up rate") if not row["n_reviewed"] else Text(
        f"其中{row['n_followed']}项报告了结果，跟踪率{row['follow_up_percent']:.0f}%",
        f"of these with a result: {row['n_followed']}, a follow-up rate of {row['follow_up_percent']:.0f}%")
    reached = results[results["attainment"].notna() & (results["indicator"] != "other")]
    how_far = NOTHING if reached.empty else Text("{n}项可算达成程度：{list}{more}。", " How far the target was reached is known of {n}: {list}{more}.").format(
        n=len(reached), list=clauses(_reached(one) for one in reached.head(SHOWN).to_dict("records")), more=and_more(reached))
    return Text("归入指标的目标有{n}项，{told}项的结果见于手头文件；到期年份有后来文件回顾的{reviewed}项，{rate}。{how_far}",
                "Targets with an indicator: {n}; with a result in the documents at hand: {told}; due in a year that a later document at hand reviews: {reviewed}, {rate}.{how_far}").format(
        n=row["n_targets"], told=row["n_reported"], reviewed=row["n_reviewed"], rate=rate, how_far=how_far), row["statement_ids"]


def _reached(row: dict) -> Text:
    figure = figure_text({"value": exact(row["attainment"]), "unit": row["attainment_unit"]})
    how = Text("结果是目标的{f}", "the result is {f} the target") if row["attainment_unit"] == "times" else Text("结果减目标为{f}", "result less target, {f}")
    return Text("{region}{year}年{name}，{how}", "{name}, {region} {year}: {how}").format(
        region=region_text(row["region_code"], row["region_name"]), year=row["year"], name=short_text(row["indicator"]), how=how.format(f=figure))


def created(tables: Tables) -> Said:
    """Titles and new buildings: targets and results apart, by level of award, never added to one number."""
    known = told(tables)
    counts = known[(known["unit"] == "institution") & known["kind"].isin(["target", "result"])]
    titles, built = (counts[counts["indicator"].isin(names)] for names in (TITLES, BUILT))
    if titles.empty and built.empty:
        return None
    hidden = tables.targets["indicator"].isin([*TITLES, *BUILT]) & (tables.targets["missing_reason"] == "masked")
    parts = [_by_kind(titles[titles["kind"] == kind], kind) for kind in ("target", "result") if (titles["kind"] == kind).any()]
    if len(built):
        new = listed(placed(row) for row in built.head(SHOWN).to_dict("records"))
        parts.append(Text("新建、改扩建{n}个数字（{new}{more}）", "built or extended: {n} ({new}{more})").format(n=len(built), new=new, more=and_more(built)))
    return Text("学校和幼儿园的创建与建设：{parts}；另有{masked}个数字被隐去。称号各不相同，不相加。",
                "Titles given to schools and kindergartens, and buildings: {parts}; masked figures besides: {masked}. The titles are different ones and are not added up.").format(
        parts=clauses(parts), masked=int(hidden.sum())), together(*titles["statement_ids"], *built["statement_ids"])


def _by_kind(rows: pd.DataFrame, kind: str) -> Text:
    counts = rows["award_level"].value_counts(sort=False)
    levels = [(CODES["award_level"][level], counts[level]) for level in CODES["award_level"] if level in counts]
    levels += [(Text("未写明级别", "level not stated"), counts[""])] if "" in counts else []
    said = listed(Text("{level}{n}个", "{level} {n}").format(level=level, n=n) for level, n in levels)
    return Text("称号{kind}{n}个数字（{said}）", "titles, {kind}s: {n} ({said})").format(kind=CODES["kind"][kind], n=len(rows), said=said)
