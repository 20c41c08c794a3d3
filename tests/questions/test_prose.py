"""The grammar of findings: counts with nouns, lists, spaces."""
import re

import pytest
from hypothesis import given, strategies as st

from analysis.compare.phrases import COUNTY
from analysis.compare.prose import agree, among, counted, enumerated, few, inner, items, joined, number, sentences, spaced, with_article
from analysis.compare.words import figure_text
from analysis.words import Text

NAMES = [Text(zh, en) for zh, en in zip("甲乙丙丁戊己", "ABCDEF")]


@pytest.mark.parametrize(("n", "zh", "en"), [(0, "0个县（市、区）", "no counties"), (1, "1个县（市、区）", "one county"), (2, "2个县（市、区）", "two counties"),
                                             (10, "10个县（市、区）", "ten counties"), (11, "11个县（市、区）", "11 counties")])
def test_a_count_has_its_noun(n, zh, en):
    assert counted(n, COUNTY) == Text(zh, en)
    assert counted(n, COUNTY, digits=True).en == f"{n} {en.split()[1]}" and en.split()[0] == number(n)


def test_lists_end_with_and():
    assert [joined(NAMES[:n]) for n in (1, 2, 3)] == [Text("甲", "A"), Text("甲和乙", "A and B"), Text("甲、乙和丙", "A, B and C")]
    assert enumerated(NAMES[:3]) == Text("甲、乙、丙", "A, B and C")


def test_of_many_the_first_are_named():
    assert few(NAMES[:4], COUNTY, shown=4) == Text("甲、乙、丙和丁", "A, B, C and D")
    assert few(NAMES[:5], COUNTY, shown=4) == Text("甲、乙、丙、丁等5个县（市、区）", "A, B, C, D and one other county")
    assert few(NAMES, COUNTY, shown=2).en == "A, B and four other counties"
    assert items(NAMES, lambda name: name, COUNTY, shown=1) == Text("甲；另有5个县（市、区）", "A; five more")


def test_pronouns_and_verbs_follow_the_count():
    assert [among(n, 3) for n in range(4)] == ["none of them", "one of them", "two of them", "all three"]
    assert (among(1, 1), among(2, 2), among(12, 12)) == ("it", "both", "all 12")
    assert [agree(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]


def test_names_inside_a_sentence_lose_their_capital():
    assert inner(Text("称号不同", "Different titles")).en == "different titles"
    assert with_article(Text("辍学率", "Dropout rate")).en == "the dropout rate"
    assert with_article(Text("资助学生", "Students aided")).en == "students aided"


def test_sentences_are_spaced_and_begin_with_a_capital():
    assert spaced(Text("房县2024年至少98%，比85%高13个百分点（2项）。", "one of two. ")) == Text("房县 2024 年至少 98%，比 85% 高 13 个百分点（2 项）。", "One of two.")
    assert sentences([Text("甲。", "a."), Text("", ""), Text("乙。", "b.")]) == Text("甲。乙。", "A. B.")


@given(st.text(alphabet="房县年a1%，。 -", max_size=30))
def test_spacing_twice_is_spacing_once_and_loses_no_sign(text):
    once = spaced(Text(text, text))
    assert spaced(once).zh == once.zh and re.sub(r"\s", "", once.zh) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(("value", "unit", "en"), [(1, "percentage_point", "1 percentage point"), (13, "percentage_point", "13 percentage points"), (1, "class", "1 class"),
                                                   (1, "square_metre", "1 square metre"), (1, "times", "1 times"), (1, "percent", "1%"), (0, "person", "0 persons"), (1, "mu", "1 mu")])
def test_units_agree_with_their_figure(value, unit, en):
    assert figure_text({"value": value, "unit": unit}).en == en
