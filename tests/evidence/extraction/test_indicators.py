"""From names to ids: every mechanism of the synonyms with a near pair. All sentences are invented."""
import pytest

from analysis import codebook
from analysis.extraction import indicators
from analysis.extraction.carried import Item, group_of
from analysis.extraction.statements import extract

RULES = codebook.synonyms()


def ids(sentence: str, *, year: int = 2024) -> list[str]:
    return extract(sentence, year=year, kind="plan").query("not implicit")["indicator"].tolist()


# ---- the table

def test_every_rule_names_an_indicator_and_known_units():
    known = set(codebook.indicators()["id"]) | {"other"}
    units = set(" ".join(RULES["unit"]).split())
    assert set(RULES["indicator"]) <= known
    from analysis.schema import CODES
    assert units <= set(CODES["unit"]) and set(RULES["as_unit"]) - {""} <= set(CODES["unit"])
    assert RULES["confidence"].between(0, 1).all()


def test_every_indicator_has_a_rule():
    missing = set(codebook.indicators()["id"]) - set(RULES["indicator"]) - {"other"}
    assert not missing


def test_every_rule_says_what_it_is_about():
    assert ((RULES["thing"] != "") & (RULES["unit"] != "")).all()


def rule(**cells) -> dict:
    blank = {"indicator": "other", "unit": "item", "thing": "", "act": "", "needs": "", "topic": "", "excludes": "", "as_unit": "", "confidence": ""}
    return blank | cells


def decide(rows: list[dict], own: str, head: str = "", clause: str = "", topic: str = "", group: str = "", unit: str = "item"):
    return indicators.decide(Item(unit, own, head, clause or own, topic or own, group), indicators.compiled(rows))


def test_a_researcher_adds_a_synonym_by_a_row():
    sentence = "建设科普角8个"
    assert decide([], sentence).indicator == "other"
    assert decide([rule(indicator="bases_created", thing="科普角")], sentence).indicator == "bases_created"


@pytest.mark.parametrize(("cells", "around", "fits"), [
    ({"thing": "学校…食堂"}, {"own": "学校标准食堂3个"}, True),
    ({"thing": "学校…食堂"}, {"own": "学校，食堂3个"}, False),  # … does not pass a comma
    ({"thing": "食堂", "act": "新建"}, {"own": "食堂3个", "head": "新建"}, True),
    ({"thing": "食堂", "act": "新建"}, {"own": "食堂3个"}, False),
    ({"thing": "食堂", "needs": "学校"}, {"own": "食堂3个", "clause": "学校食堂3个"}, True),
    ({"thing": "食堂", "needs": "学校"}, {"own": "食堂3个", "topic": "学校里，食堂3个"}, False),
    ({"thing": "食堂", "topic": "学校"}, {"own": "食堂3个", "topic": "学校里，食堂3个"}, True),
    ({"thing": "食堂", "excludes": "社区"}, {"own": "社区食堂3个"}, False),
    ({"thing": "食堂", "excludes": "^撤"}, {"own": "食堂3个", "head": "撤"}, False),
    ({"thing": "食堂", "excludes": "撤"}, {"own": "食堂3个", "head": "撤"}, True),
    ({"thing": "@school"}, {"own": "3个", "group": "school"}, True),
    ({"thing": "@school"}, {"own": "3个", "group": "kindergarten"}, False),
    ({"thing": "食堂", "unit": "yuan"}, {"own": "食堂3个"}, False),
])
def test_what_a_cell_means(cells, around, fits):
    found = decide([rule(indicator="rooms_equipped", **cells)], **around)
    assert (found.indicator == "rooms_equipped") is fits


def test_the_first_rule_that_fits_decides_and_names_its_words():
    rows = [rule(indicator="rooms_equipped", thing="食堂", as_unit="institution", confidence="0.6"), rule(indicator="bases_created", thing="食堂")]
    found = decide(rows, "食堂3个")
    assert found == ("rooms_equipped", "institution", 0.6, "rooms_equipped:食堂")


@pytest.mark.parametrize(("text", "group"), [
    ("幼儿园", "kindergarten"), ("中小学", "school"), ("学校和幼儿园", "joint"), ("小学附设幼儿园", "kindergarten"), ("职业学院", ""), ("大学附近学校", ""), ("公路", ""),
])
def test_groups(text, group):
    assert group_of(text) == group


# ---- rates: near neighbours

@pytest.mark.parametrize(("sentence", "expected"), [
    ("学前三年毛入园率达到91%", "preschool_gross_enrollment_rate"),
    ("学前一年毛入园率达到91%", "preschool_one_year_enrollment_rate"),
    ("普惠性幼儿园覆盖率达到91%", "inclusive_preschool_coverage_rate"),
    ("普惠性幼儿园占比达到91%", "inclusive_kindergarten_share"),
    ("普惠性幼儿园在园幼儿占比达到91%", "inclusive_preschool_coverage_rate"),
    ("公办园在园幼儿占比达到51%", "public_preschool_share"),
    ("优质幼儿园覆盖率达到80%", "quality_preschool_coverage_rate"),
    ("义务教育巩固率达到99%", "compulsory_retention_rate"),
    ("初中三年巩固率达到99%", "junior_retention_rate"),
    ("小学适龄儿童入学率达到99%", "primary_enrollment_rate"),
    ("初中毛入学率达到99%", "junior_enrollment_rate"),
    ("义务教育入学率达到99%", "compulsory_enrollment_rate"),
    ("残疾儿童义务教育入学率达到99%", "disabled_enrollment_rate"),
    ("高中阶段毛入学率达到95%", "senior_secondary_gross_enrollment_rate"),
    ("高等教育毛入学率达到55%", "higher_education_gross_enrollment_rate"),
    ("初中毕业生升学率达到95%", "junior_progression_rate"),
    ("学校辍学率控制在1%以内", "dropout_rate"),
    ("高考本科上线率达到60%", "exam_line_rate"),
    ("学生体质健康合格率达到96%", "fitness_pass_rate"),
    ("学生体质健康优良率达到56%", "fitness_good_rate"),
    ("集团化办学覆盖率达到80%", "school_network_coverage_rate"),
    ("教育支出占一般公共预算支出比重达到18%", "education_spending_share"),
    ("财政性教育经费占GDP比例达到4%", "education_gdp_share"),
    ("教育经费增长8%", "education_spending_growth"),
    ("师德师风满意率达到98%", "satisfaction_rate"),
    ("义务教育就学保障率达到99%", "compulsory_enrollment_rate"),
    ("随迁子女义务教育进入公办校就学比例达到67%", "migrant_public_school_share"),
    ("中小学100%纳入教联体建设", "school_network_coverage_rate"),
    ("普惠性幼儿园占全市幼儿园的比例达到75%", "inclusive_kindergarten_share"),
    ("公办幼儿园占全市幼儿园的比例达到75%", "public_preschool_share"),
    ("高校毕业生就业创业率达到90%", "graduate_employment_rate"),
    ("小学毕业生免试就近划片入学达到94%", "other"),
    ("学前三年普惠率达到94%", "inclusive_preschool_coverage_rate"),
    ("教师本科率提升到79%", "teacher_qualification_share"),
    ("教育经费所占比例提高1个百分点", "education_spending_share"),
    ("审批事项上线率达到100%", "other"),
    ("高职院校办学条件达标率达到90%", "other"),
    ("制造业增加值占地区生产总值比重达到20%", "other"),
    ("群众办事满意率达到98%", "other"),
    ("基本医疗保险参保率达到98%", "other"),
    ("地区生产总值增长8%", "other"),
])
def test_rates(sentence, expected):
    assert ids(f"教育方面，{sentence}。" if "满意" in sentence else f"{sentence}。")[:1] == [expected]


# ---- counts: what is done with which thing

@pytest.mark.parametrize(("sentence", "expected"), [
    ("新建幼儿园3所", ["kindergartens_built"]),
    ("新建学校3所", ["schools_built"]),
    ("新建中小学、幼儿园3所", ["schools_built"]),
    ("新建卫生院3所", ["other"]),
    ("新建职业学院3所", ["other"]),
    ("撤并学校3所", ["schools_merged"]),
    ("改造薄弱学校3所", ["schools_renovated"]),
    ("完成3所学校标准化建设", ["schools_renovated"]),
    ("创建标准化学校3所", ["schools_designated"]),
    ("创建省级示范高中3所", ["schools_designated"]),
    ("创建省级示范幼儿园3所", ["kindergartens_designated"]),
    ("新增公办幼儿园3所、学位900个", ["kindergartens_built", "preschool_places_added"]),
    ("新建小学3所、学位900个", ["schools_built", "school_places_added"]),
    ("新增托位900个", ["other"]),
    ("中职学位增加至900个", ["other"]),  # what there is, not what is new
    ("外来务工子女定点学校增加到3所", ["other"]),
    ("保留小规模学校3所", ["other"]),
    ("优化调整3所初中布局", ["schools_merged"]),
    ("闲置小学改建幼儿园3所", ["kindergartens_built"]),
    ("新增3所省二级以上幼儿园", ["kindergartens_designated"]),
    ("新认定普惠性民办幼儿园3所", ["kindergartens_designated"]),
    ("回购小区配建幼儿园3所", ["other"]),
    ("3所中职学校入选双高双优计划", ["schools_designated"]),
    ("3所高职院校入选双高计划", ["other"]),
    ("遴选3所职业院校进行重点支持", ["other"]),
    ("建设3所未来教育试点学校", ["schools_designated"]),
    ("实施3所中小学校厕改项目", ["rooms_equipped"]),
    ("建设教师周转房30套", ["other"]),
    ("共建城乡学校共同体4个", ["school_networks"]),
    ("组建教联体4个，覆盖学校41所", ["school_networks", "school_networks"]),
    ("4个学科进入ESI排名前百分之一", ["programmes_designated", "other"]),
    ("3所学校达到省级标准，2所达到市级标准", ["schools_designated", "schools_designated"]),
    ("更新网络教室4个", ["rooms_equipped"]),
    ("组建教育集团4个", ["school_networks"]),
    ("组建企业集团4个", ["other"]),
    ("创建劳动教育实践基地4个", ["bases_created"]),
    ("创建省级品牌专业4个", ["programmes_designated"]),
    ("新增教育强镇4个", ["areas_designated"]),
    ("新增农业产业强镇4个", ["other"]),
    ("新增农业示范园4家", ["other"]),
    ("打造特色专业园区4个", ["other"]),
    ("建成大学科技园4个", ["other"]),
    ("在幼儿园建成明厨亮灶4家", ["rooms_equipped"]),
    ("餐饮单位改造明厨亮灶4家", ["other"]),
    ("完成农村改厕4个", ["other"]),
    ("新增校车4辆", ["school_buses_added"]),
    ("新增公交车4辆", ["other"]),
])
def test_counts_of_things(sentence, expected):
    assert ids(f"推进教育工作，{sentence}。") == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    ("招聘教师30人", "teachers_recruited"), ("培训教师30人", "teachers_trained"), ("交流轮岗教师30人", "teachers_rotated"),
    ("评选省级特级教师3名", "teachers_honoured"), ("引进市外特级教师3名", "teachers_recruited"), ("提拔校级干部3名", "principals_appointed"),
    ("免去校级干部3名", "other"), ("选拔30名毕业生到农村学校任教", "teachers_recruited"), ("为30名教师增加岗位津贴", "other"),
    ("培育教育领军人才3名", "teachers_honoured"), ("课后服务惠及学生300人", "other"), ("学校30名师生获奖", "students_honoured"), ("观展学生超300人次", "other"),
    ("免收30名学生的学杂费", "students_aided"), ("资助家庭经济困难学生300人", "students_aided"), ("普通高校在校学生4万人", "other"),
    ("高考本科上线300人", "exam_line_count"), ("培训农民300人", "other"), ("争取获评市级新时代好少年2名", "students_honoured"),
])
def test_counts_of_people(sentence, expected):
    assert ids(f"推进教育工作，{sentence}。") == [expected]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("财政教育支出3亿元", "education_spending"), ("发放国家助学金3万元", "student_aid"), ("投资3亿元建设学校", "education_investment"),
    ("小学生均公用经费达到650元", "spending_per_student"), ("筹集资金3亿元，化解学校建设债务", "education_spending"), ("投入3亿元，扩建中小学校", "education_investment"),
    ("居民收入达到3万元，学校建设加快", "other"),
    ("落实高中助学补助650元", "student_aid"), ("落实助学政策，小学每生每年补助650元", "student_aid"), ("小学每生每年公用经费650元", "spending_per_student"),
    ("完成城市基础设施投资3亿元，教育基地落成", "other"), ("投资3亿元建设公路", "other"),
])
def test_money(sentence, expected):
    assert ids(f"推进教育工作，{sentence}。") == [expected]


# ---- what neighbours hand on

@pytest.mark.parametrize(("sentence", "expected"), [
    ("新建公办学校9所，改扩建5所", ["schools_built", "schools_built"]),  # the noun of the one before
    ("新建幼儿园9所、小学5所", ["kindergartens_built", "schools_built"]),  # the verb of the list
    ("新增5所公办、8所民办幼儿园", ["kindergartens_built", "kindergartens_built"]),  # the noun of the one after
    ("普惠性和公办幼儿园在园幼儿占比分别提高到90%、50%", ["inclusive_preschool_coverage_rate", "public_preschool_share"]),
    ("新建幼儿园3所、中小学2所，分别新增学位700个、900个",
     ["kindergartens_built", "schools_built", "preschool_places_added", "school_places_added"]),
    ("组建教共体12所，其中初中4所，小学8所，占比为90%", ["school_networks"] * 3 + ["school_network_coverage_rate"]),
    ("撤并教学点3所，新建幼儿园2所", ["schools_merged", "kindergartens_built"]),  # not the verb of another clause
    ("组建职教联盟和4个校外实训基地", ["bases_created"]),
    ("为2万名寄宿学生、3万名困难学生发放助学金", ["students_aided", "students_aided"]),  # the verb at the end
    ("在校的2万名寄宿学生、3万名走读学生", ["other", "other"]),
    ("初中、小学生均公用经费分别提高到550元和350元", ["spending_per_student", "spending_per_student"]),
    ("财政安排教育资金7亿元，其中市本级1亿元，分别增长34%和16%", ["education_spending"] * 2 + ["education_spending_growth"] * 2),
    ("科技、教育、卫生支出分别增长3%、4%、5%", ["other", "education_spending_growth", "other"]),
    ("生均公用经费小学650元、初中850元", ["spending_per_student", "spending_per_student"]),
    ("新建中小学9所，迁建5所", ["schools_built", "schools_built"]),
    ("建成职业院校双高双优学校3所、专业20个", ["schools_designated", "programmes_designated"]),
    ("高中阶段和高等教育毛入学率分别达到42%和11%，比去年提高6和2个百分点",
     ["senior_secondary_gross_enrollment_rate", "higher_education_gross_enrollment_rate"] * 2),
    ("资助困难学生3万人，资助金额9亿元", ["students_aided", "student_aid"]),
    ("高考上线率28%，比去年提高1.3个百分点", ["exam_line_rate", "exam_line_rate"]),
])
def test_neighbours(sentence, expected):
    assert ids(f"推进教育工作，{sentence}。") == expected


def test_a_building_project_is_an_institution():
    found = extract("推进教育工作，实施教育重点工程9个。", year=2024, kind="plan")
    assert found["unit"].tolist() == ["institution"] and found["indicator"].tolist() == ["schools_built"]


# ---- wordings that differ by one word

@pytest.mark.parametrize(("sentence", "expected"), [
    ("高等学校毛入学率达到41%", ["higher_education_gross_enrollment_rate"]),
    ("高等教育较快发展，毛入学率达到41%", ["higher_education_gross_enrollment_rate"]),  # the stage stands before the comma
    ("高中阶段教育较快发展，毛入学率达到41%", ["senior_secondary_gross_enrollment_rate"]),
    ("社会事业较快发展，毛入学率达到41%", ["other"]),
    ("初中毕业生升学率达到91%", ["junior_progression_rate"]), ("高中阶段毕业生升学率达到91%", ["other"]),
    ("随迁子女增多，就读公办初中比例达到81%", ["migrant_public_school_share"]), ("就读公办初中比例达到81%", ["other"]),
    ("义务教育、普通高中大班额分别降至3%、2%", ["large_class_share", "large_class_share"]),
    ("教育经费投入实现翻番", ["education_spending"]), ("教育经费投入增长7%", ["education_spending_growth"]),
    ("群众对教育满意度为97%", ["satisfaction_rate"]), ("经教育整顿，群众安全感满意度为97%", ["other"]),
    ("新增公办幼儿园9所、优质学位900个", ["kindergartens_built", "preschool_places_added"]),  # places follow what they are listed with
    ("新增公办中学9所、优质学位900个", ["schools_built", "school_places_added"]),
    ("新增义务教育学位9000个，其中城区4000个", ["school_places_added", "school_places_added"]),  # a part has the unit of its total
    ("建改扩幼儿园9所、中小学4所", ["kindergartens_built", "schools_built"]), ("走访幼儿园9所、中小学4所", ["other", "other"]),
    ("幼儿园3所转为普惠园", ["other"]), ("创建普惠性幼儿园3所", ["kindergartens_built"]), ("认定普惠性幼儿园3所", ["kindergartens_designated"]), ("改建村级幼儿园3所", ["kindergartens_built"]),
    ("完成3所小学取暖改造", ["rooms_equipped"]), ("完成3个小区取暖改造", ["other"]), ("为3所中学配备体育器材", ["rooms_equipped"]),
    ("未建食堂的3所学校统一配餐", ["other"]), ("新建学校食堂3所", ["rooms_equipped"]),
    ("建成农村标准化职教中心3所", ["schools_designated"]), ("建成农村职业教育中心3所", ["schools_built"]),
    ("新增3个“扫盲”县", ["areas_designated"]), ("义务教育均衡发展，3个县市通过国家评估认定", ["areas_designated"]),
    ("义务教育均衡发展，3个县市通过文明城市验收", ["other"]),
    ("定向培养教师30名", ["teachers_trained"]), ("引进名师名校长3名", ["teachers_recruited"]), ("选聘校长3名", ["principals_appointed"]),
    ("选派30名教师到山区学校支教", ["teachers_rotated"]), ("对300名经济困难的职校生实行资助", ["students_aided"]),
    ("300名小学生获得托管服务", ["other"]), ("300人参加高考", ["other"]),
    ("优化调整农村教学点3个", ["schools_merged"]), ("优化调整农村公交线路3条", ["other"]),
    ("办好3所特色高中", ["schools_designated"]), ("新建3所特色高中", ["schools_built"]), ("办好3所高中", ["other"]),
    ("新建学校9所，其中幼儿园3所", ["schools_built", "kindergartens_built"]),  # a part is what it is called
    ("改造农村幼儿园3所", ["kindergartens_built"]), ("改造农村小学3所", ["schools_renovated"]), ("改造幼儿园、小学3所", ["schools_renovated"]),
    ("教师队伍加强，3所学校验收达标", ["schools_renovated"]), ("教师队伍加强，3所学校被评为省级示范", ["schools_designated"]),
    ("新建幼儿园2所、学位300个，新建小学2所、学位900个", ["kindergartens_built", "preschool_places_added", "schools_built", "school_places_added"]),
    ("新建甲小学、乙幼儿园，新增学位300个", ["school_places_added"]), ("新建幼儿园，新增学位300个", ["preschool_places_added"]),
    ("安排资金9亿元，支持学校发展", ["education_spending"]), ("安排资金9亿元，支持学校建设", ["education_investment"]),
    ("投资9亿元建设学校", ["education_investment"]),
    ("组建教育共同体3个", ["school_networks"]), ("组建职业教育产教融合共同体3个", ["other"]),  # with firms: no school group
    ("落实助学金，惠及学生3万人", ["students_aided"]), ("教育集团办学成效明显，惠及学生3万人", ["other"]),
    ("新建小学9所、维修加固3所", ["schools_built", "schools_renovated"]),  # not the verb of the first
    ("公办幼儿园入园率达到51%", ["public_preschool_share"]), ("幼儿园入园率达到91%", ["preschool_gross_enrollment_rate"]),
    ("公办、普惠性幼儿园在园幼儿占比分别达到51%、91%", ["public_preschool_share", "inclusive_preschool_coverage_rate"]),
    ("学校发展，8县市通过国家义务教育均衡验收", ["areas_designated"]),
    ("完成90名骨干教师和30名校长培训", ["teachers_trained", "teachers_trained"]), ("评选90名骨干教师和30名校长", ["teachers_honoured", "teachers_honoured"]),
    ("30名学子圆了大学梦", ["exam_line_count"]), ("资助30名学子圆大学梦", ["students_aided"]),
    ("选派5%的教师交流轮岗", ["teachers_rotated"]), ("5%的干部交流轮岗", ["other"]),
    ("建设高水平、专业化实训基地3个", ["bases_created"]), ("建设3个高水平、专业化产教融合基地", ["bases_created"]),
    ("随迁子女入学率达到98%", ["compulsory_enrollment_rate"]), ("随迁子女就读公办学校比例达到98%", ["migrant_public_school_share"]),
    ("新建小学5所；开建幼儿园9所，新增学位900个", ["schools_built", "kindergartens_built", "preschool_places_added"]),  # the last part of the sentence
    ("中学生人均公用经费补助标准提高到900元", ["spending_per_student"]), ("中学生人均生活补助标准提高到900元", ["student_aid"]),
    ("毕业生落实毕业去向9000人、落实率95%", ["other", "graduate_employment_rate"]), ("教育政策落实率95%", ["other"]),
    ("建成能力提升学校5所", ["schools_designated"]), ("建成薄弱环节改善与能力提升学校5所", ["schools_renovated"]),
    ("提高生均公用经费标准，小学从每人每学年700元提高到900元", ["spending_per_student", "spending_per_student"]),
    ("提高助学金标准，小学从每人每学年700元提高到900元", ["student_aid", "student_aid"]),
    ("新建改造9所中学、3所小学", ["schools_built", "schools_built"]), ("改造9所中学、3所小学", ["schools_renovated", "schools_renovated"]),
    ("困难家庭子女考取大学的一次性补助3000元", ["student_aid"]), ("困难家庭创业的一次性补助3000元", ["other"]),
])
def test_near_wordings(sentence, expected):
    assert ids(f"推进工作。{sentence}。") == expected
