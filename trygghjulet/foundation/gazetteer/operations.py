"""Keeping the places of a cooperation: one at a time, or many from a file, all or none of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shapely import Point, to_wkb
from shapely.geometry.base import BaseGeometry

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.gazetteer.rules import require_keeper
from trygghjulet.foundation.geography.models import Area, Place, PlaceKind
from trygghjulet.foundation.geography.where import areas_of
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data

#: How far outside the municipality a place may lie, in degrees: across the border, not in another country.
_MARGIN = 0.25


@dataclass(frozen=True)
class Content:
    """What is known of a place. Without a boundary of its own a changed place keeps the one it has."""

    name: str
    longitude: float
    latitude: float
    aliases: tuple[str, ...] = ()
    kind: str = PlaceKind.OTHER
    boundary: BaseGeometry | None = None

    @property
    def point(self) -> Point:
        """Where it is."""
        return Point(self.longitude, self.latitude)


@operation
def add(*, by: Scope, at: datetime, cooperation: Cooperation, content: Content) -> Place:
    """Take a place into the gazetteer.

    Raises:
        Denied: the person may neither hand in material nor manage the cooperation.
        Refused: the name is taken, or the point lies far outside.
    """
    require_keeper(by, cooperation.pk)
    root = _locked(cooperation)
    _refuse_unfit(root, content, others=_others(root))
    (area,) = areas_of(root, [content.point])
    place = _filled(Place(root=root), content, area)
    place.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="lade till platsen", subject=place)
    return place


@operation
def change(
    *, by: Scope, at: datetime, cooperation: Cooperation, place: Place, seen: int, content: Content
) -> Place:
    """Change what is known of a place, unless somebody else did so in the meantime.

    Raises:
        Denied: the person may neither hand in material nor manage the cooperation.
        Stale: the place was changed since it was shown.
        Refused: the name is taken, the point lies far outside or outside the place's own boundary.
    """
    require_keeper(by, cooperation.pk)
    _require_own(cooperation, place)
    root = _locked(cooperation)
    saved = Place.objects.select_for_update().get(pk=place.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    _refuse_unfit(root, content, others=_others(root, but=(saved.pk,)))
    outline = content.boundary or saved.polygon
    if outline is not None and not outline.covers(content.point):
        raise Refused(
            "Punkten ligger utanför platsens gräns. Sätt den innanför, eller importera platsen med en ny gräns."
        )
    (area,) = areas_of(root, [content.point])
    before = _told(saved)
    _filled(saved, content, area)
    saved.revision += 1
    saved.save()
    changed = sorted(name for name, value in _told(saved).items() if before[name] != value)
    record(by=by, at=at, cooperation_id=cooperation.pk, act="ändrade platsen", subject=saved, changed=changed)
    return saved


@operation
def close(
    *, by: Scope, at: datetime, cooperation: Cooperation, place: Place, closed_on: date | None
) -> Place:
    """Note from which day a place is no more, so that it can't be chosen; None opens it again.

    What has been reported there keeps it.

    Raises:
        Denied: the person may neither hand in material nor manage the cooperation.
        Refused: nothing would change.
    """
    require_keeper(by, cooperation.pk)
    _require_own(cooperation, place)
    saved = Place.objects.select_for_update().get(pk=place.pk)
    if (saved.closed_on is None) == (closed_on is None):
        raise Refused("Platsen är redan stängd." if closed_on else "Platsen är inte stängd.")
    saved.closed_on = closed_on
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="stängde platsen" if closed_on else "öppnade platsen igen",
        subject=saved,
        closed_on=closed_on.isoformat() if closed_on else None,
    )
    return saved


@operation
def bring(*, by: Scope, at: datetime, cooperation: Cooperation, contents: Sequence[Content]) -> int:
    """Take in many places at once: new names are added, known ones changed. All of them, or none.

    Returns:
        How many were added or changed.

    Raises:
        Denied: the person may neither hand in material nor manage the cooperation.
        Refused: one of them does not fit, and which.
    """
    require_keeper(by, cooperation.pk)
    added = changed = 0
    for weighed in weigh(_locked(cooperation), contents):
        if weighed.refusal is not None:
            raise weighed.refusal
        old, content = weighed.known, weighed.content
        if old is None:
            _filled(Place(root_id=cooperation.area_id), content, weighed.area).save()
            added += 1
        elif weighed.differs:
            _filled(old, content, weighed.area)
            old.revision += 1
            old.save()
            changed += 1
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="importerade platser i",
        subject=cooperation,
        added=added,
        changed=changed,
    )
    return added + changed


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Weighed:
    """A place that is to be taken in, held against what is known.

    Attributes:
        known: the place of that name, if there is one already.
        area: the finest area that it lies in.
        refusal: why it does not fit.
    """

    content: Content
    known: Place | None
    area: Area | None
    refusal: Refused | None

    @property
    def differs(self) -> bool:
        """Would it change what is saved?"""
        return self.known is not None and _differs(self.known, self.content)


def weigh(root: Area, contents: Sequence[Content]) -> list[Weighed]:
    """Places that are to be taken in together, each held against those that are known and those before it."""
    known = {folded(place.name): place for place in Place.objects.filter(root=root)}
    brought = {folded(content.name) for content in contents}
    taken = _others(root, but=[place.pk for name, place in known.items() if name in brought])
    weighed = []
    areas = areas_of(root, [content.point for content in contents])
    for content, area in zip(contents, areas, strict=True):
        refusal: Refused | None = None
        try:
            _refuse_unfit(root, content, others=taken)
        except Refused as refused:
            refusal = refused
        else:
            taken |= {folded(name): content.name for name in (content.name, *content.aliases)}
        weighed.append(Weighed(content, known.get(folded(content.name)), area, refusal))
    return weighed


def _differs(place: Place, content: Content) -> bool:
    # A metre to the side is no change.
    moved = max(abs(place.longitude - content.longitude), abs(place.latitude - content.latitude)) > 1e-5
    redrawn = content.boundary is not None and to_wkb(content.boundary) != bytes(place.boundary or b"")
    return (
        moved
        or redrawn
        or place.name != content.name
        or place.kind != content.kind
        or tuple(place.aliases) != content.aliases
    )


def _locked(cooperation: Cooperation) -> Area:
    """The municipality, held so that two can't give the same name at once."""
    return Area.objects.select_for_update().get(pk=cooperation.area_id)


def _others(root: Area, but: Collection[int] = ()) -> dict[str, str]:
    """All names that are taken, as they are compared, and whose they are."""
    return {
        folded(name): place.name
        for place in Place.objects.filter(root=root).exclude(pk__in=but)
        for name in (place.name, *place.aliases)
    }


def _require_own(cooperation: Cooperation, place: Place) -> None:
    if place.root_id != cooperation.area_id:
        raise Refused("Platsen hör till en annan samverkan.")


def _refuse_unfit(root: Area, content: Content, *, others: dict[str, str]) -> None:
    names = (content.name, *content.aliases)
    refuse_personal_data(*names)
    if not content.name.strip():
        raise Refused("Platsen behöver ett namn.")
    for name in names:
        if taken := others.get(folded(name)):
            raise Refused(f"”{name}” är redan namn på platsen {taken}. Välj ett annat namn.")
    if len({folded(name) for name in names}) < len(names):
        raise Refused(f"Platsen {content.name} har samma namn två gånger. Ta bort det ena.")
    west, south, east, north = root.polygon.bounds
    if not (
        west - _MARGIN <= content.longitude <= east + _MARGIN
        and south - _MARGIN <= content.latitude <= north + _MARGIN
    ):
        raise Refused(f"Punkten för {content.name} ligger långt utanför {root.name}. Sätt den på nytt.")


def _filled(place: Place, content: Content, area: Area | None) -> Place:
    place.name = content.name
    place.aliases = list(content.aliases)
    place.kind = content.kind
    place.longitude, place.latitude = content.longitude, content.latitude
    place.area = area
    if content.boundary is not None:
        place.boundary = to_wkb(content.boundary)
    return place


def _told(place: Place) -> dict[str, object]:
    boundary = bytes(place.boundary) if place.boundary else None
    return {
        "name": place.name,
        "aliases": list(place.aliases),
        "kind": place.kind,
        "point": (place.longitude, place.latitude),
        "boundary": boundary,
    }
