"""What the reports say besides their notebooks, and every number of them again from data/processed alone."""
from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from analysis.report import front, workbook
from conftest import PROJECT
from analysis.paths import Project
from analysis.words import LANGS
from doors import variants


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The project as it is, without a county, with one more."""
    folder = tmp_path_factory.mktemp("fronts")
    projects = {name: variants.copied(PROJECT, folder / name) for name in ("now", "more", *variants.DROPPED)}
    variants.with_a_county(projects["more"])
    for region in variants.DROPPED:
        variants.without_a_county(projects[region], region)
    return projects


@pytest.fixture(scope="module")
def indexes(made):
    found = {}
    for name, project in made.items():
        with pytest.MonkeyPatch.context() as patch:  # as in the worker, which stands in the project
            patch.chdir(project.root)
            found[name] = front.index(project)
    return found


def findings(index, lang="en"):
    return {finding.html[lang]: set(finding.statements) for finding in index.findings}


def test_no_finding_stays_when_its_rows_are_dropped(indexes):
    for region, document in variants.DROPPED.items():
        of_county = {said for said, ids in findings(indexes["now"]).items() if any(one.startswith(document + "@") for one in ids)}
        assert of_county and not of_county & set(findings(indexes[region]))


def test_no_finding_stays_when_a_county_is_added(indexes):
    assert not set(findings(indexes["now"])) & set(findings(indexes["more"]))


def test_findings_say_on_what_they_stand(indexes):
    for finding in indexes["now"].findings:
        basis = finding.html.zh.rpartition("依据")[2]
        assert re.search(r"县|地区", basis) and re.search(r"20\d\d", basis) and str(len(finding.statements)) in numbers(basis)


def numbers(text: str) -> list[str]:
    """The numbers of a text, in its order."""
    return re.findall(r"\d+(?:\.\d+)?", text)


def test_the_matrix_follows_the_documents(indexes):
    shown = {name: index.sections[0].html for name, index in indexes.items()}
    assert all(len({shown[name][lang] for name in shown}) == len(shown) for lang in LANGS)
    assert "青禾县" in shown["more"].zh and "青禾县" not in shown["now"].zh
    assert "房县" in shown["now"].zh and "房县" not in shown["420325"].zh


def test_what_may_not_be_compared_is_the_codebooks_table(made, indexes):
    from analysis import codebook

    table, section = codebook.incomparable(made["now"]), indexes["now"].sections[1]
    for lang in LANGS:
        said = re.sub(r"<[^>]+>", " ", section.html[lang])
        assert all(reason in said for reason in table[f"reason_{lang}"])


def test_the_line_of_trust_counts(made):
    assert "195 条陈述，5 个县" in front.trust(made["now"]).zh and "62 figures masked" in front.trust(made["now"]).en
    assert front.trust(made["more"]).en.startswith(f"{195 + len(variants.INVENTED)} statements of 6 counties from 6 documents")


def test_every_county_has_a_profile_and_other_notebooks_have_one_report(made):
    profiles = front.variants(made["more"], "06_county_profile")
    assert [one.key for one in profiles] == sorted(one.key for one in profiles) and len(profiles) == 6
    assert {one.key: one.title.en for one in profiles}[variants.ADDED] == "Qinghe County"
    assert all(dict(one.values) == {"REGION": one.key} for one in profiles)
    assert front.variants(made["more"], "02_enrollment_rates") == []


def test_sentences_come_from_the_last_build_and_only_where_they_are(tmp_path):
    project = Project(tmp_path)
    assert front.sentences(project, ["a@1"]) == {}
    project.cache.mkdir(parents=True)
    kept = {"a@1": {"before": "力争达到", "figure": "9成", "after": "。", "cut": False}}
    (project.cache / "sentences.json").write_text(json.dumps(kept), encoding="utf-8")
    assert front.sentences(project, ["a@1", "b@2"]) == {"a@1": "力争达到9成。"}


@pytest.fixture(scope="module")
def said(made):
    """The findings of the project as it is, in Chinese, by their names."""
    found = workbook.tables(made["now"])["发现 findings"]
    return dict(zip(found["finding"], found["text_zh"]))


def test_an_independent_script_gets_the_numbers_that_the_reports_state(said):
    """pandas and data/processed alone; nothing of this project."""
    s, t, d, b = (pd.read_csv(PROJECT / "data/processed" / f"{name}.csv", encoding="utf-8-sig") for name in ("statements", "targets", "documents", "benchmarks"))
    told = t[t["value"].notna()]
    rate = told[told["indicator"].eq("compulsory_retention_rate")]
    pair = told.merge(b[b["series"].isin(["ce_retention", "pre_ger3", "pre_puhui_cov", "pre_public_share", "fin_budget_growth"])], on="indicator", suffixes=("", "_b"))
    pair["margin"] = (pair["value"] - pair["value_b"]).round(9)
    thresholds = pair.loc[pair["level"].eq("county_threshold"), "margin"]
    nation = pair[pair["level"].eq("national_actual") & pair["year"].eq(pair["year_b"])]
    growth = nation[nation["series"].eq("fin_budget_growth") & nation["basis_b"].eq("raw")]
    aims, done = s[s["kind"].eq("target")], t[t["indicator"].eq("investment_completion_rate") & t["value"].notna()]
    titles = told[told["indicator"].isin(["schools_designated", "kindergartens_designated"]) & told["unit"].eq("institution")]

    counts, by_kind = aims["commitment"].value_counts(), titles["kind"].value_counts()
    expected = {
        "material": [len(s), s["value"].notna().sum(), s["redacted"].sum(), len(d), d["truncated"].sum()],
        "comparable": [*rate["value"], *rate["year"]],
        "county_thresholds": [*thresholds[thresholds != 0]],
        "national_actual": [*nation.loc[nation["series"].ne("fin_budget_growth"), "margin"].abs()],
        "growth": [growth["value"].iloc[0], growth["value_b"].iloc[0], growth["margin"].iloc[0]],
        "follow_up": [(aims["indicator"].ne("other")).sum(), done["value"].iloc[0] / 100],
        "created": [by_kind["target"], by_kind["result"]],
        "wording": [len(aims), *counts],
    }
    assert sorted(thresholds) == [0, 10, 13] and sorted(nation["margin"].abs()) == [1.61, 3.01, 4.1, 4.1, 6]
    for name, values in expected.items():
        assert {f"{value:g}" for value in values} <= set(numbers(said[name])), name
