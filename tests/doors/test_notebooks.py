"""The notebooks: stored clean, thin, in both languages; what they say follows the tables."""
from __future__ import annotations

import ast
import json
import re

import nbformat
import pandas as pd
import pytest

from analysis.report.execute import Job, Runner
from analysis.report.notebook import check_pairs, opening, read_notebook
from analysis.words import LANGS
from conftest import PROJECT
from doors import variants
from doors.report.kernel import comparable, in_a_kernel

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("[0-9]*.ipynb"))
QUESTIONS = [path for path in NOTEBOOKS if "01" <= path.name < "07"]  # those that the tables of the counties answer
PROFILE = "06_county_profile"
LONGEST_FUNCTION = 4  # lines: what is longer belongs into the package


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_clean_and_whole_in_both_languages(path):
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in stored["cells"])
    book = read_notebook(path)
    assert check_pairs(book, path.name) == []
    assert all(all(opening(book, lang)) for lang in LANGS), "title, question and caveat"
    assert sum("parameters" in cell.tags for cell in book.cells) == 1
    labels = {"zh": "**数据表**", "en": "**Tables**"}
    firsts = {lang: next(cell.source for cell in book.cells if lang in cell.tags) for lang in LANGS}
    assert all(labels[lang] in firsts[lang] for lang in LANGS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin(path):
    code = "\n".join(cell.source for cell in read_notebook(path).cells if cell.cell_type == "code")
    functions = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)]
    assert {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION} == {}


# ---- what is shown, and how it follows the tables

class Piece(str):
    """An output as text, with the ids of the statements that it names."""

    @property
    def ids(self) -> set[str]:
        """Ids in data-statements of HTML and in what the marks of a chart carry."""
        linked = {name for found in re.findall(r'data-statements=\\?"([^"\\]*)', self) for name in found.split()}
        return linked | set(re.findall(r"[a-z]+-20\d\d-plan@[0-9a-z#]+", self)) if self.startswith("{") else linked

    def of(self, document: str) -> bool:
        return any(name.startswith(document + "@") for name in self.ids)

    @property
    def is_chart(self) -> bool:
        return self.startswith("{")


def pieces(book) -> list[Piece]:
    """What a run notebook shows: charts as the JSON of plotly, tables and prose as HTML."""
    shown = []
    for output in (output for cell in book.cells for output in cell.outputs):
        assert output["output_type"] in ("display_data", "execute_result"), output
        data = output["data"]
        chart = next((value for name, value in data.items() if "plotly" in name), None)
        shown.append(Piece(json.dumps(chart, ensure_ascii=False, sort_keys=True) if chart else "".join(data.get("text/html", data["text/plain"]))))
    return shown


def run_all(runner, project, lang="zh", region=variants.OTHER, only="0[1-6]*") -> dict[str, list[Piece]]:
    """The notebooks of a project, by name, with what they show."""
    values = {"LANG": lang}
    return {path.stem: pieces(runner.run(Job(path.name, read_notebook(path), path.parent, values | ({"REGION": region} if path.stem == PROFILE else {}))))
            for path in sorted(project.notebooks.glob(f"{only}.ipynb"))}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the notebooks show of the project as it is, without one county and with one more."""
    folder = tmp_path_factory.mktemp("projects")
    made = {name: variants.copied(PROJECT, folder / name) for name in ("now", "more", *variants.DROPPED)}
    variants.with_a_county(made["more"])
    for region in variants.DROPPED:
        variants.without_a_county(made[region], region)
    with Runner() as runner:
        found = {name: run_all(runner, made[name]) for name in ("now", "more")}
        found |= {region: run_all(runner, made[region], only="04*" if number else "0[1-6]*") for number, region in enumerate(variants.DROPPED)}
        found["english"] = run_all(runner, made["now"], "en")
        found["new"] = run_all(runner, made["more"], "zh", variants.ADDED, PROFILE)
    return found


@pytest.mark.parametrize("name", [path.stem for path in QUESTIONS])
def test_nothing_that_stood_on_a_county_stays_when_it_is_dropped(shown, name):
    checked = 0
    for region, document in variants.DROPPED.items():
        resting = [piece for piece in shown["now"][name] if piece.of(document)] if name in shown[region] else []
        checked += len(resting)
        assert [piece for piece in resting if piece in shown[region][name]] == []
        assert not any(piece.of(document) for piece in shown[region].get(name, ()))
    assert checked


@pytest.mark.parametrize("name", [path.stem for path in QUESTIONS])
def test_sentences_and_captions_change_when_a_county_is_added(shown, name):
    """Each names the number of counties or plans that it stands on, or stands on none of the tables that grew."""
    sentences = [piece for piece in shown["now"][name] if piece.startswith("<p>") and piece.ids or "县级教育计划" in piece]
    grown = {one for piece in shown["more"][name] for one in piece.ids}
    assert sentences and grown
    kept = [piece for piece in sentences if piece in shown["more"][name]]
    told = "个县|来源：|份文件|个地区"
    assert [piece for piece in kept if re.search(told, piece)] == []


def test_a_new_county_is_in_the_charts_where_it_belongs_and_in_no_other(shown):
    def charts(which, name):
        return [piece for piece in shown[which][name] if piece.is_chart]

    def with_new(name):
        return [piece for piece in charts("more", name) if piece.of(variants.ADDED_DOCUMENT)]

    rates = with_new("02_enrollment_rates")
    assert {one for piece in rates for one in piece.ids if one.startswith(variants.ADDED_DOCUMENT)} == {f"{variants.ADDED_DOCUMENT}@0", f"{variants.ADDED_DOCUMENT}@1"}
    alone = [piece for piece in charts("more", "02_enrollment_rates") if "义务教育入学率" in piece]
    assert alone and not any(piece.of(variants.ADDED_DOCUMENT) for piece in alone)
    assert len(charts("more", "03_school_creation")) > len(charts("now", "03_school_creation"))
    assert len(charts("now", "04_funding")) == 0 and len(with_new("04_funding")) == 1
    assert len(with_new("05_wording")) == len(charts("more", "05_wording")) == 2
    profile = [piece for piece in charts("more", PROFILE) if "巩固率" in piece]
    assert profile and all(piece.of(variants.ADDED_DOCUMENT) for piece in profile)


def test_a_new_county_has_a_profile_of_its_own(shown):
    said = "".join(shown["new"][PROFILE])
    assert variants.ADDED_NAME in said and "青禾县教育工作计划" in said
    assert {f"{variants.ADDED_DOCUMENT}@{n}" for n in range(len(variants.INVENTED))} <= {one for piece in shown["new"][PROFILE] for one in piece.ids}


@pytest.mark.parametrize("name", [path.stem for path in QUESTIONS])
def test_both_languages_show_the_same(shown, name):
    chinese, english = shown["now"][name], shown["english"][name]
    assert [(piece.is_chart, piece.ids) for piece in chinese] == [(piece.is_chart, piece.ids) for piece in english]
    words = re.compile(r"<[^>]+>|\s+")
    prose = [words.sub(" ", piece) for piece in english if piece.startswith("<p>")]
    assert not [said for said in prose if re.search(r"[，。；：]", said)], "Chinese punctuation in English prose"


def test_a_funding_growth_that_stands_alone_is_a_table_with_its_reason(shown):
    reason = [piece for piece in shown["now"]["04_funding"] if "nochart" in piece]
    assert len(reason) == 1 and "6.98%" in reason[0] and "不作图" in reason[0]


def test_unlike_titles_are_never_added_up(shown):
    rows = pd.read_csv(PROJECT / "data/processed/targets.csv", encoding="utf-8-sig")
    of_one = rows[rows["indicator"].eq("schools_designated") & rows["region_code"].eq(330382) & rows["kind"].eq("result") & rows["unit"].eq("institution")]
    total = f"{of_one['value'].sum():g}所"
    assert len(of_one) > 6 and total not in "".join(shown["now"]["03_school_creation"])


def counted(rows) -> str:
    return f"{len(rows)}</a>" if len(rows) else "0</span>"


def test_an_independent_script_gets_the_numbers_of_the_prose(shown):
    """pandas and data/processed alone; nothing of this project."""
    s, t = (pd.read_csv(PROJECT / "data/processed" / f"{name}.csv", encoding="utf-8-sig") for name in ("statements", "targets"))
    told, masked = t[t["value"].notna()], t[t["missing_reason"].eq("masked")]
    topics = {"02_enrollment_rates": r"enrollment|^compulsory_ret|^junior_ret|dropout|^inclusive|^public|migrant|secondary_completion|progression",
              "03_school_creation": r"schools_(?:built|renovated|designated|merged)|kindergartens_|places_added",
              "04_funding": r"^education_spending(?:_growth)?$|student_aid|spending_per|investment"}
    for name, topic in topics.items():
        first = "".join(piece for piece in shown["now"][name] if "隐去的" in piece and piece.startswith("<p>"))
        for rows in (told, masked):
            assert counted(rows[rows["indicator"].str.contains(topic)]) in first, name
    aims = s[s["kind"].eq("target")]
    wording = shown["now"]["05_wording"][0]
    assert [counted(aims)] + [counted(aims[aims["commitment"].eq(code)]) for code in ("firm", "plain", "aspirational")] == re.findall(r"\d+</a>", wording)
    assert f"{aims['redacted'].sum()} 条的数字被隐去" in wording
    here = t[t["region_code"].eq(int(variants.OTHER))]
    profile = shown["now"][PROFILE][0]
    assert f"可读的目标 {(here['kind'].eq('target') & here['value'].notna()).sum()} 个、结果 {(here['kind'].eq('result') & here['value'].notna()).sum()} 个" in profile


@pytest.fixture(scope="module")
def warm():
    with Runner() as runner:
        yield runner


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_in_its_own_kernel_what_its_report_shows(path, warm):
    """As stored, top to bottom, in a fresh kernel; and after the other notebooks, in the warm process."""
    theirs = in_a_kernel(nbformat.read(path, as_version=4), path.parent)
    mine = warm.run(Job(path.name, read_notebook(path), path.parent, {}))
    assert [comparable(cell.outputs) for cell in mine.cells if cell.cell_type == "code"] == theirs
