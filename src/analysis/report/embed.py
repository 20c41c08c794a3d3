"""A page as one file: its font and plotly are put into it, so that it asks no host for anything."""
from __future__ import annotations

import base64
import gzip
import importlib.util
from functools import cache
from pathlib import Path

from analysis.checks import Problem
from analysis.report import fonts
from analysis.words import Text

LARGEST = 3_500_000
# Where they go; no text that is escaped for HTML can hold these marks by accident twice.
FONT, PLOTLY = "@@embed-font@@", "@@embed-plotly@@"

_TOO_LARGE = Text("文件有 {size:.1f} MB，超过 3.5 MB。请减少图的数量或大小。", "the file has {size:.1f} MB, more than 3.5 MB. Use fewer or smaller charts.")
_NO_GLYPH = Text("内嵌字体没有这些字：{signs}。没有相应字体的电脑上会显示为方框。",
                 "the embedded font lacks these characters: {signs}. A machine without a font for them shows boxes.")


def embedded(html: str, file: str) -> tuple[bytes, list[Problem]]:
    """The file of a page, and what is wrong with it (too large, characters without a glyph)."""
    font, missing = fonts.subset(fonts.characters(html))
    head, _, rest = html.partition(FONT)
    # The last mark is ours: what a notebook shows stands before it.
    body, mark, end = rest.rpartition(PLOTLY)
    data = (head + font + body + (plotly_packed() if mark else "") + end).encode("utf-8")
    problems = []
    if missing:
        signs = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in sorted(missing)[:20])
        problems.append(Problem("warning", _NO_GLYPH.format(signs=signs), file))
    if len(data) > LARGEST:
        problems.append(Problem("error", _TOO_LARGE.format(size=len(data) / 1e6), file))
    return data, problems


def prepare() -> None:
    """Do now what the first page would wait for."""
    plotly_packed()
    fonts.subset(frozenset("一"))


@cache
def plotly_packed() -> str:
    """plotly.js, whole, from the Python package: gzip in base64, the same bytes every time."""
    spec = importlib.util.find_spec("plotly")
    source = Path(spec.submodule_search_locations[0]) / "package_data" / "plotly.min.js"
    return base64.b64encode(gzip.compress(source.read_bytes(), 9, mtime=0)).decode("ascii")
