"""The chosen council as facts in the language of duties: what the act's own page judges 10 § by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.text import slugify

from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.strategic_council.queries.trials import Trial
from trygghjulet.oversight.strategic_council.rules.bodies import Leads, Side
from trygghjulet.oversight.strategic_council.rules.criteria import Criterion, Verdict

#: The verdicts that show a criterion: the one with a reservation too, since the reservation is told beside.
_SHOWN: Final = (Verdict.YES, Verdict.RESERVED)
#: What the act's own blueprint calls the council, and the municipality.
_COUNCIL, _TOWN = "strategiska-radet", "kommunen"


def facts_of_council(council: Trial) -> Iterator[Fact]:
    """That the council is there since it was chosen, who leads it, who sits there and in which positions."""
    alternative = council.alternative
    if alternative is None:
        return
    key, since, said = f"radet-{alternative.pk}", alternative.chosen_on, council.title

    def arranged(name: str, kind: FactKind, what: str) -> Fact:
        return Fact(f"{key}-{name}", kind, what=what, first=since, source=said)

    def seated(name: str, what: str, party: str | None) -> Fact:
        return Fact(
            f"{key}-{name}",
            FactKind.APPOINTMENT,
            what=what,
            forum=_COUNCIL,
            party=party,
            first=since,
            source=said,
        )

    yield arranged("finns", FactKind.ARRANGEMENT, "strategiskt-rad")
    yield arranged("verkar", FactKind.ACTIVITY, "strategiskt-rad")
    name = _led_by(council)
    if name:
        yield Fact(
            f"{key}-ledning",
            FactKind.APPOINTMENT,
            forum=_COUNCIL,
            party=slugify(name),
            having={"chair": True, "name": name},
            first=since,
            source=f"{said}, lett av {name}",
        )
    if council.result.of(Criterion.ACTORS).verdict in _SHOWN:
        yield seated("kommunen", _TOWN, _TOWN)
        yield seated("aktorer", "relevanta-aktorer", None)
    if council.result.of(Criterion.POSITIONS).verdict in _SHOWN:
        yield arranged("befattningar", FactKind.ACTIVITY, "ledande-befattningar")


def _led_by(council: Trial) -> str:
    """Who leads: the municipality where it does so or takes turns, else whoever does; empty where that is not known."""
    judged = council.result.of(Criterion.LED)
    leaders = [one for body in council.bodies for one in body.leaders if one.how is Leads.LEADS]
    own = any(one.side is Side.MUNICIPALITY for one in leaders)
    if judged.answer is not None:
        own = judged.verdict in _SHOWN
    if own:
        return _TOWN
    return leaders[0].name if leaders else ""
