"""NUL, direction overrides, control characters, mojibake: named, placed, and nothing removed."""

from __future__ import annotations

import pytest

from analysis.documents import read
from analysis.documents.characters import inspect


def suspected(document) -> list[str]:
    return [document.text[span.start : span.end] for span in document.suspect]


def test_ordinary_text_has_nothing_to_say(plan):
    assert inspect(plan) == ((), ())


def test_nul_is_counted_and_the_figure_it_splits_is_suspect(save, plan, warned):
    text = plan.replace("95.5%", "9\x005.5%").replace("全县", "全\x00县")
    document = read(save("a.txt", text))
    assert document.text == text
    assert "2 NUL" in warned(document) and "line 3" in warned(document)
    assert suspected(document) == ["\x00", "9\x005.5%"]


def test_a_direction_override_is_named_and_what_it_covers_is_suspect(save, plan, warned):
    document = read(save("a.txt", plan.replace("95.5%", "\u202e%5.59\u202c")))
    assert "U+202E" in warned(document) and "line 3" in warned(document)
    assert suspected(document) == ["\u202e%5.59\u202c"]


def test_an_override_without_an_end_covers_its_line(save, plan):
    document = read(save("a.txt", plan.replace("普惠", "\u202e普惠")))
    assert suspected(document) == ["\u202e普惠性幼儿园覆盖率达到88%。"]


def test_control_characters_are_named_never_written(save, plan, warned):
    document = read(save("a.txt", plan.replace("二、", "\x08二、\x07").replace("全县", "全\x0b县\x1b[31m")))
    told = warned(document)
    assert "3, 4" in told
    for name in ("U+0007", "U+0008", "U+000B", "U+001B"):
        assert name in told
    assert not set(told) & set("\x07\x08\x0b\x1b")
    assert "\x1b[31m" in suspected(document)


def test_characters_lost_in_the_source_are_counted(save, plan, warned):
    document = read(save("a.txt", plan * 20 + "全县\ufffd\ufffd人"))
    assert "2 characters were already lost" in warned(document)


@pytest.mark.parametrize("wrong", ["gb18030", "latin-1", "cp1252"])
def test_utf8_once_read_in_another_encoding_is_refused(save, plan, refused, wrong):
    text = (plan * 3).encode("utf-8").decode(wrong, "replace")
    told = refused(save("a.txt", text))
    assert "mis-decoded" in told and "a.txt" in told


def test_gbk_once_read_as_latin_is_refused(save, plan, refused):
    assert "mis-decoded" in refused(save("a.txt", (plan * 3).encode("gb18030").decode("latin-1")))


def test_long_lists_of_lines_are_cut_short(save, warned):
    document = read(save("a.txt", "全\x07县\n" * 50))
    assert "9, 10 …" in warned(document)
