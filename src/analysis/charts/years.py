"""What a chart over the years draws: points of regions, runs of national series, breaks; and where they stand."""
from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis import schema
from analysis.charts import figures, labels, lanes, style
from analysis.charts.chart import Words
from analysis.words import Text

POINTS = ("label", "region", "year", "x", "value", "value_upper", "comparator", "unit", "kind", "unreviewed", "hidden", "text",
          "statement_ids")
RUNS = ("name", "number", "unseen", "year", "value", "statement_ids", "run")
YEAR = Text("年份", "year")
BREAK = Text("{year} 年起：{name}", "from {year}: {name}")
LIST, COLON = Text("，", ", "), Text("：", ": ")
ON_A_PHONE = 0.05  # how wide a mark is there, as a part of the axis of years
LISTED = 12  # up to so many figures, the legend writes each of them


@dataclass(frozen=True)
class Years:
    """What is drawn: ``points`` of regions (POINTS), ``runs`` of national series (RUNS; each run is one line, broken
    where years are missing and at ``breaks``), breaks (year, name), and the axes."""

    words: Words
    points: pd.DataFrame
    runs: pd.DataFrame
    breaks: pd.DataFrame
    axis: str
    ticks: list[tuple[float, str]]
    limits: tuple[float, float]
    years: tuple[float, float]

    @property
    def span(self) -> float:
        return self.limits[1] - self.limits[0]

    def strip(self) -> tuple[float, float, float] | None:
        """Where hidden numbers stand, below the value axis: start, middle, end; None when none is hidden."""
        if not self.points["hidden"].ne("").any():
            return None
        low = self.limits[0]
        return low - 0.21 * self.span, low - 0.115 * self.span, low - 0.02 * self.span

    def y(self, point) -> float:
        """Where a point stands: at its value, a hidden one in the strip, targets lower than results."""
        if not point.hidden:
            return float(point.value)
        start, _, end = self.strip()
        return start + (end - start) * (0.7 if point.kind == "result" else 0.3)

    def joins(self) -> list[tuple[float, float, float, float]]:
        """Between a part of a series whose source was not seen and the next part: from year and value to year and value."""
        found = []
        for _, line in self.runs.groupby("number", sort=True):
            for before, after in zip(line.itertuples(), line.iloc[1:].itertuples()):
                same_era = not any(before.year < year <= after.year for year in self.breaks["year"])
                if before.unseen != after.unseen and after.year - before.year == 1 and same_era:
                    found.append((before.year, before.value, after.year, after.value))
        return found

    def y_range(self) -> tuple[float, float]:
        strip = self.strip()
        return (strip[0] if strip else self.limits[0]), self.limits[1]

    def year_ticks(self) -> list[int]:
        first, last = self.years
        found = MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]).tick_values(first, last)
        return [int(year) for year in found if first <= year <= last]


def points(frame: pd.DataFrame, lang: str, span: float, years: float = 0) -> pd.DataFrame:
    """The figures of regions as points (POINTS), named for the legend; ``x`` is the year, moved where points would touch.

    ``span``: from the lowest to the highest value drawn; ``years``: from the first to the last year drawn."""
    made = lanes.marks(frame, ("region_code", "year"), lang)
    like = _like(frame, lang)
    made["region"] = [labels.region(row, lang) for _, row in like.iterrows()]
    made["year"] = like["year"].astype(int).to_list()
    made["x"] = made["year"] + _apart(made, span, years)
    return made.reindex(columns=list(POINTS))


def _like(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The rows of the frame in the order of the marks that are made of them."""
    names = [labels.joined(("region_code", "year"), row, lang) for _, row in frame.iterrows()]
    order = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return frame.assign(order=[order[name] for name in names]).sort_values("order", kind="stable").drop(columns="order")


def _apart(made: pd.DataFrame, span: float, years: float) -> pd.Series:
    """How far to move each point sideways, in years: those of a year that are closer than a mark is high. Marks of a
    long series stand further apart, so that they do not cover each other on a phone, but never in another year."""
    level = (made["value"] / (0.05 * span)).round().where(made["hidden"].eq(""), -1e9 - made["kind"].eq("result"))
    order = made.groupby([made["year"], level]).cumcount()
    count = made.groupby([made["year"], level])["year"].transform("size")
    step = (0.9 / (count - 1).clip(lower=1)).clip(upper=max(0.3, ON_A_PHONE * years))
    return (order - (count - 1) / 2) * step


def named_breaks(frame: pd.DataFrame | None, lang: str) -> pd.DataFrame:
    if frame is None or frame.empty:
        return pd.DataFrame({"year": pd.Series(dtype="int"), "name": pd.Series(dtype="str")})
    named = [BREAK[lang].format(year=int(year), name=labels.say(name, lang)) for year, name in zip(frame["year"], frame["name"])]
    made = pd.DataFrame({"year": frame["year"].astype(int).to_list(), "name": named})
    return made.sort_values("year", kind="stable").reset_index(drop=True)


def runs(national: pd.DataFrame | None, breaks: pd.DataFrame, lang: str) -> pd.DataFrame:
    """National values as runs (RUNS) that may be joined by a line: consecutive years, one side of every break, and
    either all seen in a source or not."""
    if national is None or national.empty:
        return pd.DataFrame({name: pd.Series(dtype="str" if name in ("name", "statement_ids") else "float") for name in RUNS})
    unseen = national["evidence"].eq("unseen") if "evidence" in national else pd.Series(False, index=national.index)
    made = pd.DataFrame({"name": [labels.say(name, lang) for name in national["name"]], "unseen": unseen.to_list(),
                         "year": national["year"].astype(int).to_list(),
                         "value": national["value"].astype(float).to_list(),
                         "statement_ids": [labels.ids(row) for _, row in national.iterrows()]})
    made["number"] = pd.factorize(made["name"])[0]
    made = made.sort_values(["number", "year"], kind="stable").reset_index(drop=True)
    before = made.shift(1)
    era = sum((made["year"] >= year).astype(int) for year in breaks["year"]) if len(breaks) else pd.Series(0, index=made.index)
    same = made["number"].eq(before["number"]) & made["unseen"].eq(before["unseen"]) & era.eq(era.shift(1))
    new = ~same | (made["year"] - before["year"]).ne(1)
    return made.assign(run=new.cumsum())[list(RUNS)]


def run_name(name: str, unseen: bool, lang: str) -> str:
    """What the legend calls a series, or the part of it whose source nobody has seen."""
    return lanes.IN_BRACKETS[lang].format(name, lanes.UNSEEN[lang]) if unseen else name


def entries(spec: Years) -> list[tuple[tuple, list[int], str]]:
    """The marks of the legend: (region, kind, unreviewed, hidden), the numbers of their rows, and the words; a few
    figures are written out, so that paper says what a pointer shows on the screen."""
    found, lang = [], spec.words.lang
    for key, rows in spec.points.groupby(["region", "kind", "unreviewed", "hidden"], sort=False).indices.items():
        part = spec.points.iloc[rows]
        name = f"{key[0]} {lanes.mark_name(key[1], key[2], '', lang)}"
        said = LIST[lang].join(f"{row.year} {row.text}" for row in part.itertuples())
        found.append((key, list(rows), f"{name}{COLON[lang]}{said}" if len(spec.points) <= LISTED else name))
    return found


def regions(spec: Years) -> dict[str, int]:
    """The regions by number: each has its symbol and colour."""
    return {name: number for number, name in enumerate(dict.fromkeys(spec.points["region"]))}


def data(spec: Years) -> pd.DataFrame:
    marks = spec.points.drop(columns=["x", "region"]).assign(drawn_as="mark")
    national = spec.runs.rename(columns={"name": "label"}).assign(drawn_as="line", kind="reference")
    return pd.concat([part.dropna(axis=1, how="all") for part in (marks, national) if len(part)], ignore_index=True).drop(
        columns=["number", "run"], errors="ignore")


def mark_look(spec: Years, key: tuple) -> style.Look:
    """How the marks of a legend entry are drawn: symbol and colour by region, hollow or solid by kind."""
    region, kind, unreviewed, hidden = key
    return style.of_region(regions(spec)[region], kind, unreviewed, bool(hidden))


def bounds(spec: Years, rows: list[int]) -> list[tuple[float, float, float, str]]:
    """What at least, at most and ranges draw beside a mark: x, from, to, and where the arrow points ("" for a range)."""
    reach, found = 0.07 * spec.span, []
    for point in spec.points.iloc[rows].itertuples():
        if not point.hidden and not figures.blank(point.value_upper):
            found.append((point.x, point.value, point.value_upper, ""))
        if not point.hidden and point.comparator in (">=", ">", "<=", "<"):
            up = point.comparator in (">=", ">")
            found.append((point.x, point.value, point.value + (reach if up else -reach), "up" if up else "down"))
    return found
