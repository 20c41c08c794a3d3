"""The one style of all pictures: fonts, colours, sizes. No other module names a font or a colour.

The font is Noto Sans SC (SIL OFL), from the file that the package zhplot carries, so that Chinese is
drawn on a machine without any Chinese font; a glyph that it lacks is an error, never a box. The hues
are those of Okabe and Ito (2008), which colour-blind readers tell apart; they are darkened or
lightened so that things that mean different things also differ in grey print, and every difference
of meaning shows in shape or filling besides.
"""
from __future__ import annotations

import importlib.util
import re
import warnings
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import matplotlib
from matplotlib import font_manager

from analysis.words import Text

FONT = "Noto Sans SC"
# Fonts that readers' machines have; the report embeds a subset of the last but one for those without.
HTML_FONTS = ("'PingFang SC', 'Microsoft YaHei', 'Hiragino Sans GB', 'Noto Sans SC', 'Noto Sans CJK SC', "
              "'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif")

INK, SOFT, RULE, BAND, PAPER = "#1a1a1a", "#595959", "#d9d9d9", "#efefef", "#ffffff"
KIND_COLOURS = {"target": "#d55e00", "result": "#00508a", "reference": "#767676"}
HIDDEN = "#8a8a8a"
# From dark to light, at least 15 steps of CIE lightness apart.
SHADES = ("#00508a", "#4a9fd4", "#f3e28b")
PALETTE = ("#00508a", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
# Symbols tell series and regions apart where colours do not: (matplotlib, plotly).
SYMBOLS = (("o", "circle"), ("s", "square"), ("^", "triangle-up"), ("D", "diamond"), ("v", "triangle-down"),
           ("p", "pentagon"), ("h", "hexagon"))
# Line patterns, likewise.
DASHES = (("-", "solid"), ("--", "dash"), ("-.", "dashdot"), ((0, (8, 2)), "longdash"))
UNSEEN_DASH = (":", "dot")
COVERAGE = {  # sign, colour of the cell, colour of the sign
    "both": ("◎", "#00508a", PAPER), "result": ("●", "#9cc9e6", INK), "target": ("○", "#fbe3d1", INK),
    "reference": ("×", PAPER, INK), "masked": ("▨", "#d0d0d0", INK), "truncated": ("…", PAPER, SOFT),
    "not_stated": ("·", PAPER, SOFT)}
# What HTML tables of this package need besides the rules for all tables; the report carries it once.
CSS = """
.tablebox td.words{min-width:8em}
.tablebox td.long{min-width:min(18em,60vw)}
.tablebox table.coverage{font-size:.82em;line-height:1.25;width:100%;max-width:46em;min-width:0}
.tablebox .coverage td{border:1px solid #fff;text-align:center;vertical-align:middle;padding:.15em .1em;min-width:1.6em}
.tablebox .coverage td a{color:inherit;text-decoration:none;display:block}
.tablebox .coverage tbody th{font-weight:400;text-align:left;padding:.15em .5em .15em 0;width:52%;min-width:8em;max-width:none}
.tablebox .coverage thead th{font-weight:500;vertical-align:bottom;padding:.3em .1em;min-width:1.6em;text-align:center}
.tablebox .coverage thead th:first-child{text-align:left}
.tablebox .coverage thead th span{writing-mode:vertical-rl;white-space:nowrap}
.tablebox .coverage tr.area th{font-weight:600;padding-top:.6em;border-bottom:1px solid #595959}
.coverage-key{font-size:.82em;line-height:1.9;margin:.3em 0}
.coverage-key>span{display:inline-block;margin-right:1em;white-space:nowrap}
.coverage-key span.sign{display:inline-block;width:1.6em;text-align:center;outline:1px solid #d9d9d9;margin-right:.3em}
""" + "".join(f".coverage .c-{state.replace('_', '-')}{{background:{cell};color:{sign};print-color-adjust:exact}}\n"
              for state, (_, cell, sign) in COVERAGE.items())
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

# Widths of a static picture in centimetres: a column and a page of print, and a report that is also
# read on a phone (drawn narrower, so that its letters are large enough there); sizes of letters in points.
WIDTHS_CM = {"column": 8.5, "page": 17.0, "report": 12.0}
LETTERS_PT = {"column": 7.0, "page": 9.0, "report": 9.0}
REPORT_PX = 1400
SCREEN_PX = 12  # letters on the screen
# An axis of labels on the screen; its ticks cannot be seen and keep the labels off the plot.
BARE_AXIS = {"showgrid": False, "zeroline": False, "automargin": True, "fixedrange": True, "ticks": "outside", "ticklen": 4,
             "tickcolor": "rgba(0,0,0,0)", "tickfont": {"size": SCREEN_PX}}


class Look(NamedTuple):
    """How one mark is drawn: its colour, hollow or solid, its symbol in both libraries, ringed or not."""

    colour: str
    hollow: bool
    symbol: str
    screen: str
    ring: bool = False

    @property
    def fill(self) -> str:
        return PAPER if self.hollow else self.colour


class MissingGlyph(Exception):
    """A character has no glyph in the font; ``text`` names it in both languages."""

    def __init__(self, text: Text):
        super().__init__(str(text))
        self.text = text


def look(kind: str, unreviewed: bool = False, hidden: bool = False) -> Look:
    """The mark of a kind (target hollow, result solid, reference a cross); lighter and ringed when nobody
    reviewed it, a grey square when its number is hidden."""
    if hidden:
        return Look(HIDDEN, kind != "result", "s", "square", unreviewed)
    colour = lighter(KIND_COLOURS[kind]) if unreviewed else KIND_COLOURS[kind]
    if kind == "reference":
        return Look(colour, False, "x", "x-thin", unreviewed)
    return Look(colour, kind == "target", "o", "circle", unreviewed)


def lighter(colour: str, share: float = 0.45) -> str:
    """A colour mixed with white, as hex; ``share`` of white from 0 to 1."""
    parts = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


def lightness(colour: str) -> float:
    """CIE L* of a colour (0 black to 100 white): what grey print leaves of it. IEC 61966-2-1, CIE 15."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
              for c in (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@cache
def font_path() -> Path:
    """The file of the font, found in the package zhplot without importing it, and known to matplotlib.

    FileNotFoundError says what to install when the package is not there.
    """
    spec = importlib.util.find_spec("zhplot")
    folders = [Path(folder) for folder in spec.submodule_search_locations] if spec else []
    found = [path for folder in folders for path in sorted(folder.rglob("NotoSansSC-Regular.ttf"))]
    if not found:
        raise FileNotFoundError(str(Text("缺少中文字体：请安装 Python 包 zhplot。",
                                         "The Chinese font is missing: install the Python package zhplot.")))
    font_manager.fontManager.addfont(str(found[0]))
    return found[0]


def rc(size: float = LETTERS_PT["report"]) -> dict:
    """The settings for matplotlib, and for seaborn: ``seaborn.set_theme(rc=style.rc())``; letters in points."""
    font_path()
    return {"font.family": [FONT], "font.size": size, "axes.unicode_minus": False,
            "text.parse_math": False, "text.hinting": "none", "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": SOFT,
            "axes.linewidth": 0.6, "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
            "axes.prop_cycle": matplotlib.cycler(color=PALETTE), "xtick.color": INK, "ytick.color": INK,
            "xtick.major.width": 0.6, "ytick.major.width": 0.6, "grid.color": RULE, "grid.linewidth": 0.5,
            "figure.facecolor": PAPER, "savefig.facecolor": PAPER, "svg.fonttype": "path",
            "svg.hashsalt": "county-targets", "hatch.linewidth": 0.5, "legend.frameon": False}


@contextmanager
def context(size: float = LETTERS_PT["report"]):
    """Draw in this style, and stop at a character that the font does not have (MissingGlyph)."""
    with matplotlib.rc_context(rc(size)), strict():
        yield


@contextmanager
def strict():
    """Turn matplotlib's warning of a missing glyph into MissingGlyph."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        try:
            yield
        except UserWarning as warning:
            raise _missing(str(warning)) from warning


def _missing(message: str) -> MissingGlyph:
    code = re.search(r"Glyph (\d+)", message)
    shown = f"U+{int(code[1]):04X} {chr(int(code[1]))}" if code else message
    said = Text("字体没有这个字：{0}。请改写标签。", "The font has no glyph for {0}: word the label otherwise.")
    return MissingGlyph(said.format(shown))


def apply() -> None:
    """Set this style for the session, for one's own pictures with matplotlib or seaborn."""
    import seaborn  # only here: slow to import, and not needed by the charts of this package

    seaborn.set_theme(context="paper", style="ticks", palette=list(PALETTE), rc=rc())
    warnings.filterwarnings("error", message="Glyph .* missing")


def template() -> dict:
    """The layout that every plotly figure starts from."""
    axis = {**BARE_AXIS, "showgrid": True, "gridcolor": RULE, "linecolor": SOFT, "title": {"font": {"size": SCREEN_PX}}}
    return {"layout": {"font": {"family": HTML_FONTS, "size": SCREEN_PX, "color": INK}, "colorway": list(PALETTE),
                       "paper_bgcolor": PAPER, "plot_bgcolor": PAPER, "xaxis": axis, "yaxis": axis,
                       "hoverlabel": {"bgcolor": PAPER, "bordercolor": SOFT, "font": {"family": HTML_FONTS}, "align": "left"},
                       "dragmode": False, "hovermode": "closest"}}


def of_region(number: int, kind: str, unreviewed: bool = False, hidden: bool = False) -> Look:
    """The mark of a region in a chart of several: symbol and colour by number, hollow for a target, a cross for a reference."""
    symbol, screen = ("x", "x-thin") if kind == "reference" else SYMBOLS[number % len(SYMBOLS)]
    colour = HIDDEN if hidden else PALETTE[number % len(PALETTE)]
    return Look(lighter(colour) if unreviewed else colour, kind != "result", symbol, screen, unreviewed)
