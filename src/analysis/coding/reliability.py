"""Coefficients of agreement: percent, Cohen's kappa, Krippendorff's alpha, and their bootstrap intervals.

Units are rows, coders columns; None is a value that a coder did not give.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

Units = Sequence[Sequence[Any]]
REPLICATES = 1000
SEED = 20_240_601


def percent_agreement(pairs: Units) -> float:
    """Share of pairs of equal codes, times 100; NaN without pairs."""
    return 100 * sum(a == b for a, b in pairs) / len(pairs) if pairs else float("nan")


def cohen_kappa(pairs: Units) -> float:
    """Cohen's kappa of two coders: (p_o - p_e) / (1 - p_e), p_e from the product of the coders' own marginals.

    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20(1), 37-46. NaN where it is not defined: no pairs, or both use a single code.
    """
    n = len(pairs)
    if not n:
        return float("nan")
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[code] * second[code] for code in first) / n**2
    return (observed - expected) / (1 - expected) if expected < 1 else float("nan")


def krippendorff_alpha(units: Units, level: str = "nominal") -> float:
    """Krippendorff's alpha, 1 - D_o / D_e, for any number of coders and with missing values.

    ``level`` is "nominal" (two codes differ or not) or "interval" (values differ by the square of their
    distance). Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of
    Pennsylvania, https://repository.upenn.edu/asc_papers/43. NaN where nothing can be compared or all
    values are the same. Raises ValueError for another level.
    """
    parts = _parts(units, level)
    return float(_alpha(parts, np.ones((1, len(units))), level)[0])


def alpha_interval(units: Units, level: str, weights: np.ndarray) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of alpha over resampled units; ``weights`` from ``resampled``."""
    return percentiles(_alpha(_parts(units, level), weights, level))


def resampled(n: int, replicates: int = REPLICATES, seed: int = SEED) -> np.ndarray:
    """How often each of n units is drawn in each replicate of a bootstrap (replicates × n)."""
    drawn = np.random.default_rng(seed).integers(n, size=(replicates, n)) if n else np.empty((replicates, 0), int)
    return np.stack([np.bincount(row, minlength=n) for row in drawn]) if n else drawn


def percentiles(estimates: np.ndarray) -> tuple[float, float]:
    """The bounds of 95 % of the estimates that are defined; NaN where fewer than half are."""
    defined = estimates[np.isfinite(estimates)]
    if len(defined) * 2 < len(estimates) or not len(defined):
        return float("nan"), float("nan")
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def _parts(units: Units, level: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What alpha needs of each unit: number of values, disagreement within it, and what its values add to the whole.

    All three are sums over units, so a bootstrap only weighs them.
    """
    if level not in ("nominal", "interval"):
        raise ValueError(f"level must be nominal or interval, not {level!r}")
    given = [[value for value in unit if value is not None] for unit in units]
    given = [values if len(values) > 1 else [] for values in given]
    sizes = np.array([len(values) for values in given], float)
    moments = _counts(given) if level == "nominal" else _powers(given)
    within = _disagreement(sizes[:, None], moments, level)
    return sizes, np.divide(within, sizes - 1, out=np.zeros(len(given)), where=sizes > 1), moments


def _counts(given: Sequence[Sequence[Any]]) -> np.ndarray:
    codes = {code: n for n, code in enumerate(dict.fromkeys(value for values in given for value in values))}
    counts = np.zeros((len(given), len(codes)))
    for row, values in zip(counts, given):
        for value in values:
            row[codes[value]] += 1
    return counts


def _powers(given: Sequence[Sequence[float]]) -> np.ndarray:
    everything = [float(value) for values in given for value in values]
    middle = float(np.mean(everything)) if everything else 0.0  # keeps the squares small
    return np.array([[sum(v - middle for v in values), sum((v - middle) ** 2 for v in values)] for values in given]).reshape(-1, 2)


def _disagreement(sizes: np.ndarray, moments: np.ndarray, level: str) -> np.ndarray:
    """Sum of the differences over all ordered pairs of values, from their number and their counts or powers."""
    n = sizes[:, 0]
    if level == "nominal":
        return n**2 - (moments**2).sum(axis=1)
    return 2 * (n * moments[:, 1] - moments[:, 0] ** 2)


def _alpha(parts: tuple[np.ndarray, np.ndarray, np.ndarray], weights: np.ndarray, level: str) -> np.ndarray:
    sizes, within, moments = parts
    n = weights @ sizes
    expected = _disagreement(n[:, None], weights @ moments, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (n - 1) * (weights @ within) / expected
    return np.where(expected > 1e-12 * np.maximum(n, 1), 1 - ratio, np.nan)
