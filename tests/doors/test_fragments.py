"""Work done once is kept whole or not at all, and what changed is known at once."""
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.checks import Problem
from analysis.pipeline import fragments, stamp
from analysis.words import Text

PARTS = {"a": "文字\n", "b": ""}


def test_what_was_made_is_not_made_again(tmp_path):
    made = []

    def make():
        made.append(1)
        return PARTS
    assert fragments.kept(tmp_path, "k", make) == (PARTS, True)
    assert fragments.kept(tmp_path, "k", make) == (PARTS, False) and made == [1]


@given(cut=st.integers(0, 90))
def test_half_a_fragment_is_none(tmp_path_factory, cut):
    folder = tmp_path_factory.mktemp("f")
    fragments.kept(folder, "k", lambda: PARTS)
    path = next(folder.iterdir())
    whole = path.read_bytes()
    path.write_bytes(whole[:cut])
    assert fragments.read(folder, "k") == (PARTS if cut >= len(whole) else None)


def test_only_what_is_asked_for_stays(tmp_path):
    for key in "xyz":
        fragments.kept(tmp_path, key, lambda: PARTS)
    (tmp_path / ".half.part").write_bytes(b"")
    fragments.forget(tmp_path, {"y"})
    assert [path.name for path in tmp_path.iterdir()] == ["y.fragment"]
    fragments.forget(tmp_path / "absent", set())


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_unlike_inputs_have_unlike_keys(one, other):
    assert (fragments.key_of(*one) == fragments.key_of(*other)) == (one == other)


def test_problems_come_back_as_they_were():
    problems = [Problem("error", Text("错", "wrong"), "f.xlsx", "编码", "F2"), Problem("warning", Text("看", "look"))]
    assert fragments.as_problems(fragments.as_json(problems)) == problems


# ---- whether the last build still stands

def test_after_a_build_it_stands(work, run):
    run("build")
    assert stamp.is_current(work)


@pytest.mark.parametrize("path", ["documents.csv", "codebook/synonyms.csv", "hand_coded/coder_b.xlsx", "hand_coded/anchors.csv"])
def test_any_change_of_an_input_is_seen(work, run, path):
    run("build")
    (work.raw / path).write_bytes((work.raw / path).read_bytes() + b"\n")
    assert not stamp.is_current(work)


@pytest.mark.parametrize("change", ["add", "same size", "remove"])
def test_any_change_of_the_documents_is_seen(work, run, change):
    path = work.documents / "a.txt"
    if change != "add":
        path.write_bytes("甲县".encode())
    run("build")
    path.unlink() if change == "remove" else path.write_bytes("乙县".encode())
    assert not stamp.is_current(work)


def test_a_table_that_somebody_changed_is_written_again(work, run):
    run("build")
    table = work.processed / "targets.csv"
    before = table.read_bytes()
    table.write_bytes(before + b"x")
    assert not stamp.is_current(work) and "Tables written" in run("build").text and table.read_bytes() == before


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"inputs": 1}'])
def test_a_note_that_cannot_be_read_means_building_again(work, content):
    (work.cache / "built.json").write_text(content, encoding="utf-8")
    assert not stamp.is_current(work)


def test_a_file_that_changed_while_the_tables_were_built_is_read_again(work, monkeypatch):
    from analysis.pipeline import build as module

    real = module._write

    def write_and_meanwhile(*args):
        real(*args)
        (work.documents / "late.txt").write_bytes("迟到".encode())
    monkeypatch.setattr(module, "_write", write_and_meanwhile)
    module.build(work)
    assert not stamp.is_current(work)


def test_lock_files_of_excel_do_not_count_as_inputs(work):
    (work.hand_coded / "~$coder_a.xlsx").write_bytes(b"x")
    assert not [path for path in stamp.input_files(work) if path.name.startswith("~$")]


def test_the_code_that_decides_is_part_of_the_stamp_and_charts_are_not():
    assert "pipeline" in stamp._DECIDING and "charts" not in stamp._DECIDING and len(stamp.program_hash()) == 64
    assert all((stamp.PACKAGE / name).exists() for name in stamp._DECIDING)
    assert os.path.isdir(stamp.PACKAGE)
