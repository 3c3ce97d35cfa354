"""A form's field for where something is: a known place, a point on the map, or words as they were given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.urls import reverse
from pyproj import Transformer

from trygghjulet.foundation.gazetteer.queries import known_places
from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.maps import tiles

#: West, south, east, north in degrees.
Bounds: TypeAlias = tuple[float, float, float, float]

#: How far outside the municipality a point may lie and still be meant, in degrees.
_MARGIN = 0.25
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_DEGREES = 180
_SWEREF = Transformer.from_crs(3006, 4326, always_xy=True)


@dataclass(frozen=True)
class Where:
    """Where something is, as somebody told it; any of the three may be missing.

    Attributes:
        place: a known place.
        longitude, latitude: a point that was set on the map.
        text: in words, as given.
    """

    place: Place | None = None
    longitude: float | None = None
    latitude: float | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return self.place is not None or self.longitude is not None or bool(self.text)

    @property
    def point(self) -> tuple[float, float] | None:
        """The point on the map, else the known place's, as longitude and latitude."""
        if self.longitude is not None and self.latitude is not None:
            return self.longitude, self.latitude
        return (self.place.longitude, self.place.latitude) if self.place else None


class PointWidget(forms.MultiWidget):
    """Three ways to say where, side by side. All but the map work without Javascript."""

    template_name = "gazetteer/point.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.ground = ""
        self.offered: Sequence[Place] = ()
        super().__init__(
            {"place": forms.TextInput(), "point": forms.TextInput(), "text": forms.TextInput()}, attrs
        )

    def decompress(self, value: Where | None) -> list[str]:
        """What stands in the three."""
        if not value:
            return ["", "", ""]
        own = value.longitude is not None and value.latitude is not None
        return [
            value.place.name if value.place else "",
            f"{value.longitude:.6f} {value.latitude:.6f}" if own else "",
            value.text,
        ]

    def id_for_label(self, id_: str) -> str:
        """Where a link to the field leads: the first of the three."""
        return f"{id_}_0" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows: the three, the known places by all their names, and the map's ground."""
        context = super().get_context(name, value, attrs)
        context["widget"]["ground"] = self.ground
        context["widget"]["names"] = [
            (called, place.area.name if called == place.name and place.area else place.name)
            for place in self.offered
            for called in (place.name, *place.aliases)
        ]
        return context | tiles()


class PointField(forms.MultiValueField):
    """Where something is. Give it what it may offer with `offer_places` before it is shown or checked."""

    widget = PointWidget

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        super().__init__(
            fields=(
                forms.CharField(required=False, max_length=120),
                forms.CharField(required=False, max_length=60),
                GuardedTextField(rows=1, sensitive=True, required=False, max_length=200),
            ),
            required=required,
            require_all_fields=False,
            **options,
        )
        self.error_messages["required"] = "Välj en känd plats, tryck på kartan eller skriv var det är."
        self._named: dict[str, Place] = {}
        self._bounds: Bounds | None = None

    def offer(self, places: Sequence[Place], *, ground: str, bounds: Bounds) -> None:
        """Let the field be about a cooperation.

        Args:
            places: the known places.
            ground: the address of what the map shows.
            bounds: of the municipality: west, south, east, north in degrees.
        """
        shown: object = self.widget  # on a form's own field the class has become one of it
        if not isinstance(shown, PointWidget):
            raise TypeError("The field shows no places.")
        shown.offered, shown.ground, self._bounds = places, ground, bounds
        # A place's own name goes before what another is called too.
        also = {_folded(called): place for place in places for called in place.aliases}
        self._named = also | {_folded(place.name): place for place in places}

    def compress(self, data_list: Sequence[str]) -> Where:
        """The three as one.

        Raises:
            ValidationError: no place has the name, or the point is none or lies elsewhere.
        """
        if not data_list:
            return Where()
        name, point, text = (str(part or "").strip() for part in data_list)
        place = self._named.get(_folded(name)) if name else None
        if name and place is None:
            raise forms.ValidationError(
                f"Ingen känd plats heter ”{name}”. Välj en i listan, eller beskriv platsen med ord i stället.",
                code="unknown_place",
            )
        longitude, latitude = self._point(point) if point else (None, None)
        return Where(place, longitude, latitude, text)

    def _point(self, written: str) -> tuple[float, float]:
        return read_point(written, self._bounds)


class SpotWidget(forms.TextInput):
    """A point: its coordinates, and a map to set them on. The coordinates work without Javascript."""

    template_name = "gazetteer/spot.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.ground = ""
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows beside the coordinates: the map's ground."""
        context = super().get_context(name, value, attrs)
        context["widget"]["ground"] = self.ground
        return context | tiles()

    def format_value(self, value: Any) -> str | None:
        """Latitude and longitude, in the order in which people know them."""
        return f"{value[1]:.6f} {value[0]:.6f}" if isinstance(value, tuple) else value


class SpotField(forms.CharField):
    """A point as longitude and latitude. Give it its cooperation with `offer_places` before it is shown or checked."""

    widget = SpotWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=80, **options)
        self.error_messages["required"] = "Sätt en punkt på kartan, eller skriv koordinaterna."
        self._bounds: Bounds | None = None

    def offer(self, *, ground: str, bounds: Bounds) -> None:
        """Let the field be about a cooperation; as `PointField.offer`."""
        shown: object = self.widget
        if not isinstance(shown, SpotWidget):
            raise TypeError("The field shows no map.")
        shown.ground, self._bounds = ground, bounds

    def clean(self, value: Any) -> Any:
        """The point; None where it may be left out and is."""
        written = super().clean(value)
        return read_point(written, self._bounds) if written else None


def read_point(written: str, bounds: Bounds | None) -> tuple[float, float]:
    """Longitude and latitude from two numbers: in degrees in either order, or in SWEREF 99 TM.

    Args:
        written: such as "57,7089 11,9746" or "6399600, 319180".
        bounds: of the municipality; tells which of the two numbers is which.

    Raises:
        ValidationError: there are not two numbers, or they lie far outside.
    """
    numbers = [float(text.replace(",", ".")) for text in _NUMBER.findall(written)]
    if len(numbers) != 2:
        raise forms.ValidationError(
            "Koordinaterna gick inte att tolka. Sätt punkten på kartan, eller skriv två tal som 57,7089 11,9746.",
            code="no_point",
        )
    for x, y in (numbers, numbers[::-1]):
        longitude, latitude = _SWEREF.transform(x, y) if min(abs(x), abs(y)) > _DEGREES else (x, y)
        if _fits(longitude, latitude, bounds):
            return float(longitude), float(latitude)
    raise forms.ValidationError(
        "Punkten ligger långt utanför kommunen. Flytta den till rätt plats.", code="far_away"
    )


def _fits(longitude: float, latitude: float, bounds: Bounds | None) -> bool:
    west, south, east, north = bounds or (-180.0, -90.0, 180.0, 90.0)
    return west - _MARGIN <= longitude <= east + _MARGIN and south - _MARGIN <= latitude <= north + _MARGIN


def offer_places(form: forms.BaseForm, cooperation: Cooperation) -> None:
    """Let every such field of a form offer the cooperation's places, on its map."""
    asked = [field for field in form.fields.values() if isinstance(field, PointField | SpotField)]
    if not asked:
        return
    places = list(known_places(cooperation))
    bounds = cooperation.area.polygon.bounds
    ground = reverse("gazetteer:map", args=(cooperation.slug,))
    for field in asked:
        if isinstance(field, PointField):
            field.offer(places, ground=ground, bounds=bounds)
        else:
            field.offer(ground=ground, bounds=bounds)


def as_given(data: Mapping[str, Any], name: str) -> tuple[str, str, str]:
    """The three texts that a browser sends for a field, for who keeps them to send later."""
    place, point, text = (str(data.get(f"{name}_{part}", "")) for part in ("place", "point", "text"))
    return place, point, text


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
