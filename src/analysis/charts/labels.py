"""Names in the reader's language: of regions, indicators, codes, columns. From the codebook, never from a chart."""
from __future__ import annotations

from functools import cache

from analysis import codebook, schema
from analysis.charts.figures import blank
from analysis.words import Text


def say(text: Text | str | None, lang: str) -> str:
    """A text in the language asked for; a plain string is in that language already."""
    return "" if text is None else text[lang] if isinstance(text, Text) else str(text)


def cell(name: str, row, lang: str) -> str:
    """What a column of a row says in a label: names for codes, "" for a blank."""
    value = row.get(name)
    if name in ("region_code", "region_name"):
        return region(row, lang)
    if blank(value):
        return ""
    if name == "indicator":
        return codebook.indicator_name(value, lang)
    if isinstance(value, Text):
        return value[lang]
    codes = coded(name)
    if codes:
        return codebook.label(codes, value, lang)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def coded(name: str) -> str | None:
    """The list of codes that a column takes its values from; None for other columns."""
    known = schema.FIELDS.get(name)
    return known.codes if known and known.codes in schema.CODES else name if name in schema.CODES else None


def region(row, lang: str) -> str:
    """The name of the region of a row: by its code from the codebook, else as the row names it."""
    code = row.get("region_code")
    if not blank(code):
        return codebook.region_name(code, lang)
    named = row.get("region_name_en") if lang == "en" else None
    return str(row.get("region_name") or "") if blank(named) else str(named)


COMMA = Text("，", ", ")
# Columns that follow the one before without a comma: 滕州市 2024.
_CLOSE = ("year", "plan_year")


def joined(names, row, lang: str) -> str:
    """The label of a row from several columns: 滕州市 2024，省级，书香校园; blanks are left out."""
    label = ""
    for name in names:
        if part := cell(name, row, lang):
            label += (" " if name in _CLOSE else COMMA[lang]) * bool(label) + part
    return label


def ids(row) -> str:
    """The ids of the statements that a row stands on, separated by blanks; "" where it stands on none."""
    for name in ("statement_ids", "statement_id"):
        if not blank(row.get(name)):
            return str(row[name])
    return ""


def area(row, lang: str) -> str:
    """The area of the indicator of a row, from its column ``area`` or from the codebook; "" where it has none."""
    code = row.get("area")
    if blank(code):
        code = _areas().get(row.get("indicator"), "")
    return "" if blank(code) else codebook.label("area", code, lang)


@cache
def _areas() -> dict[str, str]:
    known = codebook.indicators()
    return dict(zip(known["id"], known["area"]))
