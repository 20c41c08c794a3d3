"""Every report of this project: run as a kernel would run it, whole in a browser, small enough to mail."""
from __future__ import annotations

import shutil

import nbformat
import pytest

from analysis.paths import Project
from analysis.report import make_reports
from analysis.report.execute import Job, Runner
from analysis.report.front import content
from analysis.report.notebook import code_cells, read_notebook
from browser_checks import browser, problems
from conftest import PROJECT
from doors.report.kernel import comparable, in_a_kernel

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
LARGEST = 3_500_000


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_shows_in_its_own_kernel(runner, path):
    mine = runner.run(Job(path.name, read_notebook(path), path.parent))
    theirs = in_a_kernel(nbformat.read(path, as_version=4), path.parent)
    assert [comparable(cell.outputs) for cell in code_cells(mine)] == theirs


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Project:
    """A copy of the project with all its reports."""
    project = Project(tmp_path_factory.mktemp("reports"))
    for part in ("data", "notebooks"):
        shutil.copytree(PROJECT / part, project.root / part, ignore=shutil.ignore_patterns(".*", "*.lock"))
    outcome = make_reports(project, content=content(project))
    assert [problem.sentence("en") for problem in outcome.problems] == []
    return project


def test_every_notebook_has_its_reports_and_none_is_too_large_to_mail(made):
    files = {path.name: path.stat().st_size for path in made.reports.glob("*.html")}
    assert {"index.html", "index.en.html"} <= set(files) and max(files.values()) <= LARGEST
    for path in NOTEBOOKS:
        for lang in ("zh", "en"):
            assert any(name.startswith(path.stem) and name.endswith(f".{lang}.html") for name in files), path.stem


@pytest.mark.browser
def test_every_report_holds_in_a_browser(made, chromium):
    pytest.importorskip("playwright")
    with browser(chromium) as opened:
        assert [what for path in sorted(made.reports.glob("*.html")) for what in problems(opened, path)] == []
