"""What the cells of a coding workbook say, and what is stored: headings and fields, labels and codes.

People see labels (至少, 超过, the names of indicators); the tables hold codes. Reading takes the
label in either language, the code itself, and forms that differ only in blanks, width or case.
"""
from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from analysis import schema
from analysis.words import Text

BOOLEAN = {True: Text("是", "yes"), False: Text("否", "no")}
_BOOLEAN_FORMS = {"是": True, "yes": True, "true": True, "1": True, "y": True,
                  "否": False, "no": False, "false": False, "0": False, "n": False}
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


def key(text: object) -> str:
    """A text without blanks (seen and unseen), width and case: what makes two labels the same."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", str(text))).casefold()


def trimmed(text: object) -> str:
    """A text without blanks, seen and unseen, at its ends."""
    return re.sub(rf"^{_UNSEEN.pattern}|{_UNSEEN.pattern}$", "", str(text))


class Found(NamedTuple):
    """A code that a cell stands for: ``value`` (None when unknown), whether it was written exactly, and the nearest label."""

    value: object
    exact: bool = True
    nearest: str = ""


class Vocabulary:
    """The labels and codes that a workbook uses.

    ``indicators`` has id, name_zh, name_en and, where known, unit, plausible_min, plausible_max;
    ``documents`` has document and, where known, file and title. Without ``documents`` any name of a
    document is taken.
    """

    def __init__(self, indicators: pd.DataFrame, documents: pd.DataFrame | None = None):
        self.indicators = indicators
        self.documents = documents

    @cached_property
    def _labels(self) -> dict[str, dict[object, Text]]:
        rows = self.indicators[["id", "name_zh", "name_en"]].itertuples(index=False)
        return {**schema.CODES, "indicator": {id_: Text(zh, en) for id_, zh, en in rows}, "boolean": BOOLEAN}

    def options(self, field: str) -> dict[object, Text]:
        """The codes of a field with their labels, in the order of the codebook; empty for a field without codes."""
        known = schema.FIELDS.get(field)
        if known is None:
            return {}
        return self._labels["boolean"] if known.type == "boolean" else self._labels.get(known.codes or "", {})

    def label(self, field: str, code: object, lang: str = "zh") -> object:
        """What a cell shows for a code; a value that is no code is shown as it is."""
        found = self.options(field).get(code if not isinstance(code, bool) else bool(code))
        return found[lang] if found is not None else code

    def text(self, field: str, code: object) -> Text:
        """The label of a code in both languages, for sentences; the code itself where it has none."""
        return self.options(field).get(code) or Text(str(code), str(code))

    @cached_property
    def _by_id(self) -> dict[str, dict]:
        return {row["id"]: {"unit": row.get("unit") or "", "range": _range(row)} for row in self.indicators.to_dict("records")}

    def indicator(self, id_: object) -> dict | None:
        """The unit of an indicator and its plausible range (low, high), or None for either; None for an unknown one."""
        return self._by_id.get(id_)

    @cached_property
    def _forms(self) -> dict[str, dict[str, object]]:
        return {}

    def _forms_of(self, field: str) -> dict[str, object]:
        if field not in self._forms:
            forms: dict[str, object] = dict(_BOOLEAN_FORMS) if schema.FIELDS[field].type == "boolean" else {}
            for code, text in self.options(field).items():
                forms.update({key(code): code, key(text.zh): code, key(text.en): code, key(f"{text.zh}{text.en}"): code})
            self._forms[field] = forms
        return self._forms[field]

    def code(self, field: str, cell: object) -> Found:
        """The code that a cell stands for, or the label that it comes nearest to."""
        text = trimmed(cell)
        forms = self._forms_of(field)
        if key(text) in forms:
            code = forms[key(text)]
            label = self.options(field)[code]
            spellings = {str(code), label.zh, label.en}
            return Found(code, text in spellings or schema.FIELDS[field].type == "boolean")
        near = difflib.get_close_matches(key(text), forms, n=1, cutoff=0.6)
        return Found(None, False, self._both(field, forms[near[0]]) if near else "")

    def _both(self, field: str, code: object) -> str:
        label = str(self.label(field, code))
        return label if label == str(code) or not isinstance(code, str) else f"{label} ({code})"

    @cached_property
    def _documents(self) -> dict[str, str]:
        if self.documents is None:
            return {}
        forms = {}
        for row in self.documents.to_dict("records"):
            for form in (row.get("title"), row.get("file"), str(row.get("file") or "").rsplit("/", 1)[-1], row["document"]):
                if form:
                    forms[key(form)] = row["document"]
        return forms

    def document(self, cell: object) -> Found:
        """The id of the document that a cell names by id, file name or title."""
        text = trimmed(cell)
        if self.documents is None:
            return Found(text)
        if key(text) in self._documents:
            return Found(self._documents[key(text)])
        near = difflib.get_close_matches(key(text), self._documents, n=1, cutoff=0.6)
        return Found(None, False, self._documents[near[0]] if near else "")


def _range(row: dict) -> tuple[float, float] | None:
    low, high = (pd.to_numeric(row.get(name), errors="coerce") for name in ("plausible_min", "plausible_max"))
    if pd.isna(low) and pd.isna(high):
        return None
    return (float("-inf") if pd.isna(low) else float(low)), (float("inf") if pd.isna(high) else float(high))


def heading(name: str) -> str:
    """The heading of a column: Chinese title, then the name of the field, which is what the machine reads."""
    return f"{schema.title(name).zh}\n{name}"


def heading_forms(names: Iterable[str]) -> dict[str, str]:
    """Every way to head the columns: field name, title in either language, or both; normalised."""
    forms = {}
    for name in names:
        title = schema.title(name)
        for form in (name, title.zh, title.en, f"{title.zh}{name}", f"{title.zh}{title.en}"):
            forms.setdefault(key(form), name)
    return forms
