"""Lanes for paper, by matplotlib: the same marks at the same values with the same labels."""
from __future__ import annotations

from analysis.charts import lanes, lettering, paper, style
from analysis.charts.lanes import Lanes, Places


def draw(spec: Lanes, width: str, notes: list[str]):
    """The lanes as a matplotlib figure of a named width."""
    size, wide = style.LETTERS_PT[width], paper.width_pt(width)
    names = [lettering.wrap(name, wide * 0.3, size) for name in lanes.groups(spec)]
    texts = [lettering.wrap(text, wide * 0.26, size) for text in spec.marks["text"]]
    places, axis = lanes.places(spec, names, texts, size), lettering.wrap(spec.axis, wide * 0.66, size)
    left, right = (lettering.widest(side, size) + paper.PAD + 5 for side in (names, texts))
    below = size * (2.1 + 1.5 * lettering.lines(axis)) + 5
    above = (max(lanes.levels(spec)) + 1) * size * 1.2 if len(spec.lines) else 0
    figure, axes = paper.sheet(width, spec.words.heading(), places.total, left, right, below, _legends(spec, size), notes,
                               above)
    _axes(axes, spec, places, names, texts, axis)
    _under(axes, spec, places, size)
    _lines(axes, spec, size)
    x = spec.x()
    for key, rows in lanes.looks(spec):
        paper.mark(axes, [x[row] for row in rows], [places.y[row] for row in rows], lanes.look(key), f"mark-{key[0]}", size * 0.72)
    return figure


def _legends(spec: Lanes, size: float) -> tuple[list, list]:
    """Handles and labels of the two legends: of the marks, of the lines."""
    across = [(paper.line_handle(_line_colour(line), _dash(n, line)), f"{style.CIRCLED[n % 10]} {line.name}")
              for n, line in enumerate(spec.lines.itertuples())]
    marks = [(paper.handle(lanes.look(key), size * 0.72), lanes.mark_name(*key, spec.words.lang)) for key, _ in lanes.looks(spec)]
    return marks, across


def _line_colour(line) -> str:
    return style.SOFT if line.unseen else style.INK


def _dash(number: int, line):
    return style.UNSEEN_DASH[0] if line.unseen else style.DASHES[number % 3][0]


def _axes(axes, spec: Lanes, places: Places, names, texts, axis: str) -> None:
    axes.set_xlim(spec.x_range())
    axes.set_xticks([at for at, _ in spec.ticks], [text for _, text in spec.ticks])
    axes.set_xlabel(axis, linespacing=1.1)
    axes.grid(axis="x")
    paper.sides(axes, places.total, dict(zip(places.centres, names)), dict(zip(places.y, texts)))
    for rule in places.rules:
        axes.axhline(rule, color=style.RULE, linewidth=0.5, zorder=0)
    if strip := spec.strip():
        axes.axvspan(strip[0], strip[2], **paper.BAND)


def _under(axes, spec: Lanes, places: Places, size: float) -> None:
    x = spec.x()
    if spec.stems:
        for key, rows in lanes.looks(spec):
            if not key[2]:
                axes.hlines([places.y[row] for row in rows], 0, [x[row] for row in rows], linewidth=size * 0.3, zorder=1,
                            color=style.lighter(lanes.look(key).colour, 0.5))
    if spec.joined:
        for rows in spec.marks.groupby("label", sort=False).indices.values():
            axes.plot([x[row] for row in rows], [places.y[row] for row in rows], color=style.RULE, linewidth=1.4, zorder=1)
    for bound in lanes.bounds(spec, places.y).itertuples():
        colour = style.look(bound.kind, bound.unreviewed).colour
        axes.plot([bound.x, bound.x2], [bound.y, bound.y], color=colour, zorder=2, linestyle=":" if bound.sign == "about" else "-",
                  linewidth={"range": 3.5, "about": 1.2}.get(bound.sign, 1.3), solid_capstyle="butt")
        if bound.sign in ("up", "down"):
            axes.plot(bound.x2 if bound.sign == "up" else bound.x, bound.y, marker=">" if bound.sign == "up" else "<",
                      color=colour, markersize=size * 0.45, zorder=2)


def _lines(axes, spec: Lanes, size: float) -> None:
    for number, (line, level) in enumerate(zip(spec.lines.itertuples(), lanes.levels(spec))):
        axes.axvline(line.value, color=_line_colour(line), linestyle=_dash(number, line), linewidth=1, zorder=1.5)
        paper.sign_on_top(axes, style.CIRCLED[number % 10], line.value, 1 + level * size * 1.2)
