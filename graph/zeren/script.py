"""Traditional and Simplified characters: OpenCC's table, as installed, for both halves of the house."""

from functools import cache
from importlib.resources import files


@cache
def simplified_forms() -> dict[str, str]:
    """The usual Simplified form of each Traditional character that has one of its own.

    >>> [simplified_forms().get(character) for character in "線覆民"]
    ['线', None, None]
    """
    import opencc  # type: ignore[import-untyped]

    table = files(opencc).joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    usual = ((full, forms.split(" ")[0]) for full, forms in rows)
    return {full: simple for full, simple in usual if len(full) == len(simple) == 1 and full != simple}
