"""Counting the series that indicators follow, from the rows that count now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from trygghjulet.analysis.changes.change import change, change_against
from trygghjulet.analysis.counting.overdispersion import monthly_overdispersion
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import countable
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Circle, Observations
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.followup.rules.figures import Ratio, Series, defined
from trygghjulet.steps.followup.rules.windows import sides
from trygghjulet.steps.measures.models import Indicator, Measure
from trygghjulet.steps.picture.queries import note_of
from trygghjulet.steps.picture.rules.coverage import Held, days_of, held_by, missing
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.queries import joint_datasets, paths_of

#: Fewer whole months than this before a measure don't tell how its indicator varies.
_FEWEST_MONTHS = 24


@dataclass(frozen=True)
class Material:
    """What a theme's indicators are counted from: the rows, the days they hold and the areas there are."""

    observations: Observations
    datasets: tuple[Dataset, ...]
    held: tuple[Held, ...]
    span: Period
    everywhere: Mapping[str, Area]

    def mine(self, area: Area) -> list[str]:
        """The codes of an area's incidents."""
        return [code for code, one in self.everywhere.items() if one.path.startswith(area.path)]

    def rest(self, area: Area) -> list[str]:
        """The codes outside an area. What is only known to lie in an area around it may lie in it or beside it."""
        around = {code for code, one in self.everywhere.items() if area.path.startswith(one.path)}
        return sorted(set(self.everywhere) - {*self.mine(area), *around})


@contextmanager
def material_of(cooperation: Cooperation, theme: str) -> Iterator[Material | None]:
    """The rows of a theme whose sums the parties share, open to be asked; None where there are none."""
    datasets = joint_datasets(cooperation, theme=theme, kind=Kind.INCIDENTS)
    held = held_by(note_of(dataset) for dataset in datasets)
    span = _common(held)
    if span is None:
        yield None
        return
    with Observations.open(*paths_of(datasets)) as observations:
        everywhere = {area.code: area for area in countable(cooperation.area)}
        yield Material(observations, tuple(datasets), held, span, everywhere)


def circle_of(indicator: Indicator) -> Circle | None:
    """The circle that an indicator counts in, if it does."""
    if indicator.east is None or indicator.north is None or indicator.radius is None:
        return None
    return Circle(indicator.east, indicator.north, indicator.radius)


def series_of(cooperation: Cooperation, listed: Sequence[Measure]) -> dict[int, Series]:
    """The series of every indicator of some measures as the rows tell it now, by the indicator's number."""
    wanted = [(measure, indicator) for measure in listed for indicator in measure.indicators.all()]
    found: dict[int, Series] = {}
    for theme in sorted({indicator.theme for _, indicator in wanted}):
        with material_of(cooperation, theme) as material:
            for measure, indicator in wanted:
                if indicator.theme == theme:
                    found[indicator.pk] = (
                        _series(material, measure, indicator) if material else _empty(measure, indicator)
                    )
    return found


def _empty(measure: Measure, indicator: Indicator) -> Series:
    definition = defined(indicator.categories, area=indicator.area.name, radius=indicator.radius)
    return Series(indicator.title, definition, measure.first_day)


def _series(material: Material, measure: Measure, indicator: Indicator) -> Series:
    asked, span = material.observations, material.span
    mine, categories, circle = (
        material.mine(indicator.area),
        indicator.categories or None,
        circle_of(indicator),
    )

    def count(period: Period, areas: list[str], near: Circle | None) -> int:
        return asked.total(period, areas=areas, categories=categories, near=near)

    monthly = asked.counts_by_month(span, areas=mine, categories=categories, near=circle)
    series = replace(
        _empty(measure, indicator),
        source="; ".join(dict.fromkeys(f"{d.source.name} ({d.source.party})" for d in material.datasets)),
        first_day=span.first,
        last_day=span.last,
        months=tuple(zip(monthly["month"].to_list(), monthly["n"].to_list(), strict=True)),
        hashes=tuple(d.sha256 for d in material.datasets),
    )
    both = sides(span, measure.first_day)
    if both is None or any(missing(material.held, side) for side in both):
        return series
    earlier, later = both
    before, after = count(earlier, mine, circle), count(later, mine, circle)
    # With a circle, the rest is everything outside it: the whole area's count less the circle's.
    rest = material.rest(indicator.area) if circle is None else list(material.everywhere)
    rest_before, rest_after = count(earlier, rest, None), count(later, rest, None)
    if circle is not None:
        rest_before, rest_after = rest_before - before, rest_after - after
    variation = _variation(monthly, measure.first_day)
    spread = variation or 1.0
    alone = change(before, after, earlier.days, later.days, overdispersion=spread)
    compared = change_against(before, after, rest_before, rest_after, overdispersion=spread)
    return replace(
        series,
        before_days=earlier,
        after_days=later,
        before=before,
        after=after,
        rest_before=rest_before,
        rest_after=rest_after,
        ratio=_told(alone.ratio, alone.low, alone.high),
        against=_told(compared.ratio, compared.low, compared.high),
        verdict=compared.verdict.value,
        variation=variation,
    )


def _variation(months: pl.DataFrame, start: date) -> float | None:
    """How many times its mean a series varied with in the whole months before a day; None where they are too few."""
    before = months.filter(pl.col("month").dt.month_end() < start)
    whole = before.filter(pl.col("days") == pl.col("month").dt.month_end().dt.day())
    if len(whole) < _FEWEST_MONTHS:
        return None
    return monthly_overdispersion(whole["n"].to_numpy(), whole["days"].to_numpy())


def _common(held: Sequence[Held]) -> Period | None:
    """The days from when every source has begun until the first ends; None when there are none.

    Outside them a source that begins or ends would look like a rise or a fall.
    """
    each = [days for source in held if (days := days_of([source])) is not None]
    first, last = max((d.first for d in each), default=None), min((d.last for d in each), default=None)
    return Period(first, last) if first is not None and last is not None and first <= last else None


def _told(value: float | None, low: float | None, high: float | None) -> Ratio | None:
    return None if value is None or low is None or high is None else (value, low, high)
