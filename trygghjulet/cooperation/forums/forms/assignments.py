"""The forms that set up a working group with its assignment, change the assignment, and take its report back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Assignment
from trygghjulet.cooperation.forums.operations import AssignmentContent, GroupMember
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among

_UNTIL = "Lämna tomt för en fast grupp."
_MOST_MEMBERS = 20
_LONGEST_TITLE = 160


class AssignmentForm(forms.Form):
    """What a group is there for."""

    problem = GuardedTextField(
        label="Vad har hänt, eller vilket problem gäller det?",
        rows=3,
        required=False,
        help_text="Skriv om problemet, inte om enskilda.",
    )
    purpose = GuardedTextField(label="Syfte", rows=2, help_text="Varför gruppen finns.")
    goals = GuardedTextField(label="Mål", rows=3, help_text="Vad som ska vara uppnått när gruppen är klar.")
    until = forms.DateField(label="Gruppen finns till och med", required=False, help_text=_UNTIL)
    report_by = forms.DateField(label="Återrapport senast", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    @property
    def content(self) -> AssignmentContent:
        """What was written, as the operations take it."""
        return AssignmentContent(
            **{one.name: self.cleaned_data[one.name] for one in fields(AssignmentContent)}
        )

    @staticmethod
    def initial_of(assignment: Assignment) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            **{one.name: getattr(assignment, one.name) for one in fields(AssignmentContent)},
            "seen": assignment.revision,
        }


class GroupForm(AssignmentForm):
    """A working group that is set up at once: its assignment, and who is to be in it, by party."""

    name = GuardedTextField(
        label="Gruppens namn", rows=1, max_length=120, help_text="Till exempel: Arbetsgrupp Stationsparken."
    )
    led_by = forms.ModelChoiceField(
        label="Leds av", queryset=Party.objects.none(), required=False, empty_label="Inte bestämt"
    )
    first_meeting = forms.DateField(label="Första mötet", required=False)

    def __init__(
        self,
        *args: Any,
        parties: QuerySet[Party],
        known: Mapping[int, Sequence[str]],
        may_plan: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, led_by=parties)
        self.parties = list(parties)
        for party in self.parties:
            titles = "; ".join(dict.fromkeys(known.get(party.pk, ())))
            self.fields[f"members_{party.pk}"] = GuardedTextField(
                label=f"Med från {party}",
                rows=3,
                required=False,
                help_text=f"En titel per rad. Hos er finns: {titles}." if titles else "En titel per rad.",
            )
        if not may_plan:
            del self.fields["first_meeting"]
        members = [f"members_{party.pk}" for party in self.parties]
        self.order_fields(
            ["name", "problem", "purpose", "goals", *members, "led_by", "until", "report_by", "first_meeting"]
        )

    @property
    def members(self) -> list[GroupMember]:
        """Who is to be in it: one for each line that somebody wrote."""
        return [
            GroupMember(title, party)
            for party in self.parties
            for title in _titles(self.cleaned_data.get(f"members_{party.pk}", ""))
        ]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for party in self.parties:
            name = f"members_{party.pk}"
            titles = _titles(given.get(name) or "")
            if len(titles) > _MOST_MEMBERS:
                self.add_error(
                    name, f"Högst {_MOST_MEMBERS} från varje part. Lägg till fler på gruppens sida."
                )
            for title in titles:
                if len(title) > _LONGEST_TITLE:
                    self.add_error(
                        name, f"”{title[:40]}…” är längre än {_LONGEST_TITLE} tecken. Korta titeln."
                    )
        return given


def _titles(written: str) -> list[str]:
    return list(dict.fromkeys(line.strip(" \t•-–") for line in written.splitlines() if line.strip(" \t•-–")))


class ReportForm(forms.Form):
    """What a group came to."""

    on = forms.DateField(label="Återrapporterat")
    outcome = GuardedTextField(label="Vad gruppen kom fram till", rows=5)
    group_ends = forms.BooleanField(label="Gruppen upphör samma dag", required=False)

    def __init__(self, *args: Any, may_end: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_end:
            del self.fields["group_ends"]
