"""Every operation of the system with what it needs to succeed in the cast's cooperation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import FunctionType
from typing import Any, Final
from uuid import uuid4

from tests.cast import AT, FIRST_DAY, LAST_DAY, NEIGHBOUR, Cast, areas, content, email, incidents
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.evaluations import operations as evaluations
from trygghjulet.cooperation.forms import operations as forms
from trygghjulet.cooperation.forms.rules.counts import Counts
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Decision
from trygghjulet.cooperation.forums.rules import votes
from trygghjulet.cooperation.governance import operations as governance
from trygghjulet.cooperation.referrals import operations as referrals
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.gazetteer import operations as gazetteer
from trygghjulet.foundation.geography import operations as geography
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.obligations.reading import read_blueprint
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.annual_wheel import operations as annual_wheel
from trygghjulet.oversight.cases import operations as cases
from trygghjulet.oversight.duties import operations as duties
from trygghjulet.oversight.law import operations as law
from trygghjulet.oversight.planning import operations as planning
from trygghjulet.oversight.planning.queries import planned
from trygghjulet.oversight.strategic_council import operations as strategic_council
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.dialogues import operations as dialogues
from trygghjulet.steps.dialogues.rules.following import State as Following
from trygghjulet.steps.feedback import operations as feedback
from trygghjulet.steps.field import operations as field
from trygghjulet.steps.field.rules.times import When
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.queries import content_sha256
from trygghjulet.steps.priorities import operations as priorities
from trygghjulet.steps.priorities.rules.comparing import Score
from trygghjulet.steps.scanning import operations as scanning
from trygghjulet.steps.scanning.queries import version_of
from trygghjulet.steps.scanning.rules.pushed import Sent
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.queries import content_now

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
        at: when it is done; some things can be done for a while only.
        elsewhere: arguments that point to something, with the neighbour's thing to put there instead.
    """

    run: Callable[..., Any]
    given: Callable[[Cast], Mapping[str, Any]]
    by: str = "saga"
    texts: tuple[str, ...] = ()
    local: bool = False
    at: datetime = LATER
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
        return self.run(by=by or self.actor(cast), at=self.at, **given)

    def actor(self, cast: Cast) -> Scope:
        """Who does it when nobody else is named."""
        return Scope(None, "Den som driver", operator=True) if self.by == "operator" else cast.scope(self.by)


_SEAT_TEXTS = tuple(
    f"content__{name}" for name in ("name", "function_title", "appointed_by", "nominated_by", "clause")
)
_MEMBER_TEXTS = tuple(
    f"content__{name}"
    for name in (
        *("title", "organisation", "public_name", "political_party", "office_given_by"),
        *("appointed_by", "nominated_by", "decision"),
    )
)
_THEIR_MEMBER: Mapping[str, Callable[[Cast], Any]] = {
    "content__seat": lambda cast: cast.neighbour.seat,
    "content__party": lambda cast: cast.neighbour.municipality,
    "content__function": lambda cast: cast.neighbour.function("vera"),
    "content__user": lambda cast: User.objects.get(email=email("vera")),
}


def _holding(cast: Cast, name: str) -> Holding:
    return Holding.objects.get(function=cast.home.function(name))


_ENTRY_TEXTS = ("title", "what", "known", "problems", "how", "takes", "side_effects", "follow_up")


def _entry(title: str) -> measures.EntryContent:
    return measures.EntryContent(
        title, "Vuxna går ute på kvällen.", "Vi vet inte.", "untested", "both", "social", "universal"
    )


def _plan_step(cast: Cast) -> measures.StepContent:
    return measures.StepContent("Upphandla", date(2025, 7, 1), date(2025, 8, 1), cast.home.function("saga"))


def _city_activity(cast: Cast) -> measures.ActivityContent:
    year = cast.home.city_plan.year
    return measures.ActivityContent(
        "Utbildning",
        "Alla grupper kan metoden.",
        cast.home.function("saga"),
        date(year, 3, 1),
        date(year, 4, 1),
    )


def _measure(cast: Cast) -> measures.Content:
    return content(cast.home, cause=cast.home.cause, title="Nattvandrare på torget")


def _turned_round(cast: Cast) -> dict[str, Any]:
    """The two priorities of the southern half in the other order."""
    seen = [one.pk for one in cast.home.ordered]
    return {"round": cast.home.past, "seen": seen, "order": seen[::-1]}


_FUNCTIONS = {
    f"content__{name}": lambda cast: cast.neighbour.function("vera")
    for name in ("planned_by", "done_by", "followed_up_by")
}

_HEAD_TEXTS = tuple(
    f"head__{name}" for name in ("title", "committee", "registry_number", "office", "signers")
)
_HEAD_ELSEWHERE = {
    "head__author": lambda cast: cast.neighbour.function("vera"),
    "head__forum": lambda cast: cast.neighbour.forum,
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


#: Graffiti at the square that everybody knows.
def _week_measure(cast: Cast, title: str = "Vakta torget") -> week.MeasureContent:
    return week.MeasureContent(title, cast.home.function("saga"), date(2026, 2, 20))


#: What is done in a week.
_WEEK: Final = (
    Act(
        week.set_up,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "forum": cast.home.preparing,
            "area": cast.home.cooperation.area,
        },
        elsewhere={
            "forum": lambda cast: cast.neighbour.preparing,
            "area": lambda cast: cast.neighbour.cooperation.area,
        },
    ),
    Act(
        week.draft,
        lambda cast: {"setting": cast.home.week_setting, "meeting": cast.home.week_meeting},
        local=True,
        elsewhere={"meeting": lambda cast: cast.neighbour.week_meeting},
    ),
    Act(week.recount, lambda cast: {"picture": cast.home.week}, local=True),
    Act(
        week.write,
        lambda cast: {
            "picture": cast.home.week,
            "seen": 0,
            "assessment": "En lugn vecka.",
            "causes": "Sportlovet har inte börjat.",
        },
        texts=("assessment", "causes"),
        local=True,
    ),
    Act(
        week.add_focus,
        lambda cast: {"picture": cast.home.week, "content": week.FocusContent("Stationen")},
        texts=("content__title", "content__why", "content__cause"),
        local=True,
        elsewhere={"content__area": lambda cast: cast.neighbour.cooperation.area},
    ),
    Act(week.move_focus, lambda cast: {"focus": cast.home.focus, "up": True}, local=True),
    Act(week.remove_focus, lambda cast: {"focus": cast.home.focus}, local=True),
    Act(
        week.close_focus,
        lambda cast: {"focus": cast.home.earlier_focus, "outcome": "better"},
        texts=("words",),
        local=True,
    ),
    Act(
        week.add_measure,
        lambda cast: {"picture": cast.home.week, "content": _week_measure(cast)},
        texts=("content__title", "content__where", "content__first_step"),
        local=True,
        elsewhere={
            "content__done_by": lambda cast: cast.neighbour.function("vera"),
            "content__focus": lambda cast: cast.neighbour.focus,
        },
    ),
    Act(
        week.change_measure,
        lambda cast: {"measure": cast.home.week_measure, "seen": 0, "content": _week_measure(cast)},
        texts=("content__title", "content__where", "content__first_step"),
        local=True,
        elsewhere={
            "content__done_by": lambda cast: cast.neighbour.function("vera"),
            "content__focus": lambda cast: cast.neighbour.focus,
        },
    ),
    Act(week.remove_measure, lambda cast: {"measure": cast.home.week_measure}, local=True),
    Act(
        week.move_measure,
        lambda cast: {"measure": cast.home.week_measure, "to": "doing"},
        texts=("words",),
        local=True,
    ),
    Act(
        week.decide,
        lambda cast: {
            "picture": cast.home.week,
            "on": date(2026, 1, 13),
            "seen_sha256": content_now(cast.home.week),
        },
        local=True,
        elsewhere={
            "meeting": lambda cast: cast.neighbour.week_meeting,
        },
    ),
    Act(
        week.close,
        lambda cast: {"picture": cast.home.week, "why": "Mötet ställdes in."},
        texts=("why",),
        local=True,
    ),
    Act(week.send, lambda cast: {"picture": cast.home.decided_week}, local=True),
)

_SEEN: Final = field.Content("damage.graffiti", When("now"), address="Vid fontänen", text="Nytt klotter.")
#: For so long the reporter may mend what the cast reported.
_FRESH: Final = AT + timedelta(minutes=30)
#: What is reported from the field, and what comes of it.
_FIELD: Final = (
    Act(
        field.send,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "party": cast.home.municipality,
            "key": uuid4(),
            "content": dataclasses.replace(_SEEN, place=cast.home.known_place),
            "written_at": LATER,
        },
        by="fia",
        texts=("content__text", "content__address"),
        elsewhere={
            "cooperation": lambda cast: cast.neighbour.cooperation,
            "party": lambda cast: cast.neighbour.municipality,
            "content__place": lambda cast: cast.neighbour.known_place,
        },
    ),
    Act(
        field.answer,
        lambda cast: {"reports": [cast.home.field_report], "state": "acted_on", "words": "Lagas i veckan."},
        texts=("words",),
        local=True,
        elsewhere={
            "reports": lambda cast: [cast.home.field_report, cast.neighbour.field_report],
        },
    ),
    Act(
        field.let_go,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "party": cast.home.municipality,
            "on": date(2030, 1, 1),
        },
        elsewhere={
            "cooperation": lambda cast: cast.neighbour.cooperation,
            "party": lambda cast: cast.neighbour.municipality,
        },
    ),
    Act(
        field.set_sharing,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "party": cast.home.municipality,
            "rows_shared": False,
        },
        elsewhere={
            "cooperation": lambda cast: cast.neighbour.cooperation,
            "party": lambda cast: cast.neighbour.municipality,
        },
    ),
    Act(
        field.mend,
        lambda cast: {"report": cast.home.field_report, "seen": 0, "content": _SEEN},
        at=_FRESH,
        texts=("content__text", "content__address"),
        elsewhere={
            "report": lambda cast: cast.neighbour.field_report,
            "content": lambda cast: dataclasses.replace(_SEEN, place=cast.neighbour.known_place),
        },
    ),
    Act(
        field.withdraw,
        lambda cast: {"report": cast.home.field_report},
        at=_FRESH,
        elsewhere={"report": lambda cast: cast.neighbour.field_report},
    ),
    Act(
        field.remove_photo,
        lambda cast: {"report": cast.home.field_report},
        by="kim",
        local=True,
        elsewhere={"report": lambda cast: cast.neighbour.field_report},
    ),
)

#: What is entered of a matter that came in for an opinion.
_REFERRALS: Final = (
    Act(
        referrals.receive,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "content": referrals.Content("consultation", "Lokal trafikplan", "Trafiknämnden", FIRST_DAY),
            "about_individual": False,
        },
        texts=("content__title", "content__sender", "content__registry_number", "content__summary"),
        local=True,
        elsewhere={"content__forum": lambda cast: cast.neighbour.forum},
    ),
    Act(
        referrals.change,
        lambda cast: {
            "referral": cast.home.referral,
            "seen": 0,
            "content": referrals.Content("planning", "Detaljplan", "Nämnden", date(2026, 1, 2)),
        },
        texts=("content__title", "content__sender", "content__registry_number", "content__summary"),
        local=True,
        elsewhere={"content__forum": lambda cast: cast.neighbour.forum},
    ),
    Act(
        referrals.ask_view,
        lambda cast: {"referral": cast.home.referral, "party": cast.home.municipality},
        texts=("question",),
        local=True,
        elsewhere={
            "party": lambda cast: cast.neighbour.municipality,
            "function": lambda cast: cast.neighbour.function("vera"),
        },
    ),
    Act(
        referrals.write_view,
        lambda cast: {
            "view": cast.home.view,
            "seen": 0,
            "text": "Få händelser på dagtid.",
            "given_on": LATER.date(),
        },
        texts=("text",),
        local=True,
    ),
    Act(referrals.remove_view, lambda cast: {"view": cast.home.view}, local=True),
    Act(
        referrals.write_opinion,
        lambda cast: {"referral": cast.home.referral, "seen": 1, "text": "Torget bör lysas upp."},
        texts=("text",),
        local=True,
    ),
    Act(
        referrals.give_opinion,
        lambda cast: {
            "referral": cast.home.referral,
            "decided_by": cast.home.forum,
            "decided_on": LATER.date(),
        },
        texts=("decided_body", "paragraph"),
        local=True,
        elsewhere={"decided_by": lambda cast: cast.neighbour.forum},
    ),
    Act(
        referrals.send_opinion,
        lambda cast: {"referral": cast.home.given, "sent_on": LATER.date(), "sent_to": "Nämnden"},
        texts=("sent_to",),
        local=True,
    ),
    Act(
        referrals.decline,
        lambda cast: {
            "referral": cast.home.referral,
            "decided_on": LATER.date(),
            "reason": "Rör inte tryggheten.",
            "decided_by": cast.home.forum,
        },
        texts=("reason", "decided_body"),
        local=True,
        elsewhere={"decided_by": lambda cast: cast.neighbour.forum},
    ),
    Act(
        referrals.note_outcome,
        lambda cast: {
            "referral": cast.home.given,
            "outcome": "partly",
            "text": "Belysningen kom med.",
            "on": LATER.date(),
        },
        texts=("text",),
        local=True,
    ),
    Act(
        referrals.reopen,
        lambda cast: {"referral": cast.home.given, "reason": "Fel ärende."},
        texts=("reason",),
        local=True,
    ),
)

#: What is entered of a forum's self-evaluation.
_EVALUATIONS: Final = (
    Act(
        evaluations.plan,
        lambda cast: {
            "forum": cast.home.forum,
            "year": 2027,
            "opens_on": date(2027, 11, 1),
            "closes_on": date(2027, 11, 30),
        },
        local=True,
        elsewhere={"asked": lambda cast: [cast.neighbour.function("vera")]},
    ),
    Act(
        evaluations.change,
        lambda cast: {
            "evaluation": cast.home.evaluation,
            "seen": 0,
            "opens_on": date(2098, 10, 1),
            "closes_on": date(2098, 10, 31),
            "asked": [],
        },
        local=True,
        elsewhere={"asked": lambda cast: [cast.neighbour.function("vera")]},
    ),
    Act(evaluations.remove, lambda cast: {"evaluation": cast.home.evaluation}, local=True),
    Act(
        evaluations.add_statement,
        lambda cast: {
            "evaluation": cast.home.evaluation,
            "theme": "action",
            "text": "Besluten blir genomförda.",
        },
        texts=("text",),
        local=True,
    ),
    Act(
        evaluations.change_statement,
        lambda cast: {"statement": cast.home.statement, "seen": 0, "text": "Uppgifterna är tydliga."},
        texts=("text",),
        local=True,
    ),
    Act(evaluations.remove_statement, lambda cast: {"statement": cast.home.statement}, local=True),
    Act(
        evaluations.invite,
        lambda cast: {"evaluation": cast.home.evaluation, "title": "Butikschef"},
        texts=("title", "organisation"),
        local=True,
    ),
    Act(evaluations.withdraw, lambda cast: {"invitation": cast.home.invitation}, local=True),
    Act(
        evaluations.add_point,
        lambda cast: {
            "evaluation": cast.home.evaluated,
            "text": "Möt i stadsdelarna.",
            "owner": cast.home.function("saga"),
            "due": date(2026, 12, 31),
        },
        texts=("text",),
        local=True,
        elsewhere={"owner": lambda cast: cast.neighbour.function("vera")},
    ),
    Act(
        evaluations.change_point,
        lambda cast: {
            "point": cast.home.point,
            "seen": 0,
            "text": "Kalla i god tid.",
            "owner": cast.home.function("saga"),
            "due": date(2026, 12, 31),
        },
        texts=("text",),
        local=True,
        elsewhere={"owner": lambda cast: cast.neighbour.function("vera")},
    ),
    Act(evaluations.remove_point, lambda cast: {"point": cast.home.point}, local=True),
    Act(
        evaluations.judge_point,
        lambda cast: {
            "point": cast.home.point,
            "done": False,
            "words": "Tiden räckte inte.",
            "on": LATER.date(),
        },
        texts=("words",),
        local=True,
    ),
    Act(
        evaluations.record_report_sent,
        lambda cast: {"forum": cast.home.forum, "year": 2025, "to": "Kommunstyrelsen", "on": LATER.date()},
        texts=("to",),
        local=True,
    ),
)

_POINT_TEXTS = tuple(
    f"content__{name}" for name in ("title", "text", "proposal", "presenter", "registry_number")
)
_THEIR_POINT = {"point": lambda cast: cast.neighbour.agenda_point}
_THEIR_MEETING = {"meeting": lambda cast: cast.neighbour.meeting}
#: What is written of meetings to come, their agendas and the matters that forums raise to each other.
_AGENDAS: Final = (
    Act(
        forums.change_meeting,
        lambda cast: {
            "meeting": cast.home.meeting,
            "seen": cast.home.meeting.revision,
            "content": forums.MeetingContent(date(2026, 5, 12), title="Extra möte", place="Stadshuset"),
        },
        texts=("content__title", "content__place"),
        local=True,
        elsewhere={**_THEIR_MEETING, "content__convened_by": lambda cast: cast.neighbour.municipality},
    ),
    Act(
        forums.write_call,
        lambda cast: {
            "meeting": cast.home.meeting,
            "seen": cast.home.meeting.revision,
            "call_words": "Läs lägesbilden först.",
        },
        texts=("call_words", "signed_by_chair", "signed_by_secretary"),
        local=True,
        elsewhere=_THEIR_MEETING,
    ),
    Act(
        forums.add_point,
        lambda cast: {"meeting": cast.home.meeting, "content": forums.PointContent("Belysningen")},
        texts=_POINT_TEXTS,
        local=True,
        elsewhere=_THEIR_MEETING,
    ),
    Act(
        forums.change_point,
        lambda cast: {
            "point": cast.home.agenda_point,
            "seen": cast.home.agenda_point.revision,
            "content": forums.PointContent("Lamporna vid torget", kind="discussion"),
        },
        texts=_POINT_TEXTS,
        local=True,
        elsewhere=_THEIR_POINT,
    ),
    Act(
        forums.move_point,
        lambda cast: {"point": cast.home.agenda_point, "up": False},
        local=True,
        elsewhere=_THEIR_POINT,
    ),
    Act(
        forums.withdraw_point,
        lambda cast: {"point": cast.home.agenda_point},
        local=True,
        elsewhere=_THEIR_POINT,
    ),
    Act(
        forums.carry_over, lambda cast: {"point": cast.home.agenda_point}, local=True, elsewhere=_THEIR_POINT
    ),
    Act(
        forums.deal_with,
        lambda cast: {"point": cast.home.agenda_point},
        texts=("words",),
        local=True,
        elsewhere=_THEIR_POINT,
    ),
    Act(
        forums.start_agenda,
        lambda cast: {"meeting": cast.home.meeting, "previous": False},
        local=True,
        elsewhere=_THEIR_MEETING,
    ),
    Act(
        forums.add_paper,
        lambda cast: {"point": cast.home.agenda_point, "title": "Utredningen"},
        texts=("title", "registry_number"),
        local=True,
        elsewhere=_THEIR_POINT,
    ),
    Act(
        forums.remove_paper,
        lambda cast: {"paper": cast.home.paper},
        local=True,
        elsewhere={"paper": lambda cast: cast.neighbour.paper},
    ),
    Act(
        forums.raise_matter,
        lambda cast: {"forum": cast.home.preparing, "to_forum": cast.home.forum, "title": "Mer personal"},
        texts=("title", "text", "asks_for"),
        local=True,
        elsewhere={
            "forum": lambda cast: cast.neighbour.preparing,
            "to_forum": lambda cast: cast.neighbour.forum,
        },
    ),
    Act(
        forums.take_back_raised,
        lambda cast: {"raised": cast.home.raised},
        local=True,
        elsewhere={"raised": lambda cast: cast.neighbour.raised},
    ),
    Act(
        forums.put_on_agenda,
        lambda cast: {"raised": cast.home.raised, "meeting": cast.home.meeting},
        local=True,
        elsewhere={**_THEIR_MEETING, "raised": lambda cast: cast.neighbour.raised},
    ),
    Act(
        forums.answer_raised,
        lambda cast: {"raised": cast.home.raised, "words": "Kommunen lagar dem.", "on": AT.date()},
        texts=("words",),
        local=True,
        elsewhere={"raised": lambda cast: cast.neighbour.raised},
    ),
    Act(
        forums.raise_further,
        lambda cast: {
            "raised": cast.home.raised,
            "to_forum": cast.home.local_forum,
        },
        local=True,
        elsewhere={
            "raised": lambda cast: cast.neighbour.raised,
            "to_forum": lambda cast: cast.neighbour.forum,
        },
    ),
)

_COUNCIL = (
    Act(
        strategic_council.save,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "content": strategic_council.Content(
                "Två tillsammans", ("goteborg-2022/sops",), "Hearings tillkommer."
            ),
        },
        texts=("content__name", "content__changes"),
        elsewhere={"content__bodies": lambda cast: (f"forum-{cast.neighbour.forum.pk}",)},
    ),
    Act(strategic_council.save_example, lambda cast: {"cooperation": cast.home.cooperation}),
    Act(
        strategic_council.change,
        lambda cast: {
            "alternative": cast.home.alternative,
            "seen": 0,
            "content": strategic_council.Content(
                "Styrgruppen", (f"forum-{cast.home.forum.pk}",), "Fler möten."
            ),
        },
        texts=("content__name", "content__changes"),
        elsewhere={
            "alternative": lambda cast: cast.neighbour.alternative,
            "content__bodies": lambda cast: (f"forum-{cast.neighbour.forum.pk}",),
        },
    ),
    Act(strategic_council.remove, lambda cast: {"alternative": cast.home.alternative}),
    Act(
        strategic_council.choose,
        lambda cast: {"alternative": cast.home.alternative, "since": AT.date()},
    ),
    Act(
        strategic_council.answer,
        lambda cast: {
            "alternative": cast.home.alternative,
            "criterion": "actors",
            "verdict": "yes",
            "reason": "Kommunen har valt vilka som är närmast berörda.",
            "evidence": "Kommunstyrelsens beslut.",
        },
        texts=("reason", "evidence"),
    ),
    Act(
        strategic_council.judge_seat,
        lambda cast: {
            "alternative": cast.home.alternative,
            "ref": cast.home.council_seat,
            "leading": True,
            "reason": "Leder lokalpolisområdet.",
        },
        texts=("reason",),
        elsewhere={"ref": lambda cast: cast.neighbour.council_seat},
    ),
    Act(
        strategic_council.mark_item,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "item": cast.home.handled,
            "themes": ["planning", "need"],
        },
        elsewhere={"item": lambda cast: cast.neighbour.handled},
    ),
)


_THEIR_DECISION = {"decision": lambda cast: cast.neighbour.decision}

#: What is decided, followed and sent after meetings.
_DECIDED: Final = (
    Act(
        forums.decide,
        lambda cast: {
            "forum": cast.home.forum,
            "content": forums.DecisionContent("Nattvandrare", on=date(2026, 1, 13), text="Det prövas."),
        },
        texts=tuple(
            f"content__{name}"
            for name in (
                "title",
                "paragraph",
                "registry_number",
                "text",
                "grounds",
                "papers",
                "earlier_words",
                "final_body",
                "evidence_what",
            )
        ),
        local=True,
        elsewhere={
            "forum": lambda cast: cast.neighbour.forum,
            "meeting": lambda cast: cast.neighbour.held,
            "content__earlier": lambda cast: cast.neighbour.decision,
            "content__item": lambda cast: cast.neighbour.agenda_point,
        },
    ),
    Act(
        forums.change_decision,
        lambda cast: {
            "decision": cast.home.decision,
            "seen": cast.home.decision.revision,
            "content": forums.DecisionContent("Lägesbilden", on=date(2025, 12, 2), text="Den antas."),
        },
        texts=("content__title", "content__text"),
        local=True,
        elsewhere={**_THEIR_DECISION, "content__earlier": lambda cast: cast.neighbour.decision},
    ),
    Act(
        forums.settle_finally,
        lambda cast: {"decision": cast.home.decision, "final_on": date(2026, 1, 29), "final_text": "Bifall."},
        texts=("final_text",),
        local=True,
        elsewhere=_THEIR_DECISION,
    ),
    Act(
        forums.take_back_decision,
        lambda cast: {
            "decision": Decision.objects.select_related("forum__cooperation__area", "forum__area").get(
                forum=cast.home.forum, title="Fel beslut"
            ),
            "reason": "Fördes in på fel forum.",
        },
        texts=("reason",),
        local=True,
        elsewhere=_THEIR_DECISION,
    ),
    Act(
        forums.write_motion,
        lambda cast: {
            "decision": cast.home.decision,
            "content": forums.MotionContent("rejection", "M 1", about=cast.home.motion, text="Avslag."),
        },
        texts=("content__made_by", "content__text"),
        local=True,
        elsewhere={
            **_THEIR_DECISION,
            "motion": lambda cast: cast.neighbour.motion,
            "content__about": lambda cast: cast.neighbour.motion,
        },
    ),
    Act(
        forums.write_vote,
        lambda cast: {
            "decision": cast.home.decision,
            "content": forums.VoteContent("Ja för bifall.", yes_for=cast.home.motion),
            "ballots": votes.read("S 1; ja")[0],
            "seen": cast.home.decision.revision,
        },
        texts=("content__proposition",),
        local=True,
        elsewhere={
            **_THEIR_DECISION,
            "vote": lambda cast: cast.neighbour.vote,
            "content__yes_for": lambda cast: cast.neighbour.motion,
            "content__no_for": lambda cast: cast.neighbour.motion,
        },
    ),
    Act(
        forums.remark,
        lambda cast: {
            "decision": cast.home.decision,
            "content": forums.RemarkContent("reservation", "M 1", in_favour_of=cast.home.motion, text="Fel."),
        },
        texts=("content__said_by", "content__text"),
        local=True,
        elsewhere={**_THEIR_DECISION, "content__in_favour_of": lambda cast: cast.neighbour.motion},
    ),
    Act(
        forums.order_extract,
        lambda cast: {"decision": cast.home.decision, "to": "Polisområdet"},
        texts=("to",),
        local=True,
        elsewhere=_THEIR_DECISION,
    ),
    Act(
        forums.send_extract,
        lambda cast: {"extract": cast.home.extract, "on": date(2026, 1, 20)},
        local=True,
        elsewhere={"extract": lambda cast: cast.neighbour.extract},
    ),
    Act(
        forums.remove_part,
        lambda cast: {"part": cast.home.remark},
        local=True,
        elsewhere={"part": lambda cast: cast.neighbour.remark},
    ),
    Act(
        forums.give_task,
        lambda cast: {
            "forum": cast.home.forum,
            "text": "Sätt upp lampor",
            "owner_words": "Gatukontoret",
            "decision": cast.home.decision,
        },
        texts=("text", "owner_words"),
        local=True,
        elsewhere={
            "forum": lambda cast: cast.neighbour.forum,
            "party": lambda cast: cast.neighbour.municipality,
            "meeting": lambda cast: cast.neighbour.held,
            "item": lambda cast: cast.neighbour.agenda_point,
            "decision": lambda cast: cast.neighbour.decision,
        },
    ),
    Act(
        forums.tell_of_task,
        lambda cast: {"task": cast.home.task, "text": "Det går bra."},
        by="fia",
        texts=("text",),
        local=True,
        elsewhere={
            "task": lambda cast: cast.neighbour.task,
            "meeting": lambda cast: cast.neighbour.held,
        },
    ),
    Act(
        forums.close_task,
        lambda cast: {"task": cast.home.task, "outcome": "Den är spridd."},
        texts=("outcome",),
        local=True,
        elsewhere={"task": lambda cast: cast.neighbour.task},
    ),
    Act(
        forums.stop_task,
        lambda cast: {"task": cast.home.task, "reason": "Det behövs inte."},
        texts=("reason",),
        local=True,
        elsewhere={"task": lambda cast: cast.neighbour.task},
    ),
    Act(
        forums.move_task,
        lambda cast: {"task": cast.home.task, "due": date(2026, 5, 1), "reason": "Tryckeriet väntar."},
        texts=("reason",),
        local=True,
        elsewhere={"task": lambda cast: cast.neighbour.task},
    ),
    Act(
        forums.reopen_task,
        lambda cast: {"task": cast.home.closed_task, "reason": "Lokalen avbokades."},
        texts=("reason",),
        local=True,
        elsewhere={"task": lambda cast: cast.neighbour.closed_task},
    ),
    Act(
        forums.set_composition,
        lambda cast: {
            "forum": cast.home.forum,
            "content": forums.CompositionContent(members_least=2, members_most=6, term_years=4),
        },
        texts=tuple(
            f"content__{name}"
            for name in (
                *("appointed_by", "nominated_by", "chair_appointed_by", "vice_chairs_appointed_by"),
                *("adjuncts_decided_by", "eligibility", "absence", "clause"),
            )
        ),
        local=True,
        elsewhere={"forum": lambda cast: cast.neighbour.forum},
    ),
    Act(
        forums.add_seat,
        lambda cast: {"forum": cast.home.forum, "content": forums.SeatContent("Räddningstjänsten")},
        texts=_SEAT_TEXTS,
        local=True,
        elsewhere={
            "forum": lambda cast: cast.neighbour.forum,
            "content__party": lambda cast: cast.neighbour.municipality,
        },
    ),
    Act(
        forums.change_seat,
        lambda cast: {"seat": cast.home.seat, "content": forums.SeatContent("Polisledningen")},
        texts=_SEAT_TEXTS,
        local=True,
        elsewhere={
            "seat": lambda cast: cast.neighbour.seat,
            "content__party": lambda cast: cast.neighbour.municipality,
        },
    ),
    Act(
        forums.remove_seat,
        lambda cast: {"seat": cast.home.vacant_seat},
        local=True,
        elsewhere={"seat": lambda cast: cast.neighbour.vacant_seat},
    ),
    Act(
        forums.add_perspective,
        lambda cast: {
            "forum": cast.home.forum,
            "content": forums.PerspectiveContent("minst en för äldre", key="focus", value="aldre"),
        },
        texts=("content__name", "content__key", "content__value", "content__clause"),
        local=True,
        elsewhere={
            "forum": lambda cast: cast.neighbour.forum,
            "content__seat": lambda cast: cast.neighbour.seat,
        },
    ),
    Act(
        forums.remove_perspective,
        lambda cast: {"perspective": cast.home.perspective},
        local=True,
        elsewhere={"perspective": lambda cast: cast.neighbour.perspective},
    ),
    Act(
        forums.appoint,
        lambda cast: {
            "forum": cast.home.forum,
            "content": forums.AppointmentContent("Näringslivschef", FIRST_DAY, seat=cast.home.vacant_seat),
        },
        texts=_MEMBER_TEXTS,
        local=True,
        elsewhere={"forum": lambda cast: cast.neighbour.forum, **_THEIR_MEMBER},
    ),
    Act(
        forums.change_appointment,
        lambda cast: {
            "appointment": cast.home.member,
            "content": forums.AppointmentContent("Gruppchef", FIRST_DAY, seat=cast.home.seat),
            "seen": cast.home.member.revision,
        },
        texts=_MEMBER_TEXTS,
        local=True,
        elsewhere={"appointment": lambda cast: cast.neighbour.member, **_THEIR_MEMBER},
    ),
    Act(
        forums.end_appointment,
        lambda cast: {"appointment": cast.home.member, "on": date(2026, 1, 31)},
        texts=("reason",),
        local=True,
        elsewhere={"appointment": lambda cast: cast.neighbour.member},
    ),
    Act(
        forums.give_office,
        lambda cast: {"appointment": cast.home.member, "office": "chair", "on": date(2026, 1, 20)},
        texts=("appointed_by",),
        local=True,
        elsewhere={"appointment": lambda cast: cast.neighbour.member},
    ),
    Act(
        forums.set_turns,
        lambda cast: {
            "forum": cast.home.forum,
            "what": "notes_by",
            "share": "equal",
            "places": [cast.home.municipality, cast.home.police],
        },
        texts=("clause",),
        local=True,
        elsewhere={
            "forum": lambda cast: cast.neighbour.forum,
            "places": lambda cast: [cast.neighbour.municipality, cast.home.police],
        },
    ),
    Act(
        forums.end_turns,
        lambda cast: {"rule": cast.home.turn_rule},
        local=True,
        elsewhere={"rule": lambda cast: cast.neighbour.turn_rule},
    ),
    Act(
        forums.follow_turns,
        lambda cast: {"meeting": cast.home.meeting},
        local=True,
        elsewhere={"meeting": lambda cast: cast.neighbour.meeting},
    ),
    Act(
        forums.override_turn,
        lambda cast: {
            "meeting": cast.home.meeting,
            "what": "chair",
            "chosen": cast.home.turn_override.chosen,
            "reason": "Byte av dag.",
        },
        texts=("reason",),
        local=True,
        elsewhere={
            "meeting": lambda cast: cast.neighbour.meeting,
            "chosen": lambda cast: cast.neighbour.municipality,
        },
    ),
    Act(
        forums.take_back_override,
        lambda cast: {"override": cast.home.turn_override},
        local=True,
        elsewhere={"override": lambda cast: cast.neighbour.turn_override},
    ),
    Act(
        forums.add_route,
        lambda cast: {
            "forum": cast.home.forum,
            "content": forums.RouteContent("protokoll", "each_meeting", to="Nämnden", clause="§ 4"),
        },
        texts=("content__to", "content__clause"),
        elsewhere={
            "forum": lambda cast: cast.neighbour.forum,
            "content__to_forum": lambda cast: cast.neighbour.forum,
        },
    ),
    Act(
        forums.end_route,
        lambda cast: {"rule": cast.home.route, "ended_on": date(2026, 1, 31)},
        elsewhere={"rule": lambda cast: cast.neighbour.route},
    ),
    Act(
        forums.dispatch,
        lambda cast: {
            "forum": cast.home.forum,
            "meeting": cast.home.held,
            "on": date(2026, 1, 20),
            "to": "Kommunstyrelsen",
        },
        texts=("to",),
        local=True,
        elsewhere={
            "forum": lambda cast: cast.neighbour.forum,
            "meeting": lambda cast: cast.neighbour.held,
            "to_forum": lambda cast: cast.neighbour.forum,
            "rule": lambda cast: cast.neighbour.route,
        },
    ),
    Act(
        forums.send_papers,
        lambda cast: {"meeting": cast.home.held},
        local=True,
        elsewhere={"meeting": lambda cast: cast.neighbour.held},
    ),
    Act(
        forums.receive,
        lambda cast: {"sent": cast.home.sent, "on": date(2026, 1, 20)},
        local=True,
        elsewhere={"sent": lambda cast: cast.neighbour.sent},
    ),
    Act(
        forums.take_back_dispatch,
        lambda cast: {"sent": cast.home.sent, "reason": "Den skickades aldrig."},
        texts=("reason",),
        local=True,
        elsewhere={"sent": lambda cast: cast.neighbour.sent},
    ),
)

_THEIR_MINUTES = {"meeting": lambda cast: cast.neighbour.writing}
_THEIR_APPROVAL = {"approval": lambda cast: cast.neighbour.approval}
#: What is written of who was at meetings, what was said there, and its approval.
_MINUTED: Final = (
    Act(
        forums.record_attendance,
        lambda cast: {
            "meeting": cast.home.held,
            "present": [forums.Present(cast.home.sitting, "present")],
            "guests": "Rektor, Lilla skolan",
            "seen": 0,
        },
        texts=("guests",),
        local=True,
        elsewhere={
            "meeting": lambda cast: cast.neighbour.held,
            "present": lambda cast: [forums.Present(cast.neighbour.sitting, "present")],
        },
    ),
    Act(
        forums.write_note,
        lambda cast: {"meeting": cast.home.meeting, "key": uuid4(), "text": "Lamporna lagas i mars."},
        texts=("text",),
        local=True,
        elsewhere={
            "meeting": lambda cast: cast.neighbour.meeting,
            "key": lambda cast: cast.neighbour.paragraph.key,
            "item": lambda cast: cast.neighbour.agenda_point,
        },
    ),
    Act(
        forums.strike_note,
        lambda cast: {"note": cast.home.paragraph},
        local=True,
        elsewhere={"note": lambda cast: cast.neighbour.paragraph},
    ),
    Act(
        forums.write_minutes,
        lambda cast: {
            "meeting": cast.home.writing,
            "formal": True,
            "secretary": "Utvecklingsledare",
            "approvers": [forums.ToApprove("Stig", user=User.objects.get(email=email("stig")))],
        },
        texts=("secretary", "chair"),
        local=True,
        elsewhere={
            **_THEIR_MINUTES,
            "approvers": lambda cast: [forums.ToApprove("Vera", user=User.objects.get(email=email("vera")))],
        },
    ),
    Act(
        forums.send_for_approval,
        lambda cast: {"meeting": cast.home.writing},
        local=True,
        elsewhere=_THEIR_MINUTES,
    ),
    Act(
        forums.approve_minutes,
        lambda cast: {
            "approval": cast.home.approval,
            "seen_sha256": cast.home.approval.minutes.content_sha256,
        },
        local=True,
        elsewhere=_THEIR_APPROVAL,
    ),
    Act(
        forums.ask_for_change,
        lambda cast: {"approval": cast.home.approval, "words": "Punkt 2 handlade om kajen."},
        texts=("words",),
        local=True,
        elsewhere=_THEIR_APPROVAL,
    ),
    Act(
        forums.reopen_minutes,
        lambda cast: {"meeting": cast.home.to_approve},
        local=True,
        elsewhere={"meeting": lambda cast: cast.neighbour.to_approve},
    ),
    Act(
        forums.correct_minutes,
        lambda cast: {"meeting": cast.home.locked, "key": uuid4(), "text": "Mötet slutade 15.30."},
        texts=("text",),
        local=True,
        elsewhere={
            "meeting": lambda cast: cast.neighbour.locked,
            "key": lambda cast: cast.neighbour.paragraph.key,
        },
    ),
)

#: A place within the cast's municipality.
_BRIDGE: Final = gazetteer.Content("Bron", 14.95, 59.03, kind="street")
#: The places that people know by name.
_PLACES: Final = (
    Act(
        gazetteer.add,
        lambda cast: {"cooperation": cast.home.cooperation, "content": _BRIDGE},
        texts=("content__name",),
        elsewhere={"cooperation": lambda cast: cast.neighbour.cooperation},
    ),
    Act(
        gazetteer.change,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "place": cast.home.known_place,
            "seen": cast.home.known_place.revision,
            "content": _BRIDGE,
        },
        texts=("content__name",),
        elsewhere={"place": lambda cast: cast.neighbour.known_place},
    ),
    Act(
        gazetteer.close,
        lambda cast: {
            "cooperation": cast.home.cooperation,
            "place": cast.home.known_place,
            "closed_on": LAST_DAY,
        },
        elsewhere={"place": lambda cast: cast.neighbour.known_place},
    ),
    Act(gazetteer.bring, lambda cast: {"cooperation": cast.home.cooperation, "contents": [_BRIDGE]}),
)

ACTS: Final = {
    act.name: act
    for act in (
        *_PLACES,
        *_FIELD,
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
            forums.change_forum,
            lambda cast: {
                "forum": cast.home.forum,
                "seen": cast.home.forum.revision,
                "content": forums.ForumContent(
                    "Styrgruppen",
                    "steering",
                    convener="Säkerhetschefen",
                    secretariat="Kansliet",
                    purpose="Leda arbetet.",
                    mandate="Besluta om planen.",
                    refuses_individual=True,
                    refusal_clause="Reglementet, 2 §",
                ),
            },
            texts=(
                "content__name",
                "content__convener",
                "content__secretariat",
                "content__purpose",
                "content__mandate",
                "content__refusal_clause",
            ),
            elsewhere={
                "content__led_by": lambda cast: cast.neighbour.municipality,
                "content__convened_by": lambda cast: cast.neighbour.municipality,
                "content__part_of": lambda cast: cast.neighbour.forum,
            },
        ),
        Act(
            forums.add_link,
            lambda cast: {
                "forum": cast.home.forum,
                "kind": "decides_over",
                "to": cast.home.local_forum,
                "clause": "Överenskommelsen",
            },
            texts=("clause",),
            elsewhere={"to": lambda cast: cast.neighbour.forum},
        ),
        Act(forums.remove_link, lambda cast: {"link": cast.home.link}),
        Act(
            forums.set_up_group,
            lambda cast: {
                "issuer": cast.home.forum,
                "name": "Arbetsgrupp Stationen",
                "content": forums.AssignmentContent(
                    "Lugnt vid stationen.", "Färre bråk.", "Bråk på kvällarna."
                ),
                "members": (forums.GroupMember("Utvecklingsledare", cast.home.municipality),),
                "first_meeting": date(2026, 3, 3),
            },
            texts=("name", "content__purpose", "content__goals", "content__problem"),
            elsewhere={"led_by": lambda cast: cast.neighbour.municipality},
        ),
        Act(
            forums.change_assignment,
            lambda cast: {
                "assignment": cast.home.assignment,
                "seen": cast.home.assignment.revision,
                "content": forums.AssignmentContent("Lugnare torg.", "Färre störningar.", "Störningar."),
            },
            texts=("content__purpose", "content__goals", "content__problem"),
        ),
        Act(
            forums.report_back,
            lambda cast: {
                "assignment": cast.home.assignment,
                "on": date(2026, 2, 1),
                "outcome": "Belysningen är bättre och störningarna färre.",
            },
            texts=("outcome",),
            local=True,
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
        *_AGENDAS,
        *_DECIDED,
        *_MINUTED,
        *_REFERRALS,
        *_EVALUATIONS,
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
            scanning.expect,
            lambda cast: {
                "round": cast.home.city,
                "party": cast.home.municipality,
                "what": "Felanmälningar",
            },
            texts=("what",),
            local=True,
            elsewhere={
                "round": lambda cast: cast.neighbour.city,
                "party": lambda cast: cast.neighbour.municipality,
                "source": lambda cast: cast.neighbour.source,
            },
        ),
        Act(scanning.expect_as_before, lambda cast: {"round": cast.home.local}),
        Act(
            scanning.note_contribution,
            lambda cast: {"contribution": cast.home.contribution, "left_out_because": "Skolorna hann inte."},
            texts=("left_out_because",),
            elsewhere={"contribution": lambda cast: cast.neighbour.contribution},
        ),
        Act(
            scanning.stop_expecting,
            lambda cast: {"contribution": cast.home.contribution},
            elsewhere={"contribution": lambda cast: cast.neighbour.contribution},
        ),
        Act(
            scanning.purge,
            lambda cast: {"dataset": cast.home.dataset, "on": date(2030, 1, 1)},
            by="palle",
            elsewhere={"dataset": lambda cast: cast.neighbour.dataset},
        ),
        Act(
            dialogues.enter,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "held": dialogues.Held(
                    area=cast.home.cooperation.area,
                    party=cast.home.municipality,
                    kind="citizens",
                    title="Samtal på torget",
                    held_on=AT.date(),
                ),
            },
            texts=tuple(f"held__{name}" for name in ("title", "where", "groups", "summary")),
            elsewhere={
                "held__area": lambda cast: cast.neighbour.cooperation.area,
                "held__party": lambda cast: cast.neighbour.municipality,
            },
        ),
        Act(
            dialogues.change,
            lambda cast: {
                "dialogue": cast.home.dialogue,
                "seen": 0,
                "held": dialogues.Held(
                    area=cast.home.cooperation.area,
                    party=cast.home.municipality,
                    kind="walk",
                    title="Vandringen",
                    held_on=AT.date(),
                ),
            },
            texts=tuple(f"held__{name}" for name in ("title", "where", "groups", "summary")),
            elsewhere={"dialogue": lambda cast: cast.neighbour.dialogue},
        ),
        Act(
            dialogues.add,
            lambda cast: {
                "dialogue": cast.home.dialogue,
                "said": (dialogues.Said("Mörkt vid skolan."),),
            },
            elsewhere={"dialogue": lambda cast: cast.neighbour.dialogue},
        ),
        Act(
            dialogues.change_point,
            lambda cast: {
                "point": cast.home.walk_point,
                "seen": 0,
                "said": dialogues.Said("Mörkt vid skolan.", to_do="Sätt upp en lampa."),
            },
            texts=tuple(f"said__{name}" for name in ("text", "spot", "group", "owner", "to_do")),
            elsewhere={"point": lambda cast: cast.neighbour.walk_point},
        ),
        Act(
            dialogues.tell,
            lambda cast: {
                "point": cast.home.walk_point,
                "state": Following.DONE,
                "words": "Lampan är lagad.",
            },
            texts=("words",),
            elsewhere={"point": lambda cast: cast.neighbour.walk_point},
        ),
        Act(
            dialogues.consult,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "asked": dialogues.Asked(
                    area=cast.home.cooperation.area,
                    question="Var behövs mest ljus?",
                    way="asked",
                    first_day=FIRST_DAY,
                    last_day=LAST_DAY,
                    answers=50,
                ),
                "options": (("Torget", 20), ("Parken", 30)),
            },
            texts=("asked__question",),
            elsewhere={"asked__area": lambda cast: cast.neighbour.cooperation.area},
        ),
        Act(
            dialogues.choose,
            lambda cast: {
                "consultation": cast.home.consultation,
                "seen": 0,
                "chosen": (cast.home.option.pk,),
                "because": "Flest ville det.",
            },
            texts=("because",),
            elsewhere={"consultation": lambda cast: cast.neighbour.consultation},
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
            scanning.change_source,
            lambda cast: {
                "source": cast.home.source,
                "seen": version_of(cast.home.source),
                "terms": scanning.Terms(
                    name="Polisens anmälningar",
                    theme="crime",
                    sharing="sums",
                    definition="Anmälda brott efter plats.",
                ),
            },
            by="palle",
            texts=("terms__name", "terms__definition"),
            elsewhere={"source": lambda cast: cast.neighbour.source},
        ),
        Act(
            scanning.map_columns,
            lambda cast: {
                "source": cast.home.source,
                "mapping": {"happened_from": "tidpunkt", "category": "kategori"},
                "columns": None,
            },
            by="palle",
            elsewhere={"source": lambda cast: cast.neighbour.source},
        ),
        Act(
            scanning.decide_categories,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "reader": "incidents",
                "decisions": {"Våld": "violence"},
            },
            elsewhere={"cooperation": lambda cast: cast.neighbour.cooperation},
        ),
        Act(
            scanning.ask_to_pull,
            lambda cast: {"source": cast.home.pushed_source},
            elsewhere={"source": lambda cast: cast.neighbour.pushed_source},
        ),
        Act(
            scanning.note_pull,
            lambda cast: {"source": cast.home.pushed_source, "failure": "Tjänsten svarade inte i tid."},
            elsewhere={"source": lambda cast: cast.neighbour.pushed_source},
        ),
        Act(
            scanning.make_key,
            lambda cast: {"source": cast.home.pushed_source, "label": "Felanmälan, prov"},
            texts=("label",),
            elsewhere={"source": lambda cast: cast.neighbour.pushed_source},
        ),
        Act(
            scanning.revoke_key,
            lambda cast: {"key": cast.home.service_key},
            elsewhere={"key": lambda cast: cast.neighbour.service_key},
        ),
        Act(
            scanning.receive,
            lambda cast: {
                "key": cast.home.service_key,
                "sent": Sent("klotter", "Klotter", 59.02, 14.92, "", "", "F-2"),
            },
            texts=("sent__service_code", "sent__service_name"),
            elsewhere={"key": lambda cast: cast.neighbour.service_key},
        ),
        Act(
            scanning.note_handed_over,
            lambda cast: {
                "source": cast.home.pushed_source,
                "sent": [cast.home.pushed],
                "delivery": cast.home.waiting,
            },
            elsewhere={"source": lambda cast: cast.neighbour.pushed_source},
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
            scanning.take_in,
            lambda cast: {
                "source": cast.home.source,
                "file_name": "ännu mer.csv",
                "chunks": (incidents(cast.home.place, skip=640),),
                "today": LATER.date(),
            },
            by="palle",
            elsewhere={"source": lambda cast: cast.neighbour.source},
        ),
        Act(
            scanning.reread,
            lambda cast: {"delivery": cast.home.waiting},
            by="palle",
            elsewhere={"delivery": lambda cast: cast.neighbour.waiting},
        ),
        Act(
            scanning.begin_accept,
            lambda cast: {"delivery": cast.home.waiting},
            by="palle",
            elsewhere={"delivery": lambda cast: cast.neighbour.waiting},
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
            priorities.drop,
            lambda cast: {
                "priority": cast.home.priority,
                "seen": 0,
                "reason": "Det har minskat.",
            },
            texts=("reason",),
            local=True,
        ),
        Act(priorities.reorder, _turned_round, local=True),
        Act(
            priorities.decide,
            lambda cast: {
                "round": cast.home.past,
                "forum": cast.home.forum,
                "on": LATER.date(),
                "reason": "Skadan vägde tyngst.",
            },
            texts=("reason", "registry_number"),
            local=True,
            elsewhere={
                "forum": lambda cast: cast.neighbour.forum,
                "decision": lambda cast: cast.neighbour.decision,
            },
        ),
        Act(
            priorities.put_up,
            lambda cast: {
                "round": cast.home.city,
                "title": "Klotter",
                "about": "På skolan.",
                "reason": "Det ökar.",
            },
            texts=("title", "about", "reason"),
            local=True,
            elsewhere={
                "agreed_problem": lambda cast: cast.neighbour.problem,
                "finding": lambda cast: cast.neighbour.finding,
                "document": lambda cast: cast.neighbour.document,
            },
        ),
        Act(
            priorities.change_candidate,
            lambda cast: {
                "candidate": cast.home.candidate,
                "seen": 0,
                "title": "Stölder",
                "about": "Butiker.",
                "category": "",
                "agreed_problem": None,
            },
            texts=("title", "about"),
            local=True,
            elsewhere={"agreed_problem": lambda cast: cast.neighbour.problem},
        ),
        Act(priorities.withdraw, lambda cast: {"candidate": cast.home.candidate}, local=True),
        Act(
            priorities.argue,
            lambda cast: {"candidate": cast.home.candidate, "reason": "Det ökar."},
            texts=("reason",),
            local=True,
            elsewhere={
                "finding": lambda cast: cast.neighbour.finding,
                "document": lambda cast: cast.neighbour.document,
            },
        ),
        Act(
            priorities.add_criterion,
            lambda cast: {
                "round": cast.home.city,
                "group": "problem",
                "name": "Barn",
                "question": "Berörs barn?",
            },
            texts=("name", "question"),
            local=True,
        ),
        Act(
            priorities.change_criterion,
            lambda cast: {
                "criterion": cast.home.criterion,
                "seen": 0,
                "name": "Vanligt",
                "question": "Hur vanligt är det?",
            },
            texts=("name", "question"),
            local=True,
        ),
        Act(priorities.remove_criterion, lambda cast: {"criterion": cast.home.criterion}, local=True),
        Act(
            priorities.open_scoring,
            lambda cast: {"round": cast.home.city, "parties": [cast.home.municipality]},
            local=True,
            elsewhere={"parties": lambda cast: [cast.neighbour.municipality]},
        ),
        Act(
            priorities.set_show_on,
            lambda cast: {"matrix": cast.home.scoring, "show_on": LATER.date() + timedelta(days=7)},
        ),
        Act(
            priorities.score,
            lambda cast: {
                "sheet": cast.home.own_sheet,
                "candidate": cast.home.scored,
                "seen": 1,
                "scores": {"common": Score(2)},
            },
            elsewhere={"candidate": lambda cast: cast.neighbour.scored},
        ),
        Act(priorities.hand_in, lambda cast: {"sheet": cast.home.own_sheet}),
        Act(priorities.take_back, lambda cast: {"sheet": cast.home.police_sheet}, by="kim"),
        Act(
            priorities.agree,
            lambda cast: {
                "candidate": cast.home.compared,
                "seen": 0,
                "scores": {"common": Score(2)},
            },
            local=True,
        ),
        Act(
            priorities.settle,
            lambda cast: {
                "candidate": cast.home.compared,
                "seen": 1,
                "chosen": True,
                "reason": "Det drabbar många.",
                "goal": "Mindre.",
            },
            texts=("reason", "goal"),
            local=True,
            elsewhere={
                "owner": lambda cast: cast.neighbour.forum,
                "part_of": lambda cast: cast.neighbour.priority,
            },
        ),
        Act(
            priorities.write_sub_goal,
            lambda cast: {"priority": cast.home.priority, "text": "Lamporna är lagade."},
            texts=("text",),
            local=True,
            elsewhere={"sub_goal": lambda cast: cast.neighbour.sub_goal},
        ),
        Act(priorities.remove_sub_goal, lambda cast: {"sub_goal": cast.home.sub_goal}, local=True),
        Act(
            priorities.say_untreated,
            lambda cast: {
                "round": cast.home.local,
                "priority": cast.home.priority,
                "reason": "Finns inte här.",
            },
            texts=("reason",),
            elsewhere={"priority": lambda cast: cast.neighbour.priority},
        ),
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
            texts=(
                "content__title",
                "content__goals",
                "content__follow_up",
                "content__how",
                "content__borne_by",
            ),
            local=True,
            elsewhere={
                **_FUNCTIONS,
                "content__cause": lambda cast: cast.neighbour.cause,
                "content__also": lambda cast: (cast.neighbour.cause,),
            },
        ),
        Act(
            measures.change_measure,
            lambda cast: {"measure": cast.home.measure, "seen": 0, "content": _measure(cast)},
            texts=(
                "content__title",
                "content__goals",
                "content__follow_up",
                "content__how",
                "content__borne_by",
            ),
            local=True,
            elsewhere={
                **_FUNCTIONS,
                "content__cause": lambda cast: cast.neighbour.cause,
                "content__also": lambda cast: (cast.neighbour.cause,),
            },
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
            measures.set_state,
            lambda cast: {"measure": cast.home.measure, "to": "stopped", "why": "Pengarna räckte inte."},
            texts=("why",),
            local=True,
        ),
        Act(
            measures.move_measure,
            lambda cast: {"measure": cast.home.other_measure, "up": True},
            local=True,
        ),
        Act(
            measures.add_step,
            lambda cast: {"measure": cast.home.measure, "content": _plan_step(cast)},
            texts=("content__title",),
            local=True,
            elsewhere={"content__done_by": lambda cast: cast.neighbour.function("vera")},
        ),
        Act(
            measures.change_step,
            lambda cast: {"step": cast.home.plan_step, "seen": 0, "content": _plan_step(cast)},
            texts=("content__title",),
            local=True,
            elsewhere={"content__done_by": lambda cast: cast.neighbour.function("vera")},
        ),
        Act(
            measures.finish_step,
            lambda cast: {"step": cast.home.plan_step, "on": date(2025, 8, 1)},
            local=True,
        ),
        Act(measures.remove_step, lambda cast: {"step": cast.home.plan_step}, local=True),
        Act(
            measures.set_goal,
            lambda cast: {"measure": cast.home.measure, "content": measures.GoalContent("effect", "Färre.")},
            texts=("content__text", "content__baseline", "content__target"),
            local=True,
            elsewhere={"content__indicator": lambda cast: cast.neighbour.indicator},
        ),
        Act(
            measures.change_goal,
            lambda cast: {
                "goal": cast.home.goal,
                "seen": 0,
                "content": measures.GoalContent("effect", "Hälften så många."),
            },
            texts=("content__text", "content__baseline", "content__target"),
            local=True,
            elsewhere={"content__indicator": lambda cast: cast.neighbour.indicator},
        ),
        Act(measures.remove_goal, lambda cast: {"goal": cast.home.goal}, local=True),
        Act(
            measures.write_plan,
            lambda cast: {
                "plan": cast.home.plan,
                "seen": 0,
                "communication": "Boende får brev.",
                "follow_up": "Varje kvartal.",
            },
            texts=("communication", "follow_up"),
            local=True,
        ),
        Act(
            measures.agree_plan,
            lambda cast: {"plan": cast.home.plan, "agreed_by": "Lokala BRÅ, § 8", "agreed_on": LATER.date()},
            texts=("agreed_by",),
            local=True,
        ),
        Act(
            measures.add_entry,
            lambda cast: {"cooperation": cast.home.cooperation, "content": _entry("Nattvandring")},
            texts=tuple(f"content__{name}" for name in _ENTRY_TEXTS),
        ),
        Act(
            measures.change_entry,
            lambda cast: {"entry": cast.home.own_entry, "seen": 0, "content": _entry("Nattvandring i stan")},
            texts=tuple(f"content__{name}" for name in _ENTRY_TEXTS),
        ),
        Act(
            measures.tell_experience,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "entry_key": "battre-belysning",
                "where": "Torget",
                "text": "Fler går där.",
            },
            texts=("where", "text"),
            elsewhere={"entry_key": lambda cast: cast.neighbour.own_entry.key},
        ),
        Act(
            measures.begin_city_plan,
            lambda cast: {"cooperation": cast.home.cooperation, "year": 2030, "purpose": "Bättre stöd."},
            texts=("purpose",),
        ),
        Act(
            measures.decide_city_plan,
            lambda cast: {
                "plan": cast.home.city_plan,
                "decided_by": "Styrgruppen",
                "decided_on": LATER.date(),
            },
            texts=("decided_by",),
        ),
        Act(
            measures.add_activity,
            lambda cast: {"plan": cast.home.city_plan, "content": _city_activity(cast)},
            texts=("content__title", "content__goal"),
            elsewhere={"content__done_by": lambda cast: cast.neighbour.function("vera")},
        ),
        Act(
            measures.change_activity,
            lambda cast: {"activity": cast.home.city_activity, "seen": 0, "content": _city_activity(cast)},
            texts=("content__title", "content__goal"),
            elsewhere={"content__done_by": lambda cast: cast.neighbour.function("vera")},
        ),
        Act(
            measures.follow_activity,
            lambda cast: {
                "activity": cast.home.city_activity,
                "seen": 0,
                "to": "done",
                "result": "Alla grupper kom.",
            },
            texts=("result",),
        ),
        Act(
            measures.compile_city_plan,
            lambda cast: {
                "plan": cast.home.done_city_plan,
                "summary": "Det mesta nåddes.",
                "on": LATER.date(),
            },
            texts=("summary",),
        ),
        Act(
            measures.tell_city_plan,
            lambda cast: {"plan": cast.home.compiled_city_plan, "how": "Möte.", "on": LATER.date()},
            texts=("how",),
        ),
        Act(
            followup.check_in,
            lambda cast: {"measure": cast.home.measure, "light": "red", "words": "Inte gjort."},
            texts=("words",),
            local=True,
        ),
        Act(
            followup.approve,
            lambda cast: {
                "indicator": cast.home.indicator,
                "party": cast.home.police,
                "begins": cast.home.measure.first_day,
            },
            by="palle",
            elsewhere={
                "indicator": lambda cast: cast.neighbour.indicator,
                "party": lambda cast: cast.neighbour.municipality,
            },
        ),
        Act(
            followup.withdraw,
            lambda cast: {"approval": cast.home.indicator_approval},
            by="palle",
            elsewhere={"approval": lambda cast: cast.neighbour.indicator_approval},
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
        *_WEEK,
        *_COUNCIL,
        Act(
            cases.start,
            lambda cast: {
                "cooperation": cast.home.cooperation,
                "kind": "statement",
                "subject": "agreement",
                "head": cases.Head("board", "Ny överenskommelse", author=cast.home.function("saga")),
                "about": cases.About(agreement=cast.home.agreement),
            },
            texts=_HEAD_TEXTS,
            elsewhere={
                **_HEAD_ELSEWHERE,
                "about__agreement": lambda cast: cast.neighbour.agreement,
                "about__document": lambda cast: cast.neighbour.document,
                "about__round": lambda cast: cast.neighbour.city,
                "about__about_forum": lambda cast: cast.neighbour.forum,
            },
        ),
        Act(
            cases.change,
            lambda cast: {"case": cast.home.case, "seen": 0, "head": cases.Head("board", "Ett annat namn")},
            texts=_HEAD_TEXTS,
            elsewhere=_HEAD_ELSEWHERE,
        ),
        Act(
            cases.write_part,
            lambda cast: {"part": cast.home.case_part, "seen": 0, "text": "Inget att säga."},
            texts=("text",),
        ),
        Act(cases.redraft_part, lambda cast: {"part": cast.home.case_part}),
        Act(cases.take_draft, lambda cast: {"part": cast.home.case_part, "seen": 0}),
        Act(cases.nothing_particular, lambda cast: {"part": cast.home.case_part, "seen": 0}),
        Act(
            cases.write_proposal,
            lambda cast: {
                "case": cast.home.case,
                "body": "board",
                "text": "Redovisningen läggs till handlingarna.",
            },
            texts=("text",),
            elsewhere={"proposal": lambda cast: cast.neighbour.case_proposal},
        ),
        Act(cases.remove_proposal, lambda cast: {"proposal": cast.home.case_proposal}),
        Act(
            cases.write_appendix,
            lambda cast: {"case": cast.home.case, "title": "Programmet"},
            texts=("title", "registry_number"),
            elsewhere={"appendix": lambda cast: cast.neighbour.case_appendix},
        ),
        Act(cases.remove_appendix, lambda cast: {"appendix": cast.home.case_appendix}),
        Act(cases.mark_ready, lambda cast: {"case": cast.home.whole_case, "drawn_up_on": LATER.date()}),
        Act(cases.mark_sent, lambda cast: {"case": cast.home.ready_case, "sent_on": LATER.date()}),
        Act(
            cases.take_back,
            lambda cast: {"case": cast.home.sent_case, "reason": "En bilaga saknades."},
            texts=("reason",),
        ),
        Act(
            cases.enter_decision,
            lambda cast: {
                "case": cast.home.sent_case,
                "decided": cases.Decided("board", "as_proposed", LATER.date(), "§ 12"),
            },
            texts=("decided__paragraph", "decided__text"),
        ),
        Act(
            cases.remove,
            lambda cast: {"case": cast.home.whole_case, "reason": "Startat av misstag."},
            texts=("reason",),
        ),
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
