"""What the room's pages share: finding a report, saying how it stands, and the form of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from trygghjulet.documents.numbers import day
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.steps.field.forms import NewReportForm
from trygghjulet.steps.field.models import Report, State
from trygghjulet.steps.field.queries import found, latest_of, require_seen
from trygghjulet.steps.field.rules.reach import reporting_for

TONES: Final[Mapping[str, str]] = {
    State.RECEIVED: "neutral",
    State.IN_PICTURE: "info",
    State.ACTED_ON: "warning",
    State.DONE: "good",
    State.NO_ACTION: "neutral",
    State.WITHDRAWN: "bad",
}


def badge_of(state: str) -> Badge:
    """How a report stands, in a word."""
    return Badge(State(state).label, TONES[state])


def when_of(report: Report) -> str:
    """When it happened, as it is said: "24 november 2025 18:10–19:00"."""
    starts = timezone.localtime(report.happened_from)
    said = f"{day(starts.date())} {starts:%H:%M}"
    if report.happened_to is None:
        return said
    ends = timezone.localtime(report.happened_to)
    if (starts.hour, starts.minute, ends.hour, ends.minute) == (
        0,
        0,
        23,
        59,
    ) and starts.date() == ends.date():
        return day(starts.date())
    return (
        f"{said}–{ends:%H:%M}" if starts.date() == ends.date() else f"{said}–{day(ends.date())} {ends:%H:%M}"
    )


def where_of(report: Report) -> str:
    """Where it was, as it is said: the place, the words that were given, the area."""
    parts = [
        report.place.name if report.place else "",
        report.address,
        report.area.name if report.area else "",
    ]
    return ", ".join(part for part in parts if part) or "Punkt på kartan"


def find(here: Here, report_id: int) -> Report:
    """A report that the person may see; one that was taken back is the reporter's only.

    Raises:
        Denied: its party keeps its reports to itself.
    """
    all_of_them = found(here.scope, cooperation=here.cooperation)
    report: Report = get_object_or_404(all_of_them, pk=report_id)
    if report.by_id == here.scope.user_id:
        return report
    if report.state == State.WITHDRAWN:
        report = get_object_or_404(all_of_them.none())
    require_seen(here.scope, report=report)
    return report


def parties_to_report_for(here: Here) -> QuerySet[Party]:
    """The parties that the person reports for.

    Raises:
        Denied: the person may not report.
    """
    mine = reporting_for(here.scope, here.cooperation.pk)
    if not mine:
        here.scope.require(Permission.REPORT, cooperation_id=here.cooperation.pk)
    return parties_in(here.scope, cooperation=here.cooperation).filter(pk__in=mine)


def may_report(here: Here) -> bool:
    """May the person report from the field here?"""
    return bool(reporting_for(here.scope, here.cooperation.pk))


def report_form(here: Here, request: HttpRequest | None = None) -> NewReportForm:
    """The form of a new report: filled in by what was sent, or empty with a key of its own."""
    sent = request is not None and request.method == "POST"
    parties = parties_to_report_for(here)
    categories: tuple[str, ...] = ()
    if request:
        categories, _ = latest_of(here.scope, cooperation=here.cooperation, today=here.today)
    return NewReportForm(
        request.POST if request and sent else None,
        request.FILES if request and sent else None,
        cooperation=here.cooperation,
        latest=categories,
        parties=parties,
        initial={"key": uuid4(), "party": parties.first()},
    )


def addresses(here: Here) -> dict[str, Any]:
    """What the script on the phone must know of where it is; nothing about who uses it."""
    slug = here.cooperation.slug
    return {
        "slug": slug,
        "send": reverse("field:send", args=(slug,)),
        "status": reverse("field:status", args=(slug,)),
        "worker": reverse("field:worker", args=(slug,)),
        "scope": reverse("field:index", args=(slug,)),
        "new": reverse("field:new", args=(slug,)),
        "login": reverse("account_login"),
    }
