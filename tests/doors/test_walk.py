"""The walk of docs/walkthrough.md: a downloaded plan, recognised, reviewed in Excel, in the charts; and the words of the docs."""
import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis import codebook
from analysis.cli import app
from analysis.paths import Project
from analysis.report import make_reports
from analysis.report.front import content
from analysis.store import read_table
from doors import walk

PAGES = ("02_enrollment_rates", "03_school_creation", "04_funding", f"06_county_profile_{walk.COUNTY}")


@pytest.fixture(scope="module")
def walked(shipped, project, tmp_path_factory):
    """The whole walk once, in Chinese: what each command printed, and the project that came of it."""
    import shutil

    root = tmp_path_factory.mktemp("walk") / "p"
    shutil.copytree(shipped.root, root)
    shutil.copytree(project / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    here, printed = Project(root), {}

    def run(step: str, *arguments: str) -> None:
        outcome = CliRunner().invoke(app, [*arguments, "--lang", "zh"])
        printed[step] = outcome.output
        assert outcome.exit_code == 0, outcome.output

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTY_TARGETS_PROJECT", str(root))
        run("docx", "add", str(walk.downloaded(here, "docx")))
        run("html", "add", str(walk.downloaded(here, "html")))
        run("build", "build")
        before = read_table(here.processed / "statements.csv")
        decided = walk.review(here.review / f"{walk.ID}.xlsx")
        run("reviewed", "build")
        made = make_reports(here, langs=("zh",), names=PAGES, content=content(here))
        assert not made.problems, [problem.sentence("en") for problem in made.problems]
        yield here, printed, before, decided


def of_county(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["document"] == walk.ID]


def test_the_document_is_placed_registered_and_its_guesses_are_marked(walked):
    here, printed, _, _ = walked
    row = codebook.documents(here).set_index("document").loc[walk.ID]
    assert (row["region_name"], row["region_code"], row["year"], row["kind"]) == ("青禾县", walk.COUNTY, 2025, "plan")
    assert "程序推断" in row["note_zh"] and "inferred" in row["note_en"] and row["place_certainty"] < 1
    assert all(f"{what}推断为" in printed["docx"] for what in ("地区", "年份", "类型"))
    assert (here.documents / row["file"]).read_bytes() == walk.downloaded(here, "docx").read_bytes()


def test_the_same_plan_in_another_format_and_encoding_is_recognised(walked):
    here, printed, _, _ = walked
    assert f"与已登记的 {walk.ID} 文字（格式或编码不同）相同" in printed["html"]
    assert sum(codebook.documents(here)["region_code"] == walk.COUNTY) == 1
    assert [path.name for path in here.documents.iterdir()] == [f"{walk.ID}.docx"]


def test_before_the_review_every_figure_of_the_county_is_unreviewed_and_no_other(walked):
    _, _, before, _ = walked
    unreviewed = before[before["status"] == "unreviewed"]
    assert len(unreviewed) and set(unreviewed["document"]) == {walk.ID} == set(before.loc[before["source"] == "extracted", "document"])


def test_the_decisions_become_statuses(walked):
    here, printed, before, decided = walked
    now = of_county(read_table(here.processed / "statements.csv"))
    assert all(decided.values())
    assert set(now["status"]) == {"confirmed"}
    assert (now["source"] == "hand").sum() == decided["增补"] and len(now) == decided["接受"] + decided["更正"] + decided["增补"]
    assert "消失" in printed["reviewed"] and "6 个地区中重做了 1 个" in printed["reviewed"]


def test_what_the_plan_reviews_is_a_result_without_anybodys_help(walked):
    _, _, before, _ = walked
    was = of_county(before).set_index("span")
    assert all(was.loc[span, "kind"] == "result" and was.loc[span, "year"] == 2024 and was.loc[span, "commitment"] == "" for span in walk.RESULTS)


def test_a_corrected_row_is_mended_a_rejected_one_is_gone_and_an_added_one_has_its_place(walked):
    here, _, _, _ = walked
    now = of_county(read_table(here.processed / "statements.csv"))
    assert now.set_index("span").loc[walk.CUT_SHORT, "scope"] == "校长、教师"
    assert walk.IMPLICIT not in set(now["span"])
    added = now.query("source == 'hand'").iloc[0]
    text = walk.read_text(here)
    assert text[added["char_start"]:added["char_end"]] == walk.ADDED
    assert (added["value"], added["comparator"], added["commitment"]) == (400, ">", "aspirational")


def stated(here: Project) -> set[tuple[str, str]]:
    """What the county says in figures that can be read: the titles of charts that may hold it, as (indicator, kind)."""
    rows = of_county(read_table(here.processed / "statements.csv"))
    rows = rows[rows["value"].notna() & (rows["measure"] == "level")]
    return {(codebook.indicator_name(row.indicator, "zh", here), walk.KINDS[row.kind]) for row in rows.itertuples()}


def test_the_county_is_in_every_chart_of_the_rates_it_states_and_in_no_other(walked):
    here, _, _, _ = walked
    drawn = walk.charts(here.reports / f"{PAGES[0]}.zh.html")
    by_title = {chart.title: any(name.startswith(walk.COUNTY) for name in chart.ids) for chart in drawn}
    assert len(by_title) > 2 and any(by_title.values()) and not all(by_title.values())
    wrong = {title: there for title, there in by_title.items() if there != (tuple(title.split("：")[:2]) in stated(here))}
    assert not wrong


@pytest.mark.parametrize("page", PAGES[:3])
def test_a_chart_of_another_county_or_of_nothing_it_states_does_not_have_it(walked, page):
    here, _, _, _ = walked
    regions = {row.document: row.region_name for row in codebook.documents(here).itertuples()}
    for chart in walk.charts(here.reports / f"{page}.zh.html"):
        for name in chart.ids:
            region = regions[name.split("@")[0]]
            assert "——" not in chart.title or f"——{region}" in chart.title


def test_its_schools_and_its_profile_show_it(walked):
    here, _, _, _ = walked
    schools = walk.charts(here.reports / f"{PAGES[1]}.zh.html")
    assert any("青禾县" in chart.title and any(name.startswith(walk.COUNTY) for name in chart.ids) for chart in schools)
    profile = walk.charts(here.reports / f"{PAGES[3]}.zh.html")
    assert profile and all(any(name.startswith(walk.COUNTY) for name in chart.ids) for chart in profile)


def test_every_id_in_a_chart_is_a_statement_and_the_sentence_stands_on_its_page(walked):
    here, _, _, _ = walked
    known = set(read_table(here.processed / "statements.csv")["statement_id"])
    page = here.reports / f"{PAGES[3]}.zh.html"
    assert {name for chart in walk.charts(page) for name in chart.ids} <= known
    assert "学前三年毛入园率达到96%以上" in re.sub("<[^>]+>", "", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang, name", [("en", "walkthrough.md"), ("zh", "walkthrough.zh.md")])
def test_the_docs_print_what_the_program_prints(work, run, project, monkeypatch, lang, name):
    monkeypatch.chdir(work.root)
    blocks = re.findall(r"```text\n(.*?)```", (project / "docs" / name).read_text(encoding="utf-8"), re.S)
    steps = [step for block in blocks for step in re.split(r"(?m)^\$ ", block) if step]
    reviewed = False
    for step in steps:
        command, *expected = step.rstrip("\n").split("\n")
        words = command.removeprefix(".venv/bin/county-targets ").split()
        if words == ["build"] and reviewed is None:
            walk.review(work.review / f"{walk.ID}.xlsx")
        said = run(*words, "--lang", lang)
        assert said.code == 0
        assert follows([line for line in expected], said.text.splitlines()), f"{command}\n{said.text}"
        reviewed = None if words == ["build"] else reviewed


def follows(expected: list[str], printed: list[str]) -> bool:
    """Whether the printed lines are the expected ones, where … stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def test_both_walkthroughs_type_the_same_commands(project: Path):
    commands = [re.findall(r"(?m)^\$ (.*)$", (project / "docs" / name).read_text(encoding="utf-8")) for name in ("walkthrough.md", "walkthrough.zh.md")]
    assert commands[0] == commands[1] and len(commands[0]) == 6
