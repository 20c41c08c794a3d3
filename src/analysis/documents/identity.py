"""When two files are one document: rule 8 of the coding manual."""
from __future__ import annotations

import hashlib
import re
import unicodedata

from .furniture import mark
from .spans import merged

# Blanks and what has no width: joiners, marks of direction, byte-order marks inside a text, controls.
_NOTHING = re.compile("[\\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def fingerprint(text: str, spans=None) -> str:
    """SHA-256 of a text after NFKC, without white space and page furniture (rule 8 of the coding manual).

    Two files whose fingerprints are equal are one document, whatever their name, format and encoding.
    ``spans`` are what is left out; without them the furniture is found by rule.
    """
    return hashlib.sha256(normalised(text, spans).encode("utf-8", "surrogatepass")).hexdigest()


def normalised(text: str, spans=None) -> str:
    """The text that the fingerprint is taken of."""
    kept, last = [], 0
    for span in merged(mark(text) if spans is None else spans):
        kept.append(text[last:span.start])
        last = span.end
    kept.append(text[last:])
    return _NOTHING.sub("", unicodedata.normalize("NFKC", "".join(kept)))
