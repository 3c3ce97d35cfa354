"""The year as a wheel and as a list, the parties' own processes, and calendars to subscribe to."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Denied, Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Cell, Column, Link, Table
from trygghjulet.oversight.annual_wheel import operations
from trygghjulet.oversight.annual_wheel.forms import ChoiceForm, ProcessForm
from trygghjulet.oversight.annual_wheel.models import OwnProcess
from trygghjulet.oversight.annual_wheel.queries import (
    Wheel,
    entries_of,
    feeds_of,
    open_feeds,
    processes,
    readable,
    wheel as wheel_of,
)
from trygghjulet.oversight.annual_wheel.rules import drawing, layout
from trygghjulet.oversight.annual_wheel.rules.calendar import FRESH, calendar
from trygghjulet.oversight.annual_wheel.rules.year import (
    KIND_WORDS,
    PROGRESS_WORDS,
    RING_WORDS,
    Chapter,
    Entry,
    Kind,
    Mark,
    Progress,
    Year,
)

_SORTS = {Kind.DUTY: "Skyldighet", Kind.BAND: "Skyldighet", Kind.PLANNED: "Möte", Kind.HELD: "Möte"}
_MEETINGS = {Kind.PLANNED: Badge("Planerat", "info"), Kind.HELD: Badge("Hållet", "good")}
_YEARS = range(1990, 2101)
_TONES = {
    Progress.DONE: "good",
    Progress.LATE: "bad",
    Progress.MISSED: "bad",
    Progress.PRESSING: "warning",
    Progress.OPEN: "info",
}


@cooperation_page
def show(request: HttpRequest, here: Here, year: int | None = None) -> HttpResponse:
    """A year: the wheel, what its numbers stand for, and the whole list."""
    number = _known(here.today.year if year is None else year)
    found = wheel_of(here.scope, cooperation=here.cooperation, years=(number,), today=here.today)
    form = ChoiceForm(request.GET or None, wheel=found)
    choice = form.choice
    shown = layout.fitting(found.year(number).chosen(choice))
    asked = f"?{request.GET.urlencode()}" if choice.chooses else ""
    context = {
        "here": here,
        "form": form,
        "year": shown,
        "chosen": found.named(choice) if choice.chooses else "",
        "pictures": _pictures(shown, here),
        "legend": [
            (mark_safe(sample.svg), sample.words)  # noqa: S308  # drawn by us, every text in it escaped
            for sample in drawing.legend(
                {entry.kind for entry in shown.entries}, {entry.progress for entry in shown.entries}
            )
        ],
        "rings": tuple(RING_WORDS.values()),
        "keys": _keys(shown),
        "tables": _tables(shown),
        "previous": reverse("annual_wheel:year", args=(here.cooperation.slug, number - 1)) + asked,
        "next": reverse("annual_wheel:year", args=(here.cooperation.slug, number + 1)) + asked,
        "image": reverse("annual_wheel:image", args=(here.cooperation.slug, number)) + asked,
        "processes": _process_table(here),
        "may_plan": here.may(Permission.RECORD_MEETINGS),
        "unread": found.unread,
        "endings": found.endings.get(number, ()),
    }
    return render(request, "annual_wheel/show.html", context)


@cooperation_page
def image(request: HttpRequest, here: Here, year: int) -> HttpResponse:
    """The wheel as a picture of its own, for a report or a talk."""
    number = _known(year)
    found = wheel_of(here.scope, cooperation=here.cooperation, years=(number,), today=here.today)
    shown = layout.fitting(found.year(number).chosen(ChoiceForm(request.GET or None, wheel=found).choice))
    drawn = drawing.svg(shown, layout.WIDE, name=here.cooperation.name, today=here.today, link="")
    answer = HttpResponse(drawn, content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="arshjul-{here.cooperation.slug}-{number}.svg"'
    return answer


def _known(year: int) -> int:
    if year not in _YEARS:
        raise Http404
    return year


def _pictures(year: Year, here: Here) -> list[SafeString]:
    return [
        mark_safe(  # noqa: S308  # drawn by us, every text in it escaped
            drawing.svg(year, size, name=here.cooperation.name, today=here.today)
        )
        for size in layout.SIZES
    ]


def _keys(year: Year) -> list[tuple[str, list[tuple[SafeString, Mark]]]]:
    """What the wheel's numbers stand for, by the part of the list that they lead to."""
    marks = {mark.number: mark for mark in year.marks}
    return [
        (chapter.title, [(_chip(marks[number]), marks[number]) for number in dict(chapter.rows)])
        for chapter in year.chapters
    ]


def _chip(mark: Mark) -> SafeString:
    return mark_safe(drawing.chip(mark))  # noqa: S308  # drawn by us, every text in it escaped


def _tables(year: Year) -> list[Table]:
    marks = {mark.number: mark for mark in year.marks}
    anchored: set[int] = set()
    tables = []
    for chapter in year.chapters:
        rows: list[tuple[Cell, ...]] = []
        for number, entry in chapter.rows:
            first = number not in anchored
            anchored.add(number)
            rows.append(_row(entry, marks[number], anchor=first))
        tables.append(Table(_caption(chapter), _COLUMNS, rows))
    return tables


_COLUMNS = (Column("Nr och vad"), Column("När"), Column("Vem"), Column("Slag och läge"))


def _caption(chapter: Chapter) -> str:
    count = len(chapter.rows)
    return f"{chapter.title} ({count} {'post' if count == 1 else 'poster'})"


def _row(entry: Entry, mark: Mark, *, anchor: bool) -> tuple[Cell, ...]:
    at = format_html(' id="nr-{}"', mark.number) if anchor else ""
    chip = format_html('<span class="wheel-number"{}>{}</span>', at, _chip(mark))
    title: Link | str = Link(entry.title, entry.link) if entry.link else entry.title
    where = f"({entry.where})" if entry.where else ""
    what: Cell = (chip, title, where) if where else (chip, title)
    note = entry.note if entry.kind is not Kind.SEASON else ""
    when = f"{entry.when}, {note}" if note else entry.when
    who = ", ".join(entry.holders)
    if entry.kind in (Kind.OWN, Kind.SEASON):
        return what, when, who, entry.note if entry.kind is Kind.SEASON else KIND_WORDS[entry.kind]
    sort = f"{_SORTS[entry.kind]}, {RING_WORDS[entry.ring].lower()}"
    if entry.kind in _MEETINGS:
        return what, when, who, (sort, _MEETINGS[entry.kind])
    badge = Badge(PROGRESS_WORDS[entry.progress], _TONES.get(entry.progress, "neutral"))
    return what, when, who, (sort, badge, f"({entry.beside})") if entry.beside else (sort, badge)


def _process_table(here: Here) -> Table:
    may = here.may(Permission.RECORD_MEETINGS)
    rows: list[tuple[Cell, ...]] = []
    for process in processes(here.scope, cooperation=here.cooperation):
        page = reverse("annual_wheel:edit_process", args=(here.cooperation.slug, process.pk))
        days = numbers.days(process.first, process.last)
        rows.append(
            (
                Link(process.title, page) if may else process.title,
                process.party.name if process.party else "Ingen särskild",
                f"{days}, därefter varje år" if process.repeats else days,
                Link("Läs mer", process.link, f"om {process.title}") if process.link else "",
            )
        )
    return Table(
        "Parternas egna processer",
        (Column("Vad"), Column("Part"), Column("När"), Column("Mer")),
        rows,
        empty="Inga egna processer är införda. Hit hör kommunens budget och planering, och polisens operativa plan.",
    )


# The parties' own processes


@cooperation_page
def new_process(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter a party's own process."""
    here.scope.require(Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk)
    form = ProcessForm(
        request.POST or None,
        initial={"repeats": True},
        parties=parties_in(here.scope, cooperation=here.cooperation),
    )
    return form_page(
        request,
        form=form,
        act=lambda given: operations.enter_process(
            by=here.scope, at=here.at, cooperation=here.cooperation, **given
        ),
        done="Processen är införd.",
        back=reverse("annual_wheel:show", args=(here.cooperation.slug,)),
        template="annual_wheel/process.html",
        context={"here": here, "title": "För in en egen process"},
    )


@cooperation_page
def edit_process(request: HttpRequest, here: Here, process_id: int) -> HttpResponse:
    """Change a party's own process, or take it out."""
    process = _process(here, process_id)
    form = ProcessForm(
        request.POST or None,
        initial={
            name: getattr(process, name) for name in ("title", "party", "first", "last", "repeats", "link")
        },
        parties=parties_in(here.scope, cooperation=here.cooperation),
    )
    return form_page(
        request,
        form=form,
        act=lambda given: operations.change_process(by=here.scope, at=here.at, process=process, **given),
        done="Processen är ändrad.",
        back=reverse("annual_wheel:show", args=(here.cooperation.slug,)),
        template="annual_wheel/process.html",
        context={"here": here, "title": process.title, "process": process},
    )


@require_POST
@cooperation_page
def remove_process(request: HttpRequest, here: Here, process_id: int) -> HttpResponse:
    """Take a party's own process out of the wheel."""
    operations.remove_process(by=here.scope, at=here.at, process=_process(here, process_id))
    messages.success(request, "Processen är borttagen.")
    return redirect("annual_wheel:show", here.cooperation.slug)


def _process(here: Here, process_id: int) -> OwnProcess:
    found = get_object_or_404(processes(here.scope, cooperation=here.cooperation), pk=process_id)
    here.scope.require(Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk)
    return found


# Calendars


@cooperation_page
def feeds(request: HttpRequest, here: Here) -> HttpResponse:
    """One's own calendars, and a form for a new one. A new one's address is shown here once and never again."""
    year = here.today.year
    found: Wheel = wheel_of(
        here.scope, cooperation=here.cooperation, years=(year, year + 1), today=here.today, seasons=False
    )
    form = ChoiceForm(request.POST or None, wheel=found)
    address = ""
    if request.method == "POST":
        form = ChoiceForm(request.POST, wheel=found)
        if form.is_valid():
            choice = form.choice
            try:
                _, secret = operations.order_feed(
                    of=here.scope,
                    at=here.at,
                    cooperation=here.cooperation,
                    choice=choice,
                    words=found.named(choice)[:300],
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                address = _site(request) + reverse("annual_wheel:feed", args=(secret,))
                form = ChoiceForm(wheel=found)
    context = {
        "here": here,
        "form": form,
        "address": address,
        "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "feeds": feeds_of(here.scope, cooperation=here.cooperation),
    }
    return render(
        request, "annual_wheel/feeds.html", context, status=422 if form.is_bound and form.errors else 200
    )


@require_POST
@cooperation_page
def close_feed(request: HttpRequest, here: Here, feed_id: int) -> HttpResponse:
    """Close one of one's own calendars."""
    feed = get_object_or_404(open_feeds(here.scope, cooperation=here.cooperation), pk=feed_id)
    if feed.user_id != here.scope.user_id:
        raise Denied("Kalendern ägs av någon annan, som själv kan stänga den.")
    operations.close_feed(of=here.scope, at=here.at, feed=feed)
    messages.success(request, "Kalendern är stängd. Adressen leder ingenstans längre.")
    return redirect("annual_wheel:feeds", here.cooperation.slug)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A calendar, for whoever has its secret address: a calendar program does not sign in."""
    at = datetime.now(tz=timezone.get_current_timezone())
    today = timezone.localdate(at)
    found = readable(operations.hashed(secret), today=today)
    if found is None:
        raise Http404
    read, scope = found
    operations.note_reading(feed=read, at=at)
    slug = read.cooperation.slug
    content = calendar(
        entries_of(read, scope, today=today),
        cooperation=slug,
        name=f"{read.cooperation.name}: {read.words}",
        made_at=read.created_at.astimezone(UTC),
        site=_site(request),
        page=reverse("annual_wheel:show", args=(slug,)),
    )
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    seen = request.headers.get("If-None-Match", "")
    answer: HttpResponse
    if tag in [one.strip().removeprefix("W/") for one in seen.split(",")]:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'inline; filename="arshjul-{slug}.ics"'
    answer["ETag"] = tag
    # The address is a secret: no cache on the way may keep what lies behind it, and none may be searched.
    answer["Cache-Control"] = f"private, max-age={int(FRESH.total_seconds()) // 6}"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _site(request: HttpRequest) -> str:
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
