"""The forms of the agreements' pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementKind,
    AgreementPart,
    AgreementStep,
    AgreementTemplate,
    Commitment,
    Ends,
    PartKey,
    RenegotiatedBy,
    Who,
)
from trygghjulet.cooperation.agreements.queries import OF_THE_ACT
from trygghjulet.cooperation.agreements.rules.duties import FORMS, PER, UNITS, WhenGiven
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.forms import GuardedTextField
from trygghjulet.foundation.ui.fields import Choices, choose_among, offer
from trygghjulet.obligations import reading, words
from trygghjulet.obligations.entries import Unreadable

#: Kinds of duty as a person chooses among them. A composition and turns need more than the page asks for.
DUTY_KINDS = (
    ("meeting", "Möte"),
    ("document", "Ta fram eller uppdatera ett dokument"),
    ("decision", "Beslut"),
    ("followup", "Uppföljning"),
    ("evaluation", "Utvärdering"),
    ("checkin", "Avstämning"),
    ("report", "Redovisning"),
    ("communication", "Kommunikation"),
    ("appointment", "Utse någon"),
    ("resource", "Bemanna eller bekosta"),
    ("cooperation", "Delta, samverka eller arbeta"),
)
LEVELS = ((words.Level.CITY.value, "Stadsövergripande"), (words.Level.LOCAL.value, "Lokal"))


def _one(model: type[Any], label: str, *, empty: str, help_text: str = "") -> forms.ModelChoiceField[Any]:
    """A choice among rows that may be left out."""
    return forms.ModelChoiceField(
        label=label, queryset=model.objects.none(), required=False, empty_label=empty, help_text=help_text
    )


class SeenForm(forms.Form):
    """A form that knows which version the writer had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> int:
        return int(self.cleaned_data.get("seen") or 0)


class AgreementForm(SeenForm):
    """What the act asks for, and when it is valid."""

    title = GuardedTextField(label="Titel", rows=1, max_length=200)
    kind = forms.ChoiceField(label="Slag", choices=AgreementKind.choices, initial=AgreementKind.AGREEMENT)
    area = _one(Area, "Område", empty="Hela samverkan")
    parent = _one(
        Agreement,
        "Följer",
        empty="Ingen annan",
        help_text="Den stadsövergripande överenskommelse som en lokal följer.",
    )
    purposes = GuardedTextField(
        label="Syften",
        rows=4,
        required=False,
        help_text="För vilka syften samverkan ska ske (9 §). Måste stå i en överenskommelse.",
    )
    fields_of_work = GuardedTextField(
        label="Områden för samverkan",
        rows=4,
        required=False,
        help_text="Inom vilka områden samverkan ska ske (9 §). Måste stå i en överenskommelse.",
    )
    goal = GuardedTextField(label="Mål", rows=3, required=False)
    valid_from = forms.DateField(label="Gäller från", required=False)
    valid_until = forms.DateField(label="Gäller till och med", required=False)
    until_further_notice = forms.BooleanField(label="Gäller tills vidare", required=False)
    registry_number = forms.CharField(label="Diarienummer", max_length=40, required=False)

    def __init__(
        self, *args: Any, areas: QuerySet[Area], parents: QuerySet[Agreement], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas, parent=parents)

    def clean_kind(self) -> str:
        return self.cleaned_data.get("kind") or AgreementKind.AGREEMENT

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Överenskommelsen slutar innan den börjar. Rätta ett av datumen.")
        if last and given.get("until_further_notice"):
            self.add_error("until_further_notice", "Det som gäller tills vidare har ingen sista dag.")
        if given.get("kind") in OF_THE_ACT:
            for name in ("purposes", "fields_of_work"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, "Lagen kräver att det står i en överenskommelse (9 §).")
        return given


class EnterForm(AgreementForm):
    """An agreement as it was made, with the problem areas it points out and when it was decided."""

    field_order = (
        "title",
        "kind",
        "area",
        "parent",
        "purposes",
        "fields_of_work",
        "goal",
        "problems",
        "valid_from",
        "valid_until",
        "until_further_notice",
        "decided_on",
        "signed_on",
        "registry_number",
        "is_draft",
    )
    problems = GuardedTextField(
        label="Problemområden",
        rows=5,
        required=False,
        help_text="Ett per rad, så som överenskommelsen skriver dem.",
    )
    decided_on = forms.DateField(label="Beslutad", required=False)
    signed_on = forms.DateField(label="Undertecknad", required=False)
    is_draft = forms.BooleanField(label="Det är ett utkast", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop("seen", None)
        if given.get("is_draft") and (given.get("decided_on") or given.get("signed_on")):
            self.add_error("is_draft", "Ett utkast är varken beslutat eller undertecknat.")
        return given | {
            "problems": [
                (line.strip(), "") for line in given.get("problems", "").splitlines() if line.strip()
            ]
        }


class TerminationForm(SeenForm):
    """How the agreement comes to an end, as it says itself."""

    who = forms.ChoiceField(label="Vem får säga upp den?", choices=Who.choices, widget=forms.RadioSelect)
    forum = _one(Forum, "Anmäls till forumet", empty="Inget av forumen")
    forum_name = GuardedTextField(
        label="Anmäls till något annat",
        rows=1,
        max_length=120,
        required=False,
        help_text="När forumet inte är infört.",
    )
    ends = forms.ChoiceField(label="När upphör den?", choices=Ends.choices, widget=forms.RadioSelect)
    renegotiated_by = forms.ChoiceField(
        label="Omförhandlas den gäller den nya när", choices=RenegotiatedBy.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, forum=forums)


class StepForm(forms.Form):
    """A step in the agreement's life."""

    kind = forms.ChoiceField(label="Vad hände?", widget=forms.RadioSelect)
    on = forms.DateField(label="Dag", required=False, help_text="Lämna tomt om dagen inte är känd.")
    body = GuardedTextField(
        label="Vem beslutade",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel kommunstyrelsen.",
    )
    paragraph = GuardedTextField(label="Paragraf", rows=1, max_length=40, required=False)
    registry_number = GuardedTextField(label="Diarienummer", rows=1, max_length=40, required=False)
    note = GuardedTextField(label="Anteckning", rows=2, required=False)

    def __init__(self, *args: Any, kinds: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, kind=[(kind, AgreementStep.Kind(kind).label) for kind in kinds])


class TerminateForm(forms.Form):
    """Notice given at a meeting."""

    party = _one(Party, "Vem säger upp?", empty="Forumet har beslutat det")
    notified_on = forms.DateField(label="Anmäld vid mötet den")
    ends_on = forms.DateField(
        label="Upphör den dag som uppsägningen anger",
        required=False,
        help_text="Bara när överenskommelsen själv inte säger när den upphör. Lämna annars tomt.",
    )
    note = GuardedTextField(label="Anteckning", rows=2, required=False)

    def __init__(
        self, *args: Any, parties: QuerySet[Party], by_a_party: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)
        if by_a_party:  # the forum can't decide it in their place
            field = self.fields["party"]
            field.required = True
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "Välj part"


class TakeBackForm(forms.Form):
    """Why something that was entered is taken back."""

    reason = GuardedTextField(
        label="Varför", rows=2, max_length=300, help_text="Till exempel: Införd på fel överenskommelse."
    )


class PartForm(SeenForm):
    """A part in the agreement's own words."""

    key = forms.ChoiceField(label="Vad delen handlar om", choices=PartKey.choices)
    title = GuardedTextField(label="Rubrik", rows=1, max_length=200)
    text = GuardedTextField(label="Text", rows=10, required=False)


class ProblemForm(SeenForm):
    """A problem area that the agreement points out."""

    title = GuardedTextField(label="Problemområde", rows=1, max_length=200)
    text = GuardedTextField(label="Så står det", rows=4, required=False)
    goal = GuardedTextField(label="Mål", rows=2, required=False)


class TreatmentForm(forms.Form):
    """What a local agreement says of a city-wide problem area."""

    treated_by = _one(AgreedProblem, "Behandlas som", empty="Behandlas inte här")
    reason = GuardedTextField(
        label="Varför inte",
        rows=3,
        required=False,
        help_text="Behövs när inget lokalt problemområde svarar mot det.",
    )

    def __init__(self, *args: Any, problems: QuerySet[AgreedProblem], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, treated_by=problems)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("treated_by") and not given.get("reason") and not self.errors:
            self.add_error(
                "reason", "Ange vilket problemområde som behandlar det, eller varför inget gör det."
            )
        return given


class AgreementPartyForm(SeenForm):
    """A party to the agreement and who signs for it."""

    party = _one(Party, "Part", empty="Ingen av samverkans parter")
    name = GuardedTextField(
        label="Organisationens namn",
        rows=1,
        max_length=120,
        required=False,
        help_text="När den inte är part i samverkan.",
    )
    signer_title = GuardedTextField(
        label="Undertecknarens funktion",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel kommunalråd.",
    )
    # Whoever signs does so as a holder of office, in public: the name may stand here, and nothing else.
    signer_name = GuardedTextField(
        label="Undertecknarens namn",
        rows=1,
        public_names=True,
        max_length=120,
        required=False,
        help_text="Bara namnet på den som skriver under i tjänsten eller uppdraget.",
    )
    place = GuardedTextField(label="Ort", rows=1, max_length=80, required=False)
    signed_on = forms.DateField(label="Undertecknade den", required=False)

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("party") and not given.get("name") and not self.errors:
            self.add_error("party", "Välj en part eller skriv organisationens namn.")
        return given


class PredecessorForm(forms.Form):
    """Which agreement this one follows on."""

    predecessor = forms.ModelChoiceField(
        label="Följer på", queryset=Agreement.objects.none(), empty_label="Välj"
    )

    def __init__(self, *args: Any, agreements: QuerySet[Agreement], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, predecessor=agreements)


class TemplateForm(forms.Form):
    """A common template for the local areas."""

    kind = forms.ChoiceField(
        label="Mall för", choices=AgreementTemplate.Kind.choices, widget=forms.RadioSelect
    )
    title = GuardedTextField(label="Titel", rows=1, max_length=200)


class TemplatePartForm(forms.Form):
    """A part of a common template."""

    key = forms.ChoiceField(label="Vad delen handlar om", choices=PartKey.choices)
    title = GuardedTextField(label="Rubrik", rows=1, max_length=200)
    text = GuardedTextField(
        label="Text",
        rows=6,
        required=False,
        help_text="Det som alla områden börjar med, eller vad som ska stå här.",
    )


class LocalForm(forms.Form):
    """A local agreement from a common template."""

    area = forms.ModelChoiceField(label="Område", queryset=Area.objects.none(), empty_label="Välj")
    title = GuardedTextField(label="Titel", rows=1, max_length=200)

    def __init__(self, *args: Any, areas: QuerySet[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, area=areas)


class AnnexForm(forms.Form):
    """An annex and who may decide it."""

    number = GuardedTextField(label="Nummer", rows=1, max_length=10)
    title = GuardedTextField(label="Titel", rows=1, max_length=200)
    decider = _one(
        Forum,
        "Beslutas av forumet",
        empty="Inget av forumen",
        help_text="Vem som enligt överenskommelsen får ändra bilagan.",
    )
    decider_name = GuardedTextField(
        label="Beslutas av något annat",
        rows=1,
        max_length=120,
        required=False,
        help_text="Till exempel kommunstyrelsen.",
    )

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, decider=forums)


class AnnexVersionForm(forms.Form):
    """A version of an annex."""

    text = GuardedTextField(label="Text", rows=10, required=False)
    link = forms.URLField(
        label="Länk",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="När bilagan finns någon annanstans.",
    )
    valid_from = forms.DateField(label="Gäller från", required=False)
    decided_forum = _one(Forum, "Beslutad av forumet", empty="Inget av forumen")
    decided_by = GuardedTextField(label="Beslutad av någon annan", rows=1, max_length=120, required=False)
    decided_on = forms.DateField(label="Beslutad den", required=False)

    def __init__(self, *args: Any, forums: QuerySet[Forum], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, decided_forum=forums)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("text") and not given.get("link") and not self.errors:
            self.add_error("text", "Skriv bilagans text eller ange en länk till den.")
        return given


class CommitmentForm(SeenForm):
    """A cost, or what a party has undertaken to resource."""

    what = GuardedTextField(
        label="Vad", rows=1, max_length=300, help_text="Till exempel: Rådets omkostnader."
    )
    party = _one(Party, "Part", empty="Flera eller någon annan")
    borne_by = GuardedTextField(
        label="Bärs av",
        rows=1,
        max_length=200,
        required=False,
        help_text="När det är flera, eller ingen av parterna.",
    )
    amount = forms.IntegerField(label="Kronor", required=False, min_value=0)
    per = forms.ChoiceField(label="Räknat", choices=Commitment.Per.choices, initial=Commitment.Per.YEAR)
    posts = forms.DecimalField(
        label="Tjänster",
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=2,
        help_text="Antal heltider.",
    )
    split = forms.ChoiceField(label="Fördelning", choices=Commitment.Split.choices, widget=forms.RadioSelect)
    since = forms.DateField(label="Från", required=False)
    until = forms.DateField(label="Till och med", required=False)
    in_plan = forms.ChoiceField(
        label="Står det i partens verksamhetsplan och budget?",
        choices=Commitment.InPlan.choices,
        widget=forms.RadioSelect,
    )
    in_plan_year = forms.IntegerField(label="För vilket år", required=False, min_value=2000, max_value=2100)
    in_plan_reference = GuardedTextField(
        label="Var det står",
        rows=1,
        max_length=200,
        required=False,
        help_text="Dokument, sida eller diarienummer.",
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, party=parties)


class DutyForm(SeenForm):
    """What a duty is called, who is to do it, on which level and when."""

    title = GuardedTextField(label="Skyldighet", rows=1, max_length=300, help_text="Kort, med egna ord.")
    who = forms.MultipleChoiceField(
        label="Vem ska göra det", widget=forms.CheckboxSelectMultiple, help_text="Flera delar ansvaret."
    )
    level = forms.ChoiceField(label="Nivå", choices=LEVELS, widget=forms.RadioSelect)
    when_form = forms.ChoiceField(label="När", choices=FORMS.items(), widget=forms.RadioSelect)
    at_least = forms.IntegerField(label="Minst så många gånger", required=False, min_value=1)
    per = forms.ChoiceField(label="per", choices=PER.items(), initial="year", required=False)
    length = forms.IntegerField(label="Mellanrum", required=False, min_value=1)
    unit = forms.ChoiceField(
        label="Mellanrummet är i", choices=UNITS.items(), initial="years", required=False
    )
    in_year = forms.IntegerField(label="Under år", required=False, min_value=2000, max_value=2100)
    then_every = forms.IntegerField(label="Därefter med så många år emellan", required=False, min_value=1)
    by = forms.DateField(label="Senast", required=False)
    word = GuardedTextField(
        label="Källans ord", rows=1, max_length=80, required=False, help_text="Till exempel: löpande."
    )

    def __init__(self, *args: Any, actors: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, who=actors)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        names = (*WhenGiven.__dataclass_fields__, "when_form")
        filled = {name: given[name] for name in names if given.get(name) not in (None, "")}
        when = WhenGiven(**{"form" if name == "when_form" else name: value for name, value in filled.items()})
        return {name: value for name, value in given.items() if name not in names} | {"when": when}


class NewDutyForm(DutyForm):
    """A duty of one's own, with the clause that it follows from."""

    field_order = ("title", "clause", "part", "kind", "who", "level", "when_form")
    clause = GuardedTextField(
        label="Klausul", rows=3, help_text="Skriv av meningen som skyldigheten följer av."
    )
    part = _one(AgreementPart, "Del av överenskommelsen", empty="Ingen av delarna")
    kind = forms.ChoiceField(label="Vad det är", choices=DUTY_KINDS)

    def __init__(self, *args: Any, parts: QuerySet[AgreementPart], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, part=parts)
        offer(self, when_form=[choice for choice in FORMS.items() if choice[0] != "keep"])


class EndDutyForm(forms.Form):
    """Why a duty is removed, and from when."""

    on = forms.DateField(label="Gäller inte från och med")
    reason = GuardedTextField(label="Varför", rows=2, max_length=300)


class StartForm(forms.Form):
    """Which of one's own the blueprint's parties and forums are, and what one's own place is called."""

    place = GuardedTextField(label="Er orts namn", rows=1, max_length=80)
    keep_dates = forms.BooleanField(
        label="Det är vår egen överenskommelse: behåll datum, beslut och underskrifter",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        blueprint: words.Blueprint,
        parties: QuerySet[Party],
        forums: QuerySet[Forum],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for party in blueprint.parties:
            self.fields[f"party_{party.id}"] = forms.ModelChoiceField(
                label=f"{party.name} är hos er",
                queryset=parties,
                required=False,
                empty_label="Ingen av våra parter",
            )
        for forum in blueprint.forums:
            self.fields[f"forum_{forum.id}"] = forms.ModelChoiceField(
                label=f"{forum.name} är hos er",
                queryset=forums,
                required=False,
                empty_label="Inget av våra forum",
            )

    def clean(self) -> dict[str, Any]:
        given: Mapping[str, Any] = super().clean() or {}
        return {
            "place": given.get("place", ""),
            "keep_dates": given.get("keep_dates", False),
            "parties": _mapped(given, "party_"),
            "forums": _mapped(given, "forum_"),
        }


def _mapped(given: Mapping[str, Any], start: str) -> dict[str, Any]:
    return {name.removeprefix(start): own for name, own in given.items() if name.startswith(start)}


class OwnBlueprintForm(forms.Form):
    """An arrangement that somebody has written off in the language of duties."""

    LARGEST = 2 * 1024 * 1024
    TOLD = 20

    file = forms.FileField(
        label="TOML-fil",
        help_text="Skriven i skyldigheternas språk, högst 2 MB. Pröva den först med ”trygghjulet blueprint FIL”.",
    )
    keep_dates = forms.BooleanField(
        label="Det är vår egen överenskommelse: behåll datum, beslut och underskrifter", required=False
    )

    def clean_file(self) -> words.Blueprint:
        """The arrangement that the file holds, or everything that is wrong in it with its line."""
        sent = self.cleaned_data["file"]
        if sent.size > self.LARGEST:
            raise forms.ValidationError("Filen är större än 2 MB. En mall brukar vara under en halv.")
        try:
            return reading.read_blueprint([(sent.name, sent.read())])
        except Unreadable as wrong:
            told: list[str] = [str(finding) for finding in wrong.findings[: self.TOLD]]
            if len(wrong.findings) > self.TOLD:
                told.append(f"Och {len(wrong.findings) - self.TOLD} till.")
            raise forms.ValidationError(told) from wrong


class CompareForm(forms.Form):
    """Two agreements to lay side by side."""

    old = forms.ModelChoiceField(label="Den ena", queryset=Agreement.objects.none(), empty_label="Välj")
    new = forms.ModelChoiceField(label="Den andra", queryset=Agreement.objects.none(), empty_label="Välj")

    def __init__(self, *args: Any, agreements: QuerySet[Agreement], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, old=agreements, new=agreements)
