"""Who counts before whom, and with which status."""
import pandas as pd
import pytest

from analysis import schema
from analysis.coding.merge import COLUMNS, Layer, identified, letters, merge
from evidence.coding.support import statement, table

JIA, YI = "jia-2024-plan", "yi-2024-plan"


def at(start, **values):
    return statement(char_start=start, char_end=start + 3, **values)


def outcome(merged: pd.DataFrame) -> list[tuple]:
    return list(merged[["statement_id", "source", "coder", "status"]].itertuples(index=False, name=None))


def reviewed(*rows: tuple[str, dict]) -> pd.DataFrame:
    frame = table(*(row for _, row in rows))
    return frame.assign(decision=[decision for decision, _ in rows])


def test_nothing_gives_an_empty_table_of_the_right_types():
    merged = merge([])
    assert merged.empty and tuple(merged.columns) == COLUMNS
    assert merged["year"].dtype == "Int64" and merged["redacted"].dtype == bool and merged["value"].dtype == float


def test_the_columns_are_those_of_the_schema():
    assert set(COLUMNS) == set(schema.TABLES["statements"]) - {"region_code", "region_name"}


def test_one_coder_is_confirmed():
    assert outcome(merge([Layer("hand", table(at(10)), "a")])) == [(f"{JIA}@10", "hand", "a", "confirmed")]


def test_what_coders_agree_in_is_one_row():
    merged = merge([Layer("hand", table(at(10)), "a"), Layer("hand", table(at(10, note="看过")), "b")])
    assert outcome(merged) == [(f"{JIA}@10", "hand", "a; b", "confirmed")]


def test_where_coders_differ_both_are_kept_and_neither_averaged():
    merged = merge([Layer("hand", table(at(10)), "a"), Layer("hand", table(at(10, value=89.0)), "b")])
    assert outcome(merged) == [(f"{JIA}@10", "hand", "a", "conflict"), (f"{JIA}@10b", "hand", "b", "conflict")]
    assert merged["value"].tolist() == [98, 89]


def test_what_only_one_of_two_coders_has_is_a_conflict():
    merged = merge([Layer("hand", table(at(10), at(50)), "a"), Layer("hand", table(at(10)), "b")])
    assert outcome(merged)[1] == (f"{JIA}@50", "hand", "a", "conflict")


def test_a_coder_who_did_not_code_a_document_does_not_disagree():
    merged = merge([Layer("hand", table(at(10)), "a"), Layer("hand", table(at(10, document=YI)), "b")])
    assert set(merged["status"]) == {"confirmed"} and merged["coder"].tolist() == ["a", "b"]


def test_three_coders_must_all_agree():
    layers = [Layer("hand", table(at(10)), "a"), Layer("hand", table(at(10)), "b"), Layer("hand", table(at(10, value=89.0)), "c")]
    assert merge(layers)["status"].tolist() == ["conflict"] * 3


def test_adjudicated_rows_alone_count_in_their_document():
    layers = [Layer("hand", table(at(10), at(10, document=YI)), "a"), Layer("adjudicated", table(at(20)))]
    assert outcome(merge(layers)) == [(f"{JIA}@20", "hand", "adjudicated", "confirmed"), (f"{YI}@10", "hand", "a", "confirmed")]


def test_an_extraction_adds_nothing_to_a_coded_document():
    layers = [Layer("hand", table(at(10)), "a"), Layer("extracted", table(at(10), at(90), at(10, document=YI)))]
    assert outcome(merge(layers)) == [(f"{JIA}@10", "hand", "a", "confirmed"), (f"{YI}@10", "extracted", "", "unreviewed")]


def test_a_review_confirms_corrects_adds_and_rejects():
    review = reviewed(("accept", at(10)), ("correct", at(20, value=97.0)), ("add", at(30)), ("reject", at(40)), ("", at(50)))
    merged = merge([Layer("reviewed", review, "李"), Layer("extracted", table(*(at(start) for start in (10, 20, 40, 50, 60))))])
    assert outcome(merged) == [
        (f"{JIA}@10", "extracted", "李", "confirmed"), (f"{JIA}@20", "extracted", "李", "confirmed"), (f"{JIA}@30", "hand", "李", "confirmed"),
        (f"{JIA}@50", "extracted", "", "unreviewed"), (f"{JIA}@60", "extracted", "", "unreviewed")]
    assert merged["value"].tolist()[1] == 97


def test_a_candidate_that_was_moved_does_not_come_back_at_its_old_place():
    review = reviewed(("correct", at(70))).assign(candidate_start=10, candidate_end=13)
    assert merge([Layer("reviewed", review), Layer("extracted", table(at(10)))])["char_start"].tolist() == [70]


def test_a_review_of_a_document_that_is_coded_by_hand_counts_no_more():
    assert merge([Layer("reviewed", reviewed(("accept", at(30)))), Layer("hand", table(at(10)), "a")])["char_start"].tolist() == [10]


def test_imported_rows_have_no_location():
    merged = merge([Layer("imported", table(statement(), statement(value=97.0)), "王")])
    assert outcome(merged) == [(f"{JIA}#r1", "imported", "王", "confirmed"), (f"{JIA}#r2", "imported", "王", "confirmed")]


def test_an_unknown_layer_is_an_error():
    with pytest.raises(ValueError, match="guessed"):
        merge([Layer("guessed", table(at(10)))])


def test_ids_are_unique_and_in_the_order_of_the_text():
    merged = merge([Layer("hand", table(statement(), at(50), at(10), at(10), at(10)), "a")])
    assert merged["statement_id"].tolist() == [f"{JIA}@10", f"{JIA}@10b", f"{JIA}@10c", f"{JIA}@50", f"{JIA}#r1"]
    assert identified(merged.drop(columns="statement_id"))["statement_id"].is_unique


def test_the_layers_are_not_changed():
    frame = table(at(10))
    before = frame.copy()
    merge([Layer("hand", frame, "a"), Layer("extracted", frame)])
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(("n", "mark"), [(0, ""), (1, "b"), (25, "z"), (26, "ba"), (27, "bb"), (51, "bz"), (52, "ca")])
def test_letters(n, mark):
    assert letters(n) == mark


def test_letters_never_repeat():
    assert len({letters(n) for n in range(2000)}) == 2000
