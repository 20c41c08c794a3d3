"""Figures set against others by key: who meets whom, and which pair is kept."""
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare.pairing import best, paired, together
from questions.rows import JIA, YI, targets

KEYS = ["region_code", "indicator", "year"]


def test_only_equal_and_known_keys_meet():
    left = targets({}, {"year": pd.NA}, {"region_code": YI})
    right = targets({"kind": "result"}, {"kind": "result", "year": pd.NA}, {"kind": "result", "indicator": "dropout_rate"})
    pairs = paired(left, right, KEYS, "targets")
    assert list(pairs["target_id_left"] + " " + pairs["target_id_right"]) == ["420325-plan@0 420325-plan@0"]
    assert list(pairs["region_code_left"]) == list(pairs["region_code_right"]) == [JIA]


def test_a_blank_text_is_no_key():
    rows = targets({"scope": ""}, {"scope": "山区"})
    assert list(paired(rows, rows, ["scope"], "targets")["scope_left"]) == ["山区"]


def test_the_pair_with_the_fewest_flags_is_kept_and_a_refused_one_never():
    left = targets({"scope": "山区"}, {"period": "h1"})
    right = targets({"kind": "result", "comparator": "~", "scope": "城区"}, {"kind": "result", "scope": "山区"})
    kept = best(paired(left, right, KEYS, "targets"))
    assert list(kept["target_id_left"]) == ["420325-plan@0"] and list(kept["scope_right"]) == ["山区"]


def test_among_equals_the_first_is_kept():
    right = targets({"kind": "result", "value": 1.0}, {"kind": "result", "value": 2.0})
    assert list(best(paired(targets({}), right, KEYS, "targets"))["value_right"]) == [1]


def test_nobody_meets_nobody():
    pairs = paired(targets({}), targets({"kind": "result"}).iloc[:0], KEYS, "targets")
    assert best(pairs).empty and "why" in pairs


@given(st.lists(st.lists(st.sampled_from("abcd")).map(" ".join)))
def test_ids_stand_together_each_once(cells):
    ids = together(*cells).split()
    assert len(ids) == len(set(ids)) and set(ids) == set(" ".join(cells).split())
