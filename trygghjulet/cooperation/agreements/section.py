"""An agreement as a document to decide on and sign."""

from __future__ import annotations

from datetime import date

from trygghjulet.cooperation.agreements.models import Agreement, AgreementParty, Commitment, PartKey
from trygghjulet.cooperation.agreements.queries import arrangement_of, duties_by_part, read
from trygghjulet.cooperation.agreements.rules import duties as duty_rules
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Column,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
)
from trygghjulet.foundation.access.rules import Scope

#: A line to write on.
_LINE = "_" * 24


def section(scope: Scope, *, agreement: Agreement, on: date) -> tuple[Section, ...]:
    """The agreement's chapters: parties, parts, problem areas, annexes, costs, duties and the lines to sign on."""
    chapters = (
        _parties(agreement),
        *_parts(agreement),
        _problems(agreement),
        _annexes(agreement, on),
        _commitments(agreement),
        _duties(scope, agreement),
        _signatures(agreement),
    )
    return tuple(chapter for chapter in chapters if chapter is not None)


def _parties(agreement: Agreement) -> Section | None:
    if any(part.title.strip().casefold() == "parter" for part in agreement.parts.all()):
        return None  # the agreement names them itself, in its own words
    # A party with several who sign stands here once.
    named = list(dict.fromkeys(row.called for row in _rows(agreement)))
    return Section("Parter", (BulletList(tuple(named)),), anchor="parter") if named else None


def _rows(agreement: Agreement) -> list[AgreementParty]:
    return list(agreement.parties.select_related("party"))


def _parts(agreement: Agreement) -> tuple[Section, ...]:
    """The parts in their own words; what the act asks for stands first where no part says it."""
    parts = list(agreement.parts.all())
    keys = {part.key for part in parts}
    first = (
        ("Syfte", agreement.purposes, "purpose"),
        ("Mål", agreement.goal, "goal"),
        ("Områden för samverkan", agreement.fields_of_work, "fields_of_work"),
    )
    written = [(title, text) for title, text, key in first if text and key not in keys]
    for part in parts:
        text = part.text
        if part.key == PartKey.SIGNATURES and agreement.is_draft:
            text = duty_rules.unsigned(text)
            if not text:
                continue
        written.append((part.title, text))
    return tuple(
        Section(title, tuple(Paragraph(one) for one in _paragraphs(text)), anchor=f"del-{number}")
        for number, (title, text) in enumerate(written, 1)
    )


def _paragraphs(text: str) -> list[str]:
    return [" ".join(one.split()) for one in text.split("\n") if one.strip()]


def _problems(agreement: Agreement) -> Section | None:
    blocks: list[Block] = []
    for problem in agreement.problems.all():
        blocks.append(Paragraph((Strong(problem.title),)))
        blocks += [Paragraph(one) for one in _paragraphs(problem.text)]
        if problem.goal:
            blocks.append(Paragraph(f"Mål: {problem.goal}"))
    return Section("Problemområden", tuple(blocks), anchor="problemomraden") if blocks else None


def _annexes(agreement: Agreement, on: date) -> Section | None:
    rows = []
    for annex in agreement.annexes.select_related("decider").prefetch_related("versions"):
        version = annex.current(on)
        applies = "Ingen version gäller"
        if version is not None:
            applies = f"Version {version.number}"
            applies += f", från {numbers.day(version.valid_from)}" if version.valid_from else ""
        rows.append(Row((annex.number, annex.title, applies, annex.may_decide or "Inte sagt")))
    if not rows:
        return None
    columns = tuple(Column(title) for title in ("Bilaga", "Titel", "Gällande version", "Beslutas av"))
    return Section(
        "Bilagor", (Table("Varje bilaga och vem som beslutar den", columns, tuple(rows)),), anchor="bilagor"
    )


def _commitments(agreement: Agreement) -> Section | None:
    rows = tuple(
        Row((one.what, one.bearer or "Inte sagt", _amount(one), one.get_split_display()))
        for one in agreement.commitments.select_related("party")
    )
    if not rows:
        return None
    columns = tuple(Column(title) for title in ("Vad", "Bärs av", "Hur mycket", "Fördelning"))
    return Section(
        "Kostnader och åtaganden",
        (Table("Vad det kostar och vem som bär det", columns, rows),),
        anchor="kostnader",
    )


def _amount(commitment: Commitment) -> str:
    said = []
    if commitment.amount is not None:
        said.append(f"{numbers.number(commitment.amount)} kr {commitment.get_per_display()}")
    if commitment.posts is not None:
        posts = "tjänst" if commitment.posts == 1 else "tjänster"
        said.append(f"{numbers.number(float(commitment.posts))} {posts}")
    return ", ".join(said) or "Inte angivet"


def _duties(scope: Scope, agreement: Agreement) -> Section | None:
    arrangement = arrangement_of(scope, agreement=agreement)
    rows = []
    for group in duties_by_part(agreement):
        for duty in (one for one in group.duties if not one.is_practice):
            told = read(duty)
            who = ", ".join(arrangement.name_of(actor) for actor in told.who)
            rows.append(Row((duty.title, who or "Inte sagt", duty_rules.told(told.when), duty.clause)))
    if not rows:
        return None
    columns = tuple(Column(title) for title in ("Skyldighet", "Vem", "När", "Klausul"))
    return Section(
        "Skyldigheter", (Table("Vad parterna åtar sig", columns, tuple(rows)),), anchor="skyldigheter"
    )


def _signatures(agreement: Agreement) -> Section:
    # Nobody has signed what is still a draft: there are lines to write on, whatever is entered.
    draft = agreement.is_draft
    rows = tuple(
        Row(
            (
                row.called,
                ", ".join(filter(None, (row.signer_title, row.signer_name))) or _LINE,
                f"{row.place} {numbers.day(row.signed_on)}".strip() if row.signed_on and not draft else _LINE,
                "Undertecknad" if row.signed_on and not draft else _LINE,
            )
        )
        for row in _rows(agreement)
    )
    if not rows:
        return Section("Underskrifter", (Paragraph("Inga parter är införda."),), anchor="underskrifter")
    columns = (
        Column("Part"),
        Column("Funktion och namn"),
        Column("Ort och dag"),
        Column("Underskrift"),
    )
    return Section("Underskrifter", (Table("Parterna skriver under", columns, rows),), anchor="underskrifter")
