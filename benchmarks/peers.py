"""Libraries that read numbers in Chinese texts, each as shipped and with a filter written around it.

A reader takes a text and returns spans ``(start, end, value)`` of numbers; percentages in percent. None of
the libraries knows what a county plan counts, so both variants get the unit from the words behind the number:

as shipped    what the library finds, the unit by the measure word that follows
with filter   the same, or the library's parser on every run of numerals where it finds nothing by itself; without dates,
              ordinals, numbering, grades, groups and slogans; unit by measure word and noun; bound by the words beside
"""
from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

Span = tuple[int, int, float]


class Found(NamedTuple):
    """A figure that a library found, in the terms of the coding manual."""

    start: int
    end: int
    value: float
    comparator: str
    unit: str


NUMERALS = re.compile(r"\d{1,12}(?:\.\d{1,4})?[万亿千]{0,2}|[一二两三四五六七八九十百千万亿零]{1,12}")


def _jionlp() -> Callable[[str], Iterator[Span]]:
    import jionlp

    def read(text: str) -> Iterator[Span]:
        for money in jionlp.ner.extract_money(text, with_parsing=True):
            number = (money["detail"] or {}).get("num")
            if isinstance(number, str):
                yield *money["offset"], float(number)

    return read


def _jionlp_value() -> Callable[[str], float | None]:
    import jionlp

    def value(word: str) -> float | None:
        number = jionlp.parse_money(word + "元")["num"]
        return float(number) if isinstance(number, str) else None

    return value


def _recognizers() -> Callable[[str], Iterator[Span]]:
    from recognizers_number import Culture, recognize_number

    def read(text: str) -> Iterator[Span]:
        offset = 0
        for line in text.split("\n"):
            for found in recognize_number(line, Culture.Chinese):
                if found.resolution and found.resolution.get("value"):
                    value = float(found.resolution["value"])
                    yield offset + found.start, offset + found.end + 1, value * (100 if "分之" in found.text else 1)
            offset += len(line) + 1

    return read


def _cn2an_value() -> Callable[[str], float | None]:
    import cn2an

    return lambda word: float(cn2an.cn2an(word, "smart"))


def _chinese2digits() -> Callable[[str], Iterator[Span]]:
    import chinese2digits

    def read(text: str) -> Iterator[Span]:
        offset = 0
        for line in text.split("\n"):
            read_ = chinese2digits.takeNumberFromString(line) if line.strip() else {"CHNumberStringList": [], "digitsStringList": []}
            place = 0
            for word, digits in zip(read_["CHNumberStringList"], read_["digitsStringList"]):
                place = line.find(word, place)
                if place < 0:
                    break
                rate = word.endswith("%") or "分之" in word
                yield offset + place, offset + place + len(word), float(digits) * (100 if rate else 1)
                place += len(word)
            offset += len(line) + 1

    return read


def _wetext_value() -> Callable[[str], float | None]:
    import wetext

    normalizer = wetext.Normalizer(lang="zh", operator="itn")

    def value(word: str) -> float | None:
        digits = re.fullmatch(r"(\d+(?:\.\d+)?)([万亿]?)", normalizer.normalize(word))
        return float(digits[1]) * {"": 1, "万": 1e4, "亿": 1e8}[digits[2]] if digits else None

    return value


def _rjieba() -> Callable[[str], Iterator[Span]]:
    import rjieba

    def read(text: str) -> Iterator[Span]:
        place = 0
        for word, tag in rjieba.tag(text):
            if tag in ("m", "mq") and (number := re.match(r"\d+(?:\.\d+)?", word)):
                yield place, place + number.end(), float(number[0])
            place += len(word)

    return read


def _by_value(value: Callable[[str], float | None]) -> Callable[[str], Iterator[Span]]:
    """A reader of every run of numerals, from a parser of one number."""

    def read(text: str) -> Iterator[Span]:
        for run in NUMERALS.finditer(text):
            try:
                number = value(run[0])
            except (ValueError, KeyError, TypeError, IndexError):
                continue
            if number is not None:
                yield *run.span(), number

    return read


# name: (module, reader as shipped, reader to be filtered)
LIBRARIES: dict[str, tuple[str, Callable, Callable]] = {
    "JioNLP": ("jionlp", _jionlp, lambda: _by_value(_jionlp_value())),
    "Recognizers-Text": ("recognizers_number", _recognizers, _recognizers),
    "cn2an": ("cn2an", lambda: _by_value(_cn2an_value()), lambda: _by_value(_cn2an_value())),
    "chinese2digits": ("chinese2digits", _chinese2digits, _chinese2digits),
    "wetext": ("wetext", lambda: _by_value(_wetext_value()), lambda: _by_value(_wetext_value())),
    "rjieba": ("rjieba", _rjieba, _rjieba),
}


def installed() -> dict[str, bool]:
    """Which of the libraries can be imported here."""
    found = {}
    for name, (module, _, _) in LIBRARIES.items():
        try:
            importlib.import_module(module)
            found[name] = True
        except Exception:  # noqa: BLE001 - whatever a library raises, it cannot be compared
            found[name] = False
    return found


# -- the unit, and the filter -----------------------------------------------------------------------------

_MEASURES = (("个百分点", "percentage_point", 1), ("平方米", "square_metre", 1), ("人次", "person_time", 1), ("小时", "hour", 1), ("万美元", "other_currency", 1e4),
             ("亿元", "yuan", 1e8), ("万元", "yuan", 1e4), ("万名", "person", 1e4), ("万人", "person", 1e4), ("万个", "item", 1e4), ("公里", "kilometre", 1),
             ("%", "percent", 1), ("‰", "percent", 0.1), ("元", "yuan", 1), ("所", "institution", 1), ("家", "institution", 1), ("人", "person", 1), ("名", "person", 1),
             ("位", "person", 1), ("岁", "year", 1), ("辆", "vehicle", 1), ("次", "event", 1), ("场", "event", 1), ("倍", "times", 1), ("亩", "mu", 1),
             ("个", "item", 1), ("项", "item", 1), ("件", "item", 1), ("处", "item", 1), ("支", "item", 1), ("节", "item", 1), ("套", "item", 1))
_AFTER = (("以上", ">="), ("以下", "<="), ("以内", "<="), ("左右", "~"), ("余", ">"), ("多", ">"))
_BEFORE = (("不低于", ">="), ("不少于", ">="), ("至少", ">="), ("至少办", ">="), ("不超过", "<="), ("超过", ">"), ("突破", ">"), ("近", "~"), ("约", "~"))
_NO_FIGURE_BEFORE = re.compile(r"(?:第|[（(]|前|后|每|不满|年满|[A-Za-z/.:\-〔[]|[“][^”]{0,12}|^\s*|\n\s*|[0-9.])$")
_WORD_BEFORE = re.compile("[新同统进唯]$")
_NO_FIGURE_AFTER = re.compile(r"(?:年|月|日|号|级|届|批|轮|期|大|中|高|类|化|体|般|流|些|次性|步|会|、|[.．)）:：]|[A-Za-z]|个(?:目标|创建)|名工程|项举措)")
_NOUNS = (("学位", "place"), ("学校", "institution"), ("教学点", "institution"), ("幼儿园", "institution"), ("书记", "person"), ("教师", "person"), ("学校项目", "institution"))


def _behind(text: str, end: int) -> tuple[int, str, float]:
    """Where the measure word behind a number ends, its unit ('' where there is none) and its factor."""
    while text[end:end + 1] in (" ", "余", "多") and end < len(text):
        end += 1
    for word, unit, factor in _MEASURES:
        if text.startswith(word, end):
            return end + len(word), unit, factor
    return end, "", 1.0


def _measured(text: str, start: int, end: int, value: float) -> tuple[int, float, str]:
    """The figure's end, value and unit by the measure word behind it or inside it (98%, 3万元)."""
    if text[end - 1:end] in ("%", "元", "％"):
        return end, value, "yuan" if text[end - 1] == "元" else "percent"
    if "分之" in text[start:end]:
        return end, value, "percent"
    stop, unit, factor = _behind(text, end)
    return stop, value * factor, unit


def as_shipped(text: str, spans: Iterator[Span]) -> list[Found]:
    """What a library finds, with the unit of the measure word."""
    found = []
    for start, end, value in spans:
        stop, value, unit = _measured(text, start, end, value)
        found.append(Found(start, stop, value, "=", unit or "item"))
    return found


def filtered(text: str, spans: Iterator[Span]) -> list[Found]:
    """The same without what is no figure, with unit by the noun, and the bound."""
    found = []
    for start, end, value in spans:
        stop, value, unit = _measured(text, start, end, value)
        if not unit or _NO_FIGURE_BEFORE.search(text[max(0, start - 14):start]) or _NO_FIGURE_AFTER.match(text, end):
            continue
        if text[start:end] == "一" and _WORD_BEFORE.search(text[max(0, start - 1):start]):
            continue
        if unit == "item":
            near = text[stop:stop + 8] + "|" + text[max(0, start - 6):start]
            unit = next((to for noun, to in _NOUNS if noun in near), unit)
        bound = next((code for word, code in _AFTER if text.startswith(word, stop) or text[end:stop].startswith(word)), None)
        bound = bound or next((code for word, code in _BEFORE if text.endswith(word, max(0, start - 4), start)), "=")
        if re.search("下降|降低|减少", text[max(0, start - 4):start]) and unit in ("percent", "percentage_point", "year"):
            value = -value
        found.append(Found(start, stop, value, bound, unit))
    return found
