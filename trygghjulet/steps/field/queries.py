"""Reading reports: one's own, those that one may see, what is alike, and the sums of what one may not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from trygghjulet.documents.tree import Column, ColumnKind, Document, Row, Section, Table
from trygghjulet.foundation.access.rules import Denied, Scope
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.geography.where import metres_between
from trygghjulet.foundation.parties.models import Cooperation, Party, PartyKind
from trygghjulet.foundation.privacy.withholding import for_the_public
from trygghjulet.observations.period import Period
from trygghjulet.steps.field.models import FieldSharing, Report, ReportState, State
from trygghjulet.steps.field.rules.naming import title_of
from trygghjulet.steps.field.rules.reach import may_answer, own_parties, require_answerer

#: Reports of the same category that lie so near each other in place and time may tell of the same thing.
NEAR_METRES: Final = 100.0
NEAR_TIME: Final = timedelta(hours=24)
_WITHDRAWN: Final = Q(standing=State.WITHDRAWN)
#: How far back a phone's own latest categories and places are looked for.
_LATEST: Final = 40


@dataclass(frozen=True)
class Count:
    """So many reports of a category in an area, at a known place, from a party, on a day."""

    category: str
    area_id: int | None
    area_code: str
    place_id: int | None
    party_id: int
    day: date
    number: int


@dataclass(frozen=True)
class Material:
    """A report as a row of material: when by the clock in Sweden, where, and which category by its title."""

    key: UUID
    first: datetime
    last: datetime | None
    category: str
    point: tuple[float, float] | None
    area: str


def hidden_parties(scope: Scope, *, cooperation: Cooperation) -> frozenset[int]:
    """The parties that keep their reports to themselves, and that the person has no function of."""
    kept = FieldSharing.objects.filter(cooperation=cooperation, rows_shared=False)
    return frozenset(kept.values_list("party_id", flat=True)) - own_parties(scope, cooperation.pk)


def visible(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Report]:
    """The single reports that the person may see, without those that were taken back."""
    return _standing(
        Report.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids).exclude(
            party_id__in=hidden_parties(scope, cooperation=cooperation)
        )
    ).exclude(_WITHDRAWN)


def reports(
    scope: Scope, *, cooperation: Cooperation, first_day: date, last_day: date
) -> models.QuerySet[Report]:
    """The single reports of what happened in a period, both days included, that the person may see."""
    return visible(scope, cooperation=cooperation).filter(_within(first_day, last_day))


def mine(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Report]:
    """What the person has reported, also what was taken back, the latest sent first."""
    own = Report.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
    return _standing(own.filter(by_id=scope.user_id or 0)).order_by("-received_at", "-pk")


def found(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Report]:
    """Every report of the cooperation, for the page that says why one may not be seen."""
    return _standing(Report.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids))


def history(report: Report) -> models.QuerySet[ReportState]:
    """What came of a report, the oldest first."""
    return ReportState.objects.filter(report=report)


def counts(*, cooperation: Cooperation, first_day: date, last_day: date) -> list[Count]:
    """Every party's reports of what happened in a period, counted, without those that were taken back."""
    held = _standing(Report.objects.filter(_within(first_day, last_day), cooperation=cooperation))
    rows = (
        held.exclude(_WITHDRAWN)
        .annotate(day=TruncDate("happened_from"))
        .order_by()
        .values("category", "area_id", "area__code", "place_id", "party_id", "day")
        .annotate(number=models.Count("pk"))
    )
    return [
        Count(
            category=row["category"],
            area_id=row["area_id"],
            area_code=row["area__code"] or "",
            place_id=row["place_id"],
            party_id=row["party_id"],
            day=row["day"],
            number=row["number"],
        )
        for row in sorted(rows, key=lambda row: (row["day"], row["category"], row["area_id"] or 0))
    ]


def alike(scope: Scope, *, report: Report) -> list[Report]:
    """Reports that may tell of the same thing: the same category, within a hundred metres and a day and a night."""
    near = visible(scope, cooperation=report.cooperation).filter(
        category=report.category,
        happened_from__range=(report.happened_from - NEAR_TIME, report.happened_from + NEAR_TIME),
    )
    return [other for other in near.exclude(pk=report.pk) if _is_near(report, other)]


def twins(shown: Sequence[Report]) -> frozenset[int]:
    """Those among the reports that may tell of the same thing as another of them."""
    by_category: dict[str, list[Report]] = {}
    for report in shown:
        by_category.setdefault(report.category, []).append(report)
    return frozenset(
        pk
        for group in by_category.values()
        for place, one in enumerate(group)
        for other in group[place + 1 :]
        if abs(one.happened_from - other.happened_from) <= NEAR_TIME and _is_near(one, other)
        for pk in (one.pk, other.pk)
    )


def latest_of(
    scope: Scope, *, cooperation: Cooperation, today: date
) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """The categories and known places that the person has reported last, each once.

    The categories are those of before today: in the middle of a day's work they don't change places.
    """
    last = list(mine(scope, cooperation=cooperation).select_related("place")[:_LATEST])
    places = {report.place_id: report.place for report in last if report.place and not report.place.closed_on}
    before = (report for report in last if timezone.localdate(report.received_at) < today)
    return tuple(dict.fromkeys(report.category for report in before)), tuple(places.values())


def leading(cooperation: Cooperation) -> frozenset[int]:
    """The municipality and the police of a cooperation: their coordinators answer every party's reports."""
    return frozenset(
        cooperation.participations.filter(
            party__kind__in=(PartyKind.MUNICIPALITY, PartyKind.POLICE)
        ).values_list("party_id", flat=True)
    )


def area_path(report: Report) -> str:
    """Where a report lies, for asking who reaches it; the whole cooperation where the area isn't known."""
    return report.area.path if report.area else report.cooperation.area.path


def require_seen(scope: Scope, *, report: Report) -> None:
    """Refuse unless the person may see the report.

    Raises:
        Denied: its party keeps its reports to itself.
    """
    if report.party_id in hidden_parties(scope, cooperation=report.cooperation):
        raise Denied(
            f"Raderna stannar hos {report.party.name}. Du ser summor på sidan med alla rapporter i stället."
        )


def answers(scope: Scope, *, report: Report, lead: frozenset[int]) -> bool:
    """May the person answer the report, where the municipality and the police are `lead`?"""
    return may_answer(
        scope,
        cooperation_id=report.cooperation_id,
        area_path=area_path(report),
        parties={report.party_id, *lead},
    )


def require_to_answer(scope: Scope, *, report: Report, lead: frozenset[int]) -> None:
    """Refuse unless the person may see the report and answer it.

    Raises:
        Denied: with the reason.
    """
    require_seen(scope, report=report)
    require_answerer(
        scope,
        cooperation_id=report.cooperation_id,
        area_path=area_path(report),
        party_id=report.party_id,
        party=report.party.name,
        leading=lead,
    )


def require_photo_remover(scope: Scope, *, report: Report) -> None:
    """Refuse unless the person may take away the report's photo: who wrote it, and who may answer it.

    Raises:
        Denied: with the reason.
    """
    if report.by_id != scope.user_id:
        require_to_answer(scope, report=report, lead=leading(report.cooperation))


def sharing_of(*, cooperation: Cooperation, party: Party) -> bool:
    """Do all parties see a party's single reports?"""
    rule = FieldSharing.objects.filter(cooperation=cooperation, party=party).first()
    return rule is None or bool(rule.rows_shared)


def hidden_sums(scope: Scope, *, cooperation: Cooperation, month: Period) -> Section | None:
    """What the parties that keep their reports have reported in a whole month, by area and category.

    Always a whole month that is over and never what the page is filtered by: sums of periods that overlap could be
    taken from each other. Small counts are withheld in the way that all of the house's are.
    """
    hidden = hidden_parties(scope, cooperation=cooperation)
    if not hidden:
        return None
    rows = [
        count
        for count in counts(cooperation=cooperation, first_day=month.first, last_day=month.last)
        if count.party_id in hidden
    ]
    below = _below(cooperation)
    sums: dict[str, dict[str, int]] = {}
    for row in rows:
        area = below.get(row.area_id, "Utan område") if row.area_id else "Utan område"
        cells = sums.setdefault(area, {})
        title = title_of(row.category)
        cells[title] = cells.get(title, 0) + row.number
    categories = sorted({title for cells in sums.values() for title in cells})
    names = ", ".join(Party.objects.filter(pk__in=hidden).values_list("name", flat=True))
    table = Table(
        f"Rapporter från {names}, {month}",
        (Column("Område"), *(Column(title, ColumnKind.COUNT) for title in categories)),
        tuple(Row((area, *(sums[area].get(title, 0) for title in categories))) for area in sorted(sums)),
        note="De här parterna visar bara summor. Talen gäller en hel månad i taget.",
    )
    document = for_the_public(
        Document("Summor", (Section("Summor från dem som inte visar raderna", (table,)),)),
        smallest=cooperation.smallest_count,
    )
    return document.sections[0] if rows else Section("", ())


def last_month(today: date) -> Period:
    """The latest whole month."""
    ends = today.replace(day=1) - timedelta(days=1)
    return Period(ends.replace(day=1), ends)


def as_material(*, cooperation_id: int, party_id: int) -> Iterator[Material]:
    """A party's reports as material: no words, no names, no photo, and nothing of what was taken back."""
    held = _standing(Report.objects.filter(cooperation_id=cooperation_id, party_id=party_id))
    zone = timezone.get_default_timezone()
    for report in held.exclude(_WITHDRAWN).order_by("pk"):
        yield Material(
            key=report.key,
            first=report.happened_from.astimezone(zone).replace(tzinfo=None),
            last=report.happened_to.astimezone(zone).replace(tzinfo=None) if report.happened_to else None,
            category=title_of(report.category),
            point=point_of(report),
            area=report.area.code if report.area else "",
        )


def _standing(held: models.QuerySet[Report]) -> models.QuerySet[Report]:
    newest = ReportState.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk")
    return held.select_related("party", "place", "area", "cooperation__area").annotate(
        standing=Coalesce(Subquery(newest.values("state")[:1]), Value(State.RECEIVED.value)),
        told=Coalesce(Subquery(newest.exclude(answer="").values("answer")[:1]), Value("")),
    )


def _within(first_day: date, last_day: date) -> Q:
    zone = timezone.get_default_timezone()
    return Q(
        happened_from__gte=datetime.combine(first_day, time(0), tzinfo=zone),
        happened_from__lt=datetime.combine(last_day + timedelta(days=1), time(0), tzinfo=zone),
    )


def point_of(report: Report) -> tuple[float, float] | None:
    """Where a report lies: its own point, else its known place's."""
    if report.longitude is not None and report.latitude is not None:
        return report.longitude, report.latitude
    return (report.place.longitude, report.place.latitude) if report.place else None


def _is_near(one: Report, other: Report) -> bool:
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    here, there = point_of(one), point_of(other)
    return here is not None and there is not None and metres_between(here, there) <= NEAR_METRES


def _below(cooperation: Cooperation) -> dict[int, str]:
    """For each area of the cooperation the name of the area one level down that it lies in."""
    areas: list[Area] = list(tree(cooperation.area))
    first = [area for area in areas if area.parent_id == cooperation.area_id]
    return {
        area.pk: next((top.name for top in first if area.path.startswith(top.path)), area.name)
        for area in areas
    }
