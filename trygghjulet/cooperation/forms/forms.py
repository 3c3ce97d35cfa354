"""Forms for cooperation forms, decisions about them, local adaptations and figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forms.models import CooperationForm, FormDecision
from trygghjulet.cooperation.forms.operations import Content
from trygghjulet.cooperation.forms.rules.counts import Counts, faults
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among


class FormForm(forms.Form):
    """What a cooperation form is. Everything but the name may be filled in later."""

    name = GuardedTextField(
        label="Namn", rows=1, max_length=80, help_text="Som den kallas hos er, till exempel: SSPF."
    )
    long_name = GuardedTextField(label="Namnet utskrivet", rows=1, max_length=200, required=False)
    purpose = GuardedTextField(label="Syfte", rows=3, required=False)
    goal = GuardedTextField(label="Mål", rows=3, required=False)
    target_group = GuardedTextField(
        label="Målgrupp",
        rows=1,
        max_length=200,
        required=False,
        help_text="En grupp i allmänna ord, aldrig ett barn eller ett ärende.",
    )
    age_from = forms.IntegerField(label="Från ålder", required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(label="Till och med ålder", required=False, min_value=0, max_value=120)
    parties = forms.ModelMultipleChoiceField(
        label="Parter i samverkan",
        queryset=Party.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = GuardedTextField(
        label="Andra organisationer",
        rows=3,
        required=False,
        help_text="En per rad, till exempel: Socialtjänst. Högst 120 tecken på en rad.",
    )
    way_of_working = GuardedTextField(label="Arbetssätt", rows=4, required=False)
    steering = GuardedTextField(label="Styrning", rows=3, required=False)
    roles = GuardedTextField(label="Roller", rows=3, required=False)
    follow_up = GuardedTextField(
        label="Uppföljning",
        rows=3,
        required=False,
        help_text="Vad som räknas, hur ofta, och vilka forum som får siffrorna.",
    )
    agreement = forms.ModelChoiceField(
        label="Hör till överenskommelsen",
        queryset=Agreement.objects.none(),
        required=False,
        empty_label="Ingen angiven",
    )
    annex = GuardedTextField(
        label="Bilaga", rows=1, max_length=120, required=False, help_text="Till exempel: Bilaga 2."
    )
    since = forms.DateField(label="Gäller från", required=False)
    until = forms.DateField(
        label="Gäller till och med", required=False, help_text="Lämna tomt om det gäller tills vidare."
    )
    source = GuardedTextField(label="Varifrån texten kommer", rows=1, max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, parties: QuerySet[Party], agreements: QuerySet[Agreement], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, parties=parties, agreement=agreements)

    def clean_organisations(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.cleaned_data["organisations"].splitlines())
        names = tuple(dict.fromkeys(line for line in lines if line))
        if too_long := next((name for name in names if len(name) > 120), None):
            raise forms.ValidationError(
                f"Raden ”{too_long[:40]} …” är längre än 120 tecken. Skriv ett kortare namn."
            )
        return names

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        youngest, oldest = given.get("age_from"), given.get("age_to")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("age_to", "Åldrarna slutar innan de börjar. Rätta en av dem.")
        first, last = given.get("since"), given.get("until")
        if first and last and last < first:
            self.add_error("until", "Formen slutar innan den börjar. Rätta ett av datumen.")
        return given

    @property
    def content(self) -> Content:
        """What was written, as the operations take it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Content(**given | {"parties": tuple(given["parties"])})

    @staticmethod
    def initial_of(form: CooperationForm) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        rows = list(form.parties.all())
        names = set(Content.__dataclass_fields__) - {"parties", "organisations"}
        return {
            **{name: getattr(form, name) for name in names},
            "parties": [row.party_id for row in rows if row.party_id],
            "organisations": "\n".join(row.organisation for row in rows if not row.party_id),
            "seen": form.revision,
        }


class DecisionForm(forms.Form):
    """A decision about a form, as it was made."""

    kind = forms.ChoiceField(label="Formen blev", choices=FormDecision.Kind.choices, widget=forms.RadioSelect)
    forum = forms.ModelChoiceField(
        label="Forum som beslutade",
        queryset=Forum.objects.none(),
        required=False,
        empty_label="Inget av forumen här",
        help_text="Sådana beslut tas i den stadsövergripande ledningsgruppen. Togs det av någon annan visas det "
        "som en avvikelse.",
    )
    body = GuardedTextField(
        label="Annat organ", rows=1, max_length=120, required=False, help_text="Om inget forum här beslutade."
    )
    decided_on = forms.DateField(label="Beslutsdag")
    paragraph = GuardedTextField(label="Paragraf", rows=1, max_length=20, required=False)
    registry_number = GuardedTextField(
        label="Diarienummer",
        rows=1,
        max_length=40,
        required=False,
        help_text="Beslutets om formen. Ett enskilt ärendes diarienummer hör inte hit.",
    )
    note = GuardedTextField(label="Anteckning", rows=3, required=False)

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "forum" not in self.errors and (given.get("forum") is None) == (not given.get("body")):
            self.add_error("body", "Ange vem som beslutade: ett av forumen, eller ett annat organ.")
        return given


class AdaptationForm(forms.Form):
    """How an area does it its own way."""

    text = GuardedTextField(
        label="Lokal anpassning",
        rows=5,
        help_text="Vad området gör annorlunda än det som gäller för hela staden.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


def _amount(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=1_000_000, help_text=help_text
    )


class FiguresForm(forms.Form):
    """A period's figures. There is nowhere to write a text, so that no case can be written."""

    area = forms.ModelChoiceField(label="Område", queryset=Area.objects.none(), empty_label="Välj")
    first_day = forms.DateField(label="Perioden börjar")
    last_day = forms.DateField(label="Perioden slutar")
    groups = _amount("Grupper", "Antal grupper som har arbetat i formen.")
    meetings = _amount("Möten", "Antal möten som de har haft.")
    children = _amount(
        "Barn och unga i arbete", "Så många som formen har arbetat med någon gång under perioden."
    )
    inflow = _amount("Varav nya", "De vars arbete började under perioden.")
    ended = _amount("Varav avslutade", "De vars arbete slutade under perioden.")
    better = _amount("Bedömd förändring: bättre", "Av dem vars förändring har bedömts.")
    same = _amount("Bedömd förändring: oförändrat")
    worse = _amount("Bedömd förändring: sämre")

    def __init__(self, *args: Any, areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas)

    @property
    def counts(self) -> Counts:
        """The figures as the rules know them."""
        return Counts(**{name: self.cleaned_data.get(name) for name in Counts.__dataclass_fields__})

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Perioden slutar innan den börjar. Rätta ett av datumen.")
        if not any(name in self.errors for name in Counts.__dataclass_fields__):
            for fault in faults(Counts(**{name: given.get(name) for name in Counts.__dataclass_fields__})):
                self.add_error(None, fault)
        return given
