"""Plain text and Markdown: the text is the file as decoded, code point for code point."""
from __future__ import annotations

from .encodings import decode
from .spans import Content


def read(data: bytes, name: str) -> Content:
    """Text of a txt or md file, line ends as they are; a BOM is not part of it. Raises DocumentError."""
    decoded = decode(data)
    return Content(decoded.text, decoded.encoding, "plain", decoded.problems)
