"""The members that bear the duties of a collective in the year of a document: 各县区政府 of 2021 are those of 2021.

Apart from `collectives`, which knows the members, because this is asked of the tidy tables by the graph and by the sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables


def bearing(responsibilities: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The responsibilities of collectives whose members are known, one row for each that was a member in the year of
    the document, in the column `member`; a document without a year has the members of today."""
    years = tables["documents"].set_index("document")["year"]
    held = responsibilities.assign(asked=responsibilities["document"].map(years).astype("Int64"))
    held = held.merge(tables["members"], left_on="unit", right_on="collective")
    begins, ends = (held[side].str[:4].astype("Int64") for side in ("valid_from", "valid_to"))
    then = (begins.isna() | (held["asked"] >= begins)) & (ends.isna() | (held["asked"] < ends))
    told = then.where(held["asked"].notna(), ends.isna()).fillna(False).astype(bool)
    return held.loc[told, [*responsibilities.columns, "member"]]
