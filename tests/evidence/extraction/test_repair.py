"""Damaged text is read as meant, and every place leads back to the source."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.repair import listing, repair

LONG = "本段是为测试而写的一个长句子" * 6 + "其中"


@pytest.mark.parametrize(("source", "meant", "rules"), [
    ("新增学位１２０个，增长３．５％", "新增学位120个，增长3.5%", ["full_width", "full_width"]),
    ("任命Ill名园长", "任命111名园长", ["letters_for_digits"]),
    ("满意率l00%，达标率9O%", "满意率100%，达标率90%", ["letters_for_digits", "letters_for_digits"]),
    ("2Il名教师", "211名教师", ["letters_for_digits"]),
    ("人口自然增长率4.5%o，", "人口自然增长率4.5‰，", ["percent_o"]),
    ("占比为90%o五、", "占比为90%。五、", ["percent_o"]),
    ("自然增长率控制在6.5%。以内", "自然增长率控制在6.5‰以内", ["percent_stop"]),
    ("自然增长率为4.2%。全年", "自然增长率为4.2‰。全年", ["percent_stop"]),
    ("自然增长率为0.4%。全年", "自然增长率为0.4%。全年", []),
    ("覆盖率达到95%。全年", "覆盖率达到95%。全年", []),
    ("20232028年规划", "2023—2028年规划", ["lost_dash"]),
    ("2023学年一2025学年", "2023学年—2025学年", ["one_for_dash"]),
    ("增长5%一6%", "增长5%—6%", ["one_for_dash"]),
    ("项目2 049个", "项目2049个", ["space_in_number"]),
    ("新建1 2所，另建 3所", "新建12所，另建 3所", ["space_in_number"]),
    ("增长3 .5%", "增长3.5%", ["space_in_number"]),
    ("产业结构21 43 36", "产业结构21 43 36", []),
    ("收入26，530元", "收入26,530元", ["wide_comma_in_number"]),
    ("改扩建10，120所建成", "改扩建10,120所建成", ["wide_comma_in_number"]),
    ("共2010，120所建成", "共2010，120所建成", []),
    ("净增8。9万人", "净增8.9万人", ["stop_for_point"]),
    ("增长6.9**8%", "增长6.98%", ["emphasis_in_number"]),
    ("**增长8%**。", "**增长8%**。", []),
    (LONG + "新建1\n3、6所", LONG + "新建16所", ["page_marker"]),
    (LONG + "占90.\n\n6、32%", LONG + "占90.32%", ["page_marker"]),
    (LONG + "建成学\n\n  7、校三所", LONG + "建成学校三所", ["page_marker"]),
    (LONG + "建成学\n- 7 -\n校三所", LONG + "建成学校三所", ["page_footer"]),
    (LONG + "建成三所。\n4、新建两所", LONG + "建成三所。\n4、新建两所", []),
    ("目标\n1、新建两所\n2、改建一所", "目标\n1、新建两所\n2、改建一所", []),
    (LONG + "招聘1\n2名教师", LONG + "招聘12名教师", ["line_break_in_number"]),
    ("學校教育發展，新建學校三所，達到要求", "学校教育发展，新建学校三所，达到要求", ["traditional"] * 4),
    ("出生率为8.05&permil;，增长3&nbsp;%", "出生率为8.05‰，增长3 %", ["entity", "entity"]),
    ("研发R&D投入、甲&乙;丙", "研发R&D投入、甲&乙;丙", []),
    ("型号APP、OPPO、WiFi", "型号APP、OPPO、WiFi", []),
])
def test_rules(source, meant, rules):
    repaired = repair(source)
    assert repaired.text == meant
    assert [edit.rule for edit in repaired.log] == rules


def test_log_names_what_stood_in_the_source():
    source = LONG + "增长３．５％，任命Ill名，新建1\n3、6所"
    for edit in repair(source).log:
        assert source[edit.start:edit.end] == edit.before
    assert listing(repair(source).log) == {"full_width": 1, "letters_for_digits": 1, "page_marker": 1}


@pytest.mark.parametrize(("source", "figure", "stands"), [
    (LONG + "新建1\n3、6所学校", "16所", "1\n3、6所"),
    (LONG + "占90.\n6、32%，", "90.32%", "90.\n6、32%"),
    ("自然增长率4.5%o，", "4.5‰", "4.5%o"),
    ("任命Ill名园长", "111名", "Ill名"),
    ("20232028年，共12所", "12所", "12所"),
    ("增长6.9**8%，", "6.98%", "6.9**8%"),
])
def test_a_place_leads_back_to_the_source(source, figure, stands):
    repaired = repair(source)
    start = repaired.text.index(figure)
    begin, end = repaired.source(start, start + len(figure))
    assert source[begin:end] == stands


def test_nothing_to_repair_is_left_as_it_is():
    source = "新建学校3所，覆盖率达到98%以上。"
    repaired = repair(source)
    assert repaired.text is source and not repaired.log
    assert repaired.source(2, 7) == (2, 7)


PIECES = st.sampled_from(["新建", "1", "25", "％", "%", "%o", "。", "\n3、", "\n", " ", "Il", "l0", "**", "一", "2023", "，", "所", "个", "万", "学校",
                          "８", "．", "自然增长率", "學", LONG])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_offsets_run_forward_and_stay_inside(source):
    repaired = repair(source)
    last = 0
    for position in range(len(repaired.text)):
        start, end = repaired.source(position, position + 1)
        assert last <= start <= end <= len(source)
        last = start
    assert all(source[edit.start:edit.end] == edit.before for edit in repaired.log)


@given(st.text(max_size=200))
def test_any_text_can_be_repaired(source):
    repaired = repair(source)
    assert repaired.source(0, len(repaired.text))[1] <= len(source)
