"""Scope and flow, stage, period, per: what comparison needs beside the scored columns. All sentences are invented."""
import pytest

from analysis.extraction.details import LONGEST_SCOPE, scope_of
from analysis.extraction.statements import extract


def first(sentence: str, column: str) -> str:
    return extract(sentence, year=2024, kind="plan", furniture=())[column].iloc[0]


@pytest.mark.parametrize(("name", "scope"), [
    ("创建省级品质校园", "品质校园"),
    ("2023年创成县级智慧校园达标校", "智慧校园达标校"),
    ("力争获评市级清廉学校", "清廉学校"),
    ("甲州市级现代化学校", "现代化学校"),
    ("幼儿园创成二级优质园", "二级优质园"),
    ("义务教育巩固率达到", "义务教育"),
    ("普惠性幼儿园覆盖率", "普惠性幼儿园"),
    ("随迁子女就读比例提高到", "随迁子女"),
    ("三级园自行停办", "三级园"),  # the verb after its thing
    ("组建教共体12所，占比", "教共体"),
    ("学校为提升学校", "提升学校"),
    ("中小学乡村教师", "中小学乡村教师"),  # not 其中
    ("第三批示范点", "示范点"),
    ("称号", ""),
    ("优质率", ""),
    ("", ""),
])
def test_scope_names_the_thing(name, scope):
    assert scope_of(name) == scope


@pytest.mark.parametrize(("sentence", "scopes"), [
    ("创建全国足球特色学校1所，1个省级、2个市级德育品牌。", ["全国足球特色学校", "德育品牌", "德育品牌"]),  # a noun that two count
    ("争创书香校园、温馨校园各2所。", ["书香校园", "温馨校园"]),
    ("新建幼儿园3所、小学2所，改扩建5所。", ["幼儿园", "小学", "小学"]),  # that of the one before
    ("创建省级示范学校3所。", ["示范学校"]),
    ("创建3所学校，达到省级示范标准。", [""]),  # a school is no title
])
def test_each_figure_of_a_list_has_its_own_scope(sentence, scopes):
    found = extract(f"推进教育工作，{sentence}", year=2024, kind="plan", furniture=())
    assert found["scope"].tolist() == scopes


def test_a_scope_is_a_few_words():
    assert len(scope_of("很" * 60 + "学校")) <= LONGEST_SCOPE
    assert scope_of("推进教育工作，建设一批学校，创建书香校园") == "书香校园"


@pytest.mark.parametrize(("sentence", "flow"), [
    ("新增中小学学位900个。", "flow"), ("创建示范学校3所。", "flow"), ("省级示范学校达到30所。", "stock"), ("新增示范学校达到30所。", "flow"),
    ("财政教育支出3亿元。", "flow"), ("义务教育巩固率达到98%。", ""), ("小学生均公用经费达到650元。", ""),
])
def test_flow_or_stock(sentence, flow):
    assert first(sentence, "flow") == flow


@pytest.mark.parametrize(("sentence", "column", "value"), [
    ("新建学校3所，投入使用。", "stage", ""), ("投入使用新建学校3所。", "stage", "opened"), ("建成学校3所。", "stage", "completed"),
    ("开工建设学校3所。", "stage", "started"), ("创建示范学校3所。", "stage", ""),
    ("上半年招聘教师3名。", "period", "h1"), ("全年招聘教师3名。", "period", "year"), ("2023学年招聘教师3名。", "period", ""), ("本学年招聘教师3名。", "period", "school_year"),
    ("小学生均公用经费达到650元。", "per", "student"), ("每个乡镇办好公办幼儿园1所。", "per", "town"), ("学前三年毛入园率达到91%。", "basis", "gross"),
    ("普惠性幼儿园在园幼儿占比达到91%。", "basis", "children"),
])
def test_what_else_a_text_says(sentence, column, value):
    assert first(sentence, column) == value
