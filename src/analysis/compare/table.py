"""The answer to `compare INDICATOR`: one table to read from left to right, and the reasons beside it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.compare.benchmarks import with_benchmarks
from analysis.compare.counties import across_counties
from analysis.compare.groups import n_comparable
from analysis.compare.guards import explained
from analysis.compare.naming import find_indicator, find_regions, indicator_text
from analysis.compare.pairing import together
from analysis.compare.words import benchmark_text, clauses
from analysis.words import Text

COLUMNS = ["group", "region_code", "region_name", "year", "kind", "value", "value_upper", "comparator", "unit", "measure", "scope", "basis",
           "award_level", "period", "per", "commitment", "beside", "beside_caution", "caution", "reason", "missing_reason", "status",
           "document", "statement_ids"]
HEADINGS = {
    "group": Text("可比组", "comparable group"), "beside": Text("参照", "beside it"),
    "beside_caution": Text("对照参照时注意", "mind when reading against it"), "caution": Text("相比时注意", "mind when comparing"),
    "reason": Text("为何不可比", "why it compares with none"), "notes": Text("注", "notes"),
}
_NOTED = ("beside", "beside_caution", "caution", "reason")
_FEW = Text("{indicator}：可读的数字 {told} 个，地区 {regions} 个；可以相比的不足两个，所以只列表，不作比较。",
            "{indicator}: figures that can be read: {told}; regions: {regions}. "
            "Fewer than two of them may be compared: this is a list, not a comparison.")
_SOME = Text("{indicator}：可读的数字 {told} 个，地区 {regions} 个；可以相比的 {n} 个，分为 {groups} 组，组与组之间不可比。",
             "{indicator}: figures that can be read: {told}; regions: {regions}; "
             "figures that may be compared: {n}, groups: {groups}. Groups do not compare with each other.")
_NOTE = Text("{heading}：{text}", "{heading}: {text}")
_NONE = Text("{indicator}：所选的地区和年份没有见到这个指标的数字。", "{indicator}: no figure was seen for the regions and years chosen.")
_MASKED = Text("被原文隐去的数字：{n} 个。", "Figures masked in the sources: {n}.")
_TRUNCATED = Text("文本不全的文件：{n} 份。其中未见到的目标不等于没有这个目标。",
                  "Truncated documents: {n}. A target that is not seen in them is not the same as no target.")


def compare_table(targets: pd.DataFrame, documents: pd.DataFrame, benchmarks: pd.DataFrame, indicator: str,
                  regions: list[str] | None = None, years: list[int] | None = None) -> tuple[pd.DataFrame, list[Text]]:
    """All that is known of an indicator, the comparable groups first, and what to know about it.

    targets, documents, benchmarks: the tables of those names; indicator: its id or a name; regions: codes
    or names; years. Returns a frame with COLUMNS (HEADINGS for those the schema does not define): ``group``,
    the figure and what it is of, ``beside`` (Text: the benchmarks that its year meets, with the margin) with ``beside_caution``,
    ``caution``, ``reason``, ids; and sentences. UnknownName when a name means nothing or several things.
    """
    known = find_indicator(indicator)
    rows = targets[targets["indicator"] == known]
    if regions:
        codes = find_regions(regions, targets)
        rows, documents = rows[rows["region_code"].isin(codes)], documents[documents["region_code"].isin(codes)]
    if years:
        rows = rows[rows["year"].isin(years)]
    table = across_counties(rows, known)
    beside = _beside(with_benchmarks(rows, benchmarks, documents)).reindex(table["target_id"])
    table = table.assign(**{name: beside[name].astype("object").where(beside[name].notna(), None).to_list() for name in beside})
    return table[COLUMNS], _said(known, table, documents)


def _beside(pairs: pd.DataFrame) -> pd.DataFrame:
    """By target_id the benchmarks that a figure may be set against, with the margin, and what to mind."""
    rows = {}
    for id_, part in pairs[pairs["margin"].notna()].groupby("target_id", sort=False):
        rows[id_] = {"beside": clauses(benchmark_text(row) for row in part.to_dict("records")),
                     "beside_caution": explained(together(*part["flags"]))}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["beside", "beside_caution"], dtype="object")


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


def footnoted(table: pd.DataFrame, noted: Sequence[str] = _NOTED,
              headings: Mapping[str, Text] = HEADINGS) -> tuple[pd.DataFrame, list[Text]]:
    """A table for a narrow page: its sentences as numbered notes below it; by default a table of `compare_table`.

    ``noted``: columns of Text, of several in a list, or of nothing; ``headings``: their names. Returns the table
    with ``notes`` (numbers, separated by blanks) in place of those columns, and the notes in order, each once and
    named by its column.
    """
    notes: list[Text] = []

    def numbers(row) -> str:
        said = [_NOTE.format(heading=headings[name], text=text) for name in noted for text in _texts(row[name])]
        notes.extend(one for one in said if one not in notes)
        return " ".join(map(str, sorted(notes.index(one) + 1 for one in said)))

    numbered = pd.Series([numbers(row) for row in table.to_dict("records")], index=table.index, dtype="str")
    return table.drop(columns=list(noted)).assign(notes=numbered), notes


def _texts(cell) -> list[Text]:
    """The texts of a cell that holds one, several or none."""
    several = cell if isinstance(cell, (list, tuple)) and not isinstance(cell, Text) else [cell]
    return [text for text in several if isinstance(text, Text) and text.zh]


def n_truncated(documents: pd.DataFrame) -> int:
    """How many of the documents are known to be cut off."""
    return int((documents["truncated"].astype("str").str.lower() == "true").sum())
