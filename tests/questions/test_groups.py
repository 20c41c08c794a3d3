"""Which figures stand side by side, across counties and across years."""
import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import codebook
from analysis.compare import across_counties, across_years, n_comparable, national_series, reasons
from analysis.compare.guards import judged
from questions.rows import BING, FAR, JIA, YI, targets

RATE = {"indicator": "fitness_pass_rate"}


def test_figures_of_two_counties_stand_together():
    table = across_counties(targets(RATE | {"value": 98}, RATE | {"value": 95, "region_code": YI}), "fitness_pass_rate")
    assert list(table["group"]) == [1, 1] and n_comparable(table) == 2
    assert list(table["value"]) == [98, 95] and reasons(table) == []
    assert list(table["statement_ids"]) == ["420325-plan@0", "420323-plan@1"]


def test_a_single_figure_is_no_comparison_and_says_why():
    table = across_counties(targets(RATE, RATE | {"region_code": YI, "value": None}), "fitness_pass_rate")
    assert n_comparable(table) == 0
    assert [reason.zh for reason in table["reason"]] == ["没有其他地区给出可读的数字（未见不等于没有）。", "原文隐去了数字。"]


def test_a_target_and_a_result_stay_apart_with_the_reason():
    table = across_counties(targets(RATE, RATE | {"region_code": YI, "kind": "result"}), "fitness_pass_rate")
    assert n_comparable(table) == 0
    assert len(reasons(table)) == 1 and "to be reached" in reasons(table)[0].en


def test_within_a_group_what_must_be_minded_is_said():
    rate = {"indicator": "compulsory_retention_rate", "value": 100}
    table = across_counties(targets(rate, rate | {"region_code": YI}), "compulsory_retention_rate")
    assert list(table["flags"]) == ["basis_not_stated"] * 2
    assert all(caution.zh == "两边都未写明口径，可能不同。" for caution in table["caution"])


def test_a_figure_without_a_basis_joins_one_group_and_does_not_join_two():
    rate = {"indicator": "primary_enrollment_rate"}
    rows = [rate | {"basis": "gross"}, rate | {"basis": "net", "region_code": YI}, rate | {"region_code": BING}]
    table = across_counties(targets(*rows), "primary_enrollment_rate")
    assert set(table.loc[table["group"].notna(), "basis"]) in ({"gross", ""}, {"net", ""})
    assert n_comparable(table) == 2


def test_of_two_years_the_same_years_meet():
    rows = [RATE | {"year": year, "region_code": code} for code in (JIA, YI) for year in (2023, 2024)]
    table = across_counties(targets(*rows), "fitness_pass_rate")
    assert [set(part["year"]) for _, part in table.groupby("group")] == [{2023}, {2024}]


def test_a_figure_joins_where_the_fewest_doubts_are():
    rows = [RATE | {"year": 2023}, RATE | {"year": 2024}, RATE | {"year": 2024, "region_code": YI}]
    table = across_counties(targets(*rows), "fitness_pass_rate")
    assert list(table.loc[table["group"].notna(), "year"]) == [2024, 2024] and set(table["flags"]) == {""}


def test_a_second_figure_of_a_county_says_that_the_other_compares():
    rows = [RATE, RATE | {"value": 91, "comparator": "~"}, RATE | {"region_code": YI}]
    table = across_counties(targets(*rows), "fitness_pass_rate")
    left = table[table["group"].isna()]
    assert list(left["value"]) == [91] and "another figure of this region" in left["reason"].iloc[0].en


def test_year_and_kind_narrow_the_choice():
    table = targets(RATE, RATE | {"year": pd.NA}, RATE | {"kind": "result"}, RATE | {"year": 2023})
    assert len(across_counties(table, "fitness_pass_rate", year=2024)) == 2
    assert len(across_counties(table, "fitness_pass_rate", kind="result")) == 1
    assert across_counties(table, "dropout_rate").empty


ROWS = st.lists(st.fixed_dictionaries({
    "region_code": st.sampled_from([JIA, YI, BING, FAR]), "basis": st.sampled_from(["", "gross", "net"]),
    "kind": st.sampled_from(["target", "result"]), "year": st.sampled_from([2023, 2024, pd.NA]),
    "value": st.sampled_from([90.0, 95.0, None])}), max_size=9)


@settings(max_examples=40)
@given(ROWS)
def test_every_two_of_a_group_may_be_compared_and_every_other_row_has_a_reason(rows):
    given_ = targets(*(row | {"indicator": "primary_enrollment_rate"} for row in rows))
    table = across_counties(given_, "primary_enrollment_rate")
    assert sorted(table["target_id"]) == sorted(given_["target_id"])
    assert ((table["reason"].isna()) == table["group"].notna()).all()
    for _, part in table.groupby("group"):
        assert len(part) > 1 and part["region_code"].is_unique and part["value"].notna().all()
        one, other = np.triu_indices(len(part), k=1)
        assert not judged(part, one, other).refused().any()


def test_years_of_one_county_stand_together_and_others_are_left_alone():
    rows = [RATE | {"year": year, "kind": "result"} for year in (2024, 2022, 2023)] + [RATE | {"region_code": YI, "year": 2021}]
    table = across_years(targets(*rows), JIA, "fitness_pass_rate")
    assert list(table["year"]) == [2022, 2023, 2024] and set(table["group"]) == {1}
    assert set(table["region_code"]) == {JIA} and list(table["flags"]) == [""] * 3


def test_a_break_of_the_national_series_between_two_years_is_a_caution():
    growth = {"indicator": "education_spending_growth", "measure": "change", "kind": "result", "basis": "raw"}
    apart = across_years(targets(growth | {"year": 2015}, growth | {"year": 2018}), JIA, "education_spending_growth")
    near = across_years(targets(growth | {"year": 2018}, growth | {"year": 2019}), JIA, "education_spending_growth")
    assert set(apart["flags"]) == {"series_break"} and set(near["flags"]) == {""}


def test_a_national_series_is_cut_at_its_breaks():
    series = national_series(codebook.benchmarks(), "fin_budget_growth")
    by_year = series.drop_duplicates("year").set_index("year")
    assert by_year.loc[2011, "era"] + 1 == by_year.loc[2012, "era"] and by_year.loc[2016, "era"] + 1 == by_year.loc[2017, "era"]
    assert by_year.loc[2017, "break_zh"] and not by_year.loc[2018, "break_zh"]
    assert set(series.loc[series["year"] == 2015, "basis"]) == {"raw", "same_basis"}
    assert list(series["year"]) == sorted(series["year"])


def test_a_series_without_breaks_is_of_one_era():
    rows = codebook.benchmarks()
    assert set(national_series(rows, "pre_puhui_inst_share")["era"]) == {0}
    assert national_series(rows, "pre_puhui_cov", level="national_target")["value"].notna().all()


def test_on_the_real_table_every_row_is_in_a_group_or_has_a_reason():
    table = analysis.targets()
    for indicator in table["indicator"].unique():
        rows = across_counties(table, indicator)
        assert len(rows) == (table["indicator"] == indicator).sum()
        assert (rows["reason"].isna() == rows["group"].notna()).all()
        assert (rows.groupby("group")["region_code"].nunique() > 1).all()
    assert n_comparable(across_counties(table, "other")) == 0
