"""Across counties: which figures of different regions may stand side by side."""
from __future__ import annotations

import pandas as pd

from analysis.compare.groups import grouped


def across_counties(targets: pd.DataFrame, indicator: str, year: int | None = None, kind: str | None = None) -> pd.DataFrame:
    """The figures of one indicator in groups of different regions that may be compared.

    targets: table `targets`; year and kind (target, result, reference) narrow the choice. Returns the
    chosen rows with all their columns (``statement_ids`` too) and ``group``, ``caution``, ``reason`` as
    in `analysis.compare.groups.grouped`. Without two comparable figures every row has a reason.
    """
    return grouped(chosen(targets, indicator, year, kind), "region_code", "counties")


def chosen(targets: pd.DataFrame, indicator: str, year: int | None = None, kind: str | None = None) -> pd.DataFrame:
    """The rows of an indicator, of a year and of a kind where they are given."""
    rows = targets[targets["indicator"] == indicator]
    if year is not None:
        rows = rows[(rows["year"] == year).fillna(False).astype(bool)]
    return rows if kind is None else rows[rows["kind"] == kind]
