"""What a notebook shows, as pieces of a page: texts of one language, tables, pictures, charts."""
from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from analysis.checks import Problem
from analysis.report import markup
from analysis.report import notebook as notebooks
from analysis.words import Text

PLOTLY = "application/vnd.plotly.v1+json"
# The first of these that an output has is shown.
_PREFERRED = (PLOTLY, "text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
_STILLS = ("image/png", "image/svg+xml", "image/jpeg")

_NO_STILL = Text("第 {n} 个图没有静态图片，关闭 JavaScript 后会缺失。请用 analysis.charts 作图。",
                 "chart {n} has no static image and would be missing without JavaScript. Draw it with analysis.charts.")
_WARNED = Text("运行时有警告，没有放进报告：{what}", "it printed a warning, which is not in the report: {what}")
_UNSHOWN = Text("有一个输出不能放进报告（{what}）。", "an output cannot be shown in a report ({what}).")
_ALT = Text("图 {n}", "Chart {n}")
_BASIS = Text("这张图依据的 {n} 条陈述", "The {n} statements behind this chart")


@dataclass
class Body:
    """The pieces of a page in one language, the ids of the statements on it, and what was odd."""

    name: str
    lang: str
    pieces: list[Markup] = field(default_factory=list)
    statements: dict[str, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    charts: int = 0

    def add(self, html: Markup) -> None:
        """Append a piece and note the statements that its numbers stand on."""
        self.pieces.append(html)
        self.statements.update(dict.fromkeys(markup.statement_ids(html)))

    def warn(self, severity: str, text: Text, **values) -> None:
        self.problems.append(Problem(severity, text.format(**values), self.name))


def body(notebook, name: str, lang: str) -> Body:
    """The page's pieces from an executed notebook; its first heading is left to the page's header."""
    page, title = Body(name, lang), notebooks.opening(notebook, lang).title
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and notebooks.languages(cell) == [lang]:
            source = cell.source.replace(f"# {title}", "", 1) if title and not page.pieces else cell.source
            page.add(Markup('<div class="text">{}</div>').format(markup.markdown(source)))
        elif cell.cell_type == "code":
            _add_outputs(page, cell.outputs)
    return page


def _add_outputs(page: Body, outputs) -> None:
    """One piece for each output; a chart and the caption that follows it are one figure."""
    for output in outputs:
        if output["output_type"] == "stream":
            _add_stream(page, output)
        elif output["output_type"] in ("display_data", "execute_result"):
            _add_bundle(page, output["data"])


def _add_stream(page: Body, output) -> None:
    text = output["text"].rstrip()
    if text and output["name"] == "stderr":
        page.warn("warning", _WARNED, what=text.splitlines()[-1][:200])
    elif text:
        page.add(Markup('<pre class="output">{}</pre>').format(text))


def _add_bundle(page: Body, data) -> None:
    mime = next((mime for mime in _PREFERRED if mime in data), None)
    if mime is None:
        page.warn("warning", _UNSHOWN, what=", ".join(sorted(data)))
    elif mime == PLOTLY:
        page.add(_chart(page, data))
    elif mime == "text/html":
        _add_html(page, markup.sanitised(data[mime]))
    elif mime == "text/markdown":
        page.add(Markup('<div class="text">{}</div>').format(markup.markdown(data[mime])))
    elif mime == "text/plain":
        page.add(Markup('<pre class="output">{}</pre>').format(data[mime]))
    else:
        page.charts += 1
        page.add(Markup('<figure class="chart">{}</figure>').format(markup.picture(mime, data[mime], _alt(page, data))))


def _add_html(page: Body, html: Markup) -> None:
    """HTML of its own, or the caption of the chart before it."""
    if 'class="caption"' in html[:40] and page.pieces and page.pieces[-1].startswith('<figure class="chart"'):
        drawing, basis, rest = page.pieces.pop().removesuffix("</figure>").partition('<p class="basis">')
        html = Markup(f"{drawing}{html}{basis}{rest}</figure>")
    else:
        html = Markup('<div class="output">{}</div>').format(html)
    page.add(html)


def _chart(page: Body, data) -> Markup:
    """A plotly chart: its static image, which the drawn chart replaces, and the description of the drawing."""
    page.charts += 1
    name, spec = f"chart-{page.charts}", data[PLOTLY]
    still = next((mime for mime in _STILLS if mime in data), None)
    if still is None:
        page.warn("error", _NO_STILL, n=page.charts)
    image = markup.picture(still, data[still], _alt(page, data)) if still else Markup("")
    ids = list(dict.fromkeys(_ids_of(spec.get("data", []))))
    basis = Markup('<p class="basis"><a class="figure" data-statements="{}" href="#statements">{}</a></p>').format(
        " ".join(ids), _BASIS[page.lang].format(n=len(ids))) if ids else Markup("")
    return Markup('<figure class="chart" data-chart="{0}"><div class="still">{1}</div><div class="live" id="{0}"></div>'
                  '<script type="application/json" id="{0}-drawing">{2}</script>{3}</figure>').format(
        name, image, markup.script_json({key: spec[key] for key in ("data", "layout") if key in spec}), basis)


def _ids_of(traces) -> list[str]:
    """The ids in the ``customdata`` of the points: texts of ids separated by blanks, or lists of such texts."""
    waiting, found = [trace.get("customdata") for trace in traces], []
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, str):
            found += [name for name in value.split() if "@" in name or "#" in name]
    return found


def _alt(page: Body, data) -> str:
    """What a chart is called where it cannot be seen: its title, else its number."""
    title = data.get(PLOTLY, {}).get("layout", {}).get("title", "")
    title = title.get("text", "") if isinstance(title, dict) else title
    said = title or (data.get("text/plain", "") if PLOTLY in data else "")
    return markup.plain(said) or _ALT[page.lang].format(n=page.charts)
