"""zeren reads what Chinese local governments promise and answers which bureau owns what.

    >>> import zeren
    >>> zeren.__version__
    '0.1.0'

The names below are all that a notebook needs. Each is fetched from its room at first use, so that `import zeren` costs
nothing and the command line starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zeren.analysis.search import what, who
    from zeren.build import build as build_graph
    from zeren.extract import extract_file
    from zeren.outputs import load, query
    from zeren.reading.open import read

__version__ = "0.1.0"
__all__ = ["__version__", "build_graph", "extract_file", "load", "query", "read", "what", "who"]

# No public name is also a module's: importing `zeren.build` would put the module where the function was.
_ROOMS = {
    "build_graph": ("zeren.build", "build"),
    "extract_file": ("zeren.extract", "extract_file"),
    "load": ("zeren.outputs", "load"),
    "query": ("zeren.outputs", "query"),
    "read": ("zeren.reading.open", "read"),
    "what": ("zeren.analysis.search", "what"),
    "who": ("zeren.analysis.search", "who"),
}


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'zeren' has no attribute {name!r}")
    module, attribute = _ROOMS[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
