"""What is new, changed and gone: figure by figure, in words, never a note or a confidence."""
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.merge import complete
from analysis.pipeline import summary
from analysis.pipeline.changes import COLUMNS, changes, last, nothing, shown

ROW = {"document": "fangxian-2024-plan", "span": "98%", "indicator": "preschool_gross_enrollment_rate", "measure": "level", "value": 98.0, "comparator": "=",
       "unit": "percent", "kind": "target", "year": 2024, "status": "unreviewed", "source": "extracted", "rule": "r"}


def table(*rows: dict) -> pd.DataFrame:
    frame = complete(pd.DataFrame([ROW | row for row in rows])) if rows else nothing()
    return frame.assign(statement_id=[row["id"] for row in rows], region_code="420325", region_name="房县")


@pytest.mark.parametrize("before, after, expected", [
    ([{"id": "a@1"}], [{"id": "a@1"}], []),
    ([], [{"id": "a@1"}], [("new", "span", "", "98%")]),
    ([{"id": "a@1"}], [], [("gone", "span", "98%", "")]),
    ([{"id": "a@1"}], [{"id": "a@1", "value": 97.5}], [("changed", "value", "98.0", "97.5")]),
    ([{"id": "a@1"}], [{"id": "a@1", "value": None, "redacted": True}], [("changed", "value", "98.0", ""), ("changed", "redacted", "False", "True")]),
    ([{"id": "a@1"}], [{"id": "a@1", "note": "x", "confidence": 0.2, "place": "二"}], []),
    ([{"id": "a@1"}, {"id": "a@2"}], [{"id": "a@2"}, {"id": "a@3"}], [("gone", "span", "98%", ""), ("new", "span", "", "98%")]),
])
def test_each_change_has_its_line(before, after, expected):
    found = changes(table(*before), table(*after))
    assert list(found.columns) == list(COLUMNS)
    assert list(found[["change", "field", "before", "after"]].itertuples(index=False, name=None)) == expected


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_forth_and_back_are_each_others_mirror(one, other):
    there, back = (changes(table(*({"id": f"a@{n}"} for n in sorted(x))), table(*({"id": f"a@{n}"} for n in sorted(y)))) for x, y in ((one, other), (other, one)))
    ids = {kind: set(there.loc[there["change"] == kind, "statement_id"]) for kind in ("new", "gone")}
    assert ids == {"new": {f"a@{n}" for n in other - one}, "gone": {f"a@{n}" for n in one - other}}
    assert set(back.loc[back["change"] == "new", "statement_id"]) == ids["gone"]


def test_readers_see_words_not_codes():
    found = shown(changes(table({"id": "a@1"}), table({"id": "a@1", "status": "confirmed", "unit": "rank"})), "zh")
    assert found[["change", "field", "before", "after"]].values.tolist() == [["改变", "单位", "%", "名次"], ["改变", "状态", "未复核", "已确认"]]


def test_the_lines_name_county_and_indicator_and_say_how_many_more():
    found = changes(table(), table(*({"id": f"a@{n}"} for n in range(15))))
    lines = summary.of_changes(found)
    assert lines[0].en == "Figures since the last build: 15 new, 0 changed, 0 gone." and "3 more" in lines[-1].en
    assert lines[1].zh == "  新增  房县  学前三年毛入园率  98%  [a@0]" and "Fang County" in lines[1].en


def test_a_change_of_two_fields_is_one_figure():
    found = changes(table({"id": "a@1"}), table({"id": "a@1", "status": "confirmed", "kind": "result"}))
    assert "1 changed" in summary.of_changes(found)[0].en and len(found) == 2


def test_no_change_is_said_and_before_the_first_build_there_is_none(tmp_path):
    from analysis.paths import Project
    assert last(Project(tmp_path)).empty and "No figure differs" in summary.of_changes(last(Project(tmp_path)))[0].en
