"""What may not be compared, and why: the rows of the codebook's table `incomparable`, applied to pairs.

A guard refuses a pair or flags it. Of the guards that look at one field only the first of the table
that fits speaks, as the table begins with the most specific. What neither side states is never
assumed to be the same: the table flags it. The table's columns are explained in
`analysis.codebook.incomparable`.
"""
from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import codebook
from analysis.compare.facts import facts
from analysis.words import Text

COMPARISONS = ("counties", "years", "targets", "benchmarks")


class Verdict(NamedTuple):
    """What one guard says of a pair: severity is "refuse" or "flag", title names the pair, reason is a sentence."""

    guard: str
    severity: str
    title: Text
    reason: Text


class Judged(NamedTuple):
    """What the guards say of many pairs: ``spoke`` has a row a pair and a column a guard."""

    guards: list[Verdict]
    spoke: np.ndarray

    def _of(self, severity: str) -> np.ndarray:
        return np.flatnonzero([guard.severity == severity for guard in self.guards])

    def refused(self) -> np.ndarray:
        """For each pair whether any guard refuses it."""
        return self.spoke[:, self._of("refuse")].any(axis=1)

    def n_flags(self) -> np.ndarray:
        """For each pair how many guards flag it."""
        return self.spoke[:, self._of("flag")].sum(axis=1)

    def any_named(self, names: tuple[str, ...]) -> np.ndarray:
        """For each pair whether one of the guards of these names spoke."""
        return self.spoke[:, [guard.guard in names for guard in self.guards]].any(axis=1)

    def verdicts(self, pair: int) -> list[Verdict]:
        """The verdicts on one pair, refusals first, else in the order of the table."""
        spoke = [self.guards[number] for number in np.flatnonzero(self.spoke[pair])]
        return sorted(spoke, key=lambda verdict: verdict.severity != "refuse")

    def any_of(self, pairs: np.ndarray, severity: str) -> list[Verdict]:
        """The verdicts of a severity that at least one of the pairs gets."""
        spoke = self.spoke[pairs].any(axis=0)
        return [self.guards[number] for number in self._of(severity) if spoke[number]]

    def main_refusals(self, pairs: np.ndarray) -> list[tuple[Verdict, int]]:
        """The first refusal of each of the pairs, with the number of pairs that it refuses, the most frequent first."""
        refusing = self._of("refuse")
        spoke = self.spoke[np.ix_(pairs, refusing)]
        numbers, count = np.unique(refusing[spoke.argmax(axis=1)[spoke.any(axis=1)]], return_counts=True)
        return [(self.guards[number], int(n)) for number, n in sorted(zip(numbers, count), key=lambda one: (-one[1], one[0]))]


def verdicts(left, right, comparison: str = "counties", table: pd.DataFrame | None = None) -> list[Verdict]:
    """What the guards say of two figures; empty: nothing stands against comparing them.

    left, right: rows (dict or Series) of `targets`, `statements` or `benchmarks`. comparison: one of
    COMPARISONS; a guard whose ``allowed_in`` names it is silent, as such pairs are what it is for.
    """
    rows = pd.DataFrame([dict(left), dict(right)])
    return judged(rows, np.array([0]), np.array([1]), comparison, table).verdicts(0)


def guarded(pairs: pd.DataFrame, comparison: str = "counties", table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Pairs with what the guards say of each: ``refused`` (boolean), ``refusals`` and ``flags`` (ids of
    guards, separated by blanks) and ``why`` (their sentences as one Text, None where there are none).

    pairs: a row a pair, the two sides' columns with the endings ``_left`` and ``_right``.
    """
    sides = [pairs[[c for c in pairs if c.endswith(end)]].rename(columns=lambda c, end=end: c.removesuffix(end))
             for end in ("_left", "_right")]
    n = len(pairs)
    found = judged(pd.concat(sides, ignore_index=True), np.arange(n), np.arange(n) + n, comparison, table)
    said = [found.verdicts(pair) for pair in range(n)]

    def ids(severity: str) -> pd.Series:
        named = (" ".join(v.guard for v in one if v.severity == severity) for one in said)
        return pd.Series(list(named), index=pairs.index, dtype="str")

    why = pd.Series([sentences(one) for one in said], index=pairs.index, dtype="object")
    return pairs.assign(refused=found.refused(), refusals=ids("refuse"), flags=ids("flag"), why=why)


def sentences(verdicts_: list[Verdict]) -> Text | None:
    """The reasons of verdicts as one text, each once; None for none."""
    reasons = list(dict.fromkeys(verdict.reason for verdict in verdicts_))
    return Text("".join(r.zh for r in reasons), " ".join(r.en for r in reasons)) if reasons else None


def explained(ids: str, table: pd.DataFrame | None = None) -> Text | None:
    """The sentences of guards by their ids (separated by blanks), in the order of the table, each once."""
    table = codebook.incomparable() if table is None else table
    return sentences(_verdicts(table[table["guard"].isin(ids.split())]))


def named(ids: str, table: pd.DataFrame | None = None) -> list[Text]:
    """The titles of guards by their ids (separated by blanks), in the order of the table."""
    table = codebook.incomparable() if table is None else table
    return [verdict.title for verdict in _verdicts(table[table["guard"].isin(ids.split())])]


def judged(rows: pd.DataFrame, left: np.ndarray, right: np.ndarray, comparison: str = "counties",
           table: pd.DataFrame | None = None) -> Judged:
    """What the guards say of the pairs rows[left[k]], rows[right[k]].

    The work is done once a row, so that many pairs of the same rows cost little.
    """
    if comparison not in COMPARISONS:
        raise ValueError(f"comparison is one of {COMPARISONS}, not {comparison!r}")
    table = codebook.incomparable() if table is None else table
    table = table[[comparison not in allowed.split("|") for allowed in table["allowed_in"]]].reset_index(drop=True)
    fields = sorted({*table["field"], *table["and_field"], "indicator"} - {""})
    known = {name: _Field(*pd.factorize(column)) for name, column in facts(rows, fields).items()}
    spoke = np.zeros((len(left), len(table)), dtype=bool)
    taken = {field: np.zeros(len(left), dtype=bool) for field in fields}
    for number, guard in enumerate(table.itertuples()):
        fits = _fits(guard, known, left, right) & ~taken[guard.field]
        spoke[:, number] = fits
        taken[guard.field] |= fits
    return Judged(_verdicts(table), spoke)


class _Field(NamedTuple):
    """A field of all rows: each row's code, and the value that each code stands for."""

    codes: np.ndarray
    values: pd.Index

    def where(self, holds) -> np.ndarray:
        """Which rows have a value of which ``holds`` is true; each value is looked at once."""
        return np.array([bool(holds(value)) for value in self.values], dtype=bool)[self.codes]


def _fits(guard, known: dict[str, _Field], left: np.ndarray, right: np.ndarray) -> np.ndarray:
    fits = _TESTS[guard.test](guard, known[guard.field], left, right)
    if guard.indicators and fits.any():
        about = known["indicator"].where(guard.indicators.split("|").__contains__)
        fits = fits & about[left] & about[right]
    if guard.and_field and fits.any():
        fits = fits & _unlike(known[guard.and_field], left, right)
    return fits


def _pair(guard, field: _Field, left, right) -> np.ndarray:
    one, other = (field.where(_among(side)) for side in (guard.left, guard.right))
    return (one[left] & other[right]) | (other[left] & one[right])


def _differs(guard, field: _Field, left, right) -> np.ndarray:
    return _pair(guard, field, left, right) & _unlike(field, left, right)


def _pattern(guard, field: _Field, left, right) -> np.ndarray:
    found = field.where(re.compile(guard.left).search)
    return found[left] != found[right]


def _unlike(field: _Field, left, right) -> np.ndarray:
    """Both state a value, and the values are unlike."""
    stated = field.where(bool)
    return stated[left] & stated[right] & (field.codes[left] != field.codes[right])


def _among(allowed: str):
    """Whether a value is one of those named: ``*`` any that is stated, ``?`` none."""
    values = set(allowed.split("|"))
    return lambda value: value in values or ("*" in values if value else "?" in values)


_TESTS = {"pair": _pair, "differs": _differs, "pattern": _pattern}


def _verdicts(table: pd.DataFrame) -> list[Verdict]:
    return [Verdict(row.guard, row.severity, Text(row.title_zh, row.title_en), Text(row.reason_zh, row.reason_en))
            for row in table.itertuples()]
