"""What the columns of a researcher's own table mean: a proposal from the headings, which a person then corrects."""
from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis import codebook, schema
from analysis.coding.vocabulary import Vocabulary, key, trimmed

COLUMNS = ("heading", "role", "indicator", "unit", "scale", "year", "kind", "measure", "sure")
# A column is one of these; "value" columns hold figures, whose unset properties come from the other columns.
ROLES = ("region", "region_code", "year", "indicator", "unit", "kind", "value", "note", "scope", "ignore")
_ROLE_NAMES = {
    "region": ("县", "区县", "县区", "县市", "县市区", "县名", "地区", "地区名称", "县（市、区）", "county", "region", "district", "name", "名称"),
    "region_code": ("区划代码", "行政区划代码", "代码", "code", "region_code", "gb2260", "adcode"),
    "year": ("年份", "年度", "年", "year"),
    "indicator": ("指标", "指标名称", "指标编号", "indicator", "variable"),
    "unit": ("单位", "计量单位", "unit"),
    "kind": ("性质", "类型", "kind", "type"),
    "value": ("数值", "值", "数据", "value"),
    "note": ("备注", "说明", "note", "remark", "comment"),
    "scope": ("范围", "scope"),
    "ignore": ("序号", "编号", "no", "id", "index"),
}
_ROLE_FORMS = {key(name): role for role, names in _ROLE_NAMES.items() for name in names}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?(?!\d)")
_BRACKETS = re.compile(r"[（(\[【]([^（()）\[\]【】]{0,20})[)）\]】]")
_KINDS = {"目标": "target", "计划": "target", "target": "target", "plan": "target", "实际": "result", "完成": "result", "result": "result", "actual": "result"}
_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "‰": 0.1}
_ENOUGH = 0.6


class Guess(NamedTuple):
    """An indicator and how near the text comes to it, 0 to 1."""

    indicator: str
    sure: float


def unit_and_scale(written: str, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """The unit that a text names and what to multiply its values by: 万元 → (yuan, 10000).

    The unit is "" where only the measure word is general (万个); None when the text names no unit.
    """
    text = unicodedata.normalize("NFKC", trimmed(written))
    if text == "‰":
        return "percent", 0.1
    for prefix in sorted(_SCALES, key=len, reverse=True):
        if text.startswith(prefix) and text:
            rest = text.removeprefix(prefix)
            found = vocabulary.code("unit", rest).value
            if found or (rest in ("", "个") and prefix + rest):
                return str(found or ""), _SCALES[prefix]
    return None


def propose_mapping(headings: Sequence[str], indicators: pd.DataFrame | None = None,
                    synonyms: pd.DataFrame | None = None) -> pd.DataFrame:
    """A row a heading: what the column is taken for (``COLUMNS``), "" where nothing was found.

    ``role`` is one of ROLES, ``sure`` from 0 to 1 says how near the heading comes; ``scale`` is what the
    values are multiplied by (10000 for 万元). ``synonyms`` is the codebook's (indicator, thing with
    alternatives by | and gaps by …); the project's own where neither table is given.
    """
    synonyms = known_synonyms(indicators, synonyms)
    vocabulary = Vocabulary(codebook.indicators() if indicators is None else indicators)
    rows = [_proposal(str(heading), vocabulary, synonyms) for heading in headings]
    return pd.DataFrame([{**dict.fromkeys(COLUMNS, ""), **row} for row in rows], columns=list(COLUMNS))


def known_synonyms(indicators: pd.DataFrame | None, synonyms: pd.DataFrame | None = None) -> pd.DataFrame:
    """The synonyms given, else the project's own, else none (where the indicators are not the project's)."""
    if synonyms is not None:
        return synonyms
    return codebook.synonyms() if indicators is None else pd.DataFrame({"indicator": [], "thing": [], "excludes": []})


def _proposal(heading: str, vocabulary: Vocabulary, synonyms: pd.DataFrame) -> dict:
    row: dict = {"heading": heading}
    if key(heading) in _ROLE_FORMS:
        return {**row, "role": _ROLE_FORMS[key(heading)], "sure": 1.0}
    rest = heading
    year = _YEAR.search(heading)
    if year:
        row["year"] = year[1]
        rest = rest.replace(year[0], "")
    unit = next(filter(None, (unit_and_scale(found, vocabulary) for found in _BRACKETS.findall(rest))), None)
    if unit:
        row["unit"], row["scale"] = unit
        rest = _BRACKETS.sub("", rest)
    # What a table of one's own reports is mostly results; the proposal shows it, and a person corrects it.
    row["kind"] = next((kind for word, kind in _KINDS.items() if word in rest.casefold()), "result")
    guess = guess_indicator(trimmed(rest), vocabulary, synonyms, row.get("unit", ""))
    if guess:
        usual = (vocabulary.indicator(guess.indicator) or {}).get("unit", "")
        return {**row, "role": "value", "indicator": guess.indicator, "unit": row.get("unit") or usual,
                "scale": row.get("scale", 1.0), "measure": "level", "sure": round(guess.sure, 2)}
    if year:
        return {**row, "role": "value", "scale": row.get("scale", 1.0), "measure": "level", "sure": 0.5}
    return {"heading": heading, "role": "ignore", "sure": 0.0}


def guess_indicator(text: str, vocabulary: Vocabulary, synonyms: pd.DataFrame, unit: str = "") -> Guess | None:
    """The indicator that a text names: by label, by a synonym in it (the longest; of its unit, if known), or by likeness."""
    exact = vocabulary.code("indicator", text)
    if exact.value:
        return Guess(str(exact.value), 1.0)
    likeness = {id_: max(_likeness(text, name) for name in (names.zh.split("(")[0], names.en, str(id_)))
                for id_, names in vocabulary.options("indicator").items()}
    found = [(len(match[0]), likeness.get(row["indicator"], 0.0), row["indicator"]) for row in synonyms.to_dict("records")
             if (not unit or unit in str(row.get("unit", unit)).split()) and (match := _synonym(row, text))]
    if found:
        return Guess(max(found)[2], 0.9)
    best = max(likeness, key=likeness.__getitem__, default="")
    return Guess(best, likeness[best]) if best and likeness[best] >= _ENOUGH else None


def _likeness(text: str, name: str) -> float:
    return difflib.SequenceMatcher(None, key(text), key(name)).ratio()


def _synonym(row: Mapping, text: str) -> re.Match | None:
    if row.get("excludes") and re.search(_pattern(row["excludes"]), text):
        return None
    things = [thing for thing in str(row["thing"]).split("|") if thing]
    matches = filter(None, (re.search(_pattern(thing), text) for thing in things))
    return max(matches, key=lambda match: len(match[0]), default=None)


def _pattern(things: str) -> str:
    return "|".join(".{0,12}".join(map(re.escape, thing.split("…"))) for thing in str(things).split("|"))


def check_mapping(mapping: pd.DataFrame) -> list[str]:
    """What is wrong with a mapping, as short English phrases a caller can put into a sentence; empty when it can be used."""
    faults = [f"column {name} is missing" for name in ("heading", "role") if name not in mapping]
    if faults:
        return faults
    faults += [f"{row['heading']}: role {row['role']}" for row in mapping.to_dict("records") if row["role"] not in (*ROLES, "")]
    if "value" not in set(mapping["role"]):
        faults.append("no column with role value")
    for field in ("unit", "kind", "measure"):
        known = schema.CODES[field]
        faults += [f"{row['heading']}: {field} {row[field]}" for row in mapping.to_dict("records") if row.get(field) and row[field] not in known]
    return faults
