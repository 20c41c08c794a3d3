"""Furniture of web pages in a text: what share sites and news sites print around a document.

The rules are a table, `furniture.csv` (rule, reach, pattern, meaning): a line that matches `pattern` whole is
furniture; with reach `before` the lines above it too, with `after` those below, in both cases only as far as
they are short: a line of running text is never swallowed. Page markers inside the text are not furniture.
"""
from __future__ import annotations

import csv
import functools
import re
from importlib import resources
from typing import NamedTuple

from .spans import Span

_LONGEST = 60  # a longer line is running text
_RUNNING = re.compile(r"[。；;]|^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d))")
_BLANKS = " \t\r\u3000\u00a0"


class Rule(NamedTuple):
    """One line of furniture.csv."""

    name: str
    reach: str
    pattern: str


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules of furniture.csv, in its order."""
    with resources.files(__package__).joinpath("furniture.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(Rule(row["rule"], row["reach"], row["pattern"]) for row in csv.DictReader(file))


@functools.cache
def _pattern() -> re.Pattern:
    lines = "|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules())
    return re.compile(f"^[ \t\u3000\u00a0]{{0,40}}(?:{lines})[ \t\r\u3000\u00a0]{{0,40}}$", re.M)


def mark(text: str) -> tuple[Span, ...]:
    """Spans of the furniture in a text, in order, named by the rule that began them; neighbours are one."""
    reach = {rule.name: rule.reach for rule in rules()}
    spans: list[Span] = []
    done = 0
    for found in _pattern().finditer(text):
        start, end = found.span()
        if start < done:
            continue
        if reach[found.lastgroup] == "before":
            start = _upwards(text, start, done)
        elif reach[found.lastgroup] == "after":
            end = _downwards(text, end)
        if spans and not text[done:start].strip():
            spans[-1] = spans[-1]._replace(end=end)
        else:
            spans.append(Span(start, end, found.lastgroup))
        done = end
    return tuple(spans)


def _upwards(text: str, start: int, done: int) -> int:
    """Where the furniture above a line begins; ``done`` is where the last furniture ended."""
    while start > done:
        above = max(text.rfind("\n", 0, start - 1) + 1, done)
        if _is_running(text[above:start]):
            break
        start = above
    return start


def _downwards(text: str, end: int) -> int:
    """Where the furniture below a line ends."""
    while end < len(text):
        below = text.find("\n", end + 1)
        below = len(text) if below < 0 else below
        if _is_running(text[end:below]):
            break
        end = below
    return end


def _is_running(line: str) -> bool:
    """Whether a line belongs to a plan: it is long, holds a full stop, or is numbered, and no rule names it."""
    line = line.strip(_BLANKS + "\n")
    return bool(len(line) > _LONGEST or _RUNNING.search(line)) and not _pattern().fullmatch(line)
