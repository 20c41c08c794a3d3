"""Figures: value, bound, unit, measure; and what is no figure. All sentences are invented."""
from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import schema
from analysis.extraction import numerals
from analysis.extraction.figures import find
from analysis.extraction.lexicon import MEASURES
from analysis.extraction.repair import repair


def rows(text: str) -> list[tuple]:
    """(as written, value, comparator, unit), and upper value or 'change' where there is one."""
    found = []
    for figure in find(text):
        if figure.implicit:
            continue
        row = (text[figure.start:figure.end], figure.value, figure.comparator, figure.unit)
        row += (figure.value_upper,) if figure.value_upper is not None else ()
        found.append(row + (("change",) if figure.measure == "change" else ()))
    return found


NUMBERS = [
    ("受教育年限达 12.2 年", [("12.2 年", 12.2, "=", "year")]),
    ("受教育年限由2002年的7.7年提高到8.4年", [("7.7年", 7.7, "=", "year"), ("8.4年", 8.4, "=", "year")]),
    ("创建百所实践学校", [("百所", 100, "=", "institution")]),
    ("办好“增加车位1000个”“新增托位200个”“建设卫生室300个”等实事", [
        ("1000个", 1000, "=", "item"), ("200个", 200, "=", "place"), ("300个", 300, "=", "institution")]),
    ("新建学校12所", [("12所", 12, "=", "institution")]),
    ("新建学校三所", [("三所", 3, "=", "institution")]),
    ("招聘教师三百五十名", [("三百五十名", 350, "=", "person")]),
    ("投入3万5千元", [("3万5千元", 35000, "=", "yuan")]),
    ("投入1.2亿元", [("1.2亿元", 1.2e8, "=", "yuan")]),
    ("投入3,260万元", [("3,260万元", 3.26e7, "=", "yuan")]),
    ("引资一亿美元", [("一亿美元", 1e8, "=", "other_currency")]),
    ("建成2—3所学校", [("2—3所", 2, "=", "institution", 3)]),
    ("增长5.5%—6%", [("5.5%—6%", 5.5, "=", "percent", 6, "change")]),
    ("投入3至5万元", [("3至5万元", 30000, "=", "yuan", 50000)]),
    ("从3%到5%", [("3%", 3, "=", "percent"), ("5%", 5, "=", "percent")]),
    ("占三分之一", [("三分之一", pytest.approx(33.333333, 1e-6), "=", "percent")]),
    ("占四成", [("四成", 40, "=", "percent")]),
    ("增长百分之六点五", [("百分之六点五", 6.5, "=", "percent", "change")]),
    ("占比达一半", [("一半", 50, "=", "percent")]),
    ("自然增长率为4‰", [("4‰", 0.4, "=", "percent")]),
    ("自然增长率为-0.5‰", [("-0.5‰", -0.05, "=", "percent")]),
    ("产值翻一番", [("翻一番", 2, "=", "times", "change")]),
    ("是上年的3.8倍", [("3.8倍", 3.8, "=", "times", "change")]),
    ("师生比为1:12.5", [("1:12.5", 12.5, "=", "ratio")]),
    ("城乡收入比由1.7缩小至1.5，", [("1.7", 1.7, "=", "ratio"), ("1.5", 1.5, "=", "ratio")]),
    ("绿地2公顷", [("2公顷", 20000, "=", "square_metre")]),
    ("每天锻炼90分钟", [("90分钟", 1.5, "=", "hour")]),
]

BOUNDS = [
    ("至少扶持500名学生", [("至少扶持500名", 500, ">=", "person")]),
    ("至少新建（改扩建）1所学校", [("至少新建（改扩建）1所", 1, ">=", "institution")]),
    ("至少打造1所幼儿园、1所小学", [("至少打造1所", 1, ">=", "institution"), ("1所", 1, ">=", "institution")]),
    ("至少打造1所幼儿园，新建1所小学", [("至少打造1所", 1, ">=", "institution"), ("1所", 1, "=", "institution")]),
    ("生均标准不低于每生每年1150元", [("不低于每生每年1150元", 1150, ">=", "yuan")]),
    ("招聘教师上千名", [("上千名", 1000, ">=", "person")]),
    ("每镇建成一所以上小学", [("一所以上", 1, ">=", "institution")]),
    ("用好每年4000万元以上的教育基金", [("4000万元以上", 4e7, ">=", "yuan")]),
    ("覆盖率达到98%以上", [("98%以上", 98, ">=", "percent")]),
    ("覆盖率不低于98%", [("不低于98%", 98, ">=", "percent")]),
    ("每镇至少办一所", [("至少办一所", 1, ">=", "institution")]),
    ("失业率控制在4%以内", [("4%以内", 4, "<=", "percent")]),
    ("班额不超过45人", [("不超过45人", 45, "<=", "person")]),
    ("投资超过12亿元", [("超过12亿元", 1.2e9, ">", "yuan")]),
    ("在校生突破万人", [("突破万人", 10000, ">", "person")]),
    ("培训教师5000多人", [("5000多人", 5000, ">", "person")]),
    ("新增4500余万元", [("4500余万元", 4.5e7, ">", "yuan")]),
    ("建成十余所学校", [("十余所", 10, ">", "institution")]),
    ("合格率不足60%", [("不足60%", 60, "<", "percent")]),
    ("惠及近2万名学生", [("近2万名", 20000, "~", "person")]),
    ("招聘200名左右教师", [("200名左右", 200, "~", "person")]),
    ("覆盖率达90%", [("90%", 90, "=", "percent")]),
    ("按不低于县城标准的1.6倍发放", [("1.6倍", 1.6, ">=", "times", "change")]),
    ("高于全市平均2个百分点", [("2个百分点", 2, "=", "percentage_point", "change")]),
    ("附近5所学校", [("5所", 5, "=", "institution")]),
    ("每区至少有一所公园学校", [("至少有一所", 1, ">=", "institution")]),
    ("每区至少提升2所高中", [("至少提升2所", 2, ">=", "institution")]),
    ("各县现有一所高中", []),
]

UNITS = [
    ("普职比达到44:56", [("44:56", 1.27273, "=", "ratio")]),
    ("全市1050个班级使用", [("1050个班级", 1050, "=", "class")]),
    ("高新技术企业新增31户、总数达101户", [("31户", 31, "=", "institution"), ("101户", 101, "=", "institution")]),
    ("更新一万间教室灯光", [("一万间", 10000, "=", "item")]),
    ("打造5个全区领先的优质教育集团", [("5个", 5, "=", "institution")]),
    ("组建4个行业和区域教育集团", [("4个", 4, "=", "institution")]),
    ("甲率、乙率分别提高10.1个、4.3个和2个百分点", [
        ("10.1个", 10.1, "=", "percentage_point", "change"), ("4.3个", 4.3, "=", "percentage_point", "change"), ("2个百分点", 2, "=", "percentage_point", "change")]),
    ("新增1―2所学校", [("1―2所", 1, "=", "institution", 2)]),
    ("分别增加学位5000个和2万个。", [("5000个", 5000, "=", "place"), ("2万个", 20000, "=", "place")]),
    ("（城区11所、新增学位300个），新建小学2所", [("11所", 11, "=", "institution"), ("300个", 300, "=", "place"), ("2所", 2, "=", "institution")]),
    ("推进14个医院项目", [("14个", 14, "=", "item")]),
    ("甲十四小、乙九小等项目9个", [("9个", 9, "=", "institution")]),
    ("甲职校实训楼等3个项目", [("3个", 3, "=", "institution")]),
    ("建成30间村卫生站", [("30间", 30, "=", "institution")]),
    ("新增床位2万张，总数达6万张", [("2万张", 20000, "=", "place"), ("6万张", 60000, "=", "place")]),
    ("新增档案4万余封", [("4万余封", 40000, ">", "item")]),
    ("选优198个党组织书记", [("198个", 198, "=", "person")]),
    ("撤并3个教学点", [("3个", 3, "=", "institution")]),
    ("新改扩建中小学（幼儿园）44个", [("44个", 44, "=", "institution")]),
    ("建设学校项目15个", [("15个", 15, "=", "institution")]),
    ("建设3个学校操场", [("3个", 3, "=", "item")]),
    ("实施15个实训基地项目", [("15个", 15, "=", "item")]),
    ("新增1.2万名幼儿学位", [("1.2万名", 12000, "=", "place")]),
    ("新增学位300个、托位50个", [("300个", 300, "=", "place"), ("50个", 50, "=", "place")]),
    ("新增小学、初中学位1.3万个、2200个", [("1.3万个", 13000, "=", "place"), ("2200个", 2200, "=", "place")]),
    ("养老床位40张", [("40张", 40, "=", "place")]),
    ("改善50万农村人口饮水", [("50万", 500000, "=", "person")]),
    ("参保人数59.8万，", [("59.8万", 598000, "=", "person")]),
    ("组建2个教育共同体", [("2个", 2, "=", "institution")]),
    ("组建教育集团4个，其中", [("4个", 4, "=", "institution")]),
    ("消除大班额46个", [("46个", 46, "=", "class")]),
    ("支持5户成长性企业", [("5户", 5, "=", "institution")]),
    ("改造危房20户", [("20户", 20, "=", "item")]),
    ("培训2万人次", [("2万人次", 20000, "=", "person_time")]),
    ("校车30辆，教研15次", [("30辆", 30, "=", "vehicle"), ("15次", 15, "=", "event")]),
    ("项目28个、投用17个", [("28个", 28, "=", "item"), ("17个", 17, "=", "item")]),
    ("东山、西河两县通过验收", [("两县", 2, "=", "item")]),
    ("完成46个“全面改薄”项目", [("46个", 46, "=", "institution")]),
    ("新建一所幼儿园、一个文化站", [("一所", 1, "=", "institution"), ("一个", 1, "=", "item")]),
    ("高于全省、全国1.5和4.5个百分点", [("1.5", 1.5, "=", "percentage_point", "change"), ("4.5个百分点", 4.5, "=", "percentage_point", "change")]),
    ("贫困人口由50万减少到20万。", [("50万", 500000, "=", "person"), ("20万", 200000, "=", "person")]),
    ("办好十类24件实事", [("十类", 10, "=", "item"), ("24件", 24, "=", "item")]),
    ("新增学位超17万个", [("超17万个", 170000, ">", "place")]),
    ("建设100个校长、教师工作室", [("100个", 100, "=", "item")]),
    ("居全国77位", [("77位", 77, "=", "rank")]),
    ("获得2金1银", [("2金", 2, "=", "item"), ("1银", 1, "=", "item")]),
    ("占全省1/4", [("1/4", 25, "=", "percent")]),
    ("占GDP60%以上", [("60%以上", 60, ">=", "percent")]),
    ("水面1.5平方公里", [("1.5平方公里", 1.5e6, "=", "square_metre")]),
    ("床位由3.9张增加到7.6张", [("3.9张", 3.9, "=", "place"), ("7.6张", 7.6, "=", "place")]),
    ("每千人病床和医师分别为4张、3人", [("4张", 4, "=", "place"), ("3人", 3, "=", "person")]),
    ("发放床单和毛巾40张", [("40张", 40, "=", "item")]),
    ("学位由100个增加到200个", [("100个", 100, "=", "place"), ("200个", 200, "=", "place")]),
    ("贫困发生率由7%降至零，", [("7%", 7, "=", "percent"), ("零", 0, "=", "percent")]),
    ("辍学人数降为零。", [("零", 0, "=", "item")]),
    ("举办千场演出和招聘会", [("千场", 1000, "=", "event")]),
    ("十件民生实事全面完成", [("十件", 10, "=", "item")]),
    ("成功举办三届运动会", [("三届", 3, "=", "event")]),
    ("发放帐篷30顶", [("30顶", 30, "=", "item")]),
    ("实现1县、25个乡镇脱贫", [("1县", 1, "=", "item"), ("25个", 25, "=", "item")]),
    ("对3万农户院坝硬化", [("3万", 30000, "=", "item")]),
    ("新增场地面积20万方", [("20万方", 200000, "=", "square_metre")]),
    ("外运垃圾20万方", [("20万方", 200000, "=", "item")]),
    ("32个乡镇卫生院标准化建设全面完成", [("32个", 32, "=", "institution")]),
    ("建成中医馆12个、医共体试点2个", [("12个", 12, "=", "institution"), ("2个", 2, "=", "institution")]),
    ("购置100台新能源公交车", [("100台", 100, "=", "vehicle")]),
    ("购置100台电脑", [("100台", 100, "=", "item")]),
    ("建成2个市级、5个县级专科医院", [("2个", 2, "=", "institution"), ("5个", 5, "=", "institution")]),
    ("建成2个市级、5个县级公园", [("2个", 2, "=", "item"), ("5个", 5, "=", "item")]),
    ("客流分别达26.6万、13.5万人次", [("26.6万", 266000, "=", "person_time"), ("13.5万人次", 135000, "=", "person_time")]),
    ("浓度降到每立方米37微克", [("37微克", 37, "=", "item")]),
    ("用水控制在6亿m3以内", [("6亿m3以内", 6e8, "<=", "item")]),
    ("派出5批143名队员", [("5批", 5, "=", "item"), ("143名", 143, "=", "person")]),
    ("抽检食品800批次", [("800批次", 800, "=", "item")]),
    ("时限压减至7个月", [("7个月", pytest.approx(7 / 12), "=", "year")]),
    ("安排3000亩以上用地指标", [("3000亩以上", 3000, ">=", "mu")]),
    ("完成五座过街天桥建设", [("五座", 5, "=", "item")]),
    ("年发电350亿度", [("350亿度", 3.5e10, "=", "item")]),
    ("改建学校24所，62个扩建项目已竣工47个", [("24所", 24, "=", "institution"), ("62个", 62, "=", "institution"), ("47个", 47, "=", "institution")]),
    ("全市62个扩建项目已竣工47个", [("62个", 62, "=", "item"), ("47个", 47, "=", "item")]),
]

CHANGES = [
    ("收入增长7.8%、8%", [("7.8%", 7.8, "=", "percent", "change"), ("8%", 8, "=", "percent", "change")]),
    ("事故分别下降9%和11%", [("9%", -9, "=", "percent", "change"), ("11%", -11, "=", "percent", "change")]),
    ("比重提高到42%", [("42%", 42, "=", "percent")]),
    ("比重降至3.6%", [("3.6%", 3.6, "=", "percent")]),
    ("价格平均降幅56%", [("56%", -56, "=", "percent", "change")]),
    ("近视率下降1个百分点以上", [("1个百分点以上", -1, ">=", "percentage_point", "change")]),
    ("事项精简一半以上", [("一半以上", -50, ">=", "percent", "change")]),
    ("压减一般性支出10%", [("10%", -10, "=", "percent", "change")]),
    ("平均年龄降低1.3岁", [("1.3岁", -1.3, "=", "year", "change")]),
    ("补助标准提高30元", [("30元", 30, "=", "yuan", "change")]),
    ("比上年增加2亿元", [("2亿元", 2e8, "=", "yuan", "change")]),
    ("财政新增2亿元", [("2亿元", 2e8, "=", "yuan")]),
    ("补助每人每月分别增加20元、30元", [("20元", 20, "=", "yuan", "change"), ("30元", 30, "=", "yuan", "change")]),
    ("县财政增加3亿元，专项补助", [("3亿元", 3e8, "=", "yuan")]),
    ("比省定指标低2个百分点", [("2个百分点", -2, "=", "percentage_point", "change")]),
    ("条件得到改善，9%居民迁入新居", [("9%", 9, "=", "percent")]),
    ("审计核减1.2亿元", [("1.2亿元", 1.2e8, "=", "yuan")]),
    ("人均住房面积增长2.8平方米", [("2.8平方米", 2.8, "=", "square_metre", "change")]),
    ("新增住房面积2万平方米", [("2万平方米", 20000, "=", "square_metre")]),
    ("粮食比上年增产5万吨", [("5万吨", 50000, "=", "item", "change")]),
    ("新增产能5万吨", [("5万吨", 50000, "=", "item")]),
    ("办理时限缩短15天", [("15天", -15, "=", "item", "change")]),
    ("办理时限为15天", [("15天", 15, "=", "item")]),
    ("减少贫困人口6万人", [("6万人", 60000, "=", "person")]),
    ("位次前移5位", [("5位", 5, "=", "rank", "change")]),
    ("增长目标为8%左右", [("8%左右", 8, "~", "percent", "change")]),
    ("价格涨幅控制在3%以内", [("3%以内", 3, "<=", "percent", "change")]),
    ("月人均增资200元", [("200元", 200, "=", "yuan", "change")]),
    ("机构压减率达到94%", [("94%", 94, "=", "percent")]),
    ("今年增加教育支出24亿元", [("24亿元", 24e8, "=", "yuan", "change")]),
    ("药品平均降价56%", [("56%", -56, "=", "percent", "change")]),
    ("压减一般性支出59亿元", [("59亿元", -59e8, "=", "yuan", "change")]),
    ("降低学生近视率1个百分点", [("1个百分点", -1, "=", "percentage_point", "change")]),
    ("标准由15%提高为28.9%", [("15%", 15, "=", "percent"), ("28.9%", 28.9, "=", "percent")]),
    ("平均受教育年限提前达到14年", [("14年", 14, "=", "year")]),
]

RANKS = [
    ("满意度保持全省首位", [("首位", 1, "=", "rank")]),
    ("入选全国百强县，", [("百强", 100, "<=", "rank")]),
    ("总量居全省第二位", [("第二位", 2, "=", "rank")]),
    ("成绩位居全市第1。", [("第1", 1, "=", "rank")]),
    ("增速居全省首位", [("首位", 1, "=", "rank")]),
    ("增速居全省榜首", [("榜首", 1, "=", "rank")]), ("荣登全省榜首", [("榜首", 1, "=", "rank")]),
    ("考核排名前三，", [("前三", 3, "<=", "rank")]),
    ("团体总分第二，", [("第二", 2, "=", "rank")]),
    ("取得综合排名第二的好成绩", [("第二", 2, "=", "rank")]),
    ("指数位列全国前15%，", [("前15%", 15, "<=", "percent")]),
    ("进入全国百强县", [("百强", 100, "<=", "rank")]),
    ("中考保二争一，", [("二", 2, "=", "rank"), ("一", 1, "=", "rank")]),
]

MASKS = [
    ("新建x所学校", [("x所", None, "=", "institution")]),
    ("投入XX万元", [("XX万元", None, "=", "yuan")]),
    ("合格率达xx%以上", [("xx%以上", None, ">=", "percent")]),
    ("开展活动xxx多次", [("xxx多次", None, ">", "event")]),
    ("招聘教师○○名", [("○○名", None, "=", "person")]),
    ("新建**所学校", [("**所", None, "=", "institution")]),
    ("撤并至少x个教学点", [("至少x个", None, ">=", "institution")]),
    ("覆盖率达到%，", [("%", None, "=", "percent")]),
]

NO_FIGURES = [
    "出台支持职业教育10条措施，", "比分44:56", "农村30分钟、城市15分钟服务圈", "公办园占比未达30%的镇", "20万以上人口县", "新建5000人规模的普通高中", "完成20户以上自然村通电", "普九人口增加", "关怀送达千家万户", "收入占比为1.45。", "收入比例为1.45。", "推出基础教育综合改革20条，",
    "年销售收入上亿元的企业", "网上百名教师", "落实办好教育35条。", "实施外贸翻番计划", "获10米气步枪银牌", "；0-3岁托育服务", "10大类", "百亿以上重大项目",
    "2025年3月5日", "二〇二五年", "“十四五”时期", "第三批、第四届、首届、第2所", "县政发〔2020〕12号", "一、总体要求", "（三）保障", "1.建设学校",
    "二级园和三星级学校", "一等奖", "4A级景区", "11万伏变电站", "智慧2.0学校", "不满3名党员的园", "200人以下的完小", "3—5岁幼儿", "年满3岁",
    "每千人", "每10万人", "就餐人数在xxx人以上的食堂", "亿元以上企业", "三会一课", "十大名师", "“双百计划”", "落实“五个一”工程", "1+N模式", "学前三年教育",
    "九年义务教育", "五大工程", "出台九项举措", "三年行动计划", "用两年时间", "8:30上课", "电话0571-88886666", "一批学校", "多次召开", "若干项目", "进一步推进",
    "一体化办学", "有一个班子", "安全第一", "世界500强企业", "第一方阵", "xx中学和XX县", "xxxx年x月底", "x市教育局", "**人民生活**改善", "推进**项目建设**",
    "24小时受理", "15分钟生活圈", "两个确保", "千方百计", "万众一心", "PM2.5", "G331线", "三台县", "二期工程", "几十个", "数百名教师", "5G网络",
    "前三季度", "后20%学生占比", "“扩优3年10校”", "《教育2030》", "12：35：53",
    "省委八届三次、四次、五次全会", "建设三元区", "三门峡市", "培育千亿元级产业", "三省四市", "全省唯一一个", "办一件、成一件", "统筹两件大事", "抓好六个重点", "每十万人死亡率",
    "科学制定未来五年规划", "万元GDP能耗", "国际铁人三项", "四方责任", "以下六个方面工作", "1小时经济圈", "100-1=0", "全国第一个", "二十国集团", "亿元以上新开工项目",
    "全国1%人口抽样调查", "2万吨级码头", "3公里生活圈", "吸纳3名以上人员就业的企业", "四个100%", "千人计划", "百校联盟", "第三中学的成绩", "第一书记",
    "学科进入ESI前1%", "三届二次全会", "现有零工市场",
    "第3批项目", "360度全方位服务", "3000亩以上园区", "连续跨越8百亿、9百亿", "用3个月时间",
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS + BOUNDS + UNITS + CHANGES + RANKS)
def test_figures(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "expected"), MASKS)
def test_hidden_numbers_are_flagged_not_invented(text, expected):
    assert rows(text) == expected
    assert all(figure.redacted for figure in find(text))


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_is_no_figure(text):
    assert rows(text) == []


@pytest.mark.parametrize("text", ["实现全覆盖", "动态清零", "全部完成", "连续五年获奖", "教师全员持证"])
def test_what_is_said_without_a_number_is_implicit(text):
    assert [figure.implicit for figure in find(text)] == [True]


@pytest.mark.parametrize("text", [text for text, _ in NUMBERS + BOUNDS + UNITS + CHANGES + RANKS])
def test_what_stands_before_does_not_matter(text):
    """The same sentence after a full stop, or in the second paragraph, has the same figures."""
    before = "各项工作有序推进。\n"
    shifted = [figure._replace(start=figure.start - len(before), end=figure.end - len(before), number=None) for figure in find(before + text)]
    assert shifted == [figure._replace(number=None) for figure in find(text)]


PIECES = st.sampled_from("新建 学校 1 25 3.5 % ‰ 所 个 名 万 亿 元 人次 三 十 两 百分之 分之 第 前 约 近 超过 不低于 以上 以内 左右 多 余 至 — 、 ， 。 “ ” 《 》 x XX × ** "
                         "增长 下降 达到 年 月 日 岁 倍 翻一番 一半 1:10 全覆盖 学位 教师 项目 和 的 每 等 \n".split(" ") + [" "])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_figures_do_not_overlap_and_stand_where_they_say(text):
    found, last = find(text), 0
    for figure in found:
        assert last <= figure.start < figure.end <= len(text)
        last = figure.end
        assert figure.comparator in schema.CODES["comparator"] and figure.unit in schema.CODES["unit"]
        assert (figure.value is None) == figure.redacted
    assert find(text) == found


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    find(repair(text).text)


FACTORS = {m.factor * size for m in MEASURES.values() for size in (1, 100, 1e3, 1e4, 1e6, 1e7, 1e8, 1e10, 1e11, 1e12)}


def reparses(text: str, figure) -> bool:
    """Whether the number as written, in some magnitude and unit, is the value."""
    written = text[slice(*figure.number)]
    number = numerals.span(written) or (numerals.value(written),)
    return any(math.isclose(abs(figure.value), number[0] * factor, rel_tol=1e-9) for factor in FACTORS) or figure.value == 0


def test_properties_over_the_reports(sources):
    """On every tenth report: the figure stands where it says, re-parses to its value, and none overlaps."""
    paths = sorted((sources / "reports").rglob("*.md"))
    for path in random.Random(1).sample(paths, min(len(paths), 60)):
        text = path.read_text(encoding="utf-8")
        repaired = repair(text)
        last = 0
        for figure in find(repaired.text):
            start, end = repaired.source(figure.start, figure.end)
            assert last <= start < end <= len(text)
            last = end
            assert repaired.text[figure.number[0]:figure.number[1]] in repaired.text[figure.start:figure.end]
            if figure.rule in ("digits", "words", "bare"):
                assert reparses(repaired.text, figure), repaired.text[figure.start:figure.end]
