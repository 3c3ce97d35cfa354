"""The days of decision and signing become steps in the agreements' lives."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def to_steps(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """One step for each day that is known, in the order of the days."""
    step = apps.get_model("agreements", "AgreementStep")
    at = timezone.now()  # noqa: TID251  # a migration stands at the edge
    for agreement in apps.get_model("agreements", "Agreement").objects.all():
        days = ((agreement.decided_on, "decided"), (agreement.signed_on, "signed"))
        for on, kind in sorted((on, kind) for on, kind in days if on is not None):
            step(agreement=agreement, kind=kind, on=on, entered_by="Installationen", entered_at=at).save()


def to_days(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """The days back from the steps."""
    for step in apps.get_model("agreements", "AgreementStep").objects.filter(kind__in=("decided", "signed")):
        setattr(step.agreement, f"{step.kind}_on", step.on)
        step.agreement.save()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_what_they_hold")]

    operations = [migrations.RunPython(to_steps, to_days)]
