"""How much more the counts vary from month to month than chance alone gives, so that intervals are wide enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.analysis.counting.overdispersion import monthly_overdispersion
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.steps.picture.rules.coverage import Held, missing

#: Months that are looked back over: as many whole years as the material holds, at least two.
_YEARS_BACK = (5, 4, 3, 2)


@dataclass(frozen=True)
class Variation:
    """How many times their mean the counts vary with: of everything, and by category and by area.

    Attributes:
        months: the months it was seen in; None where the material is too short for it, and all then are 1.
    """

    months: Period | None = None
    everything: float = 1.0
    categories: Mapping[str, float] = field(default_factory=dict)
    areas: Mapping[str, float] = field(default_factory=dict)

    def of_category(self, name: str) -> float:
        """Of one category's counts."""
        return self.categories.get(name, 1.0)

    def of_area(self, code: str) -> float:
        """Of one area's counts."""
        return self.areas.get(code, 1.0)


def seen(
    observations: Observations,
    held: Sequence[Held],
    period: Period,
    *,
    mine: Sequence[str],
    parts: Mapping[str, Sequence[str]],
) -> Variation:
    """What the whole months up to the period's end show.

    Args:
        held: what each source holds; no month is used that some source lacks days of.
        mine: codes of the finest areas that the picture is of.
        parts: by the code of each area told of, the codes of the finest areas in it.
    """
    months = _months_held(held, period)
    if months is None:
        return Variation()
    by_month = observations.counts_by_month(months, areas=mine)
    order = {month: number for number, month in enumerate(by_month["month"].to_list())}
    days = by_month["days"].to_numpy()
    by_category = observations.counts_by_month_and_category(months, areas=mine)
    by_area = observations.counts_by_month_and_area(months)
    names = by_category["category"].unique().to_list()
    return Variation(
        months,
        monthly_overdispersion(by_month["n"].to_numpy(), days),
        {
            name: monthly_overdispersion(_series(by_category, "category", [name], order), days)
            for name in names
        },
        {
            code: monthly_overdispersion(_series(by_area, "area", leaves, order), days)
            for code, leaves in parts.items()
        },
    )


def _months_held(held: Sequence[Held], period: Period) -> Period | None:
    """The longest run of whole years, up to the last whole month of the period, that every source holds."""
    after = period.last + timedelta(days=1)
    end = after.replace(day=1)
    for years in _YEARS_BACK:
        months = Period(_years_before(end, years), end - timedelta(days=1))
        if not missing(held, months) and any(source.touches(months) for source in held):
            return months
    return None


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)


def _series(
    frame: pl.DataFrame, column: str, labels: Sequence[str], order: Mapping[date, int]
) -> NDArray[np.int64]:
    """Month by month what some labels hold together."""
    chosen = frame.filter(pl.col(column).is_in(list(labels)))
    series = np.zeros(len(order), dtype=np.int64)
    np.add.at(series, [order[month] for month in chosen["month"].to_list()], chosen["n"].to_numpy())
    return series
