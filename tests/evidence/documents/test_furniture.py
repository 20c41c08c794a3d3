"""Furniture: what share sites and news sites print around a document, and nothing of the document."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import read
from analysis.documents.furniture import mark, rules

HEAD = "某县计划.docx\n《某县计划.docx》由会员分享，可在线阅读，更多相关《某县计划.docx（9页珍藏版）》请在某某文库上搜索。\n"
TAIL = "\n- 配套讲稿:\n- 特殊限制:\n- 关 键 词:\n- 某县 计划 98"


def without(text: str) -> str:
    for span in reversed(mark(text)):
        text = text[: span.start] + text[span.end :]
    return text.strip()


def test_a_plan_has_none(plan):
    assert mark(plan) == ()


def test_a_share_site_s_head_and_tail_are_marked_whole(plan):
    assert without(HEAD + plan + TAIL) == plan.strip()


@pytest.mark.parametrize(
    "line",
    [
        "上传人:甲**** 文档编号:123 上传时间:2022-01-01 页数:5",
        "第3页 / 共5页",
        "某县计划_第2页",
        "返回首页 > 位置: 某网 > 正文",
        "日期:2024/3/25 15:03:36 浏览:120",
        "来源时间为:2024-02-23",
        "[1] [2] [3] [4] 下一页",
        "1 2 3 下一页",
        "上一篇：某县95所学校",
        "文章来源于:http://a.invalid 某网",
        "你可能会喜欢",
        "版权所有：某县98网",
        "某ICP备05000001号",
        "当前位置：首页 > 文件",
        "【字体：大 中 小】",
        "浏览次数：321",
        "链接地址:http://a.invalid/4870.html",
        "© 某网",
    ],
)
def test_lines_of_sites_are_marked(plan, line):
    running = "\n".join(plan.split("\n")[1:6])  # without title and signature, which are as short as furniture
    text = f"{running}\n{line}\n{running}"
    (span,) = mark(text)
    assert text[span.start : span.end] == line


@pytest.mark.parametrize(
    "line",
    [
        "第3页开始实施",
        "相关搜索服务企业12家",
        "新建幼儿园3所",
        "下一步工作：新建3所",
        "推荐文章12篇参评",
        "1.招聘教师85名",
        "关键词教学法覆盖90%的学校。",
        "12 35",
        "来源：财政拨款2600万元",
        "时间：2025年12月底前完成3所",
    ],
)
def test_lines_of_plans_are_not(plan, line):
    assert mark(f"{plan}{line}\n{plan}") == ()


def test_furniture_never_reaches_into_running_text(plan):
    text = f"{plan}相关文章\n某县2023年总结\n{plan}你可能会喜欢\n某县2022年总结"
    assert without(text).count("95.5%") == 2 and "2022" not in without(text) and "2023" not in without(text)


def test_numbered_lines_below_a_heading_of_a_site_are_kept():
    assert "3所" in without("计划\n相关资源\n1.新建幼儿园3所\n")


def test_page_markers_in_the_flow_are_not_furniture():
    assert mark("一、目标新建学校1\n2、6所，招聘教师85名。\n3、二、措施") == ()


def test_rules_are_well_formed():
    names = [rule.name for rule in rules()]
    assert len(set(names)) == len(names) > 20
    for rule in rules():
        assert rule.reach in ("line", "before", "after")
        assert re.compile(rule.pattern).groups == 0
        assert not re.match(rule.pattern + "$", "")


@pytest.mark.parametrize(
    "unit",
    ["1", "[1]", "1 ", "首页 ", "相关文章\n", "来源：", "《", "- 关 键 词:\n", "版权所有", " ", "\n", "由会员分享\n"],
)
def test_long_repetitions_end(unit):
    """A pattern that tries every way to split such a text would never come to an end."""
    assert isinstance(mark(unit * 20_000), tuple)


@given(
    st.lists(
        st.sampled_from(
            ["新建3所。", "相关文章", "第1页/共2页", "", "一、目标", "《甲》由会员分享", "你可能会喜欢", "短"]
        ),
        max_size=30,
    )
)
def test_spans_are_ordered_apart_and_inside(lines):
    text = "\n".join(lines)
    spans = mark(text)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:]))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert without(text).count("新建3所。") == text.count("新建3所。")


PLANS = {  # first and last characters of the plans, numbers of spans: nothing of their text
    "fangxian-2024-plan.txt": ("1、", "强", 2),
    "luhe-2012-plan.txt": ("1、", "科", 2),
    "tengzhou-2024-plan.txt": ("滕", ",", 3),
    "xianju-2021-plan.txt": ("县", "。", 2),
    "yueqing-2024-plan.txt": ("1、", "系", 2),
}


@pytest.mark.parametrize("name", PLANS)
def test_the_five_plans_begin_and_end_where_they_should(sources, name):
    document = read(sources / "county" / name)
    first, last, spans = PLANS[name]
    kept = without(document.text)
    assert kept.startswith(first) and kept.endswith(last)
    assert len(document.furniture) == spans
    assert not re.search("会员分享|版权所有|下一页|链接地址|关 键 词", kept)
