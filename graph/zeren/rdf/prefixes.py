"""The prefixes by which people write our IRIs, in queries and in exports: the vocabulary's, and one for each code
scheme and each kind of thing.

No prefix begins another, so that every IRI has one short form.
"""

from typing import Final

from zeren.rdf.terms import PREFIXES as VOCABULARIES
from zeren.vocab import CODE, ID

_SCHEMES: Final = (
    "role",
    "basis",
    "comparator",
    "deadline-basis",
    "milestone-kind",
    "layout",
    "year-basis",
    "place-basis",
    "theme-basis",
    "unit-kind",
    "unit-level",
    "reform-kind",
)
_THINGS: Final = ("area", "document", "indicator", "mechanism", "measure", "plan", "reform", "result", "theme", "unit")

PREFIXES: Final[dict[str, str]] = {
    **VOCABULARIES,
    "owl": "http://www.w3.org/2002/07/owl#",
    **{scheme: f"{CODE}{scheme}/" for scheme in _SCHEMES},
    **{thing: f"{ID}{thing}/" for thing in _THINGS},
}
