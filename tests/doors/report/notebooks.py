"""Small invented notebooks for the tests of the reports."""
from __future__ import annotations

from pathlib import Path

import nbformat.v4 as v4

from analysis.report.notebook import parsed

TITLE = {"zh": "# 虚构县的入园率\n\n**问题**：虚构县的目标是多少？\n\n**注意**：数字是编造的。",
         "en": "# Enrolment in an invented county\n\n**Question**: What is its target?\n\n**Caveat**: The figures are made up."}


def text(lang: str | None, source: str):
    """A text cell, tagged with a language."""
    return v4.new_markdown_cell(source, metadata={"tags": [lang] if lang else []})


def pair(zh: str, en: str) -> list:
    """The two cells of one text."""
    return [text("zh", zh), text("en", en)]


def code(source: str, *tags: str):
    """A code cell."""
    return v4.new_code_cell(source, metadata={"tags": list(tags)})


def notebook(*cells, opening: bool = True):
    """A notebook that opens as every notebook does."""
    first = pair(TITLE["zh"], TITLE["en"]) if opening else []
    book = v4.new_notebook(cells=[*first, *(code(cell) if isinstance(cell, str) else cell for cell in cells)])
    for n, cell in enumerate(book.cells):
        cell.id = f"c{n:02d}"
    return book


def read(*cells, opening: bool = False):
    """A notebook as the reports read it."""
    import nbformat

    return parsed(nbformat.writes(notebook(*cells, opening=opening)))


def save(folder: Path, name: str, book) -> Path:
    """Store a notebook as JupyterLab would."""
    import nbformat

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    nbformat.write(book, path)
    return path
