"""The meeting's decision, which freezes the picture, and its way out to those who are to have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from trygghjulet.cooperation.forums.models import Decision, Meeting
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.week.models import WeekPicture
from trygghjulet.steps.week.operations._common import open_draft, require
from trygghjulet.steps.week.queries.pictures import content_now, recipients, told_now
from trygghjulet.steps.week.rules import decided

KIND = "week_picture"


@operation
def decide(
    *,
    by: Scope,
    at: datetime,
    picture: WeekPicture,
    on: date,
    seen_sha256: str,
    meeting: Meeting | None = None,
    decision: Decision | None = None,
) -> WeekPicture:
    """Record that the meeting decided: figures, words, focus and measures are frozen as they were.

    Args:
        seen_sha256: the `content_now` of what the meeting had before it.
        meeting: the meeting that decided, where it is another than the one that the draft was made for.
        decision: the forum's own row of the decision.

    Raises:
        Denied: the person may not adopt pictures there.
        Refused: it is decided or closed already, the day lies before the week's end or has not come, something
            changed, or the meeting or the decision is another forum's.
    """
    require(by, Permission.ADOPT_PICTURE, picture.round)
    saved = open_draft(picture)
    if on <= saved.round.last_day:
        raise Refused(f"Veckan slutar {numbers.day(saved.round.last_day)}. Beslutet kan inte vara före det.")
    if on > timezone.localdate(at):
        raise Refused("Dagen har inte kommit än.")
    if content_now(saved) != seen_sha256:
        raise Refused(
            "Siffror, fokus eller insatser har ändrats sedan du öppnade sidan. Läs igenom igen innan ni beslutar."
        )
    if any(one is not None and one.forum_id != saved.setting.forum_id for one in (meeting, decision)):
        raise Refused("Mötet hör till ett annat forum.")
    _freeze(saved, seen_sha256)
    saved.state, saved.decided_on = WeekPicture.State.DECIDED, on
    saved.meeting, saved.decision = meeting or saved.meeting, decision
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.round.cooperation_id,
        act="förde in beslutet om",
        subject=saved,
        on=on.isoformat(),
        content_sha256=saved.content_sha256,
    )
    return saved


@operation
def close(*, by: Scope, at: datetime, picture: WeekPicture, why: str) -> WeekPicture:
    """Close a week whose meeting never decided, with a word why; it is frozen as it stands and never sent.

    Raises:
        Denied: the person may not adopt pictures there.
        Refused: it is decided or closed already, its meeting has not been yet, or no word is given.
        PersonalDataFound: the word holds personal data.
    """
    require(by, Permission.ADOPT_PICTURE, picture.round)
    refuse_personal_data(why)
    saved = open_draft(picture)
    if timezone.localdate(at) <= saved.meeting_on:
        raise Refused(
            f"Mötet är {numbers.day(saved.meeting_on)}. Veckan kan avslutas utan beslut först efter det."
        )
    if not why.strip():
        raise Refused("Skriv varför veckan avslutas utan beslut.")
    _freeze(saved, content_now(saved))
    saved.state, saved.closed_on = WeekPicture.State.CLOSED, timezone.localdate(at)
    saved.closed_why = why.strip()
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.round.cooperation_id,
        act="avslutade utan beslut",
        subject=saved,
        why=saved.closed_why,
    )
    return saved


def _freeze(picture: WeekPicture, sha256: str) -> None:
    picture.told = decided.to_json(told_now(picture))
    picture.content_sha256 = sha256


@operation
def send(*, by: Scope, at: datetime, picture: WeekPicture) -> WeekPicture:
    """Tell those who are to have the decided picture: the forum's members, the forums of its routing, the reporters.

    Sent again it reaches only those who have not been told.

    Raises:
        Denied: the person may not write the picture there.
        Refused: the picture is not decided.
    """
    require(by, Permission.WRITE_PICTURE, picture.round)
    saved = WeekPicture.objects.select_for_update(of=("self",)).get(pk=picture.pk)
    if not saved.is_decided:
        raise Refused("Veckans läge är ett utkast. Det skickas när mötet har beslutat.")
    told = tell(at=at, cooperation=picture.round.cooperation, notices=list(_notices(picture, at)))
    saved.sent_at = saved.sent_at or at
    saved.save()
    record(
        by=by, at=at, cooperation_id=picture.round.cooperation_id, act="skickade ut", subject=saved, told=told
    )
    return saved


def _notices(picture: WeekPicture, at: datetime) -> Iterator[Notice]:
    today = timezone.localdate(at)
    round, whom = picture.round, recipients(picture, on=today)
    link = reverse("week:show", args=(round.cooperation.slug, round.pk))
    told = told_now(picture)
    focus = ", ".join(one.title for one in told.coming.focus)
    words = f"Fokus den kommande veckan: {focus}." if focus else "Inget särskilt fokus valdes."
    for user_id in sorted(whom.everybody):
        thanks = "Dina rapporter är med. " if user_id in whom.reporters else ""
        yield Notice(
            user_id=user_id,
            kind=KIND,
            key=f"week-{picture.pk}",
            subject=f"Veckans läge i {round.area.name}, {picture.week}",
            text=f"{thanks}{words}",
            link=link,
        )
