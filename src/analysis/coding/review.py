"""The review workbook: what the program found in a document, for a person to accept, correct, reject, add to.

Sheets: 复核 (one row a candidate, the doubtful first), 原文 (the whole text, a sentence a row, linked both
ways), 指标, 说明. It holds sentences of the source and is not for passing on with the project.
"""
from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from analysis.coding import sheets
from analysis.coding.locate import sentences, tidy
from analysis.coding.pairing import Record, records
from analysis.coding.sheets import Column
from analysis.coding.vocabulary import Vocabulary, key
from analysis.coding.workbook import FIELDS, add_reference_sheets, column, lists, shown, vocabulary_of
from analysis.words import Text

SHEET, TEXT_SHEET = "复核", "原文"
DECISIONS = {"accept": Text("接受", "accept"), "correct": Text("更正", "correct"), "reject": Text("拒绝", "reject"), "add": Text("增补", "add")}
CODED = tuple(name for name in FIELDS if name not in ("document", "coder", "char_start", "char_end", "confidence"))
PLACES_BEFORE = ("candidate_start", "candidate_end")
HEADS = {"decision": "决定\ndecision", "sentence": "句号\nsentence", "text": "句子\ntext", "comment": "说明\ncomment",
         "confidence": "把握\nconfidence", "rule": "规则\nrule", "candidate_start": "起始字符\ncandidate_start",
         "candidate_end": "结束字符\ncandidate_end", "check": "校验\ncheck"}
_LIST = "决定 decision"
_BEFORE = ("decision", "confidence", "sentence", "text")
_AFTER = ("comment", "rule", "candidate_start", "candidate_end", "check")
GUIDE = (
    Text("怎样复核", "How to review"),
    Text("“复核”表中一行是程序找到的一个数字，最没有把握的在前。句子中的数字标为红色；点“句号”跳到“原文”表中的那一句，再点回来。",
         "Each row of 复核 is a figure that the program found, the most doubtful first. The figure is red in its sentence; the sentence number leads to the sheet 原文 and back."),
    Text("在“决定”中选择：接受（编码正确）；更正（改好这一行的编码后选）；拒绝（不是数字陈述）；不选表示尚未复核。",
         "Choose under “decision”: accept (the coding is right), correct (after mending the row), reject (no statement); empty means not yet reviewed."),
    Text("程序漏掉的数字：在表末空行中选“增补”，填写句号、原文数字和各列编码；起止字符由程序查找。同一句中有几处相同的，在“位置”写第几处。",
         "A figure that was missed: on an empty row at the end choose add, and give the sentence number, the figure as written and its codes; the program finds the offsets. If the sentence has it more than once, say which occurrence under “place”."),
    Text("灰色的列请勿改动。复核完保存为 .xlsx，再运行 county-targets build。", "Leave the grey columns alone. Save as .xlsx and run county-targets build."),
)


def row_check(row: Record) -> str:
    """A short hash of the coded fields of a row: tells whether a person changed it."""
    def plain(value: object) -> str:
        return "" if value in (None, "") else f"{value:.9g}" if isinstance(value, (int, float)) else key(value)

    return hashlib.sha256("|".join(plain(row.get(name)) for name in CODED).encode()).hexdigest()[:8]


def write_review(document: str, text: str, candidates: pd.DataFrame, path: Path, indicators: pd.DataFrame | None = None,
                 lang: str = "zh") -> None:
    """Write the review workbook of one document.

    ``candidates`` has the manual's columns and, where known, ``rule``; rows of other documents are left
    out. ``text`` is the text that the offsets refer to. Same input, same bytes.
    """
    vocabulary = vocabulary_of(indicators, None)
    mine = candidates[candidates["document"] == document]
    mine = mine.assign(_doubt=mine["confidence"].fillna(0.0)) if "confidence" in mine else mine.assign(_doubt=0.0)
    mine = mine.sort_values(["_doubt", "char_start"], kind="stable").drop(columns="_doubt").reset_index(drop=True)
    spans = sentences(text)
    numbers = [_sentence_of(spans, start) for start in mine["char_start"]]
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    columns = _columns(vocabulary)
    sheets.fill_sheet(sheet, columns, _rows(mine, numbers, text, spans, vocabulary, lang), freeze="E2")
    _text_sheet(book, text, spans, numbers)
    for at, number in enumerate(numbers, 2):
        if number:
            sheets.link(sheet.cell(at, 3), TEXT_SHEET, number + 1)
    add_reference_sheets(book, vocabulary, GUIDE)
    ranges = sheets.add_options(book, {_LIST: [text_[lang] for text_ in DECISIONS.values()], **lists(vocabulary, CODED, lang)})
    sheets.add_dropdowns(sheet, columns, ranges, len(mine))
    sheets.save(book, path, f"复核表 review workbook {document}")


def _columns(vocabulary: Vocabulary) -> list[Column]:
    own = {"decision": Column(HEADS["decision"], 10, "required", options=_LIST), "confidence": Column(HEADS["confidence"], 11), "sentence": Column(HEADS["sentence"], 8),
           "text": Column(HEADS["text"], 64, wrap=True), "comment": Column(HEADS["comment"], 26, text=True, wrap=True),
           "rule": Column(HEADS["rule"], 16, "aside", text=True)}
    aside = {name: Column(HEADS[name], 16 if name in PLACES_BEFORE else 10, "aside", text=name == "check") for name in _AFTER if name not in own}
    return [*(own[name] for name in _BEFORE), *(column(name, vocabulary) for name in CODED), *({**own, **aside}[name] for name in _AFTER)]


def _sentence_of(spans: Sequence[tuple[int, int]], start: object) -> int:
    """The number of the sentence, from 1, in which a character stands; 0 for none."""
    if start is None or pd.isna(start):
        return 0
    return bisect_right([first for first, _ in spans], int(start))


def _rows(frame: pd.DataFrame, numbers: Sequence[int], text: str, spans: Sequence[tuple[int, int]],
          vocabulary: Vocabulary, lang: str) -> list[list[object]]:
    cells = shown(frame, CODED, vocabulary, lang)
    return [[None, row.get("confidence"), number or None, _marked(row, number, text, spans), *coded, None, row.get("rule"),
             row.get("char_start"), row.get("char_end"), row_check(row)]
            for row, number, coded in zip(records(frame), numbers, cells)]


def _marked(row: Record, number: int, text: str, spans: Sequence[tuple[int, int]]) -> object:
    if not number:
        return row.get("span")
    first, last = spans[number - 1]
    start, end = row["char_start"], row["char_end"]
    return sheets.marked(tidy(text[first:start]).lstrip(), tidy(text[start:end]), tidy(text[end:max(last, end)]).rstrip())


def _text_sheet(book: Workbook, text: str, spans: Sequence[tuple[int, int]], numbers: Sequence[int]) -> None:
    """The whole text, a sentence a row, with the first row of 复核 that stands on it."""
    first_row: dict[int, int] = {}
    for at, number in enumerate(numbers, 2):
        first_row.setdefault(number, at)
    columns = [Column(HEADS["sentence"], 8), Column("复核行\nrow", 8), Column("数字数\nfigures", 8), Column("文字\ntext", 110, wrap=True)]
    rows = [[n, first_row.get(n), list(numbers).count(n) or None, tidy(text[start:end]).strip()] for n, (start, end) in enumerate(spans, 1)]
    sheet = book.create_sheet(TEXT_SHEET)
    sheets.fill_sheet(sheet, columns, rows)
    for n, row in first_row.items():
        if n:
            sheets.link(sheet.cell(n + 1, 2), SHEET, row)
