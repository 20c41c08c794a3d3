"""What comes from outside is text: nothing of it runs, nothing of it is fetched."""
from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from analysis.report import fonts, markup

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>1</script>">x</a>', "<iframe src=https://example.org></iframe>", "<style>@import 'x'</style>",
    '<form action="https://example.org"><input></form>', '<img src="https://example.org/x.png">', '<p style="background:url(https://example.org)">x</p>',
    '<meta http-equiv="refresh" content="0;url=https://example.org">', "<math><mtext></p><style><img src=x onerror=alert(1)>", '<base href="https://example.org">',
    '<link rel=stylesheet href="https://example.org">', '<a href="//example.org">x</a>', '<object data="x"></object>', '<table background="https://example.org">',
]


@pytest.mark.parametrize("html", HOSTILE)
@pytest.mark.parametrize("clean", [markup.sanitised, markup.markdown])
def test_nothing_runs_and_nothing_is_fetched(html, clean):
    tags = " ".join(re.findall(r"<[^>]*>", clean(html)))
    assert not re.search(r"script|onerror|onload|iframe|style|form|meta|object|javascript:|background|src=|href=\"(?:data|//)", tags), tags


def test_what_a_report_needs_is_kept():
    html = ('<div class="tablebox" tabindex="0"><table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr class="unreviewed"><td colspan="2">'
            '<a class="figure" data-statements="a@1 b@2" href="#s-a">98%</a></td></tr></tbody></table></div><p class="caption">c<br>d</p>'
            '<img src="data:image/png;base64,aaaa" alt="x"><a href="https://example.org">y</a>')
    clean = markup.sanitised(html)
    for part in ('class="tablebox"', 'scope="col"', 'class="unreviewed"', 'colspan="2"', 'data-statements="a@1 b@2"', 'href="#s-a"',
                 'class="caption"', "data:image/png", 'href="https://example.org"'):
        assert part in clean
    assert clean.count("tablebox") == 1 and markup.sanitised("<table><tr><td>x</td></tr></table>").count("tablebox") == 1
    assert markup.statement_ids(clean) == ["a@1", "b@2"]


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_in_a_page_is_the_same_and_cannot_end_its_element(value):
    text = markup.script_json(value)
    assert json.loads(text) == value and "<" not in text and ">" not in text


@given(st.text())
def test_markdown_never_makes_an_element_that_is_not_allowed(text):
    assert set(re.findall(r"<([a-z0-9]+)", markup.markdown(text))) <= markup._TAGS | {"div"}


def test_an_svg_is_a_picture_only():
    image = markup.picture("image/svg+xml", "<svg><script>1</script></svg>", '"><script>')
    assert isinstance(image, Markup) and image.startswith('<img src="data:image/svg+xml;base64,') and "<script" not in image


def test_the_font_has_what_the_page_has():
    import base64
    import io

    from fontTools.ttLib import TTFont

    packed, missing = fonts.subset(fonts.characters("<p>房县≥98% 乐清</p>\u200b\n") | {"\U0010fffd"})
    assert missing == {"\U0010fffd"}
    held = set(map(chr, TTFont(io.BytesIO(base64.b64decode(packed))).getBestCmap()))
    assert set("房县≥98%乐清") <= held and len(held) < 200
