"""Cases, their parts, proposals and appendices, and what each body decided."""

from __future__ import annotations

from django.db import models

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.oversight.cases.rules import kinds, state
from trygghjulet.oversight.cases.rules.kinds import Body, Decider, Kind, Piece, Subject
from trygghjulet.oversight.cases.rules.state import Outcome, State


class Case(Recorded):
    """An official case: what it is about, who writes it, who is to decide, and where it stands.

    What it is drafted from is told by `round`, `document`, `agreement`, `about_forum` or `year`, as the subject asks.

    Privacy: the one who handles it is told by function and office, never by name.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        "slag", max_length=12, choices=[(one.value, word) for one, word in kinds.KIND_WORDS.items()]
    )
    subject = models.CharField(
        "gäller", max_length=12, choices=[(one.value, word) for one, word in kinds.SUBJECT_WORDS.items()]
    )
    title = models.CharField("rubrik", max_length=300)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    office = models.CharField("förvaltning eller kontor", max_length=120, blank=True)
    author = models.ForeignKey(
        Function,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="handläggare",
    )
    signers = models.CharField("undertecknas av", max_length=200, blank=True)
    body = models.CharField(
        "beslutas av", max_length=20, choices=[(one.value, word) for one, word in kinds.BODY_WORDS.items()]
    )
    committee = models.CharField("nämnd", max_length=120, blank=True)
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bereds i"
    )
    round = models.ForeignKey(
        Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="varv"
    )
    document = models.ForeignKey(
        GoverningDocument,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="styrande dokument",
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="överenskommelse",
    )
    about_forum = models.ForeignKey(
        Forum, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="om forumet"
    )
    year = models.PositiveSmallIntegerField("år", null=True, blank=True)
    state = models.CharField(
        "läge",
        max_length=8,
        choices=[(one.value, word) for one, word in state.STATE_WORDS.items()],
        default=State.DRAFT,
    )
    drawn_up_on = models.DateField("utfärdat", null=True, blank=True)
    sent_on = models.DateField("skickat", null=True, blank=True)
    started_at = models.DateTimeField("startat")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(body=Body.COMMITTEE.value) | ~models.Q(committee=""),
                name="case_names_its_committee",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT.value) | models.Q(drawn_up_on__isnull=False),
                name="case_that_is_ready_was_drawn_up",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def written_as(self) -> Kind:
        """What it is written as."""
        return Kind(self.kind)

    @property
    def about(self) -> Subject:
        """What it is about."""
        return Subject(self.subject)

    @property
    def decided_by(self) -> str:
        """Who is to decide, by name."""
        return kinds.called(Body(self.body), self.committee)

    @property
    def stands(self) -> State:
        """Where it stands."""
        return State(self.state)

    def heading(self, piece: Piece) -> str:
        """What a part is called in this case."""
        return kinds.heading(self.written_as, piece, office=self.office)

    def addressed_to(self, body: str) -> str:
        """The line above the proposals to a body."""
        return kinds.addressed_to(Body(body), self.committee)


class CasePart(Recorded):
    """A written part. `text` is what stands in the case, `draft` what was last drafted from what the house holds.

    While nobody has written in it the text follows the draft; after that a new draft is only `offered` beside it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField("del", max_length=12, choices=[(one.value, one.value) for one in Piece])
    text = models.TextField("text", blank=True)
    order = models.PositiveSmallIntegerField("ordning")
    draft = models.TextField("utkast", blank=True)
    drafted_at = models.DateTimeField("utkast gjort")
    offered = models.BooleanField("nytt utkast att ta ställning till", default=False)
    written_by = models.CharField("senast skriven av", max_length=120, blank=True)
    written_at = models.DateTimeField("senast skriven", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "del av ett ärende"
        verbose_name_plural = "delar av ett ärende"
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="case_part_once"),)

    def __str__(self) -> str:
        return f"{self.heading}: {self.case}"

    @property
    def piece(self) -> Piece:
        """Which part it is."""
        return Piece(self.key)

    @property
    def heading(self) -> str:
        """What the part is called."""
        return self.case.heading(self.piece)

    @property
    def holds_drafted(self) -> bool:
        """Does the draft hold something from the house, and not only places for the writer?"""
        return any(
            line and not line.startswith(("[Skriv", "# ")) for line in map(str.strip, self.draft.splitlines())
        )


class CaseProposal(Recorded):
    """A sentence that a body is asked to decide."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    body = models.CharField(
        "till", max_length=20, choices=[(one.value, word) for one, word in kinds.BODY_WORDS.items()]
    )
    text = models.TextField("förslag")
    order = models.PositiveSmallIntegerField("ordning")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "förslag till beslut"
        verbose_name_plural = "förslag till beslut"

    def __str__(self) -> str:
        return self.text[:120]


class CaseAppendix(Recorded):
    """What is sent along, or rested on: an outside address, or one inside the house."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appendices")
    title = models.CharField("titel", max_length=300)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    address = models.CharField("adress", max_length=500, blank=True)
    order = models.PositiveSmallIntegerField("ordning")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "bilaga till ett ärende"
        verbose_name_plural = "bilagor till ett ärende"

    def __str__(self) -> str:
        return self.title


class CaseDecision(Recorded):
    """What a body came to, when it is known. Rows are added and never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    decider = models.CharField(
        "beslutat av", max_length=12, choices=[(one.value, word) for one, word in kinds.DECIDER_WORDS.items()]
    )
    outcome = models.CharField(
        "utgång", max_length=16, choices=[(one.value, word) for one, word in state.OUTCOME_WORDS.items()]
    )
    decided_on = models.DateField("beslutat")
    paragraph = models.CharField("paragraf", max_length=40, blank=True)
    text = models.TextField("beslutet", blank=True)
    entered_by = models.CharField("infört av", max_length=120)
    entered_at = models.DateTimeField("infört")

    class Meta:
        ordering = ("decided_on", "pk")
        verbose_name = "beslut i ett ärende"
        verbose_name_plural = "beslut i ett ärende"

    def __str__(self) -> str:
        return f"{self.who} {self.get_outcome_display().lower()}: {self.case}"

    @property
    def who(self) -> str:
        """The body that decided, by name."""
        return kinds.decider_called(Decider(self.decider), self.case.committee)

    @property
    def settles(self) -> bool:
        """Is it a last word from the body?"""
        return Outcome(self.outcome) in state.SETTLING
