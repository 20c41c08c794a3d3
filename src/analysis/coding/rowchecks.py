"""What must hold of a coded row, and of rows together, beyond each cell being readable.

A check takes a Row and the vocabulary and yields findings: severity, the field it is about, and a
sentence. The program never guesses which of two readings a person meant.
"""
from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from analysis.coding.cells import Reading, chinese_number
from analysis.coding.vocabulary import Vocabulary
from analysis.words import Text


class Row(NamedTuple):
    """A row as read: its number in the sheet, its values by field (None where blank), and how its numbers were read."""

    number: int
    values: dict[str, Any]
    readings: dict[str, Reading]
    whole: bool = True  # no cell of it was refused


class Finding(NamedTuple):
    severity: str
    field: str
    text: Text


# Things that come in ones; an average of them (with "per") need not be whole.
COUNTED = frozenset(("institution", "person", "person_time", "item", "place", "vehicle", "class", "event", "rank"))
# What a level can be at all, where the codebook has no narrower range.
UNIT_RANGE = {"percent": (0, 1000), "hour": (0, 8784), "rank": (1, 100_000), "ratio": (0, 10_000), "times": (0, 10_000)}
_AT_LEAST_ZERO = (0, 1e15)
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万点]+")
# Rows that agree in all of these say the same thing in the same place.
SAME_THING = ("document", "place", "char_start", "indicator", "measure", "unit", "kind", "year", "award_level", "scope",
              "basis", "flow", "stage", "period", "per", "part_of")


def check_row(row: Row, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Everything that is wrong or odd about one row."""
    for check in (_reason_for_blank, _percent_or_fraction, _percent_sign, _range, _whole, _order, _unit, _commitment):
        yield from check(row, vocabulary)


def _reason_for_blank(row: Row, _: Vocabulary) -> Iterator[Finding]:
    value, reading = row.values.get("value"), row.readings.get("value")
    hidden = row.values.get("redacted")
    if value is not None and hidden:
        yield Finding("error", "value", Text("“隐去”选了“是”，这里却有数值。请二者取其一。", "“redacted” says yes, but there is a value. Keep one of the two."))
    if value is None and not hidden and not row.values.get("note") and (reading is None or reading.error is None):
        yield Finding("error", "value", Text("没有数值，也没有说明原因。原文隐去的请在“隐去”选“是”，否则在“备注”写明原因。",
                                             "no value and no reason. Choose yes under “redacted” if the source hides it, else give the reason under “note”."))


def _span_numbers(span: str) -> set[float]:
    """The numbers of a figure as written, a per mille counted in percent too."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", span))
    found = {float(text) if text[0].isdigit() else chinese_number(text) for text in _NUMBERS.findall(plain[:200])} - {None}
    return found | {number / 10 for number in found if "‰" in plain or "%o" in plain}


def _percent_or_fraction(row: Row, _: Vocabulary) -> Iterator[Finding]:
    if row.values.get("unit") != "percent":
        return
    written = _span_numbers(row.values.get("span") or "")
    for field in ("value", "value_upper"):
        value, reading = row.values.get(field), row.readings.get(field)
        if value and abs(value) <= 1 and not (reading and reading.formatted) and abs(value) not in written:
            yield Finding("error", field, Text("{value} 是小数还是百分数？{value} 指 {percent}% 还是 {value}%？百分比请写成 98 这样的数；确实不到 1% 的，“原文数字”须与之一致。",
                                               "{value}: fraction or percent? Does it mean {percent}% or {value}%? Write percentages like 98; if it really is below 1 %, the figure as written must say so."
                                               ).format(value=f"{value:g}", percent=f"{value * 100:g}"))


def _percent_sign(row: Row, vocabulary: Vocabulary) -> Iterator[Finding]:
    unit = row.values.get("unit")
    for field in ("value", "value_upper"):
        reading = row.readings.get(field)
        if reading and reading.percent and unit not in (None, "percent", "percentage_point"):
            yield Finding("error", field, Text("这里是百分比，单位却是“{unit}”。请改正其一。", "this is a percentage, but the unit is “{unit}”. Correct one of them.").format(unit=vocabulary.text("unit", unit)))


def allowed(row: Row, vocabulary: Vocabulary) -> tuple[float, float] | None:
    """The range that the value of a row can lie in: the codebook's for a level in the indicator's unit, else the unit's."""
    if row.values.get("measure") != "level":
        return None
    known = vocabulary.indicator(row.values.get("indicator"))
    if known and known.get("unit") == row.values.get("unit") and known["range"]:
        return known["range"]
    return UNIT_RANGE.get(row.values.get("unit"), _AT_LEAST_ZERO)


def _range(row: Row, vocabulary: Vocabulary) -> Iterator[Finding]:
    limits = allowed(row, vocabulary)
    for field in ("value", "value_upper"):
        value = row.values.get(field)
        if limits and value is not None and not limits[0] <= value <= limits[1]:
            yield Finding("error", field, Text("{value} 超出“{name}”的允许范围（{low} 至 {high}）。请核对数值和单位；确属无误，请在 indicators.csv 中放宽范围。",
                                               "{value} is outside the range allowed for “{name}” ({low} to {high}). Check value and unit; if it is right, widen the range in indicators.csv."
                                               ).format(value=f"{value:.12g}", low=f"{limits[0]:g}", high=f"{limits[1]:g}", name=vocabulary.text("indicator", row.values.get("indicator"))))


def _whole(row: Row, vocabulary: Vocabulary) -> Iterator[Finding]:
    if row.values.get("unit") not in COUNTED or row.values.get("measure") != "level" or row.values.get("per"):
        return
    for field in ("value", "value_upper"):
        value = row.values.get(field)
        if value is not None and abs(value - round(value)) > 1e-6:
            yield Finding("error", field, Text("{value} 不是整数，而单位“{unit}”只能计整数（允许范围：整数）。请核对；若是平均数，请填“每单位”。",
                                               "{value} is not whole, but “{unit}” are counted in whole numbers (allowed: whole numbers). Check it; if it is an average, fill in “per”."
                                               ).format(value=f"{value:g}", unit=vocabulary.text("unit", row.values.get("unit"))))


def _order(row: Row, _: Vocabulary) -> Iterator[Finding]:
    for low, high, strict in (("value", "value_upper", False), ("char_start", "char_end", True)):
        first, last = row.values.get(low), row.values.get(high)
        if first is not None and last is not None and (last < first or (strict and last == first)):
            yield Finding("error", high, Text("{last} 应大于 {first}。", "{last} must be above {first}.").format(last=f"{last:g}", first=f"{first:g}"))


def _unit(row: Row, vocabulary: Vocabulary) -> Iterator[Finding]:
    if row.values.get("implicit"):  # 全部, 清零: 100 or 0 %, whatever is counted
        return
    known, unit = vocabulary.indicator(row.values.get("indicator")), row.values.get("unit")
    usual = (known or {}).get("unit")
    if usual and unit and unit != usual and row.values.get("measure") == "level" and "percent" in (unit, usual):
        yield Finding("warning", "unit", Text("单位是“{unit}”，而“{name}”通常以“{usual}”计。请核对指标或单位。",
                                              "the unit is “{unit}”, but “{name}” is usually counted in “{usual}”. Check indicator and unit.").format(
            unit=vocabulary.text("unit", unit), usual=vocabulary.text("unit", usual), name=vocabulary.text("indicator", row.values["indicator"])))


def _commitment(row: Row, _: Vocabulary) -> Iterator[Finding]:
    if row.values.get("commitment") and row.values.get("kind") not in (None, "target"):
        yield Finding("warning", "commitment", Text("只有目标才有承诺力度。请核对“性质”。", "only targets have a commitment. Check “kind”."))


def check_together(rows: Iterable[Row]) -> Iterator[tuple[Finding, Row, Row, bool]]:
    """What two rows of one workbook say of the same thing: the finding, the two rows, and whether both are to be left out.

    The same coder with two values is an error (both rows), with one value twice a warning; two coders
    who differ are a warning, both rows kept.
    """
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.values.get(name) for name in SAME_THING)].append(row)
    for group in groups.values():
        for n, first in enumerate(group):
            for second in group[n + 1:]:
                finding = _compared(first, second)
                if finding:
                    yield finding, first, second, finding.severity == "error"


def _compared(first: Row, second: Row) -> Finding | None:
    a, b = (tuple(row.values.get(name) for name in ("value", "value_upper", "comparator", "redacted")) for row in (first, second))
    same_coder = first.values.get("coder") == second.values.get("coder")
    shown = {"a": _value_text(first), "b": _value_text(second)}
    if same_coder and a != b:
        return Finding("error", "value", Text("同一文件、同一处、同一指标有两个数值：{a} 与 {b}（{cells}）。请删去一行，或用“位置”“范围”区分。",
                                              "two values for the same thing in the same place: {a} and {b} ({cells}). Delete one row, or tell them apart by place or scope.").format(**shown, cells="{cells}"))
    if same_coder:
        return Finding("warning", "value", Text("两行完全相同（{cells}），都保留了。如属重复请删去一行。", "two rows are the same ({cells}); both were kept. Delete one if it is a slip.").format(cells="{cells}"))
    if a != b:
        names = {"first": first.values.get("coder"), "second": second.values.get("coder")}
        return Finding("warning", "value", Text("两位编码员不一致：{a}（{first}）与 {b}（{second}），{cells}。两行都保留，待裁定。",
                                                "two coders disagree: {a} ({first}) and {b} ({second}), {cells}. Both are kept for adjudication.").format(**shown, **names, cells="{cells}"))
    return None


def _value_text(row: Row) -> str:
    value = row.values.get("value")
    return "—" if value is None else f"{value:.12g}"
