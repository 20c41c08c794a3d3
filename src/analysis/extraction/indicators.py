"""From what a figure measures to the id of an indicator, by the codebook's synonyms.

``data/raw/codebook/synonyms.csv`` has one rule a row, tried from top to bottom; the first that
fits decides. A cell holds words separated by ``|``; ``…`` inside one stands for up to 12 characters.

unit        units of the coding manual, separated by blanks
thing       words for what is counted or measured (``@kindergarten``, ``@school``, ``@joint``: what the
            neighbours in the list are, for figures without a noun of their own)
act         words for what is done with it, in the figure's item or the head of its list; empty: any
needs       one of these must stand in the figure's clause; empty: none is needed
topic       one of these must stand in its sentence
excludes    none of these may stand in the figure's own item, nor (with ^ before it) in the head that it shares
as_unit     the unit that such figures have, where a bare measure word does not say it
confidence  0 to 1

To teach a synonym, add it to a cell or add a row, and run again.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis import codebook
from analysis.extraction.lexicon import alternation

OTHER = "other"
EDUCATION = re.compile(
    "教育|学校|幼儿|入园|入学|园|校|学位|教师|学生|高考|中考|高中|初中|小学|中学|辍学|巩固率|升学|上线|助学|校舍|师生|学费|生均|"
    "受教育|班额|教学|教研|学前|名师|书记|专业|学科|课程|读书|贷款|学历|职教|教共体|普九|两基|公办|普惠|食堂|基地|集体|骨干|持证|满意|新秀|提拔|品牌|示范点|语言文字|好少年|少年")
_KINDERGARTEN = re.compile("幼儿园|幼儿|园所|公办园|民办园|普惠园|学前")
_SCHOOL = re.compile("学校|小学|中学|初中|高中|中小学|完小|教学点|职校|校区|校舍|义务教育|校(?!园)")
_HIGHER = re.compile("大学|高校|学院|高职|高等")


class Rule(NamedTuple):
    """One compiled row of the synonyms."""

    indicator: str
    thing: re.Pattern | None
    group: str
    act: re.Pattern | None
    needs: re.Pattern | None
    topic: re.Pattern | None
    excludes: re.Pattern | None
    excludes_head: re.Pattern | None
    as_unit: str
    confidence: float


class Item(NamedTuple):
    """What stands around a figure: its own item of the list, the head it shares, the sentence."""

    unit: str
    own: str
    head: str
    clause: str
    topic: str
    group: str


class Decision(NamedTuple):
    """The id of a figure, the unit if the rule sets one, how sure, and the name of the rule."""

    indicator: str
    unit: str
    confidence: float
    rule: str


ELSEWHERE = Decision(OTHER, "", 0.95, "other:subject")
_BARE_WORDS = ("其中|新建|改建|扩建|改扩建|新改扩建|新改建|建成|建设|新增|增加|投用|投入使用|开工|竣工|完工|创建|创成|争创|评选|认定|推荐|"
               "申报|撤并|整合|完成|改造|达到|达|共有|共|总计|共计|累计|分别|各|均|已|已经|新|约|近|为|有|到|至|再|又|则|也|还|并|和|与|及|以及|、|，|；|"
               "国家级|省级|市级|县级|区级|提高|提升|增长|增至|下降|降低|上升|升至|降至|较|比|同比|去年|上年|前年|年|今年|全年|年内|保持|稳定|在|从|由|占比|比例|"
               "人数|数量|数|居|位居|列|排名|全省|全市|全国|全县|全区|的|以上|名列|跃居|占|上|下|中|个|其|率|获|超过|超|突破|力争|确保|争取|实现|继续|启动|动工|建|公办|民办|普惠性|普惠|每人|每年|每生|每月|一次性|标准|投入|投资|筹措|筹集|安排|资金|总|财政|补助|补贴|发放|减免|省|市|县|区|级|学年|岁|人|名|左右|本级|市本级|获评|获|推评出|给予|给|惠及|受益|受助|享受|每天|平均|水平|额|现已|目前|年度|计划|超额|完成率|余|多|以下")
_BARE = re.compile(f"^(?:{alternation(_BARE_WORDS.split('|'))}|[\\s“”‘’（）()—\\d.%a-zA-Z]){{0,24}}$")
_JOINED = re.compile("[、和与及]")
_PART = re.compile("^[，、；]?[^，。；]{0,6}其中")
_HAN = re.compile("[\u4e00-\u9fff]")
_NO_BRACKETS = {ord(char): None for char in "（）"}  # 新（改）建 is 新改建
_LIST_END = re.compile("[；：]")
_OWN_VERB = re.compile("开展|参与|纳入|实施|实行|推行|退回|下放|结对|划转|用于|迁入|参加|覆盖|面向|拥有")
_NOUNLESS = re.compile("学位|名额|座位|个|所|万|千|项目|工程|[一二两三四五六七八九十百]")
_ACTS = re.compile(
    "新建|改建|扩建|新改|建成|建设|开工|竣工|投用|投入使用|交付|迁建|重建|新增|增加|新办|创办|启用|改造|提升|加固|改善|修缮|完善|升级|创建|创成|"
    "评为|评选|认定|命名|荣获|入选|授予|确定为|晋升|打造|培育|申报|推荐|争创|撤并|合并|整合|停办|组建|成立|建立|配备|配置|安装|更新|添置|"
    "招聘|引进|招录|签约|培训|交流|轮岗|资助|惠及|减免|补助|提拔|选配|选优配强|选派|推评|获评|被评|通过|投资|投入|筹集|发放|达标|验收|录取|上线|免除|免费|享受|受益")


class Carried:
    """What one figure of a sentence hands to the next: the noun it counted, the verb, the schools listed."""

    def __init__(self):
        self.noun, self.act, self.groups, self.last = "", "", set(), ""
        self.total, self.part_of, self.unit, self.figure = "", None, "", None

    def start(self, sentence: str) -> None:
        """A new sentence: the verb is forgotten, the schools listed become those of the sentence before."""
        self.last, self.noun, self.act, self.groups = group_of(self.noun), "", "", set()
        self.total, self.part_of, self.unit, self.figure, self.recent = "", None, "", None, []

    def enter(self, place, figure) -> None:
        """Before a figure: after 其中 it is a part of the one before; so are its neighbours until another verb or unit."""
        if _PART.match(place.left) and self.figure is not None:
            same = figure.unit == self.unit
            self.total, self.part_of = (self.noun if same else ""), self.figure
        elif self.part_of is not None and (figure.unit != self.unit or _ACTS.search(place.left)):
            self.total, self.part_of = "", None

    def own(self, place, name: str, sentence: str) -> str:
        """The text that says what a figure is of; without a noun of its own, its neighbour's is put before it."""
        figure = sentence[place.start:place.end]
        if place.respective and len(self.recent) >= place.respective[1]:  # 幼儿园3所、小学2所，分别新增学位…个、…个
            number, count = place.respective
            name = f"{self.recent[len(self.recent) - count + number]}，{place.left}"
        left = place.left
        if _HAN.match(place.right) and not _BARE.match(place.right):  # 教育联盟和141个实训基地: the noun follows
            left = _JOINED.split(left)[-1]
        text = f"{name}{figure}{place.right}" if name else f"{left}{figure}{place.right}"
        if _BARE.match(place.left if not name else name) and _BARE.match(place.right):
            following = _LIST_END.split(sentence[place.end:place.end + 40])[0] if "元" in figure else place.rest
            before = self.noun or sentence[max(0, place.start - len(place.clause) - 30):place.start - len(place.clause)]
            forward = "元" in figure or not before or _HAN.match(place.right)
            text = f"{'' if _HAN.match(place.right) else before}{text}{following if forward else ''}"
        if self.total:
            text = f"{self.total}{text}"
        return text.translate(_NO_BRACKETS)

    def thing(self, place) -> str:
        """The noun of a figure: after it, before it, else the neighbour's."""
        return place.right if _HAN.match(place.right) and not _BARE.match(place.right) else place.left if not _BARE.match(place.left) else self.noun

    def item(self, unit: str, own: str, place, sentence: str) -> Item:
        """All that the rules may look at."""
        if _ACTS.search(own) or (_HAN.match(place.right) and _OWN_VERB.search(place.right)):
            head = ""  # it says itself what was done
        else:
            head = place.clause if _ACTS.search(place.clause) else self.act or place.rest
        group = group_of(own)
        if not group and _BARE.match(_NOUNLESS.sub("", own)):
            group = "joint" if len(self.groups) > 1 or "joint" in self.groups else next(iter(self.groups), self.last)
        clause = f"{own}{place.clause}{sentence[place.start:place.end]}{place.rest}"
        return Item(unit, own, head, clause, sentence, group)

    def keep(self, place, own: str, figure) -> None:
        """Remember a figure for the next one of its sentence."""
        self.noun = own if not self.total else self.noun
        if _ACTS.search(own):
            self.act = own
        elif _ACTS.search(place.clause):
            self.act = place.clause
        if not place.respective:
            self.recent.append(own)
        if self.part_of is None:
            self.figure, self.unit = figure.start, figure.unit
        group = group_of(own)
        if group:
            self.groups.add(group)


def pattern(cell: str) -> re.Pattern | None:
    """The words of a cell as a regular expression; None for an empty cell."""
    words = [word for word in cell.split("|") if word and not word.startswith("@")]
    if not words:
        return None
    gap = "[^，。；：]{0,12}?"
    return re.compile("|".join(gap.join(re.escape(part) for part in word.split("…")).replace("\\$", "$") for word in words))


def compiled(rows: list[dict]) -> dict[str, tuple[Rule, ...]]:
    """The rules by unit, in the order of the table."""
    rules: dict[str, list[Rule]] = {}
    for row in rows:
        group = next((word[1:] for word in row["thing"].split("|") if word.startswith("@")), "")
        group = group or next((word[1:] for word in row["needs"].split("|") if word.startswith("@")), "")
        rule = Rule(row["indicator"], pattern(row["thing"]), group, pattern(row["act"]),
                    pattern(row["needs"]), pattern(row["topic"]), pattern(row["excludes"].replace("^", "")),
                    pattern("|".join(word[1:] for word in row["excludes"].split("|") if word.startswith("^"))), row["as_unit"], float(row["confidence"] or 0.9))
        for unit in row["unit"].split():
            rules.setdefault(unit, []).append(rule)
    return {unit: tuple(found) for unit, found in rules.items()}


@lru_cache(maxsize=4)
def _rules() -> dict[str, tuple[Rule, ...]]:
    return compiled(codebook.synonyms().to_dict("records"))


def group_of(text: str) -> str:
    """kindergarten, school or joint: what a stretch of text names; '' for neither."""
    young, old = _KINDERGARTEN.search(text), _SCHOOL.search(text)
    if young:
        return "joint" if old and "附设" not in text and "附属" not in text else "kindergarten"
    return "school" if old and not _HIGHER.search(text) else ""


def _fits(rule: Rule, item: Item) -> bool:
    if rule.group and rule.group != item.group:
        return False
    if rule.thing and not rule.thing.search(item.own):
        return False
    if rule.excludes and rule.excludes.search(item.own):
        return False
    if rule.excludes_head and rule.excludes_head.search(item.head):
        return False
    if rule.act and not (rule.act.search(item.own) or rule.act.search(item.head)):
        return False
    if rule.needs and not rule.needs.search(item.clause):
        return False
    return not rule.topic or bool(rule.topic.search(item.topic))


def decide(item: Item, rules: dict[str, tuple[Rule, ...]] | None = None) -> Decision:
    """The indicator of a figure: the first rule that fits, ``other`` where none does."""
    for rule in (rules or _rules()).get(item.unit, ()):
        if _fits(rule, item):
            words = rule.thing.search(item.own)[0] if rule.thing else rule.group
            return Decision(rule.indicator, rule.as_unit or item.unit, rule.confidence, f"{rule.indicator}:{words}")
    return Decision(OTHER, item.unit, 0.7, "other:education")
