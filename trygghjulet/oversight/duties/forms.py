"""The forms that note what has been done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import Choices, choose_among, offer
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span, span
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.operations import Noted
from trygghjulet.oversight.duties.rules import FACT_WORDS, LASTING

SPAN_HELP = "En dag (2026-03-14), eller mindre exakt: 2026-03, 2026-Q1, 2026-W11 eller 2026."


class SpanField(forms.CharField):
    """A day, or the span of days that it can be."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=12, **{"help_text": SPAN_HELP, **options})

    def clean(self, value: Any) -> Span | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return span(text)
        except ValueError as error:
            raise forms.ValidationError(f"”{text}” är inget datum. {SPAN_HELP}") from error


class DoneForm(forms.Form):
    """That a duty's thing was done: when, and where it can be seen. What it is stands in the duty."""

    on = SpanField(label="När gjordes det?", required=False)
    planned = forms.BooleanField(label="Det är inplanerat och inte gjort ännu", required=False)
    holds_from = forms.DateField(label="Gäller från och med", required=False)
    holds_until = forms.DateField(
        label="Gäller till och med", required=False, help_text="Tomt om slutet inte är bestämt."
    )
    area = forms.ModelChoiceField(
        label="Område", queryset=Area.objects.none(), required=False, empty_label="Välj område"
    )
    place = forms.ChoiceField(label="Plats", required=False)
    seat = forms.ChoiceField(label="Plats i forumet", required=False)
    turn = forms.ChoiceField(label="Vems tur var det?", required=False)
    period = SpanField(
        label="Vilken tid avser det?",
        required=False,
        help_text="Om det är en annan än dagen, till exempel 2025.",
    )
    reference = GuardedTextField(
        label="Var finns det?",
        rows=1,
        max_length=200,
        required=False,
        help_text="Diarienummer, paragraf eller länk.",
    )
    note = GuardedTextField(label="Anteckning", rows=3, required=False)

    def __init__(self, *args: Any, duty: w.Duty, areas: Any, named: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.duty = duty
        lasting = duty.evidence.kind in LASTING
        unused = ["on", "planned"] if lasting else ["holds_from", "holds_until"]
        if lasting:
            self.fields["holds_from"].required = True
        else:
            self.fields["on"].required = True
        if duty.each == "local_areas":
            choose_among(self, area=areas)
            self.fields["area"].required = True
        else:
            unused.append("area")
        places = tuple(duty.each) if duty.each and duty.each != "local_areas" else ()
        self._choose("place", [(one, one) for one in places], unused)
        seats = duty.composition.seats if duty.composition else ()
        self._choose("seat", [(one.id, one.name) for one in seats], unused)
        turns = duty.when.between if isinstance(duty.when, w.Alternates) else ()
        self._choose("turn", [(one, named.get(one, one)) for one in turns], unused)
        for one in duty.when.of_which if isinstance(duty.when, w.PerPeriod) else ():
            for name, value in one.having:
                if value is True:
                    self.fields[f"having_{name}"] = forms.BooleanField(
                        label={"full_day": "Det var en heldag"}.get(name, name), required=False
                    )
        for name in unused:
            del self.fields[name]

    def _choose(self, name: str, choices: Choices, unused: list[str]) -> None:
        if not choices:
            unused.append(name)
            return
        offer(self, **{name: [("", "Välj"), *choices]})
        self.fields[name].required = True

    def noted(self) -> Noted:
        """The fact that was noted: the duty's own pattern, with what was filled in."""
        given, pattern = self.cleaned_data, self.duty.evidence
        having = dict(pattern.having)
        having |= {name[7:]: value for name, value in given.items() if name.startswith("having_") and value}
        if isinstance(self.duty.when, w.Alternates) and given.get("turn"):
            having[self.duty.when.alternates] = given["turn"]
        return Noted(
            kind=pattern.kind,
            what=given.get("seat") or pattern.what or "",
            forum=pattern.forum or "",
            area=given.get("area"),
            place=given.get("place") or pattern.place or "",
            party=pattern.party or "",
            function=pattern.function or "",
            by=pattern.by,
            to=pattern.to,
            signed_by=pattern.signed_by,
            having={
                name: list(value) if isinstance(value, tuple) else value for name, value in having.items()
            },
            on=_days(given.get("on")),
            period=_days(given.get("period")),
            holds=(given.get("holds_from"), given.get("holds_until")),
            planned=bool(given.get("planned")),
            reference=given["reference"],
            note=given["note"],
        )


def _days(given: Span | None) -> tuple[date, date] | None:
    return (given.first, given.last) if given else None


class FactForm(forms.Form):
    """Something else that duties ask about: that something ended, that a circumstance holds, and so on."""

    kind = forms.ChoiceField(
        label="Vad hände?",
        choices=[(one.value, FACT_WORDS[one]) for one in FactKind if one is not FactKind.TAKEN_OVER],
    )
    what = forms.ChoiceField(label="Vad gäller det?", required=False)
    forum = forms.ChoiceField(label="Forum", required=False)
    area = forms.ModelChoiceField(
        label="Område", queryset=Area.objects.none(), required=False, empty_label="Hela samverkans område"
    )
    by = forms.MultipleChoiceField(label="Av", required=False)
    to = forms.MultipleChoiceField(label="Till", required=False)
    on = SpanField(label="När?", required=False)
    holds_from = forms.DateField(label="Gäller från och med", required=False)
    holds_until = forms.DateField(label="Gäller till och med", required=False)
    planned = forms.BooleanField(label="Det är inplanerat och inte gjort ännu", required=False)
    reference = GuardedTextField(label="Var finns det?", rows=1, max_length=200, required=False)
    note = GuardedTextField(label="Anteckning", rows=3, required=False)

    def __init__(
        self, *args: Any, areas: Any, things: Choices, forums: Choices, actors: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas)
        offer(self, what=[("", "Välj"), *things], forum=[("", "Inget"), *forums])
        for name in ("by", "to"):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = list(actors)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("on") and not given.get("holds_from") and not self.errors:
            self.add_error("on", "Ange när det gjordes, eller från och med när det gäller.")
        if given.get("kind") == FactKind.ENDED and not given.get("what"):
            self.add_error("what", "Ange vad som upphörde.")
        if given.get("kind") == FactKind.MEETING and not given.get("forum"):
            self.add_error("forum", "Ange vilket forum som möttes.")
        return given

    def noted(self) -> Noted:
        """The fact that was noted."""
        given = self.cleaned_data
        return Noted(
            kind=FactKind(given["kind"]),
            what=given["what"],
            forum=given["forum"],
            area=given["area"],
            by=given["by"],
            to=given["to"],
            on=_days(given["on"]),
            holds=(given["holds_from"], given["holds_until"]),
            planned=given["planned"],
            reference=given["reference"],
            note=given["note"],
        )


class CompleteFromForm(forms.Form):
    """From when what is recorded is all that has been done."""

    day = forms.DateField(
        label="Fullständigt från och med",
        help_text="För in det som har gjorts sedan dess först. Det som hände tidigare kan inte avgöras.",
    )


class TakeBackForm(forms.Form):
    """Why something that was noted is taken back."""

    reason = GuardedTextField(label="Varför tas det tillbaka?", rows=2, max_length=200)


class TakeOverForm(forms.Form):
    """Who takes a duty over, and from when."""

    holders = forms.MultipleChoiceField(label="Vem tar över?", widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label="Från och med")

    def __init__(self, *args: Any, actors: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["holders"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(actors)


class DayForm(forms.Form):
    """Which day is asked about, and which duties are shown."""

    lage = forms.ChoiceField(label="Läge", required=False)
    vem = forms.ChoiceField(label="Vem", required=False)
    dokument = forms.ChoiceField(label="Dokument", required=False)
    dag = forms.DateField(
        label="Så här står det den",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(
        self, *args: Any, states: Choices, actors: Choices, documents: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offer(
            self,
            lage=[("", "Det som behöver göras"), ("alla", "Alla"), *states],
            vem=[("", "Alla"), *actors],
            dokument=[("", "Alla"), *documents],
        )
