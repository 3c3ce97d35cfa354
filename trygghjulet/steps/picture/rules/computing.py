"""Works out a picture's figures from observations: counts from the store, statistics on the small tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.changes.change import change, change_against
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.ground.areas import AreaIndex
from trygghjulet.analysis.ground.grid import Grid, grid_over
from trygghjulet.analysis.hotspots.hotspots import gi_star
from trygghjulet.analysis.hotspots.places import HotspotPlace, delineate
from trygghjulet.analysis.hours.rhythm import busiest
from trygghjulet.analysis.levels.rates import rate
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import polygons as as_polygons
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.steps.picture.rules.coverage import Held, days_of, gaps_in, held_by, missing
from trygghjulet.steps.picture.rules.figures import (
    CANNOT_BE_TOLD,
    NO_COMPARISON,
    AreaFigures,
    CategoryFigures,
    Change,
    Estimate,
    Figures,
    HotspotFigures,
    MonthFigures,
    NewsFigures,
    OtherFigures,
    Outline,
    Polygon,
    Settings,
    SourceNote,
    StatisticsFigures,
)
from trygghjulet.steps.picture.rules.variation import Variation, seen

#: How far a drawn boundary may stray from the true one, as a share of the map's width.
_DRAWN_TO = 1 / 800
_LONGEST_YEAR = 366
#: Below this many incidents with a known hour, nothing is said of the week.
_FEWEST_FOR_RHYTHM = 50


@dataclass(frozen=True)
class Region:
    """An area as the picture counts it: the codes of all areas inside it and its own, and its boundary in metres."""

    code: str
    name: str
    population: int | None
    leaves: tuple[str, ...]
    polygon: BaseGeometry


@dataclass(frozen=True)
class Ground:
    """Where a picture looks.

    Attributes:
        focus: the area that the picture is of.
        parts: the areas that it is told by, one row each.
        leaves: the finest areas inside the focus, drawn on the map.
        rest: codes of the finest areas outside the focus, compared with; empty for a city-wide picture.
        epsg: the coordinate system of all boundaries and of the observations' points.
        people: where the populations come from and of which year, in words; empty where the areas' own are used.
    """

    focus: Region
    parts: tuple[Region, ...]
    leaves: tuple[Region, ...]
    rest: tuple[str, ...]
    epsg: int
    people: str = ""


Progress = Callable[[str], None]


def compute(
    observations: Observations,
    *,
    period: Period,
    ground: Ground,
    sources: Sequence[SourceNote],
    cell_size: int = 250,
    pointless: str = "",
    other: Sequence[tuple[Sequence[SourceNote], Observations]] = (),
    statistics: Sequence[StatisticsFigures] = (),
    news: Sequence[NewsFigures] = (),
    progress: Progress = lambda _: None,
) -> Figures:
    """All figures of one picture.

    Args:
        observations: the incidents, already placed in areas.
        period: the days, both included.
        ground: where to look and whom to compare with.
        sources: what the observations are, for the reader.
        cell_size: metres; the side of the squares that hot spots are sought in.
        pointless: why no hot spots may be sought in this material, in words; empty when they may.
        other: the datasets of each other source, counted by category only.
        statistics, news: what else there is, as `beside` makes it.
        progress: told what is being done, in words.

    Raises:
        UnfitData: `outside`, the material holds no day of the period.
    """
    mine = ground.focus.leaves
    held = held_by(sources)
    if not any(source.touches(period) for source in held):
        raise UnfitData("outside", _outside(period, days_of(held)))
    earlier = comparison_period(period)
    gaps = gaps_in(held, period, beside=earlier)
    uncovered = " ".join(missing(held, period, beside=earlier))
    before, incomparable = _compared_with(period, held)
    progress("räknar per område och typ")
    now_by_area = _by(observations.counts_by_area(period), "area")
    then_by_area = _by(observations.counts_by_area(before), "area") if before else {}
    total = _sum(now_by_area, mine)
    total_before = _sum(then_by_area, mine) if before else None
    parts = {part.code: part.leaves for part in (ground.focus, *ground.parts)}
    variation = seen(observations, held, period, mine=mine, parts=parts)
    months = _months(observations, period, before, mine, gaps)
    rhythm = observations.counts_by_weekday_hour(period, areas=mine, has_time=observations.tells_hours())
    progress("söker platser med koncentration")
    hotspots, refused = ((), pointless) if pointless else _hotspots(observations, period, ground, cell_size)
    progress("räknar förändring och jämförelser")
    return Figures(
        settings=Settings(
            area=ground.focus.name,
            first_day=period.first,
            last_day=period.last,
            cell_size=cell_size,
            epsg=ground.epsg,
        ),
        sources=tuple(sources),
        population=ground.focus.population,
        total=total,
        outside=now_by_area.get(None, 0) if not ground.rest else 0,
        before_first=before.first if before else None,
        before_last=before.last if before else None,
        before=total_before,
        rate=_rate(total, None if gaps else ground.focus.population),
        change=_change(total_before, total, before, period, variation.everything),
        against_rest=_against(
            now_by_area, then_by_area, mine, ground.rest, variation.of_area(ground.focus.code)
        )
        if before
        else NO_COMPARISON,
        categories=_categories(observations, period, before, mine, variation),
        areas=_areas(ground, now_by_area, then_by_area, before, period, variation=variation, rated=not gaps),
        months=months,
        rhythm=tuple(tuple(int(n) for n in day) for day in rhythm),
        busiest=_busiest_words(rhythm),
        hotspots=hotspots,
        hotspots_refused=refused,
        outlines=_outlines(ground, now_by_area, rated=not gaps),
        uncovered=uncovered,
        incomparable=incomparable,
        other=tuple(_beside(notes, material, period, mine) for notes, material in other),
        statistics=tuple(statistics),
        news=tuple(news),
        variation=variation.everything if variation.months else None,
        variation_first=variation.months.first if variation.months else None,
        variation_last=variation.months.last if variation.months else None,
        people=ground.people,
    )


def comparison_period(period: Period) -> Period:
    """The same calendar days one year earlier, or as many years earlier as the period is long."""
    before = period
    for _ in range(ceil(period.days / _LONGEST_YEAR)):
        before = before.year_before()
    return before


def _compared_with(period: Period, held: Sequence[Held]) -> tuple[Period | None, str]:
    """The period compared with, if every source holds both it and the period; else None and why, in words."""
    before = comparison_period(period)
    lacking = missing(held, period, beside=before)
    if lacking:
        return None, " ".join(lacking)
    if not any(source.touches(before) for source in held):
        return None, "Underlaget går inte tillbaka till en jämförbar period."
    lacking = missing(held, before, beside=period)
    return (
        (None, f"Jämförelsen skulle göras med {numbers.days(before.first, before.last)}. {' '.join(lacking)}")
        if (lacking)
        else (before, "")
    )


def _outside(period: Period, days: Period | None) -> str:
    asked = numbers.days(period.first, period.last)
    if days is None:
        return f"Underlaget har inga händelser, så det finns inget att räkna för {asked}."
    return (
        f"Underlaget har inga dagar i perioden {asked}: det går från {numbers.day(days.first)} till "
        f"{numbers.day(days.last)}. Välj en period inom de dagarna, eller lämna underlag för perioden."
    )


def _beside(
    notes: Sequence[SourceNote], material: Observations, period: Period, mine: Sequence[str]
) -> OtherFigures:
    """A source that stands beside, counted by category; compared only where it holds both periods."""
    held = held_by(notes)
    before, incomparable = _compared_with(period, held)
    variation = seen(material, held, period, mine=mine, parts={})
    return OtherFigures(_joined(notes), _categories(material, period, before, mine, variation), incomparable)


def _joined(notes: Sequence[SourceNote]) -> SourceNote:
    """One source's datasets as one note."""
    firsts = [note.first_day for note in notes if note.first_day]
    lasts = [note.last_day for note in notes if note.last_day]
    return replace(
        notes[0],
        first_day=min(firsts, default=None),
        last_day=max(lasts, default=None),
        rows=sum(note.rows for note in notes),
    )


def _by(frame: pl.DataFrame, key: str) -> dict[str | None, int]:
    return dict(zip(frame[key].to_list(), frame["n"].to_list(), strict=True))


def _sum(counts: dict[str | None, int], codes: Sequence[str]) -> int:
    return sum(counts.get(code, 0) for code in codes)


def _rate(count: int, population: int | None) -> Estimate:
    told = rate(count, population)
    return Estimate(told.value, told.low, told.high)


def _change(
    earlier: int | None, count: int, before: Period | None, period: Period, overdispersion: float
) -> Change:
    if earlier is None or before is None:
        return NO_COMPARISON
    told = change(
        earlier,
        count,
        exposure_before=before.days,
        exposure_after=period.days,
        overdispersion=overdispersion,
    )
    return Change(_estimate(told.ratio, told.low, told.high), told.verdict, told.p)


def _against(
    now: dict[str | None, int],
    then: dict[str | None, int],
    mine: Sequence[str],
    rest: Sequence[str],
    overdispersion: float,
) -> Change:
    if not rest:
        return NO_COMPARISON
    told = change_against(
        _sum(then, mine),
        _sum(now, mine),
        _sum(then, rest),
        _sum(now, rest),
        overdispersion=overdispersion,
    )
    return Change(_estimate(told.ratio, told.low, told.high), told.verdict, told.p)


def _estimate(value: float | None, low: float | None, high: float | None) -> Estimate:
    if value is None or low is None or high is None or not np.all(np.isfinite((value, low, high))):
        return CANNOT_BE_TOLD
    return Estimate(value, low, high)


def _categories(
    observations: Observations,
    period: Period,
    before: Period | None,
    mine: Sequence[str],
    variation: Variation,
) -> tuple[CategoryFigures, ...]:
    now = _by(observations.counts_by_category(period, areas=mine), "category")
    then = _by(observations.counts_by_category(before, areas=mine), "category") if before else {}
    names = sorted({str(name) for name in (*now, *then)}, key=lambda name: (-now.get(name, 0), name))
    return tuple(
        CategoryFigures(
            name=name,
            count=now.get(name, 0),
            before=then.get(name, 0) if before else None,
            change=_change(then.get(name, 0), now.get(name, 0), before, period, variation.of_category(name)),
        )
        for name in names
    )


def _areas(
    ground: Ground,
    now: dict[str | None, int],
    then: dict[str | None, int],
    before: Period | None,
    period: Period,
    *,
    variation: Variation,
    rated: bool,
) -> tuple[AreaFigures, ...]:
    everywhere = {*ground.focus.leaves, *ground.rest}
    rows = []
    for part in ground.parts:
        count, earlier = _sum(now, part.leaves), _sum(then, part.leaves) if before else None
        # What is only known to lie somewhere in the whole may lie in this part of it or beside it.
        rest = sorted(everywhere - {*part.leaves, ground.focus.code})
        spread = variation.of_area(part.code)
        rows.append(
            AreaFigures(
                code=part.code,
                name=part.name,
                population=part.population,
                count=count,
                before=earlier,
                rate=_rate(count, part.population if rated else None),
                change=_change(earlier, count, before, period, spread),
                against_rest=_against(now, then, part.leaves, rest, spread) if before else NO_COMPARISON,
            )
        )
    return tuple(rows)


def _months(
    observations: Observations,
    period: Period,
    before: Period | None,
    mine: Sequence[str],
    gaps: Sequence[Period],
) -> tuple[MonthFigures, ...]:
    """Month by month; a month that some source lacks days of is not told."""
    lacking = {(day.year, day.month) for gap in gaps for day in _days(gap)}
    now = observations.counts_by_month(period, areas=mine)
    then = observations.counts_by_month(before, areas=mine)["n"].to_list() if before else []
    return tuple(
        MonthFigures(
            month,
            None if (month.year, month.month) in lacking else count,
            then[i] if i < len(then) else None,
        )
        for i, (month, count) in enumerate(zip(now["month"].to_list(), now["n"].to_list(), strict=True))
    )


def _days(period: Period) -> Iterator[date]:
    return (period.first + timedelta(days=i) for i in range(period.days))


def _hotspots(
    observations: Observations, period: Period, ground: Ground, size: int
) -> tuple[tuple[HotspotFigures, ...], str]:
    """The places found, or none and the reason why none can be sought."""
    mine = ground.focus.leaves
    grid = grid_over([ground.focus.polygon], size, ground.epsg)
    squares = observations.counts_by_cell(period, size, areas=mine)
    counts, _ = grid.counts(squares.ix, squares.iy, squares.n)
    try:
        found = delineate(gi_star(counts, grid.mask), counts, grid)
    except UnfitData as unfit:
        return (), str(unfit)
    if not found:
        return (), ""
    squares_by_category = observations.counts_by_cell_and_category(period, size, areas=mine)
    names = _names(found, ground.leaves)
    return tuple(
        HotspotFigures(
            rank=place.rank,
            name=name,
            count=place.count,
            share=place.share_of_count,
            share_of_area=place.share_of_area,
            pai=place.share_of_count / place.share_of_area,
            pai_low=place.pai.low,
            pai_high=place.pai.high,
            q=place.q,
            squares=len(place.cells),
            east=round(place.centre[0], 1),
            north=round(place.centre[1], 1),
            categories=_within(squares_by_category, place, grid),
            polygons=_drawn(place.polygon, 0.0),
        )
        for place, name in zip(found, names, strict=True)
    ), ""


def _names(found: Sequence[HotspotPlace], leaves: Sequence[Region]) -> list[str]:
    """Each place as one in the area it lies in, numbered where an area has several."""
    lies_in = AreaIndex([leaf.polygon for leaf in leaves]).locate(
        np.array([place.centre[0] for place in found]), np.array([place.centre[1] for place in found])
    )
    plain = [f"i {leaves[i].name}" if i >= 0 else "utanför områdena" for i in lies_in]
    return [
        f"Plats {plain[: i + 1].count(where)} {where}" if plain.count(where) > 1 else f"En plats {where}"
        for i, where in enumerate(plain)
    ]


def _within(squares: pl.DataFrame, place: HotspotPlace, grid: Grid) -> tuple[tuple[str, int], ...]:
    """The categories inside a place, commonest first."""
    of_place = pl.DataFrame(
        {
            "ix": [grid.column0 + column for _, column in place.cells],
            "iy": [grid.row0 + row for row, _ in place.cells],
        }
    )
    counted = (
        squares.join(of_place, on=["ix", "iy"], how="semi")
        .group_by("category")
        .agg(pl.col("n").sum())
        .sort(["n", "category"], descending=[True, False])
    )
    return tuple((str(name), int(n)) for name, n in counted.head(5).rows())


def _outlines(ground: Ground, now: dict[str | None, int], *, rated: bool) -> tuple[Outline, ...]:
    west, south, east, north = ground.focus.polygon.bounds
    tolerance = max(east - west, north - south) * _DRAWN_TO
    return tuple(
        Outline(
            name=leaf.name,
            count=_sum(now, leaf.leaves),
            population=leaf.population,
            rate=_rate(_sum(now, leaf.leaves), leaf.population if rated else None),
            polygons=_drawn(leaf.polygon, tolerance),
        )
        for leaf in ground.leaves
    )


def _drawn(polygon: BaseGeometry, tolerance: float) -> tuple[Polygon, ...]:
    """A boundary as coordinates, simplified and rounded to whole metres; parts too small to see are left out."""
    simple = shapely.simplify(polygon, tolerance) if tolerance else polygon
    parts = [p for p in shapely.get_parts(simple) if p.area > tolerance**2]
    rings = as_polygons(shapely.MultiPolygon([p for p in parts if p.geom_type == "Polygon"]))
    return tuple(tuple(tuple((round(x), round(y)) for x, y in ring) for ring in rings_) for rings_ in rings)


def _busiest_words(rhythm: NDArray[np.int64]) -> str:
    """The hours that stand out most, in a sentence; empty when too little is known of the hours."""
    if rhythm.sum() < _FEWEST_FOR_RHYTHM:
        return ""
    busy = busiest(rhythm)
    more = busy.share / busy.share_of_week
    times = numbers.number(more, decimals=1)
    return f"Veckans tätaste timmar är {busy}: {times} gånger så många händelser per timme som i snitt."
