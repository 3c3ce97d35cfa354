"""Who is to have the notes and reports of forums, what went and came, and how results roll up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.decisions import DayForm, ReasonForm
from trygghjulet.cooperation.forums.forms.routing import EndRouteForm, RouteForm, SentForm
from trygghjulet.cooperation.forums.models import Dispatch, Forum, Meeting, Minutes, RoutingRule
from trygghjulet.cooperation.forums.operations.routing import may_confirm
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.cooperation.forums.queries.routed import (
    Routing,
    dispatches,
    readers,
    rolled_up,
    routings,
)
from trygghjulet.cooperation.forums.rules.routing import Standing, own_members
from trygghjulet.cooperation.forums.views._common import find_forum, find_meeting, page, recordable_forum
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.badges import Badge

_WORDS: Final[Mapping[Standing, tuple[str, str]]] = {
    Standing.RECEIVED: ("Mottaget", "good"),
    Standing.SENT: ("Skickat", "info"),
    Standing.LATE: ("Saknas", "bad"),
    Standing.DUE: ("Ska skickas", "warning"),
    Standing.COMING: ("Kommer", "neutral"),
}

#: How many of what waits the forum's own page shows, the latest.
_ON_FORUM: Final = 5


@dataclass(frozen=True)
class Shown:
    """A sending as a row on a page."""

    routing: Routing
    may_confirm: bool

    @property
    def state(self) -> Badge:
        """Where it stands."""
        return Badge(*_WORDS[self.routing.standing])

    @property
    def about(self) -> str:
        """What it is about: the meeting, the decision, or the year's report."""
        one = self.routing
        if one.meeting is not None:
            return f"Mötet {numbers.day(one.meeting.on)}"
        if one.decision is not None:
            return str(one.decision)
        return str(one.rule.get_when_display())

    @property
    def words(self) -> str:
        """When it is to be sent, went and came."""
        one = self.routing.expected
        said = []
        if one.sent_on is not None:
            said.append(f"Skickat {numbers.day(one.sent_on)}")
            if one.late_days:
                said.append(f"{_days(one.late_days)} för sent")
        elif one.due is None:
            said.append("Ingen sista dag")
        else:
            said.append(f"Senast {numbers.day(one.due)}")
            if one.late_days:
                said.append(f"försenat {_days(one.late_days)}")
        if one.sent is not None and one.sent.received_on is not None:
            said.append(f"mottaget {numbers.day(one.sent.received_on)}")
        return ", ".join(said)


def _reached(rule: RoutingRule) -> bool:
    """Is the receiver reached from here: a forum, or those who sit in the forum itself?"""
    return rule.to_forum_id is not None or own_members(rule.to)


def _told(forum: Forum, *, on: date) -> tuple[int, str]:
    """How many are told when something comes to a forum, and that in words."""
    count = len(readers(forum, on=on))
    if not count:
        return 0, "Ingen som sitter där har konto här, så ni behöver sända det till dem som ni brukar."
    return count, f"{numbers.number(count)} som sitter där har fått ett meddelande."


def _days(count: int) -> str:
    return f"{count} {'dag' if count == 1 else 'dagar'}"


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of where its papers are to go."""
    found = routings(here.scope, cooperation=here.cooperation, on=here.today, forum=meeting.forum)
    rows = [one for forum in found for one in forum.routings if one.meeting and one.meeting.pk == meeting.pk]
    beside = [one for forum in found for one in forum.beside if one.meeting_id == meeting.pk]
    minutes = Minutes.objects.filter(meeting=meeting).first()
    waiting = [one for one in rows if one.expected.open]
    return {
        "routing_rows": _shown(here, rows),
        "routing_beside": beside,
        "routing_is_held": meeting.state == Meeting.State.HELD,
        "routing_to_forums": [one.rule for one in waiting if _reached(one.rule)],
        "routing_unread": [
            one.rule.to_forum
            for one in waiting
            if one.rule.to_forum and not readers(one.rule.to_forum, on=here.today)
        ],
        "routing_to_others": [one.rule for one in waiting if not _reached(one.rule)],
        "routing_not_approved": minutes is not None and minutes.state != Minutes.State.APPROVED,
    }


def forum_panel(here: Here, forum: Forum) -> dict[str, Any]:
    """What the forum's page shows: what it has still to send, and what came to it without being confirmed."""
    found = routings(here.scope, cooperation=here.cooperation, on=here.today, forum=forum)
    late = [row for one in found for row in one.standing(Standing.LATE, Standing.DUE)]
    came = dispatches(here.scope, cooperation=here.cooperation).filter(
        to_forum=forum, received_on__isnull=True
    )
    latest = late[-_ON_FORUM:]
    return {
        "forum_routing_open": _shown(here, latest),
        "forum_routing_more": len(late) - len(latest),
        "forum_routing_came": [(one, may_confirm(here.scope, one, on=here.today)) for one in came],
    }


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """The cooperation's sendings: missing first, then what is to be sent, what went, and the chain of reports."""
    year = _year(request, here)
    found = routings(here.scope, cooperation=here.cooperation, on=here.today)
    rows = [row for one in found for row in one.routings if year in _years(row, today=here.today)]
    rows.sort(key=lambda row: row.expected.due or date.max)
    context = {
        "here": here,
        "year": year,
        "years": range(here.today.year, here.today.year - 5, -1),
        "late": _shown(here, _standing(rows, Standing.LATE)),
        "due": _shown(here, _standing(rows, Standing.DUE, Standing.COMING)),
        "gone": _shown(here, reversed(_standing(rows, Standing.SENT, Standing.RECEIVED))),
        "has_rules": any(one.rules for one in found),
        "levels": rolled_up(here.scope, cooperation=here.cooperation, year=year),
    }
    return render(request, "forums/routing.html", context)


@cooperation_page
def forum_index(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """A forum's sendings and who is to have what from it."""
    forum = find_forum(here, forum_id)
    found = routings(here.scope, cooperation=here.cooperation, on=here.today, forum=forum)[0]
    came = dispatches(here.scope, cooperation=here.cooperation).filter(to_forum=forum).order_by("-on", "-pk")
    context = {
        "here": here,
        "forum": forum,
        "rules": found.rules,
        "today": here.today,
        "open": _shown(here, found.standing(Standing.LATE, Standing.DUE, Standing.COMING)),
        "gone": _shown(here, reversed(found.standing(Standing.SENT, Standing.RECEIVED))),
        "beside": [(one, may_confirm(here.scope, one, on=here.today)) for one in reversed(found.beside)],
        "came": [(one, may_confirm(here.scope, one, on=here.today)) for one in came],
        "may_record": here.may(Permission.RECORD_MEETINGS, forum.area_path),
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "forums/forum_routing.html", context)


@require_POST
@cooperation_page
def send(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Send a meeting's papers to every forum that is still to have them."""
    forum = recordable_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    try:
        sent = operations.send_papers(by=here.scope, at=here.at, meeting=meeting)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        for one in sent:
            told, words = _told(one.to_forum or forum, on=here.today)
            (messages.success if told else messages.warning)(request, f"Skickat till {one.receiver}. {words}")
    return redirect(
        reverse("forums:meeting", args=(here.cooperation.slug, forum.pk, meeting.pk)) + "#utskick"
    )


@cooperation_page
def notes(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Enter that a meeting's notes went to somebody."""
    forum = recordable_forum(here, forum_id)
    return _sent_page(request, here, forum, find_meeting(here, forum, meeting_id))


@cooperation_page
def sent(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Enter that a report went to somebody, with no meeting behind it."""
    return _sent_page(request, here, recordable_forum(here, forum_id), None)


def _sent_page(request: HttpRequest, here: Here, forum: Forum, meeting: Meeting | None) -> HttpResponse:
    rule = _asked_rule(request, forum)
    known: dict[str, Any] = {"on": here.today, "what": "minnesanteckningar" if meeting else "rapport"}
    if rule is not None:
        known |= {"what": rule.what, "to_forum": rule.to_forum, "to": rule.to}
    back = (
        reverse("forums:meeting", args=(here.cooperation.slug, forum.pk, meeting.pk)) + "#utskick"
        if meeting
        else _forum_page(here, forum)
    )

    def act(given: Mapping[str, Any]) -> None:
        same = (
            rule
            and rule.to_forum == given["to_forum"]
            and rule.to == given["to"]
            and rule.what == given["what"]
        )
        operations.dispatch(
            by=here.scope, at=here.at, forum=forum, meeting=meeting, rule=rule if same else None, **given
        )

    return page(
        request,
        here,
        forum,
        form=SentForm(
            request.POST or None,
            initial=known,
            forums=forums(here.scope, cooperation=here.cooperation).exclude(pk=forum.pk),
        ),
        act=act,
        done="Utskicket är infört.",
        title=f"Anteckningarna från mötet {numbers.day(meeting.on)}" if meeting else "För in ett utskick",
        lead="Ange vad som skickades, till vem och när. Själva utskicket gör ni som ni brukar.",
        back=back,
    )


@cooperation_page
def receive(request: HttpRequest, here: Here, forum_id: int, dispatch_id: int) -> HttpResponse:
    """Confirm that something came."""
    one = _find(here, forum_id, dispatch_id)
    if not may_confirm(here.scope, one, on=here.today):
        receiver = one.to_forum or one.forum
        here.scope.require(
            Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk, area_path=receiver.area_path
        )
    return page(
        request,
        here,
        one.forum,
        form=DayForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.receive(by=here.scope, at=here.at, sent=one, **given),
        done="Mottagandet är bekräftat.",
        title="Bekräfta att det har kommit",
        lead=f"{one}. Skickat {numbers.day(one.on)}.",
        submit="Det har kommit",
        back=_forum_page(here, one.to_forum or one.forum),
    )


@cooperation_page
def take_back(request: HttpRequest, here: Here, forum_id: int, dispatch_id: int) -> HttpResponse:
    """Take back that something was sent."""
    recordable_forum(here, forum_id)
    one = _find(here, forum_id, dispatch_id)
    return page(
        request,
        here,
        one.forum,
        form=ReasonForm(request.POST or None),
        act=lambda given: operations.take_back_dispatch(by=here.scope, at=here.at, sent=one, **given),
        done="Utskicket är taget tillbaka.",
        title="Ta tillbaka utskicket",
        lead=f"{one}. För ett utskick som fördes in av misstag. Loggen minns det.",
        submit="Ta tillbaka",
        back=_forum_page(here, one.forum),
    )


@cooperation_page
def new_rule(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """Say that somebody is to have something from a forum."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    forum = find_forum(here, forum_id)
    form = RouteForm(
        request.POST or None,
        initial={"since": here.today},
        forums=forums(here.scope, cooperation=here.cooperation).exclude(pk=forum.pk),
    )
    return page(
        request,
        here,
        forum,
        form=form,
        act=lambda _: operations.add_route(by=here.scope, at=here.at, forum=forum, content=form.content),
        done="Mottagaren står på sändlistan.",
        title="Lägg till på sändlistan",
        lead=f"Vem som ska ha minnesanteckningar, protokoll eller rapporter från {forum.name}, och när.",
        back=_forum_page(here, forum),
    )


@cooperation_page
def end_rule(request: HttpRequest, here: Here, forum_id: int, rule_id: int) -> HttpResponse:
    """Say the last day that somebody is to have it."""
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)
    forum = find_forum(here, forum_id)
    rule = get_object_or_404(forum.routing.select_related("forum", "to_forum"), pk=rule_id)
    return page(
        request,
        here,
        forum,
        form=EndRouteForm(request.POST or None, initial={"ended_on": here.today}),
        act=lambda given: operations.end_route(by=here.scope, at=here.at, rule=rule, **given),
        done="Sista dagen är införd.",
        title="Ta bort från sändlistan",
        lead=f"{rule}. Det som skulle ha skickats till och med den dagen ska skickas ändå.",
        back=_forum_page(here, forum),
    )


def _shown(here: Here, rows: Iterable[Routing]) -> list[Shown]:
    return [
        Shown(
            one,
            one.sent is not None
            and one.sent.received_on is None
            and may_confirm(here.scope, one.sent, on=here.today),
        )
        for one in rows
    ]


def _standing(rows: list[Routing], *standings: Standing) -> list[Routing]:
    return [one for one in rows if one.standing in standings]


def _years(row: Routing, *, today: date) -> set[int]:
    """The years that a sending belongs to: when it was called for, was due or went; what is open, this one as well."""
    one = row.expected
    days: list[date | None] = [one.due, one.sent_on, row.meeting.on if row.meeting else None]
    return {day.year for day in (*days, today if one.open else None) if day is not None}


def _year(request: HttpRequest, here: Here) -> int:
    given = request.GET.get("ar", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) == 4 else here.today.year


def _asked_rule(request: HttpRequest, forum: Forum) -> RoutingRule | None:
    """The rule that the address asks for."""
    given = request.GET.get("lista", "")
    if not (given.isascii() and given.isdigit()):
        return None
    found: RoutingRule | None = forum.routing.select_related("to_forum").filter(pk=int(given[:18])).first()
    return found


def _find(here: Here, forum_id: int, dispatch_id: int) -> Dispatch:
    found = dispatches(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    return get_object_or_404(found, pk=dispatch_id)


def _forum_page(here: Here, forum: Forum) -> str:
    return reverse("forums:forum_routing", args=(here.cooperation.slug, forum.pk))
