"""A small codebook, a few invented statements, and a template that a test can spoil."""
from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from analysis import schema
from analysis.coding.merge import complete
from analysis.coding.reading import read_coding_workbook
from analysis.coding.workbook import CODING_SHEET, write_coding_workbook

INDICATORS = pd.DataFrame({
    "id": ["preschool_gross_enrollment_rate", "inclusive_preschool_coverage_rate", "dropout_rate", "school_places_added", "education_spending", "other"],
    "name_zh": ["学前三年毛入园率", "普惠性幼儿园覆盖率(在园幼儿口径)", "辍学率", "新增中小学学位数", "教育经费(支出)", "其他"],
    "name_en": ["Gross preschool enrolment rate (three years)", "Share of children in inclusive kindergartens", "Dropout rate",
                "School places added", "Education spending", "Anything else"],
    "unit": ["percent", "percent", "percent", "place", "yuan", ""],
    "area": ["preschool", "preschool", "compulsory", "schools", "funding", ""],
    "plausible_min": [0.0, 0.0, 0.0, 0.0, 0.0, None],
    "plausible_max": [130.0, 100.0, 20.0, None, None, None],
})
DOCUMENTS = pd.DataFrame({"document": ["jia-2024-plan", "yi-2024-plan"], "file": ["county/jia.txt", "county/yi.txt"],
                          "title": ["甲县2024年教育工作计划", "乙县2024年教育工作计划"], "region_name": ["甲县", "乙县"]})


def statement(**values) -> dict:
    """One invented statement of the manual's columns."""
    usual = {"document": "jia-2024-plan", "span": "98%", "place": "二（一）3，第1处", "indicator": "preschool_gross_enrollment_rate",
             "measure": "level", "value": 98.0, "comparator": "=", "unit": "percent", "kind": "target", "year": 2024, "commitment": "plain"}
    return {**usual, **values}


def table(*rows: dict) -> pd.DataFrame:
    """Statements as a typed table of the manual's columns."""
    return complete(pd.DataFrame(list(rows)))[list(schema.MANUAL_COLUMNS)]


ROWS = (
    statement(),
    statement(place="二（一）4，第1处", span="90%以上", indicator="inclusive_preschool_coverage_rate", value=90.0, comparator=">="),
    statement(place="三（二）1，第1处", span="xx个", indicator="school_places_added", value=None, unit="place", redacted=True),
)


class Template:
    """The project's own coding workbook with three good rows (2 to 4), to be spoilt and read back."""

    def __init__(self, path: Path):
        self.path = path
        write_coding_workbook(table(*ROWS), DOCUMENTS, path, INDICATORS)
        sheet = load_workbook(path)[CODING_SHEET]
        self.letters = {str(cell.value).split("\n")[-1]: cell.column_letter for cell in sheet[1]}

    def at(self, field: str, row: int) -> str:
        return f"{self.letters[field]}{row}"

    def set(self, field: str, *values: object, start: int = 2, number_format: str | None = None) -> "Template":
        """Write values down a column, as a person would."""
        def spoil(sheet):
            for row, value in enumerate(values, start):
                cell = sheet[self.at(field, row)]
                cell.number_format = number_format or "General"
                cell.value = value
        return self.edit(spoil)

    def edit(self, change: Callable) -> "Template":
        book = load_workbook(self.path)
        change(book[CODING_SHEET])
        book.save(self.path)
        return self

    def patch(self, pattern: str, replacement: str, part: str = "xl/worksheets/sheet1.xml") -> "Template":
        """Change the XML of a part of the workbook, as only a program would."""
        with zipfile.ZipFile(self.path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        changed, count = re.subn(pattern, replacement, parts[part].decode(), count=1)
        assert count, "the pattern is not in the workbook"
        parts[part] = changed.encode()
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as new:
            for name, data in parts.items():
                new.writestr(name, data)
        return self

    def read(self):
        return read_coding_workbook(self.path, DOCUMENTS, INDICATORS)


def cells(problems, severity: str | None = None) -> list[str]:
    """The addresses that problems name."""
    return [problem.cell for problem in problems if severity in (None, problem.severity)]


def said(problems, lang: str = "en") -> str:
    """Everything that problems say, in one text."""
    return "\n".join(problem.sentence(lang) for problem in problems)
