"""Characters that do not belong into a document: NUL, direction overrides, control characters, mojibake.

Nothing is removed (offsets refer to the text as decoded); what they make doubtful becomes a suspect span.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from analysis.checks import Problem

from .messages import refusal, warning
from .spans import Span, merged

# A share of the text that these pairs reach only when UTF-8 was once read as another encoding, or GBK as Latin-1:
# they are what the commas and full stops of Chinese turn into.
_MOJIBAKE = ("锛", "銆", "ï¼", "ã€", "£¬", "¡£", "锟斤拷", "嚙踐", "\ufffd")
_MOJIBAKE_SHARE = 0.01
_ENOUGH = 3

HAN = "\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef"  # and their punctuation, as a set in a pattern

_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TOKEN = r"[\d０-９.．,，%％‰]"
_OVERRIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069][^\n\u202c\u2069]*[\u202c\u2069]?")
_ESCAPE = re.compile("\x1b\\[[0-9;]{0,40}[A-Za-z]?")
_SPLIT = re.compile(f"{_TOKEN}{{0,40}}[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]+{_TOKEN}{{0,40}}")
_LISTED = 10


class Findings(NamedTuple):
    problems: tuple[Problem, ...] = ()
    suspect: tuple[Span, ...] = ()


def inspect(text: str) -> Findings:
    """Warnings about a text's characters, and the spans they make doubtful. Raises DocumentError for mojibake."""
    _refuse_mojibake(text)
    if not _ODD.search(text):
        return Findings()
    problems = [problem for check in (_nul, _bidi, _controls, _replaced) if (problem := check(text))]
    return Findings(tuple(problems), _suspect(text))


def _refuse_mojibake(text: str) -> None:
    for sign in _MOJIBAKE:
        count = text.count(sign)
        if count >= _ENOUGH and count * len(sign) > _MOJIBAKE_SHARE * len(text):
            raise refusal("misdecoded", sign="U+FFFD" if sign == "\ufffd" else sign, count=count)


def _suspect(text: str) -> tuple[Span, ...]:
    spans = [Span(*match.span(), "direction") for match in _OVERRIDDEN.finditer(text)]
    spans += [Span(*match.span(), "escape") for match in _ESCAPE.finditer(text)]
    spans += [Span(*match.span(), "split") for match in _SPLIT.finditer(text)]
    return merged(spans)


def _nul(text: str) -> Problem | None:
    count = text.count("\0")
    return warning("nul", count=count, lines=_lines(text, re.compile("\0"))) if count else None


def _bidi(text: str) -> Problem | None:
    names = _names(_BIDI.findall(text))
    return warning("bidi", lines=_lines(text, _BIDI), names=names) if names else None


def _controls(text: str) -> Problem | None:
    names = _names(_CONTROL.findall(text))
    return warning("controls", lines=_lines(text, _CONTROL), names=names) if names else None


def _replaced(text: str) -> Problem | None:
    count = text.count("\ufffd")
    return warning("replaced", count=count, lines=text.count("\n", 0, text.index("\ufffd")) + 1) if count else None


def _names(found: list[str]) -> str:
    """U+XXXX of each, never the character itself: a terminal would obey it."""
    return ", ".join(f"U+{ord(character):04X}" for character in sorted(set(found)))


def _lines(text: str, pattern: re.Pattern) -> str:
    """The numbers of the first lines that hold a match, e.g. ``4, 5``."""
    lines, last, number = [], 0, 1
    for match in pattern.finditer(text):
        number += text.count("\n", last, match.start())
        last = match.start()
        if not lines or lines[-1] != number:
            lines.append(number)
        if len(lines) > _LISTED:
            return ", ".join(map(str, lines[:_LISTED])) + " …"
    return ", ".join(map(str, lines))
