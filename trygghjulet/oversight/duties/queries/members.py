"""What the forums' members tell the duties: seats and offices held, nominations, adjuncts and the secretariat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from trygghjulet.cooperation.forums.models import Appointment, Composition, Decision, Forum
from trygghjulet.cooperation.forums.rules.seats import ELECTED, ELIGIBLE, LEVEL, OFFICIAL
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, PartyKind
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.terms import term_began
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.queries.shown import Shown, one_day, plain

_OFFICES = {
    Appointment.Office.CHAIR: "ordforande",
    Appointment.Office.FIRST_VICE: "forste-vice-ordforande",
    Appointment.Office.SECOND_VICE: "andre-vice-ordforande",
    Appointment.Office.SECRETARY: "sekreterare",
}
_GROUP = {Appointment.Role.MEMBER: "ledamoterna", Appointment.Role.SUBSTITUTE: "ersattarna"}
_NOMINATED_TO = re.compile(r"\btill\s+(.+)$")
#: How long before a term begins it can have been decided who is to sit.
_A_YEAR = timedelta(days=365)
_AUTHORITIES = (PartyKind.AUTHORITY, PartyKind.POLICE)


def from_members(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    """All that is entered of who sits in the forums."""
    mine = {"forum__cooperation": cooperation, "forum__cooperation_id__in": scope.cooperation_ids}

    def shown(fact: Fact, forum_id: int) -> Shown:
        return Shown(fact, reverse("forums:show", args=(cooperation.slug, forum_id)))

    rules = {one.forum_id: one for one in Composition.objects.filter(**mine)}
    elections = _elections(mine)
    appointments = Appointment.objects.filter(**mine).select_related(
        "forum__area", "seat", "party", "function"
    )
    for one in appointments:
        rule = rules.get(one.forum_id)
        adjoined = one.role == Appointment.Role.ADJUNCT
        facts = _adjoined(one, rule, names) if adjoined else _and_to_come(_seated(one, names))
        yield from (shown(fact, one.forum_id) for fact in facts)
        if rule is not None and one.role == Appointment.Role.MEMBER and one.nominated_by:
            yield shown(_nominated(one, rule, elections, names), one.forum_id)
    yield from (shown(fact, forum_id) for forum_id, fact in _elected(appointments, rules, elections, names))
    for forum in Forum.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).exclude(secretariat=""):
        by = names.told(forum.secretariat, of=forum)
        for key in names.of_forum[forum.pk]:
            what = f"sekreterarservice-{key}"
            fact = Fact(f"{what}-{forum.pk}", FactKind.ARRANGEMENT, what=what, by=by, last=forum.ended_on)
            yield shown(fact, forum.pk)


def _and_to_come(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Each seat as it is held, and before that as decided: so that it shows that somebody follows who leaves."""
    for fact in facts:
        yield fact
        yield replace(fact, id=f"{fact.id}-bestamt", planned=True)


def _seated(one: Appointment, names: Names) -> Iterator[Fact]:
    """A seat that is held, and the office that goes with it."""
    forum = one.forum
    having = _having(one, names)
    parties = names.party(one.party_id) or names.told(one.organisation)[1:]
    functions = names.function(one.function.title) if one.function else ()
    common: dict[str, Any] = {
        "area": names.area(forum.area),
        "party": parties[0] if parties else None,
        "first": one.since,
        "last": one.until,
        "source": f"{one.title}, {one.organisation}" if one.organisation else one.title,
    }
    office = _OFFICES.get(Appointment.Office(one.office))
    for key in names.of_forum[forum.pk]:
        yield Fact(
            f"plats-{one.pk}-{key}",
            FactKind.APPOINTMENT,
            what=one.seat.key if one.seat else None,
            forum=key,
            # A blueprint's word comes after the cooperation's own.
            function=functions[-1] if functions else None,
            by=names.told(one.appointed_by, of=forum),
            having=having,
            **common,
        )
        if office:
            given_by = one.office_given_by or one.appointed_by
            yield Fact(
                f"uppdrag-{one.pk}-{key}",
                FactKind.APPOINTMENT,
                what=office,
                forum=key,
                by=names.told(given_by, of=forum),
                having={"office": one.office},
                # Who is chair has a seat already: the office is not one member more.
                count=0,
                **common,
            )


def _having(one: Appointment, names: Names) -> dict[str, Any]:
    """What a member is beside the seat: in the words that perspectives and mandates are asked for in."""
    having: dict[str, Any] = {LEVEL: ELECTED if one.seat and one.seat.elected else OFFICIAL}
    having |= plain(one.properties)
    if ELIGIBLE in having:
        having.setdefault("meets_grant_criteria", having[ELIGIBLE])
    if one.role == Appointment.Role.SUBSTITUTE:
        having["substitute"] = True
    if one.office:
        having["office"] = one.office
    if one.mandates:
        # Where a clause does not say which mandate, any will do.
        having["mandate"] = (True, *one.mandates)
    organisations = (*names.told(one.organisation), *names.party(one.party_id))
    if organisations:
        having.setdefault("organisation", tuple(dict.fromkeys(organisations)))
    return having


def _adjoined(one: Appointment, rule: Composition | None, names: Names) -> Iterator[Fact]:
    """That somebody was adjoined, and the decision that it rests on."""
    forum, area = one.forum, names.area(one.forum.area)
    decides = rule.adjuncts_decided_by if rule else ""
    by = names.told(one.appointed_by or decides, of=forum)
    for key in names.of_forum[forum.pk]:
        own = f"adjungering-{one.pk}-{key}"
        yield Fact(
            own, FactKind.ACTIVITY, one_day(one.since), what="adjungering", forum=key, area=area, by=by
        )
        if one.decision:
            yield Fact(
                f"beslut-{own}",
                FactKind.DECISION,
                one_day(one.since),
                what="adjungering",
                forum=key,
                area=area,
                by=by,
                of=own,
                source=one.decision,
            )


def _elected(
    appointments: Iterable[Appointment],
    rules: Mapping[int, Composition],
    elections: list[date],
    names: Names,
) -> Iterator[tuple[int, Fact]]:
    """That whoever appoints has decided on the members or the substitutes for a term of office, once for each term.

    Where the decision is entered as one, that is what counts.
    """
    seen = set()
    for one in sorted(appointments, key=lambda one: one.since):
        role = Appointment.Role(one.role)
        if not (one.decision and one.appointed_by and role in _GROUP):
            continue
        rule = rules.get(one.forum_id)
        term = term_began(rule.term_years if rule else None, one.since) or one.since
        entered = any(one.since - _A_YEAR < day <= one.since for day in elections)
        if entered or (one.forum_id, role, term) in seen:
            continue
        seen.add((one.forum_id, role, term))
        for key in names.group(_GROUP[role], one.forum):
            fact = Fact(
                f"val-{one.pk}-{key}",
                FactKind.DECISION,
                one_day(one.since),
                what=f"val-av-{key}",
                by=names.told(one.appointed_by, of=one.forum),
                # When it was decided is not entered, but which time it is about.
                period=one_day(one.since),
                source=one.decision,
            )
            yield one.forum_id, fact


def _elections(mine: Mapping[str, Any]) -> list[date]:
    """The days that somebody has decided who is to sit, in order."""
    decided = Decision.objects.filter(
        **mine, outcome=Decision.Outcome.ADOPTED, evidence_what__startswith="val-av-"
    )
    return list(decided.order_by("on").values_list("on", flat=True))


def _nominated(one: Appointment, rule: Composition, elections: list[date], names: Names) -> Fact:
    """That somebody was nominated, no later than when it was decided who was to sit."""
    forum = one.forum
    told = _NOMINATED_TO.search(rule.nominated_by)
    is_authority = (one.party is not None and one.party.kind in _AUTHORITIES) or (
        one.seat is not None and "myndighet" in one.seat.key
    )
    group = names.group("myndigheterna" if is_authority else "organisationerna", forum)
    decided = [day for day in elections if day <= one.since]
    return Fact(
        f"nominering-{one.pk}",
        FactKind.ACTIVITY,
        one_day(decided[-1] if decided else one.since),
        what="nominering",
        by=(*names.told(one.nominated_by, of=forum), *group),
        to=names.told(told.group(1), of=forum) if told else (),
        source=one.nominated_by,
    )
