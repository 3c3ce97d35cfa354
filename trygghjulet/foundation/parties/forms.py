"""Forms for functions and the people who hold them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.access.rules import ROLES
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer


class FunctionForm(forms.Form):
    """What somebody is in the work."""

    party = forms.ModelChoiceField(label="Part", queryset=Party.objects.none(), empty_label="Välj")
    title = GuardedTextField(
        label="Titel",
        rows=1,
        max_length=120,
        help_text="Som den kallas hos er, till exempel: Områdespolis, Centrum.",
    )
    role = forms.ChoiceField(
        label="Roll",
        widget=forms.RadioSelect,
    )
    area = forms.ModelChoiceField(
        label="Område",
        queryset=Area.objects.none(),
        required=False,
        empty_label="Hela samverkan",
        help_text="En funktion för ett område skriver bara där, men läser allt.",
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties, area=areas)
        offer(
            self,
            role=[
                (role.key, f"{role.title}: {role.sentence}")
                for role in ROLES.values()
                if any(party.may_have(role.key) for party in parties)
            ],
        )


class AppointmentForm(forms.Form):
    """Who holds a function, and from when. Name and e-mail at work are what the function's account is."""

    name = forms.CharField(label="Namn", max_length=120)
    email = forms.EmailField(label="E-post i tjänsten", max_length=254)
    since = forms.DateField(label="Från och med")
    until = forms.DateField(
        label="Till och med", required=False, help_text="Lämna tomt om det gäller tills vidare."
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "Tiden slutar innan den börjar. Rätta ett av datumen.")
        return given


class EndForm(forms.Form):
    """The last day in a function."""

    last_day = forms.DateField(label="Sista dagen")
