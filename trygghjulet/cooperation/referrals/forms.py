"""Forms for matters that came in for an opinion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.referrals.models import CollectedView, Referral
from trygghjulet.cooperation.referrals.operations import Content
from trygghjulet.cooperation.referrals.rules import Urgency
from trygghjulet.foundation.parties.models import Function, Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import choose_among

#: What the nearness of the last day is called where people read it.
URGENCY_WORDS = {
    Urgency.NONE: "Utan sista dag",
    Urgency.AHEAD: "I tid",
    Urgency.SOON: "Snart",
    Urgency.LATE: "Sen",
    Urgency.ANSWERED: "Besvarad",
    Urgency.ANSWERED_LATE: "Besvarad sent",
}
_YES_NO = (("no", "Nej"), ("yes", "Ja"))


class ReferralForm(forms.Form):
    """What came in. What is unknown is left empty."""

    kind = forms.ChoiceField(label="Slag", choices=[("", "Välj"), *Referral.Kind.choices])
    plan_kind = forms.ChoiceField(
        label="Vilken plan",
        required=False,
        choices=[("", "Ingen plan"), *Referral.PlanKind.choices],
        help_text="För ett planärende.",
    )
    title = GuardedTextField(label="Rubrik", rows=1, max_length=200)
    sender = GuardedTextField(
        label="Från", rows=1, max_length=120, help_text="Den myndighet, nämnd eller organisation som frågar."
    )
    registry_number = GuardedTextField(
        label="Diarienummer", rows=1, max_length=40, required=False, help_text="Avsändarens eller kommunens."
    )
    summary = GuardedTextField(label="Vad det gäller", rows=4, required=False)
    received_on = forms.DateField(label="Kom in")
    answer_by = forms.DateField(label="Svar senast", required=False)
    forum = forms.ModelChoiceField(
        label="Behandlas av", queryset=Forum.objects.none(), required=False, empty_label="Inget forum än"
    )
    about_individual = forms.ChoiceField(
        label="Gäller ärendet en enskild person?",
        choices=_YES_NO,
        widget=forms.RadioSelect,
        help_text="Ett råd behandlar inga ärenden om en enskild.",
    )
    operational = forms.ChoiceField(
        label="Är det en operativ fråga?",
        choices=_YES_NO,
        widget=forms.RadioSelect,
        help_text="Till exempel hur en viss insats ska utföras. Sådana frågor tas inte upp i ett strategiskt råd.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("received_on"), given.get("answer_by")
        if first and last and last < first:
            self.add_error(
                "answer_by", "Sista dagen att svara ligger före dagen då ärendet kom in. Rätta en av dem."
            )
        if given.get("plan_kind") and given.get("kind") != Referral.Kind.PLANNING:
            self.add_error("plan_kind", "Bara ett planärende har ett slag av plan.")
        if given.get("about_individual") == "yes":
            self.add_error(
                "about_individual",
                "Ett ärende som gäller en enskild person förs inte in här och behandlas inte av ett råd. "
                "Lämna det till den myndighet som handlägger det.",
            )
        return given

    @property
    def content(self) -> Content:
        """What was written, as the operations take it."""
        given = {name: self.cleaned_data[name] for name in Content.__dataclass_fields__}
        return Content(**given | {"operational": self.cleaned_data["operational"] == "yes"})

    @property
    def about(self) -> bool:
        """Is it about a certain person?"""
        return bool(self.cleaned_data["about_individual"] == "yes")

    @staticmethod
    def initial_of(referral: Referral) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            **{name: getattr(referral, name) for name in Content.__dataclass_fields__},
            "operational": "yes" if referral.operational else "no",
            "about_individual": "no",
            "seen": referral.revision,
        }


class AskForm(forms.Form):
    """Whose view is asked for."""

    party = forms.ModelChoiceField(label="Part", queryset=Party.objects.none(), empty_label="Välj")
    function = forms.ModelChoiceField(
        label="Funktion",
        queryset=Function.objects.none(),
        required=False,
        empty_label="Parten som helhet",
        help_text="Till exempel kommunpolisen eller den brottsförebyggande samordnaren.",
    )
    question = GuardedTextField(
        label="Vad som efterfrågas",
        rows=1,
        max_length=200,
        required=False,
        help_text="Till exempel: brott och ordningsstörningar i planområdet.",
    )
    wanted_by = forms.DateField(label="Önskas senast", required=False)

    def __init__(
        self, *args: Any, parties: QuerySet[Party], functions: QuerySet[Function], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties, function=functions)


class ViewForm(forms.Form):
    """The view that was given."""

    text = GuardedTextField(label="Synpunkt", rows=8)
    given_on = forms.DateField(label="Lämnad")
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    @staticmethod
    def initial_of(view: CollectedView) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {"text": view.text, "given_on": view.given_on, "seen": view.revision}


class OpinionForm(forms.Form):
    """The opinion as it is written so far."""

    text = GuardedTextField(label="Yttrande", rows=14)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class _DecidedForm(forms.Form):
    """Who decided, and when."""

    decided_by = forms.ModelChoiceField(
        label="Forum som beslutade",
        queryset=Forum.objects.none(),
        required=False,
        empty_label="Inget av forumen här",
    )
    decided_body = GuardedTextField(
        label="Annat organ",
        rows=1,
        max_length=120,
        required=False,
        help_text="Om inget forum här beslutade, till exempel: Kommunstyrelsen.",
    )
    decided_on = forms.DateField(label="Beslutsdag")

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, decided_by=forums)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "decided_by" not in self.errors and (given.get("decided_by") is None) == (
            not given.get("decided_body")
        ):
            self.add_error("decided_body", "Ange vem som beslutade: ett av forumen, eller ett annat organ.")
        return given


class GiveForm(_DecidedForm):
    """The decision to give the opinion."""

    paragraph = GuardedTextField(label="Paragraf", rows=1, max_length=20, required=False)
    advisory = forms.BooleanField(
        label="Yttrandet är rådgivande: den som beslutade yttrar sig men beslutar inte i sakfrågan",
        required=False,
    )


class DeclineForm(_DecidedForm):
    """The decision to give no opinion."""

    reason = GuardedTextField(label="Varför inget yttrande avges", rows=2, max_length=300)


class SendForm(forms.Form):
    """Where the opinion was sent, and when."""

    sent_to = GuardedTextField(label="Skickat till", rows=1, max_length=200)
    sent_on = forms.DateField(label="Skickat")


class OutcomeForm(forms.Form):
    """What came of the opinion."""

    outcome = forms.ChoiceField(label="Utfall", choices=Referral.Outcome.choices, widget=forms.RadioSelect)
    text = GuardedTextField(
        label="I ord",
        rows=4,
        required=False,
        help_text="Vad som togs med, vad som inte gjorde det, och varför.",
    )
    on = forms.DateField(label="Känt sedan", help_text="Dagen då det blev känt, eller då ni senast frågade.")


class ReopenForm(forms.Form):
    """Why a matter is opened again."""

    reason = GuardedTextField(label="Varför", rows=1, max_length=200)


class FilterForm(forms.Form):
    """Which matters to list. A value that is none of the choices filters nothing."""

    slag = forms.ChoiceField(label="Slag", required=False, choices=[("", "Alla"), *Referral.Kind.choices])
    lage = forms.ChoiceField(label="Läge", required=False, choices=[("", "Alla"), *Referral.State.choices])
    svar = forms.ChoiceField(
        label="Svar",
        required=False,
        choices=[("", "Alla"), *((one.value, words) for one, words in URGENCY_WORDS.items())],
    )
    forum = forms.ModelChoiceField(
        label="Forum", queryset=Forum.objects.none(), required=False, empty_label="Alla"
    )

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums)
