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
# What was reached in the year before, which the program took for what is planned.
RESULTS = ("94.6%", "98名", "5.8%")
TWO_TITLES, ADDED = "2所", "省级、市级书香校园"


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
    """Fill in the workbook as a person would: results taken for targets are corrected, the misread title is rejected
    and written anew, everything else is accepted. Returns how many rows were decided in which way."""
    sheet, done = Sheet(path), {"接受": 0, "更正": 0, "拒绝": 0, "增补": 0}
    misread = None
    for row in sheet.rows():
        last_year = sheet.in_sentence(row, "2024年，全县新建")
        if last_year:
            sheet.fill(row, decision="更正", kind="结果", year=2024, commitment=None, comment="去年完成的，是结果")
        elif sheet.in_sentence(row, ADDED) and sheet.cell(row, "confidence").value < 0.8:
            misread = row
            sheet.fill(row, decision="拒绝", comment="这里是省级书香校园，另行增补")
        else:
            sheet.fill(row, decision="接受")
        done[sheet.cell(row, "decision").value] += 1
    if misread:
        sheet.fill(max(sheet.rows()) + 1, decision="增补", sentence=sheet.cell(misread, "sentence").value, span="2所",
                   indicator="schools_designated", measure="水平", value=2, comparator="等于", unit="所", kind="目标", year=2025,
                   award_level="省级", commitment="一般", scope="书香校园")
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
