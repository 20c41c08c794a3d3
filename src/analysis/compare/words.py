"""Figures, lists and names as words of a sentence, in both languages."""
from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.schema import CODES
from analysis.store import number_text
from analysis.words import Text

NOTHING = Text("", "")
SHOWN = 4  # of a list, in a sentence
_UNSEEN = Text("数值未核到来源", "number not seen in a source")


def figure_text(row) -> Text:
    """A told figure in words: 至少98%, at least 98%. row: dict or Series with value, comparator, unit.

    The words are those of the codes in the schema.
    """
    number, comparator = number_text(row["value"]), row.get("comparator") or "="
    bound = Text("", "") if comparator == "=" else CODES["comparator"][comparator]
    unit = _unit(row)
    close = "" if unit.en == "%" else " "
    return Text(f"{bound.zh}{number}{unit.zh}", f"{bound.en} {number}{close}{unit.en}".strip())


def _unit(row) -> Text:
    """The unit of a figure; of one thing in English without the plural: 1 percentage point, 1 class."""
    unit = CODES["unit"][row["unit"]]
    single = abs(row["value"]) == 1 and row["unit"] != "times"
    return Text(unit.zh, re.sub(r"(?<=ss)es$|(?<=[^s])s$", "", unit.en)) if single else unit


def listed(texts: Iterable[Text]) -> Text:
    """Several things in a row: 甲、乙 and “A, B”."""
    texts = list(texts)
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def clauses(texts: Iterable[Text]) -> Text:
    """Several clauses in a row, parted by semicolons."""
    texts = list(texts)
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))


def years_text(years: Iterable[int]) -> Text:
    """Years in order: 2012、2021、2024 年 and 2012, 2021, 2024; 年份不明 for none."""
    known = sorted({int(year) for year in years})
    if not known:
        return Text("年份不明", "year not stated")
    return Text("、".join(map(str, known)) + "年", ", ".join(map(str, known)))


def quoted(text: Text) -> Text:
    """A title in quotation marks."""
    return Text(f"“{text.zh}”", f"“{text.en}”")


def benchmark_text(pair: dict) -> Text:
    """One row of `with_benchmarks` in words, for a table: 国家认定的县级门槛（2020）至少85%，高13个百分点."""
    unseen = Text("（{u}）", " ({u})").format(u=_UNSEEN) if not pair["number_seen"] else NOTHING
    how = Text("相同", "the same") if pair["margin"] == 0 else _HIGHER[pair["margin"] > 0].format(d=_distance(pair))
    return Text("{level}（{year}）{benchmark}{unseen}，{how}", "{level} ({year}) {benchmark}{unseen}: {how}").format(
        level=CODES["benchmark_level"][pair["benchmark_level"]], year=pair["benchmark_year"], benchmark=_benchmark(pair), unseen=unseen, how=how)


def distance_text(pair: dict) -> Text:
    """How far the figure of a row of `with_benchmarks` lies from the benchmark, in a sentence: 比2024年的92%高6个百分点."""
    year = Text(f"{pair['benchmark_year']}年", str(pair["benchmark_year"]))
    if not pair["number_seen"]:
        year = Text("{y}（{u}）", "{y}, {u}").format(y=year, u=_UNSEEN)
    if pair["margin"] == 0:
        return Text("与{year}的{benchmark}相同", "the same as {benchmark} ({year})").format(year=year, benchmark=_benchmark(pair))
    how = _HIGHER[pair["margin"] > 0].format(d=_distance(pair))
    return Text("比{year}的{benchmark}{how}", "{how} {benchmark} ({year})").format(year=year, benchmark=_benchmark(pair), how=how)


_HIGHER = {True: Text("高{d}", "{d} above"), False: Text("低{d}", "{d} below")}


def _benchmark(pair: dict) -> Text:
    return figure_text({"value": pair["benchmark"], "comparator": pair["benchmark_comparator"], "unit": pair["unit"]})


def _distance(pair: dict) -> Text:
    return figure_text({"value": abs(pair["margin"]), "unit": pair["margin_unit"]})
