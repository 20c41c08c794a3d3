"""The places of the rows of a table: found where they are missing, followed when a document has changed."""
from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.checks import Problem
from analysis.coding.locate import Location, find_again, fingerprint, locate
from analysis.words import Text

_ABSENT = Text("原文中没有找到“{span}”（{place}）。请核对“原文数字”和“位置”。", "“{span}” ({place}) was not found in the text. Check the figure as written and its place.")
_UNCERTAIN = Text("“{span}”（{place}）在原文中不止一处，取了第 {start} 个字符处的一处。请在“位置”中写明第几处。",
                  "“{span}” ({place}) stands more than once in the text; the one at character {start} was taken. Say under “place” which occurrence it is.")
_STATES = {
    "moved": ("warning", Text("文件改动后，“{span}”从第 {old} 个字符移到第 {new} 个字符，已重新定位。", "the document has changed: “{span}” moved from character {old} to {new} and was found again.")),
    "doubtful": ("warning", Text("文件改动后，“{span}”的上下文变了，无法确定是否仍是这个数字；这一行保留，请重新核对。",
                                 "the document has changed: “{span}” now stands among other words; the row is kept, check whether it is still the same figure.")),
    "gone": ("error", Text("文件改动后，原文中已没有“{span}”；这一行保留，请重新编码。", "the document has changed: “{span}” is not in the text any more; the row is kept, code it again.")),
}


def place_rows(frame: pd.DataFrame, texts: Mapping[str, str], file: str = "", sheet: str = "") -> tuple[pd.DataFrame, list[Problem]]:
    """Fill in ``char_start`` and ``char_end`` where a row has none and the text of its document is at hand.

    ``texts`` gives the text by document. Rows whose figure is not found keep no location; they and
    those where the place does not decide are reported (by their ``row`` where there is one).
    """
    out = frame.reset_index(drop=True).copy()
    problems = []
    for at in out.index[out["char_start"].isna() & out["document"].isin(list(texts)) & (out["span"] != "")]:
        row = out.loc[at]
        found = locate(texts[row["document"]], row["span"], row["place"])
        if found:
            out.loc[at, ["char_start", "char_end"]] = [found.start, found.end]
        problems += _doubts(row, found, file, sheet)
    return out, problems


def _doubts(row: pd.Series, found: Location | None, file: str, sheet: str) -> list[Problem]:
    if found and found.certain:
        return []
    severity, text = ("warning", _UNCERTAIN) if found else ("error", _ABSENT)
    values = {"span": row["span"], "place": row["place"] or "—", "start": found.start if found else ""}
    return [Problem(severity, text.format(**values), file or row["document"], sheet, str(row["row"]) if "row" in row else "")]


def marks(frame: pd.DataFrame, texts: Mapping[str, str]) -> pd.Series:
    """The fingerprint of every row's surroundings, "" where it has no location or its text is not at hand."""
    def mark(document, start, end):
        if document not in texts or pd.isna(start):
            return ""
        return fingerprint(texts[document], int(start), int(end))

    return pd.Series([mark(*row) for row in zip(frame["document"], frame["char_start"], frame["char_end"])], frame.index, dtype="str")


def follow(frame: pd.DataFrame, mark: pd.Series, texts: Mapping[str, str], names: Mapping[str, str] | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """Find the rows of changed documents again: every row is kept, with a column ``anchor``.

    ``mark`` holds the fingerprints of the text as it was coded, ``texts`` the changed texts by
    document, ``names`` the file of each for the report. ``anchor`` is same, moved, doubtful, gone, or
    "" where nothing was to be followed; a row that is not found keeps its old place.
    """
    out = frame.reset_index(drop=True).copy()
    states, problems = [], []
    for at, old in zip(out.index, mark):
        row = out.loc[at]
        if not old or row["document"] not in texts:
            states.append("")
            continue
        anchor = find_again(texts[row["document"]], row["span"], int(row["char_start"]), old)
        states.append(anchor.state)
        if anchor.state == "moved":
            out.loc[at, ["char_start", "char_end"]] = [anchor.start, anchor.end]
        if anchor.state in _STATES:
            severity, text = _STATES[anchor.state]
            values = {"span": row["span"], "old": row["char_start"], "new": anchor.start}
            problems.append(Problem(severity, text.format(**values), (names or {}).get(row["document"], row["document"]),
                                    cell=str(row["row"]) if "row" in row else ""))
    out["anchor"] = pd.Series(states, out.index, dtype="str")
    return out, problems
