"""A researcher's own table: a mapping is proposed, corrected by a person, and its rows become statements without location."""
import pandas as pd
import pytest

from analysis import codebook
from analysis.store import read_table, write_table

TABLE = pd.DataFrame({"县": ["房县", "仙居县", "不存在的县"], "2022年学前三年毛入园率（%）": ["91.5", "93", "90"], "2023年学前三年毛入园率（%）": ["92", "abc", "91"],
                      "教育项目投资（万元）": ["1200", "", "5"]})


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    TABLE.to_csv(tmp_path / "我的 表.csv", index=False, encoding="gb18030")
    return tmp_path / "我的 表.csv"


@pytest.fixture
def mapping(run, table):
    """The proposed mapping, with the year of the last column filled in as a person would."""
    assert run("import", table).code == 0
    path = table.with_name("我的 表.mapping.csv")
    frame = read_table(path).astype(object)
    frame.loc[frame["heading"].str.contains("投资"), "year"] = "2023"
    write_table(frame, path)
    return path


def of_table(work) -> pd.DataFrame:
    frame = read_table(work.processed / "statements.csv")
    return frame[frame["source"] == "imported"]


def test_a_mapping_is_proposed_and_nothing_is_imported(run, work, table):
    outcome = run("import", table)
    proposed = read_table(table.with_name("我的 表.mapping.csv")).set_index("heading")
    assert outcome.code == 0 and "--map" in outcome.text and not (work.raw / "imported").exists()
    assert proposed.loc["县", "role"] == "region" and proposed["indicator"].tolist()[1:3] == ["preschool_gross_enrollment_rate"] * 2
    assert set(proposed["scale"]) >= {"10000"}


def test_rows_become_statements_without_location_and_bad_cells_are_named(run, work, table, mapping):
    outcome = run("import", table, "--map", mapping)
    assert outcome.code == 1 and "abc" in outcome.text and "不存在的县" in outcome.text
    run("build")
    found = of_table(work)
    assert sorted(found["value"]) == [91.5, 92, 93, 12000000] and found["char_start"].isna().all()
    assert set(found["region_code"]) == {"420325", "331024"} and not found["statement_id"].str.contains(" ").any()


def test_every_imported_statement_is_reached_from_one_row_of_targets(run, work, table, mapping):
    run("import", table, "--map", mapping)
    run("build")
    stood_on = read_table(work.processed / "targets.csv")["statement_ids"].str.split(" ").explode()
    assert stood_on.is_unique and set(of_table(work)["statement_id"]) <= set(stood_on)


def test_importing_again_replaces_and_leaves_no_source_behind(run, work, table, mapping):
    run("import", table, "--map", mapping)
    TABLE.iloc[:1].to_csv(table, index=False, encoding="utf-8")
    run("import", table, "--map", mapping)
    run("build")
    assert set(of_table(work)["region_name"]) == {"房县"}
    assert (codebook.documents(work)["kind"] == "table").sum() == 1


def test_a_source_that_is_taken_out_of_the_table_of_sources_is_spoken_of(run, work, table, mapping):
    run("import", table, "--map", mapping)
    registry = read_table(work.documents_csv)
    write_table(registry[registry["kind"] != "table"], work.documents_csv)
    outcome = run("build")
    assert outcome.code == 1 and "rows were not used" in outcome.text


@pytest.mark.parametrize("name", ["没有.csv", "我的 表.csv"])
def test_a_mapping_that_is_none_is_refused(run, table, name):
    outcome = run("import", table, "--map", table.with_name(name))
    assert outcome.code == 1 and "Traceback" not in outcome.text
