"""Who confers a title, and how firmly a target is worded."""
from __future__ import annotations

import re

# award_level, from the highest; 国家和省级 takes the first that is found
_LEVELS = (
    ("national", re.compile("国家(?!助学|统一|通用)|全国|教育部|国务院|中央(?!财政)|中国")),
    ("provincial", re.compile("(?<![全我本各])省(?!略|钱|时|力|内|市|会|属|直|财|委|政|定)|自治区")),
    ("prefecture", re.compile("地市级|州级|盟级|(?<![全我本各城县])市(?!场|民|政|中心|容|内|外|区|属|直|委|域|县)")),
    ("county", re.compile("县级|区级|旗级|本级")),
)
_TITLE = re.compile(
    "示范|特色|优质|星级|一级|二级|等级|先进|称号|品牌|试点|实验|基地|模范|优秀|文明|标准化|书香|好少年|新秀|特级|正高|名师|楷模|标兵|"
    "能手|达标|现代化|重点|强县|强区|强镇|均衡|卓越|品质|奖|工人先锋号|德育|实训|研学|中心|专业|课程|学科|精品|样板|平安|绿色|智慧|清廉|健康")
_EVENT = re.compile("活动|比赛|竞赛|大赛|会议|现场会|积案|案件|展演|演出|教研活动")
_OWN_CITY = re.compile("(?<![\u4e00-\u9fff])(?:市级|市本级|本级|本市|XX市|xx市|[Xx×]{1,3}市|市(?!.{0,2}市))")
# the nouns that titles are conferred on: the other figures of a text confer none
TITLED = frozenset({
    "kindergartens_designated", "schools_designated", "bases_created", "areas_designated", "programmes_designated",
    "teachers_honoured", "students_honoured"})

_COMMIT = re.compile("(?P<firm>确保|必须|保证|务必|不得|保(?=[一二三四五六七八九十]))|(?P<aspirational>力争|争取|争创|努力|力求|申报|冲刺|争(?=[一二三四五六七八九十]))")
_PLAN_VERB = re.compile(
    "新建|新增|新改|改扩建|建设|建成|完成|推进|实施|创建|打造|培育|开展|组织|加快|加强|加大|扩大|增加|引进|招聘|培训|改造|扩建|开工|启动|"
    "落实|举办|发展|支持|推动|提升|优化|改善|解决|构建|建立|推荐|评选|资助|投入|安排|撤并|整合|办好|抓好|做好|深化|筹建|转移|实现|进一步|继续")
_BREAK = re.compile("[，；]")


def award_level(own: str, head: str, county_level_city: bool = False, city: str = "") -> str:
    """Who confers the title named around a figure: national, provincial, prefecture, county or ''.

    ``own`` is the figure's item, ``head`` the earlier part of its list, used when the item names nobody. In a
    county-level city its own 市级 and 本级 are county; another 市 that is named is the prefecture.
    """
    if _EVENT.search(own) or not _TITLE.search(own + head):
        return ""
    return _level(own, county_level_city, city) or _level(head, county_level_city, city)


def _level(text: str, county_level_city: bool, city: str) -> str:
    for name, pattern in _LEVELS:
        if pattern.search(text):
            if name == "prefecture" and county_level_city and _own_city(text, city):
                return "county"
            return name
    return ""


def _own_city(text: str, city: str) -> bool:
    named = re.search("([\u4e00-\u9fff]{2,3})市(?!级)", text)
    if city and city in text:
        return True
    return not (named and named[1] not in ("全市", "本市")) or bool(_OWN_CITY.search(text) and not named)


def commitment(sentence: str, position: int) -> str:
    """firm, plain or aspirational for the target at an offset of its sentence.

    The word reaches verbs joined by 、 and later clauses until one after ， or ； has a plan verb of its own;
    it does not reach back.
    """
    last = None
    for match in _COMMIT.finditer(sentence, 0, position):
        last = match
    if last is None:
        return "plain"
    later = _BREAK.split(sentence[last.end():position])[1:]
    if any(_PLAN_VERB.search(clause) for clause in later):
        return "plain"
    return last.lastgroup
