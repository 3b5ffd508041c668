"""The name of a file as words: what a report can hold and a terminal can show, whatever bytes the name is made of.

Apart from the readers, because a name travels further than its file: into facts, reports and messages. On most systems
a name is bytes; those that are not UTF-8, such as the GBK names out of an archive, would break whatever writes them.
"""

import os
from pathlib import Path, PurePath


def told(path: Path | str) -> str:
    """A path in words, with `/` between its parts; a part that is not UTF-8 is read as GB18030, else escaped.

    >>> told(os.fsdecode("表/".encode() + "方案.txt".encode("gbk"))), told(os.fsdecode(b"caf\\xe9.txt"))
    ('表/方案.txt', 'caf\\\\xe9.txt')
    """
    return "/".join(map(_part, PurePath(path).as_posix().split("/")))


def _part(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
    else:
        return name
    try:
        words = raw.decode("gb18030")
    except UnicodeDecodeError:
        words = ""
    return words if words.isprintable() and words else raw.decode("utf-8", "backslashreplace")
