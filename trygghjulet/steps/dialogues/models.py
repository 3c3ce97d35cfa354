"""Dialogues with what was said and seen, what followed, and consultations that let citizens choose."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.steps.dialogues.rules.following import State
from trygghjulet.steps.dialogues.rules.themes import Theme, Tone


class Kind(models.TextChoices):
    """What sort of talk it was."""

    CITIZENS = "citizens", "Medborgardialog"
    STAFF = "staff", "Medarbetardialog"
    WALK = "walk", "Trygghetsvandring"
    HEARING = "hearing", "Hearing"
    OTHER = "other", "Annat samtal"


class Light(models.TextChoices):
    """In what light a walk was made."""

    UNTOLD = "", "Anges inte"
    DAYLIGHT = "daylight", "Dagsljus"
    DARK = "dark", "Mörker"
    BOTH = "both", "Både dagsljus och mörker"


class Dialogue(Recorded):
    """A talk or a walk: when, where, with whom, and the points that came of it."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="område")
    kind = models.CharField("slag", max_length=10, choices=Kind)
    title = models.CharField("namn", max_length=160)
    held_on = models.DateField("hölls den")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="plats"
    )
    where = models.CharField("var, eller vilken väg", max_length=300, blank=True)
    light = models.CharField("ljus", max_length=10, choices=Light, default=Light.UNTOLD, blank=True)
    groups = models.CharField("vilka som deltog", max_length=300, blank=True)
    people = models.PositiveIntegerField("ungefär hur många", null=True, blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="hölls av")
    summary = models.TextField("sammanfattning", blank=True)
    entered_at = models.DateTimeField("införd")
    entered_by = models.CharField("införd av", max_length=120)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-held_on", "-pk")
        verbose_name = "dialog"
        verbose_name_plural = "dialoger"

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on:%Y-%m-%d}"


class Point(Recorded):
    """One thing that was said or seen, and, where something is to follow, by whom and when."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField("nummer")
    theme = models.CharField("tema", max_length=14, choices=[(t.value, t.words) for t in Theme])
    tone = models.CharField("ton", max_length=8, choices=[(t.value, t.words) for t in Tone])
    text = models.TextField("vad som sades eller sågs")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="känd plats"
    )
    spot = models.CharField("var", max_length=160, blank=True)
    group = models.CharField("vilka som sade det", max_length=120, blank=True)
    owner = models.CharField("den som råder över det", max_length=160, blank=True)
    to_do = models.TextField("vad som ska göras", blank=True)
    due = models.DateField("senast", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("dialogue", "number")
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        constraints = (
            models.UniqueConstraint(fields=("dialogue", "number"), name="point_number_once_in_a_dialogue"),
        )

    def __str__(self) -> str:
        return f"Punkt {self.number}, {self.dialogue}"

    @property
    def is_followed(self) -> bool:
        """Is something to come of it?"""
        return bool(self.to_do)


class PointState(Recorded):
    """How far what a point asks for has come; the newest row is how it stands."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="states")
    state = models.CharField("läge", max_length=12, choices=[(s.value, s.words) for s in State])
    words = models.CharField("vad som hänt, eller varför det inte blir av", max_length=300, blank=True)
    at = models.DateTimeField("tidpunkt")
    by_name = models.CharField("av", max_length=120)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = "läge för punkt"
        verbose_name_plural = "lägen för punkter"

    def __str__(self) -> str:
        return f"{self.point}: {State(self.state).words}"


class Consultation(Recorded):
    """A question to citizens with options to choose among, such as which promise comes first."""

    class Way(models.TextChoices):
        OPEN = "open", "Öppen för alla som ville svara"
        ASKED = "asked", "Frågad på plats, bland dem som gick förbi"
        SAMPLE = "sample", "Slumpmässigt urval"

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="område")
    question = models.CharField("fråga", max_length=300)
    way = models.CharField("hur svaren kom", max_length=8, choices=Way)
    first_day = models.DateField("från")
    last_day = models.DateField("till")
    answers = models.PositiveIntegerField("antal som svarade")
    asked = models.PositiveIntegerField("antal tillfrågade", null=True, blank=True)
    several = models.BooleanField("man fick välja flera", default=False)
    chosen_because = models.TextField("vad ni valde och varför", blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-last_day", "-pk")
        verbose_name = "samråd"
        verbose_name_plural = "samråd"
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="consultation_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.question


class Option(Recorded):
    """One of the things to choose among, and how many chose it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField()
    text = models.CharField("alternativ", max_length=200)
    votes = models.PositiveIntegerField("svar")
    chosen = models.BooleanField("valdes", default=False)

    class Meta:
        ordering = ("consultation", "order")
        verbose_name = "alternativ"
        verbose_name_plural = "alternativ"
        constraints = (models.UniqueConstraint(fields=("consultation", "order"), name="option_order_once"),)

    def __str__(self) -> str:
        return self.text
