"""Telling users something, once, and what one does in one's own inbox.

These writes leave no row in the log. A message and its deliveries are their own record of who was told what and
when; and what one has read or switched off is one's own business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.inbox.jobs import send
from trygghjulet.foundation.inbox.models import Channel, Delivery, Message, Preference
from trygghjulet.foundation.inbox.queries import messages_of, switched_off
from trygghjulet.foundation.jobs.queue import later
from trygghjulet.foundation.parties.models import Cooperation


@dataclass(frozen=True)
class Notice:
    """Something to tell a user. `key` names what it is about: told once, it is never told that user again."""

    user_id: int
    kind: str
    key: str
    subject: str
    text: str
    link: str = ""


@transaction.atomic
def tell(*, at: datetime, cooperation: Cooperation, notices: Sequence[Notice]) -> int:
    """Tell users what they have not been told; the answer is how many messages that came to.

    Message, deliveries and the job that sends the letters are written together or not at all. What somebody has
    switched off is written down as told without going anywhere, so that it does not come afterwards when it is
    switched on again.
    """
    # Whoever tells of this cooperation at the same time waits here, and then finds it told.
    Cooperation.objects.select_for_update().get(pk=cooperation.pk)
    told = set(
        Message.objects.filter(cooperation=cooperation, key__in={n.key for n in notices}).values_list(
            "user_id", "key"
        )
    )
    fresh = {(n.user_id, n.key): n for n in notices if (n.user_id, n.key) not in told}
    off = switched_off({user_id for user_id, _ in fresh})
    waiting = set()
    for notice in fresh.values():
        message = Message.objects.create(
            user_id=notice.user_id,
            cooperation=cooperation,
            kind=notice.kind,
            key=notice.key,
            subject=notice.subject[:200],
            text=notice.text,
            link=notice.link,
            created_at=at,
        )
        if (notice.user_id, notice.kind, Channel.INBOX) not in off:
            Delivery.objects.create(
                message=message, channel=Channel.INBOX, state=Delivery.State.SENT, sent_at=at
            )
        if settings.MAIL_FROM and (notice.user_id, notice.kind, Channel.EMAIL) not in off:
            Delivery.objects.create(message=message, channel=Channel.EMAIL, state=Delivery.State.WAITING)
            waiting.add(notice.user_id)
    for user_id in sorted(waiting):
        later(send, user_id=user_id)
    return len(fresh)


def mark_read(*, of: Scope, at: datetime, message_id: int | None = None) -> int:
    """Mark a message in one's own inbox as read, or all of them; the answer is how many that were."""
    mine = messages_of(of).filter(read_at__isnull=True)
    if message_id is not None:
        mine = mine.filter(pk=message_id)
    return Message.objects.filter(pk__in=list(mine.values_list("pk", flat=True))).update(read_at=at)


@transaction.atomic
def choose(*, user_id: int, wanted: Mapping[tuple[str, str], bool]) -> None:
    """Switch a user's own kinds of messages on or off, each given as kind and channel."""
    for (kind, channel), on in wanted.items():
        Preference.objects.update_or_create(user_id=user_id, kind=kind, channel=channel, defaults={"on": on})
