"""Numbers that Word draws before paragraphs by itself (一、 （一） 1. ①): they are in no text of the file.

A plan whose headings are numbered so would lose its structure, and would differ from its copy in html or PDF.
Office Open XML, part 1, 17.9: a paragraph names a list (numId) and a level (ilvl), itself or by its style;
the list names a definition whose levels have a format, a start and a pattern such as ``（%1）``.
"""
from __future__ import annotations

import re
from typing import NamedTuple

_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_STYLES = 20  # of a chain of styles, which a damaged file may close to a ring


class Level(NamedTuple):
    """How one level of a list is numbered."""

    format: str
    start: int
    pattern: str


class Numbering:
    """Counts through a document; `label` is to be asked for every paragraph, in order."""

    def __init__(self, numbering=None, styles=None):
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._styles = {_get(style, "styleId"): style for style in _all(styles, "style")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for definition in _all(numbering, "abstractNum"):
            levels = {int(_get(level, "ilvl", "0")): _level(level) for level in _all(definition, "lvl")}
            self._levels[_get(definition, "abstractNumId")] = levels
        for item in _all(numbering, "num"):
            starts = {int(_get(over, "ilvl", "0")): int(_value(over, "startOverride", "1"))
                      for over in _all(item, "lvlOverride") if _first(over, "startOverride") is not None}
            self._lists[_get(item, "numId")] = _value(item, "abstractNumId"), starts

    def label(self, paragraph) -> str:
        """What Word draws before a paragraph; empty for most."""
        list_, depth = self._place(paragraph)
        definition, starts = self._lists.get(list_, ("", {}))
        level = self._levels.get(definition, {}).get(depth)
        if level is None:
            return ""
        self._count(list_, definition, depth, starts)
        return self._drawn(definition, level)

    def _place(self, paragraph) -> tuple[str, int]:
        """List and level of a paragraph, its own or those of its style."""
        properties = _first(paragraph, "pPr")
        own = _first(properties, "numPr")
        style = self._styles.get(_value(properties, "pStyle"))
        for _ in range(_MOST_STYLES):
            if own is not None or style is None:
                break
            own = _first(_first(style, "pPr"), "numPr")
            style = self._styles.get(_value(style, "basedOn"))
        return (_value(own, "numId"), int(_value(own, "ilvl", "0"))) if own is not None else ("", 0)

    def _count(self, list_: str, definition: str, depth: int, starts: dict[int, int]) -> None:
        counts = self._counts.setdefault(definition, {})
        if list_ not in self._begun:
            self._begun.add(list_)
            for level, start in starts.items():
                counts[level] = start - 1
        for level in range(depth + 1):
            first = self._levels[definition].get(level, Level("decimal", 1, "")).start
            counts.setdefault(level, first - (level == depth))
        counts[depth] += 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

    def _drawn(self, definition: str, level: Level) -> str:
        def number(found: re.Match) -> str:
            depth = int(found[1]) - 1
            format_ = self._levels[definition].get(depth, level).format
            return written(self._counts[definition].get(depth, 1), format_)

        return re.sub(r"%([1-9])", number, level.pattern) if level.format not in ("bullet", "none") else ""


def written(number: int, format_: str) -> str:
    """A number in a format of Office: decimal, chineseCounting, decimalEnclosedCircle, ideographTraditional …"""
    kind = format_.lower()
    if "enclosedcircle" in kind and 1 <= number <= 20:
        return chr(0x245F + number)
    if kind in ("ideographtraditional", "ideographzodiactraditional"):
        return _STEMS[(number - 1) % 10]
    if "counting" in kind or kind.startswith(("ideograph", "chineselegal")):
        return _chinese(number)
    if kind.endswith("letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("roman"):
        roman = _roman(number)
        return roman.upper() if kind.startswith("upper") else roman
    return f"{number:02d}" if kind == "decimalzero" else str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    out = ""
    for size, sign in _ROMAN:
        while number >= size:
            out, number = out + sign, number - size
    return out


def _level(element) -> Level:
    return Level(_value(element, "numFmt", "decimal"), int(_value(element, "start", "1")), _value(element, "lvlText"))


def _all(element, name: str) -> list:
    return [] if element is None else [child for child in element if _named(child, name)]


def _first(element, name: str):
    return next(iter(_all(element, name)), None)


def _value(element, name: str, default: str = "") -> str:
    """The attribute val of a child."""
    child = _first(element, name)
    return default if child is None else _get(child, "val", default)


def _get(element, name: str, default: str = "") -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), default)


def _named(element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rsplit("}", 1)[-1] == name
