"""Whose word is needed before an indicator's figures are shown to those who may not see the rows, and who gave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.followup.models import IndicatorApproval
from trygghjulet.steps.followup.rules.windows import turning
from trygghjulet.steps.measures.models import Indicator
from trygghjulet.steps.scanning.models import Dataset, Sharing
from trygghjulet.steps.scanning.rules.sharing import sees_rows

#: Nobody in particular: who reads what is published.
NOBODY = Scope(user_id=None, user_name="")


def keepers_of(cooperation: Cooperation, hashes: Iterable[str]) -> dict[int, Party]:
    """The parties that keep the rows behind some datasets to themselves, by number.

    A source whose owner withholds no number at all keeps nothing, and needs not be asked.
    """
    found = (
        Dataset.objects.filter(
            source__cooperation=cooperation,
            source__smallest_count__gt=1,
            kind=Kind.INCIDENTS,
            sha256__in=set(hashes),
        )
        .exclude(source__sharing=Sharing.ROWS)
        .select_related("source__party")
    )
    return {dataset.source.party_id: dataset.source.party for dataset in found}


def kept_from(
    scope: Scope, *, cooperation: Cooperation, keepers: Mapping[int, Party], public: bool
) -> dict[int, Party]:
    """Those of some parties that keep their rows from somebody."""
    asks = NOBODY if public else scope
    return {
        pk: party
        for pk, party in keepers.items()
        if not sees_rows(asks, cooperation_id=cooperation.pk, owner_id=pk, sharing=Sharing.SUMS)
    }


def approvals_of(indicators: Iterable[Indicator]) -> dict[int, list[IndicatorApproval]]:
    """The approvals that stand, by the indicator's number."""
    standing: dict[int, list[IndicatorApproval]] = {}
    found = IndicatorApproval.objects.filter(
        indicator__in=[one.pk for one in indicators], withdrawn_at__isnull=True
    )
    for approval in found.select_related("party"):
        standing.setdefault(approval.indicator_id, []).append(approval)
    return standing


def holds_for(approval: IndicatorApproval, begins: date) -> bool:
    """Does an approval hold for figures counted from a day: are the months compared the ones that were approved?"""
    return turning(approval.begins) == turning(begins)
