"""The figures of the five plans: this project's reader beside every library that reads Chinese numbers offline.

    pip install jionlp cn2an chinese2digits wetext rjieba && pip install --pre recognizers-text-suite emoji==1.7.0
    COUNTY_TARGETS_SOURCES=FOLDER python benchmarks/bench_figures.py

Needs the source texts (the folder holds county/) and compares with the adjudicated hand coding in data/processed/statements.csv.
A library that is not installed is named and left out. Printed for each: F1 of value and unit, F1 with the bound too, hidden
numbers flagged and numbers invented from them, damaged figures read. Percent changes count by value: a fall is negative.
"""
from __future__ import annotations

import csv
import math
import os
import re
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import peers

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "src"))

from analysis.extraction import figures, repair  # noqa: E402

# A figure is damaged where its writing holds a line break or letters for digits.
DAMAGED = re.compile(r"\n|[IlO]")


class Score(NamedTuple):
    """Of one reader: F1 of value and unit, with the bound; masks flagged, invented from; damaged figures read."""

    value_unit: float
    with_bound: float
    flagged: int
    invented: int
    damaged: int


def truth(path: Path) -> dict[str, list[dict]]:
    """The adjudicated figures by document, without those said without a number."""
    by_document: dict[str, list[dict]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["source"] == "hand" and row["implicit"] != "true" and row["char_start"]:
                by_document.setdefault(row["document"], []).append(row)
    return by_document


def ours(text: str) -> list[tuple]:
    """(start, end, value, comparator, unit, redacted) of this project's reader."""
    repaired = repair.repair(text)
    return [(*repaired.source(f.start, f.end), f.value, f.comparator, f.unit, f.redacted)
            for f in figures.find(repaired.text) if not f.implicit]


def theirs(read, variant) -> object:
    """A library's reader in the same shape; none of them flags a hidden number."""
    return lambda text: [(*found, False) for found in variant(text, read(text))]


def _pairs(gold: list[dict], found: list[tuple]) -> list[tuple[dict, tuple]]:
    """Figures that overlap, those of the same value first, each used once."""
    candidates = []
    for i, row in enumerate(gold):
        for j, (start, end, *rest) in enumerate(found):
            overlap = min(end, int(row["char_end"])) - max(start, int(row["char_start"]))
            if overlap > 0:
                candidates.append((not _same_value(row, found[j]), -overlap, i, j))
    used_i, used_j, pairs = set(), set(), []
    for _, _, i, j in sorted(candidates):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _same_value(row: dict, figure: tuple) -> bool:
    value, redacted = figure[2], figure[5]
    if row["redacted"] == "true" or redacted:
        return row["redacted"] == "true" and redacted
    return math.isclose(float(row["value"]), value, rel_tol=1e-6)


def score(read, texts: dict[str, str], gold: dict[str, list[dict]]) -> Score:
    """One reader on all texts. Hidden numbers are judged apart, not in the two F1."""
    right = bounded = n_gold = n_found = flagged = invented = damaged = 0
    for document, text in texts.items():
        found = read(text)
        pairs = _pairs(gold[document], found)
        hidden = [(row, figure) for row, figure in pairs if row["redacted"] == "true"]
        shown = [(row, figure) for row, figure in pairs if row["redacted"] != "true"]
        good = [(row, figure) for row, figure in shown if _same_value(row, figure) and figure[4] == row["unit"]]
        right += len(good)
        bounded += sum(figure[3] == row["comparator"] for row, figure in good)
        damaged += sum(bool(DAMAGED.search(row["span"]) or DAMAGED.search(text[int(row["char_start"]):int(row["char_end"])])) for row, _ in good)
        flagged += sum(figure[5] for _, figure in hidden)
        invented += sum(not figure[5] for _, figure in hidden)
        n_gold += sum(row["redacted"] != "true" for row in gold[document])
        n_found += len(found) - len(hidden)
    total = (n_gold + n_found) or 1
    return Score(2 * right / total, 2 * bounded / total, flagged, invented, damaged)


def main() -> None:
    """Print a line for every reader."""
    warnings.filterwarnings("ignore")
    named = os.environ.get("COUNTY_TARGETS_SOURCES", "")
    if not named or not (Path(named) / "county").is_dir():
        sys.exit("needs the source texts: set COUNTY_TARGETS_SOURCES to a folder that holds county/")
    gold = truth(PROJECT / "data" / "processed" / "statements.csv")
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((Path(named) / "county").glob("*.txt")) if path.stem in gold}
    masks = sum(row["redacted"] == "true" for rows in gold.values() for row in rows)
    broken = sum(bool(DAMAGED.search(text[int(r["char_start"]):int(r["char_end"])])) for name, text in texts.items() for r in gold[name])
    print(f"{len(texts)} plans, {sum(map(len, gold.values()))} figures, {masks} of them hidden, {broken} damaged")
    print(f"{'reader':34s} value+unit  with bound  flagged  invented  damaged read")
    line = "{:34s} {:10.3f} {:11.3f} {:8d} {:9d} {:13d}".format
    print(line("county-targets", *score(ours, texts, gold)))
    for name, present in peers.installed().items():
        if not present:
            print(f"{name:34s} not installed")
            continue
        _, shipped, raw = peers.LIBRARIES[name]
        print(line(f"{name}, as shipped", *score(theirs(shipped(), peers.as_shipped), texts, gold)))
        print(line(f"{name}, with a filter", *score(theirs(raw(), peers.filtered), texts, gold)))


if __name__ == "__main__":
    main()
