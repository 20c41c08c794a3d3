"""Several coders: the agreement of the real codings, the disagreements out, the decisions in, nothing written over."""
import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.coding.adjudication import SHEET
from analysis.coding.pairing import COMPARED
from analysis.coding.reading import read_coding_workbook
from analysis.pipeline import coders
from analysis.pipeline.build import build
from analysis.store import read_table


def decide(path, choices: dict[int, str]) -> None:
    """Choose under 裁定 on the third line of each case."""
    book = load_workbook(path)
    sheet = book[SHEET]
    columns = {str(cell.value).split("\n")[-1]: cell.column for cell in sheet[1]}
    for case, choice in choices.items():
        sheet.cell(3 * case + 1, columns["decision"]).value = choice
    book.save(path)


def test_the_agreement_of_the_real_codings_over_all_fields(work):
    table = coders.agreements(work, groupings=("all",)).set_index("field")
    assert set(table.index) == {"span", *COMPARED} and (table["coder_a"] == "coder_a").all()
    assert table.loc["indicator", "percent"] == pytest.approx(100 * 193 / 194)
    assert table.loc["value", "level"] == "interval" and table.loc["span", "dice"] == 1
    again = coders.agreements(work, groupings=("all",)).set_index("field")
    pd.testing.assert_frame_equal(table, again)


def test_unscored_fields_are_told_as_they_are(work):
    table = coders.agreements(work, fields=coders.UNSCORED, groupings=("all",)).set_index("field")
    assert table.loc["basis", "percent"] == 100 and table.loc["scope", "percent"] < 70 and table.loc["period", "alpha"] < 0.667


def test_every_difference_in_a_scored_field_is_listed(work):
    found = coders.differences(work)
    assert found[["span", "field"]].values.tolist() == [["清零", "indicator"], ["清零", "unit"], ["无流生", "span"]]
    assert set(found["region_code"]) == {"370481", "331024"}


def test_only_scored_fields_make_a_case(work):
    [one] = coders.disagreements(work)
    assert (one.cases, one.begun) == (2, False)


def test_decisions_become_an_adjudicated_coding_with_both_codings_beside_each_row(work, run):
    (work.hand_coded / "adjudicated.xlsx").unlink()
    [one] = coders.disagreements(work)
    decide(one.path, {1: "采用乙", 2: "都不采用"})
    outcome = run("agreement", "--decided", one.path)
    target = work.hand_coded / "adjudicated_coder_a_coder_b.xlsx"
    frame, problems = read_coding_workbook(target)
    assert outcome.code == 0 and not problems and len(frame) == 194
    row = frame[frame["span"] == "清零"].query("document == 'tengzhou-2024-plan'").iloc[0]
    assert (row["decided_from"], row["indicator"], row["a_indicator"], row["b_indicator"]) == ("b", "dropout_rate", "other", "dropout_rate")
    assert (frame["decided_from"] == "both").sum() == 193
    build(work)
    assert set(read_table(work.processed / "statements.csv")["status"]) == {"confirmed"}


def test_an_undecided_case_is_named_and_nothing_is_written(work, run):
    [one] = coders.disagreements(work)
    decide(one.path, {1: "采用甲"})
    outcome = run("agreement", "--decided", one.path)
    assert outcome.code == 1 and "case 2" in outcome.text and not (work.hand_coded / "adjudicated_coder_a_coder_b.xlsx").exists()


def test_a_workbook_that_somebody_has_begun_is_left_as_it_is(work):
    [one] = coders.disagreements(work)
    decide(one.path, {1: "采用甲"})
    kept = one.path.read_bytes()
    [again] = coders.disagreements(work)
    assert again.begun and again.path.read_bytes() == kept


def test_decisions_on_codings_that_changed_since_are_refused(work, run):
    [one] = coders.disagreements(work)
    decide(one.path, {1: "采用甲", 2: "采用乙"})
    (work.hand_coded / "coder_b.xlsx").write_bytes((work.hand_coded / "coder_a.xlsx").read_bytes())
    outcome = run("agreement", "--decided", one.path)
    assert outcome.code == 1 and "a coding was changed" in outcome.text


def test_a_workbook_of_no_two_codings_is_refused(work, run, tmp_path):
    outcome = run("agreement", "--decided", tmp_path / "whatever.xlsx")
    assert outcome.code == 1 and "adjudication_" in outcome.text


def test_one_coder_has_nobody_to_agree_with(work, run):
    (work.hand_coded / "coder_b.xlsx").unlink()
    assert coders.agreements(work).empty and "no two codings" in run("agreement").text


def test_the_shipped_adjudicated_coding_tells_where_each_row_is_from(shipped):
    frame, problems = read_coding_workbook(shipped.hand_coded / "adjudicated.xlsx")
    counts = frame["decided_from"].value_counts()
    assert not problems and counts["both"] == 191 and len(frame) == 195
    assert (frame.loc[frame["decided_from"] != "both", "comment"] != "").all() and len(coders.decided(shipped)) == 4
    same = frame[frame["decided_from"] == "both"]
    for name in ("indicator", "unit", "kind", "comparator"):
        assert (same[name] == same[f"a_{name}"]).all() and (same[name] == same[f"b_{name}"]).all()
