"""Works out a week's figures from what was seen and counted: plain rows in, frozen figures out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from trygghjulet.observations.period import Period
from trygghjulet.steps.week.rules import clusters
from trygghjulet.steps.week.rules.days import (
    PARTS_OF_DAY,
    WEEKDAYS,
    a_year_before,
    part_of_day,
    stretches,
)
from trygghjulet.steps.week.rules.figures import (
    Cluster,
    Figures,
    Line,
    Material,
    NotCome,
    Outline,
    PartyReports,
    Settings,
    Times,
)
from trygghjulet.steps.week.rules.standouts import Thing, Things, standouts
from trygghjulet.steps.week.rules.usual import ALPHA, TOLD, Series, judged, weeks_wanted

FIELD: Final = "Fältrapporter"
FIELD_MEANS: Final = "Det som personal har sett och rapporterat från fältet, räknat när det hände."
_UNSHARED: Final = "Fältrapporter från organisationer som bara delar summor"
_FRIDAY: Final = 4
#: How many parts are told of what a line is made of.
_PARTS: Final = 3


#: Takes a point in metres; gives what it is called, and its longitude and latitude.
Near: TypeAlias = Callable[[float, float], tuple[str, float, float]]


@dataclass(frozen=True)
class Seen:
    """A report as the picture counts it; `hour` is None where only the day is known.

    `x` and `y` are metres, None without a point; `place` is a known place's number.
    """

    day: date
    hour: int | None
    category: str
    area: str | None
    place: int | None
    party: int
    x: float | None = None
    y: float | None = None
    many: bool = False


@dataclass(frozen=True)
class Counted:
    """Incidents of a source: sums by area and category for each stretch, the oldest first and the week last.

    `last_year` holds the three stretches a year back, or nothing. `points` are those of the week (x, y, category) and
    `points_behind` those of the weeks that clusters are held against; none where the rows aren't shared.
    """

    name: str
    owner: str
    definition: str
    shared: bool
    smallest: int
    hashes: tuple[str, ...]
    weeks: tuple[Mapping[tuple[str, str], int], ...]
    last_year: tuple[Mapping[tuple[str, str], int], ...] = ()
    points: tuple[tuple[float, float, str], ...] = ()
    points_behind: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Names:
    """What keys are called. `parties` are those that report, by number, with whether they share their rows."""

    area: str
    areas: Mapping[str, str]
    places: Mapping[int, str]
    categories: Mapping[str, str]
    parties: Mapping[int, tuple[str, bool]] = field(default_factory=dict)


def gather(
    *,
    week: Period,
    reports: Sequence[Seen],
    sources: Sequence[Counted],
    names: Names,
    not_come: Sequence[NotCome],
    smallest: int,
    late: int,
    near: Near,
    outlines: Sequence[Outline] = (),
) -> Figures:
    """The figures of a week.

    Args:
        reports: those of the week and of all weeks behind, withdrawn ones left out.
        sources: incidents of the sources that hold the whole week.
        not_come: the sources that usually come and don't.
        smallest: the smallest sum that is told of organisations that don't share their rows.
        late: how many reports of earlier weeks have come since the last picture.
        near: what a point in metres is called, and its longitude and latitude.
        outlines: the areas of the map.
    """
    shared = [r for r in reports if names.parties.get(r.party, ("", True))[1]]
    hidden = [r for r in reports if not names.parties.get(r.party, ("", True))[1]]
    first = min((r.day for r in reports), default=week.first)
    behind = [one for one in stretches(week, weeks_wanted(week.days)) if one.first >= first][::-1]
    drafts = [_of_reports(shared, behind, week, names, shared=True, smallest=0)]
    if hidden:
        drafts.append(_of_reports(hidden, behind, week, names, shared=False, smallest=smallest))
    drafts += [_of_source(source, names) for source in sources]
    groups = {
        f"{i}:{kind}": series
        for i, draft in enumerate(drafts)
        for kind, series in draft.groups.items()
        if series
    }
    lines = judged(groups)
    materials = tuple(_material(draft, i, lines) for i, draft in enumerate(drafts))
    now = [r for r in shared if week.first <= r.day <= week.last]
    before = [r for r in shared if r.day < week.first and (not behind or r.day >= behind[-TOLD:][0].first)]
    return Figures(
        settings=Settings(names.area, week.first, week.last, len(behind), clusters.RADIUS, ALPHA),
        materials=materials,
        standouts=standouts(
            [(material, draft.things) for material, draft in zip(materials, drafts, strict=True)],
            {line.key: line.name for material in materials for line in material.lines},
        ),
        not_come=tuple(not_come),
        parties=_parties(reports, week, behind, names),
        clusters=tuple(_clusters(now, before, sources, weeks=len(behind[-TOLD:]), names=names, near=near)),
        outlines=tuple(outlines),
        times=_times(now, before),
        many=sum(r.many for r in now),
        late=late,
        unplaced=sum(r.area is None for r in now),
    )


@dataclass(frozen=True)
class _Draft:
    """Material before it is judged; `parts` tells for each key what of the week it is made of.

    `things` holds nothing for material that only sums may be told of.
    """

    material: Material
    groups: Mapping[str, list[Series]]
    parts: Mapping[str, Counter[str]] = field(default_factory=dict)
    things: Things = field(default_factory=Things)


def _material(draft: _Draft, number: int, lines: Mapping[str, list[Line]]) -> Material:
    def of(kind: str) -> tuple[Line, ...]:
        found = [
            replace(one, parts=_most(draft.parts.get(one.key, Counter())))
            for one in lines.get(f"{number}:{kind}", [])
            if one.count
        ]
        return tuple(sorted(found, key=lambda one: (-one.count, one.name)))

    told = draft.material
    return Material(
        told.name,
        told.owner,
        told.definition,
        told.shared,
        told.smallest,
        told.weeks_behind,
        lines[f"{number}:all"][0],
        of("category"),
        of("area"),
        of("place"),
        told.hashes,
    )


def _most(parts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The commonest parts, the order settled also where they are equally many."""
    return tuple(sorted(parts.items(), key=lambda pair: (-pair[1], pair[0]))[:_PARTS])


def _of_reports(
    reports: Sequence[Seen],
    behind: Sequence[Period],
    week: Period,
    names: Names,
    *,
    shared: bool,
    smallest: int,
) -> _Draft:
    # Weeks before the first report are no quiet weeks: nobody reported then.
    whole = [*behind, week]
    first = whole[0].first
    number = {first + timedelta(days=i): i // week.days for i in range(len(whole) * week.days)}
    earlier = a_year_before(week)
    known_year = bool(behind) and behind[0].first <= earlier[0].first

    def series(kind: str, key_of: Callable[[Seen], object], name_of: Callable[[object], str]) -> list[Series]:
        counts: dict[object, list[int]] = {}
        for report in reports:
            key, at = key_of(report), number.get(report.day)
            if key is not None and at is not None:
                counts.setdefault(key, [0] * len(whole))[at] += 1
        years: Counter[tuple[object, int]] = Counter(
            (key_of(r), i) for r in reports for i, one in enumerate(earlier) if one.first <= r.day <= one.last
        )
        return [
            Series(
                f"{kind}:{key}",
                name_of(key),
                counted,
                tuple(years[key, i] for i in range(3)) if known_year else (),
            )
            for key, counted in counts.items()
        ]

    every = series("all", lambda _: "all", lambda _: "Alla")
    groups = {
        "all": every or [Series("all:all", "Alla", [0] * len(whole))],
        "category": series("category", lambda r: r.category, lambda c: names.categories.get(str(c), str(c))),
        "area": series("area", lambda r: r.area, lambda a: names.areas.get(str(a), str(a))),
    }
    if shared:
        groups["place"] = series(
            "place", lambda r: r.place, lambda p: names.places.get(int(str(p)), f"Plats {p}")
        )
    owner = "Alla parter" if shared else "Deras egna"
    material = Material(
        FIELD if shared else _UNSHARED,
        owner,
        FIELD_MEANS,
        shared,
        smallest,
        len(behind),
        Line("all:all", "Alla", 0),
    )
    now = [r for r in reports if week.first <= r.day <= week.last]
    if not shared:
        return _Draft(material, groups)
    near = behind[-TOLD:]
    past = Counter(_thing(r) for r in reports if near and near[0].first <= r.day < week.first)
    usual = {thing: n / len(near) for thing, n in past.items()}
    return _Draft(material, groups, _parts(now, names), Things(Counter(map(_thing, now)), usual))


def _thing(report: Seen) -> Thing:
    """The keys of the lines that a report is counted in."""
    return frozenset(
        f"{kind}:{key}"
        for kind, key in (("category", report.category), ("area", report.area), ("place", report.place))
        if key is not None
    )


def _parts(now: Sequence[Seen], names: Names) -> dict[str, Counter[str]]:
    """What the week's reports of each category, area and place are made of."""
    parts: dict[str, Counter[str]] = {}
    for report in now:
        category = names.categories.get(report.category, report.category)
        area = names.areas.get(report.area, report.area) if report.area else ""
        place = names.places.get(report.place, "") if report.place else ""
        parts.setdefault(f"category:{report.category}", Counter())[place or area or "okänd plats"] += 1
        if report.area:
            parts.setdefault(f"area:{report.area}", Counter())[category] += 1
        if report.place:
            parts.setdefault(f"place:{report.place}", Counter())[category] += 1
    return parts


def _of_source(source: Counted, names: Names) -> _Draft:
    def series(kind: str, part: int | None, called: Mapping[str, str]) -> list[Series]:
        def summed(weeks: Iterable[Mapping[tuple[str, str], int]]) -> list[Counter[str]]:
            found = []
            for cells in weeks:
                counted: Counter[str] = Counter()
                for pair, n in cells.items():
                    counted["all" if part is None else pair[part]] += n
                found.append(counted)
            return found

        now, years = summed(source.weeks), summed(source.last_year)
        keys = ["all"] if part is None else sorted({key for one in now for key in one})
        return [
            Series(
                f"{kind}:{key}",
                called.get(key, key),
                [one[key] for one in now],
                tuple(one[key] for one in years),
            )
            for key in keys
        ]

    material = Material(
        source.name,
        source.owner,
        source.definition,
        source.shared,
        source.smallest,
        len(source.weeks) - 1,
        Line("all:all", "Alla", 0),
        hashes=source.hashes,
    )
    return _Draft(
        material,
        {
            "all": series("all", None, {"all": "Alla"}),
            "category": series("category", 1, names.categories),
            "area": series("area", 0, names.areas),
        },
        things=_things_of(source) if source.shared else Things(),
    )


def _things_of(source: Counted) -> Things:
    def keyed(weeks: Iterable[Mapping[tuple[str, str], int]]) -> Counter[Thing]:
        found: Counter[Thing] = Counter()
        for cells in weeks:
            for (area, category), n in cells.items():
                found[frozenset({f"area:{area}", f"category:{category}"})] += n
        return found

    near = source.weeks[:-1][-TOLD:]
    usual = {thing: n / len(near) for thing, n in keyed(near).items()}
    return Things(keyed(source.weeks[-1:]), usual)


def _parties(
    reports: Sequence[Seen], week: Period, behind: Sequence[Period], names: Names
) -> tuple[PartyReports, ...]:
    found = []
    near = list(reversed(behind))
    for party, (name, shared) in names.parties.items():
        days = [r.day for r in reports if r.party == party]
        count = sum(week.first <= day <= week.last for day in days)
        silent = 0
        if not count:
            silent = 1 + next(
                (i for i, one in enumerate(near) if any(one.first <= day <= one.last for day in days)),
                len(near),
            )
        first = min(days, default=None)
        begun = first if first and near and first > near[-1].last and first >= near[:TOLD][-1].first else None
        found.append(PartyReports(name, count, shared, silent, begun))
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


def _clusters(
    now: Sequence[Seen],
    before: Sequence[Seen],
    sources: Sequence[Counted],
    *,
    weeks: int,
    names: Names,
    near: Near,
) -> Iterable[Cluster]:
    points = [
        (r.x, r.y, names.categories.get(r.category, r.category))
        for r in now
        if r.x is not None and r.y is not None
    ]
    points += [(x, y, names.categories.get(c, c)) for source in sources for x, y, c in source.points]
    past = [(r.x, r.y) for r in before if r.x is not None and r.y is not None]
    past += [point for source in sources for point in source.points_behind]
    for circle in clusters.circles([p[0] for p in points], [p[1] for p in points]):
        kinds = Counter(points[i][2] for i in circle.members)
        held = clusters.within([p[0] for p in past], [p[1] for p in past], circle)
        name, longitude, latitude = near(circle.x, circle.y)
        yield Cluster(
            name,
            len(circle.members),
            round(held / weeks, 2) if weeks else None,
            round(longitude, 5),
            round(latitude, 5),
            tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
            round(circle.x, 1),
            round(circle.y, 1),
        )


def _times(week: Sequence[Seen], earlier: Sequence[Seen]) -> Times | None:
    now, before = (
        [(r.day.weekday(), r.hour) for r in some if r.hour is not None] for some in (week, earlier)
    )
    if not now:
        return None
    table = [[0] * len(PARTS_OF_DAY) for _ in WEEKDAYS]
    for weekday, hour in now:
        table[weekday][part_of_day(hour)] += 1
    return Times(
        tuple(map(tuple, table)),
        sum(map(_is_late, now)),
        sum(map(_is_weekend, now)),
        round(sum(map(_is_late, before)) / len(before), 3) if before else None,
        round(sum(map(_is_weekend, before)) / len(before), 3) if before else None,
    )


def _is_late(when: tuple[int, int]) -> bool:
    return when[1] >= 18 or when[1] < 6  # evening from 18, night until 6


def _is_weekend(when: tuple[int, int]) -> bool:
    weekday, hour = when
    return weekday > _FRIDAY or (weekday == _FRIDAY and hour >= 18)  # Friday evening
