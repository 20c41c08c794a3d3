"""The codebook says what it must, of everything it names, in both languages."""
import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import codebook, schema
from analysis.store import Project

PROJECT = Project(Path(__file__).resolve().parents[2])
ALL_TABLES = (codebook.indicators, codebook.regions, codebook.benchmarks, codebook.series, codebook.series_breaks,
              codebook.incomparable, codebook.corrections, codebook.synonyms, codebook.documents)

# The ids of the coding manual, in its order: they never change, since codings refer to them.
IDS = """preschool_gross_enrollment_rate preschool_one_year_enrollment_rate inclusive_preschool_coverage_rate
inclusive_kindergarten_share public_preschool_share quality_preschool_coverage_rate preschool_places_added kindergartens_built
kindergartens_designated primary_enrollment_rate junior_enrollment_rate compulsory_enrollment_rate compulsory_retention_rate
junior_retention_rate dropout_rate disabled_enrollment_rate migrant_public_school_share large_class_share
standardised_school_rate school_network_coverage_rate school_networks fitness_pass_rate fitness_good_rate
senior_secondary_gross_enrollment_rate senior_secondary_completion_rate junior_progression_rate quota_share exam_line_rate
exam_line_count higher_education_gross_enrollment_rate average_years_of_schooling graduate_employment_rate
programmes_designated schools_designated schools_built schools_renovated schools_merged school_places_added rooms_equipped
bases_created areas_designated school_buses_added teachers_recruited teachers_trained teachers_rotated teachers_honoured
teacher_qualification_share principals_appointed students_honoured students_aided student_aid education_spending
education_spending_growth education_spending_share education_gdp_share spending_per_student education_investment
investment_completion_rate satisfaction_rate other""".split()


@pytest.fixture(scope="module")
def indicators():
    return codebook.indicators(PROJECT)


@pytest.fixture(scope="module")
def regions():
    return codebook.regions(PROJECT)


@pytest.fixture(scope="module")
def benchmarks():
    return codebook.benchmarks(PROJECT)


@pytest.fixture(scope="module")
def guards():
    return codebook.incomparable(PROJECT)


# ---- all tables

@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.__name__)
def test_what_a_reader_sees_is_there_in_both_languages_or_in_neither(table):
    frame = table(PROJECT)
    pairs = [(name, name.removesuffix("_zh") + "_en") for name in frame if name.endswith("_zh") and name != "scope_zh"]
    for zh, en in pairs:
        lone = frame[(frame[zh] == "") != (frame[en] == "")]
        assert lone.empty, f"{zh}, {en}: {lone.iloc[0].to_dict()}"


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.__name__)
def test_tables_are_given_out_as_copies(table):
    spoiled = table(PROJECT)
    first = spoiled.columns[0]
    del spoiled[first]
    assert first in table(PROJECT)


@pytest.mark.parametrize("path", sorted((PROJECT.codebook).glob("*.csv")), ids=lambda path: path.name)
def test_files_are_as_excel_and_git_want_them(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n") and len(data) < 3_000_000


def test_the_version_is_of_the_content(tmp_path):
    shutil.copytree(PROJECT.codebook, tmp_path / "data" / "raw" / "codebook")
    copied = Project(tmp_path)
    assert codebook.version(copied) == codebook.version(PROJECT)
    with open(copied.codebook / "corrections.csv", "a", encoding="utf-8") as file:
        file.write("a,a@1,value,1,2,misprint,x\n")
    assert codebook.version(copied) != codebook.version(PROJECT)


def test_a_table_that_changed_is_read_again(tmp_path):
    shutil.copytree(PROJECT.codebook, tmp_path / "data" / "raw" / "codebook")
    copied = Project(tmp_path)
    before = len(codebook.corrections(copied))
    path = copied.codebook / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8-sig") + "a,a@1,value,1,2,misprint,x\n", encoding="utf-8")
    assert len(codebook.corrections(copied)) == before + 1


# ---- indicators

def test_the_ids_are_those_of_the_manual(indicators):
    assert list(indicators["id"]) == IDS


def test_every_code_of_an_indicator_is_known(indicators):
    named = indicators[indicators["id"] != "other"]
    for column in ("unit", "area", "direction", "comparability"):
        assert set(named[column]) <= set(schema.CODES[column]), column
    assert (named["definition_zh"] != "").all()


def test_plausible_ranges_are_ranges_and_gross_rates_may_pass_a_hundred(indicators):
    named = indicators[indicators["id"] != "other"].set_index("id")
    assert (named["plausible_min"] < named["plausible_max"]).all()
    gross = [name for name in named.index if "gross" in name]
    assert gross and (named.loc[gross, "plausible_max"] > 100).all()


def apart(indicators) -> set[frozenset[str]]:
    """The pairs that the table of indicators keeps apart."""
    return {frozenset((row.id, other)) for row in indicators.itertuples() for other in row.not_comparable_with.split(";") if other}


def test_not_comparable_is_said_by_both_and_with_a_reason(indicators):
    said = Counter(frozenset((row.id, other)) for row in indicators.itertuples()
                   for other in row.not_comparable_with.split(";") if other)
    assert set(said.values()) == {2}
    assert {name for pair in said for name in pair} <= set(IDS)
    assert ((indicators["not_comparable_with"] != "") == (indicators["not_comparable_reason_zh"] != "")).all()


def test_pairs_kept_apart_are_those_that_the_guards_name(indicators, guards):
    rows = guards[(guards["field"] == "indicator") & ~guards["left"].isin(["*", "other"])]
    named = {frozenset((left, right)) for row in rows.itertuples() for left in row.left.split("|")
             for right in row.right.split("|") if left != right}
    assert named == apart(indicators)


# ---- guards

def test_a_guard_is_one_row_that_a_general_mechanism_understands(guards):
    assert guards["guard"].is_unique
    assert set(guards["severity"]) == set(schema.CODES["severity"])
    assert set(guards["test"]) == {"pair", "differs", "pattern"}
    assert set(guards["and_test"]) <= {"", "differs"}
    assert ((guards["and_field"] == "") == (guards["and_test"] == "")).all()
    assert set("|".join(guards["allowed_in"]).split("|")) <= {"", "years", "targets", "benchmarks"}
    assert set("|".join(guards["indicators"]).split("|")) <= {"", *IDS}


def test_guards_look_at_columns_that_exist(guards, benchmarks):
    looked_up = {"province", "prefecture", "era", "comparability"}
    known = {*schema.TABLES["statements"], *schema.TABLES["targets"], *benchmarks.columns, *looked_up}
    assert {*guards["field"], *guards["and_field"]} - {""} <= known


def test_guards_name_codes_that_exist(guards, benchmarks):
    codes = {name: set(schema.CODES[field.codes]) for name, field in schema.FIELDS.items() if field.codes in schema.CODES}
    codes |= {"indicator": set(IDS), "series": set(benchmarks["series"]), "level": set(schema.CODES["benchmark_level"]),
              "number_seen": {"true", "false"}, "comparability": set(schema.CODES["comparability"])}
    for row in guards[guards["test"] != "pattern"].itertuples():
        sides = {*row.left.split("|"), *row.right.split("|")} - {"*", "?"}
        assert sides <= codes.get(row.field, set()), row.guard


def test_what_the_design_forbids_has_a_guard(guards):
    for forbidden in ("children_or_kindergartens", "gross_or_net", "preschool_years", "retention_years", "retention_or_completion",
                      "percent_or_points", "stock_or_flow", "stage_differs", "joint_count", "half_or_full_year", "target_or_result",
                      "provincial_grades", "growth_basis", "basis_not_stated", "national_ratio", "school_threshold",
                      "state_or_budget_funds"):
        assert forbidden in set(guards["guard"])


def test_joint_counts_are_told_from_separate_ones(guards):
    joint = re.compile(guards.set_index("guard").loc["joint_count", "left"])
    assert joint.search("中小学、幼儿园") and joint.search("公办园和初中")
    assert not joint.search("农村初中") and not joint.search("乡镇中心幼儿园") and not joint.search("中小学书香校园")


# ---- regions

def test_codes_and_names_are_in_order_and_whole(regions):
    assert regions["code"].str.fullmatch(r"\d{6}").all()
    assert (regions[["name", "name_en", "level", "source"]] != "").all().all()
    assert set(regions["level"]) == set(schema.CODES["region_level"])
    keys = list(zip(regions["code"], regions["valid_from"].fillna(0)))
    assert keys == sorted(keys) and not regions.duplicated(["code", "name"]).any()


def test_the_list_of_2024_is_complete(regions):
    now = regions[regions["valid_to"].isna()]
    count = now["level"].value_counts()
    assert count["province"] == 34 and count["prefecture"] == 333
    assert count["county"] + count["district"] + count["county_level_city"] > 2840


def test_a_parent_stood_while_its_division_did(regions):
    rows = {code: list(group.itertuples()) for code, group in regions.groupby("code")}

    def until(row):
        return 9999 if row.valid_to is None or row.valid_to is codebook.pd.NA else row.valid_to

    def since(row):
        return 0 if row.valid_from is None or row.valid_from is codebook.pd.NA else row.valid_from

    orphans = [(row.code, row.name) for row in regions.itertuples() if row.parent and not any(
        since(above) <= until(row) and since(row) <= until(above) for above in rows.get(row.parent, []))]
    assert orphans == []


@pytest.mark.parametrize(("code", "zh", "en", "above"), [
    ("420325", "房县", "Fang County", "420300"), ("331024", "仙居县", "Xianju County", "331000"),
    ("320116", "六合区", "Luhe District", "320100"), ("370481", "滕州市", "Tengzhou City", "370400"),
    ("330382", "乐清市", "Yueqing City", "330300"), ("429004", "仙桃市", "Xiantao City", "420000"),
    ("110105", "朝阳区", "Chaoyang District", "110000"), ("371524", "东阿县", "Dong'e County", "371500"),
    ("361124", "铅山县", "Yanshan County", "361100"), ("341500", "六安市", "Lu'an City", "340000"),
    ("140428", "长子县", "Zhangzi County", "140400"), ("350821", "长汀县", "Changting County", "350800"),
    ("410223", "尉氏县", "Weishi County", "410200"), ("130225", "乐亭县", "Laoting County", "130200"),
    ("610000", "陕西省", "Shaanxi Province", "000000"), ("150100", "呼和浩特市", "Hohhot City", "150000"),
    ("433100", "湘西土家族苗族自治州", "Xiangxi Tujia and Miao Autonomous Prefecture", "430000"),
    ("150821", "五原县", "Wuyuan County", "150800"),
    ("220623", "长白朝鲜族自治县", "Changbai Korean Autonomous County", "220600"),
    ("429021", "神农架林区", "Shennongjia Forestry District", "420000"), ("140109", "万柏林区", "Wanbailin District", "140100"),
])
def test_known_places(code, zh, en, above):
    row = codebook.region(code, project=PROJECT)
    assert (row["name"], row["name_en"], row["parent"]) == (zh, en, above)


def test_a_code_that_no_list_has_is_no_place():
    assert codebook.region("420399", project=PROJECT) is None and codebook.ancestors("420399", project=PROJECT) == {}


def test_a_name_is_that_of_the_year():
    assert codebook.region_name("420600", "zh", 2005, PROJECT) == "襄樊市"
    assert codebook.region_name("420600", "en", 2024, PROJECT) == "Xiangyang City"
    assert codebook.region_name("420600", "zh", project=PROJECT) == "襄阳市"
    assert codebook.region_name("999999", "zh", project=PROJECT) == "999999"


@given(st.integers(1990, 2040), st.integers(2002, 2024), st.integers(0, 20))
def test_a_division_is_off_by_the_years_outside_its_own(year, first, length):
    row = {"valid_from": first, "valid_to": first + length}
    inside = (first <= year or first == codebook.FIRST_LIST) and year <= first + length
    assert (codebook.years_off(row, year) == 0) == inside
    assert codebook.years_off({**row, "valid_to": None}, year) <= codebook.years_off(row, year)


@pytest.mark.parametrize(("place", "within", "year", "code"), [
    ("房县", "", 2024, "420325"), ("南京市六合区", "", 2012, "320116"), ("乐清", "", 2024, "330382"), ("滕州市", "", None, "370481"),
    ("420325", "", None, "420325"), ("湖北十堰房县", "", None, "420325"), ("永年县", "", 2018, "130429"), ("永年区", "", 2024, "130408"),
    ("朝阳区", "北京市教育委员会", 2024, "110105"), ("朝阳区", "吉林省长春市", 2024, "220104"), ("鼓楼区", "福州", 2024, "350102"),
])
def test_a_place_is_found(place, within, year, code):
    assert codebook.resolve_region(place, within, year, PROJECT)["code"].iloc[0] == code


def test_an_ambiguous_place_gives_all_it_may_mean_and_an_unknown_one_nothing():
    found = codebook.resolve_region("鼓楼区", "", 2024, PROJECT)
    assert {"南京市", "徐州市", "福州市", "开封市"} <= set(found["prefecture"])
    assert codebook.resolve_region("火星县", "", 2024, PROJECT).empty
    assert codebook.resolve_region("浙江省房县", "", 2024, PROJECT).empty


def test_the_divisions_above_are_named_nearest_first():
    above = codebook.ancestors("420325", project=PROJECT)
    assert [(level, row["name"]) for level, row in above.items()] == [("prefecture", "十堰市"), ("province", "湖北省"), ("nation", "全国")]


# ---- benchmarks

def test_benchmarks_are_in_the_codes_of_the_schema(benchmarks, indicators, regions):
    assert len(benchmarks) == 290
    for column, codes in (("unit", "unit"), ("comparator", "comparator"), ("level", "benchmark_level"), ("evidence", "evidence")):
        assert set(benchmarks[column]) <= set(schema.CODES[codes]), column
    assert set(benchmarks["basis"]) <= {"", *schema.CODES["basis"]}
    assert set(benchmarks["indicator"]) <= set(indicators["id"])
    assert set(benchmarks["region_code"]) <= set(regions["code"])


def test_a_benchmark_has_the_unit_of_its_indicator_and_a_plausible_value(benchmarks, indicators):
    joined = benchmarks[benchmarks["indicator"] != "other"].merge(indicators, left_on="indicator", right_on="id", suffixes=("", "_usual"))
    assert (joined["unit"] == joined["unit_usual"]).all()
    assert joined["value"].between(joined["plausible_min"], joined["plausible_max"]).all()


def test_a_series_has_one_value_a_year_scope_basis_and_source(benchmarks):
    assert not benchmarks.duplicated(["series", "scope", "year", "basis", "source_title"]).any()


def test_thresholds_say_whose_they_are_and_what_was_not_seen_says_so(benchmarks):
    assert (benchmarks.loc[benchmarks["level"] == "provincial_threshold", "region_code"] != codebook.NATION).all()
    assert not benchmarks.loc[benchmarks["evidence"] == "unseen", "number_seen"].any()
    assert benchmarks.loc[benchmarks["evidence"] == "primary", "number_seen"].all()
    assert (benchmarks.loc[benchmarks["evidence"] == "primary", "file"] != "").all()


def test_a_known_series_has_its_published_values(benchmarks):
    retention = benchmarks[(benchmarks["series"] == "ce_retention") & (benchmarks["level"] == "national_actual")]
    known = retention.set_index("year")["value"]
    assert (known[2020], known[2025]) == (95.2, 96.1)
    growth = benchmarks[(benchmarks["series"] == "fin_budget_growth") & (benchmarks["year"] == 2021)].set_index("basis")["value"]
    assert (growth["raw"], growth["same_basis"]) == (3.18, 5.17)


def test_every_series_and_break_is_of_a_series_that_has_values(benchmarks):
    series, breaks = codebook.series(PROJECT), codebook.series_breaks(PROJECT)
    assert set(series["series"]) == set(benchmarks["series"]) and series["series"].is_unique
    assert set(breaks["series"]) <= set(series["series"])
    assert set(breaks["kind"]) == {"break", "note"} and set(series["for_counties"]) == {"yes", "no"}
    pairs = benchmarks[["series", "indicator"]].drop_duplicates()
    assert len(pairs.merge(series, on=["series", "indicator"])) == len(pairs) == len(series)


# ---- labels, sources

def test_labels_are_of_the_language_and_unknown_codes_stay_as_they_are():
    assert codebook.label("comparator", ">=", "zh", PROJECT) == "至少"
    assert codebook.label("comparator", ">=", "en", PROJECT) == "at least"
    assert codebook.label("indicator", "dropout_rate", "en", PROJECT) == "Dropout rate"
    assert codebook.label("region_code", "330382", "en", PROJECT) == "Yueqing City"
    assert codebook.label("series", "ce_retention", "zh", PROJECT) == "九年义务教育巩固率"
    assert codebook.label("comparator", "≥", "zh", PROJECT) == "≥"
    assert codebook.label("no_such_list", "x", "en", PROJECT) == "x"


def test_sources_agree_with_the_list_of_regions():
    sources = codebook.documents(PROJECT)
    assert sources["document"].is_unique and sources["sha256"].str.fullmatch(r"[0-9a-f]{64}").all()
    assert set(sources["kind"]) <= set(schema.CODES["document_kind"])
    for row in sources.itertuples():
        region = codebook.region(row.region_code, int(row.year), PROJECT)
        above = codebook.ancestors(row.region_code, int(row.year), PROJECT)
        assert (region["name"], region["name_en"], region["level"]) == (row.region_name, row.name_en, row.region_level)
        assert (above["prefecture"]["name"], above["province"]["name"]) == (row.prefecture, row.province)
        assert (above["prefecture"]["name_en"], above["province"]["name_en"]) == (row.prefecture_en, row.province_en)


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_folder_of_sources_says_how_each_is_known(readme):
    text = (PROJECT.documents / readme).read_text(encoding="utf-8")
    for row in codebook.documents(PROJECT).head(5).itertuples():
        assert row.sha256 in text and row.title in text


def test_the_hashes_are_those_of_the_sources(sources):
    for row in codebook.documents(PROJECT).itertuples():
        path = sources / "county" / row.file
        if path.exists():
            assert hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256


def test_synonyms_lead_to_indicators(indicators):
    assert set(codebook.synonyms(PROJECT)["indicator"]) <= set(indicators["id"])


def test_words_that_rules_share_have_a_name_and_are_spelled_out():
    written = pd.read_csv(PROJECT.codebook / "synonyms.csv", encoding="utf-8-sig", keep_default_na=False, dtype=str)
    words = pd.read_csv(PROJECT.codebook / "synonym_words.csv", encoding="utf-8-sig", dtype=str)
    cells = written[list(codebook.SYNONYM_WORDS)].agg("|".join, axis=1)
    assert all(cells.str.contains(f"[{name}]", regex=False).sum() > 1 for name in words["name"])
    assert not codebook.synonyms(PROJECT)[list(codebook.SYNONYM_WORDS)].agg("|".join, axis=1).str.contains("[", regex=False).any()


def test_a_name_without_words_is_told_with_its_row(tmp_path):
    project = Project(tmp_path)
    project.codebook.mkdir(parents=True)
    (project.codebook / "synonyms.csv").write_text("indicator,unit,thing,act,needs,topic,excludes,as_unit,confidence\nother,item,[桥],,,,,,1\n", encoding="utf-8")
    (project.codebook / "synonym_words.csv").write_text("name,words\n路,公路\n", encoding="utf-8")
    with pytest.raises(KeyError, match="synonyms.csv, row 2, column thing: \\[桥\\]"):
        codebook.synonyms(project)
