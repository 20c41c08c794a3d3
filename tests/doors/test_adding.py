"""`add`: known by bytes or by text, placed, guessed with evidence, never written over; what cannot be told changes nothing."""
import shutil

import pandas as pd
import pytest

from analysis import codebook
from analysis.documents import read
from analysis.pipeline import adding
from analysis.pipeline.build import build
from analysis.pipeline.describing import Given, described, looks_cut, title_of
from analysis.store import read_table, write_table
from doors import walk

PLAN = "{place}2023年教育工作计划\n一、目标\n（一）学前三年毛入园率达到95%以上。\n（二）新建公办幼儿园2所。\n"


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def said(added, lang="en") -> str:
    return " ".join([*(text[lang] for text in added.said), *(problem.sentence(lang) for problem in added.problems)])


def rows(work) -> pd.DataFrame:
    return codebook.documents(work).set_index("document")


# ---- what it is known by

@pytest.mark.parametrize("name, encoding", [("另一个名字.txt", "utf-8"), ("x.txt", "gb18030"), ("y.txt", "utf-16"), ("z.md", "utf-8-sig")])
def test_the_same_document_is_recognised_under_any_name_and_encoding(work, tmp_path, name, encoding):
    text = PLAN.format(place="仙居县")
    first = adding.add(work, write(tmp_path, "仙居县计划.txt", text))
    again = adding.add(work, write(tmp_path, name, text, encoding))
    assert first.document == again.document == "xianju-2023-plan"
    assert "nothing was added" in said(again) and len(rows(work)) == 6


@pytest.mark.parametrize("ending", ["txt", "docx", "html"])
def test_the_invented_plan_is_recognised_in_every_form(work, ending):
    adding.add(work, walk.downloaded(work, "docx"))
    assert adding.add(work, walk.downloaded(work, ending)).document == walk.ID
    assert len(rows(work)) == 6


def test_another_plan_of_the_same_place_and_year_is_another_document(work, tmp_path):
    for n, more in enumerate(("", "（三）招聘教师9名。\n")):
        adding.add(work, write(tmp_path, f"{n}.txt", PLAN.format(place="仙居县") + more))
    assert {"xianju-2023-plan", "xianju-2023-plan-2"} <= set(rows(work).index)


# ---- what it is taken for

@pytest.mark.parametrize("given", ["房县", "420325", "湖北省房县", "十堰市房县"])
def test_the_region_by_name_or_code(work, tmp_path, given):
    added = adding.add(work, write(tmp_path, "a.txt", PLAN.format(place="某地")), Given(given, 2023, "plan"))
    row = rows(work).loc[added.document]
    assert (row["region_code"], row["province"], row["prefecture"]) == ("420325", "湖北省", "十堰市")
    assert row["place_certainty"] == 1 and row["note_zh"] == ""


def test_every_guess_is_said_with_its_evidence_and_noted(work, tmp_path):
    added = adding.add(work, write(tmp_path, "房县2023年教育工作总结.txt", PLAN.format(place="房县")))
    assert "420325" in said(added) and "2023年" in said(added) and "总结" in said(added)
    row = rows(work).loc[added.document]
    assert row["kind"] == "summary" and row["note_en"] == "place, year, kind inferred by the program" and row["place_certainty"] < 1


def test_only_what_was_not_given_is_noted_as_inferred(work, tmp_path):
    added = adding.add(work, write(tmp_path, "房县2023年计划.txt", PLAN.format(place="房县")), Given(region="420325"))
    assert rows(work).loc[added.document, "note_zh"] == "年份、类型为程序推断"


@pytest.mark.parametrize("given, word", [
    (Given("鼓楼区", 2023), "--region 3"), (Given("123456", 2023), "123456"), (Given("房县", 2023, "nonsense"), "work_report"), (Given("房县", 23), "23")])
def test_what_cannot_be_meant_is_refused_and_changes_nothing(work, tmp_path, given, word):
    before = work.documents_csv.read_bytes()
    added = adding.add(work, write(tmp_path, "a.txt", PLAN.format(place="某地")), given)
    assert added.document == "" and word in said(added) and word in said(added, "zh")
    assert work.documents_csv.read_bytes() == before and not list(work.documents.iterdir())


def test_nothing_is_guessed_from_nothing(work, tmp_path):
    added = adding.add(work, write(tmp_path, "新建文档.txt", "扩大资源。新建幼儿园2所。"))
    assert added.document == "" and "--region" in said(added) and len(rows(work)) == 5


def test_a_place_that_no_list_has_gets_a_code_of_its_own_and_keeps_it(work, tmp_path):
    first = adding.add(work, write(tmp_path, "a.txt", PLAN.format(place="云麓县")), Given("云麓县", 2023))
    second = adding.add(work, write(tmp_path, "b.txt", PLAN.format(place="云麓县") + "补充。"), Given("云麓县", 2024))
    codes = set(rows(work).loc[[first.document, second.document], "region_code"])
    assert len(codes) == 1 and codes.pop().startswith("99")
    assert "place of its own" in said(first) and "place of its own" not in said(second)
    assert codebook.region_name(rows(work).loc[first.document, "region_code"], "zh", project=work) == "云麓县"


def test_a_slip_in_a_name_is_answered_with_the_names_that_are_near(work, tmp_path):
    added = adding.add(work, write(tmp_path, "a.txt", PLAN.format(place="某地")), Given("仙局县", 2023))
    assert "仙居县" in said(added)


@pytest.mark.parametrize("stem, text, title", [
    ("房县2023年计划", "另一行", "房县2023年计划"), ("下载(3)", "房县2023年教育工作计划\n正文", "房县2023年教育工作计划"),
    ("下载(3)", "很长" * 40 + "计划", "下载(3)"), ("a", "", "a")])
def test_the_title_is_what_speaks(tmp_path, stem, text, title):
    assert title_of(tmp_path / f"{stem}.txt", text) == title


@pytest.mark.parametrize("text, cut", [("完成任务。", False), ("（完）", False), ("这一段话说到一半就没有了，后面还应该有很多内容但是页面到", True), ("二〇二五年三月", False), ("", False)])
def test_a_text_that_breaks_off_is_marked(text, cut):
    assert looks_cut(text) is cut


# ---- files as they come

@pytest.mark.parametrize("name", ["= 1+1&cmd.txt", "计划 (1) — 副本.txt", "a'b\"c.txt", "<script>alert(1)</script>.txt".replace("/", "_"), "．．计划．txt.txt", "非常" * 30 + ".txt"])
def test_odd_names_become_plain_ids_and_the_title_stays_text(work, tmp_path, name):
    added = adding.add(work, write(tmp_path, name, PLAN.format(place="房县")), Given("房县", 2023))
    assert added.document == "fang-2023-plan"
    row = rows(work).loc[added.document]
    assert row["file"] == "fang-2023-plan.txt" and (work.documents / row["file"]).exists()
    first = work.documents_csv.read_text(encoding="utf-8-sig").splitlines()[-1]
    assert ",=" not in first and not build(work).rows["statements"] < 197


def test_files_that_cannot_be_read_are_named_and_the_others_added(run, work, tmp_path):
    good = write(tmp_path, "房县2023年计划.txt", PLAN.format(place="房县"))
    bad = [write(tmp_path, "空.txt", ""), tmp_path / "没有.docx", tmp_path, write(tmp_path, "坏.docx", "PK not a zip")]
    outcome = run("add", *bad, good, "--lang", "en")
    assert outcome.code == 1 and "fang-2023-plan" in outcome.text
    assert all(path.name in outcome.text for path in bad) and len(rows(work)) == 6


def test_an_original_that_lies_in_the_folder_stays_as_it_is(work):
    path = shutil.copyfile(walk.downloaded(work, "html"), work.documents / "下载.html")
    added = adding.add(work, path)
    assert [found.name for found in work.documents.iterdir()] == ["下载.html"]
    assert rows(work).loc[added.document, "file"] == "下载.html"
    assert not [problem for problem in build(work).problems if problem.file == "下载.html"]


def test_a_review_that_somebody_filled_in_is_not_written_over(work):
    first = adding.add(work, walk.downloaded(work, "docx"))
    walk.review(first.workbook)
    filled = first.workbook.read_bytes()
    registry = read_table(work.documents_csv)
    write_table(registry[registry["document"] != walk.ID], work.documents_csv)
    (work.documents / f"{walk.ID}.docx").unlink()
    again = adding.add(work, walk.downloaded(work, "docx"))
    assert again.document == f"{walk.ID}-2" and first.workbook.read_bytes() == filled


def test_adding_twice_half_done_gives_what_adding_once_gives(work, tmp_path):
    once = adding.add(work, walk.downloaded(work, "docx"))
    table = work.documents_csv.read_bytes()
    registry = read_table(work.documents_csv)
    write_table(registry[registry["document"] != walk.ID], work.documents_csv)  # ended before the last step
    assert adding.add(work, walk.downloaded(work, "docx")).document == once.document
    assert work.documents_csv.read_bytes() == table


def test_a_changed_file_is_not_added_as_a_new_document(work):
    adding.add(work, walk.downloaded(work, "txt"))
    path = work.documents / f"{walk.ID}.txt"
    path.write_bytes(path.read_bytes() + "补充一句。".encode())
    assert "content has changed" in said(adding.add(work, path)) and len(rows(work)) == 6


def test_a_document_needs_a_year_or_a_region_to_be_described(work):
    document = read(walk.downloaded(work, "txt"))
    what = described(document, walk.downloaded(work, "txt"), Given(), codebook.documents(work))
    assert what.row["region_name"] == "青禾县" and len(what.said) == 3 and not what.problems
