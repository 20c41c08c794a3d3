"""Fonts are there, glyphs are never boxes, and what differs in meaning differs in grey print."""
import io
import itertools
import sys

import pytest
from matplotlib.figure import Figure

from analysis import schema
from analysis.charts import style


def test_the_font_is_found_without_importing_the_package_that_carries_it():
    assert style.font_path().is_file()
    assert "zhplot" not in sys.modules


def test_the_font_has_every_sign_and_label_that_charts_use():
    from matplotlib import font_manager

    glyphs = font_manager.get_font(str(style.font_path())).get_charmap()
    signs = "".join(sign for sign, _, _ in style.COVERAGE.values()) + style.CIRCLED + "≥≤约（）：，–−"
    labels = "".join(text for codes in schema.CODES.values() for label in codes.values() for text in (label["zh"], label["en"]))
    assert [sign for sign in dict.fromkeys(signs + labels) if ord(sign) not in glyphs] == []


def test_a_missing_glyph_is_an_error_that_names_it():
    with style.context():
        figure = Figure()
        figure.text(0, 0, "学校 \U0001f600")
    with pytest.raises(style.MissingGlyph, match="U\\+1F600") as caught, style.context():
        figure.savefig(io.BytesIO())
    assert "字体" in caught.value.text.zh


def test_text_that_looks_like_mathematics_is_drawn_as_it_stands():
    with style.context():
        figure = Figure()
        text = figure.text(0, 0, "$x$ 100%")
        figure.savefig(io.BytesIO())
    assert text.get_parse_math() is False


@pytest.mark.parametrize(("colour", "expected"), [("#ffffff", 100.0), ("#000000", 0.0), ("#777777", 50.03)])
def test_lightness_is_that_of_cie(colour, expected):
    assert style.lightness(colour) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("colours", [style.SHADES, (style.KIND_COLOURS["target"], style.KIND_COLOURS["result"])])
def test_colours_stay_apart_in_grey_print(colours):
    grey = [style.lightness(colour) for colour in colours]
    assert min(abs(a - b) for a, b in itertools.combinations(grey, 2)) >= 15


def test_signs_of_coverage_are_unlike_and_legible_on_their_cells():
    assert len({sign for sign, _, _ in style.COVERAGE.values()}) == len(style.COVERAGE) == len(schema.CODES["coverage"])
    assert all(abs(style.lightness(cell) - style.lightness(ink)) > 40 for _, cell, ink in style.COVERAGE.values())


def test_kinds_are_told_apart_by_shape_and_filling_and_not_by_colour_alone():
    target, result, reference = (style.look(kind) for kind in ("target", "result", "reference"))
    assert target.hollow and target.fill == style.PAPER and not result.hollow and result.fill == result.colour
    assert reference.symbol != target.symbol == result.symbol
    masked = style.look("target", hidden=True)
    assert masked.symbol != target.symbol and masked.hollow and not style.look("result", hidden=True).hollow


def test_what_nobody_reviewed_is_lighter_and_ringed():
    plain, unreviewed = style.look("result"), style.look("result", unreviewed=True)
    assert unreviewed.ring and not plain.ring
    assert style.lightness(unreviewed.colour) > style.lightness(plain.colour) + 15


def test_regions_have_symbols_of_their_own():
    looks = [style.of_region(number, "result") for number in range(len(style.SYMBOLS))]
    assert len({look.symbol for look in looks}) == len({look.screen for look in looks}) == len(looks)
    assert style.of_region(1, "target").hollow and style.of_region(1, "reference").symbol == "x"


def test_apply_gives_seaborn_the_font():
    import matplotlib
    import seaborn

    with matplotlib.rc_context():
        style.apply()
        assert matplotlib.rcParams["font.family"] == [style.FONT]
        seaborn.axes_style()
