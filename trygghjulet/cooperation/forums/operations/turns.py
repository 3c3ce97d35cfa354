"""Saying what goes in turns in a forum, following the turns at a planned meeting, and stepping aside from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Forum, Meeting, TurnOverride, TurnPlace, TurnRule
from trygghjulet.cooperation.forums.operations._common import (
    manageable,
    require_parties,
    saved_meeting,
    writable,
)
from trygghjulet.cooperation.forums.queries.turns import FIELD, Proposed, proposed_for
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def set_turns(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    what: str,
    share: str,
    places: Sequence[Party],
    since: date | None = None,
    clause: str = "",
) -> TurnRule:
    """Let a task go in turns between parties, in their order; said anew when it changes.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: fewer than two parties, one of them twice, or one that is not in the cooperation.
        PersonalDataFound: the clause holds personal data.
    """
    saved = manageable(by, forum)
    refuse_personal_data(clause)
    require_parties(saved.cooperation, *places)
    if len({party.pk for party in places}) < 2 or len({party.pk for party in places}) != len(places):
        raise Refused("Ange minst två olika parter som turas om, var och en bara en gång.")
    rule = TurnRule.objects.filter(forum=saved, what=what).first() or TurnRule(forum=saved, what=what)
    rule.share, rule.since, rule.clause = share, since, clause
    rule.save()
    rule.places.all().delete()
    for order, party in enumerate(places, start=1):
        TurnPlace(rule=rule, party=party, order=order).save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="bestämde turordningen",
        subject=rule,
        share=rule.get_share_display(),
        places=[party.name for party in places],
    )
    return rule


@operation
def end_turns(*, by: Scope, at: datetime, rule: TurnRule) -> None:
    """Let a task no longer go in turns.

    Raises:
        Denied: the person may not change the cooperation.
    """
    forum = manageable(by, rule.forum)
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="tog bort turordningen", subject=rule)
    rule.delete()


@operation
def follow_turns(*, by: Scope, at: datetime, meeting: Meeting) -> Meeting:
    """Set who leads, convenes and takes notes at a planned meeting to those whose turn it is; overrides stay.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting is not planned, or nothing goes in turns in the forum.
    """
    forum = writable(by, meeting.forum)
    saved, proposed = _planned(by, forum, meeting)
    if not proposed:
        raise Refused("Ingenting går i tur i forumet. Bestäm en turordning först.")
    chosen = {}
    for what, found in proposed.items():
        party = found.override.chosen if found.override else found.party
        setattr(saved, FIELD[what], party)
        chosen[what] = party.name
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="följde turordningen till",
        subject=saved,
        **chosen,
    )
    return saved


@operation
def override_turn(
    *, by: Scope, at: datetime, meeting: Meeting, what: str, chosen: Party, reason: str
) -> TurnOverride:
    """Let another than the one in turn take a task at a planned meeting, with the reason; said anew when it changes.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting is not planned, the task does not go in turns, no reason is given, or the party is not
            among those that take turns or is the one in turn.
        PersonalDataFound: the reason holds personal data.
    """
    forum = writable(by, meeting.forum)
    refuse_personal_data(reason)
    saved, proposed = _planned(by, forum, meeting)
    found = proposed.get(what)
    if found is None:
        raise Refused("Uppgiften går inte i tur i forumet. Bestäm en turordning först.")
    if not reason.strip():
        raise Refused("Ange varför en annan än den i tur tar uppgiften.")
    if not TurnPlace.objects.filter(rule__forum=forum, rule__what=what, party=chosen).exists():
        raise Refused(f"{chosen} finns inte i turordningen. Välj en av dem som turas om.")
    if chosen == found.party:
        raise Refused(f"Det är redan {chosen} som står i tur. Välj en annan, eller följ turordningen.")
    override = found.override or TurnOverride(meeting=saved, what=what)
    override.in_turn, override.chosen, override.reason = found.party, chosen, reason
    override.save()
    setattr(saved, FIELD[what], chosen)
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="gjorde avsteg från turordningen till",
        subject=saved,
        what=override.get_what_display(),
        in_turn=found.party.name,
        chosen=chosen.name,
        reason=reason,
    )
    return override


@operation
def take_back_override(*, by: Scope, at: datetime, override: TurnOverride) -> None:
    """Let the one in turn have the task after all.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting is not planned.
    """
    forum = writable(by, override.meeting.forum)
    saved, proposed = _planned(by, forum, override.meeting)
    now = proposed.get(override.what)
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="tog tillbaka avsteget från turordningen till",
        subject=saved,
        what=override.get_what_display(),
        reason=override.reason,
    )
    # The meeting may have been moved since: then another stands in turn.
    setattr(saved, FIELD[override.what], now.party if now else override.in_turn)
    saved.save()
    override.delete()


def _planned(by: Scope, forum: Forum, meeting: Meeting) -> tuple[Meeting, dict[str, Proposed]]:
    saved = saved_meeting(forum, meeting)
    if saved.state != Meeting.State.PLANNED:
        raise Refused("Turordningen gäller möten som är planerade. Rätta mötet om det redan har hållits.")
    return saved, proposed_for(by, meeting=saved)
