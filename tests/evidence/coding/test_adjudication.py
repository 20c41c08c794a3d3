"""From two codings to a settled one: only the disagreements are asked, and both codings stay beside the answer."""
import pytest
from openpyxl import load_workbook

from analysis.coding.adjudication import COMPARED, SHEET, Decision, compare, read_adjudication, settle, write_adjudication
from analysis.coding.reading import read_coding_workbook
from analysis.coding.workbook import write_coding_workbook
from evidence.coding.support import DOCUMENTS, INDICATORS, cells, said, statement, table


def at(start, **values):
    return statement(char_start=start, char_end=start + 3, **values)


A = table(at(10), at(20, kind="result", commitment=""), at(30), at(40, scope="农村"))
B = table(at(10), at(20), at(40, scope="乡村"), at(50, value=60.0))


@pytest.fixture
def path(tmp_path):
    assert write_adjudication(A, B, tmp_path / "裁定.xlsx", DOCUMENTS, INDICATORS) == 3
    return tmp_path / "裁定.xlsx"


def letters(sheet) -> dict[str, str]:
    return {str(cell.value).split("\n")[-1]: cell.column_letter for cell in sheet[1]}


def fill(path, **lines):
    """Write decisions as a person would: line number → {column: value}."""
    book = load_workbook(path)
    sheet = book[SHEET]
    for line, values in lines.items():
        for name, value in values.items():
            sheet[f"{letters(sheet)[name]}{line[1:]}"] = value
    book.save(path)


def test_only_disagreements_are_cases():
    agreed, cases = compare(A, B)
    assert len(agreed) == 2 and [(case.number, case.fields) for case in cases] == [(1, ("kind", "commitment")), (2, ()), (3, ())]
    assert cases[1].b is None and cases[2].a is None


def test_each_case_has_both_codings_and_a_line_to_fill(path):
    sheet = load_workbook(path)[SHEET]
    at_ = letters(sheet)
    assert sheet.max_row == 10
    assert [sheet[f"{at_['kind']}{row}"].value for row in (2, 3, 4)] == ["结果", "目标", None]
    assert sheet[f"{at_['kind']}2"].fill.fgColor.rgb.endswith("FFF2CC") and sheet[f"{at_['unit']}4"].value == "%"
    assert sheet[f"{at_['span']}6"].value is None and sheet[f"{at_['span']}9"].value == "98%"


def test_decisions_are_read_and_settled(path):
    fill(path, r4={"decision": "采用甲", "comment": "在回顾部分"}, r7={"decision": "take neither"},
         r10={"decision": "另定", "document": "jia-2024-plan", "place": "四", "span": "61%", "indicator": "辍学率", "measure": "水平", "value": 6.1,
              "comparator": "等于", "unit": "%", "kind": "目标", "year": 2024, "char_start": 50, "char_end": 53})
    decisions, problems = read_adjudication(path, DOCUMENTS, INDICATORS)
    assert not problems and [(d.case, d.choice) for d in decisions] == [(1, "a"), (2, "drop"), (3, "new")]
    frame, problems = settle(A, B, decisions)
    assert not problems and frame["char_start"].tolist() == [10, 20, 40, 50]
    assert frame["decided_from"].tolist() == ["both", "a", "both", "new"] and frame["kind"].tolist()[1] == "result"
    assert (frame["a_kind"][1], frame["b_kind"][1], frame["comment"][1]) == ("result", "target", "在回顾部分")
    assert (frame["a_value"][3], frame["b_value"][3], frame["value"][3]) == ("", "60", 6.1)


def test_to_take_the_coder_who_has_no_row_is_to_have_none():
    frame, problems = settle(A, B, [Decision(1, "b"), Decision(2, "b"), Decision(3, "a")])
    assert not problems and frame["char_start"].tolist() == [10, 20, 40] and frame["kind"].tolist()[1] == "target"


def test_an_open_case_is_named_and_left_out():
    frame, problems = settle(A, B, [Decision(2, "a")])
    assert len(problems) == 2 and "case 1" in said(problems) and "case 3" in said(problems)
    assert frame["char_start"].tolist() == [10, 30, 40]


def test_a_decision_on_no_case_is_an_error():
    with pytest.raises(ValueError, match="9"):
        settle(A, B, [Decision(9, "a")])


def test_bad_decisions_are_named_by_cell(path):
    fill(path, r4={"decision": "甲"}, r7={"decision": "另定", "value": "约5", "document": "jia-2024-plan"})
    decisions, problems = read_adjudication(path, DOCUMENTS, INDICATORS)
    sheet = load_workbook(path)[SHEET]
    at_ = letters(sheet)
    assert not decisions and f"{at_['decision']}4" in cells(problems, "error") and f"{at_['value']}7" in cells(problems, "error")


def test_an_untouched_workbook_decides_nothing(path):
    assert read_adjudication(path, DOCUMENTS, INDICATORS) == ([], [])


def test_the_settled_coding_survives_its_workbook(tmp_path):
    frame, _ = settle(A, B, [Decision(1, "a"), Decision(2, "drop"), Decision(3, "b")])
    beside = [name for name in frame if name in ("decided_from", "comment") or name[:2] in ("a_", "b_")]
    write_coding_workbook(frame, DOCUMENTS, tmp_path / "adjudicated.xlsx", INDICATORS, beside=beside)
    again, problems = read_coding_workbook(tmp_path / "adjudicated.xlsx", DOCUMENTS, INDICATORS)
    assert not problems and again.drop(columns="row")[list(frame)].equals(frame)
    assert {f"a_{name}" for name in COMPARED} <= set(again)
