"""Numbers as people put them into cells: what a cell of a number column says, or why it cannot be taken.

Only for cells; figures in prose are the business of extraction. Nothing becomes "missing" here in
silence: a cell is a number, or blank, or refused with a sentence.
"""
from __future__ import annotations

import datetime
import re
import unicodedata
from typing import NamedTuple

from analysis.coding.vocabulary import trimmed
from analysis.words import Text

LARGEST = 1e15  # above this a float is no longer exact to the unit
LONGEST = 60  # no number is written with more characters


class Reading(NamedTuple):
    """What a cell gave: ``value`` (None: blank or refused), ``error`` and ``warning`` in words, ``percent`` when it carried a % sign or format."""

    value: float | None
    error: Text | None = None
    warning: Text | None = None
    percent: bool = False
    formatted: bool = False


_MAGNITUDES = {"万": 1e4, "亿": 1e8, "百万": 1e6, "千万": 1e7, "十万": 1e5, "万亿": 1e12}
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}

# A wording in the cell, and what to do about it. First match counts.
_ADVICE = (
    (re.compile(r"^(同上|同前|〃|\"|'')$"), Text("“{cell}”不是数字。请写出数字本身。", "“{cell}” is no number. Write the number itself.")),
    (re.compile(r"^[/／\\\-—–－─~～.…]+$|^(无|没有|未提及|未知|不详|缺|缺失|暂无|N/?A|NA|null|none|nan|-+)$", re.I),
     Text("“{cell}”不是数字。没有数值请留空，并在“备注”写明原因；原文隐去的，“隐去”选“是”。",
          "“{cell}” is no number. Leave it empty and give the reason under “note”; if the source hides it, choose yes under “redacted”.")),
    (re.compile(r"^[xX×○*□]+[%％]?$"),
     Text("“{cell}”是被隐去的数字。请把数值留空，“隐去”选“是”。", "“{cell}” is a hidden figure. Leave the value empty and choose yes under “redacted”.")),
    (re.compile(r"^\d[\d.]*\s*[%％]?\s*[-—–~～至到]\s*\d[\d.]*\s*[%％]?$"),
     Text("“{cell}”是一个区间。下限写在“数值”，上限写在“数值上限”。", "“{cell}” is a range. Put its lower end into “value” and its upper end into “value_upper”.")),
    (re.compile(r"^[≥≤><＞＜=约近超逾不至少多达]|以上$|以下$|以内$|左右$|余$|多$"),
     Text("“{cell}”带有比较词。这里只写数字，比较词在“比较词”一列选择。", "“{cell}” has a comparator in it. Write the number only and choose the comparator in its own column.")),
    (re.compile(r"[（(].*[)）]"),
     Text("“{cell}”中夹有说明。这里只写数字，说明写在“备注”。", "“{cell}” has a remark in it. Write the number only and put the remark under “note”.")),
    (re.compile(r"[OoIl]"),
     Text("“{cell}”中可能把字母当成了数字（O 与 0，l 与 1）。请改成数字。", "“{cell}” seems to have letters for digits (O for 0, l for 1). Write digits.")),
)
_NO_NUMBER = Text("“{cell}”读不成数字。请只写数字，如 98 或 1234.5。", "“{cell}” cannot be read as a number. Write a plain number such as 98 or 1234.5.")


def chinese_number(text: str) -> float | None:
    """A whole Chinese numeral up to 万亿, with an optional 点 part (九十八点五 → 98.5); None when it is none."""
    whole, point, fraction = text.partition("点")
    if point and not (fraction and all(c in _DIGITS for c in fraction)):
        return None
    total = _section(whole)
    if total is None:
        return None
    return float(f"{total}.{''.join(str(_DIGITS[c]) for c in fraction)}") if point else float(total)


def _section(text: str) -> int | None:
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        if mark in text:
            head, _, tail = text.partition(mark)
            high, low = _section(head), _section(tail.lstrip("零〇")) if tail else 0
            return None if high is None or low is None else high * size + low
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    if not text or any(c not in _DIGITS and c not in _PLACES for c in text):
        return None
    total, digit, smallest = 0, None, 10_000
    for c in text:
        if c in _DIGITS:
            if digit:  # two digits without a place between them
                return None
            digit = _DIGITS[c]
        elif _PLACES[c] >= smallest:
            return None
        else:
            smallest = _PLACES[c]
            total, digit = total + smallest * (1 if digit is None and not total else digit or 0), None
    return total + (digit or 0)


def read_number(cell: object, number_format: str = "General") -> Reading:
    """The number in a cell: ``cell`` is the value as the workbook stores it, ``number_format`` its format.

    A cell in % format counts in percent (0.98 shown as 98% → 98). Texts may have a % sign, thousands
    marks, full-width digits, Chinese numerals and 万 or 亿; ranges, comparators and remarks are refused.
    """
    if cell is None:
        return Reading(None)
    if isinstance(cell, bool):
        return _refused("TRUE" if cell else "FALSE", Text("“{cell}”是逻辑值，不是数字。请改成数字。", "“{cell}” is a truth value, not a number. Write the number."))
    if isinstance(cell, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        return _refused(cell, Text("表格软件把这个单元格变成了日期或时间（{cell}）。请把格式改为“常规”，重新填写数字。",
                                   "the spreadsheet turned this cell into a date or time ({cell}). Set its format to General and write the number again."))
    if isinstance(cell, (int, float)):
        percent = "%" in number_format
        return _limited(round(cell * 100, 10) if percent else float(cell), percent)._replace(formatted=percent)
    return _from_text(trimmed(cell))


def _from_text(text: str) -> Reading:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not plain:
        return Reading(None)
    if len(plain) > LONGEST:
        return _refused(text[:LONGEST] + "…", _NO_NUMBER)
    percent = plain.endswith("%") or plain.startswith("百分之")
    bare = plain.removesuffix("%").removeprefix("百分之")
    if _NUMBER.fullmatch(bare):
        return _limited(float(bare.replace(",", "")), percent)
    in_words = chinese_number(bare)
    if in_words is not None:
        return Reading(in_words, None, _read_as(text, in_words), percent)
    for word in sorted(_MAGNITUDES, key=len, reverse=True):
        if bare.endswith(word) and _NUMBER.fullmatch(bare[: -len(word)]):
            value = round(float(bare[: -len(word)].replace(",", "")) * _MAGNITUDES[word], 6)
            return Reading(value, None, _read_as(text, value), percent)
    advice = next((advice for pattern, advice in _ADVICE if pattern.search(plain)), _NO_NUMBER)
    return _refused(text, advice)


def _limited(value: float, percent: bool) -> Reading:
    if abs(value) > LARGEST:
        return _refused(f"{value:g}", Text("{cell} 太大，不可能是一个数量（允许范围：绝对值不超过 1e15）。", "{cell} is too large to be a quantity (allowed: up to 1e15 in size)."))
    return Reading(value, percent=percent)


def _read_as(text: str, value: float) -> Text:
    return Text("“{cell}”读作 {value:.12g}。", "“{cell}” is read as {value:.12g}.").format(cell=text, value=value)


def _refused(cell: object, advice: Text) -> Reading:
    return Reading(None, advice.format(cell=cell))


def read_year(cell: object) -> Reading:
    """The year in a cell: 2024, "2024", "2024年"; a date or a school year is refused."""
    text = re.sub(r"年?$", "", trimmed(cell)) if isinstance(cell, str) else cell
    reading = read_number(text)
    if reading.value is None:
        return reading
    if not reading.value.is_integer() or not 1949 <= reading.value <= 2100:
        return _refused(cell, Text("“{cell}”不是年份（1949 到 2100 的整数）。", "“{cell}” is no year (a whole number from 1949 to 2100)."))
    return reading
