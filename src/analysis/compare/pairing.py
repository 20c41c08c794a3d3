"""Figures set against others one by one: pairs made by key, judged by the guards, the best kept."""
from __future__ import annotations

import pandas as pd

from analysis.compare.guards import guarded


def paired(left: pd.DataFrame, right: pd.DataFrame, keys: list[str], comparison: str) -> pd.DataFrame:
    """Every row of left with every row of right that has the same keys, and what the guards say.

    Keys that are blank on either side make no pair. Returns the columns of both with ``_left`` and
    ``_right``, and those of `analysis.compare.guards.guarded`.
    """
    def ready(frame: pd.DataFrame, side: str) -> pd.DataFrame:
        known = frame[keys].notna().all(axis=1) & (frame[keys].astype("str") != "").all(axis=1)
        return frame[known].add_suffix(f"_{side}")

    pairs = ready(left, "left").merge(ready(right, "right"), left_on=[f"{key}_left" for key in keys],
                                      right_on=[f"{key}_right" for key in keys])
    return guarded(pairs, comparison)


def best(pairs: pd.DataFrame) -> pd.DataFrame:
    """For each left row, by its target_id, the pair that is not refused and raises the fewest flags."""
    allowed = pairs[~pairs["refused"]]
    n_flags = allowed["flags"].str.split().str.len()
    ordered = allowed.assign(_n=n_flags).sort_values("_n", kind="stable")
    return ordered.drop_duplicates("target_id_left").drop(columns="_n").sort_index()


def together(*texts: str) -> str:
    """The ids of several cells in one, each once, separated by blanks."""
    return " ".join(dict.fromkeys(one for text in texts for one in str(text).split()))
