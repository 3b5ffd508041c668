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
    from zeren.notebook import chart, load_ipython_extension
    from zeren.outputs import load, query
    from zeren.pages.card_graph import summary
    from zeren.pages.card_measure import measure
    from zeren.pages.card_unit import department
    from zeren.reading.open import read

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "build_graph",
    "chart",
    "department",
    "extract_file",
    "load",
    "load_ipython_extension",
    "measure",
    "query",
    "read",
    "summary",
    "what",
    "who",
]

# No public name is also a module's: importing `zeren.build` would put the module where the function was.
_ROOMS = {
    "build_graph": ("zeren.build", "build"),
    "chart": ("zeren.notebook", "chart"),
    "department": ("zeren.pages.card_unit", "department"),
    "extract_file": ("zeren.extract", "extract_file"),
    "load": ("zeren.outputs", "load"),
    "load_ipython_extension": ("zeren.notebook", "load_ipython_extension"),
    "measure": ("zeren.pages.card_measure", "measure"),
    "query": ("zeren.outputs", "query"),
    "read": ("zeren.reading.open", "read"),
    "summary": ("zeren.pages.card_graph", "summary"),
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
