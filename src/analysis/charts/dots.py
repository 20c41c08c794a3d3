"""Rates of regions and years as dots, against named thresholds."""
from __future__ import annotations

import pandas as pd

from analysis.charts import lanes, lanes_chart, tables
from analysis.charts.chart import Chart, NoChart, Words, enough, no_chart
from analysis.words import Text


def dots(frame: pd.DataFrame, lang: str, title: Text | str, source: Text | str, caveat: Text | str | None = None, *,
         label: tuple[str, ...] = ("region_code", "year"), thresholds: pd.DataFrame | None = None,
         axis: Text | str | None = None, minimum: int = 2) -> Chart | NoChart:
    """Figures of one unit as dots: targets hollow, results solid, an arrow for at least and at most, a bar for a range.

    ``frame``: rows of ``targets`` in the order to be drawn; ``label``: the columns that name a row;
    ``thresholds``: name, value, evidence. Masked figures are listed in a strip beside the axis.
    Fewer than ``minimum`` numbers give a NoChart. ValueError when the units differ.
    """
    words = Words(title, source, caveat, lang)
    if not enough(frame, minimum):
        return no_chart(frame, words, minimum, table=tables.show(frame, lang))
    unit, across = lanes.one_unit(frame), lanes.lines(thresholds, lang)
    values = [*frame["value"].dropna(), *_column(frame, "value_upper"), *across["value"]]
    ticks, limits = lanes.scale(values, unit, lang)
    named = lanes.axis_title(frame, unit, values, lang) if axis is None else lanes.labels.say(axis, lang)
    return lanes_chart.chart(lanes.Lanes(words, lanes.marks(frame, label, lang), named, ticks, limits, across))


def _column(frame: pd.DataFrame, name: str) -> list:
    return list(frame[name].dropna()) if name in frame else []
