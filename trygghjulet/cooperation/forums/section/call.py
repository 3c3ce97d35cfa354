"""The call to a meeting as chapters of a document: the agenda, what belongs to its points, who is called, who signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trygghjulet.cooperation.forums.models import AgendaItem, Appointment, Meeting, Paper, RaisedItem, Task
from trygghjulet.cooperation.forums.queries.agenda import Agenda, Point, agenda_of, answers_for
from trygghjulet.cooperation.forums.queries.call import Called, called_to, last_call_day, signers
from trygghjulet.cooperation.forums.rules.agenda import clock
from trygghjulet.cooperation.forums.rules.meetings import WEEKDAYS, said_hours
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Column,
    Link,
    Paragraph,
    Row,
    Section,
    Span,
    Strong,
    Table,
)
from trygghjulet.foundation.access.rules import Scope

#: A line to write on.
_LINE = "_" * 28


def facts(meeting: Meeting, *, on: date) -> tuple[tuple[str, str], ...]:
    """What stands at the head of a call: the forum, the day, the hours, the place and when it was sent."""
    forum, day = meeting.forum, meeting.on
    weekday = WEEKDAYS[day.weekday()]
    pre = next(
        (one for one in agenda_of(meeting, on=on).to_come if one.item.kind == AgendaItem.Kind.PRE_MEETING),
        None,
    )
    last = last_call_day(forum, day)
    sent = numbers.day(meeting.call_sent_on) if meeting.call_sent_on else "Inte utsänd än"
    if meeting.call_sent_on is None and last is not None:
        sent = f"Inte utsänd än, senast {numbers.day(last)}"
    told = (
        ("Forum", forum.name),
        ("Möte", meeting.title),
        ("Dag", f"{weekday.capitalize()} {numbers.day(day)}{', heldag' if meeting.full_day else ''}"),
        ("Tid", said_hours(meeting.starts_at, meeting.ends_at) or "Meddelas senare"),
        ("Förmöte", f"{pre.hours}, {pre.item.title}" if pre and pre.hours else ""),
        ("Plats", meeting.place or "Meddelas senare"),
        ("Sammankallas av", str(meeting.convened_by or forum.convened_by or "")),
        ("Kallelsen utsänd", sent),
    )
    return tuple((label, words) for label, words in told if words)


def section(scope: Scope, *, meeting: Meeting, on: date) -> tuple[Section, ...]:
    """The chapters of the call: the agenda, what belongs to its points, who is called, and the signatures.

    Args:
        scope: who asks.
        meeting: a meeting that the person may see.
        on: today.
    """
    if meeting.forum.cooperation_id not in scope.cooperation_ids:
        return ()
    agenda, called = agenda_of(meeting, on=on), called_to(meeting)
    return (_agenda(meeting, agenda), *_points(meeting, agenda), *_called(called), *_signed(meeting))


def _agenda(meeting: Meeting, agenda: Agenda) -> Section:
    blocks: list[Block] = [Paragraph(words) for words in _paragraphs(meeting.call_words)]
    if agenda.to_come:
        blocks.append(_table(agenda))
    else:
        blocks.append(Paragraph("Dagordningen är inte satt än."))
    return Section("Föredragningslista", tuple(blocks), anchor="foredragningslista")


def _table(agenda: Agenda) -> Table:
    """The points with their times; what nobody has filled in has no column."""
    points = agenda.to_come
    has_time = any(point.starts for point in points)
    has_number = any(point.item.registry_number for point in points)
    has_presenter = any(point.item.presenter for point in points)
    titles = [
        "Punkt",
        "Tid" if has_time else "",
        "Föredragande" if has_presenter else "",
        "Diarienummer" if has_number else "",
    ]
    kept = [index for index, title in enumerate(titles) if title]
    rows = []
    for point in points:
        item = point.item
        cells = (
            f"{point.numbered_title}{_kind_said(item)}",
            said_hours(point.starts, point.ends),
            item.presenter,
            # A number is not to be broken where it has a space.
            item.registry_number.replace(" ", "\N{NO-BREAK SPACE}"),
        )
        rows.append(Row(tuple(cells[index] for index in kept)))
    columns = tuple(Column(titles[index]) for index in kept)
    note = f"Beräknas sluta {clock(agenda.ends)}." if agenda.ends and has_time else ""
    return Table("Mötets punkter i ordning", columns, tuple(rows), note=note)


def _kind_said(item: AgendaItem) -> str:
    """What is asked of the members, beside the title; formalities and breaks say it themselves."""
    said = (AgendaItem.Kind.DECISION, AgendaItem.Kind.INFORMATION, AgendaItem.Kind.DISCUSSION)
    return f" ({item.get_kind_display().lower()})" if item.kind in said else ""


def _points(meeting: Meeting, agenda: Agenda) -> Iterator[Section]:
    """What belongs to each point, what the forum's own matters came to, and the tasks that are open."""
    parts = [
        Section(point.numbered_title, told, level=2)
        for point in agenda.to_come
        if (told := tuple(_told(point)))
    ]
    if agenda.loose_tasks:
        parts.append(Section("Öppna uppgifter", (_tasks(agenda.loose_tasks),), level=2))
    answers = answers_for(meeting)
    if answers:
        parts.append(
            Section("Svar på det forumet har lyft", (BulletList(tuple(map(_answered, answers))),), level=2)
        )
    if parts:
        yield Section("Till punkterna", anchor="till-punkterna")
        yield from parts


def _told(point: Point) -> Iterator[Block]:
    item = point.item
    yield from (Paragraph(words) for words in _paragraphs(item.text))
    if item.raised is not None:
        raised = item.raised
        yield Paragraph(f"Frågan är lyft av {raised.from_forum} {numbers.day(raised.raised_on)}.")
    if item.carried_from is not None:
        yield Paragraph(f"Punkten är flyttad från mötet {numbers.day(item.carried_from.meeting.on)}.")
    if item.proposal.strip():
        first, *more = _paragraphs(item.proposal)
        yield Paragraph((Strong("Förslag till beslut: "), first))
        yield from (Paragraph(words) for words in more)
    papers = list(item.papers.all())
    if papers:
        first_paper, *others = map(_paper, papers)
        if others:
            yield Paragraph((Strong("Handlingar"),))
            yield BulletList((first_paper, *others))
        else:
            yield Paragraph((Strong("Handling: "), *first_paper))
    if point.tasks:
        yield _tasks(point.tasks)


def _paper(paper: Paper) -> tuple[Span, ...]:
    title: Span = Link(paper.title, paper.address) if paper.address else paper.title
    return (title, f", {paper.registry_number}") if paper.registry_number else (title,)


def _tasks(tasks: tuple[Task, ...]) -> Table:
    rows = tuple(
        Row(
            (
                task.text,
                task.owned_by,
                numbers.day(task.due) if task.due else "Ingen dag satt",
                f"Mötet {numbers.day(task.meeting.on)}" if task.meeting else numbers.day(task.given_on),
            )
        )
        for task in tasks
    )
    columns = tuple(Column(title) for title in ("Uppgift", "Ansvarig", "Klar senast", "Gavs"))
    return Table("Öppna uppgifter", columns, rows)


def _answered(raised: RaisedItem) -> tuple[Span, ...]:
    day = f" ({numbers.day(raised.answered_on)})" if raised.answered_on else ""
    return (Strong(raised.title), f", till {raised.to_forum}{day}: {raised.answer}")


def _called(called: Called) -> Iterator[Section]:
    groups = (
        ("Ledamöter", called.members),
        ("Adjungerade", called.adjuncts),
        ("Ersättare, för kännedom", called.substitutes),
    )
    if called.everybody:
        yield Section("Kallade", anchor="kallade")
    for heading, people in groups:
        if people:
            yield Section(heading, (BulletList(tuple(map(_person, people))),), level=2)


def _person(one: Appointment) -> str:
    return f"{one.called}, {one.get_office_display().lower()}" if one.office else one.called


def _signed(meeting: Meeting) -> Iterator[Section]:
    chair, secretary = signers(meeting)
    to = f"till {secretary}" if secretary else "till sekreteraren"
    when = numbers.day(meeting.call_sent_on) if meeting.call_sent_on else _LINE
    signed = Table(
        f"{meeting.forum.cooperation.area.name} den {when}",
        (Column("Ordförande"), Column("Sekreterare")),
        (Row((chair or _LINE, secretary or _LINE)),),
    )
    absent = (Strong("Anmäl förhinder "), f"{to} så snart som möjligt, så att en ersättare hinner kallas.")
    yield Section("Förhinder och underskrift", (Paragraph(absent), signed), anchor="forhinder")


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
