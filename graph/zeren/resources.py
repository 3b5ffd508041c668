"""Where the ontology and the queries lie: at the top of a checkout, inside the package once installed.

Apart, because the two folders stand outside the source root and everything that reads them must find them the same way.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, TypeAlias

Shelf: TypeAlias = Literal["ontology", "queries"]


def shelf(name: Shelf) -> Traversable:
    """The folder `ontology` or `queries`, of this installation or of this checkout.

    >>> shelf("ontology").joinpath("zeren.ttl").is_file()
    True
    """
    installed = files("zeren") / name
    return installed if installed.is_dir() else Path(__file__).parents[2] / name
