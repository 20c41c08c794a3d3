"""A quantity read: from the parts of a match to value, bound, unit and measure."""
from __future__ import annotations

import re

from analysis.extraction import bounds, counted, exclusions, grammar, numerals
from analysis.extraction.grammar import BOUND, NUMBER
from analysis.extraction.lexicon import AFTER, Measure, alternation, words
from analysis.extraction.shares import Figure

_SIGNED = frozenset(("percentage_point", "percent", "times", "year", "hour", "yuan", "rank", "other_currency", "square_metre"))
_AMOUNTS = frozenset(("yuan", "other_currency", "square_metre", "item"))
_LIST = frozenset(("、", "和", "及", "与", "以及", "，", "，力争", "，争取", "，力争达到", "、力争"))
_FIRMS = ("企业", "公司", "企业新增", "企业达")
_POINTS = frozenset(("percent", "percentage_point"))
_JOINED = frozenset(("、", "和", "与", "及"))
_AT_LEAST, _SAME_LIST = re.compile("至少|最少"), re.compile("[^，。；：\\d]{0,12}[、及和]")
_MINUS_AFTER = frozenset("为达长率是到至约幅速在于")
# The units that the noun counted may give to a measure word.
_ALLOWED = {"any": None, "institution": ("institution",), "works": ("institution",), "place": ("place",), "vehicle": ("vehicle",), "none": (), "": ()}
_COUNTED = frozenset(("institution", "person", "place", "item", "class"))
_MOVED = re.compile(f"(?:{alternation(words('moved'))})?[到至为]$")
_DONE = ("已竣工", "已建成", "已完成", "已开工", "已投用", "已完工")
_STAGES = frozenset(("投用", "投入使用", "竣工", "建成", "开工", "新开工", "完工", "启动", "完成", "建成投用", "开工建设", "新建", "改扩建", "续建"))


def values(match) -> tuple[float, float | None, str]:
    """Value, upper value and the bound that 余 or 多 inside a quantity says."""
    word, more, size, more_2, low, low_size, first, upper, more_3, size_2, more_4, _, _ = match.groups()
    value = numerals.value(word)
    bound = ">" if more or more_2 or more_3 or more_4 else "="
    if size:
        value *= numerals.magnitude(size)
        if low:  # 3万5千
            value += numerals.value(low) * numerals.magnitude(low_size)
    if upper:
        top = numerals.value(upper) * numerals.magnitude(size_2)
        if size_2 and not size and not (first or "").startswith(("万", "亿")):
            value *= numerals.magnitude(size_2)  # 3至5万
        return value, top, bound
    pair = numerals.span(word) if len(word) > 1 and word[0] in grammar.WORD_SET else None
    if pair:
        factor = numerals.magnitude(size)
        return pair[0] * factor, pair[1] * factor, bound
    return value, None, bound


def _tidy(number: float | None, factor: float) -> float | None:
    """3.3 × 10000 is 33000, not 32999.999999999996."""
    if number is None:
        return None
    number *= factor
    return number if number == int(number) else float(f"{number:.12g}")


def measure_of(text: str, begin: int, unit: str, measure: Measure, last: Figure | None) -> tuple[str, int]:
    """level or change, and the sign of a change; neighbours in a list share the verb of the first."""
    sign = bounds.change(text, begin)
    if not sign and last and last.unit == unit and 0 <= begin - last.end <= 5 and text[last.end:begin] in _LIST:
        return last.measure, -1 if last.measure == "change" and (last.value or 0) < 0 else 1
    if not sign and (unit in _POINTS or unit == "yuan" and bounds.cut(text, begin)):
        sign = bounds.object_change(text, begin)
    if unit == "yuan" and "增" in text[max(0, begin - 16):begin] and bounds.added(text, begin):
        return "change", 1
    if sign and unit in _AMOUNTS and not bounds.money_changes(text, begin):
        sign = 0
    if unit in ("percentage_point", "times"):
        return "change", sign or 1
    if unit == "rank":
        return ("change", sign or 1) if bounds.moves_rank(text, begin) else ("level", 1)
    return ("change", sign) if sign else ("level", 1)


def _same_firms(text: str, start: int, last: Figure | None) -> bool:
    """Whether 户 goes on counting firms (企业新增31户、总数达101户)."""
    return last is not None and last.unit == "institution" and text[last.end - 1] == "户" and start - last.end < 8


def unit_of(text: str, start: int, end: int, measure: Measure, last: Figure | None) -> tuple[str, str]:
    """The unit of a count, and the noun phrase counted."""
    if last and measure.noun and text[last.end:start] in _JOINED and counted.stops(text, end):
        return last.unit if last.unit in _COUNTED else measure.unit, last.noun  # 学位5000个和2万个
    unit, noun = counted.right(text, end)
    if not noun:
        unit, noun = counted.left(text, start)
        if last and (not noun and text[last.end:start] in ("、", "和") or last.unit in _COUNTED and 0 < start - last.end <= 9 and (
                _MOVED.match(text, last.end, start) or noun in _STAGES or not unit and text[last.end:start].endswith(_DONE))):
            unit, noun = last.unit, last.noun  # 开工28个、投用17个
    if measure.word == "户" and (counted.firms(text, end) or noun.endswith(_FIRMS) or _same_firms(text, start, last)):
        return "institution", noun
    if unit != "institution" and counted.school_works(text, start, end):
        return "institution", noun
    if measure.word == "张" and unit not in ("place", "item") and (counted.beds(text, start) or last and last.unit == "place" and start - last.end < 8):
        return "place", noun
    if measure.word == "方" and "面积" in text[max(0, start - 8):start]:
        return "square_metre", noun
    if measure.word == "处" and not unit and counted.somewhere(noun, "institution"):
        return "institution", noun
    if measure.word == "名" and bounds.moves_rank(text, start):
        return "rank", noun
    if measure.word == "位" and (bounds.moves_rank(text, start) or bounds.holds_rank(text, start)):
        return "rank", noun
    allowed = _ALLOWED[measure.noun]
    return (unit if unit and (allowed is None or unit in allowed) else measure.unit), noun


def finish(text, start, match, measure, numbers, rule, floor, last, unit=None, noun="", redacted=False, implicit=False):
    """The figure with its bound and measure, or its end where the number only says what is counted."""
    end = match.end()
    value, upper, bound = numbers
    head, begin = bounds.head(text, start, floor)
    post = match[BOUND]
    if measure.word.startswith("个多"):
        bound = ">"
    after = AFTER.get(post[3:] if post[0] in "（(" else post, "=") if post else "="
    comparator = after if after != "=" else head if head != "=" else bound
    if comparator == "=" and last and last.comparator == ">=" and _AT_LEAST.match(text, last.start, last.end) and _SAME_LIST.fullmatch(text, last.end, start):
        comparator = ">="  # 至少打造1所幼儿园、1所小学
    if unit is None:
        unit, noun = unit_of(text, start, end, measure, last) if measure.noun else (measure.unit, "")
    may_limit = comparator != "=" or text[start - 1:start] == "上" or text.startswith("规模", end)
    if may_limit and exclusions.limits(text, begin, end, measure, unit, comparator, after != "="):
        return end
    if comparator == "=" and (unit == "times" or text[start - 1:start] == "的"):
        comparator = bounds.far_bound(text, start)
    may_change = unit in _SIGNED or unit == "item" and not measure.noun
    kind, sign = measure_of(text, begin, unit, measure, last) if may_change else ("level", 1)
    if begin == start and text[start - 1:start] == "-" and text[start - 2:start - 1] in _MINUS_AFTER:
        begin, sign, kind = start - 1, -1, "level" if kind == "level" else kind
    if unit == "percentage_point" and head in "<>" and after == "=":
        comparator = bound  # 高于 and 低于 before a difference
    factor = measure.factor * (sign if kind == "change" or begin < start and text[begin] == "-" else 1)
    return Figure(begin, end, _tidy(value, factor), _tidy(upper, factor), comparator, unit, kind, redacted, implicit, noun,
                  "rank" if unit == "rank" else measure.shape, rule, (start, match.end(NUMBER)))
