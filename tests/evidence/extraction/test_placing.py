"""The place of a figure, and back from the place to the figure. All texts are invented."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.locate import locate
from analysis.extraction.placing import Sections
from analysis.extraction.statements import extract

PLAN = """某县2024年教育工作计划
今年要办好3所学校。
一、主要目标
（一）学前教育
1.新建幼儿园3所，新增学位900个。
2.改建幼儿园3所，扩建幼儿园13所，再建3所。
（二）义务教育
1.一是撤并教学点3所；二是改造学校3所；三是新建小学2所。
2.义务教育巩固率达到98.5%，比上年提高1.5个百分点。
二、主要措施
招聘教师30人，培训教师130人，再培训30人。
①发放助学金5万元。②发放奖学金5万元。
"""


def rows(text: str):
    return extract(text, year=2024, kind="plan", furniture=()).query("not implicit")


def place(text: str, span: str, number: int = 0) -> str:
    found = rows(text)
    return found[found["span"] == span]["place"].iloc[number]


@pytest.mark.parametrize(("span", "number", "expected"), [
    ("3所", 0, "第1处"),  # before the first heading
    ("3所", 1, "一（一）1, 第1处"),
    ("900个", 0, "一（一）1, 第1处"),
    ("3所", 3, "一（一）2, 第2处"),  # 13所 between is not a 3所
    ("3所", 4, "一（二）1一是, 第1处"),
    ("3所", 5, "一（二）1二是, 第1处"),
    ("30人", 1, "二, 第2处"),  # nor is 130人 a 30人
    ("5万元", 1, "二②, 第1处"),
    ("1.5个百分点", 0, "一（二）2, 第1处"),
])
def test_places_of_a_plan(span, number, expected):
    assert place(PLAN, span, number) == expected


def test_a_text_without_headings_counts_only():
    assert rows("新建学校3所。改建学校3所。")["place"].tolist() == ["第1处", "第2处"]


@pytest.mark.parametrize("text", [
    "一、新建学校3所。",  # one heading alone is no list
    "第一、二中学新建校舍3处，改建3处。",
    "2.0版学校3所。",
])
def test_what_looks_like_headings_and_is_none(text):
    assert {place.split("第")[0] for place in rows(text)["place"]} == {""}


def found_again(text: str) -> list[tuple]:
    """The rows whose place does not lead back to them."""
    return [(row.span, row.place) for row in rows(text).itertuples()
            if (spot := locate(text, row.span, row.place)) is None or spot.start != row.char_start]


def test_a_place_leads_back():
    assert len(rows(PLAN)) > 15
    assert found_again(PLAN) == []


SENTENCES = st.sampled_from([
    "新建幼儿园3所，新增学位900个。", "改建学校13所、幼儿园3所；", "招聘教师30人。", "一是培训教师130人；", "二是培训教师30人；", "三是办好3所学校；",
    "巩固率达到98.5%，比上年提高1.5个百分点。", "（1）发放助学金5万元。", "（2）发放奖学金5万元。", "新增学位xx个。", "①撤并学校3所。", "②再撤并学校3所。"])
HEADINGS = st.sampled_from(["\n一、目标\n", "\n二、措施\n", "\n三、保障\n", "\n十、其他\n", "\n（一）学前\n", "\n（二）小学\n", "\n(三)中学\n", "\n1.", "\n2.", "\n3．", "\n12.", ""])


@given(st.lists(st.tuples(HEADINGS, SENTENCES), min_size=1, max_size=25))
def test_every_place_leads_back_however_a_plan_is_numbered(parts):
    assert found_again("".join(heading + sentence for heading, sentence in parts)) == []


def test_sections_are_counted_from_one_without_a_gap():
    text = "一、甲3所。三、乙3所。二、丙3所。"  # 三 before 二 is a mention
    assert Sections(text).places([(text.index("甲") + 1, "3所"), (text.index("乙") + 1, "3所"), (text.index("丙") + 1, "3所")]) == [
        "一, 第1处", "一, 第2处", "二, 第1处"]
