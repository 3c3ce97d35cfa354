"""The priorities' part of a report."""

from __future__ import annotations

from trygghjulet.documents.tree import Block, BulletList, Paragraph, Section, Strong
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.queries import priorities


def section(scope: Scope, *, round: Round) -> tuple[Section, ...]:
    """A chapter with each priority area, its goal and its grounds."""
    chosen = list(priorities(scope, round=round))
    opening: tuple[Block, ...] = () if chosen else (Paragraph("Inget problemområde är prioriterat."),)
    chapters = [Section("Prioriterade problemområden", opening, anchor="prioriteringar")]
    for priority in chosen:
        blocks: list[Block] = []
        if priority.goal:
            blocks.append(Paragraph((Strong("Mål: "), priority.goal)))
        if priority.agreed_problem:
            agreed = priority.agreed_problem
            blocks.append(
                Paragraph((Strong("I överenskommelsen: "), f"{agreed.title} ({agreed.agreement.title})"))
            )
        grounds = tuple(
            f"{g.reason} Vilar på: {g.finding.statement}" if g.finding else g.reason
            for g in priority.grounds.all()
        )
        if grounds:
            blocks.append(BulletList(grounds))
        chapters.append(Section(f"{priority.order}. {priority.title}", tuple(blocks), level=2))
    return tuple(chapters)
