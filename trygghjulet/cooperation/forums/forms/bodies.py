"""The forms that set up and end a forum."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Forum, ForumKind
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among


class ForumForm(forms.Form):
    """A body that meets."""

    name = GuardedTextField(label="Namn", rows=1, max_length=120)
    kind = forms.ChoiceField(label="Slag", choices=ForumKind.choices, widget=forms.RadioSelect)
    area = forms.ModelChoiceField(
        label="Område", queryset=Area.objects.none(), required=False, empty_label="Stadsövergripande"
    )
    led_by = forms.ModelChoiceField(
        label="Leds av",
        queryset=Party.objects.none(),
        required=False,
        empty_label="Parterna turas om eller okänt",
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas, led_by=parties)


class EndForm(forms.Form):
    """When and why a forum ends, and what takes its place."""

    ended_on = forms.DateField(label="Sista dagen")
    reason = GuardedTextField(
        label="Varför", rows=1, max_length=200, help_text="Till exempel: Rådet avvecklades enligt beslut."
    )
    replaced_by = forms.ModelChoiceField(
        label="Ersätts av", queryset=Forum.objects.none(), required=False, empty_label="Inget annat forum"
    )

    def __init__(self, *args: Any, others: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, replaced_by=others)
