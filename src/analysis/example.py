"""The invented plan: shows the whole way from a figure to its sentence where no real text is at hand.

It lies in data/example as text, as a Word document and as a web page in GB18030: the forms in which plans are found.
"""
from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import datetime

import pandas as pd

from analysis.coding.locate import sentence
from analysis.documents import Document, read
from analysis.extraction.statements import extract
from analysis.paths import Project, find_project

TITLE = "青禾县2025年教育工作计划（虚构示例）"
NAME = f"{TITLE}.txt"
YEAR, KIND = 2025, "plan"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_HEADING = re.compile("[一二三四五六七八九十]、")


def document(project: Project | None = None) -> Document:
    """The invented plan as a document."""
    return read((project or find_project()).root / "data" / "example" / NAME)


def statements(project: Project | None = None) -> pd.DataFrame:
    """The statements of the invented plan: the columns of the manual, ``rule``, and ``sentence``."""
    text = document(project).text
    found = extract(text, year=YEAR, kind=KIND)
    sentences = [sentence(text, int(start), int(end)).text for start, end in zip(found["char_start"], found["char_end"])]
    return found.assign(sentence=pd.Series(sentences, found.index, dtype="str"))


def paragraphs(text: str) -> list[tuple[str, int]]:
    """The paragraphs of a plan with the level of their heading: 0 the title, 1 a section, 9 running text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [(line, 0 if n == 0 else 1 if _HEADING.match(line) and len(line) < 30 else 9) for n, line in enumerate(lines)]


def as_docx(text: str) -> bytes:
    """A plan as a Word document, the same bytes every time."""
    import docx

    book = docx.Document()
    for line, level in paragraphs(text):
        book.add_paragraph(line) if level == 9 else book.add_heading(line, level)
    book.core_properties.title, book.core_properties.author = TITLE, "county-education-targets"
    book.core_properties.created = book.core_properties.modified = datetime(*_LONG_AGO)
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_page(text: str) -> bytes:
    """A plan as a web page in GB18030, with the navigation of a site around it."""
    tags = {0: "h1", 1: "h2", 9: "p"}
    body = "\n".join(f"<{tags[level]}>{html.escape(line)}</{tags[level]}>" for line, level in paragraphs(text))
    page = (f'<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="gb18030"><title>{TITLE}</title></head>\n<body>\n'
            f'<nav><a href="index.html">首页</a> <a href="list.html">政务公开</a></nav>\n<article>\n{body}\n</article>\n</body>\n</html>\n')
    return page.encode("gb18030")
