"""What findings say of single figures: beside benchmarks, funding, results, titles and buildings.

Each function gives a headline, its detail and the ids of the statements they stand on, or nothing.
"""
from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import codebook
from analysis.compare import phrases
from analysis.compare.benchmarks import with_benchmarks
from analysis.compare.measures import exact
from analysis.compare.naming import region_text, short_text
from analysis.compare.pairing import together
from analysis.compare.prose import agree, among, counted, few, enumerated, inner, items, joined, number, sentences, with_article
from analysis.compare.results import follow_up, with_results
from analysis.compare.said import Said, Tables, common_year, told, whose
from analysis.compare.words import NOTHING, clauses, figure_text
from analysis.schema import CODES
from analysis.words import LANGS, Text

GROWTH = "education_spending_growth"
TITLES = ("schools_designated", "kindergartens_designated")
BUILT = ("schools_built", "kindergartens_built")
_ONE_ITEM = ["indicator", "kind", "value", "comparator", "unit", "year", "series", "benchmark", "benchmark_year"]


def against(level: str, beside: phrases.Beside):
    """A finding on the figures beside the benchmarks of one level."""
    def say(tables: Tables) -> Said:
        pairs = with_benchmarks(tables.targets[tables.targets["indicator"] != GROWTH], tables.benchmarks, tables.documents)
        pairs = pairs[(pairs["benchmark_level"] == level) & pairs["margin"].notna()]
        if pairs.empty:
            return None
        year, kinds = common_year(pairs), set(pairs["kind"])
        noun = phrases.OF_KIND[min(kinds) if len(kinds) == 1 else ""]
        headline = _split(np.sign(pairs["margin"])).format(
            regions=_regions(pairs), things=counted(len(pairs), noun), noun=noun.en(len(pairs)), number=number(len(pairs)), benchmark=beside.many,
            year=Text(f"{year}年", f" for {year}") if year else NOTHING)
        one_region = pairs["region_code"].nunique() == 1
        parts = [part for _, part in pairs.groupby(_ONE_ITEM, sort=False, dropna=False)]
        shown = items(parts, lambda part: _beside(part, beside, bool(year), one_region, len(kinds) > 1), phrases.ITEM, shown=3)
        detail = sentences([_stop([shown]), _stop(_minding(pairs, beside.one))])
        return headline, detail, together(*pairs["statement_ids"])
    return say


def _regions(rows: pd.DataFrame) -> Text:
    """The regions of rows, each once; of many the first."""
    known = rows.drop_duplicates("region_code")
    return few([region_text(code, name) for code, name in zip(known["region_code"], known["region_name"])], phrases.COUNTY)


def _split(signs: pd.Series) -> Text:
    """The headline, with places left for what is compared: how many figures lie above, on and below their benchmark."""
    n = {how: int((signs == sign).sum()) for sign, how in ((1, phrases.ABOVE), (0, phrases.SAME), (-1, phrases.BELOW))}
    parts = [(count, how) for how, count in n.items() if count]
    if len(parts) == 1:
        count, how = parts[0]
        return _with(phrases.ALL_SO[min(count, 3)], how=how)
    said = [phrases.SOME_SO.format(n=count, count=number(count), are=agree(count, "is", "are"), how=how) for count, how in parts]
    return _with(phrases.SPLIT, split=Text("，".join(one.zh for one in said), joined(said).en))


def _with(sentence: Text, **given: Text) -> Text:
    """A sentence with one of its places filled and the others left."""
    (name, text), = given.items()
    return Text(*(sentence[lang].replace("{" + name + "}", text[lang]) for lang in LANGS))


def _beside(part: pd.DataFrame, beside: phrases.Beside, year_said: bool, region_said: bool, kind_needed: bool) -> Text:
    """One figure, of one region or of several alike, and how far it lies from its benchmark."""
    row = part.iloc[0].to_dict()
    regions = few([whose(one, not year_said) for one in part.to_dict("records")], phrases.COUNTY)
    wording = "" if region_said and year_said and row["commitment"] not in phrases.WORDED_AS else phrases.IN_REGIONS.format(regions=regions)
    kind = phrases.REMARK.format(said=CODES["kind"][row["kind"]]) if kind_needed else NOTHING
    return phrases.BESIDE.format(name=inner(short_text(row["indicator"])), kind=kind, whose=wording, figure=figure_text(row),
                                 distance=_distance(row, beside.number))


def _distance(pair: dict, benchmark: Text) -> Text:
    """How far the figure of a row of `with_benchmarks` lies from its benchmark, which is named by its number alone."""
    it = benchmark.format(year=pair["benchmark_year"], figure=figure_text({"value": pair["benchmark"], "unit": pair["unit"]}))
    by = figure_text({"value": abs(pair["margin"]), "unit": pair["margin_unit"]})
    return phrases.DISTANCE[int(np.sign(pair["margin"]))].format(it=it, by=by)


def _minding(pairs: pd.DataFrame, benchmark: Text) -> list[Text]:
    """How many of the pairs stand on a number that was not seen, or on a basis that is not stated."""
    counts = ((phrases.UNSEEN, ~pairs["number_seen"].astype(bool)), (phrases.NO_BASIS, pairs["flags"].str.contains("basis_")))
    return [said.format(n=int(true.sum()), what=benchmark, which=among(int(true.sum()), len(pairs)) if len(pairs) > 1 else "this one") for said, true in counts if true.any()]


def _stop(parts: Iterable[Text]) -> Text:
    """Clauses as one sentence."""
    said = clauses(part for part in parts if part.zh)
    return Text(f"{said.zh}。", f"{said.en}.") if said.zh else NOTHING


def growth(tables: Tables) -> Said:
    """The growth of education funding that can be read, beside the national growth of the same definition."""
    known = told(tables)
    rows = known[known["indicator"] == GROWTH]
    if rows.empty:
        return None
    n, blank = len(rows), int((rows["basis"] == "").sum())
    said = phrases.GROWTH if n == 1 else phrases.GROWTHS
    headline = said.format(n=n, rates=counted(n, phrases.GROWTH_RATE), rows=items(rows.to_dict("records"), _grown, phrases.ITEM))
    minding = [phrases.ALONE] if n == 1 else []
    minding += [phrases.BLANK_BASIS.format(n=blank, which=among(blank, n), state=agree(blank, "states", "state"))] if blank else []
    pairs = with_benchmarks(rows, tables.benchmarks, tables.documents)
    beside = [_nation(name, part) for name, part in pairs[pairs["margin"].notna()].groupby("series", sort=False)]
    return headline, sentences([*beside, _stop(minding)]), together(*rows["statement_ids"])


def _grown(row: dict) -> Text:
    return phrases.GROWN.format(region=region_text(row["region_code"], row["region_name"]), figure=figure_text(row), kind=CODES["kind"][row["kind"]],
                                verb=phrases.SETS[row["kind"]][0], year=_year(row, phrases.FOR_YEAR))


def _year(row: dict, said: Text = phrases.IN_YEAR) -> Text:
    return said.format(year=row["year"]) if pd.notna(row["year"]) else NOTHING


def _nation(series: str, pairs: pd.DataFrame) -> Text:
    """The growth of the counties beside one national series."""
    said = items(pairs.to_dict("records"), lambda row: phrases.GROWN_BESIDE.format(
        region=region_text(row["region_code"], row["region_name"]), distance=_distance(row, phrases.NATIONAL_NUMBER)), phrases.ITEM)
    return phrases.BY_SERIES.format(series=inner(Text(*(codebook.series_name(series, lang) for lang in LANGS))), said=said)


def followed(tables: Tables) -> Said:
    """Of how many targets the result is reported at all, and how far those went."""
    results = with_results(tables.targets, tables.documents)
    row = follow_up(results).iloc[0]
    if not row["n_targets"]:
        return None
    n = int(row["n_reported"])
    told_ = phrases.TOLD.format(n=n, number=number(n), have=agree(n, "has", "have")) if n else phrases.TOLD_NONE
    headline = phrases.FOLLOWED.format(n=row["n_targets"], targets=counted(int(row["n_targets"]), phrases.OF_KIND["target"]), told=told_)
    reached = results[results["attainment"].notna() & (results["indicator"] != "other")]
    shown = items(reached.to_dict("records"), _reached, phrases.ITEM) if len(reached) else NOTHING
    rate = phrases.RATE.format(reviewed=row["n_reviewed"], n=row["n_followed"], percent=row["follow_up_percent"]) if row["n_reviewed"] else phrases.NO_RATE
    return headline, sentences([_stop([shown]), rate]), row["statement_ids"]


def _reached(row: dict) -> Text:
    figure = figure_text({"value": abs(exact(row["attainment"])), "unit": row["attainment_unit"]})
    place = {"region": region_text(row["region_code"], row["region_name"]), "year": _year(row), "name": with_article(short_text(row["indicator"]))}
    if row["attainment_unit"] == "times":
        return phrases.TIMES.format(**place, figure=figure)
    return phrases.LESS.format(**place, how=phrases.MORE_LESS[int(np.sign(row["attainment"]))].format(by=figure))


def created(tables: Tables) -> Said:
    """Titles and new buildings: targets and results apart, by level of award, never added to one number."""
    known = told(tables)
    counts = known[(known["unit"] == "institution") & known["kind"].isin(["target", "result"])]
    titles, built = (counts[counts["indicator"].isin(names)] for names in (TITLES, BUILT))
    if titles.empty and built.empty:
        return None
    hidden = tables.targets[tables.targets["indicator"].isin([*TITLES, *BUILT]) & (tables.targets["missing_reason"] == "masked")]
    kinds = {kind: titles[titles["kind"] == kind] for kind in ("target", "result") if (titles["kind"] == kind).any()}
    levels = [_levels(kind, rows["award_level"]) for kind, rows in kinds.items()]
    said = [phrases.BY_LEVEL.format(levels=clauses(levels))] if levels else []
    said += [phrases.BUILT.format(shown=items(built.to_dict("records"), _built, phrases.ITEM))] if len(built) else []
    masked = [phrases.HIDDEN.format(n=len(hidden), number=number(len(hidden)), are=agree(len(hidden), "is", "are"))] if len(hidden) else []
    detail = sentences([*said, _stop([phrases.NOT_ADDED, *masked])])
    return _how_many(kinds, len(built)), detail, together(*titles["statement_ids"], *built["statement_ids"], *hidden["statement_ids"])


def _how_many(kinds: dict[str, pd.DataFrame], n_built: int) -> Text:
    """How many figures on titles, by kind, and how many on buildings."""
    titles = enumerated([counted(len(rows), phrases.OF_KIND[kind], digits=True) for kind, rows in kinds.items()]) if kinds else None
    parts = [phrases.OF_TITLES.format(what=titles)] if titles else []
    parts += [phrases.OF_BUILDINGS.format(what=counted(n_built, phrases.BUILDING, digits=True))] if n_built else []
    return phrases.CREATED.format(parts=Text("，".join(one.zh for one in parts), " and ".join(one.en for one in parts)))


def _built(row: dict) -> Text:
    return phrases.BUILT_ONE.format(region=region_text(row["region_code"], row["region_name"]), year=_year(row), figure=figure_text(row))


def _levels(kind: str, levels: pd.Series) -> Text:
    """How many figures there are of each level of award."""
    n = levels.value_counts(sort=False)
    names = CODES["award_level"] | {"": phrases.NO_LEVEL}
    said = enumerated([phrases.LEVEL.format(level=name, n=n[level]) for level, name in names.items() if level in n])
    many = Text(CODES["kind"][kind].zh, phrases.OF_KIND[kind].many)
    return phrases.LEVELS.format(kind=many, levels=said)
