"""Notebooks as files: their cells in two languages, their parameters, and what they open with.

A markdown cell is tagged ``zh`` or ``en``; the two stand in pairs, Chinese first. Code cells are
shared. The first pair opens with ``# Title`` and then says, each in a paragraph or list item of its
own, ``**问题**`` / ``**Question**`` and ``**注意**`` / ``**Caveat**``: the index page shows both.

The files are JSON (nbformat 4) and read as that: the package nbformat takes seconds to import.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from analysis.checks import Problem
from analysis.words import LANGS, Text

PARAMETERS = "parameters"
RAISES = "raises-exception"

_LABELS = {
    "question": {"zh": ("问题",), "en": ("Question", "Questions")},
    "caveat": {"zh": ("注意", "提醒", "局限"), "en": ("Caveat", "Caveats")},
}

_UNREADABLE = Text("不是可以读取的笔记本（{why}）。请在 JupyterLab 中打开并重新保存。",
                   "this is not a notebook that can be read ({why}). Open it in JupyterLab and save it again.")
_UNTAGGED = Text("第 {n} 个单元格（文字）没有 zh 或 en 标签，报告不知道在哪种语言中显示。请在右侧“属性”中添加标签。",
                 "cell {n} (text) is tagged neither zh nor en, so no report shows it. Add the tag in the property inspector.")
_BOTH = Text("第 {n} 个单元格（文字）同时有 zh 和 en 标签。请分成两个单元格。",
             "cell {n} (text) is tagged both zh and en. Make two cells of it.")
_UNPAIRED = Text("第 {n} 个单元格是 {lang}，但没有与之成对的 {other} 单元格（中文在前，英文紧随其后）。",
                 "cell {n} is {lang} but its {other} partner is missing (Chinese first, English right after it).")


class NotebookError(Exception):
    """A notebook that cannot be read; ``problem`` says why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.sentence("en"))
        self.problem = problem


class Opening(NamedTuple):
    """What the first cell of a language says: title, question and caveat as plain Markdown, "" if not said."""

    title: str
    question: str
    caveat: str


@dataclass
class Cell:
    """A cell: its type (markdown, code, raw), source and tags; outputs as dictionaries of the notebook format."""

    cell_type: str
    source: str
    tags: frozenset[str] = frozenset()
    outputs: list[dict] = field(default_factory=list)


@dataclass
class Notebook:
    """A notebook as far as reports need it."""

    cells: list[Cell]


def read_notebook(path: Path) -> Notebook:
    """A notebook with every stored output dropped: what a report shows was computed for it.

    Raises NotebookError when the file is not a notebook.
    """
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotebookError(Problem("error", _UNREADABLE.format(why=type(error).__name__), path.name)) from error


def parsed(text: str) -> Notebook:
    """A notebook from the text of its file, without its outputs. ValueError, KeyError or TypeError when it is none."""
    stored = json.loads(text)
    if stored["nbformat"] != 4:
        raise ValueError(f"nbformat {stored['nbformat']}")
    return Notebook([Cell(str(cell["cell_type"]), "".join(cell["source"]), frozenset(cell["metadata"].get("tags", ())))
                     for cell in stored["cells"]])


def code_cells(notebook: Notebook) -> list[Cell]:
    """The code cells, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def languages(cell: Cell) -> list[str]:
    """The languages that a cell is tagged with."""
    return [lang for lang in LANGS if lang in cell.tags]


def check_pairs(notebook: Notebook, name: str) -> list[Problem]:
    """One problem for each text cell that is untagged or lacks its partner in the other language."""
    problems, waiting = [], None
    for n, cell in enumerate(notebook.cells, 1):
        if waiting and (cell.cell_type != "markdown" or languages(cell) != ["en"]):
            problems.append(_problem(name, _UNPAIRED, n=waiting, lang="zh", other="en"))
            waiting = None
        if cell.cell_type != "markdown":
            continue
        spoken = languages(cell)
        if len(spoken) != 1:
            problems.append(_problem(name, _BOTH if spoken else _UNTAGGED, n=n))
        elif spoken == ["en"] and not waiting:
            problems.append(_problem(name, _UNPAIRED, n=n, lang="en", other="zh"))
        waiting = n if spoken == ["zh"] else None
    if waiting:
        problems.append(_problem(name, _UNPAIRED, n=waiting, lang="zh", other="en"))
    return problems


def _problem(name: str, text: Text, **values) -> Problem:
    return Problem("error", text.format(**values), name)


def opening(notebook: Notebook, lang: str) -> Opening:
    """Title, question and caveat of the first text cell in a language."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown" and languages(cell) == [lang]]
    first = texts[0] if texts else ""
    title = re.search(r"^#[ \t]+(.+)$", first, re.MULTILINE)
    return Opening(title.group(1).strip() if title else "",
                   _labelled(first, "question", lang), _labelled(first, "caveat", lang))


def _labelled(text: str, what: str, lang: str) -> str:
    """The paragraph or list item that begins with the bold label, without the label."""
    names = "|".join(map(re.escape, _LABELS[what][lang]))
    found = re.search(rf"^[ \t]*(?:[-*][ \t]+)?\*\*(?:{names})[：:.。]?\*\*[：:.。]?[ \t]*(.+(?:\n(?![ \t]*[-*#][ \t]|[ \t]*\*\*|[ \t]*\n).+)*)",
                      text, re.MULTILINE)
    joint = "" if lang == "zh" else " "
    return joint.join(line.strip() for line in found.group(1).splitlines()) if found else ""
