"""Every operation of the system with what it needs to succeed in the cast's cooperation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import FunctionType
from typing import Any, Final

from tests.cast import AT, FIRST_DAY, LAST_DAY, NEIGHBOUR, Cast, areas, content, incidents
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography import operations as geography
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.feedback import operations as feedback
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.queries import content_sha256
from trygghjulet.steps.priorities import operations as priorities
from trygghjulet.steps.scanning import operations as scanning

#: When the acts are done; later than everything that the cast did.
LATER: Final = AT + timedelta(days=30)


@dataclass(frozen=True)
class Act:
    """An operation with what it is given.

    Attributes:
        run: the operation.
        given: its arguments beside `by` and `at`.
        by: who does it; "operator" runs the installation.
        texts: the arguments that hold free text, checked for personal data; a dot goes into a dataclass.
        local: the right can be held for a part of the area only.
        elsewhere: arguments that point to something, with the neighbour's thing to put there instead.
    """

    run: Callable[..., Any]
    given: Callable[[Cast], Mapping[str, Any]]
    by: str = "saga"
    texts: tuple[str, ...] = ()
    local: bool = False
    elsewhere: Mapping[str, Callable[[Cast], Any]] = dataclasses.field(default_factory=dict)

    @property
    def name(self) -> str:
        """The operation as the table lists it: room and verb."""
        return f"{self.run.__module__.split('.')[-2]}.{self.run.__name__}"

    def do(self, cast: Cast, *, by: Scope | None = None, **instead: Any) -> Any:
        """Do it, by somebody else or with something else where that is given."""
        given = dict(self.given(cast))
        for name, value in instead.items():
            head, _, inner = name.partition("__")
            given[head] = dataclasses.replace(given[head], **{inner: value}) if inner else value
        return self.run(by=by or self.actor(cast), at=LATER, **given)

    def actor(self, cast: Cast) -> Scope:
        """Who does it when nobody else is named."""
        return Scope(None, "Den som driver", operator=True) if self.by == "operator" else cast.scope(self.by)


def _holding(cast: Cast, name: str) -> Holding:
    return Holding.objects.get(function=cast.home.function(name))


def _measure(cast: Cast) -> measures.Content:
    return content(cast.home, cause=cast.home.cause, title="Nattvandrare på torget")


_FUNCTIONS = {
    f"content__{name}": lambda cast: cast.neighbour.function("vera")
    for name in ("planned_by", "done_by", "followed_up_by")
}

ACTS: Final = {
    act.name: act
    for act in (
        Act(
            geography.plant,
            lambda cast: {
                "code": "ny",
                "name": "Nyby",
                "layers": (areas(dataclasses.replace(NEIGHBOUR, west=15.3)),),
            },
            by="operator",
        ),
        Act(
            parties.found,
            lambda cast: {
                "name": "Trygg i Nyby",
                "slug": "nyby",
                "area": cast.home.cooperation.area,
                "parties": (("Nyby kommun", "municipality"), ("Lokalpolisområde Nyby", "police")),
            },
            by="operator",
        ),
        Act(
            parties.add_function,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "party": cast.home.municipality,
                "title": "Fritidschef",
                "role": "reader",
                "area": None,
            },
            elsewhere={
                "party": lambda cast: cast.neighbour.municipality,
                "area": lambda cast: cast.neighbour.area("norr"),
            },
        ),
        Act(
            parties.appoint,
            lambda cast: {
                "function": cast.home.function("pia"),
                "email": "nils@exempel.example",
                "name": "Nils",
                "since": FIRST_DAY,
            },
        ),
        Act(
            parties.give_password,
            lambda cast: {"holding": _holding(cast, "pia"), "password": "ett-nytt-lösenord"},
        ),
        Act(
            parties.end_holding,
            lambda cast: {"holding": _holding(cast, "pia"), "last_day": date(2026, 3, 1)},
        ),
        Act(
            agreements.enter,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "title": "Ny överenskommelse",
                "purposes": "Trygghet.",
                "fields_of_work": "Hela kommunen.",
            },
            texts=("title", "purposes", "fields_of_work"),
        ),
        Act(
            forums.set_up,
            lambda cast: {"cooperation": cast.home.cooperation, "name": "Nätverket", "kind": "network"},
            elsewhere={"area": lambda cast: cast.neighbour.area("norr")},
        ),
        Act(
            rounds.start,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "area": cast.home.area("soder"),
                "rhythm": "quarterly",
                "first_day": FIRST_DAY,
                "last_day": LAST_DAY,
            },
            local=True,
            elsewhere={"area": lambda cast: cast.neighbour.area("norr")},
        ),
        Act(rounds.remove, lambda cast: {"round": cast.home.empty}, local=True),
        Act(
            rounds.leave_lesson,
            lambda cast: {"round": cast.home.city, "text": "Börja med dialogen."},
            texts=("text",),
            local=True,
        ),
        Act(
            scanning.add_source,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "party": cast.home.municipality,
                "name": "Felanmälningar",
                "reader": "incidents",
                "theme": "disorder",
                "sharing": "sums",
                "definition": "Felanmälningar efter plats.",
            },
            texts=("name", "definition"),
            elsewhere={"party": lambda cast: cast.neighbour.municipality},
        ),
        Act(
            scanning.deliver,
            lambda cast: {
                "source": cast.home.source,
                "file_name": "mer.csv",
                "chunks": (incidents(cast.home.place, skip=650),),
                "today": LATER.date(),
            },
            by="palle",
            elsewhere={"source": lambda cast: cast.neighbour.source},
        ),
        Act(
            scanning.accept,
            lambda cast: {"delivery": cast.home.waiting},
            by="palle",
            elsewhere={"delivery": lambda cast: cast.neighbour.waiting},
        ),
        Act(
            scanning.reject,
            lambda cast: {"delivery": cast.home.waiting},
            by="palle",
            elsewhere={"delivery": lambda cast: cast.neighbour.waiting},
        ),
        Act(
            scanning.undo,
            lambda cast: {"dataset": cast.home.dataset, "reason": "Fel uttag."},
            by="palle",
            texts=("reason",),
            elsewhere={"dataset": lambda cast: cast.neighbour.dataset},
        ),
        Act(picture.make, lambda cast: {"round": cast.home.city}, local=True),
        Act(picture.new_edition, lambda cast: {"round": cast.home.local}, local=True),
        Act(
            picture.write,
            lambda cast: {"picture": cast.home.picture, "part": "analysis", "seen": 0, "text": "Så här."},
            texts=("text",),
            local=True,
        ),
        Act(
            picture.note_finding,
            lambda cast: {"picture": cast.home.picture, "statement": "Mörkt vid stationen."},
            texts=("statement",),
            local=True,
        ),
        Act(
            picture.adopt,
            lambda cast: {
                "picture": cast.home.picture,
                "forum": cast.home.forum,
                "on": LATER.date(),
                "seen_sha256": content_sha256(cast.home.picture),
            },
            local=True,
            elsewhere={"forum": lambda cast: cast.neighbour.forum},
        ),
        Act(
            priorities.choose,
            lambda cast: {"round": cast.home.city, "title": "Stölder", "goal": "Färre."},
            texts=("title", "goal"),
            local=True,
            elsewhere={"agreed_problem": lambda cast: cast.neighbour.problem},
        ),
        Act(
            priorities.change,
            lambda cast: {
                "priority": cast.home.priority,
                "seen": 0,
                "title": "Våld",
                "goal": "Mindre.",
                "agreed_problem": None,
            },
            texts=("title", "goal"),
            local=True,
            elsewhere={"agreed_problem": lambda cast: cast.neighbour.problem},
        ),
        Act(
            priorities.add_ground,
            lambda cast: {"priority": cast.home.priority, "reason": "Det ökar."},
            texts=("reason",),
            local=True,
            elsewhere={"finding": lambda cast: cast.neighbour.finding},
        ),
        Act(priorities.remove_ground, lambda cast: {"ground": cast.home.ground}, local=True),
        Act(
            causes.describe,
            lambda cast: {
                "priority": cast.home.priority,
                "seen": 1,
                **dict.fromkeys(("what", "where", "when", "who", "how"), "Nytt."),
            },
            texts=("what", "where", "when", "who", "how"),
            local=True,
        ),
        Act(
            causes.state_cause,
            lambda cast: {
                "profile": cast.home.profile,
                "perspective": "target",
                "statement": "Många är ute.",
            },
            texts=("statement",),
            local=True,
        ),
        Act(
            causes.add_evidence,
            lambda cast: {"cause": cast.home.cause, "speaks_for": False, "text": "Lampor finns."},
            texts=("text", "source"),
            local=True,
            elsewhere={"finding": lambda cast: cast.neighbour.finding},
        ),
        Act(
            causes.conclude,
            lambda cast: {"cause": cast.home.cause, "seen": 1, "act_on": False, "conclusion": "Nej."},
            texts=("conclusion",),
            local=True,
        ),
        Act(
            measures.plan_measure,
            lambda cast: {"round": cast.home.city, "content": _measure(cast)},
            texts=("content__title", "content__goals", "content__follow_up"),
            local=True,
            elsewhere={**_FUNCTIONS, "content__cause": lambda cast: cast.neighbour.cause},
        ),
        Act(
            measures.change_measure,
            lambda cast: {"measure": cast.home.measure, "seen": 0, "content": _measure(cast)},
            texts=("content__title", "content__goals", "content__follow_up"),
            local=True,
            elsewhere={**_FUNCTIONS, "content__cause": lambda cast: cast.neighbour.cause},
        ),
        Act(
            measures.add_indicator,
            lambda cast: {
                "measure": cast.home.measure,
                "title": "Stölder",
                "area": cast.home.city.area,
                "categories": ("Stöld",),
            },
            texts=("title",),
            local=True,
            elsewhere={"area": lambda cast: cast.neighbour.area("norr")},
        ),
        Act(
            measures.decide_plan,
            lambda cast: {
                "plan": cast.home.plan,
                "decided_by": "Kommunstyrelsen, § 12",
                "decided_on": LATER.date(),
            },
            texts=("decided_by",),
            local=True,
        ),
        Act(
            followup.check_in,
            lambda cast: {"measure": cast.home.measure, "light": "red", "words": "Inte gjort."},
            texts=("words",),
            local=True,
        ),
        Act(
            feedback.plan_feedback,
            lambda cast: {
                "round": cast.home.city,
                "receiver": "Skolorna",
                "message": "Tack.",
                "channel": "Möte",
                "due": date(2026, 4, 1),
                "responsible": cast.home.function("saga"),
            },
            texts=("receiver", "message", "channel"),
            local=True,
            elsewhere={
                "responsible": lambda cast: cast.neighbour.function("vera"),
                "measure": lambda cast: cast.neighbour.measure,
            },
        ),
        Act(feedback.mark_sent, lambda cast: {"item": cast.home.item, "on": LATER.date()}, local=True),
        Act(
            feedback.publish,
            lambda cast: {"round": cast.home.past, "title": "Rapport", "body": "<p>Ny.</p>"},
            local=True,
        ),
        Act(feedback.withdraw, lambda cast: {"publication": cast.home.publication}, local=True),
    )
}


def is_write(thing: object) -> bool:
    """Is this one of the functions that the table must list: public, and done by somebody?"""
    return (
        isinstance(thing, FunctionType)
        and not thing.__name__.startswith("_")
        and thing.__name__ != "record"
        and "by" in (thing.__kwdefaults__ or {}) | dict.fromkeys(thing.__annotations__)
    )
