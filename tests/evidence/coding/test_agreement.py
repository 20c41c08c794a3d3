"""Agreement of two codings, counted by hand on a few rows."""
import numpy as np
import pandas as pd
import pytest

from analysis.coding.agreement import COLUMNS, agreement, couples
from evidence.coding.support import statement, table


def at(start, **values):
    return statement(char_start=start, char_end=start + 3, **values)


A = table(at(10), at(20, kind="result"), at(30, value=50.0), at(40, document="yi-2024-plan"), at(90))
B = table(at(10), at(20, kind="target"), at(30, value=60.0), at(40, document="yi-2024-plan", indicator="dropout_rate"), at(70, implicit=True))


def row(frame: pd.DataFrame, field: str, by: str = "all", group: str = "") -> pd.Series:
    found = frame[(frame["by"] == by) & (frame["group"] == group) & (frame["field"] == field)]
    assert len(found) == 1
    return found.iloc[0]


def test_columns_and_groups():
    found = agreement(A, B)
    assert tuple(found.columns) == COLUMNS
    assert set(found[found["by"] == "document"]["group"]) == {"jia-2024-plan", "yi-2024-plan"}
    assert set(found[found["by"] == "indicator"]["group"]) == {"preschool_gross_enrollment_rate", "dropout_rate"}


def test_spans_are_counted_apart_from_codes():
    """Four pairs and one row of A alone; what B marked implicit is optional and not counted."""
    spans = row(agreement(A, B), "span")
    assert spans["n"] == 9 and spans["dice"] == pytest.approx(8 / 9) and spans["level"] == "unitising"
    assert spans["low"] <= spans["dice"] <= spans["high"] and np.isnan(spans["alpha"])


def test_fields_are_compared_over_the_pairs():
    found = agreement(A, B)
    assert row(found, "kind")["n"] == 4 and row(found, "kind")["percent"] == 75
    assert row(found, "unit")["percent"] == 100 and np.isnan(row(found, "unit")["kappa"])
    assert row(found, "kind", "document", "yi-2024-plan")["percent"] == 100


def test_values_are_compared_by_distance():
    near, far = (agreement(A, B.assign(value=B["value"].where(B["value"] != 60, other))) for other in (51.0, 95.0))
    assert row(near, "value")["alpha"] > row(far, "value")["alpha"]
    assert row(near, "value")["level"] == "interval" and np.isnan(row(near, "value")["kappa"])
    assert row(near, "value", "unit", "percent")["alpha"] == row(near, "value")["alpha"]


def test_a_hidden_value_is_missing_not_equal():
    hidden = table(at(10, value=None, redacted=True))
    assert not ((found := agreement(hidden, hidden))["field"] == "value").any()
    assert row(found, "redacted")["percent"] == 100


def test_by_indicator_the_question_is_this_id_or_not():
    found = row(agreement(A, B), "indicator", "indicator", "dropout_rate")
    assert found["n"] == 4 and found["percent"] == 75


def test_a_coding_agrees_with_itself():
    found = agreement(A, A)
    assert (found["percent"].dropna() == 100).all() and (found["dice"].dropna() == 1).all()
    assert (found["alpha"].dropna() == 1).all() and len(found["alpha"].dropna())


def test_the_order_of_rows_changes_no_estimate():
    columns = ["by", "group", "field", "n", "percent", "kappa", "alpha", "dice"]
    pd.testing.assert_frame_equal(agreement(A, B)[columns], agreement(A.iloc[::-1], B.iloc[::-1])[columns])


def test_the_same_input_gives_the_same_intervals():
    pd.testing.assert_frame_equal(agreement(A, B), agreement(A, B))


def test_nothing_to_compare():
    assert agreement(A.iloc[:0], B.iloc[:0]).empty
    found = agreement(A, B.iloc[:0])
    assert found["field"].unique().tolist() == ["span"] and (found["dice"] == 0).all()


def test_couples_hold_both_rows():
    both = [couple for couple in couples(A, B) if couple.both]
    assert len(both) == 4 and both[0].either("kind") == {"target"} and both[1].either("kind") == {"target", "result"}
