"""Outputs of cells as pieces of a page; the rows behind their numbers."""
from __future__ import annotations

import nbformat.v4 as v4
import pytest

from analysis.checks import errors
from analysis.report import outputs
from analysis.report.evidence import Evidence
from doors.report import project as invented
from doors.report.notebooks import code, pair, read

FIGURE = {"data": [{"x": [1], "y": [2], "customdata": ["a@1 b@2", ["c#r1", 5], None]}], "layout": {"title": {"text": "<b>目标</b>"}}}
PNG = "aaaa"


def body(*bundles, lang="en"):
    """The body of a page from what one cell shows."""
    book = read(code(""))
    book.cells[0].outputs = [v4.new_output("display_data", bundle) if "output_type" not in bundle else bundle for bundle in bundles]
    return outputs.body(book, "n.ipynb", lang)


def test_a_chart_its_picture_and_its_caption_are_one_figure():
    page = body({outputs.PLOTLY: FIGURE, "image/png": PNG, "text/plain": "x"}, {"text/html": '<p class="caption">From here</p>'})
    assert len(page.pieces) == 1 and list(page.statements) == ["a@1", "b@2", "c#r1"] and page.problems == []
    for part in ('data-chart="chart-1"', "data:image/png;base64,aaaa", 'alt="目标"', "From here", "The 3 statements"):
        assert part in page.pieces[0]
    assert page.pieces[0].index("From here") < page.pieces[0].index("The 3 statements") and page.pieces[0].count("</figure>") == 1


def test_a_chart_without_a_picture_is_an_error():
    page = body({outputs.PLOTLY: FIGURE})
    assert [problem.severity for problem in page.problems] == ["error"] and "analysis.charts" in page.problems[0].text.zh


SHOWN = [({"text/plain": "<b>"}, "&lt;b&gt;"), ({"text/markdown": "**x**", "text/plain": "y"}, "<strong>x</strong>"),
         ({"text/html": "<i>h</i>", "image/png": PNG}, "<i>h</i>"), ({"image/svg+xml": "<svg/>", "text/plain": "y"}, "data:image/svg+xml;base64,"),
         ({"image/png": PNG, "text/plain": "<Figure>"}, 'alt="Chart 1"'), ({"text/latex": "$x$", "text/plain": "x"}, "<pre")]


@pytest.mark.parametrize("bundle, said", SHOWN)
def test_the_richest_form_that_is_safe_is_shown(bundle, said):
    page = body(bundle)
    assert said in page.pieces[0] and page.problems == []


def test_programs_are_not_shown_and_told():
    page = body({"application/javascript": "alert(1)"})
    assert page.pieces == [] and "javascript" in page.problems[0].text.en


def test_what_is_printed_is_shown_and_warnings_are_told():
    page = body(v4.new_output("stream", name="stdout", text="a < b\n"), v4.new_output("stream", name="stderr", text="UserWarning: odd\n"))
    assert page.pieces == ['<pre class="output">a &lt; b</pre>']
    assert page.problems[0].severity == "warning" and "odd" in page.problems[0].text.zh


def test_the_title_is_left_to_the_header():
    page = outputs.body(read(*pair("# 二", "# Two"), opening=True), "n.ipynb", "en")
    assert "<h1>Enrolment" not in page.pieces[0] and "<strong>Question</strong>" in page.pieces[0] and "<h1>Two</h1>" in page.pieces[1]


@pytest.fixture
def evidence():
    rows = invented.statements().to_dict("records")
    return Evidence({row["statement_id"]: row for row in rows}, {"invented-2030-plan": {"title": "甲", "title_en": "A", "issuer": "乙", "year": "2030"}},
                    invented.sentences)


def test_rows_come_in_the_order_of_the_table_once(evidence):
    rows, problems = evidence.rows([invented.IDS[2], invented.IDS[0], invented.IDS[2]], "zh", "n.ipynb")
    assert [row.name for row in rows] == [invented.IDS[0], invented.IDS[2]] and problems == []
    assert len({row.anchor for row in rows}) == 2


def test_a_row_says_where_the_figure_stands(evidence):
    (first, masked), _ = evidence.rows([invented.IDS[0], invented.IDS[2]], "en", "n.ipynb")
    said = {key: cell.text for key, cell in first.cells.items()}
    assert said["span"] == "98%以上" and said["value"] == "≥98%" and said["title"] == "A (甲)" and said["kind"] == "target"
    assert said["sentence"].startswith("这是编造的一句话") and "absent" not in said
    assert masked.cells["value"].text == "masked" and "data/raw/documents" in masked.cells["absent"].text and "sentence" not in masked.cells


def test_a_number_that_stands_on_nothing_is_an_error(evidence):
    rows, problems = evidence.rows(["nowhere@1"], "zh", "n.ipynb")
    assert "nowhere@1" in rows[0].cells["span"].text and errors(problems) and "nowhere@1" in problems[0].text.en
