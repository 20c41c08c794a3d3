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
    assert "房县（确保）为至少 98%，竹山县为至少 90%" in ALL["comparable"].headline.zh
    assert "Fang County (worded firmly) sets at least 98% and Zhushan County at least 90% for 2024." in ALL["comparable"].headline.en
    assert ALL["county_thresholds"].headline.zh == "与国家认定的县级门槛相比，房县和竹山县 2024 年可比的 2 项目标都更高。"
    assert ALL["national_plan"].headline.en.endswith("one is higher and one is equal.")
    assert ALL["national_actual"].headline.en.startswith("Of two targets of Fang County and Zhushan County for 2024")
    assert ALL["national_actual"].headline.en.endswith("one is higher and one is lower.")
    assert "比 2023 年的 4% 高 3 个百分点" in ALL["growth"].detail.zh and "A single figure is no comparison" in ALL["growth"].detail.en
    assert "跟踪率 25%" in ALL["follow_up"].detail.zh and "结果比目标高 1 个百分点" in ALL["follow_up"].detail.zh
    assert "came out 1 percentage point above the target" in ALL["follow_up"].detail.en
    assert "县级 1 个" in ALL["created"].detail.zh and "New or extended: 4 institutions in Zhushan County in 2024." in ALL["created"].detail.en
    assert ALL["created"].headline.en.endswith("1 target and 1 result on titles of schools and kindergartens and for 1 count of new or extended buildings.")
    assert "1 is worded firmly, 7 plainly and 0 as aspirations" in ALL["wording"].headline.en
    assert ALL["refused"].headline.zh.endswith("可配成 2 对，其中 1 对不可比。")  # “other” is compared with nothing
    assert "“目标与结果”（1 对）" in ALL["refused"].detail.zh and "One may be compared without reservation." in ALL["refused"].detail.en
    assert "12 条陈述：11 条的数字可读，1 条的数字被原文隐去。被隐去的数字见于竹溪县（1 个）" in ALL["material"].text.zh


def regions(n: int, **given) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One rate in each of n regions."""
    codes = [f"4203{21 + k}" for k in range(n)]
    rows = [RATE | {"value": 90.0 + k, "region_code": code} | given for k, code in enumerate(codes)]
    return statements(targets(*rows)), documents(*({"region_code": code} for code in codes))


def test_many_regions_are_told_as_a_range():
    found = said(*regions(6))["comparable"]
    assert "6 个县（市、区）2024 年的目标从至少 90% 到至少 95% 不等" in found.headline.zh
    assert "the targets of six counties for 2024 run from at least 90% to at least 95%" in found.headline.en


def test_of_many_regions_the_first_are_named_and_the_rest_counted():
    found = said(*regions(6, value=90.0))
    assert "等 6 个县（市、区）2024 年的目标都是至少 90%" in found["comparable"].headline.zh
    assert re.search(r"and two other counties all set at least 90% for 2024", found["comparable"].headline.en)
    assert found["county_thresholds"].headline.en.startswith("All six targets of ") and "6 个数字" in found["county_thresholds"].basis.zh


def test_years_that_differ_are_told_with_each_region():
    rows = statements(targets(RATE | {"value": 90.0}, RATE | {"value": 90.0, "year": 2025, "region_code": YI}))
    found = said(rows)["comparable"].headline
    assert "房县（2024 年）和竹山县（2025 年）目标都是至少 90%" in found.zh and "Fang County (2024) and Zhushan County (2025) both set" in found.en


@pytest.mark.parametrize("n", [1, 2, 3, 5, 12])
def test_counts_and_nouns_agree(n):
    for finding in said(*regions(n)).values():
        assert not re.search(r"\b(1|one) (\w+ )?(figures|counties|statements|documents|targets|results|pairs|percentage points|are|have)\b", finding.text.en), finding.text.en
        assert not re.search(r"\b(0|[2-9]|two|three|five|1\d) (figure|county|statement|document|target|result|pair|percentage point|is|has)\b", finding.text.en), finding.text.en


def test_the_text_is_the_headline_the_detail_and_the_basis():
    for finding in ALL.values():
        for lang in ("zh", "en"):
            assert finding.headline[lang] and finding.text[lang].startswith(finding.headline[lang]) and finding.text[lang].endswith(finding.basis[lang])
            assert finding.detail[lang] in finding.text[lang] and ("依据：" in finding.basis.zh and "Stands on " in finding.basis.en)


def test_the_headline_is_one_sentence():
    for finding in ALL.values():
        assert finding.headline.zh.count("。") == 1 and finding.headline.zh.endswith("。")
        assert len(re.findall(r"\.(?:\s|$)", finding.headline.en)) == 1 and finding.headline.en.endswith(".")


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
            assert not re.search(r"[，。；：、和]{2}|  |\.\.|[,;:]\.|\( |（）", text), text
            assert re.search(r"\d", text) and "nan" not in text.casefold() and "{" not in text and "None" not in text
        assert not re.search(r"[\u4e00-\u9fff]", finding.text.en), finding.text.en


def test_the_real_findings_stand_on_statements_that_are_there(real):
    known = set(analysis.statements()["statement_id"])
    assert all(set(finding.statement_ids.split()) <= known and finding.statement_ids for finding in real)


def test_nothing_ranks_counties(real):
    for finding in real:
        assert not re.search(r"排名|最高的|最低的|领先|落后|得分", finding.text.zh)
        assert not re.search(r"\b(rank|best|worst|score|leading)\b", finding.text.en)
