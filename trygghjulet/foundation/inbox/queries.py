"""Reading one's own inbox and settings, and what could not be sent."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.inbox.models import Channel, Delivery, Message, Preference
from trygghjulet.foundation.parties.models import Cooperation

#: What an administrator is shown, so that somebody can tell the receiver in another way.
_TROUBLED = (Delivery.State.UNCERTAIN, Delivery.State.FAILED)


def messages_of(scope: Scope) -> models.QuerySet[Message]:
    """What stands in one's own inbox, newest first; only of cooperations that one still takes part in."""
    return Message.objects.filter(
        user=scope.user_id,
        cooperation_id__in=scope.cooperation_ids,
        deliveries__channel=Channel.INBOX,
        deliveries__state=Delivery.State.SENT,
    ).select_related("cooperation")


def unread(scope: Scope) -> int:
    """How many of them one has not read."""
    return messages_of(scope).filter(read_at__isnull=True).count()


def switched_off(user_ids: Iterable[int]) -> frozenset[tuple[int, str, str]]:
    """What users have switched off: user, kind and channel."""
    rows = Preference.objects.filter(user_id__in=list(user_ids), on=False)
    return frozenset(rows.values_list("user_id", "kind", "channel"))


def troubled(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Delivery]:
    """The deliveries that did not reach their receiver, or may not have.

    Raises:
        Denied: the person may not see the log.
    """
    scope.require(Permission.SEE_LOG, cooperation_id=cooperation.pk)
    return (
        Delivery.objects.filter(message__cooperation=cooperation, state__in=_TROUBLED)
        .select_related("message__user")
        .order_by("-claimed_at", "-pk")
    )
