"""The workbook of the tables: everything in it, to be read and filtered, the same bytes every time."""
from __future__ import annotations

import io
import shutil
import zipfile

import pytest
from openpyxl import load_workbook

from analysis.report import workbook
from analysis.store import read_table
from conftest import PROJECT
from doors import variants


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return variants.copied(PROJECT, tmp_path_factory.mktemp("workbook"))


@pytest.fixture(scope="module")
def data(project):
    return workbook.workbook(project)


@pytest.fixture(scope="module")
def book(data):
    return load_workbook(io.BytesIO(data))


SHEETS = {"目标与结果 targets": "targets", "陈述 statements": "statements", "覆盖 coverage": "coverage", "县级创建 creations": "creations", "列说明 columns": "data_dictionary"}


@pytest.mark.parametrize("sheet, table", SHEETS.items())
def test_every_row_and_column_of_a_table_is_there(book, project, sheet, table):
    frame = read_table(project.processed / f"{table}.csv")
    assert (book[sheet].max_row, book[sheet].max_column) == (len(frame) + 1, len(frame.columns))


def test_numbers_are_numbers_codes_are_words_and_codes_of_places_are_text(book, project):
    sheet = book["目标与结果 targets"]
    heads = {cell.value.split("\n")[1]: cell.column - 1 for cell in sheet[1]}
    frame = read_table(project.processed / "targets.csv")
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    values = [row[heads["value"]] for row in rows]
    assert [value is None for value in values] == list(frame["value"].isna())
    assert [value for value in values if value is not None] == list(frame["value"].dropna())
    assert {row[heads["kind"]] for row in rows} == {"目标 target", "结果 result", "参照 reference"}
    assert {row[heads["region code"]] for row in rows} == set(frame["region_code"])
    assert "房县 Fang County" in {row[heads["region"]] for row in rows}
    assert "九年义务教育巩固率 Nine-year compulsory retention rate" in {row[heads["indicator"]] for row in rows}


def test_every_heading_has_both_languages(book):
    for sheet in book.worksheets[1:]:
        for cell in sheet[1]:
            chinese, english = cell.value.split("\n")
            assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese) and english.isascii(), (sheet.title, cell.value)


def test_sheets_can_be_filtered_and_keep_their_head_in_sight(book):
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref and sheet.freeze_panes in ("A2", "B2"), sheet.title


def test_nothing_is_a_formula_and_nothing_is_blank_in_silence(book):
    assert not [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    sheet = book["目标与结果 targets"]
    heads = {cell.value.split("\n")[1]: cell.column - 1 for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2, values_only=True):
        assert (row[heads["value"]] is None) == (row[heads["reason for a blank"]] is not None)


def test_the_first_sheets_say_what_it_is_and_what_was_found(book):
    assert book.sheetnames[:2] == ["说明 about", "发现 findings"]
    about = " ".join(str(cell.value) for row in book["说明 about"].iter_rows() for cell in row)
    assert "空白不是零" in about and "A blank is not zero" in about and "195 statements of 5 counties" in about
    found = " ".join(str(cell.value) for row in book["发现 findings"].iter_rows() for cell in row)
    assert "62" in found and "195" in found and all(name in found for name in ("material", "growth", "created"))


def test_every_column_is_explained_and_every_code(book):
    from analysis import schema

    explained = {(row[0], row[1]) for row in book["列说明 columns"].iter_rows(min_row=2, values_only=True)}
    assert {(table, column) for table, columns in schema.TABLES.items() for column in columns} <= explained
    codes = {(row[0], row[1]) for row in book["代码 codes"].iter_rows(min_row=2, values_only=True)}
    assert codes == {(name, code) for name, listed in schema.CODES.items() for code in listed}


def test_the_same_tables_give_the_same_bytes(project, data):
    assert workbook.workbook(project) == data
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_written_only_when_something_changed(project, tmp_path):
    shutil.copytree(project.root, tmp_path / "p")
    copy = type(project)(tmp_path / "p")
    path = copy.reports / workbook.FILE
    assert workbook.write_workbook(copy) and not workbook.write_workbook(copy)
    before = path.read_bytes()
    variants.without_a_county(copy, "420325")
    assert workbook.write_workbook(copy) and path.read_bytes() != before
    targets = load_workbook(path)["目标与结果 targets"]
    assert not any("房县" in str(cell.value) for row in targets.iter_rows() for cell in row)
    path.write_bytes(b"no workbook")
    assert workbook.write_workbook(copy) and path.read_bytes() != b"no workbook"
