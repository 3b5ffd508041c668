"""Black type (黑体): the heavy face that Chinese pages set words apart with where others use bold.

Apart, because pages, Word files and workbooks all name their fonts, and all in the same words.
"""

import re
from functools import lru_cache
from typing import Final

_BLACK: Final = re.compile(
    r"(?:方正|华文|汉仪|文鼎|中易|st|fz|hy)?(?:[大小中粗特]*黑|sim ?hei|hei|heiti(?: ?[st]c)?)(?:体|简|_?gbk?\d*|-gb\d+)*"
)


@lru_cache(maxsize=1024)
def is_black(family: str) -> bool:
    """Whether the first font of a list is black type; 雅黑 and other light faces for screens are not.

    >>> is_black("黑体, SimSun"), is_black("'SimHei'"), is_black("微软雅黑"), is_black("仿宋_GB2312, 黑体")
    (True, True, False, False)
    """
    first = family.partition(",")[0].strip(" \t\r\n'\"").lower()
    return _BLACK.fullmatch(first) is not None
