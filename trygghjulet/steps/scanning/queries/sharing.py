"""Below which count something is withheld from somebody, by whose rows it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Delivery, Sharing
from trygghjulet.steps.scanning.queries.files import ANSWERED
from trygghjulet.steps.scanning.queries.material import deliveries
from trygghjulet.steps.scanning.rules.sharing import sees_rows

#: Material whose rows tell of single happenings or people; ready-made figures, news and boundaries do not.
_SINGLE = (Kind.INCIDENTS, Kind.ANSWERS)


def smallest_for(scope: Scope, *, cooperation: Cooperation, hashes: Iterable[str]) -> int:
    """The smallest count that somebody may see of what rests on some datasets; 0 when they may see every row.

    Datasets that are withdrawn or whose rows have gone count by their source too, since a frozen picture still
    rests on them.

    Args:
        hashes: the datasets' content hashes.
    """
    return max((smallest for smallest, _ in _kept_from(scope, cooperation, hashes)), default=0)


def kept_by(scope: Scope, *, cooperation: Cooperation, hashes: Iterable[str]) -> tuple[str, ...]:
    """Who keeps the rows behind some datasets from somebody."""
    return tuple(sorted({owner for _, owner in _kept_from(scope, cooperation, hashes)}))


def with_few(scope: Scope, *, datasets: Iterable[Dataset]) -> list[Dataset]:
    """Those of some datasets whose number of rows somebody may not know, as they have few or few lie outside."""
    return [
        one
        for one in datasets
        if any(0 < number < one.source.smallest_count for number in (one.rows, one.outside))
        and one.kind in _SINGLE
        and not sees_rows(
            scope,
            cooperation_id=one.source.cooperation_id,
            owner_id=one.source.party_id,
            sharing=one.source.sharing,
        )
    ]


def unanswered(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Delivery]:
    """The deliveries that wait for an answer, from sources whose rows the person may see.

    Others may not know of them either: a file's name is as its owner wrote it, and its counts may be small.
    """
    mine = [m.party_id for m in scope.memberships if m.cooperation_id == cooperation.pk]
    return (
        deliveries(scope, cooperation=cooperation)
        .filter(models.Q(source__party_id__in=mine) | models.Q(source__sharing=Sharing.ROWS))
        .exclude(state__in=ANSWERED)
    )


def limits_in(cooperation: Cooperation) -> tuple[int, ...]:
    """Every smallest count that something of the cooperation is withheld below, the lowest first."""
    sources = Dataset.objects.filter(source__cooperation=cooperation, kind__in=_SINGLE)
    own = set(sources.order_by().values_list("source__smallest_count", flat=True).distinct())
    return tuple(sorted(own | {cooperation.smallest_count}))


def _kept_from(scope: Scope, cooperation: Cooperation, hashes: Iterable[str]) -> Iterable[tuple[int, str]]:
    found = (
        Dataset.objects.filter(source__cooperation=cooperation, kind__in=_SINGLE, sha256__in=set(hashes))
        .order_by()
        .values_list("source__smallest_count", "source__party_id", "source__party__name", "source__sharing")
        .distinct()
    )
    for smallest, owner_id, owner, sharing in found:
        if not sees_rows(scope, cooperation_id=cooperation.pk, owner_id=owner_id, sharing=sharing):
            yield smallest, owner
