"""Targets with results: whether and how far what was planned is reported as reached."""
from __future__ import annotations

import pandas as pd

from analysis.compare.groups import BLANK
from analysis.compare.measures import ambition, attainment, difference_unit, gap_closed
from analysis.compare.pairing import best, paired, together
from analysis.words import Text

# A result that says how much of a target was done: the indicator of the rate → that of the target.
COMPLETION = {"investment_completion_rate": "education_investment"}
_SAME_THING = ["region_code", "indicator", "year"]
_KEPT = ["target_id", "region_code", "region_name", "document", "indicator", "measure", "unit", "year", "period", "scope",
         "award_level", "commitment", "comparator", "status"]
_NO_REVIEW = Text("手头没有回顾该年的后来文件。", "No later document at hand reviews that year.")
_NOT_REPORTED = Text("手头的文件没有给出同一件事的结果（文本不全的，未见不等于没有）。",
                     "The documents at hand give no result of the same thing (where a text is truncated, not seen is not the same as none).")
_RESULT_MASKED = Text("结果已报告，但数字被隐去。", "The result is reported, but its figure is masked.")
_NO_RATIO = Text("这种单位的目标与结果不作相减或相除。", "Figures of this unit are neither subtracted nor divided.")
_RANGE = Text("目标是一个区间，按下限计算。", "The target is a range; its lower end is used.")
_AS_STATED = Text("完成程度是文件自己给出的。", "How much was done is as the document itself states it.")
NO_FOLLOW_UP = Text("手头没有一份后来的文件回顾这些目标的到期年份，所以算不出跟踪率。",
                    "No later document at hand reviews the year in which these targets are due; hence there is no follow-up rate.")


def with_results(targets: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Every target with the result of the same thing, where one is reported.

    targets: table `targets`; documents: with document, region_code, year, review_year, kind. The same
    thing: region, indicator and year, and no guard against it (title, basis, period, unit …). A rate of
    completion of the same thing and year (COMPLETION) counts as a result.

    Returns a row a target: its columns, ``target``, ``result`` (in ``unit``), ``result_comparator``,
    ``attainment`` with ``attainment_unit`` (percentage_point: R − T; times: R / T), ``reported`` (a
    result is told, a masked one too), ``reviewed`` (a later document at hand reviews the year: only then
    could it be), ``caution`` and ``reason`` (why there is no attainment), ``statement_ids`` of both.
    """
    asked = targets[targets["kind"] == "target"].reset_index(drop=True)
    results = targets[targets["kind"] == "result"]
    found = best(paired(asked, results, _SAME_THING, "targets")).set_index("target_id_left")
    out = asked[_KEPT].assign(target=asked["value"], reviewed=_reviewed(asked, documents))
    key = asked["target_id"]
    out["result"] = key.map(found["value_right"]).astype("float64")
    out["result_comparator"] = _texts(key, found["comparator_right"])
    out[["attainment", "attainment_unit"]] = attainment(out["target"], out["result"], out["unit"])
    result_ids = _texts(key, found["statement_ids_right"])
    stated = _completions(asked, results).reindex(key).reset_index(drop=True)
    as_stated = stated["rate"].notna() & (result_ids == "")
    out.loc[as_stated, "attainment"] = stated["rate"] / 100
    out.loc[as_stated, "attainment_unit"] = "times"
    result_ids = result_ids.where(~as_stated, stated["ids"])
    out["reported"] = result_ids != ""
    out["caution"] = _cautions(asked, key.map(found["why"]), as_stated)
    out["reason"] = pd.Series([_why_none(row) for row in out.assign(missing=asked["missing_reason"]).itertuples()], index=out.index, dtype="object")
    out["statement_ids"] = [together(*ids) for ids in zip(asked["statement_ids"], result_ids)]
    return out


def follow_up(results: pd.DataFrame, by: list[str] | None = None) -> pd.DataFrame:
    """The follow-up rate: of the targets whose year a later document at hand reviews, the share whose
    result is reported at all, in percent.

    results: of `with_results`; ``other`` is left out, as nobody can tell which result is whose. by:
    columns to count within. Returns n_targets, n_reported (anywhere), n_reviewed, n_followed (reported
    among the reviewed), ``follow_up_percent`` (NaN where none is reviewed, ``reason`` then says so),
    n_attainment and ``statement_ids``. Own definition.
    """
    known = results[results["indicator"] != "other"]
    groups = known.groupby(by, sort=False, dropna=False) if by else [((), known)]
    rows = []
    for name, part in groups:
        reviewed, followed = int(part["reviewed"].sum()), int((part["reviewed"] & part["reported"]).sum())
        rows.append(dict(zip(by or [], name)) | {
            "n_targets": len(part), "n_reported": int(part["reported"].sum()), "n_reviewed": reviewed, "n_followed": followed,
            "follow_up_percent": 100 * followed / reviewed if reviewed else float("nan"),
            "n_attainment": int(part["attainment"].notna().sum()),
            "reason": None if reviewed else NO_FOLLOW_UP, "statement_ids": together(*part["statement_ids"])})
    columns = [*(by or []), "n_targets", "n_reported", "n_reviewed", "n_followed", "follow_up_percent", "n_attainment", "reason", "statement_ids"]
    return pd.DataFrame(rows, columns=columns)


def ambitions(targets: pd.DataFrame, cap: float = 100.0) -> pd.DataFrame:
    """Targets beside the result of the year before, where one is told and no guard stands against it.

    targets: table `targets`. Returns the target's columns, ``target`` and ``result_before`` (in
    ``unit``), ``ambition`` (T − R, in ``ambition_unit``), ``gap_closed_share`` (of rates by cap; see
    `measures.gap_closed`), ``caution``, ``statement_ids`` of both.
    """
    told = targets[targets["value"].notna()]
    asked = told[told["kind"] == "target"].assign(before=lambda f: f["year"] - 1)
    results = told[told["kind"] == "result"].assign(before=lambda f: f["year"])
    pairs = best(paired(asked, results, ["region_code", "indicator", "before"], "targets")).reset_index(drop=True)
    out = pd.DataFrame({name: pairs[f"{name}_left"] for name in _KEPT})
    out = out.assign(target=pairs["value_left"], result_before=pairs["value_right"])
    share = gap_closed(out["target"], out["result_before"], cap)
    return out.assign(ambition=ambition(out["target"], out["result_before"]), ambition_unit=out["unit"].map(difference_unit).astype("str"),
                      gap_closed_share=pd.Series(share, index=out.index).where(out["unit"] == "percent"), caution=pairs["why"],
                      statement_ids=[together(*ids) for ids in zip(pairs["statement_ids_left"], pairs["statement_ids_right"])])


def reviews(documents: pd.DataFrame) -> pd.DataFrame:
    """Which document reviews which year to its end: document, region_code, year.

    A work report and an annual summary with a plan review the year before; a review of a half year that
    stands in front of the plan for its other half reviews no year to the end.
    """
    given = pd.to_numeric(documents["review_year"], errors="coerce")
    usual = documents["year"] - documents["kind"].map({"work_report": 1, "summary_and_plan": 1, "summary": 0}).astype("Int64")
    reviewed = given.astype("Int64").fillna(usual)
    whole = reviewed.notna() & ((documents["year"] > reviewed).fillna(False) | (documents["kind"] == "summary"))
    return pd.DataFrame({"document": documents["document"], "region_code": documents["region_code"], "year": reviewed})[whole.astype(bool)]


def _reviewed(asked: pd.DataFrame, documents: pd.DataFrame) -> pd.Series:
    """Whether a document that did not itself tell the target reviews its year."""
    by_year = reviews(documents).groupby(["region_code", "year"])["document"].agg(set).to_dict()
    told_in = [set(names.split()) for names in asked["document"]]
    keys = zip(asked["region_code"], asked["year"])
    return pd.Series([bool(by_year.get(key, set()) - told) for key, told in zip(keys, told_in)], index=asked.index, dtype=bool)


def _completions(asked: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """By target_id the rate (percent) at which a target is said to be done, and the ids of that statement."""
    rates = results[results["indicator"].isin(list(COMPLETION)) & (results["unit"] == "percent")]
    rates = rates.assign(indicator=rates["indicator"].map(COMPLETION).astype("str"))
    same = ["region_code", "indicator", "year", "scope", "period"]
    found = asked.merge(rates[[*same, "value", "statement_ids"]], on=same, suffixes=("", "_rate")).drop_duplicates("target_id")
    return found.set_index("target_id").rename(columns={"value_rate": "rate", "statement_ids_rate": "ids"})[["rate", "ids"]]


def _texts(key: pd.Series, known: pd.Series) -> pd.Series:
    """The text of each key, "" where it has none."""
    texts = known.to_dict()
    return pd.Series([texts.get(one, "") for one in key], index=key.index, dtype="str")


def _cautions(asked: pd.DataFrame, why: pd.Series, as_stated: pd.Series) -> pd.Series:
    def caution(guards: Text | None, a_range: bool, stated: bool) -> Text | None:
        said = [text for text, true in ((guards, isinstance(guards, Text)), (_RANGE, a_range), (_AS_STATED, stated)) if true]
        return Text("".join(t.zh for t in said), " ".join(t.en for t in said)) if said else None

    rows = zip(why, asked["value_upper"].notna(), as_stated)
    return pd.Series([caution(*row) for row in rows], index=asked.index, dtype="object")


def _why_none(row) -> Text | None:
    if row.attainment == row.attainment:
        return None
    if not row.reported:
        return _NOT_REPORTED if row.reviewed else _NO_REVIEW
    if row.missing:
        return BLANK[row.missing]
    return _RESULT_MASKED if row.result != row.result else _NO_RATIO
