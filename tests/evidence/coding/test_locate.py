"""Figures found from section and occurrence, found again, and shown in their sentence. All texts are invented."""
import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.locate import (fingerprint, find_again, in_chinese, locate, numeral, occurrences, section, sentence,
                                    sentences)

PLAN = """一、去年回顾
入园率达到97%。新建学校3所，改造3所。
二、今年目标
(一)学前教育
1 .入园率98%以上。2 .新增学位200个。
(二)义务教育
1.巩固率98%以上；2.新建16所学校，其中初中6所。
三、保障措施。一是投入３0万元。二是招聘1
2、2人，培训98人。
"""


def found(span, place, **more):
    location = locate(PLAN, span, place, **more)
    return location and (PLAN[:location.start].count("\n"), PLAN[location.start:location.end], location.certain)


@pytest.mark.parametrize(("span", "place", "line", "written"), [
    ("98%以上", "二（一）1，第1处", 4, "98%以上"), ("98%以上", "二（二）1", 6, "98%以上"), ("3所", "一，第2处", 1, "3所"),
    ("6所", "二（二）2，第1处", 6, "6所"), ("30万元", "三一是", 7, "３0万元"), ("12人", "三二是，第1处", 7, "1\n2、2人"),
    ("98人", "三（没有）", 8, "98人"),
])
def test_section_and_occurrence_decide(span, place, line, written):
    assert found(span, place) == (line, written, True)


def test_the_second_of_two_is_not_the_first():
    first, second = (locate(PLAN, "3所", f"一，第{n}处") for n in (1, 2))
    assert first.start < second.start and PLAN[first.start - 2:first.start] == "学校"


def test_what_the_place_leaves_open_is_not_certain():
    assert not locate(PLAN, "98%以上", "").certain and not locate(PLAN, "3所", "一").certain


def test_a_hint_decides_where_the_place_does_not():
    second = occurrences(PLAN, "98%以上")[1]
    assert locate(PLAN, "98%以上", "", hint=second[0]) == (*second, True)
    assert locate(PLAN, "98%以上", "", hint=second[0] + 4)[:2] == second


def test_what_is_not_there_is_not_found():
    assert locate(PLAN, "99%", "一，第1处") is None and locate(PLAN, "", "一") is None


def test_a_figure_is_found_only_whole():
    assert [PLAN[start - 2:end] for start, end in occurrences(PLAN, "6所")] == ["初中6所"]
    assert occurrences("建成xx个，x个", "x个") == [(6, 8)]


def test_page_markers_width_and_blanks_do_not_hide_a_figure():
    assert occurrences("率90.\n6、32%，", "90.32%") == [(1, 10)]
    assert occurrences("率９０ .5 %", "90.5%") == [(1, 8)]


def test_a_clean_figure_is_counted_before_a_damaged_one():
    text = "建1\n3、6所，又建16所"
    assert occurrences(text, "16所") == [(text.rindex("16所"), len(text))]


@pytest.mark.parametrize(("place", "text"), [("二（一）", "学前教育"), ("二（二）2", "新建16所学校，其中初中6所"), ("三二是", "招聘")])
def test_sections(place, text):
    start, end = section(PLAN, place)
    assert text in PLAN[start:end] and "去年" not in PLAN[start:end]


def test_a_section_that_is_not_there():
    assert section(PLAN, "四") is None and section(PLAN, "二（五）") is None and section(PLAN, "") == (0, len(PLAN))


@given(st.integers(1, 99))
def test_numerals_are_read_back(number):
    assert numeral(in_chinese(number)) == number == numeral(str(number))


@given(st.text(max_size=80), st.text(min_size=1, max_size=10), st.text(max_size=12))
def test_any_text_any_place(text, span, place):
    location = locate(text, span, place)
    assert location is None or 0 <= location.start < location.end <= len(text)


# --- again, after a change

def anchored(changed, span="98%以上", n=1):
    start, end = occurrences(PLAN, span)[n]
    return find_again(changed, span, start, fingerprint(PLAN, start, end)), start


def test_an_unchanged_text_has_its_figure_in_its_place():
    anchor, start = anchored(PLAN)
    assert (anchor.state, anchor.start) == ("same", start)


def test_a_figure_that_moved_is_followed_past_others_like_it():
    anchor, start = anchored("新的开头。\n" + PLAN)
    assert (anchor.state, anchor.start) == ("moved", start + 6)


def test_other_words_on_one_side_do_not_lose_it():
    anchor, start = anchored(PLAN.replace("；2.新建16所学校，其中初中", "，完成率提高，另建若干学校和初中"))
    assert (anchor.state, anchor.start) == ("same", start)


def test_a_figure_among_other_words_is_doubtful():
    anchor, _ = anchored("另一篇文章，覆盖面98%以上，很好。")
    assert anchor.state == "doubtful"


def test_a_figure_that_is_gone_is_gone():
    anchor, _ = anchored(PLAN.replace("98%以上", "百分之百"))
    assert anchor == ("gone", None, None)


def test_line_breaks_and_width_do_not_change_a_fingerprint():
    changed = PLAN.replace("\n", "\r\n").replace("(二)", "（二）")
    start, end = occurrences(PLAN, "98%以上")[1]
    assert fingerprint(PLAN, start, end) == fingerprint(changed, *occurrences(changed, "98%以上")[1])


def test_a_fingerprint_does_not_hold_the_text():
    mark = fingerprint(PLAN, *occurrences(PLAN, "200个")[0])
    assert len(mark) == 21 and all(c in "0123456789abcdef-" for c in mark)


# --- sentences

def test_the_sentence_of_a_figure():
    start = PLAN.index("200个")
    assert sentence(PLAN, start, start + 4) == ("2 .新增学位", "200个", "。")


def test_a_page_marker_neither_ends_a_sentence_nor_shows():
    text = "回顾。全县普\n3、惠园覆盖率90.\n4、32%，居全市前列。其后。"
    start = text.index("90")
    parts = sentence(text, start, text.index("%") + 1)
    assert parts == ("全县普惠园覆盖率", "90.32%", "，居全市前列。") and parts.text == "全县普惠园覆盖率90.32%，居全市前列。"


def test_a_line_break_ends_a_sentence():
    assert sentence("标题\n入园率98%", 6, 9) == ("入园率", "98%", "") and sentence("入园率98%\n标题", 3, 6).after == ""


def test_a_very_long_sentence_is_cut():
    text = "字" * 5000 + "98%" + "字" * 5000
    assert len(sentence(text, 5000, 5003).text) == 483


@given(st.text(alphabet="字句1、。\n！；% ", max_size=120))
def test_sentences_cover_the_text(text):
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:]))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())


def test_the_real_codings_are_found_from_their_places(sources, project):
    path = project / "data" / "raw" / "hand_coded" / "adjudicated.xlsx"
    if not path.exists():
        pytest.skip("the adjudicated coding is not there")
    from analysis.coding.reading import read_coding_workbook
    frame, _ = read_coding_workbook(path)
    with open(sources / "county.csv", encoding="utf-8-sig", newline="") as table:
        files = {row["document"]: row["file"] for row in csv.DictReader(table)}
    texts = {name: (sources / file).read_bytes().decode("utf-8") for name, file in files.items()}
    hits = [(location := locate(texts[row.document], row.span, row.place)) is not None and location.start == row.char_start
            for row in frame.itertuples() if row.span and row.document in texts]
    assert hits and sum(hits) >= 0.9 * len(hits)
