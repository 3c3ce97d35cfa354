"""Starts Solvik's cases and takes them as far as they have come."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.demo.content.agreement import AGREEMENT
from trygghjulet.demo.content.cases import CASES, OFFICE, Case as WrittenCase
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.oversight.cases import operations as cases
from trygghjulet.oversight.cases.models import Case, CasePart
from trygghjulet.oversight.cases.rules.state import left_open


def write_cases(by: Scope, *, cooperation: Cooperation, author: Function) -> None:
    """Every case from its draft, and the finished ones to their decision."""
    for written in CASES:
        _write(by, cooperation, author, written)


def _write(by: Scope, cooperation: Cooperation, author: Function, written: WrittenCase) -> None:
    at = _at(written.started_on)
    case = cases.start(
        by=by,
        at=at,
        cooperation=cooperation,
        kind=written.kind,
        subject=written.subject,
        head=cases.Head(
            body=written.body,
            registry_number=written.registry_number,
            office=OFFICE,
            author=author,
            signers=written.signers,
            forum=Forum.objects.get(cooperation=cooperation, name=written.forum) if written.forum else None,
        ),
        about=cases.About(
            agreement=Agreement.objects.get(cooperation=cooperation, title=AGREEMENT.title)
            if written.subject == "agreement"
            else None
        ),
    )
    for part in CasePart.objects.filter(case=case).select_related("case__cooperation"):
        if part.key in written.written:
            text = _filled(part.text, written.written[part.key])
            cases.write_part(by=by, at=at, part=part, seen=part.revision, text=text)
    _follow(by, case, written)


def _filled(draft: str, own: str) -> str:
    """The draft with what the writer put in the place that it left."""
    kept = [piece for piece in draft.split("\n\n") if not left_open(piece)]
    return "\n\n".join((*kept, own))


def _follow(by: Scope, case: Case, written: WrittenCase) -> None:
    if written.drawn_up_on:
        cases.mark_ready(by=by, at=_at(written.drawn_up_on), case=case, drawn_up_on=written.drawn_up_on)
    if written.sent_on:
        cases.mark_sent(by=by, at=_at(written.sent_on), case=case, sent_on=written.sent_on)
    for one in written.decisions:
        cases.enter_decision(
            by=by,
            at=_at(one.on),
            case=case,
            decided=cases.Decided(one.decider, "as_proposed", one.on, one.paragraph, one.text),
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(13), tzinfo=ZoneInfo(settings.TIME_ZONE))
