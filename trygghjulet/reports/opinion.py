"""An opinion on a matter as a whole document, to send."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.referrals.models import Referral
from trygghjulet.cooperation.referrals.queries import referrals
from trygghjulet.cooperation.referrals.section import opinion_section
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out


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


def _sheet(here: Here, referral_id: int) -> Sheet:
    referral = get_object_or_404(referrals(here.scope, cooperation=here.cooperation), pk=referral_id)
    slug = here.cooperation.slug
    return Sheet(
        opinion_document(referral, on=here.today),
        trail=(
            Link("Remisser och yttranden", reverse("referrals:index", args=(slug,))),
            Link(referral.title, reverse("referrals:show", args=(slug, referral.pk))),
        ),
    )


WAYS_OUT = ways_out("opinion_document", _sheet)
