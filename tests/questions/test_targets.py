"""One row for one thing, every statement in exactly one row, nothing unlike merged."""
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare.coverage import coverage
from analysis.compare.targets import targets
from analysis.schema import FIELDS, TABLES, TARGET_KEY

BLANK = {"text": "", "number": float("nan"), "integer": pd.NA, "boolean": False}


def statements(*rows: dict) -> pd.DataFrame:
    full = []
    for n, row in enumerate(rows):
        base = {name: BLANK[FIELDS[name].type] for name in TABLES["statements"]}
        base |= {"document": "jia-2024", "region_code": "420325", "region_name": "甲县", "statement_id": f"jia-2024@{n}",
                 "indicator": "schools_designated", "measure": "level", "comparator": "=", "unit": "institution",
                 "kind": "result", "year": 2023, "status": "confirmed", "source": "hand", "span": str(row.get("value", "x"))}
        row = {name: value for name, value in row.items() if name != "said"}
        full.append(base | row)
    frame = pd.DataFrame(full, columns=list(TABLES["statements"]))
    return frame.astype({"year": "Int64", "char_start": "Int64", "char_end": "Int64", "value": "float64", "value_upper": "float64"})


def test_two_titles_of_the_same_year_stay_two_rows():
    table = targets(statements({"scope": "智慧校园", "value": 46}, {"scope": "实验校", "value": 51}))
    assert list(table["value"]) == [46, 51]


def test_a_repeated_mention_is_one_row_on_two_statements():
    table = targets(statements({"scope": "智慧校园", "value": 46}, {"scope": "智慧校园", "value": 46}))
    assert list(table["statement_ids"]) == ["jia-2024@0 jia-2024@1"]
    assert table.loc[0, "value"] == 46


def test_unlike_values_of_one_thing_are_a_conflict_that_shows_both():
    table = targets(statements({"scope": "智慧校园", "value": 46}, {"scope": "智慧校园", "value": 48}))
    row = table.iloc[0]
    assert (row["status"], row["missing_reason"], row["values_as_written"]) == ("conflict", "conflict", "46; 48")
    assert pd.isna(row["value"])


def test_the_same_number_as_a_floor_and_as_a_value_is_not_the_same():
    rate = {"indicator": "fitness_pass_rate", "unit": "percent", "value": 98}
    table = targets(statements(rate, rate | {"comparator": ">="}))
    assert table.loc[0, "missing_reason"] == "conflict"


def test_a_masked_mention_beside_a_told_one_leaves_the_value():
    rate = {"indicator": "fitness_pass_rate", "unit": "percent"}
    table = targets(statements(rate | {"redacted": True, "span": "xx%"}, rate | {"value": 98.0, "span": "98%"}))
    assert (table.loc[0, "value"], table.loc[0, "missing_reason"]) == (98, "")
    assert table.loc[0, "target_id"] == "jia-2024@0"


def test_a_masked_figure_is_blank_with_its_reason():
    assert targets(statements({"scope": "食堂", "redacted": True})).loc[0, "missing_reason"] == "masked"
    assert targets(statements({"scope": "食堂", "note": "未提及"})).loc[0, "missing_reason"] == "not_stated"


@pytest.mark.parametrize("what", [{"indicator": "other", "scope": "宣讲队"}, {"scope": ""}])
def test_counts_of_nobody_knows_what_are_never_merged(what):
    assert len(targets(statements(what | {"value": 4}, what | {"value": 4}))) == 2


@pytest.mark.parametrize("name", [name for name in TARGET_KEY if name != "region_code"])
def test_each_part_of_the_key_keeps_rows_apart(name):
    other = {"year": 2024, "unit": "person", "indicator": "teachers_honoured"}.get(name, "z")
    table = targets(statements({"scope": "a", "value": 1}, {"scope": "a", "value": 1, name: other}))
    assert len(table) == 2


def test_the_firmest_wording_stands_for_the_target():
    rate = {"indicator": "fitness_pass_rate", "unit": "percent", "value": 98, "kind": "target"}
    table = targets(statements(rate | {"commitment": "aspirational"}, rate | {"commitment": "firm"}))
    assert table.loc[0, "commitment"] == "firm"


@given(st.lists(st.fixed_dictionaries({
    "indicator": st.sampled_from(["schools_designated", "other", "fitness_pass_rate"]),
    "scope": st.sampled_from(["", "甲", "乙"]), "unit": st.sampled_from(["percent", "institution"]),
    "said": st.sampled_from([(1.0, False), (2.0, False), (float("nan"), True), (float("nan"), False)]),
    "status": st.sampled_from(["confirmed", "unreviewed"])}), min_size=1, max_size=12))
def test_every_statement_is_reached_from_exactly_one_row(rows):
    table = targets(statements(*({**row, "value": row["said"][0], "redacted": row["said"][1]} for row in rows)))
    reached = [one for ids in table["statement_ids"] for one in ids.split(" ")]
    assert sorted(reached) == sorted(f"jia-2024@{n}" for n in range(len(rows)))
    assert table["target_id"].is_unique
    assert table["value"].isna().equals(table["missing_reason"] != "")


def documents(truncated: bool) -> pd.DataFrame:
    return pd.DataFrame([{"document": "jia-2024", "region_code": "420325", "region_name": "甲县", "year": 2024, "truncated": truncated}])


@pytest.mark.parametrize("rows, truncated, said", [
    ([{"kind": "target"}], True, "target"), ([{"kind": "result"}], False, "result"),
    ([{"kind": "target"}, {"kind": "result"}], False, "both"), ([{"kind": "reference"}], False, "reference"),
    ([{"kind": "target", "redacted": True}], False, "masked"), ([], True, "truncated"), ([], False, "not_stated"),
    ([{"kind": "target", "redacted": True}, {"kind": "result"}], False, "result"),
])
def test_what_a_document_says_of_an_indicator(rows, truncated, said):
    told = statements(*({"scope": "a", "value": float("nan") if row.get("redacted") else 1.0} | row for row in rows)) if rows else statements().iloc[:0]
    table = coverage(targets(told), documents(truncated), ["schools_designated"])
    assert list(table["coverage"]) == [said]


def test_a_number_is_implied_only_where_no_mention_writes_it():
    rate = {"indicator": "dropout_rate", "unit": "percent", "value": 0.0}
    assert targets(statements(rate | {"implicit": True}))["implicit"].tolist() == [True]
    assert targets(statements(rate | {"implicit": True}, rate))["implicit"].tolist() == [False]
    assert targets(statements(rate | {"value": float("nan"), "redacted": True}))["implicit"].tolist() == [False]
