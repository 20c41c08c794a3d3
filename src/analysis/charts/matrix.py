"""The coverage matrix: what each region's document of a year says of each indicator.

A table of HTML is its drawing for the screen: sixty lines stay legible on a phone, and every sign leads
to its statements. Signs tell the states apart as well as colours do.
"""
from __future__ import annotations

import pandas as pd
from markupsafe import Markup
from matplotlib.patches import Rectangle

from analysis import schema
from analysis.charts import labels, lettering, paper, style, tables
from analysis.charts.chart import Chart, Words
from analysis.words import Text

INDICATOR = Text("指标", "indicator")
NO_STATEMENT = "not_stated"


def matrix(frame: pd.DataFrame, lang: str, title: Text | str, source: Text | str, caveat: Text | str | None = None, *,
           column: tuple[str, ...] = ("region_code", "plan_year")) -> Chart:
    """Rows of ``coverage`` as a matrix: a column for each document, a row for each indicator, grouped by area.

    ``frame``: region_code, plan_year, indicator, coverage, statement_ids, in the order to be drawn.
    """
    words = Words(title, source, caveat, lang)
    data = _cells(frame, column, lang)
    return Chart(words, None, lambda width, notes: _paper(words, data, width, notes), data, html=_html(words, data))


def _cells(frame: pd.DataFrame, column: tuple[str, ...], lang: str) -> pd.DataFrame:
    """One row a cell: column, area, indicator, name, coverage, state, statement_ids; indicators by area."""
    made = pd.DataFrame({"column": [labels.joined(column, row, lang) for _, row in frame.iterrows()],
                         "area": [labels.area(row, lang) for _, row in frame.iterrows()],
                         "indicator": frame["indicator"].to_list(),
                         "name": [labels.cell("indicator", row, lang) for _, row in frame.iterrows()],
                         "coverage": frame["coverage"].to_list(),
                         "state": [schema.CODES["coverage"][code][lang] for code in frame["coverage"]],
                         "statement_ids": [labels.ids(row) for _, row in frame.iterrows()]})
    order = {name: number for number, name in enumerate(dict.fromkeys(made["area"]))}
    return made.sort_values("area", key=lambda names: names.map(order), kind="stable").reset_index(drop=True)


def _html(words: Words, data: pd.DataFrame) -> str:
    columns = list(dict.fromkeys(data["column"]))
    head = Markup("").join(Markup('<th scope="col"><span>{}</span></th>').format(name) for name in columns)
    body = Markup("\n").join(_area(area, part, columns) for area, part in data.groupby("area", sort=False))
    html = Markup('<style>{}</style><p class="charttitle"><strong>{}</strong></p>{}'
                  '<div class="tablebox" tabindex="0"><table class="coverage"><thead>'
                  '<tr><th scope="col">{}</th>{}</tr></thead>\n<tbody>{}</tbody></table></div>')
    return str(html.format(Markup(tables.CSS + style.CSS), words.heading(), _key(data, words.lang), INDICATOR[words.lang], head, body))


def _key(data: pd.DataFrame, lang: str) -> Markup:
    sign = Markup('<span><span class="sign c-{}">{}</span>{}</span> ')
    signs = Markup("").join(sign.format(code.replace("_", "-"), style.COVERAGE[code][0], schema.CODES["coverage"][code][lang])
                            for code in states(data))
    return Markup('<p class="coverage-key coverage">{}</p>').format(signs)


def states(data: pd.DataFrame) -> list[str]:
    """The states that occur, in the order of the schema."""
    return [code for code in schema.CODES["coverage"] if code in set(data["coverage"])]


def _area(area: str, part: pd.DataFrame, columns: list[str]) -> Markup:
    rows = [Markup('<tr class="area"><th colspan="{}">{}</th></tr>').format(len(columns) + 1, area)] if area else []
    for _, line in part.groupby("indicator", sort=False):
        found = dict(zip(line["column"], line.itertuples()))
        cells = Markup("").join(_cell(found.get(name)) for name in columns)
        rows.append(Markup('<tr><th scope="row">{}</th>{}</tr>').format(line["name"].iloc[0], cells))
    return Markup("\n").join(rows)


def _cell(cell) -> Markup:
    if cell is None:
        return Markup("<td></td>")
    sign = style.COVERAGE[cell.coverage][0]
    inside = tables.linked(sign, cell.statement_ids) if cell.statement_ids else sign
    said = f"{cell.column} {cell.name}: {cell.state}"
    return Markup('<td class="c-{}" title="{}">{}</td>').format(cell.coverage.replace("_", "-"), said, inside)


def _paper(words: Words, data: pd.DataFrame, width: str, notes: list[str]):
    """The matrix by matplotlib, in smaller letters: a page holds sixty lines."""
    size, wide = style.LETTERS_PT[width] * 0.82, paper.width_pt(width)
    columns = {name: number for number, name in enumerate(dict.fromkeys(data["column"]))}
    lines = _lines(data, wide * 0.56, size)
    left = lettering.widest([text for text, _, _ in lines], size) + paper.PAD + 4
    heads = lettering.widest(columns, size) + 8
    total = lines[-1][2] + size
    legend = [(_swatch(code), f"{style.COVERAGE[code][0]} {schema.CODES['coverage'][code][words.lang]}") for code in states(data)]
    figure, axes = paper.sheet(width, words.heading(), total, left, paper.PAD, size * 0.8, [legend], notes, above=heads)
    axes.set(xlim=(0, len(columns)), ylim=(total, 0))
    axes.axis("off")
    over, beside = {"textcoords": "offset points", "fontsize": size}, {"va": "center", "linespacing": 1.05}
    for name, number in columns.items():
        axes.annotate(name, (number + 0.5, 1), (0, 4), xycoords=axes.get_xaxis_transform(), rotation=90, ha="center", va="bottom", **over)
    for text, indicator, y in lines:
        axes.annotate(text, (0, y), (-4 if indicator else paper.PAD - left, 0), xycoords=axes.get_yaxis_transform(),
                      ha="right" if indicator else "left", color=style.INK if indicator else style.SOFT, **over, **beside)
        if not indicator:
            axes.axhline(y + size * 0.75, color=style.SOFT, linewidth=0.5)
    at = {indicator: y for _, indicator, y in lines}
    for cell in data.itertuples():
        sign, colour, ink = style.COVERAGE[cell.coverage]
        x, y = columns[cell.column], at[cell.indicator]
        axes.add_patch(Rectangle((x + 0.03, y - size * 0.62), 0.94, size * 1.24, facecolor=colour, linewidth=0, gid="mark"))
        axes.text(x + 0.5, y, sign, ha="center", va="center_baseline", fontsize=size, color=ink)
    return figure


def _swatch(code: str) -> Rectangle:
    return Rectangle((0, 0), 1, 1, facecolor=style.COVERAGE[code][1], edgecolor=style.SOFT, linewidth=0.4)


def _lines(data: pd.DataFrame, room: float, size: float) -> list[tuple[str, str, float]]:
    """The lines from the top: text, indicator ("" for the heading of an area) and where its middle is."""
    found, top = [], 0.0
    for area, part in data.groupby("area", sort=False):
        if area:
            found.append((area, "", top + size * 1.1))
            top += size * 2.0
        for indicator, line in part.groupby("indicator", sort=False):
            name = lettering.wrap(line["name"].iloc[0], room, size)
            height = size * (1.2 * lettering.lines(name) + 0.35)
            found.append((name, indicator, top + height / 2))
            top += height
    return found
