"""Text cells in pairs; what a notebook opens with."""
from __future__ import annotations

import nbformat.v4 as v4
import pytest

from analysis.report.notebook import NotebookError, check_pairs, opening, read_notebook
from doors.report.notebooks import pair, read, text

GOOD = {
    "pairs": [*pair("一", "one"), v4.new_code_cell("1"), *pair("二", "two")],
    "no text": [v4.new_code_cell("1")],
    "further tags": [v4.new_markdown_cell("一", metadata={"tags": ["zh", "lead"]}), text("en", "one")],
}
BAD = {
    "untagged": ([text(None, "?")], "cell 1"),
    "both": ([v4.new_markdown_cell("?", metadata={"tags": ["zh", "en"]})], "cell 1"),
    "no English at the end": ([*pair("一", "one"), text("zh", "二")], "cell 3"),
    "code between": ([text("zh", "一"), v4.new_code_cell("1"), text("en", "one")], "cell 1"),
    "two Chinese": ([text("zh", "一"), text("zh", "二"), text("en", "two")], "cell 1"),
    "English alone": ([*pair("一", "one"), text("en", "two")], "cell 3"),
    "English first": ([text("en", "one"), text("zh", "一")], "cell 1"),
}


@pytest.mark.parametrize("name", GOOD)
def test_whole_in_both_languages(name):
    assert check_pairs(read(*GOOD[name]), "n.ipynb") == []


@pytest.mark.parametrize("name", BAD)
def test_a_text_without_its_partner_is_named(name):
    cells, where = BAD[name]
    problems = check_pairs(read(*cells), "n.ipynb")
    assert problems and problems[0].file == "n.ipynb" and where in problems[0].text.en and where.split()[1] in problems[0].text.zh


OPENINGS = [
    ("# T\n\n**Question**: Which?\n\n**Tables**: `targets`\n\n**Caveat**: Few.\n\nMore.", ("T", "Which?", "Few.")),
    ("# T\n\n- **Question:** Which\n  one?\n- **Caveats**: Few", ("T", "Which one?", "Few")),
    ("No title. **Question** is not at the start of its line.", ("", "", "")),
    ("", ("", "", "")),
]


@pytest.mark.parametrize("source, said", OPENINGS)
def test_what_a_notebook_opens_with(source, said):
    assert opening(read(*pair("一", source)), "en") == said


def test_what_a_notebook_opens_with_in_chinese():
    assert opening(read(opening=True), "zh") == ("虚构县的入园率", "虚构县的目标是多少？", "数字是编造的。")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 1}', "\x00"])
def test_a_damaged_notebook_is_named(tmp_path, content):
    (tmp_path / "n.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(NotebookError) as caught:
        read_notebook(tmp_path / "n.ipynb")
    assert caught.value.problem.file == "n.ipynb"
