"""Shares of a whole as stacked bars, with the counts beside them: how firmly targets are worded, by area."""
from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis import schema
from analysis.charts import labels, lettering, paper, screen, style, tables
from analysis.charts.chart import Chart, NoChart, Words, no_chart
from analysis.words import Text

AXIS = Text("占比（%）；右侧条数：{parts} = 合计", "share (%); counts at the right: {parts} = all")
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
    named = frame.assign(label=[labels.joined(label, row, lang) for _, row in frame.iterrows()], ids=[labels.ids(row) for _, row in frame.iterrows()])
    rows = []
    for name, group in named.groupby("label", sort=False):
        counts = {code: int(group.loc[group[part].eq(code), count].sum()) for code in codes}
        whole, start = sum(counts.values()), 0.0
        for number, (code, n) in enumerate(counts.items() if whole else ()):
            share = 100 * n / whole
            rows.append((name, number, schema.CODES[part][code][lang], n, share, start, " ".join(filter(None, group.loc[group[part].eq(code), "ids"]))))
            start += share
    return pd.DataFrame(rows, columns=["label", "part", "name", "n", "share", "start", "statement_ids"])


def _texts(data: pd.DataFrame) -> dict[str, str]:
    """The counts beside each bar: 5 + 30 + 2 = 37."""
    return {label: f"{' + '.join(str(n) for n in group['n'])} = {group['n'].sum()}" for label, group in data.groupby("label", sort=False)}


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
    figure = screen.ground(spec.words.heading(), total, lettering.widest(names, size) * screen.SLACK + 8,
                           lettering.widest(texts, size) * screen.SLACK + 10, 30 + 16 * lettering.lines(axis), [[(screen.area_sign(shade), name) for shade, name in zip(style.SHADES, spec.names())]])
    at = dict(zip(spec.texts, middles))
    for number, name in enumerate(spec.names()):
        part = spec.data[spec.data["name"].eq(name)]
        hover = [f"<b>{screen.safe(row.label)}</b><br>{screen.safe(name)}: {row.n} ({row.share:.0f}%)" for row in part.itertuples()]
        figure.add_trace(go.Bar(
            orientation="h", x=list(part["share"]), base=list(part["start"]), y=[at[label] for label in part["label"]], width=size * 1.5,
            name=name, customdata=list(part["statement_ids"]), text=hover, textposition="none", hovertemplate="%{text}<extra></extra>", meta="mark",
            marker={"color": style.SHADES[number], "line": {"color": style.INK, "width": 0.6}}))
    ticks = {"tickvals": middles, "showgrid": False, "fixedrange": True, "range": [total, 0], "zeroline": False, "ticks": "outside", "ticklen": 4, "tickcolor": "rgba(0,0,0,0)"}
    figure.update_xaxes(range=[0, 100], tickvals=[0, 50, 100], ticktext=["0", "50", "100"], title={"text": screen.safe(axis), "standoff": 6}, tickangle=0)
    figure.update_yaxes(**ticks, ticktext=[screen.safe(name) for name in names])
    figure.add_trace(go.Scatter(x=[0], y=[total / 2], yaxis="y2", mode="markers", opacity=0, hoverinfo="skip"))
    figure.update_layout(barmode="overlay", yaxis2={**ticks, "overlaying": "y", "side": "right", "ticktext": texts, "automargin": True})
    return figure


def _paper(spec: Parts, width: str, notes: list[str]):
    size, wide = style.LETTERS_PT[width], paper.width_pt(width)
    names, texts = [lettering.wrap(name, wide * 0.3, size) for name in spec.texts], list(spec.texts.values())
    axis, (middles, total) = lettering.wrap(spec.axis, wide * 0.75, size), _heights([lettering.wrap(n, wide * 0.3, size) for n in spec.texts], size)
    from matplotlib.patches import Patch

    looks = [{"facecolor": shade, "edgecolor": style.INK, "linewidth": 0.5} for shade in style.SHADES]
    figure, axes = paper.sheet(width, spec.words.heading(), total, lettering.widest(names, size) + paper.PAD + 5,
                               lettering.widest(texts, size) + paper.PAD + 5, size * (2.6 + 1.5 * lettering.lines(axis)) + 5,
                               [[(Patch(**look), name) for look, name in zip(looks, spec.names())]], notes)
    at = dict(zip(spec.texts, middles))
    for look, name in zip(looks, spec.names()):
        part = spec.data[spec.data["name"].eq(name)]
        axes.barh([at[label] for label in part["label"]], part["share"], left=part["start"], height=size * 1.5, label=name, **look)
    axes.set(xlim=(0, 100), ylim=(total, 0))
    axes.set_xlabel(axis, linespacing=1.1)
    axes.set_xticks([0, 50, 100])
    axes.set_yticks(middles, names, linespacing=1.1)
    axes.tick_params(axis="y", length=0)
    right = axes.secondary_yaxis("right")
    right.set_yticks(middles, texts)
    right.tick_params(length=0)
    right.spines["right"].set_visible(False)
    return figure
