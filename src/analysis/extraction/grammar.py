"""The patterns of quantities: what a number looks like, with magnitude, range, measure word and bound.

All quantifiers are bounded and no optional part can be matched in two ways over a long stretch, so the time is
linear in the length of the text.
"""
from __future__ import annotations

import re

from analysis.extraction import numerals
from analysis.extraction.lexicon import AFTER, MEASURES, alternation, measures

NUMERALS = "一二两三四五六七八九十百千万亿"
MASKS = "xX×○＊*□_"
DIGIT_SET, WORD_SET, MASK_SET = frozenset("0123456789"), frozenset(NUMERALS + "零〇"), frozenset(MASKS + "〇")

_SPACE = "[ \u3000]{0,2}"
_MORE = "[余多几]"
_SIZE = r"(?:万亿|[百千]万|[百千]亿|千(?![瓦克米卡伏升])|百(?![分姓货合强])|万(?!户口|伏)|亿)"
_SEPARATOR = "(?:-|—{1,2}|―|–|─|~|～|至|到)"
POST = f"(?:（含）|\\(含\\))?(?:{alternation(word for word in AFTER if len(word) > 1)})|[多余](?![媒个项种样元功次式])"
MASK = r"[xX×○〇＊*□_]{1,8}(?:\.[xX×○*]{1,3})?"

# Groups of a quantity: number, 余, magnitude, 余, a lower part (3万5千) and its magnitude; measure word before a dash, upper
# number, 余, magnitude, 余; measure word, bound.
NUMBER, MORE, SIZE, MORE_2, FIRST_MEASURE, UPPER, SIZE_2, MEASURE, BOUND = 1, 2, 3, 4, 7, 8, 10, 12, 13


def _quantity(number: str, measure: str) -> re.Pattern:
    """A number, then magnitude, a second number of a range, measure word, bound: each at most once."""
    return re.compile(
        rf"({number})(?:{_SPACE}({_MORE})?{_SPACE}({_SIZE})?({_MORE})?(?:(?<=[万亿])(\d{{1,4}})(千多?万|百多?万|[千百万]))?)"
        rf"(?:{_SPACE}([%‰元个名人所家年岁倍成百分点万亿公里平方米小时]{{1,4}}?)?(?:以上)?{_SPACE}{_SEPARATOR}{_SPACE}"
        rf"({numerals.ARABIC}|{numerals.CHINESE}){_SPACE}({_MORE})?({_SIZE})?({_MORE})?)?"
        rf"(?:{_SPACE}({measure}))?(?:{_SPACE}({POST}))?"
    )


ARABIC = _quantity(numerals.ARABIC, measures("digits"))
CHINESE = _quantity(numerals.CHINESE, measures("chinese"))
MASKED = _quantity(MASK, measures("mask"))

_FIRST_OF_MEASURES = "".join(sorted({word[0] for word in MEASURES}))
_AFTER_WORDS = re.escape(_FIRST_OF_MEASURES + NUMERALS + "零〇点分半余多几成番倍强争、，。；,;）)”！位名 以至到-—~～\n的")
# Where a figure may begin; runs of numerals and masks are taken whole. What follows a Chinese numeral is
# looked at here, because most of them are no numbers (一体化, 统一).
SCAN = re.compile(
    f"[0-9{NUMERALS}{re.escape(MASKS)}〇翻首半%‰全清零]"
    f"(?:(?<=[0-9{re.escape(MASKS)}〇%‰])|(?<=[{NUMERALS}])(?=[{_AFTER_WORDS}])|(?<=首)(?=位)|(?<=榜首)|(?<=全)(?=[部覆员])|(?<=清)(?=零)"
    f"|(?<=翻)(?=番|.番|..番|...番)|(?<=半)(?=[数小个以，。、；])|(?<=零)(?:(?=[事伤死亡案发增投差距缺])|(?<=[至为到]零)(?=[，。；、）)\n])))"
    f"[0-9{NUMERALS}〇零{re.escape(MASKS)}.,点余多]{{0,24}}"
)
# A run of numerals before one of these is a date, grade or number of something.
DEAD_AFTER = frozenset("月日号级版章周")
