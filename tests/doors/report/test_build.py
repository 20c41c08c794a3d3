"""Reports are made when something changed, whole or not at all, and each failure is told."""
from __future__ import annotations

import gzip
import re
import subprocess
import sys

import pytest

from analysis.report import Content, Variant, make_reports, state
from analysis.words import Text
from doors.report import project as invented
from doors.report.notebooks import code, notebook, text

@pytest.fixture(scope="module", autouse=True)
def _package_stands_still(tmp_path_factory):
    """Nobody edits the package while these tests run; that its code counts is tested in test_state."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "PACKAGE", tmp_path_factory.mktemp("package"))
        yield


CONTENT = Content(trust=invented.trust, sentences=invented.sentences, index=invented.index)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project with one whole notebook, its reports made, and what was told."""
    project, told = invented.make(tmp_path_factory.mktemp("whole"), whole=invented.whole()), []
    return project, make_reports(project, content=CONTENT, progress=told.append), told


def read(project, file="whole.zh.html") -> str:
    return (project.reports / file).read_text(encoding="utf-8")


def test_every_report_and_the_index_in_both_languages(made):
    project, outcome, told = made
    assert outcome.problems == [] and outcome.exit_code == 0
    assert sorted(outcome.written) == ["index.en.html", "index.html", "whole.en.html", "whole.zh.html"]
    assert all(any(file in said.zh and file in said.en for said in told) for file in ("whole.zh.html", "index.html"))


def test_a_report_speaks_one_language(made):
    project, *_ = made
    for lang, own, other in (("zh", "说明。", "Explained."), ("en", "Explained.", "说明。")):
        html = read(project, f"whole.{lang}.html")
        assert own in html and other not in html and f"LANG is {lang}" in html
        assert f"whole.{'en' if lang == 'zh' else 'zh'}.html" in html


def test_a_page_asks_no_host_and_shows_no_code(made):
    html = read(made[0])
    page = re.sub(r"<script type=\"text/plain\" id=\"plotly\">.*?</script>", "", html)
    assert "default-src 'none'" in page and not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert "plt.plot" not in page and "whole.ipynb" in page


def test_plotly_is_there_once_and_whole(made):
    import base64

    packed = re.findall(r'id="plotly">([^<]+)<', read(made[0]))
    assert len(packed) == 1 and b"plotly.js v" in gzip.decompress(base64.b64decode(packed[0]))[:300]
    assert 'id="plotly"' not in read(made[0], "index.html")


def test_every_number_has_its_statement(made):
    html = read(made[0])
    assert re.findall(r'data-statement="([^"]+)"', html) == list(invented.IDS)
    for said in ("98%以上", "≥98%", "目标", "2030", "一（二）", "虚构县教育局", "已确认", "这是编造的一句话", "data/raw/documents"):
        assert said in html, said
    anchors = set(re.findall(r'id="([^"]+)"', html))
    assert {link for link in re.findall(r'href="#([^"]+)"', html)} <= anchors


def test_texts_of_documents_are_text(made):
    for file in ("whole.zh.html", "whole.en.html", "index.html"):
        html = read(made[0], file)
        assert "<img src=x" not in html and "<script>document" not in html and "&lt;img src=x" in html


def test_what_did_not_change_is_not_made_again_and_the_same_bytes_come_again(made):
    project, *_ = made
    before = {path.name: path.read_bytes() for path in project.reports.glob("*.html")}
    again = make_reports(project, content=CONTENT)
    assert again.written == [] and sorted(again.unchanged) == sorted(before)
    (project.reports / ".state.json").unlink()
    assert sorted(make_reports(project, content=CONTENT).written) == sorted(before)
    assert {path.name: path.read_bytes() for path in project.reports.glob("*.html")} == before


def test_deciding_that_nothing_changed_imports_nothing_heavy(made):
    project, *_ = made
    cold = ("import sys; from pathlib import Path; from analysis.paths import Project; from analysis.report import make_reports, state\n"
            f"state.PACKAGE = Path({str(state.PACKAGE)!r})\n"
            f"outcome = make_reports(Project(Path({str(project.root)!r})))\n"
            "print(sorted({'pandas', 'plotly', 'matplotlib', 'jinja2', 'fontTools', 'IPython', 'nbformat'} & set(sys.modules)), outcome.written)")
    done = subprocess.run([sys.executable, "-c", cold], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"


def test_what_changed_is_made_again(made):
    project, *_ = made
    path = project.notebooks / "whole.ipynb"
    (project.reports / "whole.zh.html").write_text("damaged", encoding="utf-8")
    assert make_reports(project, content=CONTENT).written == ["whole.zh.html"]
    path.write_text(path.read_text(encoding="utf-8").replace("说明。", "说明，改过。"), encoding="utf-8")
    assert sorted(make_reports(project, content=CONTENT).written) == ["index.en.html", "index.html", "whole.en.html", "whole.zh.html"]
    assert "说明，改过。" in read(project)


def test_one_notebook_several_reports(tmp_path):
    book = notebook(code("LANG = 'zh'\nREGION = ''", "parameters"), "print('of', REGION)")
    project = invented.make(tmp_path, county=book)
    outcome = make_reports(project, langs=("en",), content=Content(variants=two_counties))
    assert [file for file in outcome.written if "index" not in file] == ["county_1.en.html", "county_2.en.html"]
    assert "of 2" in read(project, "county_2.en.html") and "invented county: County 2" in read(project, "county_2.en.html")
    assert "County 1" in read(project, "index.en.html")
    gone = make_reports(project, langs=("en",), content=Content(variants=one_county))
    assert gone.removed == ["county_2.en.html"] and not (project.reports / "county_2.en.html").exists()


def two_counties(name):
    return [Variant(key, {"REGION": key}, Text(f"县{key}", f"County {key}")) for key in "12"]


def one_county(name):
    return two_counties(name)[:1]


def test_only_reports_that_it_made_are_removed(tmp_path):
    project = invented.make(tmp_path)
    made = state.State(project.reports)
    for name in ("one", "two"):
        made.write(f"{name}.zh.html", b"made", "then")
    (project.reports / "own.zh.html").write_text("mine", encoding="utf-8")
    (project.reports / "two.zh.html").write_text("edited", encoding="utf-8")
    outcome = make_reports(project, langs=("zh",))
    assert outcome.removed == ["one.zh.html"] and [problem.file for problem in outcome.problems] == ["two.zh.html"]
    assert (project.reports / "own.zh.html").exists() and (project.reports / "two.zh.html").exists()


def test_a_failure_keeps_the_old_report_and_the_others_are_made(tmp_path):
    project = invented.make(tmp_path, good=notebook("'fine'"), bad=notebook("x = 1", "1/0"), dead=notebook("import os; os._exit(7)"),
                            untagged=notebook(text(None, "?")))
    (project.notebooks / "broken.ipynb").write_text("{", encoding="utf-8")
    state.State(project.reports).write("bad.en.html", b"old", "then")
    outcome = make_reports(project, langs=("en",))
    assert outcome.exit_code == 1 and "fine" in read(project, "good.en.html") and read(project, "bad.en.html") == "old"
    told = "\n".join(problem.sentence("en") for problem in outcome.problems)
    for name in ("bad.ipynb", "dead.ipynb", "untagged.ipynb", "broken.ipynb"):
        assert name in told
    assert "ZeroDivisionError" in told and "kernel died" in told
    assert sorted(path.name for path in project.reports.glob("*.html")) == ["bad.en.html", "good.en.html", "index.en.html"]


def test_an_unknown_name_is_told(tmp_path):
    outcome = make_reports(invented.make(tmp_path, one=notebook("1")), langs=("zh",), names=["two"])
    assert outcome.exit_code == 1 and "one" in outcome.problems[0].text.zh and not (tmp_path / "reports" / "one.zh.html").exists()
