"""Keys of other systems, and what those systems have sent."""

from __future__ import annotations

import hashlib
import hmac

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.scanning.models import Pushed, ServiceKey, Source
from trygghjulet.steps.scanning.queries.material import sources


def hashed(secret: str) -> str:
    """A key as it is kept. It is 256 random bits, so that a quick hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(*, source_id: int, secret: str) -> ServiceKey | None:
    """The key of a source that a secret opens; None where it opens none, or the key is revoked.

    Each key is held against it in the same time, whether it fits or not.
    """
    given = hashed(secret)
    found = None
    for key in ServiceKey.objects.filter(source_id=source_id, revoked_at__isnull=True).select_related(
        "source__party", "source__cooperation__area"
    ):
        if hmac.compare_digest(key.key_sha256, given):
            found = key
    return found


def keys_of(scope: Scope, *, cooperation: Cooperation, source: Source) -> models.QuerySet[ServiceKey]:
    """A source's keys, newest first, where the person may know of the source."""
    return ServiceKey.objects.filter(
        source=source, source__in=sources(scope, cooperation=cooperation)
    ).select_related("source__party")


def pushed_of(*, source: Source, request_id: str) -> Pushed | None:
    """What a system sent under a number of its own."""
    return Pushed.objects.filter(source=source, request_id=request_id).first()


def waiting(source: Source) -> int:
    """How many sent reports wait to become a delivery."""
    return in_line(source).count()


def in_line(source: Source) -> models.QuerySet[Pushed]:
    """The sent reports that wait to become a delivery, oldest first."""
    return Pushed.objects.filter(source=source, delivered_at__isnull=True, refusal="")


def sources_with_waiting() -> list[int]:
    """The sources that have something waiting."""
    lined = Pushed.objects.filter(delivered_at__isnull=True, refusal="")
    return sorted(set(lined.values_list("source_id", flat=True)))
