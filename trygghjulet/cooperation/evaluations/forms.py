"""Forms for a forum's self-evaluation: when and whom, the questionnaire itself, and what it leads to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.evaluations.models import PlanPoint, SelfEvaluation
from trygghjulet.cooperation.evaluations.operations import Answers
from trygghjulet.cooperation.evaluations.rules.asking import (
    REMARK_QUESTIONS,
    THEME_WORDS,
    VALUE_WORDS,
    Theme,
)
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import ScaleSelect, choose_among

_SCALE = [(str(value), words) for value, words in VALUE_WORDS.items()]


class _DaysForm(forms.Form):
    """When the questions are open and whose holders are asked."""

    opens_on = forms.DateField(label="Öppnar", help_text="Därefter kan frågorna inte ändras.")
    closes_on = forms.DateField(
        label="Stänger", help_text="Sista dagen att svara. Dagen efter visas resultatet."
    )
    asked = forms.ModelMultipleChoiceField(
        label="Tillfrågas, med konto",
        queryset=Function.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De funktioner som är ledamöter. Ledamöter utan konto bjuds in sedan, med titel och organisation.",
    )

    def __init__(self, *args: Any, functions: QuerySet[Function], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, asked=functions)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("opens_on"), given.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "Frågorna stänger innan de öppnar. Rätta ett av datumen.")
        return given


class PlanForm(_DaysForm):
    """A new self-evaluation."""

    forum = forms.ModelChoiceField(label="Forum", queryset=Forum.objects.none(), empty_label="Välj")
    year = forms.IntegerField(label="År", min_value=2000, max_value=2100)

    field_order = ("forum", "year", "opens_on", "closes_on", "asked")

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums)


class ChangeForm(_DaysForm):
    """The days and those asked, changed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    @staticmethod
    def initial_of(evaluation: SelfEvaluation) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            "opens_on": evaluation.opens_on,
            "closes_on": evaluation.closes_on,
            "asked": [row.function_id for row in evaluation.asked.all()],
            "seen": evaluation.revision,
        }


class NewStatementForm(forms.Form):
    """A statement of one's own."""

    theme = forms.ChoiceField(
        label="Handlar om", choices=[(theme.value, words) for theme, words in THEME_WORDS.items()]
    )
    text = GuardedTextField(
        label="Påstående",
        rows=1,
        max_length=200,
        help_text="Något att instämma i eller inte, till exempel: Alla kommer till tals.",
    )


class StatementForm(forms.Form):
    """How a statement is worded."""

    text = GuardedTextField(
        label="Påstående",
        rows=1,
        max_length=200,
        help_text="Det jämförs med förra årets. Handlar det om en ny sak, lägg till ett nytt påstående.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class InviteForm(forms.Form):
    """A member without an account, never by name."""

    title = GuardedTextField(
        label="Titel",
        rows=1,
        max_length=120,
        help_text="Till exempel: Rektor. Skriv inte vad personen heter.",
    )
    organisation = GuardedTextField(label="Organisation", rows=1, max_length=120, required=False)


class AnswerForm(forms.Form):
    """The questionnaire as somebody answers it."""

    def __init__(self, *args: Any, evaluation: SelfEvaluation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.headings: dict[str, str] = {}
        self._statements: dict[str, int] = {}
        statements = list(evaluation.statements.all())
        for theme in Theme:
            mine = [one for one in statements if one.theme == theme.value]
            for number, one in enumerate(mine):
                name = f"pastaende_{one.pk}"
                self.fields[name] = forms.ChoiceField(label=one.text, choices=_SCALE, widget=ScaleSelect)
                self._statements[name] = one.pk
                if number == 0:
                    self.headings[name] = THEME_WORDS[theme]
            if mine:
                self.fields[theme.value] = GuardedTextField(
                    label=REMARK_QUESTIONS[theme],
                    rows=3,
                    max_length=1000,
                    required=False,
                    help_text="Skriv om arbetet, inte om en person. Det du skriver visas som du skrev det.",
                )

    @property
    def answers(self) -> Answers:
        """What was answered, as the operations take it."""
        given = self.cleaned_data
        return Answers(
            values={pk: int(given[name]) for name, pk in self._statements.items()},
            remarks={theme.value: given.get(theme.value, "") for theme in Theme},
        )


class PointForm(forms.Form):
    """Something to change, by whom and when."""

    text = GuardedTextField(label="Vad som ska ändras", rows=2, max_length=300)
    owner = forms.ModelChoiceField(
        label="Ansvarig funktion", queryset=Function.objects.none(), empty_label="Välj"
    )
    due = forms.DateField(label="Klart senast")
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, functions: QuerySet[Function], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, owner=functions)

    @staticmethod
    def initial_of(point: PlanPoint) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {"text": point.text, "owner": point.owner_id, "due": point.due, "seen": point.revision}


class JudgeForm(forms.Form):
    """Whether a point was done."""

    done = forms.ChoiceField(
        label="Blev det gjort?", choices=[("yes", "Ja"), ("no", "Nej")], widget=forms.RadioSelect
    )
    words = GuardedTextField(
        label="Hur det gick",
        rows=2,
        max_length=300,
        required=False,
        help_text="Blev det inte gjort: varför, och vad som händer i stället.",
    )
    on = forms.DateField(label="Avgjort")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("done") == "no" and not given.get("words"):
            self.add_error("words", "Skriv varför det inte gjordes.")
        return given


class SentForm(forms.Form):
    """Where the activity report was sent."""

    to = GuardedTextField(
        label="Skickad till", rows=1, max_length=120, help_text="Till exempel: Kommunstyrelsen."
    )
    on = forms.DateField(label="Skickad")
