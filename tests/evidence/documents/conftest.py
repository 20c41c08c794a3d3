"""Invented documents, made in the tests: nothing of a real source is in them."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from analysis.documents import DocumentError, read

PLAN = (
    "甲县二〇二五年教育工作计划\n一、总体目标\n到2025年，全县学前三年毛入园率达到95.5%以上，普惠性幼儿园覆盖率达到88%。\n"
    "二、主要任务\n（一）新建幼儿园3所，新增学位1200个。\n（二）招聘教师85名，投入资金2600万元。\n甲县教育局\n"
)
FIGURES = ("95.5%", "88%", "3所", "1200个", "85名", "2600万元")


@pytest.fixture
def plan() -> str:
    """An invented plan of seven lines."""
    return PLAN


@pytest.fixture
def figures() -> tuple[str, ...]:
    """The figures of the invented plan, as written."""
    return FIGURES


@pytest.fixture
def save(tmp_path):
    """``save(name, data)`` writes bytes or text (UTF-8) and gives the path."""

    def write(name: str, data) -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return path

    return write


@pytest.fixture
def refused():
    """``refused(path)`` reads a file that must be refused and gives the sentences in both languages."""

    def sentences(path) -> str:
        with pytest.raises(DocumentError) as caught:
            read(path)
        problem = caught.value.problem
        assert problem.severity == "error"
        assert problem.file and problem.sentence("zh") != problem.sentence("en")
        return problem.sentence("zh") + " | " + problem.sentence("en")

    return sentences


@pytest.fixture
def warned():
    """``warned(document)`` gives the sentences of all warnings of a document."""

    def sentences(document) -> str:
        assert {problem.severity for problem in document.problems} <= {"warning"}
        return " | ".join(problem.sentence(lang) for problem in document.problems for lang in ("zh", "en"))

    return sentences


@pytest.fixture
def make_docx():
    """``make_docx(lines, table=rows)`` gives the bytes of a Word document."""

    def build(lines=PLAN.split("\n"), table=()) -> bytes:
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        if table:
            cells = document.add_table(len(table), len(table[0]))
            for row, texts in enumerate(table):
                for column, text in enumerate(texts):
                    cells.cell(row, column).text = text
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return build


@pytest.fixture
def repack():
    """``repack(archive, {name: bytes})`` gives a zip archive with parts replaced or added."""

    def rewrite(archive: bytes, parts: dict[str, bytes]) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, data in parts.items():
                new.writestr(name, data)
        return stream.getvalue()

    return rewrite


def content_of(lines: list[str]) -> bytes:
    """The drawing commands of a page of text: UCS-2 in hex, a line each 20 points."""
    shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td" for line in lines)
    return f"BT /F1 12 Tf 50 780 Td {shown} ET".encode("ascii")


def pdf_of(
    contents: list[bytes], filters: bytes = b"", trailer: bytes = b"", encoding: bytes = b"/UniGB-UCS2-H"
) -> bytes:
    """A PDF with one page for each stream of drawing commands."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding"
        + encoding
        + b"/DescendantFonts[<</Type/Font/Subtype"
        b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
    )
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)), font]
    for i, content in enumerate(contents):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * i)
        )
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        rows,
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


@pytest.fixture
def make_pdf():
    """``make_pdf(pages, …)``: bytes of a PDF; each page a list of lines, or drawing commands as bytes."""
    pytest.importorskip("pypdfium2", reason="needs the extra for PDF: python run.py extras pdf")

    def build(pages, layers: int = 0, **options) -> bytes:
        contents = [page if isinstance(page, bytes) else content_of(page) for page in pages]
        if layers:
            for _ in range(layers):
                contents = [zlib.compress(content, 9) for content in contents]
            options["filters"] = b"/Filter[" + b"/FlateDecode" * layers + b"]"
        return pdf_of(contents, **options)

    return build
