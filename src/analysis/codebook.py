"""What things mean: the hand-kept tables of data/raw/codebook and the names they give.

Each function reads one table of the project around the working folder (or of the one given), once for
each state of the file. Texts that a reader sees stand in a pair of columns, ``…_zh`` and ``…_en``.
"""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.store import Project, find_project, read_table, sha256

# Columns of numbers and years that no schema defines, by table.
_NUMBERS = {"indicators": ("plausible_min", "plausible_max"), "documents": ("place_certainty", "year_certainty")}
_YEARS = {"regions": ("valid_from", "valid_to"), "documents": ("review_year",)}
_BOOLEANS = {"documents": ("truncated",), "benchmarks": ("number_seen",)}

SYNONYM_WORDS = ("thing", "act", "needs", "topic", "excludes")
_NAME = re.compile(r"\[([^\]|]+)\]")

NATION = "000000"
# Where the first list of divisions stands: what was there is older than that, nobody looked how much.
FIRST_LIST = 2002


@lru_cache(maxsize=64)
def _read(path: Path, table: str, mtime: int) -> pd.DataFrame:
    frame = read_table(path, numbers=(*_NUMBERS.get(table, ()), *_YEARS.get(table, ())))
    for name in _YEARS.get(table, ()):
        frame[name] = frame[name].astype("Int64")
    for name in _BOOLEANS.get(table, ()):
        frame[name] = frame[name].str.lower() == "true"
    return frame


def _table(name: str, project: Project | None) -> pd.DataFrame:
    project = project or find_project()
    path = project.documents_csv if name == "documents" else project.codebook / f"{name}.csv"
    # A missing file has no time; reading it then says so in a sentence.
    return _read(path, name, path.stat().st_mtime_ns if path.exists() else 0).copy()


def indicators(project: Project | None = None) -> pd.DataFrame:
    """The indicators, in the order of the coding manual.

    Columns: id, name_zh, name_en, unit, area, definition_zh, definition_en, direction (up, down, none: whether
    more is better), plausible_min and plausible_max (of a level, in the unit; NaN: no limit), comparability (how
    it may be compared), not_comparable_with (ids separated by ;), not_comparable_reason_zh, …_en, uis_isced
    (code of the UNESCO Institute for Statistics where there is a counterpart), note_zh, note_en.
    """
    return _table("indicators", project)


def regions(project: Project | None = None) -> pd.DataFrame:
    """Every division of county level and above since 2002: one row for each code and name it had.

    Columns: code (GB/T 2260), name, name_en, level, parent (code; "" for the nation), valid_from and valid_to
    (years of the first and the last list that has it; 2002 means 2002 or earlier, no valid_to: still so),
    source (the lists). How it was derived: scripts/make_regions.py.
    """
    return _table("regions", project)


def benchmarks(project: Project | None = None) -> pd.DataFrame:
    """Thresholds, targets of plans and national series.

    Columns: indicator, series, level (what kind of benchmark), region_code (whose it is), scope, scope_zh, year,
    value, unit, per, comparator, basis, source_title, source_title_en, issuer, issuer_en, doc_number, file (name of
    the document it was seen in; not redistributed), evidence (primary, secondary, unseen), number_seen (False: the
    number itself was not seen in a source), note_zh, note_en.
    """
    return _table("benchmarks", project)


def series(project: Project | None = None) -> pd.DataFrame:
    """The series of the benchmarks: series, indicator, name_zh, name_en, for_counties (yes: may stand beside a county)."""
    return _table("series", project)


def series_breaks(project: Project | None = None) -> pd.DataFrame:
    """Where a series changes its meaning: series, year (the first of the new state), kind (``break``: values before
    and after do not compare; ``note``: to be known), what_zh, what_en."""
    return _table("series_breaks", project)


def incomparable(project: Project | None = None) -> pd.DataFrame:
    """What may not be compared: one row a guard, most specific first.

    Columns: guard, severity (refuse, flag), field (the column that the two sides are looked at by), test, left,
    right, indicators (ids separated by |; empty: all), and_field with and_test (a second condition: the two sides
    must also differ in that column), allowed_in (comparisons that mean such a pair: years, targets, benchmarks;
    separated by |), title_zh, title_en, reason_zh, reason_en.

    test ``pair``: one side meets left and the other right, in either order; ``differs``: so, and both state
    unlike values; ``pattern``: the regular expression in left is found in what one side says and not in the other.
    left and right hold codes separated by |, ``*`` for any value stated, ``?`` for none stated.

    Fields are columns of statements and targets, of benchmarks (series, level, number_seen), and three that are
    looked up: province and prefecture of the region, era (years of a series between two breaks).
    """
    return _table("incomparable", project)


def corrections(project: Project | None = None) -> pd.DataFrame:
    """Declared corrections: document, statement_id, field, from, to, reason, by. One that matches nothing stops the build."""
    return _table("corrections", project)


def synonyms(project: Project | None = None) -> pd.DataFrame:
    """What documents call the indicators, one rule a row, first fit first; see analysis.extraction.indicators.

    Columns: indicator, unit, thing, act, needs, topic, excludes, as_unit, confidence. Words that several rules share
    have a name in synonym_words.csv (name, words); ``[name]`` in a cell stands for them. Raises KeyError, in a
    sentence, for a name that is not there.
    """
    rules, words = _table("synonyms", project), _table("synonym_words", project)
    shared = dict(zip(words["name"], words["words"], strict=True))
    for column in SYNONYM_WORDS:
        rules[column] = [_spelled_out(cell, shared, f"synonyms.csv, row {row}, column {column}") for row, cell in enumerate(rules[column], 2)]
    return rules


def _spelled_out(cell: str, shared: dict[str, str], where: str) -> str:
    """A cell of the synonyms with the words that its names stand for."""
    def words(name: re.Match) -> str:
        if name[1] not in shared:
            raise KeyError(f"{where}: [{name[1]}] is not a name in synonym_words.csv. Add a row for it, or write the words themselves.")
        return shared[name[1]]
    return _NAME.sub(words, cell)


def documents(project: Project | None = None) -> pd.DataFrame:
    """The registered sources (data/raw/documents.csv), one row a document.

    Columns: document, file, title, title_en, region_name, name_en, region_level, province, province_en, prefecture,
    prefecture_en, region_code, year (that it plans), review_year, kind, issuer, issuer_en, place_certainty and
    year_certainty (0 to 1), truncated, note_zh, note_en, sha256, origin_zh, origin_en.
    """
    return _table("documents", project)


def version(project: Project | None = None) -> str:
    """A short digest of all codebook tables: the same tables, the same version, on any machine."""
    folder = (project or find_project()).codebook
    return sha256("".join(f"{path.name} {sha256(path.read_bytes())}\n" for path in sorted(folder.glob("*.csv"))).encode())[:12]


# ---- names

def _named(frame: pd.DataFrame, key: str, lang: str) -> dict[str, str]:
    return dict(zip(frame[key], frame[f"name_{lang}"]))


def indicator_name(indicator: str, lang: str, project: Project | None = None) -> str:
    """The name of an indicator; an id that the codebook does not have is its own name."""
    return _named(indicators(project), "id", lang).get(indicator, indicator)


def series_name(name: str, lang: str, project: Project | None = None) -> str:
    """The name of a series of benchmarks; one that is not listed is its own name."""
    return _named(series(project), "series", lang).get(name, name)


def region_name(code: str, lang: str, year: int | None = None, project: Project | None = None) -> str:
    """The name that a division had in a year, by default its last one; of a place that the lists do not have, as the
    sources name it; a code that nobody names is its own name."""
    found = region(code, year, project)
    return _own_names(code, project)[lang] if found is None else str(found["name" if lang == "zh" else "name_en"])


def _own_names(code: str, project: Project | None) -> dict[str, str]:
    """The names of a place in documents.csv: places that GB/T 2260 does not list have a code of their own there."""
    sources = documents(project) if (project or find_project()).documents_csv.exists() else None
    rows = [] if sources is None else sources[sources["region_code"] == code].to_dict("records")
    zh = next((row["region_name"] for row in rows if row["region_name"]), code)
    return {"zh": zh, "en": next((row["name_en"] for row in rows if row.get("name_en")), zh)}


def label(codes: str, code: str, lang: str, project: Project | None = None) -> str:
    """What a code is called: ``codes`` names a list of the schema, or indicator, series, region_code.

    A code that the list does not have is shown as it is.
    """
    lookups = {"indicator": indicator_name, "series": series_name}
    if codes in lookups:
        return lookups[codes](code, lang, project)
    if codes == "region_code":
        return region_name(code, lang, project=project)
    known = schema.CODES.get(codes, {}).get(code)
    return str(code) if known is None else known[lang]


# ---- places

def _by_code(project: Project | None) -> dict[str, list[dict]]:
    """The rows of `regions` by code, oldest first; years as int, None where there is none."""
    path = (project or find_project()).codebook / "regions.csv"
    return _grouped(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=8)
def _grouped(path: Path, mtime: int) -> dict[str, list[dict]]:
    frame = _read(path, "regions", mtime)
    years = {name: frame[name].astype(object).where(frame[name].notna(), None) for name in _YEARS["regions"]}
    grouped: dict[str, list[dict]] = {}
    for row in frame.assign(**years).to_dict("records"):
        grouped.setdefault(row["code"], []).append(row)
    return grouped


def years_off(row: dict, year: int | None) -> int:
    """How many years a row of `regions` is off its years of validity: 0 where it stood in the year.

    Lists are years apart, so that the nearest row is the best there is. No year asks for today: 0 where the
    row still stands, else 1.
    """
    first, last = row["valid_from"] or FIRST_LIST, row["valid_to"]
    if year is None:
        return int(last is not None)
    return max(0 if first == FIRST_LIST else first - year, 0) + (max(year - last, 0) if last is not None else 0)


def region(code: str, year: int | None = None, project: Project | None = None) -> dict | None:
    """The row of `regions` of a code in a year (nearest list), by default the last one; None when it is not listed."""
    rows = _by_code(project).get(code)
    if not rows:
        return None
    return rows[-1] if year is None else min(rows, key=lambda row: years_off(row, year))


def ancestors(code: str, year: int | None = None, project: Project | None = None) -> dict[str, dict]:
    """The rows of the divisions above one by their level (prefecture, province, nation), nearest first."""
    found, above = {}, region(code, year, project)
    while above is not None and above["parent"]:
        above = region(above["parent"], year, project)
        if above is not None:
            found[above["level"]] = above
    return found


_KINDS = ("自治县", "自治旗", "自治州", "自治区", "省", "市", "县", "区", "旗", "盟", "州", "地区", "林区", "特区", "新区")


def short_names(name: str) -> set[str]:
    """The names under which a division is also known: itself, and without its kind where two characters stay."""
    return {name, *(name.removesuffix(end) for end in _KINDS if name.endswith(end) and len(name) - len(end) >= 2)}


def resolve_region(place: str, within: str = "", year: int | None = None, project: Project | None = None) -> pd.DataFrame:
    """The divisions that a place name or a code may mean, the likeliest first.

    ``place`` is a code (420325), a name (房县, 乐清) or a name after those above it (南京市六合区); ``within`` a text
    that may name the province or prefecture; ``year`` the year it is spoken of. Returns the columns of `regions`
    and: prefecture, province (their names), match (code, full, short: how the name fits), within (how many of
    those above it are named), off (years between the year and its validity, see `years_off`). Empty: no such place.
    """
    rows = [row for rows in _by_code(project).values() for row in rows if row["code"] != NATION]
    found = [hit for row in rows if (hit := _candidate(row, place.strip(), within, year, project))]
    found.sort(key=lambda hit: (-hit["within"], hit["match"] == "short", hit["off"], hit["code"]))
    columns = [*regions(project).columns, "prefecture", "province", "match", "within", "off"]
    out = pd.DataFrame(found, columns=columns)
    return out.astype({name: "Int64" for name in _YEARS["regions"]})


def _fit(row: dict, place: str) -> tuple[str, str] | None:
    """How a place names a division (code, full, short) and what stands before the name; None where it does not."""
    if place == row["code"]:
        return "code", ""
    name = max((form for form in short_names(row["name"]) if place.endswith(form)), key=len, default="")
    return (("full" if name == row["name"] else "short"), place.removesuffix(name)) if name else None


def _candidate(row: dict, place: str, within: str, year: int | None, project: Project | None) -> dict | None:
    """The row with what speaks for it; None where the place cannot mean it."""
    fit = _fit(row, place)
    if fit is None:
        return None
    match, before = fit
    above = {level: found["name"] for level, found in ancestors(row["code"], year, project).items() if level != "nation"}
    rest = before
    for name in above.values():
        form = max((form for form in short_names(name) if form in rest), key=len, default="")
        rest = rest.replace(form, "", 1)
    if rest.strip(" ,，、"):
        return None
    named = sum(any(form in before + within for form in short_names(name)) for name in above.values())
    return {**row, "prefecture": above.get("prefecture", ""), "province": above.get("province", ""),
            "match": match, "within": named, "off": years_off(row, year)}
