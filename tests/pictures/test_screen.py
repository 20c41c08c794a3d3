"""On a phone and on a wide screen every chart is drawn, nothing is cut and no two texts overlap."""
import json

import pytest
from plotly.offline import get_plotlyjs

from analysis.charts import lettering, screen, style

KINDS = ("dots", "bars", "series", "ladder", "shares")
# Texts of a chart with their boxes, relative to the chart.
BOXES = """() => [...document.querySelectorAll('.chart')].map(chart => {
    const frame = chart.getBoundingClientRect();
    return {id: chart.id, width: frame.width, height: frame.height, marks: chart.querySelectorAll('.scatterlayer .point, .barlayer .point').length,
            texts: [...chart.querySelectorAll('svg text')].filter(t => t.textContent.trim() && t.getBoundingClientRect().width).map(t => {
                const box = t.getBoundingClientRect();
                return [t.textContent, box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];})};})"""


@pytest.fixture(scope="module")
def browser(chromium):
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[
            "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"])
        yield opened
        opened.close()


def page_of(charts: dict) -> str:
    specs = {kind: json.loads(chart.screen.to_json()) for kind, chart in charts.items()}
    return f"""<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>@font-face{{font-family:"{style.FONT}";src:url("{style.font_path().as_uri()}")}}body{{margin:16px}}</style>
{"".join(f'<div class="chart" id="{kind}"></div>' for kind in specs)}<script>{get_plotlyjs()}</script>
<script>const specs = {json.dumps(specs).replace("</", "<" + chr(92) + "/")};
document.fonts.load('12px "{style.FONT}"', '学').then(() => Promise.all(Object.keys(specs).map(id =>
    Plotly.newPlot(id, specs[id].data, specs[id].layout, {{displayModeBar: false}})))).then(() => document.title = 'drawn');</script>"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_cut_and_no_two_texts_overlap(drawn, browser, tmp_path, lang, width):
    charts = {kind: drawn(kind, lang) for kind in KINDS}
    (tmp_path / "page.html").write_text(page_of(charts), encoding="utf-8")
    page, errors = browser.new_page(viewport={"width": width, "height": 900}), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_function("document.title === 'drawn'")
    found = page.evaluate(BOXES)
    page.close()
    assert errors == [] and [chart["id"] for chart in found] == list(KINDS)
    for chart in found:
        assert chart["marks"] >= len(charts[chart["id"]].data.query("drawn_as == 'mark'" if "drawn_as" in charts[chart["id"]].data else "n > 0"))
        assert cut(chart) == [] and overlapping(chart["texts"]) == [], chart["id"]


def cut(chart: dict) -> list[str]:
    return [text for text, left, top, right, bottom in chart["texts"]
            if left < -0.5 or top < -0.5 or right > chart["width"] + 0.5 or bottom > chart["height"] + 0.5]


def overlapping(texts: list) -> list[tuple[str, str]]:
    """Pairs whose boxes share more than the blank that a line of text has above and below it."""
    return [(one[0], other[0]) for n, one in enumerate(texts) for other in texts[n + 1:]
            if min(one[3], other[3]) - max(one[1], other[1]) > 1 and min(one[4], other[4]) - max(one[2], other[2]) > 4]


def test_tags_in_a_text_are_not_tags_for_plotly():
    assert screen.safe("<b>a&b</b>\n二") == "&lt;b&gt;a&amp;b&lt;/b&gt;<br>二"


@pytest.mark.parametrize("symbol", [screen_symbol for _, screen_symbol in style.SYMBOLS])
def test_the_legend_has_a_sign_for_every_symbol(symbol):
    sign = screen.mark_sign(style.Look("#000000", True, "o", symbol, ring=True))
    assert len(sign) == 2 and sign[1]["line"]["dash"] == "dot" and sign[0].get("fillcolor") == style.PAPER


def test_legends_stand_under_each_other_and_the_figure_is_as_high_as_they_need():
    short, long = "目标", "一个很长的名称" * 8
    one = screen.ground("题", 100, 50, 50, 40, [[(screen.line_sign("#000000", "dot"), short)]])
    two = screen.ground("题", 100, 50, 50, 40, [[(screen.line_sign("#000000", "dot"), short)], [(screen.area_sign("#000000"), long)]])
    lines = lettering.lines(screen.wrapped(long, screen.NARROW - screen.SIGN_PX))
    assert lines > 2 and two.layout.height - one.layout.height >= lines * style.SCREEN_PX * 1.2
    shifts = [note.yshift for note in two.layout.annotations if note.text in (short, screen.safe(screen.wrapped(long, screen.NARROW - screen.SIGN_PX)))]
    assert shifts[1] < shifts[0] < 0
    assert two.layout.height == 100 + two.layout.margin.t + two.layout.margin.b
