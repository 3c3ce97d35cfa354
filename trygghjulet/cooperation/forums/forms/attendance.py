"""The form that takes the attendance of a meeting: everybody on one page, saved at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from trygghjulet.cooperation.forums.models import Appointment, Attendance
from trygghjulet.cooperation.forums.operations.attendance import Present
from trygghjulet.foundation.privacy.forms import GuardedTextField

_NOT_SERVING, _SERVING = "", "serves"


@dataclass(frozen=True)
class Line:
    """Somebody on the page, with the fields that are about them."""

    who: Appointment
    presence: BoundField
    stand_in: BoundField
    part: BoundField
    serves: BoundField | None


class AttendanceForm(forms.Form):
    """Who is there. A substitute or an adjunct of whom nothing is said is not entered."""

    guests = GuardedTextField(
        label="Gäster",
        rows=3,
        required=False,
        help_text="En på varje rad, med titel och organisation. Till exempel: Rektor, Solviks gymnasium.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, sitting: Sequence[Appointment], entered: Sequence[Attendance], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._sitting = sitting
        rows = {row.appointment_id: row for row in entered if row.appointment_id}
        members = [one for one in sitting if one.role == Appointment.Role.MEMBER]
        for one in sitting:
            self._add(one, rows.get(one.pk), members, first_time=not entered)
        self.initial.setdefault("guests", "\n".join(row.guest for row in entered if row.guest))

    def _add(
        self, one: Appointment, row: Attendance | None, members: Sequence[Appointment], *, first_time: bool
    ) -> None:
        member = one.role == Appointment.Role.MEMBER
        presence = forms.ChoiceField(
            label=one.called,
            choices=Attendance.Presence.choices,
            required=member,
            widget=forms.RadioSelect(),
            error_messages={"required": "Välj närvarande, delvis eller frånvarande."},
        )
        presence.initial = (
            row.presence if row else (Attendance.Presence.PRESENT if member and first_time else "")
        )
        self.fields[f"presence_{one.pk}"] = presence
        self.fields[f"stand_in_{one.pk}"] = GuardedTextField(
            label="Ersätts av (titel)",
            rows=1,
            max_length=160,
            required=False,
            initial=row.stand_in if row else "",
        )
        self.fields[f"part_{one.pk}"] = GuardedTextField(
            label="Vilken del", rows=1, max_length=120, required=False, initial=row.part if row else ""
        )
        if one.role == Appointment.Role.SUBSTITUTE:
            self.fields[f"serves_{one.pk}"] = forms.ChoiceField(
                label="Tjänstgör",
                required=False,
                choices=[
                    (_NOT_SERVING, "Tjänstgör inte"),
                    *((str(member.pk), f"För {member.called}") for member in members),
                    (_SERVING, "Utan bestämd ledamot"),
                ],
                initial=self._serving(row),
            )

    @staticmethod
    def _serving(row: Attendance | None) -> str:
        if row is None or not row.serves:
            return _NOT_SERVING
        return str(row.serves_for_id or _SERVING)

    def lines(self) -> Iterator[Line]:
        """Everybody, as the page shows them."""
        for one in self._sitting:
            serves = f"serves_{one.pk}"
            yield Line(
                one,
                self[f"presence_{one.pk}"],
                self[f"stand_in_{one.pk}"],
                self[f"part_{one.pk}"],
                self[serves] if serves in self.fields else None,
            )

    def present(self) -> list[Present]:
        """What was sent, of those of whom something was said."""
        by_key = {str(one.pk): one for one in self._sitting}
        given = self.cleaned_data
        return [
            Present(
                appointment=one,
                presence=given[f"presence_{one.pk}"],
                serves=bool(given.get(f"serves_{one.pk}")),
                serves_for=by_key.get(given.get(f"serves_{one.pk}", "")),
                stand_in=given[f"stand_in_{one.pk}"],
                part=given[f"part_{one.pk}"],
            )
            for one in self._sitting
            if given[f"presence_{one.pk}"]
        ]
