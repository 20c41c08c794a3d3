"""What headings of a researcher's table are taken for."""
import pandas as pd
import pytest

from analysis.coding.mapping import COLUMNS, check_mapping, propose_mapping, unit_and_scale
from analysis.coding.vocabulary import Vocabulary
from evidence.coding.support import INDICATORS

SYNONYMS = pd.DataFrame({"indicator": ["school_places_added", "inclusive_preschool_coverage_rate", "education_spending"], "unit": ["place", "percent", "yuan"],
                         "thing": ["新增…学位|学位", "普惠…覆盖率|普惠率", "教育…支出|教育经费"], "excludes": ["托位", "", ""]})


def proposed(heading: str) -> dict:
    return propose_mapping([heading], INDICATORS, SYNONYMS).iloc[0].to_dict()


@pytest.mark.parametrize(("heading", "role"), [("区县", "region"), ("县（市、区）", "region"), ("county", "region"), ("年份", "year"), ("Year ", "year"),
                                               ("指标", "indicator"), ("单位", "unit"), ("数值", "value"), ("备注", "note"), ("行政区划代码", "region_code"),
                                               ("序号", "ignore"), ("联系电话", "ignore"), ("2021年", "value"), ("2021", "value")])
def test_roles(heading, role):
    assert proposed(heading)["role"] == role


@pytest.mark.parametrize(("heading", "indicator", "unit", "scale", "year", "kind"), [
    ("学前三年毛入园率", "preschool_gross_enrollment_rate", "percent", 1, "", "result"),
    ("普惠性幼儿园覆盖率（%）", "inclusive_preschool_coverage_rate", "percent", 1, "", "result"),
    ("2023年普惠率目标(%)", "inclusive_preschool_coverage_rate", "percent", 1, "2023", "target"),
    ("教育支出（亿元）", "education_spending", "yuan", 1e8, "", "result"),
    ("新增学位(万个)", "school_places_added", "place", 1e4, "", "result"),
    ("Gross preschool enrolment rate", "preschool_gross_enrollment_rate", "percent", 1, "", "result"),
    ("dropout_rate 2022", "dropout_rate", "percent", 1, "2022", "result"),
])
def test_headings_that_name_an_indicator(heading, indicator, unit, scale, year, kind):
    row = proposed(heading)
    assert (row["role"], row["indicator"], row["unit"], row["scale"], row["year"], row["kind"]) == ("value", indicator, unit, scale, year, kind)
    assert 0.6 <= row["sure"] <= 1


def test_a_synonym_that_is_excluded_does_not_count():
    assert proposed("新增学位和托位总面积")["indicator"] == ""


def test_the_table_has_a_row_a_heading():
    frame = propose_mapping(["县", "年份", "普惠率"], INDICATORS, SYNONYMS)
    assert tuple(frame.columns) == COLUMNS and frame["heading"].tolist() == ["县", "年份", "普惠率"]


@pytest.mark.parametrize(("written", "unit"), [("%", ("percent", 1)), ("‰", ("percent", 0.1)), ("万元", ("yuan", 1e4)), ("亿元", ("yuan", 1e8)),
                                               ("万人", ("person", 1e4)), ("所", ("institution", 1)), ("万个", ("", 1e4)), ("百元", ("yuan", 100)), ("好", None)])
def test_units(written, unit):
    assert unit_and_scale(written, Vocabulary(INDICATORS)) == unit


def test_a_mapping_that_cannot_be_used_says_why():
    good = propose_mapping(["县", "普惠率"], INDICATORS, SYNONYMS)
    assert check_mapping(good) == []
    assert "county" in check_mapping(good.assign(role=["county", "value"]))[0]
    assert "no column" in check_mapping(good.assign(role="region"))[0]
    assert "unit" in check_mapping(good.assign(unit=["", "万元"]))[0]
    assert "heading" in check_mapping(good.drop(columns="heading"))[0]


def test_the_project_s_own_synonyms_are_used():
    frame = propose_mapping(["义务教育巩固率", "教育支出（亿元）"])
    assert frame["indicator"].tolist() == ["compulsory_retention_rate", "education_spending"]
