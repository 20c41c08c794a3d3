"""Old Word files and pictures: read by an extra, or a sentence says what to do."""

from __future__ import annotations

import pytest

from analysis.documents import legacy, read

WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "WordDocument".encode("utf-16-le")


@pytest.fixture
def bare(monkeypatch):
    """A machine without the extras."""
    monkeypatch.setattr(legacy, "installed", lambda package: False)


def test_old_word_without_its_reader_says_what_to_do(save, refused, bare):
    said = refused(save("a.doc", WORD))
    assert "old Word" in said and "run.py extras doc" in said and "docx" in said


@pytest.mark.parametrize(
    "data, name",
    [
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "扫描.jpg"),
        (b"\x89PNG\r\n" + b"\0" * 50, "a.png"),
        (b"II*\0" + b"\0" * 9, "a.tif"),
    ],
)
def test_pictures_need_ocr(save, refused, bare, data, name):
    said = refused(save(name, data))
    assert "OCR" in said and "run.py extras scan" in said and name in said


def test_pictures_are_read_where_the_extra_is(save, warned, monkeypatch):
    monkeypatch.setattr(legacy, "installed", lambda package: True)
    monkeypatch.setattr(legacy, "recognised", lambda picture: ["新建幼儿园3所", "招聘教师85名"])
    document = read(save("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50))
    assert document.text == "新建幼儿园3所\n招聘教师85名" and "check every figure" in warned(document)
