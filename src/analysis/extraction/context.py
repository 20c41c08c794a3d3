"""A figure in its sentence: its own item of a list, the names it belongs to, the verb it shares."""
from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.extraction import counted, sharing


class Place(NamedTuple):
    """Where a figure stands in its sentence and what stands around it.

    ``left`` and ``right``: the text of its own item; ``clause``: the clause up to it; ``rest``: the clause after it;
    ``before`` and ``after``: the text around its row of figures (88%、90%和95%); ``names``: what it is of, more than one where it
    is shared; ``respective``: number and count in a row of figures without names: those of the items before; ``bound``: the
    comparator that a row of figures shares (分别超过95%和55%).
    """

    start: int
    end: int
    left: str
    right: str
    clause: str
    rest: str
    before: str
    after: str
    names: tuple[str, ...]
    respective: tuple[int, int] | None = None
    bound: str = ""


_HAN = re.compile("[\u4e00-\u9fff“]")
_OUTSIDE = re.compile("(?:[^、（]{1,200}|（[^）]{0,20}）){0,20}")  # up to the first 、 that is not in brackets
_AND = re.compile("(?<=[\u4e00-\u9fff]{3})和(?!谐)(?=[\u4e00-\u9fff]{3})")
_MARK = re.compile("[，；：,;:]")
_NUMERAL = re.compile("[\\d一二两三四五六七八九十百千万xX×]")
_RATED = frozenset({"percent", "percentage_point", "rank", "times", "ratio", "hour"})


def places(sentence: str, figures: list, offset: int = 0) -> list[Place]:
    """A Place for each figure of a sentence that begins at ``offset`` of the text the figures are found in."""
    spans = [(figure.start - offset, figure.end - offset) for figure in figures]
    marks = [match.start() for match in _MARK.finditer(sentence)]
    if any(end - start > 4 and _MARK.search(sentence, start, end) for start, end in spans):  # 1，200 is one figure
        marks = [mark for mark in marks if not any(start <= mark < end for start, end in spans)]
    found = []
    for run in sharing.runs(sentence, spans) if len(spans) > 1 else ((0, 0),):
        if run[0] == run[1]:
            found.append(_alone(sentence, figures, spans, marks, run[0]))
        else:
            found += _run(sentence, figures, spans, marks, run)
    return found


def _alone(sentence, figures, spans, marks, at: int) -> Place:
    """The place of a figure with no other beside it: most figures."""
    start, end = spans[at]
    before, after, own, clause, stop = _around(sentence, figures, spans, marks, at, at)
    # 分别提升到每月600元和每年4680元: one name for each
    apart = "分别" in before and at + 1 < len(spans) and spans[at + 1][0] < stop
    names = () if apart else tuple(_shared(before, sentence[end:stop], figures[at]))
    return Place(start, end, before, own, sentence[clause:start], sentence[end:stop], before, after, names)


def _run(sentence, figures, spans, marks, run) -> list[Place]:
    """The places of a row of figures: each takes its name from the list before it."""
    before, after, own, clause, stop = _around(sentence, figures, spans, marks, run.first, run.last)
    count, shared, out = run.last - run.first + 1, sharing.names(before), []
    for offset in range(count):
        start, end = spans[run.first + offset]
        names = (shared[len(shared) - count + offset],) if len(shared) >= count else ()
        respective = None if names else (offset, count)
        out.append(Place(start, end, before, own if offset == count - 1 else "", sentence[clause:start],
                         sentence[end:stop], before, after, names, respective, _bound(sentence, figures, spans, run, run.first + offset, before)))
    return out


def _bound(sentence: str, figures: list, spans: list, run, at: int, before: str) -> str:
    """The comparator of another figure of the row that holds for a figure without one: 超过95%和55%, 控制在5%和4%以内."""
    first, last = figures[run.first], figures[run.last]
    if "分别" not in before and "控制" not in before or figures[at].comparator != "=":
        return ""
    if first.comparator != "=" and not _NUMERAL.match(sentence, spans[run.first][0]):
        return first.comparator
    return last.comparator if last.comparator == "<=" and "控制" in before else ""


def _around(sentence, figures, spans, marks, at: int, to: int) -> tuple[str, str, str, int, int]:
    """Of the figures ``at`` … ``to``: the text before and after them, the noun after, start and end of their clause."""
    first, last = spans[at][0], spans[to][1]
    i, k = bisect_left(marks, first), bisect_left(marks, last)
    clause, stop = (marks[i - 1] + 1 if i else 0), (marks[k] if k < len(marks) else len(sentence))
    previous = spans[at - 1][1] if at else 0
    after_to = next((i for i in range(to + 1, len(spans)) if not figures[i].implicit), len(spans))  # 8县市全部通过…
    following = spans[after_to][0] if after_to < len(spans) else len(sentence)
    before = sentence[max(clause, previous):first]
    if previous > clause and _HAN.match(before) and sentence[previous - 1] != "元":  # 8所高校52个学科; 50所幼儿园新建、105所小学: the first part is the neighbour's
        comma = before.find("、")
        if comma > 0:
            before = before[comma:]
        elif _HAN.match(sentence, last):
            before = ""
    after = sentence[last:min(stop, following)]
    own = after
    if "、" in after:
        own = _OUTSIDE.match(after)[0]
        if (after_to == len(spans) or following > stop) and _goes_on(own, after):
            own = after
    elif following <= stop and _AND.search(own):
        own = _AND.split(own)[0]  # 5所幼儿园和甲学校等2所中小学
    if own and following < len(sentence) and following <= stop and "、" not in after \
            and sentence[last - 1] != "个" and not _HAN.match(sentence, spans[after_to][1]) and counted.left(sentence, first).unit:
        own = ""  # 幼儿园8所学位2310个: the noun before the next figure is its own
    return before, after, own, clause, stop


def _goes_on(own: str, after: str) -> bool:
    """Whether the noun of a figure does not end at its first 、: no noun stands before it (6个高水平、专业化实训基地), a later one
    is the head (5个校长、教师工作室), or both are institutions (9所中小学、幼儿园)."""
    unit = counted.unit_of(own)
    if not unit or counted.right(after, 0).unit != unit:
        return True
    return unit == "institution" == counted.right(after, len(own) + 1).unit


def _shared(left: str, right: str, figure) -> list[str]:
    if figure.implicit:
        return []
    if figure.unit == "percent" and right.startswith("的"):
        return sharing.shares_of(right)
    rate = figure.measure == "change" or figure.unit in _RATED or figure.unit == "yuan" and ("标准" in left or "生均" in left)
    return sharing.each(left) or sharing.several(left, rate)
