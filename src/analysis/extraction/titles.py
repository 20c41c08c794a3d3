"""Who confers a title, and how firmly a target is worded."""
from __future__ import annotations

import re
from functools import cache

from analysis import codebook
from analysis.extraction.carried import words
from analysis.extraction.lexicon import alternation

# award_level, from the highest; 国家和省级 takes the first that is found
_LEVELS = (
    ("national", re.compile("国家(?!助学|统一|通用)|全国|教育部|国务院|中央(?!财政)|中国")),
    ("provincial", re.compile("(?<![全我本各])省(?!略|钱|时|力|内|市|会|属|直|财|委|政|定)|自治区")),
    ("prefecture", re.compile("地市级|州级|盟级|(?<![全我本各城县])市(?!场|民|政|中心|容|内|外|区|属|直|委|域|县)")),
    ("county", re.compile("县级|区级|旗级|本级")),
)
_TITLE = re.compile(alternation(words("title")))
_EVENT = re.compile("活动|比赛|竞赛|大赛|会议|现场会|积案|案件|展演|演出|教研活动")
_CONFERRED = re.compile("(?:国家|省|自治区|市|县|区)级|获评|被评|评为|荣获|入选|授予|命名|获批|国家一级|创建")
# the nouns that titles are conferred on: the other figures of a text confer none
TITLED = frozenset({
    "kindergartens_designated", "schools_designated", "bases_created", "areas_designated", "programmes_designated",
    "teachers_honoured", "students_honoured"})

_COMMIT = re.compile("(?P<firm>确保|必须|保证|务必|不得|保(?=[一二三四五六七八九十]))|(?P<aspirational>力争|争取|争创|努力|力求|申报|冲刺|争(?=[一二三四五六七八九十]))")
_PLAN_VERB = re.compile(alternation(words("plan_verb")))
_BREAK = re.compile("[，；]")


def other_level(own: str, head: str) -> str:
    """Who confers the title of a figure of another field, only where the words of conferring stand beside it."""
    conferred = _CONFERRED.search(own) or _CONFERRED.search(head)
    return award_level(own, head) if conferred and _TITLE.search(own + head) else ""


def award_level(own: str, head: str, county_level_city: bool = False, city: str = "") -> str:
    """Who confers the title named around a figure: national, provincial, prefecture, county or ''.

    ``own`` is the figure's item, ``head`` the earlier part of its list, used when the item names nobody. In a
    county-level city its own 市级 and 本级 are county; another 市 that is named is the prefecture.
    """
    if _EVENT.search(own):
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
    """Whether 市 in a text is the county-level city itself: no prefecture is named, or the city is."""
    return bool(city and city in text) or not any(name in text for name in _prefectures())


@cache
def _prefectures() -> tuple[str, ...]:
    """The names of prefectures and larger cities, without 市."""
    regions = codebook.regions()
    names = regions.loc[regions["level"].isin(("prefecture", "province")), "name"]
    return tuple(sorted({name.removesuffix("市") for name in names if name.endswith("市") and len(name) > 2}))


def commitments(sentence: str) -> list[tuple[int, str]]:
    """The words of commitment in a sentence: where each ends, and firm or aspirational."""
    return [(match.end(), match.lastgroup) for match in _COMMIT.finditer(sentence)]


def commitment(sentence: str, position: int, found: list[tuple[int, str]] | None = None) -> str:
    """firm, plain or aspirational for the target at an offset of its sentence (``found``: its commitments, if known).

    The word reaches verbs joined by 、 and later clauses until one after ， or ； has a plan verb of its own;
    it does not reach back.
    """
    before = [pair for pair in (commitments(sentence) if found is None else found) if pair[0] <= position]
    if not before:
        return "plain"
    end, force = before[-1]
    later = _BREAK.split(sentence[end:position])[1:]
    return "plain" if any(_PLAN_VERB.search(clause) for clause in later) else force
