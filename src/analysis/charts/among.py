"""Figures that may be compared, group by group; the table and the reasons where there are fewer than two."""
from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis import codebook, schema
from analysis.charts import figures, tables
from analysis.charts.chart import NONE, Chart, NoChart, Words
from analysis.charts.dots import dots
from analysis.words import LANGS, Text

COLUMNS = ["region_code", "year", "value", "kind", "scope", "basis", "award_level", "status", "reason"]
ALWAYS = ("region_code", "year", "value", "kind", "reason")
HEADINGS = {"reason": Text("为何不可比", "why it compares with none")}
TITLE = Text("{name}：{kind}", "{name}: {kind}")
MINDED = Text("{caveat}{caution}", "{caveat} {caution}")


def among(grouped: pd.DataFrame, lang: str, source: Text | str, caveat: Text = Text("", ""), *,
          draw: Callable[..., Chart | NoChart] = dots, columns: list[str] | None = None, **more) -> list[Chart | NoChart]:
    """One chart for each group of figures that may be compared, named after indicator and kind.

    ``grouped``: rows of one indicator with ``group``, ``caution``, ``reason`` (of `compare.across_counties` or
    `compare.across_years`). ``draw(frame, lang, title, source, caveat, **more)`` makes the chart; what is to be minded
    in a group joins its caveat. Where no two may be compared there is one NoChart: all the rows, each with its
    reason. No rows, no chart.
    """
    groups = [part for _, part in grouped.groupby("group", sort=True) if len(part) > 1]
    if groups or grouped.empty:
        return [draw(part, lang, _title(part), source, _minded(caveat, part), **more) for part in groups]
    shown = columns or [name for name in COLUMNS if name in ALWAYS or _telling(grouped, name)]
    words = Words(_title(grouped), source, caveat if caveat.zh else None, lang)
    return [NoChart(words, NONE, grouped, tables.show(grouped, lang, columns=shown, headings=HEADINGS))]


def _telling(rows: pd.DataFrame, name: str) -> bool:
    """Whether a column says something of these rows: not blank throughout, not confirmed throughout."""
    return name in rows and not rows[name].map(lambda value: figures.blank(value) or value == "confirmed").all()


def _title(rows: pd.DataFrame) -> Text:
    """The indicator and the kinds of its rows: 九年义务教育巩固率：目标."""
    kinds = [kind for kind in schema.CODES["kind"] if kind in set(rows["kind"])]
    names = (Text(*(codebook.indicator_name(rows["indicator"].iloc[0], one) for one in LANGS)),
             Text(*(("、", ", ")[n].join(schema.CODES["kind"][kind][one] for kind in kinds) for n, one in enumerate(LANGS))))
    return TITLE.format(name=names[0], kind=names[1])


def _minded(caveat: Text, part: pd.DataFrame) -> Text | None:
    """The caveat and what is to be minded within a group, each sentence once."""
    said = list(dict.fromkeys(caution for caution in part["caution"] if isinstance(caution, Text)))
    joined = MINDED.format(caveat=caveat, caution=Text("".join(t.zh for t in said), " ".join(t.en for t in said)))
    return Text(joined.zh.strip(), joined.en.strip()) if joined.zh.strip() else None
