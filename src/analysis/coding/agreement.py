"""How far two codings agree: field by field over the rows they share, and over the rows themselves.

Rows are paired by overlapping spans first (``pairing``). Whether both saw a figure at all is counted
apart (field ``span``); the fields are compared over the pairs only.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.coding.pairing import COMPARED, Pair, Record, pair, records
from analysis.coding.reliability import (alpha_interval, cohen_kappa, krippendorff_alpha, percent_agreement,
                                         percentiles, resampled)

COLUMNS = ("by", "group", "field", "level", "n", "percent", "kappa", "alpha", "dice", "low", "high")
_INTERVAL = ("value", "value_upper")
_BLANK = ""  # a code that a coder left empty is a code of its own


class Couple(NamedTuple):
    """A statement as two coders have it; None for the one who does not."""

    a: Record | None
    b: Record | None

    @property
    def both(self) -> bool:
        return self.a is not None and self.b is not None

    def either(self, field: str) -> set:
        return {row.get(field) for row in self if row is not None}


def couples(a: pd.DataFrame, b: pd.DataFrame) -> list[Couple]:
    """The paired rows of two codings. A row marked implicit that only one has is left out: coding it is optional."""
    rows_a, rows_b = records(a), records(b)
    found = [Couple(None if p.a is None else rows_a[p.a], None if p.b is None else rows_b[p.b]) for p in pair(a, b)]
    return [couple for couple in found if couple.both or not (couple.a or couple.b).get("implicit")]


GROUPINGS = ("all", "document", "indicator", "unit")


def agreement(a: pd.DataFrame, b: pd.DataFrame, fields: Sequence[str] = COMPARED, groupings: Sequence[str] = GROUPINGS) -> pd.DataFrame:
    """The agreement of two codings, a row for each field over all, by document, by indicator and (for values) by unit.

    Columns: ``by`` (all, document, indicator, unit), ``group``, ``field``, ``level`` (nominal, interval,
    unitising), ``n`` (pairs; rows of both coders for ``span``), ``percent`` (0-100), ``kappa`` (Cohen
    1960), ``alpha`` (Krippendorff 2011: nominal for codes, interval for values), ``dice`` (for
    ``span``: 2 × pairs / rows of both, which is F1 with either coder as the truth; Dice 1945), and
    ``low``, ``high``: 95 % percentile bootstrap over pairs of alpha, or of dice.

    A pair belongs to every indicator that either coder gave it; for the field ``indicator`` there, the
    question is whether each of all pairs has this id or not. An empty code counts as a code; an empty
    value is missing. Alpha over values of mixed units is ruled by the largest: read it by unit.
    NaN where a coefficient is not defined (no variation, no pairs).
    """
    everything = couples(a, b)
    rows = [_row(by, group, field, some, everything)
            for by, group, some in _groups(everything) if by in groupings
            for field in ("span", *fields) if by != "unit" or field in _INTERVAL]
    return pd.DataFrame([row for row in rows if row["n"]], columns=list(COLUMNS))


def _groups(everything: list[Couple]) -> Iterator[tuple[str, str, list[Couple]]]:
    yield "all", "", everything
    for by in ("document", "indicator", "unit"):
        for group in sorted({value for couple in everything for value in couple.either(by) if value}):
            yield by, group, [couple for couple in everything if group in couple.either(by)]


def _row(by: str, group: str, field: str, some: list[Couple], everything: list[Couple]) -> dict:
    if field == "span":
        return _span_row(by, group, some)
    if by == "indicator" and field == "indicator":
        units = [(c.a.get(field) == group, c.b.get(field) == group) for c in everything if c.both]
    else:
        units = _units([c for c in some if c.both], field)
    level = "interval" if field in _INTERVAL else "nominal"
    low, high = alpha_interval(units, level, resampled(len(units)))
    pairs = [tuple(round(v, 9) if isinstance(v, float) else v for v in unit) for unit in units]
    return {"by": by, "group": group, "field": field, "level": level, "n": len(units), "percent": percent_agreement(pairs),
            "kappa": cohen_kappa(pairs) if level == "nominal" else float("nan"), "alpha": krippendorff_alpha(units, level),
            "dice": float("nan"), "low": low, "high": high}


def _units(pairs: list[Couple], field: str) -> list[tuple]:
    """What both coders said, a pair a unit; of values those pairs where at least one coder gave one."""
    if field not in _INTERVAL:
        return [tuple(_BLANK if row.get(field) is None else row[field] for row in couple) for couple in pairs]
    units = [(couple.a.get(field), couple.b.get(field)) for couple in pairs]
    return [unit for unit in units if unit != (None, None)]


def _span_row(by: str, group: str, some: list[Couple]) -> dict:
    matched = np.array([couple.both for couple in some], float)
    sizes = matched + 1  # rows that a couple stands for
    weights = resampled(len(some))
    with np.errstate(invalid="ignore"):
        low, high = percentiles(2 * (weights @ matched) / (weights @ sizes)) if some else (float("nan"),) * 2
    dice = 2 * matched.sum() / sizes.sum() if some else float("nan")
    blank = dict.fromkeys(("percent", "kappa", "alpha"), float("nan"))
    return {"by": by, "group": group, "field": "span", "level": "unitising", "n": int(sizes.sum()), **blank, "dice": dice, "low": low, "high": high}
