"""What the tables hold: every field is defined once, here, with its name in both languages.

A table is a tuple of field names; a field has a type, a description and, where its values are
codes, the list in ``CODES``. The unit of a number is the last word of the column's name or
stands in a ``unit`` column. The columns of a statement are those of the coding manual.
"""
from __future__ import annotations

from typing import NamedTuple

from analysis.words import Text

SCHEMA_VERSION = "1.0"


class Field(NamedTuple):
    """A column: its name, type (text, number, integer, boolean), title and description.

    ``codes`` names the entry of CODES that lists the allowed values, ``manual`` says whether the
    column is defined by the coding manual.
    """

    name: str
    type: str
    title: Text
    description: Text
    codes: str | None = None
    required: bool = False
    manual: bool = False


CODES: dict[str, dict[str, Text]] = {
    "measure": {
        "level": Text("水平", "level"),
        "change": Text("变化", "change"),
    },
    "comparator": {
        "=": Text("等于", "equal to"),
        ">=": Text("至少", "at least"),
        "<=": Text("至多", "at most"),
        ">": Text("超过", "more than"),
        "<": Text("不足", "less than"),
        "~": Text("约", "about"),
    },
    "unit": {
        "percent": Text("%", "%"),
        "percentage_point": Text("个百分点", "percentage points"),
        "institution": Text("所", "institutions"),
        "person": Text("人", "persons"),
        "person_time": Text("人次", "person-times"),
        "item": Text("项", "items"),
        "yuan": Text("元", "yuan"),
        "other_currency": Text("其他货币", "other currency"),
        "place": Text("个学位", "places"),
        "square_metre": Text("平方米", "square metres"),
        "mu": Text("亩", "mu"),
        "kilometre": Text("公里", "kilometres"),
        "vehicle": Text("辆", "vehicles"),
        "class": Text("班", "classes"),
        "event": Text("次", "events"),
        "rank": Text("名次", "rank"),
        "year": Text("年", "years"),
        "hour": Text("小时", "hours"),
        "times": Text("倍", "times"),
        "ratio": Text("比", "ratio"),
    },
    "kind": {
        "target": Text("目标", "target"),
        "result": Text("结果", "result"),
        "reference": Text("参照", "reference"),
    },
    "award_level": {
        "national": Text("国家级", "national"),
        "provincial": Text("省级", "provincial"),
        "prefecture": Text("市级", "prefecture"),
        "county": Text("县级", "county"),
    },
    "commitment": {
        "firm": Text("确保", "firm"),
        "plain": Text("一般", "plain"),
        "aspirational": Text("力争", "aspirational"),
    },
    "basis": {
        "gross": Text("毛", "gross"),
        "net": Text("净", "net"),
        "children": Text("在园幼儿口径", "by children"),
        "kindergartens": Text("园所口径", "by kindergartens"),
        "cohort_9y": Text("九年巩固", "nine-year cohort"),
        "cohort_3y": Text("三年巩固", "three-year cohort"),
        "same_basis": Text("同口径", "same basis"),
        "raw": Text("未调整", "raw"),
        "other": Text("其他口径", "other basis"),
    },
    "flow": {
        "stock": Text("存量", "stock"),
        "flow": Text("增量", "flow"),
    },
    "stage": {
        "started": Text("开工", "started"),
        "completed": Text("建成", "completed"),
        "opened": Text("投用", "opened"),
    },
    "period": {
        "h1": Text("上半年", "first half-year"),
        "h2": Text("下半年", "second half-year"),
        "year": Text("全年", "year"),
        "school_year": Text("学年", "school year"),
        "five_years": Text("五年", "five years"),
    },
    "source": {
        "hand": Text("人工编码", "hand-coded"),
        "extracted": Text("程序提取", "extracted"),
        "imported": Text("导入表格", "imported table"),
    },
    "status": {
        "confirmed": Text("已确认", "confirmed"),
        "unreviewed": Text("未复核", "unreviewed"),
        "conflict": Text("不一致", "conflict"),
    },
    "missing_reason": {
        "masked": Text("原文隐去", "masked in the source"),
        "conflict": Text("同一项有不同数值", "unlike values for one thing"),
        "not_stated": Text("未提及", "not stated"),
    },
    "coverage": {
        "both": Text("目标与结果", "target and result"),
        "target": Text("目标", "target"),
        "result": Text("结果", "result"),
        "reference": Text("仅参照值", "reference only"),
        "masked": Text("数字被隐去", "masked"),
        "truncated": Text("文本不全，未见", "not seen, text truncated"),
        "not_stated": Text("未提及", "not stated"),
    },
    "step": {
        "start": Text("启动", "launch"),
        "self": Text("自评、市评", "own or prefectural review"),
        "province": Text("省评", "provincial review"),
        "nation": Text("国家认定", "national recognition"),
    },
    "document_kind": {
        "plan": Text("计划", "plan"),
        "summary": Text("总结", "summary"),
        "summary_and_plan": Text("总结与计划", "summary and plan"),
        "work_report": Text("政府工作报告", "government work report"),
        "table": Text("导入的表格", "imported table"),
    },
    "region_level": {
        "nation": Text("国家", "nation"),
        "province": Text("省级", "province"),
        "prefecture": Text("地级", "prefecture"),
        "county": Text("县", "county"),
        "district": Text("市辖区", "district"),
        "county_level_city": Text("县级市", "county-level city"),
    },
    "area": {
        "preschool": Text("学前教育", "preschool"),
        "compulsory": Text("义务教育", "compulsory education"),
        "senior": Text("高中阶段", "senior secondary"),
        "higher": Text("高等教育", "higher education"),
        "vocational": Text("职业教育", "vocational education"),
        "schools": Text("学校建设", "schools"),
        "teachers": Text("教师", "teachers"),
        "students": Text("学生", "students"),
        "funding": Text("经费", "funding"),
        "governance": Text("治理", "governance"),
    },
    "direction": {
        "up": Text("越高越好", "more is better"),
        "down": Text("越低越好", "less is better"),
        "none": Text("无所谓高低", "neither"),
    },
    "comparability": {
        "rate": Text("比率：口径相同即可比", "rate: compares on the same basis"),
        "grade_rate": Text("等级比率：只在省内可比", "rate of a grade: compares within a province"),
        "count": Text("数量：受规模影响，不宜横向比", "count: depends on size, not across counties"),
        "title_count": Text("称号数：同一称号才可比", "count of titles: compares for one title"),
        "amount": Text("金额：受规模和价格影响", "amount: depends on size and prices"),
        "growth": Text("增长率：口径相同即可比", "growth: compares on the same basis"),
        "standard": Text("标准：同学段同类经费可比", "standard: compares for one stage and kind of funds"),
        "index": Text("平均值：人群相同即可比", "mean: compares for the same population"),
        "mixed": Text("不可比", "not compared"),
    },
    "benchmark_level": {
        "county_threshold": Text("国家认定的县级门槛", "county threshold of national recognition"),
        "county_threshold_superseded": Text("已被取代的县级门槛", "superseded county threshold"),
        "provincial_threshold": Text("省定县级门槛", "county threshold set by the province"),
        "school_threshold": Text("校级门槛", "threshold for each school"),
        "national_target": Text("国家目标", "national target"),
        "national_plan_target": Text("国家五年规划目标", "target of a national five-year plan"),
        "national_rule": Text("全国规定", "national rule"),
        "national_actual": Text("全国实际", "national actual"),
    },
    "evidence": {
        "primary": Text("见于原件", "seen in the original"),
        "secondary": Text("见于转载或报道", "seen in a reprint or report"),
        "unseen": Text("来源未见", "source not seen"),
    },
    "severity": {
        "refuse": Text("不可比", "not comparable"),
        "flag": Text("须注意", "with care"),
    },
}


def _f(name, type_, zh, en, about_zh, about_en, codes=None, required=False, manual=False) -> Field:
    return Field(name, type_, Text(zh, en), Text(about_zh, about_en), codes, required, manual)


_MANUAL = (
    _f("document", "text", "文件", "document", "文件编号，见来源表", "id of the document, see the table of sources", None, True, True),
    _f("char_start", "integer", "起始字符", "first character", "数字在原文中的起点，自 0 计的 Unicode 码位",
       "where the figure starts in the text as decoded: 0-based Unicode code point", manual=True),
    _f("char_end", "integer", "结束字符", "end character", "数字在原文中的终点（不含）", "where the figure ends (exclusive)", manual=True),
    _f("span", "text", "原文数字", "figure as written", "原文写法，如 98%以上", "the figure as written, e.g. 98%以上", manual=True),
    _f("place", "text", "位置", "place", "所在章节编号及第几处", "section numbers above it and which occurrence", manual=True),
    _f("indicator", "text", "指标", "indicator", "指标编号，见指标表", "id of the indicator, see the codebook", "indicator", True, True),
    _f("measure", "text", "测度", "measure", "水平或变化", "a level, or a change from an earlier value", "measure", True, True),
    _f("value", "number", "数值", "value", "以“单位”列为单位，隐去则为空；区间取下限", "in the unit of the unit column, empty if masked; lower end of a range", manual=True),
    _f("value_upper", "number", "数值上限", "upper value", "区间的上限", "upper end of a range", manual=True),
    _f("comparator", "text", "比较词", "comparator", "数值是下限、上限还是约数", "whether the value is a floor, a ceiling or approximate", "comparator", True, True),
    _f("unit", "text", "单位", "unit", "计量单位", "the unit of the value", "unit", True, True),
    _f("kind", "text", "性质", "kind", "目标、结果或参照值", "a target, a result, or a reference value", "kind", True, True),
    _f("year", "integer", "年份", "year", "数值所属年份", "the year the value holds for", manual=True),
    _f("award_level", "text", "授予级别", "level of award", "称号由哪一级授予", "who confers the title", "award_level", manual=True),
    _f("commitment", "text", "承诺力度", "commitment", "目标措辞的力度", "how firmly a target is worded", "commitment", manual=True),
    _f("redacted", "boolean", "隐去", "masked", "原文隐去了数字", "the source hides the number", None, True, True),
    _f("implicit", "boolean", "隐含", "implicit", "没有写出数字的 100 或 0（全员、清零）", "100 or 0 said without a number", None, True, True),
    _f("scope", "text", "范围", "scope", "计数或测量的对象", "what is counted or measured", manual=True),
    _f("basis", "text", "口径", "basis", "文中写明的口径；空为未写明", "the basis that the text states; empty: not stated", "basis", manual=True),
    _f("flow", "text", "存量或增量", "stock or flow", "截至某时的总数，或一段时间内新增", "the number there is, or the number added", "flow", manual=True),
    _f("stage", "text", "阶段", "stage", "建设项目的阶段", "how far a building project is", "stage", manual=True),
    _f("period", "text", "期间", "period", "半年、全年、学年或五年", "half year, year, school year or five years", "period", manual=True),
    _f("per", "text", "每单位", "per", "每天、每生、每镇等", "per day, student, town and the like", manual=True),
    _f("part_of", "text", "所属总数", "part of", "“其中”数字所属的总数", "the total that a part belongs to", manual=True),
    _f("confidence", "number", "把握", "confidence", "0 到 1", "0 to 1", manual=True),
    _f("note", "text", "备注", "note", "编码员或规则的说明", "remark of the coder or the rule", manual=True),
)

_OWN = (
    _f("statement_id", "text", "陈述编号", "statement id", "文件编号@起始字符", "document@first character", None, True),
    _f("statement_ids", "text", "所据陈述", "statements", "所依据陈述的编号，以空格分开", "ids of the statements it stands on, separated by blanks", None, True),
    _f("target_id", "text", "行编号", "row id", "本表一行的编号", "id of the row", None, True),
    _f("region_code", "text", "区划代码", "region code", "GB/T 2260 六位代码", "six-digit code of GB/T 2260"),
    _f("region_name", "text", "地区", "region", "地区名称", "name of the region", None, True),
    _f("region_name_en", "text", "地区英文名", "region (English)", "地区英文名称", "English name of the region"),
    _f("source", "text", "来源", "source", "人工编码、程序提取或导入", "hand-coded, extracted or imported", "source", True),
    _f("coder", "text", "编码员", "coder", "谁编码", "who coded it"),
    _f("status", "text", "状态", "status", "已确认、未复核或不一致", "confirmed, unreviewed or in conflict", "status", True),
    _f("rule", "text", "规则", "rule", "作出判断的规则", "the rule that decided"),
    _f("n_statements", "integer", "陈述数", "statements", "合并了几处提及", "how many mentions it stands on", None, True),
    _f("missing_reason", "text", "空值原因", "reason for a blank", "数值为空的原因", "why the value is blank", "missing_reason"),
    _f("values_as_written", "text", "原文写法", "as written", "各处原文数字，以 ; 分开", "the figures as written, separated by ;"),
    _f("creation_id", "text", "创建编号", "creation id", "文件编号与行次", "document and number of the row", None, True),
    _f("creation_zh", "text", "创建", "creation (Chinese)", "创建的县级称号", "the county title to be created, in Chinese", None, True),
    _f("creation_en", "text", "创建英文名", "creation", "创建的县级称号的英文名", "the county title to be created", None, True),
    _f("step", "text", "步骤", "step", "创建到了哪一步", "how far the creation is to be, or is", "step", True),
    _f("note_zh", "text", "说明", "remark (Chinese)", "说明", "remark in Chinese"),
    _f("note_en", "text", "英文说明", "remark", "说明的英文", "remark"),
    _f("plan_year", "integer", "计划年份", "plan year", "文件计划的年份", "the year the document plans"),
    _f("coverage", "text", "覆盖", "coverage", "该地区该年对该指标说了什么", "what the region's document of that year says of the indicator", "coverage", True),
    _f("n_targets", "integer", "目标数", "targets", "目标个数", "number of targets", None, True),
    _f("n_results", "integer", "结果数", "results", "结果个数", "number of results", None, True),
    _f("n_masked", "integer", "隐去数", "masked", "被隐去的个数", "number of masked figures", None, True),
)

FIELDS: dict[str, Field] = {field.name: field for field in (*_MANUAL, *_OWN)}

MANUAL_COLUMNS = tuple(field.name for field in _MANUAL)

# What makes two statements say the same thing of the same thing: one row of `targets`.
TARGET_KEY = ("region_code", "indicator", "measure", "unit", "year", "period", "kind", "award_level",
              "scope", "basis", "flow", "stage", "per", "part_of")

TABLES: dict[str, tuple[str, ...]] = {
    "statements": ("statement_id", "region_code", "region_name", *MANUAL_COLUMNS, "source", "coder", "status", "rule"),
    "targets": ("target_id", "region_code", "region_name", "document", "indicator", "measure", "value", "value_upper",
                "comparator", "unit", "year", "period", "kind", "award_level", "commitment", "scope", "basis", "flow",
                "stage", "per", "part_of", "implicit", "missing_reason", "values_as_written", "status", "source",
                "n_statements", "statement_ids"),
    "coverage": ("region_code", "region_name", "document", "plan_year", "indicator", "coverage",
                 "n_targets", "n_results", "n_masked", "statement_ids"),
    "creations": ("creation_id", "region_code", "region_name", "document", "place", "creation_zh", "creation_en", "step",
                  "year", "kind", "commitment", "note_zh", "note_en"),
}

PRIMARY_KEYS = {"statements": ("statement_id",), "targets": ("target_id",), "coverage": ("document", "indicator"), "creations": ("creation_id",)}


def title(name: str) -> Text:
    """The heading of a column in both languages. KeyError when the column is not defined."""
    return FIELDS[name].title


def columns(table: str, type_: str | None = None) -> list[str]:
    """The columns of a table, all or those of one type."""
    return [name for name in TABLES[table] if type_ is None or FIELDS[name].type == type_]
