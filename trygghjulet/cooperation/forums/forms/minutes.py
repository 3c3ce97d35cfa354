"""The forms that minutes are prepared, answered and put right with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from trygghjulet.cooperation.forums.models import Approval, Minutes
from trygghjulet.cooperation.forums.operations.minutes import ToApprove
from trygghjulet.cooperation.forums.queries.minutes import Approver
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import offer

_LONGEST = 160


class MinutesForm(forms.Form):
    """What the minutes are called, who kept them and who approves them."""

    formal = forms.ChoiceField(
        label="Slag",
        choices=(("no", "Minnesanteckningar"), ("yes", "Protokoll")),
        widget=forms.RadioSelect,
    )
    chair = GuardedTextField(
        label="Ordförande på mötet",
        rows=1,
        public_names=True,
        max_length=120,
        required=False,
        help_text="Titel, eller namn på en förtroendevald.",
    )
    secretary = GuardedTextField(
        label="Vid protokollet", rows=1, max_length=120, required=False, public_names=True
    )
    users = forms.MultipleChoiceField(
        label="Justeras av",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De får ett meddelande i inkorgen när protokollet skickas för justering.",
    )
    others = GuardedTextField(
        label="Justeras av andra",
        rows=2,
        public_names=True,
        required=False,
        help_text="En titel på varje rad. Du för själv in när de har justerat.",
    )

    def __init__(
        self,
        *args: Any,
        possible: Sequence[Approver],
        minutes: Minutes | None,
        asked: Sequence[Approval],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        names = {one.user_id: one.called for one in possible}
        names |= {one.user_id: one.by for one in asked if one.user_id is not None}
        self._names = {str(key): name for key, name in names.items()}
        offer(self, users=list(self._names.items()))
        if minutes is not None:
            self.initial.update(
                formal="yes" if minutes.formal else "no",
                chair=minutes.chair,
                secretary=minutes.secretary,
                users=[str(one.user_id) for one in asked if one.user_id],
                others="\n".join(one.by for one in asked if not one.user_id),
            )

    def clean_others(self) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data["others"]).splitlines() if line.strip()]
        if any(len(line) > _LONGEST for line in lines):
            raise forms.ValidationError(f"En titel får vara högst {_LONGEST} tecken.")
        return lines

    def approvers(self) -> list[ToApprove]:
        """Who is to approve, users first."""
        given = self.cleaned_data
        users = {str(user.pk): user for user in User.objects.filter(pk__in=given["users"])}
        return [
            *(ToApprove(self._names[key], users[key]) for key in given["users"]),
            *(ToApprove(title) for title in given["others"]),
        ]


class ChangeForm(forms.Form):
    """What somebody wants changed before they approve."""

    words = GuardedTextField(label="Vad behöver ändras?", rows=4)


class CorrectionForm(forms.Form):
    """What is put right after the minutes were approved."""

    key = forms.UUIDField(widget=forms.HiddenInput())
    text = GuardedTextField(
        label="Rättelse",
        rows=4,
        help_text="Skriv vad som står fel och hur det ska vara. Det justerade står kvar.",
    )
