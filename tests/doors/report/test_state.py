"""What reports depend on, and what was made of it."""
from __future__ import annotations

import json
import os

import pytest

from analysis.paths import Project
from analysis.report import state

PLACES = ["data/processed/statements.csv", "data/raw/codebook/indicators.csv", "data/raw/documents.csv", "data/raw/hand_coded/a.xlsx",
          "data/raw/extracted/county.csv", "data/raw/documents/plan.txt", "notebooks/helper.py", "package/module.py", "package/templates/page.html.j2"]
IGNORED = ["notebooks/01.ipynb", "data/raw/hand_coded/~$a.xlsx", "package/__pycache__/module.pyc", "data/processed/.part", "reports/x.html"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(state, "PACKAGE", tmp_path / "package")
    for place in [*PLACES, *IGNORED]:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("before", encoding="utf-8")
    return Project(tmp_path)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("how", ["changed", "gone", "renamed"])
def test_every_report_depends_on(project, place, how):
    before, path = state.inputs(project), project.root / place
    assert state.inputs(project) == before
    if how == "changed":
        path.write_text("afterwards", encoding="utf-8")
    elif how == "gone":
        path.unlink()
    else:
        path.rename(path.with_name("other" + path.suffix))
    if how == "renamed" and place == "data/raw/documents.csv":
        assert not (project.root / place).exists()
    assert state.inputs(project) != before


@pytest.mark.parametrize("place", IGNORED)
def test_no_report_depends_on(project, place):
    before = state.inputs(project)
    (project.root / place).write_text("afterwards", encoding="utf-8")
    assert state.inputs(project) == before


def test_only_documents_may_be_touched_without_being_read(project):
    before = state.inputs(project)
    os.utime(project.processed / "statements.csv", (1, 1))
    assert state.inputs(project) == before
    os.utime(project.documents / "plan.txt", (1, 1))
    assert state.inputs(project) != before


def test_a_library_counts(project, monkeypatch):
    before = state.inputs(project)
    monkeypatch.setattr(state.metadata, "version", lambda name: "9.9" if name == "plotly" else "1")
    assert state.inputs(project) != before


def test_fresh_until_its_source_or_itself_changes(tmp_path):
    made = state.State(tmp_path)
    made.write("a.html", b"page", "from this")
    assert made.fresh("a.html", "from this") and not made.fresh("a.html", "from that") and not made.fresh("b.html", "from this")
    assert state.State(tmp_path).fresh("a.html", "from this")
    (tmp_path / "a.html").write_bytes(b"edited")
    assert not made.fresh("a.html", "from this") and not made.remove("a.html") and (tmp_path / "a.html").exists()


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"format": 1}', json.dumps({"format": 0, "made": {"a.html": {}}}), "\x00"])
def test_a_damaged_state_is_no_state(tmp_path, damage):
    (tmp_path / ".state.json").write_text(damage, encoding="utf-8")
    assert not state.State(tmp_path).fresh("a.html", "x")
