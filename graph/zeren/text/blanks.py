"""Blanks that converters and typesetters put between characters, where a document has them throughout.

Apart from the other repairs, because a single blank may as well part two cells or two names: so a document is judged
as a whole, by the words that it writes apart although everybody writes them together (建 设), and by how it writes its
numbers (新建 5 所). What is not of this kind stays: two blanks, blanks beside marks, and numbers that begin a line.
"""

import re
from collections.abc import Iterator
from typing import Final

from zeren.text.edits import Edit

_WORDS: Final = (
    "改造 新建 工程 社区 服务 全市 学校 小区 设施 提升 推进 教育 财政 民政 卫生 农村 居民 城市 医院 养老 政府 "
    "中心 人民 管理 发展 提高 新增 开展 交通 安全 生态 环境 文化 就业 资源 规划 县区 实现 达到 加强 公共 道路 住房"
)
_WHOLE: Final = re.compile(_WORDS.replace(" ", "|"))
_APART: Final = re.compile("|".join(" ".join(word) for word in _WORDS.split()))
_UNIT: Final = r"(?:[一-龥] ?){2,9}?(?:[区县市] ?(?:人 ?民 ?)?政 ?府|集 ?团|管 ?委 ?会)|各 ?(?:县|区|乡|镇|市)"
_BETWEEN: Final = re.compile(rf"(?<=[\u4e00-\u9fff])(?!(?<=[局府会司团]) (?:{_UNIT})) (?=[\u4e00-\u9fff])")
"""A blank between two Chinese characters that does not stand between two units."""
_SPACED_OUT: Final = re.compile(
    r"(?<=[:：，,、；;])[ \u3000]*(?P<run>[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){3,}+)(?![\u4e00-\u9fff])"
)
_BODY: Final = re.compile("[局委办厅会府院]")
"""Four characters or more behind a mark, each apart from the next, with one that ends the name of a body."""

_JOINED_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]\d|[\d%][\u4e00-\u9fff]")
_APART_NUMBER: Final = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=[\d%％]) (?=[\u4e00-\u9fff])")
_LINE_NUMBER: Final = re.compile(r"^[ \t|(（]*\d{1,3} ", re.MULTILINE)

_FEWEST: Final = 3
_WORDS_APART: Final = 0.06
"""The share of such words written apart from which the blanks between Chinese characters say nothing."""
_NUMBERS_APART: Final = 0.7


def blank_edits(text: str) -> list[Edit]:
    """What takes the blanks out of a text that has them throughout, or out of a name that is spaced out (市 教 育 局).

    >>> blank_edits("新 建 学校 2 所")
    []
    """
    edits = _found(text, _BETWEEN) if _throughout(text, _APART, _WHOLE, _WORDS_APART) else []
    edits = edits or list(_spaced_out(text))
    if _throughout(text, _APART_NUMBER, _JOINED_NUMBER, _NUMBERS_APART):
        leading = {match.end() - 1 for match in _LINE_NUMBER.finditer(text)}
        edits += [edit for edit in _found(text, _APART_NUMBER) if edit[0] not in leading]
    return sorted(edits)


def _spaced_out(text: str) -> Iterator[Edit]:
    for name in _SPACED_OUT.finditer(text):
        if _BODY.search(name["run"]):
            yield from ((at, at + 1, "") for at in range(name.start("run") + 1, name.end("run"), 2))


def _throughout(text: str, apart: re.Pattern[str], whole: re.Pattern[str], share: float) -> bool:
    broken = len(apart.findall(text))
    return broken >= _FEWEST and broken >= share * (broken + len(whole.findall(text)))


def _found(text: str, pattern: re.Pattern[str]) -> list[Edit]:
    return [(*match.span(), "") for match in pattern.finditer(text)]
