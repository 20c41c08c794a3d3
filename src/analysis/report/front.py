"""What the reports of this project say besides their notebooks: trust, sentences, findings, one profile a county."""
from __future__ import annotations

import csv
import json
from functools import partial

from markupsafe import escape

from analysis.paths import Project
from analysis.report.content import Content, Variant
from analysis.report.workbook import FILE as WORKBOOK
from analysis.words import LANGS, Text

PROFILE = "06_county_profile"
_TRUST = Text("{n} 条陈述，{places} 个县（市、区），{documents} 份文件，其中 {truncated} 份文本不全；{masked} 个数字被原文隐去。{state}",
              "{n} statements of {places} counties from {documents} documents, {truncated} of them incomplete; {masked} figures masked in the source. {state}")
_ALL_GOOD = Text("没有未复核的，也没有不一致的。", "None is unreviewed and none is in conflict.")
_NOT_ALL = Text("未复核：{unreviewed} 条；不一致：{conflicts} 条。", "Not reviewed: {unreviewed}; in conflict: {conflicts}.")
_COVERAGE = Text("说了什么，没说什么", "What the documents speak of, and what not")
_MATRIX = Text("各文件对各项指标说了什么", "What each document says of each indicator")
_SOURCE = Text("{n} 份县级教育计划。", "{n} county education plans.")
_UNSEEN = Text("文件不全时，“未见”不等于没有目标；隐去的数字不是零。",
               "Where a document is truncated, “not seen” does not mean that there is no target; a masked figure is not zero.")
_TABLES = Text("数据表", "The tables")
_DOWNLOAD = Text('<p>所有数字、来源、指标和发现在一个工作簿中，可筛选：<a href="{file}">{file}</a>，与本页放在同一文件夹。</p>',
                 '<p>All figures, sources, indicators and findings in one workbook, to be filtered: <a href="{file}">{file}</a>, in the folder of this page.</p>')
_INCOMPARABLE = Text("什么不能相比", "What may not be compared")
_FINDING = Text("<strong>{headline}</strong>{detail}<br><small>{basis}</small>", "<strong>{headline}</strong> {detail}<br><small>{basis}</small>")
_GUARDS = Text("报告中的每一次比较都先过下面这些关：不可比的两个数字从不放在一起；须注意的可以放在一起，但旁边写明要注意什么。",
               "Every comparison in these reports has passed the guards below. Two figures that are refused never stand side by side; two that are flagged may, with a note of what to mind.")
_GUARD_HEADINGS = {"pair": Text("这样的两个数字", "two figures that differ in this"), "why": Text("为什么", "why")}
_FOLDED = '<details class="fold" open><summary>{title}</summary>{table}</details>'
_SEVERITY = {"refuse": Text("不可比：{n} 种", "Refused: {n} kinds of pairs"), "flag": Text("可以相比，但须注意：{n} 种", "Compared with care: {n} kinds of pairs")}


def content(project: Project) -> Content:
    """The content for `make_reports`. Each part reads the tables only when it is asked for."""
    return Content(trust=partial(trust, project), sentences=partial(sentences, project), index=partial(index, project),
                   variants=partial(variants, project))


def trust(project: Project) -> Text:
    """The line under every title: how much there is, and how far it can be trusted."""
    from analysis import codebook
    from analysis.store import read_table

    statements, sources = read_table(project.processed / "statements.csv"), codebook.documents(project)
    unreviewed, conflicts = (int(statements["status"].eq(status).sum()) for status in ("unreviewed", "conflict"))
    return _TRUST.format(n=len(statements), places=statements["region_code"].nunique(), documents=statements["document"].nunique(),
                         truncated=int(sources["truncated"].sum()), masked=int(statements["redacted"].sum()),
                         state=(_NOT_ALL if unreviewed or conflicts else _ALL_GOOD).format(unreviewed=unreviewed, conflicts=conflicts))


def sentences(project: Project, ids) -> dict[str, str]:
    """The sentences of those statements whose source is on this machine, from the last build."""
    path = project.cache / "sentences.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: kept[name]["before"] + kept[name]["figure"] + kept[name]["after"] for name in ids if name in kept}


def variants(project: Project, notebook: str) -> list[Variant]:
    """One profile for every county that has a document, named by its code; other notebooks make one report."""
    if notebook != PROFILE:
        return []
    with open(project.documents_csv, encoding="utf-8-sig", newline="") as table:
        rows = {row["region_code"]: row for row in csv.DictReader(table)}
    return [Variant(code, {"REGION": code}, Text(row["region_name"], row.get("name_en") or row["region_name"])) for code, row in sorted(rows.items())]


def index(project: Project):
    """The index page: the findings, the coverage matrix, what may not be compared."""
    from analysis import codebook
    from analysis.compare.findings import findings
    from analysis.report.index import Finding, Index, Section
    from analysis.store import read_table

    statements, targets, coverage = (read_table(project.processed / f"{name}.csv") for name in ("statements", "targets", "coverage"))
    said = findings(statements, targets, codebook.documents(project), codebook.benchmarks(project))
    found = [Finding(_FINDING.format(**{part: Text(*map(escape, (text.zh, text.en))) for part, text in one.parts().items()}), tuple(one.statement_ids.split()))
             for one in said]
    return Index(findings=found, sections=(Section(_COVERAGE, _matrix(coverage)), Section(_INCOMPARABLE, _guards(codebook.incomparable(project))),
                                           Section(_TABLES, _DOWNLOAD.format(file=WORKBOOK))))


def _matrix(coverage) -> Text:
    """The coverage matrix with its source and caveat, in both languages."""
    from analysis import charts

    source = _SOURCE.format(n=coverage["document"].nunique())
    drawn = (charts.matrix(coverage, lang, _MATRIX, source, _UNSEEN) for lang in LANGS)
    return Text(*(chart.html + chart.words.caption_html() for chart in drawn))


def _guards(table) -> Text:
    """What is refused, then what is flagged, each with its reason."""
    from analysis import charts

    def shown(severity: str, lang: str) -> str:
        rows = table[table["severity"] == severity].drop_duplicates(["title_zh", "reason_zh"])
        named = rows.assign(pair=rows[f"title_{lang}"], why=rows[f"reason_{lang}"])
        shown_rows = charts.show(named, lang, columns=["pair", "why"], headings=_GUARD_HEADINGS)
        return _FOLDED.format(title=escape(_SEVERITY[severity][lang].format(n=len(rows))), table=shown_rows._repr_html_())

    return Text(*(f"<p>{escape(_GUARDS[lang])}</p>" + shown("refuse", lang) + shown("flag", lang) for lang in LANGS))
