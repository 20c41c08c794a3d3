"""A chart: drawn twice from one frame, for the screen by plotly and for paper by matplotlib.

A notebook that ends in a chart publishes one bundle with both, and then the caption with source and
caveat. The same frame gives the same bytes.
"""
from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import matplotlib.figure
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from PIL import Image

from analysis import store
from analysis.charts import style
from analysis.charts.labels import say
from analysis.words import Text

PLOTLY = "application/vnd.plotly.v1+json"
CONFIG = {"responsive": True, "displaylogo": False, "displayModeBar": False, "showSendToCloud": False, "plotlyServerURL": ""}
LARGEST_PNG = 80_000
SOURCE = Text("来源：", "Source: ")
CAVEAT = Text("注意：", "Caveat: ")
TOO_FEW = Text("可比的数字只有 {n} 个，不足 {minimum} 个，所以只列表，不作图。",
               "Comparable figures: {n}, fewer than {minimum}; hence a table and no chart.")
NONE = Text("没有可比的数字，所以只列表，不作图。", "No figures can be compared; hence a table and no chart.")


@dataclass(frozen=True)
class Words:
    """What stands around a chart: title, source and caveat (a Text, or a string in the language of the chart)."""

    title: Text | str
    source: Text | str
    caveat: Text | str | None
    lang: str

    def heading(self) -> str:
        return say(self.title, self.lang)

    def notes(self) -> list[str]:
        """Source and caveat as sentences, those that there are."""
        parts = ((SOURCE, self.source), (CAVEAT, self.caveat))
        said = [(head[self.lang], say(text, self.lang)) for head, text in parts]
        return [text if text.startswith(head) else head + text for head, text in said if text]

    def caption_html(self) -> str:
        return '<p class="caption">' + "<br>".join(escape(note) for note in self.notes()) + "</p>"


@dataclass(frozen=True)
class Chart:
    """A figure in two drawings, its words and its data.

    ``screen`` is the plotly figure; ``paper(width, notes)`` draws with matplotlib at one of
    style.WIDTHS_CM, with the notes below; ``data`` has a row for every mark, with the ids of its
    statements. ``html`` stands in for the plotly figure where a table of HTML is the better drawing.
    """

    words: Words
    screen: go.Figure | None
    paper: Callable[[str, list[str]], matplotlib.figure.Figure] = field(repr=False)
    data: pd.DataFrame = field(repr=False)
    html: str = field(default="", repr=False)

    @property
    def title(self) -> str:
        return self.words.heading()

    @property
    def caption(self) -> str:
        return "\n".join(self.words.notes())

    def matplotlib(self, width: str = "report", notes: bool = True) -> matplotlib.figure.Figure:
        """The figure for paper: column (8.5 cm), page (17 cm) or report; with source and caveat below it."""
        with style.context(style.LETTERS_PT[width]):
            return self.paper(width, self.words.notes() if notes else [])

    def png(self) -> bytes:
        """The static twin for a report: about 1400 pixels wide, few colours, small."""
        return small_png(self.matplotlib("report", notes=False), style.REPORT_PX)

    def bundle(self) -> dict:
        """What the notebook publishes: the chart by MIME type."""
        if self.screen is None:
            return {"text/html": self.html, "text/plain": self.title}
        spec = json.loads(self.screen.to_json())
        return {PLOTLY: {**spec, "config": CONFIG}, "image/png": self.png(), "text/plain": self.title}

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        bundle = self.bundle()
        display(bundle, raw=True)
        display(HTML(self.words.caption_html()))


@dataclass(frozen=True)
class NoChart:
    """What there is instead of a chart when too little can be compared: the reason and the table."""

    words: Words
    reason: Text
    data: pd.DataFrame = field(repr=False)
    table: object = field(repr=False, default=None)

    @property
    def title(self) -> str:
        return self.words.heading()

    def _repr_html_(self) -> str:
        said = f'<p class="nochart"><strong>{escape(self.title)}</strong> {escape(self.reason[self.words.lang])}</p>'
        return said + (self.table._repr_html_() if self.table is not None else "") + self.words.caption_html()

    def __repr__(self) -> str:
        return f"{self.title}\n{self.reason[self.words.lang]}\n{self.table!r}"


def comparable(frame: pd.DataFrame, column: str = "value") -> int:
    """How many rows have a number that can be drawn."""
    return int(frame[column].notna().sum()) if column in frame else 0


def enough(frame: pd.DataFrame, minimum: int = 2, column: str = "value") -> bool:
    """Whether a frame has at least ``minimum`` numbers: below that a chart would only decorate them."""
    return comparable(frame, column) >= minimum


def no_chart(frame: pd.DataFrame, words: Words, minimum: int, column: str = "value", table=None) -> NoChart:
    """The reason and the table in place of a chart of too few numbers."""
    n = comparable(frame, column)
    return NoChart(words, TOO_FEW.format(n=n, minimum=minimum) if n else NONE, frame, table)


def small_png(figure, pixels: int, largest: int = LARGEST_PNG) -> bytes:
    """A matplotlib figure as PNG of that width, with as many colours as fit into ``largest`` bytes.

    The colours are those that occur most, coarser ones where there are too many: an average of colours
    would turn two that mean different things into one.
    """
    image = _pixels(figure, pixels)
    for bits in (5, 4, 3):
        small = io.BytesIO()
        _few_colours(image, bits).save(small, "PNG", optimize=True)
        if small.tell() <= largest:
            break
    return small.getvalue()


def _pixels(figure, width: int) -> np.ndarray:
    """A figure as an array of height × width × RGB."""
    before = figure.dpi
    figure.dpi = width / figure.get_figwidth()
    with style.context():
        figure.canvas.draw()
    drawn = np.asarray(figure.canvas.buffer_rgba())[..., :3].copy()
    figure.dpi = before
    return drawn


def _few_colours(pixels: np.ndarray, bits: int) -> Image.Image:
    """The image in at most 256 of its own colours, so many bits of each channel being told apart."""
    coarse = (pixels >> (8 - bits)).astype(np.int64)
    codes = ((coarse[..., 0] << 2 * bits) | (coarse[..., 1] << bits) | coarse[..., 2]).ravel()
    count = np.bincount(codes, minlength=8**bits)
    shown = np.zeros((8**bits, 3), dtype=np.int64)  # the colour that a code stands for: its first in the image
    shown[codes[::-1]] = pixels.reshape(-1, 3)[::-1]
    palette = shown[np.argsort(-count, kind="stable")[:min(256, np.count_nonzero(count))]]
    used = np.flatnonzero(count)
    nearest = np.zeros(8**bits, dtype=np.uint8)
    nearest[used] = ((shown[used][:, None] - palette[None]) ** 2).sum(2).argmin(1)
    made = Image.fromarray(nearest[codes].reshape(pixels.shape[:2]), "P")
    made.putpalette(palette.astype(np.uint8).tobytes())
    return made


def save(chart, stem: str | Path, formats=("png", "svg"), width: str = "column", dpi: int = 600) -> list[Path]:
    """Write a chart for print, and its data as CSV beside it: ``stem.png``, ``stem.svg``, ``stem.csv``.

    Takes a Chart (drawn at ``width``: column, page or report, with source and caveat), a NoChart
    (the CSV only) or a matplotlib figure of one's own (no CSV). Also "pdf". Returns the files.
    """
    stem = Path(stem)
    files = []
    if not isinstance(chart, NoChart):
        figure = chart.matplotlib(width) if isinstance(chart, Chart) else chart
        for format_ in formats:
            files.append(stem.with_name(f"{stem.name}.{format_}"))
            store.write_bytes(files[-1], _drawn(figure, format_, dpi))
    if isinstance(chart, (Chart, NoChart)):
        files.append(stem.with_name(f"{stem.name}.csv"))
        store.write_table(chart.data, files[-1])
    return files


# What would differ from run to run, left out of each format.
_NO_DATE = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None, "ModDate": None}}


def _drawn(figure, format_: str, dpi: int) -> bytes:
    out = io.BytesIO()
    with style.context():
        figure.savefig(out, format=format_, dpi=dpi, metadata=_NO_DATE.get(format_))
    return out.getvalue()
