"""From statements to the table of targets: one row for one thing said of one region and year."""
from __future__ import annotations

import pandas as pd

from analysis.schema import CODES, TABLES, TARGET_KEY

# A rate of a region is one thing whoever counts; a number of things is one thing only when we
# know which things, so a count without scope, or without an indicator, stands for itself.
RATE_UNITS = ("percent", "percentage_point", "rank", "ratio", "times")
_VALUE = ["value", "value_upper", "comparator"]


def targets(statements: pd.DataFrame) -> pd.DataFrame:
    """One row for region × indicator × measure × unit × year × period × kind × award level × scope
    (and basis, flow, stage, per, part_of), with the statements it stands on.

    statements: table `statements` of the schema. Returns table `targets`. Every statement stands in
    exactly one row. Mentions with the same value share a row; unlike values under one key leave the
    value blank with the reason `conflict`, and `values_as_written` shows them all; `implicit` where no mention
    writes the number. Nothing is summed.
    """
    frame = statements.reset_index(drop=True)
    if frame.empty:
        return frame.reindex(columns=list(TABLES["targets"]))
    # The told figures first, so that the first of a group is a told one where there is any.
    frame = frame.assign(_order=range(len(frame)), _alone=_stands_alone(frame), _told=frame["value"].notna()).sort_values(
        ["_told", "_order"], ascending=[False, True], kind="stable")
    group = frame.groupby([*TARGET_KEY, "_alone"], sort=False, dropna=False)
    frame = frame.assign(_group=group.ngroup())
    rows = frame.drop_duplicates("_group").set_index("_group")
    told = frame[frame["_told"]]
    n_unlike = (told.drop_duplicates(["_group", *_VALUE])["_group"].value_counts()
                .reindex(rows.index, fill_value=0))
    in_text_order = frame.sort_values("_order", kind="stable").groupby("_group", sort=False)
    rows = rows.assign(
        target_id=in_text_order["statement_id"].first(),
        _order=in_text_order["_order"].first(),
        document=in_text_order["document"].agg(_each_once),
        commitment=_firmest(frame),
        implicit=_all_implicit(frame, rows.index),
        missing_reason=_missing(frame, n_unlike),
        values_as_written=in_text_order["span"].agg(lambda spans: _each_once(spans, "; ")),
        status=_status(frame, n_unlike),
        source=in_text_order["source"].agg(_each_once),
        n_statements=in_text_order.size().astype("Int64"),
        statement_ids=in_text_order["statement_id"].agg(" ".join),
    )
    rows.loc[n_unlike != 1, ["value", "value_upper"]] = float("nan")
    return rows.sort_values("_order")[list(TABLES["targets"])].reset_index(drop=True)


def _missing(frame: pd.DataFrame, n_unlike: pd.Series) -> pd.Series:
    """Why a row has no value: hidden by the source, not given by it, or given in unlike ways."""
    masked = frame["redacted"].groupby(frame["_group"]).any().reindex(n_unlike.index)
    reason = pd.Series("", index=n_unlike.index).mask(n_unlike > 1, "conflict")
    return reason.mask((n_unlike == 0) & masked, "masked").mask((n_unlike == 0) & ~masked, "not_stated")


def _all_implicit(frame: pd.DataFrame, groups: pd.Index) -> pd.Series:
    """Whether no mention of a target that has a number writes it: 全部, 清零."""
    told = frame[frame["_told"]]
    return told["implicit"].astype("bool").groupby(told["_group"]).all().reindex(groups, fill_value=False)


def _stands_alone(frame: pd.DataFrame) -> pd.Series:
    counted_without_scope = ~frame["unit"].isin(RATE_UNITS) & (frame["scope"] == "")
    alone = (frame["indicator"] == "other") | counted_without_scope
    return frame["statement_id"].where(alone, "")


def _each_once(texts: pd.Series, between: str = " ") -> str:
    return between.join(dict.fromkeys(text for text in texts if text))


def _firmest(frame: pd.DataFrame) -> pd.Series:
    """The firmest wording among the mentions of one target."""
    order = [*CODES["commitment"], ""]
    rank = frame["commitment"].map(order.index)
    return rank.groupby(frame["_group"]).min().map(order.__getitem__)


def _status(frame: pd.DataFrame, n_unlike: pd.Series) -> pd.Series:
    def any_is(status: str) -> pd.Series:
        return (frame["status"] == status).groupby(frame["_group"]).any().reindex(n_unlike.index)

    status = pd.Series("confirmed", index=n_unlike.index)
    status = status.mask(any_is("unreviewed"), "unreviewed")
    return status.mask(any_is("conflict") | (n_unlike > 1), "conflict")
