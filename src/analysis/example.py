"""The invented plan: shows the whole way from a figure to its sentence where no real text is at hand."""
from __future__ import annotations

import pandas as pd

from analysis.coding.locate import sentence
from analysis.documents import Document, read
from analysis.extraction.statements import extract
from analysis.paths import Project, find_project

NAME = "青禾县2025年教育工作计划（虚构示例）.txt"
YEAR, KIND = 2025, "plan"


def document(project: Project | None = None) -> Document:
    """The invented plan as a document."""
    return read((project or find_project()).root / "data" / "example" / NAME)


def statements(project: Project | None = None) -> pd.DataFrame:
    """The statements of the invented plan: the columns of the manual, ``rule``, and ``sentence``."""
    text = document(project).text
    found = extract(text, year=YEAR, kind=KIND)
    sentences = [sentence(text, int(start), int(end)).text for start, end in zip(found["char_start"], found["char_end"])]
    return found.assign(sentence=pd.Series(sentences, found.index, dtype="str"))
