"""Every fault that people put into the template is named by file, sheet and cell; good rows are kept."""
import datetime
import shutil
import zipfile

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from analysis.coding.reading import read_coding_workbook
from analysis.coding.workbook import CODING_SHEET, NEEDED, write_coding_workbook
from evidence.coding.support import DOCUMENTS, INDICATORS, cells, said, statement, table


def test_a_good_workbook_is_read_as_it_was_written(template, rows):
    frame, problems = template.read()
    assert not problems
    pd.testing.assert_frame_equal(frame[list(rows)], rows)
    assert set(frame["coder"]) == {"编码"} and list(frame["row"]) == [2, 3, 4]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_of_both_languages_are_read(tmp_path, rows, lang):
    write_coding_workbook(rows, DOCUMENTS, tmp_path / "a.xlsx", INDICATORS, lang)
    frame, problems = read_coding_workbook(tmp_path / "a.xlsx", DOCUMENTS, INDICATORS)
    assert not problems
    pd.testing.assert_frame_equal(frame[list(rows)], rows)


def test_every_sentence_names_file_sheet_and_cell_in_both_languages(template):
    _, problems = template.set("value", "约98%").read()
    problem, = problems
    assert (problem.file, problem.sheet, problem.cell) == ("编码.xlsx", CODING_SHEET, template.at("value", 2))
    assert "约98%" in problem.text.zh and "约98%" in problem.text.en


# --- values

@pytest.mark.parametrize("value", ["95%-98%", "≥98%", "约98%", "98%以上", "/", "同上", "98%(2022年)", "98.5.1", "O.98", "1e2",
                                   datetime.datetime(2022, 9, 8), datetime.time(9, 8), True, 1e300, "#REF!"])
def test_a_bad_value_is_named_and_the_other_rows_kept(template, value):
    frame, problems = template.set("value", value).read()
    assert cells(problems, "error") == [template.at("value", 2)] and list(frame["row"]) == [3, 4]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_error_values_are_not_missing_values(template, error):
    frame, problems = template.set("value", error).read()
    assert error in said(problems) and cells(problems, "error") == [template.at("value", 2)] and len(frame) == 2


@pytest.mark.parametrize(("value", "number_format"), [(98, None), ("98%", None), ("９８％", None), ("98 %", None), ("98.0", None),
                                                      ("98％", None), (0.98, "0%"), (0.98, "0.00%"), ("九十八%", None)])
def test_ways_to_write_98_percent(template, value, number_format):
    frame, problems = template.set("value", value, number_format=number_format).read()
    assert frame["value"][0] == 98 and not cells(problems, "error")


@pytest.mark.parametrize("value", [0.98, "0.98", 1, "0.98%"])
def test_a_fraction_or_a_percentage_is_asked_for(template, value):
    frame, problems = template.set("value", value).read()
    assert cells(problems, "error") == [template.at("value", 2)] and "fraction or percent?" in said(problems)
    assert 2 not in set(frame["row"])


@pytest.mark.parametrize(("span", "value"), [("0.5%", 0.5), ("0 . 5%", 0.5), ("百分之一", 1), ("6‰", 0.6), ("1%以内", 1)])
def test_a_small_percentage_that_the_source_states_is_taken(template, span, value):
    frame, problems = template.set("span", span).set("value", value).set("indicator", "辍学率").read()
    assert not problems and frame["value"][0] == value


def test_zero_is_a_value_and_blank_needs_a_reason(template):
    template.set("value", 0).set("value", None, start=3)
    frame, problems = template.read()
    assert frame["value"][0] == 0 and cells(problems, "error") == [template.at("value", 3)] and "no reason" in said(problems)
    frame, problems = template.set("note", "未提及", start=3).read()
    assert not problems and frame["value"].isna().tolist() == [False, True, True]


def test_a_hidden_figure_has_no_value(template):
    frame, problems = template.set("value", 5, start=4).read()
    assert cells(problems, "error") == [template.at("value", 4)] and len(frame) == 2


@pytest.mark.parametrize(("field", "indicator", "value", "unit", "limits"), [
    ("value", "学前三年毛入园率", "980%", "%", "0 to 130"), ("value", "普惠性幼儿园覆盖率(在园幼儿口径)", -5, "%", "0 to 100"),
    ("value", "普惠性幼儿园覆盖率(在园幼儿口径)", 100.1, "%", "0 to 100"), ("value", "新增中小学学位数", 104.5, "个学位", "whole"),
    ("value", "教育经费(支出)", -1, "元", "0 to inf"), ("value", "其他", 5000, "%", "0 to 1000"),
])
def test_a_value_out_of_range_is_named_with_the_range(template, field, indicator, value, unit, limits):
    frame, problems = template.set("indicator", indicator).set("unit", unit).set("value", value).read()
    assert cells(problems, "error") == [template.at(field, 2)] and limits in said(problems) and len(frame) == 2


def test_a_gross_rate_may_pass_100_and_a_fall_may_be_negative(template):
    frame, problems = template.set("value", 103.5).set("value", -5, start=3).set("measure", "变化", start=3).read()
    assert not problems and frame["value"].tolist()[:2] == [103.5, -5]


def test_an_average_need_not_be_whole(template):
    template.set("indicator", "其他").set("unit", "人").set("value", 2.5).set("span", "2.5名")
    assert template.at("value", 2) in cells(template.read()[1])
    assert not template.set("per", "school").read()[1]


def test_a_range_has_its_ends_in_order(template):
    assert cells(template.set("value_upper", 95).read()[1], "error") == [template.at("value_upper", 2)]
    frame, problems = template.set("value_upper", 99).read()
    assert not problems and frame["value_upper"][0] == 99


# --- units

@pytest.mark.parametrize(("unit", "expected"), [("‰", "%"), ("万个学位", "places"), ("亿元", "yuan"), ("千人", "persons")])
def test_a_magnitude_in_the_unit_is_named_with_the_unit_expected(template, unit, expected):
    frame, problems = template.set("unit", unit).read()
    assert cells(problems, "error") == [template.at("unit", 2)] and expected in said(problems) and unit in said(problems) and len(frame) == 2


def test_full_width_units_are_read_and_blank_ones_named(template):
    frame, problems = template.set("unit", "％", None).read()
    assert cells(problems, "error") == [template.at("unit", 3)] and frame["unit"].tolist() == ["percent", "place"]


def test_a_percent_sign_with_another_unit_is_named(template):
    _, problems = template.set("unit", "人").read()
    assert not cells(problems, "error")
    _, problems = template.set("value", "98%").read()
    assert cells(problems, "error") == [template.at("value", 2)]


# --- formulas

def test_a_formula_without_a_result_is_named(template):
    frame, problems = template.set("value", "=90+1.1").read()
    assert cells(problems, "error") == [template.at("value", 2)] and "=90+1.1" in said(problems) and len(frame) == 2


def test_a_formula_with_its_result_is_read(template):
    address = template.at("value", 2)
    template.set("value", "=50+48").patch(rf'(<c r="{address}"[^>]*>)<f>50\+48</f><v ?/?>(</v>)?', r"\1<f>50+48</f><v>98</v>")
    frame, problems = template.read()
    assert not problems and frame["value"][0] == 98


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\n=1+1", "＝1+1", '"=1+1', "<script>alert(1)</script>"])
def test_texts_like_formulas_stay_texts_in_and_out(tmp_path, text):
    path = tmp_path / "a.xlsx"
    write_coding_workbook(table(statement(note=text)), DOCUMENTS, path, INDICATORS)
    book = load_workbook(path)
    assert all(cell.data_type != "f" and not str(cell.value or "").startswith(("=", "+", "-", "@"))
               for sheet in book for row in sheet.iter_rows() for cell in row if sheet.title == CODING_SHEET and not isinstance(cell.value, (int, float)))
    frame, problems = read_coding_workbook(path, DOCUMENTS, INDICATORS)
    assert not problems and frame["note"][0] == text.strip()


# --- codes and keys

@pytest.mark.parametrize(("written", "hint"), [("学前三年毛入圆率", "学前三年毛入园率"), ("preschool_gros_enrollment_rate", "学前三年毛入园率"), ("P99", "Choose")])
def test_an_unknown_indicator_is_named_with_the_nearest(template, written, hint):
    frame, problems = template.set("indicator", written).read()
    assert cells(problems, "error") == [template.at("indicator", 2)] and hint in said(problems) and len(frame) == 2


@pytest.mark.parametrize("written", ["DROPOUT_RATE", "ｄｒｏｐｏｕｔ＿ｒａｔｅ", "dropout _rate", "辍学 率\u200b"])
def test_case_width_and_blanks_do_not_matter_but_are_said(template, written):
    frame, problems = template.set("indicator", written).set("value", 2).read()
    assert frame["indicator"][0] == "dropout_rate" and cells(problems) == [template.at("indicator", 2)] and problems[0].severity == "warning"


def test_required_cells_that_are_empty_are_all_named_at_once(template):
    _, problems = template.set("indicator", None).set("kind", None, start=3).set("document", None, start=4).read()
    assert sorted(cells(problems, "error")) == sorted([template.at("indicator", 2), template.at("kind", 3), template.at("document", 4)])


@pytest.mark.parametrize("name", ["../../../../etc/passwd", "/etc/passwd", "..\\..\\secret.txt", "C:\\Windows\\win.ini", "file:///etc/passwd", "\\\\server\\share\\x.txt"])
@pytest.mark.parametrize("known", [DOCUMENTS, None])
def test_a_path_is_no_document(template, name, known):
    template.set("document", name)
    frame, problems = read_coding_workbook(template.path, known, INDICATORS)
    assert cells(problems, "error") == [template.at("document", 2)] and "path" in said(problems) and len(frame) == 2


def test_a_document_may_be_named_by_file_or_title(template):
    frame, problems = template.set("document", "jia.txt", "乙县2024年教育工作计划").read()
    assert not problems and frame["document"].tolist()[:2] == ["jia-2024-plan", "yi-2024-plan"]


def test_an_unknown_document_is_named_with_the_nearest(template):
    _, problems = template.set("document", "jia-2042-plan").read()
    assert cells(problems, "error") == [template.at("document", 2)] and "jia-2024-plan" in said(problems)


def test_two_values_of_one_coder_for_one_thing_leave_both_rows_out(template):
    template.set("indicator", "学前三年毛入园率", start=3).set("place", "二（一）3，第1处", start=3).set("value", 19.1, start=3).set("comparator", "等于", start=3)
    frame, problems = template.read()
    problem, = problems
    assert problem.cell == f"{template.at('value', 2)}, {template.at('value', 3)}" and "98" in problem.text.en and "19.1" in problem.text.en
    assert problem.severity == "error" and list(frame["row"]) == [4]


def test_two_coders_who_differ_are_both_kept(template):
    template.set("indicator", "学前三年毛入园率", start=3).set("place", "二（一）3，第1处", start=3).set("value", 89, start=3).set("coder", "张三", "李四")
    frame, problems = template.read()
    problem, = problems
    assert problem.severity == "warning" and "张三" in problem.text.zh and "李四" in problem.text.zh and "89" in problem.text.zh
    assert frame["value"].tolist()[:2] == [98, 89] and frame["coder"].tolist()[:2] == ["张三", "李四"]


def test_the_same_row_twice_is_said_and_kept(tmp_path):
    write_coding_workbook(table(statement(), statement()), DOCUMENTS, tmp_path / "a.xlsx", INDICATORS)
    frame, problems = read_coding_workbook(tmp_path / "a.xlsx", DOCUMENTS, INDICATORS)
    assert len(frame) == 2 and [problem.severity for problem in problems] == ["warning"]


# --- layout

def test_merged_cells_are_carried_down_and_named(template):
    template.edit(lambda sheet: sheet.merge_cells(f"{template.at('document', 2)}:{template.at('document', 4)}"))
    frame, problems = template.read()
    assert cells(problems) == ["A2:A4"] and set(frame["document"]) == {"jia-2024-plan"} and len(frame) == 3


def test_hidden_rows_columns_and_sheets_are_named(template):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions[template.letters["unit"]].hidden = True
        other = sheet.parent.create_sheet("旧版")
        other["A1"], other["B1"], other["A2"] = "文件", "指标", "甲"
        other.sheet_state = "veryHidden"
    frame, problems = template.edit(hide).read()
    assert len(frame) == 3 and {problem.severity for problem in problems} == {"warning"}
    assert {"3", template.letters["unit"]} <= set(cells(problems)) and "旧版" in said(problems)


def test_a_heading_that_stands_twice_stops_the_sheet(template):
    template.edit(lambda sheet: sheet.cell(1, 40, "数值"))
    frame, problems = template.read()
    assert frame.empty and template.at("value", 1) in said(problems) and "AN1" in said(problems)


def test_blanks_in_headings_do_not_matter(template):
    def blanks(sheet):
        for cell in sheet[1]:
            cell.value = "\ufeff " + str(cell.value).replace("\n", "\u3000\u200b") + "\xa0"
    frame, problems = template.edit(blanks).set("document", "jia-2024-plan\u3000").read()
    assert not problems and len(frame) == 3


def test_missing_columns_are_named_together(template):
    def drop(sheet):
        for field in ("indicator", "unit"):
            sheet[template.at(field, 1)].value = None
    frame, problems = template.edit(drop).read()
    stopping = [problem for problem in problems if problem.severity == "error"]
    assert frame.empty and len(stopping) == 1 and "指标 indicator" in stopping[0].text.zh and "单位 unit" in stopping[0].text.zh


def test_reordered_columns_and_short_headings_are_read(tmp_path, rows):
    write_coding_workbook(rows, DOCUMENTS, tmp_path / "a.xlsx", INDICATORS)
    lines = [list(line) for line in load_workbook(tmp_path / "a.xlsx")[CODING_SHEET].iter_rows(values_only=True)]
    book = Workbook()
    for line in lines:
        book.active.append([str(cell).split("\n")[0] if cell and line is lines[0] else cell for cell in reversed(line)])
    book.save(tmp_path / "b.xlsx")
    frame, problems = read_coding_workbook(tmp_path / "b.xlsx", DOCUMENTS, INDICATORS)
    assert not problems
    pd.testing.assert_frame_equal(frame[list(rows)], rows)


def test_a_column_that_nobody_knows_is_said(template):
    frame, problems = template.edit(lambda sheet: sheet.cell(1, 40, "我的列")).read()
    assert len(frame) == 3 and cells(problems) == ["AN1"] and "我的列" in said(problems)


def test_a_stray_blank_in_the_last_cell_costs_nothing(template):
    frame, problems = template.edit(lambda sheet: sheet.__getitem__("XFD1048576").__setattr__("value", " ")).read()
    assert len(frame) == 3 and cells(problems) == ["XFD1048576"]


def test_a_sheet_that_understates_its_size_loses_nothing(template):
    template.patch(r'<dimension ref="[^"]+"', '<dimension ref="A1:B2"')
    frame, problems = template.read()
    assert len(frame) == 3 and not problems


def test_a_sheet_without_our_headings_is_refused(tmp_path):
    book = Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "b.xlsx")
    frame, problems = read_coding_workbook(tmp_path / "b.xlsx", DOCUMENTS, INDICATORS)
    assert frame.empty and len(problems) == 1 and problems[0].file == "b.xlsx"


def test_an_empty_template_has_no_rows_and_no_problems(tmp_path, rows):
    write_coding_workbook(rows.iloc[:0], DOCUMENTS, tmp_path / "a.xlsx", INDICATORS)
    frame, problems = read_coding_workbook(tmp_path / "a.xlsx", DOCUMENTS, INDICATORS)
    assert frame.empty and not problems and set(NEEDED) <= set(frame)


# --- the file itself

def test_a_lock_file_is_said_and_ignored(template):
    lock = template.path.with_name("~$编码.xlsx")
    lock.write_bytes(b"\x02\xe7\x94\xb2" + b" " * 160)
    frame, problems = read_coding_workbook(lock, DOCUMENTS, INDICATORS)
    assert frame.empty and [problem.severity for problem in problems] == ["warning"] and "lock file" in said(problems)


@pytest.mark.parametrize(("data", "word"), [
    ("文件,指标,数值\n甲,乙,98\n".encode("gb18030"), "csv"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
    (b"", "empty"), (b"PK\x03\x04" + bytes(50), "damaged"),
])
def test_what_is_no_workbook_is_refused_in_a_sentence(tmp_path, data, word):
    path = tmp_path / "编码.xlsx"
    path.write_bytes(data)
    frame, problems = read_coding_workbook(path, DOCUMENTS, INDICATORS)
    assert frame.empty and word in said(problems) and problems[0].file == "编码.xlsx"


def test_an_external_entity_is_refused(template):
    template.patch(r"<worksheet", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet')
    frame, problems = template.read()
    assert frame.empty and "DTD/entity not allowed" in said(problems)


def test_a_bomb_is_refused_before_it_is_opened(template):
    bomb = template.path.with_name("bomb.xlsx")
    shutil.copy(template.path, bomb)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
        for _ in range(260):
            part.write(bytes(1_000_000))
    frame, problems = read_coding_workbook(bomb, DOCUMENTS, INDICATORS)
    assert frame.empty and "expands to 260 MB" in said(problems)


def test_a_huge_merged_range_is_refused(template):
    template.patch(r"(</sheetData>)", r'\1<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    frame, problems = template.read()
    assert frame.empty and "merged" in said(problems)


def test_a_file_that_is_not_there_is_said(tmp_path):
    frame, problems = read_coding_workbook(tmp_path / "nirgends.xlsx", DOCUMENTS, INDICATORS)
    assert frame.empty and problems[0].file == "nirgends.xlsx"
