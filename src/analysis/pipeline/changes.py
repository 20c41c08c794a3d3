"""What is new, changed and gone since the last build, figure by figure."""
from __future__ import annotations

import pandas as pd

from analysis.schema import TABLES

# What a reader would call a change; a note or a confidence is none.
COMPARED = ("indicator", "measure", "value", "value_upper", "comparator", "unit", "kind", "year", "award_level",
            "redacted", "scope", "basis", "status", "source")


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row for every statement that is new, changed or gone.

    before, after: tables `statements`. Returns columns change (new, changed, gone), statement_id, document,
    region_code, region_name, indicator, field, before, after: for a changed statement one row a field, for
    a new or gone one the figure as written.
    """
    old, new = (frame.set_index("statement_id") for frame in (before, after))
    rows = [_whole("gone", old.loc[i], i) for i in old.index.difference(new.index, sort=False)]
    rows += [_whole("new", new.loc[i], i) for i in new.index.difference(old.index, sort=False)]
    both = new.index.intersection(old.index, sort=False)
    old_texts, new_texts = (frame.loc[both, list(COMPARED)].astype(object).map(_shown) for frame in (old, new))
    unlike = (old_texts != new_texts).stack()
    for statement, field in unlike[unlike].index:
        rows.append(_about(new.loc[statement], statement) | {
            "change": "changed", "field": field,
            "before": old_texts.loc[statement, field], "after": new_texts.loc[statement, field]})
    columns = ["change", "statement_id", "document", "region_code", "region_name", "indicator", "field", "before", "after"]
    return pd.DataFrame(rows, columns=columns)


def nothing() -> pd.DataFrame:
    """The table of statements before there was any."""
    return pd.DataFrame(columns=list(TABLES["statements"]))


def _about(row: pd.Series, statement: str) -> dict:
    return {"statement_id": statement} | {name: row[name] for name in ("document", "region_code", "region_name", "indicator")}


def _whole(change: str, row: pd.Series, statement: str) -> dict:
    side = "before" if change == "gone" else "after"
    return {"before": "", "after": ""} | _about(row, statement) | {"change": change, "field": "span", side: row["span"]}


def _shown(value) -> str:
    return "" if pd.isna(value) else str(value)
