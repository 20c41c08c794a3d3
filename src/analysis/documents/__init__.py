"""Documents: any file that holds a plan, as text with offsets, with what is odd about it.

``read(path)`` gives a `Document` or raises `DocumentError`, whose problem is a sentence for a researcher.
Offsets refer to `Document.text`: for txt and md the file as decoded, for other formats the text that the reader
named in `Document.reader` gives.
"""
from __future__ import annotations

import functools
import hashlib
import importlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from analysis.checks import Problem

from . import characters, furniture, identity
from .identity import fingerprint
from .messages import DocumentError, named, refusal
from .preflight import MAX_FILE, MEGABYTE, check_archive
from .sniff import sniff
from .spans import Content, Span, merged

__all__ = ["Document", "DocumentError", "Span", "check_archive", "fingerprint", "read"]

_READERS = {
    "txt": ("plain", "read"), "md": ("plain", "read"), "html": ("html", "read"), "docx": ("docx", "read"),
    "pdf": ("pdf", "read"), "xlsx": ("tables", "read_xlsx"), "csv": ("tables", "read_csv"),
    "doc": ("legacy", "read_doc"), "picture": ("legacy", "read_picture"),
}


@dataclass(frozen=True)
class Document:
    """One file as text.

    ``text`` in code points; ``sha256`` of the file's bytes; ``format`` (txt, md, html, docx, pdf, xlsx, csv, doc,
    picture); ``encoding`` and ``reader`` that gave the text; ``problems``, warnings that name the file. Spans of
    the text: ``furniture`` (web page around the document: not to be coded), ``running`` (heads and feet of pages:
    coded, but no part of the identity), ``suspect`` (it may not be what was meant: not to be taken).
    """

    name: str
    text: str
    sha256: str
    format: str
    encoding: str
    reader: str
    problems: tuple[Problem, ...] = ()
    furniture: tuple[Span, ...] = ()
    running: tuple[Span, ...] = ()
    suspect: tuple[Span, ...] = ()

    @functools.cached_property
    def fingerprint(self) -> str:
        """Identity of the document: equal in every copy of it, whatever name, format and encoding."""
        return identity.fingerprint(self.text, (*self.furniture, *self.running))


def read(path) -> Document:
    """The document in a file. Raises DocumentError, whatever is wrong with it, with a sentence that names the file."""
    path = Path(path)
    try:
        data = _bytes(path)
        return _document(data, path.name)
    except DocumentError as error:
        raise error.at(path.name) from error.__cause__
    except Exception as error:  # readers raise TypeError, KeyError, zlib.error, … on damaged files
        kind = path.suffix[1:].lower() or "file"
        raise refusal("damaged", format=kind, reason=type(error).__name__).at(path.name) from error


def _document(data: bytes, name: str) -> Document:
    if name.startswith("~$"):
        raise refusal("lock_file")
    if not data:
        raise refusal("empty")
    format_, odd = sniff(data, name)
    module, function = _READERS[format_]
    content: Content = getattr(importlib.import_module(f".{module}", __package__), function)(data, name)
    findings = characters.inspect(content.text)
    problems = tuple(named(problem, name) for problem in (*odd, *content.problems, *findings.problems))
    return Document(
        name, content.text, hashlib.sha256(data).hexdigest(), format_, content.encoding, content.reader, problems,
        furniture=merged((*content.furniture, *furniture.mark(content.text))),
        running=content.running,
        suspect=merged((*content.suspect, *findings.suspect)))


def _bytes(path: Path) -> bytes:
    """The bytes of a regular file, or a refusal that says what the path is instead."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise refusal("not_a_file")
        if status.st_size > MAX_FILE:
            raise refusal("too_large", size=status.st_size // MEGABYTE, limit=MAX_FILE // MEGABYTE)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise refusal("dangling" if path.is_symlink() else "missing") from error
    except (OSError, ValueError) as error:
        raise refusal("unreadable", reason=getattr(error, "strerror", None) or str(error)) from error
