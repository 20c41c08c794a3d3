"""From what a researcher types to the indicator and the regions that are meant."""
from __future__ import annotations

import difflib
import re

import pandas as pd

from analysis import codebook
from analysis.words import Text

_MANY = 6
_SEVERAL = Text("“{name}”可指几个指标：{which}。请写全名或编号。",
                "“{name}” may mean several indicators: {which}. Give the full name or the id.")
_NO_INDICATOR = Text("没有指标“{name}”。{near}", "There is no indicator “{name}”.{near}")
_NO_REGION = Text("表中没有地区“{one}”。有：{there}。", "The tables have no region “{one}”. They have: {there}.")


class UnknownName(LookupError):
    """A name that means nothing here, or several things; ``text`` says so and what may be meant."""

    def __init__(self, text: Text):
        super().__init__(str(text))
        self.text = text


def find_indicator(name: str) -> str:
    """The id of an indicator from its id, its Chinese or English name, or a part that only one of them has.

    UnknownName lists what may be meant.
    """
    indicators = codebook.indicators()
    asked = name.strip().casefold()
    names = {row.id: (row.id, row.name_zh, row.name_en) for row in indicators.itertuples()}
    exact = [id_ for id_, forms in names.items() if asked in (form.casefold() for form in forms)]
    partial = [id_ for id_, forms in names.items() if asked and any(asked in form.casefold() for form in forms)]
    if len(exact or partial) == 1:
        return (exact or partial)[0]
    if partial:
        raise UnknownName(_SEVERAL.format(name=name, which=_listed(partial)))
    raise UnknownName(_NO_INDICATOR.format(name=name, near=_meant(asked, names)))


def find_regions(wanted: list[str], targets: pd.DataFrame) -> list[str]:
    """The codes of regions from codes or names, among those of the table. UnknownName names those there are."""
    known = targets[["region_code", "region_name"]].drop_duplicates()
    codes = []
    for one in wanted:
        fits = known["region_code"].eq(one) | known["region_name"].map(lambda name: one in codebook.short_names(name))
        fits |= known["region_code"].map(lambda code: codebook.region_name(code, "en").casefold().startswith(one.casefold()) if one else False)
        if not fits.any():
            there = Text("、".join(known["region_name"]), ", ".join(codebook.region_name(code, "en") for code in known["region_code"]))
            raise UnknownName(_NO_REGION.format(one=one, there=there))
        codes += list(known.loc[fits, "region_code"])
    return list(dict.fromkeys(codes))


def indicator_text(indicator: str) -> Text:
    """The name of an indicator in both languages."""
    return Text(*(codebook.indicator_name(indicator, lang) for lang in ("zh", "en")))


def short_text(indicator: str) -> Text:
    """The name of an indicator without what stands in brackets in Chinese, for a sentence."""
    name = indicator_text(indicator)
    return Text(re.sub(r"[(（][^)）]*[)）]", "", name.zh), name.en)


def region_text(code: str, name: str = "") -> Text:
    """The name of a region in both languages; ``name`` where the codebook does not know the code."""
    names = [codebook.region_name(code, lang) for lang in ("zh", "en")]
    return Text(*(name or code if found == code else found for found in names))


def _listed(ids: list[str]) -> Text:
    shown = [indicator_text(one) for one in ids[:_MANY]]
    more = "…" if len(ids) > _MANY else ""
    return Text("、".join(f"{t.zh}（{i}）" for t, i in zip(shown, ids)) + more, "; ".join(f"{t.en} ({i})" for t, i in zip(shown, ids)) + more)


def _meant(asked: str, names: dict[str, tuple[str, str, str]]) -> Text:
    forms = {form.casefold(): id_ for id_, three in names.items() for form in three}
    near = dict.fromkeys(forms[form] for form in difflib.get_close_matches(asked, forms, n=3, cutoff=0.5))
    if not near:
        return Text("指标名称见 indicators.csv。", " The names are in indicators.csv.")
    return Text("是不是：{which}？", " Did you mean: {which}?").format(which=_listed(list(near)))
