"""Traditional and Simplified characters: OpenCC's table, as installed, for both halves of the house."""

from functools import cache
from importlib.resources import files


@cache
def simplified_forms() -> dict[str, str]:
    """The Simplified form of each Traditional character that has exactly one, of its own."""
    import opencc  # type: ignore[import-untyped]

    table = files(opencc).joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines())
    return {full: simple for full, simple in pairs if len(full) == len(simple) == 1 and full != simple}
