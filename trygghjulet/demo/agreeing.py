"""Solvik's agreement entered in full: the one before, its life, parts, annexes, costs, duties and a local one."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import slugify

from trygghjulet.cooperation.agreements import operations
from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.demo.content.agreement import (
    AGREEMENT,
    ANNEXES,
    COMMITMENTS,
    EARLIER,
    GOAL,
    LIFE,
    LOCAL_ANSWERS,
    PARTS,
    SIGNERS,
    STEERING_GROUP,
    TEMPLATE,
    Agreement as Written,
)
from trygghjulet.demo.content.duties import DUTIES, NOTED
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.obligations.words import FactKind, Level
from trygghjulet.oversight.duties import operations as duties


def agree(by: Scope, *, cooperation: Cooperation, centre: Area) -> Agreement:
    """Enter both agreements and what belongs to the one that applies; the forums are there already.

    Args:
        centre: the area that has an agreement of its own.
    """
    entered = _at(AGREEMENT.signed_on)
    earlier = _enter(by, cooperation, EARLIER, decided_on=EARLIER.decided_on, signed_on=EARLIER.signed_on)
    agreement = _enter(by, cooperation, AGREEMENT, goal=GOAL)
    operations.follow(by=by, at=entered, agreement=agreement, predecessor=earlier)
    for step in LIFE:
        operations.take_step(
            by=by,
            at=_at(step.on),
            agreement=agreement,
            kind=step.kind,
            on=step.on,
            body=step.body,
            paragraph=step.paragraph,
            registry_number=AGREEMENT.registry_number if step.body else "",
        )
    operations.set_termination(
        by=by,
        at=entered,
        agreement=agreement,
        seen=0,
        who="either_party",
        ends="next_meeting",
        forum=_forum(cooperation, STEERING_GROUP),
        renegotiated_by="signed_anew",
    )
    for party, title in SIGNERS.items():
        operations.write_party(
            by=by,
            at=entered,
            agreement=agreement,
            party=Party.objects.get(name=party),
            signer_title=title,
            place="Solvik",
            signed_on=AGREEMENT.signed_on,
        )
    _hold(by, agreement, entered)
    _go_local(by, agreement, centre)
    return agreement


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=ZoneInfo(settings.TIME_ZONE))


def _forum(cooperation: Cooperation, name: str) -> Forum:
    found: Forum = Forum.objects.get(cooperation=cooperation, name=name)
    return found


def _actor(cooperation: Cooperation, name: str) -> str:
    """What a duty calls a forum or a party of the cooperation's own."""
    forum = Forum.objects.filter(cooperation=cooperation, name=name).first()
    return (forum.key if forum else "") or slugify(name)


def _enter(by: Scope, cooperation: Cooperation, written: Written, **more: Any) -> Agreement:
    return operations.enter(
        by=by,
        at=_at(AGREEMENT.signed_on),
        cooperation=cooperation,
        title=written.title,
        purposes=written.purposes,
        fields_of_work=written.fields_of_work,
        problems=tuple((p.title, p.text) for p in written.problems),
        valid_from=written.valid_from,
        valid_until=written.valid_until,
        registry_number=written.registry_number,
        **more,
    )


def _hold(by: Scope, agreement: Agreement, at: datetime) -> None:
    """The agreement's parts, annexes, costs and duties."""
    parts = {
        part.key: operations.write_part(
            by=by, at=at, agreement=agreement, key=part.key, title=part.title, text=part.text
        )
        for part in PARTS
    }
    for annex in ANNEXES:
        decider = _forum(agreement.cooperation, annex.decided_by)
        added = operations.add_annex(
            by=by, at=at, agreement=agreement, number=annex.number, title=annex.title, decider=decider
        )
        for valid_from, text in annex.versions:
            operations.add_annex_version(
                by=by,
                at=max(at, _at(valid_from)),
                annex=added,
                text=text,
                valid_from=valid_from,
                decided_forum=decider,
                decided_on=valid_from,
            )
    for one in COMMITMENTS:
        terms = operations.Terms(
            what=one.what,
            party=Party.objects.get(name=one.party) if one.party else None,
            borne_by="" if one.party else "Kommunen och polisen",
            amount=one.amount,
            posts=Decimal(one.posts) if one.posts else None,
            split="own" if one.party else "equal",
            since=AGREEMENT.valid_from,
            until=AGREEMENT.valid_until,
            in_plan=one.in_plan,
            in_plan_year=AGREEMENT.valid_from.year if one.in_plan == "yes" else None,
        )
        operations.write_commitment(by=by, at=at, agreement=agreement, terms=terms)
    for duty in DUTIES:
        operations.add_duty(
            by=by,
            at=at,
            agreement=agreement,
            content=operations.DutyContent(
                duty.title,
                tuple(_actor(agreement.cooperation, who) for who in duty.who),
                level=Level.LOCAL if duty.local else Level.CITY,
            ),
            clause=duty.clause,
            kind=duty.kind,
            part=parts[duty.part],
            table=duty.table,
        )


def note_done(by: Scope, *, cooperation: Cooperation) -> None:
    """Note what has been done by hand, each when it was noted."""
    for one in NOTED:
        area = (
            Area.objects.get(code=one.area_code, path__startswith=cooperation.area.path)
            if one.area_code
            else None
        )
        duties.note(
            by=by,
            at=_at(one.noted_on),
            cooperation=cooperation,
            noted=duties.Noted(
                kind=FactKind(one.kind),
                what=one.what,
                on=(one.on, one.on) if one.on else None,
                holds=one.holds,
                area=area,
                to=one.to,
                reference=one.reference,
            ),
        )


def _go_local(by: Scope, agreement: Agreement, centre: Area) -> None:
    """The common template, and the draft that the centre has started from it."""
    at = _at(date(2025, 9, 15))
    template = operations.add_template(
        by=by, at=at, agreement=agreement, kind="local_agreement", title="Lokal överenskommelse i Solvik"
    )
    for part in TEMPLATE:
        operations.add_template_part(
            by=by, at=at, template=template, key=part.key, title=part.title, text=part.text
        )
    local = operations.start_local(
        by=by, at=at, template=template, area=centre, title=f"Lokal överenskommelse {centre.name}"
    )
    for problem in agreement.problems.all():
        title, reason = LOCAL_ANSWERS.get(problem.title, ("", ""))
        own = operations.write_problem(by=by, at=at, agreement=local, title=title) if title else None
        if title or reason:
            operations.treat(by=by, at=at, agreement=local, problem=problem, treated_by=own, reason=reason)
