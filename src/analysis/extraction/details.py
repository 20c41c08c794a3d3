"""What comparison needs beside the scored columns: scope, basis, flow, stage, period, per."""
from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Details(NamedTuple):
    scope: str
    basis: str
    flow: str
    stage: str
    period: str
    per: str


_BASIS = (
    ("gross", re.compile("毛入|毛入学|毛率")), ("net", re.compile("净入")),
    ("children", re.compile("在园幼儿|在园人数|幼儿占比|在公办园")), ("kindergartens", re.compile("园所占比|幼儿园占比|幼儿园数")),
    ("cohort_9y", re.compile("九年.{0,8}巩固|9年.{0,8}巩固")), ("cohort_3y", re.compile("三年巩固|三年.{0,4}保留")),
    ("same_basis", re.compile("同口径|可比口径")),
)
_STOCK = re.compile("总数|共有|现有|拥有|总量|总计|(?<!新增)[一-龥](?:累计|达到?|增至|增加到|发展到)(?:近|约|超过?)?[\\dxX×○]")
_NEW = re.compile("新增|新建|增加|创建|创成|引进|招聘|培训|引入")
# counts and amounts of what happens in a time, unless a text says that they are of what there is
_FLOWS = frozenset({
    "preschool_places_added", "school_places_added", "kindergartens_built", "kindergartens_designated", "schools_built", "schools_designated",
    "schools_renovated", "schools_merged", "rooms_equipped", "bases_created", "areas_designated", "programmes_designated", "school_buses_added",
    "teachers_recruited", "teachers_trained", "teachers_rotated", "teachers_honoured", "principals_appointed", "students_honoured", "students_aided",
    "education_spending", "education_investment", "student_aid"})
_STAGE = (
    ("opened", re.compile("投用|投入使用|启用|开学|招生|交付使用")),
    ("completed", re.compile("建成|竣工|完工")),
    ("started", re.compile("开工|动工|启动|在建|开建")),
)
_STAGED = frozenset({"schools_built", "kindergartens_built", "schools_renovated", "rooms_equipped"})
_COUNTED = frozenset({"institution", "item", "place", "person", "person_time", "vehicle"})
_PERIOD = (
    ("h1", re.compile("上半年")), ("h2", re.compile("下半年")), ("school_year", re.compile("(?<!\\d)学年")),
    ("five_years", re.compile("五年来|五年间|五年累计|过去五年|5年来|“?十.五”?(?:时期|期间|以来)")), ("year", re.compile("全年|全年度|年内|今年|一年来")),
)
_PER = (
    ("student", re.compile("生均|每生|人均|每人|每名学生")), ("month", re.compile("每月|月均")), ("day", re.compile("每天|每日")),
    ("week", re.compile("每周")), ("town", re.compile("每个?(?:乡镇|镇|街镇|乡)")), ("county", re.compile("每个?县")), ("year", re.compile("每年|年均")),
)
_VERBS = re.compile(
    "^(?:[，、和与及的了共]|其中|全面|加快|推进|新建成|新改扩建|新改建|新建|改建|扩建|改扩建|建成|建设|新增|增加|创建|创成|争创|评选|认定|引进|招聘|培训|完成|实施|"
    "(?:19|20)\\d\\d年|计划|推评出?|包括|被|将|把|组建|选优配强|选配|选派|提拔|免去|筹措|安装|培育|入选|推进|共计?|培养|开展|举办|现已|目前|按照|获评|获|"
    "国家级|省级|市级|县级|区级|达到|达|为|分别|各|均|年内|投入|落实|发放|资助|惠及|受益|办理|建立|覆盖|保留|公开|交流|今年|全年|累计|力争|争取|确保|申报|推荐|打造|获评|实现|保持|稳定){1,20}")


def _first(table, text: str) -> str:
    return next((code for code, pattern in table if pattern.search(text)), "")


_CLAUSES = re.compile("[，。；：,;:\\n]")
_FIGURE = re.compile("[约近超]?(?:\\d[\\d.]{0,9}[万亿]?|[xX×○]{1,6})余?(?:所|个|名|人|家|[%％]|元|项|处|辆|张|门|间|套|次|校|件)")
_YEAR = re.compile("(?:19|20)\\d\\d(?:学?年)")
# what is done comes before its thing: the thing follows the last of these
_DONE = re.compile(
    "创建|创成|创办|获评|获得|荣获|评为|被评为|成为|入选|参评|推评出?|引进|招聘|组建|谋划|提拔|新建|新增|改扩建|扩建|命名|认定|评选出?|评定|授予|列入|停办|撤并|"
    "合并|新改建|筹措|安装|打造|培育|招录|补充|选派|交流|完成|实施|建成|开展|争创|推荐|申报|建立|通过|实现|享受|建设(?!项目|工程|投资|示范)|改造(?!项目|工程)|获(?=[“‘])|(?<=[学校园])为|担任")
_WHOSE = re.compile(
    "^(?:[的和与及、共被将把对]|级?以上的?|以下|其中|包括|.{0,60}[、）)].{0,20}等(?!级)|第[一二三四五六七八九十]批|[一-龥]{2,3}市级?(?!区|外|内|场)|国家级|省级|市级|县级|区级|地市级|省(?=[^优万]|优秀)|市(?!外|内|区|域|场|直)|国家(?!和)|全[市县区省州](?!域)|县(?!城|域)|区(?!域))")
_MEASURED = re.compile(
    "(?:毛|净)?(?:入学率|入园率)$|(?:就读|提升|录取|在园幼儿)?(?:就读率|覆盖率|覆盖面|占比|比例|比重|比率)$|(?:巩固|合格|优良|满意|达标|完成|升学|普及|上线|录取|就业|辍学|标准化|保留|优质)率$|满意度$|(?:引进|录取|上线|招聘)?(?:人数|数量|总数|总额|数)$")
_AFTER = re.compile("(?:(?:人数|创建数|数)?居.{1,8}|”?称号|的?(?:创建|复核|建设|改造)?任务|工作|的基础上|的|已|等|和|与|在|由|分别|均|各|达到|达|为|提高到|提升到|保持在?|稳定在?|增至|增长|占|共|约|新增|实现|自行|计划|力争|控制|评估|创建|改造|要|到|[0-9，、（(“])$")
_UNTITLED = re.compile("(?:公办|民办|农村|城区)?(?:学校|中小学|小学|初中|高中|幼儿园|园所|项目|专业)?(?:数)?")
LONGEST_SCOPE = 20
_EDGE = "“”‘’\"' 、，的。；"


@lru_cache(maxsize=4096)
def scope_of(name: str) -> str:
    """What is counted or measured, in a few words: the thing around a figure without verbs, levels, numbers and the noun of
    a rate; no clause of the text. '' where the text names none."""
    parts = [part for clause in _CLAUSES.split(_YEAR.sub("", name.strip(_EDGE))[-80:])[-2:] for part in _FIGURE.split(clause)]
    text = next(filter(None, map(_stripped, reversed(parts))), "")
    return text[-LONGEST_SCOPE:].strip(_EDGE)


def _scope(name: str, indicator: str) -> str:
    scope = scope_of(name)
    return "" if indicator.endswith("_designated") and _UNTITLED.fullmatch(scope) else scope


def _stripped(text: str) -> str:
    before, after = "", text
    for match in _DONE.finditer(text):
        if _bare(text[match.end():]):
            before, after = text[:match.start()], text[match.end():]
        else:
            after = text[len(text) - len(after):match.start()] or before
    return _bare(after)


def _bare(text: str) -> str:
    """A name without what stands around it: whose it is before it, what is measured and said of it after it."""
    for pattern in (_VERBS, _WHOSE, _WHOSE, _AFTER, _AFTER, _MEASURED, _AFTER):
        text = pattern.sub("", text.strip(_EDGE))
    return text


def _flow(own: str, indicator: str) -> str:
    if indicator not in _FLOWS:
        return ""
    return "stock" if _STOCK.search(own) and not _NEW.search(own) else "flow"


def details(name: str, own: str, act: str, indicator: str, unit: str, sentence: str) -> Details:
    """The unscored columns of one figure: ``name`` of the thing without the figure, its ``own`` item, the verb it shares."""
    counted = unit in _COUNTED
    return Details(
        _scope(name, indicator), "" if counted else _first(_BASIS, own), _flow(own, indicator),
        _first(_STAGE, act + own) if indicator in _STAGED else "", _first(_PERIOD, sentence), _first(_PER, own))
