"""Tables come back as they were written, byte for byte the same anywhere, and no cell is a formula."""
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.paths import StoreError, find_project, write_bytes
from analysis.store import number_text, parse_table, read_table, table_bytes, write_table

CELL = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_texts_come_back_whatever_they_hold(rows):
    frame = pd.DataFrame(rows, columns=["note", "scope"], dtype="str")
    kept = frame[(frame != "").any(axis=1)].reset_index(drop=True)
    pd.testing.assert_frame_equal(parse_table(table_bytes(frame), "t.csv"), kept)


@given(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-10**12, 10**12)))
def test_numbers_come_back_exactly(value):
    frame = pd.DataFrame({"span": ["x"], "value": [float(value)]})
    assert parse_table(table_bytes(frame), "t.csv")["value"].iloc[0] == float(value)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3+1", "-3\n=1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"x\")"])
def test_no_text_is_a_formula(text):
    line = table_bytes(pd.DataFrame({"note": [text]})).decode("utf-8-sig").split("\n", 1)[1]
    assert line.lstrip('"').startswith("'")
    assert parse_table(table_bytes(pd.DataFrame({"note": [text]})), "t.csv")["note"].iloc[0] == text


@pytest.mark.parametrize("text", ["-3", "-39.7%", "-1,200.5"])
def test_a_negative_number_is_written_as_it_was_found(text):
    data = table_bytes(pd.DataFrame({"span": [text], "note": ["="]}))
    assert f"\n{text},".encode() in data or f'\n"{text}",'.encode() in data
    assert parse_table(data, "t.csv")["span"].iloc[0] == text


def test_a_comparator_is_a_code_and_no_formula():
    assert table_bytes(pd.DataFrame({"comparator": ["=", ">="]})) == b"\xef\xbb\xbfcomparator\n=\n>=\n"


@pytest.mark.parametrize("value, text", [(348240000.0, "348240000"), (6.98, "6.98"), (-5.0, "-5"), (float("nan"), ""), (pd.NA, ""), (0.0, "0")])
def test_numbers_are_written_as_people_write_them(value, text):
    assert number_text(value) == text


def test_excel_knows_it_is_chinese(tmp_path):
    write_table(pd.DataFrame({"region_name": ["房县"]}), tmp_path / "t.csv")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r" not in data


@pytest.mark.parametrize("data, said", [
    (b"", "empty"), ("甲,乙\n".encode("gb18030"), "UTF-8"), (b"a,b\n1\n", "line 2"), (b"year\nMMXX\n", "year"), (b"redacted\nmaybe\n", "redacted")])
def test_a_table_that_cannot_be_read_says_why_and_where(tmp_path, data, said):
    path = tmp_path / "bad.csv"
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        read_table(path)
    assert "bad.csv" in caught.value.text.en and said in caught.value.text.en
    assert "bad.csv" in caught.value.text.zh


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "t.csv"
    write_bytes(path, b"old")
    with pytest.raises(TypeError):
        write_bytes(path, "not bytes")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]


def test_the_project_is_found_from_a_folder_inside_it(tmp_path, monkeypatch):
    monkeypatch.delenv("COUNTY_TARGETS_PROJECT", raising=False)
    (tmp_path / "data" / "raw" / "codebook").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    assert find_project(tmp_path / "notebooks").root == tmp_path.resolve()
