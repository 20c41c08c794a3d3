"""What the guards look at: the fields of a figure as plain texts, some of them looked up.

Every field is a text and "" says that the figure does not state it, whatever the type was.
"""
from __future__ import annotations

import re
import unicodedata

import pandas as pd

from analysis import codebook

_IN_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_LOOKED_UP = ("province", "prefecture", "comparability", "era", "scope")


def facts(rows: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    """The fields as texts, one row a figure; a field that the rows do not have is "" throughout.

    rows: of `statements`, `targets` or `benchmarks`. ``province`` and ``prefecture`` are the first digits
    of the GB/T 2260 code; ``comparability`` is the indicator's; ``era`` numbers the stretches of a series
    between two breaks; ``scope`` is blank where it only repeats a word of the indicator's name.
    """
    rows = rows.reset_index(drop=True)
    plain = {name: _plain(rows, name) for name in sorted({*fields, "region_code", "indicator", "series", "year", "scope"})}
    found = {name: _LOOK_UP[name](plain) if name in _LOOKED_UP else plain[name] for name in fields}
    return pd.DataFrame(found, index=rows.index)


def _plain(rows: pd.DataFrame, name: str) -> pd.Series:
    if name not in rows:
        return pd.Series("", index=rows.index, dtype="str")
    return rows[name].map(_text).astype("str")


def _text(value) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _part_of_code(digits: int):
    """The division above: its digits of the code; "" where the region is no part of one."""
    def look_up(plain: dict[str, pd.Series]) -> pd.Series:
        code = plain["region_code"]
        return code.str[:digits].where(~code.str[:digits].str.endswith("00"), "")
    return look_up


def _comparability(plain: dict[str, pd.Series]) -> pd.Series:
    known = codebook.indicators().set_index("id")["comparability"]
    return plain["indicator"].map(known).fillna("").astype("str")


def _era(plain: dict[str, pd.Series]) -> pd.Series:
    """How many breaks of its series lie before a figure: "" without a year or where the series has none."""
    breaks, listed = codebook.series_breaks(), codebook.series()
    breaks = breaks[breaks["kind"] == "break"].groupby("series")["year"].agg(list).to_dict()
    listed = listed[listed["for_counties"] == "yes"]
    of_counties = dict(zip(listed["indicator"], listed["series"]))

    def era(series: str, indicator: str, year: str) -> str:
        years = breaks.get(series or of_counties.get(indicator, ""))
        return str(sum(first <= int(year) for first in years)) if years and year else ""

    columns = (plain[name] for name in ("series", "indicator", "year"))
    return pd.Series([era(*one) for one in zip(*columns)], index=plain["year"].index, dtype="str")


def _scope(plain: dict[str, pd.Series]) -> pd.Series:
    indicators = codebook.indicators()
    names = dict(zip(indicators["id"], indicators["name_zh"]))

    def scope(said: str, indicator: str) -> str:
        said = _squeezed(said)
        return "" if said in _squeezed(_IN_BRACKETS.sub("", names.get(indicator, ""))) else said

    pairs = zip(plain["scope"], plain["indicator"])
    return pd.Series([scope(*one) for one in pairs], index=plain["scope"].index, dtype="str")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


_LOOK_UP = {"province": _part_of_code(2), "prefecture": _part_of_code(4), "comparability": _comparability,
            "era": _era, "scope": _scope}
