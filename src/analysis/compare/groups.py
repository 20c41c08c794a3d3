"""Which figures stand together: groups in which every two may be compared, with a reason for each left out."""
from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.compare.guards import Judged, judged, sentences
from analysis.words import Text

_ALONE = {
    "region_code": Text("没有其他地区给出可读的数字（未见不等于没有）。",
                        "No other region gives a figure that can be read (not seen is not the same as none)."),
    "year": Text("没有其他年份的可读数字。", "There is no figure of another year that can be read."),
}
_BETTER = {
    "region_code": Text("与其他地区可比的，是该地区的另一个数字。",
                        "It is another figure of this region that compares with the others."),
    "year": Text("与其他年份可比的，是该年的另一个数字。",
                 "It is another figure of this year that compares with the others."),
}
BLANK = {"masked": Text("原文隐去了数字。", "The source hides the number."),
         "conflict": Text("对同一件事有不同的数值。", "There are unlike values for one thing.")}
_NOT_COMPARABLE = Text("与其他数字不可比：{why}", "Not comparable with the others: {why}")
_MOST_REASONS = 3
_SAYS_MUCH = ["basis", "scope", "flow", "stage", "period", "award_level"]


def grouped(rows: pd.DataFrame, by: str, comparison: str) -> pd.DataFrame:
    """Rows with the group in which they may be compared, one figure for each value of ``by`` in a group.

    rows: of table `targets`; by: ``region_code`` or ``year``. Returns all rows, the groups first, with
    ``group`` (1, 2, …; NA: compares with none), ``flags`` (ids of guards), ``caution`` (Text: what to mind
    within the group, None: nothing) and ``reason`` (Text: why it stands in no group, else None). Every two figures of a group may
    be compared; a figure joins the group that it raises the fewest flags in. Same rows, same groups.
    """
    rows = rows.reset_index(drop=True)
    told = rows.index[rows["value"].notna()].to_numpy()
    left, right = (told[side] for side in np.triu_indices(len(told), k=1))
    found = judged(rows, left, right, comparison)
    pair_of = np.full((len(rows), len(rows)), -1)
    pair_of[left, right] = pair_of[right, left] = np.arange(len(left))
    groups = np.array(_numbered(_collect(rows, told, by, _cost(found, pair_of)), rows))
    flags, caution, reason = [], [], []
    for row in range(len(rows)):
        beside = pair_of[row, (groups == groups[row]) & (groups > 0)]
        minded = found.any_of(beside[beside >= 0], "flag")
        flags.append(" ".join(verdict.guard for verdict in minded))
        caution.append(sentences(minded))
        reason.append(None if groups[row] else _why_left_out(rows, row, by, found, pair_of[row]))
    out = rows.assign(group=pd.array([group or pd.NA for group in groups], dtype="Int64"),
                      flags=pd.Series(flags, dtype="str"), caution=pd.Series(caution, dtype="object"), reason=pd.Series(reason, dtype="object"))
    return out.sort_values("group", kind="stable", na_position="last").reset_index(drop=True)


def n_comparable(frame: pd.DataFrame) -> int:
    """How many figures of a grouped frame may be compared with another."""
    return int(frame["group"].notna().sum())


def reasons(frame: pd.DataFrame) -> list[Text]:
    """Why figures of a grouped frame were left out, each reason once, the most frequent first."""
    count = pd.Series([reason for reason in frame["reason"] if isinstance(reason, Text)], dtype="object").value_counts(sort=False)
    return [reason for reason, _ in sorted(count.items(), key=lambda one: -one[1])]


def _cost(found: Judged, pair_of: np.ndarray) -> np.ndarray:
    """How many flags each pair of rows raises; -1 where it is refused or there is no pair."""
    flags = np.append(np.where(found.refused(), -1, found.n_flags()), -1)
    return flags[pair_of]


def _collect(rows: pd.DataFrame, told: np.ndarray, by: str, cost: np.ndarray) -> list[list[int]]:
    """Groups of at least two; each figure in turn, those that state most first, joins where it fits best."""
    stated = sum(((rows[name] != "").astype(int) for name in _SAYS_MUCH if name in rows), start=pd.Series(0, rows.index)).to_numpy()
    keys, year = rows[by].astype("str").to_numpy(), rows["year"].astype("float64").fillna(0).to_numpy()
    groups: list[list[int]] = []
    held: list[set[str]] = []
    for row in sorted(told, key=lambda one: (-stated[one], year[one], one)):
        fitting = [n for n, group in enumerate(groups) if keys[row] not in held[n] and (cost[row, group] >= 0).all()]
        if fitting:
            chosen = min(fitting, key=lambda n: cost[row, groups[n]].mean())
            groups[chosen].append(row)
            held[chosen].add(keys[row])
        else:
            groups.append([row])
            held.append({keys[row]})
    return [group for group in groups if len(group) > 1]


def _numbered(groups: list[list[int]], rows: pd.DataFrame) -> list[int]:
    """The number of each row's group, in the order of the rows; 0: none."""
    numbers = [0] * len(rows)
    for number, group in enumerate(sorted(groups, key=min), 1):
        for row in group:
            numbers[row] = number
    return numbers


def _why_left_out(rows: pd.DataFrame, row: int, by: str, found: Judged, pairs: np.ndarray) -> Text:
    if blank := rows["missing_reason"][row]:
        return BLANK[blank]
    keys = rows[by].astype("str").to_numpy()
    elsewhere = pairs[(keys != keys[row]) & (pairs >= 0)]
    if not len(elsewhere):
        return _ALONE[by]
    if not found.refused()[elsewhere].all():
        return _BETTER[by]
    main = [verdict for verdict, _ in found.main_refusals(elsewhere)]
    return _NOT_COMPARABLE.format(why=sentences(main[:_MOST_REASONS]))
