"""One figure as a researcher writes it: ≥98%, 约2万人, 3.4824亿元, 348.24 million yuan. Exact, never rounded.

A row is anything with ``get``: a row of ``statements`` or ``targets`` as a Series or a dict.
"""
from __future__ import annotations

from decimal import Decimal

import pandas as pd

from analysis import schema
from analysis.words import Text

SIGNS = {"=": Text("", ""), ">=": Text("≥", "≥"), "<=": Text("≤", "≤"), ">": Text(">", ">"), "<": Text("<", "<"),
         "~": Text("约", "about ")}
IMPLIED = Text("（隐含）", " (implied)")  # a 100 or 0 that is said without a number: 全部, 清零
HIDDEN = {"masked": Text("隐去", "masked"), "conflict": Text("数值不一致", "unlike values"), "": Text("未写明", "not stated")}
# Magnitudes: from which number on, how it is called, and how many decimals keep it readable.
MAGNITUDES = {"zh": ((Decimal(10**8), "亿", 4), (Decimal(10**4), "万", 2)), "en": ((Decimal(10**6), " million", 4),)}
# Units that are not simply written behind the number; then those of an order said with "at most".
FORMS = {"percent": Text("{n}%", "{n}%"), "rank": Text("第{n}名", "rank {n}"), "ratio": Text("1:{n}", "1:{n}")}
TOP = Text("前{n}名", "top {n}")
PER = {"day": Text("天", "day"), "week": Text("周", "week"), "month": Text("月", "month"), "year": Text("年", "year"),
       "student": Text("生", "student"), "person": Text("人", "person"), "teacher": Text("教师", "teacher"),
       "school": Text("校", "school"), "town": Text("镇", "town"), "class": Text("班", "class"), "semester": Text("学期", "semester"),
       "county": Text("县", "county"), "kindergarten": Text("园", "kindergarten")}
_SINGULAR = {"classes": "class"}
_SIGNED = ("percent", "percentage_point", "yuan", "person", "institution", "item", "place")


def blank(value) -> bool:
    """Whether a cell is empty: None, NaN, NA or an empty text."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (not isinstance(value, tuple) and bool(pd.isna(value)))


def field(row, name: str, default=""):
    """The value of a column of a row; the default where there is none."""
    value = row.get(name, default)
    return default if blank(value) else value


def hidden(row, lang: str) -> str:
    """Why a row has no number, in a word: masked, unlike values, not stated; "" when it has one."""
    if not blank(row.get("value")):
        return ""
    masked = field(row, "redacted", False) is True or str(field(row, "redacted")).lower() == "true"
    return HIDDEN.get(field(row, "missing_reason") or ("masked" if masked else ""), HIDDEN[""])[lang]


def implied(row) -> bool:
    """Whether the number of a row is not written in the source but follows from a word."""
    return str(field(row, "implicit")).lower() == "true"


def figure(row, lang: str) -> str:
    """The figure of a row with comparator and unit, marked where it is implied, or why it has none."""
    if reason := hidden(row, lang):
        return reason
    unit, comparator = field(row, "unit"), field(row, "comparator", "=")
    values = [float(row["value"])] + ([] if blank(row.get("value_upper")) else [float(row["value_upper"])])
    if unit == "rank" and comparator == "<=":
        return TOP[lang].format(n=plain(values[0], lang))
    signed = field(row, "measure") == "change" and unit in _SIGNED
    said = SIGNS[comparator][lang] + quantity(values, unit, lang, signed) + _per(field(row, "per"), lang)
    return said + (IMPLIED[lang] if implied(row) else "")


def quantity(values, unit: str, lang: str, signed: bool = False) -> str:
    """One number, or the two ends of a range, with its unit: 1–2项, 3.4824亿元, +6.98%."""
    scale, name = magnitude(values, lang)
    number = "–".join(plain(value, lang, scale) for value in values)
    if signed and values[0] > 0:
        number = "+" + number
    return with_unit(number + name, unit, lang, one=len(values) == 1 and abs(values[0]) == 1)


def with_unit(number: str, unit: str, lang: str, one: bool = False) -> str:
    """A written number with its unit behind it (or around it)."""
    if unit in FORMS:
        return FORMS[unit][lang].format(n=number)
    label = unit_label(unit, lang)
    if lang == "en" and one:
        label = _SINGULAR.get(label, label.removesuffix("s"))
    return f"{number}{label}" if lang == "zh" else f"{number} {label}".rstrip()


def unit_label(unit: str, lang: str) -> str:
    """The name of a unit; the unit itself where the schema does not know it."""
    label = schema.CODES["unit"].get(unit)
    return label[lang] if label else unit


def plain(value: float, lang: str, scale: Decimal = Decimal(1)) -> str:
    """A number in full: no exponent, no trailing zeros; thousands are set apart in English."""
    number = Decimal(repr(float(value))) / scale
    text = format(number.normalize(), ",f" if lang == "en" else "f")
    return text.replace("-", "−")


def magnitude(values, lang: str) -> tuple[Decimal, str]:
    """The magnitude in which all the numbers are written exactly and shortly, and its name; else (1, "")."""
    exact = [Decimal(repr(float(value))) for value in values]
    for scale, name, decimals in MAGNITUDES[lang]:
        if all(abs(v) >= scale and -(v / scale).normalize().as_tuple().exponent <= decimals for v in exact):
            return scale, name
    return Decimal(1), ""


def axis_scale(values, unit: str, lang: str) -> tuple[Decimal, str]:
    """For an axis: what to divide its numbers by, and the unit to name (亿元, million yuan, %, 所)."""
    top = max((abs(float(v)) for v in values), default=0.0)
    scale, name = next(((s, n) for s, n, _ in MAGNITUDES[lang] if top >= s), (Decimal(1), ""))
    return scale, f"{name.strip()}{'' if lang == 'zh' or not name else ' '}{unit_label(unit, lang)}"


def _per(per: str, lang: str) -> str:
    return f"/{PER[per][lang] if per in PER else per}" if per else ""
