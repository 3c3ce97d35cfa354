"""What another system has sent by itself, kept until it has become a delivery."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.steps.scanning.models.deliveries import Delivery
from trygghjulet.steps.scanning.models.sources import ServiceKey, Source


class Pushed(Recorded):
    """A fault report that another system sent, known by that system's own number.

    What was sent stays here until it has become a delivery, and is then taken away; the number and the hash stay, so
    that the same report sent again is known.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey(ServiceKey, on_delete=models.SET_NULL, null=True, related_name="+")
    request_id = models.CharField("avsändarens nummer", max_length=100)
    content = models.JSONField("ärendet", default=dict, blank=True)
    content_sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField("mottagen")
    delivered_at = models.DateTimeField("lämnad vidare", null=True, blank=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    refusal = models.TextField("varför den inte kunde läsas", blank=True)

    class Meta:
        ordering = ("received_at", "pk")
        verbose_name = "skickad anmälan"
        verbose_name_plural = "skickade anmälningar"
        constraints = (
            models.UniqueConstraint(
                fields=("source", "request_id"), name="a_pushed_request_once_in_a_source"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} till {self.source}"
