"""Numbers in cells: read, or refused in words; never taken for missing."""
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.cells import chinese_number, read_number, read_year


@pytest.mark.parametrize(("cell", "number"), [
    (98, 98), (98.5, 98.5), (0, 0), ("98", 98), ("98.0", 98), ("98%", 98), ("９８％", 98), ("98 %", 98), ("-5", -5),
    ("1,234", 1234), ("１，２３４", 1234), ("1,234,567.5", 1234567.5), ("九十八%", 98), ("百分之九十八", 98), ("八十五点五", 85.5),
    ("3.4万", 34000), ("1.2亿", 120_000_000), ("三万五千", 35000), ("　98\u200b", 98),
])
def test_what_is_a_number(cell, number):
    reading = read_number(cell)
    assert reading.value == pytest.approx(number) and reading.error is None


@pytest.mark.parametrize(("cell", "advice"), [
    ("95%-98%", "range"), ("95～98", "range"), ("≥98%", "comparator"), ("约98%", "comparator"), ("98%以上", "comparator"),
    ("近2万", "comparator"), ("/", "reason"), ("—", "reason"), ("无", "reason"), ("N/A", "reason"), ("同上", "number itself"),
    ("98%(2022年)", "remark"), ("98（其中农村50）", "remark"), ("98.5.1", "plain number"), ("O.98", "letters"), ("l00", "letters"),
    ("1e2", "plain number"), ("1,23", "plain number"), ("xx%", "hidden"), ("若干", "plain number"),
])
def test_what_is_refused_says_what_to_do(cell, advice):
    reading = read_number(cell)
    assert reading.value is None and advice in reading.error.en and cell in reading.error.zh


@pytest.mark.parametrize(("cell", "what"), [
    (datetime.datetime(2022, 9, 8), "date or time"), (datetime.time(9, 8), "date or time"), (datetime.timedelta(hours=1), "date or time"),
    (True, "TRUE"), (False, "FALSE"), (1e300, "1e+300"),
])
def test_what_a_spreadsheet_made_of_a_number_is_refused(cell, what):
    reading = read_number(cell)
    assert reading.value is None and what in reading.error.en


def test_a_cell_in_percent_format_counts_in_percent():
    assert read_number(0.98, "0%").value == 98
    assert read_number(0.605, "0.0%").value == 60.5
    assert read_number(0.98, "0%").formatted and not read_number("98%").formatted
    assert read_number(0.98).value == 0.98


@pytest.mark.parametrize("cell", [None, "", " ", "\u3000\u200b"])
def test_blank_is_blank(cell):
    assert read_number(cell) == (None, None, None, False, False)


def test_words_are_read_with_a_warning():
    assert "98" in read_number("九十八").warning.zh and read_number("98").warning is None


def test_a_very_long_text_is_refused_at_once():
    assert read_number("(" * 32_000).error is not None


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_back(number):
    assert chinese_number(written(number)) == number


def written(number: int) -> str:
    """A whole number in Chinese numerals, the usual way."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return written(high) + "万" + (("零" if low < 1000 else "") + written(low) if low else "")
    text, zero = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + mark
        zero = not digit
        if not number:
            break
    return text or "零"


@pytest.mark.parametrize("text", ["", "九八", "十十", "百千", "点五", "三点", "万", "好"])
def test_what_is_no_chinese_numeral(text):
    assert chinese_number(text) is None


@pytest.mark.parametrize(("cell", "year"), [(2024, 2024), ("2024", 2024), ("2024年", 2024), ("２０２４年", 2024), (2024.0, 2024)])
def test_years(cell, year):
    assert read_year(cell).value == year


@pytest.mark.parametrize("cell", [24, 2024.5, 3024, "2023-2024学年", datetime.datetime(2024, 1, 1), "去年"])
def test_what_is_no_year(cell):
    reading = read_year(cell)
    assert reading.value is None and reading.error
