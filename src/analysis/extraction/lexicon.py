"""The words by which figures are recognised: measure words, counted nouns, comparators, exclusions.

The tables are CSV files in ``data/`` beside this module, one row a word; this module reads them once
and turns them into dictionaries and regular expressions. To teach the extractor a measure word
or a noun, add a row; no code changes.
"""
from __future__ import annotations

import csv
import re
from importlib import resources
from typing import NamedTuple


class Measure(NamedTuple):
    """A measure word: its unit of the coding manual, and the factor to it.

    ``noun``: which unit the noun counted may give instead: ``any``, ``institution``, ``works`` (school buildings), ``place``, or
    ``none`` where it is of interest only; '' where it is not. ``chinese``: whether a number in words may stand before
    it (yes, no, only before a known ``noun``, only before a ``digit``, only after a ``list``).
    """

    word: str
    unit: str
    factor: float
    noun: str
    chinese: str
    shape: str


HAN = re.compile("[\u4e00-\u9fff]")


def table(name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>.csv``."""
    text = (resources.files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def alternation(words) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


_MEASURE_ROWS = table("measures")
MEASURES = {
    row["word"]: Measure(row["word"], row["unit"], float(row["factor"]), row["noun"], row["chinese"], row["shape"])
    for row in _MEASURE_ROWS
}


def _guard(row: dict[str, str], field: str) -> str:
    words = row["not_before"].split() + (row["not_before_chinese"].split() if field != "digits" else [])
    return f"(?!{alternation(words)})" if words else ""


def _trie(words: dict[str, str]) -> str:
    """A regular expression for any of the words, each with its guard; shared beginnings are tried once."""
    branches: dict[str, dict[str, str]] = {}
    for word, guard in words.items():
        branches.setdefault(word[:1], {})[word[1:]] = guard
    end = branches.pop("", None)
    parts = [re.escape(char) + _trie(rest) for char, rest in sorted(branches.items())]
    if end is not None:
        parts.append(end[""])
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def measures(field: str = "digits") -> str:
    """A regular expression for any measure word that may follow a number in ``digits``, in ``chinese`` words or a ``mask``.

    The longest word is tried first; words that a measure word must not begin are guarded against (个 in 个人).
    """
    rows = [row for row in _MEASURE_ROWS if field != "chinese" or row["chinese"] != "no"]
    return _trie({row["word"]: _guard(row, field) for row in rows})


_PHRASES = table("phrases")


def words(role: str) -> tuple[str, ...]:
    """The words of a role in ``data/phrases.csv``.

    ``verb``: ends a noun phrase after a measure word; ``tail``: follows the head of a noun phrase and leaves what is counted as it
    is; ``lead``: stands between a noun and its number; ``rise``, ``fall``: lead to a change; ``moved``: lead, with 到, 至 or 为, to where it ended; ``filler``: may stand between such a verb
    and its number; ``slogan``, ``policy``: begin or end what is no thing that can be counted.
    """
    return tuple(row["word"] for row in _PHRASES if row["role"] == role)


NOUNS = {row["noun"]: row["unit"] for row in table("nouns")}
BEFORE = {row["word"]: row["comparator"] for row in table("comparators") if row["side"] == "before"}
AFTER = {row["word"]: row["comparator"] for row in table("comparators") if row["side"] == "after"}
