"""HTML that came from outside made harmless: what notebooks show and documents say is text, never program."""
from __future__ import annotations

import base64
import json
import re
from html import unescape

import mistune
import nh3
from markupsafe import Markup

_TAGS = frozenset(
    "a abbr b bdi blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
    "img ins kbd li mark ol p pre q rp rt ruby s small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr".split())
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "tabindex"},
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"}, "details": {"open"},
    "td": {"colspan", "rowspan", "headers"}, "th": {"colspan", "rowspan", "headers", "scope"}, "col": {"span"},
}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
_LINK = re.compile(r"(?:#|https?://|mailto:|(?![a-z][a-z0-9+.-]*:)(?!//))[^\s<>]*", re.IGNORECASE)

_TABLE = re.compile(r'(<div class="tablebox"[^>]*>\s*)?<table\b(.*?)</table>', re.DOTALL)
_STATEMENTS = re.compile(r'data-statements="([^"]*)"')


def sanitised(html: str) -> Markup:
    """HTML with text, tables, lists, links and embedded pictures kept; scripts, styles, events, frames, forms
    and every address that would be loaded gone. Wide tables scroll in a box of their own."""
    clean = nh3.clean(html, tags=set(_TAGS), attributes=_ATTRIBUTES, attribute_filter=_allowed, link_rel=None,
                      clean_content_tags={"script", "style", "title", "template", "noscript"},
                      generic_attribute_prefixes={"data-"}, url_schemes={"http", "https", "mailto", "data"})
    return Markup(_TABLE.sub(_boxed, clean))


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if _PICTURE.fullmatch(value.strip()) else None
    if attribute == "href":
        return value if _LINK.fullmatch(value.strip()) else None
    return value


def _boxed(found: re.Match) -> str:
    if found.group(1):
        return found.group(0)
    return f'<div class="tablebox" tabindex="0"><table{found.group(2)}</table></div>'


def markdown(text: str) -> Markup:
    """Markdown as HTML; HTML that is written in it shows as text."""
    render = mistune.create_markdown(escape=True, plugins=["table", "strikethrough", "footnotes"])
    return sanitised(render(text))


def inline_markdown(text: str) -> Markup:
    """One line of Markdown without the paragraph around it."""
    return Markup(re.sub(r"^<p>(.*)</p>\s*$", r"\1", str(markdown(text)), flags=re.DOTALL))


def picture(mime: str, data: str, alt: str) -> Markup:
    """An embedded picture. An SVG shown as a picture runs no script and loads nothing."""
    if mime == "image/svg+xml":
        data = base64.b64encode(data.encode()).decode("ascii")
    # Alternative texts come from titles: their markup is not wanted, only their words.
    return Markup('<img src="data:{};base64,{}" alt="{}">').format(mime, "".join(data.split()), alt)


def script_json(value) -> Markup:
    """JSON that can stand inside a script element: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def statement_ids(html: str) -> list[str]:
    """The ids that the numbers in sanitised HTML stand on, in order, without repeats."""
    return list(dict.fromkeys(name for found in _STATEMENTS.findall(html) for name in unescape(found).split()))


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return Markup(re.sub(r"<br\s*/?>", " ", html)).striptags()
