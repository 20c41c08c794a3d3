"""A researcher's own table becomes statements without location."""
import pandas as pd
import pytest
from openpyxl import Workbook

from analysis.coding.importing import headings, import_table, propose
from analysis.coding.mapping import propose_mapping
from analysis.coding.merge import Layer, merge
from analysis.store import read_table, write_table
from evidence.coding.support import INDICATORS, cells, said

COUNTIES = [["区县", "年份", "学前三年毛入园率（%）", "教育经费（亿元）", "序号"], ["甲县", 2021, 95.5, 3.2, 1], ["乙县", "2022年", "96%", None, 2]]
YEARS = [["指标", "单位", "县", "2020年", "2021年"], ["学前三年毛入园率", "%", "甲县", 80, "85%"], ["教育经费(支出)", "万元", "乙县", 1200, 1300]]


def workbook(path, lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def imported(path):
    mapping, problems = propose(path, INDICATORS)
    assert not problems
    return import_table(path, mapping, INDICATORS, "王")


def facts(frame):
    return list(frame[["region_name", "indicator", "value", "unit", "year", "kind"]].itertuples(index=False, name=None))


def test_one_row_a_county(tmp_path):
    found = imported(workbook(tmp_path / "表.xlsx", COUNTIES))
    assert not found.problems and facts(found.statements) == [
        ("甲县", "preschool_gross_enrollment_rate", 95.5, "percent", 2021, "result"), ("甲县", "education_spending", 3.2e8, "yuan", 2021, "result"),
        ("乙县", "preschool_gross_enrollment_rate", 96, "percent", 2022, "result")]
    assert found.statements["place"].tolist() == ["Sheet!C2", "Sheet!D2", "Sheet!C3"] and found.statements["char_start"].isna().all()
    assert found.documents["document"].tolist() == ["表-乙县", "表-甲县"] and set(found.documents["title"]) == {"表.xlsx"}


def test_one_column_a_year(tmp_path):
    found = imported(workbook(tmp_path / "表.xlsx", YEARS))
    assert not [p for p in found.problems if p.severity == "error"]
    assert [fact[2:5] for fact in facts(found.statements)] == [(80, "percent", 2020), (85, "percent", 2021), (1.2e7, "yuan", 2020), (1.3e7, "yuan", 2021)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_any_usual_make(tmp_path, encoding, separator):
    path = tmp_path / "表.csv"
    path.write_bytes("\n".join(separator.join("" if cell is None else str(cell) for cell in line) for line in COUNTIES).encode(encoding))
    assert len(imported(path).statements) == 3


def test_the_mapping_survives_its_csv(tmp_path):
    path = workbook(tmp_path / "表.xlsx", COUNTIES)
    mapping, _ = propose(path, INDICATORS)
    write_table(mapping, tmp_path / "map.csv")
    again = import_table(path, read_table(tmp_path / "map.csv"), INDICATORS, "王")
    pd.testing.assert_frame_equal(again.statements, imported(path).statements)


def test_bad_cells_are_named_and_good_ones_kept(tmp_path):
    lines = [COUNTIES[0], ["甲县", 2021, 0.96, 3.2, 1], ["乙县", "去年", 97, 1, 2], ["丙县", 2021, "约95", "#REF!", 3], ["丁县", 2021, 980, 1, 4]]
    found = imported(workbook(tmp_path / "表.xlsx", lines))
    assert set(cells(found.problems, "error")) == {"C2", "B3", "C4", "D4", "C5"} and "fraction or percent?" in said(found.problems)
    assert [fact[:2] for fact in facts(found.statements)] == [("甲县", "education_spending"), ("丁县", "education_spending")]


def test_an_indicator_that_nobody_knows_is_named(tmp_path):
    found = imported(workbook(tmp_path / "表.xlsx", [YEARS[0], ["学前三年毛入圆率", "%", "甲县", 80, 85]]))
    assert found.statements.empty and "A2" in cells(found.problems) and "Gross preschool enrolment" in said(found.problems) or "学前三年毛入园率" in said(found.problems, "zh")


def test_a_missing_heading_is_named(tmp_path):
    mapping = propose_mapping(["县", "学前三年毛入园率", "没有的列"], INDICATORS)
    mapping.loc[2, "role"] = "note"
    found = import_table(workbook(tmp_path / "表.xlsx", [["县", "学前三年毛入园率"], ["甲县", 98]]), mapping, INDICATORS)
    assert found.statements.empty and "没有的列" in said(found.problems)


def test_a_mapping_that_cannot_be_used_is_said(tmp_path):
    found = import_table(workbook(tmp_path / "表.xlsx", COUNTIES), propose_mapping(["区县"], INDICATORS), INDICATORS)
    assert found.statements.empty and "no column with role value" in said(found.problems)


def test_imported_statements_can_be_merged(tmp_path):
    found = imported(workbook(tmp_path / "表.xlsx", COUNTIES))
    merged = merge([Layer("imported", found.statements, "王")])
    assert merged["statement_id"].tolist() == ["表-乙县#r1", "表-甲县#r1", "表-甲县#r2"] and set(merged["source"]) == {"imported"}


def test_headings_are_those_of_the_first_visible_sheet(tmp_path):
    book = Workbook()
    book.active.append(["全县教育统计"])
    book.active.append(["县", "普惠率"])
    book.save(tmp_path / "a.xlsx")
    assert headings(tmp_path / "a.xlsx") == (["县", "普惠率"], [])
    assert headings(tmp_path / "没有.xlsx")[0] == []
