"""Sources: an owner, a format, a rule for who sees what, and where the material is fetched."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Party


class Theme(models.TextChoices):
    """What a source tells of; the picture keeps them apart."""

    CRIME = "crime", "Brott och händelser"
    DISORDER = "disorder", "Felanmälningar och ordning"
    FIELD = "field", "Observationer från fältet"
    SURVEY = "survey", "Undersökningar om trygghet och vanor"
    STATISTICS = "statistics", "Färdig statistik"
    CONTEXT = "context", "Befolkning och sammanhang"
    PLACES = "places", "Gränser och platser"
    NEWS = "news", "Nyhetsflöde"


class Sharing(models.TextChoices):
    """Who sees what of a source."""

    ROWS = "rows", "Alla parter ser raderna"
    SUMS = "sums", "Raderna stannar hos ägaren, summor delas"
    OWNER = "owner", "Bara ägaren ser något"


class Detail(models.TextChoices):
    """The finest place that a source tells of."""

    POINT = "point", "Punkt"
    PLACE = "place", "Plats eller adressområde"
    AREA = "area", "Område"
    MUNICIPALITY = "municipality", "Hela kommunen"


class Pull(models.TextChoices):
    """How often a source is fetched from its service."""

    NEVER = "", "Hämtas inte"
    HOURLY = "hourly", "Varje timme"
    DAILY = "daily", "Varje dag"
    WEEKLY = "weekly", "Varje vecka"
    MONTHLY = "monthly", "Varje månad"


class Source(Recorded):
    """Where material comes from: an owner, a format and a rule for who sees what."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="ägare")
    name = models.CharField("namn", max_length=120)
    reader = models.CharField("format", max_length=40)
    theme = models.CharField("slag", max_length=12, choices=Theme)
    sharing = models.CharField("delning", max_length=8, choices=Sharing, default=Sharing.SUMS)
    smallest_count = models.PositiveSmallIntegerField(
        "minsta antal som visas för andra än ägaren",
        default=5,
        help_text="Antal under detta visas inte för den som inte får se raderna.",
    )
    detail = models.CharField("detaljgrad", max_length=12, choices=Detail, default=Detail.POINT)
    definition = models.TextField(
        "vad siffrorna betyder",
        help_text="En mening som följer med siffrorna, till exempel: Anmälda brott efter brottsplats.",
    )
    retention = models.DateField("raderna gallras den", null=True, blank=True)
    retention_months = models.PositiveSmallIntegerField(
        "raderna gallras efter så här många månader", null=True, blank=True
    )
    # Which column of the file is what, as a person once stated it: the reader's own words to the file's.
    mapping = models.JSONField("kolumner", default=dict, blank=True)
    # What the reader or the service must be told: a municipality's code, an address, a codebook.
    settings = models.JSONField("inställningar", default=dict, blank=True)
    pull = models.CharField("hämtas", max_length=8, choices=Pull, default=Pull.NEVER, blank=True)
    pulled_at = models.DateTimeField("senast hämtad", null=True, blank=True)
    pull_failure = models.TextField("varför hämtningen inte gick", blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "källa"
        verbose_name_plural = "källor"
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "name"), name="source_name_once_in_a_cooperation"),
        )

    def __str__(self) -> str:
        return self.name


class ServiceKey(Recorded):
    """A key with which another system may hand in to a source; only its hash is kept."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="keys")
    label = models.CharField("vem som har den", max_length=120)
    key_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("skapad")
    used_at = models.DateTimeField("senast använd", null=True, blank=True)
    revoked_at = models.DateTimeField("återkallad", null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "nyckel"
        verbose_name_plural = "nycklar"

    def __str__(self) -> str:
        return f"{self.label} till {self.source}"
