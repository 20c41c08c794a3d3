"""From what a researcher types to what is meant."""
import pytest

from analysis.compare.naming import UnknownName, find_indicator, find_regions, indicator_text, region_text, short_text
from questions.rows import FAR, JIA, targets


@pytest.mark.parametrize("typed", ["compulsory_retention_rate", "九年义务教育巩固率", "九年义务", "Nine-year compulsory retention rate", " nine-YEAR "])
def test_an_indicator_by_id_or_name_or_the_part_that_only_it_has(typed):
    assert find_indicator(typed) == "compulsory_retention_rate"


@pytest.mark.parametrize("typed, offered", [("毛入园率", "preschool_one_year_enrollment_rate"), ("九年巩固率", "compulsory_retention_rate"),
                                            ("dropuot rate", "dropout_rate")])
def test_what_may_be_meant_is_offered(typed, offered):
    with pytest.raises(UnknownName) as error:
        find_indicator(typed)
    assert offered in error.value.text.zh and offered in error.value.text.en and typed in error.value.text.zh


@pytest.mark.parametrize("typed", ["", "qqqqqq"])
def test_what_means_nothing_says_where_the_names_are(typed):
    with pytest.raises(UnknownName, match="indicators.csv|可指几个指标"):
        find_indicator(typed)


@pytest.mark.parametrize("typed", [JIA, "房县", "Fang County", "fang"])
def test_a_region_by_code_or_name(typed):
    rows = targets({"region_name": "房县"}, {"region_code": FAR, "region_name": "滕州市"})
    assert find_regions([typed], rows) == [JIA]
    assert find_regions([typed, "滕州"], rows) == [JIA, FAR]


def test_a_region_that_is_not_there_names_those_that_are():
    with pytest.raises(UnknownName) as error:
        find_regions(["乐清"], targets({"region_name": "房县"}))
    assert "房县" in error.value.text.zh and "Fang County" in error.value.text.en


def test_names_in_both_languages():
    assert indicator_text("dropout_rate").zh == "辍学率"
    assert short_text("public_preschool_share").zh == "公办园在园幼儿占比"
    assert region_text(JIA).en == "Fang County" and region_text("999999", "某县").zh == "某县"
