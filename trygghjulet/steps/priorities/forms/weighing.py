"""Forms for weighing: a problem put up, the criteria, who scores, the scores, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import Choices, ScaleSelect, choose_among, name_by, offer
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import Candidate, Criterion, PriorityArea
from trygghjulet.steps.priorities.rules.comparing import Score, Scores
from trygghjulet.steps.priorities.rules.criteria import GROUP_WORDS, SCALE, UNKNOWN, Group

_UNKNOWN = "unknown"
_STEPS: Choices = [
    *((str(value), f"{value} {words}") for value, words in SCALE.items()),
    (_UNKNOWN, UNKNOWN),
]


class CandidateForm(forms.Form):
    """A problem to choose among."""

    title = GuardedTextField(
        label="Problem",
        rows=1,
        max_length=160,
        help_text="Kort och konkret: vad, och gärna var. Till exempel: Stölder ur butiker i centrum.",
    )
    about = GuardedTextField(
        label="Vad det gäller", rows=3, required=False, help_text="Så att båda parter poängsätter samma sak."
    )
    category = forms.ChoiceField(
        label="Räknas i lägesbilden som",
        required=False,
        help_text="Då visas vad siffrorna säger bredvid kriterierna.",
    )
    agreed_problem = forms.ModelChoiceField(
        label="Problemområde i överenskommelsen",
        queryset=AgreedProblem.objects.none(),
        required=False,
        empty_label="Pekas inte ut i överenskommelsen",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        categories: Sequence[str],
        problems: QuerySet[AgreedProblem],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, agreed_problem=problems)
        offer(self, category=[("", "Ingen bestämd typ"), *((name, name) for name in categories)])


class NewCandidateForm(CandidateForm):
    """A problem to choose among, with the first thing that speaks for it."""

    finding = forms.ModelChoiceField(
        label="Iakttagelse som talar för det",
        queryset=Finding.objects.none(),
        required=False,
        empty_label="Ingen iakttagelse",
    )
    document = forms.ModelChoiceField(
        label="Styrande dokument som pekar ut det",
        queryset=GoverningDocument.objects.none(),
        required=False,
        empty_label="Inget styrande dokument",
    )
    reason = GuardedTextField(
        label="Skäl", rows=2, required=False, help_text="Fler skäl kan läggas till sedan."
    )

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


class NewCriterionForm(forms.Form):
    """A criterion of one's own."""

    group = forms.ChoiceField(
        label="Handlar om", choices=[(group.value, words) for group, words in GROUP_WORDS.items()]
    )
    name = GuardedTextField(label="Kriterium", rows=1, max_length=60)
    question = GuardedTextField(
        label="Fråga",
        rows=2,
        max_length=200,
        help_text="Ställ den så att ett högt svar talar för att prioritera problemet.",
    )


class CriterionForm(forms.Form):
    """How a criterion is worded."""

    name = GuardedTextField(label="Kriterium", rows=1, max_length=60)
    question = GuardedTextField(
        label="Fråga",
        rows=2,
        max_length=200,
        help_text="Ett högt svar ska tala för att prioritera problemet.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class OpenForm(forms.Form):
    """Who scores, and when the sheets are shown at the latest."""

    parties = forms.ModelMultipleChoiceField(
        label="Parter som poängsätter var för sig",
        queryset=Party.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    show_on = forms.DateField(
        label="Visas senast",
        required=False,
        help_text="Den dagen läggs bladen sida vid sida även om någon inte har lämnat in. "
        "Utan dag väntar ni på alla.",
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, parties=parties)


class ShowOnForm(forms.Form):
    """When the sheets are shown at the latest."""

    show_on = forms.DateField(label="Visas senast")


class ScoresForm(forms.Form):
    """A step of the scale and a word for each criterion.

    `hints` is what stands beside each criterion beside its question: what the figures say, what the parties answered.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        scores: Scores,
        hints: Mapping[str, Sequence[str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        self.headings: dict[str, str] = {}
        groups: set[str] = set()
        for one in criteria:
            name = f"score_{one.key}"
            if one.group not in groups:
                groups.add(one.group)
                self.headings[name] = GROUP_WORDS[Group(one.group)]
            known = scores.get(one.key)
            self.fields[name] = forms.ChoiceField(
                label=one.name,
                required=False,
                choices=_STEPS,
                widget=ScaleSelect,
                help_text=" ".join((one.question, *hints.get(one.key, ()))),
                initial=None if known is None else _UNKNOWN if known.value is None else str(known.value),
            )
            self.fields[f"why_{one.key}"] = GuardedTextField(
                label=f"{one.name}: varför?",
                rows=1,
                max_length=300,
                required=False,
                initial=known.why if known else "",
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for one in self.criteria:
            if given.get(f"why_{one.key}") and not given.get(f"score_{one.key}"):
                self.add_error(f"score_{one.key}", "Välj ett steg till orden, eller Kan inte bedömas.")
        if not self.errors and not any(given.get(f"score_{one.key}") for one in self.criteria):
            raise forms.ValidationError("Inget är ifyllt. Välj ett steg för minst ett kriterium.")
        return given

    @property
    def scores(self) -> Scores:
        """What was answered."""
        given = self.cleaned_data
        return {
            one.key: Score(None if chosen == _UNKNOWN else int(chosen), given[f"why_{one.key}"])
            for one in self.criteria
            if (chosen := given[f"score_{one.key}"])
        }


class SettleForm(forms.Form):
    """Is the problem prioritised, and with what goal; or why not?"""

    chosen = forms.ChoiceField(
        label="Prioriteras det?",
        choices=[("yes", "Ja, det prioriteras"), ("no", "Nej, inte den här gången")],
        widget=forms.RadioSelect,
    )
    reason = GuardedTextField(
        label="Varför",
        rows=3,
        required=False,
        help_text="Behövs när det inte prioriteras: vad vägde över, och vem arbetar ändå med det?",
    )
    goal = GuardedTextField(
        label="Mål om det prioriteras",
        rows=3,
        required=False,
        help_text="Vad ska ha förändrats, för vem och till när?",
    )
    owner = forms.ModelChoiceField(
        label="Forum som äger frågan",
        queryset=Forum.objects.none(),
        required=False,
        empty_label="Inte bestämt",
    )
    part_of = forms.ModelChoiceField(
        label="Bryter ned det stadsövergripande",
        queryset=PriorityArea.objects.none(),
        required=False,
        empty_label="Inget av dem",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        forums: QuerySet[Forum],
        city_wide: QuerySet[PriorityArea],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, owner=forums, part_of=city_wide)
        if not city_wide:
            del self.fields["part_of"]

    @staticmethod
    def initial_of(candidate: Candidate) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        chosen = {Candidate.Outcome.CHOSEN: "yes", Candidate.Outcome.NOT_CHOSEN: "no"}
        priority = candidate.priority
        return {
            "chosen": chosen.get(Candidate.Outcome(candidate.outcome)),
            "reason": candidate.outcome_reason,
            "goal": priority.goal
            if priority
            else candidate.agreed_problem.goal
            if candidate.agreed_problem
            else "",
            "owner": priority.owner_id if priority else None,
            "part_of": priority.part_of_id if priority else None,
            "seen": candidate.revision,
        }
