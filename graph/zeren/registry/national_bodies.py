"""Bodies of the nation that plans of cities name: central enterprises, railway groups, institutions (三峡集团, 武汉铁路局).

Apart from `functions`, whose national names belong to a matter that every city has a department for, and from `proper`,
whose bodies are of the area that names them. `national_bodies.csv` has those that are known by name; of the others the
first words tell (中国黄金集团). A branch (中国银行临沂分行, 国网临沂供电公司) is no such body but its area's.
"""

import re
from functools import lru_cache
from typing import Final

from zeren.registry import places
from zeren.registry.csvtable import Row, rows
from zeren.registry.functions import fold
from zeren.registry.places import AdministrativeArea

_COMPANY: Final = re.compile("(?:(?:股份|控股)?有限(?:责任)?|股份|总)?公司$")
_CALLED: Final = re.compile(
    "中国[一-龥]{2,20}(?:集团|公司|银行|协会|学会|联合会|基金会|大学|学院|科学院|研究院|研究所|设计院)"
    "|国家[一-龥]{2,12}(?:集团|公司|银行|总局|委员会|大学|学院|研究院|实验室)"
)
_PART: Final = re.compile(
    "分公司|分院|分局|分会|[分支]行|支公司|项目|(?:[省县州盟]|(?<!城)市)(?![场政容])|自治区|附属|校区"
)
"""What the name of a branch, or of a body of some place, holds."""


@lru_cache(maxsize=1)
def table() -> dict[str, Row]:
    """The bodies that are known by name, by that name."""
    return {row["name"]: row for row in rows(__package__, "national_bodies")}


def known(name: str) -> str | None:
    """The name in the table of a body that is written in one of its ways.

    >>> known("中国铁路武汉局集团有限公司"), known("国家电网公司"), known("市供电公司")
    ('中国铁路武汉局集团', '国家电网', None)
    """
    words = _plain(name)
    return _by_alias().get(words) or _by_alias().get(words.removesuffix("集团"))


def called(name: str, home: AdministrativeArea | None) -> str | None:
    """The normal form of a name that begins as those of national bodies do, if it names no part and no place of home.

    >>> called("中国黄金集团有限公司", None), called("中国建设银行上海分行", None), called("国家湿地公园", None)
    ('中国黄金集团', None, None)
    """
    if not _CALLED.fullmatch(name) or _PART.search(name) or _names_a_place(name, home):
        return None
    words = _plain(name)
    return words if _CALLED.fullmatch(words) else f"{words}公司"


def _plain(name: str) -> str:
    """A name without what tells that it is a company's; a group stays one."""
    bare = fold(name).replace("(集团)", "集团")
    return bare.removesuffix("公司") if bare.endswith("集团公司") else _COMPANY.sub("", bare) or bare


def _names_a_place(name: str, home: AdministrativeArea | None) -> bool:
    """Whether a name holds that of home, of an area right below it, or of a province or city anywhere."""
    near = [one.short_name for one in (home, *places.children(home.code)) if one.level != "nation"] if home else []
    return any(len(one) > 1 and one in name for one in near) or _provinces_and_cities().search(name) is not None


@lru_cache(maxsize=1)
def _provinces_and_cities() -> re.Pattern[str]:
    areas = (one for one in places.table().values() if one.level in ("province", "city"))
    return re.compile("|".join(sorted({one.short_name for one in areas if len(one.short_name) > 1})))


@lru_cache(maxsize=1)
def _by_alias() -> dict[str, str]:
    return {_plain(alias): row["name"] for row in table().values() for alias in row["aliases"].split("|")}
