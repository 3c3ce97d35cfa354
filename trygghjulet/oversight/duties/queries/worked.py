"""What the documents and the steps of the wheel have recorded, as facts for the duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.queries import ending
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.queries.shown import Shown, one_day
from trygghjulet.steps.feedback.models import FeedbackItem, Publication
from trygghjulet.steps.followup.models import CheckIn
from trygghjulet.steps.measures.models import ActionPlan
from trygghjulet.steps.picture.models import SituationalPicture


def from_documents(scope: Scope, cooperation: Cooperation, documents: list[Agreement]) -> Iterator[Shown]:
    for agreement in documents:
        href = reverse("agreements:show", args=(cooperation.slug, agreement.pk))
        outcome = ending(scope, agreement=agreement)
        if outcome is not None and outcome.ends_on is not None:
            ended = Fact(
                f"upphor-{agreement.pk}", FactKind.ENDED, one_day(outcome.ends_on), what=agreement.instrument
            )
            yield Shown(ended, href)
        for kind, day in (
            (FactKind.DECISION, agreement.decided_on),
            (FactKind.DOCUMENT, agreement.signed_on),
        ):
            if day is not None:
                fact = Fact(
                    f"{kind.value}-{agreement.pk}",
                    kind,
                    one_day(day),
                    what="overenskommelsen",
                    source=agreement.title,
                )
                yield Shown(fact, href)


RHYTHMS = {
    "weekly": "weekly",
    "quarterly": "quarterly",
    "yearly": "yearly",
    "two_yearly": "every_second_year",
}


def from_steps(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Shown]:
    def shown(fact: Fact, step: str, round_id: int) -> Shown:
        return Shown(fact, reverse(f"{step}:show", args=(cooperation.slug, round_id)))

    own = {"round__cooperation": cooperation, "round__cooperation_id__in": scope.cooperation_ids}
    pictures = SituationalPicture.objects.filter(
        **own, state=SituationalPicture.State.ADOPTED, adopted_on__isnull=False
    ).select_related("round__area")
    for picture in pictures:
        if picture.adopted_on is not None:
            fact = Fact(
                f"lagesbild-{picture.pk}",
                FactKind.DOCUMENT,
                one_day(picture.adopted_on),
                what="lagesbild",
                area=names.area(picture.round.area),
                by=names.everybody,
                having={"rhythm": RHYTHMS.get(picture.round.rhythm, picture.round.rhythm)},
                source=str(picture),
            )
            yield shown(fact, "picture", picture.round_id)
    for plan in ActionPlan.objects.filter(**own, decided_on__isnull=False).select_related("round__area"):
        if plan.decided_on is not None:
            for kind in (FactKind.DOCUMENT, FactKind.DECISION):
                fact = Fact(
                    f"atgardsplan-{kind.value}-{plan.pk}",
                    kind,
                    one_day(plan.decided_on),
                    what="atgardsplan",
                    area=names.area(plan.round.area),
                    by=(*names.everybody, slugify(plan.decided_by)),
                    source=str(plan),
                )
                yield shown(fact, "measures", plan.round_id)
    checkins = CheckIn.objects.filter(
        measure__plan__round__cooperation=cooperation,
        measure__plan__round__cooperation_id__in=scope.cooperation_ids,
    ).select_related("measure__plan__round__area")
    for checkin in checkins:
        fact = Fact(
            f"avstamning-{checkin.pk}",
            FactKind.FOLLOWUP,
            one_day(checkin.at.date()),
            what="atgard",
            area=names.area(checkin.measure.plan.round.area),
            source=str(checkin.measure),
        )
        yield shown(fact, "followup", checkin.measure.plan.round_id)
    for told, round_id in _told(own, names):
        yield shown(told, "feedback", round_id)


def _told(own: Mapping[str, Any], names: Names) -> Iterator[tuple[Fact, int]]:
    for item in FeedbackItem.objects.filter(**own, sent_on__isnull=False).select_related("round__area"):
        if item.sent_on is not None:
            fact = Fact(
                f"aterkoppling-{item.pk}",
                FactKind.ACTIVITY,
                one_day(item.sent_on),
                what="aterkoppling",
                area=names.area(item.round.area),
                to=(slugify(item.receiver),),
                source=str(item),
            )
            yield fact, item.round_id
    for published in Publication.objects.filter(**own).select_related("round__area"):
        fact = Fact(
            f"publicering-{published.pk}",
            FactKind.ACTIVITY,
            one_day(published.published_at.date()),
            what="publicering",
            area=names.area(published.round.area),
            to=("allmanheten",),
            source=published.title,
        )
        yield fact, published.round_id
