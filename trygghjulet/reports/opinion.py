"""An opinion on a matter as a whole document, to send."""

from __future__ import annotations

from datetime import date

from trygghjulet.cooperation.referrals.models import Referral
from trygghjulet.cooperation.referrals.section import opinion_section
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document


def opinion_document(referral: Referral, *, on: date) -> Document:
    """The opinion with what was asked, the views that it builds on, and what came of it."""
    decided = numbers.MISSING
    if referral.decided_on is not None:
        paragraph = f", {referral.paragraph}" if referral.paragraph else ""
        decided = f"{referral.decider} {numbers.day(referral.decided_on)}{paragraph}"
    facts = [
        ("Samverkan", referral.cooperation.name),
        ("Till", referral.sent_to or referral.sender),
        ("Diarienummer", referral.registry_number or "Saknas"),
        ("Beslutat", decided if referral.decided_on else "Utkast, inte beslutat"),
    ]
    if referral.sent_on:
        facts.append(("Skickat", numbers.day(referral.sent_on)))
    return Document(
        title=f"Yttrande över {referral.title}",
        subtitle=f"{referral.kind_words} från {referral.sender}.",
        facts=(*facts, ("Framtagen", numbers.day(on))),
        sections=opinion_section(referral),
    )
