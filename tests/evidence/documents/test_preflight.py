"""Hostile and damaged archives and PDFs are refused before anything parses them."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from analysis.documents import DocumentError, check_archive, preflight, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def told(path, data=None) -> str:
    with pytest.raises(DocumentError) as caught:
        check_archive(path, data)
    return caught.value.problem.sentence("en")


def test_a_sound_archive_passes(save, make_docx):
    assert check_archive(save("a.docx", make_docx())) is None


def test_what_opens_to_too_much_is_refused_with_its_size(save, make_docx, repack, refused):
    data = repack(make_docx(), {"word/document.xml": b" " * 70_000_000})
    assert len(data) < 200_000
    assert "expands to 7" in refused(save("a.docx", data)) and "limit 64 MB" in told("a.docx", data)


def test_pictures_count_too(save, make_docx, repack, monkeypatch):
    monkeypatch.setattr(preflight, "MAX_ARCHIVE", 5_000_000)
    assert "expands to" in told("a.docx", repack(make_docx(), {"word/media/a.png": b" " * 5_000_000}))


def test_overlapping_entries_are_refused(make_docx):
    data = bytearray(make_docx())
    places = [found for found in range(len(data) - 4) if data[found : found + 4] == b"PK\x01\x02"]
    first = data[places[0] + 42 : places[0] + 46]
    data[places[1] + 42 : places[1] + 46] = first  # the second entry points into the first
    assert "overlapping" in told("a.docx", bytes(data))


@pytest.mark.parametrize(
    "entity",
    [
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w><w/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?><w/>',
        b"<!-- " + b"x" * 100_000 + b" --><!DOCTYPE w><w/>",
    ],
)
def test_a_dtd_is_refused_wherever_it_hides(save, make_docx, repack, refused, entity):
    said = refused(save("a.docx", repack(make_docx(), {"word/styles.xml": entity})))
    assert "DTD/entity not allowed" in said and "word/styles.xml" in said


def test_an_encrypted_document_is_called_that(save, refused):
    said = refused(save("a.docx", OLE + "EncryptedPackage".encode("utf-16-le")))
    assert "password-protected" in said and "zip" not in said


def test_an_encrypted_entry_is_called_that(make_docx):
    data = bytearray(make_docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert "password-protected" in told("a.docx", bytes(data))


@pytest.mark.parametrize("share", [0.3, 0.66, 0.97])
def test_a_truncated_archive_is_damaged(save, make_docx, refused, share):
    data = make_docx()
    said = refused(save("a.docx", data[: int(len(data) * share)]))
    assert "damaged docx" in said and "a.docx" in said


def test_csv_called_xlsx_is_said_so(save):
    path = save("表.xlsx", "县名,数值\n甲县,98\n乙县,97\n".encode("gb18030"))
    assert "content is csv, extension says xlsx" in told(path)


def test_html_called_xlsx_is_said_so(save):
    assert "content is html, extension says xlsx" in told(
        save("表.xlsx", "<html><table><tr><td>1</td></tr></table></html>")
    )


def test_empty_missing_and_lock_files_are_told_apart(save, tmp_path):
    assert "empty" in told(save("a.xlsx", b""))
    assert "lock file" in told(save("~$a.xlsx", b"\x05name" + b" " * 160))
    assert "gone.xlsx" in told(tmp_path / "gone.xlsx")


def test_too_many_entries_are_refused(monkeypatch, make_docx):
    monkeypatch.setattr(preflight, "MAX_PARTS", 3)
    assert "limit 3" in told("a.docx", make_docx())


def test_every_cut_of_an_archive_is_refused_in_a_sentence(make_docx):
    data = make_docx()
    for cut in range(0, len(data), max(1, len(data) // 40)):
        assert told("a.docx", data[:cut]).startswith("a.docx")


def test_flipped_bytes_never_escape_as_raw_errors(save, make_docx):
    data = make_docx()
    for place in range(0, len(data), 997):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        try:
            assert read(save("a.docx", bytes(broken))).text
        except DocumentError as error:
            assert error.problem.file == "a.docx"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_pdf_stream_that_opens_beyond_the_limit_is_refused(save, make_pdf, refused, monkeypatch, layers):
    monkeypatch.setattr(preflight, "MAX_PDF_STREAM", 3_000_000)
    said = refused(save("a.pdf", make_pdf([b" " * 4_000_000], layers=layers)))
    assert "expands beyond the limit" in said and "a.pdf" in said


def test_a_pdf_that_was_cut_off_is_damaged(save, make_pdf, plan, refused):
    data = make_pdf([plan.split("\n")])
    assert "damaged pdf" in refused(save("a.pdf", data[: len(data) // 2]))


def test_sizes_that_an_archive_states_falsely_do_no_harm(save, make_docx, refused):
    data = bytearray(make_docx())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        part = archive.getinfo("word/document.xml")
    place = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    data[place + 24 : place + 28] = struct.pack("<L", part.file_size // 2)
    assert "damaged" in refused(save("a.docx", bytes(data)))


def test_very_many_short_elements_are_refused(monkeypatch, make_docx):
    monkeypatch.setattr(preflight, "MAX_TAGS", 500)
    assert "limit 500" in told("a.docx", make_docx())
