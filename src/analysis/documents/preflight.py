"""What is looked at before a file is parsed: archives that blow up, overlap, hold entities, or are none."""
from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

from .messages import DocumentError, refusal
from .sniff import OLE, ZIP, extension, sniff

MEGABYTE = 1_000_000
MAX_FILE = 200 * MEGABYTE
MAX_ARCHIVE = 200 * MEGABYTE  # all parts together, pictures included
MAX_XML = 64 * MEGABYTE  # all XML parts together: a parsed tree takes ten times as much
MAX_PARTS = 5_000
MAX_TAGS = 3_000_000  # in all XML parts: an element takes some 150 bytes of a tree, however short it is written
MAX_PDF_STREAM = 100 * MEGABYTE  # a scanned A4 page of 300 dpi in colour has 26 MB
_MAX_PDF_TOTAL = 600 * MEGABYTE  # beyond it the child's own limits must do
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENTITY = re.compile(b"<!(?:DOCTYPE|ENTITY)", re.I)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([^"']{1,40})""")
_ENCODINGS = frozenset((b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1"))
_STREAM = re.compile(rb"stream\r?\n")
_CHUNK = MEGABYTE


def check_archive(path, data: bytes | None = None) -> None:
    """Refuse a docx or xlsx that is encrypted, damaged, oversized, overlapping or holds a DTD.

    ``data`` are the file's bytes where they are at hand. Raises DocumentError whose sentence names the file.
    """
    path = Path(path)
    try:
        _check(path.read_bytes() if data is None else data, path.name)
    except DocumentError as error:
        raise error.at(path.name) from error.__cause__
    except OSError as error:
        raise refusal("unreadable", reason=error.strerror or type(error).__name__).at(path.name) from error


def _check(data: bytes, name: str) -> None:
    wanted = extension(name) or "docx"
    if not data:
        raise refusal("empty")
    if name.startswith("~$") and not data.startswith((*ZIP, OLE)):
        raise refusal("lock_file")
    if not data.startswith(ZIP):
        found, _ = sniff(data, name)
        raise refusal("wrong_content", content=found, extension=wanted)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, struct.error) as error:
        raise refusal("damaged", format=wanted, reason=type(error).__name__) from error


def _check_parts(archive: zipfile.ZipFile, data: bytes) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise refusal("many_parts", count=len(parts), limit=MAX_PARTS)
    if any(part.flag_bits & 1 for part in parts):
        raise refusal("password")
    _check_overlap(parts, data)
    xml = [part for part in parts if _is_xml(part.filename)]
    for some, limit in ((parts, MAX_ARCHIVE), (xml, MAX_XML)):
        size = sum(part.file_size for part in some)
        if size > limit:
            raise refusal("bomb", size=size // MEGABYTE, limit=limit // MEGABYTE)
    tags = sum(_check_xml(archive.read(part), part.filename) for part in xml)
    if tags > MAX_TAGS:
        raise refusal("many_parts", count=tags, limit=MAX_TAGS)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml")) or name == "[Content_Types].xml"


def _check_overlap(parts: list[zipfile.ZipInfo], data: bytes) -> None:
    """Fifield's quoted overlap (CVE-2024-0450): Python before 3.11.8 reads such archives."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise refusal("overlap")
        header = data[part.header_offset:part.header_offset + _LOCAL_HEADER.size]
        names = sum(_LOCAL_HEADER.unpack(header)[-2:])
        end = part.header_offset + _LOCAL_HEADER.size + names + part.compress_size
    if end > len(data):
        raise refusal("overlap")


def _check_xml(xml: bytes, part: str) -> int:
    """The number of tags. Office never writes a DTD; an encoding in which one may hide is refused too."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:4]:
        xml = xml.replace(b"\0", b"")
    declared = _DECLARED.search(xml[:400])
    unusual = declared and declared[1].lower() not in _ENCODINGS
    if unusual or _ENTITY.search(xml) or xml.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] not in (b"<", b""):
        raise refusal("dtd", part=part)
    return xml.count(b"<")


def check_pdf(data: bytes) -> None:
    """Refuse a PDF that was cut off, or of which a compressed stream opens beyond the limit."""
    if b"%%EOF" not in data[-4096:] or b"startxref" not in data[-8192:]:
        raise refusal("damaged", format="pdf", reason="%%EOF")
    total = 0
    for found in _STREAM.finditer(data):
        total += _inflated(data, found.end())
        if total > _MAX_PDF_TOTAL:
            return


def _inflated(data: bytes, start: int) -> int:
    """Bytes that the stream at `start` opens to, Flate within Flate included; 0 when it is not Flate."""
    layer, size = memoryview(data)[start:], 0
    for _ in range(4):
        if bytes(layer[:1]) not in (b"\x78", b"\x68", b"\x58", b"\x48"):
            return size
        kept, size = _inflate(layer)
        if size > MAX_PDF_STREAM:
            raise refusal("pdf_bomb", offset=start, limit=MAX_PDF_STREAM // MEGABYTE)
        layer = memoryview(kept)
    return size


def _inflate(layer: memoryview) -> tuple[bytes, int]:
    """The first megabytes and the whole size of a zlib stream, at most a little over the limit."""
    inflater, kept, size = zlib.decompressobj(), bytearray(), 0
    source: bytes | memoryview = layer[:16 * MEGABYTE]
    try:
        while source and not inflater.eof and size <= MAX_PDF_STREAM:
            piece = inflater.decompress(source, _CHUNK)
            size += len(piece)
            if len(kept) < 4 * MEGABYTE:
                kept += piece
            source = inflater.unconsumed_tail
            if not piece and not source:
                break
    except zlib.error:
        pass
    return bytes(kept), size
