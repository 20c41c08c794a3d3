"""The place of a figure as a person would give it: the section numbers above it and which occurrence it is there.

The inverse of ``coding.locate``: ``locate(text, span, place)`` finds the same offsets again. The sections follow the
same rule (headings counted from one without a gap, the first that is written so), found in one pass over the text.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from analysis.coding.locate import in_chinese, numeral

_NUMERALS = "一二三四五六七八九十"
# each starts with a set of characters and looks back in Python: that is what makes one pass over a text cheap
_CHINESE_HEADING = re.compile(f"[（({_NUMERALS}][{_NUMERALS}0-9]{{0,3}}[、.．是）)]")
_DIGIT_HEADING = re.compile("[.．](?!\\d)")
_CIRCLED = re.compile("[①-⑳]")
_BEFORE_DOT = re.compile("(?<![\\d.．])[0-9]{1,2} ?$")
LONGEST = 100_000  # in a longer section only what stands so near before a figure is counted: work stays linear
_KINDS = ("plain", "round", "digit", "circled", "firstly")
_PART_OF_A_NUMBER = frozenset("0123456789０１２３４５６７８９.．xX×○*")


def _number(written: str) -> int:
    """A numeral of a heading; 0 where it is none (十一十, 二三)."""
    if written.isdigit():
        return int(written) if len(written) < 3 else 0
    if not written or written.strip(_NUMERALS) or (len(written) > 1 and written.count("十") != 1):
        return 0
    value = numeral(written)
    return value if in_chinese(value) == written else 0


def _kind(text: str, match: re.Match) -> tuple[str, str]:
    """The kind of a possible Chinese heading and its numeral; '' where it is none."""
    written, before = match[0], text[match.start() - 1:match.start()]
    closed = written[-1] in "）)"
    if written[0] in "（(":
        return ("round", written[1:-1]) if closed else ("", "")
    if closed or (before and before in _NUMERALS) or written[:-1].strip(_NUMERALS):
        return "", ""
    if written[-1] == "是":
        return "firstly", written[:-1]
    return ("", "") if before == "第" else ("plain", written[:-1])


def _headings(text: str) -> dict[str, list[tuple[int, int, int]]]:
    """The possible headings of each kind: number, start, end, in the order of the text."""
    found: dict[str, list[tuple[int, int, int]]] = {kind: [] for kind in _KINDS}
    for match in _CHINESE_HEADING.finditer(text):
        kind, written = _kind(text, match)
        number = _number(written) if kind else 0
        if number:
            found[kind].append((number, match.start(), match.end()))
    for match in _DIGIT_HEADING.finditer(text):
        before = _BEFORE_DOT.search(text[max(0, match.start() - 4):match.start()])
        if before:
            found["digit"].append((int(before[0]), match.start() - len(before[0]), match.end()))
    if "①" in text:
        found["circled"] = [(ord(match[0]) - ord("①") + 1, match.start(), match.end()) for match in _CIRCLED.finditer(text)]
    return found


_start = itemgetter(1)


def _chain(tokens: list[tuple[int, int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The headings 1, 2, 3 … of one kind in a part of the text: start and end of each."""
    chain: list[tuple[int, int]] = []
    for i in range(bisect_left(tokens, start, key=_start), bisect_left(tokens, end, key=_start)):
        number, first, last = tokens[i]
        if number == len(chain) + 1 and last <= end:
            chain.append((first, last))
    return chain


def _written(kind: str, number: int, above: str) -> str:
    if kind == "round":
        return f"（{in_chinese(number)}）"
    if kind == "firstly":
        return "" if above[-1:] in _NUMERALS else f"{in_chinese(number)}是"  # 十 and 一是 would read 十一是
    return str(number) if kind == "digit" else chr(ord("①") + number - 1) if kind == "circled" else in_chinese(number)


class Sections:
    """The numbered sections of a text, each with its place and where it starts."""

    def __init__(self, text: str):
        self.text, self._tokens = text, _headings(text)
        self._parts: list[tuple[int, int, str]] = [(0, 0, "")]  # from where, start of the section, its numbers
        self._split(0, len(text), "", 0)
        self._starts = [part[0] for part in self._parts]

    def _split(self, start: int, end: int, above: str, level: int) -> None:
        for at in range(level, len(_KINDS)):
            chain = _chain(self._tokens[_KINDS[at]], start, end)
            if len(chain) < 2 or (at > level and not _written(_KINDS[at], 1, above)):
                continue
            for i, (_, first) in enumerate(chain):
                numbers = above + _written(_KINDS[at], i + 1, above)
                last = chain[i + 1][0] if i + 1 < len(chain) else end
                self._parts.append((first, first, f"{numbers}, "))
                self._split(first, last, numbers, at + 1)
            return

    def places(self, figures: list[tuple[int, str]]) -> list[str]:
        """The places of figures, each given as its offset and as it is written: 二（一）3, 第2处. In the order of the text."""
        count_in, parts, found, seen = self.text.count, self._parts, [], {}
        ends, at = [*self._starts[1:], len(self.text) + 1], 0
        for start, span in figures:
            while ends[at] <= start:
                at += 1
            _, section, numbers = parts[at]
            count, since = seen.get((section, span), (0, max(section, start - LONGEST)))
            more = count_in(span, since, start)
            if more and (span[0] in _PART_OF_A_NUMBER or span != span.strip()):
                more = self._occurrences(span.strip(), since, start)
            count += more
            seen[section, span] = (count, start)
            found.append(f"{numbers}第{count + 1}处")
        return found

    def _occurrences(self, span: str, since: int, until: int) -> int:
        """How often a figure stands as written, and whole, between two offsets."""
        text = self.text
        found = text.count(span, since, until)
        if not found or span[0] not in _PART_OF_A_NUMBER:
            return found
        found, at = 0, text.find(span, since, until)
        while at >= 0:
            found += not (at and text[at - 1] in _PART_OF_A_NUMBER)
            at = text.find(span, at + 1, until)
        return found
