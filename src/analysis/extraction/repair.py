"""Damaged text read as meant, with a way back to the source.

Rule 4 of the coding manual: page markers inside words and numbers, letters for digits, ``%o`` for ‰, lost
dashes between years, full-width forms, spaces inside numbers, traditional characters. Each repair is a named rule
(:data:`RULES`); :attr:`Repaired.log` lists what was done where. Every pattern is bounded: time is linear in the length.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import groupby
from typing import NamedTuple

from analysis.extraction.damage import RULES, Edit
from analysis.extraction.lexicon import table

__all__ = ["Edit", "Repaired", "listing", "repair"]


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
    _, run = _traditional()
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
