"""The notes of a meeting, written by several people at once: as pages, and as JSON for the script that saves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.notes import NoteForm, StrikeForm
from trygghjulet.cooperation.forums.models import AgendaItem, Forum, Meeting, Minutes, Note
from trygghjulet.cooperation.forums.queries import meetings
from trygghjulet.cooperation.forums.queries.agenda import agenda_of
from trygghjulet.cooperation.forums.queries.notes import changed_since, marker_of, paragraphs, wordings
from trygghjulet.cooperation.forums.rules.agenda import clock
from trygghjulet.cooperation.forums.views._common import find_forum, find_meeting
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page


@dataclass(frozen=True)
class Paragraph:
    """A paragraph on the page, and who wrote last in it."""

    note: Note
    told: str


@dataclass(frozen=True)
class Place:
    """Where paragraphs stand: a point of the agenda, or the meeting as a whole; `new` is the next one's key."""

    item: AgendaItem | None
    title: str
    notes: tuple[Paragraph, ...]
    new: UUID


def panel(here: Here, meeting: Meeting) -> dict[str, Any]:
    """What the meeting's page shows of it."""
    notes = list(paragraphs(here.scope, meeting=meeting))
    approved = Minutes.objects.filter(meeting=meeting, state=Minutes.State.APPROVED).exists()
    open_ = not approved and meeting.state != Meeting.State.CANCELLED
    may_write = here.may(Permission.TAKE_PART, meeting.forum.area_path) and open_
    return {
        "notes_places": _places(here, meeting, notes, empty=may_write),
        "notes_marker": marker_of(notes),
        "notes_may_write": may_write,
        "notes_approved": approved,
        "notes_open": open_,
        "notes_any": bool(notes),
    }


@cooperation_page
def changes(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """The paragraphs that have changed since a marker, for the script that shows what others write."""
    mine = meetings(here.scope, cooperation=here.cooperation).prefetch_related(None)
    meeting = get_object_or_404(
        mine, pk=meeting_id, forum_id=forum_id
    )  # asked for every other second: no more
    since = request.GET.get("sedan", "")
    before = int(since) if since.isascii() and since.isdigit() and len(since) <= 18 else 0
    notes = list(changed_since(here.scope, meeting=meeting, marker=before))
    return JsonResponse(
        {
            "marker": str(marker_of(notes, before=before)),
            "notes": [_told(here, note) for note in notes],
            # After signing in anew in another window the page's own token no longer holds.
            "token": get_token(request),
        }
    )


@require_POST
@cooperation_page
def write(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """Save a paragraph; answered in JSON to the script, with the meeting's page to a plain form."""
    forum = find_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    here.scope.require(Permission.TAKE_PART, cooperation_id=here.cooperation.pk, area_path=forum.area_path)
    form = NoteForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _refused(request, here, meeting, _reasons(form))
    try:
        written = operations.write_note(by=here.scope, at=here.at, meeting=meeting, **form.cleaned_data)
    except Refused as refusal:
        return _refused(request, here, meeting, str(refusal))
    if _wants_json(request):
        return JsonResponse(_told(here, written.note) | {"taken_in": written.revision})
    messages.success(request, "Anteckningen är sparad.")
    return HttpResponseRedirect(_page(here, meeting))


@require_POST
@cooperation_page
def strike(request: HttpRequest, here: Here, forum_id: int, meeting_id: int, note_id: int) -> HttpResponse:
    """Strike a paragraph or bring it back."""
    forum = find_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    note = get_object_or_404(paragraphs(here.scope, meeting=meeting), pk=note_id)
    here.scope.require(Permission.TAKE_PART, cooperation_id=here.cooperation.pk, area_path=forum.area_path)
    note.meeting = meeting
    form = StrikeForm(request.POST)
    try:
        struck = form.is_valid() and form.cleaned_data["struck"]
        note = operations.strike_note(by=here.scope, at=here.at, note=note, struck=struck)
    except Refused as refusal:
        return _refused(request, here, meeting, str(refusal))
    if _wants_json(request):
        return JsonResponse(_told(here, note))
    messages.success(request, "Stycket är struket." if note.struck else "Stycket är tillbaka.")
    return HttpResponseRedirect(_page(here, meeting))


@cooperation_page
def history(request: HttpRequest, here: Here, forum_id: int, meeting_id: int, note_id: int) -> HttpResponse:
    """Every wording that a paragraph has had."""
    forum = find_forum(here, forum_id)
    meeting = find_meeting(here, forum, meeting_id)
    note = get_object_or_404(paragraphs(here.scope, meeting=meeting), pk=note_id)
    context = {
        "here": here,
        "forum": forum,
        "meeting": meeting,
        "note": note,
        "wordings": wordings(here.scope, note=note),
    }
    return render(request, "forums/note_history.html", context)


def _places(here: Here, meeting: Meeting, notes: Iterable[Note], *, empty: bool) -> list[Place]:
    """The points with their paragraphs, the meeting as a whole last; empty ones only where somebody may write."""
    by_item: dict[int | None, list[Paragraph]] = {}
    for note in notes:
        told = last_written(here, note, writing=empty)
        by_item.setdefault(note.item_id, []).append(Paragraph(note, told))
    places = [
        Place(point.item, point.numbered_title, tuple(by_item.get(point.item.pk, ())), uuid4())
        for point in agenda_of(meeting).points
        if point.item.is_matter
    ]
    places.append(Place(None, "Mötet som helhet", tuple(by_item.get(None, ())), uuid4()))
    return [place for place in places if empty or place.notes]


def _told(here: Here, note: Note) -> dict[str, Any]:
    return {
        "key": str(note.key),
        "id": note.pk,
        "item": str(note.item_id or ""),
        "text": note.text,
        "revision": note.revision,
        "struck": note.struck,
        "told": last_written(here, note),
    }


def last_written(here: Here, note: Note, *, writing: bool = True) -> str:
    """Who wrote last in a paragraph, and when: the time of day, and the day where it is not today.

    To one who is writing, what they wrote last themselves is told as saved.
    """
    at = timezone.localtime(note.changed_at)
    when = clock(at.time())
    if at.date() != here.today:
        when = f"{numbers.day(at.date())} kl. {when}"
    mine = writing and note.written_by_id is not None and note.written_by_id == here.scope.user_id
    return f"Sparat {when}" if mine else f"{note.written_by or 'Okänd'}, {when}"


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _reasons(form: NoteForm) -> str:
    return " ".join(
        str(reason) if name == "text" else f"{form.fields[name].label}: {reason}"
        for name, reasons in form.errors.items()
        for reason in reasons
    )


def _refused(request: HttpRequest, here: Here, meeting: Meeting, reason: str) -> HttpResponse:
    """Why the text was not saved; without the script it stands in a box of its own, to mend and send again."""
    if _wants_json(request):
        return JsonResponse({"reason": reason}, status=422)
    forum: Forum = meeting.forum
    context = {
        "here": here,
        "forum": forum,
        "meeting": meeting,
        "reason": reason,
        "sent": {name: request.POST.get(name, "") for name in ("key", "item", "seen", "text")},
        "back": _page(here, meeting),
    }
    return render(request, "forums/note_refused.html", context, status=422)


def _page(here: Here, meeting: Meeting) -> str:
    page = reverse("forums:meeting", args=(here.cooperation.slug, meeting.forum_id, meeting.pk))
    return f"{page}#anteckningar"
