"""Reminding: what is owed calls for reminders today, told to those it rests on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.oversight.reminders.queries import coordinators, taking_part
from trygghjulet.oversight.reminders.rules import Owed, ownerless, stages

_log = logging.getLogger(__name__)


class NotAllReminded(RuntimeError):
    """Some cooperations could not be gone through; the others were."""


def remind(*, at: datetime, owed_in: Callable[[Cooperation, date], Iterable[Owed]]) -> int:
    """Remind everybody in every cooperation; the answer is how many messages that came to.

    Done twice, it reminds once: the inbox knows what it has told. A fault in one cooperation does not keep the
    others from being reminded.

    Args:
        at: now.
        owed_in: what is owed in a cooperation on a day.

    Raises:
        NotAllReminded: a cooperation could not be gone through; the fault itself is in the running log.
    """
    on = timezone.localdate(at)
    count, failed = 0, 0
    for cooperation in Cooperation.objects.select_related("area").order_by("pk"):
        try:
            notices = list(_notices(cooperation, owed_in(cooperation, on), on))
            count += tell(at=at, cooperation=cooperation, notices=notices)
        except Exception:  # noqa: BLE001  # whatever it was, the other cooperations are to be reminded
            _log.exception("The reminders of cooperation %s failed.", cooperation.pk)
            failed += 1
    if failed:
        raise NotAllReminded(f"{failed} of the cooperations could not be reminded.")
    return count


def _notices(cooperation: Cooperation, everything: Iterable[Owed], on: date) -> Iterator[Notice]:
    here, in_charge = taking_part(cooperation, on=on), coordinators(cooperation, on=on)
    page = reverse("overview:cooperation", args=(cooperation.slug,))
    for owed in everything:
        mine = owed.users & here
        nobodys = owed.ownerless or (bool(owed.users) and not mine)
        for reminder in stages(owed, on=on):
            said = ownerless(reminder) if nobodys else reminder
            for user_id in sorted(mine or in_charge):
                yield Notice(
                    user_id=user_id,
                    kind=said.kind,
                    key=said.key,
                    subject=said.subject,
                    text=said.text,
                    link=owed.link or page,
                )
