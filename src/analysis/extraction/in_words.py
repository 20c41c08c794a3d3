"""Numbers in words: which of them count something.

Most Chinese numerals in running text are names, slogans or articles (三会一课, 两个确保, 有一个); a number in words is a figure
where its measure word says so, where a known noun follows, or where it closes a list.
"""
from __future__ import annotations

from analysis.extraction import bounds, counted, exclusions, grammar
from analysis.extraction.grammar import BOUND, MORE, NUMBER, UPPER
from analysis.extraction.quantities import unit_of
from analysis.extraction.shares import Figure

_BARE_SIZES = frozenset(("百", "千", "万", "亿", "千万", "百万"))


def counted_by(text, start, match, measure, floor, last) -> tuple[str, str]:
    """Unit and noun of a number in words, '' where it is a name, slogan or article."""
    number = match[NUMBER]
    if number in _BARE_SIZES and not match[BOUND] and not match[MORE] and (
            bounds.head(text, start, floor).comparator == "="):
        return "", ""
    if number == "一" and not _one_of_list(text, start, last) and not exclusions.one_counts(text, start, match.end(), measure):
        return "", ""
    if number == "二" and not match[UPPER] or measure.word == "轮" and not exclusions.held(text, start):
        return "", ""
    if measure.chinese == "list":
        return unit_of(text, start, match.end(), measure, last) if exclusions.listed(text, start) else ("", "")
    if text[match.end():match.end() + 1] in grammar.DIGIT_SET and measure.chinese in ("noun", "digit"):
        return measure.unit, ""  # 十类38项实事
    if measure.chinese == "digit":
        return "", ""
    if measure.chinese != "noun":
        return unit_of(text, start, match.end(), measure, last) if measure.noun else (measure.unit, "")
    there = counted.right(text, match.end())
    if there.noun and exclusions.slogan(there.noun):
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
