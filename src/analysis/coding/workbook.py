"""Write the workbook that a coder fills in, or that holds a coding.

Sheets: 编码 (one row a statement), 指标 (codebook), 来源 (documents), 说明 (how to fill it in), and a
hidden 选项 with the lists of the drop-downs.
"""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from analysis import codebook, schema
from analysis.coding import sheets
from analysis.coding.sheets import Column
from analysis.coding.vocabulary import Vocabulary, heading
from analysis.words import Text

CODING_SHEET = "编码"
# The order in which a person works: where it stands, what it is, how much, then what compares.
FIELDS = ("document", "place", "span", "indicator", "measure", "value", "value_upper", "comparator", "unit", "kind",
          "year", "award_level", "commitment", "redacted", "implicit", "scope", "basis", "flow", "stage", "period",
          "per", "part_of", "note", "confidence", "coder", "char_start", "char_end")
# What a coder wants to know of an indicator; the rest of the codebook is for comparing.
CODEBOOK_COLUMNS = ("id", "name_zh", "name_en", "unit", "area", "definition_zh", "definition_en", "note_zh", "note_en",
                    "plausible_min", "plausible_max")
# A workbook without one of these cannot be read as a coding.
NEEDED = ("document", "span", "place", "indicator", "measure", "value", "comparator", "unit", "kind", "year")
_WIDTHS = {"document": 22, "place": 18, "span": 16, "indicator": 30, "measure": 10, "value": 12, "unit": 11, "kind": 8,
           "year": 8, "implicit": 9, "scope": 22, "flow": 9, "stage": 8, "period": 10, "per": 9, "part_of": 14, "note": 32}
_WRAPPED = frozenset(("place", "span", "scope", "part_of", "note"))

GUIDE = (
    Text("怎样填写编码表", "How to fill in the coding workbook"),
    Text("一行是一条陈述：文件就一件事给出的一个数字，是目标、结果或参照值。规则见编码手册。",
         "One row is one statement: one figure that a document gives for one thing, as a target, a result or a reference. The coding manual has the rules."),
    Text("只在“编码”表中填写。深色表头的列必填；灰色表头的两列（起止字符）由程序查找，可以空着。",
         "Fill in the sheet 编码 only. Columns with a dark heading are required; the two grey ones (first and end character) are found by the program."),
    Text("“原文数字”照抄原文，连同单位和比较词（98%以上）。“位置”写上方的章节编号和第几处，如：二（一）3，第2处。",
         "“span” is the figure as written, with its unit and comparator (98%以上). “place” gives the section numbers above it and which occurrence: 二（一）3，第2处."),
    Text("“数值”只写数字，以“单位”为单位，万、亿都折算成整数：34824万元写 348240000，单位选“元”。百分比写 98，不写 0.98。区间的下限写在“数值”，上限写在“数值上限”。",
         "“value” is a plain number in the unit of “unit”, 万 and 亿 folded in: 34824万元 is 348240000, unit 元. A percentage is 98, not 0.98. Of a range, the lower end goes into “value”, the upper into “value_upper”."),
    Text("原文隐去的数字（xx%）：“数值”留空，“隐去”选“是”。其他没有数值的情形：“数值”留空，并在“备注”写明原因。",
         "A figure that the source hides (xx%): leave “value” empty and choose 是 (yes) under “redacted”. Any other row without a value: leave it empty and give the reason under “note”."),
    Text("有下拉列表的列请从列表中选。表中显示名称，程序保存编号，两种语言的名称和编号都能识别。",
         "Choose from the list where there is one. The sheet shows names and the program stores codes; it reads names in either language, and codes."),
    Text("列可以换位置，不要改表头、合并单元格或写公式。填完保存为 .xlsx，放进 data/raw/hand_coded，运行 county-targets check；有问题的单元格会逐一指出。",
         "Columns may be moved; do not change headings, merge cells or write formulas. Save as .xlsx into data/raw/hand_coded and run county-targets check: every doubtful cell is named."),
)


def column(name: str, vocabulary: Vocabulary) -> Column:
    """How the column of a field looks and behaves in a workbook."""
    field = schema.FIELDS[name]
    has_list = bool(vocabulary.options(name)) or (name == "document" and vocabulary.documents is not None)
    tone = "required" if name in NEEDED else "aside" if name.startswith("char_") else "plain"
    return Column(heading(name), _WIDTHS.get(name, 12), tone, text=field.type == "text", wrap=name in _WRAPPED,
                  options=heading(name) if has_list else None, prompt=field.description)


def lists(vocabulary: Vocabulary, names: Sequence[str], lang: str) -> dict[str, list[str]]:
    """The lists of the drop-downs of some fields, by the heading of their column."""
    found = {heading(name): [text[lang] for text in vocabulary.options(name).values()] for name in names}
    if vocabulary.documents is not None and "document" in names:
        found[heading("document")] = list(vocabulary.documents["document"])
    return {head: values for head, values in found.items() if values}


def shown(frame: pd.DataFrame, names: Sequence[str], vocabulary: Vocabulary, lang: str) -> list[list[object]]:
    """The rows of a table as cells show them: labels for codes, nothing for what is missing."""
    def cell(name: str, value: object) -> object:
        if value is None or value is pd.NA or value != value:
            return None
        return vocabulary.label(name, bool(value) if schema.FIELDS[name].type == "boolean" else value, lang)

    absent = pd.Series(None, index=frame.index, dtype=object)
    taken = [(name, frame[name].astype(object) if name in frame else absent) for name in names]
    return [[cell(name, series.iloc[at]) for name, series in taken] for at in range(len(frame))]


def vocabulary_of(indicators: pd.DataFrame | None, documents: pd.DataFrame | None) -> Vocabulary:
    """The vocabulary of these tables; the project's own indicators where none are given."""
    return Vocabulary(codebook.indicators() if indicators is None else indicators, documents)


def add_reference_sheets(book: Workbook, vocabulary: Vocabulary, guide: Sequence[Text] = GUIDE) -> None:
    """The sheets that explain: 指标, 来源, 说明 with a list of the columns."""
    _add_table(book, "指标", vocabulary.indicators[[name for name in CODEBOOK_COLUMNS if name in vocabulary.indicators]])
    if vocabulary.documents is not None:
        _add_table(book, "来源", vocabulary.documents)
    columns = [Text(f"{schema.title(name).zh} {name}：{schema.FIELDS[name].description.zh}",
                    f"{name}: {schema.FIELDS[name].description.en}") for name in FIELDS]
    sheets.add_text_sheet(book, "说明", (*guide, Text("", ""), *columns))


def _add_table(book: Workbook, name: str, frame: pd.DataFrame) -> None:
    longest = {head: int(frame[head].astype(str).str.len().max()) if len(frame) else 0 for head in frame}
    columns = [Column(head, min(40, max(12, longest[head] + 2)), text=frame[head].dtype != float, wrap=longest[head] > 38)
               for head in frame]
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    sheets.fill_sheet(book.create_sheet(name), columns, rows)


def write_coding_workbook(frame: pd.DataFrame, documents: pd.DataFrame | None, path: Path,
                          indicators: pd.DataFrame | None = None, lang: str = "zh",
                          beside: Sequence[str] = ()) -> None:
    """Write a coding (columns of the manual, codes) as a workbook; an empty frame gives an empty template.

    ``documents`` is the table of sources, ``lang`` the language of the labels, ``beside`` further columns
    of ``frame`` that are kept beside the coding as they are (both codings of an adjudicated row).
    """
    vocabulary = vocabulary_of(indicators, documents)
    book = Workbook()
    sheet = book.active
    sheet.title = CODING_SHEET
    columns = [column(name, vocabulary) for name in FIELDS] + [Column(name, 14, "aside") for name in beside]
    rows = shown(frame, FIELDS, vocabulary, lang)
    extra = frame[list(beside)].astype(object).where(frame[list(beside)].notna(), None).values.tolist()
    sheets.fill_sheet(sheet, columns, [row + more for row, more in zip(rows, extra)] if beside else rows, freeze="D2")
    add_reference_sheets(book, vocabulary)
    ranges = sheets.add_options(book, lists(vocabulary, FIELDS, lang))
    sheets.add_dropdowns(sheet, columns, ranges, len(frame))
    sheets.save(book, path, "编码表 coding workbook")
