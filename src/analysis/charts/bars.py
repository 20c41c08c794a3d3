"""Counts as bars with a head: by title, by level of award, or whatever names them; never summed."""
from __future__ import annotations

import pandas as pd

from analysis.charts import lanes, lanes_chart, tables
from analysis.charts.chart import Chart, NoChart, Words, enough, no_chart
from analysis.words import Text


def bars(frame: pd.DataFrame, lang: str, title: Text | str, source: Text | str, caveat: Text | str | None = None, *,
         label: tuple[str, ...] = ("region_code", "year", "award_level", "scope"), axis: Text | str | None = None,
         minimum: int = 2) -> Chart | NoChart:
    """Counts or amounts of one unit, each its own bar from zero; the head is hollow for a target, solid for a result.

    ``frame``: rows of ``targets`` in the order to be drawn; ``label``: the columns that name a row. Rows that
    share a label stand under each other, they are not added. Fewer than ``minimum`` numbers give a
    NoChart. ValueError when the units differ.
    """
    words = Words(title, source, caveat, lang)
    if not enough(frame, minimum):
        return no_chart(frame, words, minimum, table=tables.show(frame, lang))
    unit = lanes.one_unit(frame)
    values = [*frame["value"].dropna(), *(frame["value_upper"].dropna() if "value_upper" in frame else ())]
    ticks, limits = lanes.scale(values, unit, lang, from_zero=True)
    named = lanes.axis_title(frame, unit, values, lang) if axis is None else lanes.labels.say(axis, lang)
    return lanes_chart.chart(lanes.Lanes(words, lanes.marks(frame, label, lang), named, ticks, limits, stems=True))
