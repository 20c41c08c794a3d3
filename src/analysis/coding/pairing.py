"""Which row of one coding is which row of another: the same figure, found by where it stands."""
from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.coding.vocabulary import key

# What two codings of one figure are compared in; scope and the like help to pair and are not counted.
COMPARED = ("indicator", "measure", "value", "value_upper", "comparator", "unit", "kind", "year", "award_level",
            "commitment", "redacted", "implicit")
_TIE_BREAKERS = ("scope", "basis", "flow", "stage", "period", "per", "part_of")

Record = dict[str, Any]


class Pair(NamedTuple):
    """A row of each coding (its position), or of one only where the other has none."""

    a: int | None
    b: int | None


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a table as dictionaries; what is missing or blank is None."""
    def plain(value):
        return None if value is None or value is pd.NA or value != value or value == "" else value

    return [{str(name): plain(value) for name, value in row.items()} for row in frame.astype(object).to_dict("records")]


def same(a: Any, b: Any) -> bool:
    """Whether two cells say the same: numbers as numbers, two blanks too."""
    if a is None or b is None:
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)
    return a == b


def differing(a: Record, b: Record, fields: Sequence[str] = COMPARED) -> list[str]:
    """The fields in which two rows differ."""
    return [name for name in fields if not same(a.get(name), b.get(name))]


def overlap(a: Record, b: Record) -> float:
    """How much of the longer span two rows share, 0 to 1; rows without location share 1 when span and place are written alike."""
    bounds = [row.get(name) for row in (a, b) for name in ("char_start", "char_end")]
    if any(bound is None for bound in bounds):
        alike = all(a.get(name) and key(a[name]) == key(b.get(name) or "") for name in ("span", "place"))
        return float(alike)
    a0, a1, b0, b1 = bounds
    return max(0.0, min(a1, b1) - max(a0, b0)) / max(a1 - a0, b1 - b0, 1)


def pair(a: pd.DataFrame, b: pd.DataFrame) -> list[Pair]:
    """Pair the rows of two codings: overlapping within a document, most fields agreeing first, each used once.

    Every row of either table is in exactly one Pair; in the order of ``a``, then what only ``b`` has.
    """
    rows_a, rows_b = records(a), records(b)
    candidates = sorted(_candidates(rows_a, rows_b))
    partner_a: dict[int, int] = {}
    partner_b: dict[int, int] = {}
    for *_, i, j in candidates:
        if i not in partner_a and j not in partner_b:
            partner_a[i], partner_b[j] = j, i
    pairs = [Pair(i, partner_a.get(i)) for i in range(len(rows_a))]
    return pairs + [Pair(None, j) for j in range(len(rows_b)) if j not in partner_b]


def _candidates(rows_a: list[Record], rows_b: list[Record]) -> list[tuple]:
    by_document: dict[Any, list[int]] = defaultdict(list)
    for j, row in enumerate(rows_b):
        by_document[row.get("document")].append(j)
    found = []
    for i, row in enumerate(rows_a):
        for j in by_document[row.get("document")]:
            share = overlap(row, rows_b[j])
            if share > 0:
                unlike = len(differing(row, rows_b[j]))
                found.append((unlike, -share, len(differing(row, rows_b[j], _TIE_BREAKERS)), i, j))
    return found
