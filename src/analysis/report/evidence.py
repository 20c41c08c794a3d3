"""The statements behind the numbers of a page: a row for each, with its place in its source."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.charts import figures, labels
from analysis.charts.tables import anchor
from analysis.checks import Problem
from analysis.words import Text

_HIDDEN_SENTENCE = Text("原句未随附；把该文件放入 data/raw/documents 并重新生成报告即可看到。",
                        "Not included; put the document into data/raw/documents and run the report again to see it.")
# Who coded, where it is not a person's own sign.
_CODERS = {"adjudicated": Text("经裁定", "adjudicated")}
_NO_PLACE = Text("未给出位置", "no place given")
_UNKNOWN = Text("数据表中没有陈述 {name}：报告引用了它，但 data/processed/statements.csv 中没有。请重新构建（build）。",
                "statement {name} is cited but is not in data/processed/statements.csv. Run the build again.")
_GONE = Text("数据表中没有这条陈述", "not in the table of statements")

_LABELS = {
    "span": Text("原文数字", "Figure as written"), "indicator": Text("指标", "Indicator"), "value": Text("编码值", "As coded"),
    "unit": Text("单位", "Unit"), "kind": Text("性质", "Kind"), "year": Text("年份", "Year"), "region": Text("地区", "Region"),
    "title": Text("文件", "Document"), "issuer": Text("发布者", "Issuer"), "document_year": Text("文件年份", "Document's year"),
    "place": Text("位置", "Section"), "coder": Text("编码", "Coded by"), "status": Text("状态", "Status"),
    "sentence": Text("原句", "Sentence"),
}


class Cell(NamedTuple):
    """One thing said of a statement: key, label and text, and the language of the text if it is not the page's."""

    key: str
    label: str
    text: str
    lang: str


class Row(NamedTuple):
    """A statement as the page shows it."""

    name: str
    anchor: str
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Evidence:
    """What can be told of statements: ``statements`` by id (rows of the table), ``documents`` by id (rows of
    documents.csv), and a function from ids to the sentences that are at hand."""

    statements: Mapping[str, Mapping] = field(default_factory=dict)
    documents: Mapping[str, Mapping] = field(default_factory=dict)
    sentences: Callable[[Iterable[str]], Mapping[str, str]] | None = None

    def rows(self, names: Iterable[str], lang: str, file: str) -> tuple[list[Row], list[Problem]]:
        """The statements in the order of the table, those that it lacks last, with a problem each."""
        names = list(dict.fromkeys(names))
        order = {name: n for n, name in enumerate(self.statements)}
        known = sorted((name for name in names if name in order), key=order.__getitem__)
        unknown = [name for name in names if name not in order]
        said = self.sentences(known) if self.sentences else {}
        rows = [self._row(name, lang, said.get(name)) for name in known]
        rows += [_row(name, {"span": (name, ""), "status": (_GONE[lang], "")}, lang) for name in unknown]
        return rows, [Problem("error", _UNKNOWN.format(name=name), file) for name in unknown]

    def _row(self, name: str, lang: str, sentence: str | None) -> Row:
        statement = self.statements[name]
        source = self.documents.get(statement["document"], {})
        coder = figures.field(statement, "coder")
        coder = _CODERS[coder][lang] if coder in _CODERS else coder
        texts = {
            "span": (figures.field(statement, "span") or figures.hidden(statement, lang), "zh"),
            "indicator": (labels.cell("indicator", statement, lang), ""),
            "value": (figures.figure(statement, lang), ""),
            "unit": (figures.unit_label(figures.field(statement, "unit"), lang), ""),
            "kind": (labels.cell("kind", statement, lang), ""),
            "year": (labels.cell("year", statement, lang), ""),
            "region": (labels.region(statement, lang), ""),
            "title": _in_both(source, "title", lang, statement["document"]),
            "issuer": _in_both(source, "issuer", lang),
            "document_year": (labels.cell("year", source, lang), ""),
            "place": (figures.field(statement, "place") or _NO_PLACE[lang], "zh"),
            "coder": (" · ".join(part for part in (labels.cell("source", statement, lang), coder) if part), ""),
            "status": (labels.cell("status", statement, lang), ""),
            "sentence": (sentence, "zh") if sentence else (_HIDDEN_SENTENCE[lang], ""),
        }
        return _row(name, texts, lang, at_hand=bool(sentence))


def _row(name: str, texts: Mapping[str, tuple[str, str]], lang: str, at_hand: bool = False) -> Row:
    cells = {key: Cell(key, _LABELS[key][lang], str(text), spoken) for key, (text, spoken) in texts.items() if text}
    if "sentence" in cells and not at_hand:
        cells["absent"] = cells.pop("sentence")._replace(key="absent")
    return Row(name, anchor(name), cells)


def _in_both(source: Mapping, name: str, lang: str, default: str = "") -> tuple[str, str]:
    """A title as the source gives it; in English the translation with the original behind it."""
    original, translated = str(source.get(name) or default), str(source.get(f"{name}_en") or "")
    return (f"{translated} ({original})", "") if lang == "en" and translated else (original, "zh")
