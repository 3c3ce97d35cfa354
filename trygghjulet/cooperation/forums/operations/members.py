"""Appointing members, substitutes and adjuncts to a forum, giving them offices, and ending their time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from trygghjulet.cooperation.forums.models import Appointment, Composition, Forum, Seat
from trygghjulet.cooperation.forums.operations._common import manageable, require_parties
from trygghjulet.cooperation.forums.operations.seats import refuse_unknown_mandates
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Function, Holding, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data

_FIELDS = (
    "role",
    "seat",
    "office",
    "office_given_by",
    "title",
    "organisation",
    "party",
    "function",
    "user",
    "public_name",
    "political_party",
    "since",
    "until",
    "appointed_by",
    "nominated_by",
    "decision",
)
_OFFICES = {office.value: office.label.lower() for office in Appointment.Office}
#: Offices that one person at a time holds.
_ONE_AT_A_TIME = (Appointment.Office.CHAIR, Appointment.Office.FIRST_VICE, Appointment.Office.SECOND_VICE)


@dataclass(frozen=True)
class AppointmentContent:
    """Who sits, as what and from when. Without mandates a member has those that go with the seat."""

    title: str
    since: date
    role: str = Appointment.Role.MEMBER
    seat: Seat | None = None
    office: str = Appointment.Office.NONE
    office_given_by: str = ""
    organisation: str = ""
    party: Party | None = None
    function: Function | None = None
    user: User | None = None
    public_name: str = ""
    political_party: str = ""
    properties: Mapping[str, str | bool] = field(default_factory=dict)
    mandates: tuple[str, ...] | None = None
    until: date | None = None
    appointed_by: str = ""
    nominated_by: str = ""
    decision: str = ""


@operation
def appoint(*, by: Scope, at: datetime, forum: Forum, content: AppointmentContent) -> Appointment:
    """Appoint a member to a seat, a substitute or an adjunct.

    A name is written only of who is elected to a seat for elected members; of others title and organisation tell.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: a name is given for another than an elected seat, the seat, the party, the function or the user is
            not the forum's own, the days come in the wrong order, the forum had ended, somebody else has the office,
            or an adjunct lacks the decision that the composition asks for.
        PersonalDataFound: a text holds personal data.
    """
    saved = manageable(by, forum)
    appointment = Appointment(forum=saved)
    _fill(appointment, content)
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="utsåg",
        subject=appointment,
        role=appointment.get_role_display(),
        seat=str(appointment.seat or ""),
        since=appointment.since.isoformat(),
        office=appointment.get_office_display() if appointment.office else "",
    )
    return appointment


@operation
def change_appointment(
    *, by: Scope, at: datetime, appointment: Appointment, content: AppointmentContent, seen: int
) -> Appointment:
    """Put right what is entered of somebody who sits in a forum.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: as when somebody is appointed.
        Stale: somebody has changed it since `seen`.
        PersonalDataFound: a text holds personal data.
    """
    forum = manageable(by, appointment.forum)
    saved = _saved(forum, appointment)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {name: str(getattr(saved, name) or "") for name in _FIELDS}
    _fill(saved, content)
    changed = {name: value for name, value in before.items() if value != str(getattr(saved, name) or "")}
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="rättade uppdraget",
        subject=saved,
        before=changed,
    )
    return saved


@operation
def end_appointment(
    *, by: Scope, at: datetime, appointment: Appointment, on: date, reason: str = ""
) -> Appointment:
    """Say which day is somebody's last in a forum. What they have been stays to be read.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the day lies before the first one.
        PersonalDataFound: the reason holds personal data.
    """
    forum = manageable(by, appointment.forum)
    refuse_personal_data(reason)
    saved = _saved(forum, appointment)
    if on < saved.since:
        raise Refused(
            f"Uppdraget började {numbers.day(saved.since)}. Det kan inte sluta före det. Ange en senare dag."
        )
    saved.until, saved.end_reason = on, reason
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="avslutade uppdraget för",
        subject=saved,
        on=on.isoformat(),
        reason=reason,
    )
    return saved


@operation
def give_office(
    *,
    by: Scope,
    at: datetime,
    appointment: Appointment,
    office: str,
    on: date,
    appointed_by: str = "",
) -> Appointment:
    """Make a member chair, vice chair or secretary from a day on; without an office the one they have is laid down.

    From a later day than the first the time before stays as it was, so that it can be told who was chair when.

    Returns:
        The appointment with the office: the same, or the one that goes on from the day.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: they do not sit that day, have the office already, are an adjunct, or somebody else has it then.
        PersonalDataFound: a text holds personal data.
    """
    forum = manageable(by, appointment.forum)
    refuse_personal_data(appointed_by)
    saved = _saved(forum, appointment)
    if not saved.sits(on):
        raise Refused(f"{saved.called} sitter inte i forumet {numbers.day(on)}. Välj en annan dag.")
    if saved.office == office:
        raise Refused(f"{saved.called} har redan det uppdraget." if office else "Det finns inget uppdrag.")
    if office and saved.role != Appointment.Role.MEMBER and office != Appointment.Office.SECRETARY:
        raise Refused("Bara en ledamot kan vara ordförande eller vice ordförande.")
    going_on = saved
    if on > saved.since:
        going_on = Appointment.objects.get(pk=saved.pk)
        going_on.pk, going_on.since, going_on.revision = None, on, 0
        going_on._state.adding = True
        saved.until = on - timedelta(days=1)
        saved.end_reason = "Fortsatte med ett annat uppdrag i forumet." if office else "Lämnade uppdraget."
        saved.revision += 1
        saved.save()
    going_on.office, going_on.office_given_by = office, appointed_by if office else ""
    _refuse_two(going_on)
    going_on.revision += 1
    going_on.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act=f"gav uppdraget som {_OFFICES[office]} till" if office else "avslutade uppdraget i forumet för",
        subject=going_on,
        on=on.isoformat(),
        appointed_by=appointed_by,
    )
    return going_on


def _saved(forum: Forum, appointment: Appointment) -> Appointment:
    saved = Appointment.objects.filter(forum=forum, pk=appointment.pk).first()
    if saved is None:
        raise Refused("Uppdraget hör inte till forumet.")
    return saved


def _fill(appointment: Appointment, content: AppointmentContent) -> None:
    forum = appointment.forum
    refuse_personal_data(content.public_name, public_names=True)
    refuse_personal_data(
        *(content.title, content.organisation, content.political_party),
        *(content.appointed_by, content.nominated_by, content.decision, content.office_given_by),
        *(value for value in content.properties.values() if isinstance(value, str)),
    )
    _refuse_strangers(forum, content)
    _refuse_wrong(forum, content)
    for name in _FIELDS:
        setattr(appointment, name, getattr(content, name))
    appointment.properties = dict(content.properties)
    with_seat = tuple(content.seat.mandates) if content.seat else ()
    appointment.mandates = list(with_seat if content.mandates is None else content.mandates)
    refuse_unknown_mandates(appointment.mandates)
    _refuse_two(appointment)
    appointment.revision += 1
    appointment.save()


def _refuse_strangers(forum: Forum, content: AppointmentContent) -> None:
    """Refuse a seat, a party, a function or a user that is another's."""
    require_parties(forum.cooperation, content.party)
    if content.seat is not None and content.seat.forum_id != forum.pk:
        raise Refused("Platsen hör inte till forumet.")
    if content.function is not None and content.function.cooperation_id != forum.cooperation_id:
        raise Refused("Funktionen hör inte till den här samverkan.")
    if content.user is not None:
        holds = Holding.objects.filter(
            Q(until__isnull=True) | Q(until__gte=content.since),
            function__cooperation_id=forum.cooperation_id,
            user=content.user,
        )
        if not holds.exists():
            raise Refused(
                "Användaren har ingen funktion i den här samverkan. Utse personen till en funktion först, "
                "eller ange bara titel och organisation."
            )


def _refuse_wrong(forum: Forum, content: AppointmentContent) -> None:
    """Refuse what can't be so: a name where none may stand, days in the wrong order, an adjunct nobody decided on."""
    if (content.public_name or content.political_party) and not (content.seat and content.seat.elected):
        raise Refused("Namn skrivs bara för förtroendevalda; ange titel och organisation för övriga.")
    if content.until is not None and content.until < content.since:
        raise Refused("Uppdraget slutar innan det börjar. Rätta ett av datumen.")
    if forum.ended_on is not None and content.since > forum.ended_on:
        raise Refused(f"Forumet upphörde {numbers.day(forum.ended_on)}. Ange en tidigare dag.")
    if content.role == Appointment.Role.ADJUNCT:
        composition = Composition.objects.filter(forum=forum).first()
        decides = composition.adjuncts_decided_by if composition else ""
        if decides and not content.decision.strip():
            raise Refused(f"Adjungering beslutas av: {decides}. Ange var beslutet finns.")
        if content.office:
            raise Refused("Den som är adjungerad kan inte ha ett uppdrag i forumet.")


def _refuse_two(appointment: Appointment) -> None:
    """Refuse that two have the same office at once."""
    if appointment.office not in _ONE_AT_A_TIME:
        return
    others = Appointment.objects.filter(forum=appointment.forum, office=appointment.office).filter(
        Q(until__isnull=True) | Q(until__gte=appointment.since)
    )
    if appointment.until is not None:
        others = others.filter(since__lte=appointment.until)
    other = others.exclude(pk=appointment.pk).first()
    if other is not None:
        name = _OFFICES[appointment.office]
        raise Refused(f"{other.called} är {name} då. Avsluta det uppdraget först.")
