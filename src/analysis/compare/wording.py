"""How targets are worded: how firm, how specific. They count statements, never weigh or rank."""
from __future__ import annotations

import pandas as pd

from analysis import codebook
from analysis.compare.pairing import together
from analysis.schema import CODES

COMMITMENTS = tuple(CODES["commitment"])
ELEMENTS = ("number", "unit", "baseline", "deadline", "scope")


def with_area(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with the ``area`` of their indicator (preschool, compulsory …; "" for `other`)."""
    areas = codebook.indicators().set_index("id")["area"]
    return frame.assign(area=frame["indicator"].map(areas).fillna("").astype("str"))


def firmness(statements: pd.DataFrame, by: list[str] | None = None) -> pd.DataFrame:
    """How firmly targets are worded: the share of firm (确保), plain and aspirational (力争) wording.

    statements: tables `statements` or `targets`; rows that are no targets are passed over; by: columns to
    count within (``area`` after `with_area`). Returns by, n_targets, n_firm, n_plain, n_aspirational, the
    shares firm_percent, plain_percent, aspirational_percent (of n_targets, in percent), ``statement_ids``.
    Masked figures count: their wording is there. Own definition on the codes of the coding manual.
    """
    rows = []
    for name, part in _parts(_worded(statements), by):
        n = {code: int((part["commitment"] == code).sum()) for code in COMMITMENTS}
        rows.append(dict(zip(by or [], name)) | {"n_targets": len(part)} | {f"n_{code}": n[code] for code in COMMITMENTS}
                    | {f"{code}_percent": 100 * n[code] / len(part) for code in COMMITMENTS}
                    | {"statement_ids": _ids(part)})
    return pd.DataFrame(rows, columns=[*(by or []), "n_targets", *(f"n_{code}" for code in COMMITMENTS),
                                       *(f"{code}_percent" for code in COMMITMENTS), "statement_ids"])


def specificity(statements: pd.DataFrame, documents: pd.DataFrame, by: list[str] | None = None) -> pd.DataFrame:
    """How specific targets are: the share that states each of number, unit, baseline, deadline, scope.

    number: not masked; unit: coded (always, where a figure is coded); baseline: it is a change, or the
    same document gives a reference or result of the same indicator and unit; deadline: a year other
    than the one the document plans, or a period (a year that only repeats the plan's cannot be told
    from one that the coder supplied); scope: says what exactly is counted. The table holds figures only: goals
    without any figure are not in it.

    statements: table `statements`; documents: with document and year; by: as in `firmness`. Returns by,
    n_targets, ``<element>_percent`` (in percent of n_targets) for each of ELEMENTS, ``statement_ids``; no sum
    over the elements. That specific goals lead to more than vague ones: Locke & Latham, A Theory of Goal
    Setting & Task Performance (1990), and American Psychologist 57 (2002); the five elements are our own
    choice.
    """
    told = elements(statements, documents)
    rows = [dict(zip(by or [], name)) | {"n_targets": len(part)} | {f"{one}_percent": 100 * part[one].mean() for one in ELEMENTS}
            | {"statement_ids": _ids(part)} for name, part in _parts(told, by)]
    return pd.DataFrame(rows, columns=[*(by or []), "n_targets", *(f"{one}_percent" for one in ELEMENTS), "statement_ids"])


def elements(statements: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The targets among the statements, with a boolean column for each of ELEMENTS; see `specificity`."""
    rows = statements[statements["kind"] == "target"]
    same = ["document", "indicator", "unit"]
    baselines = statements[statements["kind"].isin(["reference", "result"]) & (statements["indicator"] != "other")]
    based = pd.MultiIndex.from_frame(rows[same]).isin(pd.MultiIndex.from_frame(baselines[same]))
    planned = rows["document"].map(documents.set_index("document")["year"])
    other_year = (rows["year"] != planned).fillna(False).astype(bool)
    return rows.assign(number=rows["value"].notna(), unit=rows["unit"] != "", baseline=based | (rows["measure"] == "change"),
                       deadline=other_year | (rows["period"] != ""), scope=rows["scope"] != "")


def _worded(statements: pd.DataFrame) -> pd.DataFrame:
    return statements[(statements["kind"] == "target") & (statements["commitment"] != "")]


def _parts(rows: pd.DataFrame, by: list[str] | None):
    if by:
        return rows.groupby(by, sort=False)
    return [((), rows)] if len(rows) else []


def _ids(part: pd.DataFrame) -> str:
    return together(*part["statement_ids" if "statement_ids" in part else "statement_id"])
