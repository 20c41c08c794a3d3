"""Figures of counties beside thresholds, national targets and national figures."""
from __future__ import annotations

import pandas as pd

from analysis import codebook
from analysis.compare.measures import difference_unit, margin
from analysis.compare.pairing import paired

# How a benchmark of each level meets a year: in force from its year on, due in its year, or true of its year.
TIMING = {
    "county_threshold": "in_force", "county_threshold_superseded": "in_force", "provincial_threshold": "in_force",
    "school_threshold": "in_force", "national_rule": "in_force",
    "national_target": "due", "national_plan_target": "due", "national_actual": "of_the_year",
}
# What a benchmark does not speak of: there it follows the figure beside it.
_SILENT_ON = ("period", "flow", "stage")
_FROM_FIGURE = ["target_id", "region_code", "region_name", "indicator", "measure", "kind", "year", "value", "value_upper", "comparator",
                "unit", "scope", "basis", "commitment", "status"]
_FROM_BENCHMARK = ["series", "evidence", "number_seen", "source_title", "source_title_en"]


def with_benchmarks(targets: pd.DataFrame, benchmarks: pd.DataFrame, documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every told target and result beside the benchmarks of its indicator that its year meets.

    targets: table `targets`; benchmarks: table of the codebook; documents: with document and year, so
    that a threshold is the one in force when the plan was made (else in the figure's own year). A
    threshold is the latest in force, a national target the first that is due in or after the year (else
    the last), a national figure that of the same year. Levels (county threshold, threshold of a
    province, of each school, national target …) are never merged: a row for each.

    Returns a row a pair: the figure's columns, ``benchmark`` with ``benchmark_comparator``,
    ``benchmark_level``, ``benchmark_year``, ``benchmark_basis``, series, evidence, number_seen,
    source_title(_en), ``margin`` (T − B, in ``margin_unit``; NaN where a guard refuses the pair),
    ``flags`` (ids of guards), ``caution`` and ``reason`` (why refused), ``statement_ids``.
    """
    told = targets[targets["value"].notna() & targets["kind"].isin(["target", "result"])]
    figures = told.assign(planned=_planned(told, documents))
    pairs = _met(figures, _ready(benchmarks))
    if pairs.empty:
        return pd.DataFrame(columns=_columns())
    judged = paired(*_sides(pairs), ["pair"], "benchmarks")
    refused, unit = judged["refused"], judged["unit_left"].map(difference_unit).astype("str")
    out = pd.DataFrame({name: judged[f"{name}_left"] for name in _FROM_FIGURE})
    out = out.assign(benchmark=judged["value_right"], benchmark_comparator=judged["comparator_right"],
                     benchmark_level=judged["level_right"], benchmark_year=pairs["year_b"].astype("Int64"),
                     benchmark_basis=judged["basis_right"],
                     **{name: judged[f"{name}_right"] for name in _FROM_BENCHMARK})
    out = out.assign(margin=margin(out["value"], out["benchmark"]).where(~refused), margin_unit=unit,
                     flags=judged["flags"], caution=judged["why"].where(~refused, None), reason=judged["why"].where(refused, None),
                     statement_ids=judged["statement_ids_left"])
    return out[_columns()]


def _columns() -> list[str]:
    return [*_FROM_FIGURE, "benchmark", "benchmark_comparator", "benchmark_level", "benchmark_year", "benchmark_basis",
            *_FROM_BENCHMARK, "margin", "margin_unit", "flags", "caution", "reason", "statement_ids"]


def _planned(rows: pd.DataFrame, documents: pd.DataFrame | None) -> pd.Series:
    """The year in which a figure's (first) document plans; else the figure's own year."""
    if documents is None:
        return rows["year"]
    year = rows["document"].str.split(" ").str[0].map(documents.set_index("document")["year"])
    return year.astype("Int64").fillna(rows["year"])


def _ready(benchmarks: pd.DataFrame) -> pd.DataFrame:
    """Benchmarks with the fields of a figure: whether they are levels or growth, and of what. Their own scope says
    what kind of benchmark they are and is kept as ``group``; where an indicator has several series for
    counties (approval of preschools, of schools) the name of the series is what it is of."""
    growth = codebook.indicators().query("comparability == 'growth'")["id"]
    measure = benchmarks["indicator"].isin(growth).map({True: "change", False: "level"})
    known = benchmarks[(benchmarks["indicator"] != "other") & benchmarks["level"].isin(TIMING.keys())]
    listed = codebook.series().query("for_counties == 'yes'")
    several = listed[listed["indicator"].duplicated(keep=False)].set_index("series")["name_zh"]
    scope = known["series"].map(several).fillna("").astype("str")
    return known.assign(measure=measure.astype("str"), group=known["scope"], scope=scope)


def _met(figures: pd.DataFrame, benchmarks: pd.DataFrame) -> pd.DataFrame:
    """Each figure with the benchmarks that its year meets: the columns of both, those of the benchmark with ``_b``."""
    pairs = figures.merge(benchmarks.add_suffix("_b"), left_on="indicator", right_on="indicator_b")
    timing = pairs["level_b"].map(TIMING)
    planned, due, year = pairs["planned"], pairs["year"], pairs["year_b"]
    later = (year < due).fillna(True)
    away = (planned - year).where(timing == "in_force", (year - due).where(~later, 1000 + (due - year)))
    possible = (((timing == "in_force") & (year <= planned)) | (timing == "due") | ((timing == "of_the_year") & (year == due)))
    pairs = pairs.assign(_away=away)[possible.fillna(False).astype(bool) & due.notna()]
    same = ["target_id", "level_b", "series_b", "region_code_b", "group_b"]
    nearest = pairs["_away"] == pairs.groupby(same, sort=False)["_away"].transform("min")
    return pairs[nearest.fillna(False).astype(bool)].drop(columns="_away").reset_index(drop=True)


def _sides(pairs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two sides of each pair, for the guards: what a benchmark is silent on, and the year of one in force,
    are those of the figure."""
    own = [name for name in pairs if not name.endswith("_b")]
    left = pairs[own].assign(pair=range(len(pairs)))
    right = pairs.drop(columns=own).rename(columns=lambda name: name.removesuffix("_b")).assign(pair=range(len(pairs)))
    in_force = right["level"].map(TIMING) == "in_force"
    right = right.assign(year=right["year"].where(~in_force, left["year"]), **{name: left[name] for name in _SILENT_ON})
    return left, right
