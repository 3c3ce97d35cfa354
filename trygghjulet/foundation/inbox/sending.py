"""Sending letters, each at most once.

Sending has three acts: the deliveries are marked as being sent, and that is committed; the letter is handed to the
mail server; the deliveries are marked as sent. Whoever is killed between the first act and the third leaves
deliveries of which nobody can know whether the letter left. They are marked as uncertain and shown to the
administrator, never sent again: decision 0011.
"""

from __future__ import annotations

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction
from django.db.models import F, Value

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.inbox.models import Channel, Delivery
from trygghjulet.foundation.inbox.queries import switched_off
from trygghjulet.foundation.inbox.rules import Line, letter

_log = logging.getLogger(__name__)

#: How long a sender may take before nobody can know what became of the letter.
UNCERTAIN_AFTER: Final = timedelta(minutes=15)
#: How many times a letter that certainly has not left is tried.
TRIES: Final = 8


def send_waiting(*, at: datetime, user_id: int) -> int:
    """Send a user one letter with everything that waits; the answer is how many messages it held.

    Whoever comes second finds nothing waiting and sends nothing.
    """
    claimed = _claim(at, user_id)
    if not claimed:
        return 0
    mine = Delivery.objects.filter(pk__in=[d.pk for d in claimed], state=Delivery.State.SENDING)
    subject, text = letter(
        [Line(d.message.subject, d.message.text, d.message.link) for d in claimed], site=settings.SITE_URL
    )
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        # No connection, no letter: this one may be tried again.
        _put_back(mine, error)
        return 0
    message = EmailMessage(
        subject,
        text,
        from_email=settings.MAIL_FROM,
        to=[claimed[0].message.user.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
        # The server has answered that it does not take the letter.
        mine.update(state=Delivery.State.FAILED, error=_words(refusal))
        return 0
    except Exception as error:  # noqa: BLE001  # whatever it was, the letter may have left
        _log.exception("A letter may or may not have left.")
        mine.update(state=Delivery.State.UNCERTAIN, error=_words(error))
        return 0
    else:
        mine.update(state=Delivery.State.SENT, sent_at=at)
        return len(claimed)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _claim(at: datetime, user_id: int) -> list[Delivery]:
    """Mark a user's waiting letters as being sent, and commit it, before anything leaves."""
    claim = uuid4()
    with transaction.atomic(durable=True):  # inside another transaction nothing would be committed yet
        waiting = Delivery.objects.filter(
            message__user_id=user_id, channel=Channel.EMAIL, state=Delivery.State.WAITING
        )
        ids = list(waiting.select_for_update(of=("self",)).values_list("pk", "message__kind"))
        off = {kind for _, kind, channel in switched_off([user_id]) if channel == Channel.EMAIL}
        if not User.objects.filter(pk=user_id, is_active=True).exists():
            off = {kind for _, kind in ids}
        Delivery.objects.filter(pk__in=[pk for pk, kind in ids if kind in off]).update(
            state=Delivery.State.SWITCHED_OFF
        )
        Delivery.objects.filter(
            pk__in=[pk for pk, kind in ids if kind not in off], state=Delivery.State.WAITING
        ).update(state=Delivery.State.SENDING, claim=claim, claimed_at=at, tries=F("tries") + Value(1))
    return list(Delivery.objects.filter(claim=claim).select_related("message__user").order_by("pk"))


def _put_back(mine: models.QuerySet[Delivery], error: Exception) -> None:
    words = _words(error)
    mine.filter(tries__gte=TRIES).update(state=Delivery.State.FAILED, error=words)
    mine.update(state=Delivery.State.WAITING, error=words)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def give_up_uncertain(*, at: datetime) -> int:
    """Mark as uncertain what somebody began to send and never told of; the answer is how many that were."""
    return Delivery.objects.filter(
        channel=Channel.EMAIL, state=Delivery.State.SENDING, claimed_at__lt=at - UNCERTAIN_AFTER
    ).update(state=Delivery.State.UNCERTAIN, error="Avbröts medan det skickades.")


def users_with_waiting() -> frozenset[int]:
    """Those who have a letter waiting."""
    waiting = Delivery.objects.filter(channel=Channel.EMAIL, state=Delivery.State.WAITING)
    return frozenset(waiting.values_list("message__user_id", flat=True))
