"""What has been reported: one's own with what came of it, all that one may see, a single report and its photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trygghjulet.documents.numbers import days
from trygghjulet.foundation.audit.operations import look
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in, parties_managed
from trygghjulet.foundation.ui.maps import LiveMap, Mark
from trygghjulet.steps.field.models import Affects, Report, State
from trygghjulet.steps.field.operations import photos
from trygghjulet.steps.field.queries import (
    alike,
    answers,
    hidden_parties,
    hidden_sums,
    history,
    last_month,
    leading,
    mine,
    point_of,
    reports as reports_of,
    twins,
    visible,
)
from trygghjulet.steps.field.rules.naming import title_of
from trygghjulet.steps.field.rules.states import can_be_mended
from trygghjulet.steps.field.views._common import (
    TONES,
    addresses,
    badge_of,
    find,
    may_report,
    when_of,
    where_of,
)
from trygghjulet.steps.scanning.rules.categories import offered_in_the_field

_PER_PAGE: Final = 50
_MINE_SHOWN: Final = 20
_WEEKS: Final = 12
#: So many weeks together are shown when no week is chosen.
_SHOWN_WEEKS: Final = 4


@dataclass(frozen=True)
class Line:
    """A report as a list shows it."""

    report: Report
    title: str
    when: str
    where: str
    badge: Any
    doubled: bool = False
    answerable: bool = False


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """The way in: report, and what came of what one has reported."""
    own = mine(here.scope, cooperation=here.cooperation)
    context = {
        "here": here,
        "may_report": may_report(here),
        "mine": [_line(report) for report in own[:_MINE_SHOWN]],
        "mine_total": own.count(),
        "others": visible(here.scope, cooperation=here.cooperation)
        .filter(happened_from__gte=here.at - timedelta(days=7))
        .count(),
        "phone": addresses(here) | {"user": here.scope.user_id},
    }
    return render(request, "field/index.html", context)


@cooperation_page
def reports(request: HttpRequest, here: Here) -> HttpResponse:
    """All reports that one may see, as table and map, and sums of those that one may not see."""
    asked = _asked(request, here)
    held = _filtered(here, asked)
    page = Paginator(held, _PER_PAGE).get_page(request.GET.get("sida"))
    shown = list(page.object_list)
    if shown:
        look(
            by=here.scope,
            at=here.at,
            cooperation_id=here.cooperation.pk,
            subject=here.cooperation,
            rows=len(shown),
            what="fältrapporter",
            asked={name: value for name, value in asked.items() if value},
        )
    doubled, lead = twins(shown), leading(here.cooperation)
    lines = [
        _line(report, doubled=report.pk in doubled, answerable=answers(here.scope, report=report, lead=lead))
        for report in shown
    ]
    context = {
        "here": here,
        "may_report": may_report(here),
        "asked": asked,
        "choices": _choices(here),
        "page": page,
        "lines": lines,
        "may_answer": any(line.answerable for line in lines),
        "map": _map(here, lines) if any(point_of(line.report) for line in lines) else None,
        "sums": hidden_sums(here.scope, cooperation=here.cooperation, month=last_month(here.today)),
        "month": last_month(here.today),
        "may_choose_sharing": parties_managed(here.scope, cooperation=here.cooperation).exists(),
        "path": request.get_full_path(),
    }
    return render(request, "field/reports.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, report_id: int) -> HttpResponse:
    """A report: what was seen, where and when, what came of it, and others that may tell of the same thing."""
    report = find(here, report_id)
    own = report.by_id == here.scope.user_id
    near = alike(here.scope, report=report)
    look(
        by=here.scope,
        at=here.at,
        cooperation_id=here.cooperation.pk,
        subject=report,
        rows=1 + len(near),
    )
    at = point_of(report)
    standing = State(report.state)
    context = {
        "here": here,
        "line": _line(report),
        "report": report,
        "affects": Affects(report.affects).label,
        "history": [(badge_of(step.state), step) for step in history(report)],
        "own": own,
        "may_mend": own and standing != State.WITHDRAWN and can_be_mended(report.received_at, here.at),
        "may_answer": answers(here.scope, report=report, lead=leading(here.cooperation))
        and standing != State.WITHDRAWN,
        "alike": [_line(other) for other in near],
        "map": _map(here, [_line(report)]) if at else None,
    }
    return render(request, "field/show.html", context)


@cooperation_page
def photo(request: HttpRequest, here: Here, report_id: int) -> HttpResponse:
    """A report's photo, for those who see the report."""
    report = find(here, report_id)
    path = photos() / report.photo
    if not report.photo or not path.is_file():
        raise Http404
    look(
        by=here.scope,
        at=here.at,
        cooperation_id=here.cooperation.pk,
        subject=report,
        rows=1,
        what="foto",
    )
    return HttpResponse(
        path.read_bytes(),
        content_type="image/jpeg",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": f'inline; filename="faltrapport-{report.pk}.jpg"',
        },
    )


def _line(report: Report, *, doubled: bool = False, answerable: bool = False) -> Line:
    return Line(
        report,
        title_of(report.category),
        when_of(report),
        where_of(report),
        badge_of(report.state),
        doubled,
        answerable,
    )


def _asked(request: HttpRequest, here: Here) -> dict[str, str]:
    """What the list is filtered by; what is no choice is left out."""
    choices = _choices(here)
    given = {name: request.GET.get(name, "") for name in choices}
    return {name: value if value in dict(choices[name]) else "" for name, value in given.items()}


def _choices(here: Here) -> dict[str, list[tuple[str, str]]]:
    below = [area for area in tree(here.cooperation.area) if area.pk != here.cooperation.area_id]
    hidden = hidden_parties(here.scope, cooperation=here.cooperation)
    parties = parties_in(here.scope, cooperation=here.cooperation).exclude(pk__in=hidden)
    return {
        "vecka": [(monday.isoformat(), _week(monday)) for monday in _mondays(here.today)],
        "omrade": [(str(area.pk), area.name) for area in below],
        "kategori": [(category.code, category.title) for category in offered_in_the_field()],
        "part": [(str(party.pk), party.name) for party in parties],
        "lage": [(state.value, state.label) for state in State if state != State.WITHDRAWN],
    }


def _mondays(today: date) -> list[date]:
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(_WEEKS)]


def _week(monday: date) -> str:
    return f"Vecka {monday.isocalendar().week} ({days(monday, monday + timedelta(days=6))})"


def _filtered(here: Here, asked: dict[str, str]) -> QuerySet[Report]:
    if asked["vecka"]:
        first = date.fromisoformat(asked["vecka"])
        last = first + timedelta(days=6)
    else:
        first, last = _mondays(here.today)[_SHOWN_WEEKS - 1], here.today
    held = reports_of(here.scope, cooperation=here.cooperation, first_day=first, last_day=last)
    if asked["omrade"]:
        area = tree(here.cooperation.area).get(pk=int(asked["omrade"]))
        held = held.filter(area__path__startswith=area.path)
    if asked["kategori"]:
        held = held.filter(category=asked["kategori"])
    if asked["part"]:
        held = held.filter(party_id=int(asked["part"]))
    if asked["lage"]:
        held = held.filter(Q(standing=asked["lage"]))
    return held


def _map(here: Here, lines: Sequence[Line]) -> LiveMap:
    marks = [
        Mark(
            *at,
            title=line.title,
            note=f"{line.when}. {line.where}. {line.report.party.name}.",
            href=reverse("field:show", args=(here.cooperation.slug, line.report.pk)),
            tone=TONES[line.report.state].replace("neutral", "info"),  # a pale mark is not seen on a map
        )
        for line in lines
        if (at := point_of(line.report))
    ]
    return LiveMap(
        title="Fältrapporter",
        ground=reverse("gazetteer:map", args=(here.cooperation.slug,)),
        table=None,
        marks=marks,
    )
