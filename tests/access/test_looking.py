"""Every page and file that shows single rows leaves a row in the log, and opens only for those whose rows they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.access.test_table import TABLE
from tests.cast import AT, Cast, Work
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.operations import LOOKED
from trygghjulet.steps.field import operations as field
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


def _report(work: Work) -> tuple[Any, ...]:
    return (work.field_report.pk,)


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
    field.set_sharing(
        by=cast.scope("saga"),
        at=AT,
        cooperation=work.cooperation,
        party=work.municipality,
        rows_shared=False,
    )
    return cast


def _open(cast: Cast, who: str, name: str, args: Args) -> HttpResponse:
    address = reverse(name, args=(cast.home.place.slug, *args(cast.home)))
    answer: HttpResponse = cast.client(who).get(address)
    return answer


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
        assert "Tre lampor" not in seen.content.decode()
        assert "Tre lampor" in _open(held, who, name, args).content.decode()
    else:
        assert seen.status_code in (403, 404)


def test_answering_others_reports_is_a_look_at_them(held: Cast) -> None:
    report = held.home.field_report
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
