"""What a report must be to be taken in, whether it is new or mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.geography.where import where
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.field.models import Affects
from trygghjulet.steps.field.rules.naming import is_offered
from trygghjulet.steps.field.rules.times import When, WrongTime, span

#: How far outside the cooperation's area a point may lie, in degrees; staff work up to the border and a little over.
_MARGIN: Final = 0.1
#: A point so near a known place is at it, in metres.
_AT_PLACE: Final = 60


@dataclass(frozen=True)
class Content:
    """What a reporter saw.

    Attributes:
        category: a code of the common tree that is offered in the field.
        when: when it happened, seen from when it was written.
        place: a known place.
        longitude, latitude, accuracy: a point in WGS 84, and how many metres it may be off.
        address: the place in words.
        affects: how many it concerns.
        text: a few words about place and event, never about persons.
        alone: the point is its own place, also where a known place stands beside it.
    """

    category: str
    when: When
    place: Place | None = None
    longitude: float | None = None
    latitude: float | None = None
    accuracy: int | None = None
    address: str = ""
    affects: str = Affects.UNKNOWN
    text: str = ""
    alone: bool = False

    @property
    def point(self) -> tuple[float, float] | None:
        """The point, or the known place's; None where the place is told in words only."""
        if self.longitude is not None and self.latitude is not None:
            return self.longitude, self.latitude
        return (self.place.longitude, self.place.latitude) if self.place else None


def columns(cooperation: Cooperation, content: Content, *, written_at: datetime) -> dict[str, Any]:
    """What stands in the report's table, with the area that the place lies in.

    Raises:
        Refused: category, place or time can't be right, or the place is another cooperation's.
    """
    if not is_offered(content.category):
        raise Refused("Välj en av kategorierna.")
    if content.affects not in Affects.values:
        raise Refused("Välj hur många det berör.")
    place, area = _placed(cooperation, content)
    try:
        happened_from, happened_to = span(
            content.when, written_at=written_at, zone=timezone.get_default_timezone()
        )
    except WrongTime as wrong:
        raise Refused(str(wrong)) from wrong
    return {
        "category": content.category,
        "place": place,
        "area": area,
        "longitude": content.longitude,
        "latitude": content.latitude,
        "accuracy": content.accuracy,
        "address": content.address,
        "happened_from": happened_from,
        "happened_to": happened_to,
        "affects": content.affects,
        "text": content.text,
    }


def _placed(cooperation: Cooperation, content: Content) -> tuple[Place | None, Area | None]:
    root = cooperation.area
    if content.place is not None and not _is_below(root, content.place):
        raise Refused("Platsen hör inte till den här samverkan.")
    if content.point is None:
        if not content.address:
            raise Refused("Ange var det var: här, en känd plats, på kartan eller med ord.")
        return None, None
    longitude, latitude = content.point
    west, south, east, north = root.polygon.bounds
    # Written so that what is no number at all is outside too.
    inside = west - _MARGIN <= longitude <= east + _MARGIN and south - _MARGIN <= latitude <= north + _MARGIN
    if not inside:
        raise Refused(f"Punkten ligger långt utanför {root.name}. Välj platsen på nytt.")
    found = where(root, longitude, latitude, within=_AT_PLACE)
    area = found.area if found.area and found.area.path.startswith(root.path) else None
    return content.place or (None if content.alone else found.place), area


def _is_below(root: Area, place: Place) -> bool:
    """Does the place lie in the cooperation's municipality, and in its area where that is known?"""
    if not root.path.startswith(f"{place.root_id}/"):
        return False
    return place.area is None or place.area.path.startswith(root.path)
