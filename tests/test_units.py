"""Splitting duty fields into units: the forms of name, separator and damage that documents show, in other cities."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.language.roles import duty_bracket
from zeren.language.units import local_tier, split

CASES = [
    # lists and separators
    ("市民政局、市残联、市财政局", "市民政局 市残联 市财政局"),
    ("民政局、教育局", "民政局 教育局"),
    ("市行政审批服务局、住建局、司法局", "市行政审批服务局 住建局 司法局"),
    ("省科技厅、工业和信息化厅", "省科技厅 工业和信息化厅"),
    ("市住建局 市财政局 市发改委", "市住建局 市财政局 市发改委"),
    ("市卫生健康委、市发改委\n市财政局\n各区政府", "市卫生健康委 市发改委 市财政局 各区政府"),
    ("市教育局;市财政局/市审计局", "市教育局 市财政局 市审计局"),
    ("市教育局\t市财政局", "市教育局 市财政局"),
    ("市教育局。", "市教育局"),
    ("1.市教育局；2.市财政局", "市教育局 市财政局"),
    ("1、市教育局 2、市财政局", "市教育局 市财政局"),
    ("①市教育局②市财政局", "市教育局 市财政局"),
    ("（1）市教育局（2）市财政局", "市教育局 市财政局"),
    ("市水务局和市园林绿化局", "市水务局 市园林绿化局"),
    ("市体育局及各区政府", "市体育局 各区政府"),
    # an office belongs to the government or committee named before it
    ("州政府金融办、州财政局", "州政府金融办 州财政局"),
    ("某县人民政府金融工作办公室", "某县人民政府金融工作办公室"),
    ("市委农办、市政府外事办公室", "市委农办 市政府外事办公室"),
    ("市政府、市财政局", "市政府 市财政局"),
    ("国家税务总局某市税务局、甲市生态环境局乙县分局", "国家税务总局某市税务局 甲市生态环境局乙县分局"),
    ("人行某市分行、某市海关，各镇街（园区）", "人行某市分行 某市海关 各镇街（园区）"),
    ("各区县市，各旗市区", "各区县市 各旗市区"),
    # nothing between the names
    ("市教育局市财政局市发展和改革委员会", "市教育局 市财政局 市发展和改革委员会"),
    ("教育局财政局民政局", "教育局 财政局 民政局"),
    ("市市场监管局市城管局各县区政府", "市市场监管局 市城管局 各县区政府"),
    ("市地铁集团市水务集团", "市地铁集团 市水务集团"),
    # names torn apart by a line end
    ("市发展\n改革委、市住房\n城乡建设局", "市发展改革委 市住房城乡建设局"),
    ("市卫生健\n康委", "市卫生健康委"),
    ("市人力资源和\n社会保障局", "市人力资源和社会保障局"),
    ("市卫生健康委\n员会", "市卫生健康委员会"),
    # 和 and doubled words inside names
    ("市文化和旅游局", "市文化和旅游局"),
    ("市发展和改革委员会、市住房和城乡建设局", "市发展和改革委员会 市住房和城乡建设局"),
    ("市园林和林业局、市体育和旅游局", "市园林和林业局 市体育和旅游局"),
    ("市教育体育和科技局，区司法和行政审批局", "市教育体育和科技局 区司法和行政审批局"),
    ("县发展改革和工业信息化局", "县发展改革和工业信息化局"),
    ("市水务和园林局、市公安和司法局", "市水务和园林局 市公安和司法局"),
    ("市园林和\n林业局", "市园林和林业局"),
    ("市发展改革委和市园林和林业局", "市发展改革委 市园林和林业局"),
    ("市文化和旅游局和体育局", "市文化和旅游局 体育局"),
    ("市文化中心和体育局、各县区和市教育局", "市文化中心 体育局 各县区 市教育局"),
    ("市级有关部门和各县区", "市级有关部门 各县区"),
    ("市就业和农民工工作领导小组相关成员单位", "市就业和农民工工作领导小组相关成员单位"),
    ("市市场监管局", "市市场监管局"),
    ("市委市政府督查室、市委、市政府办公室", "市委市政府督查室 市委 市政府办公室"),
    # a second name in brackets
    ("市发改委(粮食局)、市交通委（市道运局）", "市发改委(粮食局) 市交通委（市道运局）"),
    ("市委统战部(市民族宗教局)", "市委统战部(市民族宗教局)"),
    ("市城乡建设局(市人防办)、市城市管理局(市综合执法局)", "市城乡建设局(市人防办) 市城市管理局(市综合执法局)"),
    ("区发改委（区大数据局）、区住建委", "区发改委（区大数据局） 区住建委"),
    ("市水务（集团）有限公司", "市水务（集团）有限公司"),
    ("市政务局（市长热线办公室）", "市政务局（市长热线办公室）"),
    ("中国移动（安徽）公司", "中国移动（安徽）公司"),
    # collectives that hold separators
    ("各县(市、区)政府、各县、区人民政府(管委会)", "各县(市、区)政府 各县、区人民政府(管委会)"),
    ("各县(市)、区政府，州市场监管局、州水务局", "各县(市)、区政府 州市场监管局 州水务局"),
    ("市环境保护局、市城市综合管理局、市水务局", "市环境保护局 市城市综合管理局 市水务局"),
    ("县市场监管局、盟林业和草原局", "县市场监管局 盟林业和草原局"),
    ("各县区（高新、经开）", "各县区（高新、经开）"),
    ("高新、经开区管委会", "高新区管委会 经开区管委会"),
    ("市委组织部，各区、县级市", "市委组织部 各区、县级市"),
    ("各有关区、县级市", "各有关区、县级市"),
    ("各区、县（市）政府", "各区、县（市）政府"),
    ("各区（市）县政府（管委会）", "各区（市）县政府（管委会）"),
    ("相关县（市、区）政府、各乡镇(街道)", "相关县（市、区）政府 各乡镇(街道)"),
    ("县（市、区）政府", "县（市、区）政府"),
    ("各区县（自治县）政府", "各区县（自治县）政府"),
    ("各县区政府、开发区管委会", "各县区政府 开发区管委会"),
    ("各县区、功能板块", "各县区 功能板块"),
    ("各县（市、区）、开发区", "各县（市、区） 开发区"),
    ("各项目县区政府、开发区管委会", "各项目县区政府 开发区管委会"),
    ("各地级以上市人民政府", "各地级以上市人民政府"),
    ("各镇街、各街道办事处", "各镇街 各街道办事处"),
    ("各区教育局、各学校", "各区教育局 各学校"),
    ("各街道、区直各部门", "各街道 区直各部门"),
    ("各区、市教育局", "各区 市教育局"),
    ("各镇街、区住建局", "各镇街 区住建局"),
    ("各区、市人民政府", "各区、市人民政府"),
    ("各县区、市直有关部门", "各县区 市直有关部门"),
    ("有建设任务的县区、镇（街道）", "有建设任务的县区 镇（街道）"),
    ("武侯区、锦江区、吴中区", "武侯区 锦江区 吴中区"),
    # a shared suffix
    ("甲县、乙县、丙县政府", "甲县政府 乙县政府 丙县政府"),
    ("湖里区、思明区、集美区政府，火炬管委会", "湖里区政府 思明区政府 集美区政府 火炬管委会"),
    ("上城、拱墅、西湖、滨江区政府", "上城区政府 拱墅区政府 西湖区政府 滨江区政府"),
    ("高新区、经开区管委会", "高新区管委会 经开区管委会"),
    ("江北新区管委会、鼓楼区政府", "江北新区管委会 鼓楼区政府"),
    ("滨江新区、临河县政府", "滨江新区 临河县政府"),
    # not bureaus but units all the same
    ("市安委会办公室、市安委会各成员单位", "市安委会办公室 市安委会各成员单位"),
    ("市防汛抗旱指挥部办公室、市森防指", "市防汛抗旱指挥部办公室 市森防指"),
    ("团市委、市妇联、市总工会、市科协、市红十字会", "团市委 市妇联 市总工会 市科协 市红十字会"),
    ("市中级人民法院、市检察院、市人大常委会办公室", "市中级人民法院 市检察院 市人大常委会办公室"),
    ("国网绍兴供电公司、中国移动某市分公司", "国网绍兴供电公司 中国移动某市分公司"),
    ("市轨道交通集团有限公司、市公交集团", "市轨道交通集团有限公司 市公交集团"),
    ("某某日报社、市广播电视台、市第一人民医院", "某某日报社 市广播电视台 市第一人民医院"),
    ("市消防救援支队、市税务局、市气象局、人行某市中心支行", "市消防救援支队 市税务局 市气象局 人行某市中心支行"),
    ("国家税务总局某市税务局、国家统计局某市调查队", "国家税务总局某市税务局 国家统计局某市调查队"),
    ("某河水利管理局、市水文中心", "某河水利管理局 市水文中心"),
    ("西湖街道、塘栖镇、钱塘新区管委会", "西湖街道 塘栖镇 钱塘新区管委会"),
    ("科技部、工业和信息化部、国家发展改革委", "科技部 工业和信息化部 国家发展改革委"),
    ("移动、联通、电信公司", "移动 联通 电信公司"),
    # catch-alls that stand alone, and 等 that only closes a list
    ("各有关单位", "各有关单位"),
    ("市直有关部门、各成员单位", "市直有关部门 各成员单位"),
    ("市直各部门、单位", "市直各部门、单位"),
    ("市级各有关部门及各县市区政府", "市级各有关部门 各县市区政府"),
    ("各民主党派、市属各高校", "各民主党派 市属各高校"),
    ("市教育局，其他部门配合", "市教育局 其他部门"),
    ("市教育局、市财政局等有关部门", "市教育局 市财政局"),
    ("市教育局等5部门", "市教育局"),
    ("市教育局、市财政局等单位", "市教育局 市财政局"),
    # role words and legends are no units
    ("由市教育局牵头，市财政局配合，各县区政府落实", "市教育局 市财政局 各县区政府"),
    ("市教育局、市财政局按职责分工负责", "市教育局 市财政局"),
    ("市民政局、市财政局(字体加粗者为牵头部门,下同)", "市民政局 市财政局"),
    ("责任单位：市教育局（排在第一位的为牵头单位，下同）", "市教育局"),
    ("配合单位：各项目牵头单位", "各项目牵头单位"),
    ("【市教育局】", "市教育局"),
    ("无", ""),
    ("—", ""),
]


@pytest.mark.parametrize(("field", "names"), CASES, ids=[field for field, _ in CASES])
def test_a_field_is_split_into_the_units_it_names(field: str, names: str) -> None:
    found = split(field, 0, len(field))
    assert [unit.name for unit in found.units] == names.split()
    assert not found.residue


PEOPLE = [
    ("市民政局 张某某、市教育局（李某）", "市民政局 市教育局", ["张某某", "（李某）"]),
    ("市教育局局长王某、市财政局副局长", "市教育局 市财政局", ["局长王某", "副局长"]),
    ("市民政局\t王某某\n市财政局", "市民政局 市财政局", ["王某某"]),
    ("市水利局 0571-12345678", "市水利局", ["0571-12345678"]),
    ("市水利局（局长：李某 0571-12345678）", "市水利局", ["（局长：李某 0571-12345678）"]),
    ("市文旅局（张某某 10000000000）、市残联", "市文旅局 市残联", ["（张某某 10000000000）"]),
    ("市文旅局（张某、李某）", "市文旅局", ["（张某、李某）"]),
    (
        "市文旅局（李某，副局长）；市残联（电话：0571-12345678）",
        "市文旅局 市残联",
        ["（李某，副局长）", "（电话：0571-12345678）"],
    ),
    ("市发改委（粮食局）（李某）", "市发改委（粮食局）", ["（李某）"]),
    ("市文旅局（张某（10000000000））、市残联", "市文旅局 市残联", ["（张某（10000000000））"]),
    ("市文旅局（张某）市残联（李某）", "市文旅局 市残联", ["（张某）", "（李某）"]),
    ("区教育局王某、市林业和草原局欧阳某某", "区教育局 市林业和草原局", ["王某", "欧阳某某"]),
    ("市园林中心赵某，市妇联李某张某", "市园林中心 市妇联", ["赵某", "李某张某"]),
    ("市文旅局李某10000000000，市残联", "市文旅局 市残联", ["李某10000000000"]),
]


@pytest.mark.parametrize(("field", "names", "people"), PEOPLE)
def test_a_person_beside_a_unit_is_told_apart_and_never_a_name(field: str, names: str, people: list[str]) -> None:
    found = split(field, 0, len(field))
    assert [unit.name for unit in found.units] == names.split()
    assert [field[start:end] for start, end in found.people] == people
    assert not found.residue


def test_what_is_no_unit_is_residue_and_not_dropped() -> None:
    field = "市教育局、加快推进项目建设"
    found = split(field, 0, len(field))
    assert [unit.name for unit in found.units] == ["市教育局"]
    assert [field[start:end] for start, end in found.residue] == ["加快推进项目建设"]


def test_a_span_is_the_part_as_written_where_the_suffix_is_shared() -> None:
    field = "责任：甲县、乙县政府"
    assert [field[unit.start : unit.end] for unit in split(field, 3, len(field)).units] == ["甲县", "乙县政府"]


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("各县区政府", True),
        ("各县（市、区）政府", True),
        ("各区、县级市", True),
        ("甲县政府", True),
        ("开发区管委会", True),
        ("各镇街", True),
        ("西湖街道", True),
        ("功能板块", True),
        ("各设区市", True),
        ("区县政府", True),
        ("市政府", False),
        ("市政府办公室", False),
        ("县财政局", False),
        ("各有关单位", False),
        ("市教育局", False),
        ("各区教育局", False),
        ("某军分区", False),
        ("市委", False),
        ("省政府", False),
    ],
)
def test_the_local_tier_is_told_from_the_bureaus(name: str, local: bool) -> None:
    assert local_tier(name) is local


NAMES = [
    "市教育局",
    "市财政局",
    "各县区政府",
    "市委宣传部",
    "团市委",
    "国网某市供电公司",
    "市发改委（粮食局）",
    "各有关单位",
]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.sampled_from("、，,；;\n "))
def test_any_list_of_units_comes_back_whole_whatever_the_separator(names: list[str], separator: str) -> None:
    field = separator.join(names)
    assert [unit.name for unit in split(field, 0, len(field)).units] == names


@given(st.text(alphabet="市县区局委、，（）()各和等 教育财政牵头负责：\n1张", max_size=40))
def test_every_character_is_accounted_for_in_order(field: str) -> None:
    found = split(field, 0, len(field))
    spans = sorted([(u.start, u.end) for u in found.units] + [*found.residue, *found.people])
    assert all(0 <= start < end <= len(field) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


DEEP = [
    "（）",
    "(局",
    "(市教育局",
    "市教育局(",
    "负责",
    "等",
    "市、",
    "（",
    "市水局",
    "市 ",
    "责任单位：",
    "1)-",
    "王王",
]


@pytest.mark.parametrize("words", DEEP)
def test_a_long_stretch_of_damage_is_split_without_depth_and_in_time_by_its_size(words: str) -> None:
    field = (words * 10_000)[:20_000]
    began = process_time()
    split(field, 0, len(field))
    duty_bracket(field[:4_000])
    assert process_time() - began < 4


def test_units_run_together_before_damage_cost_no_more_for_each_way_to_cut_them() -> None:
    field = "市水局" * 26 + "了"
    began = process_time()
    split(field, 0, len(field))
    assert process_time() - began < 1
