"""Forums, the bodies that meet and decide: what each is for, and its place in the organisation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party


class ForumKind(models.TextChoices):
    """What a body is for."""

    STRATEGIC = "strategic", "Strategiskt råd (10 §)"
    STEERING = "steering", "Styrgrupp"
    PREPARATORY = "preparatory", "Beredningsgrupp"
    WORKING = "working", "Arbetsgrupp"
    COUNCIL = "council", "Råd"
    POLITICAL = "political", "Politiskt forum"
    BOARD = "board", "Nämnd eller styrelse"
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
    convened_by = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sammankallas av",
    )
    convener = models.CharField("sammankallande funktion", max_length=160, blank=True)
    secretariat = models.CharField("sekreterarskap", max_length=160, blank=True)
    purpose = models.TextField("syfte", blank=True)
    mandate = models.TextField("mandat", blank=True)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="del av"
    )
    call_days = models.PositiveSmallIntegerField(
        "kallelsen skickas senast så många dagar före", null=True, blank=True
    )
    refuses_individual = models.BooleanField("behandlar inte ärenden om enskilda", default=False)
    refuses_operational = models.BooleanField("behandlar inte operativa frågor", default=False)
    refusal_clause = models.CharField("var det står", max_length=300, blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)
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


class LinkKind(models.TextChoices):
    """How one forum stands to another."""

    PREPARES_FOR = "prepares_for", "bereder för"
    REPORTS_TO = "reports_to", "rapporterar till"
    DECIDES_OVER = "decides_over", "beslutar över"
    RAISES_TO = "raises_to", "lyfter frågor till"


class ForumLink(Recorded):
    """One forum's place beside another: what it prepares for, reports to, decides over or raises matters to.

    `clause` is where that is said.
    """

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField("slag", max_length=14, choices=LinkKind)
    to = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="linked_from", verbose_name="forum")
    clause = models.CharField("var det står", max_length=300, blank=True)

    class Meta:
        ordering = ("kind", "to__name")
        verbose_name = "väg i organisationen"
        verbose_name_plural = "vägar i organisationen"
        constraints = (
            models.UniqueConstraint(fields=("forum", "kind", "to"), name="forum_link_once"),
            models.CheckConstraint(condition=~Q(forum=F("to")), name="forum_is_not_linked_to_itself"),
        )

    def __str__(self) -> str:
        return f"{self.forum} {self.get_kind_display()} {self.to}"


class Assignment(Recorded):
    """A working group's written assignment (uppdragsdirektiv): why, what it is to reach, from whom and how long.

    A group without a last day is fixed. `problem` is what happened or which problem it is about, in words.
    """

    forum = models.OneToOneField(Forum, on_delete=models.CASCADE, related_name="assignment")
    issued_by = models.ForeignKey(
        Forum, on_delete=models.PROTECT, related_name="+", verbose_name="uppdraget ges av"
    )
    issued_on = models.DateField("uppdraget gavs")
    purpose = models.TextField("syfte")
    goals = models.TextField("mål")
    problem = models.TextField("problem", blank=True)
    until = models.DateField("till och med", null=True, blank=True)
    report_by = models.DateField("återrapport senast", null=True, blank=True)
    reported_on = models.DateField("återrapporterat", null=True, blank=True)
    outcome = models.TextField("vad gruppen kom fram till", blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        ordering = ("issued_on", "pk")
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("issued_on")),
                name="assignment_ends_after_it_is_issued",
            ),
        )

    def __str__(self) -> str:
        return f"Uppdrag till {self.forum}"
