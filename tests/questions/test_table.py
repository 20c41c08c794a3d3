"""The table of one indicator, as it is read."""
import pandas as pd
import pytest

from analysis.compare import HEADINGS, UnknownName, compare_table
from analysis.compare.table import COLUMNS, footnoted
from analysis.compare.words import benchmark_text, distance_text, figure_text, years_text
from analysis.schema import FIELDS
from questions.rows import JIA, YI, benchmarks, documents, targets

RATE = {"indicator": "preschool_gross_enrollment_rate", "basis": "gross", "comparator": ">=", "region_name": "房县"}
ROWS = targets(RATE | {"value": 98.0}, RATE | {"value": 90.0, "region_code": YI, "region_name": "竹山县"},
               RATE | {"value": None, "year": 2023}, {"indicator": "dropout_rate"})
PAPERS = documents({}, {"region_code": YI, "truncated": True})


def table(indicator="学前三年毛入园率", rows=ROWS, known=({},), **choice):
    return compare_table(rows, PAPERS, benchmarks(*known), indicator, **choice)


def test_two_comparable_figures_are_a_comparison():
    frame, said = table()
    assert list(frame["group"].fillna(0)) == [1, 1, 0] and list(frame.columns) == COLUMNS
    assert "可以相比的 2 个，分为 1 组" in said[0].zh and "groups: 1" in said[0].en
    assert "隐去的数字：1 个" in said[1].zh and "Truncated documents: 1" in said[2].en


def test_fewer_than_two_are_a_list_with_the_reason():
    frame, said = table(regions=["房县"])
    assert set(frame["region_code"]) == {JIA} and frame["group"].isna().all()
    assert "a list, not a comparison" in said[0].en and frame["reason"].notna().all()
    assert not any("Truncated" in text.en for text in said)  # the truncated one is of another county


def test_years_narrow_the_choice_and_nothing_is_said_to_be_absent():
    frame, said = table(years=[1999])
    assert frame.empty and "no figure was seen" in said[0].en and "not the same as no target" in said[1].en


def test_beside_each_figure_stand_its_benchmarks_with_the_margin():
    frame, _ = table(known=({}, {"level": "national_target", "year": 2025, "value": 90.0, "number_seen": False}))
    first = frame.iloc[0]
    assert first["beside"].zh == "国家认定的县级门槛（2020）至少85%，高13个百分点；国家目标（2025）至少90%（数值未核到来源），高8个百分点"
    assert first["beside_caution"].en == "The two sides are of different years. The benchmark’s number was not seen in a source; use it only with that remark."
    assert frame.iloc[2]["beside"] is None and frame.iloc[2]["beside_caution"] is None


def test_sentences_go_into_notes_each_once():
    frame, _ = table()
    noted, notes = footnoted(frame)
    assert [len(one.split()) for one in noted["notes"]] == [1, 1, 1]
    assert [note.en.split(":")[0] for note in notes] == ["beside it", "beside it", "why it compares with none"]
    assert "beside" not in noted and list(noted["value"].dropna()) == list(frame["value"].dropna())
    same, once = footnoted(pd.concat([frame, frame]))
    assert once == notes and list(same["notes"]) == [*noted["notes"], *noted["notes"]]


def test_every_column_has_a_heading():
    assert all(name in HEADINGS or name in FIELDS for name in COLUMNS)


def test_an_unknown_name_says_what_may_be_meant():
    with pytest.raises(UnknownName, match="Did you mean"):
        table("学前三年毛人园率")


@pytest.mark.parametrize("row, zh, en", [
    ({"value": 98.0, "comparator": ">=", "unit": "percent"}, "至少98%", "at least 98%"), ({"value": 1.5, "unit": "percentage_point"}, "1.5个百分点", "1.5 percentage points"),
    ({"value": 8.0, "comparator": "=", "unit": "institution"}, "8所", "8 institutions")])
def test_a_figure_in_words(row, zh, en):
    assert (figure_text(row).zh, figure_text(row).en) == (zh, en)


@pytest.mark.parametrize("margin, zh, en", [(3.0, "比2020年的至少85%高3个百分点", "3 percentage points above at least 85% (2020)"),
                                            (-3.0, "比2020年的至少85%低3个百分点", "3 percentage points below at least 85% (2020)"),
                                            (0.0, "与2020年的至少85%相同", "the same as at least 85% (2020)")])
def test_a_distance_in_words(margin, zh, en):
    pair = {"benchmark": 85.0, "benchmark_comparator": ">=", "unit": "percent", "benchmark_level": "county_threshold", "benchmark_year": 2020,
            "margin": margin, "margin_unit": "percentage_point", "number_seen": True}
    assert (distance_text(pair).zh, distance_text(pair).en) == (zh, en)
    assert benchmark_text(pair).en.startswith("county threshold of national recognition (2020) at least 85%: ")


def test_years_in_words():
    assert years_text([2024, 2012, 2024]).zh == "2012、2024年" and years_text([]).en == "year not stated"
