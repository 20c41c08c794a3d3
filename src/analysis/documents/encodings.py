"""Bytes to text: the encoding is found by evidence, never by the machine's locale.

The cascade is BOM, UTF-8, UTF-16 without BOM, GB18030, Big5. A guess counts only when the characters are
plausible: Han of the first levels of GB 2312 or Big5 (together about 6,700, 97 % and more of running text),
ASCII, CJK punctuation.
"""
from __future__ import annotations

import codecs
import functools
import re
from typing import NamedTuple

from analysis.checks import Problem

from .messages import refusal, warning

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 20_000  # characters judged for plausibility
_PLAUSIBLE = 0.85
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b\x0b")) + b"\x7f"
_MANY_CONTROLS = 0.05
_ODD = re.compile("[^\t\n\r -~\u00a0\u00b7\u00d7\u2000-\u206f\u2103\u2160-\u216b\u2460-\u249b\u25a0-\u25ff"
                  "\u3000-\u303f\uff00-\uffef]")


class Decoded(NamedTuple):
    """Text, the encoding that gave it, and what was odd. A BOM is not part of the text."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of the bytes, exact code points (line ends as they are). Raises DocumentError."""
    if not data.strip():
        raise refusal("empty")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _nonempty(_tolerant(data, encoding, len(bom)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _nonempty(_not_utf8(data, error))
    if "\0" in text:
        return _with_nul(data, text)
    return Decoded(text, "utf-8")


def plausibility(text: str) -> float:
    """Share of characters that running Chinese or English text is made of, 0 to 1."""
    sample = text[:_SAMPLE]
    odd = _ODD.findall(sample)
    ordinary = _ordinary_han()
    strange = sum(character not in ordinary for character in odd)
    return 1 - strange / len(sample) if sample else 0.0


@functools.cache
def _ordinary_han() -> frozenset[str]:
    """Han of level 1 of GB 2312 and of Big5."""
    tails = range(0xA1, 0xFF)
    gb = (bytes((lead, tail)) for lead in range(0xB0, 0xD8) for tail in tails)
    big5_tails = (*range(0x40, 0x7F), *tails)
    big5 = (bytes((lead, tail)) for lead in range(0xA4, 0xC7) for tail in big5_tails)
    return frozenset(char for code, pairs in (("gb2312", gb), ("big5", big5)) for pair in pairs
                     for char in pair.decode(code, "ignore"))


def _nonempty(decoded: Decoded) -> Decoded:
    if not decoded.text.strip():
        raise refusal("empty")
    return decoded


def _tolerant(data: bytes, encoding: str, skip: int = 0) -> Decoded:
    """Decoded; half a character at the very end is cut off with a warning, any other fault refused."""
    try:
        return Decoded(data[skip:].decode(encoding), encoding)
    except UnicodeDecodeError as error:
        start = skip + error.start
        if len(data) - start > 3 or "\n" in data[start:].decode("latin-1"):
            raise _bad_bytes(data, encoding, start) from error
        note = warning("truncated_text", offset=start, encoding=encoding.upper())
        return Decoded(data[skip:start].decode(encoding), encoding, (note,))


def _bad_bytes(data: bytes, encoding: str, offset: int):
    count = max(1, len(re.findall("\ufffd+", data.decode(encoding, "replace"))))
    return refusal("bad_bytes", line=_line(data, offset), offset=offset, byte=data[offset],
                   encoding=encoding.upper(), count=count)


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _with_nul(data: bytes, text: str) -> Decoded:
    """Valid UTF-8 with NULs: UTF-16 of mostly Latin text, a binary file, or text with a few strays."""
    wide = _utf16(data)
    if wide and text.count("\0") > len(text) // 10:
        return wide
    if _binary(data):
        raise refusal("not_text")
    return Decoded(text, "utf-8")


def _binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    return controls > _MANY_CONTROLS * len(data)


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without BOM, when one byte order gives plausible text and has the NULs of its line ends."""
    best: tuple[float, Decoded] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "ignore")
        score = plausibility(text)
        if score >= _PLAUSIBLE and (best is None or score > best[0]):
            notes = [warning("guessed_utf16", encoding=encoding.upper())]
            if len(data) % 2:
                notes.append(warning("truncated_text", offset=len(data) - 1, encoding=encoding.upper()))
            best = score, Decoded(text, encoding, tuple(notes))
    return best[1] if best else None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded:
    if len(data) - error.start <= 3 and error.reason == "unexpected end of data" and error.start > 3:
        return _tolerant(data, "utf-8")
    if b"\0" in data:
        wide = _utf16(data)
        if wide:
            return wide
    mostly_utf8 = _share_utf8(data)
    if mostly_utf8 > 0.98:
        raise _bad_bytes(data, "utf-8", error.start)
    candidates = [found for encoding in ("gb18030", "big5", "big5hkscs") if (found := _candidate(data, encoding))]
    if candidates:
        score, decoded = max(candidates, key=lambda pair: pair[0])
        if score >= _PLAUSIBLE:
            return decoded
    wide = _utf16(data)
    if wide:
        return wide
    _refuse_mixed(data)
    if _binary(data) or not candidates and mostly_utf8 < 0.3 and _share_gb18030(data) < 0.9:
        raise refusal("not_text")
    return _worst(data, error, mostly_utf8)


def _worst(data: bytes, error: UnicodeDecodeError, mostly_utf8: float):
    """Nothing fits: name the first bad byte of the encoding that fits best."""
    if mostly_utf8 >= 0.5:
        raise _bad_bytes(data, "utf-8", error.start)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as gb_error:
        raise _bad_bytes(data, "gb18030", gb_error.start) from gb_error
    if plausibility(text) < 0.5:
        raise refusal("not_text")
    return Decoded(text, "gb18030")


def _candidate(data: bytes, encoding: str) -> tuple[float, Decoded] | None:
    """Plausibility and text in an encoding of two bytes, half a character at the end allowed."""
    for cut in (0, 1, 2, 3):
        try:
            text = data[:len(data) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        offset = len(data) - cut
        notes = (warning("truncated_text", offset=offset, encoding=encoding.upper()),) if cut else ()
        return plausibility(text) - 0.01 * cut, Decoded(text, encoding, notes)
    return None


def _share_utf8(data: bytes) -> float:
    """Share of the bytes beyond ASCII that are whole UTF-8 characters."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    lost = data.decode("utf-8", "replace").count("\ufffd")
    return 1 - lost / high if high else 1.0


def _share_gb18030(data: bytes) -> float:
    text = data.decode("gb18030", "replace")
    return 1 - text.count("\ufffd") / len(text)


def _refuse_mixed(data: bytes) -> None:
    """Refuse text that is UTF-8 in some lines and plausible GB18030 in others."""
    offset = 0
    seen, first_other = set(), None
    for line in data.splitlines(keepends=True):
        kind = _line_kind(line)
        if kind == "gb18030" and first_other is None:
            first_other = offset
        seen.add(kind)
        offset += len(line)
    if {"utf-8", "gb18030"} <= seen:
        raise refusal("mixed_encodings", line=_line(data, first_other), offset=first_other)


def _line_kind(line: bytes) -> str:
    if line.isascii():
        return "ascii"
    for encoding in ("utf-8", "gb18030"):
        try:
            if plausibility(line.decode(encoding)) >= _PLAUSIBLE:
                return encoding
        except UnicodeDecodeError:
            continue
    return "neither"
