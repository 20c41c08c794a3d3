"""A page in HTML from its pieces: header, body, the statements behind its numbers, footer."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

import jinja2
from markupsafe import Markup

from analysis.charts import style
from analysis.report import markup
from analysis.report.embed import FONT, PLOTLY
from analysis.report.evidence import Row
from analysis.words import Text

DISTRIBUTION = "county-education-targets"
TEMPLATES = Path(__file__).parent / "templates"
HTML_LANG = {"zh": "zh-CN", "en": "en"}
# In English, quotation marks and dashes are not those of the Chinese font, which are as wide as a character.
_LATIN_RANGE = "U+20-200F,U+2028-10FFFF"

WORDS = {
    "project": Text("县域教育目标", "County education targets"),
    "index": Text("全部报告", "All reports"),
    "other": Text("English", "中文"),
    "contents": Text("本页内容", "On this page"),
    "statements": Text("数字的出处", "Where each number comes from"),
    "statements_lead": Text("每一行是文件中的一个数字。点击正文、表格或图中的数字也会到这里。",
                            "Each row is one figure of a document. A click on a number in text, table or chart leads here too."),
    "unfold": Text("全部 {n} 条", "All {n} of them"),
    "about": Text("县级教育计划写下的目标和报告的结果：逐个数字、附原文位置。这几个县不是样本，不代表其他县；同名的数字不一定能相比。",
                  "What county education plans set as targets and report as results, figure by figure, each with its place in the source. "
                  "The counties are no sample and stand for no others; figures of the same name do not always compare."),
    "statement": Text("陈述", "Statement"),
    "source": Text("出处", "Source"),
    "coding": Text("编码与状态", "Coding"),
    "close": Text("关闭", "Close"),
    "row": Text("在出处表中查看", "See it in the table"),
    "made": Text("如何计算", "How this was computed"),
    "made_by": Text("本页由笔记本 {file} 从头到尾运行得到；用 make lab 打开即可查看和修改代码。",
                    "This page is the notebook {file}, run from top to bottom. Open it with make lab to see and change the code."),
    "sideways": Text("表格较宽，可左右滑动", "Wide table: scroll sideways"),
    "version": Text("版本 {version}", "Version {version}"),
    "cite": Text("引用：《县域教育目标：县级教育计划中的目标与结果》，版本 {version}；引用格式见 CITATION.cff。",
                 "Cite as: County education targets: targets and results of Chinese county education plans, version {version}; see CITATION.cff."),
    "licence": Text("数据：CC BY 4.0。代码：MIT。原始文件的版权归其发布者，本项目只含其数字与位置。",
                    "Data: CC BY 4.0. Code: MIT. The documents belong to their issuers; only figures and their places are included here."),
    "findings": Text("发现", "Findings"),
    "reports": Text("报告", "Reports"),
    "question": Text("问题", "Question"),
    "caveat": Text("注意", "Caveat"),
    "basis": Text("逐个查看", "See each of them"),
}

# What plotly says in the corner of a chart.
PLOTLY_WORDS = {"zh": {"Download plot as a PNG": "下载图片（PNG）", "Download plot": "下载图片", "Zoom": "缩放", "Pan": "平移", "Zoom in": "放大",
                       "Zoom out": "缩小", "Autoscale": "自动范围", "Reset axes": "恢复范围"}, "en": {}}


@dataclass
class Page:
    """What a page says; ``values`` goes to its template besides."""

    template: str
    name: str
    lang: str
    title: str
    file: str
    pieces: list[Markup] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    other: str | None = None
    trust: str = ""
    values: dict = field(default_factory=dict)


def html(page: Page) -> str:
    """The page, with marks where the font and plotly are embedded at last (see `embed`)."""
    return _template(page.template).render(_context(page))


def _context(page: Page) -> dict:
    pieces, contents = _with_anchors(page.pieces)
    words = {key: text[page.lang] for key, text in WORDS.items()}
    drawn = any("data-chart" in piece for piece in pieces)
    return {"page": page, "pieces": pieces, "contents": contents, "words": words, "style": style, "html_lang": HTML_LANG,
            "font": FONT, "latin_range": _LATIN_RANGE, "version": version(), "plotly": PLOTLY if drawn else "",
            "script_words": markup.script_json({"words": words, "plotly": PLOTLY_WORDS[page.lang], "lang": HTML_LANG[page.lang]}),
            "css": Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
            "js": Markup((TEMPLATES / "report.js").read_text(encoding="utf-8")), **page.values}


def _with_anchors(pieces: list[Markup]) -> tuple[list[Markup], list[tuple[str, str]]]:
    """The pieces with an id on every second-level heading, and those headings as (id, words)."""
    contents: list[tuple[str, str]] = []

    def anchored(found: re.Match) -> str:
        contents.append((f"part-{len(contents) + 1}", markup.plain(found.group(1))))
        return f'<h2 id="{contents[-1][0]}">{found.group(1)}</h2>'

    return [Markup(re.sub(r"<h2>(.*?)</h2>", anchored, piece, flags=re.DOTALL)) for piece in pieces], contents


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


@cache
def version() -> str:
    """The version of this project as it is installed."""
    return metadata.version(DISTRIBUTION)
