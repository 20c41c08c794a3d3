"""How wide a text is, and where it may be broken: so that no label is cut and none overlaps.

Widths are measured in the font that is drawn (in points for print, in pixels for the screen, where
other fonts may stand in: their Chinese is equally wide, one em a character).
"""
from __future__ import annotations

import re
from functools import lru_cache

from matplotlib import font_manager

from analysis.charts import style

_OPENING, _CLOSING = "（《〈“‘「【[(", "，。、；：！？）》〉”’」】%％…·)],.;:!?"
# A piece that is never broken: one Chinese character or one word, with the marks that cling to it.
_HAN = r"\u2e80-\u9fff\uf900-\ufaff"
_WORD = rf"[^\s{_HAN}（《〈“‘「【，。、；：！？）》〉”’」】]+"
_PIECE = re.compile(rf"[{re.escape(_OPENING)}]*(?:[{_HAN}]|{_WORD}|)[{re.escape(_CLOSING)}]*\s*")


_MEASURED = 100.0  # large, so that no hinting rounds the widths


def width(text: str, size: float) -> float:
    """The width of one line of text, in the unit of ``size``. MissingGlyph when the font lacks a character."""
    return _width(text) * size / _MEASURED


@lru_cache(maxsize=8192)
def _width(text: str) -> float:
    font = font_manager.get_font(str(style.font_path()))
    font.set_size(_MEASURED, 72)
    with style.strict():
        font.set_text(text)
    return font.get_width_height()[0] / 64


def widest(texts, size: float) -> float:
    """The width of the widest line of any of the texts; 0 when there are none."""
    return max((width(line, size) for text in texts for line in text.split("\n")), default=0.0)


def wrap(text: str, room: float, size: float) -> str:
    """The text in lines no wider than ``room``: broken at blanks, or where that is not enough between Chinese characters.

    A word wider than the room is broken inside; no line begins with a closing mark.
    """
    return "\n".join(_wrapped(line, room, size) for line in text.split("\n"))


def _wrapped(text: str, room: float, size: float) -> str:
    lines = [""]
    for chunk in re.findall(r" *[^ ，]+，?|，", text):
        whole = width(chunk.strip(" "), size) <= room
        for piece in [chunk] if whole else _pieces(chunk, room, size):
            if lines[-1] and width((lines[-1] + piece).strip(" "), size) > room:
                lines.append("")
            lines[-1] += piece
    return "\n".join(line.strip(" ") for line in lines)


def _pieces(text: str, room: float, size: float):
    for piece in filter(None, _PIECE.findall(text)):
        yield from _halves(piece, room, size)


def _halves(piece: str, room: float, size: float):
    if len(piece) < 2 or width(piece.rstrip(), size) <= room:
        return [piece]
    middle = len(piece) // 2
    return [*_halves(piece[:middle], room, size), *_halves(piece[middle:], room, size)]


def lines(text: str) -> int:
    """How many lines a wrapped text has."""
    return text.count("\n") + 1
