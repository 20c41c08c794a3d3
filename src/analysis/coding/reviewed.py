"""Read a review workbook back: decisions, corrected codes, and the places of figures that a person added."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.checks import Problem
from analysis.coding.adjudication import decision_code
from analysis.coding.grid import read_grids
from analysis.coding.headed import Table, find_table
from analysis.coding.locate import Location, locate, sentences
from analysis.coding.reading import OUR_SHEETS, as_frame, read_row
from analysis.coding.review import CODED, DECISIONS, HEADS, TEXT_SHEET, row_check
from analysis.coding.rowchecks import Row
from analysis.coding.vocabulary import Vocabulary, heading_forms, key
from analysis.coding.workbook import vocabulary_of
from analysis.words import Text

_OWN = ("decision", "sentence", "comment", "rule", "confidence", "candidate_start", "candidate_end", "check")
_IGNORED = (*OUR_SHEETS, TEXT_SHEET)


def _forms() -> dict[str, str]:
    return {**heading_forms(CODED), **{key(head): name for name, head in HEADS.items()}}


def read_review(path: Path, text: str | None = None, indicators: pd.DataFrame | None = None,
                document: str | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows of a review workbook and its problems.

    Columns: the manual's, ``coder`` (""), ``decision`` (accept, correct, reject, add, "" undecided),
    ``comment``, ``rule``, ``candidate_start``, ``candidate_end`` (empty for added rows), ``row``. ``document``
    is the document's id (the file's name without its ending where it is not given). Offsets of added
    and of re-written figures are found in ``text``; without it they stay empty and are reported. A row
    with a bad cell is left out; of a rejected row only its place is read.
    """
    grids, problems = read_grids(path)
    if not grids:
        return _frame([]), problems
    table, found = find_table(grids, _forms(), ("decision", "span", "indicator", "value", "unit", "kind"), _IGNORED)
    problems += found
    if table is None:
        return _frame([]), problems
    reader = _Reader(table, vocabulary_of(indicators, None), document or Path(path).stem, text)
    rows = []
    for number in table.rows():
        row, found = reader.row(number)
        problems += found
        rows += [row] if row else []
    return _frame(rows), problems


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    frame = as_frame(rows)
    for name in ("decision", "comment", "rule"):
        frame[name] = frame[name] if name in frame else pd.Series([], dtype="str")
    for name in ("candidate_start", "candidate_end"):
        numbers = pd.to_numeric(frame[name].replace("", None)) if name in frame else pd.Series([], dtype="float64")
        frame[name] = numbers.astype("Int64")
    return frame


class _Reader:
    """What reading one review workbook needs to know for every row."""

    def __init__(self, table: Table, vocabulary: Vocabulary, document: str, text: str | None):
        self.table, self.vocabulary, self.document, self.text = table, vocabulary, document, text
        self.sentences = sentences(text) if text is not None else []

    def row(self, number: int) -> tuple[Row | None, list[Problem]]:
        decision, problems = self._decision(number)
        if decision is None:
            return None, problems
        own = {name: self.table.cell(number, name).value for name in _OWN}
        if decision == "reject":
            return self._done(Row(number, self._rejected(number), {}), decision, own), problems
        row, found = read_row(self.table, number, self.vocabulary, "", CODED)
        problems += found
        if any(problem.severity == "error" for problem in found):
            return None, problems
        changed = bool(own["check"]) and row_check(row.values) != str(own["check"])
        decision, found = self._changed(number, decision, changed)
        found += self._place(row, decision, own)
        bad = any(problem.severity == "error" for problem in found)
        return (None if bad else self._done(row, decision, own)), problems + found

    def _decision(self, number: int) -> tuple[str | None, list[Problem]]:
        cell = self.table.cell(number, "decision")
        if cell.blank:
            if self.table.cell(number, "candidate_start").blank:
                text = Text("这一行没有选择“决定”，没有读取。增补的数字请选“增补”。", "no decision on this row; it was not read. Choose add for a figure that you added.")
                return None, [self.table.problem("error", number, "decision", text)]
            return "", []
        code = decision_code(cell.value, DECISIONS)
        if code is None:
            text = Text("不认识的决定“{cell}”。请从下拉列表中选择。", "unknown decision “{cell}”. Choose from the list.")
            return None, [self.table.problem("error", number, "decision", text.format(cell=cell.value))]
        return code, []

    def _rejected(self, number: int) -> dict:
        return {name: str(self.table.cell(number, name).value or "") for name in ("span", "place")}

    def _changed(self, number: int, decision: str, changed: bool) -> tuple[str, list[Problem]]:
        if decision == "accept" and changed:
            text = Text("选了“接受”，但这一行改动过，按“更正”处理。", "accepted, but the row was changed; taken as corrected.")
            return "correct", [self.table.problem("warning", number, "decision", text)]
        if decision == "" and changed:
            text = Text("这一行改动过，却没有选择“决定”；改动没有采用。", "the row was changed, but no decision was chosen; it counts as not reviewed and is left out.")
            return decision, [self.table.problem("error", number, "decision", text)]
        return decision, []

    def _place(self, row: Row, decision: str, own: dict) -> list[Problem]:
        """Offsets: those of the candidate while its figure stands there, else looked for in the sentence."""
        start, end = own["candidate_start"], own["candidate_end"]
        span = row.values.get("span") or ""
        still = None if decision == "add" or start is None else self._still(span, int(start), int(end))
        if still is not None:
            row.values.update(char_start=still.start, char_end=still.end)
            return []
        found = self._find(span, row.values.get("place") or "", own["sentence"])
        if found is None:
            text = (Text("没有原文，无法查找“{span}”的位置；请放入原文后重新运行。", "the text is not at hand, so “{span}” has no location; add the document and run again.") if self.text is None else
                    Text("在第 {sentence} 句中没有找到“{span}”。请核对句号和原文数字。", "“{span}” was not found in sentence {sentence}. Check the sentence number and the figure as written."))
            return [self.table.problem("warning" if self.text is None else "error", row.number, "span", text.format(span=span, sentence=own["sentence"]))]
        row.values.update(char_start=found.start, char_end=found.end)
        if found.certain:
            return []
        text = Text("“{span}”在第 {sentence} 句中不止一处，取了第一处。请在“位置”写明第几处。", "sentence {sentence} has “{span}” more than once; the first was taken. Say under “place” which occurrence it is.")
        return [self.table.problem("warning", row.number, "place", text.format(span=span, sentence=own["sentence"]))]

    def _still(self, span: str, start: int, end: int) -> Location | None:
        """Where the figure stands in the candidate's place: all of it, or the part that a person cut it down to."""
        if self.text is None or key(self.text[start:end]) == key(span):
            return Location(start, end)
        found = locate(self.text[start:end], span, "")
        return found and Location(start + found.start, start + found.end)

    def _find(self, span: str, place: str, sentence: object) -> Location | None:
        if self.text is None or not span:
            return None
        if not isinstance(sentence, (int, float)) or not 1 <= sentence <= len(self.sentences):
            return locate(self.text, span, place)
        first, last = self.sentences[int(sentence) - 1]
        found = locate(self.text[first:last], span, place)
        return found and Location(found.start + first, found.end + first, found.certain)

    def _done(self, row: Row, decision: str, own: dict) -> Row:
        kept = {name: own[name] for name in ("comment", "rule", "candidate_start", "candidate_end")}
        row.values.update(document=self.document, decision=decision, confidence=own["confidence"], coder="", **kept)
        if decision == "reject":
            row.values.update(char_start=own["candidate_start"], char_end=own["candidate_end"])
        for name in ("text", "sentence", "check"):  # the source's words stay in the workbook
            row.values.pop(name, None)
        for name in schema.MANUAL_COLUMNS:
            row.values.setdefault(name, None)
        return row
