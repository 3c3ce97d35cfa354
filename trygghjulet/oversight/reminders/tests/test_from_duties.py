"""From a clause in the agreement to the letter: what is owed is worked out, and those who hold it are reminded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.text import slugify

from tests.cast import AT, HOME, Cast, email
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.foundation.inbox.models import Message
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.standing import State
from trygghjulet.oversight.duties import operations as duties
from trygghjulet.oversight.reminders.operations import remind
from trygghjulet.oversight.reminders.queries import owed_in
from trygghjulet.oversight.reminders.rules import Owed

pytestmark = pytest.mark.requirement("DUT-4")

DUE = date(2026, 3, 31)


def _owe(cast: Cast, *who: str) -> int:
    """A clause of the cast's agreement: a report by the end of March."""
    duty = agreements.add_duty(
        by=cast.scope("saga"),
        at=AT,
        agreement=Agreement.objects.filter(
            cooperation=cast.home.cooperation, valid_from__isnull=False
        ).latest("pk"),
        content=agreements.DutyContent(title="Årets redovisning", who=who, when=WhenGiven(form="by", by=DUE)),
        clause="En redovisning lämnas senast den 31 mars 2026.",
        kind="report",
    )
    duties.say_complete_from(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, day=date(2025, 1, 1)
    )
    return int(duty.pk)


def _this(cooperation: Cooperation, on: date) -> list[Owed]:
    """Of all that is owed there, the report."""
    return [one for one in owed_in(cooperation, on) if one.title == "Årets redovisning"]


def _owed(cast: Cast, on: date) -> Owed:
    (owed,) = _this(cast.home.cooperation, on)
    return owed


def _remind(on: date) -> int:
    return remind(at=datetime.combine(on, AT.timetz()), owed_in=_this)


def test_a_party_s_duty_rests_on_those_who_coordinate_there(cast: Cast) -> None:
    row = _owe(cast, slugify(cast.home.municipality.name))
    owed = _owed(cast, DUE - timedelta(days=1))
    assert (owed.due, owed.ownerless) == (DUE, False)
    assert owed.state in {State.DUE, State.AT_RISK}
    assert _remind(DUE - timedelta(days=1)) == 2
    told = Message.objects.filter(cooperation=cast.home.cooperation)
    assert sorted(told.values_list("user__email", flat=True)) == [email("saga"), email("uno")]
    assert {m.link for m in told} == {reverse("duties:show", args=(HOME.slug, row))}
    assert _remind(DUE) == 0, "samma vecka, samma påminnelse"
    assert _remind(DUE + timedelta(days=1)) == 2
    assert told.filter(kind="duty_overdue", text__startswith="Sista dag: 31 mars 2026.").count() == 2


def test_a_duty_of_a_body_is_told_to_those_who_coordinate_the_whole(cast: Cast) -> None:
    _owe(cast, slugify(cast.home.forum.name))
    assert not _owed(cast, DUE).ownerless
    assert _remind(DUE) == 2
    assert sorted(Message.objects.values_list("user__email", flat=True)) == [email("kim"), email("saga")]


def test_the_neighbour_hears_nothing_of_it(cast: Cast) -> None:
    _owe(cast, slugify(cast.home.municipality.name))
    assert _remind(DUE) > 0
    assert not Message.objects.filter(cooperation=cast.neighbour.cooperation).exists()
