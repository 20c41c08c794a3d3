"""The coefficients, against published worked examples."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.reliability import (alpha_interval, cohen_kappa, krippendorff_alpha, percent_agreement, percentiles,
                                         resampled)

_ = None
# Krippendorff (2011), section D: four observers, twelve units, missing data.
KRIPPENDORFF_2011 = list(zip(
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
))


def test_alpha_of_krippendorff_2011():
    assert round(krippendorff_alpha(KRIPPENDORFF_2011, "nominal"), 3) == 0.743
    assert round(krippendorff_alpha(KRIPPENDORFF_2011, "interval"), 3) == 0.849


def test_alpha_of_two_observers_nominal_krippendorff_2011():
    """Section B: two observers, nominal data a to e, twelve units: 0.692."""
    assert round(krippendorff_alpha(list(zip("aabbdcccedda", "babbbccceddd"))), 3) == 0.692


def test_alpha_of_two_observers_binary_krippendorff_2011():
    """Section A: two observers, ten units, 0 and 1: 0.095."""
    assert round(krippendorff_alpha(list(zip((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)))), 3) == 0.095


def pairs(table: dict[tuple, int]) -> list[tuple]:
    return [cell for cell, count in table.items() for _ in range(count)]


# Two readers of fifty grant proposals; the usual worked example: p_o 0.70, p_e 0.50, kappa 0.40.
GRANTS = pairs({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
# Cohen (1960), table 1: two clinicians, three diagnoses, 200 patients: kappa 0.492.
COHEN_1960 = pairs({(1, 1): 88, (1, 2): 14, (1, 3): 18, (2, 1): 10, (2, 2): 40, (2, 3): 10, (3, 1): 2, (3, 2): 6, (3, 3): 12})


def test_kappa_of_the_worked_examples():
    assert cohen_kappa(GRANTS) == pytest.approx(0.40) and percent_agreement(GRANTS) == pytest.approx(70)
    assert round(cohen_kappa(COHEN_1960), 3) == 0.492


def test_undefined_is_nan_not_one():
    assert np.isnan(cohen_kappa([])) and np.isnan(cohen_kappa([("a", "a")] * 5))
    assert np.isnan(krippendorff_alpha([("a", "a")] * 5)) and np.isnan(krippendorff_alpha([]))
    assert np.isnan(krippendorff_alpha([(1, None), (None, 2)], "interval")) and np.isnan(percent_agreement([]))


def test_an_unknown_level_is_an_error():
    with pytest.raises(ValueError, match="ordinal"):
        krippendorff_alpha(KRIPPENDORFF_2011, "ordinal")


def pairwise_alpha(units, difference) -> float:
    """Alpha straight from its definition, pair by pair."""
    given_ = [[v for v in unit if v is not None] for unit in units]
    given_ = [values for values in given_ if len(values) > 1]
    n = sum(map(len, given_))
    within = sum(difference(a, b) / (len(values) - 1) for values in given_ for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    everything = [v for values in given_ for v in values]
    between = sum(difference(a, b) for a in everything for b in everything)
    return 1 - (n - 1) * within / between if between else float("nan")


units = st.lists(st.tuples(*[st.one_of(st.none(), st.integers(0, 4))] * 3), min_size=1, max_size=12)


@given(units)
def test_alpha_equals_its_definition(rows):
    for level, difference in (("nominal", lambda a, b: a != b), ("interval", lambda a, b: (a - b) ** 2)):
        assert krippendorff_alpha(rows, level) == pytest.approx(pairwise_alpha(rows, difference), nan_ok=True, abs=1e-9)


@given(units, st.randoms())
def test_alpha_does_not_depend_on_the_order(rows, random):
    shuffled = [tuple(random.sample(unit, 3)) for unit in random.sample(rows, len(rows))]
    assert krippendorff_alpha(shuffled) == pytest.approx(krippendorff_alpha(rows), nan_ok=True)


def test_large_values_do_not_spoil_alpha():
    rows = [(3e8, 3e8), (3e8 + 1, 3e8 + 1), (3e8 + 2, 3e8 + 2)]
    assert krippendorff_alpha(rows, "interval") == pytest.approx(1)


def test_the_interval_is_seeded_and_holds_the_estimate():
    weights = resampled(len(KRIPPENDORFF_2011))
    low, high = alpha_interval(KRIPPENDORFF_2011, "nominal", weights)
    assert (low, high) == alpha_interval(KRIPPENDORFF_2011, "nominal", resampled(len(KRIPPENDORFF_2011)))
    assert low < 0.743 < high <= 1 and high - low > 0.1


def test_a_bootstrap_draws_as_many_units_as_there_are():
    weights = resampled(7, replicates=50)
    assert weights.shape == (50, 7) and (weights.sum(axis=1) == 7).all() and len(np.unique(weights, axis=0)) > 40
    assert resampled(0, replicates=3).shape == (3, 0)


def test_an_interval_that_is_mostly_undefined_is_not_given():
    assert np.isnan(percentiles(np.array([1.0, np.nan, np.nan]))).all() and percentiles(np.ones(4)) == (1, 1)
