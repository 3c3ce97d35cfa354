"""Every page and file that shows single rows leaves a row in the log, and opens only for those whose rows they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.access.test_table import TABLE
from tests.cast import AT, Cast, Work
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.operations import LOOKED
from trygghjulet.steps.field import operations as field
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.rules.times import When
from trygghjulet.steps.scanning import operations as scanning
from trygghjulet.steps.scanning.models import Delivery

pytestmark = pytest.mark.requirement("SCN-3", "SEC-3", "SEC-4")

_FAULTY = (
    "tidpunkt;kategori;longitud;latitud\n2025-01-03 10:00;Rån;14.92;59.02\ninte en dag;Rån;14.92;59.02\n"
)


def _delivery(work: Work) -> tuple[Any, ...]:
    return (Delivery.objects.filter(source=work.source, file_name="brister.csv").get().pk,)


def _source(work: Work) -> tuple[Any, ...]:
    return (work.source.pk,)


def _lamps(work: Work) -> Report:
    """The cast's own report, which has a photo."""
    return Report.objects.filter(cooperation=work.cooperation).earliest("pk")


def _report(work: Work) -> tuple[Any, ...]:
    return (_lamps(work).pk,)


Args = Callable[[Work], tuple[Any, ...]]
#: The pages of the police's rows, and of the municipality's reports, whose rows stay with it.
_OF_THE_POLICE: dict[str, Args] = {
    "scanning:preview": _delivery,
    "scanning:faults": _delivery,
    "scanning:mapping": _source,
}
_OF_THE_MUNICIPALITY: dict[str, Args] = {
    "field:show": _report,
    "field:photo": _report,
    "field:reports": lambda work: (),
}


@pytest.fixture
def held(cast: Cast) -> Cast:
    """The cast, where the police has handed in a faulty file and the municipality keeps its reports to itself."""
    work = cast.home
    scanning.deliver(
        by=cast.scope("kim"),
        at=AT,
        source=work.source,
        file_name="brister.csv",
        chunks=(_FAULTY.encode(),),
        today=AT.date(),
    )
    now = datetime.now(tz=timezone.get_current_timezone())
    field.send(
        by=cast.scope("saga"),
        at=now,
        cooperation=work.cooperation,
        party=work.municipality,
        key=uuid4(),
        content=field.Content(
            "surroundings.light",
            When("now"),
            longitude=work.place.west + 0.02,
            latitude=59.02,
            text="Staketet är trasigt.",
        ),
        written_at=now,
    )
    field.set_sharing(
        by=cast.scope("saga"),
        at=AT,
        cooperation=work.cooperation,
        party=work.municipality,
        rows_shared=False,
    )
    return cast


def _open(cast: Cast, who: str, name: str, args: Args) -> Any:
    address = reverse(name, args=(cast.home.place.slug, *args(cast.home)))
    return cast.client(who).get(address)


def _looks(cast: Cast) -> int:
    return AuditEntry.objects.filter(act=LOOKED, cooperation_id=cast.home.cooperation.pk).count()


@pytest.mark.parametrize(
    ("who", "other", "name"),
    [
        *(("kim", "saga", name) for name in _OF_THE_POLICE),
        *(("saga", "kim", name) for name in _OF_THE_MUNICIPALITY),
    ],
)
def test_whoever_sees_rows_is_in_the_log_and_nobody_else_sees_them(
    held: Cast, who: str, other: str, name: str
) -> None:
    args = {**_OF_THE_POLICE, **_OF_THE_MUNICIPALITY}[name]
    before = _looks(held)
    assert _open(held, who, name, args).status_code == 200
    entry = AuditEntry.objects.filter(act=LOOKED).latest("pk")
    assert _looks(held) == before + 1
    assert entry.details["rows"] > 0
    assert entry.actor_name == held.scope(who).user_name

    seen = _open(held, other, name, args)
    assert _looks(held) == before + 1
    if name == "field:reports":  # a list of what one may see, which here is nothing
        newest = Report.objects.latest("pk")
        link = reverse("field:show", args=(held.home.place.slug, newest.pk))
        assert link not in seen.content.decode()
        assert link in _open(held, who, name, args).content.decode()
    else:
        assert seen.status_code in (403, 404)


def test_answering_others_reports_is_a_look_at_them(held: Cast) -> None:
    report = _lamps(held.home)
    address = reverse("field:answer", args=(held.home.place.slug,))
    before = _looks(held)
    assert "Tre lampor" not in held.client("kim").get(address, {"report": report.pk}).content.decode()
    assert _looks(held) == before
    held.client("saga").get(address, {"report": report.pk})
    assert _looks(held) == before + 1


def test_pages_of_sums_are_no_look_at_rows(held: Cast) -> None:
    """The joint pages write nothing in the log, and so must show no rows; the attack test sees to what they do show."""
    before = _looks(held)
    for name in ("scanning:show", "scanning:source", "scanning:round", "picture:show", "reports:turn"):
        assert _open(held, "saga", name, TABLE[name].args).status_code == 200
    assert _looks(held) == before
