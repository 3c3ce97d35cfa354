"""The forms that start a case, write in it and follow it to its decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.fields import choose_among, offer
from trygghjulet.oversight.cases.operations import About, Head
from trygghjulet.oversight.cases.rules.kinds import BODY_WORDS, KIND_WORDS, Body, Kind, Subject
from trygghjulet.oversight.cases.rules.state import OUTCOME_WORDS

#: The field that says what a case is about, by its subject.
ABOUT: Mapping[Subject, tuple[str, ...]] = {
    Subject.PICTURE: ("round",),
    Subject.PROGRAMME: ("document", "year"),
    Subject.AGREEMENT: ("agreement",),
    Subject.FORUM: ("about_forum",),
    Subject.LAW: ("year",),
    Subject.FREE: (),
}
_WRITING = (
    "Tom rad mellan stycken. En rad som börjar med – blir en punkt, en som börjar med # en mellanrubrik. "
    "Skriv organisationer och funktioner, inga personer."
)


class SeenForm(forms.Form):
    """A form that knows which version the writer had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> int:
        return int(self.cleaned_data.get("seen") or 0)


class HeadForm(SeenForm):
    """What stands at the head of a case."""

    title = GuardedTextField(label="Rubrik", rows=1, max_length=300)
    body = forms.ChoiceField(
        label="Vem ska besluta",
        choices=[(one.value, word) for one, word in BODY_WORDS.items()],
        widget=forms.RadioSelect,
    )
    committee = GuardedTextField(
        label="Vilken nämnd",
        rows=1,
        max_length=120,
        required=False,
        help_text="Bara när en nämnd ska besluta.",
    )
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)
    office = GuardedTextField(
        label="Förvaltning eller kontor",
        rows=1,
        max_length=120,
        required=False,
        help_text="Det som skriver ärendet. Rubriken på bedömningen får dess namn.",
    )
    author = forms.ModelChoiceField(
        label="Handläggare",
        queryset=Function.objects.none(),
        required=False,
        empty_label="Inte bestämt",
        help_text="En funktion. Handläggarens namn skrivs inte ut.",
    )
    signers = GuardedTextField(
        label="Undertecknas av",
        rows=1,
        max_length=200,
        required=False,
        help_text="Titlar, till exempel: Kommundirektör, avdelningschef.",
    )
    forum = forms.ModelChoiceField(
        label="Bereds i", queryset=Forum.objects.none(), required=False, empty_label="Inget forum"
    )

    def __init__(
        self, *args: Any, functions: QuerySet[Function], forums: QuerySet[Forum], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, author=functions, forum=forums)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("body") == Body.COMMITTEE and not given.get("committee"):
            self.add_error("committee", "Ange vilken nämnd som ska besluta.")
        return given

    @property
    def head(self) -> Head:
        """What was given, as the operations take it."""
        return Head(**{name: self.cleaned_data[name] for name in Head.__dataclass_fields__})


class StartForm(HeadForm):
    """A new case: what it becomes, what it is drafted from, and its head."""

    kind = forms.ChoiceField(
        label="Skrivs som",
        choices=[(one.value, word) for one, word in KIND_WORDS.items()],
        widget=forms.RadioSelect,
        initial=Kind.STATEMENT.value,
        help_text="Tjänsteutlåtandet har tre dimensioner och följer Göteborgs ordning, "
        "tjänsteskrivelsen är kortare och följer Härrydas.",
    )
    round = forms.ModelChoiceField(
        label="Lägesbild", queryset=Round.objects.none(), required=False, empty_label="Den senast antagna"
    )
    document = forms.ModelChoiceField(
        label="Program eller plan",
        queryset=GoverningDocument.objects.none(),
        required=False,
        empty_label="Bara åtgärdsplanen",
    )
    agreement = forms.ModelChoiceField(
        label="Överenskommelse", queryset=Agreement.objects.none(), empty_label="Välj"
    )
    about_forum = forms.ModelChoiceField(label="Forum", queryset=Forum.objects.none(), empty_label="Välj")
    year = forms.TypedChoiceField(label="År", coerce=int)

    field_order = (
        "kind",
        *(name for names in ABOUT.values() for name in names),
        "title",
        "body",
        "committee",
    )

    def __init__(
        self,
        *args: Any,
        subject: Subject,
        years: Sequence[int],
        about: Mapping[str, QuerySet[Any]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offer(self, year=[(year, str(year)) for year in years])
        choose_among(self, **about)
        for name in {name for names in ABOUT.values() for name in names} - set(ABOUT[subject]):
            del self.fields[name]
        if subject is not Subject.FREE:
            self.fields["title"].required = False
            self.fields["title"].help_text = "Lämna tomt så skrivs en rubrik efter det ärendet gäller."

    @property
    def about(self) -> About:
        """What the case is drafted from, as the operation takes it."""
        return About(**{name: self.cleaned_data.get(name) for name in About.__dataclass_fields__})


class TextForm(SeenForm):
    """The text of a part."""

    text = GuardedTextField(label="Text", rows=18, required=False, strip=False, help_text=_WRITING)

    def clean_text(self) -> str:
        # A browser ends its lines in its own way, which would make every text another than its draft.
        return "\n".join(str(self.cleaned_data["text"]).splitlines()).strip("\n")


class ProposalForm(SeenForm):
    """A proposal and the body that it is for."""

    body = forms.ChoiceField(label="Till", widget=forms.RadioSelect)
    text = GuardedTextField(label="Förslag", rows=4, help_text="Hela meningar, så som beslutet ska lyda.")

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, body=bodies)
        self.fields["body"].initial = bodies[0][0]


class AppendixForm(SeenForm):
    """An appendix, its registry number and where it can be read."""

    title = GuardedTextField(label="Titel", rows=1, max_length=300)
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)
    address = forms.CharField(
        label="Adress",
        max_length=500,
        required=False,
        help_text="En sida på webben, eller en sida i Trygghjulet. Bara webbens adresser följer med i filen.",
    )


class DayForm(forms.Form):
    """The day that something was done."""

    day = forms.DateField(label="Dag")


class ReasonForm(forms.Form):
    """Why something is taken back or away."""

    reason = GuardedTextField(label="Varför", rows=2, max_length=300)


class DecisionForm(forms.Form):
    """What a body came to."""

    outcome = forms.ChoiceField(
        label="Hur gick det",
        choices=[(one.value, word) for one, word in OUTCOME_WORDS.items()],
        widget=forms.RadioSelect,
    )
    decided_on = forms.DateField(label="Beslutat")
    paragraph = GuardedTextField(
        label="Paragraf",
        rows=1,
        max_length=40,
        required=False,
        help_text="Till exempel § 87. Behövs inte när ärendet bordlades eller återremitterades.",
    )
    text = GuardedTextField(
        label="Beslutet med egna ord",
        rows=4,
        required=False,
        help_text="Behövs när det inte blev som förslaget. Skriv partier och organ, inga personer.",
    )


def years_to(today: date) -> list[int]:
    """The years that a yearly case can be about, the present one first."""
    return [today.year - back for back in range(4)]
