"""What a figure is of: the text of its own item, and what its neighbours in the sentence hand on to it.

A figure without a noun of its own counts what the one before it counted (新建19所，改扩建35所), one without a verb
shares that of its list (新建幼儿园8所、小学3所), one after 其中 is a part of the one before. The lists of words are in
``data/words.csv``.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from analysis.extraction.lexicon import HAN, alternation, table


def words(name: str) -> list[str]:
    """The words of one list of ``data/words.csv``."""
    return [row["word"] for row in table("words") if row["list"] == name]


EDUCATION = re.compile(alternation(words("education")))
# words that name nothing: an item of these alone takes the noun of its neighbour
_BARE = re.compile(f"^(?:{alternation(words('bare'))}|[\\s“”‘’（）()—\\d.%a-zA-Z]){{0,24}}+$")
_ACTS = re.compile(alternation(words("act")))
_BUILT = re.compile(alternation(words("built")))
_OWN_VERB = re.compile(alternation(words("own_verb")))
_JOINED = re.compile("[、和与]|(?<![惠普涉以])及")
_PART = re.compile("^[，、；]?[^，。；]{0,6}其中")
_PROVIDED = re.compile("筹|安排|投入|拨|争取|投资|资金|经费|设立|列支")
_SPENT_ON = re.compile("(?:资金|经费)?，(?:用于|专项|补助|支持|实施|完成|积极|全面|重点|启动|推进|新|改|扩|建|为|对)")  # a new verb after an amount
_FOR = re.compile("(?:并|还|先后|继续|免费|累计|共){0,2}(?:为|给|对|向)(?![了主])")
_SHARED_NOUN = re.compile("(?!元)[一-龥]{0,4}[、和与及][省市县区国家级]{0,3}[\\dxX×○一二两三四五六七八九十]{1,4}[个所名项家]")
_NO_BRACKETS = {ord(char): None for char in "（）"}  # 新（改）建 is 新改建
_LIST_ACT = re.compile("(培训|招聘|创建|改造|评选|认定|轮岗|资助)(?:工作|任务|项目|工程)?$")
_CLAUSE = re.compile("[，；：]")
_RESPECTIVE = re.compile("分别|各")
_LIST_END = re.compile("[；：]")
_NOUNLESS = re.compile("入学名额|优质|学位|名额|座位|个|所|万|千|项目|工程|[一二两三四五六七八九十百]")
_KINDERGARTEN = re.compile("幼儿园|幼儿|园所|公办园|民办园|普惠园|学前")
_SCHOOL = re.compile("学校|分校|普高|小学|中学|初中|高中|中小学|附中|附小|完小|教学点|职校|校区|校舍|义务教育|校(?!园)")
_HIGHER = re.compile("大学|高校|学院|高职|高等")


def _named(text: str) -> str:
    """What follows an amount, up to the comma behind the first thing named (投资3亿元，实施12个项目，抓好… ends after 项目)."""
    position = text.find("，", 1)
    while position > 0 and (_BARE.match(text[:position].lstrip("，")) or text.find("其中", 0, position) >= 0):
        position = text.find("，", position + 1)
    return text[:position] if position > 0 else text


class Item(NamedTuple):
    """What stands around a figure: its unit, its own item of the list, the head it shares, its clause, its sentence
    (``topic``), and what the schools listed are (``group``: kindergarten, school, joint or '')."""

    unit: str
    own: str
    head: str
    clause: str
    topic: str
    group: str


def group_of(text: str) -> str:
    """kindergarten, school or joint: what a stretch of text names; '' for neither."""
    young, old = _KINDERGARTEN.search(text), _SCHOOL.search(text)
    if young:
        return "joint" if old and "附设" not in text and "附属" not in text else "kindergarten"
    return "school" if old and not _HIGHER.search(text) else ""


class Carried:
    """What one figure of a sentence hands to the next: the noun it counted, the verb, the schools listed."""

    def __init__(self):
        self.noun, self.name, self.act, self.groups, self.last = "", "", "", set(), ""
        self.total, self.part_of, self.unit, self.figure = "", None, "", None

    def start(self, sentence: str) -> None:
        """A new sentence: the verb is forgotten, the schools listed become those of the sentence before."""
        self.last, self.noun, self.name, self.act, self.groups = group_of(self.noun), "", "", "", set()
        self.total, self.part_of, self.unit, self.figure, self.recent = "", None, "", None, []

    def enter(self, place, figure) -> None:
        """Before a figure: after 其中 it is a part of the one before; so are its neighbours until another verb or unit."""
        if _PART.match(place.left) and self.figure is not None:
            same = figure.unit == self.unit or (figure.unit, self.unit) == ("item", "place")  # 学位9000个，其中城区4000个
            self.total, self.part_of = (self.noun if same else ""), self.figure
        elif self.part_of is not None and (figure.unit != self.unit or _ACTS.search(place.left)):
            self.total, self.part_of = "", None

    def own(self, place, name: str, sentence: str) -> str:
        """The text that says what a figure is of; without a noun of its own, its neighbour's is put before it."""
        figure = sentence[place.start:place.end]
        number, count = place.respective or (0, 0)
        if 0 < count <= len(self.recent) and (_RESPECTIVE.search(place.left) or _BARE.match(place.left)):  # 幼儿园3所、小学2所，分别新增学位…个、…个
            name = f"{self.recent[len(self.recent) - count + number]}，{place.left}"
        left = place.left
        if HAN.match(place.right) and not _BARE.match(place.right):  # 教育联盟和141个实训基地: the noun follows
            last = _JOINED.split(left)[-1]
            left = left if last and _BARE.match(last) else last  # 建设、改造7所: verbs only
        text = f"{name}{figure}{place.right}" if name else f"{left}{figure}{place.right}"
        if _BARE.match(place.left if not name else name) and (_BARE.match(place.right) or place.right[:1] == "、"):
            following = _named(_LIST_END.split(sentence[place.end:place.end + 40])[0]) if "元" in figure else place.rest
            noun = _BUILT.sub("", self.noun) if _ACTS.search(place.left) else self.noun  # 新建学校2所，维修3所: not the verb of the first
            before = noun or sentence[max(0, place.start - len(place.clause) - 30):place.start - len(place.clause)]
            if _SPENT_ON.match(following) or _SHARED_NOUN.match(place.rest) or (HAN.match(place.right) and group_of(place.rest)):
                before = ""  # 投入3亿元，新建学校; 新增5所公办、8所民办幼儿园
            forward = "元" in figure or not before
            text = f"{before}{text}{following if forward else ''}"
        elif "元" in figure and _PROVIDED.search(text) and not EDUCATION.search(text):  # 筹集专项资金3亿元，化解学校债务
            text = f"{text}{_named(_LIST_END.split(sentence[place.end + len(place.right):place.end + 40])[0])}"
        if self.total:
            text = f"{self.total}{text}"
        return text.translate(_NO_BRACKETS)

    def thing(self, place) -> str:
        """The noun of a figure: after it, before it, else its neighbour's."""
        if HAN.match(place.right) and not _BARE.match(place.right):
            return place.right
        bare = _BARE.match(place.left)
        if _SHARED_NOUN.match(place.rest) and (bare or place.right):  # 1个省级、2个市级德育品牌: the noun that both count
            return place.rest
        return self.name if bare else place.left

    def item(self, unit: str, own: str, place, sentence: str) -> Item:
        """All that the rules may look at."""
        if _ACTS.search(own) or (HAN.match(place.right) and _OWN_VERB.search(place.right)):
            head = ""  # it says itself what was done
        elif _FOR.match(place.clause):
            head = place.rest  # 为2万名学生、1万名幼儿发放助学金
        else:
            head = place.clause if _ACTS.search(place.clause) else self.act or place.rest
            done = _LIST_ACT.search(place.rest)
            head += done[1] if done else ""  # 完成1000名教师和80名校长培训
        alone = own.removeprefix(self.total.translate(_NO_BRACKETS)) if self.total else own
        group = group_of(alone) or group_of(own)
        if not group and place.left[:1] == "、":
            group = group_of(place.clause)  # 新建幼儿园12所、学位4500个
        if not group and _BARE.match(_NOUNLESS.sub("", own)):
            said = sentence[:max(0, place.start - len(place.clause) - 1)]
            before = _CLAUSE.split(said)[-1]
            group = group_of(said.rpartition("；")[2]) if "；" in said else ""  # …；开建幼儿园22所，新增学位6500个
            if not group:
                joint = len(self.groups) > 1 or "joint" in self.groups or group_of(before) == "joint"
                group = "joint" if joint else next(iter(self.groups), group_of(sentence[:place.start]) or self.last)
        clause = f"{own}{place.clause}{sentence[place.start:place.end]}{place.rest}"
        return Item(unit, own, head, clause, sentence, group)

    def keep(self, place, own: str, figure) -> None:
        """Remember a figure for the next one of its sentence."""
        self.name = self.thing(place)
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
