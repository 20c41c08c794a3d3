"""Numbers that Word draws by itself are written out as a reader of the page sees them."""

from __future__ import annotations

import pytest
from lxml import etree

from analysis.documents.docx_numbers import Numbering, written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def xml(text: str):
    return etree.fromstring(f"<w:root xmlns:w='{W}'>{text}</w:root>")


def level(depth: int, format_: str, pattern: str, start: int = 1) -> str:
    return f"<w:lvl w:ilvl='{depth}'><w:start w:val='{start}'/><w:numFmt w:val='{format_}'/><w:lvlText w:val='{pattern}'/></w:lvl>"


LISTS = xml(
    "<w:abstractNum w:abstractNumId='0'>"
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircleChinese", "%4")
    + "</w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'>"
    + level(0, "bullet", "•")
    + level(1, "decimal", "%1.%2", start=3)
    + "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
)
STYLES = xml(
    "<w:style w:styleId='h'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:styleId='sub'><w:basedOn w:val='h'/></w:style><w:style w:styleId='ring'><w:basedOn w:val='ring'/></w:style>"
)


def labels(places, numbering=None) -> list[str]:
    """Labels of paragraphs given as (list, level) or as the name of a style."""
    numbering = numbering or Numbering(LISTS, STYLES)
    out = []
    for place in places:
        inner = (
            f"<w:pStyle w:val='{place}'/>"
            if isinstance(place, str)
            else (f"<w:numPr><w:ilvl w:val='{place[1]}'/><w:numId w:val='{place[0]}'/></w:numPr>")
        )
        out.append(numbering.label(xml(f"<w:p><w:pPr>{inner}</w:pPr></w:p>")[0]))
    return out


def test_levels_count_and_begin_anew_below_each_head():
    assert labels([(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 2)]) == [
        "一、",
        "（一）",
        "（二）",
        "1.",
        "二、",
        "（一）",
        "1.",
        "2.",
    ]


def test_circled_numbers():
    assert labels([(1, 0), (1, 3), (1, 3)]) == ["一、", "①", "②"]


def test_levels_of_several_numbers_and_other_starts():
    assert labels([(2, 1), (2, 1)]) == ["1.3", "1.4"]


def test_bullets_and_unknown_lists_draw_nothing():
    assert labels([(2, 0), (9, 0), (1, 8), (0, 0)]) == ["", "", "", ""]


def test_a_list_of_its_own_start_goes_on_from_there():
    assert labels([(1, 0), (3, 0), (3, 0), (1, 0)]) == ["一、", "五、", "六、", "七、"]


def test_styles_number_too_and_a_ring_of_styles_ends():
    assert labels(["h", "sub", "ring", "none"]) == ["一、", "二、", "", ""]


def test_without_lists_nothing_is_drawn():
    assert labels([(1, 0), "h"], Numbering()) == ["", ""]


@pytest.mark.parametrize(
    "number, format_, said",
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "ideographDigital", "二十"),
        (99, "japaneseCounting", "九十九"),
        (3, "ideographTraditional", "丙"),
        (2, "lowerLetter", "b"),
        (3, "upperLetter", "C"),
        (4, "lowerRoman", "iv"),
        (19, "upperRoman", "XIX"),
        (7, "decimalZero", "07"),
        (12, "decimal", "12"),
        (5, "decimalEnclosedCircle", "⑤"),
        (120, "chineseCounting", "120"),
    ],
)
def test_numbers_are_written_in_their_format(number, format_, said):
    assert written(number, format_) == said
