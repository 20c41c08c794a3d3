"""reports/county_targets.xlsx: findings, the tidy tables, the sources and the codebook in one workbook to filter.

Written anew whenever a table or the code changed; what it was made from stands in its own keywords, so
that nothing else has to remember. The look is that of the coding workbooks.
"""
from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.paths import Project, write_bytes
from analysis.words import LANGS, Text

FILE = "county_targets.xlsx"
TITLE = Text("县域教育目标：数据表", "County education targets: tables")


class Shown(NamedTuple):
    """How a column is shown: width in characters, wrapped or not, kept as text (codes with leading zeros)."""

    width: float = 12
    wrap: bool = False
    text: bool = False


# Columns that need more or other room than most; the tables decide which columns there are.
_WIDE, _LONG, _CODE = Shown(30, wrap=True), Shown(60, wrap=True), Shown(12, text=True)
LOOKS = {
    "region_code": _CODE, "region_name": Shown(24), "finding": Shown(18), "n_figures": Shown(22), "n_counties": Shown(11), "period": Shown(22), "commitment": Shown(18),
    "comparator": Shown(14), "basis": Shown(20), "award_level": Shown(16), "stage": Shown(16), "missing_reason": Shown(26), "value": Shown(14), "value_upper": Shown(10), "indicator": Shown(34, wrap=True), "unit": Shown(27), "scope": _WIDE, "span": Shown(16),
    "place": Shown(20), "note": _WIDE, "part_of": Shown(24), "statement_id": Shown(26), "statement_ids": Shown(28), "target_id": Shown(26),
    "document": Shown(22), "values_as_written": Shown(20), "coverage": Shown(26), "creation_id": Shown(24), "creation_zh": Shown(28), "creation_en": Shown(44),
    "step": Shown(34), "note_zh": _WIDE, "note_en": _WIDE, "title": Shown(36, wrap=True), "title_en": Shown(40, wrap=True), "issuer": _WIDE, "issuer_en": _WIDE,
    "sha256": Shown(24), "origin_zh": _WIDE, "origin_en": _WIDE, "id": _WIDE, "name_zh": Shown(32, wrap=True), "name_en": Shown(36, wrap=True), "name": Shown(32, wrap=True),
    "definition_zh": _LONG, "definition_en": _LONG, "not_comparable_with": _WIDE, "not_comparable_reason_zh": _WIDE, "not_comparable_reason_en": _WIDE,
    "text_zh": Shown(70, wrap=True), "text_en": Shown(70, wrap=True), "years": Shown(22), "source_title": _WIDE, "source_title_en": _WIDE, "scope_zh": _WIDE,
    "reason_zh": _LONG, "reason_en": _LONG, "description_zh": _LONG, "description_en": _LONG, "codes_zh": _LONG, "codes_en": _LONG, "table": Shown(22),
    "column": Shown(26), "file": Shown(26), "level": Shown(28, wrap=True), "evidence": Shown(24), "status": Shown(18), "source": Shown(18), "kind": Shown(14),
    "meaning_zh": _LONG, "meaning_en": _LONG, "list": Shown(18), "code": Shown(28, text=True),
}
# Headings of columns that the schema does not define.
HEADINGS = {
    "finding": Text("发现", "finding"), "text_zh": Text("中文", "in Chinese"), "text_en": Text("英文", "in English"), "n_counties": Text("县数", "counties"),
    "years": Text("年份", "years"), "n_figures": Text("可读的数字", "figures that can be read"), "n_statements": Text("陈述数", "statements"),
    "file": Text("文件名", "file"), "title": Text("标题", "title"), "title_en": Text("英文标题", "title in English"), "name_en": Text("英文名", "English name"),
    "region_level": Text("级别", "level"), "province": Text("省", "province (Chinese)"), "province_en": Text("省（英文）", "province"), "prefecture": Text("市", "prefecture (Chinese)"),
    "prefecture_en": Text("市（英文）", "prefecture"), "review_year": Text("回顾年份", "year reviewed"), "issuer": Text("发文机关", "issuer (Chinese)"),
    "issuer_en": Text("发文机关（英文）", "issuer"), "place_certainty": Text("地点确定程度", "certainty of place"), "year_certainty": Text("年份确定程度", "certainty of year"),
    "truncated": Text("文本不全", "truncated"), "sha256": Text("文件指纹", "SHA-256 of the file"), "fingerprint": Text("文字指纹", "fingerprint of the text"), "origin_zh": Text("获取自", "taken from (Chinese)"), "origin_en": Text("获取自（英文）", "taken from"),
    "id": Text("编号", "id"), "name_zh": Text("名称", "name (Chinese)"), "area": Text("领域", "area"), "definition_zh": Text("定义", "definition (Chinese)"),
    "definition_en": Text("定义（英文）", "definition"), "direction": Text("方向", "direction"), "plausible_min": Text("合理下限", "plausible minimum"),
    "plausible_max": Text("合理上限", "plausible maximum"), "comparability": Text("可比性", "comparability"), "not_comparable_with": Text("不可与之相比", "not comparable with"),
    "not_comparable_reason_zh": Text("原因", "why (Chinese)"), "not_comparable_reason_en": Text("原因（英文）", "why"), "uis_isced": Text("UIS/ISCED 代码", "UIS or ISCED code"),
    "series": Text("序列", "series"), "level": Text("种类", "kind of benchmark"), "scope_zh": Text("所指", "of what (Chinese)"), "source_title": Text("依据的文件", "source (Chinese)"),
    "source_title_en": Text("依据的文件（英文）", "source"), "doc_number": Text("文号", "document number"), "evidence": Text("依据", "evidence"), "number_seen": Text("见到原数", "number seen"),
    "severity": Text("处理", "what is done"), "title_zh": Text("标题", "heading (Chinese)"), "reason_zh": Text("原因", "why (Chinese)"), "reason_en": Text("原因（英文）", "why"),
    "table": Text("表", "table"), "column": Text("列", "column"), "type": Text("类型", "type"), "description_zh": Text("说明", "description (Chinese)"),
    "description_en": Text("说明（英文）", "description"), "codes_zh": Text("代码", "codes (Chinese)"), "codes_en": Text("代码（英文）", "codes"), "required": Text("必填", "required"),
    "list": Text("代码表", "list of codes"), "code": Text("代码", "code"), "meaning_zh": Text("含义", "meaning (Chinese)"), "meaning_en": Text("含义（英文）", "meaning"),
    "guard": Text("规则", "rule"), "name": Text("名称", "name"),
}
# Reading order of the tables: whose, what, how much; ids last. Columns that are not named follow in their order.
FIRST = ("finding", "text_zh", "text_en", "region_name", "region_code", "indicator", "kind", "year", "plan_year", "value", "value_upper", "comparator", "unit", "measure", "coverage",
         "commitment", "award_level", "scope", "missing_reason", "values_as_written", "span", "place")
# Columns of the codebook's tables; the others are told whole.
CODEBOOK = {
    "indicators": ["id", "name_zh", "name_en", "unit", "area", "definition_zh", "definition_en", "direction", "plausible_min", "plausible_max", "comparability",
                   "not_comparable_with", "not_comparable_reason_zh", "not_comparable_reason_en", "uis_isced", "note_zh", "note_en"],
    "benchmarks": ["indicator", "series", "level", "region_code", "scope_zh", "scope", "year", "value", "comparator", "unit", "per", "basis", "evidence", "number_seen",
                   "source_title", "source_title_en", "doc_number", "note_zh", "note_en"],
    "incomparable": ["guard", "severity", "title_zh", "title_en", "reason_zh", "reason_en"],
}
ABOUT = (
    Text("县域教育目标：数据表", "County education targets: tables"),
    Text("本工作簿由程序从 data/processed 和 data/raw/codebook 写出，每次数据有变都会重写；要加批注请先另存。",
         "This workbook is written by the program from data/processed and data/raw/codebook, anew whenever the data change; save a copy before you add to it."),
    Text("空白不是零。数字可能被原文隐去，也可能因文本不全而未见；“空值原因”“覆盖”两列说明是哪一种。",
         "A blank is not zero. A figure may be masked in the source, or not seen because the text is truncated; the columns “reason for a blank” and “coverage” say which."),
    Text("不同称号、不同口径、目标与结果不相加也不相比；什么不能相比见“不可比”表。",
         "Unlike titles, unlike bases, targets and results are neither added nor compared; the sheet 不可比 incomparable lists what may not be compared."),
    Text("有代码的格写作“中文 English”；代码本身见“代码”表。每一列的含义见“列说明”表。“原文数字”是文件中的写法，原文句子不在本项目中。",
         "Coded cells read “中文 English”; the codes themselves are on the sheet 代码 codes. What each column means is on the sheet 列说明 columns. “Figure as written” is how the document writes it; sentences of the documents are not part of this project."),
    Text("数据许可：CC BY 4.0。", "Licence of the data: CC BY 4.0."),
)


def write_workbook(project: Project) -> bool:
    """Write the workbook unless it stands as it would be written; returns whether it was written."""
    mark, path = _mark(project), project.reports / FILE
    if mark in _keywords(path):
        return False
    write_bytes(path, workbook(project, mark))
    return True


def workbook(project: Project, mark: str = "") -> bytes:
    """The bytes of the workbook: the same tables give the same bytes, on any day and machine."""
    from openpyxl import Workbook

    from analysis.coding import sheets

    book = Workbook()
    book.remove(book.active)
    sheets.add_text_sheet(book, "说明 about", [ABOUT[0], _counts(project), *ABOUT[1:]])
    for name, frame in tables(project).items():
        _add(book, name, _with_english_names(frame))
    book.properties.keywords = mark
    return sheets.workbook_bytes(book, str(TITLE))


def tables(project: Project) -> dict:
    """The sheets by their names, each a frame: findings, tidy tables, sources, codebook, columns, codes."""
    from analysis import codebook
    from analysis.compare.findings import findings, findings_frame
    from analysis.store import read_table

    tidy = {name: read_table(project.processed / f"{name}.csv") for name in ("targets", "statements", "coverage", "creations")}
    sources, benchmarks = codebook.documents(project), codebook.benchmarks(project)
    found = findings_frame(findings(tidy["statements"], tidy["targets"], sources, benchmarks))
    listed = {"indicators": codebook.indicators(project), "benchmarks": benchmarks, "incomparable": codebook.incomparable(project)}
    book = {name: listed[name][columns] for name, columns in CODEBOOK.items()}
    return {"发现 findings": found, "目标与结果 targets": tidy["targets"], "陈述 statements": tidy["statements"], "覆盖 coverage": tidy["coverage"],
            "县级创建 creations": tidy["creations"], "来源 sources": sources, "指标 indicators": book["indicators"], "门槛与全国 benchmarks": book["benchmarks"],
            "不可比 incomparable": book["incomparable"], "列说明 columns": read_table(project.processed / "data_dictionary.csv"), "代码 codes": _codes()}


def _counts(project: Project) -> Text:
    """The line of trust: how much there is and how far it can be trusted."""
    from analysis.report.front import trust

    return trust(project)


def _codes():
    import pandas as pd

    from analysis.schema import CODES

    rows = [(name, code, text.zh, text.en) for name, codes in CODES.items() for code, text in codes.items()]
    return pd.DataFrame(rows, columns=["list", "code", "meaning_zh", "meaning_en"])


def _with_english_names(frame):
    """Regions named in both languages, where a table names them by code: 房县 Fang County."""
    from analysis import codebook

    if not {"region_code", "region_name"} <= set(frame):
        return frame
    english = [codebook.region_name(code, "en") for code in frame["region_code"]]
    return frame.assign(region_name=[f"{name} {other}" if other != code else name for name, other, code in zip(frame["region_name"], english, frame["region_code"])])


def _add(book, name: str, frame) -> None:
    """One sheet from one frame."""
    from analysis.coding import sheets

    chosen = [column for column in FIRST if column in frame] + [column for column in frame if column not in FIRST]
    if chosen[-1] == "statement_ids":  # in the last column long texts would run over the sheet's edge
        chosen[-2:] = chosen[-1], chosen[-2]
    looks = [(column, LOOKS.get(column, Shown())) for column in chosen]
    columns = [sheets.Column(_heading(column), look.width, wrap=look.wrap, text=look.text) for column, look in looks]
    rows = [[_cell(column, value) for column, value in zip(chosen, row)] for row in frame[chosen].itertuples(index=False)]
    frozen = 1 + sum(column in ("region_name", "finding", "id", "table", "list", "guard") for column in chosen[:1])
    sheets.fill_sheet(book.create_sheet(name), columns, rows, freeze=f"{'AB'[frozen - 1]}2")


def _heading(column: str) -> str:
    from analysis.schema import FIELDS

    text = HEADINGS.get(column) or (FIELDS[column].title if column in FIELDS else Text(column, column))
    return f"{text.zh}\n{text.en}"


def _cell(column: str, value: object) -> object:
    """What a cell says: codes in words of both languages, 是 yes for true, numbers as numbers, nothing for a blank."""
    from analysis import schema
    from analysis.charts.figures import blank

    if blank(value):
        return None
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "是 yes" if value else "否 no"
    if hasattr(value, "item"):
        return value.item()
    codes = _CODED.get(column) or (schema.FIELDS[column].codes if column in schema.FIELDS else None)
    if codes is None or not isinstance(value, str):
        return value
    return _named(codes, value)


@cache
def _named(codes: str, value: str) -> str:
    """A code in words of both languages."""
    from analysis import codebook

    zh, en = (codebook.label(codes, value, lang) for lang in LANGS)
    return zh if zh == en else f"{zh} {en}"


_CODED = {"area": "area", "direction": "direction", "comparability": "comparability", "region_level": "region_level", "level": "benchmark_level",
          "evidence": "evidence", "severity": "severity", "series": "series"}


def _mark(project: Project) -> str:
    """A digest of all that the workbook is made from: tables, codebook, code."""
    package = Path(__file__).resolve().parents[1]
    whole = hashlib.sha256()
    for path in (*_sorted(project.processed.glob("*.csv")), *_sorted(project.codebook.glob("*.csv")), project.documents_csv, *_sorted(package.rglob("*.py"))):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:32]


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.as_posix())


def _keywords(path: Path) -> str:
    """The properties of a workbook as text; "" when there is none that can be read."""
    try:
        with zipfile.ZipFile(path) as book:
            return book.read("docProps/core.xml").decode("utf-8")
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError):
        return ""
