"""What the rooms below show of the act's paragraphs, worked out anew at every reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trygghjulet.cooperation.agreements.queries import in_force
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.oversight.law.rules import PARAGRAPHS, Paragraph, two_years_after
from trygghjulet.steps.followup.models import CheckIn
from trygghjulet.steps.measures.models import ActionPlan
from trygghjulet.steps.picture.models import SituationalPicture


@dataclass(frozen=True)
class Standing:
    """How a paragraph stands: met or not, why, and by when it must be done again."""

    paragraph: Paragraph
    met: bool
    reason: str
    due: date | None = None


def standings(scope: Scope, *, cooperation: Cooperation, on: date) -> list[Standing]:
    """The paragraphs as they stand that day, from what has been recorded by then."""
    adopted = (
        SituationalPicture.objects.filter(
            round__cooperation=cooperation,
            round__cooperation_id__in=scope.cooperation_ids,
            round__area=cooperation.area,
            state=SituationalPicture.State.ADOPTED,
            adopted_on__lte=on,
        )
        .order_by("-adopted_on")
        .first()
    )
    plan = (
        ActionPlan.objects.filter(
            round__cooperation=cooperation,
            round__cooperation_id__in=scope.cooperation_ids,
            round__area=cooperation.area,
            decided_on__lte=on,
        )
        .order_by("-decided_on")
        .first()
    )
    checkin = CheckIn.objects.filter(
        measure__plan__round__cooperation=cooperation,
        measure__plan__round__cooperation_id__in=scope.cooperation_ids,
        measure__plan__round__area=cooperation.area,
        at__date__lte=on,
    ).first()
    agreement = in_force(scope, cooperation=cooperation, on=on).first()
    adopted_on = adopted.adopted_on if adopted else None
    judged = {
        "4 §": _picture(adopted_on),
        "5 §": _plan(plan, adopted),
        "6 §": _renewed(adopted_on, checkin.at.date() if checkin else None, on),
        "9 §": (
            (True, f"{agreement.title} gäller.", agreement.valid_until)
            if agreement
            else (False, "Ingen överenskommelse gäller i dag.", None)
        ),
    }
    return [Standing(paragraph, *judged[paragraph.number]) for paragraph in PARAGRAPHS]


def _picture(adopted_on: date | None) -> tuple[bool, str, date | None]:
    if adopted_on is None:
        return False, "Ingen lägesbild för hela området är antagen.", None
    return True, f"Lägesbilden antogs {numbers.day(adopted_on)}.", None


def _plan(plan: ActionPlan | None, adopted: SituationalPicture | None) -> tuple[bool, str, date | None]:
    if plan is None or plan.decided_on is None:
        return False, "Ingen åtgärdsplan för hela området är beslutad.", None
    decided = f"Planen beslutades {numbers.day(plan.decided_on)} av {plan.decided_by}"
    if adopted is None or adopted.round_id != plan.round_id:
        return False, f"{decided}, men varvets lägesbild är inte antagen.", None
    return True, f"{decided}, med lägesbilden som underlag.", None


def _renewed(adopted_on: date | None, followed_on: date | None, on: date) -> tuple[bool, str, date | None]:
    if adopted_on is None:
        return False, "Det finns ingen antagen lägesbild att uppdatera.", None
    due = two_years_after(adopted_on)
    if due < on:
        return False, f"Lägesbilden är från {numbers.day(adopted_on)}, mer än två år gammal.", due
    if followed_on is None:
        return False, "Åtgärdsplanen är inte följd upp.", due
    due = min(due, two_years_after(followed_on))
    if due < on:
        return False, f"Åtgärdsplanen följdes senast upp {numbers.day(followed_on)}.", due
    return (
        True,
        f"Lägesbilden är från {numbers.day(adopted_on)} och planen följdes upp {numbers.day(followed_on)}.",
        due,
    )
