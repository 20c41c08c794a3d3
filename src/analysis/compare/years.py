"""Across years: figures of one region, and national series cut where their definition changes."""
from __future__ import annotations

import pandas as pd

from analysis import codebook
from analysis.compare.counties import chosen
from analysis.compare.groups import grouped


def across_years(targets: pd.DataFrame, region_code: str, indicator: str, kind: str | None = None) -> pd.DataFrame:
    """The figures of one indicator and region in groups of years that may be compared.

    targets: table `targets`. Returns its rows, by year, with ``group``, ``caution`` and ``reason`` as in
    `analysis.compare.groups.grouped`; a break of the national series between two years is a caution.
    """
    rows = chosen(targets, indicator, kind=kind)
    rows = rows[rows["region_code"] == region_code].sort_values("year", kind="stable", na_position="last")
    return grouped(rows, "year", "years")


def national_series(benchmarks: pd.DataFrame, series: str, breaks: pd.DataFrame | None = None,
                    level: str = "national_actual") -> pd.DataFrame:
    """A national series by year, with ``era``: the values of one era are of one definition.

    benchmarks: table of the codebook; breaks: its `series_breaks` (by default the project's); level: what
    kind of values. Returns the rows of the series, by year and basis, with ``era`` (0, 1, …: breaks before
    the year) and ``break_zh``, ``break_en``: what changed, at the first year of an era and at a year with
    a note, else "". Never draw a line or take a difference across two eras.
    """
    breaks = codebook.series_breaks() if breaks is None else breaks
    rows = benchmarks[(benchmarks["series"] == series) & (benchmarks["level"] == level)]
    rows = rows.sort_values(["year", "basis"], kind="stable").reset_index(drop=True)
    changes = breaks[breaks["series"] == series]
    first_years = changes.loc[changes["kind"] == "break", "year"]
    era = [int((first_years <= year).sum()) for year in rows["year"]]
    said = {lang: changes.groupby("year")[f"what_{lang}"].agg(" ".join) for lang in ("zh", "en")}
    what = {f"break_{lang}": [texts.get(year, "") for year in rows["year"]] for lang, texts in said.items()}
    return rows.assign(era=pd.array(era, dtype="int64"), **{name: pd.Series(texts, rows.index, dtype="str") for name, texts in what.items()})
