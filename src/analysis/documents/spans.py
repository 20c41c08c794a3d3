"""What a reader gives: text, where it is not to be trusted, and what was odd."""
from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from analysis.checks import Problem


class Span(NamedTuple):
    """A half-open range of code points of a text, and the name of the rule that marked it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Content:
    """What a reader of one format found in a file.

    ``running`` are heads and feet of pages: text of the document, but no part of its identity.
    """

    text: str
    encoding: str = ""
    reader: str = ""
    problems: tuple[Problem, ...] = ()
    furniture: tuple[Span, ...] = ()
    running: tuple[Span, ...] = ()
    suspect: tuple[Span, ...] = ()


def merged(spans) -> tuple[Span, ...]:
    """Spans in order, each overlap joined under the rule that begins first."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = out[-1]._replace(end=max(out[-1].end, span.end))
        elif span.end > span.start:
            out.append(span)
    return tuple(out)
