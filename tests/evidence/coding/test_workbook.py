"""The coding workbook: labels seen, codes stored, a list for every coded column."""
import pytest
from openpyxl import load_workbook

from analysis import schema
from analysis.coding.vocabulary import Vocabulary, heading_forms, key
from analysis.coding.workbook import CODING_SHEET, FIELDS, write_coding_workbook
from evidence.coding.support import DOCUMENTS, INDICATORS


@pytest.fixture
def book(tmp_path, rows):
    write_coding_workbook(rows, DOCUMENTS, tmp_path / "a.xlsx", INDICATORS)
    return load_workbook(tmp_path / "a.xlsx")


def heads(sheet) -> dict[str, str]:
    return {str(cell.value).split("\n")[-1]: cell.column_letter for cell in sheet[1]}


def test_it_has_the_sheets_that_a_coder_needs(book):
    assert book.sheetnames == [CODING_SHEET, "指标", "来源", "说明", "选项"]
    assert book.active.title == CODING_SHEET and book[CODING_SHEET].freeze_panes == "D2"


def test_labels_are_shown(book):
    sheet = book[CODING_SHEET]
    at = heads(sheet)
    assert [sheet[f"{at[name]}3"].value for name in ("indicator", "comparator", "unit", "kind", "redacted")] == \
        ["普惠性幼儿园覆盖率(在园幼儿口径)", "至少", "%", "目标", "否"]


def test_every_coded_column_has_its_list(book):
    sheet = book[CODING_SHEET]
    with_list = {str(rule.sqref).split(":")[0].rstrip("0123456789") for rule in sheet.data_validations.dataValidation}
    coded = {name for name in FIELDS if schema.FIELDS[name].codes or schema.FIELDS[name].type == "boolean"} | {"document"}
    assert {heads(sheet)[name] for name in coded} == with_list


def test_a_list_offers_what_reading_takes(book):
    vocabulary = Vocabulary(INDICATORS, DOCUMENTS)
    forms = heading_forms(FIELDS)
    for column in book["选项"].iter_cols(values_only=True):
        field = forms[key(column[0])]
        offered = [value for value in column[1:] if value is not None]
        take = vocabulary.document if field == "document" else lambda value, field=field: vocabulary.code(field, value)
        assert offered and all(take(value).value is not None for value in offered), field


def test_every_column_is_explained_in_both_languages(book):
    lines = {(row[0] or "", row[1] or "") for row in book["说明"].iter_rows(values_only=True)}
    for name in FIELDS:
        assert any(name in zh and schema.FIELDS[name].description.zh in zh and schema.FIELDS[name].description.en in en for zh, en in lines), name


def test_writing_twice_gives_the_same_bytes(tmp_path, rows):
    for name in "ab":
        write_coding_workbook(rows, DOCUMENTS, tmp_path / f"{name}.xlsx", INDICATORS)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_columns_beside_are_kept(tmp_path, rows):
    write_coding_workbook(rows.assign(decided_from="a", a_value="98"), DOCUMENTS, tmp_path / "a.xlsx", INDICATORS, beside=("decided_from", "a_value"))
    sheet = load_workbook(tmp_path / "a.xlsx")[CODING_SHEET]
    assert sheet[f"{heads(sheet)['a_value']}2"].value == "98" and sheet[f"{heads(sheet)['decided_from']}4"].value == "a"


def test_the_project_s_own_indicators_have_unlike_labels():
    """Two indicators with one label could not be told apart in a workbook."""
    from analysis import codebook

    vocabulary = Vocabulary(codebook.indicators())
    for field in ("indicator", "unit", "comparator", "award_level", "basis", "period"):
        for code, text in vocabulary.options(field).items():
            for written in (code, text.zh, text.en):
                assert vocabulary.code(field, written).value == code, (field, written)
