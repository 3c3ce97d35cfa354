"""The forms that set up, change and end a forum, and say how it stands to others."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Forum, ForumKind, LinkKind
from trygghjulet.cooperation.forums.operations import ForumContent
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


class ChangeForm(forms.Form):
    """Everything that is known of a forum."""

    name = GuardedTextField(label="Namn", rows=1, max_length=120)
    kind = forms.ChoiceField(label="Slag", choices=ForumKind.choices)
    purpose = GuardedTextField(
        label="Syfte", rows=3, required=False, help_text="Vad forumet är till för, med överenskommelsens ord."
    )
    mandate = GuardedTextField(
        label="Mandat", rows=3, required=False, help_text="Vad forumet får besluta eller ska se till."
    )
    led_by = forms.ModelChoiceField(
        label="Leds av",
        queryset=Party.objects.none(),
        required=False,
        empty_label="Parterna turas om eller okänt",
    )
    convened_by = forms.ModelChoiceField(
        label="Sammankallas av",
        queryset=Party.objects.none(),
        required=False,
        empty_label="Parterna turas om eller okänt",
    )
    convener = GuardedTextField(
        label="Sammankallande funktion",
        rows=1,
        max_length=160,
        required=False,
        help_text="En funktion, inte en person. Till exempel: Säkerhetschefen.",
    )
    secretariat = GuardedTextField(
        label="Sekreterarskap",
        rows=1,
        max_length=160,
        required=False,
        help_text="Vem som skriver och håller ordning. Till exempel: Stadsledningskontoret.",
    )
    part_of = forms.ModelChoiceField(
        label="Del av", queryset=Forum.objects.none(), required=False, empty_label="Inget annat forum"
    )
    call_days = forms.IntegerField(
        label="Kallelsen skickas senast så många dagar före mötet", min_value=1, max_value=90, required=False
    )
    refuses_individual = forms.BooleanField(label="Behandlar inte ärenden om enskilda", required=False)
    refuses_operational = forms.BooleanField(label="Behandlar inte operativa frågor", required=False)
    refusal_clause = GuardedTextField(
        label="Var det står",
        rows=1,
        max_length=300,
        required=False,
        help_text="Behövs när forumet inte behandlar något. Till exempel: Reglementet, 2 §.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, parties: QuerySet[Party], others: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, led_by=parties, convened_by=parties, part_of=others)

    @property
    def content(self) -> ForumContent:
        """What was written, as the operation takes it."""
        return ForumContent(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})

    @staticmethod
    def initial_of(forum: Forum) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            **{one.name: getattr(forum, one.name) for one in fields(ForumContent)},
            "seen": forum.revision,
        }


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


class LinkForm(forms.Form):
    """How a forum stands to another."""

    kind = forms.ChoiceField(label="Forumet", choices=LinkKind.choices, widget=forms.RadioSelect)
    to = forms.ModelChoiceField(label="Vilket forum", queryset=Forum.objects.none(), empty_label="Välj")
    clause = GuardedTextField(
        label="Var det står",
        rows=1,
        max_length=300,
        required=False,
        help_text="Till exempel: Överenskommelsen, avsnittet om organisation.",
    )

    def __init__(self, *args: Any, others: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, to=others)
