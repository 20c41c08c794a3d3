"""What a document says of itself: the year it plans, its kind, whose it is.

Read from its title (the first lines), its name and its text, where no table of sources says it. A guess is only as
good as its evidence, so every row that stands on one says ``inferred``.
"""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import codebook, documents
from analysis.checks import Problem

KINDS = ("plan", "summary", "summary_and_plan", "work_report")
INFERRED = "inferred"
TITLE, SAMPLE = 300, 20000


@dataclass(frozen=True)
class About:
    """What is known of a document: its id, year planned, kind, year reviewed, and whose it is."""

    document: str = ""
    year: int | None = None
    kind: str = "plan"
    review_year: int | None = None
    county_level_city: bool = False
    region_name: str = ""
    note: str = ""

    @property
    def result_year(self) -> int | None:
        """The year reviewed: as given, else the year before the one planned; of a summary, its own."""
        if self.review_year is not None or self.year is None:
            return self.review_year
        return self.year if self.kind == "summary" else self.year - 1

    @property
    def plan_year(self) -> int | None:
        """The year that targets are due in: the one planned; of a summary, which closes with what comes next, the next."""
        return self.year + 1 if self.kind == "summary" and self.year is not None else self.year


class Guess(NamedTuple):
    """A value read from a document and the words it stands on."""

    value: object
    evidence: str


# kind by the words of the title, the first that fits
_KINDS = (
    ("work_report", re.compile("政府工作报告|人民政府.{0,12}工作报告")),
    ("summary_and_plan", re.compile("(?:总结|回顾|情况).{0,16}(?:计划|思路|打算|安排|要点|谋划)")),
    ("summary", re.compile("总结|工作情况|述职")),
    ("plan", re.compile("计划|要点|方案|安排|思路|规划|打算|意见")),
)
_YEAR = re.compile("(?<!\\d)((?:19|20)\\d\\d)\\s{0,2}(?:年|学年)")
_NAME_YEAR = re.compile("(?<!\\d)((?:19|20)\\d\\d)(?!\\d)")
_UPLOAD = re.compile("(?:上传|发布|更新|收藏|日期|时间|来源)[^\\n]{0,12}$")
_PLACE = re.compile("[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|自治旗|省|市|县|区|旗|盟|地区)")
_NOT_PLACES = re.compile("^(?:全|各|我|本|该|城|社|园|校|片|山|灾|老|新|郊|市|辖|开发|示范|试点|功能|小|景|地|街|州|省|区|县){1,8}(?:省|市|县|区|旗|州)$")


def kind_of(title: str, text: str) -> Guess:
    """The kind of a document by its title; a plan where nothing says more."""
    for kind, pattern in _KINDS:
        for where in (title, text[:TITLE]):
            if match := pattern.search(where):
                return Guess(kind, match[0])
    return Guess("plan", "")


def year_of(title: str, text: str) -> Guess:
    """The year planned: the last one that the title names, else the file's name, else the most frequent in the text."""
    for where in (title, text[:TITLE]):
        years = [match for match in _YEAR.finditer(where) if not _UPLOAD.search(where[max(0, match.start() - 16):match.start()])]
        if years:
            best = max(years, key=lambda match: int(match[1]))
            return Guess(int(best[1]), best[0])
    if names := _NAME_YEAR.findall(title):
        return Guess(int(names[-1]), names[-1])
    counts = Counter(_YEAR.findall(text[:SAMPLE]))
    if not counts:
        return Guess(None, "")
    year = max(counts, key=lambda found: (counts[found], found))
    return Guess(int(year), f"{year}年")


def region_of(title: str, text: str) -> Guess:
    """The row of `codebook.regions` that a document is most likely of, as a dict; value None where no place is named."""
    for where in (title, text[:TITLE], text[:SAMPLE]):
        names = Counter(name for name in _PLACE.findall(where) if not _NOT_PLACES.match(name))
        for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))[:6]:
            for cut in range(len(name) - 1):
                found = codebook.resolve_region(name[cut:], text[:SAMPLE])
                if len(found):
                    return Guess(found.iloc[0].to_dict(), name[cut:])
    return Guess(None, "")


def is_county_level_city(region_code: str) -> bool:
    """Whether a code is that of a county-level city (县级市)."""
    row = codebook.region(region_code) if region_code else None
    return row is not None and row["level"] == "county_level_city"


def completed(known: About, text: str, title: str = "") -> About:
    """``known`` with year and kind read from title and text where they are not given; its note then says so."""
    kind = known.kind or kind_of(title, text).value
    year = known.year if known.year is not None else year_of(title, text).value
    return replace(known, kind=kind, year=year, note=INFERRED)


def inferred_sources(paths: list[Path]) -> tuple[pd.DataFrame, list[Problem]]:
    """What unregistered files say of themselves: a row a file that can be read, a problem for each that cannot.

    Columns: file, title, region_name, region_code, year, kind (each inferred), evidence, sha256, fingerprint.
    """
    rows, problems = [], []
    for path in paths:
        try:
            document = documents.read(path)
        except documents.DocumentError as error:
            problems.append(error.problem)
            continue
        problems += document.problems
        rows.append(_source(path.name, document))
    columns = ["file", "title", "region_name", "region_code", "year", "kind", "evidence", "sha256", "fingerprint"]
    return pd.DataFrame(rows, columns=columns).astype({"year": "Int64"}), problems


def _source(name: str, document: documents.Document) -> dict:
    title = Path(name).stem
    region, year, kind = (read(title, document.text) for read in (region_of, year_of, kind_of))
    place = region.value or {"name": "", "code": ""}
    return {"file": name, "title": title, "region_name": place["name"], "region_code": place["code"], "year": year.value,
            "kind": kind.value, "evidence": "; ".join(guess.evidence for guess in (region, year, kind) if guess.evidence),
            "sha256": document.sha256, "fingerprint": document.fingerprint}
