"""Each operation leaves one row in the log, none when it is refused, and no table is written around it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.db import models

import trygghjulet
from tests.cast import Cast
from tests.writing.acts import ACTS, LATER, is_write
from trygghjulet.foundation.access.rules import Denied
from trygghjulet.foundation.audit.models import AuditEntry, Recorded, WrittenOutsideOperation
from trygghjulet.foundation.audit.operations import NothingRecorded, operation, record
from trygghjulet.steps.priorities.models import PriorityArea

pytestmark = pytest.mark.requirement("SEC-3")


def test_every_operation_is_in_the_table() -> None:
    modules = [
        import_module(found.name)
        for found in walk_packages(trygghjulet.__path__, "trygghjulet.")
        if found.name.split(".")[3:4] == ["operations"]
        and ".audit." not in found.name
        and not found.name.rpartition(".")[2].startswith("_")
    ]
    written = {
        f"{module.__name__.split('.')[2]}.{name}"
        for module in modules
        for name, thing in vars(module).items()
        if is_write(thing) and thing.__module__ == module.__name__
    }
    assert written == set(ACTS)


@pytest.mark.parametrize("name", ACTS)
def test_who_what_and_when_stand_in_one_row(cast: Cast, name: str) -> None:
    act = ACTS[name]
    who = act.actor(cast)
    before = AuditEntry.objects.count()
    act.do(cast)
    assert AuditEntry.objects.count() == before + 1
    row = AuditEntry.objects.order_by("pk").last()
    assert row is not None
    assert (row.actor_id, row.actor_name, row.at) == (who.user_id, who.user_name, act.at)
    assert row.act
    assert row.subject_name
    assert row.subject_kind
    assert row.cooperation_id == cast.home.cooperation.pk or act.by == "operator"


@pytest.mark.parametrize("name", ACTS)
def test_who_lacks_the_right_is_told_why_and_leaves_no_row(cast: Cast, name: str) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(Denied) as refusal:
        ACTS[name].do(cast, by=cast.scope("pia"))
    assert refusal.value.reason.endswith(".")
    assert AuditEntry.objects.count() == before


@pytest.mark.requirement("SEC-1")
@pytest.mark.parametrize("name", [act.name for act in ACTS.values() if act.local])
def test_a_right_for_another_area_is_refused_with_its_reason(cast: Cast, name: str) -> None:
    if name == "picture.new_edition":
        uno = cast.scope("uno")
        assert ACTS[name].do(cast, by=uno).round == cast.home.local
        return
    with pytest.raises(Denied, match="men bara i det område som din funktion gäller"):
        ACTS[name].do(cast, by=cast.scope("uno"))


def _recorded() -> list[type[Recorded]]:
    found: list[type[Recorded]] = []
    for model in Recorded.__subclasses__():
        assert issubclass(model, models.Model)
        found.append(model)
    return found


@pytest.mark.parametrize("model", _recorded(), ids=lambda model: model.__name__)
def test_no_table_is_written_around_its_operation(db: None, model: type[Recorded]) -> None:
    with pytest.raises(WrittenOutsideOperation):
        model().save()
    with pytest.raises(WrittenOutsideOperation):
        model(pk=1).delete()
    with pytest.raises(WrittenOutsideOperation):
        model.objects.create()
    with pytest.raises(WrittenOutsideOperation):
        model.objects.bulk_create([model()])
    with pytest.raises(WrittenOutsideOperation):
        model.objects.bulk_update([model(pk=1)], [model._meta.concrete_fields[-1].name])
    with pytest.raises(WrittenOutsideOperation):
        model.objects.update(pk=1)
    with pytest.raises(WrittenOutsideOperation):
        model.objects.all().delete()


def test_an_operation_without_a_row_in_the_log_is_undone(cast: Cast) -> None:
    priority = cast.home.priority

    @operation
    def forgetful() -> None:
        priority.title = "Skrivet utan logg"
        priority.save()

    with pytest.raises(NothingRecorded):
        forgetful()
    assert PriorityArea.objects.get(pk=priority.pk).title == "Våld vid torget"


def test_a_row_of_something_that_then_failed_is_undone_with_it(cast: Cast) -> None:
    priority, saga = cast.home.priority, cast.scope("saga")
    before = AuditEntry.objects.count()

    @operation
    def unlucky() -> None:
        record(by=saga, at=LATER, cooperation_id=cast.home.cooperation.pk, act="ändrade", subject=priority)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        unlucky()
    assert AuditEntry.objects.count() == before
