"""The pages of the meeting plan: its settings, and proposals by month and by forum with what can't be met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries import meetings as meetings_of
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table
from trygghjulet.obligations.dates import MONTH_NAMES
from trygghjulet.oversight.duties.queries import arrangement
from trygghjulet.oversight.planning import operations
from trygghjulet.oversight.planning.forms import HolidayForm, SettingsForm, WishForm, YearForm
from trygghjulet.oversight.planning.models import Proposal, ProposedMeeting
from trygghjulet.oversight.planning.queries import holidays_of, planned, proposals, settings_of, wishes_of
from trygghjulet.oversight.planning.rules import WEEKDAY_WORDS

_FORM = "planning/form.html"


def _required(here: Here) -> None:
    here.scope.require(Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk)


def _home(here: Here) -> str:
    return reverse("planning:show", args=(here.cooperation.slug,))


@cooperation_page
def show(request: HttpRequest, here: Here) -> HttpResponse:
    """The proposals, and what they are made with."""
    scope, cooperation = here.scope, here.cooperation
    wished = {one.key: one for one in wishes_of(scope, cooperation=cooperation)}
    found = arrangement(scope, cooperation=cooperation, on=here.today)
    context = {
        "here": here,
        "settings": settings_of(scope, cooperation=cooperation),
        "holidays": holidays_of(scope, cooperation=cooperation),
        "proposals": proposals(scope, cooperation=cooperation),
        "forums": [(forum, _wished(wished.get(forum.id))) for forum in found.blueprint.forums],
        "form": YearForm(this_year=here.today.year, initial={"year": here.today.year + 1}),
        "may_plan": here.may(Permission.RECORD_MEETINGS),
    }
    return render(request, "planning/show.html", context)


def _wished(one: object) -> str:
    weekdays = getattr(one, "weekdays", [])
    said = []
    if getattr(one, "left_out", False):
        return "Planeras inte"
    if weekdays:
        said.append(" eller ".join(WEEKDAY_WORDS[day] for day in weekdays).capitalize())
    if meetings := getattr(one, "meetings", 0):
        said.append(f"{meetings} möten om året")
    return ", ".join(said) or "Som skyldigheterna kräver"


@cooperation_page
def settings(request: HttpRequest, here: Here) -> HttpResponse:
    """How meetings are planned."""
    _required(here)
    saved = settings_of(here.scope, cooperation=here.cooperation)
    initial = {name: getattr(saved, name) for name in SettingsForm.base_fields}
    return form_page(
        request,
        form=SettingsForm(request.POST or None, initial=initial),
        act=lambda given: operations.set_up(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done="Inställningarna är sparade. De gäller nästa förslag.",
        back=_home(here),
        template=_FORM,
        context={
            "here": here,
            "title": "Så planeras möten",
            "lead": "Det som skyldigheterna kräver gäller alltid. Här ställs resten in.",
        },
    )


@cooperation_page
def new_holiday(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter a time without meetings."""
    _required(here)
    return form_page(
        request,
        form=HolidayForm(request.POST or None),
        act=lambda given: operations.enter_holiday(
            by=here.scope, at=here.at, cooperation=here.cooperation, **given
        ),
        done="Ledigheten är införd.",
        back=_home(here),
        template=_FORM,
        context={
            "here": here,
            "title": "För in ett lov",
            "lead": "Skolloven bestäms av kommunen och skiljer sig mellan år.",
        },
    )


@require_POST
@cooperation_page
def remove_holiday(request: HttpRequest, here: Here, holiday_id: int) -> HttpResponse:
    """Take a time without meetings away."""
    holiday = get_object_or_404(holidays_of(here.scope, cooperation=here.cooperation), pk=holiday_id)
    operations.remove_holiday(by=here.scope, at=here.at, holiday=holiday)
    messages.success(request, f"{holiday.name} är borttaget.")
    return redirect(_home(here))


@cooperation_page
def wish(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """What is wished for a forum."""
    found = arrangement(here.scope, cooperation=here.cooperation, on=here.today)
    forum = next((one for one in found.blueprint.forums if one.id == key), None)
    if forum is None:
        raise Http404
    _required(here)
    saved = wishes_of(here.scope, cooperation=here.cooperation).filter(key=key).first()
    initial = {
        "weekdays": [str(day) for day in saved.weekdays] if saved else [],
        "meetings": saved.meetings if saved else 0,
        "left_out": saved.left_out if saved else False,
    }
    return form_page(
        request,
        form=WishForm(request.POST or None, initial=initial),
        act=lambda given: operations.wish(
            by=here.scope, at=here.at, cooperation=here.cooperation, key=key, **given
        ),
        done="Önskemålet är sparat. Det gäller nästa förslag.",
        back=_home(here),
        template=_FORM,
        context={
            "here": here,
            "title": f"Önskemål för {forum.name}",
            "lead": "Ett önskemål ger vika för det som skyldigheterna kräver.",
        },
    )


@cooperation_page
def propose(request: HttpRequest, here: Here) -> HttpResponse:
    """Make a proposal for a year: the solver answers within seconds."""
    _required(here)
    form = YearForm(request.POST or None, this_year=here.today.year)
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        found = planned(here.scope, cooperation=here.cooperation, year=year, on=here.today)
        made = operations.propose(
            by=here.scope, at=here.at, cooperation=here.cooperation, year=year, found=found
        )
        return redirect("planning:proposal", here.cooperation.slug, made.pk)
    context = {
        "here": here,
        "title": "Föreslå ett års möten",
        "lead": "Förslaget utgår från skyldigheterna och det som redan är hållet eller planerat.",
        "form": form,
        "back": _home(here),
        "submit": "Ta fram ett förslag",
    }
    return render(request, _FORM, context, status=422 if form.is_bound else 200)


@cooperation_page
def proposal(request: HttpRequest, here: Here, proposal_id: int) -> HttpResponse:
    """A proposal by month and by forum, with what can't be met."""
    found = get_object_or_404(proposals(here.scope, cooperation=here.cooperation), pk=proposal_id)
    meetings = list(found.meetings.select_related("forum", "convened_by"))
    context = {
        "here": here,
        "proposal": found,
        "count": len(meetings),
        "unplaced": sorted({one.forum_name for one in meetings if one.forum_id is None}),
        "months": _by_month([*meetings, *_there(here, found)]),
        "by_forum": _by_forum(here, meetings),
        "asked": found.settings.get("asked", True),
        "endings": [
            (title, date.fromisoformat(day), day < f"{found.year}-01-01")
            for title, day in found.settings.get("endings", [])
        ],
        "off": [_off(one) for one in found.settings.get("off", [])],
        "one_a_day": found.settings.get("one_a_day") == "all",
        "may_accept": found.state == Proposal.State.PROPOSED and here.may(Permission.RECORD_MEETINGS),
        "can_accept": any(one.forum_id for one in meetings),
    }
    return render(request, "planning/proposal.html", context)


@dataclass(frozen=True)
class _There:
    """A meeting of the year that is there beside the proposal."""

    on: date
    forum_name: str
    full_day: bool
    reason: str


def _there(here: Here, found: Proposal) -> list[_There]:
    """What was planned and held in the year already, apart from what the proposal has led to."""
    mine = found.meetings.filter(meeting__isnull=False).values("meeting_id")
    all_of_them = meetings_of(here.scope, cooperation=here.cooperation).exclude(pk__in=mine)
    return [
        _There(
            one.on,
            one.forum.name,
            one.full_day,
            "Hållet." if one.state == Meeting.State.HELD else "Redan planerat.",
        )
        for one in all_of_them.exclude(state=Meeting.State.CANCELLED)
        if one.on.year == found.year
    ]


def _off(one: list[str]) -> str:
    name, first, last, firm = one
    from_, to = (day.split("-") for day in (first, last))
    said = f"{name} ({int(from_[2])}/{int(from_[1])}–{int(to[2])}/{int(to[1])})"
    return said if firm else f"{said}, om det går"


def _day(meeting: ProposedMeeting | _There) -> str:
    said = f"{WEEKDAY_WORDS[meeting.on.weekday()]} {numbers.day(meeting.on)}".rsplit(" ", maxsplit=1)[0]
    return said.capitalize()


def _by_month(meetings: Iterable[ProposedMeeting | _There]) -> list[Table]:
    months: dict[int, list[ProposedMeeting | _There]] = {}
    for one in sorted(meetings, key=lambda one: (one.on, one.forum_name)):
        months.setdefault(one.on.month, []).append(one)
    return [
        Table(
            f"{MONTH_NAMES[month - 1].capitalize()} ({len(found)} möten)"
            if len(found) != 1
            else f"{MONTH_NAMES[month - 1].capitalize()} (ett möte)",
            (Column("Dag"), Column("Forum"), Column("Varför den dagen")),
            [
                (
                    _day(one),
                    (one.forum_name, Badge("Heldag", "info")) if one.full_day else one.forum_name,
                    one.reason,
                )
                for one in found
            ],
        )
        for month, found in sorted(months.items())
    ]


def _by_forum(here: Here, meetings: Iterable[ProposedMeeting]) -> list[Table]:
    forums: dict[str, list[ProposedMeeting]] = {}
    for one in meetings:
        forums.setdefault(one.forum_name, []).append(one)
    return [
        Table(
            name,
            (Column("Dag"), Column("Vems tur"), Column("Det här krävs av mötet")),
            [
                (
                    Link(
                        _day(one),
                        reverse("forums:meeting", args=(here.cooperation.slug, one.forum_id, one.meeting_id)),
                        f"i {name}",
                    )
                    if one.meeting_id
                    else _day(one),
                    one.turns,
                    " ".join(part for part in ("Heldag." if one.full_day else "", one.asked) if part),
                )
                for one in found
            ],
        )
        for name, found in sorted(forums.items())
    ]
