"""Every guard: a pair that it must stop, and a near pair that it must let pass."""
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import codebook
from analysis.compare.facts import facts
from analysis.compare.guards import COMPARISONS, explained, guarded, judged, named, sentences, verdicts
from questions.rows import BING, FAR, JIA, YI, benchmark, figure


def other_indicator(*names):
    """Two indicators that do not compare; near: the first of them on both sides."""
    left, right = ({"indicator": name} for name in names)
    return left, right, left


def other_value(field, one, other, **both):
    """Two values of a field that do not compare; near: the first of them on both sides."""
    return {**both, field: one}, {**both, field: other}, {**both, field: one}


TITLE = {"indicator": "schools_designated", "unit": "institution", "scope": "星光学校", "award_level": "national"}
BUILT = {"indicator": "schools_built", "unit": "institution"}
MONEY = {"indicator": "education_spending", "unit": "yuan"}
PRESCHOOL = {"indicator": "preschool_gross_enrollment_rate", "basis": "gross"}
THRESHOLD = benchmark()


def near(level):
    return benchmark(level=level)


# guard: left, right, and the right of a near pair (a fourth: its left, where that differs too)
CASES = {
    "preschool_years": other_indicator("preschool_gross_enrollment_rate", "preschool_one_year_enrollment_rate"),
    "children_or_kindergartens": other_indicator("inclusive_preschool_coverage_rate", "inclusive_kindergarten_share"),
    "public_or_inclusive": other_indicator("public_preschool_share", "inclusive_preschool_coverage_rate"),
    "kindergartens_or_schools": other_indicator("kindergartens_built", "schools_built"),
    "kindergarten_built_or_titled": other_indicator("kindergartens_built", "kindergartens_designated"),
    "places_preschool_or_school": other_indicator("preschool_places_added", "school_places_added"),
    "enrolment_stage": other_indicator("primary_enrollment_rate", "junior_enrollment_rate"),
    "enrolment_or_retention": other_indicator("compulsory_enrollment_rate", "compulsory_retention_rate"),
    "retention_years": other_indicator("compulsory_retention_rate", "junior_retention_rate"),
    "retention_or_dropout": other_indicator("compulsory_retention_rate", "dropout_rate"),
    "retention_or_completion": other_indicator("compulsory_retention_rate", "senior_secondary_completion_rate"),
    "enrolment_or_completion": other_indicator("senior_secondary_gross_enrollment_rate", "senior_secondary_completion_rate"),
    "enrolment_or_progression": other_indicator("senior_secondary_gross_enrollment_rate", "junior_progression_rate"),
    "pass_or_good": other_indicator("fitness_pass_rate", "fitness_good_rate"),
    "built_renovated_titled": other_indicator("schools_built", "schools_renovated"),
    "spending_or_investment": other_indicator("education_spending", "education_investment"),
    "budget_share_or_gdp_share": other_indicator("education_spending_share", "education_gdp_share"),
    "other_indicator": ({"indicator": "other"}, {"indicator": "other"}, {}, {}),
    "indicators_differ": other_indicator("fitness_pass_rate", "dropout_rate"),
    "percent_or_points": other_value("unit", "percent", "percentage_point"),
    "units_differ": other_value("unit", "institution", "item", indicator="rooms_equipped", scope="食堂"),
    "ranks": ({"unit": "rank"}, {"unit": "rank"}, {"unit": "rank", "region_code": JIA}),
    "level_or_change": other_value("measure", "level", "change"),
    "gross_or_net": other_value("basis", "gross", "net", indicator="primary_enrollment_rate"),
    "basis_children_or_kindergartens": other_value("basis", "children", "kindergartens", indicator="inclusive_preschool_coverage_rate"),
    "basis_cohort": other_value("basis", "cohort_9y", "cohort_3y", indicator="compulsory_retention_rate"),
    "growth_basis": other_value("basis", "raw", "same_basis", indicator="education_spending_growth", measure="change"),
    "basis_differs": other_value("basis", "gross", "other", indicator="primary_enrollment_rate"),
    "basis_stated_once": other_value("basis", "gross", "", indicator="junior_enrollment_rate"),
    "basis_not_stated": ({"indicator": "junior_enrollment_rate"}, {"indicator": "junior_enrollment_rate"}, {}, {}),
    "joint_count": other_value("scope", "小学、幼儿园", "小学", **BUILT),
    "stock_or_flow": other_value("flow", "stock", "flow", **BUILT),
    "flow_stated_once": other_value("flow", "flow", "", **BUILT),
    "stage_differs": other_value("stage", "started", "opened", **BUILT),
    "stage_stated_once": other_value("stage", "opened", "", **BUILT),
    "half_or_full_year": other_value("period", "h1", "", **BUILT),
    "halves_differ": other_value("period", "h1", "h2", **BUILT),
    "several_years": other_value("period", "five_years", "year", **BUILT),
    "school_or_calendar_year": other_value("period", "school_year", "year"),
    "per_differs": other_value("per", "student", "town", **MONEY),
    "per_stated_once": other_value("per", "student", "", **MONEY),
    "part_or_whole": other_value("part_of", "a@1", "", **BUILT),
    "target_or_result": other_value("kind", "target", "result"),
    "reference_figure": other_value("kind", "reference", "target"),
    "years_differ": other_value("year", 2023, 2024),
    "year_not_stated": other_value("year", 2024, pd.NA),
    "size_counts": (BUILT, BUILT, BUILT | {"region_code": JIA}),
    "size_amounts": (MONEY, MONEY, MONEY | {"region_code": JIA}),
    "bound_or_value": other_value("comparator", "=", ">="),
    "provincial_grades": ({"indicator": "standardised_school_rate"}, {"indicator": "standardised_school_rate", "region_code": FAR},
                          {"indicator": "standardised_school_rate", "region_code": YI}),
    "award_level_differs": other_value("award_level", "national", "county", **TITLE),
    "award_level_stated_once": other_value("award_level", "national", "", **TITLE),
    "provincial_titles": (TITLE | {"award_level": "provincial"}, TITLE | {"award_level": "provincial", "region_code": FAR},
                          TITLE | {"award_level": "provincial", "region_code": YI}),
    "prefecture_titles": (TITLE | {"award_level": "prefecture"}, TITLE | {"award_level": "prefecture", "region_code": FAR},
                          TITLE | {"award_level": "prefecture", "region_code": YI}),
    "county_titles": (TITLE | {"award_level": "county"}, TITLE | {"award_level": "county", "region_code": YI},
                      TITLE | {"award_level": "county", "region_code": JIA}),
    "titles_differ": other_value("scope", "星光学校", "月光学校", **{k: v for k, v in TITLE.items() if k != "scope"}),
    "things_differ": other_value("scope", "园长", "专任教师", indicator="teacher_qualification_share"),
    "title_not_stated": other_value("scope", "星光学校", "", **{k: v for k, v in TITLE.items() if k != "scope"}),
    "scopes_differ": other_value("scope", "城区", "山区"),
    "scope_stated_once": ({"scope": "山区"}, {"scope": ""}, {"scope": ""}, {"scope": "学生体质健康"}),  # as the indicator is called
    "school_threshold": (PRESCHOOL, near("school_threshold"), THRESHOLD),
    "threshold_or_national_target": (THRESHOLD, near("national_target"), THRESHOLD),
    "threshold_of_another_province": (PRESCHOOL, near("provincial_threshold") | {"region_code": "410000"},
                                      near("provincial_threshold") | {"region_code": "420000"}),
    "threshold_superseded": (PRESCHOOL, near("county_threshold_superseded"), THRESHOLD),
    "national_ratio": (PRESCHOOL, THRESHOLD | {"series": "fin_gdp4"}, THRESHOLD),
    "state_or_budget_funds": ({"series": "fin_state_growth"}, {"series": "fin_budget_growth"}, {"series": "fin_state_growth"}),
    "state_funds_and_county": ({}, {"series": "fin_state_growth"}, {"series": "fin_budget_growth"}),
    "national_total": (MONEY, MONEY | {"series": "fin_budget_level"}, MONEY),
    "source_unseen": (PRESCHOOL, benchmark(number_seen=False), THRESHOLD),
    "series_break": ({"series": "fin_budget_growth", "year": 2011}, {"series": "fin_budget_growth", "year": 2013},
                     {"series": "fin_budget_growth", "year": 2010}),
    "unreviewed": other_value("status", "confirmed", "unreviewed"),
    "conflict": other_value("status", "confirmed", "conflict"),
}


def sides(guard: str, pair: str) -> tuple[dict, dict]:
    left, right, near_right, *near_left = CASES[guard]
    if pair == "near":
        left, right = (near_left or [left])[0], near_right
    return figure() | left, figure(region_code=BING) | right


def said_of(left, right, comparison="counties") -> dict[str, str]:
    return {verdict.guard: verdict.severity for verdict in verdicts(left, right, comparison)}


def test_every_guard_of_the_table_has_its_pair():
    assert list(CASES) != [] and set(CASES) == set(codebook.incomparable()["guard"])


@pytest.mark.parametrize("guard", CASES)
def test_the_pair_is_stopped_with_a_reason_in_both_languages(guard):
    severity = codebook.incomparable().set_index("guard").loc[guard, "severity"]
    left, right = sides(guard, "pair")
    (verdict,) = [one for one in verdicts(left, right) if one.guard == guard]
    assert verdict.severity == severity
    assert verdict.reason.zh.endswith("。") and verdict.reason.en.endswith(".")


@pytest.mark.parametrize("guard", CASES)
def test_the_near_pair_passes(guard):
    said = said_of(*sides(guard, "near"))
    assert guard not in said
    if guard not in ("other_indicator", "basis_not_stated"):
        assert "refuse" not in said.values(), said


def test_neither_a_basis_nor_its_absence_is_assumed():
    rate = {"indicator": "compulsory_retention_rate"}
    assert said_of(figure(**rate), figure(**rate, region_code=YI)) == {"basis_not_stated": "flag"}
    assert said_of(figure(**rate, basis="cohort_9y"), figure(**rate, region_code=YI)) == {"basis_stated_once": "flag"}


@pytest.mark.parametrize("guard", codebook.incomparable().query("allowed_in != ''")["guard"])
def test_what_a_comparison_is_for_is_not_held_against_it(guard):
    allowed = codebook.incomparable().set_index("guard").loc[guard, "allowed_in"].split("|")
    for comparison in COMPARISONS:
        assert (guard in said_of(*sides(guard, "pair"), comparison)) == (comparison not in allowed)


def test_the_most_specific_guard_of_a_field_speaks_alone():
    said = said_of(figure(indicator="fitness_pass_rate"), figure(indicator="fitness_good_rate"))
    assert "pass_or_good" in said and "indicators_differ" not in said


def test_an_award_with_the_word_for_campus_is_no_joint_count():
    """书香校园 holds 园 and 校 and is still about schools alone."""
    titles = [TITLE | {"scope": "书香校园"}, TITLE | {"scope": "星光学校", "region_code": YI}]
    assert "joint_count" not in said_of(*map(lambda row: figure(**row), titles))


def test_an_unknown_comparison_is_an_error():
    with pytest.raises(ValueError, match="counties"):
        verdicts(figure(), figure(), "planets")


FIGURES = st.fixed_dictionaries({
    "indicator": st.sampled_from(["schools_designated", "junior_enrollment_rate", "other", "education_spending"]),
    "region_code": st.sampled_from([JIA, YI, FAR]), "unit": st.sampled_from(["percent", "institution", "rank"]),
    "kind": st.sampled_from(["target", "result", "reference"]), "year": st.sampled_from([2011, 2024, pd.NA]),
    "period": st.sampled_from(["", "h1", "year"]), "basis": st.sampled_from(["", "gross", "net"]),
    "scope": st.sampled_from(["", "小学", "小学、幼儿园"]), "award_level": st.sampled_from(["", "county", "provincial"]),
    "comparator": st.sampled_from(["=", ">="]), "flow": st.sampled_from(["", "stock", "flow"]), "status": st.sampled_from(["confirmed", "unreviewed"])})


@settings(max_examples=40)
@given(FIGURES, FIGURES, st.sampled_from(COMPARISONS))
def test_it_does_not_matter_which_side_is_which(one, other, comparison):
    left, right = figure(**one), figure(**other)
    assert verdicts(left, right, comparison) == verdicts(right, left, comparison)


@given(FIGURES.filter(lambda row: row["indicator"] != "other"))
def test_a_figure_is_never_refused_beside_itself(row):
    """Only what is not stated or not reviewed may be flagged."""
    assert "refuse" not in said_of(figure(**row), figure(**row)).values()


@settings(max_examples=15)
@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=4))
def test_many_pairs_are_judged_as_one_by_one(pairs):
    left, right = (pd.DataFrame([figure(**pair[side]) for pair in pairs]) for side in (0, 1))
    table = guarded(left.add_suffix("_left").join(right.add_suffix("_right")))
    for n, (one, other) in enumerate(pairs):
        said = verdicts(figure(**one), figure(**other))
        assert table.loc[n, "refused"] == any(verdict.severity == "refuse" for verdict in said)
        assert f"{table.loc[n, 'refusals']} {table.loc[n, 'flags']}".split() == [verdict.guard for verdict in said]
        assert table.loc[n, "why"] == sentences(said)


def test_no_pairs_give_an_empty_table_with_all_columns():
    rows = pd.DataFrame([figure()])
    table = guarded(rows.add_suffix("_left").join(rows.add_suffix("_right")).iloc[:0])
    assert len(table) == 0 and {"refused", "refusals", "flags", "why"} <= set(table)


def test_the_main_reason_is_the_most_frequent():
    rows = pd.DataFrame([figure(), figure(region_code=YI, kind="result"), figure(region_code=FAR, kind="result"), figure(region_code=BING, unit="rank")])
    found = judged(rows, np.array([0, 0, 0]), np.array([1, 2, 3]))
    assert [(verdict.guard, n) for verdict, n in found.main_refusals(np.arange(3))] == [("target_or_result", 2), ("units_differ", 1)]


def test_guards_are_explained_and_named_by_their_ids():
    assert explained("years_differ bound_or_value").zh == "两边的年份不同。一边是下限、上限或约数，另一边不是，差距只是大概。"
    assert explained("") is None
    assert [title.en for title in named("years_differ")] == ["Different years"]


def test_what_a_guard_looks_at():
    rows = pd.DataFrame([figure(region_code="000000"), figure(region_code="420000"), figure(scope=" 学生体质健康", year=2024.0, series="fin_budget_growth")])
    looked = facts(rows, ["province", "prefecture", "scope", "era", "year", "comparability", "number_seen"])
    assert list(looked["province"]) == ["", "42", "42"]
    assert list(looked["prefecture"]) == ["", "", "4203"]
    assert looked.loc[2].to_dict() == {"province": "42", "prefecture": "4203", "scope": "", "era": "2", "year": "2024",
                                       "comparability": "rate", "number_seen": ""}
