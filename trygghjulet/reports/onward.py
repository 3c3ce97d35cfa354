"""What rests on a finding, a cause or a dataset, as links that the pages of those steps show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.steps.causes.queries import causes
from trygghjulet.steps.measures.queries import cause_keys, measures
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.priorities.queries import priorities
from trygghjulet.steps.scanning.models import Dataset


def from_findings(scope: Scope, round: Round) -> Mapping[int, Sequence[Link]]:
    """The priorities whose grounds, and the causes whose evidence, rest on each finding."""
    resting = [
        (
            ground.finding_id,
            _link("priorities", round, "prioritering", p.pk, f"Prioritering {p.order}: {p.title}"),
        )
        for p in priorities(scope, round=round)
        for ground in p.grounds.all()
    ] + [
        (
            evidence.finding_id,
            _link(
                "causes", round, "orsak", c.pk, f"Orsak {c.profile.priority.order}.{c.number}: {c.statement}"
            ),
        )
        for c in causes(scope, round=round)
        for evidence in c.evidence.all()
    ]
    return _by_key(resting)


def from_causes(scope: Scope, round: Round) -> Mapping[int, Sequence[Link]]:
    """The measures that address each cause."""
    return _by_key(
        (key, _link("measures", round, "atgard", m.pk, f"Åtgärd: {m.title}"))
        for m in measures(scope, round=round)
        for key in cause_keys(m)
    )


def from_datasets(scope: Scope, dataset: Dataset) -> Mapping[int, Sequence[Link]]:
    """The draft pictures that count a dataset, and so change when it is undone; adopted ones keep their figures."""
    drafts = SituationalPicture.objects.filter(
        round__cooperation=dataset.source.cooperation_id,
        round__cooperation_id__in=scope.cooperation_ids,
        state=SituationalPicture.State.DRAFT,
    ).select_related("round__cooperation", "round__area")
    return _by_key(
        (
            dataset.pk,
            Link(
                str(picture), reverse("picture:show", args=(picture.round.cooperation.slug, picture.round_id))
            ),
        )
        for picture in drafts
        if dataset.sha256 in picture.dataset_hashes
    )


def _link(step: str, round: Round, anchor: str, key: int, words: str) -> Link:
    page = reverse(f"{step}:show", args=(round.cooperation.slug, round.pk))
    return Link(words, f"{page}#{anchor}-{key}")


def _by_key(pairs: Iterable[tuple[int | None, Link]]) -> Mapping[int, Sequence[Link]]:
    found: defaultdict[int, list[Link]] = defaultdict(list)
    for key, link in pairs:
        if key is not None and link not in found[key]:
            found[key].append(link)
    return found
