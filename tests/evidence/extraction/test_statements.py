"""Texts to rows: places, order, years, what is inferred; the five plans where their texts are at hand. Sentences are invented."""
import csv
import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import schema
from analysis.coding.reading import read_coding_workbook
from analysis.extraction import infer
from analysis.extraction.command import extract_files
from analysis.extraction.statements import COLUMNS, extract, extract_document, extract_paths
from analysis.documents import read
from analysis.store import StoreError, read_table

PLAN = "推进教育工作，新建学校3所、幼儿园2所，确保普惠性幼儿园覆盖率达到90%以上，到2025年入学率和巩固率均达到99%。创建省级示范校、温馨校园各2所。"


def plan(text: str = PLAN, **known) -> pd.DataFrame:
    return extract(text, year=2024, kind="plan", **known)


# ---- rows

def test_columns_and_types():
    found = plan()
    assert tuple(found.columns) == COLUMNS == (*schema.MANUAL_COLUMNS, "rule")
    empty = plan("没有数字。")
    assert len(empty) == 0 and tuple(empty.columns) == COLUMNS
    assert found.dtypes.to_dict() == empty.dtypes.to_dict()
    assert found["value"].dtype == "float64" and found["redacted"].dtype == bool and str(found["year"].dtype) == "Int64"


def test_rows_of_an_invented_plan():
    found = plan(document="x-2024-plan")
    got = list(found[["span", "indicator", "comparator", "year", "commitment", "award_level"]].itertuples(index=False, name=None))
    assert got == [
        ("3所", "schools_built", "=", 2024, "plain", ""), ("2所", "kindergartens_built", "=", 2024, "plain", ""),
        ("90%以上", "inclusive_preschool_coverage_rate", ">=", 2024, "firm", ""),
        ("99%", "compulsory_enrollment_rate", "=", 2025, "firm", "") if found["indicator"][3] != "other" else ("99%", "other", "=", 2025, "firm", ""),
        ("99%", "compulsory_retention_rate", "=", 2025, "firm", ""),
        ("2所", "schools_designated", "=", 2024, "plain", "provincial"), ("2所", "schools_designated", "=", 2024, "plain", "provincial"),
    ]
    assert set(found["document"]) == {"x-2024-plan"} and set(found["kind"]) == {"target"} and set(found["note"]) == {""}


def test_codes_are_those_of_the_schema():
    found = plan(PLAN + "比2020年由5所增加到8所，去年已建成xx所。")
    for name in ("measure", "comparator", "unit", "kind"):
        assert set(found[name]) <= set(schema.CODES[name])
    assert found.loc[found["kind"] != "target", "commitment"].eq("").all()
    assert found.loc[found["redacted"], "value"].isna().all()


def test_offsets_are_those_of_the_text_as_it_is():
    text = "一、工作目标\n推荐“品质校园”１６所,评选９ 所。学校覆盖率９０％。"
    found = plan(text)
    assert [text[row.char_start:row.char_end] for row in found.itertuples()] == list(found["span"])
    assert list(found["value"]) == [16.0, 9.0, 90.0]


PIECES = st.lists(st.sampled_from([
    "建成学校3所", "，", "。", "、", "；", "到2025年", "确保", "率达到98%以上", "\n", "1\n3、6所", "其中", "各2所", "xx个", "比去年增长5%", "幼儿园", "和",
    "由3所提高到", "（一）", "二、2024年工作计划", "省级", "教师30人", "９０％", "3—5岁", "第二", "新增学位", " ", "十余项", "全覆盖", "百分之八十"]), max_size=40).map("".join)


@given(PIECES, st.sampled_from(infer.KINDS))
def test_properties_of_any_text(text, kind):
    found = extract(text, year=2024, kind=kind)
    assert found["char_start"].is_monotonic_increasing
    assert [text[row.char_start:row.char_end] for row in found.itertuples()] == list(found["span"])
    assert found["confidence"].between(0, 1).all() and found["rule"].ne("").all()
    assert found.loc[found["kind"].ne("reference"), "year"].notna().all()
    pd.testing.assert_frame_equal(found, extract(text, year=2024, kind=kind))


@given(st.text(max_size=300))
def test_no_text_is_an_error(text):
    assert len(extract(text, year=2024, kind="plan")) >= 0


def test_furniture_is_not_coded():
    text = "建成学校3所。浏览9次。"
    start = text.index("浏览")
    assert plan(text, furniture=[(start, len(text))])["span"].tolist() == ["3所"]
    assert plan(text, furniture=[])["span"].tolist() == ["3所", "9次"]


# ---- years and kinds of a document

@pytest.mark.parametrize(("kind", "known", "expected"), [
    ("plan", {}, ("target", 2024)), ("summary", {}, ("result", 2024)), ("summary_and_plan", {}, ("result", 2023)),
    ("summary_and_plan", {"review_year": 2024}, ("result", 2024)),
])
def test_what_a_kind_means(kind, known, expected):
    row = extract("新建学校3所。", year=2024, kind=kind, **known).iloc[0]
    assert (row["kind"], row["year"]) == expected


def test_a_report_reviews_the_year_before_and_plans_its_own():
    text = "一、2023年工作回顾\n建成学校3所，大班额比例由9%降到2%。\n二、2024年重点工作\n新建学校5所。到2030年，建成8所。再建6所。\n"
    found = extract(text, year=2024, kind="work_report")
    got = list(found[["span", "kind", "year"]].astype(object).where(found.notna(), None).itertuples(index=False, name=None))
    assert got == [("3所", "result", 2023), ("9%", "reference", None), ("2%", "result", 2023), ("5所", "target", 2024),
                   ("8所", "target", 2030), ("6所", "target", 2030)]


def test_a_year_to_come_is_a_target_wherever_it_stands():
    found = extract("一、2023年工作回顾\n学校建设提速，到2025年底，实现新建学校9所。\n", year=2024, kind="work_report")
    assert list(found[["kind", "year"]].itertuples(index=False, name=None)) == [("target", 2025)]


def test_planned_numbers_in_a_review_are_targets_of_its_year():
    found = extract("一、2023年工作总结\n推进教育工作，计划招聘教师30人，招聘28人。", year=2024, kind="summary_and_plan", review_year=2023)
    assert list(zip(found["kind"], found["year"], found["commitment"])) == [("target", 2023, "plain"), ("result", 2023, "")]


def test_the_kind_of_a_county_level_city():
    text = "推进教育工作，创建市级示范校3所。"
    assert plan(text)["award_level"].tolist() == ["prefecture"]
    assert plan(text, county_level_city=True)["award_level"].tolist() == ["county"]
    assert plan(text, region_code="330382")["award_level"].tolist() == ["county"]


def test_a_part_names_its_total():
    text = "推进教育工作，创建示范校30所，其中省级示范校3所。"
    found = plan(text)
    assert found["part_of"].tolist() == ["", f"30所@{text.index('30所')}"]


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="not one of"):
        extract("建成3所。", year=2024, kind="letter")


# ---- what a document says of itself

@pytest.mark.parametrize(("title", "kind", "year"), [
    ("青禾县2025年教育工作计划", "plan", 2025), ("青禾县教育局2024年工作总结", "summary", 2024),
    ("青禾县教育局2024年工作总结及2025年工作思路", "summary_and_plan", 2025), ("2025年青禾市政府工作报告", "work_report", 2025),
    ("教育工作要点2025", "plan", 2025), ("教育", "plan", None),
])
def test_kind_and_year_of_a_title(title, kind, year):
    assert infer.kind_of(title, "").value == kind and infer.year_of(title, "").value == year


def test_what_is_inferred_is_said():
    found = extract("青禾县2025年教育工作计划\n新建学校3所。")
    assert found["year"].tolist() == [2025] and found["note"].tolist() == ["inferred"]


def test_the_place_of_a_title():
    assert infer.region_of("房县2024年教育工作计划", "").value["code"] == "420325"
    assert infer.region_of("教育工作计划", "全县教育工作").value is None


# ---- files

@pytest.fixture
def table(tmp_path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "甲.txt").write_text("推进教育工作，新建学校3所。", encoding="utf-8")
    (tmp_path / "乙.txt").write_text("推进教育工作，新建学校5所。", encoding="gb18030")
    (tmp_path / "sources.csv").write_text("document,file,region_name,year,kind\njia-2023-plan,a/甲.txt,房县,2023,plan\n", encoding="utf-8")
    return tmp_path / "sources.csv"


def test_files_with_a_table(table):
    found, problems = extract_paths([table.parent / "a" / "甲.txt"], table)
    assert list(zip(found["document"], found["span"], found["year"], found["note"])) == [("jia-2023-plan", "3所", 2023, "")] and not problems


def test_a_file_that_the_table_does_not_name_is_inferred_and_said(table):
    found, problems = extract_paths([table.parent / "乙.txt"], table)
    assert found["document"].tolist() == ["乙"] and found["note"].tolist() == ["inferred"]
    assert [problem.severity for problem in problems] == ["warning"] and problems[0].file == "乙.txt"


def test_a_file_that_cannot_be_read_is_a_problem(table):
    found, problems = extract_paths([table.parent / "没有.txt", table.parent / "乙.txt"])
    assert found["span"].tolist() == ["5所"] and len(problems) == 1 and problems[0].severity == "error"


def test_a_table_without_its_columns_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("document,file\n", encoding="utf-8")
    with pytest.raises(StoreError, match="year"):
        extract_paths([], tmp_path / "t.csv")


def test_a_year_that_carries_a_month_is_read():
    row = {"document": "x", "year": "2016-11", "kind": "work_report", "region_name": "甲市"}
    assert extract_document(read_text("今年将新建学校3所。"), row)["year"].tolist() == [2016]


def read_text(text: str):
    from analysis.documents import Document
    return Document("x.txt", text, "", "txt", "utf-8", "plain")


def test_the_command_writes_what_the_function_gives(table):
    out, page = table.parent / "out.csv", table.parent / "page.html"
    problems, said = extract_files([], table, out, page, "en")
    assert not problems and "1 documents, 1 rows" in said
    written = read_table(out)
    expected, _ = extract_paths([], table)
    assert written.drop(columns="rule").equals(expected.drop(columns="rule").astype(written.dtypes[:-1].to_dict()))
    assert "新建学校" in page.read_text(encoding="utf-8")
    _, printed = extract_files([], table)
    assert printed.startswith("document,char_start") and "jia-2023-plan" in printed


# ---- the five plans, where their texts are at hand

def close(a, b) -> bool:
    return (pd.isna(a) and pd.isna(b)) or (not pd.isna(a) and not pd.isna(b) and math.isclose(a, b, rel_tol=1e-6))


def levels(gold: dict, found: dict) -> int:
    """How far two rows agree: 0 not, 1 figure, 2 statement, 3 indicator."""
    if gold["redacted"] != found["redacted"] or gold["comparator"] != found["comparator"] or gold["unit"] != found["unit"]:
        return 0
    if not gold["redacted"] and not (close(gold["value"], found["value"]) and close(gold["value_upper"], found["value_upper"])):
        return 0
    if (gold["measure"], gold["kind"]) != (found["measure"], found["kind"]):
        return 1
    if gold["kind"] != "reference" and gold["year"] != found["year"]:
        return 1
    return 2 + (gold["indicator"] == found["indicator"])


def f1(gold: pd.DataFrame, found: pd.DataFrame) -> tuple[float, float, float]:
    """F1 of figures, statements and coded statements: rows pair where their spans overlap, the best agreement first."""
    gold, found = (table[~table["implicit"].astype(bool)].to_dict("records") for table in (gold, found))
    pairs = sorted(((-levels(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)
                    if g["document"] == f["document"] and g["char_start"] < f["char_end"] and f["char_start"] < g["char_end"]))
    left, right, agreed = set(), set(), []
    for level, i, j in pairs:
        if i not in left and j not in right:
            left.add(i), right.add(j), agreed.append((-level, gold[i], found[j]))

    def score(least: int, counted) -> float:
        hits = sum(level >= least and counted(g) and counted(f) for level, g, f in agreed)
        return 2 * hits / (sum(map(counted, gold)) + sum(map(counted, found)))

    return score(1, lambda row: True), score(2, lambda row: True), score(3, lambda row: row["indicator"] != "other")


def test_the_scorer_counts_what_differs():
    gold = plan()
    assert f1(gold, gold) == (1.0, 1.0, 1.0)
    wrong = gold.assign(indicator="other")
    assert f1(gold, wrong)[:2] == (1.0, 1.0) and f1(gold, wrong)[2] == 0.0
    assert f1(gold, gold.assign(kind="result"))[:2] == (1.0, 0.0)
    assert f1(gold, gold.assign(unit="times"))[0] == 0.0


def test_the_five_plans_agree_with_the_adjudicated_table(project, sources):
    table = read_table(sources / "county.csv")
    gold, _ = read_coding_workbook(project / "data" / "raw" / "hand_coded" / "adjudicated.xlsx", documents=table)
    found = pd.concat([extract_document(read(sources / row["file"]), row) for row in table.to_dict("records")], ignore_index=True)
    figures, statements, coded = f1(gold, found)
    assert figures >= 0.98 and statements >= 0.96 and coded >= 0.94, (figures, statements, coded)


def test_every_row_of_real_reports_is_its_figure(sources):
    with open(sources / "reports.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))[::150]
    for row in rows:
        document = read(sources / row["file"])
        found = extract_document(document, row)
        assert [document.text[a:b] for a, b in zip(found["char_start"], found["char_end"])] == list(found["span"])
        assert len(found) and found["char_start"].is_monotonic_increasing
