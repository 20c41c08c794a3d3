"""Old Word files (.doc) and scans, read by optional libraries; without them a sentence says what to do."""
from __future__ import annotations

import functools
import importlib.util

from analysis.words import Text

from . import sandbox
from .messages import MESSAGES, refusal, warning
from .spans import Content

_MANY_CHARACTERS = 50_000_000


def installed(package: str) -> bool:
    """Whether an optional reader is there."""
    return importlib.util.find_spec(package) is not None


def read_doc(data: bytes, name: str) -> Content:
    """Text of a Word 97 document, by extractous. Raises DocumentError."""
    if not installed("extractous"):
        raise refusal("old_word")
    # extractous reserves more address space than it uses: only its time is limited
    text = sandbox.run(_extractous, data, megabytes=None)
    if not text.strip():
        raise refusal("no_text")
    return Content(text.strip("\n") + "\n", "utf-8", "extractous")


def _extractous(data: bytes) -> str:
    from extractous import Extractor

    return Extractor().set_extract_string_max_length(_MANY_CHARACTERS).extract_bytes_to_string(bytearray(data))[0]


def read_picture(data: bytes, name: str) -> Content:
    """Text of a scanned page, by rapidocr; every figure of it is to be checked. Raises DocumentError."""
    if not can_ocr():
        raise refusal("picture", advice=ocr_advice())
    lines = sandbox.run(recognised, data, megabytes=None, seconds=300)
    if not lines:
        raise refusal("picture", advice=ocr_advice())
    return Content("\n".join(lines), "", "rapidocr", (warning("scanned_read", pages="1"),))


def can_ocr() -> bool:
    """Whether the extra for scans is installed."""
    return installed("rapidocr_onnxruntime")


def ocr_advice() -> Text:
    """What the reader of a scan should do next."""
    return MESSAGES["ocr_failed" if can_ocr() else "ocr_advice"]


def recognised(picture) -> list[str]:
    """Lines of text in a picture (bytes or an array of pixels), from top to bottom."""
    found, _ = _engine()(picture)
    return [line[1] for line in found or ()]


@functools.cache
def _engine():
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()
