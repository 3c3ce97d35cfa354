"""Matters that came in for an opinion, the views that were asked for, and the opinion with what came of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from trygghjulet.cooperation.forums.models import Forum, ForumKind
from trygghjulet.cooperation.referrals.rules import OPEN, Due, MatterState, due
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Function, Party


class Referral(Recorded):
    """A matter that somebody has asked the cooperation's opinion on, and the opinion itself.

    `revision` counts changes of what came in, `opinion_revision` those of the opinion, so that two people can
    write on one each.
    """

    class Kind(models.TextChoices):
        """What sort of asking it is."""

        REFERRAL = "referral", "Remiss"
        PLANNING = "planning", "Planärende"
        CONSULTATION = "consultation", "Samråd"

    class PlanKind(models.TextChoices):
        """What sort of plan a planning matter is about."""

        COMPREHENSIVE = "comprehensive", "Översiktsplan"
        DETAILED = "detailed", "Detaljplan"
        PROGRAMME = "programme", "Planprogram"
        OTHER = "other", "Annan plan"

    class State(models.TextChoices):
        """Where the matter stands."""

        RECEIVED = MatterState.RECEIVED.value, "Inkommen"
        PREPARING = MatterState.PREPARING.value, "Under beredning"
        GIVEN = MatterState.GIVEN.value, "Yttrande avgivet"
        DECLINED = MatterState.DECLINED.value, "Avstått"
        SETTLED = MatterState.SETTLED.value, "Utfall känt"

    class Outcome(models.TextChoices):
        """What came of the opinion."""

        FOLLOWED = "followed", "Synpunkterna följdes"
        PARTLY = "partly", "Följdes delvis"
        NOT = "not", "Följdes inte"
        UNKNOWN = "unknown", "Inte känt än"

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("slag", max_length=12, choices=Kind)
    plan_kind = models.CharField("slag av plan", max_length=13, choices=PlanKind, blank=True)
    title = models.CharField("rubrik", max_length=200)
    sender = models.CharField("från", max_length=120)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    summary = models.TextField("vad det gäller", blank=True)
    received_on = models.DateField("kom in")
    answer_by = models.DateField("svar senast", null=True, blank=True)
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="behandlas av"
    )
    operational = models.BooleanField("operativ fråga", default=False)
    state = models.CharField("läge", max_length=10, choices=State, default=State.RECEIVED)
    revision = models.PositiveIntegerField(default=0)

    opinion = models.TextField("yttrande", blank=True)
    advisory = models.BooleanField("rådgivande", default=False)
    decided_by = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutat av"
    )
    decided_body = models.CharField("annat organ", max_length=120, blank=True)
    decided_on = models.DateField("beslutat", null=True, blank=True)
    paragraph = models.CharField("paragraf", max_length=20, blank=True)
    decline_reason = models.CharField("varför forumet avstod", max_length=300, blank=True)
    sent_on = models.DateField("skickat", null=True, blank=True)
    sent_to = models.CharField("skickat till", max_length=200, blank=True)
    outcome = models.CharField("utfall", max_length=8, choices=Outcome, blank=True)
    outcome_text = models.TextField("utfallet i ord", blank=True)
    outcome_on = models.DateField("utfallet infört", null=True, blank=True)
    opinion_revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-received_on", "-pk")
        verbose_name = "ärende för yttrande"
        verbose_name_plural = "ärenden för yttrande"
        constraints = (
            models.CheckConstraint(
                condition=Q(answer_by__isnull=True) | Q(answer_by__gte=F("received_on")),
                name="referral_is_answered_after_it_came_in",
            ),
            models.CheckConstraint(
                condition=Q(kind="planning") | Q(plan_kind=""), name="referral_has_a_plan_only_in_planning"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(one.value for one in OPEN)) | Q(decided_on__isnull=False),
                name="referral_is_decided_before_it_is_given",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def area_path(self) -> str:
        """The path of the area that it belongs to: its forum's, or the whole cooperation's."""
        return self.forum.area_path if self.forum else self.cooperation.area.path

    @property
    def kind_words(self) -> str:
        """What sort of asking it is, with the sort of plan where it is about one."""
        plan = f", {self.get_plan_kind_display().lower()}" if self.plan_kind else ""
        return f"{self.get_kind_display()}{plan}"

    @property
    def stands(self) -> MatterState:
        """Where it stands, as the rules know it."""
        return MatterState(self.state)

    @property
    def is_open(self) -> bool:
        """Is the opinion still being written?"""
        return self.stands in OPEN

    @property
    def was_declined(self) -> bool:
        """Did the forum say that it would give no opinion?"""
        return bool(self.decline_reason)

    @property
    def decider(self) -> str:
        """Who decided: a forum, or another body by its name."""
        return self.decided_by.name if self.decided_by else self.decided_body

    @property
    def answered_on(self) -> date | None:
        """The day that the asker was answered: the opinion was sent, or the forum said that it gives none."""
        return self.decided_on if self.was_declined else self.sent_on

    def due(self, *, on: date) -> Due:
        """How the answer stands against its last day."""
        return due(self.stands, answer_by=self.answer_by, answered_on=self.answered_on, on=on)


def is_advisory(forum: Forum | None) -> bool:
    """Does a forum only give advice, as far as its kind tells? Councils and networks do; groups that lead don't."""
    return forum is not None and forum.kind in (
        ForumKind.STRATEGIC,
        ForumKind.COUNCIL,
        ForumKind.NETWORK,
        ForumKind.HEARING,
        ForumKind.OPEN,
    )


class CollectedView(Recorded):
    """A view that was asked for, of a party and maybe one of its functions; empty until it is given."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="views")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="part")
    function = models.ForeignKey(
        Function, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="funktion"
    )
    question = models.CharField("vad som efterfrågas", max_length=200, blank=True)
    wanted_by = models.DateField("önskas senast", null=True, blank=True)
    text = models.TextField("synpunkt", blank=True)
    given_on = models.DateField("lämnad", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = "inhämtad synpunkt"
        verbose_name_plural = "inhämtade synpunkter"
        constraints = (
            models.CheckConstraint(
                condition=Q(given_on__isnull=True, text="") | Q(given_on__isnull=False) & ~Q(text=""),
                name="collected_view_is_given_with_a_text",
            ),
        )

    def __str__(self) -> str:
        return f"{self.who} om {self.referral}"

    @property
    def who(self) -> str:
        """Whose view it is."""
        return f"{self.function.title}, {self.party}" if self.function else str(self.party)
