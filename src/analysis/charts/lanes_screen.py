"""Lanes for the screen, by plotly."""
from __future__ import annotations

import plotly.graph_objects as go

from analysis.charts import lanes, lettering, screen, style
from analysis.charts.lanes import Lanes, Places

SIZE = style.SCREEN_PX
LABEL_PX, TEXT_PX, AXIS_PX, LEVEL_PX, ARROW_PX = 124, 92, 46, 14, 19


def draw(spec: Lanes) -> go.Figure:
    """The lanes as a plotly figure; every mark carries the ids of its statements in ``customdata``."""
    names = [screen.wrapped(name, LABEL_PX) for name in lanes.groups(spec)]
    texts = [screen.wrapped(text, TEXT_PX) for text in spec.marks["text"]]
    places, axis = lanes.places(spec, names, texts, SIZE), screen.wrapped(spec.axis, 250)
    left, right = (lettering.widest(side, SIZE) * screen.SLACK + 9 for side in (names, texts))
    below = AXIS_PX + (lettering.lines(axis) - 1) * 16
    above = (max(lanes.levels(spec)) + 1) * LEVEL_PX if len(spec.lines) else 6
    figure = screen.ground(spec.words.heading(), places.total, left, right, below, _legends(spec), above)
    _axes(figure, spec, places, names, texts, axis)
    _under(figure, spec, places)
    _lines(figure, spec, places)
    _marks(figure, spec, places)
    return figure


def _legends(spec: Lanes) -> list[list[tuple]]:
    """The signs and texts of the two legends: of the marks, of the lines."""
    marks = [(screen.mark_sign(lanes.look(key)), lanes.mark_name(*key, spec.words.lang)) for key, _ in lanes.looks(spec)]
    across = [(screen.line_sign(*_line(line, n)), f"{style.CIRCLED[n % 10]} {line.name}")
              for n, line in enumerate(spec.lines.itertuples())]
    return [marks, across]


def _line(line, number: int) -> tuple[str, str]:
    return (style.SOFT, style.UNSEEN_DASH[1]) if line.unseen else (style.INK, style.DASHES[number % 3][1])


def _axes(figure, spec, places: Places, names, texts, axis: str) -> None:
    figure.update_xaxes(range=list(spec.x_range()), tickvals=[at for at, _ in spec.ticks], tickangle=0, showline=True,
                        ticktext=[screen.safe(text) for _, text in spec.ticks], title={"text": screen.safe(axis), "standoff": 6})
    screen.sides(figure, places.total, dict(zip(places.centres, names)), dict(zip(places.y, texts)))
    for rule in places.rules:
        figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=rule, y1=rule, line={"color": style.RULE, "width": 1},
                         layer="below")
    if strip := spec.strip():
        screen.band(figure, x0=strip[0], x1=strip[2], y0=0, y1=places.total)


def _decoration(x, y, colour: str, width: float, dash: str = "solid") -> go.Scatter:
    return go.Scatter(x=x, y=y, mode="lines", line={"color": colour, "width": width, "dash": dash}, hoverinfo="skip")


def _under(figure, spec: Lanes, places: Places) -> None:
    """What stands under the marks: stems, joins, ranges, arrows of comparators."""
    x = spec.x()
    if spec.stems:
        for key, rows in lanes.looks(spec):
            across = [end for row in rows for end in (0, x[row], None)]
            down = [end for row in rows for end in (places.y[row], places.y[row], None)]
            if not key[2]:
                figure.add_trace(_decoration(across, down, style.lighter(lanes.look(key).colour, 0.5), 4))
    if spec.joined:
        for rows in spec.marks.groupby("label", sort=False).indices.values():
            figure.add_trace(_decoration([x[row] for row in rows], [places.y[row] for row in rows], style.RULE, 2))
    for bound in lanes.bounds(spec, places.y).itertuples():
        colour = style.look(bound.kind, bound.unreviewed).colour
        if bound.sign in ("up", "down"):
            _arrow(figure, bound, colour)
        else:
            width, dash = (5, "solid") if bound.sign == "range" else (1.5, "dot")
            figure.add_trace(_decoration([bound.x, bound.x2], [bound.y, bound.y], colour, width, dash))


def _arrow(figure, bound, colour: str) -> None:
    """An arrow away from a mark, of the same length on every screen."""
    up = bound.sign == "up"
    figure.add_annotation(x=bound.x if up else bound.x2, y=bound.y, ax=ARROW_PX if up else -ARROW_PX, ay=0, text="",
                          showarrow=True, arrowside="start", startarrowhead=2, startarrowsize=0.9, arrowwidth=1.8,
                          arrowcolor=colour, standoff=5)


def _lines(figure, spec: Lanes, places: Places) -> None:
    for number, (line, level) in enumerate(zip(spec.lines.itertuples(), lanes.levels(spec))):
        colour, dash = _line(line, number)
        figure.add_trace(go.Scatter(
            x=[line.value, line.value], y=[0, places.total], mode="lines", name=screen.safe(line.name), meta="line",
            line={"color": colour, "width": 1.3, "dash": dash}, hoverinfo="name", hoverlabel={"namelength": -1}))
        figure.add_annotation(x=line.value, xref="x", y=1, yref="paper", yanchor="bottom", yshift=level * LEVEL_PX,
                              text=style.CIRCLED[number % 10], showarrow=False, font={"size": SIZE})


def _marks(figure, spec: Lanes, places: Places) -> None:
    x = spec.x()
    for key, rows in lanes.looks(spec):
        look, part, name = lanes.look(key), spec.marks.iloc[rows], screen.safe(lanes.mark_name(*key, spec.words.lang))
        hover = [f"<b>{screen.safe(row.label)}</b><br>{name}<br>{screen.safe(row.text)}" for row in part.itertuples()]
        figure.add_trace(go.Scatter(
            x=[x[row] for row in rows], y=[places.y[row] for row in rows], mode="markers", name=name, meta="mark",
            marker=screen.marker(look), customdata=list(part["statement_ids"]), text=hover,
            hovertemplate="%{text}<extra></extra>", cliponaxis=False))
        if look.ring:
            for row in rows:
                figure.add_shape(**screen.ring(x[row], places.y[row], look.colour))
