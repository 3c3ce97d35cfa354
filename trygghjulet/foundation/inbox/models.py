"""Messages, their deliveries, and what each user has switched off."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from trygghjulet.foundation.inbox.rules import DeliveryState
from trygghjulet.foundation.parties.models import Cooperation


class Channel(models.TextChoices):
    """A way to reach somebody."""

    INBOX = "inbox", "Inkorgen"
    EMAIL = "email", "E-post"


class Message(models.Model):
    """Something told to a user. `key` says what it is about; the same thing is never told to the same user again.

    Privacy: what a user was told about the work, kept as long as the cooperation's work. No case of any person's.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("slag", max_length=40)
    key = models.CharField("vad det gäller", max_length=300)
    subject = models.CharField("rubrik", max_length=200)
    text = models.TextField("text")
    link = models.CharField("sida", max_length=200, blank=True)
    created_at = models.DateTimeField("skrevs")
    read_at = models.DateTimeField("lästes", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = "meddelande"
        verbose_name_plural = "meddelanden"
        constraints = (
            models.UniqueConstraint(fields=("user", "cooperation", "key"), name="message_is_told_once"),
        )

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """A message on its way through a channel. `claim` is the mark of the one who sends it."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = DeliveryState.WAITING.value, "Väntar"
        SENDING = DeliveryState.SENDING.value, "Skickas"
        SENT = DeliveryState.SENT.value, "Skickat"
        UNCERTAIN = DeliveryState.UNCERTAIN.value, "Osäkert"
        FAILED = DeliveryState.FAILED.value, "Gick inte att skicka"
        SWITCHED_OFF = DeliveryState.SWITCHED_OFF.value, "Avstängt"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField("väg", max_length=10, choices=Channel)
    state = models.CharField("läge", max_length=12, choices=State)
    claim = models.UUIDField("avsändarens märke", null=True, blank=True, db_index=True)
    claimed_at = models.DateTimeField("började skickas", null=True, blank=True)
    sent_at = models.DateTimeField("skickades", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("försök", default=0)
    error = models.CharField("fel", max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "utskick"
        verbose_name_plural = "utskick"
        constraints = (
            models.UniqueConstraint(fields=("message", "channel"), name="delivery_once_a_channel"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="delivery_sent_has_its_moment",
            ),
        )
        indexes = (models.Index(fields=("channel", "state"), name="delivery_by_state"),)

    def __str__(self) -> str:
        return f"{self.message} ({self.get_channel_display()})"


class Preference(models.Model):
    """What a user wants of a kind of message through a channel. Without a row it is on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("slag", max_length=40)
    channel = models.CharField("väg", max_length=10, choices=Channel)
    on = models.BooleanField("på", default=True)

    class Meta:
        ordering = ("kind", "channel")
        verbose_name = "inställning"
        verbose_name_plural = "inställningar"
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "channel"), name="preference_one_row"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}: {'på' if self.on else 'av'}"
