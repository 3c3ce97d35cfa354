"""Plans from before the history was kept can be read, compared and put in order as the new ones."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from tests.cast import AT, Cast
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import ActionPlan, Measure, PlanChange
from trygghjulet.steps.measures.queries import as_of, since_decision
from trygghjulet.steps.measures.queries.history import version_of

pytestmark = pytest.mark.django_db


_AT = ("measures", "0004_carry_old_plans")


@pytest.fixture
def past(cast: Cast) -> Any:
    """Models as the migration meets them; the suite makes its tables without migrations, and here one is tried."""
    with override_settings(MIGRATION_MODULES={}):
        return MigrationLoader(None).project_state([_AT]).apps


def _as_before(past: Any) -> None:
    """The rows are there, and nothing stands in the new columns."""
    for name in ("PlanChange", "MeasureStep", "Goal"):
        past.get_model("measures", name).objects.all().delete()
    past.get_model("measures", "Measure").objects.update(order=0, state="planned")
    past.get_model("measures", "ActionPlan").objects.update(decided_at=None)


def test_an_old_decided_plan_gets_its_moment_its_order_and_its_first_version(cast: Cast, past: Any) -> None:
    saga, plan = cast.scope("saga"), cast.home.plan
    measures.decide_plan(
        by=saga, at=AT, plan=plan, decided_by="Kommunstyrelsen", decided_on=AT.date(), registry_number="KS 1"
    )
    _as_before(past)
    importlib.import_module("trygghjulet.steps.measures.migrations.0004_carry_old_plans").carry(past, None)
    assert ActionPlan.objects.get(pk=plan.pk).decided_at == AT
    for one in Measure.objects.filter(plan__round__cooperation=cast.home.cooperation):
        kept = PlanChange.objects.get(number=one.pk)
        assert kept.after == version_of(one), "what the migration writes reads as what is written now"
        assert (kept.at, kept.by_name, kept.act) == (AT, saga.user_name, "planerade åtgärden")
    assert sorted(Measure.objects.filter(plan__round=cast.home.past).values_list("order", flat=True)) == [
        1,
        2,
    ]
    old = ActionPlan.objects.get(pk=plan.pk)
    assert since_decision(saga, plan=old) == []
    read = [one.about for one in as_of(saga, plan=old, day=AT.date())]
    assert read == ["Planen som helhet", "Bättre belysning"]


def test_carrying_twice_changes_nothing(cast: Cast, past: Any) -> None:
    _as_before(past)
    carry = importlib.import_module("trygghjulet.steps.measures.migrations.0004_carry_old_plans").carry
    carry(past, None)
    before = PlanChange.objects.count()
    carry(past, None)
    assert PlanChange.objects.count() == before
