"""Hand coding and extraction side by side: what is found, what differs, and the scores of both."""
import pandas as pd
import pytest

from analysis.coding.merge import complete
from analysis.compare import quality


def rows(*given: dict) -> pd.DataFrame:
    base = {"document": "jia-2024", "indicator": "schools_built", "measure": "level", "comparator": "=", "unit": "institution",
            "kind": "target", "year": 2024, "span": "3所", "value": 3.0}
    frame = complete(pd.DataFrame([base | row for row in given]))
    return frame.assign(statement_id=[f"jia-2024@{start}" for start in frame["char_start"]])


HAND = rows({"char_start": 10, "char_end": 12}, {"char_start": 20, "char_end": 23, "value": 12.0, "span": "12所"})


def scored(found: pd.DataFrame, hand: pd.DataFrame = HAND) -> dict[str, tuple]:
    table = quality.scores(quality.side_by_side(hand, found)).set_index("level")
    return {level: (row["n_hand"], row["n_extracted"], row["n_agreeing"]) for level, row in table.iterrows()}


def test_the_same_rows_agree_at_every_level():
    assert scored(HAND) == dict.fromkeys(quality.LEVELS, (2, 2, 2))


@pytest.mark.parametrize("change, agreeing", [
    ({"value": 4.0}, (1, 1, 1)), ({"comparator": ">="}, (1, 1, 1)), ({"year": 2025}, (2, 1, 1)),
    ({"kind": "result"}, (2, 1, 1)), ({"indicator": "schools_merged"}, (2, 2, 1)), ({"scope": "初中"}, (2, 2, 2))])
def test_a_difference_counts_at_its_level_and_above(change, agreeing):
    found = rows({"char_start": 10, "char_end": 12} | change, {"char_start": 20, "char_end": 23, "value": 12.0})
    assert tuple(n for *_, n in scored(found).values()) == agreeing


def test_a_missed_and_a_spurious_figure():
    found = rows({"char_start": 10, "char_end": 12}, {"char_start": 90, "char_end": 92})
    assert scored(found)["figure"] == (2, 2, 1)
    assert list(quality.side_by_side(HAND, found)["found_by"]) == ["both", "hand", "extracted"]


def test_the_year_of_a_reference_is_free():
    hand = rows({"char_start": 10, "char_end": 12, "kind": "reference", "year": 2020})
    assert scored(rows({"char_start": 10, "char_end": 12, "kind": "reference", "year": 2021}), hand)["statement"] == (1, 1, 1)


def test_what_is_said_without_a_number_is_optional():
    hand = rows({"char_start": 10, "char_end": 12}, {"char_start": 20, "char_end": 22, "implicit": True, "value": 100.0})
    assert scored(rows({"char_start": 10, "char_end": 12}), hand)["figure"] == (1, 1, 1)
    assert scored(hand, hand)["figure"] == (1, 1, 1)


def test_other_is_left_out_of_the_coded_level():
    hand = rows({"char_start": 10, "char_end": 12, "indicator": "other"}, {"char_start": 20, "char_end": 23, "value": 12.0})
    assert scored(hand, hand)["coded"] == (1, 1, 1)
    assert scored(rows({"char_start": 10, "char_end": 12}, {"char_start": 20, "char_end": 23, "value": 12.0}), hand)["coded"] == (1, 2, 1)


@pytest.mark.parametrize("lang, said", [("zh", "年份：人工 2024，程序 2025"), ("en", "year: 2024 by hand, 2025 extracted")])
def test_a_difference_in_words(lang, said):
    sides = quality.side_by_side(HAND, rows({"char_start": 10, "char_end": 12, "year": 2025}, {"char_start": 20, "char_end": 23, "value": 12.0}))
    assert quality.in_words(sides.iloc[0], lang) == said
