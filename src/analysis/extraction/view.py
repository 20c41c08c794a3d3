"""A document as a page, its figures marked in place and coloured by kind, each showing its row.

The page is self-contained: no script, no request. A figure links to its row in the table below and back.
"""
from __future__ import annotations

from html import escape

import pandas as pd

from analysis import codebook, schema
from analysis.words import Text

_SHOWN = ("span", "indicator", "measure", "value", "value_upper", "comparator", "unit", "kind", "year", "award_level", "commitment",
          "scope", "basis", "period", "per", "part_of", "confidence", "rule", "note")
_CODED = {"measure", "comparator", "unit", "kind", "award_level", "commitment", "basis", "period"}
_SURE = 0.8

_WORDS = {
    "title": Text("数字在原文中的位置", "Figures in their text"),
    "legend": Text("图例", "Legend"),
    "doubtful": Text("虚线：把握不足，请先核对", "dashed: doubtful, review first"),
    "count": Text("{n} 个数字，其中教育指标 {m} 个", "{n} figures, {m} of them of an education indicator"),
    "rows": Text("编码结果", "The rows"),
    "none": Text("没有找到数字。", "No figures were found."),
    "masked": Text("隐去", "masked"),
}
_STYLE = """
:root{color-scheme:light}
body{font:16px/1.9 'PingFang SC','Microsoft YaHei','Hiragino Sans GB','Noto Sans SC','Noto Sans CJK SC',sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
a.f{color:inherit;text-decoration:none;border-radius:3px;padding:0 .15em;border-bottom:2px solid #555}
.target{background:#cfe3f7;border-color:#0b5ea8}.result{background:#fbe3c0;border-color:#a65a00}.reference{background:#e6e6e6;border-color:#666}
a.f.other{background:none;border-bottom-width:1px}a.f.doubtful{border-bottom-style:dashed}
a.f:target,tr:target{outline:3px solid #d00}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.8rem;line-height:1.5}th,td{border:1px solid #ccc;padding:.2em .4em;text-align:left;vertical-align:top}
@media print{a.f{border-bottom-width:1px}table{font-size:.6rem}}
"""


def page(documents: list[tuple[str, str, pd.DataFrame]], lang: str = "zh") -> str:
    """One HTML page of several documents, each given as (title, text, statements as `extract` gives them)."""
    body = "\n".join(_section(number, *document, lang) for number, document in enumerate(documents))
    return (f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{_WORDS["title"][lang]}</title>'
            f"<style>{_STYLE}</style></head><body>\n<h1>{_WORDS['title'][lang]}</h1>\n{_legend(lang)}\n{body}\n</body></html>\n")


def marked(text: str, statements: pd.DataFrame, lang: str = "zh", prefix: str = "") -> str:
    """The text as HTML with each figure marked; rows that share a figure share its mark. Offsets refer to ``text``."""
    out, position = [], 0
    for (start, end), group in statements.groupby(["char_start", "char_end"], sort=True):
        if start < position:
            continue  # a figure inside another has no place of its own; its row stands in the table
        out += [escape(text[position:start]), _mark(text[start:end], group, lang, prefix)]
        position = end
    return "".join([*out, escape(text[position:])])


def _mark(figure: str, group: pd.DataFrame, lang: str, prefix: str) -> str:
    first = group.iloc[0]
    classes = ["f", first["kind"], *(["other"] if (group["indicator"] == "other").all() else []),
               *(["doubtful"] if (group["confidence"] < _SURE).any() else [])]
    title = "\n".join(_title(row, lang) for row in group.to_dict("records"))
    name = f"{prefix}{first['char_start']}"
    return f'<a class="{" ".join(classes)}" id="f{name}" href="#r{name}" title="{escape(title)}">{escape(figure)}</a>'


def _title(row: dict, lang: str) -> str:
    return " · ".join(_cell(name, row[name], lang) for name in _SHOWN[1:] if _cell(name, row[name], lang))


def _cell(name: str, value, lang: str) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if name == "indicator" or name in _CODED:
        return codebook.label(schema.FIELDS[name].codes if name in _CODED else "indicator", value, lang) if value else ""
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else f"{value:.0f}" if isinstance(value, float) else str(value)


def _legend(lang: str) -> str:
    kinds = " ".join(f'<a class="f {kind}">{label[lang]}</a>' for kind, label in schema.CODES["kind"].items())
    return f'<p>{_WORDS["legend"][lang]}: {kinds} · {_WORDS["doubtful"][lang]}</p>'


def _section(number: int, title: str, text: str, statements: pd.DataFrame, lang: str) -> str:
    prefix = f"{number}-"
    coded = int((statements["indicator"] != "other").sum())
    count = _WORDS["count"].format(n=len(statements), m=coded)[lang] if len(statements) else _WORDS["none"][lang]
    return (f'<section><h2>{escape(title)}</h2><p>{count}</p>\n<div class="text">{marked(text, statements, lang, prefix)}</div>\n'
            f"<details open><summary>{_WORDS['rows'][lang]}</summary>{_table(statements, lang, prefix)}</details></section>")


def _table(statements: pd.DataFrame, lang: str, prefix: str) -> str:
    heads = "".join(f"<th>{escape(schema.title(name)[lang])}</th>" for name in _SHOWN)
    rows, seen = [], set()
    for row in statements.to_dict("records"):
        start = row["char_start"]
        anchor = "" if start in seen else f' id="r{prefix}{start}"'
        seen.add(start)
        cells = [f'<a href="#f{prefix}{start}">{escape(str(row["span"]))}</a>']
        cells += [escape(_cell(name, row[name], lang)) or (_WORDS["masked"][lang] if name == "value" and row["redacted"] else "") for name in _SHOWN[1:]]
        rows.append(f"<tr{anchor}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
