"""From a figure as written and its place to its offsets; again when the document has changed; and its sentence.

A place is the section numbers above a figure and which occurrence of it there (三（二）4，第2处). The
text may be damaged: blanks and page markers inside a figure do not hide it.
"""
from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

_CHINESE = "一二三四五六七八九十"
_NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TOKEN = re.compile(rf"[（(](?P<round>{_NUMERAL}|\d{{1,2}})[）)]|(?P<firstly>{_NUMERAL})是|(?P<plain>{_NUMERAL})(?!处)|(?P<digit>\d{{1,2}})|(?P<circled>[①-⑳])")
_OCCURRENCE = re.compile(rf"第\s*(\d{{1,3}}|{_NUMERAL})\s*处")
_PAGE_MARKER = r"[ \t]*\r?\n\s*\d{1,3}、\s*"
_BREAK = rf"(?:{_PAGE_MARKER}|\s)*"
_STOP = "。！？!?；;"
_LONGEST_SIDE = 240  # characters of a sentence on either side of its figure
_CONTEXT = 12


class Location(NamedTuple):
    """Where a figure stands: half-open code points, and whether the place alone decided (or only one candidate was there)."""

    start: int
    end: int
    certain: bool = True


class Sentence(NamedTuple):
    """The sentence of a figure in three parts, free of page markers and line breaks."""

    before: str
    figure: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.figure + self.after


class Anchor(NamedTuple):
    """Where a coded figure stands in a changed text: ``state`` is same, moved, doubtful (written elsewhere, in other words around) or gone."""

    state: str
    start: int | None = None
    end: int | None = None


def occurrences(text: str, span: str) -> list[tuple[int, int]]:
    """Every place where a figure stands as written; where it does so nowhere, those where only width of
    characters, blanks or page markers keep it from it.

    A figure is found only whole: neither 6所 in 16所 nor x个 in xx个.
    """
    plain = [c for c in unicodedata.normalize("NFKC", span) if not c.isspace()]
    if not plain:
        return []
    whole = r"(?<![\d.．xX×○*])" if plain[0].isdigit() or plain[0] in "xX×○*" else ""
    tolerant = _BREAK.join(f"[{re.escape(c)}{re.escape(_wide(c))}]" for c in plain)
    exact = [found.span() for found in re.finditer(whole + re.escape(span.strip()), text)]
    return exact or [found.span() for found in re.finditer(whole + tolerant, text)]


def _wide(character: str) -> str:
    code = ord(character)
    return chr(code + 0xFEE0) if 0x21 <= code <= 0x7E else character


def numeral(text: str) -> int:
    """一 … 九十九 or digits as a number."""
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _CHINESE.index(text) + 1
    return (_CHINESE.index(tens) + 1 if tens else 1) * 10 + (_CHINESE.index(ones) + 1 if ones else 0)


def in_chinese(number: int) -> str:
    """1 … 99 as a Chinese numeral."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else _CHINESE[tens - 1]) + "十") + (_CHINESE[ones - 1] if ones else "")


# How the heading of a section with this number is written, by kind of number; the usual way first.
_HEADINGS = {
    "plain": (rf"(?<![{_CHINESE}第]){{zh}}[、.．]", rf"(?<![{_CHINESE}]){{zh}}是", r"第{zh}[,，、]"),
    "round": (r"[（(](?:{zh}|{n})[）)]",),
    "firstly": (rf"(?<![{_CHINESE}]){{zh}}是",),
    "digit": (r"(?<![\d.．]){n} ?[.．](?!\d)", r"(?<!\d){n}、"),
    "circled": (r"{circled}",),
}


def _heading(style: str, number: int) -> re.Pattern:
    circled = chr(ord("①") + number - 1) if number <= 20 else "(?!)"
    return re.compile(style.format(zh=in_chinese(number), n=number, circled=circled))


def section(text: str, place: str) -> tuple[int, int] | None:
    """The part of a text under the section numbers of a place; None when a number is not found."""
    start, end = 0, len(text)
    for token in _TOKEN.finditer(_OCCURRENCE.sub("", place)):
        kind, written = next((kind, value) for kind, value in token.groupdict().items() if value)
        number = ord(written) - ord("①") + 1 if kind == "circled" else numeral(written)
        found = _subsection(text, kind, number, start, end)
        if found is None:
            return None
        start, end = found
    return start, end


def _subsection(text: str, kind: str, number: int, start: int, end: int) -> tuple[int, int] | None:
    """The section of this number, in the first style of heading that numbers sections without a gap up to it."""
    chains = [_chain(text, style, number, start, end) for style in _HEADINGS[kind]]
    return next((chain for chain in chains if chain), None)


def _chain(text: str, style: str, number: int, start: int, end: int) -> tuple[int, int] | None:
    """From heading to heading in order, so that a mention of a number is not taken for its heading."""
    at = start
    for n in range(1, number + 1):
        found = _heading(style, n).search(text, at, end)
        if found is None:
            return None
        at = found.end()
    following = _heading(style, number + 1).search(text, at, end)
    return at, following.start() if following else end


def locate(text: str, span: str, place: str, hint: int | None = None) -> Location | None:
    """Find a figure by how it is written and its place; ``hint`` is about where it starts, if known.

    A candidate that starts at the hint is the one. Where the place names no occurrence, or its section is not found, the candidate nearest the hint
    is taken (the first without a hint) and is not ``certain`` unless it is the only one. None when
    the figure is not in the text.
    """
    found = occurrences(text, span)
    if not found:
        return None
    if hint is not None and (there := [spot for spot in found if spot[0] == hint]):
        return Location(*there[0])
    bounds = section(text, place or "")
    inside = [spot for spot in found if bounds and bounds[0] <= spot[0] < bounds[1]]
    wanted = _OCCURRENCE.search(place or "")
    if inside and wanted and numeral(wanted[1]) <= len(inside):
        spot = inside[numeral(wanted[1]) - 1]
        return Location(*spot)
    candidates = inside or found
    nearest = min(candidates, key=lambda spot: abs(spot[0] - hint)) if hint is not None else candidates[0]
    return Location(*nearest, len(candidates) == 1)


def _contexts(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a figure, without what line breaks and width change."""
    def plain(part: str) -> str:
        return re.sub(r"[\s\W]+", "", unicodedata.normalize("NFKC", part))

    return plain(text[max(0, start - 4 * _CONTEXT):start])[-_CONTEXT:], plain(text[end:end + 4 * _CONTEXT])[:_CONTEXT]


def fingerprint(text: str, start: int, end: int) -> str:
    """A short hash of what stands before a figure and one of what stands after it: to find it again, not to read it."""
    return "-".join(hashlib.sha256(part.encode()).hexdigest()[:10] for part in _contexts(text, start, end))


def find_again(text: str, span: str, start: int, mark: str) -> Anchor:
    """Where a coded figure stands now: ``start`` and ``mark`` (its fingerprint) are of the text as it was coded."""
    found = occurrences(text, span)
    if not found:
        return Anchor("gone")
    wanted = mark.split("-")
    scored = [(sum(a == b for a, b in zip(fingerprint(text, *spot).split("-"), wanted)), -abs(spot[0] - start), spot) for spot in found]
    score, distance, spot = max(scored)
    if not score:
        return Anchor("doubtful", *spot) if len(found) == 1 else Anchor("doubtful")
    return Anchor("same" if distance == 0 else "moved", *spot)


def sentence(text: str, start: int, end: int) -> Sentence:
    """The sentence around a figure. A line break ends it only where no page marker follows; it is cut after 240 characters a side."""
    left = max(0, start - _LONGEST_SIDE)
    right = min(len(text), end + _LONGEST_SIDE)
    first = max((found.end() for found in _boundaries(text, left, start)), default=left)
    last = next((found.end() if found.group().strip() else found.start() for found in _boundaries(text, end, right)), right)
    return Sentence(tidy(text[first:start]).lstrip(), tidy(text[start:end]), tidy(text[end:last]).rstrip())


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, by the same rule, as half-open ranges that leave out nothing but blanks."""
    ends = [found.end() for found in _boundaries(text, 0, len(text))] + [len(text)]
    return [(start, end) for start, end in zip([0, *ends], ends) if text[start:end].strip()]


def _boundaries(text: str, start: int, end: int):
    return re.compile(rf"[{_STOP}]|\r?\n(?!\s*\d{{1,3}}、)").finditer(text, start, end)


def tidy(part: str) -> str:
    """A part of a text without page markers and line breaks."""
    return re.sub(r"\s*[\r\n]+\s*", "", re.sub(_PAGE_MARKER, "", part))
