"""What stands around a figure: sections, years, names it shares, kinds, titles, firmness. All sentences are invented."""
from collections import namedtuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction import context, references, sharing, structure, titles, wording, years
from analysis.extraction.statements import extract

Figure = namedtuple("Figure", "start end unit measure implicit comparator")


def at(sentence: str, *figures: str, unit: str = "percent", measure: str = "level") -> list[context.Place]:
    """The places of figures written in a sentence, each looked for after the one before."""
    found, position = [], 0
    for figure in figures:
        start = sentence.index(figure, position)
        position = start + len(figure)
        found.append(Figure(start, position, unit, measure, False, "="))
    return context.places(sentence, found)


# ---- sections

@pytest.mark.parametrize(("line", "mode"), [
    ("2023年工作回顾", "review"), ("上半年重点工作推进情况", "review"), ("2024年重点工作", "plan"), ("下半年工作计划", "plan"),
    ("今后五年的奋斗目标", "plan"), ("2023年重点工作", "review"), ("2023年工作总结和2024年工作计划", ""), ("推进教育公平", ""), ("2024年甲市政府工作报告", ""),
])
def test_headings_review_or_plan(line, mode):
    assert structure.heading_mode(line, 2024) == mode


def test_a_report_reviews_until_its_first_plan():
    text = "各位代表：\n全市建成学校3所。\n二、2024年重点工作\n建设学校5所。\n"
    sections = structure.Sections(text, "work_report", 2024)
    assert sections.at(text.index("3所")) == "review" and sections.at(text.index("5所")) == "plan"


def test_a_report_whose_plan_has_no_heading_is_left_to_its_wording():
    text = "2024年甲市政府工作报告\n一、2023年工作回顾\n建成学校3所。\n各位代表：\n建设学校5所。\n"
    assert structure.Sections(text, "work_report", 2024).at(text.index("5所")) == ""


def test_a_passage_without_headings_is_neither():
    assert structure.Sections("建设学校5所。", "work_report", 2024).at(3) == ""


@pytest.mark.parametrize(("kind", "mode"), [("plan", "plan"), ("summary", "review"), ("summary_and_plan", "review")])
def test_the_kind_says_where_a_document_begins(kind, mode):
    assert structure.Sections("建设学校5所。", kind, 2024).at(3) == mode


PLAN = "2025年工作计划\n一、主要目标\n招聘教师3人。\n二、去年完成情况\n招聘教师2人。\n（一）队伍建设\n培训教师9人。\n三、重点工作\n建设学校5所。\n"


@pytest.mark.parametrize(("figure", "mode"), [("3人", "plan"), ("2人", "review"), ("9人", "review"), ("5所", "plan")])
def test_a_plan_reviews_under_a_heading_that_looks_back_until_the_next_of_its_rank(figure, mode):
    assert structure.Sections(PLAN, "plan", 2025).at(PLAN.index(figure)) == mode


@pytest.mark.parametrize(("line", "kind", "aside"), [
    ("上年工作回顾", "plan", "review"), ("2024年重点工作完成情况", "plan", "review"), ("做好总结工作", "plan", ""), ("推进情况通报制度", "plan", ""),
    ("下一步工作打算", "summary", "plan"), ("2026年工作思路", "summary", "plan"), ("2025年主要工作", "summary", ""), ("主要做法", "summary", ""),
])
def test_headings_that_do_not_do_what_their_document_does(line, kind, aside):
    assert structure.heading_aside(line, kind, 2025) == aside


def test_what_a_summary_closes_with_is_due_the_year_after():
    text = "2024年工作总结\n一、主要做法\n招聘教师3人。\n二、下一步打算\n建设学校5所。\n"
    found = extract(text, year=2024, kind="summary")
    assert found[["kind", "year"]].values.tolist() == [["result", 2024], ["target", 2025]]


def test_a_year_gone_by_that_heads_a_paragraph_of_a_plan_makes_results_of_it():
    found = extract("2024年，新建学校3所。招聘教师20名。\n新建学校5所。\n", year=2025, kind="plan")
    assert found[["kind", "year"]].values.tolist() == [["result", 2024], ["result", 2024], ["target", 2025]]


def test_inline_headings_of_share_sites():
    text = "招聘教师3人。二、2024年工作计划（一）建设学校。建设学校5所。"
    sections = structure.Sections(text, "summary_and_plan", 2024)
    assert sections.at(5) == "review" and sections.at(text.index("5所")) == "plan"


# ---- sentences

def test_sentences_hold_their_figures():
    text = "没有数字。建成3所、改造5所；新增2所。又没有。\n再建4所"
    spans = [(text.index(figure), text.index(figure) + 2) for figure in ("3所", "5所", "2所", "4所")]
    found = structure.sentences(text, spans)
    assert [(text[s.start:s.end], s.first, s.last) for s in found] == [("建成3所、改造5所；新增2所", 0, 2), ("再建4所", 3, 3)]


@given(st.lists(st.sampled_from(["。", "，", "\n", "学", "3所", "！"]), max_size=60))
def test_every_figure_is_in_exactly_one_sentence(parts):
    text, spans = "", []
    for part in parts:
        if part == "3所":
            spans.append((len(text), len(text) + 2))
        text += part
    found = structure.sentences(text, spans)
    assert [i for s in found for i in range(s.first, s.last + 1)] == list(range(len(spans)))
    assert all(s.start <= spans[i][0] and spans[i][1] <= s.end for s in found for i in range(s.first, s.last + 1))


# ---- wording

@pytest.mark.parametrize(("paragraph", "plans"), [
    ("加快发展教育事业。推进学校建设，新建学校3所，确保秋季开学投入使用。", True),
    ("力争普惠性幼儿园覆盖率达到90%以上，支持民办教育发展，加强教师队伍建设。", True),
    ("教育事业稳步发展。新建学校3所，教育质量持续提升，群众满意度不断提高，工作取得明显成效。", False),
    ("五年来，我们坚持教育优先，累计建成学校3所，成功创建教育强县，教育改革取得新进展。", False),
])
def test_wording_decides_where_no_section_does(paragraph, plans):
    assert (wording.score(paragraph) > 0) is plans


def test_plans_have_round_numbers_and_reviews_exact_ones():
    text = "新建学校{}所，招聘教师{}名，投入{}亿元。"
    assert wording.score(text.format(30, 2000, 5)) > wording.score(text.format(317, 2046, 5.37))
    assert wording.exactness("2024年、2025年") == wording.exactness("")  # years are no amounts


def test_numbering_does_not_change_what_a_paragraph_does():
    text = "教育事业稳步发展。新建学校3所，教育质量持续提升。"
    assert wording.score(text) < 0 and wording.score(f"（二）{text}") < 0


# ---- years

def year(sentence: str, figure: str, kind: str = "target", default: int | None = 2024):
    return years.of(kind, years.mentions(sentence), sentence, sentence.index(figure), default)


@pytest.mark.parametrize(("sentence", "figure", "expected"), [
    ("到2025年，入学率达到98%，巩固率达到95%", "95%", 2025),  # an explicit year heads the list
    ("入学率达到98%，确保2025年通过验收", "98%", 2024),  # it does not reach back
    ("入学率比2020年提高3个百分点", "3个", 2024),  # a baseline gives no year
    ("在2020年基础上再建3所", "3所", 2024),
    ("落实守则（2015年修订），建成3所", "3所", 2024),  # a year in a name
    ("印发《方案（2023—2025年）》，建成3所", "3所", 2024),
    ("明年建成3所", "3所", 2025),
    ("1所以上年招生学校，建成3所", "3所", 2024),  # 以上年 is not 上年
    ("到“十四五”末，建成3所", "3所", 2025),
    ("获评2022学年先进，建成3所", "3所", 2024),
    ("二〇二五年建成3所", "3所", 2025),
    ("由2010年的15元提高到40元", "40元", 2024),
    ("是2010年的1.8倍", "1.8倍", 2024),
    ("是2010年1.8倍", "1.8倍", 2024),
    ("到 2025 年，入学率达到98%", "98%", 2025),
    ("从今年开始到2026年，筹集资金9亿元", "9亿元", 2026),
    ("2016年建成的小区各3个", "3个", 2024),  # no target is due in a year gone by
])
def test_years_of_targets_and_results(sentence, figure, expected):
    assert year(sentence, figure) == expected


def test_last_year_is_counted_from_the_year_a_report_is_given_in():
    sentence = "去年建成3所"
    assert years.of("result", years.mentions(sentence), sentence, 4, 2023, spoken=2024) == 2023
    assert years.of("result", years.mentions("比上年"), "比上年，3所", 4, 2023, spoken=2024) == 2023


@pytest.mark.parametrize(("sentence", "figures", "bounds"), [
    ("入园率、入学率分别超过95%和55%", (("超过95%", ">"), ("55%", "=")), ["", ">"]),
    ("失业率、辍学率分别控制在5%和4%以内", (("5%", "="), ("4%以内", "<=")), ["<=", ""]),
    ("入园率、入学率分别达到95%和55%以上", (("95%", "="), ("55%以上", ">=")), ["", ""]),
])
def test_a_row_of_figures_shares_its_bound(sentence, figures, bounds):
    spans = [Figure(sentence.index(text), sentence.index(text) + len(text), "percent", "level", False, bound) for text, bound in figures]
    assert [place.bound for place in context.places(sentence, spans)] == bounds


def test_a_baselines_year_carries_over_a_comma_but_not_a_semicolon():
    assert year("比2020年，由15所", "15所", "reference") == 2020
    assert year("到2020年建成；由15所", "15所", "reference") is None
    assert year("由15所", "15所", "reference") is None


# ---- one figure, several things

def test_a_row_of_figures_takes_its_names_in_order():
    places = at("巩固率、高中阶段毛入学率分别达到95%、90%", "95%", "90%")
    assert [place.names for place in places] == [("巩固率",), ("高中阶段毛入学率",)]


def test_a_name_without_its_noun_gets_the_last_ones():
    places = at("高中阶段和高等教育毛入学率分别达到91%和60%", "91%", "60%")
    assert places[0].names == ("高中阶段毛入学率",)


@pytest.mark.parametrize(("sentence", "figure", "count"), [
    ("入学率和巩固率均达到100%", "100%", 2),
    ("入学率和巩固率达100%", "100%", 2),
    ("集团化、联盟化办学覆盖率达到80%", "80%", 0),  # a compound is one thing
    ("公办和普惠幼儿园覆盖率达到76%", "76%", 0),
    ("入学率达100%", "100%", 0),
    ("青苗、绿叶、红花三个产业产值年均增长20%", "20%", 0),  # 年均 is no 均
    ("甲农保、乙居保参保率100%", "100%", 2),
    ("基本医疗保险、基本养老保险参保率稳定在95%以上", "95%以上", 2),
    ("镇卫生院、村卫生室标准化建设100%达标", "100%", 2),
    ("公办园和民办园在园幼儿占比达85%以上", "85%以上", 0),  # one share of both
    ("优良率、合格率全省第一", "第一", 2),
    ("甲率、乙率、丙率三项指标均居首位", "首位", 3),
    ("甲率、乙率等三项指标均居首位", "首位", 0),  # which is the third is not said
    ("标准分别提升到每月600元和每年4680元", "600元", 0),
    ("普及普惠率稳定在95%以上", "95%以上", 0),
    ("80%以上的乡镇卫生院和社区医院设置中医科", "80%以上", 2),
    ("80%以上的乡镇卫生院和村庄设置路灯", "80%以上", 0),
])
def test_a_rate_said_once_of_several_things(sentence, figure, count):
    assert len(at(sentence, figure)[0].names) == count


@pytest.mark.parametrize(("sentence", "unit", "count"), [
    ("创建书香校园、温馨校园各2所", "institution", 2),
    ("建设中小学、幼儿园2所", "institution", 0),  # a count said once is one joint row
    ("每个县各2所", "institution", 0),
])
def test_each_splits_a_count(sentence, unit, count):
    assert len(at(sentence, "2所", unit=unit)[0].names) == count


def test_a_title_or_an_owner_said_once_is_shared():
    assert at("创建省级、市级书香校园各2所", "2所", unit="institution")[0].names == ("创建省级书香校园", "市级书香校园")
    places = at("公办、普惠性幼儿园在园幼儿占比分别达到51%、91%", "51%", "91%")
    assert [place.names for place in places] == [("公办幼儿园",), ("普惠性幼儿园",)]


def test_an_implicit_figure_parts_no_phrase():
    assert extract("学校发展，8县市全部通过均衡验收。", year=2024, kind="plan").iloc[0]["indicator"] == "areas_designated"


def test_a_change_said_once_of_two_things():
    assert at("信访量和案件发生率下降5个百分点", "5个百分点", measure="change")[0].names == ("信访量", "案件发生率")


@pytest.mark.parametrize(("sentence", "figures", "right"), [
    ("新建8所公立高校52个学科入选", ("8所", "52个"), "公立高校"),
    ("新增幼儿园8所学位2310个", ("8所", "2310个"), ""),
    ("30所幼儿园新建、15所小学改造", ("30所", "15所"), "幼儿园新建"),
])
def test_the_noun_between_two_figures_belongs_to_one(sentence, figures, right):
    assert at(sentence, *figures, unit="institution")[0].right == right


@given(st.text(alphabet="甲、和各均率达到3%，；", max_size=80))
def test_names_never_fail(text):
    assert all(len(name) <= 80 for name in sharing.names(text)) and isinstance(sharing.several(text, True), list)


# ---- target, result, reference

def kind(sentence: str, figure: str, plans: bool, measure: str = "level") -> str:
    place = at(sentence, figure, measure=measure)[0]
    return references.kind_of(place, namedtuple("F", "measure unit")(measure, "item"), plans, sentence)[0]


@pytest.mark.parametrize(("sentence", "figure", "plans", "expected"), [
    ("大班额比例由13.2%降到5%", "13.2%", False, "reference"),
    ("大班额比例由13.2%降到5%", "5%", False, "result"),
    ("由乡镇新建13所学校", "13所", True, "target"),
    ("计划招聘教师30人", "30人", False, "target"),
    ("招聘教师30人", "30人", False, "result"),
    ("完成年度计划投资300万元", "300万元", False, "target"),
    ("投资占年度计划的133%", "133%", False, "result"),
    ("目前已建成3所", "3所", True, "result"),
    ("失业率低于省定4.5%目标", "4.5%", False, "target"),
    ("规划建设学校24所，已竣工12所", "24所", False, "target"),
    ("规划建设学校24所，新增学位", "24所", False, "result"),
    ("高于全省平均水平3个百分点", "3个百分点", False, "result"),
    ("成为全国首批6个城市之一", "6个", False, "reference"),
    ("建成全国首批示范校6所", "6所", False, "result"),
    ("在每镇办好1所中心校的基础上", "1所", True, "reference"),
    ("在推动实施3件实事的基础上", "3件", True, "target"),
    ("在办好全县确定的3件实事的基础上", "3件", True, "target"),
    ("标准从每月农村570元、城镇650元，提高到880元", "570元", False, "reference"),
    ("标准从每月农村570元、城镇650元，提高到880元", "650元", False, "reference"),
    ("标准从每月农村570元、城镇650元，提高到880元", "880元", False, "result"),
    ("表格从44项精简为3项", "44项", False, "reference"),
    ("学校目前现有旱厕29所", "29所", True, "result"),
    ("对现有29所学校的火炉进行改造", "29所", True, "target"),
    ("列入国家级非遗名录9个", "9个", False, "result"),
    ("入选国家名师计划6人、省计划8人", "6人", False, "result"),
    ("增幅比年度计划9%", "9%", False, "result"),
    ("两项比例分别为96%、提前完成任务", "96%", False, "result"),
    ("师生比较9%提高到8%", "9%", False, "reference"),
])
def test_kinds(sentence, figure, plans, expected):
    assert kind(sentence, figure, plans, "change" if "百分点" in figure else "level") == expected


def test_a_row_of_baselines():
    sentence = "标准分别从500元、200元提至600元、300元"
    places = at(sentence, "500元", "200元", "600元", "300元", unit="yuan")
    kinds = [references.kind_of(place, namedtuple("F", "measure unit")("level", "yuan"), True, sentence)[0] for place in places]
    assert kinds == ["reference", "reference", "target", "target"]


# ---- titles and firmness

@pytest.mark.parametrize(("own", "head", "city", "expected"), [
    ("省级书香校园", "", False, "provincial"), ("国家和省级示范校", "", False, "national"), ("市级平安校园", "", False, "prefecture"),
    ("市级平安校园", "", True, "county"), ("温州市级示范校", "", True, "prefecture"), ("XX市本级品质校园", "", True, "county"),
    ("温馨校园", "创建省级书香校园、", False, "provincial"), ("县级教研活动", "", False, ""), ("学校", "", False, ""), ("示范校", "全省", False, ""),
])
def test_who_confers_a_title(own, head, city, expected):
    assert titles.award_level(own, head, city) == expected


def test_a_title_of_another_field_needs_words_of_conferring():
    assert titles.other_level("省级示范村", "创建") == "provincial"
    assert titles.other_level("省重点工程", "实施") == "" and titles.other_level("省级财政资金", "") == ""


@pytest.mark.parametrize(("sentence", "figure", "expected"), [
    ("中考保二争一", "二", "firm"), ("中考保二争一", "一", "aspirational"),
    ("确保入学率达98%", "98%", "firm"),
    ("力争获评2名市级、推荐1名省级", "1名", "aspirational"),  # verbs joined by 、
    ("力争产值增长8%，新增企业6户", "6户", "plain"),  # a verb of its own
    ("力争投资超过12亿元，项目实现产值20亿元", "12亿元", "aspirational"),
    ("入学率达98%，确保通过验收", "98%", "plain"),  # it does not reach back
    ("争取取得好成绩，2个节目参加展演", "2个", "aspirational"),
    ("推荐省级1所", "1所", "plain"),
])
def test_how_far_a_commitment_reaches(sentence, figure, expected):
    assert titles.commitment(sentence, sentence.index(figure)) == expected
