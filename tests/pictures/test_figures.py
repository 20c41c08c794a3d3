"""A figure is written as a researcher writes it, exactly, in either language."""
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import schema
from analysis.charts import figures


def row(value, unit="percent", comparator="=", **more):
    return {"value": value, "unit": unit, "comparator": comparator, "measure": "level", **more}


@pytest.mark.parametrize(("given_row", "zh", "en"), [
    (row(98, comparator=">="), "≥98%", "≥98%"),
    (row(20000, "person", "~"), "约2万人", "about 20,000 persons"),
    (row(348240000, "yuan"), "3.4824亿元", "348.24 million yuan"),
    (row(348241234, "yuan"), "348241234元", "348,241,234 yuan"),
    (row(1, "institution"), "1所", "1 institution"),
    (row(1, "class"), "1班", "1 class"),
    (row(1, "item", value_upper=2), "1–2项", "1–2 items"),
    (row(6.98, measure="change"), "+6.98%", "+6.98%"),
    (row(-1.3, "percentage_point", measure="change"), "−1.3个百分点", "−1.3 percentage points"),
    (row(3.8, "times", measure="change"), "3.8倍", "3.8 times"),
    (row(3, "rank", "<="), "前3名", "top 3"),
    (row(1, "rank"), "第1名", "rank 1"),
    (row(10, "ratio"), "1:10", "1:10"),
    (row(1, "hour", per="day", comparator=">="), "≥1小时/天", "≥1 hour/day"),
    (row(0, "item"), "0项", "0 items"),
    (row(10000, "person", value_upper=25000), "1–2.5万人", "10,000–25,000 persons")])
def test_figures_read_as_written_by_a_researcher(given_row, zh, en):
    assert (figures.figure(given_row, "zh"), figures.figure(given_row, "en")) == (zh, en)
    assert figures.figure(pd.Series(given_row), "en") == en


@pytest.mark.parametrize(("given_row", "zh", "en"), [
    (row(None, missing_reason="masked"), "隐去", "masked"),
    (row(float("nan"), missing_reason="conflict"), "数值不一致", "unlike values"),
    (row(None, redacted=True), "隐去", "masked"),
    (row(pd.NA), "未写明", "not stated")])
def test_a_blank_number_says_why(given_row, zh, en):
    assert (figures.figure(given_row, "zh"), figures.figure(given_row, "en")) == (zh, en)


def test_every_unit_and_comparator_of_the_schema_can_be_written():
    for unit in schema.CODES["unit"]:
        for comparator in schema.CODES["comparator"]:
            for lang in ("zh", "en"):
                text = figures.figure(row(5, unit, comparator), lang)
                assert "5" in text and text.strip() == text
    assert set(figures.SIGNS) == set(schema.CODES["comparator"])


@given(st.integers(-10**12, 10**12), st.sampled_from(["zh", "en"]))
def test_a_number_loses_no_digit(value, lang):
    scale, name = figures.magnitude([value], lang)
    written = figures.plain(value, lang, scale).replace(",", "").replace("−", "-")
    assert figures.Decimal(written) * scale == value
    assert (name == "") == (scale == 1)


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, "", "  ", pd.NaT])
def test_blanks(value):
    assert figures.blank(value)
    assert figures.field({"a": value}, "a", "else") == "else"


@pytest.mark.parametrize("value", [0, 0.0, False, "0", schema.CODES["kind"]["target"]])
def test_what_is_no_blank(value):
    assert not figures.blank(value)


def test_an_axis_names_the_magnitude_that_its_numbers_are_divided_by():
    assert figures.axis_scale([348240000], "yuan", "zh") == (figures.Decimal(10**8), "亿元")
    assert figures.axis_scale([348240000], "yuan", "en") == (figures.Decimal(10**6), "million yuan")
    assert figures.axis_scale([50], "percent", "en") == (1, "%")


def test_an_implied_number_says_so_and_a_masked_one_stays_masked():
    assert figures.figure(row(0, "percent", implicit=True), "zh") == "0%（隐含）"
    assert figures.figure(row(100, "percent", implicit="True"), "en") == "100% (implied)"
    assert figures.figure(row(100, "percent", implicit=False), "en") == "100%"
    assert figures.figure(row(None, "percent", implicit=True, redacted=True), "en") == "masked"
