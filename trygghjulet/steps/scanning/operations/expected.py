"""Saying what each party is to bring to a round, that it has come, or why it does not."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Participation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.scanning.models import Contribution, Sharing, Source


@operation
def expect(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    party: Party,
    what: str,
    source: Source | None = None,
    due: date | None = None,
) -> Contribution:
    """Say that a party is to bring something to a round.

    Raises:
        Denied: the person may not start rounds there.
        Refused: the party or source is another's, or it is said already.
        PersonalDataFound: the text points at a person.
    """
    _require(by, round)
    refuse_personal_data(what)
    if not Participation.objects.filter(cooperation_id=round.cooperation_id, party=party).exists():
        raise Refused(f"{party} deltar inte i samverkan.")
    if source is not None and (source.cooperation_id != round.cooperation_id or source.party_id != party.pk):
        raise Refused(f"Källan {source} ägs inte av {party}. Välj en av partens egna källor.")
    if Contribution.objects.filter(round=round, party=party, what=what).exists():
        raise Refused(f"Det står redan att {party} ska bidra med {what}.")
    contribution = Contribution(round=round, party=party, what=what, source=source, due=due)
    contribution.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="väntar sig", subject=contribution)
    return contribution


@operation
def expect_as_before(*, by: Scope, at: datetime, round: Round, due: date | None = None) -> list[Contribution]:
    """Expect what the round before was to get; without one, a file from each source that is shared.

    Raises:
        Denied: the person may not start rounds there.
        Refused: something is expected already, or there is nothing to begin from.
    """
    _require(by, round)
    if Contribution.objects.filter(round=round).exists():
        raise Refused("Det står redan vad som ska komma. Lägg till eller ta bort en sak i taget.")
    before = Contribution.objects.filter(round_id=round.predecessor_id) if round.predecessor_id else ()
    wanted = [(one.party, one.what, one.source) for one in before] or [
        (source.party, source.name, source)
        for source in Source.objects.filter(cooperation_id=round.cooperation_id)
        .exclude(sharing=Sharing.OWNER)
        .select_related("party")
    ]
    if not wanted:
        raise Refused(
            "Det finns inget att utgå från. Lägg upp källorna först, eller skriv vad som ska komma."
        )
    made = [
        Contribution(round=round, party=party, what=what, source=source, due=due)
        for party, what, source in wanted
    ]
    for contribution in made:
        contribution.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="väntar sig bidrag till",
        subject=round,
        contributions=len(made),
    )
    return made


@operation
def note_contribution(
    *,
    by: Scope,
    at: datetime,
    contribution: Contribution,
    came_on: date | None = None,
    left_out_because: str = "",
) -> Contribution:
    """Note that something has come, or why it will not.

    Raises:
        Denied: the person may neither hand in material for the party nor start rounds.
        Refused: both or neither is said, the day has not come, or a file shows by itself that it has come.
        PersonalDataFound: the reason points at a person.
    """
    round = contribution.round
    if not _is_of(by, contribution):
        _require(by, round)
    refuse_personal_data(left_out_because)
    if (came_on is None) == (not left_out_because.strip()):
        raise Refused("Skriv antingen när det kom eller varför det inte kommer.")
    if came_on is not None and came_on > at.date():
        raise Refused("Dagen ligger i framtiden.")
    if came_on is not None and contribution.source_id is not None:
        raise Refused("Det kommer som en fil: lämna den till källan, så syns det här av sig självt.")
    saved = Contribution.objects.select_for_update().get(pk=contribution.pk)
    saved.came_on = came_on
    saved.left_out_because = left_out_because.strip()
    saved.noted_by = by.user_name
    saved.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="antecknade om", subject=saved)
    return saved


@operation
def stop_expecting(*, by: Scope, at: datetime, contribution: Contribution) -> None:
    """Take away something that was said to come.

    Raises:
        Denied: the person may not start rounds there.
    """
    _require(by, contribution.round)
    saved = Contribution.objects.select_for_update().get(pk=contribution.pk)
    record(
        by=by,
        at=at,
        cooperation_id=contribution.round.cooperation_id,
        act="väntar sig inte längre",
        subject=saved,
    )
    saved.delete()


def _require(by: Scope, round: Round) -> None:
    by.require(Permission.START_ROUND, cooperation_id=round.cooperation_id, area_path=round.area.path)


def _is_of(by: Scope, contribution: Contribution) -> bool:
    return any(
        m.cooperation_id == contribution.round.cooperation_id
        and m.party_id == contribution.party_id
        and Permission.DELIVER in m.role.permissions
        for m in by.memberships
    )
