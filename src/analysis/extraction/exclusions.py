"""What is not a figure: names, slogans, limits that only say what is counted, lengths of plans.

Rule 2 of the coding manual. Each test looks at a fixed window beside the number; ordinals, dates and
numbering are seen by :mod:`figures` itself from the characters that touch the number.
"""
from __future__ import annotations

import re

from analysis.extraction.lexicon import Measure, alternation, words

_OPEN = re.compile("(?:“[^“”。]{0,22}|《[^《》。]{0,40}|‘[^‘’。]{0,22}|「[^「」。]{0,22}|【[^【】。]{0,22})$")
_CLOSE = re.compile("[^“”《》‘’「」【】。]{0,22}[”》’」】]")
_CLOSE_QUOTE = re.compile('[^"\n]{0,16}"')
_LONGEST_TITLE = 40
# “新增停车位1000个”: a task in quotation marks is no name.
_TASK, _AMOUNT = re.compile("[“‘「【][\u4e00-\u9fff]{3}"), re.compile("\\d{3}")

# After 以上 and the like: what keeps the number a figure although words follow.
_GOES_ON = re.compile(r"[的]?(?:[，。；、：！？,;:!?…\s”）)\]\-—]|$|占|和|及|与|用于|达到|达|为|水平|增|提|降|在|由|实现|通过|"
                      r"完成|资金|大关|生活补助|补助|补贴|津贴|投资|投入|经费|财力|项目资金|贷款|学生|教师|其中|建成|均|用地|土地|耕地|水田|高标准农田)")
_POPULATION = re.compile("人口(?:的)?(?:大?县|市|镇)|规模的|的?自然村")
_FUND = re.compile("的[^，。；]{0,10}(?:资金|基金|经费|投入|补助|债券)")  # 每年4000万元以上的教育基金
_NEVER_LIMITS = frozenset(("percent", "percentage_point", "times", "rank", "ratio"))
_SIZES = frozenset(("yuan", "other_currency", "square_metre", "mu", "year", "hour", "kilometre"))
_DOING = frozenset("为争造成增育展升进立训聘引完募培持创新选荐建设办招推获化收发放征植减消除收养护过达到至破有")
# 吸纳3名以上劳动者就业的企业: a condition.
_TAKES_ON, _CLAUSE_OF = re.compile("(?:吸纳|招用|雇用|吸收|录用)$"), re.compile("[^，。；、]{0,12}的(?![，。；])")
_HOSTED = re.compile("(?:举办|承办|主办|召开|成功办)[了过]?$")
_LENGTH = re.compile("受教育年限[^，。；]{0,20}$|(?:年限|寿命|工龄|教龄|学制(?![定订造])|期限|周期|年龄|受教育|时限|服务期)[^，。；]{0,8}$|(?:提前|缩短|延长|推迟|延迟|压缩|压减|缩减)(?:了|约|近|整整|至|到|为)?$")
_STREAK = re.compile(r"连续(?:第)?(?:保持|荣获|获得|获|被评为|蝉联|入选|实现)?$")
_AGE = re.compile(r"寿命|年龄|龄(?:为|达|降|提|约|在)|平均|期望|降低|提高|增加|延长|提升|由|从|至|到")
_CLAUSE = re.compile("[，。；：]")
_TRAINING = re.compile(r"举办|开展|开办|办|组织|培训|举行|共|达|累计|完成|出版|编发|印发")
_LISTED = re.compile(r"[、和与及等]\w{2,10}$|^\w{0,6}[、和与及等][^，。；]{0,10}$|等$|全部|共$|在$|[覆盖新增现成获建过化达]$")


def quoted(text: str, start: int, end: int) -> bool:
    """Whether the number stands inside a short quotation or a title (“四个专项”, 《三年行动计划》)."""
    before = text[start - _LONGEST_TITLE : start] if start > _LONGEST_TITLE else text[:start]
    opened = _OPEN.search(before)
    if opened and _CLOSE.match(text, end):
        return not (_TASK.match(opened[0]) and _AMOUNT.match(text, start))
    return before[-1:] == '"' and bool(_CLOSE_QUOTE.match(text, end))


def limits(text: str, start: int, end: int, measure: Measure, unit: str, comparator: str, bounded_after: bool) -> bool:
    """Whether a bounded number only says which things are meant (200人以下的完小, 亿元以上企业)."""
    following = text[end : end + 6]
    if bounded_after and unit == "person" and _TAKES_ON.search(text[max(0, start - 4) : start]) and _CLAUSE_OF.match(text, end):
        return True
    if "上" in text[start - 1 : start + 1] and following[:1] == "的":
        return True
    if text.startswith("未达", start) and following[:1] == "的" or _POPULATION.match(following):
        return True  # 未达30%的镇, 20万以上人口县, 3000人规模的高中, 20户以上自然村
    if comparator in "=~" or unit in _NEVER_LIMITS:
        return False
    if following[:1] == "的":
        return following[1:2] not in "，。；" and not (unit == "yuan" and _FUND.match(text, end))
    if _GOES_ON.match(following):
        return False
    if unit in _SIZES or unit == "item" and not measure.noun:
        return bounded_after or text[start : start + 1] in "超过上"
    return bounded_after and (measure.word == "人" or measure.word == "户" and text[start - 1 : start] not in _DOING)


def plan_length(text: str, start: int) -> bool:
    """Whether N年, N个月 is the length of a plan or period, not a measured length."""
    return not _LENGTH.search(text[max(0, start - 26) : start])


def streak(text: str, start: int) -> bool:
    """Whether the number counts an unbroken run (连续五年): coded as implicit."""
    return text.rfind("连续", start - 8 if start > 8 else 0, start) >= 0 and bool(_STREAK.search(text[max(0, start - 8) : start]))


def age_of_group(text: str, start: int) -> bool:
    """Whether N岁 only says who is meant (3—5岁幼儿), not a measured age."""
    return not _AGE.search(_CLAUSE.split(text[max(0, start - 10) : start])[-1])


def listed(text: str, start: int) -> bool:
    """Whether a bare count follows the things counted (卓尼、夏河两县, 等6区)."""
    return bool(_LISTED.search(text[max(0, start - 10) : start]))


def held(text: str, start: int) -> bool:
    """Whether N期 counts occasions held (举办培训班五期), not a stage of a project."""
    return bool(_TRAINING.search(text[max(0, start - 12) : start]))


# 落实教育35条: the name of a document.
_ISSUED, _NAME_ENDS = re.compile("(?:落实|出台|实施|推出|制定|推行|落细|用好|执行)[^，。；]{0,16}[\u4e00-\u9fff]$"), frozenset("，。；、）”")
_MEASURES_TAKEN = re.compile("(?:[^，。；、]{0,4})(?:措施|举措|意见|政策)")
_SAMPLE = re.compile("人口(?:变动)?抽样")
_ALL_OF = re.compile("[三四五六七八九十]个$")


def named_rate(text: str, start: int, end: int) -> bool:
    """Whether a percentage is part of a name or slogan (1%人口抽样调查, 四个100%)."""
    return bool(_SAMPLE.match(text, end) or text[start - 1 : start] == "个" and _ALL_OF.search(text[max(0, start - 2) : start]))


def named_articles(text: str, start: int, end: int) -> bool:
    """Whether N条 is the name of a document that is carried out or of measures taken (落实教育35条, 出台20条举措)."""
    closed = end == len(text) or text[end] in _NAME_ENDS or _MEASURES_TAKEN.match(text, end)
    return bool(closed and _ISSUED.search(text[max(0, start - 20) : start]))


def hosted(text: str, start: int) -> bool:
    """Whether N届 counts occasions (举办两届), not the number of a session."""
    return bool(_HOSTED.search(text[max(0, start - 4) : start]))


# Noun phrases after 两个, 三项 and the like that are policies or slogans, not things counted.
_SLOGANS = re.compile(alternation(words("slogan")))
_POLICY = words("policy")
_NAMED = re.compile(r"[、和及与等]\w{0,12}$")


def slogan(text: str, start: int, phrase: str) -> bool:
    """Whether what a number in words counts is a policy or slogan (两个确保, 三项制度); named ones are counted (甲、乙、丙三项任务)."""
    return bool(_SLOGANS.match(phrase)) or phrase.endswith(_POLICY) and not _NAMED.search(text[max(0, start - 14) : start])


_PER = re.compile("每[^，。；]{1,5}[市县区乡镇村校][^，。；]{0,4}$|每(?:天|年|月|周|个?学期|季度|县|乡镇|镇|乡|村|校|个?街道|人|户|生|市|区|个?县区|个乡镇)[^，。；]{0,4}$")
_BUILDS = re.compile("(?:建设|新建|建成|开工|打造|创建|兴建|筹建|各|至少|增加|新增|完成|引进|办好|组建|建好|建|办|设立|设|创成|培育|实施|推出)了?$")
_HOLDS = re.compile("(?:进行|开展|举办|召开|组织|至少|各)了?$")
_CIRCLE = re.compile("经济|交通|生活|都市|通勤|城市|[^，。；、]{0,10}圈|[^，。；]{0,20}服务圈")


def one_counts(text: str, start: int, end: int, measure: Measure) -> bool:
    """Whether 一 counts (开工建设一所) rather than being an article (有一个, 每一个)."""
    before = text[max(0, start - 8) : start]
    if measure.shape in ("money", "times", "percent", "percentage_point"):
        return True
    if _PER.search(before):
        return True
    if measure.shape == "time" or text[end : end + 1] == "性":
        return False
    if measure.unit == "event":
        return measure.word in ("次", "场", "轮") and bool(_HOLDS.search(before))
    return measure.word != "件" and bool(_BUILDS.search(before))


def circle(text: str, end: int) -> bool:
    """Whether N小时 names a circle of travel (半小时经济圈)."""
    return bool(_CIRCLE.match(text, end))
