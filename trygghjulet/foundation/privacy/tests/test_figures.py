"""The published figures of the guard hold: on the half of the sentences that its rules were not made with."""

from __future__ import annotations

import pytest
from personnummer import personnummer

from trygghjulet.foundation.privacy.guard import Kind
from trygghjulet.foundation.privacy.tests.labelled import Half, labelled_kinds, measured, sentences

pytestmark = pytest.mark.requirement("SEC-4")

#: Published in docs/running/privacy.md: how many were labelled, found, and told without being labelled.
PUBLISHED: dict[str, tuple[int, int, int]] = {
    "personnummer": (12, 12, 0),
    "födelsedatum": (5, 5, 0),
    "telefonnummer": (16, 16, 0),
    "e-postadress": (12, 12, 1),
    "registreringsnummer": (12, 10, 0),
    "konto i sociala medier": (13, 10, 0),
    "gatuadress": (13, 13, 2),
    "namn": (85, 77, 1),
    "alla": (168, 155, 4),
}
#: The Tax Agency's examples, which are nobody's; every other number in the sentences must be miswritten.
NOBODYS = {"8112189876", "8112789873", "6408233234", "1212121212"}


def test_there_are_sentences_enough_of_every_kind_and_half_of_them_hold_nothing() -> None:
    everything = list(sentences())
    assert len(everything) >= 500
    assert 0.4 < sum(not one.labels for one in everything) / len(everything) < 0.7
    assert min(labelled_kinds().values()) >= 10
    assert set(labelled_kinds()) == {kind.value for kind in Kind}


def test_the_figures_have_not_fallen() -> None:
    now = measured(Half.HELD_OUT)
    for kind, (labelled, found, wrong) in PUBLISHED.items():
        tally = now.whole if kind == "alla" else now.kinds[kind]
        assert tally.labelled == labelled, kind
        assert tally.found >= found, (kind, now.missed)
        assert tally.told - tally.right <= wrong, (kind, now.wrong)


def test_no_number_in_the_sentences_is_anybodys() -> None:
    for sentence in sentences():
        for label in sentence.labels:
            if label.kind is Kind.IDENTITY:
                digits = "".join(sign for sign in sentence.text[label.start : label.end] if sign.isdigit())[
                    -10:
                ]
                assert digits in NOBODYS or not personnummer.valid(f"{digits[:6]}-{digits[6:]}"), (
                    sentence.text
                )
