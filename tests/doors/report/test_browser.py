"""The pages of an invented project in a real browser."""
from __future__ import annotations

import pytest

from analysis.report import Content, make_reports
from browser_checks import browser, page, problems
from doors.report import project as invented
from doors.report.notebooks import notebook, pair

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    wide = "from IPython.display import HTML\nHTML('<table><tr>' + '<td>一个很宽的单元格</td>' * 30 + '</tr></table>')"
    project = invented.make(tmp_path_factory.mktemp("browser"), whole=invented.whole(), wide=notebook(*pair("## 宽", "## Wide"), wide))
    outcome = make_reports(project, content=Content(trust=invented.trust, sentences=invented.sentences, index=invented.index))
    assert outcome.problems == []
    return project.reports


@pytest.fixture(scope="module")
def opened(chromium):
    pytest.importorskip("playwright")
    with browser(chromium) as opened:
        yield opened


@pytest.mark.parametrize("file", ["whole.zh.html", "whole.en.html", "wide.zh.html", "wide.en.html", "index.html", "index.en.html"])
def test_every_page_holds(opened, reports, file):
    assert problems(opened, reports / file) == []


def test_hostile_texts_do_not_run(opened, reports):
    with page(opened, reports / "whole.zh.html") as (shown, _):
        shown.click("a.figure")
        assert shown.evaluate("document.documentElement.dataset.pwned") is None
        assert "onerror" in shown.inner_text("dialog")


def test_a_point_opens_its_statements(opened, reports):
    with page(opened, reports / "whole.zh.html") as (shown, _):
        box = shown.locator(".js-plotly-plot .points path").nth(1).bounding_box()
        shown.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        shown.wait_for_selector(".hoverlayer .hovertext")
        shown.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert shown.locator("dialog[open] article").count() == 2


def test_a_viewer_that_cannot_inflate_shows_the_pictures(opened, reports):
    context = opened.new_context()
    context.add_init_script("delete window.DecompressionStream")
    shown = context.new_page()
    shown.goto((reports / "whole.zh.html").as_uri())
    shown.wait_for_function("document.documentElement.dataset.charts === '0'")
    assert shown.locator("figure.chart img").count() == 2 and all(image.is_visible() for image in shown.locator("figure.chart img").all())
    context.close()


def test_charts_are_as_wide_as_the_paper(opened, reports):
    with page(opened, reports / "whole.zh.html") as (shown, _):
        wide = shown.evaluate("document.querySelector('.main-svg').getBoundingClientRect().width")
        shown.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert shown.evaluate("document.querySelector('.main-svg').getBoundingClientRect().width") == 600
        shown.evaluate("dispatchEvent(new Event('afterprint'))")
        assert shown.evaluate("document.querySelector('.main-svg').getBoundingClientRect().width") == wide
        assert len(shown.pdf()) > 10_000


def test_the_checks_see_what_is_wrong(opened, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text("""<!doctype html><html data-charts="0"><meta charset="utf-8"><body><main><img src="https://example.org/x.png">
<div style="width:2000px">wide \ue123</div><a class="figure" data-statements="a@1" href="#no">98%</a><dialog></dialog>
<figure class="chart" data-chart="chart-1"><div class="still"></div></figure><script>document.documentElement.dataset.charts='0';console.error('x')</script></main></body></html>""", encoding="utf-8")
    told = "\n".join(problems(opened, path))
    for what in ("asked for https://example.org", "console: x", "wider than the page", "chart-1 is not drawn", "chart-1 has no picture",
                 "no statement for 98%", "the dialog shows 0 of 1", "no glyph for"):
        assert what in told, what
