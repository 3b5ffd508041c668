"""What a chart calls a bureau: the name that plans write, with its place before it where several bureaus bear that name.

Apart from `chart_frames`, because every frame of bureaus needs it; the pages' ledger labels its records by the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    import pandas as pd

    from zeren.analysis.duties import Scope
    from zeren.facts import Tables


def told_apart(made: pd.DataFrame, tables: Tables, sides: Mapping[str, str], **scope: Unpack[Scope]) -> pd.DataFrame:
    """A frame whose columns of names say the place too where the name alone would be of several bureaus of a scope;
    `sides` are the columns of ids and of their names."""
    import pandas as pd

    from zeren.analysis.duties import select, written_names

    written = written_names(select(tables["responsibilities"], tables, **scope)).reset_index()
    here = [made[[key, name]].set_axis(["unit", "name"], axis=1) for key, name in sides.items()]
    named = pd.concat([*here, written]).drop_duplicates("unit").set_index("unit")["name"]
    shared = named[named.duplicated(keep=False)]
    if shared.empty:
        return made
    places = _places(tables).reindex(shared.index)
    labels = named.copy()
    labels[shared.index] = (places + "·" + shared).fillna(shared)
    return made.assign(**{name: made[key].map(labels).astype("string") for key, name in sides.items()})


def _places(tables: Tables) -> pd.Series[str]:
    """The short name of each bureau's place; of one that no registry knows, the place of the plan that names it."""
    places = tables["places"].drop_duplicates("code").set_index("code")
    shared = places["short_name"].duplicated(keep=False)
    short = places["short_name"].where(~shared).fillna(places["name"])
    known = tables["units"].drop_duplicates("unit").set_index("unit")["place_code"].map(short)
    held = tables["responsibilities"].drop_duplicates("unit").set_index("unit")["document"]
    told = held.map(tables["documents"].set_index("document")["place_name"]).astype("string")
    made: pd.Series[str] = known.astype("string").reindex(known.index.union(told.index)).fillna(told)
    return made
