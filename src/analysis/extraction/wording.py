"""Does a paragraph plan or review? Decided by its wording, where no heading says it.

``data/wording.csv`` weighs words by where they stand: at the start or the end of a clause, before a
number, anywhere, or in the first sentence (its first two characters, its last two, any two); ``digits`` weighs
numbers by their significant digits. A sum above zero plans, below zero reviews. The weights are log-odds, the weighted
mean of two sparse logistic regressions on government work reports whose section says what a paragraph is: one on whole
paragraphs (0.3), one on whole paragraphs and parts of them (0.7), since a passage may begin in the middle. Measured on
regions that had no part in it.
"""
from __future__ import annotations

import re

from analysis.extraction.lexicon import alternation, table

_ROWS = table("wording")


def _weights(place: str) -> dict[str, float]:
    return {row["words"]: float(row["weight"]) for row in _ROWS if row["place"] == place}


EVERY = _weights("every")[""]
_START, _END, _NUMBER, _WORD = map(_weights, ("start", "end", "number", "word"))
_ROUND = _weights("digits")[""]
_DIGITS = [_weights("digits").get(str(size), 0.0) for size in range(5)]  # by significant digits; the last: so many or more
_EXACT, _A_YEAR = re.compile("(?<![\\d.])\\d{1,12}(?:\\.\\d{1,4})?(?!\\d)"), re.compile("(?:19|20)\\d\\d")
_HEAD, _FIRST, _LAST = map(_weights, ("head", "first", "last"))
_CLAUSE = re.compile("[，。；：！*]")
_NUMBERS = re.compile("([\u4e00-\u9fff]{2})\\d")
_WORDS = re.compile(alternation(_WORD) or "(?!)")
_LEAD = re.compile("[（(①-⑳\\d][一二三四五六七八九十\\d]{0,2}[）).．]?")
_HEADS = frozenset(_HEAD)
_STOP = re.compile("[。：！]")
_NUMBERING = re.compile("^[\\s*—－#-]{0,12}(?:[（(]?[一二三四五六七八九十\\d]{1,3}[）)、.．]|[①-⑳])?[\\s*—－-]{0,12}")
HEAD_LENGTH, FULL_LENGTH = 60, 300


def _twice(words: list[str], weights: dict[str, float]) -> float:
    """The weights of the words found; a word counts twice at most."""
    total, seen = 0.0, {}
    for word in words:
        if word in weights:
            times = seen.get(word, 0)
            if times < 2:
                seen[word] = times + 1
                total += weights[word]
    return total


def _start(item: str) -> str:
    """The first two characters of an item, without blanks and its number."""
    return _LEAD.sub("", item.lstrip(), count=1)[:2]


def body(text: str) -> float:
    """The sum of weights of a stretch of text, without what only the head of a paragraph says."""
    clauses = _CLAUSE.split(text)
    starts = []
    for clause in clauses:
        for item in clause.split("、") if "、" in clause else (clause,):
            word = item[:2]
            if word in _START:
                starts.append(word)
            elif word and word[0] < "\u4e00" or word[:1] > "\u9fff":
                starts.append(_start(item))
    return (_twice(starts, _START) + _twice([clause[-2:] for clause in clauses[:-1]], _END)
            + _twice(_NUMBERS.findall(text), _NUMBER) + _twice(_WORDS.findall(text), _WORD))


def head(text: str) -> float:
    """What the first sentence of a paragraph says: 加快建设… plans, …持续改善 reviews."""
    first = _STOP.split(_NUMBERING.sub("", text[:2 * HEAD_LENGTH]), maxsplit=1)[0][:HEAD_LENGTH].strip("*—－ “”")
    score = _FIRST.get(first[:2], 0.0) + _LAST.get(first[-2:], 0.0)
    return score + sum(_HEAD.get(pair, 0.0) for pair in {first[i:i + 2] for i in range(len(first) - 1)} & _HEADS)


def exactness(paragraph: str) -> float:
    """What the numbers say by their digits: plans have round ones (300所, 10万人), reviews exact ones (13974名, 3.44亿元).

    Years are left out; of each number of digits two count at most.
    """
    found = [0] * len(_DIGITS)
    for match in _EXACT.finditer(paragraph):
        written = match[0]
        size = len(written.replace(".", "").lstrip("0")) if "." in written else len(written.rstrip("0"))
        if not _A_YEAR.fullmatch(written):
            found[min(size, len(_DIGITS) - 1)] += 1
    return _ROUND + sum(weight * min(2, count) for weight, count in zip(_DIGITS, found))


def score(paragraph: str) -> float:
    """Above zero: the paragraph plans; below: it reviews. A short one has less of the common start."""
    return EVERY * min(1.0, len(paragraph) / FULL_LENGTH) + body(paragraph) + head(paragraph) + exactness(paragraph)
