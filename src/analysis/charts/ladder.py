"""The ladder of county creations: which step each region plans or has reached, and when."""
from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis.charts import figures, lanes, lanes_chart, style, tables
from analysis.charts.chart import Chart, NoChart, Words, no_chart
from analysis.words import Text

AXIS = Text("步骤：{steps}（年份在右侧）", "steps: {steps} (years at the right)")
NO_YEAR = Text("年份未写明", "year not stated")
HEADINGS = {"creation": Text("创建", "creation"), "step": Text("步骤", "step")}


def ladder(frame: pd.DataFrame, lang: str, title: Text | str, source: Text | str, caveat: Text | str | None = None, *,
           steps: dict[str, Text] = schema.CODES["step"], label: tuple[str, ...] = ("region_code", "creation"),
           minimum: int = 2) -> Chart | NoChart:
    """Each planned or reached step as a mark, hollow or solid, with its year; the steps of one creation are joined.

    ``frame``: the columns of ``label``, ``step`` (a key of ``steps``), ``year``, ``kind``, ``status``,
    ``statement_ids``. Fewer than ``minimum`` rows give a NoChart. ValueError names an unknown step.
    """
    words = Words(title, source, caveat, lang)
    if unknown := sorted(set(frame["step"]) - set(steps)):
        raise ValueError(str(Text(f"不认识的步骤：{'、'.join(unknown)}。", f"Unknown steps: {', '.join(unknown)}.")))
    if len(frame) < minimum:
        named = frame.assign(step=[steps[step] for step in frame["step"]])
        return no_chart(frame, words, minimum, "step", tables.show(named, lang, headings=HEADINGS))
    at = {step: float(place) for place, step in enumerate(steps)}
    rows = frame.assign(value=frame["step"].map(at).astype(float), value_upper=None, comparator="=", unit="")
    marks = _climbing(lanes.marks(rows, label, lang, write=_when))
    # The names are too long for the ticks of a phone: numbers stand there.
    signs = dict(zip(steps, style.CIRCLED))
    named = AXIS[lang].format(steps=" ".join(f"{signs[step]}\N{NO-BREAK SPACE}{name[lang]}" for step, name in steps.items()))
    ticks = [(at[step], sign) for step, sign in signs.items()]
    return lanes_chart.chart(lanes.Lanes(words, marks, named, ticks, (-0.5, len(steps) - 0.5), joined=True))


def _when(row, lang: str) -> str:
    year = row.get("year")
    return NO_YEAR[lang] if figures.blank(year) else str(int(year))


def _climbing(marks: pd.DataFrame) -> pd.DataFrame:
    """The marks of each creation from the lowest step up, the creations in their order."""
    order = {name: number for number, name in enumerate(dict.fromkeys(marks["label"]))}
    places = marks.assign(order=marks["label"].map(order)).sort_values(["order", "value"], kind="stable")
    return places.drop(columns="order").reset_index(drop=True)
