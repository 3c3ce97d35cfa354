"""A case as a document tree, its parts in the order of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Block, BulletList, Link, Paragraph, Section, Strong, Words
from trygghjulet.oversight.cases.models import Case, CaseAppendix
from trygghjulet.oversight.cases.rules.kinds import ADDRESSED, ORDER, Body, Kind, Piece
from trygghjulet.oversight.cases.rules.layout import sections


def section(case: Case) -> tuple[Section, ...]:
    """Every part of a case and those who sign it. What was decided stays outside: what was drawn up does not change."""
    texts = {part.piece: part.text for part in case.parts.all()}
    found: list[Section] = []
    for piece in ORDER[case.written_as]:
        if piece is Piece.PROPOSALS:
            found.append(_proposals(case))
        elif piece is Piece.APPENDICES:
            found.append(_appendices(case))
        else:
            found.extend(sections(case.heading(piece), texts.get(piece, ""), anchor=piece.value))
    if case.signers:
        found.append(Section("Underskrift", (Paragraph(case.signers),), anchor="underskrift"))
    return tuple(found)


def _proposals(case: Case) -> Section:
    return Section(
        case.heading(Piece.PROPOSALS), tuple(_proposed(case)) or (_missing(),), anchor=Piece.PROPOSALS.value
    )


def _proposed(case: Case) -> Iterator[Block]:
    """The proposals under the body that each is for; numbered where there are several, throughout the case."""
    rows = list(case.proposals.all())
    bodies = [body for body in ADDRESSED[Body(case.body)] if any(row.body == body for row in rows)]
    # Härryda's order says who decides in the sentence itself.
    heads = case.written_as is Kind.STATEMENT or len(bodies) > 1
    number = 0
    for body in bodies:
        if heads:
            yield Paragraph((Strong(f"{case.addressed_to(body)}:"),))
        for row in rows:
            if row.body == body:
                number += 1
                yield Paragraph(f"{number}. {row.text}" if len(rows) > 1 else row.text)


def _missing() -> Block:
    return Paragraph("Inget förslag till beslut är skrivet.")


def _appendices(case: Case) -> Section:
    rows = [_appendix(row) for row in case.appendices.all()]
    heading = case.heading(Piece.APPENDICES)
    if case.written_as is Kind.MEMORANDUM:
        when = f" {numbers.day(case.drawn_up_on)}" if case.drawn_up_on else ""
        items = (f"{case.get_kind_display()}{when}", *rows)
        return Section(heading, (BulletList(items),), anchor=Piece.APPENDICES.value)
    blocks = tuple(
        Paragraph((f"{number}. ", *(row if isinstance(row, tuple) else (row,))))
        for number, row in enumerate(rows, start=1)
    )
    return Section(heading, blocks or (Paragraph("Inga bilagor."),), anchor=Piece.APPENDICES.value)


def _appendix(row: CaseAppendix) -> Words:
    # An address inside the house leads nowhere from a file that has left it.
    outside = row.address.startswith(("https://", "http://"))
    title = Link(row.title, row.address) if outside else row.title
    return (title, f", dnr {row.registry_number}") if row.registry_number else (title,)
