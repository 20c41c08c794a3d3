"""Rows of a table get their places, keep them, and follow a text that changed."""
import pandas as pd

from analysis.coding.placing import follow, marks, place_rows
from evidence.coding.support import said, statement, table

JIA = "jia-2024-plan"
TEXT = "一、目标。入园率98%。二、措施。新增学位200个，扩建20个班，另增200个托位。"
TEXTS = {JIA: TEXT}
ROWS = table(statement(place="一，第1处"), statement(place="二，第2处", span="200个", value=200.0, unit="place", indicator="other"))


def test_missing_places_are_found():
    frame, problems = place_rows(ROWS, TEXTS)
    assert not problems
    assert [TEXT[row.char_start:row.char_end] for row in frame.itertuples()] == ["98%", "200个"]
    assert frame["char_start"][1] == TEXT.rindex("200个") and frame["char_start"].dtype == "Int64"


def test_places_that_are_given_are_kept():
    given = ROWS.assign(char_start=pd.array([3, None], "Int64"), char_end=pd.array([6, None], "Int64"))
    assert place_rows(given, TEXTS)[0]["char_start"].tolist()[0] == 3


def test_what_is_not_found_or_not_certain_is_named_by_its_row():
    rows = table(statement(span="97%"), statement(span="200个", place="")).assign(row=[7, 8])
    frame, problems = place_rows(rows, TEXTS, "a.xlsx", "编码")
    assert [(problem.severity, problem.file, problem.sheet, problem.cell) for problem in problems] == \
        [("error", "a.xlsx", "编码", "7"), ("warning", "a.xlsx", "编码", "8")]
    assert pd.isna(frame["char_start"][0]) and frame["char_start"][1] == TEXT.index("200个")


def test_without_the_text_nothing_is_looked_for():
    frame, problems = place_rows(ROWS, {})
    assert not problems and frame["char_start"].isna().all()


def test_a_changed_document_keeps_every_row():
    coded, _ = place_rows(ROWS, TEXTS)
    changed = TEXT.replace("一、目标。", "一、主要目标。").replace("班，另增200个托位。", "班级和若干托位。")
    frame, problems = follow(coded, marks(coded, TEXTS), {JIA: changed}, {JIA: "甲县计划.txt"})
    assert frame["anchor"].tolist() == ["moved", "doubtful"]
    assert changed[frame["char_start"][0]:frame["char_end"][0]] == "98%" and "甲县计划.txt" in said(problems)


def test_a_figure_that_is_gone_is_an_error_and_kept():
    coded, _ = place_rows(ROWS, TEXTS)
    frame, problems = follow(coded, marks(coded, TEXTS), {JIA: TEXT.replace("98%", "八成")})
    assert frame["anchor"].tolist() == ["gone", "moved"] and len(frame) == 2
    assert [problem.severity for problem in problems] == ["error", "warning"] and "98%" in problems[0].text.en


def test_other_documents_are_left_alone():
    coded, _ = place_rows(ROWS, TEXTS)
    frame, problems = follow(coded, marks(coded, TEXTS), {})
    assert frame["anchor"].tolist() == ["", ""] and not problems
    assert marks(ROWS, TEXTS).tolist() == ["", ""]  # no location, no mark
