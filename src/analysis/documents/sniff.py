"""What a file is, by its content; the extension only decides between kinds of plain text."""
from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from analysis.checks import Problem

from .messages import refusal, warning

_HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"II*\0", "tif"),
             (b"MM\0*", "tif"), (b"BM", "bmp"))
_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?"
                   r"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S)
_LOOSE_HTML = re.compile(r"<(?:html|head|body|p|br|div|table|span)\b[^<>]{0,400}>", re.I)
_FORMATS = {"txt": "txt", "text": "txt", "md": "md", "markdown": "md", "html": "html", "htm": "html", "shtml": "html",
            "xhtml": "html", "mht": "mht", "mhtml": "mht", "docx": "docx", "docm": "docx", "pdf": "pdf", "xlsx": "xlsx",
            "xlsm": "xlsx", "csv": "csv", "tsv": "csv", "doc": "doc", "wps": "doc", "rtf": "rtf"}
_PICTURE_NAMES = frozenset(name for _, name in _PICTURES) | {"jpeg", "tiff"}


def extension(name: str) -> str:
    """The extension in lower case without its dot: ``PLAN.TXT`` gives ``txt``; none gives ``""``."""
    return PurePath(name).suffix[1:].lower()


def sniff(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The format (txt, md, html, docx, pdf, xlsx, csv, doc, picture) and a warning when the name says otherwise."""
    suffix = extension(name)
    said = _FORMATS.get(suffix, "picture" if suffix in _PICTURE_NAMES else "")
    found = _by_content(data, said)
    if not suffix or found == said or said == "mht":
        return found, ()
    return found, (warning("other_content", content=found, extension=suffix),)


def _by_content(data: bytes, said: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(ZIP):
        return _zip_format(data, said)
    if data.startswith(OLE):
        return _ole_format(data, said)
    if data.startswith(b"{\\rtf"):
        raise refusal("unknown_format", content="rtf")
    if data[:_HEAD].lower().lstrip().startswith(b"mime-version:"):
        raise refusal("unknown_format", content="mht")
    if b"\0" in data[:_HEAD] or not said:
        if data.startswith(tuple(magic for magic, _ in _PICTURES)):
            return "picture"
    return _text_format(data, said)


def _zip_format(data: bytes, said: str) -> str:
    """Office formats by the names of their parts, which stand uncompressed in the archive."""
    for part, found in ((b"word/", "docx"), (b"xl/", "xlsx")):
        if part in data:
            return found
    if said in ("docx", "xlsx"):
        return said
    raise refusal("unknown_format", content="zip")


def _ole_format(data: bytes, said: str) -> str:
    """Old Office files and encrypted new ones, by the names of their streams."""
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise refusal("password")
    if holds("WordDocument") or said == "doc":
        return "doc"
    if holds("Workbook") or holds("Book"):
        raise refusal("old_excel")
    raise refusal("unknown_format", content="ole")


def _text_format(data: bytes, said: str) -> str:
    head = _head(data)
    if _HTML.match(head):
        return "html"
    if said in ("html", "doc") and _LOOSE_HTML.search(head):
        return "html"
    if said in ("txt", "md", "csv"):
        return said
    if said == "pdf":
        raise refusal("damaged", format="pdf", reason="%PDF-")
    if said in ("docx", "xlsx") and not _looks_like_csv(head):
        raise refusal("damaged", format=said, reason="zip")
    return "csv" if said == "xlsx" else "txt"


def _looks_like_csv(head: str) -> bool:
    lines = head.splitlines()[:5]
    return len(lines) > 1 and "\0" not in head and all(any(mark in line for mark in ",;\t") for line in lines[:2])


def _head(data: bytes) -> str:
    """The beginning as Latin-1 or UTF-16: enough to see tags and commas."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data[:_HEAD].decode("utf-16", "ignore")
    return data[:_HEAD].removeprefix(codecs.BOM_UTF8).decode("latin-1")
