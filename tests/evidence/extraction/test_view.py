"""A document as a page: every figure marked once, everything escaped, both languages. The text is invented."""
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from analysis import schema
from analysis.extraction.statements import extract
from analysis.extraction.view import marked, page

TEXT = "推进教育工作，新建学校3所、幼儿园2所；大班额比例由9%降到5%；入学率和巩固率均达到99%。计划 <b>招聘</b> & 培训教师xx人。"
FOUND = extract(TEXT, year=2024, kind="plan")


@pytest.fixture(params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture
def tree(lang):
    return html.document_fromstring(page([("青禾县 <计划>", TEXT, FOUND)], lang))


def marks(tree) -> list:
    return tree.xpath('//div[@class="text"]//a')


def test_the_text_stays_as_it_was(tree):
    assert tree.xpath('//div[@class="text"]')[0].text_content() == TEXT


def test_each_figure_is_marked_once_with_its_kind(tree):
    spans = FOUND.drop_duplicates(["char_start", "char_end"])
    assert [mark.text for mark in marks(tree)] == list(spans["span"])
    assert [mark.get("class").split()[1] for mark in marks(tree)] == list(spans["kind"])


def test_a_mark_shows_its_rows(tree, lang):
    both = next(mark for mark in marks(tree) if mark.text == "99%")
    assert both.get("title").count("\n") == 1  # two things, one figure
    assert all(schema.CODES["kind"]["target"][lang] in line for line in both.get("title").split("\n"))


def test_links_lead_to_the_row_and_back(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in tree.xpath("//section//a/@href"):
        assert href.startswith("#") and href[1:] in ids


def test_the_table_has_every_row_in_the_language(tree, lang):
    assert len(tree.xpath("//tbody/tr")) == len(FOUND)
    assert tree.xpath("//thead/tr/th")[0].text == schema.title("span")[lang]


def test_a_masked_value_is_said(tree, lang):
    row = next(row for row in tree.xpath("//tbody/tr") if row.xpath("td")[0].text_content().startswith("xx"))
    assert {"zh": "隐去", "en": "masked"}[lang] in row.text_content()


def test_nothing_of_the_text_becomes_markup(tree):
    assert not tree.xpath("//b") and tree.xpath("//h2")[0].text == "青禾县 <计划>"


def test_the_page_asks_for_nothing(lang):
    whole = page([("甲", TEXT, FOUND)], lang)
    assert not re.search(r"<script|<link|https?://|@import|url\(", whole)


def test_several_documents_keep_their_links_apart(lang):
    ids = html.document_fromstring(page([("甲", TEXT, FOUND), ("乙", TEXT, FOUND)], lang)).xpath("//@id")
    assert len(ids) == len(set(ids)) > 0


def test_a_document_without_figures(lang):
    whole = page([("甲", "没有数字。", extract("没有数字。", year=2024, kind="plan"))], lang)
    assert {"zh": "没有找到数字", "en": "No figures"}[lang] in whole


@given(st.lists(st.sampled_from(["学校3所", "<", "&amp;", '"', "，", "率达到98%", "\n", "各2所", "甲、乙"]), max_size=20).map("".join))
def test_marking_never_changes_a_text(text):
    found = extract(text, year=2024, kind="plan")
    assert html.fragment_fromstring(f"<div>{marked(text, found)}</div>").text_content() == text
