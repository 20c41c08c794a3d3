"""Both drawings of lanes in one chart."""
from __future__ import annotations

import pandas as pd

from analysis.charts import lanes_paper, lanes_screen
from analysis.charts.chart import Chart
from analysis.charts.lanes import Lanes


def chart(spec: Lanes) -> Chart:
    """Both drawings of the lanes, and the data that they show."""
    data = spec.marks.assign(drawn_as="mark")
    across = spec.lines.rename(columns={"name": "label"}).assign(drawn_as="line", text="", statement_ids="")
    across = across.drop(columns="unseen").reindex(columns=data.columns)
    data = pd.concat([data, across], ignore_index=True) if len(across) else data
    return Chart(spec.words, lanes_screen.draw(spec), lambda width, notes: lanes_paper.draw(spec, width, notes), data)
