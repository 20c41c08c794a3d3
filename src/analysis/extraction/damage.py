"""The rules by which damaged text is read: what is damaged, and what it means.

Each rule is a generator of :class:`Edit`; :data:`RULES` lists them with the string without which a rule need not be tried.
"""
from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Edit(NamedTuple):
    """One repair: the rule, the place in the source, what stood there and what is read."""

    rule: str
    start: int
    end: int
    before: str
    after: str


_MEASURE = "(?:%|‰|[个名所人元亩家项件次户套辆座条处张班岁倍]|[万亿][元人个名所亩套户吨]?|亿|平方|公里|多[名个所家人])"
# Every pattern begins with a character that is rare, so that looking for it costs little; what must stand before
# is looked up behind it.
_PAGE = re.compile(r"\n[\r\n \t]{0,8}\d{1,3}、(?=[^\s])")
_FOOTER = re.compile(r"\n[\r\n \t]{0,8}(?:[-—–][ ]?\d{1,4}[ ]?[-—–]|第[ ]?\d{1,4}[ ]?页(?:[，,/ ]{0,2}共[ ]?\d{1,4}[ ]?页)?)[ \t]{0,8}\r?\n[\r\n]{0,2}")
_BREAK = re.compile(rf"\n(?:(?<=[\d.]\n)|(?<=[\d.][ \r]\n))[ ]{{0,2}}(?=\d{{0,4}}{_MEASURE})")
_ENDED = frozenset("。；;：:！!？?…”’）)》>|")
_LONG_LINE = 80
_LETTER = {"I": "1", "l": "1", "O": "0", "o": "0"}
_LETTERED = re.compile(rf"[IlOo](?:(?<=[^A-Za-z].)|(?<=^.))[\dIlOo]{{0,8}}(?:\.[\dIlOo]{{1,3}})?(?= ?{_MEASURE})")
_NUMBER_BEFORE = re.compile(r"[\d.]{1,8}$")
_PERMILLE = re.compile(r"%o(?![A-Za-z])")
_PERCENT_STOP = re.compile("%。(以内|以下|以上|左右)?")
_STOP_FOR_POINT = re.compile(r"。(?<=\d。)(?=\d{1,2}(?:%|[万亿]|个百分点))")
_WIDE_COMMA = re.compile(rf"，(?<=\d，)(?<!\d{{4}}，)(?<!\.\d，)(?<!\.\d\d，)(?=\d{{3}}(?:，\d{{3}}(?!\d)|\.\d|{_MEASURE}))")
# What a converter left of a number: its digits are lost.
_LOST = re.compile(r"\$1\.\$2\d{0,4}")
_NUMBER_AT_END = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)$")
# What is measured per thousand: there %o and %。 are ‰, elsewhere a percent sign before a full stop.
_PER_THOUSAND = re.compile(r"(?:自然增长率|出生率|死亡率|发病率|死胎率|缺陷率)[^。；]{0,16}$")
_YEARS = re.compile(r"20\d\d(?=20\d\d(?:年|学年))")
_DASH = re.compile(r"一(?:(?<=[年\d%]一)|(?<=[年\d%] 一))[ ]?(?=\d)")
_SPACE = re.compile(r" (?<=\d )(?=[ ]?\d)")
_SPACED = re.compile(rf"(?<![\d.,，:：/-])\d{{1,3}}(?: {{1,2}}\d{{1,3}}){{1,5}}(?:\.\d{{1,2}})?(?= ?{_MEASURE})")
_SPACED_POINT = re.compile(rf" ?\.(?:(?<=\d \.)|(?<=\d\.)(?= )) ?(?=\d{{1,2}} ?{_MEASURE})")
# What a web page left in the text: &permil; and &nbsp;.
_ENTITY = re.compile(r"&(?:#\d{2,5}|[a-z]{2,8});")
_EMPHASIS = re.compile(rf"\*\*(?<=\d\*\*)(?=[\d.]|{_MEASURE})")


def _line_before(text: str, position: int) -> str:
    """Up to ``_LONG_LINE`` characters of the line that ends at ``position``."""
    window = text[max(0, position - _LONG_LINE):position].rstrip(" \t\r\n")
    return window[window.rfind("\n") + 1:]


def _blank_before(text: str, position: int) -> int:
    """Where the white space before ``position`` begins, eight characters at most."""
    window = text[max(0, position - 8):position]
    return position - len(window) + len(window.rstrip())


def _pages(text: str) -> Iterator[Edit]:
    """Page numbers of share sites that stand inside a sentence: a long line that does not end."""
    for rule, pattern in (("page_marker", _PAGE), ("page_footer", _FOOTER)):
        for match in pattern.finditer(text):
            start = _blank_before(text, match.start())
            if start and text[start - 1] not in _ENDED and len(_line_before(text, start)) >= _LONG_LINE - 10:
                yield Edit(rule, start, match.end(), text[start:match.end()], "")


def _breaks(text: str) -> Iterator[Edit]:
    for match in _BREAK.finditer(text):
        start = _blank_before(text, match.start())
        if len(_line_before(text, start)) > 12:  # not a column of a table
            yield Edit("line_break_in_number", start, match.end(), text[start:match.end()], "")


def _letters(text: str) -> Iterator[Edit]:
    for match in _LETTERED.finditer(text):
        digits = _NUMBER_BEFORE.search(text, max(0, match.start() - 8), match.start())
        start = digits.start() if digits else match.start()
        word = text[start:match.end()]
        if start and text[start - 1].isascii() and text[start - 1].isalpha() or word[0] in "Oo" or not any(c in "0123456789Il" for c in word):
            continue
        yield Edit("letters_for_digits", start, match.end(), word, "".join(_LETTER.get(c, c) for c in word))


def _permille(text: str) -> Iterator[Edit]:
    for match in _PERMILLE.finditer(text):
        before = text[max(0, match.start() - 30):match.start()]
        yield Edit("percent_o", *match.span(), match[0], "‰" if _PER_THOUSAND.search(before) else "%。")
    for match in _PERCENT_STOP.finditer(text):
        before = text[max(0, match.start() - 30):match.start()]
        number = _NUMBER_AT_END.search(before)
        grows = number and float(number[1]) >= 2 and "自然增长率" in before and _PER_THOUSAND.search(before)
        if match[1] or grows:  # no population grows by 2 % a year of itself
            start, end = match.start(), match.start() + 2
            yield Edit("percent_stop", start, end, text[start:end], ("‰" if grows else "%") + ("" if match[1] else "。"))


def _points(text: str) -> Iterator[Edit]:
    for match in _STOP_FOR_POINT.finditer(text):
        yield Edit("stop_for_point", *match.span(), match[0], ".")
    for match in _WIDE_COMMA.finditer(text):
        yield Edit("wide_comma_in_number", *match.span(), match[0], ",")


def _lost(text: str) -> Iterator[Edit]:
    for match in _LOST.finditer(text):
        digits = _NUMBER_BEFORE.search(text, max(0, match.start() - 8), match.start())
        start = digits.start() if digits else match.start()
        yield Edit("lost_number", start, match.end(), text[start:match.end()], "xx")


def _dashes(text: str) -> Iterator[Edit]:
    for match in _YEARS.finditer(text):
        yield Edit("lost_dash", match.end(), match.end(), "", "—")
    for match in _DASH.finditer(text):
        yield Edit("one_for_dash", *match.span(), match[0], "—")


def _spaces(text: str) -> Iterator[Edit]:
    done = 0
    for spot in _SPACE.finditer(text):
        match = _SPACED.search(text, max(done, spot.start() - 3), spot.start() + 32) if spot.start() >= done else None
        if match and match.start() < spot.start():
            done = match.end()
            yield Edit("space_in_number", *match.span(), match[0], match[0].replace(" ", ""))
    if " ." in text or ". " in text:
        for match in _SPACED_POINT.finditer(text):
            yield Edit("space_in_number", *match.span(), match[0], ".")


def _emphasis(text: str) -> Iterator[Edit]:
    for match in _EMPHASIS.finditer(text):
        yield Edit("emphasis_in_number", *match.span(), match[0], "")


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        meant = html.unescape(match[0])
        if len(meant) == 1:
            yield Edit("entity", *match.span(), match[0], " " if meant.isspace() else meant)


# Rule and the string without which it need not be tried.
RULES: tuple[tuple[Callable[[str], Iterator[Edit]], str], ...] = (
    (_pages, "\n"), (_breaks, "\n"), (_letters, ""), (_permille, "%"), (_points, ""), (_lost, "$1.$2"), (_dashes, ""), (_spaces, " "), (_emphasis, "**"),
    (_entities, "&"),
)
