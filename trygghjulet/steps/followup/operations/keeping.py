"""Keeping indicators' figures as they are: when a follow-up is finished, and before rows behind them go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.followup.models import KeptSeries
from trygghjulet.steps.followup.queries import Now, figures_now, finished_measures
from trygghjulet.steps.followup.queries.told import withheld_now
from trygghjulet.steps.followup.rules.figures import sha256, to_json
from trygghjulet.steps.measures.models import Indicator, Measure
from trygghjulet.steps.scanning.models import Dataset


@dataclass(frozen=True)
class Ready:
    """Figures that are counted and judged, ready to be kept."""

    now: Now
    withheld: dict[str, dict[str, object]]


def ready(cooperation: Cooperation, one: Now) -> Ready:
    """Judge what may be shown of an indicator's figures, while the rows are there."""
    return Ready(one, withheld_now(cooperation, one))


def keep(*, at: datetime, why: KeptSeries.Why, one: Ready) -> KeptSeries:
    """Keep an indicator's figures, inside the operation that is the reason for it."""
    plain = to_json(one.now.series)
    kept = KeptSeries(
        indicator=one.now.indicator,
        why=why,
        figures=plain,
        figures_sha256=sha256(plain),
        dataset_hashes=sorted(one.now.series.hashes),
        withheld=one.withheld,
        kept_at=at,
    )
    kept.save()
    return kept


def before_rows_go(at: datetime, datasets: frozenset[int]) -> Callable[[], int]:
    """Count every open indicator that rests on rows that are about to go; what comes back keeps the figures.

    A follow-up that is finished has kept its own already.
    """
    going = list(Dataset.objects.filter(pk__in=datasets).select_related("source__cooperation__area"))
    kept: list[Ready] = []
    for cooperation in {one.source.cooperation for one in going}:
        mine = [one for one in going if one.source.cooperation_id == cooperation.pk]
        hashes = {one.sha256 for one in mine}
        counted = Indicator.objects.filter(theme__in={one.source.theme for one in mine}).select_related(
            "area"
        )
        finished = finished_measures(Round.objects.filter(cooperation=cooperation))
        listed = list(
            Measure.objects.filter(plan__round__cooperation=cooperation, indicators__in=counted)
            .distinct()
            .prefetch_related(Prefetch("indicators", counted))
        )
        for one in figures_now(cooperation, listed, finished=finished).values():
            if not one.is_finished and hashes.intersection(one.series.hashes):
                kept.append(ready(cooperation, one))

    def write() -> int:
        return len([keep(at=at, why=KeptSeries.Why.ROWS_GO, one=one) for one in kept])

    return write
