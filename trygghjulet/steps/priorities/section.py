"""The priorities' part of a report."""

from __future__ import annotations

from collections.abc import Mapping

from trygghjulet.documents.tree import Block, BulletList, Derived, Paragraph, Section, Strong, Words
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.queries import findings_told
from trygghjulet.steps.priorities.models import Ground
from trygghjulet.steps.priorities.queries import priorities


def section(scope: Scope, *, round: Round, public: bool = False) -> tuple[Section, ...]:
    """A chapter with each priority area, its goal and its grounds, as the person may read them or as anyone may."""
    chosen = list(priorities(scope, round=round))
    told = findings_told(scope, cooperation=round.cooperation, public=public)
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
        grounds = tuple(words_of(ground, told) for ground in priority.grounds.all())
        if grounds:
            blocks.append(BulletList(grounds))
        chapters.append(Section(f"{priority.order}. {priority.title}", tuple(blocks), level=2))
    return tuple(chapters)


def words_of(ground: Ground, told: Mapping[int, str]) -> Words:
    """A ground and what may be told of the finding it rests on."""
    if ground.finding is None:
        return ground.reason
    finding = ground.finding
    words = told.get(finding.pk, "")
    rests = Derived(words, tuple(finding.counts)) if words == finding.statement else words
    return f"{ground.reason} Vilar på: ", rests
