"""Reading takes time in proportion to the length, on any input: shown by the patterns and by counting calls."""
from __future__ import annotations

import importlib
import math
import pkgutil
import re
import re._constants as sre
import re._parser as sre_parse
import sys

import pytest

from analysis import extraction
from analysis.extraction import figures, repair

# A pattern may look at this many characters from where it begins, and must not repeat a repetition much further.
LONGEST, NESTED = 400, 4000


def patterns() -> dict[str, str]:
    """Every regular expression compiled in a module of the package, also in tuples and dictionaries."""
    found = {}

    def collect(name, value):
        if isinstance(value, re.Pattern):
            found[name] = value
        elif isinstance(value, (tuple, list)):
            for i, part in enumerate(value):
                collect(f"{name}[{i}]", part)
        elif isinstance(value, dict):
            for key, part in value.items():
                collect(f"{name}[{key!r}]", part)

    for module in pkgutil.iter_modules(extraction.__path__):
        loaded = importlib.import_module(f"{extraction.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            collect(f"{module.name}.{name}", value)
    return found


def repeats(parsed, inside: int = 1):
    """(most repetitions, those of the repetitions around it) of each repetition in a parsed pattern."""
    for op, argument in parsed:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = argument
            yield most, inside
            yield from repeats(body, inside * max(1, min(most, sre.MAXREPEAT)))
        elif op is sre.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, inside)
        elif op is sre.SUBPATTERN:
            yield from repeats(argument[3], inside)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repeats(argument[1], inside)
        elif op is sre.ATOMIC_GROUP:
            yield from repeats(argument, inside)


@pytest.mark.parametrize("name", sorted(patterns()))
def test_every_pattern_is_bounded(name):
    """No pattern repeats without end, nor a long repetition many times: its steps from one place are bounded."""
    for most, around in repeats(sre_parse.parse(patterns()[name].pattern)):
        assert most != sre.MAXREPEAT, "a repetition without end"
        assert most <= LONGEST
        assert around == 1 or most * around <= NESTED, "a repetition inside a repetition"


def calls(text: str) -> int:
    """How many functions are called, Python's and C's, to repair a text and find its figures."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        figures.find(repair.repair(text).text)
    finally:
        sys.setprofile(before)
    return count


HOSTILE = {
    "digits": "7", "digits and points": "1.", "thousands": "1,234", "masks": "x", "stars": "*", "numerals": "三", "magnitudes": "一百万", "blanks": " ",
    "lines": "\n", "opened quotes": "“", "quotes around figures": "“3个", "titles": "《1项", "verbs": "增长达到", "a list of changes": "增长8%、", "figures": "1个",
    "spaced digits": "1 ", "page markers": "\n1、", "dashes": "1-", "percent": "%", "percent o": "%o", "letters": "Il", "fractions": "三分之", "ratios": "1:",
    "ordinals": "第一", "ranks": "居第一", "traditional": "學校", "full width": "１", "brackets": "（", "approximations": "近", "doublings": "翻番", "keywords": "学前三年毛入园率",
    "stops": "1。", "commas": "1，234", "nouns": "1个学校建设项目",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_the_length(piece):
    """On n, 2n and 4n characters the number of calls grows by an exponent of at most 1.05."""
    n = 3000
    counts = [calls(piece * (size // len(piece))) for size in (n, 2 * n, 4 * n)]
    assert math.log(counts[2] / counts[0], 4) <= 1.05
    assert math.log(counts[1] / counts[0], 2) <= 1.08


def test_figures_are_found_behind_a_hostile_line():
    text = "7" * 60_000 + "，" + "毛入园率" * 5_000 + " " * 60_000 + "\n毛入园率81.5%，新增学位115个。"
    assert [(figure.value, figure.unit) for figure in figures.find(repair.repair(text).text)] == [(81.5, "percent"), (115, "place")]
