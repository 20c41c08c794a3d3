"""Word documents: every piece of text a reader of the page sees, in reading order.

python-docx opens the package; its paragraphs miss text boxes, footnotes, page heads, nested tables, content
controls and insertions, so the XML is walked here. Paragraphs end in a line feed, cells of a row are parted by
tabs. Numbers that Word draws by itself are written out. Text boxes follow the paragraph that holds them;
footnotes, then heads and feet of pages stand at the end.
"""
from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from .docx_numbers import Numbering
from .messages import refusal, warning
from .preflight import check_archive
from .spans import Content, Span

# Text that no reader of the page sees: deleted, moved away, instructions, readings above characters,
# the second copy that Word keeps of a drawing for old programs.
_SKIPPED = frozenset("del moveFrom instrText delText Fallback rt pPr rPr sectPr tblPr tcPr trPr".split())
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = ("footnotes", "endnotes")
_RUNNING = ("header", "footer")
_PAGE_NUMBER = re.compile(r"[\s\-—–·第页共/\dPpage]*")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass
class _Walk:
    """What is gathered on the way through one part: lines, and the counts of tracked changes."""

    numbers: Numbering = field(default_factory=Numbering)
    lines: list[str] = field(default_factory=list)
    inserted: int = 0
    deleted: int = 0

    def block(self, element) -> None:
        """A body, cell, text box, note or content control: its paragraphs and tables, in order."""
        for child in element:
            tag = _tag(child)
            if tag == "p":
                self.paragraph(child)
            elif tag == "tbl":
                self.table(child)
            elif tag not in _SKIPPED:
                self.block(child)

    def paragraph(self, element) -> None:
        boxes: list = []
        text = "".join(self._inline(element, boxes))
        label = self.numbers.label(element)
        parted = "\t" if label and text[:1].isdigit() else ""  # 2. before 3所 is not 2.3所
        self.lines.append(label + parted + text if text.strip() else text)
        for box in boxes:
            self.block(box)

    def table(self, element) -> None:
        for row in _rows(element):
            cells = []
            for cell in _children(row, "tc"):
                inside = _Walk(self.numbers)
                inside.block(cell)
                self.inserted += inside.inserted
                self.deleted += inside.deleted
                cells.append("\n".join(inside.lines).strip("\n"))
            self.lines.append("\t".join(cells))

    def _inline(self, element, boxes: list):
        """The text of runs, links, fields and insertions; text boxes are set aside."""
        for child in element:
            tag = _tag(child)
            self._count(tag, child)
            if tag == "t":
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag not in _SKIPPED:
                yield from self._inline(child, boxes)

    def _count(self, tag: str, element) -> None:
        if tag in ("ins", "moveTo"):
            self.inserted += _has_text(element, "t")
        elif tag in ("del", "moveFrom"):
            self.deleted += _has_text(element, "delText") or _has_text(element, "t")


def read(data: bytes, name: str) -> Content:
    """Text of a docx. Raises DocumentError when it is damaged, protected or unsafe."""
    check_archive(name, data)
    try:
        package = docx.Document(io.BytesIO(data)).part
    except (PackageNotFoundError, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise refusal("damaged", format="docx", reason=type(error).__name__) from error
    walk = _Walk(Numbering(*(_root(package, kind) for kind in ("numbering", "styles"))))
    walk.block(package.element.body)
    for part in _parts(package, _NOTES):
        walk.block(part)
    body = "\n".join(walk.lines)
    text, running = _with_running(body, package)
    changes = walk.inserted or walk.deleted
    problems = (warning("tracked", inserted=walk.inserted, deleted=walk.deleted),) if changes else ()
    if not text.strip():
        raise refusal("no_text")
    return Content(text, "utf-8", "python-docx", problems, running=running)


def _with_running(body: str, package) -> tuple[str, tuple[Span, ...]]:
    """Heads and feet of pages after the body, each once; those that only number pages are left out."""
    heads: dict[str, None] = {}
    for part in _parts(package, _RUNNING):
        walk = _Walk()
        walk.block(part)
        heads.update(dict.fromkeys(line for line in walk.lines if not _PAGE_NUMBER.fullmatch(line)))
    if not heads:
        return body, ()
    text = "\n".join((body, *heads))
    return text, (Span(len(body), len(text), "page_head"),)


def _parts(package, kinds: tuple[str, ...]):
    """Root elements of the related parts of some kinds, in the order of their names."""
    found = {rel.target_part.partname: rel.target_part for rel in package.rels.values()
             if not rel.is_external and rel.reltype.rsplit("/", 1)[-1] in kinds}
    for _, part in sorted(found.items()):
        parsed = getattr(part, "element", None)
        yield etree.fromstring(part.blob, _PARSER) if parsed is None else parsed


def _root(package, kind: str):
    """The root of the one related part of a kind, or None."""
    return next(_parts(package, (kind,)), None)


def _rows(table):
    """Rows of a table, those inside content controls and insertions too."""
    for child in table:
        if _tag(child) == "tr":
            yield child
        elif _tag(child) not in _SKIPPED:
            yield from _rows(child)


def _children(element, wanted: str):
    for child in element:
        if _tag(child) == wanted:
            yield child
        elif _tag(child) not in _SKIPPED:
            yield from _children(child, wanted)


def _has_text(element, tag: str) -> bool:
    return any(_tag(item) == tag and item.text for item in element.iter())


def _tag(element) -> str:
    """Name without namespace: strict and transitional files, Word's and drawings' texts alike."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else "del"
