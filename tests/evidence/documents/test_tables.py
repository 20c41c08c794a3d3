"""Tables in xlsx and csv: rows are lines, cells are parted by tabs, what is not read is said."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from analysis.documents import read

ROWS = [["县名", "指标", "数值"], ["甲县", "毛入园率", "95.5%"], ["乙县", "新建幼儿园", 3]]
LINES = "县名\t指标\t数值\n甲县\t毛入园率\t95.5%\n乙县\t新建幼儿园\t3"


def workbook(*sheets, change=None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_gives_cells(save, mark, encoding):
    text = "\r\n".join(mark.join(map(str, row)) for row in ROWS)
    document = read(save("表.csv", text.encode(encoding)))
    assert (document.text, document.format) == (LINES, "csv")


def test_quoted_cells_stay_one_cell(save):
    assert read(save("a.csv", '县名,说明\n甲县,"新建3所,\n改建2所"\n')).text == "县名\t说明\n甲县\t新建3所, 改建2所"


def test_sheets_stand_under_their_names(save):
    document = read(save("表.xlsx", workbook(("目标", ROWS), ("空", []), ("结果", [["甲县", 98]]))))
    assert document.text == f"目标\n{LINES}\n\n结果\n甲县\t98"
    assert (document.format, document.reader, document.problems) == ("xlsx", "openpyxl", ())


def test_values_are_written_as_the_sheet_shows_them(save):
    def change(book):
        sheet = book["表"]
        sheet["A1"], sheet["A1"].number_format = 0.985, "0.0%"
        sheet["B1"], sheet["C1"], sheet["D1"] = 0.1 + 0.2, True, datetime.date(2025, 3, 1)

    assert read(save("a.xlsx", workbook(("表", []), change=change))).text == "表\n98.5%\t0.3\tTRUE\t2025-03-01"


def test_hidden_sheets_are_not_read_and_said(save, warned):
    def change(book):
        book["旧版"].sheet_state = "veryHidden"

    document = read(save("a.xlsx", workbook(("表", ROWS), ("旧版", [["丁县", 97]]), change=change)))
    assert "丁县" not in document.text and "旧版" in warned(document)


def test_formulas_without_results_and_errors_are_named_by_cell(save, warned):
    document = read(save("a.xlsx", workbook(("表", [["甲县", "=90+1.1"], ["乙县", "#DIV/0!"]]))))
    assert "表!B1" in warned(document) and "B2 #DIV/0!" in warned(document)


def test_a_stray_cell_in_the_last_column_takes_no_space(save):
    def change(book):
        book["表"]["XFD2000"] = " "

    assert read(save("a.xlsx", workbook(("表", ROWS), change=change))).text == f"表\n{LINES}"


def test_a_false_dimension_is_not_believed(save, repack):
    data = workbook(("表", ROWS))
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'ref="A1:C3"' in sheet
    lying = repack(data, {"xl/worksheets/sheet1.xml": sheet.replace(b'ref="A1:C3"', b'ref="A1:B1"')})
    assert read(save("a.xlsx", lying)).text == f"表\n{LINES}"


def test_an_empty_workbook_is_refused(save, refused):
    assert "empty" in refused(save("a.xlsx", workbook(("表", []))))


def test_csv_called_xlsx_is_read_with_a_warning(save, warned):
    document = read(save("a.xlsx", "\n".join(",".join(map(str, row)) for row in ROWS).encode("gb18030")))
    assert document.text == LINES and "content is csv, extension says xlsx" in warned(document)
