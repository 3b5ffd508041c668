"""Who is charged with what in running text: bodies, what is said of them, and what is no duty."""

from time import process_time

import pytest

from zeren.language.charges import charges


def said(line: str) -> str:
    return " ".join(f"{unit.name}:{one.says}" for one in charges(line, (0, len(line))) for unit in one.units)


CHARGED = [
    ("由市甲教育局牵头，市财政局、市妇联配合，新建学校3所。", "市甲教育局:lead 市财政局:support 市妇联:support"),
    ("市残联牵头，市财政局配合。", "市残联:lead 市财政局:support"),
    ("此项工作由市教育局会同市财政局负责。", "市教育局:lead 市财政局:support"),
    ("由市教育局牵头组织实施。", "市教育局:lead"),
    (
        "由市人社局牵头组织实施，市总工会、团市委，各乡镇（街道）积极配合。",
        "市人社局:lead 市总工会:support 团市委:support 各乡镇（街道）:support",
    ),
    ("由市水利局牵头，甲镇、乙镇人民政府落实属地责任。", "市水利局:lead 甲镇人民政府:implement 乙镇人民政府:implement"),
    (
        "由市民政局牵头，市建设投资集团具体实施，东门街道办事处协助。",
        "市民政局:lead 市建设投资集团:implement 东门街道办事处:support",
    ),
    ("市卫健委、市残联共同牵头，对2000名老人开展筛查。", "市卫健委:lead 市残联:lead"),
    (
        "市教育局要会同市住建局、市社会事业发展集团加快推进建设。",
        "市教育局:lead 市住建局:support 市社会事业发展集团:support",
    ),
    ("市教育局负责实施校园改造工程，年内完成10所。", "市教育局:shared"),
    ("家庭病床由各医共体承担，每月上门不少于2次。", "各医共体:shared"),
    ("要新建管网20公里，由市住建局牵头、市城管局配合。", "市住建局:lead 市城管局:support"),
    ("由市生态环境局牵头推进整改，市水务局配合，新建设施8座。", "市生态环境局:lead 市水务局:support"),
    ("某市生态环境局某县分局要牵头抓好水质提升。", "某市生态环境局某县分局:lead"),
    ("各责任单位要于3月10日前制定方案。", "各责任单位:must"),
    ("各牵头单位应当在10月底前提交整改方案。", "各牵头单位:must"),
    ("各旗市区须抢抓施工期。", "各旗市区:must"),
    ("市政府督查室要开展“回头看”。", "市政府督查室:must"),
    ("市应急管理局要在6月底前完成排查。", "市应急管理局:must"),
    ("市市场监管局应于9月底前建成。", "市市场监管局:must"),
    ("市住建局负责建设，市财政局负责资金保障，各区负责征迁。", "市住建局:shared 市财政局:support 各区:shared"),
    ("市财政局、市医保局做好资金保障。", "市财政局:support 市医保局:support"),
    ("市公安局密切配合市教育局开展护学。", "市公安局:support 市教育局:shared"),
    ("市教育局联合市财政局开展排查。", "市教育局:lead 市财政局:support"),
    ("市教育局、市财政局联合开展排查。", "市教育局:lead 市财政局:lead"),
    ("由市教育局组织开展排查。", "市教育局:lead"),
    ("国家税务总局某市税务局牵头，某市海关协助。", "国家税务总局某市税务局:lead 某市海关:support"),
    ("由市教育局、市财政局等部门按职责分工负责。", "市教育局:shared 市财政局:shared"),
    ("市教育局，市财政局配合。", "市教育局:none 市财政局:support"),
    ("二是市教育局牵头，并由市财政局提供资金支持。", "市教育局:lead 市财政局:support"),
    ("市教育局为牵头单位，市财政局、市住建局为配合单位。", "市教育局:lead 市财政局:support 市住建局:support"),
    ("以市教育局为牵头单位，会同市财政局新建学校3所。", "市教育局:lead 市财政局:support"),
    ("市教育局应会同有关部门，6月底前制定办法。", "市教育局:lead"),
    ("县教育局负责牵头，县财政局负责筹措资金。", "县教育局:lead 县财政局:shared"),
    ("市供销社、邮政公司要建设站点100个。", "市供销社:must 邮政公司:must"),
    ("教育部门牵头，财政部门配合。", "教育部门:lead 财政部门:support"),
    ("在市住建局指导下，由甲区政府组织实施。", "甲区政府:shared"),
    (
        "市发展和改革委员会（市粮食和物资储备局）牵头，市财政局参与。",
        "市发展和改革委员会（市粮食和物资储备局）:lead 市财政局:support",
    ),
    ("省教育厅指导，市教育局抓总，市委编办支持。", "省教育厅:support 市教育局:lead 市委编办:support"),
    ("请市教育局牵头，于5月底前完成。", "市教育局:lead"),
]


@pytest.mark.parametrize(("line", "expected"), CHARGED, ids=[line for line, _ in CHARGED])
def test_a_clause_that_names_bodies_and_a_word_charges_them(line: str, expected: str) -> None:
    assert said(line) == expected


NOT_CHARGED = [
    "对市教育局进行督查，报市政府督查室备案，并向市人大常委会报告。",
    "进度滞后的，由市政府领导约谈。",
    "会议由市长牵头。",
    "企业牵头，高校参与，协同攻关。",
    "群众参与、部门配合，形成合力。",
    "个人自付部分由财政全额承担。",
    "由第三方机构负责评估，施工企业承担费用，由村集体负责管护。",
    "市教育局负责人说，学位紧张的问题已经缓解。",
    "市教育局牵头单位职责另行规定。",
    "各项任务均须于11月底前完成。",
    "各类市场主体要诚信经营。",
    "覆盖率由85%提升至92%，由市区向农村延伸。",
    "市农业农村局支持新型经营主体200家。",
    "按照市委要求，在市政府领导下推进。",
    "各县区应保尽保、应急处置。",
    "全市要加快建设。",
    "办公室设在市教育局。",
    "由各县区政府负责的项目，6月底前开工。",
    "市教育局局长张某负责，3月底前完成。",
    "学校要建立台账，村委会负责日常管护。",
    "相关部门牵头，多部门配合。",
    "市级财政负责兜底。",
    "市委、市政府要求，6月底前完成整改。",
]


@pytest.mark.parametrize("line", NOT_CHARGED)
def test_an_object_a_person_or_the_public_has_no_duty(line: str) -> None:
    assert said(line) == ""


def test_a_charge_stands_where_its_bodies_and_its_word_stand() -> None:
    line = "新建3所，由市教育局牵头，市财政局配合，年内完成。"
    assert [(line[one.start : one.end], one.alone) for one in charges(line, (0, len(line)))] == [
        ("市教育局牵头", True),
        ("市财政局配合", True),
    ]


NEAR = [
    "由",
    "市教育局要",
    "市教育局牵头、",
    "市教育局会同",
    "由市教育局",
    "各（",
    "市局负责实施",
    "会同市",
    "做好",
    "市教育局、",
    "要",
]


@pytest.mark.parametrize("words", NEAR)
def test_a_clause_without_end_takes_time_by_its_size(words: str) -> None:
    line = (words * 30_000)[:30_000]
    began = process_time()
    charges(line, (0, len(line)))
    assert process_time() - began < 4
