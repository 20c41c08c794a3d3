"""`read`: odd names, odd paths, and the promise that every failure is a sentence with the file's name."""

from __future__ import annotations

import hashlib
import os
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import documents
from analysis.documents import DocumentError, read

NAMES = [
    "-rf.txt",
    "--help.txt",
    "计划\u200f.txt",
    "$(touch x);`y`&.txt",
    "<script>alert(1)</script>.txt".replace("/", "_"),
    "=1+1.txt",
    unicodedata.normalize("NFD", "é计划.txt"),
    unicodedata.normalize("NFC", "é计划.txt"),
    "ｆｕｌｌ．ｔｘｔ",
    "计划.TXT",
    "计划",
    "计划 (1) .txt",
    "a.b.c.txt",
    ".txt",
    "'\".txt",
    "县" * 83 + ".txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_does_not_matter(save, plan, name):
    document = read(save(name, plan))
    assert (document.name, document.text, document.problems) == (name, plan, ())
    assert document.sha256 == hashlib.sha256(plan.encode()).hexdigest()


@pytest.mark.parametrize("name", ["计划.DOCX", "计划.Docx", "计划"])
def test_a_docx_is_known_by_its_content(save, make_docx, plan, name):
    assert read(save(name, make_docx())).text == plan


def test_another_extension_is_a_warning(save, make_docx, plan, warned):
    document = read(save("计划.txt", make_docx()))
    assert document.text == plan and "content is docx, extension says txt" in warned(document)


def test_signs_that_a_terminal_obeys_are_shown_as_codes_in_messages(tmp_path, refused):
    said = refused(tmp_path / "计\x1b[31m划\u202e.txt")
    assert "U+001B" in said and "U+202E" in said and not set(said) & set("\x1b\u202e")


def test_paths_that_are_no_files_are_told_apart(tmp_path, refused):
    (tmp_path / "文件夹.docx").mkdir()
    assert "folder" in refused(tmp_path / "文件夹.docx")
    assert "not there" in refused(tmp_path / "无.txt")
    assert "无\x00".replace("\x00", "") in refused(tmp_path / "无\x00.txt")
    assert "长" in refused(tmp_path / ("长" * 300 + ".txt"))


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights on Windows")
def test_links_are_followed_or_said_to_lead_nowhere(save, plan, tmp_path, refused):
    (tmp_path / "链接.txt").symlink_to(save("a.txt", plan))
    assert read(tmp_path / "链接.txt").text == plan
    (tmp_path / "断.txt").symlink_to(tmp_path / "gone.txt")
    assert "what it points to is gone" in refused(tmp_path / "断.txt")
    (tmp_path / "环.txt").symlink_to(tmp_path / "环.txt")
    assert "环.txt" in refused(tmp_path / "环.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path, refused):
    os.mkfifo(tmp_path / "p.txt")
    assert "not a file" in refused(tmp_path / "p.txt")


def test_a_file_beyond_the_limit_is_not_read(save, plan, refused, monkeypatch):
    monkeypatch.setattr(documents, "MAX_FILE", 10)
    assert "the limit is" in refused(save("a.txt", plan))


def test_lock_files_are_said_to_be_such(save, refused):
    assert "lock file" in refused(save("~$计划.docx", b"\x05abc" + b"\0" * 160))


@pytest.mark.parametrize(
    "head, name, said",
    [
        (b"{\\rtf1\\ansi}", "a.doc", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a.xls", "old Excel"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.doc", "mht"),
        (b"PK\x03\x04" + b"\0" * 99, "a.zip", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "a.bin", "ole"),
    ],
)
def test_formats_that_are_not_read_are_named(save, refused, head, name, said):
    assert said in refused(save(name, head))


def test_raw_errors_of_readers_become_sentences(save, plan, refused, monkeypatch):
    def broken(data, name):
        raise KeyError("rId7")

    monkeypatch.setattr("analysis.documents.plain.read", broken)
    said = refused(save("a.txt", plan))
    assert "damaged txt" in said and "KeyError" in said and "a.txt" in said


@settings(max_examples=40)
@given(
    data=st.binary(max_size=200), kind=st.sampled_from(["txt", "html", "docx", "xlsx", "csv", "md", "doc", "jpg", ""])
)
def test_any_file_gives_text_or_a_sentence(tmp_path_factory, data, kind):
    path = tmp_path_factory.mktemp("any") / f"文.{kind}"
    path.write_bytes(data)
    try:
        assert read(path).text
    except DocumentError as error:
        assert error.problem.file == path.name
