"""Word documents: everything that a reader of the page sees, and nothing else."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import docx
import pytest

from analysis.documents import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOX = (
    "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r><w:t>教师学历达标率92.9%"
    "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.fixture
def with_body(make_docx, repack):
    """``with_body(xml, parts)`` gives a docx whose body is the XML; parts are footnotes, headers and their XML."""

    def build(body: str, parts: dict[str, str] = {}) -> bytes:  # noqa: B006 - read only
        base = make_docx([])
        document = f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>".encode()
        new = {"word/document.xml": document}
        if parts:
            with ZipFile(io.BytesIO(base)) as archive:
                rels = archive.read("word/_rels/document.xml.rels").decode()
                types = archive.read("[Content_Types].xml").decode()
            for number, (kind, xml) in enumerate(parts.items()):
                name = f"{kind}{number}.xml"
                new[f"word/{name}"] = f"<w:{kind} xmlns:w='{W}'>{xml}</w:{kind}>".encode()
                rels = rels.replace(
                    "</Relationships>",
                    f"<Relationship Id='x{number}' Type='{REL}{kind}' Target='{name}'/></Relationships>",
                )
                types = types.replace(
                    "</Types>", f"<Override PartName='/word/{name}' ContentType='{TYPE}{kind}+xml'/></Types>"
                )
            new["word/_rels/document.xml.rels"], new["[Content_Types].xml"] = rels.encode(), types.encode()
        return repack(base, new)

    return build


def test_paragraphs_and_cells_are_parted(save, make_docx):
    document = read(
        save("计划.docx", make_docx(["甲县计划", "新建幼儿园3所。"], table=[["指标", "目标"], ["巩固率", "98.5%"]]))
    )
    assert document.text == "甲县计划\n新建幼儿园3所。\n指标\t目标\n巩固率\t98.5%"
    assert (document.format, document.reader, document.problems) == ("docx", "python-docx", ())


def test_a_number_split_over_runs_is_whole(save, with_body):
    body = f"<w:p>{run('毛入园率达到9')}{run('9.')}{run('1')}{run('%')}</w:p>"
    assert read(save("a.docx", with_body(body))).text == "毛入园率达到99.1%"


def test_text_boxes_controls_links_and_nested_tables_are_read(save, with_body):
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('示范园占比31.3%')}</w:p></w:tc></w:tr></w:tbl>"
    body = (
        f"<w:p>{run('见图')}{BOX}{run('所示')}</w:p><w:sdt><w:sdtContent><w:p>{run('财政投入占比7.7%')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{run('县城')}</w:hyperlink><w:r><w:tab/><w:t>2所</w:t><w:br/><w:t>乡镇</w:t></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('指标')}</w:p>{inner}<w:p/></w:tc><w:tc><w:p>{run('目标')}</w:p></w:tc></w:tr></w:tbl>"
    )
    assert read(save("a.docx", with_body(body))).text == (
        "见图所示\n教师学历达标率92.9%\n财政投入占比7.7%\n县城\t2所\n乡镇\n指标\n示范园占比31.3%\t目标"
    )


def test_a_drawing_that_word_keeps_twice_is_read_once(save, with_body):
    mc = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    twice = (
        f"<mc:AlternateContent {mc}><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(save("a.docx", with_body(f"<w:p>{run('甲县计划')}<w:r>{twice}</w:r></w:p>"))).text.count("92.9%") == 1


def test_footnotes_and_page_heads_stand_at_the_end(save, with_body):
    parts = {
        "footnotes": f"<w:footnote><w:p>{run('口径为三年，95.9%')}</w:p></w:footnote>",
        "header": f"<w:p>{run('甲县文件')}</w:p>",
        "footer": f"<w:p>{run('— 3 —')}</w:p>",
    }
    document = read(save("a.docx", with_body(f"<w:p>{run('新建幼儿园3所。')}</w:p>", parts)))
    assert document.text == "新建幼儿园3所。\n口径为三年，95.9%\n甲县文件"
    assert [document.text[s.start : s.end] for s in document.running] == ["\n甲县文件"]


def test_page_heads_are_no_part_of_the_identity(save, with_body):
    body = f"<w:p>{run('新建幼儿园3所。')}</w:p>"
    plain = read(save("a.docx", with_body(body)))
    headed = read(save("b.docx", with_body(body, {"header": f"<w:p>{run('甲县文件')}</w:p>"})))
    assert plain.fingerprint == headed.fingerprint and plain.text != headed.text


def test_tracked_changes_read_as_accepted_with_a_warning(save, with_body, warned):
    body = f"<w:p>{run('持证率达到')}<w:del><w:r><w:delText>85.5%</w:delText></w:r></w:del><w:ins>{run('97.5%')}</w:ins></w:p>"
    moved = f"<w:p><w:moveFrom>{run('新建3所')}</w:moveFrom></w:p><w:p><w:moveTo>{run('新建3所')}</w:moveTo></w:p>"
    document = read(save("a.docx", with_body(body + moved)))
    assert re.sub("\n+", "\n", document.text) == "持证率达到97.5%\n新建3所"
    assert "unaccepted changes: 2 insertions, read; 2 deletions" in warned(document)


def test_instructions_of_fields_are_not_text(save, with_body):
    body = f"<w:p><w:r><w:instrText>PAGE 98</w:instrText></w:r>{run('新建3所')}<w:r><w:noBreakHyphen/></w:r>{run('5所')}</w:p>"
    assert read(save("a.docx", with_body(body))).text == "新建3所-5所"


def test_an_empty_document_is_refused(save, with_body, refused):
    assert "no readable text" in refused(save("a.docx", with_body("<w:p/>")))


@pytest.mark.parametrize("xml", [b"<w:document", b"", b"<a/>", b"plain"])
def test_broken_parts_are_refused_with_the_file_s_name(save, make_docx, repack, refused, xml):
    assert "a.docx" in refused(save("a.docx", repack(make_docx(), {"word/document.xml": xml})))


def test_numbers_that_word_draws_are_written_out_apart_from_figures(save):
    document = docx.Document()
    for text in ("总体目标", "3所幼儿园建成。", ""):
        document.add_paragraph(text, style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    assert read(save("a.docx", stream.getvalue())).text == "1.总体目标\n2.\t3所幼儿园建成。\n"
