"""What comparison needs beside the scored columns: scope, basis, flow, stage, period, per."""
from __future__ import annotations

import re
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
_FLOW = (
    ("stock", re.compile("总数|共有|现有|拥有|累计|总量|总计")),
    ("flow", re.compile("新增|新建|增加|创建|创成|争创|评选|认定|引进|招聘|培训|命名|建成|改造|改扩建|扩建|获评|入选|撤并|推荐|新改|申报|资助|发放|提拔")),
)
_STAGE = (
    ("opened", re.compile("投用|投入使用|启用|开学|招生|交付使用")),
    ("completed", re.compile("建成|竣工|完工|完成")),
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
    "^(?:[，、和与及的了其中共]|全面|加快|推进|新建成|新改扩建|新改建|新建|改建|扩建|改扩建|建成|建设|新增|增加|创建|创成|争创|评选|认定|引进|招聘|培训|完成|实施|"
    "(?:19|20)\\d\\d年|计划|推评出?|包括|被|将|把|组建|选优配强|选配|选派|提拔|免去|筹措|安装|培育|入选|推进|共计?|培养|开展|举办|现已|目前|按照|获评|获|"
    "国家级|省级|市级|县级|区级|达到|达|为|分别|各|均|年内|今年|全年|累计|力争|争取|确保|申报|推荐|打造|获评|实现|保持|稳定){1,20}")
_TAILS = re.compile("(?:的?创建任务|创建任务|任务|工作|的基础上|的|已|等|和|分别|均|各|达到|达|为|提高到|提升到|保持在?|稳定在?|增至|增长|占|共|约|新增|实现|[0-9，、（(]){1,20}$")


def _first(table, text: str) -> str:
    return next((code for code, pattern in table if pattern.search(text)), "")


_CLAUSES = re.compile("[，。；：,;:\\n]")
LONGEST_SCOPE = 20
_EDGE = "“”‘’ 、，的。；"


def scope_of(name: str) -> str:
    """What is counted, in a few words: the name around a figure without its verbs, no clause of the text."""
    last = _CLAUSES.split(name.strip(_EDGE))[-1]
    return _TAILS.sub("", _VERBS.sub("", last.strip(_EDGE)))[-LONGEST_SCOPE:].strip(_EDGE)


def details(name: str, own: str, act: str, indicator: str, unit: str, sentence: str) -> Details:
    """The unscored columns of one figure: ``name`` of the thing without the figure, its ``own`` item, the verb it shares."""
    counted = unit in _COUNTED
    return Details(
        scope_of(name), "" if counted else _first(_BASIS, own), _first(_FLOW, act + own) if counted else "",
        _first(_STAGE, act + own) if indicator in _STAGED else "", _first(_PERIOD, sentence), _first(_PER, own))
