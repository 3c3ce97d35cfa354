"""Forms for priorities and their grounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, name_by
from trygghjulet.steps.picture.models import Finding


class PriorityForm(forms.Form):
    """A problem area: name, goal and its place in the agreement."""

    title = GuardedTextField(
        label="Problemområde",
        rows=1,
        max_length=160,
        help_text="Kort och konkret, till exempel: Våld kring stationen.",
    )
    goal = GuardedTextField(
        label="Mål", rows=3, required=False, help_text="Vad ska ha förändrats, för vem och till när?"
    )
    agreed_problem = forms.ModelChoiceField(
        label="Problemområde i överenskommelsen",
        queryset=AgreedProblem.objects.none(),
        required=False,
        empty_label="Pekas inte ut i överenskommelsen",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, problems: QuerySet[AgreedProblem], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, agreed_problem=problems)


class GroundForm(forms.Form):
    """Why an area is prioritised, and the finding that says so."""

    finding = forms.ModelChoiceField(
        label="Iakttagelse i lägesbilden",
        queryset=Finding.objects.none(),
        required=False,
        empty_label="Skälet vilar på något annat",
    )
    reason = GuardedTextField(label="Skäl", rows=3, help_text="Varför gör detta att området bör prioriteras?")

    def __init__(
        self, *args: Any, findings: QuerySet[Finding], told: Mapping[int, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, finding=findings)
        name_by(self, finding=lambda one: told[one.pk][:120])
