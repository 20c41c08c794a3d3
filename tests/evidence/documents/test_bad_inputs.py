"""The folder of bad inputs beside the sources, row by row: outcome, what the message mentions, the figures."""

from __future__ import annotations

import csv
import json
import os
import unicodedata
from pathlib import Path

import pytest

from analysis.documents import DocumentError, legacy, read

FOLDER = Path(os.environ.get("COUNTY_TARGETS_SOURCES") or "nowhere").resolve().parent / "bad_inputs"
MANIFEST = FOLDER / "manifest.csv"


def rows() -> list[dict]:
    """The rows on documents; none where the folder is not there."""
    if not MANIFEST.is_file():
        return []
    with MANIFEST.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if "/docs/" in row["file"]]


def tight(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch):
    monkeypatch.setattr(legacy, "can_ocr", lambda: False)


@pytest.mark.parametrize("row", rows(), ids=lambda row: Path(row["file"]).name)
def test_each_bad_input_ends_as_it_should(row):
    path = FOLDER / row["file"]
    if path.name == "doc_word97.doc" and not legacy.installed("extractous"):
        pytest.skip("needs the extra for old Word files: python run.py extras doc")
    try:
        document = read(path)
        problems, text = document.problems, document.text
        outcome = "warning" if problems else "ok"
    except DocumentError as error:
        problems, text, outcome = [error.problem], None, "error"
    assert outcome in {row["expected"], *filter(None, row["also_accept"].split("|"))}
    for lang in ("zh", "en"):
        said = " ".join(problem.sentence(lang) for problem in problems)
        assert [word for word in json.loads(row["must_mention"]) if word not in said] == []
    if text is not None:
        assert [
            figure[1] for figure in json.loads(row["expected_figures"]) if tight(figure[1]) not in tight(text)
        ] == []


def test_copies_of_one_document_are_one(sources):
    copies = sorted((FOLDER / "bad" / "state" / "dup_content").glob("*.txt"))
    if not copies:
        pytest.skip("the folder of bad inputs is not beside the sources")
    assert len({read(path).fingerprint for path in copies}) == 1 < len({read(path).sha256 for path in copies})
