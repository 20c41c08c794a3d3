"""What is new, changed and gone since the last build, figure by figure."""
from __future__ import annotations

import pandas as pd

from analysis import codebook, schema
from analysis.paths import Project, find_project
from analysis.schema import TABLES
from analysis.store import read_table
from analysis.words import Text

WORDS = {"new": Text("新增", "new"), "changed": Text("改变", "changed"), "gone": Text("消失", "gone")}
COLUMNS = ("change", "statement_id", "document", "region_code", "region_name", "indicator", "field", "before", "after")

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
    return pd.DataFrame(rows, columns=list(COLUMNS))


def last(project: Project | None = None) -> pd.DataFrame:
    """The changes that the last build of this machine noted; no row where there was none."""
    path = (project or find_project()).cache / "changes.csv"
    noted = read_table(path) if path.exists() else pd.DataFrame()
    # One that an earlier release noted, with other columns, is none.
    return noted if tuple(noted.columns) == COLUMNS else pd.DataFrame(columns=list(COLUMNS), dtype="str")


def shown(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Changes with labels for codes: what readers see."""
    def label(field: str, value: str) -> str:
        return codebook.label(schema.FIELDS[field].codes or "", value, lang) if value else ""

    sides = {side: [label(field, value) for field, value in zip(frame["field"], frame[side])] for side in ("before", "after")}
    return frame.assign(change=[WORDS[name][lang] for name in frame["change"]], field=[schema.title(name)[lang] for name in frame["field"]], **sides)


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
