"""National series over the years, their breaks drawn and named, with the figures of regions over them."""
from __future__ import annotations

import pandas as pd

from analysis.charts import labels, lanes, series_paper, series_screen, tables, years
from analysis.charts.chart import Chart, NoChart, Words, enough, no_chart
from analysis.words import Text


def series(frame: pd.DataFrame, lang: str, title: Text | str, source: Text | str, caveat: Text | str | None = None, *,
           national: pd.DataFrame | None = None, breaks: pd.DataFrame | None = None, axis: Text | str | None = None,
           minimum: int = 2) -> Chart | NoChart:
    """Lines of national values and, over them, points of regions: targets hollow, results solid, a symbol for each region.

    ``frame``: rows of ``targets`` with a year, of one unit; ``national``: ``name`` (Text or string), ``year``,
    ``value`` and, where known, ``evidence`` (an unseen source is drawn dotted and says so) and
    ``statement_ids``; ``breaks``: ``year`` from which another definition holds, and ``name``. No line is
    drawn over a break or a missing year. Points that would cover each other are moved apart sideways.
    Fewer than ``minimum`` numbers of regions give a NoChart. ValueError when the units differ.
    """
    words = Words(title, source, caveat, lang)
    if not enough(frame, minimum):
        return no_chart(frame, words, minimum, table=tables.show(frame, lang))
    unit, cuts = lanes.one_unit(frame), years.named_breaks(breaks, lang)
    lines = years.runs(national, cuts, lang)
    values = [*frame["value"].dropna(), *(frame["value_upper"].dropna() if "value_upper" in frame else ()), *lines["value"]]
    ticks, limits = lanes.scale(values, unit, lang)
    dated = frame.dropna(subset=["year"])
    every = [int(year) for year in (*dated["year"], *lines["year"], *cuts["year"])]
    dots = years.points(dated, lang, limits[1] - limits[0], max(every) - min(every))
    named = lanes.axis_title(frame, unit, values, lang) if axis is None else labels.say(axis, lang)
    spec = years.Years(words, dots, lines, cuts, named, ticks, limits, (min(every) - 0.7, max(every) + 0.7))
    return Chart(words, series_screen.draw(spec), lambda width, notes: series_paper.draw(spec, width, notes), years.data(spec))
