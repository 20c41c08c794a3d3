"""PDF: paragraphs, tables, numbers of pages; scans and fonts without a map are said, page by page."""

from __future__ import annotations

import pytest

from analysis.documents import legacy, read
from analysis.documents.pdf import _listed

PICTURE = b"q 100 0 0 100 50 600 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\xff\xff\x00 EI Q"
RUBBISH = b"BT /F1 12 Tf 50 780 Td <0004000500060007000800090391039203930394039503960397> Tj ET"
LONG = "到二〇二五年底前全县各乡镇中心幼儿园全部完成标准化改造任务并且新增公办学位"  # a full line


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch):
    """The same outcome whether or not the extra for scans is installed."""
    monkeypatch.setattr(legacy, "can_ocr", lambda: False)


def test_lines_of_a_page_are_read(save, make_pdf, plan):
    document = read(save("a.pdf", make_pdf([plan.strip().split("\n")])))
    assert document.text == plan.strip()
    assert (document.format, document.reader, document.problems) == ("pdf", "pypdfium2", ())


def test_wrapped_lines_are_joined_and_blanks_around_digits_taken_out(save, make_pdf):
    lines = [LONG, "1200 个，招聘教师 85 名。", "二、主要任务"]
    assert read(save("a.pdf", make_pdf([lines]))).text == LONG + "1200个，招聘教师85名。\n二、主要任务"


def test_rows_of_a_table_stay_lines(save, make_pdf):
    rows = ["指标 目标", "巩固率 98.5%", "入园率 97.1%"]
    assert read(save("a.pdf", make_pdf([rows]))).text.split("\n") == rows


def test_ruled_tables_give_cells(save, make_pdf):
    pytest.importorskip("pdfplumber", reason="needs the extra for PDF: python run.py extras pdf")
    lines = b"50 700 300 20 re 50 720 300 20 re 50 700 150 40 re S "
    texts = {(60, 725): "指标", (210, 725): "目标", (60, 705): "巩固率", (210, 705): "98.5%", (60, 780): "甲县计划"}
    shown = b" ".join(
        b"BT /F1 12 Tf %d %d Td <%s> Tj ET" % (x, y, text.encode("utf-16-be").hex().encode())
        for (x, y), text in texts.items()
    )
    document = read(save("a.pdf", make_pdf([lines + shown])))
    assert document.text == "甲县计划\n指标\t目标\n巩固率\t98.5%"
    assert document.reader == "pypdfium2+pdfplumber"


def test_numbers_of_pages_are_left_out_and_paragraphs_run_on(save, make_pdf):
    pages = [["甲县计划", LONG, "- 1 -"], ["3所。", LONG, "- 2 -"], ["5所。", "- 3 -"]]
    assert read(save("a.pdf", make_pdf(pages))).text == f"甲县计划\n{LONG}3所。\n{LONG}5所。"


def test_a_last_line_that_is_a_figure_stays(save, make_pdf):
    assert (
        read(save("a.pdf", make_pdf([["新建幼儿园", "33"], ["招聘教师", "85"]]))).text == "新建幼儿园\n33\n招聘教师\n85"
    )


def test_a_pdf_of_scans_is_refused_with_its_pages(save, make_pdf, refused):
    said = refused(save("a.pdf", make_pdf([PICTURE, PICTURE])))
    assert "pages 1-2" in said and "OCR" in said and "第 1-2 页" in said


def test_one_scanned_page_is_a_warning_and_the_rest_is_read(save, make_pdf, plan, warned):
    document = read(save("a.pdf", make_pdf([plan.strip().split("\n"), PICTURE])))
    assert document.text == plan.strip()
    assert "pages 2 " in warned(document)


def test_empty_pages_are_not_scans(save, make_pdf, plan):
    document = read(save("a.pdf", make_pdf([plan.strip().split("\n"), b""])))
    assert document.text == plan.strip() and document.problems == ()


def test_rubbish_of_a_font_without_a_map_is_refused(save, make_pdf, refused):
    said = refused(save("a.pdf", make_pdf([RUBBISH])))
    assert "cannot be read as Chinese" in said


def test_a_page_of_rubbish_between_good_ones_is_suspect(save, make_pdf, plan, warned):
    document = read(save("a.pdf", make_pdf([plan.strip().split("\n"), RUBBISH])))
    assert document.text.startswith(plan.strip()) and "pages 2" in warned(document)
    (span,) = document.suspect
    assert document.text[span.start : span.end] == document.text[len(plan) :]


def test_a_pdf_with_a_password_is_called_that(save, make_pdf, refused):
    trailer = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"11" * 32, b"22" * 32)
    assert "password-protected" in refused(save("a.pdf", make_pdf([["甲县"]], trailer=trailer)))


def test_without_the_reader_a_sentence_says_how_to_get_it(save, make_pdf, refused, monkeypatch):
    monkeypatch.setattr(legacy, "installed", lambda package: False)
    assert "run.py extras pdf" in refused(save("a.pdf", make_pdf([["甲县"]])))


def test_what_calls_itself_pdf_and_is_none_is_damaged(save, refused):
    assert "damaged pdf" in refused(save("a.pdf", b"\x00\x01 no pdf"))


def test_every_cut_of_a_pdf_is_refused_in_a_sentence(save, make_pdf, plan, refused):
    data = make_pdf([plan.split("\n")])
    for cut in range(1, len(data) - 6, max(1, len(data) // 15)):
        assert "a.pdf" in refused(save("a.pdf", data[:cut]))


@pytest.mark.parametrize("numbers, said", [([1], "1"), ([1, 2, 3], "1-3"), ([1, 3, 4, 9], "1, 3-4, 9")])
def test_pages_are_listed_as_ranges(numbers, said):
    assert _listed(numbers) == said
