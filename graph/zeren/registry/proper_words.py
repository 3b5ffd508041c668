"""What the words of a proper name tell: a working group, a class of bodies, a township that is none, a zone.

Apart from `proper`, which reads names by them. `proper_words.csv` has the words by list, each a short pattern of its own;
`not_before` are the words that it must not stand before (联合国 holds no 联合).
"""

import re
from typing import Final

from zeren.registry.csvtable import rows


def _any(*lists: str) -> str:
    """A pattern for any word of some lists."""
    table = [row for row in rows(__package__, "proper_words") if row["list"] in lists]
    words = (f"{row['word']}(?!{row['not_before']})" if row["not_before"] else row["word"] for row in table)
    return f"(?:{'|'.join(words)})"


DUTY: Final = re.compile(_any("duty"))
GROUP: Final = re.compile(f"{_any('group')}(?:办公室|办)?$")
CHARGE: Final = re.compile(_any("charge"))
"""What no name of a working group has, although it may tell what is to be done (老旧小区改造工作专班)."""
CLASS: Final = re.compile(_any("class"))
CLASS_BEHIND: Final = re.compile(_any("class-behind-place"))
"""What tells a class even behind words for a place: 市公立医院."""
CLASS_NAMES: Final = re.compile(
    f"{_any('firm-of')}*{_any('firm')}|{_any('house-of')}*{_any('house')}|{_any('team-of')}*{_any('team')}(?:办公室|办)?"
)
"""Names that may stand for a whole class of bodies; one of these means one body only behind words for its place."""
TWO: Final = re.compile(
    "(?:局|委|办|委员会|办公室|政府|公司|集团|医院|中心|银行|管委会|学校|大学|支队|大队)"
    "(?:[省市县区州](?!场|政|民|容|域|级|直|属)|[和与及、/](?=.{3}))"
    "|(?:局|厅|政府|检察院|法院)(?!.{0,8}(?:所|站|队|处|校|分中心|招待所)$)(?=.{2})"
)
"""The end of a first body with more behind it."""
NO_TOWN: Final = re.compile(
    f"^{_any('no-town')}(?:镇|乡|街道|苏木)"
    "|[乡镇街](?:镇|乡|街道)|、|[乡镇村街道市县区][和及与]|^[和及与](?:[乡镇街城各]|(?:镇|乡|街道)$)"
)
BARE_TOWN: Final = re.compile("^[老旧新主古]?街道$")
SAME_TOWN: Final = re.compile("^城(?:关|厢|郊|区|东|西|南|北|中)(?:镇|乡|街道)")
"""Names that several townships of one city bear; they mean one in a county's own documents only."""
BARE_ZONE: Final = re.compile(f".{{0,8}}{_any('zone-short')}|.{{2,6}}{_any('zone')}")
ZONE_CLASS: Final = re.compile(f"(?!经济开发区$){_any('zone-class-of')}{{0,8}}{_any('zone-class')}?")
SCENIC: Final = re.compile("景|旅游|公园")
"""What a zone has that a city's name in its own may be no city's: 中山陵景区."""
ZONE_BEFORE_BUREAU: Final = re.compile(_any("zone-before-bureau"))
