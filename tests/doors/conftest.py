"""A project of its own for each test: the shipped raw data, built once and copied with its cache."""
from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.paths import Project, StoreError
from analysis.pipeline.build import build


class Said(NamedTuple):
    """What a command printed, and the code it ended with."""

    code: int
    text: str


@pytest.fixture(scope="session")
def shipped(project: Path, tmp_path_factory) -> Project:
    """The project as it is shipped, without any document, built."""
    root = tmp_path_factory.mktemp("shipped") / "p"
    copy = Project(root)
    for name in ("codebook", "hand_coded"):
        shutil.copytree(project / "data" / "raw" / name, copy.raw / name, ignore=shutil.ignore_patterns("~$*"))
    shutil.copyfile(project / "data" / "raw" / "documents.csv", copy.documents_csv)
    shutil.copytree(project / "data" / "example", root / "data" / "example")
    copy.documents.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTY_TARGETS_PROJECT", str(root))
        build(copy)
    return copy


@pytest.fixture
def work(shipped: Project, tmp_path: Path, monkeypatch) -> Project:
    """A copy of the shipped project, built, which the commands of a test work on."""
    root = tmp_path / "work"
    shutil.copytree(shipped.root, root)
    monkeypatch.setenv("COUNTY_TARGETS_PROJECT", str(root))
    monkeypatch.setenv("COUNTY_TARGETS_LANG", "en")
    return Project(root)


@pytest.fixture
def run(work: Project):
    """Run county-targets with these arguments on the project of the test."""
    def run(*arguments) -> Said:
        outcome = CliRunner().invoke(app, [str(argument) for argument in arguments])
        if isinstance(outcome.exception, StoreError):  # `main` says it
            return Said(1, outcome.exception.text["en"])
        if outcome.exception and not isinstance(outcome.exception, SystemExit):
            raise outcome.exception
        return Said(outcome.exit_code, outcome.output)
    return run
