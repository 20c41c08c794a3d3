"""What each document says of each indicator, and why it may say nothing."""
from __future__ import annotations

import pandas as pd

from analysis.schema import TABLES


def coverage(targets: pd.DataFrame, documents: pd.DataFrame, indicators: list[str]) -> pd.DataFrame:
    """One row for every document × indicator: target, result, both, reference, masked, truncated, not stated.

    targets: table `targets`; documents: with document, region_code, region_name, year, truncated;
    indicators: the ids to look for, `other` left out. Only a figure that can be read counts as a target
    or a result; `masked` means that all are hidden. "Not stated" is said of complete documents only: of
    a truncated one nobody can know. Returns table `coverage`.
    """
    said = targets.assign(document=targets["document"].str.split(" ")).explode("document")
    groups = dict(list(said.groupby(["document", "indicator"], sort=False)))
    nothing = targets.iloc[:0]
    rows = []
    for source in documents.itertuples(index=False):
        for indicator in indicators:
            found = groups.get((source.document, indicator), nothing)
            rows.append(_row(source, indicator, found))
    whole = ["plan_year", "n_targets", "n_results", "n_masked"]
    return pd.DataFrame(rows, columns=list(TABLES["coverage"])).astype(dict.fromkeys(whole, "Int64"))


def _row(source, indicator: str, found: pd.DataFrame) -> dict:
    masked = found["missing_reason"] == "masked"
    kinds = set(found.loc[found["missing_reason"].isin(["", "conflict"]), "kind"])
    return {
        "region_code": source.region_code, "region_name": source.region_name, "document": source.document,
        "plan_year": source.year, "indicator": indicator,
        "coverage": _state(kinds, bool(masked.any()), bool(source.truncated)),
        "n_targets": int((found["kind"] == "target").sum()), "n_results": int((found["kind"] == "result").sum()),
        "n_masked": int(masked.sum()), "statement_ids": " ".join(found["statement_ids"]),
    }


def _state(kinds: set[str], masked: bool, truncated: bool) -> str:
    if {"target", "result"} <= kinds:
        return "both"
    for kind in ("target", "result", "reference"):
        if kind in kinds:
            return kind
    if masked:
        return "masked"
    return "truncated" if truncated else "not_stated"
