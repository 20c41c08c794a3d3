"""The review workbook: out with sentences and links, filled in as a person would, back with decisions and places."""
import shutil
import subprocess

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from analysis.coding.merge import Layer, merge
from analysis.coding.review import SHEET, TEXT_SHEET, row_check, write_review
from analysis.coding.reviewed import read_review
from evidence.coding.support import INDICATORS, cells, said, statement, table

JIA = "jia-2024-plan"
TEXT = "一、目标。\n入园率达到98%。普惠率90%以上；力争\n2、新增学位200个。\n二、措施。扩建20个班，另增20个托位。=1+1"


def at(span, **values):
    start = TEXT.index(span)
    return statement(span=span, char_start=start, char_end=start + len(span), place="", **values)


CANDIDATES = table(at("98%", confidence=0.9), at("90%以上", indicator="inclusive_preschool_coverage_rate", value=90.0, comparator=">=", confidence=0.4),
                   at("200个", indicator="school_places_added", value=200.0, unit="place", confidence=0.7)).assign(rule=["a", "b", "c"])
ADDED = {"decision": "增补", "span": "20个", "indicator": "其他", "measure": "水平", "value": 20, "comparator": "等于", "unit": "班", "kind": "目标", "year": 2024}


@pytest.fixture
def path(tmp_path):
    write_review(JIA, TEXT, CANDIDATES, tmp_path / f"{JIA}.xlsx", INDICATORS)
    return tmp_path / f"{JIA}.xlsx"


def letters(sheet) -> dict[str, str]:
    return {str(cell.value).split("\n")[-1]: cell.column_letter for cell in sheet[1]}


def fill(path, lines: dict[int, dict]):
    book = load_workbook(path, rich_text=True)
    sheet = book[SHEET]
    at_ = letters(sheet)
    for row, values in lines.items():
        for name, value in values.items():
            sheet[f"{at_[name]}{row}"] = value
    book.save(path)
    return at_


def read(path, text=TEXT):
    return read_review(path, text, INDICATORS, JIA)


def test_the_doubtful_come_first_with_their_sentence_and_figure(path):
    sheet = load_workbook(path, rich_text=True)[SHEET]
    at_ = letters(sheet)
    assert [sheet[f"{at_['span']}{row}"].value for row in (2, 3, 4)] == ["90%以上", "200个", "98%"]
    shown = sheet[f"{at_['text']}3"].value
    assert isinstance(shown, CellRichText) and str(shown) == "力争新增学位200个。"
    assert [str(part) for part in shown if getattr(part, "font", None)] == ["200个"]


def test_links_lead_both_ways(path):
    book = load_workbook(path)
    sheet, text = book[SHEET], book[TEXT_SHEET]
    link = sheet[f"{letters(sheet)['sentence']}2"].hyperlink.location
    row = int(link.rsplit("A", 1)[1])
    assert link.startswith(f"'{TEXT_SHEET}'!") and "普惠率90%以上" in text[f"D{row}"].value
    assert text[f"B{row}"].hyperlink.location == f"'{SHEET}'!A2"


def test_the_whole_text_is_there(path):
    lines = [row[3] for row in load_workbook(path)[TEXT_SHEET].iter_rows(min_row=2, values_only=True)]
    assert "".join("".join(lines).split()).replace("'=", "=") == "".join(TEXT.replace("2、", "").split())


def test_the_same_candidates_give_the_same_bytes(path, tmp_path):
    write_review(JIA, TEXT, CANDIDATES, tmp_path / "again.xlsx", INDICATORS)
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_an_untouched_workbook_is_undecided(path):
    frame, problems = read(path)
    assert not problems and set(frame["decision"]) == {""} and len(frame) == 3
    wanted = CANDIDATES.sort_values("confidence")[["char_start", "value", "indicator", "rule"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(frame[["char_start", "value", "indicator", "rule"]], wanted)


def test_no_sentence_leaves_the_workbook(path):
    frame, _ = read(path)
    assert not {"text", "sentence", "check"} & set(frame) and "力争" not in frame.to_csv()


def test_accept_correct_reject_add(path):
    fill(path, {2: {"decision": "接受"}, 3: {"decision": "correct", "value": 210}, 4: {"decision": "拒绝", "comment": "不是目标"},
                5: {**ADDED, "sentence": 6, "place": "第1处"}})
    frame, problems = read(path)
    assert not problems and frame["decision"].tolist() == ["accept", "correct", "reject", "add"]
    assert frame["value"].tolist()[:2] == [90, 210] and frame["comment"][2] == "不是目标"
    assert TEXT[frame["char_start"][3]:frame["char_end"][3]] == "20个" and pd.isna(frame["candidate_start"][3])
    merged = merge([Layer("reviewed", frame, "李"), Layer("extracted", CANDIDATES)])
    assert merged["value"].tolist() == [90, 210, 20] and set(merged["status"]) == {"confirmed"}


@pytest.mark.parametrize(("place", "start", "certain"), [("第1处", TEXT.index("20个班"), True), ("第2处", TEXT.index("20个托"), True), ("", TEXT.index("20个班"), False)])
def test_an_added_figure_is_found_in_its_sentence(path, place, start, certain):
    fill(path, {5: {**ADDED, "sentence": 6, "place": place}})
    frame, problems = read(path)
    assert frame["char_start"].tolist()[-1] == start and (not problems) is certain


def test_an_added_figure_that_is_not_there_is_named(path):
    at_ = fill(path, {5: {**ADDED, "sentence": 2, "span": "30个"}})
    frame, problems = read(path)
    assert len(frame) == 3 and cells(problems, "error") == [f"{at_['span']}5"] and "sentence 2" in said(problems)


def test_without_the_text_an_added_figure_has_no_place_yet(path):
    fill(path, {5: {**ADDED, "sentence": 6}})
    frame, problems = read(path, None)
    assert pd.isna(frame["char_start"].tolist()[-1]) and [problem.severity for problem in problems] == ["warning"]


def test_a_corrected_span_is_found_again(path):
    fill(path, {2: {"decision": "更正", "span": "90%", "comparator": "等于"}})
    frame, problems = read(path)
    assert not problems and TEXT[frame["char_start"][0]:frame["char_end"][0]] == "90%" and frame["candidate_end"][0] == frame["char_end"][0] + 2


def test_accepted_but_changed_counts_as_corrected_and_is_said(path):
    at_ = fill(path, {2: {"decision": "接受", "value": 91}})
    frame, problems = read(path)
    assert frame["decision"][0] == "correct" and cells(problems, "warning") == [f"{at_['decision']}2"]


def test_changed_without_a_decision_is_named(path):
    at_ = fill(path, {2: {"value": 91}})
    frame, problems = read(path)
    assert cells(problems, "error") == [f"{at_['decision']}2"] and len(frame) == 2


def test_every_bad_cell_is_named_and_good_rows_kept(path):
    at_ = fill(path, {2: {"decision": "好"}, 3: {"decision": "更正", "value": "约200", "unit": "万个学位"}, 4: {"decision": "接受"}, 5: {"span": "20个"}})
    frame, problems = read(path)
    assert sorted(cells(problems, "error")) == sorted([f"{at_['decision']}2", f"{at_['value']}3", f"{at_['unit']}3", f"{at_['decision']}5"])
    assert frame["decision"].tolist() == ["accept"]


def test_of_a_rejected_row_only_the_place_is_read(path):
    fill(path, {2: {"decision": "拒绝", "value": "约90", "unit": None}})
    frame, problems = read(path)
    assert not problems and frame["decision"][0] == "reject" and frame["char_start"][0] == TEXT.index("90%")


def test_a_row_s_check_sees_any_change_and_no_format():
    row = {"span": "98%", "value": 98.0, "unit": "percent", "note": None}
    assert row_check(row) == row_check({**row, "value": 98, "note": ""}) == row_check({**row, "span": "９８％"})
    assert row_check(row) != row_check({**row, "value": 98.1}) != row_check({**row, "unit": "person"})


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice), which this machine has not")
def test_libreoffice_changes_no_decision(path, tmp_path):
    fill(path, {2: {"decision": "接受"}, 3: {"decision": "更正", "value": 210}, 4: {"decision": "拒绝", "comment": "不是目标"}, 5: {**ADDED, "sentence": 6, "place": "第2处"}})
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(path)],
                   check=True, capture_output=True, timeout=180)
    saved = tmp_path / "out" / path.name  # it exits with 0 even where it failed
    assert saved.exists() and saved.read_bytes() != path.read_bytes()
    before, after = read(path), read(saved)
    pd.testing.assert_frame_equal(before[0], after[0])
    assert before[1] == after[1]
