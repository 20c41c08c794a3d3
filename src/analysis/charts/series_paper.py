"""Series for paper, by matplotlib: the same lines, breaks and points."""
from __future__ import annotations

from analysis.charts import figures, lettering, paper, style
from analysis.charts.years import YEAR, Years, bounds, entries, mark_look, run_name


def draw(spec: Years, width: str, notes: list[str]):
    """The series as a matplotlib figure of a named width."""
    size, wide = style.LETTERS_PT[width], paper.width_pt(width)
    ticks = [text for _, text in spec.ticks] + ([figures.HIDDEN["masked"][spec.words.lang]] if spec.strip() else [])
    left = lettering.widest(ticks, size) + paper.PAD + 8
    axis = lettering.wrap(spec.axis, wide - 2 * paper.PAD, size)
    above = size * (1.6 + 1.4 * lettering.lines(axis))
    figure, axes = paper.sheet(width, spec.words.heading(), wide * 0.55, left, size * 1.2, size * 3.8, _legends(spec, size),
                               notes, above)
    _axes(axes, spec)
    axes.annotate(axis, (0, 1), (paper.PAD - left, size * 1.5), xycoords="axes fraction", textcoords="offset points", va="bottom",
                  linespacing=1.1)
    for (number, _, unseen), part in spec.runs.groupby(["number", "run", "unseen"], sort=True):
        axes.plot(part["year"], part["value"], gid="line", marker="o", markersize=2, linewidth=1.2, zorder=2,
                  **_line(number, unseen))
    for year, value, year2, value2 in spec.joins():
        axes.plot([year, year2], [value, value2], linewidth=1.2, zorder=2, **_line(0, True))
    for sign, row in zip(style.CIRCLED, spec.breaks.itertuples()):
        axes.axvline(row.year - 0.5, color=style.INK, linestyle="--", linewidth=0.9, zorder=1.5)
        paper.sign_on_top(axes, sign, row.year - 0.5, 1)
    for key, rows, _ in entries(spec):
        _points(axes, spec, key, rows, size)
    return figure


def _line(number, unseen: bool) -> dict:
    dash = style.UNSEEN_DASH if unseen else style.DASHES[int(number) % 4]
    return {"color": style.HIDDEN if unseen else style.SOFT, "linestyle": dash[0]}


def _legends(spec: Years, size: float) -> tuple[list, list]:
    """Handles and labels of the two legends: of the points, of the lines."""
    kinds = dict.fromkeys(zip(spec.runs["number"], spec.runs["name"], spec.runs["unseen"]))
    lines = [(_line(number, unseen), run_name(name, unseen, spec.words.lang)) for number, name, unseen in kinds]
    runs = [(paper.line_handle(line["color"], line["linestyle"]), name) for line, name in lines]
    breaks = [(paper.line_handle(style.INK, "--"), f"{sign} {name}") for sign, name in zip(style.CIRCLED, spec.breaks["name"])]
    return [(paper.handle(mark_look(spec, key), size * 0.7), name) for key, _, name in entries(spec)], runs + breaks


def _axes(axes, spec: Years) -> None:
    ticks, strip, years = list(spec.ticks), spec.strip(), spec.year_ticks()
    if strip:
        ticks.append((strip[1], figures.HIDDEN["masked"][spec.words.lang]))
        axes.axhspan(strip[0], strip[2], **paper.BAND)
    axes.set(xlim=spec.years, ylim=spec.y_range(), xlabel=YEAR[spec.words.lang])
    axes.set_xticks(years, [str(year) for year in years])
    axes.set_yticks([at for at, _ in ticks], [text for _, text in ticks])
    axes.grid(axis="y")


def _points(axes, spec: Years, key, rows, size: float) -> None:
    part, look = spec.points.iloc[rows], mark_look(spec, key)
    y = [spec.y(row) for row in part.itertuples()]
    paper.mark(axes, list(part["x"]), y, look, f"mark-{key[1]}", size * 0.7)
    for x, start, end, arrow in bounds(spec, rows):
        axes.plot([x, x], [start, end], color=look.colour, linewidth=1.2, zorder=3)
        if arrow:
            axes.plot(x, end, marker="^" if arrow == "up" else "v", color=look.colour, markersize=size * 0.4, zorder=3)
