"""Shares of a whole as stacked bars, with the counts beside them: how firmly targets are worded, by area."""
from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from matplotlib.patches import Patch

from analysis import schema
from analysis.charts import labels, lettering, paper, screen, style, tables
from analysis.charts.chart import Chart, NoChart, Words, no_chart
from analysis.words import Text

AXIS = Text("占比（%）；右侧条数：{parts} = 合计", "share (%); counts at the right: {parts} = all")
TICKS = [0, 50, 100]
HEADINGS = {"area": Text("领域", "area"), "n": Text("条数", "count")}


@dataclass(frozen=True)
class Parts:
    """What is drawn: ``data`` with label, part, name, n, share (percent), start (percent), statement_ids."""

    words: Words
    data: pd.DataFrame
    texts: dict[str, str]
    axis: str

    def names(self) -> list[str]:
        return list(dict.fromkeys(self.data.sort_values("part", kind="stable")["name"]))


def shares(frame: pd.DataFrame, lang: str, title: Text | str, source: Text | str, caveat: Text | str | None = None, *,
           part: str = "commitment", label: tuple[str, ...] = ("area",), count: str = "n", minimum: int = 2,
           headings: dict[str, Text] = HEADINGS) -> Chart | NoChart:
    """Of each row, the shares of its parts, darkest first in the order of the codes; n beside.

    ``frame``: the columns of ``label``, ``part`` (a coded column, at most three codes), ``count`` and, where known,
    ``statement_ids``; one row for each label and part. Fewer than ``minimum`` in all give a NoChart.
    """
    words = Words(title, source, caveat, lang)
    if frame[count].sum() < minimum:
        counted = frame.assign(**{count: frame[count].where(frame[count] > 0)})
        return no_chart(counted, words, minimum, count, tables.show(frame, lang, headings=headings))
    data = _parts(frame, part, label, count, lang)
    names = list(schema.CODES[part])[:len(style.SHADES)]
    said = " + ".join(schema.CODES[part][code][lang] for code in names)
    spec = Parts(words, data, _texts(data), AXIS[lang].format(parts=said))
    return Chart(words, _screen(spec), lambda width, notes: _paper(spec, width, notes), data)


def _parts(frame, part, label, count, lang) -> pd.DataFrame:
    """Every label with every part, also those of which there are none."""
    codes = list(schema.CODES[part])[:len(style.SHADES)]
    if unknown := sorted(set(frame[part]) - set(codes)):
        raise ValueError(str(Text(f"不认识的代码：{'、'.join(unknown)}。", f"Unknown codes: {', '.join(unknown)}.")))
    rows = [row for _, row in frame.iterrows()]
    named = frame.assign(label=[labels.joined(label, row, lang) for row in rows], ids=[labels.ids(row) for row in rows])
    found = []
    for name, group in named.groupby("label", sort=False):
        whole, start = group[count].sum(), 0.0
        for number, code in enumerate(codes if whole else ()):
            of_code = group[group[part].eq(code)]
            n = int(of_code[count].sum())
            found.append((name, number, schema.CODES[part][code][lang], n, 100 * n / whole, start, " ".join(filter(None, of_code["ids"]))))
            start += 100 * n / whole
    return pd.DataFrame(found, columns=["label", "part", "name", "n", "share", "start", "statement_ids"])


def _texts(data: pd.DataFrame) -> dict[str, str]:
    """The counts beside each bar: 5 + 30 + 2 = 37."""
    counts = {label: list(group["n"]) for label, group in data.groupby("label", sort=False)}
    return {label: f"{' + '.join(map(str, ns))} = {sum(ns)}" for label, ns in counts.items()}


def _heights(names: list[str], size: float) -> tuple[list[float], float]:
    """The middle of each bar from the top, and the whole height."""
    middles, top = [], 0.0
    for name in names:
        height = max(lettering.lines(name) * 1.35, 1.9) * size + size * 0.5
        middles.append(top + height / 2)
        top += height
    return middles, top


def _screen(spec: Parts) -> go.Figure:
    size, texts = style.SCREEN_PX, list(spec.texts.values())
    names, axis = [screen.wrapped(name, 110) for name in spec.texts], screen.wrapped(spec.axis, 290)
    middles, total = _heights(names, size)
    left, right = (lettering.widest(side, size) * screen.SLACK + 9 for side in (names, texts))
    legend = [(screen.area_sign(shade), name) for shade, name in zip(style.SHADES, spec.names())]
    figure = screen.ground(spec.words.heading(), total, left, right, 30 + 16 * lettering.lines(axis), [legend])
    at = dict(zip(spec.texts, middles))
    for shade, name in zip(style.SHADES, spec.names()):
        part = spec.data[spec.data["name"].eq(name)]
        hover = [f"<b>{screen.safe(row.label)}</b><br>{screen.safe(name)}: {row.n} ({row.share:.0f}%)" for row in part.itertuples()]
        figure.add_trace(go.Bar(
            orientation="h", x=list(part["share"]), base=list(part["start"]), y=[at[label] for label in part["label"]],
            width=size * 1.5, name=name, meta="mark", customdata=list(part["statement_ids"]), text=hover, textposition="none",
            hovertemplate="%{text}<extra></extra>", marker={"color": shade, "line": {"color": style.INK, "width": 0.6}}))
    figure.update_xaxes(range=[0, 100], tickvals=TICKS, ticktext=[str(tick) for tick in TICKS], tickangle=0,
                        title={"text": screen.safe(axis), "standoff": 6})
    screen.sides(figure, total, dict(zip(middles, names)), dict(zip(middles, texts)))
    return figure.update_layout(barmode="overlay")


def _paper(spec: Parts, width: str, notes: list[str]):
    size, wide = style.LETTERS_PT[width], paper.width_pt(width)
    names, texts = [lettering.wrap(name, wide * 0.3, size) for name in spec.texts], list(spec.texts.values())
    axis, (middles, total) = lettering.wrap(spec.axis, wide * 0.75, size), _heights(names, size)
    left, right = (lettering.widest(side, size) + paper.PAD + 5 for side in (names, texts))
    looks = [{"facecolor": shade, "edgecolor": style.INK, "linewidth": 0.5} for shade in style.SHADES]
    legend = [(Patch(**look), name) for look, name in zip(looks, spec.names())]
    figure, axes = paper.sheet(width, spec.words.heading(), total, left, right, size * (2.6 + 1.5 * lettering.lines(axis)) + 5,
                               [legend], notes)
    at = dict(zip(spec.texts, middles))
    for look, name in zip(looks, spec.names()):
        part = spec.data[spec.data["name"].eq(name)]
        axes.barh([at[label] for label in part["label"]], part["share"], left=part["start"], height=size * 1.5, **look)
    axes.set_xlim(0, 100)
    axes.set_xticks(TICKS, [str(tick) for tick in TICKS])
    axes.set_xlabel(axis, linespacing=1.1)
    paper.sides(axes, total, dict(zip(middles, names)), dict(zip(middles, texts)))
    return figure
