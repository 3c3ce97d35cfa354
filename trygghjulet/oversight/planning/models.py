"""The settings of a cooperation's planning, and the proposals that have been made."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.obligations.planning import problem


class PlanningSettings(Recorded):
    """What a cooperation wants of its plans. Days are working days, except the time for a call."""

    class OneADay(models.TextChoices):
        """Which forums never meet on the same day."""

        SHARED = problem.OneADay.SHARED.value, "Forum där samma funktion är med"
        ALL = problem.OneADay.ALL.value, "Alla forum"

    cooperation = models.OneToOneField(Cooperation, on_delete=models.CASCADE, related_name="+")
    july_off = models.BooleanField("inga möten i juli", default=True)
    min_preparation = models.PositiveSmallIntegerField("beredning minst", default=5)
    max_preparation = models.PositiveSmallIntegerField("beredning högst", default=20)
    max_reporting = models.PositiveSmallIntegerField("vidare inom", default=30)
    lead_days = models.PositiveSmallIntegerField("tid för kallelse", default=7)
    one_a_day = models.CharField("aldrig samma dag", max_length=10, choices=OneADay, default=OneADay.SHARED)

    class Meta:
        verbose_name = "planeringens inställningar"
        verbose_name_plural = "planeringens inställningar"
        constraints = (
            models.CheckConstraint(
                condition=Q(max_preparation__gte=F("min_preparation")), name="preparation_has_room"
            ),
        )

    def __str__(self) -> str:
        return f"Inställningar för mötesplanen i {self.cooperation}"


class SchoolHoliday(Recorded):
    """A time without meetings: a school holiday, or something else that the municipality sets."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=60)
    first = models.DateField("första dagen")
    last = models.DateField("sista dagen")
    firm = models.BooleanField("aldrig möten", default=True)

    class Meta:
        ordering = ("first", "pk")
        verbose_name = "ledighet"
        verbose_name_plural = "ledigheter"
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="holiday_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return self.name


class ForumWish(Recorded):
    """What is wished for a forum in the plans; `key` is what the duties call it."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("forum", max_length=120)
    weekdays = models.JSONField("veckodagar", default=list)
    meetings = models.PositiveSmallIntegerField("möten om året", default=0)
    left_out = models.BooleanField("planeras inte", default=False)

    class Meta:
        ordering = ("key",)
        verbose_name = "önskemål om ett forum"
        verbose_name_plural = "önskemål om forum"
        constraints = (models.UniqueConstraint(fields=("cooperation", "key"), name="one_wish_for_a_forum"),)

    def __str__(self) -> str:
        return f"Önskemål om {self.key}"


class Proposal(Recorded):
    """A proposal for a year's meetings, with the settings it was made with and what can't be met."""

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", "Förslag"
        ACCEPTED = "accepted", "Godtaget"

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField("år")
    state = models.CharField("läge", max_length=10, choices=State, default=State.PROPOSED)
    made_on = models.DateField("gjort")
    accepted_on = models.DateField("godtaget", null=True, blank=True)
    settled = models.BooleanField("färdigsökt", default=True)
    settings = models.JSONField("inställningar", default=dict)
    unmet = models.JSONField("ryms inte", default=list)

    class Meta:
        ordering = ("-year", "-pk")
        verbose_name = "förslag till mötesplan"
        verbose_name_plural = "förslag till mötesplaner"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_on__isnull=False)
                | Q(state="proposed", accepted_on__isnull=True),
                name="proposal_has_the_day_it_was_accepted",
            ),
        )

    def __str__(self) -> str:
        return f"Mötesplan {self.year}"


class ProposedMeeting(Recorded):
    """A meeting of a proposal. `forum` is empty where the forum is not set up; then it can't be planned here."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="meetings")
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    forum_name = models.CharField("forum", max_length=250)
    on = models.DateField("dag")
    full_day = models.BooleanField("heldag", default=False)
    convened_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kallas av"
    )
    turns = models.CharField("vems tur", max_length=400, blank=True)
    asked = models.CharField("vad som krävs", max_length=600, blank=True)
    reason = models.CharField("varför den dagen", max_length=600)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("on", "forum_name", "pk")
        verbose_name = "föreslaget möte"
        verbose_name_plural = "föreslagna möten"

    def __str__(self) -> str:
        return f"{self.forum_name} {self.on}"
