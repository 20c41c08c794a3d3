"""Charts of lanes: every figure has a line of its own, so that no mark and no label covers another.

Left the label of a group of lanes, in the middle the marks on a value axis, right the figures as
text; a hidden number stands in a strip outside the value axis. Dots, bars and ladders are lanes.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis import schema
from analysis.charts import figures, labels, lettering, style
from analysis.charts.chart import Words
from analysis.words import Text

MARKS = ("label", "value", "value_upper", "comparator", "unit", "kind", "unreviewed", "hidden", "text", "statement_ids")
LOOKS = ["kind", "unreviewed", "hidden"]
# What a comparator draws beside its mark: an arrow to one side, or a little to both; in steps of the reach.
SIGNS = {">=": ("up", 0, 1), ">": ("up", 0, 1), "<=": ("down", -1, 0), "<": ("down", -1, 0), "~": ("about", -0.6, 0.6)}
WHOLE = ("institution", "person", "person_time", "item", "place", "vehicle", "class", "event", "rank", "year", "")
IN_BRACKETS = Text("{0}（{1}）", "{0} ({1})")
WITH_UNIT = Text("{0}（{1}）", "{0}, {1}")
UNSEEN = Text("未见原文", "source not seen")


@dataclass(frozen=True)
class Lanes:
    """What is drawn: ``marks`` (columns MARKS), ``lines`` across the lanes (name, value, unseen), the axis
    (title, ticks as position and text, limits), stems from zero to the marks, or a line joining each group's."""

    words: Words
    marks: pd.DataFrame
    axis: str
    ticks: list[tuple[float, str]]
    limits: tuple[float, float]
    lines: pd.DataFrame = field(default_factory=lambda: lines(None, "en"))
    stems: bool = False
    joined: bool = False

    @property
    def span(self) -> float:
        return self.limits[1] - self.limits[0]

    def strip(self) -> tuple[float, float, float] | None:
        """Where hidden numbers stand, left of the value axis: start, middle and end; None when none is hidden."""
        if not self.marks["hidden"].ne("").any():
            return None
        low = self.limits[0]
        return low - 0.13 * self.span, low - 0.075 * self.span, low - 0.02 * self.span

    def x_range(self) -> tuple[float, float]:
        strip = self.strip()
        return (strip[0] if strip else self.limits[0]), self.limits[1]

    def x(self) -> list[float]:
        """Where each mark stands: at its value, hidden ones in the strip."""
        strip = self.strip()
        return [strip[1] if hidden else float(value) for value, hidden in zip(self.marks["value"], self.marks["hidden"])]


@dataclass(frozen=True)
class Places:
    """Where the lanes are, from the top: of each mark, of each group's label, of the rules between groups."""

    y: list[float]
    centres: list[float]
    rules: list[float]
    total: float


def marks(frame: pd.DataFrame, label: tuple[str, ...], lang: str, write=figures.figure) -> pd.DataFrame:
    """Rows of ``targets`` or ``statements`` as marks (columns MARKS), in their order, groups together.

    ``label`` names the columns that make up the label of a row; ``write(row, lang)`` gives its text.
    """
    rows = [_mark(row, label, lang, write) for _, row in frame.iterrows()]
    found = pd.DataFrame(rows, columns=list(MARKS))
    order = {name: number for number, name in enumerate(dict.fromkeys(found["label"]))}
    return found.sort_values("label", key=lambda names: names.map(order), kind="stable").reset_index(drop=True)


def _mark(row, label, lang, write) -> tuple:
    hidden = figures.hidden(row, lang)
    value, upper = (None if figures.blank(row.get(name)) else float(row[name]) for name in ("value", "value_upper"))
    return (labels.joined(label, row, lang), value, upper, figures.field(row, "comparator", "="), figures.field(row, "unit"),
            figures.field(row, "kind", "reference"), figures.field(row, "status") == "unreviewed", hidden,
            write(row, lang), labels.ids(row))


def lines(frame: pd.DataFrame | None, lang: str) -> pd.DataFrame:
    """Thresholds as lines: name, value, unseen. The frame has ``name`` (a Text or a string) and ``value``, and may
    have ``evidence``: a value whose source nobody has seen is drawn dotted and says so."""
    if frame is None or frame.empty:
        return pd.DataFrame({"name": pd.Series(dtype="str"), "value": pd.Series(dtype="float"), "unseen": pd.Series(dtype="bool")})
    unseen = frame["evidence"].eq("unseen") if "evidence" in frame else pd.Series(False, index=frame.index)
    names = [labels.say(name, lang) for name in frame["name"]]
    names = [IN_BRACKETS[lang].format(name, UNSEEN[lang]) if hid else name for name, hid in zip(names, unseen)]
    made = pd.DataFrame({"name": names, "value": frame["value"].astype(float).to_list(), "unseen": unseen.to_list()})
    return made.drop_duplicates().sort_values(["value", "name"], kind="stable").reset_index(drop=True)


def one_unit(frame: pd.DataFrame) -> str:
    """The unit of a frame. ValueError when there are several: unlike units have no common axis."""
    units = sorted(set(frame["unit"].dropna()) - {""})
    if len(units) > 1:
        raise ValueError(str(Text(f"单位不同，不能画在同一条轴上：{'、'.join(units)}。请先分开。",
                                  f"Unlike units have no common axis: {', '.join(units)}. Separate them first.")))
    return units[0] if units else ""


def axis_title(frame: pd.DataFrame, unit: str, values, lang: str) -> str:
    """What the value axis says: the indicator, where there is but one, and the unit."""
    named = frame["indicator"].dropna().unique() if "indicator" in frame else []
    about = labels.cell("indicator", {"indicator": named[0]}, lang) if len(named) == 1 else ""
    measured = figures.axis_scale(values, unit, lang)[1]
    return WITH_UNIT[lang].format(about, measured) if about else measured


def scale(values, unit: str, lang: str, from_zero: bool = False) -> tuple[list[tuple[float, str]], tuple[float, float]]:
    """Round ticks (position, text) for some numbers, and the limits of the axis, with room for marks at its ends."""
    values = [float(value) for value in values if not figures.blank(value)] or [0.0, 1.0]
    low, high = min([0.0, *values] if from_zero else values), max([0.0, *values] if from_zero else values)
    if low == high:
        low, high = low - (abs(low) or 1) * 0.05, high + (abs(high) or 1) * 0.05
    if unit == "percent" and 0 < max(values) <= 100:
        high = min(high, 100.0)
    spots = MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10], integer=unit in WHOLE).tick_values(low, high)
    if unit == "percent" and 0 <= low and max(values) <= 100:
        spots = [spot for spot in spots if 0 <= spot <= 100]
    factor, _ = figures.axis_scale(values, unit, lang)
    shown = [round(float(Decimal(repr(float(spot))) / factor), 9) + 0.0 for spot in spots]
    ticks = [(float(spot), figures.plain(number, lang)) for spot, number in zip(spots, shown)]
    start, end = min(low, ticks[0][0]), max(high, ticks[-1][0])
    room = (end - start) * 0.09
    return ticks, (start if from_zero and low >= 0 else start - room, end + 1.5 * room)


def places(spec: Lanes, names: list[str], texts: list[str], size: float) -> Places:
    """Where everything stands from the top, for letters of a size; ``names``: the wrapped labels of the groups,
    ``texts``: the wrapped figures, whose lines decide how high a lane is."""
    y, centres, rules, top, first = [], [], [], 0.0, 0
    for name, count in zip(names, groups(spec).values()):
        lanes_ = [max(1.75, lettering.lines(text) * 1.3 + 0.25) * size for text in texts[first:first + count]]
        height = max(sum(lanes_), lettering.lines(name) * size * 1.3) + size * 0.7
        start = top + (height - sum(lanes_)) / 2
        y += [start + sum(lanes_[:n]) + lane / 2 for n, lane in enumerate(lanes_)]
        centres.append(top + height / 2)
        top += height
        first += count
        rules.append(top)
    return Places(y, centres, rules[:-1], top)


def groups(spec: Lanes) -> dict[str, int]:
    """The labels in their order, with how many lanes each has."""
    return spec.marks.groupby("label", sort=False).size().to_dict()


def bounds(spec: Lanes, y: list[float]) -> pd.DataFrame:
    """What comparators and ranges draw beside the mark: x, x2, y and which sign (at least ▷, at most ◁, about, range)."""
    reach, rows = 0.08 * spec.span, []
    for mark, height in zip(spec.marks.itertuples(), y):
        if mark.hidden:
            continue
        if not figures.blank(mark.value_upper):
            rows.append((mark.value, mark.value_upper, height, "range", mark.kind, mark.unreviewed))
        if mark.comparator in SIGNS:
            name, left, right = SIGNS[mark.comparator]
            end = mark.value if figures.blank(mark.value_upper) else mark.value_upper
            start = end if name == "up" else mark.value
            rows.append((start + left * reach, end + right * reach, height, name, mark.kind, mark.unreviewed))
    return pd.DataFrame(rows, columns=["x", "x2", "y", "sign", "kind", "unreviewed"])


def looks(spec: Lanes) -> list[tuple[tuple[str, bool, str], list[int]]]:
    """The kinds of marks that occur (kind, unreviewed, hidden), each with the numbers of its rows; plain ones first."""
    found = spec.marks.groupby(LOOKS, sort=True).indices
    order = sorted(found, key=lambda key: (bool(key[2]), key[1], list(schema.CODES["kind"]).index(key[0]), key))
    return [(key, list(found[key])) for key in order]


def look(key: tuple[str, bool, str]) -> style.Look:
    """How the marks of one kind of `looks` are drawn."""
    kind, unreviewed, hidden = key
    return style.look(kind, unreviewed, bool(hidden))


def mark_name(kind: str, unreviewed: bool, hidden: str, lang: str) -> str:
    """What the legend calls marks: target, result (unreviewed), target (masked)."""
    more = [hidden] if hidden else []
    more += [schema.CODES["status"]["unreviewed"][lang]] if unreviewed else []
    name = schema.CODES["kind"][kind][lang]
    return IN_BRACKETS[lang].format(name, ("、" if lang == "zh" else ", ").join(more)) if more else name


def levels(spec: Lanes) -> list[int]:
    """How high the number of each line stands: neighbours that would touch take turns."""
    found, last = [], None
    for value in spec.lines["value"]:
        near = last is not None and value - last < 0.12 * spec.span
        found.append((found[-1] + 1) % 3 if near else 0)
        last = value
    return found
