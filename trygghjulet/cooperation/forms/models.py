"""Cooperation forms: what each is, who takes part, how areas adapt it, what was decided, and figures about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forms.rules.counts import Counts, Period
from trygghjulet.cooperation.forms.rules.standing import Decision, DecisionKind
from trygghjulet.cooperation.forums.models import Forum, ForumKind
from trygghjulet.documents import numbers
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party


class CooperationForm(Recorded):
    """A way of working together that goes on for long and is built alike: SSPF, SIG, EST. What is unknown stays empty.

    `key` is what duties and other rooms know it by.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    key = models.SlugField("nyckel", max_length=60)
    name = models.CharField("namn", max_length=80)
    long_name = models.CharField("namnet utskrivet", max_length=200, blank=True)
    purpose = models.TextField("syfte", blank=True)
    goal = models.TextField("mål", blank=True)
    target_group = models.CharField("målgrupp", max_length=200, blank=True)
    age_from = models.PositiveSmallIntegerField("från ålder", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("till och med ålder", null=True, blank=True)
    way_of_working = models.TextField("arbetssätt", blank=True)
    steering = models.TextField("styrning", blank=True)
    roles = models.TextField("roller", blank=True)
    follow_up = models.TextField("uppföljning", blank=True)
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="hör till överenskommelsen",
    )
    annex = models.CharField("bilaga", max_length=120, blank=True)
    since = models.DateField("gäller från", null=True, blank=True)
    until = models.DateField("gäller till och med", null=True, blank=True)
    source = models.CharField("varifrån texten kommer", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("name",)
        verbose_name = "samverkansform"
        verbose_name_plural = "samverkansformer"
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "key"), name="form_key_once_in_a_cooperation"),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="form_ages_are_a_range",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="form_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ages(self) -> str:
        """The ages of the target group in words; empty where none are given."""
        match (self.age_from, self.age_to):
            case (None, None):
                return ""
            case (first, None):
                return f"från {first} år"
            case (None, last):
                return f"till och med {last} år"
            case (first, last):
                return f"{first}–{last} år"


class FormParty(Recorded):
    """Somebody who takes part in a form: a party of the cooperation, or another organisation by its name."""

    form = models.ForeignKey(CooperationForm, on_delete=models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField("organisation", max_length=120, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "part i samverkansformen"
        verbose_name_plural = "parter i samverkansformen"
        constraints = (
            models.CheckConstraint(
                condition=Q(party__isnull=False, organisation="")
                | Q(party__isnull=True) & ~Q(organisation=""),
                name="form_party_is_a_party_or_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.party.name if self.party else self.organisation


class LocalAdaptation(Recorded):
    """How an area does it its own way."""

    form = models.ForeignKey(CooperationForm, on_delete=models.CASCADE, related_name="adaptations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="område")
    text = models.TextField("lokal anpassning")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("area__name",)
        verbose_name = "lokal anpassning"
        verbose_name_plural = "lokala anpassningar"
        constraints = (models.UniqueConstraint(fields=("form", "area"), name="form_adapted_once_in_an_area"),)

    def __str__(self) -> str:
        return f"{self.form} i {self.area}"


class FormDecision(Recorded):
    """A decision that sets up, revises or ends a form."""

    class Kind(models.TextChoices):
        """What it does to the form."""

        SET_UP = DecisionKind.SET_UP.value, "Inrättad"
        REVISED = DecisionKind.REVISED.value, "Reviderad"
        ENDED = DecisionKind.ENDED.value, "Avslutad"

    form = models.ForeignKey(CooperationForm, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField("beslutet", max_length=10, choices=Kind)
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="forum"
    )
    body = models.CharField("annat organ", max_length=120, blank=True)
    decided_on = models.DateField("beslutsdag")
    paragraph = models.CharField("paragraf", max_length=20, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    note = models.TextField("anteckning", blank=True)

    class Meta:
        ordering = ("decided_on", "pk")
        verbose_name = "beslut om samverkansformen"
        verbose_name_plural = "beslut om samverkansformen"
        constraints = (
            models.CheckConstraint(
                condition=Q(forum__isnull=False, body="") | Q(forum__isnull=True) & ~Q(body=""),
                name="form_decided_by_a_forum_or_another_body",
            ),
        )

    def __str__(self) -> str:
        return f"{self.form}: {self.get_kind_display().lower()} {numbers.day(self.decided_on)}"

    @property
    def decided_by(self) -> str:
        """Who decided, by name."""
        return self.forum.name if self.forum else self.body

    @property
    def is_leading(self) -> bool:
        """Did the city-wide leading group decide?"""
        return self.forum is not None and self.forum.kind == ForumKind.STEERING and self.forum.area_id is None

    @property
    def plain(self) -> Decision:
        """The decision as the rules know it."""
        return Decision(DecisionKind(self.kind), self.decided_on, self.decided_by, self.is_leading)


class FormFigures(Recorded):
    """Figures about a form in a period and an area; city-wide where no area is given.

    Privacy: sums only, and no text at all, so that no case can be written here (CFO-3). They leave the room
    through `section`, where small numbers are withheld.
    """

    form = models.ForeignKey(CooperationForm, on_delete=models.CASCADE, related_name="figures")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    first_day = models.DateField("första dagen")
    last_day = models.DateField("sista dagen")
    groups = models.PositiveIntegerField("grupper", null=True, blank=True)
    meetings = models.PositiveIntegerField("möten", null=True, blank=True)
    children = models.PositiveIntegerField("barn i arbete", null=True, blank=True)
    inflow = models.PositiveIntegerField("nya", null=True, blank=True)
    ended = models.PositiveIntegerField("avslutade", null=True, blank=True)
    better = models.PositiveIntegerField("bättre", null=True, blank=True)
    same = models.PositiveIntegerField("oförändrat", null=True, blank=True)
    worse = models.PositiveIntegerField("sämre", null=True, blank=True)

    class Meta:
        ordering = ("-first_day", "area__name")
        verbose_name = "siffror om samverkansformen"
        verbose_name_plural = "siffror om samverkansformen"
        constraints = (
            models.UniqueConstraint(
                fields=("form", "area", "first_day"), name="form_figures_once_in_an_area"
            ),
            models.UniqueConstraint(
                fields=("form", "first_day"),
                condition=Q(area__isnull=True),
                name="form_figures_once_city_wide",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="form_figures_end_after_begin"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.period}"

    @property
    def period(self) -> Period:
        """The days that the figures are about."""
        return Period(self.first_day, self.last_day)

    @property
    def counts(self) -> Counts:
        """The figures as the rules know them."""
        return Counts(
            groups=self.groups,
            meetings=self.meetings,
            children=self.children,
            inflow=self.inflow,
            ended=self.ended,
            better=self.better,
            same=self.same,
            worse=self.worse,
        )
