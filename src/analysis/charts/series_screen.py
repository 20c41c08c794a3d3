"""Series for the screen, by plotly."""
from __future__ import annotations

import plotly.graph_objects as go

from analysis.charts import figures, lanes, lettering, screen, style
from analysis.charts.years import YEAR, Years, bounds, entries, mark_look, run_name

PLOT_PX, BELOW_PX = 300, 46


def draw(spec: Years) -> go.Figure:
    """The series as a plotly figure; every mark carries the ids of its statements in ``customdata``."""
    heading = spec.words.heading()
    ticks = [text for _, text in spec.ticks] + ([figures.HIDDEN["masked"][spec.words.lang]] if spec.strip() else [])
    figure = screen.ground(heading, PLOT_PX, lettering.widest(ticks, style.SCREEN_PX) * screen.SLACK + 10, 14,
                           BELOW_PX, _legends(spec), above=38)
    _axes(figure, spec)
    _runs(figure, spec)
    _breaks(figure, spec)
    for key, rows, name in entries(spec):
        _points(figure, spec, key, rows, name)
    return figure


def _legends(spec: Years) -> list[list[tuple]]:
    """The signs and texts of the two legends: of the points, of the lines."""
    kinds = dict.fromkeys(zip(spec.runs["number"], spec.runs["name"], spec.runs["unseen"]))
    runs = [(screen.line_sign(*_line(number, unseen)), run_name(name, unseen, spec.words.lang)) for number, name, unseen in kinds]
    breaks = [(screen.line_sign(style.INK, "dash"), f"{sign} {name}") for sign, name in zip(style.CIRCLED, spec.breaks["name"])]
    return [[(screen.mark_sign(mark_look(spec, key)), name) for key, _, name in entries(spec)], runs + breaks]


def _line(number, unseen: bool) -> tuple[str, str]:
    return (style.HIDDEN, style.UNSEEN_DASH[1]) if unseen else (style.SOFT, style.DASHES[int(number) % 4][1])


def _axes(figure, spec: Years) -> None:
    ticks, strip = list(spec.ticks), spec.strip()
    if strip:
        ticks.append((strip[1], figures.HIDDEN["masked"][spec.words.lang]))
        screen.band(figure, xref="paper", x0=0, x1=1, y0=strip[0], y1=strip[2])
    years = spec.year_ticks()
    figure.update_xaxes(range=list(spec.years), tickvals=years, ticktext=[str(year) for year in years], tickangle=0,
                        showgrid=False, showline=True, title={"text": YEAR[spec.words.lang], "standoff": 6})
    figure.update_yaxes(range=list(spec.y_range()), tickvals=[at for at, _ in ticks],
                        ticktext=[screen.safe(text) for _, text in ticks])
    # The name of the value axis stands on top of it, where it has the whole width.
    figure.add_annotation(text=screen.safe(screen.wrapped(spec.axis, screen.NARROW)), xref="paper", yref="paper", x=0, y=1,
                          yshift=18, xshift=-figure.layout.margin.l, xanchor="left", yanchor="bottom", showarrow=False,
                          align="left")


def _runs(figure, spec: Years) -> None:
    for (number, _, unseen), part in spec.runs.groupby(["number", "run", "unseen"], sort=True):
        name, (colour, dash) = run_name(part["name"].iloc[0], unseen, spec.words.lang), _line(number, unseen)
        hover = [f"{screen.safe(name)}<br>{int(row.year)}: {row.value:g}" for row in part.itertuples()]
        figure.add_trace(go.Scatter(
            x=[int(year) for year in part["year"]], y=list(part["value"]), mode="lines+markers", name=screen.safe(name),
            line={"color": colour, "width": 1.8, "dash": dash}, marker={"size": 4, "color": colour},
            customdata=list(part["statement_ids"]), text=hover, hovertemplate="%{text}<extra></extra>", meta="line"))
    for year, value, year2, value2 in spec.joins():
        figure.add_trace(go.Scatter(x=[year, year2], y=[value, value2], mode="lines", hoverinfo="skip",
                                    line={"color": style.HIDDEN, "width": 1.8, "dash": style.UNSEEN_DASH[1]}))


def _breaks(figure, spec: Years) -> None:
    for sign, row in zip(style.CIRCLED, spec.breaks.itertuples()):
        at = row.year - 0.5
        figure.add_trace(go.Scatter(
            x=[at, at], y=list(spec.y_range()), mode="lines", name=screen.safe(row.name), meta="break",
            line={"color": style.INK, "width": 1.2, "dash": "dash"}, hoverinfo="name", hoverlabel={"namelength": -1}))
        figure.add_annotation(x=at, y=1, yref="paper", yanchor="bottom", text=sign, showarrow=False)


def _points(figure, spec: Years, key, rows, name: str) -> None:
    look, part = mark_look(spec, key), spec.points.iloc[rows]
    y = [spec.y(row) for row in part.itertuples()]
    kind = screen.safe(lanes.mark_name(key[1], key[2], key[3], spec.words.lang))
    hover = [f"<b>{screen.safe(row.label)}</b><br>{kind}<br>{screen.safe(row.text)}" for row in part.itertuples()]
    figure.add_trace(go.Scatter(
        x=list(part["x"]), y=y, mode="markers", name=screen.safe(name), marker=screen.marker(look, 10),
        customdata=list(part["statement_ids"]), text=hover, hovertemplate="%{text}<extra></extra>", cliponaxis=False, meta="mark"))
    for bound in bounds(spec, rows):
        head = {"size": [0, 8] if bound[3] else 0, "symbol": f"arrow-{bound[3] or 'up'}", "color": look.colour}
        figure.add_trace(go.Scatter(x=[bound[0]] * 2, y=list(bound[1:3]), mode="lines+markers", hoverinfo="skip", marker=head,
                                    line={"color": look.colour, "width": 2}))
    if look.ring:
        for x, height in zip(part["x"], y):
            figure.add_shape(**screen.ring(x, height, look.colour))
