"""Pairing: the same figure, most fields agreeing first, each row once."""
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.pairing import differing, overlap, pair, records, same
from evidence.coding.support import statement, table


def at(start, end, **values):
    return statement(char_start=start, char_end=end, **values)


def test_overlapping_rows_of_one_document_are_paired():
    a = table(at(10, 13), at(20, 23), at(40, 43))
    b = table(at(21, 25), at(10, 12), at(60, 63), at(40, 43, document="yi-2024-plan"))
    assert pair(a, b) == [(0, 1), (1, 0), (2, None), (None, 2), (None, 3)]


def test_rows_at_one_place_are_paired_by_what_they_say():
    a = table(at(10, 13, indicator="dropout_rate"), at(10, 13, indicator="other"))
    b = table(at(10, 13, indicator="other"), at(10, 13, indicator="dropout_rate"))
    assert pair(a, b) == [(0, 1), (1, 0)]


def test_scope_decides_between_rows_that_are_else_alike():
    a = table(at(10, 13, scope="小学"), at(10, 13, scope="初中"))
    b = table(at(10, 13, scope="初中"), at(10, 13, scope="小学"))
    assert pair(a, b) == [(0, 1), (1, 0)]


def test_the_longer_overlap_comes_first():
    assert pair(table(at(10, 20)), table(at(18, 28), at(10, 19))) == [(0, 1), (None, 0)]


def test_without_location_span_and_place_decide():
    a = table(statement(), statement(place="四，第1处"))
    b = table(statement(place="二（一）3, 第1处".replace(",", "，").replace(" ", "")), statement(span="97%"))
    assert pair(a, b) == [(0, 0), (1, None), (None, 1)]


def test_rows_without_place_are_not_taken_for_the_same():
    assert overlap({"span": "98%"}, {"span": "98%"}) == 0


def test_cells_that_say_the_same():
    assert same(None, None) and same(1.0, 1) and same(0.1 + 0.2, 0.3) and not same(None, 0) and not same("a", "b")


def test_what_differs_is_named():
    one, two = records(table(statement(), statement(value=97.0, kind="result", year=None)))
    assert differing(one, two) == ["value", "kind", "year"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=8), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=8))
def test_every_row_is_in_one_pair_and_pairs_overlap(left, right):
    a, b = (pd.DataFrame([at(start, start + length) for start, length in side], columns=[*statement(), "char_start", "char_end"]) for side in (left, right))
    pairs = pair(a, b)
    assert sorted(p.a for p in pairs if p.a is not None) == list(range(len(left)))
    assert sorted(p.b for p in pairs if p.b is not None) == list(range(len(right)))
    rows_a, rows_b = records(a), records(b)
    assert all(overlap(rows_a[p.a], rows_b[p.b]) > 0 for p in pairs if None not in p)
