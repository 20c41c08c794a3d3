"""Figures of counties beside thresholds, national targets and national figures: each kind for itself."""
import pandas as pd
import pytest

from analysis import codebook
from analysis.compare import with_benchmarks
from questions.rows import FAR, benchmarks, documents, targets

RATE = {"indicator": "preschool_gross_enrollment_rate", "basis": "gross", "value": 90.0, "comparator": ">="}


def beside(figure, *known, papers=None) -> pd.DataFrame:
    return with_benchmarks(targets(RATE | figure), benchmarks(*known), papers)


def test_the_margin_over_a_county_threshold():
    row = beside({}, {}).iloc[0]
    assert (row["margin"], row["margin_unit"], row["benchmark_level"], row["benchmark"]) == (5, "percentage_point", "county_threshold", 85)
    assert row["caution"] is None and row["reason"] is None and row["statement_ids"] == "420325-plan@0"


def test_a_threshold_of_each_school_is_never_set_against_a_county():
    row = beside({}, {"level": "school_threshold"}).iloc[0]
    assert pd.isna(row["margin"]) and "each school" in row["reason"].en


def test_threshold_and_national_target_stay_two_rows_even_with_the_same_number():
    table = beside({}, {}, {"level": "national_target", "year": 2024})
    assert sorted(table["benchmark_level"]) == ["county_threshold", "national_target"]


@pytest.mark.parametrize("region, compared", [("420000", True), ("410000", False)])
def test_only_the_own_province_sets_the_threshold(region, compared):
    row = beside({}, {"level": "provincial_threshold", "region_code": region}).iloc[0]
    assert pd.notna(row["margin"]) == compared


def test_the_threshold_is_that_in_force_when_the_plan_was_made():
    older, newer, later = {"year": 2012, "value": 65.0}, {"year": 2020}, {"year": 2026, "value": 95.0}
    assert list(beside({}, older, newer, later)["benchmark"]) == [85]
    assert list(beside({"year": 2030}, newer, later)["benchmark"]) == [95]
    assert list(beside({"year": 2030}, newer, later, papers=documents({}))["benchmark"]) == [85]
    assert beside({"year": 2012}, newer).empty


def test_a_national_target_is_the_next_that_falls_due_else_the_last():
    targets_ = [{"level": "national_plan_target", "year": year, "value": float(year - 1935)} for year in (2020, 2025, 2030)]
    assert list(beside({}, *targets_)["benchmark_year"]) == [2025]
    assert list(beside({"year": 2021}, targets_[0], targets_[2])["benchmark_year"]) == [2030]  # not the nearer one, past due
    assert list(beside({"year": 2031}, *targets_)["benchmark_year"]) == [2030]
    assert "years_differ" in beside({}, *targets_)["flags"].iloc[0]


def test_a_national_figure_is_that_of_the_same_year():
    actual = [{"level": "national_actual", "year": year, "comparator": "="} for year in (2023, 2024)]
    assert list(beside({}, *actual)["benchmark_year"]) == [2024]
    assert beside({"year": 2022}, *actual).empty


def test_what_was_not_seen_and_what_is_not_stated_is_flagged():
    assert beside({}, {"number_seen": False})["flags"].iloc[0] == "source_unseen"
    assert beside({"basis": ""}, {})["flags"].iloc[0] == "basis_stated_once"
    assert beside({"scope": "山区"}, {})["flags"].iloc[0] == "scope_stated_once"


@pytest.mark.parametrize("figure", [{"basis": "net"}, {"measure": "change"}, {"unit": "percentage_point"}, {"part_of": "a@1"}])
def test_another_definition_is_refused(figure):
    row = beside(figure, {}).iloc[0]
    assert pd.isna(row["margin"]) and row["reason"] is not None and row["caution"] is None


def test_masked_figures_references_and_years_unknown_stand_beside_nothing():
    assert beside({"value": None}, {}).empty and beside({"kind": "reference"}, {}).empty and beside({"year": pd.NA}, {}).empty
    assert list(beside({"year": pd.NA}, {}).columns) == list(beside({}, {}).columns)


def test_growth_is_set_against_the_general_budget_only_and_as_a_change():
    growth = {"indicator": "education_spending_growth", "measure": "change", "kind": "result", "year": 2023, "value": 7.0, "basis": "raw"}
    table = with_benchmarks(targets(growth), codebook.benchmarks())
    compared = table[table["margin"].notna()]
    assert set(compared["series"]) == {"fin_budget_growth"} and set(compared["benchmark_year"]) == {2023}
    assert "fin_state_growth" in set(table["series"])
    assert with_benchmarks(targets(growth | {"measure": "level"}), codebook.benchmarks())["margin"].isna().all()


def test_approval_of_preschools_is_not_the_satisfaction_with_something_else():
    rate = {"indicator": "satisfaction_rate", "value": 98.0}
    table = with_benchmarks(targets(rate | {"scope": "师德师风"}, rate | {"scope": "学前教育社会认可度"}), codebook.benchmarks())
    assert list(table.loc[table["margin"].notna(), "scope"]) == ["学前教育社会认可度"]


def test_less_is_better_keeps_its_sign():
    rate = {"indicator": "large_class_share", "value": 3.0, "basis": ""}
    known = {"indicator": "large_class_share", "series": "none", "basis": "", "value": 5.0, "comparator": "<="}
    assert beside(rate, known)["margin"].iloc[0] == -2


def test_the_codebook_thresholds_of_another_province_are_refused():
    table = with_benchmarks(targets(RATE | {"region_code": FAR}), codebook.benchmarks())
    provincial = table[table["benchmark_level"] == "provincial_threshold"]
    assert len(provincial) and provincial["margin"].isna().all()
