"""Web pages: the whole text of the body in reading order, and what of it is not the document, as furniture.

Bytes are decoded by evidence before they are parsed (pages that declare gb2312 hold GB18030). trafilatura says
which lines are the main text; lines beyond it are marked, not dropped, so nothing is lost when it errs.
Nothing is executed or fetched.
"""
from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from analysis.checks import Problem

from .characters import HAN
from .encodings import decode
from .messages import refusal, warning
from .spans import Content, Span

MAX_DEPTH = 500
_META = re.compile(r"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
             "utf8": "utf-8", "big5hkscs": "big5", "big5-hkscs": "big5", "cp950": "big5", "unicode": "utf-16-le",
             "utf-16": "utf-16-le"}
_SKIPPED = frozenset("head script style noscript template iframe object embed svg select button input textarea".split())
_BLOCKS = frozenset(
    "html body address article aside blockquote center caption dd details dialog div dl dt fieldset figcaption figure "
    "footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody thead tfoot tr ul br".split())
_CELLS = frozenset(("td", "th"))
_BREAKS = re.compile(rf"(?<=[{HAN}])[ \t\r\f]*\n\s*(?=[{HAN}])")
_BLANKS = re.compile("[ \t\r\n\f]+")
_NESTING = re.compile(r"<(/?)(?:div|span|table|font|section|article|b|i|em|strong|ul|ol|blockquote|a)\b", re.I)
_LOOSE = re.compile(r"[\s|•·\-*]+")
_READABLE = re.compile("[\u3400-\u9fff\U00020000-\U0003134fA-Za-z]")
_SENTENCE = re.compile("[。；;！？]|[：:]$")
_OFFICIAL = re.compile(r"[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号|文件$")  # what stands above the title of a notice
_LONGEST_SEARCHED = 200_000
_LONGEST_PAGE = 3_000_000
_MOST_SIGNATURES = 5
_LEAST_READABLE = 4
_LEAST_LINE = 6
_LEAST_SHARE = 0.5
_LONGEST_CELL = 300  # a cell of data
_SHORT_CELL = 80
_MOST_PARAGRAPHS = 3


def read(data: bytes, name: str) -> Content:
    """Text of a page, cells of a row parted by tabs. Raises DocumentError when there is none."""
    decoded = decode(data)
    problems = (*decoded.problems, *_declared(decoded.text, decoded.encoding))
    tree = _parse(decoded.text)
    lines = list(_lines(tree))
    text = "\n".join(lines)
    if len(_READABLE.findall(text)) < _LEAST_READABLE:
        raise refusal("no_text")
    furniture = _furniture(lines, _main_text(decoded.text), _title(tree))
    return Content(text, decoded.encoding, "lxml+trafilatura", problems, furniture)


def _declared(text: str, found: str) -> tuple[Problem, ...]:
    """A warning when the page names another encoding than the one it is in."""
    declared = _META.search(text[:4096])
    if not declared or text.isascii():
        return ()
    said = declared[1].lower()
    if _FAMILIES.get(said, said).split("-le")[0] == found.split("-le")[0].replace("big5hkscs", "big5"):
        return ()
    return (warning("meta_lies", declared=said, found=found),)


def _parse(text: str):
    """The tree of a page; too deep a nesting is refused before anything walks it by recursion."""
    text = _DECLARATION.sub("", text, count=1).replace("\0", "\ufffd")
    _check_depth(text)
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refusal("no_text") from error


def _check_depth(text: str) -> None:
    """Depth by tags that must be closed; tags like p and li, which may stay open, do not count."""
    depth = deepest = 0
    for tag in _NESTING.finditer(text):
        depth = depth - 1 if tag[1] else depth + 1
        deepest = max(deepest, depth)
        if depth < 0:
            depth = 0
    if deepest > MAX_DEPTH:
        raise refusal("nested", depth=deepest, limit=MAX_DEPTH)


def _lines(tree) -> Iterator[str]:
    """Lines of the body: one for each block, cells joined by tabs, blanks as a browser shows them."""
    line = ""
    for piece in _pieces(tree):
        if piece is None:
            if shown := _shown(line):
                yield shown
            line = ""
        else:
            line += piece
    if shown := _shown(line):
        yield shown


def _shown(line: str) -> str:
    cells = [_BLANKS.sub(" ", _BREAKS.sub("", cell)).strip(" ") for cell in line.split("\v")]
    return "\t".join(cells).strip("\t ") if any(cells) else ""


def _pieces(tree) -> Iterator[str | None]:
    """Texts in document order; None ends a line, a vertical tab ends a cell."""
    skipped = 0
    cells: list[bool] = []  # the cells around a place: does each hold data?
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            skipped += tag in _SKIPPED
            if tag in _CELLS:
                cells.append(_holds_data(element))
            if not skipped:
                yield from _edge(tag, cells)
                yield (element.text or "").replace("\v", " ")
            continue
        if not skipped and tag != "br":
            yield from _edge(tag, cells, end=True)
        skipped -= tag in _SKIPPED
        if tag in _CELLS:
            cells.pop()
        if not skipped:
            yield (element.tail or "").replace("\v", " ")


def _edge(tag: str, cells: list[bool], end: bool = False) -> Iterator[str | None]:
    """What stands at the beginning or end of an element: the end of a cell, a line, or a blank inside a cell."""
    in_data = bool(cells) and cells[-1]
    if tag in _CELLS:
        yield ("\v" if end else "") if in_data else None
    elif tag in _BLOCKS:
        yield " " if in_data else None


def _holds_data(cell) -> bool:
    """False for a cell that only lays out the page: it holds a table, a long text or many paragraphs."""
    if cell.find(".//table") is not None:
        return False
    length = sum(map(len, cell.itertext()))
    paragraphs = sum(1 for _ in cell.iter("p", "div", "h1", "h2", "h3", "h4"))
    return length <= _LONGEST_CELL and (paragraphs <= _MOST_PARAGRAPHS or length <= _SHORT_CELL)


def _title(tree) -> str:
    """What the page calls itself: the title of the document, often with the name of the site."""
    return _tight("".join(tree.xpath("//title/text()")))


def _main_text(text: str) -> str:
    """The main text by trafilatura, a line each block, without blanks and marks of tables and lists."""
    if len(text) > _LONGEST_PAGE:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(text, include_tables=True, include_comments=False, favor_recall=True)
    except Exception:  # noqa: BLE001 - it only says what is furniture; without it nothing is marked
        return ""
    return "\n".join(map(_tight, (found or "").split("\n")))


def _tight(text: str) -> str:
    return _LOOSE.sub("", text)


def _furniture(lines: list[str], main: str, title: str) -> tuple[Span, ...]:
    """Spans before and after the main text; none when too little was recognised as main text."""
    tight = [_tight(line) for line in lines]
    sentences = [bool(_SENTENCE.search(line)) for line in lines]
    belongs = _belonging(tight, main)
    kept = [index for index, line in enumerate(tight) if belongs[index] and len(line) >= _LEAST_LINE]
    if not kept or not _trusted(tight, belongs, sentences):
        return ()
    inside = [any(signs) for signs in zip(belongs, sentences, ("\t" in line for line in lines))]
    begin = next((index for index in kept if sentences[index]), kept[0])
    heads = [index for index in range(begin) if len(tight[index]) >= _LEAST_LINE and tight[index] in title]
    official = [bool(_OFFICIAL.search(line)) for line in lines]
    first = _grown(official, heads[-1], -1) if heads else _grown(inside, begin, -1)
    below = range(kept[-1] + 1, kept[-1] + 1 + _MOST_SIGNATURES)  # names and dates below a text are short
    signed = [inside[index] or index in below and line in main for index, line in enumerate(tight)]
    last = _grown(signed, kept[-1], 1)
    starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    spans = (Span(0, starts[first], "page_before"), Span(starts[last + 1] - 1, starts[-1] - 1, "page_after"))
    return tuple(span for span in spans if span.end > span.start)


def _belonging(tight: list[str], main: str) -> list[bool]:
    """Which lines are main text: as a block of it, or, when long enough, anywhere in it."""
    blocks, whole = set(main.split("\n")), main.replace("\n", "")
    short = len(whole) <= _LONGEST_SEARCHED  # a search for each line takes the square of a page's length
    return [line in blocks or short and len(line) >= _LEAST_LINE and line in whole for line in tight]


def _trusted(tight: list[str], belongs: list[bool], sentences: list[bool]) -> bool:
    """Whether the main text holds at least half of the page's sentences (of all its lines, where it has none)."""
    counted = [index for index, sentence in enumerate(sentences) if sentence] or range(len(tight))
    found = sum(len(tight[index]) for index in counted if belongs[index])
    return found >= _LEAST_SHARE * sum(len(tight[index]) for index in counted)


def _grown(inside: list[bool], edge: int, step: int) -> int:
    """The edge of the main text, moved outwards over lines of the main text, sentences and rows of tables."""
    while 0 <= edge + step < len(inside) and inside[edge + step]:
        edge += step
    return edge
