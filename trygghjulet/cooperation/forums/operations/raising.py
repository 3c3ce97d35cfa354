"""Raising matters from one forum to another: onto an agenda, further up, and back with an answer."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.forums.models import AgendaItem, Forum, Meeting, RaisedItem
from trygghjulet.cooperation.forums.operations._agenda import answer, open_meeting, put_last
from trygghjulet.cooperation.forums.operations._common import locked, writable
from trygghjulet.cooperation.forums.operations.agenda import NOTHING_BEYOND, Beyond, refuse_beyond
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.guard import refuse_personal_data

_OPEN = (RaisedItem.State.WAITING, RaisedItem.State.ON_AGENDA)


@operation
def raise_matter(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    to_forum: Forum,
    title: str,
    text: str = "",
    asks_for: str = "",
    about: Beyond = NOTHING_BEYOND,
) -> RaisedItem:
    """Raise a matter from a forum to another in the cooperation, where it waits to be put on an agenda.

    Raises:
        Denied: the person does not take part in the forum's work.
        Refused: the other forum is this one, has ended, is another cooperation's or does not deal with such matters.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.TAKE_PART, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    refuse_personal_data(title, text, asks_for)
    saved = locked(forum)
    raised = _raised(saved, to_forum, at.date(), title=title, text=text, asks_for=asks_for)
    refuse_beyond(to_forum, about)
    raised.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="lyfte frågan",
        subject=raised,
        from_forum=saved.name,
        to_forum=to_forum.name,
    )
    return raised


@operation
def take_back_raised(*, by: Scope, at: datetime, raised: RaisedItem) -> RaisedItem:
    """Take back a matter that nobody has put on an agenda yet.

    Raises:
        Denied: the person does not take part in the forum's work.
        Refused: it is on an agenda, raised further, answered or taken back already.
    """
    forum = raised.from_forum
    by.require(Permission.TAKE_PART, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    saved = _saved(raised)
    if saved.state != RaisedItem.State.WAITING:
        raise Refused(f"Frågan är {saved.get_state_display().lower()} och kan inte tas tillbaka.")
    saved.state = RaisedItem.State.WITHDRAWN
    saved.save()
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="tog tillbaka frågan", subject=saved)
    return saved


@operation
def put_on_agenda(*, by: Scope, at: datetime, raised: RaisedItem, meeting: Meeting) -> AgendaItem:
    """Put a matter that was raised here on the agenda of one of the forum's meetings.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the matter was raised elsewhere or does not wait, or the agenda can't be changed.
    """
    forum = writable(by, raised.to_forum)
    saved = _saved(raised)
    there = open_meeting(forum, meeting)
    if saved.state != RaisedItem.State.WAITING:
        raise Refused(f"Frågan är redan {saved.get_state_display().lower()}.")
    point = AgendaItem(
        meeting=there,
        kind=AgendaItem.Kind.DISCUSSION,
        title=saved.title,
        text="\n".join(part for part in (saved.text, saved.asks_for and f"Önskan: {saved.asks_for}") if part),
        presenter=saved.from_forum.name[:160],
        raised=saved,
    )
    put_last(there, point)
    saved.state = RaisedItem.State.ON_AGENDA
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="satte upp frågan på dagordningen",
        subject=saved,
        meeting=str(there),
    )
    return point


@operation
def answer_raised(*, by: Scope, at: datetime, raised: RaisedItem, words: str, on: date) -> RaisedItem:
    """Answer a matter in words. What it was raised further from is answered with the same words.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it is answered, raised further or taken back already, no words are given or the day has not come.
        PersonalDataFound: the words hold personal data.
    """
    forum = writable(by, raised.to_forum)
    refuse_personal_data(words)
    saved = _saved(raised)
    if saved.state not in _OPEN:
        raise Refused(f"Frågan är redan {saved.get_state_display().lower()}.")
    if not words.strip():
        raise Refused("Skriv vad svaret är.")
    if not saved.raised_on <= on <= at.date():
        raise Refused(
            f"Svaret ska ha en dag från {numbers.day(saved.raised_on)} till i dag, inte {numbers.day(on)}."
        )
    answer(saved, words=words.strip(), on=on)
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="besvarade frågan", subject=saved)
    return saved


@operation
def raise_further(
    *,
    by: Scope,
    at: datetime,
    raised: RaisedItem,
    to_forum: Forum,
    about: Beyond = NOTHING_BEYOND,
) -> RaisedItem:
    """Raise a matter further, from the forum that it came to. Its answer then goes all the way back.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it is settled already, or the other forum is this one, has ended, is another cooperation's or does not
            deal with such matters.
    """
    forum = writable(by, raised.to_forum)
    saved = _saved(raised)
    if saved.state not in _OPEN:
        raise Refused(f"Frågan är redan {saved.get_state_display().lower()}.")
    further = _raised(forum, to_forum, at.date(), title=saved.title, text=saved.text, asks_for=saved.asks_for)
    refuse_beyond(to_forum, about)
    step: RaisedItem | None = saved
    while step is not None:
        if step.from_forum_id == to_forum.pk:
            raise Refused(f"Frågan kom från {to_forum}. Svara i stället för att lyfta den dit.")
        step = step.further_from
    further.further_from = saved
    further.save()
    saved.state = RaisedItem.State.RAISED_FURTHER
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="lyfte vidare frågan",
        subject=further,
        from_forum=forum.name,
        to_forum=to_forum.name,
    )
    return further


def _raised(forum: Forum, to_forum: Forum, on: date, **texts: str) -> RaisedItem:
    """A matter that is to be raised, where it can be."""
    if to_forum.cooperation_id != forum.cooperation_id:
        raise Refused("Forumet som frågan lyfts till hör inte till den här samverkan.")
    if to_forum.pk == forum.pk:
        raise Refused("Frågan är redan hos forumet. Sätt upp den på dagordningen i stället.")
    if to_forum.ended_on is not None and to_forum.ended_on < on:
        raise Refused(f"{to_forum} har upphört. Välj ett annat forum.")
    if not texts["title"].strip():
        raise Refused("Ange vad frågan gäller.")
    return RaisedItem(from_forum=forum, to_forum=to_forum, raised_on=on, **texts)


def _saved(raised: RaisedItem) -> RaisedItem:
    """The matter as it is saved, kept from others until the end."""
    RaisedItem.objects.select_for_update().get(pk=raised.pk)
    return RaisedItem.objects.select_related("from_forum", "to_forum", "further_from").get(pk=raised.pk)
