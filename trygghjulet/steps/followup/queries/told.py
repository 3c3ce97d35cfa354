"""What each indicator of a round tells, to whom: live, kept, or in words why it can't be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.followup.models import CheckIn, IndicatorApproval, KeptSeries
from trygghjulet.steps.followup.queries.approvals import (
    NOBODY,
    approvals_of,
    holds_for,
    keepers_of,
    kept_from,
)
from trygghjulet.steps.followup.queries.checkins import latest_checkins
from trygghjulet.steps.followup.queries.judged import verdicts
from trygghjulet.steps.followup.queries.series import series_of
from trygghjulet.steps.followup.rules.figures import Series, from_json, joined
from trygghjulet.steps.followup.rules.judging import Verdict, judged_alone, marked
from trygghjulet.steps.followup.rules.windows import moved, turning
from trygghjulet.steps.measures.models import Indicator, Measure
from trygghjulet.steps.measures.queries import measures
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.queries import joint_datasets, kept_by, limits_in, smallest_for
from trygghjulet.steps.scanning.queries.retention import gone_datasets, told_gone


@dataclass(frozen=True)
class Now:
    """An indicator's figures as they stand: kept when the follow-up was finished, or live with what was kept.

    Attributes:
        kept: what was kept, where the figures rest on that.
        is_finished: are they the figures of a finished follow-up?
        gone: what is missing of the rows and since when, in sentences.
    """

    measure: Measure
    indicator: Indicator
    series: Series
    kept: KeptSeries | None = None
    gone: tuple[str, ...] = ()
    is_finished: bool = False


@dataclass(frozen=True)
class Told:
    """An indicator as somebody may see it.

    Attributes:
        shown: the figures with every number marked that is not to be shown.
        waits_for: the parties whose word is needed before they are shown to this person.
        asked: the parties whose word is needed for others, and who have not given it.
        approvals: those that stand.
        smallest: the smallest number that the person may see; 0 when they may see all.
        owners: who keeps the rows.
    """

    now: Now
    shown: Series
    waits_for: tuple[Party, ...] = ()
    asked: tuple[Party, ...] = ()
    approvals: tuple[IndicatorApproval, ...] = ()
    smallest: int = 0
    owners: tuple[str, ...] = ()

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        return self.now.indicator

    @property
    def series(self) -> Series:
        """The figures as they are, for whoever works with them; `shown` is what may be shown."""
        return self.now.series


@dataclass(frozen=True)
class Followed:
    """A measure with its newest check-in and what its indicators tell."""

    measure: Measure
    checkin: CheckIn | None
    told: tuple[Told, ...] = field(default=())


def followed(scope: Scope, *, round: Round, public: bool = False) -> list[Followed]:
    """Every measure of the round's plan as it stands now, as the person may see it or as anyone may."""
    listed = list(measures(scope, round=round))
    latest = latest_checkins(scope, round=round)
    finished = {pk for pk, checkin in latest.items() if checkin.finished}
    now = figures_now(round.cooperation, listed, finished=finished)
    told = _told(scope, round.cooperation, now, public=public)
    return [
        Followed(measure, latest.get(measure.pk), tuple(told[one.pk] for one in measure.indicators.all()))
        for measure in listed
    ]


def figures_now(
    cooperation: Cooperation, listed: Sequence[Measure], *, finished: Iterable[int] = ()
) -> dict[int, Now]:
    """The figures of every indicator of some measures, by the indicator's number.

    Args:
        finished: the numbers of the measures whose follow-up is finished: theirs are as they were kept.
    """
    wanted = [(measure, indicator) for measure in listed for indicator in measure.indicators.all()]
    kept = _kept([indicator for _, indicator in wanted])
    done: dict[int, Now] = {}
    for measure, indicator in wanted:
        mine = [one for one in kept.get(indicator.pk, ()) if one.why == KeptSeries.Why.FINISHED]
        if measure.pk in set(finished) and mine:
            done[indicator.pk] = Now(
                measure, indicator, from_json(mine[0].figures), mine[0], is_finished=True
            )
    still = [m for m in listed if any(i.pk not in done for i in m.indicators.all())]
    live = series_of(cooperation, still)
    gone = {theme: gone_datasets(cooperation, theme=theme) for theme in {i.theme for _, i in wanted}}
    for measure, indicator in wanted:
        if indicator.pk not in done:
            done[indicator.pk] = _open(
                measure, indicator, live[indicator.pk], kept.get(indicator.pk, ()), gone[indicator.theme]
            )
    return done


def _open(
    measure: Measure,
    indicator: Indicator,
    live: Series,
    kept: Sequence[KeptSeries],
    gone: Sequence[Dataset],
) -> Now:
    missing = {one.sha256 for one in gone} - set(live.hashes)
    base = next((one for one in kept if missing.intersection(one.dataset_hashes)), None)
    behind = set(base.dataset_hashes) if base else set()
    lost = [one for one in gone if one.sha256 in behind or _was_compared(one, measure.first_day)]
    return Now(
        measure,
        indicator,
        joined(from_json(base.figures), live) if base else live,
        base,
        told_gone(one for one in lost if one.sha256 in missing),
    )


def _was_compared(dataset: Dataset, begins: date) -> bool:
    """Would the rows have been among those of the year before or the year after?"""
    end, start = turning(begins)
    first, last = dataset.first_day or begins, dataset.last_day or begins
    return first < moved(start, 12) and last >= moved(end, -12)


def _kept(indicators: Iterable[Indicator]) -> dict[int, list[KeptSeries]]:
    """What has been kept of each indicator, newest first."""
    found: dict[int, list[KeptSeries]] = {}
    for one in KeptSeries.objects.filter(indicator__in=[indicator.pk for indicator in indicators]):
        found.setdefault(one.indicator_id, []).append(one)
    return found


def _told(scope: Scope, cooperation: Cooperation, now: dict[int, Now], *, public: bool) -> dict[int, Told]:
    asks = NOBODY if public else scope
    approvals = approvals_of(one.indicator for one in now.values())
    known: dict[tuple[str, int], dict[tuple[int, date], Verdict]] = {}
    told: dict[int, Told] = {}
    for pk, one in now.items():
        series = one.series
        keepers = keepers_of(cooperation, series.hashes)
        standing = tuple(a for a in approvals.get(pk, ()) if holds_for(a, series.begins))
        given = {approval.party_id for approval in standing}
        mine = kept_from(scope, cooperation=cooperation, keepers=keepers, public=public)
        smallest = smallest_for(asks, cooperation=cooperation, hashes=series.hashes)
        if public and series.counted:
            smallest = max(smallest, cooperation.smallest_count)
        waits = tuple(party for key, party in mine.items() if key not in given)
        shown = series
        if smallest > 1 and not waits:
            theme = one.indicator.theme
            if one.kept is None and standing and (theme, smallest) not in known:
                known[theme, smallest] = verdicts(cooperation, theme=theme, limit=smallest)
            shown = marked(series, _verdict(one, standing, known.get((theme, smallest), {}), smallest))
        told[pk] = Told(
            now=one,
            shown=shown,
            waits_for=waits,
            asked=tuple(party for key, party in keepers.items() if key not in given),
            approvals=standing,
            smallest=smallest,
            owners=kept_by(asks, cooperation=cooperation, hashes=series.hashes) if smallest else (),
        )
    return told


def _verdict(
    one: Now, standing: Sequence[IndicatorApproval], known: dict[tuple[int, date], Verdict], limit: int
) -> Verdict:
    if one.kept is None:
        for approval in standing:
            if (found := known.get((one.indicator.pk, approval.begins))) is not None:
                return found
        return judged_alone(one.series, limit)
    alone = judged_alone(one.series, limit)
    plain = one.kept.withheld.get(str(limit))
    if plain is None:
        return alone
    before = frozenset((str(name), int(length)) for name, length in plain["hidden"])
    return Verdict(alone.months and bool(plain["months"]), alone.hidden | before)


def withheld_now(cooperation: Cooperation, one: Now) -> dict[str, dict[str, object]]:
    """What is not shown of an indicator's figures below each limit, as it stands when they are kept."""
    approvals = approvals_of([one.indicator]).get(one.indicator.pk, [])
    standing = [approval for approval in approvals if holds_for(approval, one.series.begins)]
    if not standing:
        return {}
    found: dict[str, dict[str, object]] = {}
    for limit in limits_in(cooperation):
        if limit > 1:
            known = verdicts(cooperation, theme=one.indicator.theme, limit=limit) if one.kept is None else {}
            verdict = _verdict(one, standing, known, limit)
            found[str(limit)] = {
                "months": verdict.months,
                "hidden": [[name, length] for name, length in sorted(verdict.hidden)],
            }
    return found


def awaiting(cooperation: Cooperation) -> list[tuple[Indicator, Party]]:
    """The indicators of a cooperation that some party has not yet said may be shown to others, with the party."""
    listed = Indicator.objects.filter(measure__plan__round__cooperation=cooperation).select_related(
        "area", "measure__plan__round"
    )
    indicators = list(listed)
    approvals = approvals_of(indicators)
    keepers = {theme: _keepers_now(cooperation, theme) for theme in {one.theme for one in indicators}}
    return [
        (one, party)
        for one in indicators
        for pk, party in keepers[one.theme].items()
        if not any(
            approval.party_id == pk and holds_for(approval, one.measure.first_day)
            for approval in approvals.get(one.pk, ())
        )
    ]


def _keepers_now(cooperation: Cooperation, theme: str) -> dict[int, Party]:
    datasets = joint_datasets(cooperation, theme=theme, kind=Kind.INCIDENTS)
    return keepers_of(cooperation, [dataset.sha256 for dataset in datasets])
