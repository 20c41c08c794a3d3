"""Findings change with what they stand on: with each row that goes and each county that comes."""
import re
from functools import lru_cache

import pandas as pd
import pytest

import analysis
from analysis import codebook
from analysis.compare.findings import FINDINGS, findings, findings_frame
from analysis.compare.targets import targets as targets_of
from questions.rows import BING, FAR, JIA, YI, benchmarks, documents, statements, targets

RATE = {"indicator": "preschool_gross_enrollment_rate", "basis": "gross", "comparator": ">="}
GROWTH = {"indicator": "education_spending_growth", "measure": "change", "kind": "result", "year": 2023, "basis": "raw"}
TITLE = {"indicator": "schools_designated", "unit": "institution", "award_level": "county", "scope": "星光学校"}
INVENTED = targets(
    RATE | {"value": 98.0, "commitment": "firm"}, RATE | {"value": 90.0, "region_code": YI}, RATE | {"value": None, "region_code": BING},
    {"indicator": "compulsory_retention_rate", "basis": "cohort_9y", "value": 96.0}, GROWTH | {"value": 7.0},
    TITLE | {"value": 3.0}, TITLE | {"value": 2.0, "kind": "result", "region_code": YI},
    {"indicator": "kindergartens_built", "unit": "institution", "value": 4.0, "kind": "result", "region_code": YI},
    {"indicator": "other", "scope": "宣讲队"}, {"indicator": "other", "scope": "宣讲队", "region_code": YI},
    {"indicator": "fitness_pass_rate", "value": 95.0}, {"indicator": "fitness_pass_rate", "value": 96.0, "kind": "result", "document": "next"})
PAPERS = documents({}, {"region_code": YI}, {"region_code": BING, "truncated": True}, {"document": "next", "year": 2025, "kind": "work_report"})
KNOWN = benchmarks({}, {"level": "national_plan_target", "year": 2025, "value": 90.0}, {"level": "national_actual", "year": 2024, "value": 92.0, "comparator": "="},
                   {"indicator": "education_spending_growth", "series": "fin_budget_growth", "level": "national_actual", "year": 2023, "value": 4.0, "basis": "raw",
                    "comparator": "="})


def said(rows: pd.DataFrame, papers=PAPERS, known=KNOWN) -> dict[str, object]:
    return {finding.id: finding for finding in findings(rows, targets_of(rows), papers, known)}


ALL = said(statements(INVENTED))


def test_every_finding_has_its_say():
    assert set(ALL) == set(FINDINGS)


@lru_cache
def without(gone: str) -> dict[str, object]:
    rows = statements(INVENTED)
    assert gone in set(rows["statement_id"])
    return said(rows[rows["statement_id"] != gone])


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_changes_or_goes_when_any_of_its_rows_goes(name):
    ids = ALL[name].statement_ids.split()
    assert ids
    for gone in ids:
        now = without(gone).get(name)
        assert now is None or (now.text.zh != ALL[name].text.zh and now.text.en != ALL[name].text.en), gone


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_goes_when_all_its_rows_go(name):
    rows = statements(INVENTED)
    now = said(rows[~rows["statement_id"].isin(ALL[name].statement_ids.split())])
    assert name not in now


@lru_cache
def a_county_more() -> dict[str, object]:
    rows = INVENTED[INVENTED["region_code"] == JIA]
    rename = {name: rows[name].str.replace(JIA, FAR) for name in ("target_id", "document", "statement_ids")}
    more = statements(rows.assign(region_code=FAR, region_name=FAR, **rename))
    return said(pd.concat([statements(INVENTED), more], ignore_index=True), pd.concat([PAPERS, documents({"region_code": FAR})]))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_changes_when_a_county_comes(lang):
    more = a_county_more()
    assert all(more[name].text[lang] != ALL[name].text[lang] for name in FINDINGS)


def test_what_a_finding_counts_is_what_it_stands_on():
    rows = statements(INVENTED)
    for finding in ALL.values():
        mine = rows[rows["statement_id"].isin(finding.statement_ids.split())]
        assert (finding.n_statements, finding.n_counties) == (len(mine), mine["region_code"].nunique())
        assert finding.n_figures == int(mine["value"].notna().sum())
        assert str(finding.n_statements) in finding.text.zh and str(finding.n_counties) in finding.text.en


def test_the_sentences_say_what_the_rows_say():
    assert "房县2024年至少98%（确保）" in ALL["comparable"].text.zh and "Zhushan County 2024 at least 90%" in ALL["comparable"].text.en
    assert "2个高于，0个相同，0个低于" in ALL["county_thresholds"].text.zh
    assert "above 1, the same 1, below 0" in ALL["national_plan"].text.en
    assert "above 1, the same 0, below 1" in ALL["national_actual"].text.en
    assert "比2023年的4%高3个百分点" in ALL["growth"].text.zh and "A single figure is no comparison." in ALL["growth"].text.en
    assert "跟踪率25%" in ALL["follow_up"].text.zh and "结果减目标为1个百分点" in ALL["follow_up"].text.zh
    assert "县级1个" in ALL["created"].text.zh and "built or extended: 1 (Zhushan County 2024 4 institutions)" in ALL["created"].text.en
    assert "firm 1, plain 7, aspirational 0" in ALL["wording"].text.en
    assert "两两相配有2对，1对不可比（首要原因：“目标与结果”1对）" in ALL["refused"].text.zh  # “other” is compared with nothing
    assert "12条陈述，其中1条的数字被原文隐去（竹溪县1条）" in ALL["material"].text.zh


def test_many_regions_are_told_as_a_range():
    rows = statements(targets(*(RATE | {"value": 90.0 + n, "region_code": f"4203{21 + n}"} for n in range(6))))
    papers = documents(*({"region_code": f"4203{21 + n}"} for n in range(6)))
    assert "6个地区，从至少90%到至少95%" in said(rows, papers)["comparable"].text.zh


def test_nothing_gives_no_findings():
    assert findings(statements(INVENTED).iloc[:0], INVENTED.iloc[:0], PAPERS, KNOWN) == []


def test_findings_as_a_table():
    frame = findings_frame(list(ALL.values()))
    assert list(frame["finding"]) == list(FINDINGS) and frame.notna().all().all()
    assert set(frame.columns) == {"finding", "text_zh", "text_en", "n_counties", "years", "n_figures", "n_statements", "statement_ids"}


@pytest.fixture(scope="module")
def real():
    """The findings on the tables of this project."""
    return findings(analysis.statements(), analysis.targets(), codebook.documents(), codebook.benchmarks())


def test_on_the_real_tables_no_sentence_is_hollow_or_cut(real):
    assert real
    for finding in real:
        for text in (finding.text.zh, finding.text.en):
            assert re.search(r"\d", text) and "nan" not in text.casefold() and "{" not in text and "None" not in text
        assert not re.search(r"[\u4e00-\u9fff]", finding.text.en), finding.text.en


def test_the_real_findings_stand_on_statements_that_are_there(real):
    known = set(analysis.statements()["statement_id"])
    assert all(set(finding.statement_ids.split()) <= known and finding.statement_ids for finding in real)


def test_nothing_ranks_counties(real):
    for finding in real:
        assert not re.search(r"排名|最高的|最低的|领先|落后|得分", finding.text.zh)
        assert not re.search(r"\b(rank|best|worst|score|leading)\b", finding.text.en)
