"""The geometry of lanes: nothing overlaps, axes hold all marks, hidden numbers stand outside the value axis."""
import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import lanes, lettering
from analysis.charts.chart import Words
from analysis.words import Text


def spec(frame) -> lanes.Lanes:
    ticks, limits = lanes.scale(frame["value"].dropna(), "percent", "zh")
    return lanes.Lanes(Words("", "", "", "zh"), lanes.marks(frame, ("region_code", "year"), "zh"), "%", ticks, limits)


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=8), st.booleans())
def test_an_axis_holds_all_its_values_and_few_ticks(values, from_zero):
    ticks, (low, high) = lanes.scale(values, "yuan", "en", from_zero)
    assert low <= min(values) and high > max(values)
    assert 2 <= len(ticks) <= 7 and all(low <= at <= high for at, _ in ticks)
    assert not from_zero or low <= 0 <= high


def test_an_axis_of_rates_ends_at_a_hundred():
    ticks, (_, high) = lanes.scale([85, 100], "percent", "zh")
    assert ticks[-1] == (100.0, "100") and high > 100
    assert lanes.scale([85, 103], "percent", "zh")[0][-1][0] > 100  # gross rates may exceed it


def test_ticks_of_counts_are_whole():
    assert all(at == int(at) for at, _ in lanes.scale([1, 2], "institution", "zh", from_zero=True)[0])


def test_ticks_are_written_in_the_magnitude_that_the_axis_names():
    assert [text for _, text in lanes.scale([0, 348240000], "yuan", "zh", from_zero=True)[0]][-1] == "4"


def test_hidden_numbers_stand_left_of_every_value(rates):
    drawn = spec(rates)
    start, middle, end = drawn.strip()
    shown = [x for x, hidden in zip(drawn.x(), drawn.marks["hidden"]) if not hidden]
    assert start < middle < end < drawn.limits[0] < min(shown)
    assert [x for x, hidden in zip(drawn.x(), drawn.marks["hidden"]) if hidden] == [middle] * 2
    assert spec(rates[rates["value"].notna()]).strip() is None


def test_rows_of_one_label_stand_together_in_the_order_of_the_frame(rates):
    mixed = pd.concat([rates.iloc[[2]], rates.iloc[[0]], rates.iloc[[3]]])
    assert list(lanes.marks(mixed, ("region_code", "year"), "zh")["label"]) == ["仙居县 2021", "仙居县 2021", "滕州市 2024"]


def test_no_two_lanes_overlap_however_many_lines_their_texts_have(rates):
    drawn = spec(rates)
    names = [lettering.wrap(name, 20, 10) for name in lanes.groups(drawn)]
    texts = ["a\nb\nc" if number % 2 else "a" for number in range(len(drawn.marks))]
    places = lanes.places(drawn, names, texts, 10)
    heights = [lettering.lines(text) * 13 for text in texts]
    gaps = [b - a for a, b in zip(places.y, places.y[1:])]
    assert all(gap >= (a + b) / 2 for gap, a, b in zip(gaps, heights, heights[1:]))
    assert all(above < centre < below for above, centre, below in zip([0, *places.rules], places.centres, [*places.rules, places.total]))


def test_comparators_and_ranges_are_drawn_to_their_side(rates):
    drawn = spec(rates)
    found = lanes.bounds(drawn, list(range(len(rates)))).set_index("sign")
    assert found.loc["up", "x"] == 98 < found.loc["up", "x2"]
    assert found.loc["down", "x"] < 90 == found.loc["down", "x2"]
    assert tuple(found.loc["range", ["x", "x2"]]) == (92, 95)
    assert found.loc["about", "x"] < 91.3 < found.loc["about", "x2"]
    assert len(found) == 4


def test_an_unseen_threshold_says_so(thresholds):
    made = lanes.lines(thresholds, "en")
    assert list(made["value"]) == [80.0, 85.0]
    assert made["name"][0] == "former target 80% (source not seen)" and made["unseen"].tolist() == [True, False]
    assert lanes.lines(None, "zh").empty


def test_signs_of_lines_that_would_touch_take_turns(rates):
    close = pd.DataFrame({"name": list("abcd"), "value": [85.0, 85.0, 85.1, 97.0], "unseen": False})
    assert lanes.levels(dataclasses.replace(spec(rates), lines=close)) == [0, 1, 2, 0]


def test_unlike_units_have_no_common_axis(rates):
    with pytest.raises(ValueError, match="单位不同"):
        lanes.one_unit(rates.assign(unit=["percent", "person"] * 4))


def test_the_axis_names_indicator_and_unit(rates):
    assert lanes.axis_title(rates, "percent", [98], "zh") == "学前三年毛入园率（%）"
    assert lanes.axis_title(rates.assign(indicator=["a", "b"] * 4), "percent", [98], "en") == "%"


def test_plain_marks_come_first_in_the_legend(rates):
    keys = [key for key, _ in lanes.looks(spec(rates))]
    assert keys[:3] == [("target", False, ""), ("result", False, ""), ("reference", False, "")]
    assert [hidden for *_, hidden in keys][-2:] == ["隐去", "隐去"]
    assert lanes.mark_name("target", True, "", "en") == "target (unreviewed)"
    assert lanes.mark_name("result", False, "隐去", "zh") == "结果（隐去）"


def test_words_are_a_text_or_a_string():
    assert lanes.labels.say(Text("一", "one"), "en") == "one" and lanes.labels.say("一", "en") == "一" and lanes.labels.say(None, "en") == ""
