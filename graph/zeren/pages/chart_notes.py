"""What a chart says about itself: of which plans, by which weighting, and what the picture leaves out of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zeren.pages.pictures import BARS

if TYPE_CHECKING:
    import pandas as pd

    from zeren.pages.chart_frames import Asked


def none(data: pd.DataFrame, asked: Asked) -> list[str]:
    return []


def scope(asked: Asked) -> list[str]:
    """Of which city and year; nothing where all are meant."""
    told = [part for part in (asked.city, str(asked.year) if asked.year else None) if part]
    made = [asked.word("chart-scope").format(" ".join(told))] if told else []
    return [*made, asked.word("chart-expanded")] if asked.expand else made


def workload(data: pd.DataFrame, asked: Asked) -> list[str]:
    by = [asked.word(f"chart-by-{asked.by}")] if asked.by else []
    return [_weighting(asked.weight, asked), *by, *_cut(len(data), asked)]


def ranks(data: pd.DataFrame, asked: Asked) -> list[str]:
    """Each weighting in a sentence, and how far each two agree."""
    from zeren.analysis.weighting import WEIGHTS, agreement
    from zeren.pages.slopes import LINES

    told = [
        f"{asked.word(f'weight-{one}')} / {asked.word(f'weight-{other}')}: {'–' if tau is None else f'{tau:.2f}'}"
        for (one, other), tau in agreement(data).items()
    ]
    why = [_weighting(one, asked) for one in WEIGHTS]
    return [*why, asked.word("rank-agreement"), " · ".join(told), *_cut(len(data), asked, LINES)]


def heat(data: pd.DataFrame, asked: Asked) -> list[str]:
    units = len({*data["unit_a"], *data["unit_b"]})
    return [asked.word("chart-heat-why"), *_cut(units, asked)]


def pairs(data: pd.DataFrame, asked: Asked) -> list[str]:
    from zeren.pages.chart_frames import most_pairs

    return _cut(len(data), asked, len(most_pairs(data)))


def themes(data: pd.DataFrame, asked: Asked) -> list[str]:
    return [asked.word("chart-themes-why"), *_others(max(data["unit"].nunique(), data["theme"].nunique()), asked)]


def flows(data: pd.DataFrame, asked: Asked) -> list[str]:
    """What a ribbon is; and where not all are drawn, between how many, and how much goes between the others alone."""
    from zeren.pages import chart_pictures
    from zeren.pages.cells import widest
    from zeren.pages.ribbons import ROOMS

    leads, supports = widest(data, ("lead", "support"), "measures", ROOMS)
    far = data[~data["lead"].isin(leads) & ~data["support"].isin(supports)]
    cut = data["lead"].nunique() > len(leads) or data["support"].nunique() > len(supports)
    told = [asked.word("flows-left").format(*ROOMS)] if cut else []
    told += [asked.word("flows-rest").format(len(far), int(far["measures"].sum()))] if len(far) else []
    guessed = [asked.word("flows-guessed")] if chart_pictures.guessing(data) & leads else []
    return [asked.word("chart-flows-why"), *guessed, *told]


def cities(data: pd.DataFrame, asked: Asked) -> list[str]:
    from zeren.pages.chart_pictures import LEAST_MEASURES, PLANS

    few = (data["measures"] < LEAST_MEASURES).any()
    plans = data.loc[data["measures"] >= LEAST_MEASURES, "plan"].nunique()
    told = [asked.word("chart-plans-few").format(LEAST_MEASURES)] if few else []
    told += [asked.word("chart-plans-cut").format(PLANS, plans)] if plans > PLANS else []
    return [asked.word("chart-cities-why"), *told, *_cut(data["name"].nunique(), asked)]


def results(data: pd.DataFrame, asked: Asked) -> list[str]:
    return [asked.word("chart-results-why"), *_cut(len(data), asked)]


def _weighting(weight: str, asked: Asked) -> str:
    return asked.word("weight-told").format(asked.word(f"weight-{weight}"), asked.word(f"weight-{weight}-why"))


def _cut(rows: int, asked: Asked, most: int = BARS) -> list[str]:
    return [asked.word("chart-cut").format(most, rows)] if rows > most else []


def _others(rows: int, asked: Asked) -> list[str]:
    return [asked.word("chart-others-why").format(BARS - 1)] if rows > BARS else []
