"""Tables and prose: every number leads to its statements, no blank is silent, nothing a cell holds becomes HTML."""
import re
import string

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from analysis import charts, codebook, schema
from analysis.charts import tables
from analysis.words import Text

EVIL = '<script>alert("x")</script>&\'"'


def row(**more):
    base = {"region_code": "370481", "indicator": "dropout_rate", "value": 98.0, "comparator": ">=", "unit": "percent", "kind": "target",
            "year": 2024, "measure": "level", "missing_reason": "", "status": "confirmed", "statement_ids": "a-plan@12 a-plan@40b"}
    return base | more


def parsed(table):
    return lxml_html.fromstring("<div>" + table._repr_html_() + "</div>")


@given(st.text(min_size=1), st.text(min_size=1))
def test_unlike_ids_have_unlike_anchors_of_safe_characters(one, other):
    assert set(tables.anchor(one)) <= set(string.ascii_letters + string.digits + "-_")
    assert (tables.anchor(one) == tables.anchor(other)) == (one == other)


def test_an_anchor_stays_what_links_already_use():
    assert tables.anchor("fangxian-2024-plan@1203b") == "s-fangxian-2024-plan_40_1203b"


def test_a_number_is_a_link_to_its_statements():
    link = charts.link(row(), "zh")
    assert link == '<a class="figure" data-statements="a-plan@12 a-plan@40b" href="#s-a-plan_40_12">≥98%</a>'
    assert charts.link(row(status="unreviewed"), "en").startswith('<a class="figure unreviewed"')
    assert charts.link(row(statement_ids=""), "en") == '<span class="figure">≥98%</span>'


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_speaks_the_language_and_only_that(lang):
    frame = pd.DataFrame([row(), row(region_code="420325", value=None, missing_reason="masked", kind="result", status="unreviewed")])
    table = charts.show(frame, lang)
    heads = [cell.text_content() for cell in parsed(table).iter("th") if cell.get("scope") == "col"]
    assert heads == [schema.title(name)[lang] for name in ("region_name", "indicator", "value", "kind", "year", "measure", "status")]
    body = parsed(table).find(".//tbody").text_content()
    assert codebook.region_name("370481", lang) in body and codebook.indicator_name("dropout_rate", lang) in body
    wrong = r"[A-Za-z]{3,}" if lang == "zh" else r"[\u4e00-\u9fff]"
    assert not re.search(wrong, body)
    assert codebook.region_name("420325", lang) in repr(table)


def test_no_cell_is_empty_and_a_blank_number_says_why():
    frame = pd.DataFrame([row(basis="net", year=2024), row(value=None, missing_reason="masked", basis="", year=None, statement_ids="a@1")])
    cells = [cell.text_content() for cell in parsed(charts.show(frame, "en")).iter("td", "th")]
    assert all(cell.strip() for cell in cells)
    assert "masked" in cells and "not stated" in cells
    assert 'data-statements="a@1"' in charts.show(frame, "en")._repr_html_()


def test_the_status_of_a_row_is_seen():
    html = charts.show(pd.DataFrame([row(status="unreviewed"), row(status="conflict", value=None, missing_reason="conflict"), row()]), "zh")._repr_html_()
    assert html.count('<tr class="unreviewed">') == html.count('<tr class="conflict">') == 1
    assert "数值不一致" in html


def test_what_a_cell_holds_never_becomes_html():
    frame = pd.DataFrame([row(scope=EVIL, statement_ids=EVIL, region_code="", region_name=EVIL)])
    table = charts.show(frame, "zh", columns=["region_name", "scope", "value"], title=EVIL)
    tree = parsed(table)
    assert not tree.findall(".//script")
    assert [cell.text_content() for cell in tree.iter("td")][0] == EVIL
    assert tree.find(".//caption").text_content() == EVIL
    assert all(set(element.attrib) <= {"class", "href", "data-statements", "scope", "tabindex"} for element in tree.iter())


def test_prose_fills_numbers_as_links_and_escapes_the_rest():
    said = charts.prose(Text("{who}的目标是{n}。", "The target of {who} is {n}."), "en", who=EVIL, n=charts.link(row(), "en"))
    assert said._repr_html_().startswith("<p>The target of &lt;script&gt;") and 'href="#s-a-plan_40_12"' in said._repr_html_()
    assert repr(charts.prose(Text("共{n}项", "{n} items"), "zh", n=Text("两", "two"))) == "共两项"
    assert "<b>" not in charts.prose(Text("<b>{n}</b>", ""), "zh", n=1)._repr_html_()


def test_a_column_without_a_heading_is_refused_in_a_sentence():
    frame = pd.DataFrame([row(margin_percentage_point=-1.5)])
    with pytest.raises(LookupError, match="headings"):
        charts.show(frame, "zh")
    table = charts.show(frame, "zh", headings={"margin_percentage_point": Text("差距", "margin")})
    assert "−1.5个百分点" in table._repr_html_() and "差距" in table._repr_html_()


def test_a_derived_number_leads_to_its_own_statements_and_a_blank_one_to_its_own_reason():
    frame = pd.DataFrame([{"gap_percent": 4.0, "gap_ids": "b@7", "statement_ids": "a@1"},
                          {"gap_percent": None, "gap_percent_reason": Text("口径不同", "unlike bases"), "gap_ids": "", "statement_ids": "a@1"}])
    html = charts.show(frame, "en", columns=["gap_percent"], headings={"gap_percent": Text("差", "gap")}, links={"gap_percent": "gap_ids"})._repr_html_()
    assert 'data-statements="b@7"' in html and "unlike bases" in html and "a@1" not in html


def test_a_table_without_rows_says_so():
    assert "There is no such row." in charts.show(pd.DataFrame([row()]).iloc[:0], "en")._repr_html_()


def test_a_figure_as_written_stays_as_it_is():
    assert "98%以上" in charts.show(pd.DataFrame([row(values_as_written="98%以上")]), "en")._repr_html_()


def test_cells_of_sentences_get_room():
    frame = pd.DataFrame([row(scope="短"), row(scope="几个字的说明"), row(scope="一个很长的说明" * 6)])
    cells = [cell.get("class") for cell in parsed(charts.show(frame, "zh", columns=["indicator", "scope"])).iter("td")]
    assert cells == [None, "words", "long"]


def test_the_heading_of_numbers_stands_over_them():
    heads = {cell.text_content(): cell.get("class") for cell in parsed(charts.show(pd.DataFrame([row(), row(value=None)]), "en")).iter("th")
             if cell.get("scope") == "col"}
    assert {name for name, classes in heads.items() if classes == "number"} == {schema.title("value").en, schema.title("year").en}


def test_sentences_become_numbered_notes_under_the_table():
    why, more = Text("甲。", "One & all."), Text("乙。", "Two.")
    frame = pd.DataFrame([row(why=why), row(why=[more, why]), row(why=None)])
    table = charts.show(frame, "en", columns=["indicator", "value"], headings={"why": Text("为何", "why")}, noted=["why"])
    cells = [[cell.text_content() for cell in line] for line in parsed(table).find(".//tbody")]
    assert [line[-1] for line in cells] == ["1", "1 2", "—"]
    assert [item.text_content() for item in parsed(table).iter("li")] == ["why: One & all.", "why: Two."]
    assert "2 why: Two." in repr(table) and table.data is frame
    bare = charts.show(frame.tail(1), "en", columns=["indicator", "value"], headings={"why": Text("为何", "why")}, noted=["why"])
    assert not list(parsed(bare).iter("li")) and len(list(parsed(bare).iter("th", "td"))) == 4
