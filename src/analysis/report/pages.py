"""The pages of a project, as the worker makes them: it has everything imported already.

Functions here are called by the parent through the worker; what they take and give is pickled.
"""
from __future__ import annotations

from functools import lru_cache

from analysis.checks import Problem
from analysis.paths import Project
from analysis.report import index, notebook, outputs, page
from analysis.report.content import Content, Planned
from analysis.report.evidence import Evidence
from analysis.store import read_table
from analysis.words import Text


def report_html(project: Project, content: Content, report: Planned, executed, other: str | None) -> tuple[str, list[Problem]]:
    """The page of an executed notebook in one language, and what was odd."""
    body = outputs.body(executed, report.notebook.name, report.lang)
    rows, problems = _evidence(project, content).rows(body.statements, report.lang, report.notebook.name)
    title = report.title(notebook.opening(executed, report.lang).title)
    made = page.Page("report.html.j2", report.stem, report.lang, title, report.file, body.pieces, rows, other,
                     _trust(content)[report.lang], {"notebook": f"notebooks/{report.notebook.name}"})
    return page.html(made), [*body.problems, *problems]


def index_html(project: Project, content: Content, reports: list[Planned], lang: str, other: bool) -> tuple[str, list[Problem]]:
    """The index page in one language: what ``content.index`` says, and the reports."""
    said = content.index() if content.index else index.Index()
    entries = [_entry(report) for report in reports]
    made, problems = index.index_page(said, entries, lang, _evidence(project, content), _trust(content)[lang], other)
    return page.html(made), problems


def _entry(report: Planned) -> index.Entry:
    opened = notebook.opening(notebook.read_notebook(report.notebook), report.lang)
    return index.Entry(report.file, report.title(opened.title), opened.question, opened.caveat)


def _trust(content: Content) -> Text:
    return content.trust() if content.trust else Text("", "")


def _evidence(project: Project, content: Content) -> Evidence:
    return Evidence(*_tables(project), content.sentences)


@lru_cache(maxsize=1)
def _tables(project: Project) -> tuple[dict, dict]:
    """The statements and the documents by their ids."""
    registry = project.processed / "documents.csv"
    tables = [(project.processed / "statements.csv", "statement_id"), (registry if registry.is_file() else project.documents_csv, "document")]
    return tuple({row[key]: row for row in read_table(path).to_dict("records")} if path.is_file() else {} for path, key in tables)
