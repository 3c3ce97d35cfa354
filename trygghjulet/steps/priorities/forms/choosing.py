"""Forms for what was chosen: the problem area, its grounds, its order, and the forum's decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.cooperation.forums.models import Decision, Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.documents import numbers
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among, name_by, offer
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import PriorityArea
from trygghjulet.steps.priorities.operations import Ruling


class _Decided(forms.Form):
    """A forum's decision: the entry of it, or the forum and the day."""

    decision = forms.ModelChoiceField(
        label="Forumets beslut",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="Beslutet är inte infört i forumet",
        help_text="Är beslutet infört räcker det. Annars anger du forum och dag här under.",
    )
    forum = forms.ModelChoiceField(
        label="Beslutat av", queryset=Forum.objects.none(), required=False, empty_label="Välj forum"
    )
    on = forms.DateField(label="Beslutat den", required=False)
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)

    def __init__(
        self, *args: Any, decisions: QuerySet[Decision], forums: QuerySet[Forum], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, decision=decisions, forum=forums)
        name_by(self, decision=lambda one: f"{one.forum.name}, {numbers.day(one.on)}: {one}"[:140])

    @property
    def decided(self) -> dict[str, Any]:
        """What was given of the decision."""
        return {name: self.cleaned_data[name] for name in ("decision", "forum", "on", "registry_number")}


class DecideForm(_Decided):
    """The forum's decision on the round's priorities."""

    reason = GuardedTextField(
        label="Något att säga om beslutet",
        rows=3,
        required=False,
        help_text="Till exempel vad som vägde tyngst.",
    )


class ChangedForm(_Decided):
    """What a form asks for besides when the round's priorities are decided: why, and the forum's decision."""

    why = GuardedTextField(label="Varför ändras prioriteringarna?", rows=3, required=False)

    def __init__(self, *args: Any, is_decided: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_decided:
            for name in (*_Decided.base_fields, "why"):
                del self.fields[name]
            return
        self.headings = {"why": "Prioriteringarna är beslutade"}
        self.order_fields([*(n for n in self.fields if n not in ChangedForm.base_fields), "why"])

    @property
    def ruling(self) -> Ruling | None:
        """Why, and the decision; None where nothing is decided yet."""
        if "why" not in self.fields:
            return None
        return Ruling(reason=self.cleaned_data["why"], **self.decided)


class PriorityForm(ChangedForm):
    """A problem area: name, goal, owner, and its ties to the agreement and to the city-wide priorities."""

    title = GuardedTextField(
        label="Problemområde",
        rows=1,
        max_length=160,
        help_text="Kort och konkret, till exempel: Våld kring stationen.",
    )
    goal = GuardedTextField(
        label="Mål", rows=3, required=False, help_text="Vad ska ha förändrats, för vem och till när?"
    )
    owner = forms.ModelChoiceField(
        label="Forum som äger frågan",
        queryset=Forum.objects.none(),
        required=False,
        empty_label="Inte bestämt",
    )
    agreed_problem = forms.ModelChoiceField(
        label="Problemområde i överenskommelsen",
        queryset=AgreedProblem.objects.none(),
        required=False,
        empty_label="Pekas inte ut i överenskommelsen",
    )
    part_of = forms.ModelChoiceField(
        label="Bryter ned det stadsövergripande",
        queryset=PriorityArea.objects.none(),
        required=False,
        empty_label="Inget av dem",
        help_text="Målet blir då ett lokalt mål under det stadsövergripande.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        problems: QuerySet[AgreedProblem],
        city_wide: QuerySet[PriorityArea],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, agreed_problem=problems, owner=self._forums(options), part_of=city_wide)
        if not city_wide:
            del self.fields["part_of"]

    @staticmethod
    def _forums(options: Mapping[str, Any]) -> QuerySet[Forum]:
        forums: QuerySet[Forum] = options["forums"]
        return forums


class GroundForm(forms.Form):
    """Why a problem is put up or prioritised, and the finding or the document that says so."""

    finding = forms.ModelChoiceField(
        label="Iakttagelse i lägesbilden",
        queryset=Finding.objects.none(),
        required=False,
        empty_label="Skälet vilar på något annat",
    )
    document = forms.ModelChoiceField(
        label="Styrande dokument",
        queryset=GoverningDocument.objects.none(),
        required=False,
        empty_label="Inget styrande dokument",
        help_text="Till exempel kommunens budget eller program, eller polisens inriktning.",
    )
    reason = GuardedTextField(label="Skäl", rows=3, help_text="Varför gör detta att området bör prioriteras?")

    def __init__(
        self,
        *args: Any,
        findings: QuerySet[Finding],
        told: Mapping[int, str],
        documents: QuerySet[GoverningDocument],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, finding=findings, document=documents)
        name_by(self, finding=lambda one: told[one.pk][:120])
        if not documents:
            del self.fields["document"]


class DropForm(ChangedForm):
    """Why a problem area is taken off the list."""

    reason = GuardedTextField(label="Varför stryks det?", rows=3, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "why" in self.fields:  # the decision's reason is the reason
            del self.fields["reason"]
            self.fields["why"].label = "Varför stryks det?"

    @property
    def said(self) -> str:
        """The reason, wherever it was asked for."""
        given = self.cleaned_data
        return str(given.get("reason") or given.get("why") or "")


class OrderForm(ChangedForm):
    """The priorities in another order: a place for each."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, priorities: Sequence[PriorityArea], **options: Any) -> None:
        super().__init__(*args, **options)
        self.priorities = priorities
        places = [(str(n), str(n)) for n in range(1, len(priorities) + 1)]
        for place, one in enumerate(priorities, 1):
            self.fields[f"place_{one.pk}"] = forms.ChoiceField(label=one.title, initial=str(place))
            offer(self, **{f"place_{one.pk}": places})
        self.order_fields([f"place_{one.pk}" for one in priorities])
        self.fields["seen"].initial = ",".join(str(one.pk) for one in priorities)

    @property
    def order(self) -> list[int]:
        """The keys in the new order; two at the same place come out as two, which the operation refuses."""
        places = {one.pk: int(self.cleaned_data[f"place_{one.pk}"]) for one in self.priorities}
        if len(set(places.values())) < len(places):
            return []
        return sorted(places, key=lambda key: places[key])

    @property
    def seen_order(self) -> list[int]:
        """The keys in the order that the writer saw."""
        return [int(key) for key in str(self.cleaned_data["seen"]).split(",") if key.isdecimal()]


class SubGoalForm(forms.Form):
    """A part of the goal that can be followed."""

    text = GuardedTextField(
        label="Delmål",
        rows=2,
        max_length=300,
        help_text="Något som går att se om det är gjort eller nått, till exempel: belysningen i gången är utbytt.",
    )
    due = forms.DateField(label="Klart senast", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class UntreatedForm(forms.Form):
    """Why a city-wide priority is not treated here."""

    reason = GuardedTextField(
        label="Varför behandlas det inte här?",
        rows=4,
        help_text="Till exempel att problemet inte finns i området, och vad som visar det.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
