"""Forms for the places."""

from __future__ import annotations

from typing import Any

from django import forms

from trygghjulet.foundation.gazetteer.fields import SpotField
from trygghjulet.foundation.gazetteer.operations import Content
from trygghjulet.foundation.geography.models import Place, PlaceKind
from trygghjulet.foundation.privacy.forms import GuardedTextField


class PlaceForm(forms.Form):
    """What is known of a place."""

    name = GuardedTextField(
        label="Namn", rows=1, max_length=120, help_text="Det som folk säger till vardags."
    )
    aliases = GuardedTextField(
        label="Kallas också",
        rows=3,
        required=False,
        max_length=1000,
        help_text="Ett namn på varje rad. Filer som skriver platsen så hittar den.",
    )
    kind = forms.ChoiceField(label="Slag", choices=[("", "Välj"), *PlaceKind.choices])
    point = SpotField(
        label="Var",
        help_text="Latitud och longitud som 57,7089 11,9746, eller nord och öst i SWEREF 99 TM.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def content(self) -> Content:
        """The form as the operation takes it."""
        given = self.cleaned_data
        longitude, latitude = given["point"]
        lines = (" ".join(line.split()) for line in given["aliases"].splitlines())
        return Content(
            name=" ".join(given["name"].split()),
            longitude=longitude,
            latitude=latitude,
            aliases=tuple(dict.fromkeys(line for line in lines if line)),
            kind=given["kind"],
        )

    @staticmethod
    def initial_of(place: Place) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            "name": place.name,
            "aliases": "\n".join(place.aliases),
            "kind": place.kind,
            "point": (place.longitude, place.latitude),
            "seen": place.revision,
        }


class CloseForm(forms.Form):
    """The day from which a place is no more."""

    closed_on = forms.DateField(label="Finns inte längre från och med")


class BringForm(forms.Form):
    """A file of places."""

    file = forms.FileField(
        label="Fil",
        help_text=(
            "CSV eller Excel med kolumnerna namn, andra namn, slag, longitud och latitud (eller nord och öst i "
            "SWEREF 99 TM), eller GeoJSON eller GeoPackage med punkter eller ytor."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.geojson,.json,.gpkg"}),
    )


class FilterForm(forms.Form):
    """Which places to list. A value that is none of the choices filters nothing."""

    slag = forms.ChoiceField(label="Slag", required=False, choices=[("", "Alla"), *PlaceKind.choices])
    namn = forms.CharField(label="Namn", required=False, max_length=120)
