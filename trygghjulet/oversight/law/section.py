"""The yearly account of the act, paragraph by paragraph, as a document tree."""

from __future__ import annotations

from datetime import date

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
    Strong,
    Table,
)
from trygghjulet.obligations.facts import Fact
from trygghjulet.oversight.law.queries import Account
from trygghjulet.oversight.law.rules.account import ParagraphStanding, Verdict, day_of, summary, when
from trygghjulet.oversight.law.rules.act import left_open

SOURCE = "Svensk författningssamling 2023:196, i lydelsen med 14 § enligt lagen (2025:223)"


def section(account: Account, *, first: date, last: date) -> tuple[Section, ...]:
    """The account's chapters: all of it in short, each paragraph, and how the act was read.

    Args:
        account: how the act stands on the day of the judgement.
        first, last: the period of the account; what was done in it stands under each paragraph.
    """
    found: list[Section] = [_in_short(account)]
    for standing in account.standings:
        if standing.paragraph.chapter:
            found.append(Section(standing.paragraph.chapter))
        found.append(_paragraph(standing, first, last))
    return (*found, _reading())


def _in_short(account: Account) -> Section:
    rows = tuple(
        Row(
            (
                f"{one.number} {one.paragraph.title}",
                f"{one.word}. {one.warning}" if one.warning else one.word,
                numbers.day(one.since) if one.since else numbers.MISSING,
                numbers.day(one.due) if one.due else numbers.MISSING,
                one.who,
            )
        )
        for one in account.standings
    )
    table = Table(
        f"Lagen, paragraf för paragraf, {numbers.day(account.at)}",
        (
            Column("Paragraf"),
            Column("Läge"),
            Column("Sedan"),
            Column("Nästa datum"),
            Column("Vem"),
        ),
        rows,
        source=SOURCE,
        period=f"bedömt {numbers.day(account.at)}",
    )
    return Section("I korthet", (Paragraph(summary(account.standings)), table), anchor="i-korthet")


def _paragraph(standing: ParagraphStanding, first: date, last: date) -> Section:
    pieces = standing.paragraph.pieces
    blocks: list[Block] = [Paragraph((Strong("Lagens ord. "), pieces[0])), *map(Paragraph, pieces[1:])]
    since = f" sedan {numbers.day(standing.since)}" if standing.since else ""
    blocks.append(Paragraph((Strong(f"{standing.word}{since}. "), standing.reason)))
    if standing.verdict is not Verdict.NOT_APPLICABLE or standing.due:
        due = numbers.day(standing.due) if standing.due else "inget bestämt"
        due += f" ({standing.due_for})" if standing.due_for else ""
        warning = f" {standing.warning}." if standing.warning else ""
        blocks.append(
            Paragraph((Strong("Nästa datum: "), f"{due}.{warning} ", Strong("Vem: "), f"{standing.who}."))
        )
    if standing.evidence:
        blocks.append(Paragraph((Strong("Det här visar det"),)))
        blocks.append(BulletList(tuple(map(_said, standing.evidence))))
    if standing.missed:
        blocks.append(Paragraph((Strong("Missade dagar: "), f"{', '.join(standing.missed)}.")))
    done = [one for one in standing.evidence if (day := day_of(one)) and first <= day <= last]
    if done and standing.verdict is not Verdict.NOT_APPLICABLE:
        count = "En av dem är" if len(done) == 1 else f"{len(done)} av dem är"
        of_all = "Allt detta är" if len(done) == len(standing.evidence) else count
        blocks.append(Paragraph(f"{of_all} från perioden {numbers.days(first, last)}."))
    if standing.number == "4 §":
        gap = next(one for one in left_open() if one.startswith("Orsaksanalys"))
        blocks.append(Callout(CalloutKind.NOTE, gap))
    return Section(
        f"{standing.number} {standing.paragraph.title}",
        tuple(blocks),
        level=2,
        anchor=f"paragraf-{standing.paragraph.key}",
    )


def _said(fact: Fact) -> str:
    return f"{fact.source}, {when(fact)}" if when(fact) else fact.source


def _reading() -> Section:
    return Section(
        "Så har lagen lästs",
        (
            Paragraph(
                "Bedömningen är räknad ur det som är infört i Trygghjulet och antecknat för hand. Den ersätter inget "
                "juridiskt omdöme. Det här lämnar lagen öppet:"
            ),
            BulletList(left_open()),
        ),
        anchor="lasning",
    )
