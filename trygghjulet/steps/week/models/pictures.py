"""The week's picture, and the reports that it took in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import Decision, Meeting
from trygghjulet.documents import numbers
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.observations.period import Period
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.week.models.settings import WeekSetting
from trygghjulet.steps.week.rules import days


class WeekPicture(Recorded):
    """The joint picture of a week: figures that follow the material until it is decided, and what people wrote.

    `told` holds, once decided or closed, what people stand for as it was then; `content_sha256` is the hash of that and
    the figures. `meeting_on` stays also where the meeting is taken back. `decision` is the forum's own row of what was
    decided, where it is entered there too.
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", "Utkast"
        DECIDED = "decided", "Beslutad"
        CLOSED = "closed", "Avslutad utan beslut"

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="+")
    setting = models.ForeignKey(WeekSetting, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="mötet"
    )
    meeting_on = models.DateField("mötets dag")
    state = models.CharField("läge", max_length=8, choices=State, default=State.DRAFT)
    figures = models.JSONField("siffror")
    figures_sha256 = models.CharField("siffrornas kontrollsumma", max_length=64)
    computed_at = models.DateTimeField("räknad")
    assessment = models.TextField("vår bedömning", blank=True)
    causes = models.TextField("möjliga orsaker", blank=True)
    written_by = models.CharField("skrivet av", max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)
    decided_on = models.DateField("beslutad den", null=True, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="forumets beslut",
    )
    closed_on = models.DateField("avslutad den", null=True, blank=True)
    closed_why = models.CharField("varför den avslutades utan beslut", max_length=300, blank=True)
    told = models.JSONField("det som beslutades", default=dict, blank=True)
    content_sha256 = models.CharField("innehållets kontrollsumma", max_length=64, blank=True)
    sent_at = models.DateTimeField("skickad", null=True, blank=True)

    class Meta:
        ordering = ("-meeting_on", "-pk")
        verbose_name = "veckans läge"
        verbose_name_plural = "veckans läge"
        constraints = (
            models.UniqueConstraint(fields=("setting", "meeting_on"), name="one_week_picture_for_a_meeting"),
            models.CheckConstraint(
                condition=Q(state="draft", decided_on__isnull=True, closed_on__isnull=True)
                | Q(state="decided", decided_on__isnull=False, closed_on__isnull=True)
                | Q(state="closed", decided_on__isnull=True, closed_on__isnull=False),
                name="decided_week_picture_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"Veckans läge {numbers.days(self.round.first_day, self.round.last_day)}"

    @property
    def is_decided(self) -> bool:
        """Did the meeting decide?"""
        return self.state == self.State.DECIDED

    @property
    def is_open(self) -> bool:
        """Is it a draft still, that can be written in?"""
        return self.state == self.State.DRAFT

    @property
    def week(self) -> str:
        """The week in a word or two: by its number where it has one, else by its days."""
        period = Period(self.round.first_day, self.round.last_day)
        return days.name(period) or numbers.days(period.first, period.last)


class TakenReport(Recorded):
    """A report that a picture counted."""

    picture = models.ForeignKey(WeekPicture, on_delete=models.CASCADE, related_name="taken")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = "rapport i veckans läge"
        verbose_name_plural = "rapporter i veckans läge"
        constraints = (
            models.UniqueConstraint(fields=("picture", "report"), name="report_taken_once_in_a_week_picture"),
        )

    def __str__(self) -> str:
        return f"{self.report} i {self.picture}"
