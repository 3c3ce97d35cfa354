"""Reading check-ins, and the series that indicators follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl
from django.db import models

from trygghjulet.analysis.changes.change import change, change_against
from trygghjulet.analysis.counting.overdispersion import monthly_overdispersion
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import countable
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Circle, Observations
from trygghjulet.steps.followup.models import CheckIn
from trygghjulet.steps.measures.models import Indicator, Measure
from trygghjulet.steps.measures.queries import measures
from trygghjulet.steps.picture.queries import crime_datasets, disorder_datasets, note_of
from trygghjulet.steps.picture.rules.coverage import Held, days_of, held_by, missing
from trygghjulet.steps.scanning.models import Theme
from trygghjulet.steps.scanning.queries import paths_of

#: The longest window on each side of a measure's first day.
_LONGEST = 365
#: Fewer whole months than this before a measure don't tell how its indicator varies.
_FEWEST_MONTHS = 24


def checkins(scope: Scope, *, round: Round) -> models.QuerySet[CheckIn]:
    """All check-ins of the round's measures, newest first."""
    return CheckIn.objects.filter(
        measure__plan__round=round, measure__plan__round__cooperation_id__in=scope.cooperation_ids
    )


def latest_checkins(scope: Scope, *, round: Round) -> dict[int, CheckIn]:
    """The newest check-in of each measure that has one, by the measure's number."""
    latest: dict[int, CheckIn] = {}
    for checkin in checkins(scope, round=round):
        latest.setdefault(checkin.measure_id, checkin)
    return latest


@dataclass(frozen=True)
class Series:
    """An indicator month by month, and what can be said of before and after the measure began.

    `source` names the material; `first_day` and `last_day` are the days that all its sources hold.
    `before` and `after` count equally many days on each side of the measure's first day. `ratio` compares the
    indicator alone; `against` compares it with the same categories in the rest of the cooperation's area.
    None where it can't be told. `variation` says how many times its mean the indicator varied with, month by month,
    before the measure, which the intervals are widened for; None where the months before are too few to tell, and
    the intervals then suppose independent incidents. `hashes` are of the material's rows.
    """

    indicator: Indicator
    source: str
    first_day: date
    last_day: date
    months: tuple[tuple[date, int], ...]
    before_days: Period | None
    after_days: Period | None
    before: int
    after: int
    rest_before: int
    rest_after: int
    ratio: tuple[float, float, float] | None
    against: tuple[float, float, float] | None
    verdict: str
    variation: float | None = None
    hashes: tuple[str, ...] = ()


def series_of(round: Round, listed: Sequence[Measure]) -> dict[int, Series]:
    """The series of every indicator of some measures, by the indicator's number."""
    everywhere = {area.code: area for area in countable(round.cooperation.area)}
    by_theme = {Theme.CRIME: crime_datasets(round), Theme.DISORDER: disorder_datasets(round)}
    found: dict[int, Series] = {}
    for theme, material in by_theme.items():
        wanted = [(m, i) for m in listed for i in m.indicators.all() if i.theme == theme]
        if not wanted or not material:
            continue
        held = held_by(note_of(dataset) for dataset in material)
        span = _common(held)
        if span is None:
            continue
        with Observations.open(*paths_of(material)) as observations:
            names = "; ".join(dict.fromkeys(f"{d.source.name} ({d.source.party})" for d in material))
            for measure, indicator in wanted:
                series = _series(
                    observations,
                    span=span,
                    held=held,
                    source=names,
                    measure=measure,
                    indicator=indicator,
                    everywhere=everywhere,
                )
                found[indicator.pk] = replace(series, hashes=tuple(d.sha256 for d in material))
    return found


def _series(
    observations: Observations,
    *,
    span: Period,
    held: Sequence[Held],
    source: str,
    measure: Measure,
    indicator: Indicator,
    everywhere: dict[str, Area],
) -> Series:
    mine = [code for code, area in everywhere.items() if area.path.startswith(indicator.area.path)]
    # What is only known to lie in an area around the indicator's may lie in it or beside it.
    around = [code for code, area in everywhere.items() if indicator.area.path.startswith(area.path)]
    rest = sorted(set(everywhere) - {*mine, *around})
    categories = indicator.categories or None
    circle = (
        Circle(indicator.east, indicator.north, indicator.radius)
        if indicator.east is not None and indicator.north is not None and indicator.radius is not None
        else None
    )

    def count(period: Period, areas: list[str], near: Circle | None) -> int:
        return observations.total(period, areas=areas, categories=categories, near=near)

    monthly = observations.counts_by_month(span, areas=mine, categories=categories, near=circle)
    months = tuple(zip(monthly["month"].to_list(), monthly["n"].to_list(), strict=True))
    head = (indicator, source, span.first, span.last, months)
    sides = _sides(span, measure.first_day)
    if sides is None or any(missing(held, side) for side in sides):
        return Series(*head, None, None, 0, 0, 0, 0, None, None, "cannot_be_told")
    earlier, later = sides
    before, after = count(earlier, mine, circle), count(later, mine, circle)
    # With a circle, the rest is everything outside it: the whole area's count less the circle's.
    if circle is None:
        rest_before, rest_after = count(earlier, rest, None), count(later, rest, None)
    else:
        rest_before = count(earlier, list(everywhere), None) - before
        rest_after = count(later, list(everywhere), None) - after
    variation = _variation(monthly, measure.first_day)
    spread = variation or 1.0
    alone = change(before, after, overdispersion=spread)
    compared = change_against(before, after, rest_before, rest_after, overdispersion=spread)
    return Series(
        *head,
        earlier,
        later,
        before,
        after,
        rest_before,
        rest_after,
        _told(alone.ratio, alone.low, alone.high),
        _told(compared.ratio, compared.low, compared.high),
        compared.verdict,
        variation,
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


def _sides(span: Period, start: date) -> tuple[Period, Period] | None:
    """Equally long windows before and after a day, as long as the material allows and at most a year."""
    length = min((start - span.first).days, (span.last - start).days + 1, _LONGEST)
    if length < 28:
        return None
    return Period(start - timedelta(days=length), start - timedelta(days=1)), Period(
        start, start + timedelta(days=length - 1)
    )


def _told(value: float | None, low: float | None, high: float | None) -> tuple[float, float, float] | None:
    return None if value is None or low is None or high is None else (value, low, high)


@dataclass(frozen=True)
class Followed:
    """A measure with its newest check-in and the series of its indicators."""

    measure: Measure
    checkin: CheckIn | None
    series: tuple[Series, ...]


def followed(scope: Scope, *, round: Round) -> list[Followed]:
    """Every measure of the round's plan as it stands now."""
    listed = list(measures(scope, round=round))
    latest = latest_checkins(scope, round=round)
    series = series_of(round, listed)
    return [
        Followed(
            measure,
            latest.get(measure.pk),
            tuple(series[i.pk] for i in measure.indicators.all() if i.pk in series),
        )
        for measure in listed
    ]
