"""Agreements and their parts, parties, life, succession, templates, annexes, commitments and duties."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from trygghjulet.cooperation.agreements.rules import annexes, blueprints, life, termination
from trygghjulet.cooperation.agreements.rules.life import StepKind, Taken
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party


class AgreementKind(models.TextChoices):
    """What sort of document it is that binds. The values are the blueprints' own."""

    AGREEMENT = "agreement", "Överenskommelse om samverkan"
    LOCAL_AGREEMENT = "local_agreement", "Lokal överenskommelse"
    LETTER_OF_INTENT = "letter_of_intent", "Avsiktsförklaring"
    INTERNAL_AGREEMENT = "internal_agreement", "Intern överenskommelse"
    PARTNERSHIP = "partnership", "Idéburet offentligt partnerskap (IOP)"
    STATUTES = "statutes", "Reglemente"
    GUIDELINE = "guideline", "Riktlinje"
    PROGRAMME = "programme", "Program"
    PLAN = "plan", "Plan"
    DECISION = "decision", "Beslut"
    DESCRIPTION = "description", "Beskrivning"
    LAW = "law", "Lag"


class PartKey(models.TextChoices):
    """The parts that an agreement can have."""

    PARTIES = "parties", "Parter"
    PURPOSE = "purpose", "Syfte"
    GOAL = "goal", "Mål"
    FIELDS_OF_WORK = "fields_of_work", "Områden för samverkan"
    LEGAL_BASIS = "legal_basis", "Rättslig grund"
    METHOD = "method", "Metod och arbetssätt"
    PROBLEM_AREAS = "problem_areas", "Problemområden"
    FORMS = "forms", "Samverkansformer"
    ORGANISATION = "organisation", "Organisation"
    COMMUNICATION = "communication", "Kommunikation"
    FOLLOWUP = "followup", "Uppföljning och utvärdering"
    ECONOMY = "economy", "Ekonomi"
    TERMINATION = "termination", "Uppsägning"
    SIGNATURES = "signatures", "Underskrifter"
    OTHER = "other", "Övrigt"


class Who(models.TextChoices):
    """Who may give notice."""

    EITHER_PARTY = termination.Who.EITHER_PARTY.value, "Vilken part som helst"
    FORUM = termination.Who.FORUM.value, "Forumet beslutar"
    UNSAID = termination.Who.UNSAID.value, "Överenskommelsen säger inget"


class Ends(models.TextChoices):
    """When the agreement ends after notice."""

    NEXT_MEETING = termination.Ends.NEXT_MEETING.value, "Vid forumets nästa möte"
    AT_ONCE = termination.Ends.AT_ONCE.value, "Genast"
    UNSAID = termination.Ends.UNSAID.value, "Överenskommelsen säger inget"


class RenegotiatedBy(models.TextChoices):
    """How a renegotiated agreement is settled."""

    SIGNED_ANEW = termination.RenegotiatedBy.SIGNED_ANEW.value, "Skrivs under på nytt"
    DECIDED_BY_FORUM = termination.RenegotiatedBy.DECIDED_BY_FORUM.value, "Forumet beslutar"
    UNSAID = termination.RenegotiatedBy.UNSAID.value, "Överenskommelsen säger inget"


class Agreement(Recorded):
    """A written agreement on cooperation (9 §), or a document that binds beside it. What is not known stays empty.

    `key` is what the duties call the document, and `blueprint` what it was started from; both may be empty.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("slag", max_length=20, choices=AgreementKind, default=AgreementKind.AGREEMENT)
    key = models.SlugField("nyckel", max_length=80, blank=True)
    blueprint = models.SlugField("startad ur mallen", max_length=80, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="local_agreements",
        verbose_name="följer",
    )
    purposes = models.TextField("för vilka syften (9 §)", blank=True)
    fields_of_work = models.TextField("inom vilka områden (9 §)", blank=True)
    goal = models.TextField("mål", blank=True)
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_until = models.DateField("gäller till och med", null=True, blank=True)
    until_further_notice = models.BooleanField("gäller tills vidare", default=False)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    termination_who = models.CharField("vem som får säga upp", max_length=12, choices=Who, default=Who.UNSAID)
    termination_ends = models.CharField("när den upphör", max_length=12, choices=Ends, default=Ends.UNSAID)
    termination_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="anmäls till"
    )
    termination_forum_name = models.CharField("anmäls till något annat", max_length=120, blank=True)
    renegotiated_by = models.CharField(
        "omförhandlad gäller den när", max_length=16, choices=RenegotiatedBy, default=RenegotiatedBy.UNSAID
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = (F("valid_from").desc(nulls_last=True), "-pk")
        verbose_name = "överenskommelse"
        verbose_name_plural = "överenskommelser"
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="agreement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(until_further_notice=False) | Q(valid_until__isnull=True),
                name="agreement_until_further_notice_has_no_end",
            ),
            models.UniqueConstraint(
                fields=("cooperation", "key"),
                condition=~Q(key=""),
                name="agreement_key_once_in_a_cooperation",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def instrument(self) -> str:
        """What duties call the document."""
        return self.key or f"dokument-{self.pk}"

    @property
    def taken(self) -> list[Taken]:
        """The steps of its life, in the order in which they were taken."""
        return [Taken(StepKind(step.kind), step.on) for step in self.steps.all()]

    @property
    def state(self) -> StepKind | None:
        """Where its life has come; None where nothing of it has been entered."""
        return life.state_of(self.taken)

    @property
    def blueprint_title(self) -> str:
        """What the blueprint that it was started from is called; its key for one that somebody wrote."""
        return _title_of(self.blueprint)

    @property
    def decided_on(self) -> date | None:
        """When it was last decided, where that is known."""
        return self._last(StepKind.DECIDED)

    @property
    def signed_on(self) -> date | None:
        """When it was last signed, where that is known."""
        return self._last(StepKind.SIGNED)

    @property
    def put_forward_on(self) -> date | None:
        """When it was last put forward for decision, where that is known."""
        return self._last(StepKind.UNDER_DECISION)

    @property
    def in_force_on(self) -> date | None:
        """When it began to be valid: as it says itself, else as its life tells."""
        return self.valid_from or self._last(StepKind.IN_FORCE)

    @property
    def is_draft(self) -> bool:
        """Is it being written or decided, so that it binds nobody yet?"""
        return self.state in (StepKind.DRAFT, StepKind.UNDER_DECISION)

    def _last(self, kind: StepKind) -> date | None:
        return next((step.on for step in reversed(self.taken) if step.kind is kind), None)

    @property
    def notice_forum(self) -> str:
        """The body that notice is given to, as it is called."""
        return self.termination_forum.name if self.termination_forum else self.termination_forum_name

    @property
    def rule(self) -> termination.Rule:
        """What it says of its own end."""
        return termination.Rule(
            termination.Who(self.termination_who),
            termination.Ends(self.termination_ends),
            termination.RenegotiatedBy(self.renegotiated_by),
            self.notice_forum,
        )


class AgreedProblem(Recorded):
    """A problem area that the agreement points out."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="problems")
    title = models.CharField("problemområde", max_length=200)
    text = models.TextField("så står det", blank=True)
    goal = models.TextField("mål", blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = "problemområde i överenskommelsen"
        verbose_name_plural = "problemområden i överenskommelsen"

    def __str__(self) -> str:
        return self.title


class Treatment(Recorded):
    """What a local agreement says of a city-wide problem area: which of its own treats it, or why none does."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="treatments")
    problem = models.ForeignKey(AgreedProblem, on_delete=models.CASCADE, related_name="treatments")
    treated_by = models.ForeignKey(
        AgreedProblem, on_delete=models.CASCADE, null=True, blank=True, related_name="treats"
    )
    reason = models.TextField("varför inte", blank=True)

    class Meta:
        ordering = ("problem_id",)
        verbose_name = "behandling av ett stadsövergripande problemområde"
        verbose_name_plural = "behandlingar av stadsövergripande problemområden"
        constraints = (
            models.UniqueConstraint(fields=("agreement", "problem"), name="problem_treated_once"),
            models.CheckConstraint(
                condition=Q(treated_by__isnull=False) | ~Q(reason=""), name="problem_treated_or_said_why_not"
            ),
        )

    def __str__(self) -> str:
        return f"{self.problem} i {self.agreement}"


class AgreementPart(Recorded):
    """A part of an agreement in its own words, with its lines in the source where it was copied from one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField("slag av del", max_length=16, choices=PartKey)
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("text", blank=True)
    order = models.PositiveSmallIntegerField("ordning")
    first_line = models.PositiveIntegerField("första raden i källan", null=True, blank=True)
    last_line = models.PositiveIntegerField("sista raden i källan", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "del av överenskommelsen"
        verbose_name_plural = "delar av överenskommelsen"

    def __str__(self) -> str:
        return self.title


class AgreementParty(Recorded):
    """A party to an agreement, and who signed for it.

    Privacy: the name of the one who signed, as a holder of office, may stand here; signing is a public act.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    name = models.CharField("organisation", max_length=120, blank=True)
    signer_title = models.CharField("undertecknarens funktion", max_length=120, blank=True)
    signer_name = models.CharField("undertecknarens namn", max_length=120, blank=True)
    place = models.CharField("ort", max_length=80, blank=True)
    signed_on = models.DateField("undertecknade", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = "part i överenskommelsen"
        verbose_name_plural = "parter i överenskommelsen"
        constraints = (
            models.CheckConstraint(
                condition=Q(party__isnull=False, name="") | (Q(party__isnull=True) & ~Q(name="")),
                name="agreement_party_is_known_or_named",
            ),
        )

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The organisation's name."""
        return self.party.name if self.party else self.name


class AgreementStep(Recorded):
    """A step in the life of an agreement; the day may be unknown.

    Rows are added and never changed. The last may be taken back with a reason, which the log keeps with the row.
    """

    class Kind(models.TextChoices):
        """What happened."""

        DRAFT = StepKind.DRAFT.value, "Utkast"
        UNDER_DECISION = StepKind.UNDER_DECISION.value, "Under beslut"
        DECIDED = StepKind.DECIDED.value, "Beslutad"
        SIGNED = StepKind.SIGNED.value, "Undertecknad"
        IN_FORCE = StepKind.IN_FORCE.value, "Börjar gälla"
        RENEGOTIATED = StepKind.RENEGOTIATED.value, "Omförhandlas"
        TERMINATED = StepKind.TERMINATED.value, "Uppsagd"
        ENDED = StepKind.ENDED.value, "Upphör"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("steg", max_length=16, choices=Kind)
    on = models.DateField("dag", null=True, blank=True)
    body = models.CharField("vem som beslutade", max_length=120, blank=True)
    paragraph = models.CharField("paragraf", max_length=40, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    ends_on = models.DateField("upphör, enligt uppsägningen", null=True, blank=True)
    note = models.TextField("anteckning", blank=True)
    entered_by = models.CharField("infört av", max_length=120)
    entered_at = models.DateTimeField("infört")

    class Meta:
        ordering = ("pk",)
        verbose_name = "steg i överenskommelsens liv"
        verbose_name_plural = "steg i överenskommelsens liv"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.agreement}"


class Succession(Recorded):
    """One agreement follows on another; one can follow several, and several one."""

    predecessor = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="followed_by")
    successor = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="follows")

    class Meta:
        ordering = ("pk",)
        verbose_name = "efterföljd"
        verbose_name_plural = "efterföljder"
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_is_of_another"),
        )

    def __str__(self) -> str:
        return f"{self.successor} efter {self.predecessor}"


class AgreementTemplate(Recorded):
    """A common template that a city-wide agreement carries for the local areas."""

    class Kind(models.TextChoices):
        """What is written from it."""

        LOCAL_AGREEMENT = "local_agreement", "Lokal överenskommelse"
        LOCAL_PICTURE = "local_picture", "Lokal lägesbild"
        LOCAL_PLAN = "local_plan", "Lokal åtgärdsplan"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="templates")
    kind = models.CharField("mall för", max_length=16, choices=Kind)
    title = models.CharField("titel", max_length=200)

    class Meta:
        ordering = ("kind", "pk")
        verbose_name = "gemensam mall"
        verbose_name_plural = "gemensamma mallar"

    def __str__(self) -> str:
        return self.title


class TemplatePart(Recorded):
    """A part of a common template: its heading, and what is to stand there."""

    template = models.ForeignKey(AgreementTemplate, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField("slag av del", max_length=16, choices=PartKey)
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("text", blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "del av mallen"
        verbose_name_plural = "delar av mallen"

    def __str__(self) -> str:
        return self.title


class Annex(Recorded):
    """A part of an agreement with its own versions and its own right of decision."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="annexes")
    number = models.CharField("nummer", max_length=10)
    title = models.CharField("titel", max_length=200)
    decider = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutas av"
    )
    decider_name = models.CharField("beslutas av något annat", max_length=120, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "bilaga"
        verbose_name_plural = "bilagor"
        constraints = (
            models.UniqueConstraint(fields=("agreement", "number"), name="annex_number_once_in_an_agreement"),
        )

    def __str__(self) -> str:
        return f"Bilaga {self.number}: {self.title}"

    @property
    def may_decide(self) -> str:
        """Who may decide a version; empty where the agreement does not say."""
        return self.decider.name if self.decider else self.decider_name

    def current(self, on: date) -> AnnexVersion | None:
        """The version that applies a day."""
        versions = {version.number: version for version in self.versions.all()}
        number = annexes.current({number: version.valid_from for number, version in versions.items()}, on=on)
        return versions[number] if number is not None else None


class AnnexVersion(Recorded):
    """A version of an annex, as text or as a link, with who decided it."""

    annex = models.ForeignKey(Annex, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    text = models.TextField("text", blank=True)
    link = models.URLField("länk", max_length=500, blank=True)
    valid_from = models.DateField("gäller från", null=True, blank=True)
    decided_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutad av"
    )
    decided_by = models.CharField("beslutad av någon annan", max_length=120, blank=True)
    decided_on = models.DateField("beslutad", null=True, blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name = "version av bilagan"
        verbose_name_plural = "versioner av bilagan"
        constraints = (
            models.UniqueConstraint(fields=("annex", "number"), name="annex_version_number_once"),
            models.CheckConstraint(condition=~Q(text="") | ~Q(link=""), name="annex_version_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.annex}, version {self.number}"

    @property
    def decider(self) -> str:
        """Who decided it; empty where that is not known."""
        return self.decided_forum.name if self.decided_forum else self.decided_by

    @property
    def deviation(self) -> str:
        """What is out of order with its decision; empty where nothing is."""
        return annexes.deviation(may_decide=self.annex.may_decide, decided_by=self.decider)


class Commitment(Recorded):
    """A cost, or functions that a party has undertaken to resource; and whether its own plan and budget has it."""

    class Split(models.TextChoices):
        """How it is borne."""

        EQUAL = "equal", "Delas lika"
        OWN = "own", "Var och en bär sin egen"
        OTHER = "other", "På annat sätt"

    class Per(models.TextChoices):
        """What an amount is counted on."""

        YEAR = "year", "per år"
        ONCE = "once", "en gång"

    class InPlan(models.TextChoices):
        """Has the party taken it into its operational plan and budget?"""

        UNKNOWN = "unknown", "Okänt"
        YES = "yes", "Ja"
        NO = "no", "Nej"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="commitments")
    what = models.CharField("vad", max_length=300)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    borne_by = models.CharField("bärs av", max_length=200, blank=True)
    amount = models.PositiveIntegerField("kronor", null=True, blank=True)
    per = models.CharField("räknat", max_length=4, choices=Per, default=Per.YEAR)
    posts = models.DecimalField("tjänster", max_digits=5, decimal_places=2, null=True, blank=True)
    split = models.CharField("fördelning", max_length=5, choices=Split, default=Split.OTHER)
    since = models.DateField("från", null=True, blank=True)
    until = models.DateField("till och med", null=True, blank=True)
    in_plan = models.CharField(
        "i partens verksamhetsplan och budget", max_length=7, choices=InPlan, default=InPlan.UNKNOWN
    )
    in_plan_year = models.PositiveSmallIntegerField("vilket år", null=True, blank=True)
    in_plan_reference = models.CharField("hänvisning", max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = "kostnad eller åtagande"
        verbose_name_plural = "kostnader och åtaganden"
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="commitment_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def bearer(self) -> str:
        """Who bears it, as far as it is known."""
        return self.party.name if self.party else self.borne_by


class AgreementActor(Recorded):
    """A party, function, forum or area that a blueprint names, and which of the cooperation's own it is here."""

    class Kind(models.TextChoices):
        """What the blueprint says that it is."""

        PARTY = "party", "Part"
        FUNCTION = "function", "Funktion"
        FORUM = "forum", "Forum"
        AREA = "area", "Område"

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    blueprint = models.SlugField("mall", max_length=80)
    key = models.SlugField("nyckel i mallen", max_length=80)
    kind = models.CharField("slag", max_length=8, choices=Kind)
    name = models.CharField("heter här", max_length=200)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = "aktör i mallen"
        verbose_name_plural = "aktörer i mallen"
        constraints = (
            models.UniqueConstraint(
                fields=("cooperation", "blueprint", "kind", "key"), name="actor_once_in_a_blueprint"
            ),
        )

    def __str__(self) -> str:
        return self.name


class AgreementDuty(Recorded):
    """A duty that follows from a clause of the agreement.

    `data` is the duty's table as docs/using/duties.md has it. `changed` says that it is no longer as the
    blueprint wrote it; one without a blueprint was added here. A practice is no duty: what is done without a clause.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="duties")
    part = models.ForeignKey(
        AgreementPart, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties"
    )
    key = models.SlugField("nyckel", max_length=100)
    title = models.CharField("skyldighet", max_length=300)
    clause = models.TextField("klausul", blank=True)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("tabell")
    blueprint = models.SlugField("ur mallen", max_length=80, blank=True)
    source_file = models.CharField("källfil", max_length=200, blank=True)
    first_line = models.PositiveIntegerField("första raden", null=True, blank=True)
    last_line = models.PositiveIntegerField("sista raden", null=True, blank=True)
    is_practice = models.BooleanField("praxis, utan klausul som kräver det", default=False)
    changed = models.BooleanField("ändrad här", default=False)
    ended_on = models.DateField("borttagen", null=True, blank=True)
    end_reason = models.CharField("varför den togs bort", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = "skyldighet"
        verbose_name_plural = "skyldigheter"
        constraints = (
            models.UniqueConstraint(fields=("agreement", "key"), name="duty_key_once_in_an_agreement"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="duty_is_removed_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def blueprint_title(self) -> str:
        """What the blueprint that it came from is called."""
        return _title_of(self.blueprint)

    @property
    def source(self) -> str:
        """Where the clause stands: the source's title, where it is not the agreement's own, and the lines."""
        if not self.source_file:
            return ""
        title = self._source_title()
        lines = ""
        if self.first_line is not None:
            lines = (
                f"rad {self.first_line}"
                if self.first_line == self.last_line
                else f"raderna {self.first_line}–{self.last_line}"
            )
        return ", ".join(filter(None, (title, lines))) or self.agreement.title

    def _source_title(self) -> str:
        if self.blueprint not in blueprints.names():
            return ""
        listed = blueprints.load(self.blueprint).instruments
        title = next((one.title for one in listed if one.file == self.source_file), "")
        return "" if title == self.agreement.title else title


def _title_of(blueprint: str) -> str:
    return blueprints.load(blueprint).title if blueprint in blueprints.names() else blueprint
