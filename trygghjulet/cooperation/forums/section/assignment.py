"""A working group's written assignment (uppdragsdirektiv) as chapters of a document."""

from __future__ import annotations

from datetime import date

from trygghjulet.cooperation.forums.models import Assignment
from trygghjulet.cooperation.forums.queries.seats import sitting
from trygghjulet.cooperation.forums.rules.assignments import Days, length
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Block, Column, Paragraph, Row, Section, Strong, Table
from trygghjulet.foundation.access.rules import Scope


def facts(assignment: Assignment) -> tuple[tuple[str, str], ...]:
    """What stands at the head of the directive."""
    group = assignment.forum
    told = (
        ("Grupp", group.name),
        ("Uppdraget ges av", assignment.issued_by.name),
        ("Dag", numbers.day(assignment.issued_on)),
        ("Område", group.area.name if group.area else "Stadsövergripande"),
        ("Leds av", str(group.led_by or "")),
        ("Gruppen är", length(Days(assignment.issued_on, assignment.until))),
        (
            "Återrapport senast",
            numbers.day(assignment.report_by) if assignment.report_by else "Ingen dag bestämd",
        ),
    )
    return tuple((label, words) for label, words in told if words)


def section(scope: Scope, *, assignment: Assignment, on: date) -> tuple[Section, ...]:
    """The chapters of the directive: the problem, what the group is for, who is in it, and what it came to.

    Args:
        on: the day whose members are listed.
    """
    found = []
    if assignment.problem:
        found.append(Section("Vad det gäller", _paragraphs(assignment.problem), anchor="problem"))
    found.append(Section("Syfte", _paragraphs(assignment.purpose), anchor="syfte"))
    found.append(Section("Mål", _paragraphs(assignment.goals), anchor="mal"))
    found.append(Section("Vilka som ingår", (_members(scope, assignment, on),), anchor="deltagare"))
    found.append(Section("Återrapport", _report(assignment), anchor="aterrapport"))
    return tuple(found)


def _members(scope: Scope, assignment: Assignment, on: date) -> Block:
    day = max(on, assignment.issued_on)
    there = sitting(scope, forum=assignment.forum, on=day)
    if not there:
        return Paragraph("Ingen är utsedd ännu.")
    rows = tuple(
        Row((one.title, one.organisation or str(one.party or numbers.MISSING), one.get_role_display()))
        for one in there
    )
    columns = (Column("Titel"), Column("Organisation"), Column("Roll"))
    return Table(f"Utsedda den {numbers.day(day)}", columns, rows)


def _report(assignment: Assignment) -> tuple[Block, ...]:
    to = assignment.issued_by.name
    if assignment.reported_on is not None:
        given = Paragraph((Strong(f"Återrapporterat till {to} {numbers.day(assignment.reported_on)}."),))
        return (given, *_paragraphs(assignment.outcome))
    due = assignment.report_by or assignment.until
    when = f", senast {numbers.day(due)}" if due else ""
    return (
        Paragraph(
            f"Gruppen återrapporterar till {to}{when}. Frågor som gruppen inte själv kan lösa lyfts dit."
        ),
    )


def _paragraphs(text: str) -> tuple[Block, ...]:
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())
