"""What must hold of every report in a browser: each check takes a page and gives what is wrong, in sentences.

    with browser(chromium) as opened:
        assert problems(opened, path) == []
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
WIDTHS = (1280, 390)
READY = "document.documentElement.dataset.charts !== undefined"

# Characters that are drawn like one that no font has, with the fonts of the page.
MISSING = """() => {
  const side = 40, canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush.font = "28px " + getComputedStyle(document.body).fontFamily;
  const drawn = (sign) => {
    brush.clearRect(0, 0, side, side);
    brush.fillText(sign, 4, 30);
    return brush.getImageData(0, 0, side, side).data.join();
  };
  const boxes = new Set(["\\u{10fffd}", "\\u0378", "\\uffff"].map(drawn));
  const shown = [...document.querySelectorAll("main, header, footer")].map((part) => part.textContent).join("");
  return [...new Set(shown)].filter((sign) => /[^\\s\\p{Cf}\\p{Cc}]/u.test(sign) && boxes.has(drawn(sign)));
}"""
# Elements whose right edge is beyond the page and that no box of their own scrolls or clips.
WIDER = """() => {
  const inside = (node) => { for (let up = node.parentElement; up; up = up.parentElement) {
    if (["auto", "scroll", "hidden"].includes(getComputedStyle(up).overflowX)) return true; } return false; };
  return [...document.querySelectorAll("body *")].filter((node) => node.getBoundingClientRect().right > innerWidth + 1
    && node.getBoundingClientRect().width > 0 && !inside(node)).slice(0, 5).map((node) => node.tagName + "." + node.className);
}"""
UNDRAWN = """() => [...document.querySelectorAll("figure[data-chart]")].filter((figure) => {
  const drawing = figure.querySelector(".js-plotly-plot .main-svg");
  return !figure.classList.contains("drawn") || !drawing || drawing.getBoundingClientRect().height < 20
    || figure.querySelector(".still").getClientRects().length;
}).map((figure) => figure.dataset.chart)"""
STILLS = """() => [...document.querySelectorAll("figure.chart")].filter((figure) => {
  const image = figure.querySelector("img");
  return !image || !image.complete || !image.naturalWidth || !image.getClientRects().length;
}).map((figure) => figure.dataset.chart || "image")"""
# Numbers whose statements have no row that can be seen, or whose link leads nowhere.
ROWLESS = """() => [...document.querySelectorAll("a[data-statements]")].filter((link) =>
  !document.getElementById(decodeURIComponent(link.hash.slice(1))) || link.dataset.statements.split(/\\s+/).some((name) => {
    const row = document.querySelector(`[data-statement="${CSS.escape(name)}"]`);
    return !row || !row.getClientRects().length;
  })).map((link) => link.textContent)"""


@contextmanager
def browser(executable: str) -> Iterator:
    """Headless Chromium, for several pages."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=executable, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def page(opened, path: Path, width: int = WIDTHS[0], javascript: bool = True) -> Iterator[tuple]:
    """A page of a file, offline, and the list of what it asked for and complained about."""
    context = opened.new_context(viewport={"width": width, "height": 900}, offline=True, java_script_enabled=javascript)
    shown, noise = context.new_page(), []
    shown.on("request", lambda request: noise.append(f"asked for {request.url[:120]}") if _leaves(request.url, path) else None)
    shown.on("console", lambda message: noise.append(f"console: {message.text}") if message.type in ("error", "warning") else None)
    shown.on("pageerror", lambda error: noise.append(f"error: {error}"))
    shown.goto(path.resolve().as_uri())
    if javascript:
        shown.wait_for_function(READY, timeout=60_000)
    yield shown, noise
    context.close()


def _leaves(url: str, path: Path) -> bool:
    return not url.startswith(("data:", "blob:")) and url.split("#")[0] != path.resolve().as_uri()


def problems(opened, path: Path) -> list[str]:
    """Everything that is wrong with a report in a browser; an empty list is what a test asks for."""
    found = []
    for width in WIDTHS:
        with page(opened, path, width) as (shown, noise):
            found += [f"{width} px: {what}" for what in drawn_well(shown)]
            if width == WIDTHS[0]:
                found += dialog_works(shown)
            found += [f"{width} px: {what}" for what in noise]
    with page(opened, path, javascript=False) as (shown, noise):
        found += [f"without JavaScript: {what}" for what in [*whole_without_script(shown), *noise]]
    return [f"{path.name}: {what}" for what in found]


def drawn_well(shown) -> list[str]:
    """Every chart drawn, every character with a glyph, nothing wider than the page."""
    found = [f"{name} is not drawn" for name in shown.evaluate(UNDRAWN)]
    found += [f"no glyph for {sign!r}" for sign in shown.evaluate(MISSING)]
    if shown.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found += [f"wider than the page: {name}" for name in shown.evaluate(WIDER) or ["something"]]
    return found


def whole_without_script(shown) -> list[str]:
    """Every chart there as a picture, every number with a row for each of its statements."""
    found = [f"{name} has no picture" for name in shown.evaluate(STILLS)]
    return found + [f"no statement for {text}" for text in shown.evaluate(ROWLESS)]


def dialog_works(shown) -> list[str]:
    """The first number opens its statements by keyboard, Escape closes them, and the number has the focus again."""
    link = shown.query_selector("main a[data-statements]")
    if link is None:
        return []
    wanted = link.get_attribute("data-statements").split()
    link.focus()
    shown.keyboard.press("Enter")
    cards = shown.eval_on_selector_all("dialog[open] article", "cards => cards.map((card) => card.textContent)")
    found = [] if len(cards) == len(wanted) and all(cards) else [f"the dialog shows {len(cards)} of {len(wanted)} statements"]
    shown.keyboard.press("Escape")
    if shown.query_selector("dialog[open]"):
        found.append("Escape does not close the dialog")
    elif not link.evaluate("link => link === document.activeElement"):
        found.append("the focus is lost when the dialog closes")
    return found
