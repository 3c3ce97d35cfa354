"""Reading a meeting's notes: the paragraphs, what is new since a moment, and how each has been worded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import models

from trygghjulet.cooperation.forums.models import Meeting, Note, NoteRevision
from trygghjulet.foundation.access.rules import Scope

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def paragraphs(scope: Scope, *, meeting: Meeting) -> models.QuerySet[Note]:
    """The paragraphs of a meeting's notes in their order, the struck ones too, with who wrote last."""
    return _notes(scope, meeting).filter(revision__gt=0).order_by("pk")


def corrections(scope: Scope, *, meeting: Meeting) -> models.QuerySet[Note]:
    """What was put right after the minutes were approved: notes that never have another wording."""
    return _notes(scope, meeting).filter(revision=0).order_by("pk")


def changed_since(scope: Scope, *, meeting: Meeting, marker: int) -> models.QuerySet[Note]:
    """The paragraphs that have changed since a marker."""
    return paragraphs(scope, meeting=meeting).filter(changed_at__gt=_EPOCH + timedelta(microseconds=marker))


def marker_of(notes: Iterable[Note], *, before: int = 0) -> int:
    """A marker of how far somebody has read: what is asked for later is what has changed since then."""
    step = timedelta(microseconds=1)
    return max((before, *((note.changed_at - _EPOCH) // step for note in notes)))


def wordings(scope: Scope, *, note: Note) -> models.QuerySet[NoteRevision]:
    """Every wording of a paragraph that was saved, the latest first."""
    return (
        NoteRevision.objects.filter(note=note, note__meeting__forum__cooperation_id__in=scope.cooperation_ids)
        .select_related("by")
        .order_by("-revision")
    )


def _notes(scope: Scope, meeting: Meeting) -> models.QuerySet[Note]:
    mine: models.QuerySet[Note] = Note.objects.filter(
        meeting=meeting, meeting__forum__cooperation_id__in=scope.cooperation_ids
    )
    return mine.select_related("written_by")
