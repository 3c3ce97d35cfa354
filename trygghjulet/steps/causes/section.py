"""The cause analysis' part of a report."""

from __future__ import annotations

from collections.abc import Iterator

from trygghjulet.documents.tree import Block, Column, Paragraph, Row, Section, Table
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause, ProblemProfile
from trygghjulet.steps.causes.queries import profiles

_CONCLUSIONS = {True: "Möts med åtgärder.", False: "Arbetas inte med.", None: "Inte avgjort."}


def section(scope: Scope, *, round: Round) -> tuple[Section, ...]:
    """A chapter with each problem described, and its causes weighed."""
    described = list(profiles(scope, round=round))
    opening: tuple[Block, ...] = () if described else (Paragraph("Ingen orsaksanalys är gjord."),)
    return (
        Section("Orsaksanalys", opening, anchor="orsaker"),
        *(Section(p.priority.title, tuple(_blocks(p)), level=2) for p in described),
    )


def _blocks(profile: ProblemProfile) -> Iterator[Block]:
    parts = (
        ("Vad", profile.what),
        ("Var", profile.where),
        ("När", profile.when),
        ("Vilka berörs", profile.who),
        ("Hur", profile.how),
    )
    written = tuple(Row((name, text)) for name, text in parts if text)
    if written:
        yield Table("Problemet", (Column(""), Column("Beskrivning")), written)
    causes = list(profile.causes.all())
    if causes:
        yield Table(
            "Möjliga orsaker och vad som talar för och mot",
            (
                Column("Nr"),
                Column("Perspektiv"),
                Column("Orsak"),
                Column("Talar för"),
                Column("Talar mot"),
                Column("Slutsats"),
            ),
            tuple(_row(cause) for cause in causes),
        )


def _row(cause: Cause) -> Row:
    evidence = list(cause.evidence.all())
    return Row(
        (
            str(cause.number),
            cause.get_perspective_display(),
            cause.statement,
            " ".join(e.text for e in evidence if e.speaks_for) or "–",
            " ".join(e.text for e in evidence if not e.speaks_for) or "–",
            f"{_CONCLUSIONS[cause.act_on]} {cause.conclusion}".strip(),
        )
    )
