"""Every kind of chart shows its frame, the whole frame and nothing else, the same on screen and on paper."""
import html as html_module
import json
import re

import pandas as pd
import pytest

from analysis import charts, schema
from analysis.charts import chart as chart_module
from analysis.charts import style, years
from analysis.words import Text

KINDS = ("dots", "bars", "series", "ladder", "shares", "matrix")
EVIL = "<img src=x onerror=alert(1)>县"


def on_screen(chart) -> list[dict]:
    """The traces of marks as plain lists."""
    return [trace for trace in chart.bundle()[chart_module.PLOTLY]["data"] if trace.get("meta") == "mark"]


def on_paper(figure, axis: int) -> list[float]:
    """The positions of all marks along an axis (0 across, 1 up), as matplotlib draws them."""
    return [float(point[axis]) for artist in figure.axes[0].collections if str(artist.get_gid()).startswith("mark") for point in artist.get_offsets()]


def texts(figure) -> list[str]:
    """All that is written in a matplotlib figure, in one line each."""
    import matplotlib.text

    figure.canvas.draw()
    return [text.get_text().replace("\n", " ").strip() for text in figure.findobj(matplotlib.text.Text) if text.get_visible() and text.get_text().strip()]


def screen_texts(chart) -> list[str]:
    """All that is written in a plotly figure, in one line each."""
    layout = chart.bundle()[chart_module.PLOTLY]["layout"]
    found = [note["text"] for note in layout["annotations"] if note.get("text")]
    for axis in ("xaxis", "yaxis", "yaxis2"):
        found += layout.get(axis, {}).get("ticktext", []) + [layout.get(axis, {}).get("title", {}).get("text", "")]
    return [html_module.unescape(text.replace("<br>", " ")) for text in found if text]


def squeezed(found) -> set[str]:
    return {re.sub(r"\s", "", text) for text in found} - {""}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["dots", "bars"])
def test_both_drawings_have_the_values_of_the_frame(drawn, frame_of, kind, lang):
    chart, frame = drawn(kind, lang), frame_of(kind)
    values, hidden = sorted(frame["value"].dropna()), int(frame["value"].isna().sum())
    for x in ([x for trace in on_screen(chart) for x in trace["x"]], on_paper(chart.matplotlib(), 0)):
        assert sorted(x)[hidden:] == values and len(x) == len(frame)
    assert sorted(chart.data.loc[chart.data["drawn_as"].eq("mark"), "value"].dropna()) == values


def test_the_series_has_the_values_of_counties_and_nation(drawn, rates, national):
    chart = drawn("series", "zh")
    values = sorted(rates["value"].dropna())
    assert sorted(y for trace in on_screen(chart) for y in trace["y"])[2:] == values == sorted(on_paper(chart.matplotlib(), 1))[2:]
    lines = [line for line in chart.matplotlib().axes[0].lines if line.get_gid() == "line"]
    assert sorted(y for line in lines for y in line.get_ydata()) == sorted(national["value"])
    traces = [trace for trace in chart.bundle()[chart_module.PLOTLY]["data"] if trace.get("meta") == "line"]
    assert sorted(y for trace in traces for y in trace["y"]) == sorted(national["value"])


def test_no_line_crosses_a_break_or_a_missing_year(drawn):
    runs = [sorted(trace["x"]) for trace in drawn("series", "zh").bundle()[chart_module.PLOTLY]["data"] if trace.get("meta") == "line"]
    assert sorted(runs) == [[2017, 2018], [2019], [2020, 2021], [2023]]


def test_a_source_nobody_saw_is_drawn_dotted_and_says_so(drawn):
    chart = drawn("series", "zh")
    dotted = [trace for trace in chart.bundle()[chart_module.PLOTLY]["data"] if trace.get("meta") == "line" and trace["line"]["dash"] == "dot"]
    assert [trace["x"] for trace in dotted] == [[2017, 2018]] and "未见原文" in dotted[0]["name"]
    assert any("未见原文" in text for text in texts(chart.matplotlib()))


def test_the_ladder_has_each_step_with_its_year(drawn, steps):
    chart = drawn("ladder", "en")
    at = {step: place for place, step in enumerate(schema.CODES["step"])}
    assert sorted(x for trace in on_screen(chart) for x in trace["x"]) == sorted(map(float, steps["step"].map(at))) == sorted(on_paper(chart.matplotlib(), 0))
    assert {"2023", "2026", "year not stated"} <= set(texts(chart.matplotlib()))


def test_shares_are_those_of_the_counts(drawn, wording):
    chart = drawn("shares", "en")
    bars = {(trace["name"], y): x for trace in on_screen(chart) for y, x in zip(trace["y"], trace["x"])}
    assert sorted(round(x, 6) for x in bars.values()) == sorted(round(x, 6) for x in (500 / 17, 1200 / 17, 0, 0, 3000 / 32, 200 / 32))
    widths = [patch.get_width() for patch in chart.matplotlib().axes[0].patches]
    assert sorted(round(x, 6) for x in widths) == sorted(round(x, 6) for x in bars.values())
    assert {"5 + 12 + 0 = 17", "0 + 30 + 2 = 32"} <= set(texts(chart.matplotlib())) & set(screen_texts(chart))


def test_the_matrix_has_a_sign_for_each_cell_that_leads_to_its_statements(drawn, coverage):
    chart = drawn("matrix", "zh")
    cells = re.findall(r'<td class="c-([a-z-]+)" title="[^"]*">(.*?)</td>', chart.html)
    assert sorted(code.replace("-", "_") for code, _ in cells) == sorted(coverage["coverage"])
    assert all(style.COVERAGE[code.replace("-", "_")][0] in inside for code, inside in cells)
    assert sum("data-statements" in inside for _, inside in cells) == int(coverage["statement_ids"].ne("").sum())
    drawn_cells = [patch for patch in chart.matplotlib().axes[0].patches if patch.get_gid() == "mark"]
    assert len(drawn_cells) == len(coverage)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "matrix"])
def test_both_drawings_say_the_same(drawn, kind, lang):
    chart = drawn(kind, lang)
    said, written = squeezed(screen_texts(chart)), squeezed(texts(chart.matplotlib(notes=False)))
    years = {str(year) for year in range(2000, 2030)}  # what years an axis numbers depends on its length
    assert said - years == written - years


@pytest.mark.parametrize("kind", KINDS)
def test_each_language_speaks_alone(drawn, kind):
    zh, en = (" ".join(texts(drawn(kind, lang).matplotlib())) for lang in ("zh", "en"))
    assert not re.search("[A-Za-z]{2,}", zh)
    assert not re.search("[\u4e00-\u9fff]", en.replace("甲类示范学校", "").replace("乙类学校", "").replace("丙类学校", ""))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "matrix"])
def test_every_mark_carries_the_ids_of_its_statements(drawn, frame_of, kind):
    frame = frame_of(kind)
    carried = [ids for trace in on_screen(drawn(kind, "zh")) for ids in trace["customdata"]]
    assert sorted(filter(None, carried)) == sorted(frame["statement_ids"])
    assert sorted(filter(None, drawn(kind, "zh").data["statement_ids"])) == sorted(frame["statement_ids"])


def test_targets_are_hollow_results_solid_references_crosses(drawn):
    chart = drawn("dots", "en")
    fills = {trace["name"]: (trace["marker"]["color"], trace["marker"]["line"]["color"], trace["marker"]["symbol"]) for trace in on_screen(chart)}
    assert fills["target"][0] == style.PAPER != fills["target"][1] and fills["result"][0] == fills["result"][1]
    assert fills["reference"][2] == "x-thin" and fills["target (masked)"][2] == "square"
    paper = {artist.get_gid(): artist for artist in chart.matplotlib().axes[0].collections[::-1]}
    assert tuple(paper["mark-target"].get_facecolors()[0]) == (1, 1, 1, 1) != tuple(paper["mark-result"].get_facecolors()[0])
    assert "ring" in paper


def test_every_unreviewed_mark_has_a_ring(drawn, rates):
    chart, unreviewed = drawn("dots", "en"), int(rates["status"].eq("unreviewed").sum())
    shapes = chart.bundle()[chart_module.PLOTLY]["layout"]["shapes"]
    assert sum(shape.get("type") == "circle" and shape["xref"] == "x" and shape["line"]["dash"] == "dot" for shape in shapes) == unreviewed
    rings = [artist for artist in chart.matplotlib().axes[0].collections if artist.get_gid() == "ring"]
    assert sum(len(ring.get_offsets()) for ring in rings) == unreviewed


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_frame_gives_the_same_bytes(drawn, kind, tmp_path):
    first, second = drawn(kind, "zh"), drawn(kind, "zh", fresh=True)
    assert first.bundle() == second.bundle()
    for name, chart in (("a", first), ("b", second)):
        charts.save(chart, tmp_path / name, formats=("svg",))
    for suffix in ("svg", "csv"):
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "matrix"])
def test_the_static_twin_is_wide_small_and_keeps_its_colours(drawn, kind):
    import io

    from PIL import Image

    png = drawn(kind, "en").png()
    image = Image.open(io.BytesIO(png))
    assert abs(image.width - style.REPORT_PX) <= 1 and len(png) <= chart_module.LARGEST_PNG
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}
    used = {"shares": style.SHADES, "series": style.PALETTE[:1]}.get(kind, [style.KIND_COLOURS["target"]])
    for colour in used:
        wanted = tuple(int(colour[i:i + 2], 16) for i in (1, 3, 5))
        assert min(max(abs(a - b) for a, b in zip(wanted, found)) for found in colours) <= 8


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", ["drop", "add"])
def test_no_chart_stays_the_same_when_rows_go_or_a_county_comes(frame_of, kind, change):
    frame = frame_of(kind)
    new = frame.iloc[[0]].assign(**{column: value for column, value in {"region_code": "330382", "area": "funding"}.items() if column in frame})
    changed = frame.iloc[1:] if change == "drop" else pd.concat([frame, new], ignore_index=True)
    before, after = (getattr(charts, kind)(part, "zh", "题", "源") for part in (frame, changed))
    shown, shown_after = before.bundle(), after.bundle()
    assert all(shown[mime] != shown_after[mime] for mime in shown if mime != "text/plain")
    assert not after.data.equals(before.data)


@pytest.mark.parametrize("kind", ["dots", "bars", "series"])
def test_with_fewer_than_two_figures_there_is_a_table_and_the_reason(frame_of, kind):
    frame = frame_of(kind)
    few = frame[frame["value"].isna() | frame["value"].eq(frame["value"].max())]
    none = getattr(charts, kind)(few, "en", Text("题", "title"), "src")
    assert isinstance(none, charts.NoChart) and not charts.enough(few)
    html = none._repr_html_()
    assert "Comparable figures: 1" in html and "masked" in html and 'class="figure"' in html and "Source: src" in html
    assert "Comparable figures: 1" in repr(none) and none.reason.zh.startswith("可比的数字只有 1 个")
    assert isinstance(getattr(charts, kind)(frame, "en", "t", "s"), charts.Chart)


def test_few_steps_and_few_words_are_no_chart_either(steps, wording):
    assert isinstance(charts.ladder(steps.iloc[:1], "zh", "题", "源"), charts.NoChart)
    assert "启动" in charts.ladder(steps.iloc[:1], "zh", "题", "源")._repr_html_()
    assert isinstance(charts.shares(wording.assign(n=0).iloc[:1], "zh", "题", "源"), charts.NoChart)


@pytest.mark.parametrize("call", [lambda steps, wording: charts.ladder(steps.assign(step="leap"), "zh", "题", "源"),
                                  lambda steps, wording: charts.shares(wording.assign(commitment="leap"), "zh", "题", "源")])
def test_unknown_codes_are_named(steps, wording, call):
    with pytest.raises(ValueError, match="leap"):
        call(steps, wording)


def test_what_a_frame_holds_never_becomes_html(rates, thresholds, coverage):
    named = rates.assign(region_code="", region_name=EVIL)
    chart = charts.dots(named, "zh", EVIL, EVIL, EVIL, thresholds=thresholds.assign(name=EVIL))
    spec = json.dumps(chart.bundle()[chart_module.PLOTLY], ensure_ascii=False)
    assert "<img" not in spec and "&lt;img" in spec
    assert "<img" not in chart.words.caption_html()
    assert "<img" not in charts.matrix(coverage.assign(region_code="", region_name=EVIL), "zh", EVIL, EVIL).html


def test_a_label_that_the_font_cannot_draw_stops_the_chart(rates):
    with pytest.raises(style.MissingGlyph):
        charts.dots(rates.assign(region_code="", region_name="\U0001f9ff"), "zh", "题", "源")
    with pytest.raises(style.MissingGlyph):
        charts.dots(rates, "zh", "题", "源", "\U0001f9ff").matplotlib()


def test_a_notebook_gets_one_bundle_and_the_caption(drawn, monkeypatch):
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython.display, "display", lambda thing, raw=False: shown.append(thing))
    drawn("dots", "zh")._ipython_display_()
    assert set(shown[0]) == {chart_module.PLOTLY, "image/png", "text/plain"}
    assert shown[0][chart_module.PLOTLY]["config"]["showSendToCloud"] is False
    assert shown[1].data == '<p class="caption">来源：三份虚构的计划<br>注意：只为测试</p>'


def test_a_source_that_names_itself_is_not_named_twice():
    assert chart_module.Words("t", "来源：计划", None, "zh").notes() == ["来源：计划"]


@pytest.mark.parametrize("width", ["column", "page"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_on_paper_is_cut_and_no_two_texts_overlap(drawn, kind, lang, width):
    import matplotlib.text

    figure = drawn(kind, lang).matplotlib(width)
    assert figure.get_figwidth() * 2.54 == pytest.approx(style.WIDTHS_CM[width])
    figure.dpi = 200
    with style.context():
        figure.canvas.draw()
    written = [text for text in figure.findobj(matplotlib.text.Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in written]
    for text, box in boxes:
        assert min(box.x0, box.y0) >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1, text
    for number, (text, box) in enumerate(boxes):
        for other, beside in boxes[number + 1:]:
            across, up = min(box.x1, beside.x1) - max(box.x0, beside.x0), min(box.y1, beside.y1) - max(box.y0, beside.y0)
            assert across < 1 or up < 1, (text, other)


def test_save_writes_figure_and_data(drawn, rates, tmp_path):
    files = charts.save(drawn("dots", "zh"), tmp_path / "out" / "v1.2", formats=("svg",))
    assert [file.name for file in files] == ["v1.2.svg", "v1.2.csv"]
    data = pd.read_csv(files[1], encoding="utf-8-sig")
    assert list(data["value"].dropna()) == [*rates["value"].dropna(), 80.0, 85.0]
    assert b"<dc:date>" not in files[0].read_bytes() and b"\r" not in files[1].read_bytes()
    none = charts.dots(rates.iloc[:1], "zh", "题", "源")
    assert [file.name for file in charts.save(none, tmp_path / "none")] == ["none.csv"]


def test_points_of_one_year_lie_side_by_side_within_their_year():
    rows = pd.DataFrame([{"region_code": code, "year": 2024, "value": 100.0, "comparator": "=", "unit": "percent", "kind": "target",
                          "measure": "level", "status": "confirmed", "statement_ids": f"{code}@1"} for code in ("370481", "420325", "330382")])
    short, long = (years.points(rows, "en", 10.0, span) for span in (2, 30))
    assert [round(x - 2024, 2) for x in short["x"]] == [-0.3, 0, 0.3]
    assert [round(x - 2024, 2) for x in long["x"]] == [-0.45, 0, 0.45]
