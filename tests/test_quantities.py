"""Quantities: values, units and comparing words as plans write them; every sentence here is invented."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.language import guards, quantities
from zeren.language.quantities import Quantity, as_json

ONE = [
    # counts
    ("新建小学48所", "48所", 48, "所", "="),
    ("新建小学４８所", "４８所", 48, "所", "="),
    ("建成口袋公园二十处", "二十处", 20, "处", "="),
    ("打造5处样板校", "5处", 5, "处", "="),
    ("补充教师6000名", "6000名", 6000, "名", "="),
    ("补充教师6,000名", "6,000名", 6000, "名", "="),
    ("发放手环3000个", "3000个", 3000, "个", "="),
    ("新增床位 950 张", "950 张", 950, "张", "="),
    ("新增就业9万人", "9万人", 90000, "人", "="),
    ("新增就业 8.5 万人", "8.5 万人", 85000, "人", "="),
    ("新增就业8.5万余人", "8.5万余人", 85000, "人", ">"),
    ("服务群众30多万人次", "30多万人次", 300000, "人次", ">"),
    ("惠及群众二十余万人", "二十余万人", 200000, "人", ">"),
    ("培训学员2000余人次", "2000余人次", 2000, "人次", ">"),
    ("走访商户2600余家次", "2600余家次", 2600, "家次", ">"),
    ("发出通知书420余份", "420余份", 420, "份", ">"),
    ("惠及百余户", "百余户", 100, "户", ">"),
    ("抽检食品5088批次", "5088批次", 5088, "批次", "="),
    ("办好20件实事", "20件", 20, "件", "="),
    ("改造危桥80座", "80座", 80, "座", "="),
    ("出台22条措施", "22条", 22, "条", "="),
    ("培育3家企业", "3家", 3, "家", "="),
    ("组织演出4200场以上", "4200场以上", 4200, "场", ">="),
    ("组织活动1.2万场次", "1.2万场次", 12000, "场次", "="),
    ("更新公交车150辆", "150辆", 150, "辆", "="),
    ("加装电梯35部", "35部", 35, "部", "="),
    ("安装路灯1.5万盏", "1.5万盏", 15000, "盏", "="),
    ("栽植苗木12万株", "12万株", 120000, "株", "="),
    ("配送图书3万册", "3万册", 30000, "册", "="),
    ("建设充电桩500个", "500个", 500, "个", "="),
    ("实施项目12项", "12项", 12, "项", "="),
    ("五项服务跨省通办", "五项", 5, "项", "="),
    ("新增停车泊位3万2千个", "3万2千个", 32000, "个", "="),
    ("新增托位两千个", "两千个", 2000, "个", "="),
    ("新增托位一万二千个", "一万二千个", 12000, "个", "="),
    ("改造老旧小区一百零五个", "一百零五个", 105, "个", "="),
    ("建房 4.9 万套(户)", "4.9 万套(户)", 49000, "套(户)", "="),
    ("建房4.9万套（户）", "4.9万套（户）", 49000, "套(户)", "="),
    ("改造棚户区2979套", "2979套", 2979, "套", "="),
    ("10家以上定点医院", "10家以上", 10, "家", ">="),
    ("检查单位312家次", "312家次", 312, "家次", "="),
    ("接种疫苗5万剂次", "5万剂次", 50000, "剂次", "="),
    ("为1360户发放补贴", "1360户", 1360, "户", "="),
    ("举办培训班12期", "12期", 12, "期", "="),
    ("开通公交线路6条", "6条", 6, "条", "="),
    ("办理案件1500件以上", "1500件以上", 1500, "件", ">="),
    ("布设监测点240个左右", "240个左右", 240, "个", "="),
    ("至少建成3处驿站", "至少建成3处", 3, "处", ">="),
    ("每个县至少有1所专科医院", "至少有1所", 1, "所", ">="),
    ("不少于20场", "不少于20场", 20, "场", ">="),
    ("最多2次", "最多2次", 2, "次", "<="),
    ("不超过3个", "不超过3个", 3, "个", "<="),
    # rates
    ("签约率90%以上", "90%以上", 90, "%", ">="),
    ("覆盖率达到92% 以上", "达到92% 以上", 92, "%", ">="),
    ("覆盖率达到 99%", "达到 99%", 99, "%", ">="),
    ("覆盖率达99%", "达99%", 99, "%", ">="),
    ("筛查率不低于90%", "不低于90%", 90, "%", ">="),
    ("筛查率不低于９０％", "不低于９０％", 90, "%", ">="),
    ("失业率控制在4.5%以内", "控制在4.5%以内", 4.5, "%", "<="),
    ("失业率控制在4.5%", "控制在4.5%", 4.5, "%", "<="),
    ("失业率低于5.5%", "低于5.5%", 5.5, "%", "<"),
    ("满意度超过 97%", "超过 97%", 97, "%", ">"),
    ("满意度高于97%", "高于97%", 97, "%", ">"),
    ("报销比例超 8 成", "超 8 成", 80, "%", ">"),
    ("报销比例超八成", "超八成", 80, "%", ">"),
    ("八成半以上的村", "八成半以上", 85, "%", ">="),
    ("百分之三十以上", "百分之三十以上", 30, "%", ">="),
    ("不低于百分之九十五", "不低于百分之九十五", 95, "%", ">="),
    ("占比稳定在80%左右", "稳定在80%左右", 80, "%", "="),
    ("保持在95%以上", "保持在95%以上", 95, "%", ">="),
    ("合格率保持98%以上", "保持98%以上", 98, "%", ">="),
    ("办结率100%", "100%", 100, "%", "="),
    ("均达到100%", "均达到100%", 100, "%", ">="),
    ("死亡率控制在8‰以下", "控制在8‰以下", 8, "‰", "<="),
    ("比例达到30%以上", "达到30%以上", 30, "%", ">="),
    ("人口自然增长率控制在千分之六以内", "控制在千分之六以内", 6, "‰", "<="),
    ("近七成的社区", "近七成", 70, "%", "="),
    ("约60%的农户", "约60%", 60, "%", "="),
    ("入住率不足50%", "不足50%", 50, "%", "<"),
    ("≥90%", "≥90%", 90, "%", ">="),
    ("≤35微克/立方米", "≤35微克/立方米", 35, "微克/立方米", "<="),
    ("三分之二以上的县", "三分之二以上", 2 / 3, None, ">="),
    # changes
    ("保障标准再提高10%", "再提高10%", 10, "%", "increase_by"),
    ("收入增长7.2%", "增长7.2%", 7.2, "%", "increase_by"),
    ("收入同比增长8%左右", "同比增长8%左右", 8, "%", "increase_by"),
    ("收入增长8%以上", "增长8%以上", 8, "%", "increase_by"),
    ("比重提高5个百分点", "提高5个百分点", 5, "个百分点", "increase_by"),
    ("比重提高2.5百分点", "提高2.5百分点", 2.5, "个百分点", "increase_by"),
    ("能耗下降3.5个百分点", "下降3.5个百分点", 3.5, "个百分点", "decrease_by"),
    ("浓度比2015年下降15%", "下降15%", 15, "%", "decrease_by"),
    ("材料压减30%以上", "压减30%以上", 30, "%", "decrease_by"),
    ("事项精简20项", "精简20项", 20, "项", "decrease_by"),
    ("办理时限缩短5个工作日", "缩短5个工作日", 5, "个工作日", "decrease_by"),
    ("标准提高到79元", "提高到79元", 79, "元", "increase_to"),
    ("标准提高至每人每月900元", "提高至每人每月900元", 900, "元", "increase_to"),
    ("数量增加到50家", "增加到50家", 50, "家", "increase_to"),
    ("比重上升到60%", "上升到60%", 60, "%", "increase_to"),
    ("覆盖率提升至95%", "提升至95%", 95, "%", "increase_to"),
    ("失业率下降到4%", "下降到4%", 4, "%", "decrease_to"),
    ("失业率降至4%以下", "降至4%以下", 4, "%", "decrease_to"),
    ("时限压缩至3个工作日内", "压缩至3个工作日内", 3, "个工作日", "decrease_to"),
    ("时限压减到1天", "压减到1天", 1, "天", "decrease_to"),
    ("净增床位300张", "300张", 300, "张", "="),
    ("新增300张", "300张", 300, "张", "="),
    ("增加300张", "增加300张", 300, "张", "increase_by"),
    ("增加养老床位300张", "300张", 300, "张", "increase_by"),
    ("改造提升20处", "20处", 20, "处", "="),
    ("完善提升1000个", "1000个", 1000, "个", "="),
    ("产值翻一番", "翻一番", 2, "倍", "increase_to"),
    ("产值翻两番", "翻两番", 4, "倍", "increase_to"),
    ("规模增长2倍", "增长2倍", 2, "倍", "increase_by"),
    ("规模扩大到3倍", "扩大到3倍", 3, "倍", "increase_to"),
    # money
    ("每人每年580元", "每人每年580元", 580, "元", "="),
    ("人均79元", "人均79元", 79, "元", "="),
    ("最高3000元", "最高3000元", 3000, "元", "<="),
    ("最低不低于1800元", "最低不低于1800元", 1800, "元", ">="),
    ("投入48.67亿元", "48.67亿元", 4867000000, "元", "="),
    ("投入1.2亿元以上", "1.2亿元以上", 120000000, "元", ">="),
    ("投入3000万元", "3000万元", 30000000, "元", "="),
    ("投入1亿2000万元", "1亿2000万元", 120000000, "元", "="),
    ("投入资金约5万元", "约5万元", 50000, "元", "="),
    ("每年不少于1亿元", "每年不少于1亿元", 100000000, "元", ">="),
    ("补助300元/人·年", "300元/人·年", 300, "元", "="),
    ("补助300元/人/年", "300元/人/年", 300, "元", "="),
    ("下达30万元", "30万元", 300000, "元", "="),
    ("节约5万元", "5万元", 50000, "元", "="),
    ("总投资2.3万亿元", "2.3万亿元", 2300000000000, "元", "="),
    ("收入突破2万元", "突破2万元", 20000, "元", ">"),
    ("收入达到 2 万元左右", "达到 2 万元左右", 20000, "元", "="),
    # physical
    ("建设45万亩", "45万亩", 450000, "亩", "="),
    ("开工568 万平方米", "568 万平方米", 5680000, "平方米", "="),
    ("开工568万㎡", "568万㎡", 5680000, "平方米", "="),
    ("改造道路1000公里", "1000公里", 1000, "公里", "="),
    ("改造管网12.5千米", "12.5千米", 12.5, "千米", "="),
    ("改造管网20km", "20km", 20, "公里", "="),
    ("装机100万千瓦", "100万千瓦", 1000000, "千瓦", "="),
    ("供气2亿立方米", "2亿立方米", 200000000, "立方米", "="),
    ("减排二氧化硫3万吨", "3万吨", 30000, "吨", "="),
    ("浓度控制在35微克/立方米以下", "控制在35微克/立方米以下", 35, "微克/立方米", "<="),
    ("优良天数300天以上", "300天以上", 300, "天", ">="),
    ("新增绿地20公顷", "20公顷", 20, "公顷", "="),
    ("容积5立方米", "5立方米", 5, "立方米", "="),
    ("10分钟以内到达", "10分钟以内", 10, "分钟", "<="),
    ("用时不到10分钟", "不到10分钟", 10, "分钟", "<"),
    ("30日内办结", "30日内", 30, "日", "<="),
    ("3个工作日内办结", "3个工作日内", 3, "个工作日", "<="),
    ("半小时内送达", "半小时内", 0.5, "小时", "<="),
    ("一个半小时到达", "一个半小时", 1.5, "小时", "="),
    ("5公里内设站", "5公里内", 5, "公里", "<="),
    # ratios
    ("之比低于 1.5：1", "低于 1.5：1", 1.5, ":1", "<"),
    ("之比控制在2.3:1以内", "控制在2.3:1以内", 2.3, ":1", "<="),
    ("师生比达到1:15", "达到1:15", 1, ":15", "="),
    # without unit, without number
    ("得分不低于90", "不低于90", 90, None, ">="),
    ("大班额动态清零", "动态清零", 0, None, "="),
    ("隐患清零", "清零", 0, None, "="),
    ("实现长护险全覆盖", "全覆盖", None, None, "all"),
    ("历史遗留问题全部化解", "全部", None, None, "all"),
    ("重点企业全部纳入监管", "全部", None, None, "all"),
    ("所有县区实现网上办理", "所有", None, None, "all"),
    ("困难群众应保尽保", "应保尽保", None, None, "all"),
]  # fmt: skip

RANGES = [
    ("建设2-3个平台", "2-3个", 2, 3, "个"),
    ("建设1到2个平台", "1到2个", 1, 2, "个"),
    ("建设2至3个平台", "2至3个", 2, 3, "个"),
    ("建设2~3个平台", "2~3个", 2, 3, "个"),
    ("建设2—3个平台", "2—3个", 2, 3, "个"),
    ("建设三至五个平台", "三至五个", 3, 5, "个"),
    ("建设两三个平台", "两三个", 2, 3, "个"),
    ("补助3-5万元", "3-5万元", 30000, 50000, "元"),
    ("补助3万元至5万元", "3万元至5万元", 30000, 50000, "元"),
    ("补助5000元-1万元", "5000元-1万元", 5000, 10000, "元"),
    ("奖励5000至1万元", "5000至1万元", 5000, 10000, "元"),
    ("增速5%-6%", "5%-6%", 5, 6, "%"),
    ("增速5%至6%", "5%至6%", 5, 6, "%"),
    ("保持在5-6%", "保持在5-6%", 5, 6, "%"),
    ("步行 10-15 分钟可达", "10-15 分钟", 10, 15, "分钟"),
    ("投入2至3亿元", "2至3亿元", 200000000, 300000000, "元"),
    ("七成至八成", "七成至八成", 70, 80, "%"),
]

SEVERAL = [
    ("选出8家、12家、20家", [(8, "家"), (12, "家"), (20, "家")]),
    ("完成1座大型、4座中型水库鉴定和41座小型水库加固", [(1, "座"), (4, "座"), (41, "座")]),
    ("新建3处、改造160处", [(3, "处"), (160, "处")]),
    ("共 22 项,其中新建4所", [(22, "项"), (4, "所")]),
    ("40万名35-64岁妇女", [(400000, "名"), (35, "岁")]),
    ("建学校5所,学位1.3万个", [(5, "所"), (13000, "个")]),
]

NEVER = [
    "实施第四期行动计划", "办好第26届运动会", "某政字〔2020〕240号", "拨打12345热线", "依托12345市民热线", "用好“12349”平台",
    "推行“4+N”模式", "建立“1+1+1”机制", "实施“633”工程", "建设四好农村路", "实施三年行动计划", "轨道交通1号线开工", "做好“七五”普法",
    "提高1-4级工伤职工津贴", "2型糖尿病患者", "2021年12月31日前", "2018—2020年", "6月底前完成", "年内完成", "庆祝建国70周年", "走进千家万户",
    "千方百计扩大就业", "百万人口脱贫", "打通最后一公里", "建设一批项目", "三位一体的格局", "统一部署", "进一步提高", "一站式服务",
    "关注“一老一小”", "推进城乡一体化", "详见http://example.org/p123个.html", "2022-04-08 09:55:49", "5G基站", "PM2.5", "落实“双减”政策",
    "第一书记", "三级医院", "一户一策", "用半年时间", "三年内完成", "上半年开工", "《2020年100件实事》", "1.2.3个", "邮编276000", "第1所小学",
]  # fmt: skip


def only(text: str) -> Quantity:
    found = quantities.find(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


@pytest.mark.parametrize(("text", "quote", "value", "unit", "comparator"), ONE)
def test_one_quantity_is_read_with_its_words(
    text: str, quote: str, value: float | None, unit: str | None, comparator: str
) -> None:
    found = only(text)
    assert (found.text, found.value, found.value_max, found.unit, found.comparator) == (quote, value, None, unit, comparator)
    assert text[found.start : found.end] == quote


@pytest.mark.parametrize(("text", "quote", "low", "high", "unit"), RANGES)
def test_a_range_has_two_ends_and_one_unit(text: str, quote: str, low: float, high: float, unit: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.value_max, found.unit, found.comparator) == (quote, low, high, unit, "range")


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_each_number_of_a_chain_is_a_quantity(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in quantities.find(text)] == expected


@pytest.mark.parametrize("text", NEVER)
def test_numbers_that_are_no_quantities_are_left_out(text: str) -> None:
    assert [q.text for q in quantities.find(text)] == []


def test_a_baseline_joins_the_change() -> None:
    found = only("额度从10万元提高到15万元以上")
    assert (found.text, found.value, found.comparator, found.bound) == ("从10万元提高到15万元以上", 150000, "increase_to", ">=")
    assert (found.baseline_value, found.baseline_unit) == (100000, "元")


@pytest.mark.parametrize(
    ("text", "value", "comparator", "baseline", "year"),
    [
        ("由2020年的60%提高到2025年的80%", 80, "increase_to", 60, 2020),
        ("由5%下降到3%", 3, "decrease_to", 5, None),
        ("由每月100元调整为120元", 120, "increase_to", 100, None),
        ("从60提高到80%", 80, "increase_to", 60, None),
        ("从目前的30天压缩至15天", 15, "decrease_to", 30, None),
        ("比2015年下降20%", 20, "decrease_by", None, 2015),
        ("较2020年提高5个百分点", 5, "increase_by", None, 2020),
    ],
)
def test_what_a_change_starts_from_is_kept(
    text: str, value: float, comparator: str, baseline: float | None, year: int | None
) -> None:
    found = only(text)
    assert (found.value, found.comparator, found.baseline_value, found.baseline_year) == (value, comparator, baseline, year)


def test_paired_lists_share_their_words() -> None:
    found = quantities.find("甲、乙收入分别达到32258元、17540元,分别增长7.2%、12.9%")
    assert [(q.value, q.comparator, q.paired) for q in found] == [
        (32258, "=", True), (17540, "=", True), (7.2, "increase_by", True), (12.9, "increase_by", True),
    ]  # fmt: skip


def test_the_last_word_of_a_paired_list_closes_all() -> None:
    assert [q.comparator for q in quantities.find("分别达到80家、100家以上")] == [">=", ">="]


def test_a_shared_figure_is_marked() -> None:
    assert only("甲率、乙率均达到100%").shared


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("每人每年580元", "每人每年"), ("300元/人·年", "每人每年"), ("人均79元", "人均"), ("每个县区建设2个", "每个县区"), ("每年新增就业8万人", "每年"),
        ("累计建成24个", "累计"), ("其中新建4所", "其中"), ("每个县至少有1所", "每个县"), ("新建4所", None), ("每年举办,新建4所", None),
    ],
)  # fmt: skip
def test_scope_is_kept_apart_from_the_unit(text: str, scope: str | None) -> None:
    assert only(text).scope == scope


@pytest.mark.parametrize("text", ["2万元左右", "约2万元", "近2万元", "大约2万元", "接近2万元"])
def test_about_is_equal_and_approximate(text: str) -> None:
    found = only(text)
    assert (found.value, found.comparator, found.approximate) == (20000, "=", True)


@pytest.mark.parametrize(
    ("text", "weak"),
    [("打造一座城市", True), ("每县一所", False), ("至少一名", False), ("两座", False), ("按照全覆盖要求", True), ("实现全覆盖", False)],
)
def test_doubtful_quantities_are_weak(text: str, weak: bool) -> None:
    assert [q.weak for q in quantities.find(text)] in ([weak], [] if weak else [weak])


def test_ages_and_circles_are_quantities_under_a_soft_guard() -> None:
    assert [q.guard for q in quantities.find("60周岁以上,建15分钟生活圈")] == ["age", "name"]


def test_known_guards_are_taken_as_given() -> None:
    text = "拨打12345热线,新建4所"
    assert quantities.find(text, guarded=guards.find(text)) == quantities.find(text)
    assert [q.text for q in quantities.find("新建4所", guarded=[guards.Guard(2, 3, "test", "test")])] == []


def test_a_piece_of_text_keeps_its_offsets() -> None:
    text = "新建3所,改造5处,建成8座"
    assert [(q.start, q.text) for q in quantities.find(text, 5, 10)] == [(7, "5处")]


def test_json_holds_plain_values() -> None:
    row = as_json(only("控制在4.5%以内"))
    assert json.loads(json.dumps(row)) == {
        "text": "控制在4.5%以内", "start": 0, "end": 9, "value": 4.5, "value_max": None, "unit": "%", "comparator": "<=",
    }  # fmt: skip


@given(st.integers(1, 99_999), st.sampled_from(["所", "处", "人次", "公里"]), st.sampled_from(["", "以上", "以内", "左右"]))
def test_what_is_written_is_read(number: int, unit: str, word: str) -> None:
    found = only(f"完成{number}{unit}{word}")
    assert (found.value, found.unit) == (number, unit)
    assert found.comparator == {"": "=", "以上": ">=", "以内": "<=", "左右": "="}[word]


@given(st.text(alphabet="0123456789一二三十百千万亿至到-、,%个元年第“”以上分之成 ", max_size=60))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = quantities.find(text)
    assert all(0 <= q.start <= q.number_start < q.number_end <= q.end <= len(text) for q in found)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)


@pytest.mark.parametrize(
    "near_miss", ["1", "9,", "一", "万", "百", "1.", "1-", "2至", "“", "每", "分别", "提高到", "2021", "第", "三分之", "(", "全部", "从1"]
)
def test_near_misses_cost_linear_time(near_miss: str) -> None:
    def cost(size: int) -> float:
        text = near_miss * (size // len(near_miss))
        begin = time.process_time()
        quantities.find(text)
        return time.process_time() - begin

    assert cost(100_000) < 30 * max(cost(10_000), 0.02)
