"""Forums, the bodies that meet and decide, and their meetings."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from trygghjulet.cooperation.forums.rules import MeetingState
from trygghjulet.documents import numbers
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party


class ForumKind(models.TextChoices):
    """What a body is for."""

    STRATEGIC = "strategic", "Strategiskt råd (10 §)"
    STEERING = "steering", "Styrgrupp"
    PREPARATORY = "preparatory", "Beredningsgrupp"
    WORKING = "working", "Arbetsgrupp"
    NETWORK = "network", "Nätverk"
    HEARING = "hearing", "Hearing"
    OPEN = "open", "Öppet forum"


class Forum(Recorded):
    """Any body that meets; city-wide where no area is given.

    `key` is what an agreement's blueprint calls it, empty for one that no blueprint names.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=120)
    key = models.SlugField("nyckel i mallen", max_length=80, blank=True)
    kind = models.CharField("slag", max_length=12, choices=ForumKind)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="område"
    )
    led_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="leds av"
    )
    ended_on = models.DateField("upphörde", null=True, blank=True)
    end_reason = models.CharField("varför det upphörde", max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ersatt av"
    )

    class Meta:
        ordering = ("name",)
        verbose_name = "forum"
        verbose_name_plural = "forum"
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "name"), name="forum_name_once_in_a_cooperation"),
            # Two, since an empty area is never equal to another in SQL.
            models.UniqueConstraint(
                fields=("cooperation", "key", "area"),
                condition=~Q(key=""),
                name="forum_key_once_in_an_area",
            ),
            models.UniqueConstraint(
                fields=("cooperation", "key"),
                condition=~Q(key="") & Q(area__isnull=True),
                name="forum_key_once_city_wide",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=False) | Q(replaced_by__isnull=True, end_reason=""),
                name="forum_that_goes_on_has_no_heir",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def area_path(self) -> str:
        """The path of the area that it works in: its own, or the whole cooperation's."""
        return (self.area or self.cooperation.area).path


class Meeting(Recorded):
    """A meeting of a forum. Planned first, then held or cancelled; or entered as held at once.

    Privacy: which party chaired, convened and took the notes, never which person.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = MeetingState.PLANNED.value, "Planerat"
        HELD = MeetingState.HELD.value, "Hållet"
        CANCELLED = MeetingState.CANCELLED.value, "Inställt"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="meetings")
    state = models.CharField("läge", max_length=10, choices=State)
    planned_on = models.DateField("planerat till", null=True, blank=True)
    held_on = models.DateField("hölls", null=True, blank=True)
    full_day = models.BooleanField("heldag", default=False)
    chaired_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="leddes av"
    )
    convened_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kallades av"
    )
    notes_by = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="anteckningar av",
    )
    call_sent_on = models.DateField("kallelsen skickad", null=True, blank=True)
    cancel_reason = models.CharField("varför det ställdes in", max_length=200, blank=True)

    class Meta:
        ordering = (Coalesce("held_on", "planned_on").desc(), "-pk")
        verbose_name = "möte"
        verbose_name_plural = "möten"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="held", held_on__isnull=False)
                | Q(state__in=("planned", "cancelled"), planned_on__isnull=False, held_on__isnull=True),
                name="meeting_has_the_day_of_its_state",
            ),
            models.UniqueConstraint(
                fields=("forum", "planned_on"),
                condition=Q(state="planned"),
                name="meeting_planned_once_a_day",
            ),
            models.UniqueConstraint(
                fields=("forum", "held_on"), condition=Q(state="held"), name="meeting_held_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(call_sent_on__isnull=True)
                | Q(held_on__isnull=True)
                | Q(call_sent_on__lte=F("held_on")),
                name="meeting_is_called_before_it_is_held",
            ),
        )

    def __str__(self) -> str:
        return f"{self.forum} {numbers.day(self.on)}"

    @property
    def on(self) -> date:
        """The day that counts: when it was held, else when it is or was planned."""
        day = self.held_on or self.planned_on
        if day is None:  # the table's own constraint keeps this from happening
            raise ValueError("A meeting has no day.")
        return day


class MeetingNotesSent(Recorded):
    """A meeting's notes went to somebody: another forum, or a receiver in words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes_sent")
    to_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="till forumet"
    )
    to = models.CharField("till någon annan", max_length=120, blank=True)
    on = models.DateField("skickade")

    class Meta:
        ordering = ("on", "pk")
        verbose_name = "utskick av anteckningar"
        verbose_name_plural = "utskick av anteckningar"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_forum__isnull=False, to="") | (Q(to_forum__isnull=True) & ~Q(to="")),
                name="notes_go_to_a_forum_or_to_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"Anteckningar från {self.meeting} till {self.receiver}"

    @property
    def receiver(self) -> str:
        """Who got them."""
        return self.to_forum.name if self.to_forum else self.to
