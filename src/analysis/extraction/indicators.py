"""From what a figure measures to the id of an indicator, by the codebook's synonyms.

``data/raw/codebook/synonyms.csv`` has one rule a row, tried from top to bottom; the first that
fits decides. A cell holds words separated by ``|``; ``…`` inside one stands for up to 12 characters.

unit        units of the coding manual, separated by blanks
thing       words for what is counted or measured (``@kindergarten``, ``@school``, ``@joint``: what the
            neighbours in the list are, for figures without a noun of their own)
act         words for what is done with it, in the figure's item or the head of its list; empty: any
needs       one of these must stand in the figure's clause; empty: none is needed
topic       one of these must stand in its sentence
excludes    none of these may stand in the figure's own item, nor (with ^ before it) in the head that it shares
as_unit     the unit that such figures have, where a bare measure word does not say it
confidence  0 to 1

To teach a synonym, add it to a cell or add a row, and run again.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis import codebook
from analysis.extraction.carried import Item

OTHER = "other"


class Rule(NamedTuple):
    """One compiled row of the synonyms."""

    indicator: str
    thing: re.Pattern | None
    group: str
    act: re.Pattern | None
    needs: re.Pattern | None
    topic: re.Pattern | None
    excludes: re.Pattern | None
    excludes_head: re.Pattern | None
    as_unit: str
    confidence: float


class Decision(NamedTuple):
    """The id of a figure, the unit if the rule sets one, how sure, and the name of the rule."""

    indicator: str
    unit: str
    confidence: float
    rule: str


ELSEWHERE = Decision(OTHER, "", 0.95, "other:subject")


def pattern(cell: str) -> re.Pattern | None:
    """The words of a cell as a regular expression; None for an empty cell."""
    words = [word for word in cell.split("|") if word and not word.startswith("@")]
    if not words:
        return None
    gap = "[^，。；：]{0,12}?"
    return re.compile("|".join(gap.join(re.escape(part) for part in word.split("…")).replace("\\$", "$") for word in words))


def compiled(rows: list[dict]) -> dict[str, tuple[Rule, ...]]:
    """The rules by unit, in the order of the table."""
    rules: dict[str, list[Rule]] = {}
    for row in rows:
        group = next((word[1:] for word in row["thing"].split("|") if word.startswith("@")), "")
        group = group or next((word[1:] for word in row["needs"].split("|") if word.startswith("@")), "")
        rule = Rule(row["indicator"], pattern(row["thing"]), group, pattern(row["act"]),
                    pattern(row["needs"]), pattern(row["topic"]), pattern(row["excludes"].replace("^", "")),
                    pattern("|".join(word[1:] for word in row["excludes"].split("|") if word.startswith("^"))), row["as_unit"], float(row["confidence"] or 0.9))
        for unit in row["unit"].split():
            rules.setdefault(unit, []).append(rule)
    return {unit: tuple(found) for unit, found in rules.items()}


@lru_cache(maxsize=4)
def _rules() -> dict[str, tuple[Rule, ...]]:
    return compiled(codebook.synonyms().to_dict("records"))


def decide(item: Item, rules: dict[str, tuple[Rule, ...]] | None = None) -> Decision:
    """The indicator of a figure: the first rule that fits, ``other`` where none does."""
    unit, own, head, clause, sentence, item_group = item
    for rule in (rules or _rules()).get(unit, ()):
        indicator, thing, group, act, needs, topic, excludes, excludes_head, as_unit, confidence = rule
        found = thing.search(own) if thing else None
        if (thing and not found) or (group and group != item_group):
            continue
        if (excludes and excludes.search(own)) or (excludes_head and excludes_head.search(head)):
            continue
        if act and not act.search(own) and not act.search(head):
            continue
        if (needs and not needs.search(clause)) or (topic and not topic.search(sentence)):
            continue
        return Decision(indicator, as_unit or unit, confidence, f"{indicator}:{found[0] if found else group}")
    return Decision(OTHER, unit, 0.7, "other:education")
