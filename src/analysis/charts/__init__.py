"""Pictures: a DataFrame in, a chart or a table out, in Chinese or English.

    from analysis import charts
    charts.dots(frame, LANG, title=Text("…", "…"), source=Text("…", "…"))

Every function takes its frame and ``lang`` ("zh" or "en") and keeps no state. A chart shows itself in a
notebook, drawn for the screen and for paper; `save` writes it for print with its data.
"""
from analysis.charts.among import HEADINGS, among
from analysis.charts.bars import bars
from analysis.charts.chart import Chart, NoChart, Words, enough, save
from analysis.charts.dots import dots
from analysis.charts.ladder import ladder
from analysis.charts.matrix import matrix
from analysis.charts.series import series
from analysis.charts.shares import shares
from analysis.charts.style import apply, font_path
from analysis.charts.tables import Prose, Table, anchor, figure, link, linked, prose, show

__all__ = ["HEADINGS", "Chart", "NoChart", "Prose", "Table", "Words", "among", "anchor", "apply", "bars", "dots", "enough", "figure", "font_path",
           "ladder", "link", "linked", "matrix", "prose", "save", "series", "shares", "show"]
