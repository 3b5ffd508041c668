"""Places: every area of China by code, name and year, as plans speak of them, and the place a document speaks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.registry import areas, csvtable, divisions, place_names, place_of, places, tables
from zeren.registry.places import by_code, find, meant_by

LINYI, YISHUI, FUZHOU, SHENZHEN = "371300", "371323", "350100", "440300"

LEVELS = {
    "000000": ("nation", None),
    "110000": ("province", "000000"),
    "110105": ("county", "110000"),
    "371300": ("city", "370000"),
    "371323": ("county", "371300"),
    "419001": ("county", "410000"),
    "429004": ("county", "420000"),
    "429021": ("county", "420000"),
    "469001": ("county", "460000"),
    "659001": ("county", "650000"),
    "441900": ("city", "440000"),
    "442000": ("city", "440000"),
    "460400": ("city", "460000"),
    "620200": ("city", "620000"),
    "422800": ("city", "420000"),
    "152500": ("city", "150000"),
    "653100": ("city", "650000"),
    "520203": ("county", "520200"),
}


@pytest.mark.parametrize(("code", "expected"), LEVELS.items())
def test_every_level_of_division_has_its_parent(code: str, expected: tuple[str, str | None]) -> None:
    area = by_code(code)
    assert area and (area.level, area.parent) == expected


def test_the_table_holds_all_provinces_and_no_district_of_statistics() -> None:
    provinces = places.children(places.NATION)
    assert len(provinces) == 34 and len(places.table()) > 3200
    assert all(place.parent is None or by_code(place.parent) for place in places.table().values())
    assert not any(place.name in ("市辖区", "县") or "直辖" in place.name for place in places.table().values())
    assert places.children("441900") == [] and len(places.children("110000")) == 16


WORDS = [
    ("临沂市", "临沂", "市"),
    ("天河区", "天河", "区"),
    ("和县", "和县", "县"),
    ("三江侗族自治县", "三江", "县"),
    ("恩施土家族苗族自治州", "恩施", "州"),
    ("锡林郭勒盟", "锡林郭勒", "盟"),
    ("准格尔旗", "准格尔", "旗"),
    ("鄂温克族自治旗", "鄂温克", "旗"),
    ("新疆维吾尔自治区", "新疆", "自治区"),
    ("内蒙古自治区", "内蒙古", "自治区"),
    ("西藏自治区", "西藏", "自治区"),
    ("喀什地区", "喀什", "地区"),
    ("神农架林区", "神农架", "区"),
    ("浦东新区", "浦东", "区"),
    ("万柏林区", "万柏林", "区"),
    ("东乡族自治县", "东乡", "县"),
    ("管城回族区", "管城", "区"),
    ("河南蒙古族自治县", "河南", "县"),
    ("香港特别行政区", "香港", "特别行政区"),
]


@pytest.mark.parametrize(("name", "short", "word"), WORDS)
def test_short_name_and_level_word_follow_from_the_full_name(name: str, short: str, word: str) -> None:
    assert (place_names.short(name), place_names.level_word(name)) == (short, word)


def test_every_area_of_today_has_a_short_name_and_a_level_word() -> None:
    assert all(len(place.short_name) > 1 and place.level_word for place in places.table().values())
    stems = {area.short_name for area in places.table().values() if area.name.endswith(("自治州", "自治县"))}
    assert not [stem for stem in stems if stem.endswith("族")]


ENGLISH = {
    "371300": ("Linyi", "Linyi Municipal", "Linyi City"),
    "371323": ("Yishui", "Yishui County", "Yishui County"),
    "610100": ("Xi'an", "Xi'an Municipal", "Xi'an City"),
    "610000": ("Shaanxi", "Shaanxi Provincial", "Shaanxi Province"),
    "140000": ("Shanxi", "Shanxi Provincial", "Shanxi Province"),
    "150000": ("Inner Mongolia", "Inner Mongolia Regional", "Inner Mongolia Autonomous Region"),
    "222400": ("Yanbian", "Yanbian Prefectural", "Yanbian Korean Autonomous Prefecture"),
    "422800": ("Enshi", "Enshi Prefectural", "Enshi Tujia and Miao Autonomous Prefecture"),
    "653100": ("Kashgar", "Kashgar Prefectural", "Kashgar Prefecture"),
    "650100": ("Ürümqi", "Ürümqi Municipal", "Ürümqi City"),
    "500000": ("Chongqing", "Chongqing Municipal", "Chongqing City"),
    "341500": ("Lu'an", "Lu'an Municipal", "Lu'an City"),
    "371524": ("Dong'e", "Dong'e County", "Dong'e County"),
    "330382": ("Yueqing", "Yueqing Municipal", "Yueqing City"),
    "371722": ("Shanxian", "Shanxian County", "Shanxian County"),
    "130726": ("Yuxian", "Yuxian County", "Yuxian County"),
    "152528": ("Xianghuang", "Xianghuang Banner", "Xianghuang Banner"),
    "130625": ("Xushui", "Xushui County", "Xushui County"),
    "410100": ("Zhengzhou", "Zhengzhou Municipal", "Zhengzhou City"),
    "430100": ("Changsha", "Changsha Municipal", "Changsha City"),
    "140428": ("Zhangzi", "Zhangzi County", "Zhangzi County"),
    "360731": ("Yudu", "Yudu County", "Yudu County"),
    "540000": ("Tibet (Xizang)", "Tibet (Xizang) Regional", "Tibet (Xizang) Autonomous Region"),
    "410104": ("Guancheng", "Guancheng District", "Guancheng Hui District"),
    "130406": ("Fengfeng Mining", "Fengfeng Mining District", "Fengfeng Mining District"),
    "000000": ("China", "China National", "China"),
}


@pytest.mark.parametrize(("code", "expected"), ENGLISH.items())
def test_an_english_name_is_the_usual_one_or_pinyin(code: str, expected: tuple[str, str, str]) -> None:
    area = by_code(code)
    assert area and (area.name_en, area.adjective_en, area.area_en) == expected


YEARS = [
    ("莱芜市", 2015, "371200"),
    ("莱芜区", 2021, "370116"),
    ("钢城区", 2015, "371203"),
    ("钢城区", 2021, "370117"),
    ("襄樊市", 2008, "420600"),
    ("襄樊市", None, "420600"),
    ("襄阳市", 2021, "420600"),
    ("章丘市", 2012, "370181"),
    ("胶南市", 2011, "370284"),
    ("扬州市江都区", 2011, "321012"),
    ("章丘区", None, "370114"),
    ("海门市", 2018, "320684"),
    ("海门区", 2022, "320614"),
    ("崇川区", 2018, "320602"),
    ("崇川区", 2022, "320613"),
    ("巢湖市", 2005, "341400"),
    ("巢湖市", 2021, "340181"),
    ("凤翔区", 2022, "610305"),
    ("水城区", 2022, "520204"),
    ("沙县", 2019, "350427"),
    ("杭州市江干区", 2018, "330104"),
    ("神秘市", None, None),
]


@pytest.mark.parametrize(("name", "year", "code"), YEARS)
def test_the_year_tells_which_area_bore_a_name(name: str, year: int | None, code: str | None) -> None:
    area = meant_by(name, None, year)
    assert (area and area.code) == code


SPLIT_YEAR = [
    ("320584", "吴江市", None, "2012"),
    ("320509", "吴江区", "2012", None),
    ("441803", "清新区", "2012", None),
    ("340506", "博望区", "2012", None),
    ("430112", "望城区", "2011", None),
    ("520602", "碧江区", "2011", None),
    ("810000", "香港特别行政区", "1997", None),
]


@pytest.mark.parametrize(("code", "name", "begins", "ends"), SPLIT_YEAR)
def test_the_changes_of_2012_are_not_of_the_year_before(
    code: str, name: str, begins: str | None, ends: str | None
) -> None:
    (area,) = (one for one in areas.ever() if (one.code, one.name) == (code, name))
    assert (area.valid_from, area.valid_to) == (begins, ends)


def test_a_code_has_the_name_of_the_year_and_else_that_of_today() -> None:
    names = [(area := by_code("420600", year)) and area.name for year in (2005, 2015, None)]
    assert names == ["襄樊市", "襄阳市", "襄阳市"]
    gone = by_code("371200")
    assert gone and (gone.name, gone.valid_to) == ("莱芜市", "2019")


def test_the_changes_since_2019_follow_one_upon_the_other() -> None:
    known = {(one.code, one.name) for one in divisions.known_since_2019()}
    changes = csvtable.rows("zeren.registry", "division_changes")
    assert all((row["old_code"], row["old_name"]) in known for row in changes if row["old_code"])
    assert [row["date"] for row in changes] == sorted(row["date"] for row in changes)
    today = [one.code for one in divisions.known_since_2019() if one.ends is None]
    assert len(today) == len(set(today))


MEANT = [
    ("", LINYI, LINYI),
    ("市", LINYI, LINYI),
    ("市", YISHUI, LINYI),
    ("县", YISHUI, YISHUI),
    ("县", LINYI, None),
    ("省", YISHUI, "370000"),
    ("全市", "441900", "441900"),
    ("本县", YISHUI, YISHUI),
    ("市", "330782", "330782"),
    ("市", "422801", "422801"),
    ("州", "422801", "422800"),
    ("市", "110105", "110000"),
    ("省", "650100", None),
    ("自治区", "650100", "650000"),
    ("盟", "152502", "152500"),
    ("旗", "152528", "152528"),
    ("县", "450226", "450226"),
    ("地区", "653101", "653100"),
    ("州", "659001", None),
    ("国家", LINYI, "000000"),
    ("沂水", LINYI, YISHUI),
    ("沂水", "330100", None),
    ("沂水", None, None),
    ("沂水县", None, YISHUI),
    ("山东省临沂市沂水县", None, YISHUI),
    ("山东沂水县", None, YISHUI),
    ("福州市鼓楼区", None, "350102"),
    ("鼓楼区", FUZHOU, "350102"),
    ("鼓楼区", None, None),
    ("鼓楼", FUZHOU, None),
    ("海南", "632521", "632500"),
    ("海南", "460105", "460000"),
    ("海南", None, None),
    ("吉林", "220400", None),
    ("吉林省", None, "220000"),
    ("博州", None, "652700"),
    ("恩施州", None, "422800"),
    ("神秘市", LINYI, None),
]


@pytest.mark.parametrize(("words", "home", "code"), MEANT)
def test_the_words_before_a_unit_mean_a_place_of_home_or_none(words: str, home: str | None, code: str | None) -> None:
    area = meant_by(words, by_code(home))
    assert (area and area.code) == code


FOUND = {
    "临沂市沂水县和济南": ["371300", "371323", "370100"],
    "天桥和泰山，天桥区": ["370105"],
    "济南市市中区": ["370100", "370103"],
    "新疆阿克苏地区库车市": ["650000", "652900", "652902"],
    "山东临沂沂水县": ["370000", "371300", "371323"],
    "安徽和县，市县和县级": ["340000", "340523"],
    "临沂市场监管局": ["371300"],
    "山东日照的日照时数": ["370000", "371100"],
    "公安县": ["421022"],
    "东方市政府": ["469007"],
    "福州鼓楼区，南京鼓楼区": ["350100", "350102", "320100", "320106"],
    "市公安局、县公安局": [],
    "平安建设、惠民工程、和平新建通道": [],
    "建成都市农业，扩大同市场": [],
    "长治久安，三明确，四平方米": [],
    "推进新建区域合作": [],
    "老城区改造与新城区建设，城区、郊区、矿区": [],
    "经济南北走廊": [],
    "省级和县级": [],
    "朝阳产业，朝阳区": [],
}


@pytest.mark.parametrize(("text", "codes"), FOUND.items())
def test_places_are_found_in_running_text_and_common_words_are_none(text: str, codes: list[str]) -> None:
    assert [mention.area.code for mention in find(text)] == codes


def test_short_names_of_counties_are_found_at_home_only() -> None:
    assert [mention.area.code for mention in find("沂水、费县和兰山", by_code(LINYI))] == [YISHUI, "371325"]
    assert [mention.area.code for mention in find("沂水、费县")] == ["371325"]


def test_a_name_of_the_past_is_found_in_documents_of_its_time() -> None:
    assert [mention.area.code for mention in find("襄樊市", year=2008)] == ["420600"]
    assert find("襄樊市") == []


@given(st.text("临沂市沂水县和平安公区新建州省费兰", max_size=40))
def test_mentions_follow_one_another_and_spell_a_name_of_their_area(text: str) -> None:
    end = 0
    for mention in find(text):
        assert mention.start >= end and text[mention.start : mention.end] in areas.names_of(mention.area)
        end = mention.end


@pytest.mark.parametrize(
    ("title", "publisher", "text", "expected"),
    [
        ("临沂市2021年民生实事", None, "", ("临沂市", LINYI, "title")),
        ("临沂市沂水县2021年民生实事", None, "", ("沂水县", YISHUI, "title")),
        ("国务院关于加强安全生产的通知", None, "", ("中国", "000000", "title")),
        (None, "临沂市人民政府", "", ("临沂市", LINYI, "issuer")),
        (None, "浙江省财政厅", "", ("浙江省", "330000", "issuer")),
        (None, "浙江日报", "", None),
        (None, "大众日报", "临沂市将建学校。临沂市还将修路。", ("临沂市", LINYI, "text")),
        (None, None, "欢迎访问临沂市政府网站!", ("临沂市", LINYI, "site")),
        (None, None, "临政办发〔2021〕3号 临沂", ("临沂市", LINYI, "number")),
        (None, None, "沪府办〔2021〕3号", ("上海市", "310000", "number")),
        (None, None, "吉政发〔2021〕3号", None),
        (None, None, "京政办发〔2021〕3号", ("北京市", "110000", "number")),
        (None, None, "豫政〔2021〕3号", ("河南省", "410000", "number")),
        (None, None, "桂政办发〔2021〕3号", None),
        (None, None, "临政字〔2021〕3号", None),
        (None, None, "邯政办字〔2021〕3号", ("邯郸市", "130400", "number")),
        (None, None, "鞍政发〔2021〕3号", ("鞍山市", "210300", "number")),
        (None, None, "攀府发〔2021〕3号", ("攀枝花市", "510400", "number")),
        (None, None, "鞍办发〔2021〕3号", None),
        (None, None, "文政发〔2021〕3号", None),
        (None, None, "文政发〔2021〕3号 砚山县", ("文山壮族苗族自治州", "532600", "number")),
        (None, None, "德政发〔2021〕3号", None),
        (None, None, "市政办发〔2021〕3号 青岛市市南区", ("市南区", "370202", "text")),
        (None, None, "吉政发〔2021〕3号 吉林省各地", ("吉林省", "220000", "number")),
        (None, None, "甬政发〔2021〕3号 宁波", ("宁波市", "330200", "number")),
        (None, None, "根据沪府办〔2021〕3号", None),
        (None, None, "沂水县、沂南县、费县各建一所", ("临沂市", LINYI, "children")),
        (None, None, "沂水县建一所，沂水县修一路", ("沂水县", YISHUI, "text")),
        (None, None, "赴杭州市、宁波市考察", None),
        ("杭州市人民政府关于印发2022年实事的通知", None, "", ("杭州市", "330100", "title")),
        ("2023年成都市30件民生实事", None, "成都市", ("成都市", "510100", "title")),
        ("临沂高新技术产业开发区2023年民生实事", None, "", ("临沂高新技术产业开发区", "371300/高新区", "title")),
        ("沂水县许家湖镇人民政府2021年工作要点", None, "", ("沂水县许家湖镇", None, "title")),
        (
            "关于赴深圳市考察的方案",
            None,
            "印发方案\n赣州市人民政府办公室\n2021年3月1日",
            ("赣州市", "360700", "issuer"),
        ),
        (None, None, "内江市市中区人民政府办公室\n重点项目推进方案", ("市中区", "511002", "issuer")),
        (None, None, "阜新市海州区2020年重点工作\n安排如下", ("海州区", "210902", "text")),
        ("东湖新区管委会2023年要点", None, "", ("东湖新区", None, "title")),
        ("高新区管委会2023年要点", None, "", None),
        ("公安县公安局2020年工作要点", None, "", ("公安县", "421022", "title")),
        ("成都天府新区管委会2023年实事", None, "", ("成都天府新区", "510100/天府新区", "title")),
        ("杭州市推进示范区2023年建设的通知", None, "", ("杭州市", "330100", "title")),
        ("南山区2023年民生实事", None, "", None),
        ("南山区2023年民生实事", None, "深圳市、深圳市福田区", ("南山区", "440305", "title")),
        ("鼓楼区2023年民生实事", "福州市鼓楼区人民政府", "鼓楼区属福州市", ("鼓楼区", "350102", "title")),
        ("关于贯彻《山东省安全条例》的通知", "临沂市人民政府", "", ("临沂市", LINYI, "issuer")),
        ("2021年青山市民生实事", None, "", ("青山市", None, "title")),
        ("2021年贫困县人民政府实事", None, "", None),
        ("关于加强城镇市政设施建设的通知", None, "", None),
        (None, None, "全市城市建设，我市超市", None),
    ],
)
def test_the_place_of_a_document_is_told_with_its_basis(
    title: str | None, publisher: str | None, text: str, expected: tuple[str, str | None, str] | None
) -> None:
    place = place_of.of_document(title, publisher, text[:300], {}, (title or "") + text)
    assert (place and (place.name, place.code, place.basis)) == expected


HOSTS = {
    "http://www.linyi.gov.cn/info/1.htm": LINYI,
    "https://yishui.linyi.gov.cn": YISHUI,
    "jyj.linyi.gov.cn/a": LINYI,
    "http://www.sz.gov.cn/": SHENZHEN,
    "http://www.sd.gov.cn": "370000",
    "http://www.hezhou.gov.cn": "451100",
    "http://www.feixian.gov.cn": "371325",
    "http://www.linyixian.gov.cn": None,
    "http://www.linyishi.gov.cn": LINYI,
    "http://www.mohurd.gov.cn": None,
    "http://www.gulou.gov.cn": None,
    "http://www.example.com": None,
}


@pytest.mark.parametrize(("url", "code"), HOSTS.items())
def test_a_host_tells_the_place_where_only_one_is_spelt_so(url: str, code: str | None) -> None:
    place = place_of.of_document(None, None, "", {"url": url}, "")
    assert (place and place.code) == code


def test_a_document_of_the_past_has_the_place_of_its_time() -> None:
    old = place_of.of_document("莱芜市2015年民生实事", None, "", {}, "", 2015)
    new = place_of.of_document("莱芜区2021年民生实事", None, "", {}, "", 2021)
    assert (old and old.code, new and new.code) == ("371200", "370116")
    named = place_of.of_document("襄樊市2008年十件实事", None, "", {}, "", 2008)
    assert named and (named.name, named.code) == ("襄樊市", "420600")


def test_a_name_that_several_bear_is_less_sure_than_one_of_its_own() -> None:
    one = place_of.of_document("南山区2023年民生实事", None, "", {}, "深圳市深圳市福田区")
    alone = place_of.of_document("南山区2023年民生实事", None, "", {}, "")
    assert alone is None and one and one.confidence < place_of.CONFIDENCE["title"]


TITLES = {
    "关于印发平江县2023年民生实事责任分工的通知": "430626",
    "关于做好合肥市2024年重点工作的通知": "340100",
    "关于印发加快推进扬州市2024年重点任务的通知": "321000",
    "关于调整宁波市鄞州区2023年重点任务的通知": "330212",
    "昌吉回族自治州人民政府关于印发2023年重点工作的通知": "652300",
    "新疆维吾尔自治区人民政府办公厅关于做好2023年民生实事的通知": "650000",
    "黔东南苗族侗族自治州人民政府2022年工作报告": "522600",
    "巴音郭楞蒙古自治州民生实事": "652800",
    "关于公布三江侗族自治县十件民生实事的通知": "450226",
    "深圳市南山区2023年民生实事": "440305",
    "四川省成都市武侯区2023年工作要点": "510107",
    "长沙县民生实事": "430121",
    "关于印发歙县2023年民生实事的通知": "341021",
    "广州市十件民生实事": "440100",
    "2022年成都市十大民生实事": "510100",
    "浙江省2023年重点任务": "330000",
    "惠民县2023年民生实事": "371621",
    "上海市浦东新区2023年重点工作": "310115",
    "盐城市2023年民生实事": "320900",
}
NO_PLACES = [
    "关于开展全市2023年工作的通知",
    "关于印发全县2023年民生实事的通知",
    "市公安局关于印发2023年工作要点的通知",
    "平安建设2023年工作要点",
    "惠民工程2023年实事",
    "关于下达2023年平安县区创建任务的通知",
    "2023年智慧城市工作",
    "关于加快推进农村地区2023年建设的通知",
    "关于社区2023年工作",
    "高新区2023年工作要点",
    "产业联盟2023年工作",
    "自治区2023年重点工作",
    "关于促进农贸市场2023年改造的通知",
    "我市2023年民生实事",
]


@pytest.mark.parametrize(("title", "code"), TITLES.items())
def test_a_title_tells_the_place_by_its_full_name(title: str, code: str) -> None:
    place = place_of.of_document(title, None, title, {}, title)
    assert place and (place.code, place.basis) == (code, "title")


@pytest.mark.parametrize("title", NO_PLACES)
def test_words_of_a_title_are_no_place(title: str) -> None:
    assert place_of.of_document(title, None, title, {}, title * 3) is None


@pytest.mark.parametrize(
    "text", ["责任领导\n张副市长\n张副市长\n李副市长", "日照香炉生紫烟，遥看瀑布挂前川。", "王市长 王市长"]
)
def test_officials_and_poems_are_no_places(text: str) -> None:
    assert place_of.of_document(None, None, text[:400], {}, text) is None


def test_the_frame_holds_the_places_in_use_and_what_contains_them() -> None:
    frame = tables.frames(homes=["350102"])["places"]
    codes = set(frame["code"])
    assert {"350102", FUZHOU, "350000", "000000"} <= codes and len(codes) < 100
    assert set(frame["parent"].dropna()) <= codes


GUESSES = {
    "2021年实事\n\n为学习借鉴杭州市经验，制定方案。\n责任单位：市教育局": None,
    "2021年实事\n学习借鉴杭州市经验。\n学习借鉴杭州市做法。\n责任单位：市教育局": None,
    "2021年实事\n东莞市对口帮扶资金到位。\n东莞市帮扶。\n责任单位：县教育局": None,
    "2021年实事\n责任单位：县教育局、武汉市教育局": None,
    "2021年实事\n责任单位：市教委、朝阳区政府、海淀区政府": ("110000", "children"),
    "2021年实事\n责任单位：市教委、市财政局、朝阳区政府": None,
    "2021年实事\n责任单位：市教育局、西陵区政府": None,
    "2021年实事\n西陵区政府建一所，西陵区政府修一路。\n责任单位：市教育局": None,
    "2021年实事\n责任单位：市教育局、西陵区政府、伍家岗区政府": ("420500", "children"),
    "2021年实事\n西陵区建一所，西陵区修一路。\n责任单位：区教育局": ("420502", "text"),
    "2021年实事\n责任单位：市教育局、沂水县政府、西陵区政府、伍家岗区政府": None,
}


@pytest.mark.parametrize("text", GUESSES)
def test_a_chance_mention_is_no_place_and_the_bodies_beside_it_may_contradict_one(text: str) -> None:
    place = place_of.of_document(None, None, text[:400], {}, text, 2021)
    assert (place and (place.code, place.basis)) == GUESSES[text]


def test_a_new_area_in_the_title_is_overruled_by_no_county_in_the_text() -> None:
    text = "雄安新区2021年民生实事\n容城县政府建一所，容城县政府修一路。"
    place = place_of.of_document("雄安新区2021年民生实事", None, text, {}, text, 2021)
    assert place and (place.name, place.code) == ("雄安新区", "130000/雄安新区")


@pytest.mark.parametrize(
    ("title", "code"), [("关于印发2021年歙县民生工程的通知", "341021"), ("2022年义县实事", "210727")]
)
def test_a_county_of_one_character_is_read_after_a_year(title: str, code: str) -> None:
    place = place_of.of_document(title, None, title, {}, title)
    assert place and place.code == code
