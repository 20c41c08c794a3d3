"""What one figure is shared by, and which name belongs to which figure of a row of figures.

``A、B、C分别达到x、y、z`` gives each figure its name; ``A和B达x`` and ``A、B各x`` give one figure a row
for each name (rule 3 of the coding manual). All offsets are within one sentence.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from analysis.extraction import counted, numerals

_JOIN = re.compile("、|以及|及其|和|与|(?<!普)及(?!格|以上)")
# what may stand between the figures of one row of figures: 88.5%、80%和65%
_BETWEEN = frozenset(("", "、", "和", "与", "及", "以及", "，和", ","))
# where the names end and what is said of them begins
PREDICATE = re.compile(
    "(?:继续|始终|基本(?!养老|医疗|公共|药|农田|生活)|总体|连续|稳定|已经|已|(?<![年人平户生日月亩单村])均|都|分别|力争|争取|确保|实现|预计|总数|总额|比重|双双|又|再|再次|"
    "较|比|同比|由|从|占|达|达到|到|为|是|在|至|稳|保持|提高|提升|增长|增加|增至|增幅|下降|降低|降至|降幅|减少|上升|升至|"
    "突破|(?<=[率量值数入分])全[国省市区州]|超过|超|高于|低于|不低于|控制|(?<!城)居(?![保民])|位居|列|排|排名|完成|仅|近|约|突|扩大|回升|回落|翻|创)")
_METRIC = re.compile("(?:率|比例|比重|占比|覆盖面|率分别|水平|标准|收入|总值|产值|增加值|投资|总额|额|量|数|支出|价格|面积|产量|人次|件|起|分|速|金|率均)$")
_RATE = re.compile("(?:(?:毛|净|综合|总)?(?:入学率|入园率|巩固率|升学率|普及率|(?:参保)?覆盖率|参保率|参合率|(?:报销|支付)比例|建成率|签约率|配备率|完成率|合格率|达标率|满意率|就业率|辍学率|比例|占比|比重|覆盖面))$")
_ANY_RATE = re.compile("[\u4e00-\u9fff]{1,4}率$")
_STANDARD = re.compile("(?:财政|政府)?(?:补助|筹资|报销|补贴)?标准$|(?:标准化)?建设$")
_SPENT = re.compile("(?:支出|投入)$")
_PER_STUDENT = re.compile("生均.{2,20}$")
_STAGE = re.compile("^(?:学前|小学|初中|高中|高等|义务|中职|本科|专科|学龄|九年)")
_EACH = re.compile("(?:各|各有|各建|各办|各创建|各新增|各设|各增|各获|各获得|各建成|各新建)$")
_WHOSE = re.compile("公办|民办|普惠性?|公益性|优质")
_COUNTED_ALL = re.compile("([二两三四五六七八九]|\\d)(?:项|个|大|类)(?:主要|核心)?(?:指标|指数|比率|比例)?$")
_LEVEL = re.compile("(?:创建|争创|评选|建成|新增)?(?:国家|省|市|县|区|州|盟|校|镇|乡)级")
_ALL = re.compile("(?<![年人平户生日月亩单村])均|都|分别|双双|皆")
_TOGETHER = re.compile("等|[一二两三四五六七八九十\\d]{1,3}(?:个|大|项|类|种|所|家|地|省|市|县)")
# Things of one kind that one rate is said of: 新农保、城居保参保率.
_INSURANCE = re.compile("(?:[保险]|农合|养老|医疗|失业|工伤|生育)$")
_PROGRAMME = re.compile("(?:工程|计划|行动)[”]?$")
_PART_OF = re.compile("(?<![定持制])在|占|[幼儿学]生")
_SHARE_OF = re.compile("的([^，。；：（]{4,40})")
LONGEST_NAME, LONGEST_LIST = 40, 160


class Run(NamedTuple):
    """Figures that stand side by side and the names before them."""

    first: int
    last: int


def runs(sentence: str, spans: list[tuple[int, int]]) -> list[Run]:
    """The rows of figures: neighbours with nothing but 、 or 和 between them."""
    found, first, end = [], 0, None
    for i, (start, stop) in enumerate(spans):
        if end is not None and (start - end > 2 or sentence[end:start] not in _BETWEEN):
            found.append(Run(first, i - 1))
            first = i
        end = stop
    found.append(Run(first, len(spans) - 1))
    return found


def named(left: str) -> str:
    """The part of the text before a figure that names what is measured: without its predicate."""
    left = left[-LONGEST_LIST:]
    last = None
    for match in PREDICATE.finditer(left):
        if match.start() > 0 and not _JOIN.search(left, match.end()):
            last = match
            break
    return left[:last.start()] if last else left


def _rate(name: str) -> re.Match | None:
    """The noun of a rate at the end of a name: 毛入学率, 占比; of an unknown rate, its last characters."""
    return _RATE.search(name) or _PER_STUDENT.search(name) or _SPENT.search(name) or _ANY_RATE.search(name)


def names(left: str) -> list[str]:
    """The names in a list: 学前三年毛入园率、九年义务教育巩固率 → two. A name without its noun gets the last one's."""
    parts = [part.strip() for part in _JOIN.split(named(left)) if part.strip()]
    if len(parts) > 1:
        whose = _WHOSE.match(parts[-1])
        if whose:  # 公办、普惠性幼儿园在园幼儿占比: both are of kindergartens
            parts = [part + parts[-1][whose.end():] if _WHOSE.fullmatch(part) else part for part in parts]
        tail = _rate(parts[-1])
        if tail:
            parts = [part if _METRIC.search(part) else part + tail[0] for part in parts]
    return [part[-LONGEST_NAME:] for part in parts]


def each(left: str) -> list[str]:
    """The names of a list before 各: 书香校园、温馨校园各 → two; a single one → none."""
    match = _EACH.search(left) if "各" in left[-4:] else None
    if not match:
        return []
    parts = [part for part in _JOIN.split(left[:match.start()]) if part]
    titled = _LEVEL.match(parts[-1]) if parts else None
    if titled:  # 省级、市级书香校园各: the title is that of the last
        parts = [part + parts[-1][titled.end():] if _LEVEL.fullmatch(part) else part for part in parts]
    return parts if len(parts) > 1 else []


def _kind(name: str) -> str:
    """Of which kind a thing is that shares a rate with others: insurance, programme, institution; '' for any other."""
    if _INSURANCE.search(name):
        return "insurance"
    return "programme" if _PROGRAMME.search(name) else "institution" if counted.unit_of(name) == "institution" else ""


def _alike(parts: list[str]) -> bool:
    """Whether all the parts, the last without its rate or standard, are things of one kind."""
    tail = _rate(parts[-1]) or _STANDARD.search(parts[-1])
    kind = _kind(parts[-1][:tail.start()] if tail else parts[-1])
    return bool(kind) and all(_kind(part) == kind for part in parts[:-1])


def shares_of(right: str) -> list[str]:
    """The institutions that a percentage before them is said of (75%的乡镇卫生院、社区医院): two or more, else none."""
    found = _SHARE_OF.match(right)
    parts = _JOIN.split(found[1]) if found and _JOIN.search(found[1]) else []
    return parts if len(parts) > 1 and all(counted.right(part, 0).unit == "institution" for part in parts) else []


def several(left: str, rate: bool) -> list[str]:
    """The names that a rate, rank or change said once holds for; fewer than two → none.

    Split where each name ends in something measured (入学率和巩固率), where 均 or 都 says so, or where the
    names are stages that share one rate (小学、初中入学率). A compound (城乡, 集团化、联盟化办学) is one.
    """
    if not rate or not _JOIN.search(left):
        return []
    before = named(left)
    raw = [part.strip() for part in _JOIN.split(before) if part.strip()]
    said = bool(_ALL.search(left[len(before):]))
    counted_all = _COUNTED_ALL.search(raw[-1]) if said and len(raw) > 1 else None
    if counted_all and numerals.value(counted_all[1]) == len(raw):  # 甲率、乙率、丙率三项指标均
        raw[-1] = raw[-1][:counted_all.start()]
        return [part[-LONGEST_NAME:] for part in raw]
    if len(raw) < 2 or _TOGETHER.search(raw[-1]):
        return []
    metrics = sum(bool(_METRIC.search(part)) for part in raw)
    stages = bool(_rate(raw[-1])) and all(_STAGE.match(part) and len(part) < 8 for part in raw[:-1])
    if said or metrics == len(raw) or (stages and len(raw) == 2) or _alike(raw) and not _PART_OF.search(left, len(before)):
        return names(left)
    if metrics > 1 and _METRIC.search(raw[-1]):
        return [part for part in raw if _METRIC.search(part)]
    return []
