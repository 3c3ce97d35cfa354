"""Who sits in a forum: its composition as rules, the appointments held against them, and whose turn it is."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trygghjulet.cooperation.forums.models.bodies import Forum
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Function, Party


class Composition(Recorded):
    """How many sit in a forum, for how long, who appoints them and who may adjoin others.

    A term counts from 1 January the year after a general election to the municipal councils.
    """

    forum = models.OneToOneField(Forum, on_delete=models.CASCADE, related_name="composition")
    members_least = models.PositiveSmallIntegerField("ledamöter, minst", null=True, blank=True)
    members_most = models.PositiveSmallIntegerField("ledamöter, högst", null=True, blank=True)
    substitutes_least = models.PositiveSmallIntegerField("ersättare, minst", null=True, blank=True)
    substitutes_most = models.PositiveSmallIntegerField("ersättare, högst", null=True, blank=True)
    term_years = models.PositiveSmallIntegerField("mandattid i år", null=True, blank=True)
    police_required = models.BooleanField("polisen ska finnas med", default=False)
    appointed_by = models.CharField("utses av", max_length=160, blank=True)
    nominated_by = models.CharField("nomineras av", max_length=300, blank=True)
    chair_appointed_by = models.CharField("ordförande utses av", max_length=160, blank=True)
    vice_chairs = models.PositiveSmallIntegerField("vice ordförande", null=True, blank=True)
    vice_chairs_appointed_by = models.CharField("vice ordförande utses av", max_length=160, blank=True)
    committee = models.BooleanField("har arbetsutskott", default=False)
    adjuncts_decided_by = models.CharField("adjungering beslutas av", max_length=160, blank=True)
    eligibility = models.TextField("vem som kan komma i fråga", blank=True)
    absence = models.TextField("vid frånvaro", blank=True)
    clause = models.CharField("var det står", max_length=300, blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        verbose_name = "sammansättning"
        verbose_name_plural = "sammansättningar"

    def __str__(self) -> str:
        return f"Sammansättningen av {self.forum}"


class Seat(Recorded):
    """A place, or a category of places, in a forum.

    `key` is what an agreement's blueprint calls it. `mandates` are the keys of the mandates that go with it (see
    `rules.seats.MANDATES`). `elected`: held by an elected member, who acts in public and may be named.
    """

    class Attends(models.TextChoices):
        """Which meetings the holder goes to."""

        EVERY = "every", "Varje möte"
        EVERY_OTHER = "every_other", "Vartannat möte"
        WHEN_NEEDED = "when_needed", "Vid behov"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="seats")
    key = models.SlugField("nyckel", max_length=80)
    name = models.CharField("plats", max_length=160)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    at_least = models.PositiveSmallIntegerField("minst", default=1)
    at_most = models.PositiveSmallIntegerField("högst", null=True, blank=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    function_title = models.CharField("funktion", max_length=120, blank=True)
    elected = models.BooleanField("förtroendevald", default=False)
    attends = models.CharField("närvarar", max_length=12, choices=Attends, default=Attends.EVERY)
    mandates = models.JSONField("mandat", default=list, blank=True)
    appointed_by = models.CharField("utses av", max_length=160, blank=True)
    nominated_by = models.CharField("nomineras av", max_length=160, blank=True)
    clause = models.CharField("var det står", max_length=300, blank=True)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "plats"
        verbose_name_plural = "platser"
        constraints = (
            models.UniqueConstraint(fields=("forum", "key"), name="seat_key_once_in_a_forum"),
            models.CheckConstraint(
                condition=Q(at_most__isnull=True) | Q(at_most__gte=F("at_least")),
                name="seat_most_is_not_least",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Perspective(Recorded):
    """A property that so many of a forum's members, or of one category of them, must have."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="perspectives")
    seat = models.ForeignKey(
        Seat,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bland platserna",
    )
    name = models.CharField("perspektiv", max_length=200)
    key = models.SlugField("egenskap", max_length=80)
    value = models.CharField("värde", max_length=80)
    at_least = models.PositiveSmallIntegerField("minst", default=1)
    clause = models.CharField("var det står", max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "perspektiv"
        verbose_name_plural = "perspektiv"

    def __str__(self) -> str:
        return self.name


class Appointment(Recorded):
    """Somebody sits in a forum for a time: a member in a seat, a substitute or an adjunct.

    Privacy: told by title and organisation, and by the user's account where there is one; `public_name` is for elected
    members only, who act in public. `properties` are what perspectives ask for, such as {"focus": "kvinnor-tjejer"}.
    """

    class Role(models.TextChoices):
        """In what capacity."""

        MEMBER = "member", "Ledamot"
        SUBSTITUTE = "substitute", "Ersättare"
        ADJUNCT = "adjunct", "Adjungerad"

    class Office(models.TextChoices):
        """What else the person is in the forum."""

        NONE = "", "Inget uppdrag"
        CHAIR = "chair", "Ordförande"
        FIRST_VICE = "first_vice", "Förste vice ordförande"
        SECOND_VICE = "second_vice", "Andre vice ordförande"
        SECRETARY = "secretary", "Sekreterare"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="appointments")
    seat = models.ForeignKey(
        Seat,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="plats",
    )
    role = models.CharField("roll", max_length=10, choices=Role, default=Role.MEMBER)
    office = models.CharField("uppdrag", max_length=11, choices=Office, blank=True)
    office_given_by = models.CharField("uppdraget gavs av", max_length=160, blank=True)
    title = models.CharField("titel", max_length=160)
    organisation = models.CharField("organisation", max_length=160, blank=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    function = models.ForeignKey(
        Function, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="funktion"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="användare",
    )
    public_name = models.CharField("namn på förtroendevald", max_length=120, blank=True)
    political_party = models.CharField("politiskt parti", max_length=20, blank=True)
    properties = models.JSONField("egenskaper", default=dict, blank=True)
    mandates = models.JSONField("mandat", default=list, blank=True)
    since = models.DateField("från och med")
    until = models.DateField("till och med", null=True, blank=True)
    appointed_by = models.CharField("utsedd av", max_length=160, blank=True)
    nominated_by = models.CharField("nominerad av", max_length=160, blank=True)
    decision = models.CharField("beslut", max_length=160, blank=True)
    end_reason = models.CharField("varför uppdraget slutade", max_length=200, blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        ordering = ("seat__order", "role", "since", "pk")
        verbose_name = "ledamot"
        verbose_name_plural = "ledamöter"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="appointment_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """What they are called in a list and in minutes: name where it is public, title and organisation."""
        name = self.public_name or (str(self.user) if self.user else "")
        where = f"{self.title}, {self.organisation}" if self.organisation else self.title
        said = f"{name}, {where}" if name else where
        return f"{said} ({self.political_party})" if self.political_party else said

    def sits(self, day: date) -> bool:
        """Does the appointment hold that day?"""
        return self.since <= day and (self.until is None or day <= self.until)


class TurnRule(Recorded):
    """A task in a forum that goes in turns: who leads, who convenes, who takes notes.

    `share` is that of the clause: every other time, or equally many times. The places say in which order.
    """

    class What(models.TextChoices):
        """What goes in turns."""

        CHAIR = "chair", "Ordförandeskap"
        CONVENER = "convened_by", "Sammankallande"
        NOTES = "notes_by", "Anteckningar"

    class Share(models.TextChoices):
        """How it is shared."""

        EVERY_OTHER = "every_other", "Vartannat möte"
        EQUAL = "equal", "Lika ofta"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="turn_rules")
    what = models.CharField("vad", max_length=11, choices=What)
    share = models.CharField("hur", max_length=11, choices=Share)
    since = models.DateField("från och med", null=True, blank=True)
    clause = models.CharField("var det står", max_length=300, blank=True)

    class Meta:
        ordering = ("what",)
        verbose_name = "turordning"
        verbose_name_plural = "turordningar"
        constraints = (models.UniqueConstraint(fields=("forum", "what"), name="turn_rule_once"),)

    def __str__(self) -> str:
        return f"{self.get_what_display()} i {self.forum}"


class TurnPlace(Recorded):
    """A party's place in a turn-taking."""

    rule = models.ForeignKey(TurnRule, on_delete=models.CASCADE, related_name="places")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="part")
    order = models.PositiveSmallIntegerField("ordning")

    class Meta:
        ordering = ("order",)
        verbose_name = "plats i turordningen"
        verbose_name_plural = "platser i turordningen"
        constraints = (
            models.UniqueConstraint(fields=("rule", "party"), name="turn_place_once_a_party"),
            models.UniqueConstraint(fields=("rule", "order"), name="turn_place_order_once"),
        )

    def __str__(self) -> str:
        return f"{self.order}. {self.party}"
