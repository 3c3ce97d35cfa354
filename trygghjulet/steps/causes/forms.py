"""Forms for problem profiles, causes, evidence and conclusions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, name_by
from trygghjulet.steps.causes.models import Perspective
from trygghjulet.steps.picture.models import Finding


class ProfileForm(forms.Form):
    """One problem described exactly."""

    what = GuardedTextField(label="Vad händer?", rows=3, required=False)
    where = GuardedTextField(
        label="Var?", rows=2, required=False, help_text="Platser, inte adresser till bostäder."
    )
    when = GuardedTextField(label="När?", rows=2, required=False, help_text="Årstid, veckodag och klockslag.")
    who = GuardedTextField(
        label="Vilka berörs?", rows=2, required=False, help_text="Grupper, aldrig enskilda personer."
    )
    how = GuardedTextField(label="Hur går det till?", rows=3, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class CauseForm(forms.Form):
    """A possible cause."""

    perspective = forms.ChoiceField(label="Perspektiv", choices=Perspective.choices, widget=forms.RadioSelect)
    statement = GuardedTextField(
        label="Möjlig orsak",
        rows=2,
        help_text="Vad gör att problemet uppstår just här? Skriv en orsak i taget.",
    )


class EvidenceForm(forms.Form):
    """Something that speaks for or against a cause."""

    speaks_for = forms.ChoiceField(
        label="Belägget",
        choices=(("yes", "talar för orsaken"), ("no", "talar mot orsaken")),
        widget=forms.RadioSelect,
    )
    text = GuardedTextField(label="Vad säger det?", rows=3)
    finding = forms.ModelChoiceField(
        label="Iakttagelse i lägesbilden",
        queryset=Finding.objects.none(),
        required=False,
        empty_label="Inte hämtat ur lägesbilden",
    )
    source = GuardedTextField(
        label="Annat underlag",
        rows=1,
        required=False,
        max_length=200,
        help_text="Till exempel: medarbetardialog i mars, trygghetsvandring.",
    )

    def __init__(
        self, *args: Any, findings: QuerySet[Finding], told: Mapping[int, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, finding=findings)
        name_by(self, finding=lambda one: told[one.pk][:120])


class ConclusionForm(forms.Form):
    """Is a cause one to act on?"""

    act_on = forms.TypedChoiceField(
        label="Arbetar ni med orsaken?",
        choices=(("", "Inte avgjort"), ("yes", "Ja, den ska mötas med åtgärder"), ("no", "Nej")),
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    conclusion = GuardedTextField(
        label="Slutsats", rows=3, required=False, help_text="Hur väger ni beläggen? Kan ni påverka orsaken?"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
