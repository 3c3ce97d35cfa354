"""The opinion as a document tree, and a year's matters as a table of the activity report."""

from __future__ import annotations

from collections.abc import Sequence

from trygghjulet.cooperation.referrals.models import Referral
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    Callout,
    CalloutKind,
    Column,
    ColumnKind,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
)


def opinion_section(referral: Referral) -> tuple[Section, ...]:
    """The opinion's chapters: what was asked, the opinion, the views it builds on, and what came of it."""
    found = [
        Section("Ärendet", tuple(_asked(referral)), anchor="arendet"),
        Section("Yttrande", tuple(_opinion(referral)), anchor="yttrande"),
    ]
    if given := [view for view in referral.views.all() if view.given_on]:
        found.append(Section("Synpunkter som yttrandet bygger på", anchor="synpunkter"))
        found += [
            Section(
                view.who,
                (*_paragraphs(view.text), Paragraph(f"Lämnad {numbers.day(view.given_on)}.")),
                level=2,
            )
            for view in given
            if view.given_on
        ]
    if referral.outcome:
        found.append(Section("Vad det blev", tuple(_outcome(referral)), anchor="utfall"))
    return tuple(found)


def matters_table(referrals: Sequence[Referral], *, period: str) -> Table:
    """Matters with what was answered and what came of it."""
    return Table(
        "Remisser, planärenden och samråd",
        (
            Column("Ärende"),
            Column("Från"),
            Column("Kom in", ColumnKind.DATE),
            Column("Svar"),
            Column("Utfall"),
        ),
        tuple(
            Row(
                (
                    f"{one.title} ({one.kind_words.lower()})",
                    one.sender,
                    one.received_on,
                    answer_words(one),
                    one.get_outcome_display() if one.outcome else numbers.MISSING,
                )
            )
            for one in referrals
        ),
        period=period,
    )


def answer_words(referral: Referral) -> str:
    """What the matter was answered with, in words."""
    if referral.decided_on is None:
        return f"{referral.get_state_display()}, inte besvarat"
    if referral.was_declined:
        return f"Avstod {numbers.day(referral.decided_on)}: {referral.decline_reason}"
    paragraph = f", {referral.paragraph}" if referral.paragraph else ""
    return f"Yttrande {numbers.day(referral.decided_on)}{paragraph}"


def _asked(referral: Referral) -> list[Block]:
    answer_by = f" Svar önskades senast {numbers.day(referral.answer_by)}." if referral.answer_by else ""
    came = f"{referral.kind_words} från {referral.sender}, som kom in {numbers.day(referral.received_on)}."
    return [Paragraph(f"{came}{answer_by}"), *_paragraphs(referral.summary)]


def _opinion(referral: Referral) -> list[Block]:
    blocks: list[Block] = []
    if referral.decided_on is None:
        blocks.append(Callout(CalloutKind.NOTE, "Utkast: yttrandet är inte beslutat."))
    blocks += _paragraphs(referral.opinion)
    if referral.advisory:
        blocks.append(
            Paragraph(
                f"{referral.decider} är rådgivande i saken: forumet yttrar sig, men beslutar inte i sakfrågan."
            )
        )
    return blocks


def _outcome(referral: Referral) -> list[Block]:
    known = f" ({numbers.day(referral.outcome_on)})" if referral.outcome_on else ""
    return [
        Paragraph((Strong(referral.get_outcome_display()), f"{known}.")),
        *_paragraphs(referral.outcome_text),
    ]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(part.strip()) for part in text.split("\n\n") if part.strip()]
