"""Writing a meeting's notes, several people at once: each text is joined with what others wrote, and all is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from trygghjulet.cooperation.forums.models import AgendaItem, Meeting, Note, NoteRevision
from trygghjulet.cooperation.forums.operations._common import named_in_public, refuse_if_approved
from trygghjulet.cooperation.forums.rules.notes import LONGEST, join, tidy
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class Written:
    """What became of a text: the paragraph as it now is, and the revision in which the text was taken in."""

    note: Note
    revision: int


@operation
def write_note(
    *,
    by: Scope,
    at: datetime,
    meeting: Meeting,
    key: UUID,
    text: str,
    seen: int = 0,
    on_own: bool = False,
    item: AgendaItem | None = None,
) -> Written:
    """Write a paragraph of a meeting's notes, a new one or one that others may have changed since it was read.

    What is sent a second time, since no answer came, is found among what was saved and changes nothing.

    Args:
        by: who writes.
        at: now.
        meeting: the meeting.
        key: the paragraph's, chosen by the writer's device.
        text: the whole paragraph as the writer has it.
        seen: the revision that the text was written on; 0 for a paragraph that the writer began.
        on_own: the text was written on what the writer sent in that revision, not on what it was joined to.
        item: the point of the agenda that a new paragraph stands under; none for the meeting as a whole.

    Raises:
        Denied: the person may not take part in the forum's meetings.
        Refused: the minutes are approved, the meeting is cancelled, a new paragraph is empty, it is too long, or the
            paragraph or the point is another meeting's.
        PersonalDataFound: the text holds personal data.
    """
    saved = _meeting_for_notes(by, meeting)
    refuse_personal_data(text, but=named_in_public(saved.forum))
    text = tidy(text)
    if item is not None and item.meeting_id != saved.pk:
        raise Refused("Punkten hör inte till mötet. Ladda om sidan och försök igen.")
    note = Note.objects.filter(key=key).first()
    if note is not None and (note.meeting_id != saved.pk or note.revision == 0):
        raise Refused(
            "Stycket hör inte till mötets anteckningar. Ladda om sidan och skriv i ett nytt stycke."
        )
    if note is None:
        if not text.strip():
            raise Refused("Stycket är tomt. Skriv något i det.")
        note = Note(meeting=saved, item=item, key=key, written_at=at)
    sent_before = _sent_before(by, note, text=text, seen=seen)
    if sent_before is not None:
        record(by=by, at=at, cooperation_id=saved.forum.cooperation_id, act="skickade igen", subject=note)
        return Written(note, sent_before)
    joined = join(_base(note, seen=seen, on_own=on_own), note.text, text) if note.revision else text
    if len(joined) > LONGEST:
        raise Refused(
            f"Stycket är {numbers.number(len(joined))} tecken långt. Högst {numbers.number(LONGEST)} får plats. "
            "Dela det i flera stycken."
        )
    note.text, note.revision, note.struck = joined, note.revision + 1, False
    note.written_by_id, note.changed_at = by.user_id, _next_moment(saved, at)
    note.save()
    NoteRevision(note=note, revision=note.revision, text=joined, sent=text, by_id=by.user_id, at=at).save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="antecknade",
        subject=note,
        revision=note.revision,
    )
    return Written(note, note.revision)


@operation
def strike_note(*, by: Scope, at: datetime, note: Note, struck: bool = True) -> Note:
    """Strike a paragraph, so that it does not come into the minutes, or bring it back. The text stays as it is.

    Raises:
        Denied: the person may not take part in the forum's meetings.
        Refused: the minutes are approved, or the meeting is cancelled.
    """
    saved = _meeting_for_notes(by, note.meeting)
    kept: Note = Note.objects.get(pk=note.pk)
    if kept.revision == 0:
        raise Refused("En rättelse av justerade anteckningar kan inte strykas. Skriv en ny rättelse.")
    kept.struck, kept.changed_at = struck, _next_moment(saved, at)
    kept.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="strök anteckningen" if struck else "tog tillbaka anteckningen",
        subject=kept,
    )
    return kept


def _meeting_for_notes(by: Scope, meeting: Meeting) -> Meeting:
    """The meeting, kept from other writers of its notes until the end.

    Texts are so taken in one at a time, and the moments of change come in the order in which they are seen: whoever
    asks what is new since a moment misses nothing.
    """
    forum = meeting.forum
    by.require(Permission.TAKE_PART, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    saved: Meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    saved.forum = forum
    refuse_if_approved(saved)
    if saved.state == Meeting.State.CANCELLED:
        raise Refused("Mötet är inställt, så det finns inget att anteckna. Planera ett nytt möte.")
    return saved


def _sent_before(by: Scope, note: Note, *, text: str, seen: int) -> int | None:
    """The revision in which the same person's same text was taken in already, where its answer was lost."""
    if not note.revision:
        return None
    same = note.revisions.filter(revision__gt=seen, by_id=by.user_id, sent=text)
    return same.values_list("revision", flat=True).order_by("-revision").first()


def _base(note: Note, *, seen: int, on_own: bool) -> str:
    """What a text was written on. Where nobody knows, nothing: then all words of both stay."""
    kept = note.revisions.filter(revision=seen).first()
    if kept is None:
        return ""
    return str(kept.sent if on_own else kept.text)


def _next_moment(meeting: Meeting, at: datetime) -> datetime:
    """A moment later than every change of the meeting's notes before it, whatever the clocks said."""
    latest = meeting.notes.aggregate(latest=Max("changed_at"))["latest"]
    return at if latest is None else max(at, latest + timedelta(microseconds=1))
