"""Invented rows of the tables that compare reads. The counties are real codes with invented figures."""
from __future__ import annotations

import pandas as pd

from analysis.schema import FIELDS, TABLES

BLANK = {"text": "", "number": float("nan"), "integer": pd.NA, "boolean": False}
# Three counties of one prefecture and one of another province.
JIA, YI, BING, FAR = "420325", "420323", "420324", "370481"


def figure(**given) -> dict:
    """One told figure: a target of a rate in 2024, unless said otherwise; "kind" result drops the commitment."""
    row = {name: BLANK[FIELDS[name].type] for name in TABLES["targets"]}
    row |= {"region_code": JIA, "indicator": "fitness_pass_rate", "measure": "level", "unit": "percent", "kind": "target",
            "year": 2024, "value": 98.0, "comparator": "=", "status": "confirmed", "source": "hand", "commitment": "plain"}
    row |= given
    if row["kind"] != "target":
        row["commitment"] = ""
    if not given.get("region_name"):
        row["region_name"] = row["region_code"]
    return row


def targets(*rows: dict) -> pd.DataFrame:
    """Rows as a table of targets: ids are given in order, a value of None is a masked figure."""
    full = []
    for n, given in enumerate(rows):
        row = figure(**given)
        document = given.get("document") or f"{row['region_code']}-plan"
        row |= {"document": document, "target_id": f"{document.split()[0]}@{n}", "n_statements": 1}
        row["statement_ids"] = given.get("statement_ids", row["target_id"])
        if row["value"] is None:
            row |= {"value": float("nan"), "missing_reason": "masked"}
        full.append(row)
    frame = pd.DataFrame(full, columns=list(TABLES["targets"]))
    return frame.astype({"value": "float64", "value_upper": "float64", "year": "Int64", "n_statements": "Int64"})


def statements(table: pd.DataFrame) -> pd.DataFrame:
    """One statement for each row of a table of targets."""
    blanks = {name: BLANK[FIELDS[name].type] for name in TABLES["statements"] if name not in table}
    frame = table.assign(**blanks).assign(statement_id=table["statement_ids"], redacted=table["missing_reason"] == "masked")
    return frame[list(TABLES["statements"])]


def documents(*rows: dict) -> pd.DataFrame:
    """A plan of 2024 for each row, unless said otherwise."""
    plan = {"region_code": JIA, "year": 2024, "review_year": pd.NA, "kind": "plan", "truncated": False}
    full = [plan | {"document": f"{row.get('region_code', JIA)}-plan"} | row for row in rows]
    frame = pd.DataFrame(full, columns=["document", "region_code", "year", "review_year", "kind", "truncated"])
    return frame.astype({"year": "Int64", "review_year": "Int64"})


def benchmark(**given) -> dict:
    """One benchmark: the county threshold of a rate, seen, in force since 2020, unless said otherwise."""
    return {"indicator": "preschool_gross_enrollment_rate", "series": "pre_ger3", "level": "county_threshold", "region_code": "000000",
            "scope": "county threshold", "scope_zh": "县级门槛", "year": 2020, "value": 85.0, "unit": "percent", "per": "", "comparator": ">=",
            "basis": "gross", "source_title": "办法", "source_title_en": "Measures", "evidence": "primary", "number_seen": True} | given


def benchmarks(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([benchmark(**row) for row in rows]).astype({"year": "Int64", "value": "float64"})
