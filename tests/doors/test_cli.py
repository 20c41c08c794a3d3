"""The command: both languages, exit codes, a sentence for whatever a person can mend."""
import shutil
import sys

import pytest
from typer.testing import CliRunner

from analysis import cli
from doors import walk

CHINESE = {"zh": "数据没有变化", "en": "The data have not changed"}


@pytest.mark.parametrize("lang", CHINESE)
def test_a_build_with_nothing_to_do_says_so_in_either_language(run, lang):
    outcome = run("build", "--lang", lang)
    assert (outcome.code, outcome.text.strip().startswith(CHINESE[lang])) == (0, True)


@pytest.mark.parametrize("command", ["build", "report", "check", "compare", "extract", "add", "import", "agreement"])
def test_every_command_explains_itself(command):
    outcome = CliRunner().invoke(cli.app, [command, "--help"])
    assert outcome.exit_code == 0 and "--lang" in outcome.output


@pytest.mark.parametrize("lang, words", [("zh", ("来源 5 份", "陈述 195 条", "原文不在本机")), ("en", ("5 sources", "195 statements", "not on this machine"))])
def test_check_tells_the_state_of_the_data(run, lang, words):
    outcome = run("check", "--lang", lang)
    assert outcome.code == 0 and all(word in outcome.text for word in words)


def test_check_before_the_first_build_says_what_to_do(run, work):
    shutil.rmtree(work.processed)
    assert "county-targets build" in run("check").text


@pytest.mark.parametrize("asked, code, word", [("学前三年毛入园率", 0, "fangxian-2024-plan@657"), ("preschool_gross_enrollment_rate", 0, "≥98%"), ("没有这个指标", 1, "没有这个指标")])
def test_compare_prints_the_figures_or_what_may_be_meant(run, asked, code, word):
    outcome = run("compare", asked)
    assert outcome.code == code and word in outcome.text


def test_compare_within_a_region_and_a_year(run):
    assert "tengzhou" not in run("compare", "九年义务教育巩固率", "--region", "房县", "--year", "2024").text
    assert run("compare", "九年义务教育巩固率", "--region", "无此县").code == 1


def test_problems_are_told_again_while_nothing_changes(run, work):
    shutil.copyfile(walk.downloaded(work, "txt"), work.documents / "计划.txt")
    first, second = run("build"), run("build")
    line = 'county-targets add "data/raw/documents/计划.txt"'
    assert line in first.text and line in second.text and first.code == second.code == 0


def test_an_error_in_a_workbook_is_an_exit_code_and_stays_one(run, work):
    work.review.mkdir()
    shutil.copyfile(work.hand_coded / "coder_a.xlsx", work.review / "谁.xlsx")
    assert [run("build").code, run("build").code] == [1, 1]


def test_extract_writes_a_table_and_a_view(run, work, tmp_path):
    outcome = run("extract", walk.downloaded(work, "docx"), "--out", tmp_path / "figures.csv", "--view", tmp_path / "view.html")
    assert outcome.code == 0 and "96%以上" in (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")
    assert "96%以上" in (tmp_path / "view.html").read_text(encoding="utf-8")


def test_agreement_is_printed_and_the_disagreements_written(run, work):
    outcome = run("agreement")
    assert outcome.code == 0 and "unitising" in outcome.text and (work.review / "adjudication_coder_a_coder_b.xlsx").exists()
    assert run("build").code == 0  # an adjudication workbook is no review


def main_says(monkeypatch, capsys, *arguments) -> str:
    monkeypatch.setattr(sys, "argv", ["county-targets", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    return capsys.readouterr().err


class Stream:
    """A stream that can be told its encoding, as those of a terminal can."""

    @staticmethod
    def able(monkeypatch):
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(type(getattr(sys, name)), "reconfigure", lambda self, **_: None, raising=False)


def test_a_table_that_cannot_be_read_is_a_sentence_not_a_traceback(work, monkeypatch, capsys):
    Stream.able(monkeypatch)
    work.documents_csv.write_bytes("文件".encode("utf-16"))
    text = main_says(monkeypatch, capsys, "check", "--lang", "en")
    assert "documents.csv" in text and "Traceback" not in text


def test_a_workbook_that_is_open_elsewhere_is_a_sentence(work, monkeypatch, capsys):
    Stream.able(monkeypatch)

    def locked(*_args, **_kwargs):
        raise PermissionError(13, "denied", "somewhere/adjudication.xlsx")
    monkeypatch.setattr("analysis.pipeline.coders.disagreements", locked)
    assert "adjudication.xlsx cannot be written" in main_says(monkeypatch, capsys, "agreement")
