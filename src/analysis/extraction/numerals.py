"""Numbers in digits and in Chinese words, to values.

``value("1.2")``, ``value("三百五十")``, ``value("五二九点零七")``, ``span("两三")``. Pure functions of short
strings; what is and is not a number in running text is decided in :mod:`figures`.
"""
from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
MAGNITUDES = TENS | MYRIADS

# Regular expressions of one number, to be built into others. Bounded: linear on any input.
ARABIC = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?(?!\d)|\d{1,15}(?:\.\d{1,6})?"
CHINESE = r"[一二两三四五六七八九十百千万亿零〇]{1,14}(?:点[一二三四五六七八九零〇]{1,6})?"


def _below_myriad(word: str) -> int:
    """二百五十 → 250; a last digit without magnitude after 百 or 千 stands for ones (三百零五) or the next place (三千五)."""
    total, digit, last = 0, 0, 10
    for char in word:
        if char in TENS:
            last = TENS[char]
            total += (digit or 1) * last
            digit = 0
        else:
            digit = DIGITS[char]
            last = 10 if digit == 0 else last
    return total + digit * (last // 10 if last > 10 else 1)


def _positional(word: str) -> int:
    """五二九 → 529: digits read out one by one."""
    return int("".join(str(DIGITS[char]) for char in word))


def _whole(word: str) -> int:
    if not any(char in MAGNITUDES for char in word):
        return _positional(word)
    total, rest = 0, word
    for char, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.rpartition(char)
        if found:
            total += (_whole(head) if head else 1) * size
            # 三万五: the digit after a myriad stands for the next place
            rest = tail if len(tail) != 1 or tail in MAGNITUDES else tail + ("千" if size == 10**4 else "")
            if size == 10**8 and len(tail) == 1 and tail in DIGITS:
                return total + DIGITS[tail] * 10**7
    return total + (_below_myriad(rest) if rest else 0)


def value(word: str) -> float:
    """The value of one number in digits (thousands commas allowed) or in Chinese words.

    >>> value("3,260"), value("三百五十"), value("五千七百八十万"), value("二十六点五")
    (3260.0, 350.0, 57800000.0, 26.5)
    """
    if word[0] <= "9":
        return float(word.replace(",", "") if "," in word else word)
    whole, _, decimals = word.partition("点")
    if not decimals:
        return float(_whole(whole))
    return float(f"{_whole(whole)}.{_positional(decimals)}" if decimals[0] not in "零〇"
                 else f"{_whole(whole)}." + "".join(str(DIGITS[c]) for c in decimals))


def span(word: str) -> tuple[float, float] | None:
    """两三, 七八, 十五六: an approximate pair, lower and upper; None for any other number."""
    if len(word) >= 2 and word[-1] in DIGITS and word[-2] in DIGITS:
        low, high = DIGITS[word[-2]], DIGITS[word[-1]]
        if high == low + 1 and low > 0 and not any(char in DIGITS for char in word[:-2]):
            base = _whole(word[:-2]) if word[:-2] else 0
            return float(base + low), float(base + high)
    return None


def magnitude(words: str | None) -> float:
    """千万 → 1e7, 百 → 100; nothing is 1."""
    size = 1.0
    for char in words or "":
        size *= MAGNITUDES.get(char, 1)
    return size
