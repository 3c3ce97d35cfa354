"""A meeting's minutes as chapters of a document: who was there, point by point, tasks, approval and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone

from trygghjulet.cooperation.forums.models import AgendaItem, Approval, Minutes, Task
from trygghjulet.cooperation.forums.queries.attendance import groups, quorum_of
from trygghjulet.cooperation.forums.queries.minutes import Dealt, Told, content_sha256
from trygghjulet.cooperation.forums.rules.meetings import WEEKDAYS, said_hours
from trygghjulet.cooperation.forums.rules.minutes import MinutesState, called, standing
from trygghjulet.cooperation.forums.section.decisions import blocks
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Column,
    Paragraph,
    Row,
    Section,
    Span,
    Strong,
    Table,
)

#: A line to write on, for one who approves on paper.
_LINE = "_" * 24
_BULLETS = ("- ", "* ", "• ", "– ")
_BECAME = {
    AgendaItem.State.CARRIED_OVER: "Punkten flyttades till nästa möte.",
    AgendaItem.State.TABLED: "Punkten bordlades.",
    AgendaItem.State.WITHDRAWN: "Punkten utgick.",
}


def title(told: Told) -> str:
    """What the document is called."""
    formal = told.minutes.formal if told.minutes else False
    day = numbers.day(told.meeting.on).replace(" ", "\u00a0")  # the day stays on one line
    return f"{called(formal=formal)} från {told.meeting.forum.name} {day}"


def facts(told: Told) -> tuple[tuple[str, str], ...]:
    """What stands at the head of the minutes."""
    meeting, minutes = told.meeting, told.minutes
    day = f"{WEEKDAYS[meeting.on.weekday()].capitalize()} {numbers.day(meeting.on)}"
    head = (
        ("Forum", meeting.forum.name),
        ("Möte", meeting.title),
        ("Dag", f"{day}{', heldag' if meeting.full_day else ''}"),
        ("Tid", said_hours(meeting.starts_at, meeting.ends_at)),
        ("Plats", meeting.place),
        ("Ordförande", minutes.chair if minutes else ""),
        ("Vid protokollet", minutes.secretary if minutes else ""),
        ("Justerare", "; ".join(approval.by for approval in told.approvals)),
        ("Läge", state(told)),
    )
    return tuple((name, words) for name, words in head if words)


def state(told: Told) -> str:
    """How the minutes stand, in words."""
    minutes = told.minutes
    if minutes is None:
        return "Utkast"
    if minutes.approved_on:
        return f"Justerat {numbers.day(minutes.approved_on)}"
    said = standing(
        MinutesState(minutes.state),
        approved=sum(approval.approved_on is not None for approval in told.approvals),
        approvers=len(told.approvals),
        wanted=sum(bool(approval.remark) for approval in told.approvals),
    )
    return f"Utkast. {said}" if minutes.state == Minutes.State.WRITING else said


def section(told: Told) -> tuple[Section, ...]:
    """The chapters of the minutes."""
    dealt = [chapter for chapter in map(_dealt, told.dealt) if chapter is not None]
    matters = [Section("Ärenden", anchor="arenden"), *dealt] if dealt else []
    chapters: list[Section | None] = [_attendance(told), *matters]
    chapters += [_tasks(told.tasks), _approval(told), _corrections(told)]
    return tuple(chapter for chapter in chapters if chapter is not None)


def _attendance(told: Told) -> Section | None:
    if not told.attendance:
        return None
    found: list[Block] = []
    for group in groups(told.attendance):
        found.append(Paragraph((Strong(group.title),)))
        found.append(BulletList(group.people))
    members = [row.appointment for row in told.attendance if row.appointment]
    counted = quorum_of(told.attendance, members)
    if counted.members:
        found.append(Paragraph(counted.afterwards))
    return Section("Närvaro", tuple(found), anchor="narvaro")


def _dealt(one: Dealt) -> Section | None:
    """A point of the agenda; one that is nothing to deal with is left out when nothing was said."""
    said = [*_notes(one.notes), *_decided(one)]
    if one.point is None:  # its tasks stand once, in the list of all tasks from the meeting
        return Section("Övrigt från mötet", tuple(said), level=2, anchor="ovrigt") if said else None
    said += _given(one.tasks)
    if not one.point.item.is_matter and not said:
        return None
    found = [*_head(one), *said]
    return Section(one.point.numbered_title, tuple(found), level=2, anchor=f"punkt-{one.point.item.pk}")


def _head(one: Dealt) -> Iterator[Block]:
    """What was known of a point before the meeting, and what became of it."""
    if one.point is None:
        return
    item = one.point.item
    known = [
        words
        for words in (
            f"Föredragande: {item.presenter}" if item.presenter else "",
            f"Dnr {item.registry_number}" if item.registry_number else "",
        )
        if words
    ]
    if known:
        yield Paragraph(". ".join(known) + ".")
    yield from _paragraphs(item.text)
    papers = [
        f"{paper.title} ({paper.registry_number})" if paper.registry_number else paper.title
        for paper in item.papers.all()
    ]
    if papers:
        yield Paragraph((Strong("Handlingar: "), ", ".join(papers)))
    became = _BECAME.get(AgendaItem.State(item.state))
    if became:
        yield Paragraph((Strong(became),))


def _notes(texts: Iterable[str]) -> Iterator[Block]:
    for text in texts:
        yield from _paragraphs(text)


def _paragraphs(text: str) -> Iterator[Block]:
    """A text by its lines; lines that begin with a dash become a list."""
    items: list[str] = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith(_BULLETS):
            items.append(line[2:].strip())
            continue
        if items:
            yield BulletList(tuple(items))
            items = []
        if line:
            yield Paragraph(line)
    if items:
        yield BulletList(tuple(items))


def _decided(one: Dealt) -> Iterator[Block]:
    for decision in one.decisions:
        yield Paragraph((Strong(str(decision)),))
        yield from blocks(decision)


def _given(tasks: Iterable[Task]) -> Iterator[Block]:
    for task in tasks:
        words: list[Span] = [Strong("Uppgift: "), f"{task.text.rstrip('.')}. {task.owned_by}"]
        words.append(f", senast {numbers.day(task.due_when_given)}." if task.due_when_given else ".")
        yield Paragraph(tuple(words))


def _tasks(tasks: Iterable[Task]) -> Section | None:
    rows = tuple(
        Row(
            (
                task.text,
                task.owned_by,
                numbers.day(task.due_when_given) if task.due_when_given else numbers.MISSING,
            )
        )
        for task in tasks
    )
    if not rows:
        return None
    columns = (Column("Uppgift"), Column("Ansvarig"), Column("Klar senast"))
    return Section(
        "Uppgifter från mötet", (Table("Vad som ska göras, av vem", columns, rows),), anchor="uppgifter"
    )


def _approval(told: Told) -> Section | None:
    minutes = told.minutes
    if minutes is None or not (told.approvals or minutes.secretary):
        return None
    rows = [Row(("Vid protokollet", minutes.secretary, ""))] if minutes.secretary else []
    rows += [Row(("Justeras av", approval.by, _approved(approval))) for approval in told.approvals]
    found: list[Block] = [
        Table(
            "Vem som har fört och justerar", (Column("Roll"), Column("Vem"), Column("Justerat")), tuple(rows)
        )
    ]
    if minutes.state == Minutes.State.APPROVED:
        mark = f"Kontrollsumma: {minutes.content_sha256[:16]}."
        if content_sha256(told.meeting) == minutes.content_sha256:
            found.append(Paragraph(f"Innehållet är det som justerades. {mark}"))
        else:
            changed = "Något har ändrats sedan justeringen, till exempel en titel."
            what_to_do = "Jämför med det exemplar som sparades då."
            found.append(Callout(CalloutKind.NOTE, f"{changed} {what_to_do} {mark}"))
    return Section("Justering", tuple(found), anchor="justering")


def _approved(approval: Approval) -> str:
    if approval.approved_on:
        return numbers.day(approval.approved_on)
    return f"Vill ha ändrat: {approval.remark}" if approval.remark else _LINE


def _corrections(told: Told) -> Section | None:
    if not told.corrections:
        return None
    found: list[Block] = []
    for note in told.corrections:
        day = numbers.day(timezone.localtime(note.written_at).date())
        found.append(Paragraph((Strong(f"{day}. "), note.text)))
    return Section("Rättelser efter justeringen", tuple(found), anchor="rattelser")
