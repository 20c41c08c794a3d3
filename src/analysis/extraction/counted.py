"""The unit of a count: the noun counted decides, the measure word where there is none.

Chinese nouns end in their head, so the counted noun is the longest known word that ends the noun phrase
right of the measure word (2个职业教育共同体) or, where the phrase is empty, left of the number (中小学130所).
"""
from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from analysis.extraction.lexicon import BEFORE, NOUNS, alternation, words

WINDOW = 24

# Where a noun phrase after a measure word ends: punctuation, numbers, 的, and verbs that follow a subject.
_EDGE = re.compile("[^\u4e00-\u7683\u7685-\u9fffA-Za-z·-]")  # 的 ends it too
_VERB = re.compile("|".join((*sorted(words("verb"), key=len, reverse=True), "达标(?![校园县])", "达(?!标)", "为(?!民)", "均(?!衡)",
                             "在(?![校园建册职编读])", "获(?!得感)")))
# Words after the head that leave what is counted as it is (86个学校改扩建).
_TAILS = frozenset(words("tail"))
_LEADS = frozenset(words("lead")) | BEFORE.keys()
# Projects merely run, not built.
_RUN = re.compile("实验|试验|培训|课题|研究|创新|改革|资助|实事|活动|数字化|文化|交流|合作|大赛|示范|科研")
_WORKS = re.compile("项目|工程|任务")
_SCHOOLS = re.compile("学校|校建|幼儿园|教育(?!局|厅|部|园|基地|体系)|中学|小学|校园|高中|初中|校舍|中职|高职|公办园|普惠园|大学|学院|改薄")
_LISTED_WORKS = re.compile("[^，。；、,;]{0,12}?(?:项目|工程)")
# Works that are not named follow the school works the paragraph speaks of.
_PLAIN_WORKS = re.compile("(?:前期|续建|攻坚|新建|在建|储备|重点|建设|扩建|改建|改扩建|迁建)项目|义务教育薄弱环节改善")
_SCHOOL_WORKS = re.compile("(?:教育(?:区块|项目|工程)|(?:中学|小学|幼儿园|学校|校区)[^，。；]{0,8}(?:项目|工程)|(?:[新改扩]建|改扩建)(?:学校|中小学|幼儿园)\\d{1,4}所)")
_SCHOOL = "高中|中学|小学|学校|幼儿园|[一二三四五六七八九十\\d][中小]"
_LISTED_SCHOOLS = re.compile(f"(?:{_SCHOOL}|校区|学院|教学楼|实训楼|综合楼|宿舍楼|附[中小]|改扩建|(?:中学|小学|幼儿园|学校|教育)[^，。；]{{0,6}}工程)等$")
_WORKS_BEFORE = re.compile(f"(?:{_SCHOOL})(?:迁建|改扩建|新建|扩建)?等[^，。；、]{{0,4}}(?:项目|工程)$")
_NO_QUOTES = dict.fromkeys(map(ord, "“”"))
_CLAUSE_END = re.compile("[，。；：、,;“”（）]")
_LISTED_ITEMS = re.compile("(?:[^，。；、]{1,6}、){0,3}[^，。；、]{0,6}(?:工作室|基地|中心|项目|工程|平台|团队)")
_PEOPLE = re.compile("(?:参保|就业|扩面|脱贫|减贫|转移|培训|惠及|受益|录取|招生|毕业|人数)[^，。；、]{0,6}$")
_FIRMS = re.compile("[^，。；、]{0,20}(?:企业|公司|厂(?!房)|作坊)")
# 由3.9张增加到7.6张: what is counted stands before.
_GOES_TO = re.compile(f"(?:{alternation(words('moved'))})[到至为]|逐步")
_GRADES = re.compile("(?:[国家省市县区州盟校乡镇村]{1,3}级[、和与]\\d{1,4}[个所家](?=[国家省市县区州盟校乡镇村]{1,3}级[\u4e00-\u9fff])){1,3}")
_MOVING = frozenset(word[0] for word in words("moved")) | {"逐"}
_BEDS = re.compile("(?<![临起河车机温])床(?!单|垫|上)[^，。；]{0,20}$")
_HOUSEHOLDS = re.compile("(?:农村)?(?:农户|贫困户|低保户|居民户|家庭)")
_CLOSING = "）)”》’」"
_OPENING = {"）": "（", ")": "(", "”": "“", "》": "《", "’": "‘", "」": "「"}


class Counted(NamedTuple):
    """The unit that the noun decides ('' if none is known), and the noun phrase as found."""

    unit: str
    noun: str


_NOTHING = Counted("", "")
_NEXT_NUMBER, _STOPS = re.compile("[和与及]\\d"), frozenset(("", "，", "。", "；", "、", "：", "\n", "）", ")"))
_AND = frozenset(("和", "与", "及", "以及"))
_IN_BRACKETS = "市区县站镇街"


def _endings(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each last character the lengths of the words that end in it, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}


def _suffix(phrase: str, words: Container[str], endings: dict[str, tuple[int, ...]]) -> int:
    """The length of the longest of the words that ends the phrase, or 0."""
    for size in endings.get(phrase[-1:], ()):
        if phrase[-size:] in words:
            return size
    return 0


_NOUN_ENDINGS, _TAIL_ENDINGS, _LEAD_ENDINGS = _endings(NOUNS), _endings(_TAILS), _endings(_LEADS)


def _strip(phrase: str) -> tuple[str, str]:
    """The phrase without the words after its head, and those words."""
    bare = phrase
    for _ in range(4):
        size = _suffix(bare, _TAILS, _TAIL_ENDINGS)
        if not size or size == len(bare):
            break
        bare = bare[:-size]
    return bare, phrase[len(bare) :]


def _lead(phrase: str) -> str:
    """The phrase without the words that lead from a noun to its number (达到, 共, 增至)."""
    for _ in range(3):
        size = _suffix(phrase, _LEADS, _LEAD_ENDINGS)
        if not size:
            break
        phrase = phrase[:-size]
    return phrase


def _head(phrase: str) -> str:
    """The unit of the longest known noun that ends the phrase, or ''."""
    size = _suffix(phrase, NOUNS, _NOUN_ENDINGS)
    return NOUNS[phrase[-size:]] if size else ""


def unit_of(phrase: str) -> str:
    found = _head(phrase)
    if found and found != "item":
        return found
    bare, tail = _strip(phrase)
    head = _head(bare) if tail else ""
    if tail and head in ("", "institution") and _WORKS.search(tail) and _SCHOOLS.search(phrase) and not _RUN.search(phrase):
        return "institution"
    if head in ("person", "institution") and _WORKS.search(tail) and not _SCHOOLS.search(phrase):
        return "item"
    return head or found


def right(text: str, end: int) -> Counted:
    """What is counted by a measure word that ends at ``end``: the noun phrase after it."""
    window = text[end : end + WINDOW]
    if window[:1] in ("”", "）", ")") or _NEXT_NUMBER.match(window):
        return _NOTHING  # “新增停车位1000个”, 5000个和2万个
    if "“" in window or "”" in window:  # 46个“全面改薄”项目
        window = window.translate(_NO_QUOTES)
    window = window.removeprefix("的")
    edge = _edge(window)
    verb = _VERB.search(window, 2, edge) if edge > 2 else None
    phrase = window[: verb.start() if verb else edge]
    if phrase[-1:] == "级" and (listed := _GRADES.match(text, end)):
        return Counted(right(text, listed.end()).unit, phrase)  # 10个市级、85个县级医院: one head
    if not phrase or phrase[0] in _MOVING and _GOES_TO.match(phrase):
        return _NOTHING
    unit = unit_of(phrase)
    if not unit and verb and verb[0] in _AND:  # 4个行业和区域教育集团
        unit = unit_of(window[:edge])
    if not unit and not verb and window[edge : edge + 1] == "的":  # 5个全区领先的教育集团
        rest = window[edge + 1 :]
        unit = unit_of(rest[: _edge(rest)])
    if unit == "person" and not verb and window[edge : edge + 1] == "、" and _LISTED_ITEMS.match(window, edge + 1):
        unit = "item"  # 校长、教师、班主任工作室
    return Counted(unit, phrase)


def stops(text: str, end: int) -> bool:
    """Whether no noun can follow a measure word that ends at ``end``: punctuation does."""
    return text[end : end + 1] in _STOPS


def _edge(window: str) -> int:
    """Where the first noun phrase of a window ends by its characters: 5G基站 and 县（市） go on."""
    position = 0
    while edge := _EDGE.search(window, position):
        char, after = edge[0], window[edge.end() : edge.end() + 1]
        if not (char in "）)" or char in "（(" and after in _IN_BRACKETS and after or char.isdigit() and "A" <= after <= "Z"):
            return edge.start()
        position = edge.end()
    return len(window)


def somewhere(phrase: str, unit: str) -> bool:
    """Whether a noun of the unit stands anywhere in the phrase (农村学校师生饮水条件: persons)."""
    return any(_head(phrase[:size]) == unit for size in range(2, len(phrase) + 1))


def persons(text: str, end: int) -> bool:
    """Whether people are named in the clause after a bare number (36万在职和离退休教师)."""
    window = text[end : end + WINDOW]
    stop = _CLAUSE_END.search(window)
    return somewhere(window[: stop.start()] if stop else window, "person")


def insured(text: str, start: int) -> bool:
    """Whether what stands before a bare number is said of people (扩面11万, 转移就业3万)."""
    return bool(_PEOPLE.search(text[max(0, start - 14) : start]))


def firms(text: str, end: int) -> bool:
    """Whether households counted by 户 are firms (5户年销售收入上亿元的企业)."""
    return bool(_FIRMS.match(text, end))


def beds(text: str, start: int) -> bool:
    """Whether 张 counts beds named before it in the clause (床位由3张增加到7张)."""
    return bool(_BEDS.search(text[max(0, start - 30) : start]))


def households(text: str, end: int) -> Counted | None:
    """The households that a bare number counts, whatever is said of them (9万农户院坝)."""
    found = _HOUSEHOLDS.match(text, end)
    return Counted("item", found[0]) if found else None


def school_works(text: str, start: int, end: int) -> bool:
    """Whether the works counted were listed as schools or their buildings (甲高中等4个续建项目)."""
    if text[start - 1 : start] != "等":
        if _WORKS_BEFORE.search(text[max(0, start - 24) : start]):
            return True  # 甲十四小、乙九小等项目9个
        works = _PLAIN_WORKS.match(text, end)
        return bool(works and (works[0].startswith("义务") or _SCHOOL_WORKS.search(text[max(0, start - 70) : start])))
    works = _LISTED_WORKS.match(text, end)
    return bool(works and not _RUN.search(works[0]) and _LISTED_SCHOOLS.search(text[max(0, start - 16) : start]))


def left(text: str, start: int) -> Counted:
    """What is counted by a number that begins at ``start``: the noun phrase before it."""
    window = text[max(0, start - WINDOW) : start].rstrip()
    window = _lead(window)
    while window and window[-1] in _CLOSING:
        opening = window.rfind(_OPENING[window[-1]])
        inner = window[opening + 1 : -1] if opening >= 0 else window[:-1]
        window = inner if opening < 0 or window[-1] in "”》’」" or not window[:opening] else window[:opening]
    for mark in "，。；！？、,;\n":
        window = window.rpartition(mark)[2]
    return Counted(unit_of(window), window)
