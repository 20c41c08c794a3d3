"""Numbers in words: which of them count something.

Most Chinese numerals in running text are names, slogans or articles (三会一课, 两个确保, 有一个); a number in words is a figure
where its measure word says so, where a known noun follows, or where it closes a list.
"""
from __future__ import annotations

import re

from analysis.extraction import bounds, counted, exclusions, grammar
from analysis.extraction.grammar import BOUND, MORE, NUMBER, UPPER
from analysis.extraction.quantities import unit_of
from analysis.extraction.shares import Figure

_SIZES = "百千万亿"
# Measure words of things that can be touched: 五座天桥建设 is no slogan.
_BUILT = frozenset("座栋幢间张")
# 开展千场活动, 办好百项实事 count; 百校联盟, 千人计划 are names.
_LISTED_UP = frozenset(("场", "场次", "次", "项", "件", "所", "个"))
_SESSION = re.compile("[届年](?:[一二三四五六七八九十]{1,3}次[、和]){0,4}$")
_ALL_OF = re.compile("\\d{1,3}(?:\\.\\d)?%")
_DONE = re.compile("(?:等|建设|创建|培育|打造|建成|开展|举办|组织|办好|实施|推进|完成|放映|演出)$")
_REACHED = re.compile("(?:(?<!送)达到?|迈上|跨上|跨越)$")


def counted_by(text, start, match, measure, floor, last) -> tuple[str, str]:
    """Unit and noun of a number in words, '' where it is a name, slogan or article."""
    number = match[NUMBER]
    before = text[start - 1:start]
    if not number.strip(_SIZES) and not (match[BOUND] or match[MORE]) and not _REACHED.search(text[max(0, start - 2):start]) and (
            bounds.head(text, start, floor).comparator == "=") and not (
            measure.word in _LISTED_UP and _DONE.search(text[max(0, start - 2):start])):
        return "", ""
    if measure.word == "次" and _SESSION.search(text[max(0, start - 16):start]) or before in ("唯", "普"):
        return "", ""  # 八届三次、四次全会; 普九人口
    if measure.unit == "yuan" and len(number) == 1 and number not in _SIZES and not match[BOUND]:
        return "", ""  # 三元区
    if number == "一" and not _one_of_list(text, start, last) and not exclusions.one_counts(text, start, match.end(), measure) and (
            bounds.head(text, start, floor).comparator not in (">=", "<=")):
        return "", ""
    if number == "二" and not match[UPPER] or measure.word == "轮" and not exclusions.held(text, start):
        return "", ""
    if measure.chinese == "list":
        if text[match.end():match.end() + 1] in grammar.WORD_SET:
            return "", ""  # 三省四市
        return unit_of(text, start, match.end(), measure, last) if exclusions.listed(text, start) else ("", "")
    if text[match.end():match.end() + 1] in grammar.DIGIT_SET and measure.chinese in ("noun", "digit"):
        return ("", "") if _ALL_OF.match(text, match.end()) else (measure.unit, "")  # 十类38项实事; 四个100%
    if measure.chinese == "digit":
        return "", ""
    if measure.chinese != "noun":
        return unit_of(text, start, match.end(), measure, last) if measure.noun else (measure.unit, "")
    if len(number) > 1 and number[-1] in "万亿" and measure.shape == "count":
        return unit_of(text, start, match.end(), measure, last)  # 改造一万间教室灯光
    there = counted.right(text, match.end())
    if there.noun and measure.word not in _BUILT and exclusions.slogan(text, start, there.noun):
        return "", ""
    if not there.noun:
        there = counted.left(text, start)
    if not there.unit and exclusions.listed(text, start) and counted.somewhere(there.noun, "item"):
        return measure.unit, there.noun
    return unit_of(text, start, match.end(), measure, last) if there.unit else ("", "")


def _one_of_list(text: str, start: int, last: Figure | None) -> bool:
    """Whether 一 goes on a list of things that are counted (新建一所幼儿园、一个文化站)."""
    if not last or last.rule != "words" or text[last.number[0]] != "一" or start - last.end > 16:
        return False
    between = text[last.end:start]
    return between.endswith("、") and not any(mark in between for mark in "，。；")
