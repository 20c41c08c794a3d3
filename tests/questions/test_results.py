"""Targets with their results, and how many have one at all."""
import pandas as pd
import pytest

from analysis.compare import ambitions, follow_up, with_results
from analysis.compare.results import reviews
from questions.rows import JIA, YI, documents, targets

RATE = {"indicator": "fitness_pass_rate", "value": 95.0}
RESULT = {"kind": "result", "document": "next"}
LATER = {"document": "next", "year": 2025, "kind": "work_report"}


def one(*rows, papers=({}, LATER)) -> pd.Series:
    """The first target with its result."""
    return with_results(targets(*rows), documents(*papers)).iloc[0]


def test_a_rate_is_attained_by_a_difference():
    row = one(RATE, RATE | RESULT | {"value": 96.1})
    assert (row["attainment"], row["attainment_unit"]) == (1.1, "percentage_point")
    assert row["reported"] and row["reviewed"] and row["reason"] is None
    assert row["statement_ids"] == "420325-plan@0 next@1"


def test_a_count_is_attained_by_a_ratio():
    count = {"indicator": "school_buses_added", "unit": "vehicle", "value": 100.0}
    row = one(count, count | RESULT | {"value": 80.0})
    assert (row["attainment"], row["attainment_unit"]) == (0.8, "times")


@pytest.mark.parametrize("other", [{"indicator": "fitness_good_rate"}, {"year": 2025}, {"region_code": YI}, {"period": "h1"},
                                   {"measure": "change"}, {"unit": "rank"}])
def test_a_result_of_something_else_is_not_its_result(other):
    row = one(RATE, RATE | RESULT | other)
    assert not row["reported"] and pd.isna(row["attainment"])


def test_the_result_of_another_title_is_not_its_result():
    title = {"indicator": "schools_designated", "unit": "institution", "scope": "星光学校", "value": 2.0}
    assert not one(title, title | RESULT | {"scope": "月光学校"})["reported"]
    assert one(title, title | RESULT)["attainment"] == 1


def test_no_result_is_not_no_attainment_and_says_what_is_known():
    reviewed, not_reviewed = one(RATE), one(RATE, papers=({},))
    assert pd.isna(reviewed["attainment"]) and "not the same as none" in reviewed["reason"].en
    assert "No later document" in not_reviewed["reason"].en


@pytest.mark.parametrize("target, result, said", [(None, 96.0, "The source hides"), (95.0, None, "its figure is masked")])
def test_a_masked_figure_is_reported_and_not_attained(target, result, said):
    row = one(RATE | {"value": target}, RATE | RESULT | {"value": result})
    assert row["reported"] and pd.isna(row["attainment"]) and said in row["reason"].en


def test_a_rate_of_completion_is_the_result_as_the_document_states_it():
    plan = {"indicator": "education_investment", "unit": "yuan", "scope": "年度计划投资", "value": 4e8}
    done = {"indicator": "investment_completion_rate", "unit": "percent", "scope": "年度计划投资", "value": 110.0}
    row = one(plan, done | RESULT)
    assert (row["attainment"], row["attainment_unit"]) == (pytest.approx(1.1), "times")
    assert "document itself" in row["caution"].en and pd.isna(row["result"])
    assert not one(plan, done | RESULT | {"scope": "校车采购"})["reported"]


def test_a_range_is_measured_from_its_lower_end_and_says_so():
    count = {"indicator": "school_buses_added", "unit": "vehicle", "value": 10.0, "value_upper": 20.0}
    row = one(count, count | RESULT | {"value": 15.0, "value_upper": float("nan")})
    assert row["attainment"] == 1.5 and "lower end" in row["caution"].en


@pytest.mark.parametrize("paper, years", [
    ({"kind": "plan"}, []), ({"kind": "work_report"}, [2023]), ({"kind": "summary_and_plan"}, [2023]), ({"kind": "summary"}, [2024]),
    ({"kind": "summary_and_plan", "review_year": 2024}, []), ({"kind": "summary_and_plan", "review_year": 2023}, [2023]),
])
def test_which_year_a_document_reviews_to_its_end(paper, years):
    assert list(reviews(documents(paper))["year"]) == years


def test_the_follow_up_rate_counts_only_targets_that_could_be_followed():
    """Two targets of a reviewed year, one with a result; one target that only the review itself tells; one of
    another county; one that nobody can find again."""
    rows = [RATE, RATE | {"indicator": "satisfaction_rate", "scope": "师德"}, RATE | RESULT,
            RATE | {"indicator": "dropout_rate", "document": "next"}, RATE | {"region_code": YI}, RATE | {"indicator": "other"}]
    table = follow_up(with_results(targets(*rows), documents({}, LATER, {"region_code": YI})))
    row = table.iloc[0]
    assert (row["n_targets"], row["n_reported"], row["n_reviewed"], row["n_followed"]) == (4, 1, 2, 1)
    assert row["follow_up_percent"] == 50 and row["reason"] is None and row["n_attainment"] == 1
    assert "420323-plan@4" in row["statement_ids"].split()


def test_without_a_review_there_is_no_follow_up_rate_and_a_reason():
    by_region = follow_up(with_results(targets(RATE, RATE | RESULT, RATE | {"region_code": YI}), documents({}, LATER, {"region_code": YI})), ["region_code"])
    assert list(by_region["region_code"]) == [JIA, YI]
    assert pd.isna(by_region.loc[1, "follow_up_percent"]) and "no follow-up rate" in by_region.loc[1, "reason"].en


def test_nothing_gives_an_empty_table_with_its_columns():
    empty = with_results(targets(RATE | RESULT), documents({}))
    assert empty.empty and "attainment" in empty
    assert len(ambitions(targets(RATE))) == 0


def test_ambition_looks_at_the_result_of_the_year_before():
    before = RATE | RESULT | {"year": 2023, "value": 90.0}
    table = ambitions(targets(RATE, before, before | {"year": 2022, "value": 80.0}))
    row = table.iloc[0]
    assert (row["target"], row["result_before"], row["ambition"], row["ambition_unit"]) == (95, 90, 5, "percentage_point")
    assert row["gap_closed_share"] == 0.5 and row["statement_ids"] == "420325-plan@0 next@1"


def test_ambition_is_not_taken_over_a_guard():
    assert ambitions(targets(RATE | {"basis": "net"}, RATE | RESULT | {"year": 2023, "basis": "gross"})).empty
