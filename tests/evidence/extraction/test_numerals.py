"""Numbers in digits and in words."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction import numerals

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A number below a hundred million in Chinese words, as one writes it."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return spelled(high) + "万" + (gap + spelled(low) if low else "")
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return DIGITS[high] + name + (gap + spelled(low) if low else "")
    return DIGITS[number]


@given(st.integers(1, 99_999_999))
def test_numbers_in_words_are_read_as_written(number):
    assert numerals.value(spelled(number)) == number


@given(st.integers(0, 10**12))
def test_thousands_commas_change_nothing(number):
    assert numerals.value(f"{number:,}") == numerals.value(str(number)) == number


@pytest.mark.parametrize(("word", "value"), [
    ("十", 10), ("十六", 16), ("两百", 200), ("三千五", 3500), ("三万五", 35000), ("一亿", 1e8), ("三亿五千万", 3.5e8),
    ("一万亿", 1e12), ("二十六点五", 26.5), ("五二九点零七", 529.07), ("二〇", 20), ("零点五", 0.5), ("1.20", 1.2),
])
def test_values(word, value):
    assert numerals.value(word) == pytest.approx(value)


@pytest.mark.parametrize(("word", "pair"), [("两三", (2, 3)), ("七八", (7, 8)), ("十五六", (15, 16)), ("三二", None), ("五", None),
                                            ("二十", None), ("三五", None)])
def test_neighbouring_digits_are_a_span(word, pair):
    assert numerals.span(word) == pair


def test_magnitudes_multiply():
    assert [numerals.magnitude(size) for size in ("", None, "百", "千万", "万亿")] == [1, 1, 100, 1e7, 1e12]
