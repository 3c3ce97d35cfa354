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
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.forms import operations as forms
from trygghjulet.cooperation.forms.rules.counts import Counts
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.governance import operations as governance
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography import operations as geography
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.obligations.reading import read_blueprint
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.annual_wheel import operations as annual_wheel
from trygghjulet.oversight.duties import operations as duties
from trygghjulet.oversight.law import operations as law
from trygghjulet.oversight.planning import operations as planning
from trygghjulet.oversight.planning.queries import planned
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

#: An arrangement of one document and one duty.
SMALL_BLUEPRINT: Final = read_blueprint(
    [
        (
            "liten.toml",
            b"""
            [blueprint]
            name = "liten"
            title = "Trygg i Lilleby"
            place = "Lilleby"
            [[instruments]]
            id = "overenskommelsen"
            head = true
            kind = "agreement"
            title = "Trygg i Lilleby"
            parties = ["staden"]
            [[parties]]
            id = "staden"
            name = "Lilleby kommun"
            kind = "municipality"
            [[forums]]
            id = "radet"
            name = "Radet"
            kind = "strategic"
            [[duties]]
            id = "radet-moten"
            title = "Radet moter"
            instrument = "overenskommelsen"
            clause = "Radet ska mota fyra ganger om aret."
            who = ["radet"]
            kind = "meeting"
            evidence = { kind = "meeting", forum = "radet" }
            when = { per = "year", at_least = 4 }
            """,
        )
    ]
)


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
        return f"{self.run.__module__.split('.')[2]}.{self.run.__name__}"

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

_FORM_TEXTS = tuple(
    f"content__{name}"
    for name in (
        "name",
        "long_name",
        "purpose",
        "goal",
        "target_group",
        "way_of_working",
        "steering",
        "roles",
        "follow_up",
        "annex",
        "source",
    )
)
_FORM_ELSEWHERE = {
    "content__parties": lambda cast: (cast.neighbour.municipality,),
    "content__agreement": lambda cast: cast.neighbour.problem.agreement,
}
_DOCUMENT_TEXTS = tuple(
    f"content__{name}"
    for name in ("title", "decided_by", "applies_to", "registry_number", "paragraph", "owner")
)
_DOCUMENT_ELSEWHERE = {
    "content__party": lambda cast: cast.neighbour.municipality,
    "content__replaces": lambda cast: cast.neighbour.document,
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
            texts=("title", "purposes", "fields_of_work", "goal"),
            elsewhere={
                "area": lambda cast: cast.neighbour.area("norr"),
                "parent": lambda cast: cast.neighbour.agreement,
            },
        ),
        Act(
            agreements.change,
            lambda cast: {
                "agreement": cast.home.agreement,
                "seen": cast.home.agreement.revision,
                "title": "Ändrad överenskommelse",
            },
            texts=("title", "purposes", "fields_of_work", "goal"),
            elsewhere={
                "agreement": lambda cast: cast.neighbour.agreement,
                "area": lambda cast: cast.neighbour.area("norr"),
                "parent": lambda cast: cast.neighbour.agreement,
            },
        ),
        Act(
            agreements.set_termination,
            lambda cast: {
                "agreement": cast.home.agreement,
                "seen": cast.home.agreement.revision,
                "who": "either_party",
            },
            texts=("forum_name",),
            elsewhere={"forum": lambda cast: cast.neighbour.forum},
        ),
        Act(
            agreements.take_step,
            lambda cast: {"agreement": cast.home.agreement, "kind": "decided", "body": "Kommunstyrelsen"},
            texts=("body", "paragraph", "registry_number", "note"),
            elsewhere={"agreement": lambda cast: cast.neighbour.agreement},
        ),
        Act(
            agreements.terminate,
            lambda cast: {
                "agreement": cast.home.agreement,
                "notified_on": date(2026, 1, 20),
                "party": cast.home.municipality,
            },
            texts=("note",),
            elsewhere={"party": lambda cast: cast.neighbour.municipality},
        ),
        Act(
            agreements.take_back_step,
            lambda cast: {"step": cast.home.local_agreement.steps.latest("pk"), "reason": "Fel dag."},
            texts=("reason",),
            elsewhere={"step": lambda cast: cast.neighbour.local_agreement.steps.latest("pk")},
        ),
        Act(
            agreements.write_part,
            lambda cast: {"agreement": cast.home.agreement, "key": "goal", "title": "Mål", "text": "Färre."},
            texts=("title", "text"),
            elsewhere={"part": lambda cast: cast.neighbour.part},
        ),
        Act(
            agreements.remove_part,
            lambda cast: {"part": cast.home.part},
            elsewhere={"part": lambda cast: cast.neighbour.part},
        ),
        Act(
            agreements.write_problem,
            lambda cast: {"agreement": cast.home.agreement, "title": "Stölder"},
            texts=("title", "text", "goal"),
            elsewhere={"problem": lambda cast: cast.neighbour.problem},
        ),
        Act(
            agreements.treat,
            lambda cast: {
                "agreement": cast.home.local_agreement,
                "problem": cast.home.problem,
                "reason": "Finns inte här.",
            },
            texts=("reason",),
            elsewhere={
                "problem": lambda cast: cast.neighbour.problem,
                "treated_by": lambda cast: cast.neighbour.problem,
            },
        ),
        Act(
            agreements.write_party,
            lambda cast: {"agreement": cast.home.agreement, "name": "Bostadsbolaget"},
            texts=("name", "signer_title", "signer_name", "place"),
            elsewhere={
                "party": lambda cast: cast.neighbour.municipality,
                "row": lambda cast: cast.neighbour.signatory,
            },
        ),
        Act(
            agreements.remove_party,
            lambda cast: {"row": cast.home.signatory},
            elsewhere={"row": lambda cast: cast.neighbour.signatory},
        ),
        Act(
            agreements.follow,
            lambda cast: {"agreement": cast.home.agreement, "predecessor": cast.home.local_agreement},
            elsewhere={"predecessor": lambda cast: cast.neighbour.agreement},
        ),
        Act(
            agreements.add_template,
            lambda cast: {"agreement": cast.home.agreement, "kind": "local_plan", "title": "Lokal plan"},
            texts=("title",),
        ),
        Act(
            agreements.add_template_part,
            lambda cast: {"template": cast.home.template, "key": "goal", "title": "Mål"},
            texts=("title", "text"),
            elsewhere={"template": lambda cast: cast.neighbour.template},
        ),
        Act(
            agreements.start_local,
            lambda cast: {
                "template": cast.home.template,
                "area": cast.home.area("soder"),
                "title": "Lokal överenskommelse Söder",
            },
            texts=("title",),
            elsewhere={
                "template": lambda cast: cast.neighbour.template,
                "area": lambda cast: cast.neighbour.area("norr"),
            },
        ),
        Act(
            agreements.add_annex,
            lambda cast: {"agreement": cast.home.agreement, "number": "2", "title": "Instruktion"},
            texts=("number", "title", "decider_name"),
            elsewhere={"decider": lambda cast: cast.neighbour.forum},
        ),
        Act(
            agreements.add_annex_version,
            lambda cast: {"annex": cast.home.annex, "text": "Ny text."},
            texts=("text", "decided_by"),
            elsewhere={
                "annex": lambda cast: cast.neighbour.annex,
                "decided_forum": lambda cast: cast.neighbour.forum,
            },
        ),
        Act(
            agreements.write_commitment,
            lambda cast: {
                "agreement": cast.home.agreement,
                "terms": agreements.Terms("Medlemskap", amount=150_000),
            },
            texts=("terms__what", "terms__borne_by", "terms__in_plan_reference"),
            elsewhere={
                "terms__party": lambda cast: cast.neighbour.municipality,
                "commitment": lambda cast: cast.neighbour.commitment,
            },
        ),
        Act(
            agreements.start_from_blueprint,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "blueprint": SMALL_BLUEPRINT,
                "parties": {"staden": cast.home.municipality},
            },
            texts=("place",),
            elsewhere={
                "parties": lambda cast: {"staden": cast.neighbour.municipality},
                "forums": lambda cast: {"radet": cast.neighbour.forum},
            },
        ),
        Act(
            agreements.add_duty,
            lambda cast: {
                "agreement": cast.home.agreement,
                "content": agreements.DutyContent("Planen tas fram", ("styrgruppen",), when=WhenGiven("per")),
                "clause": "En plan ska tas fram.",
            },
            texts=("content__title", "clause"),
            elsewhere={"part": lambda cast: cast.neighbour.part},
        ),
        Act(
            agreements.change_duty,
            lambda cast: {
                "duty": cast.home.duty,
                "seen": 0,
                "content": agreements.DutyContent("Arbetet följs upp noga", ("styrgruppen",)),
            },
            texts=("content__title",),
            elsewhere={"duty": lambda cast: cast.neighbour.duty},
        ),
        Act(
            agreements.end_duty,
            lambda cast: {"duty": cast.home.duty, "on": LATER.date(), "reason": "Omförhandlad."},
            texts=("reason",),
            elsewhere={"duty": lambda cast: cast.neighbour.duty},
        ),
        Act(
            forums.set_up,
            lambda cast: {"cooperation": cast.home.cooperation, "name": "Nätverket", "kind": "network"},
            texts=("name",),
            elsewhere={
                "area": lambda cast: cast.neighbour.area("norr"),
                "led_by": lambda cast: cast.neighbour.municipality,
            },
        ),
        Act(
            forums.end_forum,
            lambda cast: {"forum": cast.home.forum, "ended_on": date(2026, 12, 31), "reason": "Beslut."},
            texts=("reason",),
            elsewhere={"replaced_by": lambda cast: cast.neighbour.forum},
        ),
        Act(
            forums.plan_meeting,
            lambda cast: {"forum": cast.home.forum, "planned_on": date(2026, 5, 5)},
            local=True,
            elsewhere={
                "forum": lambda cast: cast.neighbour.forum,
                "convened_by": lambda cast: cast.neighbour.municipality,
            },
        ),
        Act(
            forums.hold_meeting,
            lambda cast: {
                "forum": cast.home.forum,
                "meeting": cast.home.meeting,
                "held_on": date(2026, 2, 4),
            },
            local=True,
            elsewhere={
                "meeting": lambda cast: cast.neighbour.meeting,
                "chaired_by": lambda cast: cast.neighbour.municipality,
                "convened_by": lambda cast: cast.neighbour.municipality,
                "notes_by": lambda cast: cast.neighbour.municipality,
            },
        ),
        Act(
            forums.correct_meeting,
            lambda cast: {"meeting": cast.home.held, "held_on": date(2025, 11, 5)},
            local=True,
            elsewhere={
                "meeting": lambda cast: cast.neighbour.held,
                "chaired_by": lambda cast: cast.neighbour.municipality,
                "convened_by": lambda cast: cast.neighbour.municipality,
                "notes_by": lambda cast: cast.neighbour.municipality,
            },
        ),
        Act(
            forums.take_back_meeting,
            lambda cast: {"meeting": cast.home.held, "reason": "Infört på fel forum."},
            texts=("reason",),
            local=True,
            elsewhere={"meeting": lambda cast: cast.neighbour.held},
        ),
        Act(
            forums.cancel_meeting,
            lambda cast: {"meeting": cast.home.meeting, "reason": "För få kunde."},
            texts=("reason",),
            local=True,
            elsewhere={"meeting": lambda cast: cast.neighbour.meeting},
        ),
        Act(
            forums.send_call,
            lambda cast: {"meeting": cast.home.meeting, "on": date(2026, 1, 20)},
            local=True,
            elsewhere={"meeting": lambda cast: cast.neighbour.meeting},
        ),
        Act(
            forums.record_notes_sent,
            lambda cast: {"meeting": cast.home.held, "on": date(2026, 1, 20), "to": "Kommunstyrelsen"},
            texts=("to",),
            local=True,
            elsewhere={
                "meeting": lambda cast: cast.neighbour.held,
                "to_forum": lambda cast: cast.neighbour.forum,
            },
        ),
        Act(
            duties.note,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "noted": duties.Noted(FactKind.MEETING, forum="styrgruppen", on=(AT.date(), AT.date())),
            },
            texts=("noted__note", "noted__reference", "noted__place"),
            local=True,
            elsewhere={"noted__area": lambda cast: cast.neighbour.area("norr")},
        ),
        Act(
            duties.take_back,
            lambda cast: {"fact": cast.home.noted, "reason": "Fel år."},
            texts=("reason",),
            local=True,
            elsewhere={"fact": lambda cast: cast.neighbour.noted},
        ),
        Act(
            duties.say_complete_from,
            lambda cast: {"cooperation": cast.home.cooperation, "day": date(2026, 1, 1)},
        ),
        Act(
            duties.take_over,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "duty": "arbetet-foljs-upp",
                "holders": ["styrgruppen"],
                "on": AT.date(),
            },
        ),
        Act(
            forms.enter,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "key": "est",
                "content": forms.Content("EST", parties=(cast.home.municipality,)),
            },
            texts=_FORM_TEXTS,
            elsewhere=_FORM_ELSEWHERE,
        ),
        Act(
            forms.change,
            lambda cast: {"form": cast.home.form, "seen": 0, "content": forms.Content("SSPF Lillåker")},
            texts=_FORM_TEXTS,
            elsewhere=_FORM_ELSEWHERE,
        ),
        Act(
            forms.adapt,
            lambda cast: {
                "form": cast.home.form,
                "area": cast.home.area("soder"),
                "seen": 0,
                "text": "Möten på skolan.",
            },
            texts=("text",),
            local=True,
            elsewhere={"area": lambda cast: cast.neighbour.area("norr")},
        ),
        Act(
            forms.decide,
            lambda cast: {
                "form": cast.home.form,
                "kind": "revised",
                "decided_on": LATER.date(),
                "forum": cast.home.forum,
            },
            texts=("body", "paragraph", "registry_number", "note"),
            elsewhere={"forum": lambda cast: cast.neighbour.forum},
        ),
        Act(forms.remove_decision, lambda cast: {"decision": cast.home.form_decision}),
        Act(
            forms.count,
            lambda cast: {
                "form": cast.home.form,
                "area": cast.home.area("soder"),
                "first_day": FIRST_DAY,
                "last_day": LAST_DAY,
                "counts": Counts(groups=1, meetings=9),
            },
            local=True,
            elsewhere={"area": lambda cast: cast.neighbour.area("norr")},
        ),
        Act(
            governance.register,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "key": "riktlinje",
                "content": governance.Content("Riktlinje", kind="guideline"),
            },
            texts=_DOCUMENT_TEXTS,
            elsewhere=_DOCUMENT_ELSEWHERE,
        ),
        Act(
            governance.change,
            lambda cast: {
                "document": cast.home.document,
                "seen": 0,
                "content": governance.Content("Program", kind="programme"),
            },
            texts=_DOCUMENT_TEXTS,
            elsewhere=_DOCUMENT_ELSEWHERE,
        ),
        Act(governance.end, lambda cast: {"document": cast.home.document, "ended_on": LATER.date()}),
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
        Act(
            annual_wheel.enter_process,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "title": "Årsredovisningen",
                "first": date(2026, 1, 7),
                "last": date(2026, 3, 31),
            },
            texts=("title",),
            local=True,
            elsewhere={"party": lambda cast: cast.neighbour.municipality},
        ),
        Act(
            annual_wheel.change_process,
            lambda cast: {
                "process": cast.home.process,
                "title": "Budgeten beslutas",
                "first": date(2026, 11, 25),
                "last": date(2026, 11, 25),
            },
            texts=("title",),
            local=True,
            elsewhere={"party": lambda cast: cast.neighbour.municipality},
        ),
        Act(annual_wheel.remove_process, lambda cast: {"process": cast.home.process}, local=True),
        Act(
            planning.set_up,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "july_off": False,
                "min_preparation": 3,
                "max_preparation": 15,
                "max_reporting": 30,
                "lead_days": 14,
                "one_a_day": "all",
            },
            local=True,
        ),
        Act(
            planning.enter_holiday,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "name": "höstlov",
                "first": date(2026, 10, 26),
                "last": date(2026, 10, 30),
            },
            texts=("name",),
            local=True,
        ),
        Act(planning.remove_holiday, lambda cast: {"holiday": cast.home.holiday}, local=True),
        Act(
            planning.wish,
            lambda cast: {"cooperation": cast.home.cooperation, "key": "styrgruppen", "meetings": 4},
            local=True,
        ),
        Act(
            planning.propose,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "year": 2026,
                "found": planned(
                    cast.scope("saga"), cooperation=cast.home.cooperation, year=2026, on=LATER.date()
                ),
            },
            local=True,
        ),
        Act(planning.accept, lambda cast: {"proposal": cast.home.proposal, "planned": {}}, local=True),
        Act(
            law.note,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "what": "coordination",
                "first": LATER.date(),
                "text": "Beslut om ansvar.",
            },
            texts=("text", "registry_number"),
        ),
        Act(law.end_note, lambda cast: {"note": cast.home.law_note, "last": LATER.date()}),
        Act(law.remove_note, lambda cast: {"note": cast.home.law_note}),
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
