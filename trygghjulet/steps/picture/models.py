"""The situational picture: its settings, its frozen figures, what people wrote, and its findings."""

from __future__ import annotations

from django.db import models

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.rounds.models import Round


class Part(models.TextChoices):
    """The texts of a picture, in the order of the act's 4 §."""

    EXTENT = "extent", "Brottsligheten och dess omfattning"
    CONSEQUENCES = "consequences", "Konsekvenser"
    OTHER = "other", "Annan information av betydelse"
    ANALYSIS = "analysis", "Analys"


class SituationalPicture(Recorded):
    """A picture of an area and a period. A draft follows the datasets; an adopted one is frozen."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        ADOPTED = "adopted", "Antagen"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    edition = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField("läge", max_length=8, choices=State, default=State.DRAFT)
    cell_size = models.PositiveSmallIntegerField("rutstorlek i meter", default=250)
    figures = models.JSONField("siffror")
    figures_sha256 = models.CharField("siffrornas kontrollsumma", max_length=64)
    dataset_hashes = models.JSONField("underlagens kontrollsummor", default=list)
    computed_at = models.DateTimeField("räknad")
    adopted_by = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="antagen av"
    )
    adopted_on = models.DateField("antagen den", null=True, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)

    class Meta:
        ordering = ("-edition",)
        verbose_name = "lägesbild"
        verbose_name_plural = "lägesbilder"
        constraints = (
            models.UniqueConstraint(fields=("round", "edition"), name="picture_edition_once_in_a_round"),
        )

    def __str__(self) -> str:
        return f"Lägesbild {self.round}"

    @property
    def is_adopted(self) -> bool:
        """Is it adopted, and so frozen?"""
        return self.state == self.State.ADOPTED


class PictureText(Recorded):
    """What people wrote in one part of a picture. `revision` rises with every change."""

    picture = models.ForeignKey(SituationalPicture, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField("del", max_length=14, choices=Part)
    text = models.TextField("text", blank=True)
    revision = models.PositiveIntegerField(default=0)
    by_name = models.CharField("senast skriven av", max_length=120, blank=True)
    at = models.DateTimeField("senast skriven", null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("picture", "part"), name="one_text_for_each_part_of_a_picture"),
        )

    def __str__(self) -> str:
        return f"{Part(self.part).label}, {self.picture}"


class Finding(Recorded):
    """Something the picture says that a priority can rest on: found in the figures, or written by people."""

    class Kind(models.TextChoices):
        HOTSPOT = "hotspot", "Plats med koncentration"
        CATEGORY = "category", "Brottstyp som förändras"
        AREA = "area", "Område som avviker"
        RHYTHM = "rhythm", "Tidsmönster"
        WRITTEN = "written", "Iakttagelse"

    picture = models.ForeignKey(SituationalPicture, on_delete=models.CASCADE, related_name="findings")
    key = models.CharField(max_length=120)
    kind = models.CharField("slag", max_length=10, choices=Kind)
    statement = models.TextField("iakttagelse")
    counts = models.JSONField("antal som den bygger på", default=list)

    class Meta:
        ordering = ("pk",)
        verbose_name = "iakttagelse"
        verbose_name_plural = "iakttagelser"
        constraints = (
            models.UniqueConstraint(fields=("picture", "key"), name="finding_key_once_in_a_picture"),
        )

    def __str__(self) -> str:
        return self.statement[:120]
