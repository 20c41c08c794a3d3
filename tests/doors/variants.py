"""The project as it is, without one county, and with an invented one more: what reports say has to follow."""
from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from analysis.compare.coverage import coverage
from analysis.compare.targets import targets
from analysis.paths import Project
from analysis.schema import columns
from analysis.store import read_table, write_table

DROPPED = {"420325": "fangxian-2024-plan", "330382": "yueqing-2024-plan"}  # the second is the one that speaks of funding
ADDED, ADDED_DOCUMENT, ADDED_NAME = "429901", "qinghe-2024-plan", "青禾县"
OTHER = "370481"  # a county that stands beside both
# What the invented county says: indicator, measure, value, comparator, unit, kind, year, and the rest.
INVENTED = (
    ("compulsory_retention_rate", "level", 97.5, ">=", "percent", "target", 2024, {"commitment": "firm"}),
    ("preschool_gross_enrollment_rate", "level", 91.5, ">=", "percent", "target", 2024, {"commitment": "plain", "basis": "gross"}),
    ("schools_built", "level", 3, "=", "institution", "result", 2023, {"flow": "flow", "stage": "opened", "period": "year"}),
    ("schools_designated", "level", 4, "=", "institution", "target", 2024, {"commitment": "plain", "flow": "flow", "award_level": "national", "scope": "全国足球特色学校"}),
    ("schools_designated", "level", 2, "=", "institution", "target", 2024, {"commitment": "plain", "flow": "flow", "award_level": "county", "scope": "青禾示范学校"}),
    ("school_places_added", "level", 120, "=", "place", "target", 2024, {"commitment": "aspirational", "flow": "flow"}),
    ("education_spending_growth", "change", 4.5, "=", "percent", "result", 2023, {"period": "year"}),
)


def copied(source: Path, folder: Path) -> Project:
    """A project with the notebooks, the codebook, the processed tables and the invented plan of another."""
    for part in ("notebooks", "data/processed", "data/raw/codebook", "data/example"):
        shutil.copytree(source / part, folder / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(source / "data/raw/documents.csv", folder / "data/raw/documents.csv")
    return Project(folder)


def without_a_county(project: Project, region: str) -> Project:
    """The rows of a county gone from every table, as if its document had never been there."""
    _rewrite(project, lambda rows: rows[rows["region_code"] != region])
    return project


def with_a_county(project: Project) -> Project:
    """An invented county more."""
    like = read_table(project.documents_csv)
    row = like.iloc[[0]].assign(document=ADDED_DOCUMENT, file="qinghe.txt", region_name=ADDED_NAME, name_en="Qinghe County", region_code=ADDED, year=2024, review_year="",
                                sha256="0" * 64, title="青禾县教育工作计划", title_en="Plan of Qinghe County")
    regions = project.codebook / "regions.csv"
    line = f"{ADDED},{ADDED_NAME},Qinghe County,county,420000,2002,,invented\n"
    regions.write_bytes(regions.read_bytes() + line.encode())
    _rewrite(project, lambda rows: pd.concat([rows, _alike(row if "sha256" in rows else invented(), rows)], ignore_index=True) if _takes(rows) else rows)
    return project


def invented() -> pd.DataFrame:
    """The statements of the invented county."""
    rows = []
    for n, (indicator, measure, value, comparator, unit, kind, year, more) in enumerate(INVENTED):
        said = {name: "" for name in columns("statements")} | {
            "statement_id": f"{ADDED_DOCUMENT}@{n}", "region_code": ADDED, "region_name": ADDED_NAME, "document": ADDED_DOCUMENT, "char_start": n, "char_end": n + 1,
            "span": f"{value:g}", "place": "一", "indicator": indicator, "measure": measure, "value": float(value), "value_upper": float("nan"), "comparator": comparator,
            "unit": unit, "kind": kind, "year": year, "redacted": False, "implicit": False, "confidence": 1.0, "source": "hand", "coder": "invented", "status": "confirmed"}
        rows.append(said | more)
    return pd.DataFrame(rows)


def _takes(rows: pd.DataFrame) -> bool:
    return "sha256" in rows or "statement_id" in rows


def _alike(new: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    return new[[name for name in rows if name in new]].astype({name: rows[name].dtype for name in rows if name in new})


def _rewrite(project: Project, change) -> None:
    """Change statements, sources and creations; make targets and coverage of them anew."""
    for path in (project.documents_csv, project.processed / "documents.csv", project.processed / "statements.csv", project.processed / "creations.csv"):
        write_table(change(read_table(path)), path)
    from analysis import codebook

    statements = read_table(project.processed / "statements.csv")
    made = targets(statements)
    known = [name for name in codebook.indicators(project)["id"] if name != "other"]
    write_table(made, project.processed / "targets.csv")
    write_table(coverage(made, codebook.documents(project), known), project.processed / "coverage.csv")
