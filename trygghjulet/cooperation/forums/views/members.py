"""The members of a forum, held against its composition: who sits where, who sat when, and appointing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.members import (
    AppointmentForm,
    DayForm,
    EndAppointmentForm,
    OfficeForm,
)
from trygghjulet.cooperation.forums.models import Appointment, Composition, Forum, Seat
from trygghjulet.cooperation.forums.queries.seats import (
    appointments_of,
    composition_of,
    function_holders,
    held,
    judged,
    perspectives_of,
    seat_rule,
    seats_of,
)
from trygghjulet.cooperation.forums.rules.seats import MANDATES, Finding, Kind, Severity, unfit
from trygghjulet.cooperation.forums.views._common import find_forum, page
from trygghjulet.cooperation.forums.views._doing import do
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.parties.queries import functions_in, parties_in

#: What is done, by the role that was asked for.
_APPOINTED = {
    Appointment.Role.SUBSTITUTE.value: "Utse en ersättare",
    Appointment.Role.ADJUNCT.value: "Adjungera någon",
}
#: Faults that stand at the seat itself and need not be told once more above the list.
_AT_THE_SEAT = (Kind.EMPTY, Kind.TOO_MANY)


def _without(name: str, words: str) -> str:
    rest = words.removeprefix(name).lstrip(": ")
    return rest[:1].upper() + rest[1:]


def _sentences(words: Iterable[str]) -> str:
    return " ".join(one[:1].upper() + one[1:] for one in words)


@dataclass(frozen=True)
class Line:
    """Somebody in the list: what they are in the forum, and what is wrong with it."""

    one: Appointment
    findings: tuple[Finding, ...] = ()

    @property
    def remarks(self) -> tuple[tuple[Finding, str], ...]:
        """What is wrong, in words without the name that they stand beside."""
        return tuple((one, _without(self.one.called, one.words)) for one in self.findings)

    @property
    def office(self) -> str:
        """Chair, vice chair or secretary."""
        return self.one.get_office_display() if self.one.office else ""


@dataclass(frozen=True)
class Place:
    """A seat with those who sit there, and how many more it should have."""

    seat: Seat
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def vacant(self) -> int:
        """How many are lacking."""
        return max(self.seat.at_least - len(self.lines), 0)

    @property
    def vacant_words(self) -> str:
        """How many are lacking, in words."""
        return f"{self.vacant} tomma platser"

    @property
    def mandate_words(self) -> tuple[str, ...]:
        """The mandates that go with it, in words."""
        return tuple(MANDATES.get(key, key) for key in self.seat.mandates)

    @property
    def asked(self) -> str:
        """How many it should have, in words."""
        least, most = self.seat.at_least, self.seat.at_most
        if most is None:
            words = f"minst {least}" if least else "det antal som behövs"
        else:
            words = str(least) if least == most else f"{least}–{most}"
        return (
            words
            if most is None and not least
            else f"{words} {'plats' if (most or least) == 1 else 'platser'}"
        )


@dataclass(frozen=True)
class Sitting:
    """Who sits in a forum a day, by seat and role, with all that is not as the composition says."""

    places: tuple[Place, ...]
    without_seat: tuple[Line, ...]
    substitutes: tuple[Line, ...]
    adjuncts: tuple[Line, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def members(self) -> int:
        """How many members there are."""
        return sum(len(place.lines) for place in self.places) + len(self.without_seat)

    @property
    def general(self) -> tuple[Finding, ...]:
        """What is not said at a seat or at somebody's name."""
        return tuple(
            one
            for one in self.findings
            if one.appointment is None and not (one.seat is not None and one.kind in _AT_THE_SEAT)
        )

    @property
    def verdict(self) -> tuple[str, str]:
        """How the composition stands, in words and as the colour of a badge."""
        if not self.findings:
            return "Som det ska vara", "good"
        bad = sum(1 for one in self.findings if one.severity is Severity.BAD)
        if bad:
            return f"{bad} att rätta till", "bad"
        return f"{len(self.findings)} att se till", "warning"


def panel(here: Here, forum: Forum) -> dict[str, Any]:
    """The members of today, seat by seat with the gaps, and the way to appoint."""
    found, composition = _sitting(here, forum, here.today)
    return {
        "members_sitting": found,
        "members_composition": composition,
        "members_any": bool(found.places or found.members or found.substitutes or found.adjuncts),
        "members_may": here.may(Permission.MANAGE, forum.area_path) and not forum.ended_on,
    }


def _sitting(here: Here, forum: Forum, on: date) -> tuple[Sitting, Composition | None]:
    seats = list(seats_of(here.scope, forum=forum))
    everybody = list(appointments_of(here.scope, forum=forum))
    findings = judged(here.scope, forum, seats, everybody, on)
    by_person: dict[int, list[Finding]] = {}
    for one in findings:
        if one.appointment is not None:
            by_person.setdefault(one.appointment, []).append(one)
    lines = [Line(one, tuple(by_person.get(one.pk, ()))) for one in everybody if one.sits(on)]
    members = [line for line in lines if line.one.role == Appointment.Role.MEMBER]
    return (
        Sitting(
            places=tuple(
                Place(
                    seat,
                    tuple(line for line in members if line.one.seat_id == seat.pk),
                    tuple(one for one in findings if one.seat == seat.pk and one.kind in _AT_THE_SEAT),
                )
                for seat in seats
            ),
            without_seat=tuple(line for line in members if line.one.seat_id is None),
            substitutes=tuple(line for line in lines if line.one.role == Appointment.Role.SUBSTITUTE),
            adjuncts=tuple(line for line in lines if line.one.role == Appointment.Role.ADJUNCT),
            findings=findings,
        ),
        composition_of(here.scope, forum=forum),
    )


@cooperation_page
def show(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Who sat in a forum a day, the rules they are held against, and everybody that has sat there."""
    forum = find_forum(here, forum_id)
    chosen = DayForm(request.GET or None)
    day = (chosen.cleaned_data["dag"] if chosen.is_bound and chosen.is_valid() else None) or here.today
    found, composition = _sitting(here, forum, day)
    context = {
        "here": here,
        "forum": forum,
        "day": day,
        "is_today": day == here.today,
        "filter": chosen if chosen.is_bound else DayForm(),
        "members_sitting": found,
        "members_composition": composition,
        "members_may": here.may(Permission.MANAGE, forum.area_path) and not forum.ended_on,
        "perspectives": perspectives_of(here.scope, forum=forum),
        "everybody": appointments_of(here.scope, forum=forum).order_by("-since", "-pk"),
    }
    return render(request, "forums/members.html", context)


def manageable_forum(here: Here, forum_id: int) -> Forum:
    """A forum whose members the person who asks may change."""
    forum = find_forum(here, forum_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk, area_path=forum.area_path)
    return forum


def members_page(here: Here, forum: Forum) -> str:
    """Where the members and the rules stand."""
    return reverse("forums:members", args=(here.cooperation.slug, forum.pk))


@dataclass(frozen=True)
class Candidate:
    """A function-holder that a seat can be given to at once, and why they may not fit."""

    holding: Holding
    unfit: str = ""


@cooperation_page
def choose(request: HttpRequest, here: Here, forum_id: int, seat_id: int) -> HttpResponse:
    """Whom a seat can be given to at once: those who hold a function, the fitting ones first."""
    forum = manageable_forum(here, forum_id)
    seat = get_object_or_404(seats_of(here.scope, forum=forum), pk=seat_id)
    sits = appointments_of(here.scope, forum=forum).exclude(until__lt=here.today)
    there = set(sits.filter(seat=seat).values_list("function_id", "user_id"))
    candidates = [
        Candidate(one, _sentences(unfit(seat_rule(seat), held(_from_holding(forum, seat, one, here.today)))))
        for one in function_holders(here.scope, forum=forum, on=here.today)
        if (one.function_id, one.user_id) not in there
    ]
    context = {
        "here": here,
        "forum": forum,
        "seat": seat,
        "fitting": [one for one in candidates if not one.unfit],
        "others": [one for one in candidates if one.unfit],
        "asks_nothing": seat.party_id is None and not seat.function_title,
        "back": reverse("forums:show", args=(here.cooperation.slug, forum.pk)),
    }
    return render(request, "forums/choose_member.html", context)


def _from_holding(forum: Forum, seat: Seat, one: Holding, since: date) -> Appointment:
    """A function-holder as they would sit in a seat."""
    return Appointment(
        forum=forum,
        seat=seat,
        title=one.function.title,
        party=one.function.party,
        function=one.function,
        since=since,
        mandates=seat.mandates,
    )


@require_POST
@cooperation_page
def appoint_holder(
    request: HttpRequest, here: Here, forum_id: int, seat_id: int, holding_id: int
) -> HttpResponse:
    """Give a seat to somebody who holds a function, from today."""
    forum = manageable_forum(here, forum_id)
    seat = get_object_or_404(seats_of(here.scope, forum=forum), pk=seat_id)
    holders = function_holders(here.scope, forum=forum, on=here.today)
    holding = get_object_or_404(holders, pk=holding_id)
    content = operations.AppointmentContent(
        title=holding.function.title,
        since=here.today,
        seat=seat,
        organisation=holding.function.party.name,
        party=holding.function.party,
        function=holding.function,
        user=holding.user,
        appointed_by=seat.appointed_by,
    )
    return do(
        request,
        lambda: operations.appoint(by=here.scope, at=here.at, forum=forum, content=content),
        done=f"{holding.function.title} har platsen {seat.name} från i dag.",
        back=reverse("forums:show", args=(here.cooperation.slug, forum.pk)),
    )


def _among(here: Here, forum: Forum) -> Mapping[str, Any]:
    holds = function_holders(here.scope, forum=forum, on=here.today)
    return {
        "seat": seats_of(here.scope, forum=forum),
        "party": parties_in(here.scope, cooperation=here.cooperation),
        "function": functions_in(here.scope, cooperation=here.cooperation),
        "user": User.objects.filter(pk__in=holds.values("user_id")).order_by("name"),
    }


@cooperation_page
def appoint(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Appoint a member, a substitute or an adjunct, with all that is to be said of it."""
    forum = manageable_forum(here, forum_id)
    composition = composition_of(here.scope, forum=forum)
    form = AppointmentForm(
        request.POST or None,
        initial=_first_values(here, request.GET, forum, composition),
        among=_among(here, forum),
        composition=composition,
        perspectives=list(perspectives_of(here.scope, forum=forum)),
    )
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda _: operations.appoint(by=here.scope, at=here.at, forum=forum, content=form.content),
        done="Personen är utsedd.",
        title=f"{_APPOINTED.get(request.GET.get('roll', ''), 'Utse någon')} i {forum.name}",
        lead="Namn skrivs bara för förtroendevalda. Övriga anges med titel och organisation.",
        submit="Utse",
    )


def _first_values(
    here: Here, asked: Mapping[str, str], forum: Forum, composition: Composition | None
) -> dict[str, Any]:
    """What the form says when it is opened: the seat that was asked for with its party, mandates and who appoints."""
    key = asked.get("plats", "")
    seat = seats_of(here.scope, forum=forum).filter(pk=key).first() if key.isdigit() else None
    role = asked.get("roll", "")
    known: dict[str, Any] = {
        "since": here.today,
        "role": role if role in Appointment.Role.values else Appointment.Role.MEMBER,
        "appointed_by": composition.appointed_by if composition else "",
    }
    if role == Appointment.Role.ADJUNCT and composition:
        known["appointed_by"] = composition.adjuncts_decided_by
    if seat is not None:
        known |= {"seat": seat.pk, "party": seat.party_id, "title": seat.function_title.capitalize()}
        known |= {"mandates": seat.mandates, "appointed_by": seat.appointed_by or known["appointed_by"]}
    return known


def _find(here: Here, forum: Forum, appointment_id: int) -> Appointment:
    return get_object_or_404(appointments_of(here.scope, forum=forum), pk=appointment_id)


@cooperation_page
def change(request: HttpRequest, here: Here, forum_id: int, appointment_id: int) -> HttpResponse:
    """Put right what is entered of somebody who sits in a forum."""
    forum = manageable_forum(here, forum_id)
    one = _find(here, forum, appointment_id)
    form = AppointmentForm(
        request.POST or None,
        initial=AppointmentForm.initial_of(one),
        among={**_among(here, forum), "user": _users(here, forum, one)},
        composition=composition_of(here.scope, forum=forum),
        perspectives=list(perspectives_of(here.scope, forum=forum)),
        kept=one,
    )
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda given: operations.change_appointment(
            by=here.scope, at=here.at, appointment=one, content=form.content, seen=given["seen"] or 0
        ),
        done="Uppdraget är rättat.",
        title=f"Rätta uppdraget för {one.called}",
        lead="För den som slutar: ange sista dagen i stället, så att historiken står kvar.",
    )


def _users(here: Here, forum: Forum, one: Appointment) -> Any:
    holds = function_holders(here.scope, forum=forum, on=here.today)
    known = [*holds.values_list("user_id", flat=True), *([one.user_id] if one.user_id else [])]
    return User.objects.filter(pk__in=known).order_by("name")


@cooperation_page
def end(request: HttpRequest, here: Here, forum_id: int, appointment_id: int) -> HttpResponse:
    """Say which day is somebody's last in a forum."""
    forum = manageable_forum(here, forum_id)
    one = _find(here, forum, appointment_id)
    return page(
        request,
        here,
        forum,
        form=EndAppointmentForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.end_appointment(by=here.scope, at=here.at, appointment=one, **given),
        done="Sista dagen är införd.",
        title=f"Avsluta uppdraget för {one.called}",
        lead="Det går fortfarande att se vem som satt i forumet en viss dag.",
        submit="Avsluta uppdraget",
    )


@cooperation_page
def office(request: HttpRequest, here: Here, forum_id: int, appointment_id: int) -> HttpResponse:
    """Make somebody chair, vice chair or secretary, or take the office away."""
    forum = manageable_forum(here, forum_id)
    one = _find(here, forum, appointment_id)
    composition = composition_of(here.scope, forum=forum)
    return page(
        request,
        here,
        forum,
        form=OfficeForm(
            request.POST or None, initial={"office": one.office, "on": max(here.today, one.since)}
        ),
        act=lambda given: operations.give_office(by=here.scope, at=here.at, appointment=one, **given),
        done="Uppdraget i forumet är infört.",
        title=f"Uppdrag i forumet för {one.called}",
        lead=_who_appoints(composition),
    )


def _who_appoints(composition: Composition | None) -> str:
    """Who gives the offices, as the composition says."""
    said: Sequence[str] = ()
    if composition is not None:
        chair, vice = composition.chair_appointed_by, composition.vice_chairs_appointed_by
        said = [
            *([f"Ordföranden utses av: {chair}."] if chair else []),
            *([f"Vice ordförande utses av: {vice}."] if vice else []),
        ]
    kept = "Tiden före den dagen står kvar, så att det går att se vem som hade uppdraget när."
    return " ".join((*said, kept))
