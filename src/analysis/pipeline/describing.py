"""What a new document is: the row of documents.csv, from what a person says of it and what the document says of itself."""
from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import codebook, schema
from analysis.checks import Problem
from analysis.documents import Document
from analysis.extraction import infer
from analysis.words import Text

_CERTAIN, _GUESSED = 1.0, 0.7
# Not used by GB/T 2260: for places that its lists do not have.
_OWN_CODES = range(990001, 999999)
_ENDINGS = re.compile(r"\b(county|district|city|autonomous|banner|municipality|prefecture|province)\b", re.I)
_PLACE = re.compile(r"(?:\d{4}年(?:度)?)?([\u4e00-\u9fff]{2,8}?(?:自治县|自治旗|县|区|市|旗))(?=\d|教育|政府|人民|教体|教育和体育)")
_SPEAKING = re.compile("计划|总结|要点|报告|方案|思路|规划|安排|意见")
_LONGEST_TITLE, _FIRST_LINES = 60, 5  # a page has its navigation above
YEARS = range(1949, 2101)


class Given(NamedTuple):
    """What the person said of a document; "" or None where nothing was said."""

    region: str = ""
    year: int | None = None
    kind: str = ""


class Described(NamedTuple):
    """The row of documents.csv (None where it cannot be told), what was guessed from which evidence, and problems."""

    row: dict | None
    said: list[Text]
    problems: list[Problem]


class _Place(NamedTuple):
    region: dict | None
    said: Text | None = None
    problem: Text | None = None


def faults(given: Given) -> list[Text]:
    """What cannot be meant, whatever the document is."""
    found = []
    if given.kind and given.kind not in infer.KINDS:
        found.append(Text(f"没有“{given.kind}”这种类型。--kind 可以是 {', '.join(infer.KINDS)}。", f"there is no kind “{given.kind}”. --kind is one of {', '.join(infer.KINDS)}."))
    if given.year is not None and given.year not in YEARS:
        found.append(Text(f"{given.year} 不是年份。--year 写计划所管的年份，例如 2025。", f"{given.year} is no year. --year is the year that the plan covers, e.g. 2025."))
    return found


def described(document: Document, path: Path, given: Given, registry: pd.DataFrame) -> Described:
    """The row of documents.csv of a new document, without its ``document`` and ``file``.

    Region, year and kind are taken as given, else guessed from title and text; each guess is said with its evidence and
    noted in the row as inferred, with less certainty. Without a region or a year there is no row, but a problem.
    """
    if wrong := faults(given):
        return Described(None, [], [Problem("error", text, file=path.name) for text in wrong])
    title = title_of(path, document.text)
    place = _given_place(given.region, document.text, registry) if given.region else _guessed_place(title, document.text, registry)
    if place.problem:
        return Described(None, [], [Problem("error", place.problem, file=path.name)])
    year, year_said = _value(Text("年份", "year"), given.year, infer.year_of(title, document.text))
    kind, kind_said = _value(Text("类型", "kind"), given.kind, infer.kind_of(title, document.text), schema.CODES["document_kind"])
    said = [text for text in (place.said, year_said, kind_said) if text]
    if place.region is None or year is None:
        return Described(None, said, [Problem("error", _UNTOLD, file=path.name)])
    region, note = place.region, _note(given)
    return Described({
        "title": title, "title_en": "", "region_name": region["name"], "name_en": region["name_en"], "region_level": region["level"],
        **_above(region), "region_code": region["code"], "year": year, "review_year": None, "kind": kind, "issuer": "", "issuer_en": "",
        "place_certainty": _CERTAIN if given.region else _GUESSED, "year_certainty": _CERTAIN if given.year else _GUESSED,
        "truncated": looks_cut(document.text), "note_zh": note.zh, "note_en": note.en, "sha256": document.sha256,
        "fingerprint": document.fingerprint, "origin_zh": "由使用者添加", "origin_en": "added by the user"}, said, [])


_UNTOLD = Text("看不出是哪个县或哪一年的文件。请用 --region 和 --year 写明，例如 --region 房县 --year 2025。",
               "neither its title nor its text tells whose plan it is, or of which year. Say so with --region and --year, e.g. --region 房县 --year 2025.")


def title_of(path: Path, text: str) -> str:
    """The title of a document: the name of its file where that speaks, else the first of its first lines that does."""
    lines = [line.strip() for line in text[:infer.TITLE].splitlines() if line.strip()]
    speaking = [line for line in lines[:_FIRST_LINES] if _SPEAKING.search(line) and len(line) <= _LONGEST_TITLE]
    return path.stem if _SPEAKING.search(path.stem) or not speaking else speaking[0]


def _note(given: Given) -> Text:
    inferred = [word for word, value in ((Text("地点", "place"), given.region), (Text("年份", "year"), given.year), (Text("类型", "kind"), given.kind)) if not value]
    if not inferred:
        return Text("", "")
    return Text("、".join(word.zh for word in inferred) + "为程序推断", ", ".join(word.en for word in inferred) + " inferred by the program")


def _value(what: Text, given, guess: infer.Guess, labels: dict[str, Text] = {}):
    """What is given, else what is guessed with a sentence that says from what; (None, None) where nothing is known."""
    if given or guess.value is None:
        return given or None, None
    shown, said = labels.get(guess.value, Text(str(guess.value), str(guess.value))), Text("{what}推断为 {value}（依据：{evidence}）", "{what} taken to be {value} (from: {evidence})")
    return guess.value, said.format(what=what, value=shown, evidence=guess.evidence or Text("默认", "default"))


def _given_place(given: str, text: str, registry: pd.DataFrame) -> _Place:
    """The region that a person names: of the lists, of the project's own places, or a new one of its own, which is said."""
    place = given.strip()
    own = registry[(registry["region_name"] == place) | (registry["region_code"] == place)]
    found = codebook.resolve_region(place, text[:infer.SAMPLE])
    if len(found):
        best = found[(found["within"] == found["within"].iloc[0]) & (found["match"] == found["match"].iloc[0])].drop_duplicates("code")
        still = best[best["off"] == best["off"].min()]
        return _Place(still.iloc[0].to_dict()) if len(still) == 1 else _Place(None, problem=_several(place, still))
    if len(own):
        return _Place(_of_registry(own.iloc[0]))
    if place.isdigit():
        return _Place(None, problem=Text(f"区划代码 {place} 不在 GB/T 2260 中。请核对，或写地区名称。", f"GB/T 2260 has no code {place}. Check it, or give the region's name."))
    region = _own_region(place, registry)
    near = difflib.get_close_matches(place, list(dict.fromkeys(codebook.regions()["name"])), n=3, cutoff=0.6)
    hint = Text("是不是：" + "、".join(near) + "？", " Did you mean: " + ", ".join(near) + "?") if near else Text("", "")
    return _Place(region, Text(f"GB/T 2260 中没有“{place}”，作为单独的地区登记，自编代码 {region['code']}。{hint.zh}",
                               f"GB/T 2260 has no “{place}”; it is registered as a place of its own with the code {region['code']}.{hint.en}"))


def _several(place: str, found: pd.DataFrame) -> Text:
    rows = found.head(8).itertuples(index=False)
    which = [f"{row.province}{row.prefecture}{row.name} {row.code}" for row in rows]
    return Text(f"“{place}”可指几个地区：{'；'.join(which)}。请用代码写明，例如 --region {found['code'].iloc[0]}。",
                f"“{place}” may mean several regions: {'; '.join(which)}. Give its code, e.g. --region {found['code'].iloc[0]}.")


def _guessed_place(title: str, text: str, registry: pd.DataFrame) -> _Place:
    """The region that title and text speak of. A place named in the title but in no list is a place of its own,
    not one that is named further down."""
    named = _PLACE.match(title)
    guess = infer.region_of(title, "") if named else infer.region_of(title, text)
    place, evidence = guess.value, guess.evidence
    if place is None and named:
        place, evidence = _own_region(named[1], registry), named[1]
    if place is None:
        return _Place(None)
    return _Place(place, Text(f"地区推断为 {place['name']}（{place['code']}，依据：{evidence}）", f"region taken to be {place['name']} ({place['code']}, from: {evidence})"))


def _of_registry(row: pd.Series) -> dict:
    return {"code": row["region_code"], "name": row["region_name"], "name_en": row["name_en"], "level": row["region_level"], "parent": ""}


def _own_region(name: str, registry: pd.DataFrame) -> dict:
    """A place that GB/T 2260 does not list gets a code of its own, the same in every document of it."""
    same = registry[registry["region_name"] == name]
    if len(same):
        return _of_registry(same.iloc[0])
    used = {int(code) for code in registry["region_code"] if code.isdigit()}
    code = str(next(n for n in _OWN_CODES if n not in used))
    return {"code": code, "name": name, "name_en": name, "level": "county", "parent": ""}


def _above(region: dict) -> dict[str, str]:
    """Province and prefecture of a region, in both languages."""
    above = codebook.ancestors(region["code"]) if region.get("parent") else {}
    return {f"{level}{end}": (above.get(level) or {}).get(column, "") for level in ("province", "prefecture")
            for end, column in (("", "name"), ("_en", "name_en"))}


def id_of(row: dict) -> str:
    """The id that a document asks for: place, year, kind."""
    plain = re.sub(r"[^a-z]+", "", _ENDINGS.sub("", row["name_en"]).lower()) if row["name_en"].isascii() else ""
    return f"{plain or row['region_code']}-{row['year']}-{row['kind'].replace('_', '-')}"


def looks_cut(text: str) -> bool:
    """Whether a text breaks off: its last line that says anything does not end a sentence."""
    last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")
    return bool(last) and len(last) > 20 and last[-1] not in "。！？”）)；.!?"
