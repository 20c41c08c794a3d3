"""The ground of every matplotlib figure: one axes, with title, legend and notes placed by measured text.

Sizes are in points, from the top; the width is given, the height follows from what is drawn.
"""
from __future__ import annotations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend_handler import HandlerPatch, HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from analysis.charts import lettering, style

LINE = 1.4
PAD = 4.0
# The strip outside the value axis in which hidden numbers stand.
BAND = {"facecolor": style.BAND, "edgecolor": style.RULE, "hatch": "////", "linewidth": 0, "zorder": 0}
_RING = (0, (2.5, 2))  # the dashes of a ring


def width_pt(width: str) -> float:
    """A named width in points."""
    return style.WIDTHS_CM[width] / 2.54 * 72


def sheet(width: str, title: str, plot: float, left: float, right: float, below: float,
          legends=(), notes=(), above: float = 0.0):
    """A figure and its axes; each of ``legends`` is pairs of handle and label.

    ``plot`` is the height of the axes, the others are what stands around it, in points.
    """
    size, wide = style.LETTERS_PT[width], width_pt(width)
    room = (wide - 2 * PAD) * 0.97  # who saves a figure in settings of their own gets hinted, wider letters
    heading = lettering.wrap(title, room, size * 1.15)
    small = size * 0.85
    below_text = [lettering.wrap(note, room, small) for note in notes]
    top = PAD + lettering.lines(heading) * size * 1.15 * LINE + size * 0.5 + above
    foot = sum(lettering.lines(note) for note in below_text) * small * LINE + (size * 0.6 if below_text else 0)
    figure = Figure(figsize=(wide / 72, 1), dpi=72)
    FigureCanvasAgg(figure)
    boxes = [_legend(figure, legend, wide, size) for legend in legends if legend]
    total = top + plot + below + sum(height for _, height in boxes) + foot + PAD
    figure.set_size_inches(wide / 72, total / 72)
    axes = figure.add_axes((left / wide, 1 - (top + plot) / total, (wide - left - right) / wide, plot / total))
    figure.text(PAD / wide, 1 - PAD / total, heading, fontsize=size * 1.15, va="top", linespacing=1.25, gid="title")
    at = top + plot + below
    for box, height in boxes:
        box.set_bbox_to_anchor((PAD / wide, 1 - at / total), figure.transFigure)
        at += height
    figure.text(PAD / wide, (PAD + foot - size * 0.6) / total, "\n".join(below_text), fontsize=small, va="top",
                linespacing=1.25, color=style.SOFT, gid="notes")
    return figure, axes


def _legend(figure, legend, wide: float, size: float):
    """A legend in as many columns as the width holds, and its height with the gap below it."""
    labels = [lettering.wrap(label, wide - 2 * PAD - 3.2 * size, size) for _, label in legend]
    column = lettering.widest(labels, size) + 4.2 * size
    columns = min(len(labels), max(1, int((wide - 2 * PAD) // column)))
    box = figure.legend([handle for handle, _ in legend], labels, loc="upper left", ncols=columns, fontsize=size,
                        borderaxespad=0, borderpad=0, handlelength=2, columnspacing=1.2,
                        bbox_to_anchor=(0, 1), handler_map={tuple: HandlerTuple(ndivide=1), Circle: _Ring()})
    return box, box.get_window_extent(figure.canvas.get_renderer()).height + size * 0.45


def sides(axes, total: float, names: dict[float, str], texts: dict[float, str]) -> None:
    """Axes of a chart of rows: at the left ``names``, at the right ``texts``, each by its place from the top."""
    axes.set_ylim(total, 0)
    axes.set_yticks(list(names), list(names.values()), linespacing=1.1)
    axes.tick_params(axis="y", length=0)
    right = axes.secondary_yaxis("right")
    right.set_yticks(list(texts), list(texts.values()), linespacing=1.1)
    right.tick_params(length=0)
    right.spines["right"].set_visible(False)


def sign_on_top(axes, sign: str, x: float, above: float) -> None:
    """The number of a line across the plot, some points above its end."""
    axes.annotate(sign, (x, 1), (0, above), xycoords=axes.get_xaxis_transform(), textcoords="offset points", ha="center",
                  va="bottom")


def handle(look: style.Look, size: float = 6):
    """The sign of a mark for the legend; with its ring where it has one."""
    sign = Line2D([], [], linestyle="", marker=look.symbol, markersize=size, markerfacecolor=look.fill,
                  markeredgecolor=look.colour, markeredgewidth=1.3)
    ring = Circle((0, 0), edgecolor=look.colour, facecolor="none", linewidth=0.8, linestyle=_RING)
    return (sign, ring) if look.ring else sign


class _Ring(HandlerPatch):
    """A dashed circle in a legend, where matplotlib would draw a box."""

    def create_artists(self, legend, orig_handle, xdescent, ydescent, width, height, fontsize, trans):
        ring = Circle((width / 2 - xdescent, height / 2 - ydescent), fontsize * 0.72)
        ring.update_from(orig_handle)
        ring.set_transform(trans)
        return [ring]


def line_handle(colour: str, dash, width: float = 1.2, symbol: str = "") -> Line2D:
    """The sign of a line for the legend."""
    return Line2D([], [], color=colour, linestyle=dash, linewidth=width, marker=symbol or None, markersize=3)


def mark(axes, x, y, look: style.Look, gid: str, size: float = 6):
    """Draw marks of one look; a dashed ring goes around those that nobody reviewed."""
    edge = {"edgecolors": look.colour} if look.symbol != "x" else {}
    colour = look.fill if look.symbol != "x" else look.colour
    drawn = axes.scatter(x, y, s=size**2, marker=look.symbol, c=colour, linewidths=1.3, zorder=4, clip_on=False, gid=gid,
                         **edge)
    if look.ring:
        axes.scatter(x, y, s=(size * 2) ** 2, marker="o", facecolors="none", edgecolors=look.colour, linewidths=0.8,
                     linestyles=_RING, zorder=4, clip_on=False, gid="ring")
    return drawn
