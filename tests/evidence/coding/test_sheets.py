"""Workbooks: the same bytes every time, never a formula, lists that work."""
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from analysis.coding import sheets
from analysis.coding.sheets import Column
from analysis.words import Text

TRIGGERS = ["=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://127.0.0.1:9","x")']


def one_sheet(values) -> Workbook:
    book = Workbook()
    sheets.fill_sheet(book.active, [Column("文字\ntext", text=True, wrap=True)], [[value] for value in values])
    return book


def reread(book: Workbook, tmp_path) -> list:
    path = tmp_path / "book.xlsx"
    sheets.save(book, path)
    return [row[0] for row in load_workbook(path).active.iter_rows(min_row=2)]


def test_the_same_content_gives_the_same_bytes():
    assert sheets.workbook_bytes(one_sheet(["甲", 1])) == sheets.workbook_bytes(one_sheet(["甲", 1]))


def test_no_date_of_today_is_in_a_workbook(tmp_path):
    sheets.save(one_sheet(["甲"]), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


@pytest.mark.parametrize("text", TRIGGERS)
def test_a_text_is_never_a_formula(text, tmp_path):
    cell, = reread(one_sheet([text]), tmp_path)
    assert cell.data_type == "s" and cell.value[0] == "'" and cell.value.endswith(text.strip())


@given(st.text(max_size=50))
def test_any_text_can_be_written(text):
    book = one_sheet([text])
    cell = book.active["A2"]
    assert cell.data_type != "f"
    assert sheets.workbook_bytes(book)[:2] == b"PK"


def test_what_xml_forbids_is_shown_as_replaced(tmp_path):
    cell, = reread(one_sheet(["9\x0b8%"]), tmp_path)
    assert cell.value == "9\ufffd8%"


def test_a_text_that_is_too_long_is_cut():
    assert len(sheets.clean("长" * 40_000)) == sheets.LONGEST_TEXT


def test_numbers_stay_numbers_and_nan_is_empty(tmp_path):
    cells = reread(one_sheet([98, 98.5, float("nan"), "420302"]), tmp_path)
    assert [cell.value for cell in cells[:2]] == [98, 98.5]
    assert cells[2].value is None and cells[3].value == "420302"


def test_head_is_frozen_filtered_and_columns_have_their_width(tmp_path):
    book = one_sheet(["甲"])
    sheets.save(book, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:A2"
    assert sheet.column_dimensions["A"].width == 12 and sheet.column_dimensions["A"].number_format == "@"


def test_rows_are_as_high_as_their_wrapped_text():
    book = one_sheet(["短", "很长的文字" * 12])
    assert book.active.row_dimensions[2].height is None
    assert book.active.row_dimensions[3].height > 100


def test_drop_downs_refer_to_the_hidden_sheet(tmp_path):
    book = Workbook()
    columns = [Column("单位\nunit", options="unit", prompt=Text("单位", "unit"))]
    sheets.fill_sheet(book.active, columns, [["所"]])
    sheets.add_dropdowns(book.active, columns, sheets.add_options(book, {"unit": ["所", "人"]}), 1)
    sheets.save(book, tmp_path / "a.xlsx")
    found = load_workbook(tmp_path / "a.xlsx")
    rule, = found.active.data_validations.dataValidation
    assert rule.formula1 == "'选项'!$A$2:$A$3" and rule.showErrorMessage
    assert "A2" in rule.sqref and f"A{2 + sheets.SPARE_ROWS}" in rule.sqref
    assert found["选项"].sheet_state == "hidden" and [c.value for c in found["选项"]["A"]] == ["unit", "所", "人"]


def test_a_marked_sentence_has_its_figure_in_red():
    parts = sheets.marked("力争达到", "98%", "。")
    assert str(parts) == "力争达到98%。" and parts[1].font.color.rgb.endswith("C00000") and parts[1].font.b


def test_a_link_leads_to_a_row_of_another_sheet(tmp_path):
    book = Workbook()
    book.create_sheet("原文")
    book.active["A1"] = 3
    sheets.link(book.active["A1"], "原文", 4)
    sheets.save(book, tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").active["A1"].hyperlink.location == "'原文'!A4"
