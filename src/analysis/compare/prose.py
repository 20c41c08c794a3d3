"""Grammar of the sentences of findings: counts with their nouns, lists with "and", agreement, spaces, in both languages."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from analysis.compare.words import SHOWN
from analysis.words import Text

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_HAN = "\u4e00-\u9fff"
_MEETING = re.compile(rf"(?<=[{_HAN}])(?=[-+]?[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[{_HAN}])")
_WITH_ARTICLE = re.compile(r"\b(rate|share|coverage|growth|standard)\b", re.IGNORECASE)


class Noun(NamedTuple):
    """Something that is counted: measure word and noun in Chinese, one and many in English."""

    zh: str
    one: str
    many: str

    def en(self, n: int) -> str:
        return self.one if n == 1 else self.many


def number(n: int) -> str:
    """A count in an English sentence: no, one … ten, 11, 12 …"""
    return _WORDS[n] if n < len(_WORDS) else str(n)


def counted(n: int, noun: Noun, digits: bool = False) -> Text:
    """A count with its noun: 2份文件 and two documents; digits: 2 documents."""
    return Text(f"{n}{noun.zh}", f"{n if digits else number(n)} {noun.en(n)}")


def among(n: int, total: int) -> str:
    """Which of several, as an English pronoun: it, both, all three; two of them where it is not all."""
    if n < total:
        return f"{number(n) if n else 'none'} of them"
    return {1: "it", 2: "both"}.get(n, f"all {number(n)}")


def agree(n: int, one: str, many: str) -> str:
    """The form of an English verb after a count."""
    return one if n == 1 else many


def joined(texts: Sequence[Text]) -> Text:
    """Things in a row: 甲、乙和丙 and "A, B and C"."""
    return Text(_row([text.zh for text in texts], "、", "和"), _row([text.en for text in texts], ", ", " and "))


def _row(parts: list[str], comma: str, last: str) -> str:
    return parts[0] if len(parts) == 1 else comma.join(parts[:-1]) + last + parts[-1]


def enumerated(texts: Sequence[Text]) -> Text:
    """Longer things in a row: 甲、乙、丙 and "A, B and C"."""
    return Text("、".join(text.zh for text in texts), joined(texts).en)


def few(texts: Sequence[Text], noun: Noun, shown: int = SHOWN) -> Text:
    """Names in a row; of many the first, and how many others there are: 甲、乙等7个县 and "A, B and five other counties"."""
    rest = len(texts) - shown
    if rest <= 0:
        return joined(texts)
    zh = "、".join(text.zh for text in texts[:shown])
    return Text(f"{zh}等{len(texts)}{noun.zh}", ", ".join(text.en for text in texts[:shown]) + f" and {number(rest)} other {noun.en(rest)}")


def items(rows: Sequence, say: Callable[..., Text], noun: Noun, shown: int = SHOWN) -> Text:
    """What ``say`` says of each of the first rows, parted by semicolons, and how many more there are."""
    texts, rest = [say(row) for row in rows[:shown]], len(rows) - shown
    if rest > 0:
        texts.append(Text(f"另有{rest}{noun.zh}", f"{number(rest)} more"))
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))


def inner(text: Text) -> Text:
    """A name or title inside an English sentence: without its capital."""
    return Text(text.zh, text.en[:1].lower() + text.en[1:])


def with_article(text: Text) -> Text:
    """The name of an indicator inside an English sentence, with "the" where it names one rate or share."""
    said = inner(text)
    return Text(said.zh, f"the {said.en}" if _WITH_ARTICLE.search(said.en) else said.en)


def spaced(text: Text) -> Text:
    """A text with the spaces and the capital that it has in print: a blank between Chinese signs and digits or letters."""
    return Text(_MEETING.sub(" ", text.zh).strip(), text.en.strip()[:1].upper() + text.en.strip()[1:])


def sentences(texts: Sequence[Text]) -> Text:
    """Sentences one after the other, each with its capital; empty ones are passed over."""
    full = [spaced(text) for text in texts if text.zh]
    return Text("".join(text.zh for text in full), " ".join(text.en for text in full))
