"""A small invented project for the tests of the reports, and what its pages say besides the notebooks."""
from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.paths import Project
from analysis.report.index import Finding, Index, Section
from analysis.store import write_table
from analysis.words import Text
from doors.report.notebooks import code, notebook, pair, save

HOSTILE = "<img src=x onerror=\"document.documentElement.dataset.pwned='yes'\"><script>document.documentElement.dataset.pwned='yes'</script>"
IDS = ("invented-2030-plan@10", "invented-2030-plan@25", "invented-2030-plan#r3")
SPANS = ("98%以上", "12所", "xx%")

CHART = """
import base64, io
import matplotlib.pyplot as plt
import plotly.graph_objects as go
from IPython.display import HTML, display
figure = go.Figure(go.Scatter(x=[2029, 2030], y=[97, 98], customdata=['invented-2030-plan@10', 'invented-2030-plan@10 invented-2030-plan#r3']))
figure.update_layout(title='县 county', height=300)
drawing, axes = plt.subplots(); axes.plot([1, 2], [3, 4]); out = io.BytesIO(); drawing.savefig(out, format='png'); plt.close(drawing)
display({'application/vnd.plotly.v1+json': figure.to_plotly_json() | {'config': {}}, 'image/png': out.getvalue(), 'text/plain': 'chart'}, raw=True)
display(HTML('<p class="caption">来源 source</p>'))
"""
NUMBER = """
from IPython.display import HTML
HTML('<table><tr><th>county</th><td><a class="figure" data-statements="invented-2030-plan@25" href="#s-invented-2030-plan_40_25">12</a></td></tr></table>')
"""


def make(folder: Path, **books) -> Project:
    """A project with three statements of an invented plan and the notebooks given by name."""
    project = Project(folder)
    write_table(statements(), project.processed / "statements.csv")
    documents = pd.DataFrame({"document": ["invented-2030-plan"], "title": [f"虚构县计划 {HOSTILE}"], "title_en": [f"Plan {HOSTILE}"],
                              "issuer": ["虚构县教育局"], "year": ["2030"]})
    write_table(documents, project.documents_csv)
    for name, book in books.items():
        save(project.notebooks, name, book)
    return project


def statements() -> pd.DataFrame:
    """Three statements: a rate, a number of schools, a masked rate without a place."""
    rows = pd.DataFrame({name: ["", "", ""] for name in schema.TABLES["statements"]})
    rows["statement_id"], rows["span"] = IDS, SPANS
    rows["document"], rows["region_name"] = "invented-2030-plan", f"虚构县{HOSTILE}"
    rows["indicator"] = ["preschool_gross_enrollment_rate", "schools_built", "nine_year_retention_rate"]
    rows["value"], rows["unit"], rows["comparator"] = ["98", "12", ""], ["percent", "institution", "percent"], [">=", "=", ">="]
    rows["kind"], rows["year"], rows["measure"], rows["redacted"] = "target", "2030", "level", ["false", "false", "true"]
    rows["place"], rows["source"], rows["coder"], rows["status"] = ["一（二）", "三", ""], "hand", "a", "confirmed"
    return rows


def whole():
    """A notebook with everything that a page can show."""
    return notebook(code("LANG = 'zh'", "parameters"), *pair("## 图\n\n说明。", "## Chart\n\nExplained."), CHART,
                    *pair(f"## 表 {HOSTILE}", f"## Table {HOSTILE}"), NUMBER, *pair("## 其他", "## Others"), "print('LANG is', LANG)",
                    "import matplotlib.pyplot as plt; plt.plot([1, 2]);")


def trust() -> Text:
    return Text("3 条陈述，1 个县", "3 statements of 1 county")


def sentences(ids) -> dict[str, str]:
    """The sentence of the first statement is at hand; it is as hostile as a document may be."""
    return {name: f"这是编造的一句话 {HOSTILE}" for name in ids if name == IDS[0]}


def index() -> Index:
    said = Text('<p>县 <a class="figure" data-statements="invented-2030-plan@10" href="#s-invented-2030-plan_40_10">98%</a></p>', "<p>One county.</p>")
    return Index(findings=[Finding(said, IDS[:2])], sections=[Section(Text("覆盖", "Coverage"), Text("<table><tr><td>x</td></tr></table>", "<p>x</p>"))])
