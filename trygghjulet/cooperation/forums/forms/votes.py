"""The form of a vote: what yes and no meant, each member's answer, and what was declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Ballot, Motion, Vote
from trygghjulet.cooperation.forums.operations import VoteContent
from trygghjulet.cooperation.forums.queries.decided import Entitled
from trygghjulet.cooperation.forums.rules import votes as rules
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among

_CONTENT = tuple(VoteContent.__dataclass_fields__)


class VoteForm(forms.Form):
    """A vote. Members who are entered as present have a field each; the others are written in rows."""

    kind = forms.ChoiceField(label="Slag", choices=Vote.Kind.choices)
    proposition = GuardedTextField(
        label="Voteringsproposition",
        rows=2,
        public_names=True,
        help_text="Till exempel: Ja för bifall och nej för avslag på yrkandet från S, V och MP.",
    )
    yes_for = forms.ModelChoiceField(
        label="Ja är för", queryset=Motion.objects.none(), required=False, empty_label="Inget infört yrkande"
    )
    no_for = forms.ModelChoiceField(
        label="Nej är för", queryset=Motion.objects.none(), required=False, empty_label="Inget infört yrkande"
    )
    rows = GuardedTextField(
        label="Röster",
        rows=8,
        public_names=True,
        required=False,
        error_messages={"required": "För in minst en röst."},
        help_text="En ledamot på varje rad: vem; ja, nej, avstår eller frånvarande; och där det är så ”ersättare” "
        "eller ”ordförande”. Till exempel: S 1; ja; ordförande. Rader ur en tabell kan klistras in som de är.",
    )
    declared_yes = forms.IntegerField(
        label="Ja enligt protokollet", min_value=0, max_value=999, required=False
    )
    declared_no = forms.IntegerField(
        label="Nej enligt protokollet", min_value=0, max_value=999, required=False
    )
    declared_abstaining = forms.IntegerField(
        label="Avstår enligt protokollet", min_value=0, max_value=999, required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, motions: QuerySet[Motion], entitled: Sequence[Entitled] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, yes_for=motions, no_for=motions)
        if not motions.exists():
            del self.fields["yes_for"], self.fields["no_for"]
        self._entitled = {f"rost_{one.appointment.pk}": one for one in entitled}
        before = list(self.fields)
        for name, one in self._entitled.items():
            marks = [
                *(["tjänstgörande ersättare"] if one.serves else []),
                *(["ordförande"] if one.chairs else []),
            ]
            self.fields[name] = forms.ChoiceField(
                label=f"{one.called}{', ' if marks else ''}{', '.join(marks)}",
                choices=[("", "Inte infört"), *Ballot.Choice.choices],
                required=False,
            )
        if self._entitled:
            self.fields["rows"].label = "Fler röster"
            place = before.index("rows")
            self.order_fields([*before[:place], *self._entitled, *before[place:]])
        else:
            self.fields["rows"].required = True

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        wrong = rules.read(text)[1]
        if wrong:
            raise forms.ValidationError([forms.ValidationError(line) for line in wrong])
        return text

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "rows" in given and not self.ballots:
            self.add_error("rows", "För in minst en röst.")
        return given

    @property
    def ballots(self) -> tuple[rules.Ballot, ...]:
        """The answers, of those who have a field each and of those in rows."""
        return (*self._answered(), *rules.read(self.cleaned_data.get("rows", ""))[0])

    def _answered(self) -> Iterator[rules.Ballot]:
        for name, one in self._entitled.items():
            answer = self.cleaned_data.get(name)
            if answer:
                yield rules.Ballot(
                    one.called,
                    rules.Choice(answer),
                    one.appointment.political_party or rules.party_of(one.called),
                    one.serves,
                    one.chairs,
                    one.appointment.pk,
                )

    @property
    def content(self) -> VoteContent:
        """What was written, as the operations take it."""
        given: dict[str, Any] = {name: self.cleaned_data.get(name) for name in _CONTENT}
        return VoteContent(**given)

    @staticmethod
    def initial_of(
        vote: Vote, ballots: Sequence[rules.Ballot], entitled: Sequence[Entitled]
    ) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        fields = {one.appointment.pk for one in entitled}
        return {
            **{name: getattr(vote, name) for name in _CONTENT},
            **{f"rost_{b.appointment}": b.choice.value for b in ballots if b.appointment in fields},
            "rows": rules.write([b for b in ballots if b.appointment not in fields]),
            "seen": vote.decision.revision,
        }
