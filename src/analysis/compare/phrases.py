"""The sentences that findings speak in, with places for what is counted, and the nouns that they count."""
from __future__ import annotations

from typing import NamedTuple

from analysis.compare.prose import Noun
from analysis.words import Text

COUNTY = Noun("个县（市、区）", "county", "counties")
DOCUMENT = Noun("份文件", "document", "documents")
STATEMENT = Noun("条陈述", "statement", "statements")
FIGURE = Noun("个数字", "figure", "figures")
INDICATOR = Noun("个指标", "indicator", "indicators")
PAIR = Noun("对", "pair", "pairs")
GROWTH_RATE = Noun("个教育经费增长率", "growth rate of education spending", "growth rates of education spending")
BUILDING = Noun("个数字", "count of new or extended buildings", "counts of new or extended buildings")
OF_KIND = {"target": Noun("项目标", "target", "targets"), "result": Noun("项结果", "result", "results"), "": FIGURE}
ITEM = Noun("项", "", "")

MATERIAL = Text(
    "{places}的{documents}共有{statements}：{told}条的数字可读，{hidden}条的数字被原文隐去。",
    "{documents} of {places} {hold} {statements}: the figure can be read in {told} of them and is masked in the source in {hidden}.")
HIDDEN_IN = Text("被隐去的数字见于{where}。", "The masked figures are those of {where}.")
PLACE_COUNT = Text("{place}（{n}个）", "{place} ({n})")
CUT = Text("{n}份文件文本不全：其中未见到的目标，不等于没有目标。", "{documents} {are} incomplete: a target that is not seen there is not the same as no target.")
UNCUT = Text("文件都是全文。", "All documents are complete.")

COMPARABLE = Text(
    "有可读数字的{all}个指标中，{n}个可以跨县相比：{groups}。",
    "Of {indicators} with figures that can be read, {number} can be compared across counties: {groups}.")
ABOUT = Text("{names}，{said}", "for {names}, {said}")
TO_BE_MINDED = Text("相比时须注意：{titles}。", "Compare with care: {titles}.")
OF_YEAR = Text("{year}年的", " for {year}")
SAME_IN_ALL = Text("{regions}{year}{kind}都是{figure}", "{regions} {both} {verb} {figure}{year}")
ONE_BY_ONE = Text("{year}{kind}，{first}，{rest}", "{first} and {rest}{year}")
ONE_SIDE = Text("{region}为{figure}", "{region} {verb} {figure}")
OTHER_SIDE = Text("{region}为{figure}", "{region} {figure}")
RANGE = Text("{n}个县（市、区）{year}{kind}从{low}到{high}不等", "the {kinds} of {number} counties{year} run from {low} to {high}")
SETS = {"target": ("sets", "set"), "result": ("reports", "report"), "reference": ("states", "state")}
REMARK = Text("（{said}）", " ({said})")
WORDED_AS = {"firm": Text("确保", "worded firmly"), "aspirational": Text("力争", "worded as an aspiration")}

WORDED = Text(
    "{n}条目标中，{firm}条的措辞为“确保”，{plain}条为一般表述，{aspirational}条为“力争”。",
    "Of {targets}, {firm} {are} worded firmly, {plain} plainly and {aspirational} as aspirations.")
MASKED_TOO = Text("其中{n}条的数字被原文隐去。", "The count includes {n} with a masked figure.")

REFUSED = Text(
    "同一指标、不同县（市、区）的可读数字可配成{n}对，其中{bad}对不可比。",
    "Of {pairs} of figures on the same indicator from different counties, {bad} may not be compared.")
ALL_REFUSED = Text("同一指标、不同县（市、区）的可读数字可配成{n}对，没有一对可比。", "Of {pairs} of figures on the same indicator from different counties, none may be compared.")
FIRST_REASONS = Text("主要原因：{reasons}。", "Main reasons by number of pairs: {reasons}.")
REASON = Text("“{title}”（{n}对）", "{title} ({n})")
WITH_CARE = Text("{n}对可比但须注意", "{number} may be compared with care")
FREELY = Text("{n}对可比且无须注意", "{number} may be compared without reservation")

ABOVE, SAME, BELOW = Text("更高", "higher"), Text("相同", "equal"), Text("更低", "lower")
ALL_SO = {1: Text("与{benchmark}相比，{regions}{year}可比的{things}{how}。", "The one {noun} of {regions}{year} that can be set beside {benchmark} is {how}."),
          2: Text("与{benchmark}相比，{regions}{year}可比的{things}都{how}。", "Both {noun} of {regions}{year} that can be set beside {benchmark} are {how}."),
          3: Text("与{benchmark}相比，{regions}{year}可比的{things}都{how}。", "All {number} {noun} of {regions}{year} that can be set beside {benchmark} are {how}.")}
SPLIT = Text("与{benchmark}相比，{regions}{year}可比的{things}中，{split}。", "Of {number} {noun} of {regions}{year} that can be set beside {benchmark}, {split}.")
SOME_SO = Text("{n}项{how}", "{count} {are} {how}")
BESIDE = Text("{name}{kind}：{whose}{figure}，{distance}", "{name}{kind}: {figure}{whose}, {distance}")
IN_REGIONS = Text("{regions}", " in {regions}")
DISTANCE = {1: Text("比{it}高{by}", "{by} above {it}"), -1: Text("比{it}低{by}", "{by} below {it}"), 0: Text("与{it}相同", "the same as {it}")}
NO_BASIS = Text("{n}项的口径没有在两边都写明", "for {which} the basis is not stated on both sides")
UNSEEN = Text("{n}项的{what}数值未核到来源", "for {which} the number of the {what} has not been seen in a source")


class Beside(NamedTuple):
    """What a figure is held against: all of them in the headline, one by its number, one by its name."""

    many: Text
    number: Text
    one: Text


THRESHOLD = Beside(Text("国家认定的县级门槛", "the county thresholds for national recognition"), Text("{year}年的门槛{figure}", "the {figure} of {year}"),
                   Text("门槛", "threshold"))
PLAN = Beside(Text("国家五年规划目标", "the targets of the national five-year plans"), Text("{year}年的目标{figure}", "the {figure} set for {year}"),
              Text("规划目标", "plan’s target"))
NATION = Beside(Text("同年的全国实际", "the national figures of the same year"), Text("全国的{figure}", "the nation’s {figure}"),
                Text("全国", "national figure"))

GROWTH = Text("只有{n}个教育经费增长率可读：{rows}。", "Only {rates} can be read: {rows}.")
GROWTHS = Text("{n}个教育经费增长率可读：{rows}。", "{rates} can be read: {rows}.")
GROWN = Text("{region}{year}{kind}为{figure}", "{region} {verb} {figure}{year}")
BUILT_ONE = Text("{region}{year}{figure}", "{figure} in {region}{year}")
IN_YEAR, FOR_YEAR = Text("{year}年", " in {year}"), Text("{year}年", " for {year}")
BY_SERIES = Text("与全国的“{series}”对照：{said}。", "Beside the national series “{series}”: {said}.")
GROWN_BESIDE = Text("{region}{distance}", "{region} lies {distance}")
NATIONAL_NUMBER = Text("{year}年的{figure}", "the {figure} of {year}")
ALONE = Text("单独一个数字不成比较", "a single figure is no comparison")
BLANK_BASIS = Text("{n}个数字未写明口径", "{which} {state} no basis")

FOLLOWED = Text("归入指标的{n}项目标中，{told}。", "Of {targets} with an indicator, {told} in the documents at hand.")
TOLD = Text("手头文件报告了{n}项的结果", "{number} {have} a result")
TOLD_NONE = Text("没有一项的结果见于手头文件", "none has a result")
TIMES = Text("{region}{year}的{name}，结果是目标的{figure}", "in {region}, {name}{year} came to {figure} the target")
LESS = Text("{region}{year}的{name}，结果比目标{how}", "in {region}, {name}{year} came out {how} the target")
MORE_LESS = {1: Text("高{by}", "{by} above"), -1: Text("低{by}", "{by} below"), 0: Text("不高不低", "equal to")}
NO_RATE = Text("没有后来的文件回顾这些目标的到期年份，所以算不出跟踪率。",
               "No later document reviews the years in which they fall due, hence there is no follow-up rate.")
RATE = Text("后来的文件回顾了其中{reviewed}项的到期年份，报告了{n}项的结果，跟踪率{percent:.0f}%。",
            "Later documents review the due year of {reviewed} and report the result of {n}, a follow-up rate of {percent:.0f}%.")

CREATED = Text("{parts}。", "The documents give readable figures {parts}.")
OF_TITLES = Text("学校和幼儿园的称号有{what}可读", "for {what} on titles of schools and kindergartens")
OF_BUILDINGS = Text("新建或改扩建有{what}可读", "for {what}")
BY_LEVEL = Text("按授予级别：{levels}。", "By level of award: {levels}.")
LEVELS = Text("{kind}有{levels}", "{kind} {levels}")
LEVEL = Text("{level}{n}个", "{n} {level}")
NO_LEVEL = Text("未写明级别", "not stated")
BUILT = Text("新建或改扩建：{shown}。", "New or extended: {shown}.")
NOT_ADDED = Text("称号各不相同，不相加", "unlike titles are not added up")
HIDDEN = Text("另有{n}个数字被隐去", "{number} more {are} masked in the source")

BASIS = Text("依据：{places}的{figures}，{years}。", "Stands on {figures} of {places}, {years}.")
ALL_PLACES = Text("全部{n}个县（市、区）", "all {n} counties")
SOME_PLACES = Text("{all}个县（市、区）中{n}个", "{n} of {all} counties")
ONE_PLACE = Text("1个县（市、区）", "1 county")
READABLE = Text("{figures}（{n}个可读）", "{figures} ({n} readable)")
NO_YEAR = Text("年份未写明", "year not stated")
