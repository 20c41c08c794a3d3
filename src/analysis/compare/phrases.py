"""The sentences that comparisons and findings speak in, with places for what is counted."""
from __future__ import annotations

from analysis.words import Text

MATERIAL = Text(
    "手头有{documents}份文件、{n}条陈述，其中{hidden}条的数字被原文隐去{where}。"
    "文本不全的文件有{cut}份，其中未见到的目标不等于没有目标。",
    "Documents at hand: {documents}; statements: {n}, of these masked in the source: {hidden}{where}. "
    "Truncated documents: {cut}; a target that is not seen in them is not the same as no target.")
BRACKETED = Text("（{what}）", " ({what})")
COUNTED = Text("{what}{n}条", "{what} {n}")

COMPARABLE = Text(
    "至少两个地区的数字可以相比的指标有{n}个。{groups}{more}。{minding}",
    "Indicators of which figures of at least two regions may be compared: {n}. {groups}{more}.{minding}")
TO_BE_MINDED = Text("须注意：{titles}。", " To be minded: {titles}.")
RANGE = Text("{n}个地区，从{low}到{high}", "{n} regions, from {low} to {high}")
ALIKE = Text("，数值相同", ", the same value")
GROUP = Text("{name}{kind}：{said}{alike}", "{name}, {kind}: {said}{alike}")

WORDED = Text(
    "{n}条目标按措辞分：{shares}；数字被隐去的目标也计入。",
    "Wording of targets: {n} in all; {shares}. Targets with a masked figure are counted too.")

REFUSED = Text(
    "同一指标、不同地区的可读数字两两相配有{n}对，{bad}对不可比{why}，{flagged}对可比但须注意。",
    "Pairs of figures of one indicator from different regions: {n}; not comparable: {bad}{why}; comparable with care: {flagged}.")
FIRST_REASONS = Text("（首要原因：{reasons}）", " (first reason: {reasons})")
REASON = Text("{title}{n}对", "{title} {n}")

AGAINST = Text(
    "{heading}：{above}个高于，{same}个相同，{below}个低于。{shown}{more}。{minding}",
    "{heading}: above {above}, the same {same}, below {below}. {shown}{more}.{minding}")
PLACED_BESIDE = Text("{name}{kind}：{placed}，{distance}", "{name}, {kind}: {placed}, {distance}")
NO_BASIS = Text("其中{n}个的口径未写明。", " Without a stated basis: {n}.")

GROWTH = Text(
    "可读的教育经费增长率有{n}个：{rows}{more}。{beside}{basis}{alone}",
    "Growth rates of education spending that can be read: {n}. {rows}{more}.{beside}{basis}{alone}")
NATION = Text("对照全国的{series}，{distance}", "beside the national series {series}, {distance}")
READ = Text("{said}。", " Read {said}.")
ALONE = Text("一个数字不成比较。", " A single figure is no comparison.")

FOLLOWED = Text(
    "归入指标的目标有{n}项，{told}项的结果见于手头文件；到期年份有后来文件回顾的{reviewed}项，{rate}。{how_far}",
    "Targets with an indicator: {n}; with a result in the documents at hand: {told}; "
    "due in a year that a later document at hand reviews: {reviewed}, {rate}.{how_far}")
NO_RATE = Text("所以算不出跟踪率", "hence no follow-up rate")
RATE = Text("其中{n}项报告了结果，跟踪率{percent:.0f}%", "of these with a result: {n}, a follow-up rate of {percent:.0f}%")
REACHED = Text("{n}项可算达成程度：{shown}{more}。", " How far the target was reached is known of {n}: {shown}{more}.")
REACHED_ONE = Text("{region}{year}年{name}，{how}", "{name}, {region} {year}: {how}")
OVER = Text("结果是目标的{figure}", "the result is {figure} the target")
LESS = Text("结果减目标为{figure}", "result less target, {figure}")

CREATED = Text(
    "学校和幼儿园的创建与建设：{parts}；另有{masked}个数字被隐去。称号各不相同，不相加。",
    "Titles given to schools and kindergartens, and buildings: {parts}; masked figures besides: {masked}. "
    "The titles are different ones and are not added up.")
TITLES = Text("称号{kind}{n}个数字（{said}）", "titles, {kind}s: {n} ({said})")
BUILT = Text("新建、改扩建{n}个数字（{new}{more}）", "built or extended: {n} ({new}{more})")
LEVEL = Text("{level}{n}个", "{level} {n}")
NO_LEVEL = Text("未写明级别", "level not stated")

BASIS = Text(
    "{said}（依据：{all}个地区中的{some}个，{years}，{statements}条陈述，其中{told}条的数字可读。）",
    "{said} (Regions: {some} of {all}; {years}; statements: {statements}, of these with a figure that can be read: {told}.)")
