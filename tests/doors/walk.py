"""The walk of docs/walkthrough.md, step by step, for the test and for the text."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

from analysis.coding.review import SHEET
from analysis.documents import read
from analysis.example import TITLE
from analysis.paths import Project

KINDS = {"target": "目标", "result": "结果", "reference": "参照"}
COUNTY, ID = "990001", "990001-2025-plan"
RESULTS = ("94.6%", "98名", "5.8%")  # what was reached in the year before, which the plan reviews
TWO_TITLES = "2所"  # of two titles at once: two statements at one place
# What a person mends: a scope cut short, 全覆盖 that the project does not count, a number in words that was not seen.
CUT_SHORT, IMPLICIT, ADDED = "45名", "全覆盖", "四百"


def downloaded(project: Project, ending: str) -> Path:
    """The invented plan as somebody finds it on the web."""
    return project.root / "data" / "example" / f"{TITLE}.{ending}"


def read_text(project: Project) -> str:
    """The text of the plan as it was registered."""
    return read(project.documents / f"{ID}.docx").text


class Sheet:
    """The sheet 复核 of a review workbook, as a person sees it: rows by the figure as written, cells by heading."""

    def __init__(self, path: Path):
        self.path, self.book = path, load_workbook(path, rich_text=True)
        self.sheet = self.book[SHEET]
        self.columns = {str(cell.value).split("\n")[-1]: cell.column for cell in self.sheet[1]}

    def cell(self, row: int, name: str):
        return self.sheet.cell(row, self.columns[name])

    def rows(self) -> list[int]:
        return [row for row in range(2, self.sheet.max_row + 1) if self.cell(row, "span").value]

    def fill(self, row: int, **values) -> None:
        for name, value in values.items():
            self.cell(row, name).value = value

    def in_sentence(self, row: int, words: str) -> bool:
        return words in str(self.cell(row, "text").value)

    def save(self) -> None:
        self.book.save(self.path)


def review(path: Path) -> dict[str, int]:
    """Fill in the workbook as a person would: a scope is completed, what is said without a number is rejected, a number in
    words is added, everything else is accepted. Returns how many rows were decided in which way."""
    sheet, done = Sheet(path), {"接受": 0, "更正": 0, "拒绝": 0, "增补": 0}
    for row in sheet.rows():
        written = str(sheet.cell(row, "span").value)
        if written == CUT_SHORT:
            sheet.fill(row, decision="更正", scope="校长、教师", comment="教师也在内")
        elif written == IMPLICIT:
            sheet.fill(row, decision="拒绝", comment="没有写明的数字不计")
            unnumbered = row
        else:
            sheet.fill(row, decision="接受")
        done[sheet.cell(row, "decision").value] += 1
    sentence = int(sheet.cell(unnumbered, "sentence").value) + 1
    sheet.fill(max(sheet.rows()) + 1, decision="增补", sentence=sentence, span=ADDED, indicator="exam_line_count", measure="水平", value=400,
               comparator="超过", unit="人", kind="目标", year=2025, commitment="力争", scope="普通高中本科达线")
    done["增补"] += 1
    sheet.save()
    return done


class Chart(NamedTuple):
    """A chart of a report: what it shows, and the ids of the statements that stand in it."""

    title: str
    ids: frozenset[str]


def charts(page: Path) -> list[Chart]:
    """The charts of a report, in order."""
    found = re.findall(r'<figure class="chart".*?alt="([^"]*)".*?<script type="application/json"[^>]*>(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
    return [Chart(title, frozenset(" ".join(_ids(json.loads(drawing)["data"])).split())) for title, drawing in found]


def _ids(traces: list[dict]) -> list[str]:
    def flat(value):
        return [text for part in value for text in flat(part)] if isinstance(value, list) else [value] if isinstance(value, str) else []

    return [text for trace in traces for text in flat(trace.get("customdata") or [])]
