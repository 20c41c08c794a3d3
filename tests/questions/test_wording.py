"""How firm and how specific targets are, counted by hand."""
import pandas as pd
import pytest

from analysis.compare import firmness, specificity, with_area
from questions.rows import YI, documents, statements, targets

RATE = {"indicator": "fitness_pass_rate"}


def test_firmness_counts_wordings_and_passes_over_results():
    rows = targets(*({"commitment": word} for word in ("firm", "plain", "plain", "aspirational")), {"kind": "result"}, {"value": None})
    row = firmness(rows).iloc[0]
    assert (row["n_targets"], row["n_firm"], row["n_plain"], row["n_aspirational"]) == (5, 1, 3, 1)
    assert (row["firm_percent"], row["plain_percent"], row["aspirational_percent"]) == (20, 60, 20)
    assert len(row["statement_ids"].split()) == 5


def test_firmness_within_areas_and_regions():
    rows = with_area(targets(RATE, {"indicator": "school_buses_added", "commitment": "firm"}, {"indicator": "other", "region_code": YI}))
    table = firmness(rows, ["area", "region_code"])
    assert list(table["area"]) == ["compulsory", "schools", ""] and list(table["firm_percent"]) == [0, 100, 0]


def test_of_statements_the_ids_are_their_own():
    assert firmness(statements(targets(RATE)))["statement_ids"].iloc[0] == "420325-plan@0"


def test_no_target_gives_no_row():
    assert firmness(targets({"kind": "result"})).empty
    assert specificity(statements(targets({"kind": "result"})), documents({})).empty


@pytest.mark.parametrize("given, element, told", [
    ({}, "number", True), ({"value": None}, "number", False), ({}, "unit", True), ({}, "deadline", False), ({"period": "h2"}, "deadline", True),
    ({"year": 2030}, "deadline", True), ({"year": pd.NA}, "deadline", False), ({}, "scope", False), ({"scope": "山区"}, "scope", True),
    ({}, "baseline", False), ({"measure": "change"}, "baseline", True)])
def test_what_a_target_states(given, element, told):
    table = specificity(statements(targets(RATE | given)), documents({}))
    assert table.loc[0, f"{element}_percent"] == 100 * told


def test_a_result_of_the_same_thing_in_the_same_document_is_a_baseline():
    table = statements(targets(RATE, RATE | {"kind": "result"}, {"indicator": "dropout_rate"}))
    assert specificity(table, documents({}))["baseline_percent"].iloc[0] == 50
    elsewhere = statements(targets(RATE, RATE | {"kind": "result", "document": "other"}))
    assert specificity(elsewhere, documents({}, {"document": "other"}))["baseline_percent"].iloc[0] == 0
