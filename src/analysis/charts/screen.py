"""The ground of every plotly figure: heights and margins that hold from a phone to a wide screen.

The width is the reader's; the height is fixed, and reckoned for the narrowest screen, so that title,
labels and legend have room there.
"""
from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from analysis.charts import lettering, style

NARROW = 350  # what a phone of 390 pixels leaves to a figure
TITLE_PX, LINE, SIGN_PX = 15, 1.35, 40
SLACK = 1.1  # other fonts than ours may draw Latin letters a little wider


def safe(text: str) -> str:
    """A text for plotly, which reads a few tags: none of them is ours, line breaks are."""
    return escape(text, quote=False).replace("\n", "<br>")


def wrapped(text: str, room: float, size: float = style.SCREEN_PX) -> str:
    """A text broken into lines for the screen, not yet escaped."""
    return lettering.wrap(text, room / SLACK, size)


def ground(title: str, plot_px: float, left: float, right: float, below: float, legends: list[list[tuple]],
           above: float = 6) -> go.Figure:
    """An empty figure with room for what will be drawn, and its legends (all sizes in pixels).

    ``plot_px``: height of the plot; ``left``, ``right``: labels beside it; ``below``: axis labels; ``above``: signs
    on top of the plot; ``legends``: each a list of (sign, text), see `mark_sign`, `line_sign`, `area_sign`.
    """
    heading = wrapped(title, NARROW, TITLE_PX)
    top = round(lettering.lines(heading) * TITLE_PX * LINE + 14 + above)
    left, plot, bottom = round(left), round(plot_px), round(below)
    figure = go.Figure(layout={"template": style.template()})
    for legend in legends:
        bottom += _legend(figure, legend, -left, bottom)
    # plotly's own title grows upwards when it has several lines, out of the picture.
    figure.add_annotation(text=safe(heading), xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="top", align="left",
                          xshift=-left, yshift=top - 4, borderpad=0, showarrow=False, font={"size": TITLE_PX}, name="title")
    figure.update_layout(height=top + plot + bottom + 4, margin={"l": left, "r": round(right), "t": top, "b": bottom + 4},
                         showlegend=False)
    return figure


def sides(figure: go.Figure, total: float, names: dict[float, str], texts: dict[float, str]) -> None:
    """Axes of a chart of rows: at the left ``names``, at the right ``texts``, each by its place from the top."""
    axis = {**style.BARE_AXIS, "range": [total, 0]}
    figure.update_yaxes(**axis, tickvals=list(names), ticktext=[safe(name) for name in names.values()])
    figure.update_layout(yaxis2={**axis, "overlaying": "y", "side": "right", "tickvals": list(texts),
                                 "ticktext": [safe(text) for text in texts.values()]})
    # An axis without a trace is not drawn.
    figure.add_trace(go.Scatter(x=[0], y=[total / 2], xaxis="x", yaxis="y2", mode="markers", opacity=0, hoverinfo="skip"))


def band(figure: go.Figure, **place) -> None:
    """A grey strip outside the value axis, in which hidden numbers stand; ``place``: x0, x1, y0, y1 and references."""
    figure.add_shape(type="rect", fillcolor=style.BAND, line_width=0, layer="below", **place)


def _legend(figure: go.Figure, entries: list[tuple], x: float, y: float) -> int:
    """Draw a legend at a distance of pixels from the lower left corner of the plot; returns its height.

    plotly's own legend moves the margins, by amounts that depend on the width of the screen. This one has as
    many columns as a phone holds, and stays where it is.
    """
    texts = [wrapped(text, NARROW - SIGN_PX) for _, text in entries]
    column = lettering.widest(texts, style.SCREEN_PX) * SLACK + SIGN_PX + 12
    columns = max(1, int((NARROW + 12) // column))
    top = y
    for first in range(0, len(entries), columns):
        row = range(first, min(first + columns, len(entries)))
        for place, number in enumerate(row):
            _entry(figure, entries[number][0], texts[number], x + place * column, top)
        top += max(lettering.lines(texts[number]) for number in row) * style.SCREEN_PX * LINE + 5
    return round(top - y + 3) if entries else 0


def _entry(figure: go.Figure, sign: list[dict], text: str, left: float, top: float) -> None:
    figure.add_annotation(text=safe(text), xref="paper", yref="paper", x=0, y=0, xanchor="left", yanchor="top", align="left",
                          xshift=round(left + SIGN_PX), yshift=-round(top), borderpad=0, showarrow=False)
    for shape in sign:
        figure.add_shape(**_placed(shape, left + SIGN_PX / 2 - 3, -(top + style.SCREEN_PX * LINE / 2)))


def _placed(shape: dict, x: float, y: float) -> dict:
    """A shape drawn around (0, 0) in pixels, moved to a place measured from the lower left corner of the plot."""
    anchored = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 0}
    if "corners" in shape:
        path = "M" + "L".join(f"{round(right + x, 1)},{round(up + y, 1)}" for right, up in shape["corners"]) + "Z"
        return {**{name: value for name, value in shape.items() if name != "corners"}, **anchored, "path": path}
    ends = {name: round(shape[name] + (x if name[0] == "x" else y), 1) for name in ("x0", "x1", "y0", "y1")}
    return {**shape, **anchored, **ends}


def _box(kind: str, half: float, colour: str, fill: str | None = None, dash: str = "solid", width: float = 2) -> dict:
    return {"type": kind, "x0": -half, "x1": half, "y0": -half, "y1": half, "line": {"color": colour, "width": width, "dash": dash},
            **({"fillcolor": fill} if fill else {})}


def _stroke(x0, y0, x1, y1, colour: str, dash: str = "solid", width: float = 2) -> dict:
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": {"color": colour, "width": width, "dash": dash}}


# Outlines of the symbols that are no circle: corners in pixels, y upwards.
_CORNERS = {"square": ((-5, -5), (5, -5), (5, 5), (-5, 5)), "triangle-up": ((-6, -4.5), (6, -4.5), (0, 6)),
            "triangle-down": ((-6, 4.5), (6, 4.5), (0, -6)), "diamond": ((-6, 0), (0, -6), (6, 0), (0, 6)),
            "pentagon": ((-5.7, 1.9), (-3.5, -4.9), (3.5, -4.9), (5.7, 1.9), (0, 6)),
            "hexagon": ((-5.2, -3), (0, -6), (5.2, -3), (5.2, 3), (0, 6), (-5.2, 3))}


def mark_sign(look: style.Look) -> list[dict]:
    """The sign of a mark in the legend, as shapes: its symbol, and the ring where it has one."""
    ring = [_box("circle", 8.5, look.colour, dash="dot", width=1.3)] if look.ring else []
    if look.screen == "x-thin":
        return [_stroke(-4, -4, 4, 4, look.colour), _stroke(-4, 4, 4, -4, look.colour), *ring]
    if look.screen == "circle":
        return [_box("circle", 5, look.colour, look.fill), *ring]
    outline = {"color": look.colour, "width": 2}
    return [{"type": "path", "corners": _CORNERS[look.screen], "fillcolor": look.fill, "line": outline}, *ring]


def line_sign(colour: str, dash: str) -> list[dict]:
    """The sign of a line in the legend."""
    return [_stroke(-15, 0, 15, 0, colour, dash, 1.6)]


def area_sign(colour: str) -> list[dict]:
    """The sign of a part of a bar in the legend."""
    return [_box("rect", 6, style.INK, colour, width=0.6)]


def marker(look: style.Look, size: float = 11) -> dict:
    """A mark for plotly: hollow ones are filled with the colour of the paper, so that lines end at them."""
    line = {"color": look.colour, "width": 2}
    return {"symbol": look.screen, "size": size, "color": look.fill, "line": line, "opacity": 1}


def ring(x, y, colour: str, size: float = 9) -> dict:
    """A dotted ring around a mark that nobody reviewed; x, y in data, its size in pixels."""
    return {"type": "circle", "xref": "x", "yref": "y", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y,
            "x0": -size, "x1": size, "y0": -size, "y1": size, "line": {"color": colour, "width": 1.3, "dash": "dot"}}
