"""Target, result or reference, where the words around a figure say more than its paragraph.

A reference is the first of a from-to pair, a baseline, a standing standard, or somebody else's figure (rule 6).
"""
from __future__ import annotations

import re

from analysis.extraction.lexicon import HAN, alternation, words

_FROM = re.compile("(?:由|从|自)[^，。；：]{0,24}$")
_TO = re.compile(
    "^[^，。；\\d]{0,10}?(?:提高|增加|增长|上升|提升|扩大|下降|降低|减少|压缩|缩短|调整|恢复|回落|收窄|发展|跃升|攀升|拓展|压减|缩减|精简|合并|突破|调|降|升|提|增|减|扩|缩|变)"
    "[^，。；\\d]{0,3}?(?:到|至|为|成)|^[^，。；\\d]{0,4}(?:到|至)(?!今)|^(?:减|增|降|升|提(?![前供出]))(?:少|加|低|高)?(?:到|至|为)?")
_UPON = re.compile("^[^，。；]{0,30}的?基础上")
# 从农村570元、城镇653元，提高到886元: both are older.
_BOTH_FROM = re.compile("(?:由|从)[^，。；：]{0,36}$")
_LATER_TO = re.compile("(?:[、和][^，。；]{1,14}){0,2}，?(?:分别|统一)?(?:" + alternation(words("moved")) + ")[到至为]")
_DOING = re.compile("办好[^，。；\\d]{3,9}|推动|实施|推进|落实|抓好")
_ONE_OF = re.compile("(?:入选|成为|列入|纳入|是|跻身)[^，。；]{0,10}(?:全国|全省|全球|世界|国家)[^，。；]{0,6}$")
_COMPARED = re.compile("(?:比(?![例率重])|较)[^，。；]{0,12}(?:的|为)?$")
_OTHERS = re.compile("(?:全国|全省|全市|全区|世界|同类城市|周边)[^，。；]{0,8}平均(?:水平|数|值)?(?:为|是|的|（|\\()?$|(?:国家|国定|省定|部颁|规定|法定|国际)[^，。；]{0,6}(?:标准|要求|底线|红线|警戒线)(?:为|的|是|（|\\()?$")


def is_reference(before: str, after: str, measure: str) -> bool:
    """Whether a figure is a reference, by the text before its row of figures and after it (both up to a clause mark)."""
    if measure == "change":
        return False
    if "基础上" in after and _UPON.match(after) and "在" in before and not _DOING.search(before):
        return True
    if ("由" in before or "从" in before or "自" in before) and _FROM.search(before) and _TO.match(after):
        return True
    if ("均" in before or "准" in before or "求" in before or "线" in before) and _OTHERS.search(before):
        return True
    if HAN.match(after) and ("全" in before or "国" in before or "世界" in before) and _ONE_OF.search(before):
        return True  # 是全国30个试点县之一; not 列入国家级名录9个
    return ("比" in before or "较" in before) and bool(_COMPARED.search(before) and _TO.match(after))


_PLANNED_IN_REVIEW = re.compile("(?:计划(?:总)?(?:投资|招聘|招录|新建|建设|引进|投入|完成)|拟(?:建|招|投|新)|年度计划(?:总)?投资(?=$)|上报|(?<!比)(?:投资|招聘|年度|用地)计划(?=为?$))[^，。；：完成]{0,18}$")
_DRAWN_UP = re.compile("(?:规划|计划|目标)[^，。；]{0,14}$")
_THEN_DONE = re.compile("[^。；]{0,14}已(?:竣工|建成|完成|开工|投用)")
_GOAL = re.compile("^的?(?:目标|任务|计划数|预期)")
_MET = re.compile("(?:低于|高于|超过|完成|省定|省控|市定|国家|年度|预期|年初)[^，。；]{0,6}$")
_DONE_IN_PLAN = re.compile("(?:已经?|现已|目前|(?<![对将把])现有|截至|上年|去年)[^，。；：]{0,20}$")


def kind_of(place, figure, plans: bool, sentence: str) -> tuple[str, str]:
    """target, result or reference, and the rule that says so ('' where it is what the sentence says: ``plans``)."""
    if is_reference(place.before, place.after, figure.measure) and not (figure.unit == "rank" and not place.after[:1].strip("，。；、县市区")):
        return "reference", "reference"
    if figure.measure == "level" and ("由" in place.clause or "从" in place.clause) and _BOTH_FROM.search(place.clause) and _LATER_TO.match(sentence, place.end):
        return "reference", "from"
    if place.after and _GOAL.match(place.after) and _MET.search(place.before):
        return "target", "goal"
    if plans:
        return ("result", "done") if _DONE_IN_PLAN.search(place.clause) else ("target", "")
    planned = _PLANNED_IN_REVIEW.search(place.clause) or (_DRAWN_UP.search(place.before) and _THEN_DONE.match(place.rest + sentence[place.end + len(place.rest):place.end + len(place.rest) + 14]))
    return ("target", "planned") if planned else ("result", "")
