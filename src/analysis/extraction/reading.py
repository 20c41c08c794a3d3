"""One document being read, sentence by sentence: from figures in repaired text to rows.

A row is a tuple: start, end, indicator, measure, value, value_upper, comparator, unit, kind, year, award_level, commitment, redacted,
implicit, scope, basis, flow, stage, period, per, start of the total it is part of (or None), confidence, rule.
"""
from __future__ import annotations

import re
from functools import lru_cache

from analysis.extraction import carried, indicators, references, structure, titles, years
from analysis.extraction.context import Place, places
from analysis.extraction.details import details
from analysis.extraction.infer import About

# what may stand before the year that heads a paragraph
_LEADS = re.compile("[^\u4e00-\u9fff]{0,4}(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）)?(?:力争|争取|确保|努力|预计|计划|到|至|在){0,3}")
UNSURE, DOUBT = 1.0, 0.5  # a wording that hardly decides between target and result, and the confidence then


@lru_cache(maxsize=4096)
def _named(indicator: str, kind: str) -> str:
    """The rules that decided, as one text: schools_built:学校; kind:section."""
    return f"{indicator}; kind:{kind}"


_NOTHING = ("", "", "", "", "", "")


class Reading:
    """One document being read: the rows so far and what one sentence hands to the next."""

    def __init__(self, text: str, about: About):
        self.text, self.about = text, about
        self.kinds = structure.Kinds(text, structure.Sections(text, about.kind, about.year))
        self.rows: list[tuple] = []
        self.carried = carried.Carried()
        self.headed, self.titled = (0, -1), False
        self.spoken = about.year if about.kind == "work_report" else None  # a report is given in the year it plans

    def sentence(self, sentence: structure.Sentence, figures: list) -> None:
        """Add the rows of one sentence's figures."""
        text, offset, about = self.text[sentence.start:sentence.end], sentence.start, self.about
        named = years.mentions(text)
        headed = self._headed(sentence, text, named) if named or self.headed[1] > 0 else None
        if headed is None:
            score, why = self.kinds.score(sentence)
        else:
            score, why = structure.SURE if headed >= self.about.plan_year else -structure.SURE, "year"
        plans, doubt = score > 0, DOUBT if abs(score) < UNSURE else 1.0
        education = carried.EDUCATION.search(text)
        committed = titles.commitments(text)
        self.titled = "级" in text or "国家" in text or "获" in text
        if education:
            self.carried.start(text)
        else:
            self.carried.noun = ""  # another subject: nothing is handed on
        for figure, place in zip(figures, places(text, figures, offset)):
            kind, rule = references.kind_of(place, figure, plans, text)
            default = headed or (about.plan_year if kind == "target" and plans else about.result_year)
            year = None if kind == "reference" else default
            if named:
                year = years.of(kind, named, text, place.start, default, self.spoken)
                if kind == "result" and year and about.plan_year and year > about.plan_year:
                    kind, rule = "target", "year"  # nothing is reached in a year to come
            commitment = "" if kind != "target" else titles.commitment(text, place.start, committed) if committed else "plain"
            if education:
                self.carried.enter(place, figure)
            for name in place.names or ("",):
                if education:
                    own = self.carried.own(place, name, text)
                    item = self.carried.item(figure.unit, own, place, text)
                    decision = indicators.decide(item)
                else:
                    decision, own = indicators.ELSEWHERE, ""
                self._row(figure, place, kind, year, commitment, decision, name, own, text, rule or why, 1.0 if rule else doubt)
            if education:
                self.carried.keep(place, own, figure)

    def _level(self, place: Place, name: str, decision) -> str:
        """Who confers the title of a figure, '' where none is conferred."""
        if decision.indicator in titles.TITLED:
            return titles.award_level(f"{name or place.left}{place.after}", place.clause, self.about.county_level_city, self.about.region_name)
        if decision.indicator == indicators.OTHER:
            return titles.other_level(f"{name or place.left}{place.after}", place.clause)
        return ""

    def _headed(self, sentence: structure.Sentence, text: str, named: list) -> int | None:
        """The year that heads a paragraph, other than the one planned (到2025年，… in a plan of 2023, 2022年，…): what
        follows in it, sentence by sentence, is due in a later year, was reached in an earlier one."""
        first = next((mention for mention in named if mention.holds), None)
        plan = self.about.plan_year
        if first and not first.relative and text[first.end - 1] in "年末" and plan and first.year != plan and _LEADS.fullmatch(text, 0, first.start):
            end = self.text.find("\n", sentence.end)
            self.headed = (first.year, end if end >= 0 else len(self.text))
        elif any(mention.holds for mention in named):
            self.headed = (0, -1)
        return self.headed[0] if sentence.start < self.headed[1] else None

    def _row(self, figure, place: Place, kind, year, commitment, decision, name: str, own: str, sentence: str,
             why: str, sure: float) -> None:
        unit, more = decision.unit or figure.unit, _NOTHING
        level = self._level(place, name, decision) if self.titled or decision.indicator != indicators.OTHER else ""
        if decision.indicator != indicators.OTHER:
            more = details(name or self.carried.thing(place), own, place.clause, decision.indicator, unit, sentence)
        self.rows.append((
            figure.start, figure.end, decision.indicator, figure.measure, figure.value, figure.value_upper, place.bound or figure.comparator, unit,
            kind, year, level, commitment, figure.redacted, figure.implicit, *more, self.carried.part_of, min(decision.confidence, sure),
            _named(decision.rule, why)))


def rows(text: str, figures: list, about: About) -> list[tuple]:
    """The rows of a repaired text whose figures are found (sorted), offsets in that text."""
    reading = Reading(structure.punctuated(text), about)
    for sentence in structure.sentences(text, [(figure.start, figure.end) for figure in figures]):
        reading.sentence(sentence, figures[sentence.first:sentence.last + 1])
    return reading.rows
