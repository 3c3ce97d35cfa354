"""Setting up a forum, changing what is known of it, and letting it end."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.operations._common import locked, refuse, require_parties
from trygghjulet.cooperation.forums.rules.meetings import out_of_time
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data

#: No call is sent earlier than this before a meeting.
_LONGEST_CALL = 90


@dataclass(frozen=True)
class ForumContent:
    """A forum as a person writes it down; what is unknown stays empty."""

    name: str
    kind: str
    led_by: Party | None = None
    convened_by: Party | None = None
    convener: str = ""
    secretariat: str = ""
    purpose: str = ""
    mandate: str = ""
    part_of: Forum | None = None
    call_days: int | None = None
    refuses_individual: bool = False
    refuses_operational: bool = False
    refusal_clause: str = ""

    @classmethod
    def of(cls, forum: Forum) -> ForumContent:
        """What is known of a forum now."""
        return cls(**{one.name: getattr(forum, one.name) for one in fields(cls)})


@operation
def set_up(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    name: str,
    kind: str,
    area: Area | None = None,
    led_by: Party | None = None,
    key: str = "",
) -> Forum:
    """Set up a body that meets.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the name or the key is taken, or the area or the party is another cooperation's.
        PersonalDataFound: the name holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(name)
    forum = Forum(cooperation=cooperation, name=name, kind=kind, area=area, led_by=led_by, key=key)
    save_new(forum)
    record(by=by, at=at, cooperation_id=cooperation.pk, act="inrättade", subject=forum, kind=kind)
    return forum


@operation
def change_forum(
    *, by: Scope, at: datetime, forum: Forum, content: ForumContent, seen: int | None = None
) -> Forum:
    """Change what is known of a forum: its kind, who leads and convenes it, what it is for and what it refuses.

    Args:
        seen: the revision that the writer had before them; None for what no person has read, such as a blueprint.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the name is taken, a party is not in the cooperation, it would be a part of itself or of another
            cooperation's forum, or a refusal has no clause.
        PersonalDataFound: a text holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=forum.cooperation_id)
    given = {one.name: getattr(content, one.name) for one in fields(content)}
    refuse_personal_data(
        *(value for name, value in given.items() if isinstance(value, str) and name != "kind")
    )
    saved = locked(forum)
    if seen is not None:
        refuse_if_stale(seen=seen, now=saved.revision)
    _refuse_unfit(saved, content)
    changed = sorted(name for name, value in given.items() if getattr(saved, name) != value)
    for name, value in given.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="ändrade", subject=saved, changed=changed)
    return saved


def save_new(forum: Forum) -> None:
    """Save a forum that is being set up, within an operation.

    Raises:
        Refused: the name or the key is taken, or the area or the party is another cooperation's.
    """
    cooperation, there = forum.cooperation, Forum.objects.filter(cooperation=forum.cooperation)
    if there.filter(name=forum.name).exists():
        raise Refused(f"Forumet {forum.name} finns redan.")
    if forum.key and there.filter(key=forum.key, area=forum.area).exists():
        raise Refused(f"Ett forum med nyckeln {forum.key} finns redan där.")
    if forum.area is not None and not forum.area.path.startswith(cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    require_parties(cooperation, forum.led_by)
    forum.save()


def refuse_meeting_after(forum: Forum, ended_on: date) -> None:
    """A forum does not end before its last meeting.

    Raises:
        Refused: it met or is to meet later than that day.
    """
    later = forum.meetings.exclude(state=Meeting.State.CANCELLED).first()
    if later is not None and later.on > ended_on:
        raise Refused(
            f"Forumet har ett möte {numbers.day(later.on)}, efter den dagen. "
            "Ställ in det först, eller ange en senare dag."
        )


def _refuse_unfit(forum: Forum, content: ForumContent) -> None:
    others = Forum.objects.filter(cooperation_id=forum.cooperation_id).exclude(pk=forum.pk)
    if others.filter(name=content.name).exists():
        raise Refused(f"Forumet {content.name} finns redan.")
    require_parties(forum.cooperation, content.led_by, content.convened_by)
    if content.call_days is not None and content.call_days > _LONGEST_CALL:
        raise Refused(
            f"Kallelsen kan skickas högst {_LONGEST_CALL} dagar före mötet. Ange ett mindre antal dagar."
        )
    if (content.refuses_individual or content.refuses_operational) and not content.refusal_clause.strip():
        raise Refused("Ange var det står vad forumet inte behandlar, till exempel reglementets paragraf.")
    above, passed = content.part_of, {forum.pk}
    if above is not None and above.cooperation_id != forum.cooperation_id:
        raise Refused("Forumet som det är del av hör inte till den här samverkan.")
    while above is not None:
        if above.pk in passed:
            raise Refused("Ett forum kan inte vara del av sig självt, inte heller genom ett annat.")
        passed.add(above.pk)
        above = above.part_of


@operation
def end_forum(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    ended_on: date,
    reason: str,
    replaced_by: Forum | None = None,
) -> Forum:
    """Let a forum end after a day, with what takes its place where something does.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it has ended already, it met or is to meet later, the year can't be right, or its heir is itself, has
            ended by then or is another cooperation's.
        PersonalDataFound: the reason holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=forum.cooperation_id)
    refuse_personal_data(reason)
    saved = locked(forum)
    if saved.ended_on is not None:
        raise Refused(f"Forumet upphörde redan {numbers.day(saved.ended_on)}.")
    refuse(out_of_time(ended_on))
    refuse_meeting_after(saved, ended_on)
    if replaced_by is not None:
        if replaced_by.pk == saved.pk:
            raise Refused("Ett forum kan inte ersätta sig självt.")
        if replaced_by.cooperation_id != saved.cooperation_id:
            raise Refused("Forumet som tar över hör inte till den här samverkan.")
        if replaced_by.ended_on is not None and replaced_by.ended_on <= ended_on:
            raise Refused(f"{replaced_by} har självt upphört. Välj ett annat forum.")
    saved.ended_on, saved.end_reason, saved.replaced_by = ended_on, reason, replaced_by
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="lät upphöra",
        subject=saved,
        ended_on=ended_on.isoformat(),
        replaced_by=replaced_by.name if replaced_by else None,
    )
    return saved
