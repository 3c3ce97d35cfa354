"""Keys for systems that send by themselves, and what those systems send."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import uuid4

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.addresses import without_house_number
from trygghjulet.foundation.privacy.guard import look, refuse_personal_data
from trygghjulet.foundation.privacy.keys import tells_of
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Delivery, Pushed, ServiceKey, Source
from trygghjulet.steps.scanning.operations._common import require_source
from trygghjulet.steps.scanning.queries.pushed import hashed
from trygghjulet.steps.scanning.rules.pushed import Sent

_MOST_KEYS: Final = 20


@operation
def make_key(*, by: Scope, at: datetime, source: Source, label: str) -> tuple[ServiceKey, str]:
    """Make a key for a system; the answer is the key and its secret, which is not kept and not told again.

    Raises:
        Denied: the person does not coordinate for the party that owns the source.
        PersonalDataFound: the label holds personal data.
        Refused: nothing can be sent to such a source, or it has many keys already.
    """
    _require_keeper(by, source)
    refuse_personal_data(label)
    if not takes_pushed(source):
        raise Refused(
            "Till den här källan kan inget skickas av ett annat system. Lämna filer eller hämta i stället."
        )
    if ServiceKey.objects.filter(source=source, revoked_at__isnull=True).count() >= _MOST_KEYS:
        raise Refused(f"Källan har redan {_MOST_KEYS} nycklar. Återkalla någon som inte används.")
    secret = secrets.token_urlsafe(32)
    key = ServiceKey(source=source, label=label, key_sha256=hashed(secret), created_at=at)
    key.save()
    record(by=by, at=at, cooperation_id=source.cooperation_id, act="skapade en nyckel", subject=key)
    return key, secret


@operation
def revoke_key(*, by: Scope, at: datetime, key: ServiceKey) -> ServiceKey:
    """Let a key open nothing any more. What has been sent with it stays.

    Raises:
        Denied: the person does not coordinate for the party that owns the source.
        Refused: it is revoked already.
    """
    _require_keeper(by, key.source)
    saved = ServiceKey.objects.select_for_update().select_related("source").get(pk=key.pk)
    if saved.revoked_at is not None:
        raise Refused("Nyckeln är redan återkallad.")
    saved.revoked_at = at
    saved.save()
    record(
        by=by, at=at, cooperation_id=saved.source.cooperation_id, act="återkallade en nyckel", subject=saved
    )
    return saved


@operation
def receive(*, by: Scope, at: datetime, key: ServiceKey, sent: Sent) -> Pushed:
    """Keep what a system sent, once for each of its own numbers; the latest word on a number is what holds.

    Raises:
        Denied: the scope may not hand in to the key's source.
        PersonalDataFound: the kind of report holds personal data.
        Refused: the key is revoked, the report's number tells of a person, or the place holds nothing else.
    """
    source = key.source
    require_source(by, Permission.DELIVER, source)
    refuse_personal_data(sent.service_name, sent.service_code)
    if kind := tells_of(sent.service_request_id or "", year=at.year):
        raise Refused(
            f"Ärendets nummer ser ut som {kind.with_article}. Skicka ett nummer som inte säger något om en person."
        )
    # The source's lock lets one at a time in, so that the same number sent twice at once becomes one.
    Source.objects.select_for_update().get(pk=source.pk)
    locked = ServiceKey.objects.select_for_update().get(pk=key.pk)
    if locked.revoked_at is not None:
        raise Refused("Nyckeln är återkallad.")
    content = _content(sent, at)
    saved = (
        Pushed.objects.select_for_update().filter(source=source, request_id=sent.service_request_id).first()
    )
    repeated = saved is not None and saved.content_sha256 == sent.sha256
    if saved is None:
        saved = Pushed(source=source, request_id=sent.service_request_id or f"t-{uuid4().hex}")
    if not repeated:
        saved.key = locked
        saved.content = content | {"service_request_id": saved.request_id}
        saved.content_sha256 = sent.sha256
        saved.received_at = at
        saved.delivered_at, saved.delivery, saved.refusal = None, None, ""
        saved.save()
    locked.used_at = at
    locked.save()
    record(
        by=by,
        at=at,
        cooperation_id=source.cooperation_id,
        act="tog emot en anmälan igen" if repeated else "tog emot en anmälan",
        subject=saved,
        key=locked.label,
    )
    return saved


@operation
def note_handed_over(
    *,
    by: Scope,
    at: datetime,
    source: Source,
    sent: Sequence[Pushed],
    delivery: Delivery | None,
    refusal: str = "",
) -> int:
    """Note that some sent reports have become a delivery, or why they could not; the answer is how many.

    What they held is then in the delivery, and is taken away here; what could not be read stays. A report that has
    been sent anew in the meantime is left to wait.

    Raises:
        Denied: the scope may not hand in to the source.
    """
    require_source(by, Permission.DELIVER, source)
    noted = 0
    told: dict[str, object] = {"refusal": refusal, "delivery": delivery}
    told |= {} if refusal else {"content": {}, "delivered_at": at}
    for one in sent:
        noted += Pushed.objects.filter(
            pk=one.pk, source=source, content_sha256=one.content_sha256, received_at=one.received_at
        ).update(**told)
    record(
        by=by,
        at=at,
        cooperation_id=source.cooperation_id,
        act="kunde inte läsa skickade anmälningar" if refusal else "lämnade vidare skickade anmälningar",
        subject=source,
        rows=noted,
    )
    return noted


def takes_pushed(source: Source) -> bool:
    """Can another system send to the source?"""
    try:
        return bool(registry.format_of(source.reader).pushed)
    except LookupError:
        return False


def _require_keeper(by: Scope, source: Source) -> None:
    """Refuse unless the person coordinates for the party that owns the source."""
    by.require(Permission.MANAGE, cooperation_id=source.cooperation_id)
    require_source(by, Permission.DELIVER, source)


def _content(sent: Sent, at: datetime) -> dict[str, object]:
    """What is kept of a report: its address without the number of a house, and never what looks like a person."""
    address = without_house_number(sent.address)
    if look(address):
        address = ""
    if sent.lat is None and not address:
        raise Refused(
            "Platsen är bara ett husnummer eller en personuppgift. Skicka lat och long, eller en gata."
        )
    kept = asdict(sent) | {
        "address": address,
        "requested_datetime": sent.requested_datetime or at.isoformat(),
    }
    return {name: value for name, value in kept.items() if value not in ("", None)}
