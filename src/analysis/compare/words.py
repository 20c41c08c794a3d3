"""Figures, lists and names as words of a sentence, in both languages."""
from __future__ import annotations

from collections.abc import Iterable

from analysis.schema import CODES
from analysis.store import number_text
from analysis.words import Text


def figure_text(row) -> Text:
    """A told figure in words: 至少98%, at least 98%. row: dict or Series with value, comparator, unit.

    The words are those of the codes in the schema.
    """
    number, comparator = number_text(row["value"]), row.get("comparator") or "="
    bound = Text("", "") if comparator == "=" else CODES["comparator"][comparator]
    unit = CODES["unit"][row["unit"]]
    close = "" if unit.en == "%" else " "
    return Text(f"{bound.zh}{number}{unit.zh}", f"{bound.en} {number}{close}{unit.en}".strip())


def listed(texts: Iterable[Text]) -> Text:
    """Several things in a row: 甲、乙 and “A, B”."""
    texts = list(texts)
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def clauses(texts: Iterable[Text]) -> Text:
    """Several clauses in a row, parted by semicolons."""
    texts = list(texts)
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))


def years_text(years: Iterable[int]) -> Text:
    """Years in order: 2012、2021、2024 年 and 2012, 2021, 2024; 年份不明 for none."""
    known = sorted({int(year) for year in years})
    if not known:
        return Text("年份不明", "year not stated")
    return Text("、".join(map(str, known)) + " 年", ", ".join(map(str, known)))
