"""The build: same input, same bytes; only what changed is made again; ended at any moment, nothing is lost or doubled."""
import hashlib
import json
import os
import random
import shutil
import signal
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis import codebook
from analysis.paths import Project
from analysis.pipeline.build import BuildError, build
from analysis.schema import TABLES
from analysis.store import read_table, write_table
from doors import walk


def tables(project: Project) -> dict[str, str]:
    """Name → hash of everything in data/processed, hidden files too."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(project.processed.iterdir())}


def of_raw(project: Project) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(project.raw.rglob("*")) if path.is_file()}


def without_cache(project: Project, target: Path) -> Project:
    shutil.copytree(project.root, target, ignore=shutil.ignore_patterns(".cache", "processed"))
    return Project(target)


@pytest.fixture
def with_plan(work, run) -> Project:
    """The project with the invented plan added, not yet built again."""
    assert run("add", walk.downloaded(work, "docx")).code == 0
    return work


def test_the_tables_of_the_shipped_data_are_those_that_are_committed(shipped, project):
    committed = Project(project)
    for name in ("statements.csv", "targets.csv", "coverage.csv", "creations.csv", "documents.csv"):
        assert (shipped.processed / name).read_bytes() == (committed.processed / name).read_bytes(), f"{name}: run county-targets build and commit"


def test_building_again_from_nothing_gives_the_same_bytes(work, tmp_path, monkeypatch):
    again = without_cache(work, tmp_path / "again")
    monkeypatch.setenv("COUNTY_TARGETS_PROJECT", str(again.root))
    monkeypatch.setenv("TZ", "America/St_Johns")
    build(again)
    assert tables(again) == tables(work)


def test_every_statement_stands_in_exactly_one_row_of_targets(with_plan):
    build(with_plan)
    statements, targets = (read_table(with_plan.processed / f"{name}.csv") for name in ("statements", "targets"))
    stood_on = targets["statement_ids"].str.split(" ").explode()
    assert sorted(stood_on) == sorted(statements["statement_id"])
    assert statements["statement_id"].is_unique and targets["target_id"].is_unique
    assert len(targets) == len(statements) - (targets["n_statements"] - 1).sum()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_columns_of_the_schema(shipped, name):
    assert tuple(read_table(shipped.processed / f"{name}.csv").columns) == TABLES[name]


def test_build_writes_nothing_in_raw(with_plan):
    shutil.copyfile(walk.downloaded(with_plan, "html"), with_plan.documents / "下载.html")
    before = of_raw(with_plan)
    build(with_plan)
    assert of_raw(with_plan) == before


def test_only_the_region_of_a_new_document_is_made(with_plan):
    built = build(with_plan)
    assert (built.n_made, built.n_regions) == (1, 6)
    assert set(built.changes["change"]) == {"new"} and set(built.changes["document"]) == {walk.ID}
    assert build(with_plan).changes.empty


def test_what_is_taken_away_is_gone(with_plan):
    new = len(build(with_plan).changes)
    registry = read_table(with_plan.documents_csv)
    write_table(registry[registry["document"] != walk.ID], with_plan.documents_csv)
    (with_plan.documents / f"{walk.ID}.docx").unlink()
    (with_plan.review / f"{walk.ID}.xlsx").unlink()
    changes = build(with_plan).changes
    assert set(changes["change"]) == {"gone"} and len(changes) == new


def test_the_changes_of_the_last_build_are_kept_for_the_report(with_plan):
    built = build(with_plan)
    kept = read_table(with_plan.cache / "changes.csv")
    assert list(kept["statement_id"]) == list(built.changes["statement_id"])


def test_a_masked_figure_without_a_value_has_a_reason(shipped):
    targets = read_table(shipped.processed / "targets.csv")
    blank = targets["value"].isna()
    assert (targets.loc[blank, "missing_reason"] != "").all() and (targets.loc[~blank, "missing_reason"] == "").all()


def test_the_manifest_names_every_input_and_table_with_its_hash(shipped):
    manifest = json.loads((shipped.processed / "manifest.json").read_text(encoding="utf-8"))
    assert {"documents.csv", "hand_coded/adjudicated.xlsx", "codebook/indicators.csv"} <= set(manifest["inputs"])
    for name, table in manifest["tables"].items():
        path = shipped.processed / f"{name}.csv"
        assert table["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert str(shipped.root) not in json.dumps(manifest)


# ---- corrections and faults stop the build, and the tables of before stand

def correction(project: Project, **values) -> None:
    columns = codebook.corrections(project).columns
    row = dict.fromkeys(columns, "") | {"document": "fangxian-2024-plan", "reason": "检验", "by": "x"} | values
    write_table(pd.DataFrame([row], columns=columns), project.codebook / "corrections.csv")


def a_statement(project: Project) -> dict:
    frame = read_table(project.processed / "statements.csv")
    return frame[(frame["document"] == "fangxian-2024-plan") & (frame["value"] == 98)].iloc[0].to_dict()


def test_a_declared_correction_is_applied(work):
    row = a_statement(work)
    correction(work, **{"statement_id": row["statement_id"], "field": "value", "from": "98", "to": "97.5"})
    changes = build(work).changes
    assert changes[["field", "before", "after"]].values.tolist() == [["value", "98.0", "97.5"]]


@pytest.mark.parametrize("wrong", [{"from": "97"}, {"statement_id": "fangxian-2024-plan@999999"}, {"field": "no_such_field"}, {"document": "nobody-2024-plan"}])
def test_a_correction_that_matches_nothing_stops_the_build(work, wrong):
    row, before = a_statement(work), tables(work)
    correction(work, **({"statement_id": row["statement_id"], "field": "value", "from": "98", "to": "97.5"} | wrong))
    with pytest.raises(BuildError) as stopped:
        build(work)
    assert "corrections.csv" in stopped.value.problems[-1].sentence("en") and tables(work) == before


def spoil(project: Project, file: str, **cells) -> None:
    book = load_workbook(project.hand_coded / file)
    for address, value in cells.items():
        book["编码"][address] = value
    book.save(project.hand_coded / file)


def test_bad_cells_are_named_all_at_once_and_the_good_rows_stay(work):
    columns = {str(cell.value).split("\n")[-1]: cell.column_letter for cell in load_workbook(work.hand_coded / "adjudicated.xlsx")["编码"][1]}
    cells = {f"{columns['unit']}3": "百分", f"{columns['year']}5": "二〇二五年吧", f"{columns['indicator']}7": "没有的指标"}
    spoil(work, "adjudicated.xlsx", **cells)
    built = build(work)
    said = {problem.cell for problem in built.problems if problem.severity == "error" and problem.file == "adjudicated.xlsx" and problem.sheet == "编码"}
    assert said == set(cells)
    assert built.rows["statements"] == len(read_table(work.processed / "statements.csv")) == 192


def test_no_workbook_of_the_project_is_spoken_of_when_nothing_is_wrong(work):
    assert build(work).problems == []


# ---- ended at any moment

def ended_at(project: Project, end: int) -> tuple[int, int]:
    """Build in a forked process that is killed before its write number ``end`` (0: never); how it ended, and the writes it made."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        kill_at(str(project.root), end)
        try:
            build(project)
            os.write(outlet, str(kill_at.count).encode())
        finally:
            os._exit(0)
    os.close(outlet)
    _, status = os.waitpid(child, 0)
    with os.fdopen(inlet) as told:
        return os.waitstatus_to_exitcode(status), int(told.read() or 0)


def kill_at(root: str, end: int) -> None:
    """Let this process be killed, as by a power cut, before write, rename or removal number ``end`` below a folder."""
    kill_at.count = 0

    def audit(event: str, args: tuple) -> None:
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if (writes or event in ("os.rename", "os.remove")) and str(args[0]).startswith(root):
            kill_at.count += 1
            if kill_at.count == end:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(audit)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL, which this system has not")
def test_killed_at_any_write_and_run_again_gives_the_same_bytes(with_plan, run, tmp_path, monkeypatch):
    undisturbed = Project(shutil.copytree(with_plan.root, tmp_path / "undisturbed"))
    code, writes = ended_at(undisturbed, 0)
    assert code == 0 and writes > 20
    expected = tables(undisturbed)
    before, moments = tables(with_plan), sorted({1, writes, *random.Random(5).sample(range(2, writes), 8)})
    seen = set()
    for moment in moments:
        cut = Project(shutil.copytree(with_plan.root, tmp_path / f"cut-{moment}"))
        assert ended_at(cut, moment)[0] == -signal.SIGKILL
        seen.add(tuple(tables(cut).items()))
        monkeypatch.setenv("COUNTY_TARGETS_PROJECT", str(cut.root))
        assert run("build").code == 0
        assert tables(cut) == expected, f"killed at write {moment} of {writes}"
        assert (cut.cache / "changes.csv").read_bytes() == (undisturbed.cache / "changes.csv").read_bytes()
    assert len(seen) > 2 and expected != before  # some were ended before the first table, some between two


def test_a_fragment_that_was_cut_off_is_made_again(work):
    paths = sorted((work.cache / "regions").iterdir())
    paths[0].write_bytes(paths[0].read_bytes()[:-10])
    paths[1].write_bytes(b"")
    expected = tables(work)
    for name in expected:
        (work.processed / name).unlink()
    assert build(work).n_made == 2 and tables(work) == expected
