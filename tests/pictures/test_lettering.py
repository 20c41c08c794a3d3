"""Lines are no wider than their room, nothing of a text is lost, and no line begins with a closing mark."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts import lettering, style

TEXTS = st.text(alphabet="学校幼儿园毛入率（，。）“” ab-12%≥", max_size=60)


def test_chinese_is_one_em_a_character():
    assert lettering.width("学校", 10) == pytest.approx(20, rel=0.06)
    assert lettering.width("学校", 20) == pytest.approx(2 * lettering.width("学校", 10))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(30, 200))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text, room):
    wrapped = lettering.wrap(text, room, 10)
    assert wrapped.replace("\n", "").replace(" ", "") == text.replace(" ", "")
    assert lettering.widest([wrapped], 10) <= room + 1e-6


@pytest.mark.parametrize(("text", "room", "expected"), [
    ("学前三年毛入园率", 45, "学前三年\n毛入园率"),
    ("Gross enrolment rate", 60, "Gross\nenrolment\nrate"),
    ("入学率（毛）。", 55, "入学率\n（毛）。"),
    ("滕州市 2024，省级示范学校", 75, "滕州市 2024，\n省级示范学校"),
    ("短", 100, "短"), ("", 10, ""), ("一行\n两行", 100, "一行\n两行")])
def test_lines_are_broken_where_a_reader_would(text, room, expected):
    assert lettering.wrap(text, room, 10) == expected


def test_a_blank_that_must_not_be_broken_is_not():
    assert lettering.wrap("一二三 ①\N{NO-BREAK SPACE}启动", 45, 10) == "一二三\n①\N{NO-BREAK SPACE}启动"


def test_a_word_longer_than_the_room_is_broken_inside():
    assert lettering.lines(lettering.wrap("internationalisation", 40, 10)) > 1


def test_measuring_finds_missing_glyphs_for_the_screen_too():
    with pytest.raises(style.MissingGlyph):
        lettering.width("\U0001f9ff", 12)


def test_the_widest_of_nothing_is_nothing():
    assert lettering.widest([], 12) == 0
