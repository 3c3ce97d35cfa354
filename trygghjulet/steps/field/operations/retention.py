"""Letting reports go when they have been kept as long as their party keeps them; decided weeks keep their figures."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.steps.field.models import KEPT_MONTHS, FieldSharing, Report
from trygghjulet.steps.scanning.rules.retention import kept_from


@operation
def let_go(*, by: Scope, at: datetime, cooperation: Cooperation, party: Party, on: date) -> int:
    """Take away a party's reports that are older than it keeps them; the answer is how many. Photos go by the sweep.

    Raises:
        Denied: the person does not look after the party.
        Refused: the party does not take part.
    """
    if not cooperation.participations.filter(party=party).exists():
        raise Refused(f"{party.name} är inte part i den här samverkan.")
    by.require_manager(cooperation_id=cooperation.pk, party_id=party.pk, party=party.name)
    rule = FieldSharing.objects.filter(cooperation=cooperation, party=party).first()
    first = kept_from(on, rule.months if rule else KEPT_MONTHS)
    old = Report.objects.filter(
        cooperation=cooperation,
        party=party,
        happened_from__lt=datetime.combine(first, time(), tzinfo=timezone.get_default_timezone()),
    )
    number: int = old.count()
    old.delete()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="gallrade fältrapporter från",
        subject=party,
        reports=number,
        before=first.isoformat(),
    )
    return number


def let_go_old(*, at: datetime, on: date) -> int:
    """Take away all reports whose day has come; the answer is how many."""
    system = Scope(user_id=None, user_name="Trygghjulet", operator=True)
    senders = Report.objects.values_list("cooperation", "party").distinct()
    return sum(
        let_go(
            by=system,
            at=at,
            cooperation=Cooperation.objects.get(pk=cooperation),
            party=Party.objects.get(pk=party),
            on=on,
        )
        for cooperation, party in list(senders.order_by())
        if _has_old(cooperation, party, on)
    )


def _has_old(cooperation: int, party: int, on: date) -> bool:
    rule = FieldSharing.objects.filter(cooperation=cooperation, party=party).first()
    first = kept_from(on, rule.months if rule else KEPT_MONTHS)
    before = datetime.combine(first, time(), tzinfo=timezone.get_default_timezone())
    return Report.objects.filter(cooperation=cooperation, party=party, happened_from__lt=before).exists()
