"""The first page: what was found, what it stands on, what may not be compared, and the reports."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from analysis.checks import Problem
from analysis.report import markup
from analysis.report.build import INDEX_FILES
from analysis.report.evidence import Evidence
from analysis.report.page import WORDS, Page
from analysis.words import Text

class Finding(NamedTuple):
    """A sentence (HTML, numbers as links where they are) and the ids of the statements that it stands on."""

    html: Text
    statements: tuple[str, ...] = ()


class Section(NamedTuple):
    """A part of the index page: its heading and its HTML."""

    title: Text
    html: Text


class Entry(NamedTuple):
    """A report in the list: its file, title, question and caveat (plain Markdown)."""

    file: str
    title: str
    question: str
    caveat: str


@dataclass(frozen=True)
class Index:
    """What the index page says besides the list of reports."""

    title: Text = WORDS["project"]
    findings: Sequence[Finding] = ()
    sections: Sequence[Section] = field(default_factory=tuple)


def index_page(index: Index, entries: Sequence[Entry], lang: str, evidence: Evidence, trust: str, other: bool) -> tuple[Page, list[Problem]]:
    """The index page in one language."""
    pieces = [Markup("<section><h2>{}</h2>{}</section>").format(section.title[lang], markup.sanitised(section.html[lang]))
              for section in index.sections]
    findings = [_finding(finding, lang) for finding in index.findings]
    texts = [finding["html"] + finding["basis"] for finding in findings] + pieces
    ids = dict.fromkeys(name for text in texts for name in markup.statement_ids(text))
    rows, problems = evidence.rows(ids, lang, INDEX_FILES[lang])
    reports = [{"file": entry.file, "title": entry.title, "question": markup.inline_markdown(entry.question),
                "caveat": markup.inline_markdown(entry.caveat)} for entry in entries]
    page = Page("index.html.j2", "index", lang, index.title[lang], INDEX_FILES[lang], pieces, rows,
                INDEX_FILES["en" if lang == "zh" else "zh"] if other else None, trust, {"findings": findings, "reports": reports})
    return page, problems


def _finding(finding: Finding, lang: str) -> dict[str, Markup]:
    said = markup.sanitised(finding.html[lang])
    basis = Markup("")
    if finding.statements:
        basis = Markup('<a class="figure stands" data-statements="{}" href="#statements">{}</a>').format(
            " ".join(finding.statements), WORDS["basis"][lang])
    return {"html": said, "basis": basis}
