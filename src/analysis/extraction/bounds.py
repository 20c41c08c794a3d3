"""What the words around a number say: its bound, and whether it is a level or a change.

All look at a few characters beside the number only, so their time does not depend on the text's length.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from analysis.extraction.lexicon import BEFORE, alternation, words

# The bound before a number, a verb between allowed after 至少 (至少办一所).
_HEAD = re.compile(rf"({alternation(BEFORE)})((?:(?<=至少)|(?<=最少))[\u4e00-\u9fff（）]{{1,9}}|{alternation(words('between'))})?(?:每[生人年月天]){{0,3}}[ ]?$")
_BEFORE_VERB = frozenset(("至少", "最少"))
HEAD_LAST = frozenset(word[-1] for word in BEFORE) | {" "}
_APART = frozenset("少每")  # 至少创建, 不低于每生每年: something stands between bound and number
_MAGNITUDES = frozenset("百千万亿")
_AFTER_PAST = frozenset("百千万亿0123456789")
_HEAD_WINDOW = 12
# 不低于当地标准的1.6倍: the bound stands before the thing compared with.
_FAR = re.compile(r"(不低于|不少于|不超过|不高于|超过|高于|低于|超)[^，。；\d]{1,20}的?$")
_FALSE_HEADS = re.compile(r"(?:[最附新邻相远亲]近|大约|[节制条签合契公集]约|赶超|[经通路渡跨]过|超超|[以之网线马路街市场船车身手]上)$")

UP, DOWN, _FILL = words("rise"), words("fall"), words("filler")
# One group of words first: the search then looks at their first letters only.
_CHANGE = re.compile(rf"({alternation((*UP, *DOWN))})(?:{alternation(_FILL)}){{0,4}} ?$")
_FALLS = frozenset(DOWN)
# The thing changed may stand between verb and number (压减一般性支出10%).
_OBJECT = re.compile(r"(提高|增加|上调|提升|压减|压缩|削减|缩减|精简|减少|降低|下调|压降)(?![到至了])[^，。；、\d到至达为占是比]{1,14} ?$")
_CUT = re.compile("(?:压减|压缩|削减|压降)[^，。；、\\d]{1,14}$")
_ADDED = re.compile("净增$|(?:增加|净增)[^，。；、\\d]{1,6}(?:支出|经费|投入)$|每[人生][^，。；\\d]{0,10}增加[^，。；\\d]{0,8}$")
_NO_CHANGE = re.compile(r"(?:提高|提升|增加|上升|扩大|降低|下降|减少)(?:了)?为|自然(?:增长|减少)率?|新增|提前(?:达到|实现|完成)|(?:压减|精简|压缩|缩减|削减)[率比]|倍增|加减|增减|核减|审减|得到(?:改善|提升|提高)，")
_COMPARED = re.compile(
    "(?:[比较][^，。；]{0,12}|同比|环比|收入|支出|总值|产值|余额|存款|贷款|标准|利润|税收|水平|人均[^，。；]{0,6}|元[，、；]?|"
    "(?:每[人年月生天亩]){1,3}|[金资酬贴险助]|养老|[一二三四五六七八九十]年(?:来|间|里)?(?:共|累计)?)"
    "(?:分别|年均|平均|再|又)?(?:净|多)?(?:增加|减少|净增|增)了?$")
_RANK_MOVE = re.compile(r"(?:上升|提升|提高|前移|前进|跃升|攀升|晋升|进位|后移|下降)了?$")
_RANK_HELD = re.compile("(?:居|列|排|排名|位次)[^，。；、]{0,6}$|(?:升|移|进|降|攀)[^，。；、]{0,2}[至到]$")
_WINDOW = 16


class Head(NamedTuple):
    """A comparator before a number and where its words begin (the number's start if there are none)."""

    comparator: str
    start: int


def head(text: str, start: int, floor: int) -> Head:
    """The bound stated before a number at ``start``; nothing before ``floor`` is looked at."""
    if start <= floor or text[start - 1] not in HEAD_LAST and _APART.isdisjoint(text[max(0, start - 10):start]):
        return Head("=", start)
    begin = max(floor, start - _HEAD_WINDOW)
    window = text[begin:start]
    found = _HEAD.search(window)
    if (not found or found[2] and found[1] not in _BEFORE_VERB or _FALSE_HEADS.search(window)
            or found[1] == "过" and text[start] not in _AFTER_PAST or found[1] == "上" and text[start] not in _MAGNITUDES):
        return Head("=", start)
    return Head(BEFORE[found[1]], begin + found.start())


def far_bound(text: str, start: int) -> str:
    """The bound of a multiple whose standard of comparison stands between (不低于…标准的1.6倍)."""
    found = _FAR.search(text[max(0, start - 28) : start])
    return BEFORE.get(found[1], "=") if found else "="


def change(text: str, start: int) -> int:
    """1 for a rise, -1 for a fall, 0 for a level, by the verb that leads to a number at ``start``."""
    window = text[max(0, start - _WINDOW) : start]
    found = _CHANGE.search(window)
    if not found or _NO_CHANGE.search(window[max(0, found.start() - 2) :]):
        return 0
    return -1 if found[1] in _FALLS else 1


def object_change(text: str, start: int) -> int:
    """As :func:`change`, where the thing changed stands between the verb and a percentage."""
    found = _OBJECT.search(text[max(0, start - 20) : start])
    return 0 if not found else -1 if found[1] in _FALLS else 1


def cut(text: str, start: int) -> bool:
    """Whether an amount is what is saved (压减一般性支出59亿元)."""
    window = text[max(0, start - 20) : start]
    return ("压" in window or "削" in window) and bool(_CUT.search(window))


def compared(text: str, start: int) -> bool:
    """Whether an amount is set against an earlier one (比上年增加2亿元)."""
    return bool(_COMPARED.search(text[max(0, start - 24) : start]))


def holds_rank(text: str, start: int) -> bool:
    """Whether N位 is a place in an order (居全国77位)."""
    return bool(_RANK_HELD.search(text[max(0, start - 10) : start]))


def moves_rank(text: str, start: int) -> bool:
    """Whether N位 is a move in an order (上升5位)."""
    return bool(_RANK_MOVE.search(text[max(0, start - 6) : start]))


def added(text: str, start: int) -> bool:
    """Whether an amount is what is added to a named one (增加教育支出24亿元, 每人每年增加补助300元)."""
    return bool(_ADDED.search(text[max(0, start - 24) : start]))


def money_changes(text: str, start: int) -> bool:
    """Whether an amount after a verb is a change: 增加 and 减少 only if something is compared (比上年增加2亿元)."""
    window = text[max(0, start - 8) : start]
    if "增加" in window or "减少" in window or "净增" in window:
        return compared(text, start)
    return any(verb in window for verb in "增减提降升涨调跌缩")
