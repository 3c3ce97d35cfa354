"""The material that a week's picture rests on, as plain rows: reports, and the incidents that cover the week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from shapely import Point

from trygghjulet.analysis.ground.grid import fitting_epsg, project_geometry
from trygghjulet.analysis.ground.projection import project, unproject
from trygghjulet.documents.tree import polygons
from trygghjulet.foundation.access.rules import ROLES, Permission
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.geography.queries import countable, leaves
from trygghjulet.foundation.parties.models import Cooperation, Function, Party
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.field.models import Affects, FieldSharing, Report, ReportState, State
from trygghjulet.steps.picture.queries import note_of
from trygghjulet.steps.picture.rules.coverage import Held, held_by
from trygghjulet.steps.scanning.models import Dataset, Sharing, Theme
from trygghjulet.steps.scanning.queries import joint_datasets, paths_of
from trygghjulet.steps.scanning.rules.categories import tree
from trygghjulet.steps.week.models import WeekSetting
from trygghjulet.steps.week.rules.clusters import RADIUS
from trygghjulet.steps.week.rules.days import a_year_before, stretches
from trygghjulet.steps.week.rules.figures import Figures, NotCome, Outline
from trygghjulet.steps.week.rules.gathering import Counted, Names, Near, Seen, gather
from trygghjulet.steps.week.rules.usual import TOLD, weeks_wanted

#: The themes whose incidents a week is read from.
_THEMES: Final = (Theme.CRIME, Theme.DISORDER, Theme.FIELD)
#: Boundaries on the map are drawn to this many metres.
_SIMPLIFIED: Final = 15
#: A report that spans so many hours says nothing of when.
_WHOLE_DAY_HOURS: Final = 12
#: A source whose latest day lies longer back than this is not one that usually comes every week.
_USUALLY: Final = timedelta(days=92)


def reports_in(setting: WeekSetting, period: Period) -> QuerySet[Report]:
    """The reports of a setting's area of some days in Sweden, by when it happened, withdrawn ones left out."""
    zone = timezone.get_current_timezone()
    newest = ReportState.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk").values("state")[:1]
    found: QuerySet[Report] = (
        Report.objects.filter(
            cooperation_id=setting.cooperation_id,
            happened_from__gte=datetime.combine(period.first, time.min, tzinfo=zone),
            happened_from__lt=datetime.combine(period.last + timedelta(days=1), time.min, tzinfo=zone),
        )
        .annotate(now=Coalesce(Subquery(newest), Value(State.RECEIVED.value)))
        .exclude(now=State.WITHDRAWN)
    )
    if not setting.area.is_root:
        found = found.filter(area__path__startswith=setting.area.path)
    return found


def figures_now(setting: WeekSetting, week: Period, *, since: datetime | None) -> Figures:
    """The figures of a week as the material stands now.

    Args:
        since: when the picture before this one was counted; reports of earlier weeks that came after it are told of.
    """
    cooperation = setting.cooperation
    root = cooperation.area
    centre = root.polygon.centroid
    epsg = fitting_epsg(centre.x, centre.y)
    places = list(Place.objects.filter(root=root).select_related("area"))
    known = countable(root)
    inside = [area for area in known if area.path.startswith(setting.area.path)]
    unshared = set(
        FieldSharing.objects.filter(cooperation=cooperation, rows_shared=False).values_list(
            "party_id", flat=True
        )
    )
    far = timedelta(days=weeks_wanted(week.days) * week.days)
    rows = reports_in(setting, Period(week.first - far, week.last)).select_related("area", "place")
    reports = list(_seen(rows, epsg))
    late = 0
    if since is not None:
        earlier = Period(since.date() - timedelta(days=365), week.first - timedelta(days=1))
        late = (
            reports_in(setting, earlier).filter(received_at__gt=since).exclude(party_id__in=unshared).count()
        )
    sources, not_come = _sources(cooperation, week, [area.code for area in inside], epsg)
    titles = {code: category.title for code, category in tree().items()}
    return gather(
        week=week,
        reports=reports,
        sources=sources,
        names=Names(
            setting.area.name,
            {area.code: area.name for area in known},
            {place.pk: place.name for place in places},
            titles,
            {party.pk: (party.name, party.pk not in unshared) for party in _reporting(setting, reports)},
        ),
        not_come=not_come,
        smallest=cooperation.smallest_count,
        late=late,
        outlines=[_outline(leaf, epsg) for leaf in leaves(setting.area)],
        near=_near(setting.area, [place for place in places if not place.closed_on], epsg),
    )


def _seen(rows: QuerySet[Report], epsg: int) -> Iterator[Seen]:
    listed = list(rows)
    points = {r.pk: point for r in listed if (point := _point(r)) is not None}
    east, north = project([p[0] for p in points.values()], [p[1] for p in points.values()], epsg)
    metres = dict(zip(points, zip(east.tolist(), north.tolist(), strict=True), strict=True))
    for report in listed:
        local = timezone.localtime(report.happened_from)
        x, y = metres.get(report.pk, (None, None))
        yield Seen(
            local.date(),
            None if _whole_day(report) else local.hour,
            report.category,
            report.area.code if report.area else None,
            report.place_id,
            report.party_id,
            x,
            y,
            report.affects == Affects.MANY,
        )


def _outline(area: Area, epsg: int) -> Outline:
    shape = project_geometry(area.polygon, epsg).simplify(_SIMPLIFIED)
    rounded = tuple(
        tuple(tuple((round(x, 1), round(y, 1)) for x, y in ring) for ring in part) for part in polygons(shape)
    )
    return Outline(area.code, area.name, rounded)


def _whole_day(report: Report) -> bool:
    """Is only the day known? The phone then tells the day from its beginning to its end."""
    ended = report.happened_to
    return ended is not None and ended - report.happened_from >= timedelta(hours=_WHOLE_DAY_HOURS)


def _point(report: Report) -> tuple[float, float] | None:
    if report.longitude is not None and report.latitude is not None:
        return report.longitude, report.latitude
    return (report.place.longitude, report.place.latitude) if report.place else None


def _reporting(setting: WeekSetting, reports: Sequence[Seen]) -> list[Party]:
    """The organisations that may report from the field, and those that have."""
    roles = [key for key, role in ROLES.items() if Permission.REPORT in role.permissions]
    may = Function.objects.filter(cooperation_id=setting.cooperation_id, role__in=roles)
    numbers = {*may.values_list("party_id", flat=True), *(report.party for report in reports)}
    return list(Party.objects.filter(pk__in=numbers))


def _near(area: Area, places: Sequence[Place], epsg: int) -> Near:
    """What a point is called: the known place within a cluster's radius, else the area that it lies in."""
    shapes = [(leaf.name, project_geometry(leaf.polygon, epsg)) for leaf in leaves(area)]
    east, north = project([p.longitude for p in places], [p.latitude for p in places], epsg)

    def near(x: float, y: float) -> tuple[str, float, float]:
        longitude, latitude = (float(part[0]) for part in unproject([x], [y], epsg))
        nearest = (
            min(
                ((e - x) ** 2 + (n - y) ** 2, place.name)
                for e, n, place in zip(east, north, places, strict=True)
            )
            if places
            else (float("inf"), "")
        )
        if nearest[0] <= RADIUS**2:
            return nearest[1], longitude, latitude
        held = next((name for name, shape in shapes if shape.contains(Point(x, y))), "")
        return (f"{held}, utan namn på platsen" if held else "Utan namn"), longitude, latitude

    return near


def _sources(
    cooperation: Cooperation, week: Period, areas: Sequence[str], epsg: int
) -> tuple[list[Counted], list[NotCome]]:
    come, not_come = [], []
    every = [d for theme in _THEMES for d in joint_datasets(cooperation, theme=theme, kind=Kind.INCIDENTS)]
    for _, grouped in groupby(sorted(every, key=lambda d: d.source_id), key=lambda d: d.source_id):
        # A party's own reports may be a source too: here they are counted as the reports they are.
        datasets = [d for d in grouped if d.purged_at is None and d.source.reader != "field"]
        held = next(iter(held_by(map(note_of, datasets))), None)
        if held is None or not held.spans:
            continue
        source, until = datasets[0].source, max(span.last for span in held.spans)
        if not held.missing(week):
            come.append(_counted(datasets, held, week, areas, epsg))
        elif until >= week.first - _USUALLY:
            not_come.append(NotCome(source.name, source.party.name, until))
    return come, not_come


def _counted(
    datasets: Sequence[Dataset], held: Held, week: Period, areas: Sequence[str], epsg: int
) -> Counted:
    source = datasets[0].source
    shared = source.sharing == Sharing.ROWS
    behind = []
    for one in stretches(week, weeks_wanted(week.days)):
        if held.missing(one):
            break
        behind.append(one)
    years = a_year_before(week)
    with Observations.open(*paths_of(datasets)) as asked:

        def cells(period: Period) -> dict[tuple[str, str], int]:
            counted = asked.counts_by_area_and_category(period, areas=areas)
            return {(area, category): n for area, category, n in counted.rows()}

        points: tuple[tuple[float, float, str], ...] = ()
        points_behind: tuple[tuple[float, float], ...] = ()
        if shared and all(dataset.epsg in (epsg, None) for dataset in datasets):
            points = tuple(
                (x, y, source.name) for x, y, n in asked.points(week, areas=areas).rows() for _ in range(n)
            )
            if behind:
                past = Period(behind[:TOLD][-1].first, behind[0].last)
                points_behind = tuple(
                    (x, y) for x, y, n in asked.points(past, areas=areas).rows() for _ in range(n)
                )
        return Counted(
            source.name,
            source.party.name,
            source.definition,
            shared,
            source.smallest_count,
            tuple(sorted(dataset.sha256 for dataset in datasets)),
            tuple(cells(one) for one in [*reversed(behind), week]),
            tuple(cells(one) for one in years) if not any(held.missing(one) for one in years) else (),
            points,
            points_behind,
        )
