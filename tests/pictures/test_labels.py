"""Names come from the codebook, in the language asked for."""
import pytest

from analysis import codebook
from analysis.charts import labels
from analysis.words import Text

ROW = {"region_code": "370481", "year": 2024.0, "award_level": "provincial", "scope": "", "indicator": "dropout_rate", "basis": None,
       "creation": Text("普及普惠县", "preschool county"), "statement_ids": "a@1 a@2"}


@pytest.mark.parametrize(("name", "zh", "en"), [
    ("region_code", "滕州市", "Tengzhou City"), ("award_level", "省级", "provincial"), ("year", "2024", "2024"), ("scope", "", ""),
    ("basis", "", ""), ("creation", "普及普惠县", "preschool county"), ("absent", "", "")])
def test_a_cell_says_its_name(name, zh, en):
    assert (labels.cell(name, ROW, "zh"), labels.cell(name, ROW, "en")) == (zh, en)


def test_the_indicator_and_its_area_are_those_of_the_codebook():
    assert labels.cell("indicator", ROW, "en") == codebook.indicator_name("dropout_rate", "en")
    assert labels.area(ROW, "zh") == "义务教育" and labels.area({"area": "funding"}, "en") == "funding"
    assert labels.area({"indicator": "unknown"}, "zh") == ""


def test_parts_of_a_label_are_set_apart_and_blank_ones_left_out():
    assert labels.joined(("region_code", "year", "scope", "award_level"), ROW, "zh") == "滕州市 2024，省级"
    assert labels.joined(("region_code", "year", "award_level"), ROW, "en") == "Tengzhou City 2024, provincial"
    assert labels.joined(("scope", "award_level"), ROW, "en") == "provincial"


def test_a_region_without_a_code_is_called_as_the_row_calls_it():
    assert labels.region({"region_name": "青禾县"}, "en") == "青禾县"
    assert labels.region({"region_name": "青禾县", "region_name_en": "Qinghe County"}, "en") == "Qinghe County"


def test_ids_of_rows_and_statements():
    assert labels.ids(ROW) == "a@1 a@2" and labels.ids({"statement_id": "a@1"}) == "a@1" and labels.ids({}) == ""


@pytest.mark.parametrize(("name", "codes"), [("kind", "kind"), ("commitment", "commitment"), ("scope", None), ("area", "area")])
def test_coded_columns(name, codes):
    assert labels.coded(name) == codes
