"""An owner's word that sums of its rows may be shown to others, for one indicator; and the asking for it."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from trygghjulet.foundation.access.rules import ROLES, Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.parties.models import Cooperation, Holding, Party
from trygghjulet.steps.followup.models import IndicatorApproval
from trygghjulet.steps.followup.queries import awaiting
from trygghjulet.steps.followup.rules.windows import turning
from trygghjulet.steps.measures.models import Indicator, Measure
from trygghjulet.steps.scanning.rules.sharing import require_owner

#: What an indicator that waits for its owner is called in the inbox.
KIND = "indicator_waits"
_ANSWERERS = tuple(role.key for role in ROLES.values() if Permission.ACCEPT in role.permissions)


@operation
def approve(
    *, by: Scope, at: datetime, indicator: Indicator, party: Party, begins: date
) -> IndicatorApproval:
    """Let sums of the party's rows be shown to those who may not see the rows, for one indicator.

    It holds for what the indicator counts and the months it compares; if the measure's first day moves to another
    month, the owner is asked again.

    Args:
        begins: the measure's first day as the person saw it.

    Raises:
        Denied: the person may not answer for the party's material.
        Refused: the party has no rows behind the indicator, has approved already, or the measure has been moved.
    """
    _require(by, indicator, party)
    # Whoever moves the measure at the same time waits, or is seen here.
    measure = Measure.objects.select_for_update().get(pk=indicator.measure_id)
    if turning(measure.first_day) != turning(begins):
        raise Refused(
            "Åtgärdens första dag har ändrats sedan du öppnade sidan. Läs den igen innan du godkänner."
        )
    if all(
        (one.pk, owner.pk) != (indicator.pk, party.pk) for one, owner in awaiting(_cooperation(indicator))
    ):
        raise Refused(f"{party.name} har inget att godkänna i indikatorn, eller har gjort det redan.")
    approval = IndicatorApproval(
        indicator=indicator, party=party, begins=measure.first_day, approved_at=at, by_name=by.user_name
    )
    approval.save()
    record(
        by=by,
        at=at,
        cooperation_id=_cooperation(indicator).pk,
        act="godkände att andra ser",
        subject=approval,
        party=party.name,
        begins=measure.first_day.isoformat(),
    )
    return approval


@operation
def withdraw(*, by: Scope, at: datetime, approval: IndicatorApproval) -> IndicatorApproval:
    """Take back the owner's word: the figures are hidden from others again. What has been told stays counted as told.

    Raises:
        Denied: the person may not answer for the party's material.
        Refused: it is taken back already.
    """
    _require(by, approval.indicator, approval.party)
    saved = IndicatorApproval.objects.select_for_update().get(pk=approval.pk)
    if saved.withdrawn_at is not None:
        raise Refused("Godkännandet är redan återtaget.")
    saved.withdrawn_at = at
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=_cooperation(approval.indicator).pk,
        act="tog tillbaka godkännandet av",
        subject=saved,
        party=approval.party.name,
    )
    return saved


def ask_owners(*, at: datetime) -> int:
    """Tell those who answer for a party's material which indicators wait for them; each is told of each once."""
    return sum(
        tell(at=at, cooperation=cooperation, notices=_notices(cooperation, timezone.localdate(at)))
        for cooperation in Cooperation.objects.select_related("area").order_by("pk")
    )


def _notices(cooperation: Cooperation, on: date) -> list[Notice]:
    notices: list[Notice] = []
    people: dict[int, list[int]] = {}
    for indicator, party in awaiting(cooperation):
        if party.pk not in people:
            held = Holding.objects.filter(
                function__cooperation=cooperation,
                function__party=party,
                function__role__in=_ANSWERERS,
                since__lte=on,
                user__is_active=True,
            ).exclude(until__lt=on)
            people[party.pk] = sorted(set(held.values_list("user_id", flat=True)))
        measure = indicator.measure
        month, _ = turning(measure.first_day)
        notices += [
            Notice(
                user_id=user_id,
                kind=KIND,
                key=f"indicator-waits:{indicator.pk}:{party.pk}:{month:%Y-%m}",
                subject=f"Indikatorn ”{indicator.title}” väntar på ert godkännande",
                text=f"Den räknas ur rader som {party.name} äger. Andra ser siffrorna först när ni har godkänt det.",
                link=reverse(
                    "followup:approve", args=(cooperation.slug, measure.plan.round_id, indicator.pk, party.pk)
                ),
            )
            for user_id in people[party.pk]
        ]
    return notices


def _cooperation(indicator: Indicator) -> Cooperation:
    return indicator.measure.plan.round.cooperation


def _require(by: Scope, indicator: Indicator, party: Party) -> None:
    require_owner(
        by,
        Permission.ACCEPT,
        cooperation_id=_cooperation(indicator).pk,
        owner_id=party.pk,
        owner_name=party.name,
    )
