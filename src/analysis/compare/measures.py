"""Measures of one figure against another: plain arithmetic on numbers or columns, NaN where it means nothing.

Whether two figures may be set against each other at all is not asked here but by the guards. There is
no composite score and no ranking.
"""
from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.compare.guards import judged
from analysis.words import Text

RATES = ("percent", "percentage_point")
# Units in which one figure can be divided by another: numbers of things and amounts.
COUNTED = ("institution", "person", "person_time", "item", "yuan", "place", "square_metre", "mu", "kilometre",
           "vehicle", "class", "event", "hour")
LARGE_SAMPLE = 100
_SAME_DEFINITION = ("basis_stated_once", "basis_not_stated", "scope_stated_once", "scopes_differ", "years_differ",
                    "year_not_stated", "series_break")


def difference_unit(unit: str) -> str:
    """The unit of a difference of two figures: of two percentages, percentage points."""
    return "percentage_point" if unit == "percent" else unit


def exact(difference):
    """A difference of decimal figures as decimal figures: 100 − 95.9 is 4.1, not 4.099999999999994."""
    return round(difference, 9)


def margin(value, benchmark):
    """T − B: how far a target (or result) lies above a benchmark, in the unit's difference (`difference_unit`).

    Negative: below. For an indicator of which less is better (dropout) a negative margin is the stricter
    target. Own definition.
    """
    return exact(value - benchmark)


def ambition(target, result_before):
    """T − R: what a target adds to the result of the year before, in the unit's difference. Own definition."""
    return exact(target - result_before)


def gap_closed(target, result_before, cap=100.0):
    """(T − R) / (cap − R): the share of the way from the last result to the cap that a target sets out to
    go, a ratio: 0 nothing, 1 all of it. NaN where the result has reached the cap. Own definition.

    cap: the most a rate can be, 100 % for net rates and shares; a gross rate has no cap of 100.
    """
    room = np.asarray(cap - np.asarray(result_before, dtype=float))
    share = np.where(room > 0, (np.asarray(target, dtype=float) - result_before) / np.where(room > 0, room, 1), np.nan)
    return float(share) if share.ndim == 0 else share


def attainment(target: pd.Series, result: pd.Series, unit: pd.Series) -> pd.DataFrame:
    """How far a result reached its target: R − T in percentage points for rates, R / T for counts and amounts.

    Returns ``attainment`` and ``attainment_unit`` (percentage_point, times; "" where it means nothing: a
    rank, a target of 0). Own definition; show it beside the follow-up rate, as targets whose result is
    reported are a choice of those who report.
    """
    rate = unit.isin(RATES)
    counted = unit.isin(COUNTED) & (target > 0)
    value = exact(result - target).where(rate, (result / target.where(counted)).where(counted))
    named = pd.Series(np.select([rate, counted], ["percentage_point", "times"], ""), index=unit.index, dtype="str")
    return pd.DataFrame({"attainment": value.astype("float64"), "attainment_unit": named.where(value.notna(), "")})


def amplification(lower: pd.DataFrame, upper: pd.DataFrame) -> pd.DataFrame:
    """层层加码: T_lower − T_upper of the same year and the same definition, in the unit's difference.

    lower, upper: targets (tables `targets` or `benchmarks`, `targets` cut to targets by the caller); a pair
    is a region and one that lies above it, of the same indicator, unit, year, whose basis and scope are
    stated alike. Returns both sides (``_lower``, ``_upper``) and ``amplification``. The idea is that of
    Zhou Li-An, Liu Chong, Li Xing and Weng Xi, “层层加码”与官员激励, 世界经济文汇 2015(1), for targets of
    economic growth; for education targets the definition is our own.
    """
    keys = ["indicator", "unit", "year"]
    one, two = ({key: f"{key}_{side}" for key in keys} for side in ("lower", "upper"))
    pairs = lower.add_suffix("_lower").merge(upper.add_suffix("_upper"), left_on=list(one.values()), right_on=list(two.values()))
    pairs = pairs[[_above(u, l) for l, u in zip(pairs["region_code_lower"], pairs["region_code_upper"])]].reset_index(drop=True)
    sides = [pairs[[c for c in pairs if c.endswith(end)]].rename(columns=lambda c, end=end: c.removesuffix(end))
             for end in ("_lower", "_upper")]
    n = len(pairs)
    found = judged(pd.concat(sides, ignore_index=True), np.arange(n), np.arange(n) + n, "benchmarks")
    kept = pairs[~(found.refused() | found.any_named(_SAME_DEFINITION))].reset_index(drop=True)
    return kept.assign(amplification=margin(kept["value_lower"], kept["value_upper"]))


def _above(upper: str, lower: str) -> bool:
    """Whether a region holds another, by their codes of GB/T 2260: 420000 holds 420300 and 420325."""
    stem = upper.rstrip("0")
    stem = stem + "0" * (len(stem) % 2)
    return upper != lower and lower.startswith(stem)


def bunching(values: pd.Series, threshold: float, width: float = 5.0, smallest: int = LARGE_SAMPLE) -> tuple[pd.DataFrame, Text | None]:
    """How the figures of one indicator heap at a threshold.

    Returns one row: threshold, width (both in the unit of the values), n (figures told), n_below
    [B − w, B), n_at (exactly B), n_above (B, B + w], at_or_above_share = (at + above) / all within the
    width, at_share = at / all within; and None. With fewer than ``smallest`` figures the table is empty and
    a Text says why: a heap cannot be told from chance. Own definition; for the method see Kleven,
    Bunching, Annual Review of Economics 8 (2016).
    """
    told = values.dropna()
    if len(told) < smallest:
        return pd.DataFrame(columns=["threshold", "width", "n", "n_below", "n_at", "n_above", "at_or_above_share", "at_share"]), Text(
            f"只有 {len(told)} 个数字，不足 {smallest} 个，看不出是否聚集在门槛处。",
            f"Only {len(told)} figures, fewer than {smallest}: too few to see whether they heap at a threshold.")
    below = int(((told >= threshold - width) & (told < threshold)).sum())
    at = int((told == threshold).sum())
    above = int(((told > threshold) & (told <= threshold + width)).sum())
    within = below + at + above
    return pd.DataFrame([{"threshold": threshold, "width": width, "n": len(told), "n_below": below, "n_at": at, "n_above": above,
                          "at_or_above_share": (at + above) / within if within else np.nan,
                          "at_share": at / within if within else np.nan}]), None
