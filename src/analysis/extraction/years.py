"""The year a figure holds for: explicit years and the lists they head, else the document's.

Rule 5 of the coding manual. A year that is only compared with (比2020年, 较上年) names a baseline and
gives no year; one inside a name, quotation marks or brackets is part of the name.
"""
from __future__ import annotations

import re
from typing import NamedTuple


class Mention(NamedTuple):
    """A year in a sentence: where it stands, the year or its distance from another, and whether figures after it hold
    for it. ``relative``: '' for a year as such, else what it is counted from: the year ``spoken`` in (去年, 明年) or the one
    spoken ``of`` (上年)."""

    start: int
    end: int
    year: int
    relative: str
    holds: bool


_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_YEAR = re.compile(
    "(?<![\\d.])(?P<digits>(?:19|20)\\d\\d)(?:[ \u3000]{0,2}年(?![级份鉴])|(?=[—–－~-](?:19|20)\\d\\d年))"
    "|(?P<words>[一二][九〇○零][〇○零一二三四五六七八九]{2})年"
    "|(?P<relative>今年|本年度|本年|去年|(?<!以)上年|上一年|前年|明年)"
    "|“?十(?P<plan>[一二三四五])五”?(?:时期|期间|规划)?(?:末|期末)"
)
_BASE = re.compile("(?:由|从|自|比|较|同比|相比|相较|对比|在|相当于)[^，。；、：\\d到至]{0,6}$")
_BASE_AFTER = re.compile("^[^，。；]{0,8}(?:基础上|为基数|相比|以来|之前|同期)")
_PERIOD = re.compile("(?:19|20)\\d\\d年?[—–－~至到一-]{0,2}$")  # 2023—2028年: the years of a plan, unless they head a list
_STANDARD = re.compile("的|[\\d.]{1,6}倍")
_NAME = re.compile("^[^，。；、）)”》（“《]{0,12}[）)”》]|^(?:修订|学年|版)|^度?(?:政府工作报告|统计公报)")
RELATIVE = {"今年": (0, "of"), "本年度": (0, "of"), "本年": (0, "of"), "上年": (-1, "of"), "上一年": (-1, "of"),
            "去年": (-1, "spoken"), "前年": (-2, "spoken"), "明年": (1, "spoken")}
PLANS = {"一": 2005, "二": 2015, "三": 2020, "四": 2025, "五": 2030}


def _year(match: re.Match) -> tuple[int, str]:
    if match["digits"]:
        return int(match["digits"]), ""
    if match["words"]:
        return int("".join(_DIGITS[char] for char in match["words"])), ""
    if match["plan"]:
        return PLANS[match["plan"]], ""
    return RELATIVE[match["relative"]]


def _holds(match: re.Match, sentence: str) -> bool:
    before, after = sentence[max(0, match.start() - 9):match.start()], sentence[match.end():match.end() + 16]
    quoted = before.rfind("（") > before.rfind("）") or before.rfind("《") > before.rfind("》")
    if _PERIOD.search(before) and after[:1] not in "，期间":
        return False
    if before[-1:] in ("是", "为", "于", "达") and _STANDARD.match(after):  # 是1997年的1.8倍
        return False
    return not (_BASE.search(before) or _BASE_AFTER.match(after) or _NAME.match(after) or quoted)


def mentions(sentence: str) -> list[Mention]:
    """The years that a sentence names, in order."""
    if "年" not in sentence and "末" not in sentence:
        return []
    return [Mention(match.start(), match.end(), *_year(match), _holds(match, sentence)) for match in _YEAR.finditer(sentence)]


def of(kind: str, found: list[Mention], sentence: str, position: int, default: int | None, spoken: int | None = None) -> int | None:
    """The year of a figure at ``position``: the last year before it that holds, else ``default``, the year of its kind.

    ``spoken``: the year that the document speaks in, which 去年 and 明年 are counted from (``default`` if not given). No
    target is due in a year gone by. The year of a reference carries over ， but not ；, and there is none without.
    """
    for mention in reversed(found):
        if mention.end > position:
            continue
        origin = spoken if mention.relative == "spoken" and spoken is not None else default
        year = mention.year if not mention.relative else None if origin is None else origin + mention.year
        if kind == "reference":
            return year if "；" not in sentence[mention.end:position] else None
        past = kind == "target" and year is not None and default is not None and year < default
        if mention.holds and not past:
            return year
    return None if kind == "reference" else default
