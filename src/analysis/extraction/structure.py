"""The parts of a document: sections that review or plan, paragraphs, sentences, clauses.

Works on repaired text; all offsets are in it. Only what stands around figures is cut out: a document
without figures costs one search for sentence ends.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from analysis.extraction import wording

REVIEW, PLAN, UNKNOWN = "review", "plan", ""
LONGEST = 800  # a longer sentence is read in pieces of this length
PARAGRAPH = 1500  # a longer line is read in pieces of this length
READ = {REVIEW: 160, PLAN: 160, UNKNOWN: PARAGRAPH}  # so much of a paragraph tells what it does
OBJECTS = 0.3  # a first sentence that speaks this much against its heading lets the paragraph decide
SURE = 4.0
OWN = 0.5  # what a sentence says of itself beside its paragraph
PRIOR = {REVIEW: -6.0, PLAN: 6.0, UNKNOWN: 0.0}

_ENDS = re.compile("[。！？\n]")
_NUMBERED = re.compile("[ \t\u3000*#]{0,12}(?:第?[一二三四五六七八九十]{1,3}[、部分，．. ]{1,3}|[（(][一二三四五六七八九十]{1,2}[）)])?[ \u3000*]{0,6}")
_INLINE = re.compile("(?<=[。；！\n])[ \u3000]{0,4}[一二三四五六七八九十][、．]([^\n。；，]{4,30})")
LONGEST_HEADING = 50
_BOTH = re.compile("(?:总结|回顾|情况).{0,14}(?:计划|思路|打算|安排|要点)")
_TITLE = re.compile("工作报告|报告[（(]|会议|^title|^source|（草案）|印发|通知$")
_REVIEWS = re.compile("回顾|总结|过去|(?:工作|完成|推进|执行|进展|落实|基本)情况|成绩|成就|以来的?工作|一年来")
_PLANS = re.compile(
    "(?:今年|明年|今后|新的一年|未来|下一步|下一阶段|下半年|本年度|(?:19|20)\\d\\d年?|“?十[一二三四五]?五”?).{0,25}"
    "(?:任务|目标|要求|安排|工作|思路|部署|重点|举措|计划|打算|预期)|^工作(?:措施|目标|思路|计划|要点)$|^主要(?:任务|目标|措施)$")
_YEAR = re.compile("(?:19|20)\\d\\d")
_LOOKS_BACK = re.compile("去年|上年|上一年|过去|(?:回顾|总结|情况|成绩|成就|成效)$")
_LOOKS_AHEAD = re.compile("下一步|下一阶段|下阶段|下一年|明年|今后|未来|努力方向")


_HALF = ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"))


def punctuated(text: str) -> str:
    """The text with full-width punctuation, as the rules expect it; offsets stay."""
    for half, full in _HALF:
        text = text.replace(half, full)
    return text


class Sentence(NamedTuple):
    """A sentence that holds figures: where it stands, and the positions of its figures in the list of figures."""

    start: int
    end: int
    first: int
    last: int


def heading_mode(line: str, year: int | None) -> str:
    """What the section under a heading does; '' when the heading does not say."""
    years = [int(found) for found in _YEAR.findall(line)]
    if _BOTH.search(line) or _TITLE.search(line):
        return UNKNOWN  # the title of the whole
    if _REVIEWS.search(line):
        return REVIEW
    if not _PLANS.search(line):
        return UNKNOWN
    return REVIEW if years and year is not None and max(years) < year else PLAN


def heading_aside(line: str, kind: str, year: int | None) -> str:
    """What the section under a heading does where it is not what its document does: a plan that reviews the year before,
    a summary that closes with what comes next; '' for any other heading."""
    years = [int(found) for found in _YEAR.findall(line)] if year is not None else []
    if kind == "plan" and heading_mode(line, year) == REVIEW and (_LOOKS_BACK.search(line) or years and max(years) < year):
        return REVIEW
    if kind == "summary" and (_LOOKS_AHEAD.search(line) or years and max(years) > year) and not _TITLE.search(line):
        return PLAN
    return ""


class Heading(NamedTuple):
    """A line that may be a heading: the offset of its end, its words without its number, and how it is numbered
    (``plain`` 一、, ``round`` （一）, '' not at all)."""

    end: int
    words: str
    numbered: str


def headings(text: str, inline: bool) -> list[Heading]:
    """The short lines of a text that may be headings; with ``inline`` also what stands numbered within a line (share
    sites put a whole plan on one)."""
    found, position = [], 0
    for line in text.split("\n"):
        position += len(line) + 1
        if 4 <= len(line) <= LONGEST_HEADING and "。" not in line and "；" not in line:
            number = _NUMBERED.match(line)[0].strip("* \u3000\t#")
            numbered = "" if not number else "round" if number[0] in "（(" else "plain"
            found.append(Heading(position - 1, line[_NUMBERED.match(line).end():].rstrip("* \u3000\r"), numbered))
    if inline:
        found = sorted([*found, *(Heading(match.end(), match[1], "plain") for match in _INLINE.finditer(text))])
    return found


class Sections:
    """Which parts of a document review and which plan, by its kind and its headings."""

    def __init__(self, text: str, kind: str, year: int | None):
        self.starts, self.modes = [0], [{"plan": PLAN, "summary": REVIEW, "summary_and_plan": REVIEW}.get(kind, UNKNOWN)]
        if kind in ("plan", "summary"):
            self._asides(headings(text, inline=True), kind, year)
            return
        for position, line, _ in headings(text, inline=kind != "work_report"):
            mode = heading_mode(line, year)
            if mode and mode != self.modes[-1]:
                self.starts.append(position)
                self.modes.append(mode)
        if kind == "work_report" and PLAN not in self.modes:
            self.starts, self.modes = [0], [UNKNOWN]  # where its plan begins is not said: wording decides
        elif kind == "work_report" and self.modes[1] == PLAN:
            self.modes[0] = REVIEW  # a report reviews before it plans

    def _asides(self, found: list[Heading], kind: str, year: int | None) -> None:
        """The sections that do not do what their document does; each ends with the next heading numbered like its own."""
        whole, level = self.modes[0], None
        for position, line, numbered in found:
            aside = heading_aside(line, kind, year)
            if not aside and (level is None or numbered != level):
                continue
            level = numbered if aside else None
            self.starts.append(position)
            self.modes.append(aside or whole)

    def at(self, position: int) -> str:
        """review, plan or '' at an offset."""
        return self.modes[bisect_right(self.starts, position) - 1]


def sentences(text: str, spans: list[tuple[int, int]]) -> list[Sentence]:
    """The sentences that hold the figures at ``spans`` (sorted, not overlapping); a very long one in pieces."""
    ends = [match.start() for match in _ENDS.finditer(text)]
    ends.append(len(text))
    found, i, k, total = [], 0, 0, len(spans)
    while i < total:
        first = i
        while ends[k] < spans[i][1]:
            k += 1
        before = bisect_right(ends, spans[i][0] - 1) - 1  # a figure may hold a line break
        start, end = (ends[before] + 1 if before >= 0 else 0), ends[k]
        while i < total and spans[i][1] <= end:
            i += 1
        if end - start <= LONGEST:
            found.append(Sentence(start, end, first, i - 1))
        else:
            found += _pieces(text, spans, start, end, first, i - 1)
    return found


def _pieces(text: str, spans: list[tuple[int, int]], start: int, end: int, first: int, last: int) -> list[Sentence]:
    """A sentence longer than LONGEST, cut at ； or ， or, where there is none, between figures: work stays linear."""
    found = []
    while first <= last:
        start = max(start, spans[first][0] - LONGEST // 2)
        limit = min(end, max(start + LONGEST, spans[first][1]))
        stop = limit if limit == end else max(text.rfind(mark, spans[first][1], limit) for mark in "；，")
        stop = stop if stop > 0 else limit
        i = first
        while i < last and spans[i + 1][1] <= stop:
            i += 1
        if i < last and spans[i + 1][0] < stop:
            stop = spans[i + 1][0]
        found.append(Sentence(start, stop, first, i))
        start, first = stop, i + 1
    return found


def paragraph(text: str, position: int) -> tuple[int, int]:
    """The line around an offset; of a very long line, the piece around it."""
    start = text.rfind("\n", max(0, position - PARAGRAPH), position) + 1 or max(0, position - PARAGRAPH // 2)
    end = text.find("\n", position, position + PARAGRAPH)
    return start, end if end >= 0 else min(len(text), position + PARAGRAPH // 2)


class Kinds:
    """Target or result for each sentence: its section, its paragraph's wording, its own wording."""

    def __init__(self, text: str, sections: Sections):
        self.text, self.sections = text, sections
        self._end, self._score = -1, 0.0

    def score(self, sentence: Sentence) -> tuple[float, str]:
        """Above zero: what is said will be done; below: it has been done. And what says so: section or wording."""
        section = self.sections.at(sentence.start)
        if sentence.start >= self._end:
            start, self._end = paragraph(self.text, sentence.start)
            self._score = self._worded(self.text[start:min(self._end, start + READ[section])], PRIOR[section])
        total = PRIOR[section] + self._score
        if -SURE < total < SURE:  # what is sure needs no look at the sentence itself
            total += OWN * wording.body(self.text[sentence.start:sentence.end])
        return total, "section" if section else "wording"

    @staticmethod
    def _worded(paragraph: str, prior: float) -> float:
        """What the wording of a paragraph says; under a heading that says it, its first sentence is enough unless it objects."""
        if prior and wording.head(paragraph) * prior > -OBJECTS * abs(prior):
            return 0.0
        return wording.score(paragraph)
