"""The figures of a text: where a number stands that measures something, its value, bound and unit.

One pass over the text: a scanner (:mod:`grammar`) stops at every numeral, mask or word such as 翻番, one bounded
pattern reads number, magnitude, range, measure word and bound behind it, and windows of fixed size beside it
decide the bound before it, level or change, the unit by the noun counted, and whether it is a figure at all.
Time is linear on any input.
"""
from __future__ import annotations

import re

from analysis.extraction import bounds, counted, exclusions, grammar, in_words, numerals, shares
from analysis.extraction.grammar import BOUND, FIRST_MEASURE, MEASURE, MORE, MORE_2, NUMBER, SIZE, SIZE_2, UPPER
from analysis.extraction.lexicon import MEASURES
from analysis.extraction.quantities import finish, measure_of, values
from analysis.extraction.shares import Figure

__all__ = ["Figure", "find"]

_GROUPS = ("不满", "未满", "年满", "已满", "每隔", "铁人")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwyz/+·＋#@")
# What before or behind a number may make it no plain count.
_MARKED, _MARKING, _RATIO_SIGNS = frozenset("第前每几数后满隔人"), frozenset("分强"), frozenset(":：∶比")
_SHARED = re.compile(r"[、和与及](?=\d{1,6}(?:\.\d{1,3})?(?:[、和与及]\d{1,6}(?:\.\d{1,3})?){0,3}(?:个百分点|%|‰|倍|[万亿]?元|[万亿]人|个工作日))\d")
# 分别达26.6万、13.5万人次: the first of two has its measure word from the second.
_SHARED_SIZED = re.compile(r"([万亿])[、和与及](?=\d{1,6}(?:\.\d{1,3})?\1(?:人次?|平方米|亩|吨|套|辆|册|千瓦|立方米|美元))\d")
_NOT_FIRST = frozenset("提目此日当年以之底")
_PERCENT = re.compile(r"\d{1,3}(?:\.\d{1,3})?%")
_GOES = re.compile("(?:[、和]|(?:减少|增加|下降|上升|提高|扩大|发展|降|增|升)(?:了|到|至))$")
_FROM, _TO = frozenset("从由自"), re.compile("[至到]")
_AMOUNTS = frozenset("达于到过至间天续满")


# -- numbers in digits ------------------------------------------------------------------------------


def _digits(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    before = text[start - 1] if start else "\n"
    if before in _LETTERS and not _PERCENT.match(text, start) or before in "0123456789.," and shares.inside_number(text, start):
        return start + 1
    match = _match(grammar.ARABIC, text, start)
    number_end = match.end(NUMBER)
    following = text[number_end:number_end + 1]
    if before in _MARKED or following in _MARKING:
        special = _special(text, start, before, match, floor)
        if special is not None:
            return special
    word = match[MEASURE]
    if before == "\n" and word and "." in match[NUMBER] and not match[SIZE] and MEASURES[word].shape == "count":
        return _digits_at(text, text.index(".", start) + 1, floor, last)  # a list: 30.4条 is 4条
    if following == "/" and word is None:
        return shares.slashed(text, start, floor)
    if following in _RATIO_SIGNS:
        return shares.ratio(text, start, number_end, floor)
    if word is None:
        if not (match[SIZE] or match[SIZE_2]) and before not in "\n（(" and (shared := _SHARED.match(text, number_end)):
            return _sharing(text, start, number_end, shared.end() - 1, floor, last)
        if match[SIZE] and (shared := _SHARED_SIZED.match(text, number_end)):
            return _sharing(text, start, number_end, shared.end() - 1, floor, last, 1)
        if match[SIZE] or match[SIZE_2]:
            return _bare(text, start, match, "digits", floor, last)
        return shares.bare_ratio(text, start, number_end, floor) if "." in match[NUMBER] else number_end
    if following == "+" or following in _LETTERS and following and not word.isascii():
        return match.end()
    return _measured(text, start, match, MEASURES[word], "digits", floor, last)


def _sharing(text: str, start: int, end: int, following: int, floor: int, last: Figure | None, size: int = 0) -> Figure | int:
    """A number that has its measure word from the next of a list: 低0.7和0.6个百分点."""
    after = _digits(text, following, following, None)
    if type(after) is int or after.value is None:
        return end
    written = numerals.value(text[slice(*after.number)])
    head, begin = bounds.head(text, start, floor)
    kind, sign = measure_of(text, begin, after.unit, MEASURES["个百分点"], last)
    value = numerals.value(text[start:end]) * abs(after.value) / written * (sign if kind == "change" else 1) if written else 0.0
    return after._replace(start=begin, end=end + size, value=float(f"{value:.12g}"), comparator=head, measure=kind, number=(start, end))


def _match(pattern: re.Pattern, text: str, start: int) -> re.Match | None:
    """The quantity at ``start``; 从3%到5% is no range but two figures."""
    match = pattern.match(text, start)
    if match and match[UPPER] and text[start - 1:start] in _FROM:
        to = _TO.search(text, match.end(NUMBER), match.start(UPPER))
        if to:
            return pattern.match(text, start, to.start())
    return match


def _digits_at(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    """A number behind the numbering of a list."""
    match = grammar.ARABIC.match(text, start)
    return _measured(text, start, match, MEASURES[match[MEASURE]], "digits", floor, last)


def _special(text: str, start: int, before: str, match, floor: int) -> Figure | int | None:
    """Ordinals, places, fractions and numbers of groups; None where the number may count something."""
    number_end = match.end(NUMBER)
    if text.startswith("分之", number_end):
        return shares.fraction(text, start, floor)
    if before == "第":
        return shares.ordinal(text, start, number_end)
    if before == "前" and text[start - 2:start - 1] not in _NOT_FIRST:
        return shares.leading(text, start, match)
    if before == "每" or text[start - 2:start] in _GROUPS or before in "几数" and match[NUMBER][0] in numerals.MAGNITUDES:
        return match.end() if match[MEASURE] else number_end
    if before == "后" and match[MEASURE] == "%":
        return match.end()
    if shares.STRONG_NEXT == text[number_end:number_end + 1] and match[MEASURE] is None:
        return shares.strong(text, start, number_end)
    return None


_SHARED_POINTS = re.compile("(?:[、和与及，] ?[\\d.]{1,6}个?){0,4}[、和与及] ?[\\d.]{1,6}个百分点")


def _no_count(text: str, start: int, end: int, number: str, measure) -> bool:
    """Whether a number with a measure word is a name, a circle, a session, an article or an office hour."""
    if measure.unit == "hour" and number == "24" and text[start - 1:start] not in _AMOUNTS:
        return True  # 24小时受理
    if measure.unit in ("hour", "kilometre"):
        return exclusions.circle(text, end)
    if measure.unit == "percent":
        return (text[start - 1:start] == "个" or text[end:end + 1] == "人") and exclusions.named_rate(text, start, end)
    if measure.word == "届":
        return not exclusions.hosted(text, start)
    if measure.word == "期":
        return not exclusions.held(text, start)
    if measure.word == "条" and exclusions.named_articles(text, start, end):
        return True
    return measure.chinese == "list" and measure.word[0] != "个" and number.isdigit() and len(number) > 3


def _measured(text, start, match, measure, field, floor, last) -> Figure | int:
    """A number with a measure word."""
    end, implicit = match.end(), False
    if measure.word == "个" and _SHARED_POINTS.match(text, end):
        measure = MEASURES["个百分点"]  # 提高11.8个和27.7个百分点
    if measure.shape == "duration":
        if exclusions.streak(text, start):
            implicit = True
        elif measure.word == "年" and len(match[NUMBER]) == 4 and match[NUMBER].isdigit() or match[FIRST_MEASURE] == "年" or exclusions.plan_length(text, start):
            return match.end(MEASURE)
    elif measure.shape == "count" and exclusions.streak(text, start):
        implicit = True
    elif measure.shape == "age" and exclusions.age_of_group(text, start):
        return end
    elif _no_count(text, start, end, match[NUMBER], measure):
        return end
    if exclusions.quoted(text, start, end):
        return end
    unit, noun = None, ""
    if field == "words":
        unit, noun = in_words.counted_by(text, start, match, measure, floor, last)
        if not unit:
            return end
    return finish(text, start, match, measure, values(match), field, floor, last, unit, noun, False, implicit)


def _bare(text, start, match, field, floor, last) -> Figure | int:
    """A number without a measure word: a count if it has a magnitude and a noun beside it."""
    end = match.end()
    if exclusions.quoted(text, start, end):
        return end
    if text[end:end + 1] == "吨":
        return end + 1  # 2万吨级码头
    there = counted.right(text, end)
    if not there.unit and (household := counted.households(text, end)):
        there = household
    if there.unit not in ("person", "place") and counted.persons(text, end):
        there = counted.Counted("person", there.noun)
    if not there.unit:
        there = counted.left(text, start)
    if not there.unit and last and last.rule == "bare" and start - last.end < 4 and _GOES.match(text, last.end, start):
        there = counted.Counted(last.unit, last.noun)
    if not there.unit and counted.insured(text, start):
        there = counted.Counted("person", there.noun)
    if not there.unit or field == "words" and (not match[BOUND] or there.unit == "item" and match[NUMBER][-1] == "亿"):
        return end
    return finish(text, start, match, MEASURES["个"], values(match), "bare", floor, last, there.unit, there.noun)


# -- numbers in words -------------------------------------------------------------------------------


def _words(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    before = text[start - 1] if start else "\n"
    match = _match(grammar.CHINESE, text, start)
    if not match:
        return start + 1
    number, word = match[NUMBER], match[MEASURE]
    number_end = match.end(NUMBER)
    if before in _MARKED or text[number_end:number_end + 1] in _MARKING:
        special = _special(text, start, before, match, floor)
        if special is not None:
            return special
    if word is not None:
        return _measured(text, start, match, MEASURES[word], "words", floor, last)
    if number == "一" and text[number_end:number_end + 1] == "半":
        return shares.one_half(text, start, floor)
    if before in "保争" and len(number) == 1 and text[number_end:number_end + 1] in "争、，,。；":
        return shares.place(start, number_end, numerals.value(number), "=", "place kept or sought", start)
    if len(number) > 1 and number[-1] in "万亿":
        return _bare(text, start, match, "words", floor, last)
    return number_end


# -- hidden numbers -----------------------------------------------------------------------------------


def _masked(text: str, start: int, floor: int, last: Figure | None) -> Figure | int:
    match = grammar.MASKED.match(text, start)
    if not match:
        return start + 1
    before = text[start - 1] if start else "\n"
    word, end = match[MEASURE], match.end()
    emphasis = text[start] in "*＊" and not "\u4e00" <= before <= "\u9fff"
    if not word or emphasis or before == "第" or before.isascii() and (before.isalnum() or before in "/."):
        return max(match.end(NUMBER), start + 1)
    measure = MEASURES[word]
    if measure.shape in ("duration", "age") or measure.chinese == "list" or exclusions.quoted(text, start, end):
        return end
    return finish(text, start, match, measure, (None, None, ">" if match[MORE] or match[MORE_2] else "="), "mask", floor, last,
                   redacted=True)


_HANDLERS = (dict.fromkeys(grammar.DIGIT_SET, _digits) | dict.fromkeys(grammar.MASK_SET, _masked)
             | dict.fromkeys(grammar.WORD_SET - {"零", "〇"}, _words) | shares.HANDLERS)


def find(text: str) -> list[Figure]:
    """The figures of a (repaired) text, in order, without overlap; numbers that measure nothing are left out."""
    found: list[Figure] = []
    done, last = 0, None
    for match in grammar.SCAN.finditer(text):
        start, end = match.span()
        if end <= done or text[end:end + 1] in grammar.DEAD_AFTER and text[start - 1:start] not in "第前":
            continue
        if end - start == 4 and text[end:end + 1] == "年" and text[start:end].isdigit():
            continue
        start = max(start, done)
        while start < end:
            handler = _HANDLERS.get(text[start])
            result = handler(text, start, done, last) if handler else start + 1
            if type(result) is int:
                start = result
            else:
                found.append(result)
                last, start = result, result.end
            done = start
    return found
