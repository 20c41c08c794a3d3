"""Figures that are no plain counts: fractions, ratios, halves, doublings, places in an order, and numbers not said.

Every reader takes the text, the place and where the last figure ended, and returns a :class:`Figure` or the place where
reading goes on.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from analysis.extraction import bounds, exclusions, grammar, numerals
from analysis.extraction.lexicon import AFTER


class Figure(NamedTuple):
    """A figure of a text.

    ``start``, ``end``: the number with unit and bound (98%以上), offsets in the text given. ``value``, ``value_upper``: in
    ``unit``, None if redacted or absent. ``noun``: the noun phrase counted, as found, may be ''. ``shape``: percent,
    percentage_point, count, money, rank, fraction, ratio, times, age, duration, time, implicit. ``rule``: the rule of
    grammar that decided. ``number``: offsets of the number itself, without bound and unit.
    """

    start: int
    end: int
    value: float | None
    value_upper: float | None
    comparator: str
    unit: str
    measure: str
    redacted: bool
    implicit: bool
    noun: str
    shape: str
    rule: str
    number: tuple[int, int]


def _plain(start, end, value, comparator, unit, measure, shape, rule, number, redacted=False, implicit=False) -> Figure:
    return Figure(start, end, value, None, comparator, unit, measure, redacted, implicit, "", shape, rule, number)


def inside_number(text: str, start: int) -> bool:
    """Whether a digit continues the number before it (2.3.1, 60,000 digits in a row)."""
    return text[start - 1] in grammar.DIGIT_SET or start > 1 and text[start - 2] in grammar.DIGIT_SET


# -- parts of a whole -----------------------------------------------------------------------------------

_FRACTION = re.compile(rf"({numerals.ARABIC}|{numerals.CHINESE})分之({numerals.ARABIC}|{numerals.CHINESE})(个百分点)?({grammar.POST})?")
_HALF_BOUND = re.compile("以上|左右|以内|以下|多")
_NO_SHARE = frozenset("/.-〔[（(第")
_HALF = re.compile("半(?:个?小时|数?(以上)?)")


def fraction(text: str, start: int, floor: int) -> Figure | int:
    """三分之一, 百分之二点五."""
    match = _FRACTION.match(text, start)
    if not match:
        return start + 1
    below, above = numerals.value(match[1]), numerals.value(match[2])
    if not below or exclusions.quoted(text, start, match.end()):
        return match.end()
    head, begin = bounds.head(text, start, floor)
    sign = bounds.change(text, begin)
    value = float(f"{above * (sign or 1) / below * 100:.12g}")
    return _plain(begin, match.end(), value, AFTER.get(match[4] or "", head), "percentage_point" if match[3] else "percent",
                  "change" if sign or match[3] else "level", "fraction", "fraction", (start, match.end(2)))


def one_half(text: str, start: int, floor: int) -> Figure:
    """一半, 一半以上."""
    post = _HALF_BOUND.match(text, start + 2)
    head, begin = bounds.head(text, start, floor)
    sign = bounds.change(text, begin)
    return _plain(begin, post.end() if post else start + 2, 50.0 * (sign or 1), AFTER.get(post[0], head) if post else head, "percent",
                  "change" if sign else "level", "fraction", "half", (start, start + 2))


def _half(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    """过半, 半数以上, 半小时."""
    match = _HALF.match(text, start)
    end = match.end()
    before = text[start - 1:start]
    if match[0].endswith("小时"):
        if exclusions.circle(text, end) or exclusions.quoted(text, start, end) or not before or before in "一两三个多":
            return end
        return _plain(start, end, 0.5, "=", "hour", "level", "time", "half", (start, start + 1))
    if before == "过" and text[start - 2:start - 1] not in "超经通":
        return _plain(start - 1, end, 50.0, ">=" if match[1] else ">", "percent", "level", "fraction", "half", (start, start + 1))
    if match[0].startswith("半数"):
        head, begin = bounds.head(text, start, floor)
        return _plain(begin, end, 50.0, ">=" if match[1] else head, "percent", "level", "fraction", "half", (start, start + 2))
    return end


_SLASHED = re.compile(r"([1-9])/([1-9]\d?)(?![\d/年月号楼栋])(强|弱|多|以上|左右)?")


def slashed(text: str, start: int, floor: int) -> Figure | int:
    """1/4: a quarter, where it is no date and no norm."""
    match = _SLASHED.match(text, start)
    if not match or int(match[1]) >= int(match[2]) or text[start - 1:start] in _NO_SHARE:
        return start + 1
    head, begin = bounds.head(text, start, floor)
    sign = bounds.change(text, begin)
    value = float(f"{int(match[1]) * (sign or 1) / int(match[2]) * 100:.12g}")
    return _plain(begin, match.end(), value, {"强": ">", "弱": "<"}.get(match[3]) or AFTER.get(match[3] or "", head), "percent",
                  "change" if sign else "level", "fraction", "slashed", (start, match.end(2)))


# -- multiples and ratios ---------------------------------------------------------------------------------

_RATIO = re.compile(r"(?:1[ ]?(?:[:：∶]|比)[ ]?(\d{1,6}(?:\.\d{1,4})?)|(\d{1,6}(?:\.\d{1,4})?)[ ]?[:：∶][ ]?1)(?![\d:：∶A-Za-z.])")
_NOT_RATIO = re.compile(r"\d{1,6}(?:\.\d{1,4})?(?:[ ]?[:：∶比][ ]?\d{1,6}(?:\.\d{1,4})?){1,4}")
_PARTS = re.compile(r"([\d.]{1,8})[ ]?[:：∶][ ]?([\d.]{1,8})")
_PROPORTION = re.compile("(?:比例|[校普职生师]比|比重|结构)(?:为|达到?|是|保持在?|调整[为到至]|基本)?$")
_AFTER_RATIO = frozenset("，。；、）缩降下")
_DOUBLING = re.compile("翻了?近?([一两二三四1234])?番")


def ratio(text: str, start: int, number_end: int, floor: int) -> Figure | int:
    """1:10 and 10:1 → 10, a proportion of 44:56 → 1.27; clock times, scores and shares of three are none."""
    match = _RATIO.match(text, start)
    if match:
        head, begin = bounds.head(text, start, floor)
        return _plain(begin, match.end(), float(match[1] or match[2]), head, "ratio", "level", "ratio", "ratio", match.span())
    skip = _NOT_RATIO.match(text, start)
    parts = _PARTS.fullmatch(skip[0]) if skip else None
    if parts and _PROPORTION.search(text[max(0, start - 10):start]):  # 普职比达到51:49
        one, other = sorted((float(parts[1]), float(parts[2])))
        return _plain(start, skip.end(), float(f"{other / one:.6g}"), "=", "ratio", "level", "ratio", "ratio", skip.span()) if one else skip.end()
    return skip.end() if skip else number_end


_INCOMES = re.compile("收入之?比(?![例重])[^，。；：]{0,18}(?:为|至|到|由|从|的|达)$")


def bare_ratio(text: str, start: int, number_end: int, floor: int) -> Figure | int:
    """收入比缩小至1.45: a ratio to one that is not written."""
    if text[number_end:number_end + 1] in _AFTER_RATIO and _INCOMES.search(text[max(0, start - 26):start]):
        head, begin = bounds.head(text, start, floor)
        return _plain(begin, number_end, float(text[start:number_end]), head, "ratio", "level", "ratio", "ratio", (start, number_end))
    return number_end


_NAMED_DOUBLING = re.compile("计划|行动|工程|目标任务")  # 外贸翻番计划


def _doubling(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    """翻一番 = 2, 翻两番 = 4."""
    match = _DOUBLING.match(text, start)
    if not match or _NAMED_DOUBLING.match(text, match.end()):
        return start + 1
    head, begin = bounds.head(text, start, floor)
    comparator = "~" if "近" in match[0] else head
    return _plain(begin, match.end(), 2.0 ** numerals.value(match[1] or "一"), comparator, "times", "change", "times", "doubling", match.span())


# -- places in an order -----------------------------------------------------------------------------------

STRONG_NEXT = "强"
_RANKED = re.compile("(?:居|列|排|位|名|获|占|夺|全国|全省|全市|全区|全州|世界|中部|西部|东部|地级市|县市|总数|总量|增速|跃|升|同类|蝉联|总分|成绩|均分)[^，。；]{0,24}$")
_FIRST_PLACE = re.compile("(?:居|荣登|登上|保持|列|排|位于|升至|跃居|占据|蝉联)[^，。；]{0,8}$")
_AFTER_ORDINAL = re.compile(r"位(?!于)|名(?!录|单)|(?=的(?:[^，。；、]{0,3})?(?:成绩|位置|名次|佳绩|位次))|(?=[，。；、）)”！\s,;]|$)")
_LEADING_TAIL = re.compile(r"(?:名|位|强|甲|列)?(?=[，。；、）)”！\s,;的以之]|$|行列|水平)")
_STRONG = re.compile(r"强(?=[，。；、）)”！\s,;县市区城]|$|行列|榜)")
_ENTERS = re.compile("(?:进入|入选|入列|迈入|荣登|登上|闯进|跻身|入围|进军|位列|列|迈进|冲刺|挺进|重返|保持|居)[^，。；]{0,8}$")


def place(start: int, end: int, value: float, comparator: str, rule: str, number: int) -> Figure:
    """A place in an order."""
    return _plain(start, end, value, comparator, "rank", "level", "rank", rule, (number, end))


def ordinal(text: str, start: int, number_end: int) -> Figure | int:
    """第N: a place only where something is said to stand there (居全省第二位); else an ordinal."""
    tail = _AFTER_ORDINAL.match(text, number_end)
    if tail and _RANKED.search(text[max(0, start - 30):start - 1]) and not exclusions.quoted(text, start, tail.end()):
        return place(start - 1, tail.end(), numerals.value(text[start:number_end]), "=", "ordinal", start)
    return number_end


def leading(text: str, start: int, match) -> Figure | int:
    """前三, 前10名: a place among the first; 位列前15%: a share of the order."""
    number_end = match.end(grammar.NUMBER)
    if match[grammar.MEASURE] == "%" and _ENTERS.search(text[max(0, start - 15):start - 1]) and "ESI" not in text[max(0, start - 9):start]:
        return _plain(start - 1, match.end(), numerals.value(match[grammar.NUMBER]), "<=", "percent", "level", "percent", "leading", match.span(1))
    tail = _LEADING_TAIL.match(text, number_end)
    if not tail or exclusions.quoted(text, start, tail.end()):
        return max(number_end, match.end(grammar.MEASURE))
    return place(start - 1, tail.end(), numerals.value(match[grammar.NUMBER]), "<=", "leading", start)


def strong(text: str, start: int, number_end: int) -> Figure | int:
    """进入百强: among the first hundred; 500强企业 is a name."""
    tail = _STRONG.match(text, number_end)
    if tail and _ENTERS.search(text[max(0, start - 14):start]):
        return place(start, tail.end(), numerals.value(text[start:number_end]), "<=", "strong", start)
    return number_end


def _first_place(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    """居首位, 居榜首."""
    begin = start - 1 if text.startswith("榜首", start - 1) else start
    if (begin < start or text.startswith("首位", start)) and _FIRST_PLACE.search(text[max(0, begin - 12):begin]):
        return place(begin, begin + 2, 1.0, "=", "first place", begin)
    return start + 1


# -- numbers not said ---------------------------------------------------------------------------------------

_GAP = re.compile("(?:达到|达|为|至|到|约|占|增长|提高|下降|完成)$")
_IMPLICIT = re.compile("(全覆盖|全部(?!门)|全员(?!培训)|清零|零(?:事故|伤亡|死亡|案发|发案|增长|投诉|距离|缺陷))")
_FALLEN = re.compile("(?:([率比%])[^，。；]{0,16})?(?:降低?|减少?)[至为到]$")
_STOPS = re.compile("[，。；、）)\n]|$")


def _gap(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    """达到%: the number is missing."""
    if not _GAP.search(text[max(0, start - 2):start]):
        return start + 1
    return _plain(start, start + 1, None, "=", "percent", "change" if bounds.change(text, start) else "level", "percent", "gap",
                  (start, start), redacted=True)


def _zero(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    """降至零: zero in the unit of what fell (由7.6%降至零); 零事故 is not a number."""
    fallen = _FALLEN.search(text[max(0, start - 24):start])
    if not fallen or not _STOPS.match(text, start + 1):
        return _implicit(text, start, floor, last)
    rate = fallen[1] or last and last.unit == "percent" and start - last.end < 6
    return _plain(start, start + 1, 0.0, "=", "percent" if rate else "item", "level", "percent" if rate else "count", "zero", (start, start + 1))


def _implicit(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    """全覆盖, 清零: 100 or 0 said without a number."""
    match = _IMPLICIT.match(text, start)
    if not match:
        return start + 1
    zero = match[1][0] in "清零"
    return _plain(start, match.end(), 0.0 if zero else 100.0, "=", "item" if zero else "percent", "level", "implicit", "implicit",
                  match.span(), implicit=True)


HANDLERS = {"半": _half, "翻": _doubling, "首": _first_place, "%": _gap, "‰": _gap, "全": _implicit, "清": _implicit, "零": _zero}
