"""The forms of decisions: the matter, what was moved, reservations and extracts, and what was decided in the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import AgendaItem, Decision, Forum, Motion, Remark
from trygghjulet.cooperation.forums.operations import DecisionContent, MotionContent, RemarkContent
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, offer


class DecisionForm(forms.Form):
    """A decision; at a meeting it has the meeting's day, and may stand under a point of its agenda."""

    on = forms.DateField(label="Beslutsdag")
    item = forms.ModelChoiceField(
        label="Punkt på dagordningen",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Ingen punkt",
    )
    title = GuardedTextField(label="Ärende", rows=1, max_length=200)
    paragraph = GuardedTextField(
        label="Paragraf", rows=1, max_length=20, required=False, help_text="Till exempel: § 633."
    )
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)
    outcome = forms.ChoiceField(
        label="Utgång", choices=Decision.Outcome.choices, widget=forms.RadioSelect, initial="adopted"
    )
    # The operation knows which names of elected members may stand in these two.
    text = GuardedTextField(
        label="Beslut", rows=5, required=False, public_names=True, help_text="Som det står i protokollet."
    )
    grounds = GuardedTextField(label="Skäl", rows=3, required=False, public_names=True)
    papers = GuardedTextField(
        label="Handlingar", rows=3, required=False, help_text="En handling på varje rad."
    )
    earlier = forms.ModelChoiceField(
        label="Tidigare behandling",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="Ingen som är införd här",
    )
    earlier_words = GuardedTextField(
        label="Tidigare behandling i ord",
        rows=1,
        max_length=200,
        required=False,
        help_text="Till exempel: Bordlagt den 6 september 2023, § 589.",
    )
    final_body = GuardedTextField(
        label="Avgörs slutligt av",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel: Kommunfullmäktige. Lämnas tomt när forumet självt avgör.",
    )
    evidence_what = forms.ChoiceField(label="Skyldighet som beslutet gäller", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        items: QuerySet[AgendaItem],
        earlier: QuerySet[Decision],
        asked: Sequence[tuple[str, str]] = (),
        at_meeting: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, item=items, earlier=earlier)
        offer(self, evidence_what=[("", "Ingen särskild"), *asked])
        if at_meeting:
            del self.fields["on"]
        if not at_meeting or not items.exists():
            del self.fields["item"]
        if not asked:
            del self.fields["evidence_what"]
        if not earlier.exists():
            del self.fields["earlier"]

    @property
    def content(self) -> DecisionContent:
        """What was written, as the operations take it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return DecisionContent(**given)

    @staticmethod
    def initial_of(decision: Decision) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            **{name: getattr(decision, name) for name in DecisionContent.__dataclass_fields__},
            "seen": decision.revision,
        }


class MotionForm(forms.Form):
    """What somebody moved in a matter."""

    kind = forms.ChoiceField(label="Slag", choices=Motion.Kind.choices, initial="motion")
    made_by = GuardedTextField(
        label="Av",
        rows=1,
        public_names=True,
        max_length=200,
        help_text="Parti, partier eller funktion, till exempel: S, V och MP. Förtroendevalda får nämnas vid namn.",
    )
    made_on = forms.DateField(label="Yrkandets dag", required=False)
    about = forms.ModelChoiceField(
        label="Gäller yrkandet",
        queryset=Motion.objects.none(),
        required=False,
        empty_label="Inget annat yrkande",
        help_text="För bifall, avslag och tillägg: vilket yrkande det gäller.",
    )
    # Here and below the operation knows which names of elected members may stand in the text.
    text = GuardedTextField(label="Innehåll", rows=4, required=False, public_names=True)
    outcome = forms.ChoiceField(label="Vad det blev", choices=Motion.Outcome.choices, required=False)

    def __init__(self, *args: Any, motions: QuerySet[Motion], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, about=motions)
        if not motions.exists():
            del self.fields["about"]

    @property
    def content(self) -> MotionContent:
        """What was written, as the operations take it."""
        return MotionContent(**self.cleaned_data)

    @staticmethod
    def initial_of(motion: Motion) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {name: getattr(motion, name) for name in MotionContent.__dataclass_fields__}


class RemarkForm(forms.Form):
    """A reservation, a statement or a note to the minutes."""

    kind = forms.ChoiceField(label="Slag", choices=Remark.Kind.choices, widget=forms.RadioSelect)
    said_by = GuardedTextField(
        label="Av",
        rows=1,
        max_length=300,
        public_names=True,
        help_text="Till exempel: M 1, M 2, D 1, L 1 och KD 1.",
    )
    on = forms.DateField(label="Skrivelsens dag", required=False)
    in_favour_of = forms.ModelChoiceField(
        label="Till förmån för",
        queryset=Motion.objects.none(),
        required=False,
        empty_label="Inget yrkande",
        help_text="Bara för reservationer.",
    )
    text = GuardedTextField(label="Innehåll", rows=3, required=False, public_names=True)

    def __init__(self, *args: Any, motions: QuerySet[Motion], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, in_favour_of=motions)
        if not motions.exists():
            del self.fields["in_favour_of"]

    @property
    def content(self) -> RemarkContent:
        """What was written, as the operations take it."""
        return RemarkContent(**self.cleaned_data)


class ExtractForm(forms.Form):
    """Who is to have an extract, and when it went, where it has."""

    to = GuardedTextField(label="Till", rows=1, max_length=160)
    sent_on = forms.DateField(label="Skickat", required=False)


class DayForm(forms.Form):
    """The day that something went out or came."""

    on = forms.DateField(label="Dag")


class FinalForm(forms.Form):
    """What the body that decides in the end decided."""

    final_on = forms.DateField(label="Avgjordes slutligt")
    final_outcome = forms.ChoiceField(
        label="Vad det blev",
        choices=(
            (Decision.Outcome.ADOPTED.value, "Beslutat"),
            (Decision.Outcome.REJECTED.value, "Avslaget"),
        ),
        widget=forms.RadioSelect,
    )
    final_text = GuardedTextField(label="Slutligt beslut", rows=4)


class ReasonForm(forms.Form):
    """Why something is taken back, stopped or opened again."""

    reason = GuardedTextField(label="Varför", rows=1, max_length=200)


class FilterForm(forms.Form):
    """Which decisions to list. A value that is none of the choices filters nothing."""

    forum = forms.ModelChoiceField(
        label="Forum", queryset=Forum.objects.none(), required=False, empty_label="Alla"
    )
    ar = forms.ChoiceField(label="År", required=False)
    utgang = forms.ChoiceField(
        label="Utgång", required=False, choices=[("", "Alla"), *Decision.Outcome.choices]
    )

    def __init__(self, *args: Any, forums: QuerySet[Forum], years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums)
        offer(self, ar=[("", "Alla"), *((str(year), str(year)) for year in years)])
