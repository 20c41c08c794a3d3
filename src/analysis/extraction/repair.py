"""Damaged text read as meant, with a way back to the source.

Rule 4 of the coding manual: page markers inside words and numbers, letters for digits, ``%o`` for ‰, lost
dashes between years, full-width forms, spaces inside numbers, traditional characters. Each repair is a named rule
(:data:`RULES`); :attr:`Repaired.log` lists what was done where. Every pattern is bounded: time is linear in the length.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from analysis.extraction.lexicon import table


class Edit(NamedTuple):
    """One repair: the rule, the place in the source, what stood there and what is read."""

    rule: str
    start: int
    end: int
    before: str
    after: str


class Repaired(NamedTuple):
    """A repaired text. ``log`` lists the edits by place; ``source`` maps places back to the source's offsets."""

    text: str
    log: list[Edit]
    cuts: list[int]
    shifts: list[int]
    replaced: frozenset[int] = frozenset()

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the source. Removed characters at its edges are left out."""
        if not self.cuts:
            return start, end
        first = start + self._shift(start)
        if end in self.replaced:  # the last character stands for others: all of them
            return first, end + self._shift(end)
        return first, max(first, end + self._shift(end - 1)) if end > start else first

    def _shift(self, position: int) -> int:
        i = bisect_right(self.cuts, position)
        return self.shifts[i - 1] if i else 0


# -- rules that keep the length ----------------------------------------------------------------

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {ord(a): ord(b) for a, b in zip("％﹪．－＋＊﹣\u00a0\u2002\u2003\u2009\u202f", "%%.-+*-     ")}
_WIDE_RUN = re.compile("[" + "".join(map(chr, sorted(_WIDE))) + "]{1,40}")
# A page counts as traditional when this share of its characters exists in traditional script only.
TRADITIONAL_SHARE = 0.03
_SAMPLE = 1200


@cache
def _traditional() -> tuple[dict[int, str], re.Pattern]:
    pairs = {ord(row["traditional"]): row["simplified"] for row in table("traditional")}
    return pairs, re.compile("[" + "".join(map(chr, sorted(pairs))) + "]{1,40}")


def _is_traditional(text: str) -> bool:
    """Judged by samples from the beginning, the middle and the end."""
    pairs, run = _traditional()
    half = len(text) // 2
    sample = text if len(text) <= 3 * _SAMPLE else text[:_SAMPLE] + text[half:half + _SAMPLE] + text[-_SAMPLE:]
    traditional = sum(len(found) for found in run.findall(sample))
    return traditional >= 4 and traditional > TRADITIONAL_SHARE * len(sample)


def _in_place(text: str) -> tuple[str, list[Edit]]:
    """Full-width forms and traditional characters: one character for one."""
    log: list[Edit] = []

    def note(rule: str, table_: dict) -> Callable[[re.Match], str]:
        def change(match: re.Match) -> str:
            after = match[0].translate(table_)
            log.append(Edit(rule, match.start(), match.end(), match[0], after))
            return after
        return change

    if _WIDE_RUN.search(text):
        text = _WIDE_RUN.sub(note("full_width", _WIDE), text)
    if _is_traditional(text):
        pairs, run = _traditional()
        text = run.sub(note("traditional", pairs), text)
    return text, log


# -- rules that may change the length ------------------------------------------------------------

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


# Rule and the string without which it need not be tried.
RULES: tuple[tuple[Callable[[str], Iterator[Edit]], str], ...] = (
    (_pages, "\n"), (_breaks, "\n"), (_letters, ""), (_permille, "%"), (_points, ""), (_lost, "$1.$2"), (_dashes, ""), (_spaces, " "), (_emphasis, "**"),
)


def _edits(text: str) -> list[Edit]:
    """All edits by place; of two that overlap the first stands."""
    found = sorted((edit for rule, needs in RULES if needs in text for edit in rule(text)), key=lambda edit: edit[1:3])
    kept: list[Edit] = []
    for edit in found:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def repair(source: str) -> Repaired:
    """The text as meant.

    >>> repair("提拔Ill名干部").text
    '提拔111名干部'
    """
    text, log = _in_place(source)
    edits = _edits(text)
    if text is not source:
        edits = [edit._replace(before=source[edit.start:edit.end]) for edit in edits]
    if not edits:
        return Repaired(text, log, [], [])
    parts, cuts, shifts, replaced, done, length = [], [], [], [], 0, 0
    for edit in edits:
        parts += (text[done:edit.start], edit.after)
        length += edit.start - done + len(edit.after)
        done = edit.end
        cuts.append(length)
        shifts.append(done - length)
        if edit.after and edit.before:
            replaced.append(length)
    parts.append(text[done:])
    return Repaired("".join(parts), sorted(log + edits, key=lambda edit: edit[1:3]), cuts, shifts, frozenset(replaced))


def listing(log: list[Edit]) -> dict[str, int]:
    """How often each rule was applied, by name."""
    return {rule: len(list(edits)) for rule, edits in groupby(sorted(edit.rule for edit in log))}
