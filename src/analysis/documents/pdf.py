"""PDF: text by pypdfium2 in a child process, judged page by page.

Wrapped lines are joined to paragraphs, the blanks that readers put around digits are taken out, numbers of pages
are left out. A page without text is a scan; a page whose text is no Chinese has a font without a ToUnicode map
(right on screen, rubbish when copied).
"""
from __future__ import annotations

import re
from typing import NamedTuple

from analysis.checks import Problem

from . import legacy, sandbox
from .characters import HAN
from .encodings import plausibility
from .messages import refusal, warning
from .pdf_tables import with_tables
from .preflight import check_pdf
from .spans import Content, Span

_PLAUSIBLE = 0.8
_FULL_LINE = 0.85  # of the longest line: shorter lines end a paragraph
_SHORTEST_FULL = 40  # columns, twenty Han characters: narrower lines are titles and cells
_DPI = 200
_PATH = 2  # pdfium's number for lines and boxes
_HAN = HAN + "“”‘’"
_AROUND_DIGITS = re.compile(rf"(?<=[{_HAN}]) (?=[\d.])|(?<=[\d%‰]) (?=[{_HAN}%‰])|(?<=[{_HAN}]) (?=[{_HAN}])")
_AROUND_YEARS = re.compile(rf"(?<=[{_HAN}]) (?=\d{{4}} ?年)|(?<=\d{{4}}) (?=年)")
_RUNNING_TEXT = re.compile(f"[{_HAN}].*[，。；、：,;]|[{_HAN}]{{8}}")
_LINE_END = re.compile(r"[。；：！？!?;:][”’）)》]?$")
_NEW_PARAGRAPH = re.compile(r"\s*(?:[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|"
                            r"\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百]+[章节条]|[①-⑳●■◆—])")
_PAGE_NUMBER = re.compile(r"\s*[-—–·]*\s*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/共]\s*\d+\s*页?)?\s*[-—–·]*\s*")


class Page(NamedTuple):
    """Lines of a page as pdfium gives them; whether it shows anything at all; whether lines are ruled on it."""

    lines: list[str]
    drawn: bool
    ruled: bool = False


def read(data: bytes, name: str) -> Content:
    """Text of a PDF. Raises DocumentError when it is damaged, protected, scanned or not readable as Chinese."""
    if not legacy.installed("pypdfium2"):
        raise refusal("no_pdf_reader")
    check_pdf(data)
    pages = _with_tables(data, sandbox.run(_pages, data))
    scans = [number for number, page in enumerate(pages, 1) if page.drawn and not page.lines]
    rubbish = [number for number, page in enumerate(pages, 1) if page.lines and _is_rubbish(page.lines)]
    problems: list[Problem] = []
    if (scans or rubbish) and legacy.can_ocr():
        pages = _with_ocr(data, pages, scans + rubbish)
        problems.append(warning("scanned_read", pages=_listed(sorted(scans + rubbish))))
        scans, rubbish = [], []
    _judge(pages, scans, rubbish, problems)
    text, suspect = _joined(_without_numbers(pages), rubbish)
    reader = "pypdfium2+pdfplumber" if any("\t" in line for page in pages for line in page.lines) else "pypdfium2"
    return Content(text, "", reader, tuple(problems), suspect=suspect)


def _judge(pages: list[Page], scans: list[int], rubbish: list[int], problems: list[Problem]) -> None:
    """Scans and rubbish: an error when nothing else is left, else a warning that names the pages."""
    told = [(key, numbers) for key, numbers in (("scanned", scans), ("rubbish", rubbish)) if numbers]
    good = sum(bool(page.lines) for page in pages) - len(rubbish)
    for key, numbers in told:
        values = {"pages": _listed(numbers), "advice": legacy.ocr_advice()}
        if not good:
            raise refusal(key, **values)
        problems.append(warning(key, **values))
    if not good:
        raise refusal("no_text")


def _listed(numbers: list[int]) -> str:
    """Numbers of pages, neighbours as ranges: ``1-2, 5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _pages(data: bytes) -> list[Page]:
    """All pages, read in the child."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusal("password") from error
        raise refusal("damaged", format="pdf", reason="PdfiumError") from error
    return [_page(page) for page in document]


def _page(page) -> Page:
    text = page.get_textpage().get_text_range().replace("\ufffe", "")
    lines = [line for line in text.splitlines() if line.strip()]
    kinds = [item.type for item in page.get_objects(max_depth=1)]
    return Page(lines, bool(kinds), bool(lines) and _PATH in kinds)


def _with_tables(data: bytes, pages: list[Page]) -> list[Page]:
    """The pages, those with ruled tables read again by pdfplumber where it is installed."""
    ruled = [number for number, page in enumerate(pages, 1) if page.ruled]
    if not ruled or not legacy.installed("pdfplumber"):
        return pages
    tables = sandbox.run(with_tables, data, ruled, seconds=300)
    return [page._replace(lines=tables.get(number, page.lines)) for number, page in enumerate(pages, 1)]


def _with_ocr(data: bytes, pages: list[Page], numbers: list[int]) -> list[Page]:
    read_again = sandbox.run(_recognised, data, numbers, megabytes=None, seconds=60 + 30 * len(numbers))
    return [Page(read_again.get(number, page.lines), page.drawn) for number, page in enumerate(pages, 1)]


def _recognised(data: bytes, numbers: list[int]) -> dict[int, list[str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return {number: legacy.recognised(document[number - 1].render(scale=_DPI / 72).to_numpy()) for number in numbers}


def _is_rubbish(lines: list[str]) -> bool:
    return plausibility("".join(lines)) < _PLAUSIBLE


def _without_numbers(pages: list[Page]) -> list[list[str]]:
    """Lines of the pages without their numbers: last or first lines that count up from page to page."""
    kept = [list(page.lines) for page in pages]
    for place in (-1, 0):
        numbers = [(index, int(found[1])) for index, lines in enumerate(kept)
                   if lines and (found := _PAGE_NUMBER.fullmatch(lines[place]))]
        steps = {number - index for index, number in numbers}
        if len(numbers) > 1 and len(steps) == 1:
            for index, _ in numbers:
                kept[index].pop(place)
    return kept


def _joined(pages: list[list[str]], rubbish: list[int]) -> tuple[str, tuple[Span, ...]]:
    """Paragraphs of all pages, one a line; those of pages that are rubbish become suspect spans."""
    paragraphs: list[tuple[str, bool]] = []
    open_line = False
    for number, lines in enumerate(pages, 1):
        bad = number in rubbish
        full = max(_FULL_LINE * max(map(_width, lines), default=0), _SHORTEST_FULL)
        for line in map(str.strip, lines):
            if open_line and "\t" not in line and paragraphs[-1][1] == bad and not _NEW_PARAGRAPH.match(line):
                paragraphs[-1] = paragraphs[-1][0] + line, bad
            else:
                paragraphs.append((line, bad))
            open_line = _width(line) >= full and "\t" not in line and not _LINE_END.search(line)
    return _placed([(_tidy(line), bad) for line, bad in paragraphs])


def _placed(paragraphs: list[tuple[str, bool]]) -> tuple[str, tuple[Span, ...]]:
    """Text of the paragraphs and the spans of the bad ones."""
    spans, start = [], 0
    for line, bad in paragraphs:
        if bad:
            spans.append(Span(start, start + len(line), "rubbish_page"))
        start += len(line) + 1
    return "\n".join(line for line, _ in paragraphs), tuple(spans)


def _tidy(line: str) -> str:
    """A line of running text without the blanks around its digits; a row of a table stays as it is."""
    return (_AROUND_DIGITS if _RUNNING_TEXT.search(line) else _AROUND_YEARS).sub("", line)


def _width(line: str) -> int:
    """Columns: a Han character takes two."""
    return len(line.strip().encode("gb18030", "replace"))
