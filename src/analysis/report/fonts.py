"""The Chinese font of a page: just the characters that stand on it, for embedding.

WOFF and not WOFF2: a quarter larger (88 kB against 69 kB for 470 characters), but packed in a tenth of the time.
"""
from __future__ import annotations

import base64
import importlib.util
import io
import re
from pathlib import Path

from analysis.words import Text

# Always there: what the browser and plotly write by themselves.
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("−–—…·×÷≥≤≈±‰％（）“”‘’，。、；：？！《》")
_ENCODED = re.compile(r"base64,[A-Za-z0-9+/=]+")
# White space and signs that are not drawn.
_UNDRAWN = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def characters(html: str) -> frozenset[str]:
    """The characters that a page can draw (markup counts too: it costs nothing)."""
    return frozenset(_UNDRAWN.sub("", _ENCODED.sub("", html))) | _ALWAYS


def subset(wanted: frozenset[str]) -> tuple[str, frozenset[str]]:
    """The font with the wanted characters as base64 of WOFF, and the characters that it does not have."""
    from fontTools import subset as tools
    from fontTools.ttLib import TTFont

    options = tools.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 13, 14])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG"]
    font = TTFont(font_file(), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    missing = frozenset(sign for sign in wanted if ord(sign) not in font.getBestCmap())
    subsetter = tools.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, wanted - missing)))
    subsetter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return base64.b64encode(out.getvalue()).decode("ascii"), missing


def font_file() -> Path:
    """NotoSansSC-Regular.ttf (SIL Open Font License) in the package zhplot, found without importing anything.

    charts.style.font_path finds the same file, but brings matplotlib with it. FileNotFoundError when it is not installed.
    """
    spec = importlib.util.find_spec("zhplot")
    found = sorted(Path(spec.submodule_search_locations[0]).rglob("NotoSansSC-Regular.ttf")) if spec else []
    if not found:
        raise FileNotFoundError(str(Text("缺少中文字体：请安装 Python 包 zhplot。", "The Chinese font is missing: install the Python package zhplot.")))
    return found[0]
