"""The arithmetic of the measures, and when they are refused."""
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare.measures import ambition, amplification, attainment, bunching, difference_unit, gap_closed, margin
from questions.rows import FAR, JIA, benchmarks, targets

RATES = st.integers(0, 1000).map(lambda tenth: tenth / 10)


@given(RATES, RATES)
def test_margin_and_benchmark_give_the_target_back(value, benchmark):
    assert margin(value, benchmark) + benchmark == pytest.approx(value)
    assert margin(value, benchmark) == -margin(benchmark, value) == ambition(value, benchmark)


def test_a_difference_of_decimals_is_decimal():
    assert margin(100, 95.9) == 4.1
    assert list(margin(pd.Series([90.0]), pd.Series([91.61]))) == [-1.61]


def test_percentages_differ_in_percentage_points_and_counts_in_their_unit():
    assert [difference_unit(unit) for unit in ("percent", "institution")] == ["percentage_point", "institution"]


@pytest.mark.parametrize("target, before, cap, share", [(95, 90, 100, 0.5), (100, 90, 100, 1), (90, 90, 100, 0), (85, 90, 100, -0.5), (110, 100, 120, 0.5)])
def test_the_share_of_the_gap(target, before, cap, share):
    assert gap_closed(target, before, cap) == share


def test_no_gap_is_left_to_close():
    assert math.isnan(gap_closed(100, 100)) and math.isnan(gap_closed(100, 104))
    assert list(gap_closed(pd.Series([95.0, 99.0]), pd.Series([90.0, 100.0]))[:1]) == [0.5]


@given(RATES, RATES.filter(lambda rate: rate < 100))
def test_ambition_is_the_gap_times_the_share_closed(target, before):
    assert gap_closed(target, before) * (100 - before) == pytest.approx(ambition(target, before))


@pytest.mark.parametrize("target, result, unit, value, named", [
    (95.0, 96.5, "percent", 1.5, "percentage_point"), (100.0, 80.0, "vehicle", 0.8, "times"), (4e8, 5e8, "yuan", 1.25, "times"),
    (3.0, 2.0, "rank", math.nan, ""), (0.0, 2.0, "person", math.nan, ""), (math.nan, 2.0, "percent", math.nan, "")])
def test_attainment_by_unit(target, result, unit, value, named):
    row = attainment(*(pd.Series([one]) for one in (target, result, unit))).iloc[0]
    assert row["attainment_unit"] == named
    assert row["attainment"] == value or (math.isnan(row["attainment"]) and math.isnan(value))


def test_amplification_is_against_the_division_above_in_the_same_year_and_definition():
    rate = {"indicator": "preschool_gross_enrollment_rate", "basis": "gross", "comparator": ">="}
    lower = targets(rate | {"value": 98.0}, rate | {"value": 97.0, "region_code": FAR}, rate | {"value": 96.0, "basis": ""},
                    rate | {"value": 95.0, "year": 2023})
    upper = targets(rate | {"region_code": "420300", "value": 95.0}, rate | {"region_code": "420000", "value": 92.0})
    table = amplification(lower, upper)
    assert list(zip(table["value_lower"], table["region_code_upper"], table["amplification"])) == [(98, "420300", 3), (98, "420000", 6)]


def test_a_threshold_of_a_province_over_that_of_the_nation():
    known = benchmarks({"value": 90.0, "region_code": "410000", "level": "county_threshold"}, {"value": 85.0})
    table = amplification(known[known["region_code"] == "410000"], known[known["region_code"] == "000000"])
    assert list(table["amplification"]) == [5]


def test_a_region_is_not_above_itself_nor_above_its_neighbour():
    rate = {"indicator": "fitness_pass_rate"}
    assert amplification(targets(rate), targets(rate, rate | {"region_code": "420400"})).empty
    assert len(amplification(targets(rate | {"region_code": JIA}), targets(rate | {"region_code": "420300"}))) == 1


def test_bunching_needs_a_large_sample():
    table, reason = bunching(pd.Series([85.0] * 99), 85)
    assert table.empty and "99" in reason.zh and "99" in reason.en


def test_bunching_counts_at_and_on_both_sides():
    table, reason = bunching(pd.Series([85.0] * 60 + [84.0] * 10 + [86.0] * 30 + [10.0, 99.0, None]), 85, width=5)
    assert reason is None
    assert table.loc[0, ["n", "n_below", "n_at", "n_above"]].to_list() == [102, 10, 60, 30]
    assert table.loc[0, "at_or_above_share"] == 0.9 and table.loc[0, "at_share"] == 0.6


@given(st.lists(RATES, min_size=100, max_size=130), RATES)
def test_bunching_parts_are_all_within_the_width(values, threshold):
    table, _ = bunching(pd.Series(values), threshold)
    within = sum(threshold - 5 <= value <= threshold + 5 for value in values)
    assert table.loc[0, ["n_below", "n_at", "n_above"]].sum() == within
