"""Entering the parties' own processes, and ordering and closing a calendar of one's own."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.oversight.annual_wheel.models import CalendarFeed, OwnProcess
from trygghjulet.oversight.annual_wheel.rules.year import Choice

#: Longer than this is no process of a year's wheel.
_LONGEST = timedelta(days=366)
_MOST_FEEDS = 20
_READ_NOTED = timedelta(hours=1)


@operation
def enter_process(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    title: str,
    first: date,
    last: date,
    party: Party | None = None,
    repeats: bool = True,
    link: str = "",
) -> OwnProcess:
    """Enter a party's own process in the year's wheel.

    Raises:
        Denied: the person may not plan in the whole cooperation.
        Refused: it ends before it begins or takes more than a year, or the party is another cooperation's.
        PersonalDataFound: the title holds personal data.
    """
    _check(by, cooperation, title=title, days=(first, last), party=party)
    made = OwnProcess(
        cooperation=cooperation, party=party, title=title, first=first, last=last, repeats=repeats, link=link
    )
    made.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="förde in en egen process", subject=made)
    return made


@operation
def change_process(
    *,
    by: Scope,
    at: datetime,
    process: OwnProcess,
    title: str,
    first: date,
    last: date,
    party: Party | None = None,
    repeats: bool = True,
    link: str = "",
) -> OwnProcess:
    """Change a party's own process.

    Raises:
        Denied: the person may not plan in the whole cooperation.
        Refused: it ends before it begins or takes more than a year, or the party is another cooperation's.
        PersonalDataFound: the title holds personal data.
    """
    saved = OwnProcess.objects.select_for_update().select_related("cooperation").get(pk=process.pk)
    _check(by, saved.cooperation, title=title, days=(first, last), party=party)
    saved.title, saved.first, saved.last = title, first, last
    saved.party, saved.repeats, saved.link = party, repeats, link
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="ändrade en egen process", subject=saved)
    return saved


@operation
def remove_process(*, by: Scope, at: datetime, process: OwnProcess) -> None:
    """Take a party's own process out of the wheel.

    Raises:
        Denied: the person may not plan in the whole cooperation.
    """
    by.require(Permission.RECORD_MEETINGS, cooperation_id=process.cooperation_id)
    record(
        by=by, at=at, cooperation_id=process.cooperation_id, act="tog bort en egen process", subject=process
    )
    process.delete()


def _check(
    by: Scope, cooperation: Cooperation, *, title: str, days: tuple[date, date], party: Party | None
) -> None:
    first, last = days
    by.require(Permission.RECORD_MEETINGS, cooperation_id=cooperation.pk)
    refuse_personal_data(title)
    if last < first:
        raise Refused("Den sista dagen ligger före den första.")
    if last - first >= _LONGEST:
        raise Refused(
            "En process i årshjulet är högst ett år lång. Dela den, eller ange en tidigare sista dag."
        )
    if party is not None and not cooperation.participations.filter(party=party).exists():
        raise Refused(f"{party} är ingen part i den här samverkan.")


@operation
def order_feed(
    *, of: Scope, at: datetime, cooperation: Cooperation, choice: Choice, words: str
) -> tuple[CalendarFeed, str]:
    """Order a calendar of one's own; the answer is the calendar and its secret, which is not kept and not told again.

    Raises:
        Denied: the person may not see the cooperation.
        Refused: the person has many already.
    """
    of.require(Permission.SEE, cooperation_id=cooperation.pk)
    if of.user_id is None:
        raise Refused("En kalender hör till någon som har ett konto.")
    user_id = of.user_id
    mine = CalendarFeed.objects.filter(user_id=user_id, cooperation=cooperation, revoked_at__isnull=True)
    if mine.count() >= _MOST_FEEDS:
        raise Refused(f"Du har redan {_MOST_FEEDS} kalendrar. Stäng någon som inte används.")
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        user_id=user_id,
        cooperation=cooperation,
        secret_sha256=hashed(secret),
        forum=choice.forum,
        party=choice.party,
        function=choice.function,
        mine=choice.mine,
        words=words,
        created_at=at,
    )
    record(by=of, at=at, cooperation_id=cooperation.pk, act="skapade en kalenderadress", subject=feed)
    return feed, secret


@operation
def close_feed(*, of: Scope, at: datetime, feed: CalendarFeed) -> None:
    """Close a calendar of one's own: its address leads nowhere any more.

    Raises:
        Refused: it is somebody else's.
    """
    if feed.user_id != of.user_id:
        raise Refused("Kalendern är någon annans.")
    saved = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    saved.revoked_at = saved.revoked_at or at
    saved.save(update_fields=["revoked_at"])
    record(by=of, at=at, cooperation_id=saved.cooperation_id, act="stängde en kalenderadress", subject=saved)


def note_reading(*, feed: CalendarFeed, at: datetime) -> None:
    """Note that a program has read the calendar, once an hour at most."""
    if feed.last_read_at is None or at - feed.last_read_at >= _READ_NOTED:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=at)


def hashed(secret: str) -> str:
    """A secret as it is kept. It is 256 random bits, so that a quick hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
