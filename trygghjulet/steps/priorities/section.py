"""The priorities' part of a report: what was chosen and why, what was not, and the matrix it was weighed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Column,
    Derived,
    Paragraph,
    Row,
    Section,
    Span,
    Strong,
    Table,
    Words,
)
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.queries import findings_told
from trygghjulet.steps.priorities.models import Candidate, Ground, PriorityArea, PriorityChange
from trygghjulet.steps.priorities.queries import (
    Board,
    asked_of,
    board,
    candidates,
    changes,
    dropped,
    priorities,
)
from trygghjulet.steps.priorities.queries.weighing import Line
from trygghjulet.steps.priorities.rules.criteria import GROUP_WORDS, Group


def section(scope: Scope, *, round: Round, public: bool = False) -> tuple[Section, ...]:
    """A chapter with each priority area, its goal and its grounds, and what was not, as the reader may see it."""
    chosen = list(priorities(scope, round=round))
    told = findings_told(scope, cooperation=round.cooperation, public=public)
    history = changes(scope, round=round)
    opening: list[Block] = [] if chosen else [Paragraph("Inget problemområde är prioriterat.")]
    if history:
        opening.append(Paragraph(_decided(history[0])))
    chapters = [Section("Prioriterade problemområden", tuple(opening), anchor="prioriteringar")]
    chapters += [Section(f"{one.order}. {one.title}", tuple(_blocks(one, told)), level=2) for one in chosen]
    not_chosen = _not_chosen(scope, round)
    if not_chosen:
        chapters.append(Section("Inte prioriterat, och varför", (BulletList(not_chosen),), level=2))
    answers = tuple(_untreated(scope, round))
    if answers:
        chapters.append(Section("Stadsövergripande som inte behandlas här", (BulletList(answers),), level=2))
    if len(history) > 1:
        later = tuple(_changed(one) for one in history[1:])
        chapters.append(Section("Ändringar under perioden", (BulletList(later),), level=2))
    return tuple(chapters)


def matrix_sections(scope: Scope, *, round: Round, on: date) -> tuple[Section, ...]:
    """The matrix as a table for each group of criteria; nothing where no problem was put up."""
    shown = board(scope, round=round, today=on)
    if shown is None or not shown.problems:
        return ()
    limit = Callout(
        CalloutKind.NOTE,
        "Poängen är ett stöd för samtalet och avgör inget. 0 är inte alls, 4 i högsta grad, "
        "? kan inte bedömas. Efter likhetstecknet står det gemensamma.",
    )
    tables = tuple(
        _table(shown, group) for group in Group if any(one.group == group for one in shown.criteria)
    )
    return (Section("Problemen mot kriterierna", (limit, *tables), anchor="matrisen"),)


def words_of(ground: Ground, told: Mapping[int, str]) -> Words:
    """A ground and what may be told of the finding, or which governing document, it rests on."""
    said: list[Span] = [ground.reason]
    if ground.finding is not None:
        words = told.get(ground.finding.pk, "")
        counts = tuple(ground.finding.counts)
        said += [" Vilar på: ", Derived(words, counts) if words == ground.finding.statement else words]
    if ground.document is not None:
        said.append(f" Vilar på: {ground.document.title}.")
    return ground.reason if len(said) == 1 else tuple(said)


def _blocks(priority: PriorityArea, told: Mapping[int, str]) -> Iterator[Block]:
    if priority.goal:
        yield Paragraph((Strong("Mål: "), priority.goal))
    sub_goals = tuple(
        f"{one.text} Senast {numbers.day(one.due)}." if one.due else one.text
        for one in priority.sub_goals.all()
    )
    if sub_goals:
        yield Paragraph((Strong("Delmål:"),))
        yield BulletList(sub_goals)
    if priority.part_of:
        yield Paragraph((Strong("Bryter ned: "), priority.part_of.title))
    if priority.owner:
        yield Paragraph((Strong("Äger frågan: "), priority.owner.name))
    if priority.agreed_problem:
        agreed = priority.agreed_problem
        yield Paragraph((Strong("I överenskommelsen: "), f"{agreed.title} ({agreed.agreement.title})"))
    grounds = tuple(words_of(ground, told) for ground in priority.grounds.all())
    if grounds:
        yield BulletList(grounds)


def _not_chosen(scope: Scope, round: Round) -> tuple[Words, ...]:
    put_up = candidates(scope, round=round)
    said: list[Words] = [
        (Strong(f"{one.title}. "), one.outcome_reason)
        for one in put_up
        if one.outcome == Candidate.Outcome.NOT_CHOSEN
    ]
    known = {one.priority_id for one in put_up}
    said += [
        f"{one.title}. Ströks {numbers.day(one.dropped_on)}."
        for one in dropped(scope, round=round)
        if one.pk not in known and one.dropped_on
    ]
    return tuple(said)


def _untreated(scope: Scope, round: Round) -> Iterator[Words]:
    for branch in asked_of(scope, round=round):
        for answer in branch.answers:
            if answer.untreated and not answer.treated:
                yield (Strong(f"{branch.priority.title}. "), answer.untreated.reason)
            elif answer.is_gap:
                yield (Strong(f"{branch.priority.title}. "), "Inget skäl är angivet.")


def _decided(one: PriorityChange) -> str:
    whom = one.forum.name if one.forum else "Forumet"
    number = f", dnr {one.registry_number}" if one.registry_number else ""
    return f"Beslutat av {whom} {numbers.day(one.on)}{number}. {one.reason}".strip()


def _changed(one: PriorityChange) -> Words:
    about = f": {one.about}" if one.about else ""
    whom = f", {one.forum.name}" if one.forum else ""
    return (
        Strong(f"{one.get_kind_display()}{about}. "),
        f"{numbers.day(one.on)}{whom}. {one.reason}",
    )


def _table(shown: Board, group: Group) -> Table:
    criteria = [one for one in shown.criteria if one.group == group]
    parties = " / ".join(sheet.party.name for sheet in shown.sheets)
    return Table(
        caption=GROUP_WORDS[group],
        columns=(Column("Problem"), *(Column(one.name) for one in criteria), Column("Utfall")),
        rows=tuple(
            Row(
                (
                    weighed.candidate.title,
                    *(_cell(line) for line in weighed.lines if line.criterion.group == group),
                    str(weighed.candidate.get_outcome_display()),
                )
            )
            for weighed in shown.problems
        ),
        note=f"I varje ruta: {parties}." if parties else "Inga poäng visas ännu.",
    )


def _cell(line: Line) -> str:
    given = "/".join(cell.short for cell in line.cells)
    agreed = f"= {line.agreed.short}" if line.agreed.score else ""
    # Kept on one line: eight narrow columns stand beside each other on paper.
    return f"{given} {agreed}".strip().replace(" ", "\N{NO-BREAK SPACE}") or numbers.MISSING
