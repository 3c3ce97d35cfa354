"""The forms that appoint members of a forum, give them offices and end their time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Appointment, Composition, Perspective, Seat
from trygghjulet.cooperation.forums.operations import AppointmentContent
from trygghjulet.cooperation.forums.rules.seats import ELIGIBLE, LEVEL, MANDATES
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.parties.models import Function, Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer

_ELIGIBLE = (("", "Inte prövat"), ("yes", "Uppfyller kraven"), ("no", "Uppfyller inte kraven"))
_SAID = {"yes": True, "no": False}


def _text(label: str, length: int = 160, **options: Any) -> GuardedTextField:
    return GuardedTextField(label=label, rows=1, max_length=length, required=False, **options)


class AppointmentForm(forms.Form):
    """Who sits in a forum: as what, in which seat, from when, and who decided it."""

    role = forms.ChoiceField(label="Roll", choices=Appointment.Role.choices, initial=Appointment.Role.MEMBER)
    seat = forms.ModelChoiceField(
        label="Plats", queryset=Seat.objects.none(), required=False, empty_label="Ingen bestämd plats"
    )
    title = GuardedTextField(label="Titel", rows=1, max_length=160, help_text="Till exempel: Kommunpolis.")
    organisation = _text(
        "Organisation", help_text="Till exempel: en förvaltning, ett bolag eller en förening."
    )
    party = forms.ModelChoiceField(
        label="Part", queryset=Party.objects.none(), required=False, empty_label="Ingen part i samverkan"
    )
    function = forms.ModelChoiceField(
        label="Funktion i samverkan", queryset=Function.objects.none(), required=False, empty_label="Ingen"
    )
    user = forms.ModelChoiceField(
        label="Användare",
        queryset=User.objects.none(),
        required=False,
        empty_label="Ingen",
        help_text="Den som har ett konto ser mötena som sina och får kallelserna.",
    )
    public_name = _text(
        "Namn",
        120,
        public_names=True,
        help_text="Bara för förtroendevalda. Övriga anges med titel och organisation.",
    )
    political_party = _text("Politiskt parti", 20, help_text="Bara för förtroendevalda.")
    since = forms.DateField(label="Från och med")
    until = forms.DateField(label="Till och med", required=False, help_text="Tomt om slutet inte är bestämt.")
    nominated_by = _text("Nominerad av")
    appointed_by = _text("Utsedd av")
    decision = _text(
        "Beslut",
        help_text="Paragraf, dag och diarienummer. Krävs för den som adjungeras när det står vem som beslutar det.",
    )
    mandates = forms.MultipleChoiceField(
        label="Har mandat att",
        choices=list(MANDATES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    eligible = forms.ChoiceField(label="Organisationen", choices=_ELIGIBLE, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        among: Mapping[str, QuerySet[Any]],
        composition: Composition | None,
        perspectives: Sequence[Perspective] = (),
        kept: Appointment | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, **among)
        self.kept = kept
        if composition is None or not composition.eligibility:
            del self.fields["eligible"]
        else:
            self.fields["eligible"].help_text = composition.eligibility
        self.asked = {one.key: "" for one in perspectives if one.key != LEVEL}
        for key in self.asked:
            values = {one.value: one.name for one in perspectives if one.key == key}
            self.fields[f"property_{key}"] = forms.ChoiceField(label="Räknas som", required=False)
            offer(self, **{f"property_{key}": [("", "Inget särskilt"), *values.items()]})

    @staticmethod
    def initial_of(one: Appointment) -> dict[str, Any]:
        """The form as the appointment is saved."""
        known = {name: getattr(one, name) for name in AppointmentForm.base_fields if hasattr(one, name)}
        said = {True: "yes", False: "no"}.get(one.properties.get(ELIGIBLE), "")
        own = {f"property_{key}": value for key, value in one.properties.items()}
        return {**own, **known, "eligible": said, "seen": one.revision}

    @property
    def content(self) -> AppointmentContent:
        """What was filled in; properties that no field asks for stay as they were."""
        given = dict(self.cleaned_data)
        old = self.kept.properties if self.kept else {}
        properties: dict[str, str | bool] = {
            key: value
            for key, value in old.items()
            if key not in self.asked and not (key == ELIGIBLE and "eligible" in given)
        }
        properties |= {key: given[f"property_{key}"] for key in self.asked if given.get(f"property_{key}")}
        if given.get("eligible") in _SAID:
            properties[ELIGIBLE] = _SAID[given["eligible"]]
        names = (
            *("title", "since", "role", "seat", "organisation", "party", "function", "user", "public_name"),
            *("political_party", "until", "appointed_by", "nominated_by", "decision"),
        )
        return AppointmentContent(
            **{name: given[name] for name in names},
            office=self.kept.office if self.kept else "",
            office_given_by=self.kept.office_given_by if self.kept else "",
            properties=properties,
            mandates=tuple(given["mandates"]),
        )


class EndAppointmentForm(forms.Form):
    """Which day is somebody's last in the forum, and why."""

    on = forms.DateField(label="Sista dagen")
    reason = GuardedTextField(
        label="Varför", rows=1, max_length=200, required=False, help_text="Till exempel: Bytte tjänst."
    )


class OfficeForm(forms.Form):
    """Which office somebody has in the forum, and from when."""

    office = forms.ChoiceField(label="Uppdrag", choices=Appointment.Office.choices, required=False)
    on = forms.DateField(label="Från och med")
    appointed_by = GuardedTextField(
        label="Utsedd av",
        rows=1,
        max_length=160,
        required=False,
        help_text="Till exempel: Kommunstyrelsen, eller Rådet när det utser inom sig.",
    )


class DayForm(forms.Form):
    """Which day one asks about."""

    dag = forms.DateField(label="Så här såg det ut den", required=False)
