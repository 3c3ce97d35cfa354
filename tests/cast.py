"""The cast of the suite: two neighbouring cooperations with one police party in both, and a turn of work in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import count, islice
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from shapely.geometry import box

from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementDuty,
    AgreementPart,
    AgreementParty,
    AgreementTemplate,
    Annex,
    Commitment,
)
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.evaluations import operations as evaluations
from trygghjulet.cooperation.evaluations.models import Invitation, PlanPoint, SelfEvaluation, Statement
from trygghjulet.cooperation.forms import operations as forms
from trygghjulet.cooperation.forms.models import CooperationForm, FormDecision
from trygghjulet.cooperation.forms.rules.counts import Counts
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import (
    AgendaItem,
    Appointment,
    Approval,
    Assignment,
    Decision,
    Dispatch,
    Extract,
    Forum,
    ForumKind,
    ForumLink,
    Meeting,
    Motion,
    Note,
    Paper,
    Perspective as SeatedPerspective,
    RaisedItem,
    Remark,
    RoutingRule,
    Seat,
    Task,
    TurnOverride,
    TurnRule,
    Vote,
)
from trygghjulet.cooperation.forums.rules import votes
from trygghjulet.cooperation.governance import operations as governance
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.cooperation.referrals import operations as referrals
from trygghjulet.cooperation.referrals.models import CollectedView, Referral
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.gazetteer import operations as gazetteer
from trygghjulet.foundation.geography import operations as geography
from trygghjulet.foundation.geography.models import Area, Place as KnownPlace
from trygghjulet.foundation.geography.reading import ReadArea
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Cooperation, Function, Holding, Party, PartyKind
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.foundation.rounds.models import Rhythm, Round
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.annual_wheel import operations as annual_wheel
from trygghjulet.oversight.annual_wheel.models import CalendarFeed, OwnProcess
from trygghjulet.oversight.annual_wheel.rules.year import Choice
from trygghjulet.oversight.cases import operations as cases
from trygghjulet.oversight.cases.models import Case, CaseAppendix, CasePart, CaseProposal
from trygghjulet.oversight.cases.rules.state import State as CaseState
from trygghjulet.oversight.duties import operations as duties
from trygghjulet.oversight.duties.models import NotedFact
from trygghjulet.oversight.law import operations as law
from trygghjulet.oversight.law.models import LawNote
from trygghjulet.oversight.planning import operations as planning
from trygghjulet.oversight.planning.models import Proposal, SchoolHoliday
from trygghjulet.oversight.planning.queries import planned
from trygghjulet.oversight.strategic_council import operations as strategic_council
from trygghjulet.oversight.strategic_council.models import Alternative
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.causes.models import Cause, Perspective, ProblemProfile
from trygghjulet.steps.dialogues import operations as dialogues
from trygghjulet.steps.dialogues.models import Consultation, Dialogue, Option, Point
from trygghjulet.steps.feedback import operations as feedback
from trygghjulet.steps.feedback.models import FeedbackItem, Publication
from trygghjulet.steps.field import operations as field
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.rules.times import When
from trygghjulet.steps.field.tests.pictures import photo
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.followup.models import IndicatorApproval
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import (
    ActionPlan,
    CityActivity,
    CityPlan,
    Goal,
    Indicator,
    Measure,
    MeasureStep,
    OwnEntry,
)
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.models import Finding, Part, SituationalPicture
from trygghjulet.steps.picture.queries import content_sha256
from trygghjulet.steps.priorities import operations as priorities
from trygghjulet.steps.priorities.models import (
    Candidate,
    Criterion,
    Ground,
    PriorityArea,
    PriorityMatrix,
    Sheet,
    SubGoal,
)
from trygghjulet.steps.priorities.rules.comparing import Score
from trygghjulet.steps.scanning import operations as scanning
from trygghjulet.steps.scanning.models import (
    Contribution,
    Dataset,
    Delivery,
    Pushed,
    ServiceKey,
    Sharing,
    Source,
    Theme,
)
from trygghjulet.steps.scanning.rules.pushed import Sent
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.models import Focus, WeekMeasure, WeekPicture, WeekSetting
from trygghjulet.steps.week.queries import content_now

POLICE: Final = "Lokalpolisområde Lillåker-Storsjö"
PASSWORD: Final = "inte-hemligt-alls"  # noqa: S105  # no secret: the cast exists in the suite only
INSTALLER: Final = Scope(user_id=None, user_name="Den som installerar", operator=True)
FIRST_DAY: Final = date(2025, 1, 1)
LAST_DAY: Final = date(2025, 12, 31)
#: When everything in the cast was done; early enough that nobody's time in a function has not begun.
AT: Final = datetime(2026, 1, 15, 10, tzinfo=ZoneInfo("Europe/Stockholm"))


@dataclass(frozen=True)
class Player:
    """Somebody in the cast: what they are called, in which role, for which party, and where."""

    name: str
    role: str
    police: bool = False
    local: bool = False


@dataclass(frozen=True)
class Place:
    """A cooperation of the cast: a square municipality of two halves, and the people in it."""

    slug: str
    municipality: str
    west: float
    players: tuple[Player, ...]
    writer: str

    @property
    def name(self) -> str:
        """What the cooperation is called."""
        return f"Trygg i {self.municipality.removesuffix('s kommun')}"


HOME: Final = Place(
    slug="lillaker",
    municipality="Lillåkers kommun",
    west=14.90,
    players=(
        Player("saga", "coordinator"),
        Player("kim", "police_coordinator", police=True),
        Player("ana", "analyst"),
        Player("palle", "analyst", police=True),
        Player("stig", "steering_member"),
        Player("fia", "field_worker"),
        Player("pia", "reader"),
        Player("arvid", "administrator"),
        Player("uno", "coordinator", local=True),
    ),
    writer="saga",
)
NEIGHBOUR: Final = Place(
    slug="storsjo",
    municipality="Storsjös kommun",
    west=15.10,
    players=(Player("vera", "coordinator"), Player("pelle", "police_coordinator", police=True)),
    writer="vera",
)
EVERYBODY: Final = tuple(player.name for place in (HOME, NEIGHBOUR) for player in place.players)
_SOUTH, _SIDE = 59.00, 0.08


@dataclass
class Work:
    """A cooperation with one of everything in it; a fresh copy for each test."""

    place: Place
    cooperation: Cooperation
    city: Round
    local: Round
    past: Round

    @property
    def source(self) -> Source:
        """The police's incidents."""
        return Source.objects.select_related("cooperation__area", "party").get(
            cooperation=self.cooperation, reader="incidents"
        )

    @property
    def known_place(self) -> KnownPlace:
        """The square that everybody knows."""
        return KnownPlace.objects.select_related("area").get(root=self.cooperation.area, name="Torget")

    @property
    def field_report(self) -> Report:
        """What the writer reported from the southern half, with a photo."""
        return Report.objects.select_related("cooperation__area", "party", "area", "place").get(
            cooperation=self.cooperation
        )

    @property
    def dataset(self) -> Dataset:
        """The incidents that count."""
        return Dataset.objects.select_related("source__party").get(source=self.source)

    @property
    def pushed_source(self) -> Source:
        """The municipality's fault reports, which its own system sends."""
        return Source.objects.select_related("cooperation__area", "party").get(
            cooperation=self.cooperation, reader="open311"
        )

    @property
    def service_key(self) -> ServiceKey:
        """The key that the municipality's system has."""
        return ServiceKey.objects.select_related("source__party", "source__cooperation__area").get(
            source=self.pushed_source
        )

    @property
    def service_secret(self) -> str:
        """What that key opens with."""
        return _service_secrets[self.place.slug]

    @property
    def pushed(self) -> Pushed:
        """A fault report that has been sent and waits to become a delivery."""
        return Pushed.objects.select_related("source").get(source=self.pushed_source)

    @property
    def empty(self) -> Round:
        """A round in the southern half that nothing has been done in."""
        return Round.objects.select_related("area", "cooperation__area").get(
            cooperation=self.cooperation, rhythm=Rhythm.WEEKLY, area__code="s1"
        )

    @property
    def week_setting(self) -> WeekSetting:
        """The group that goes through the week."""
        of = WeekSetting.objects.select_related("forum", "area", "cooperation__area")
        return of.get(cooperation=self.cooperation)

    @property
    def week_meeting(self) -> Meeting:
        """The meeting that the week's draft lies before."""
        return Meeting.objects.get(forum=self.week_setting.forum, held_on=date(2026, 1, 13))

    @property
    def week(self) -> WeekPicture:
        """The week's picture, a draft."""
        return self._week("draft")

    @property
    def decided_week(self) -> WeekPicture:
        """The picture of the week before, decided."""
        return self._week("decided")

    def _week(self, state: str) -> WeekPicture:
        of = WeekPicture.objects.select_related(
            "round__area", "round__cooperation__area", "setting__forum", "setting__area", "meeting"
        )
        return of.get(setting=self.week_setting, state=state)

    @property
    def focus(self) -> Focus:
        """The second focus of the draft."""
        return self._focus(self.week).latest("order")

    @property
    def earlier_focus(self) -> Focus:
        """The focus of the week before."""
        return self._focus(self.decided_week).get()

    def _focus(self, of: WeekPicture) -> QuerySet[Focus]:
        return Focus.objects.select_related(
            "picture__round__area", "picture__round__cooperation__area"
        ).filter(picture=of)

    @property
    def week_measure(self) -> WeekMeasure:
        """The measure that the draft holds, planned."""
        of = WeekMeasure.objects.select_related("picture__round__area", "picture__round__cooperation__area")
        return of.get(picture=self.week)

    @property
    def waiting(self) -> Delivery:
        """A delivery that nobody has answered."""
        return Delivery.objects.select_related("source__party", "source__cooperation__area").get(
            source=self.source, state=Delivery.State.PREVIEWED
        )

    @property
    def picture(self) -> SituationalPicture:
        """The city-wide picture, a draft."""
        return SituationalPicture.objects.select_related("round__area").get(round=self.city)

    @property
    def adopted(self) -> SituationalPicture:
        """The local picture, adopted."""
        return SituationalPicture.objects.select_related("round__area").get(round=self.local)

    @property
    def finding(self) -> Finding:
        """The finding that people wrote in the city-wide picture."""
        return Finding.objects.filter(picture=self.picture, kind=Finding.Kind.WRITTEN).earliest("pk")

    @property
    def priority(self) -> PriorityArea:
        return PriorityArea.objects.select_related("round__area").filter(round=self.city).earliest("pk")

    @property
    def ground(self) -> Ground:
        return Ground.objects.get(priority=self.priority)

    @property
    def profile(self) -> ProblemProfile:
        return ProblemProfile.objects.get(priority=self.priority)

    @property
    def cause(self) -> Cause:
        return Cause.objects.filter(profile=self.profile).earliest("number")

    @property
    def candidate(self) -> Candidate:
        """A problem put up in the city's round, where nobody scores yet."""
        return self._candidate(self.city)

    @property
    def scored(self) -> Candidate:
        """One that the parties of the northern half score, each on its own."""
        return self._candidate(self.local)

    @property
    def compared(self) -> Candidate:
        """One whose scores lie side by side."""
        return self._candidate(self.past)

    def _candidate(self, round: Round) -> Candidate:
        mine = Candidate.objects.select_related("matrix__round__area", "matrix__round__cooperation__area")
        return mine.filter(matrix__round=round).earliest("pk")

    @property
    def ordered(self) -> list[PriorityArea]:
        """The two priorities of the southern half, in order."""
        return list(PriorityArea.objects.filter(round=self.past))

    @property
    def criterion(self) -> Criterion:
        return Criterion.objects.filter(matrix__round=self.city).earliest("pk")

    @property
    def scoring(self) -> PriorityMatrix:
        return PriorityMatrix.objects.get(round=self.local)

    @property
    def own_sheet(self) -> Sheet:
        """The municipality's, scored but not handed in."""
        return Sheet.objects.get(matrix__round=self.local, party=self.municipality)

    @property
    def police_sheet(self) -> Sheet:
        """The police's, handed in."""
        return Sheet.objects.exclude(party=self.municipality).get(matrix__round=self.local)

    @property
    def sub_goal(self) -> SubGoal:
        return SubGoal.objects.get(priority=self.priority)

    @property
    def plan(self) -> ActionPlan:
        return ActionPlan.objects.get(round=self.city)

    @property
    def measure(self) -> Measure:
        return Measure.objects.filter(plan=self.plan).earliest("pk")

    @property
    def other_measure(self) -> Measure:
        """The second measure of the past round's plan."""
        return Measure.objects.get(plan__round=self.past, order=2)

    @property
    def plan_step(self) -> MeasureStep:
        return MeasureStep.objects.get(measure=self.measure)

    @property
    def goal(self) -> Goal:
        return Goal.objects.get(measure=self.measure)

    @property
    def own_entry(self) -> OwnEntry:
        return OwnEntry.objects.get(cooperation=self.cooperation)

    @property
    def city_plan(self) -> CityPlan:
        """The year's plan that is under way."""
        return CityPlan.objects.get(cooperation=self.cooperation, year=2026)

    @property
    def city_activity(self) -> CityActivity:
        return CityActivity.objects.select_related("plan__cooperation__area").get(plan=self.city_plan)

    @property
    def done_city_plan(self) -> CityPlan:
        """A year whose activities are all over, to be compiled."""
        return CityPlan.objects.get(cooperation=self.cooperation, year=2025)

    @property
    def compiled_city_plan(self) -> CityPlan:
        """A year that is compiled, to be told of."""
        return CityPlan.objects.get(cooperation=self.cooperation, year=2024)

    @property
    def indicator(self) -> Indicator:
        """One that waits for the police's word before others see its figures."""
        return Indicator.objects.get(measure=self.measure, title="Stölder i staden")

    @property
    def indicator_approval(self) -> IndicatorApproval:
        """The police's word that others may see the other one."""
        return IndicatorApproval.objects.get(indicator__measure=self.measure)

    @property
    def item(self) -> FeedbackItem:
        return FeedbackItem.objects.get(round=self.city)

    @property
    def publication(self) -> Publication:
        return Publication.objects.get(round=self.past)

    @property
    def problem(self) -> AgreedProblem:
        return AgreedProblem.objects.filter(agreement__cooperation=self.cooperation).earliest("pk")

    @property
    def agreement(self) -> Agreement:
        """The city-wide agreement."""
        return self._agreement("agreement")

    @property
    def local_agreement(self) -> Agreement:
        """The northern half's agreement, a draft."""
        return self._agreement("local_agreement")

    def _agreement(self, kind: str) -> Agreement:
        mine = Agreement.objects.select_related("cooperation__area").filter(cooperation=self.cooperation)
        return mine.filter(kind=kind).earliest("pk")

    @property
    def part(self) -> AgreementPart:
        return AgreementPart.objects.select_related("agreement").get(agreement=self.agreement)

    @property
    def signatory(self) -> AgreementParty:
        """The party that has not signed yet."""
        return AgreementParty.objects.select_related("agreement").get(agreement=self.agreement)

    @property
    def template(self) -> AgreementTemplate:
        return AgreementTemplate.objects.select_related("agreement__cooperation__area").get(
            agreement=self.agreement
        )

    @property
    def annex(self) -> Annex:
        return Annex.objects.select_related("agreement").get(agreement=self.agreement)

    @property
    def commitment(self) -> Commitment:
        return Commitment.objects.select_related("agreement").get(agreement=self.agreement)

    @property
    def duty(self) -> AgreementDuty:
        return AgreementDuty.objects.select_related("agreement").get(agreement=self.agreement)

    @property
    def forum(self) -> Forum:
        return Forum.objects.get(cooperation=self.cooperation, kind=ForumKind.STEERING)

    @property
    def process(self) -> OwnProcess:
        """The municipality's own process."""
        return OwnProcess.objects.select_related("cooperation").get(cooperation=self.cooperation)

    @property
    def holiday(self) -> SchoolHoliday:
        """The school holiday that is entered."""
        return SchoolHoliday.objects.select_related("cooperation").get(cooperation=self.cooperation)

    @property
    def proposal(self) -> Proposal:
        """The proposed meetings of the year."""
        return Proposal.objects.select_related("cooperation").get(cooperation=self.cooperation)

    @property
    def calendar(self) -> CalendarFeed:
        """The writer's calendar."""
        return CalendarFeed.objects.select_related("cooperation").get(cooperation=self.cooperation)

    @property
    def calendar_secret(self) -> str:
        """What its address ends with."""
        return _calendar_secrets[self.place.slug]

    @property
    def meeting(self) -> Meeting:
        """The steering group's meeting to come."""
        return self._meeting(Meeting.State.PLANNED)

    @property
    def held(self) -> Meeting:
        """The meeting that the steering group has held."""
        return self._meeting(Meeting.State.HELD)

    def _meeting(self, state: str) -> Meeting:
        of = Meeting.objects.select_related("forum__area", "forum__cooperation__area")
        return of.filter(forum=self.forum, state=state).earliest("pk")

    @property
    def preparing(self) -> Forum:
        """The forum that prepares for the steering group."""
        return Forum.objects.get(cooperation=self.cooperation, name="Beredningsgruppen")

    @property
    def writing(self) -> Meeting:
        """A meeting whose minutes are being written."""
        return self._minuted("writing")

    @property
    def to_approve(self) -> Meeting:
        """A meeting whose minutes wait for somebody to approve them."""
        return self._minuted("for_approval")

    @property
    def locked(self) -> Meeting:
        """A meeting whose minutes are approved."""
        return self._minuted("approved")

    def _minuted(self, state: str) -> Meeting:
        of = Meeting.objects.select_related("forum__area", "forum__cooperation__area")
        return of.get(forum__cooperation=self.cooperation, minutes__state=state)

    @property
    def sitting(self) -> Appointment:
        """Somebody who sits in the steering group."""
        return Appointment.objects.filter(forum=self.forum).earliest("pk")

    @property
    def paragraph(self) -> Note:
        """A paragraph of the notes of the meeting whose minutes are being written."""
        of = Note.objects.select_related("meeting__forum__area", "meeting__forum__cooperation__area")
        return of.get(meeting=self.writing)

    @property
    def approval(self) -> Approval:
        """The approval that is waited for, of one who is told by title."""
        of = Approval.objects.select_related(
            "minutes__meeting__forum__area", "minutes__meeting__forum__cooperation__area"
        )
        return of.get(minutes__meeting=self.to_approve)

    @property
    def agenda_point(self) -> AgendaItem:
        """The first point of the meeting to come."""
        found = AgendaItem.objects.select_related("meeting__forum__area", "meeting__forum__cooperation__area")
        return found.filter(meeting=self.meeting).earliest("order")

    @property
    def paper(self) -> Paper:
        """The paper that belongs to that point."""
        of = Paper.objects.select_related("item__meeting__forum__cooperation__area")
        return of.get(item=self.agenda_point)

    @property
    def raised(self) -> RaisedItem:
        """The matter that waits for the steering group."""
        found = RaisedItem.objects.select_related(
            "to_forum__cooperation__area", "from_forum__cooperation__area"
        )
        return found.filter(to_forum=self.forum).earliest("pk")

    @property
    def assignment(self) -> Assignment:
        """What the group that the steering group has set up is to do."""
        of = Assignment.objects.select_related("forum__area", "forum__cooperation__area", "issued_by")
        return of.get(issued_by=self.forum)

    @property
    def link(self) -> ForumLink:
        """The group's way back to the steering group."""
        of = ForumLink.objects.select_related("forum__cooperation", "to")
        return of.get(to=self.forum, kind="reports_to")

    @property
    def contribution(self) -> Contribution:
        """What the municipality is to bring to the city's round."""
        found = Contribution.objects.select_related("party", "source", "round__area", "round__cooperation")
        return found.get(round__cooperation=self.cooperation, what="Samtal med skolorna")

    @property
    def dialogue(self) -> Dialogue:
        """The safety walk in the whole city."""
        found = Dialogue.objects.select_related("area", "party", "place", "cooperation__area")
        return found.get(cooperation=self.cooperation)

    @property
    def walk_point(self) -> Point:
        """The walk's point that something is to come of."""
        found = Point.objects.select_related("dialogue__area", "dialogue__cooperation__area", "place")
        return found.get(dialogue__cooperation=self.cooperation, number=1)

    @property
    def consultation(self) -> Consultation:
        """What citizens were asked to choose among."""
        found = Consultation.objects.select_related("area", "cooperation")
        return found.get(cooperation=self.cooperation)

    @property
    def option(self) -> Option:
        """The first of the things to choose among."""
        return Option.objects.get(consultation=self.consultation, order=1)

    @property
    def local_forum(self) -> Forum:
        """The northern half's preparatory group, which the steering group's notes go to."""
        return Forum.objects.get(cooperation=self.cooperation, name="Beredningsgruppen Norr")

    @property
    def decision(self) -> Decision:
        """What the steering group decided on a day that no meeting is entered for."""
        of = Decision.objects.select_related("forum__area", "forum__cooperation__area", "meeting")
        return of.filter(forum=self.forum).earliest("pk")

    @property
    def motion(self) -> Motion:
        """The motion that the vote was about."""
        return Motion.objects.select_related("decision__forum").filter(decision=self.decision).earliest("pk")

    @property
    def vote(self) -> Vote:
        return Vote.objects.select_related("decision__forum").get(decision=self.decision)

    @property
    def remark(self) -> Remark:
        """The reservation against the decision."""
        return Remark.objects.select_related("decision__forum").get(decision=self.decision)

    @property
    def extract(self) -> Extract:
        """The extract that has not been sent."""
        return Extract.objects.select_related("decision__forum").get(decision=self.decision)

    @property
    def task(self) -> Task:
        """The task that rests on the writer's function, open."""
        return self._task(Task.State.OPEN)

    @property
    def closed_task(self) -> Task:
        return self._task(Task.State.DONE)

    def _task(self, state: str) -> Task:
        of = Task.objects.select_related("forum__area", "forum__cooperation__area", "owner")
        return of.filter(forum=self.forum, state=state).earliest("pk")

    @property
    def route(self) -> RoutingRule:
        """The rule that the local group is to have the steering group's notes."""
        of = RoutingRule.objects.select_related("forum__cooperation", "to_forum")
        return of.get(forum=self.forum, to_forum=self.local_forum)

    @property
    def sent(self) -> Dispatch:
        """The yearly report that went to the municipal board."""
        of = Dispatch.objects.select_related("forum__area", "forum__cooperation__area", "to_forum")
        return of.get(forum=self.forum, meeting=None)

    @property
    def form(self) -> CooperationForm:
        """The cooperation form that the leading group has set up."""
        found = CooperationForm.objects.select_related("cooperation__area")
        return found.filter(cooperation=self.cooperation).earliest("pk")

    @property
    def form_decision(self) -> FormDecision:
        """The decision that set the form up."""
        return FormDecision.objects.select_related("form", "forum").filter(form=self.form).earliest("pk")

    @property
    def noted(self) -> NotedFact:
        """What has been noted by hand."""
        return NotedFact.objects.select_related("cooperation__area", "area").get(cooperation=self.cooperation)

    @property
    def law_note(self) -> LawNote:
        """The note that the municipal board leads the work."""
        return LawNote.objects.select_related("cooperation").get(cooperation=self.cooperation)

    @property
    def alternative(self) -> Alternative:
        """The steering group as the strategic council, with an answer about who leads it."""
        return Alternative.objects.select_related("cooperation__area").get(cooperation=self.cooperation)

    @property
    def handled(self) -> AgendaItem:
        """The point on an agenda that the steering group has dealt with."""
        found = AgendaItem.objects.select_related("meeting__forum__cooperation__area")
        return found.filter(meeting__forum__cooperation=self.cooperation, state="handled").earliest("pk")

    @property
    def council_seat(self) -> str:
        """What the seat of the police in the steering group is kept under."""
        return f"ledamot-{self._police_member.pk}"

    @property
    def _police_member(self) -> Appointment:
        return Appointment.objects.get(
            forum__cooperation=self.cooperation, title="Lokalpolisområdeschef i rådet"
        )

    @property
    def seat(self) -> Seat:
        """The steering group's seat for the police."""
        of = Seat.objects.select_related("forum__area", "forum__cooperation__area", "party")
        return of.get(forum=self.forum, key="kommunpolis")

    @property
    def vacant_seat(self) -> Seat:
        """A seat that nobody has been appointed to."""
        of = Seat.objects.select_related("forum__area", "forum__cooperation__area", "party")
        return of.get(forum=self.forum, key="naringslivet")

    @property
    def member(self) -> Appointment:
        """Who has the police's seat in the steering group."""
        of = Appointment.objects.select_related("forum__area", "forum__cooperation__area", "seat")
        return of.get(seat=self.seat)

    @property
    def perspective(self) -> SeatedPerspective:
        """What one of the steering group's members must have."""
        of = SeatedPerspective.objects.select_related("forum__area", "forum__cooperation__area")
        return of.get(forum=self.forum)

    @property
    def turn_rule(self) -> TurnRule:
        """The chair of the steering group goes in turns."""
        return TurnRule.objects.select_related("forum__area", "forum__cooperation__area").get(
            forum=self.forum, what="chair"
        )

    @property
    def turn_override(self) -> TurnOverride:
        """Another than the one in turn leads the meeting to come."""
        of = TurnOverride.objects.select_related("meeting__forum__area", "meeting__forum__cooperation__area")
        return of.get(meeting=self.meeting, what="chair")

    @property
    def case(self) -> Case:
        """The case that is being written."""
        return self._cases("draft").earliest("pk")

    @property
    def whole_case(self) -> Case:
        """The draft that lacks nothing."""
        return self._cases("draft").latest("pk")

    @property
    def ready_case(self) -> Case:
        """The case that is ready to be sent."""
        return self._cases("ready").get()

    @property
    def sent_case(self) -> Case:
        """The case that waits for its decision."""
        return self._cases("sent").get()

    def _cases(self, state: str) -> QuerySet[Case]:
        return Case.objects.select_related("cooperation__area").filter(
            cooperation=self.cooperation, state=state
        )

    @property
    def case_part(self) -> CasePart:
        """The ecological dimension of the case, which nobody has written in."""
        return CasePart.objects.select_related("case__cooperation__area").get(
            case=self.case, key="ecological"
        )

    @property
    def case_proposal(self) -> CaseProposal:
        return CaseProposal.objects.select_related("case__cooperation__area").get(case=self.case)

    @property
    def case_appendix(self) -> CaseAppendix:
        return CaseAppendix.objects.select_related("case__cooperation__area").get(case=self.case)

    @property
    def document(self) -> GoverningDocument:
        """The programme that the work answers to."""
        found = GoverningDocument.objects.select_related("cooperation").filter(cooperation=self.cooperation)
        return found.earliest("pk")

    @property
    def referral(self) -> Referral:
        """The matter that an opinion is being written on."""
        return self._referral("beredning")

    @property
    def given(self) -> Referral:
        """The matter that an opinion is given on."""
        return self._referral("yttrande")

    def _referral(self, state: str) -> Referral:
        found = Referral.objects.select_related(
            "cooperation__area", "forum__area", "forum__cooperation__area"
        )
        return found.filter(cooperation=self.cooperation, state=state).earliest("pk")

    @property
    def view(self) -> CollectedView:
        """The view that is asked for and not given."""
        return CollectedView.objects.select_related("referral").get(referral=self.referral)

    @property
    def evaluation(self) -> SelfEvaluation:
        """The steering group's self-evaluation that has not opened."""
        return self._evaluation(2026)

    @property
    def evaluated(self) -> SelfEvaluation:
        """The steering group's self-evaluation that has closed."""
        return self._evaluation(2025)

    def _evaluation(self, year: int) -> SelfEvaluation:
        found = SelfEvaluation.objects.select_related(
            "cooperation__area", "forum__area", "forum__cooperation__area"
        )
        return found.get(cooperation=self.cooperation, year=year)

    @property
    def statement(self) -> Statement:
        return (
            Statement.objects.select_related("evaluation").filter(evaluation=self.evaluation).earliest("pk")
        )

    @property
    def invitation(self) -> Invitation:
        return Invitation.objects.select_related("evaluation").get(evaluation=self.evaluation)

    @property
    def invitation_secret(self) -> str:
        """What the address of the invitation ends with."""
        return _invitation_secrets[self.place.slug]

    @property
    def point(self) -> PlanPoint:
        """What the closed self-evaluation led to."""
        return PlanPoint.objects.select_related("evaluation").get(evaluation=self.evaluated)

    @property
    def police(self) -> Party:
        """The police party, which is in both cooperations."""
        return Party.objects.get(name=POLICE)

    @property
    def municipality(self) -> Party:
        return Party.objects.get(name=self.place.municipality)

    def area(self, code: str) -> Area:
        """`norr` and `soder` are the halves; `n1`, `n2`, `s1` and `s2` the quarters."""
        return Area.objects.get(path__startswith=self.cooperation.area.path, code=code)

    def function(self, name: str) -> Function:
        """The function that somebody in the cast holds."""
        return Function.objects.get(cooperation=self.cooperation, holdings__user__email=email(name))

    @property
    def holding(self) -> Holding:
        """The time that the police's coordinator holds that function."""
        name = next(player.name for player in self.place.players if player.police)
        return Holding.objects.get(function=self.function(name))


#: The sessions that everybody was signed in with when the stage was set, by address.
_SESSIONS: dict[str, str] = {}


class Cast:
    """Everybody and everything: `home`, and `neighbour` whose people are strangers there."""

    @cached_property
    def home(self) -> Work:
        return _read(HOME)

    @cached_property
    def neighbour(self) -> Work:
        return _read(NEIGHBOUR)

    def scope(self, name: str) -> Scope:
        """What somebody may do."""
        return scope_of(User.objects.get(email=email(name)), AT.date())

    def client(self, name: str) -> Client:
        """A browser in which somebody is signed in; "anonymous" is nobody."""
        client = Client()
        if name != "anonymous":
            if email(name) in _SESSIONS:
                client.cookies[settings.SESSION_COOKIE_NAME] = _SESSIONS[email(name)]
            else:  # somebody whom the test itself brought in
                client.force_login(User.objects.get(email=email(name)))
        return client


def email(name: str) -> str:
    """The address that somebody signs in with."""
    return f"{name}@exempel.example"


def incidents(place: Place, *, first: date = date(2024, 1, 1), skip: int = 0) -> bytes:
    """A CSV of made-up incidents over two years: a concentration in the northern half, one incident elsewhere a day."""
    lines = ["tidpunkt;kategori;longitud;latitud"]
    for number in islice(count(), skip, 731):
        day = date.fromordinal(first.toordinal() + number)
        at = f"{day} {number * 7 % 24:02}:{number * 11 % 60:02}"
        kind = ("Skadegörelse", "Stöld", "Våld")[number % 3]
        east, north = (number * 37 % 97 + 1) / 98, (number * 61 % 89 + 1) / 90
        lines.append(f"{at};{kind};{place.west + _SIDE * east:.6f};{_SOUTH + _SIDE * north:.6f}")
        if number % 2 == 0:
            near, off = 0.30 + number % 5 * 0.004, 0.70 + number % 7 * 0.004
            lines.append(f"{at};Våld;{place.west + _SIDE * near:.6f};{_SOUTH + _SIDE * off:.6f}")
    return "\n".join(lines).encode()


def areas(place: Place) -> tuple[ReadArea, ...]:
    """Two halves of two quarters each; longitude and latitude."""
    middle = _SOUTH + _SIDE / 2

    def area(code: str, name: str, parent: str | None, *bounds: float) -> ReadArea:
        west, south, east, north = bounds
        shape = box(place.west + _SIDE * west, south, place.west + _SIDE * east, north)
        return ReadArea(code, name, parent, 4000 if parent == "stad" else 2000, shape, {})

    return (
        area("stad", place.municipality, None, 0, _SOUTH, 1, _SOUTH + _SIDE),
        area("norr", "Norr", "stad", 0, middle, 1, _SOUTH + _SIDE),
        area("soder", "Söder", "stad", 0, _SOUTH, 1, middle),
        area("n1", "Norra backen", "norr", 0, middle, 0.5, _SOUTH + _SIDE),
        area("n2", "Norra ängen", "norr", 0.5, middle, 1, _SOUTH + _SIDE),
        area("s1", "Södra backen", "soder", 0, _SOUTH, 0.5, middle),
        area("s2", "Södra ängen", "soder", 0.5, _SOUTH, 1, middle),
    )


def _plan_in_full(work: Work, writer: Scope, measure: Measure) -> None:
    """What a plan holds beside its measures, and the central level's own years."""
    doer = work.function(work.place.writer)
    step = measures.StepContent("Upphandla armaturer", date(2025, 7, 1), date(2025, 9, 1), doer)
    measures.add_step(by=writer, at=AT, measure=measure, content=step)
    goal = measures.GoalContent("production", "Alla lampor byts.", "", "40 lampor", date(2025, 12, 31))
    measures.set_goal(by=writer, at=AT, measure=measure, content=goal)
    for title in ("Fler bänkar", "Färre buskar"):
        measures.plan_measure(by=writer, at=AT, round=work.past, content=content(work, title=title))
    entry = measures.EntryContent(
        "Nattvandrare", "Vuxna går ute.", "Vi vet inte.", "untested", "both", "social", "universal"
    )
    measures.add_entry(by=writer, at=AT, cooperation=work.cooperation, content=entry)
    for year in (2024, 2025, 2026):
        plan = measures.begin_city_plan(by=writer, at=AT, cooperation=work.cooperation, year=year)
        planned = measures.ActivityContent(
            "Utbilda grupperna", "Alla kan metoden.", doer, date(year, 2, 1), date(year, 5, 1)
        )
        activity = measures.add_activity(by=writer, at=AT, plan=plan, content=planned)
        if year < 2026:
            measures.follow_activity(
                by=writer, at=AT, activity=activity, seen=0, to="done", result="Alla kom."
            )
        if year == 2024:
            measures.compile_city_plan(by=writer, at=AT, plan=plan, summary="Gjort.", on=date(2025, 1, 9))


def content(work: Work, *, cause: Cause | None = None, title: str = "Bättre belysning") -> measures.Content:
    """A measure as a person writes it."""
    writer = work.function(work.place.writer)
    return measures.Content(
        title=title,
        goals="Hälften så många händelser till årets slut.",
        first_day=date(2025, 7, 1),
        last_day=None,
        planned_by=writer,
        done_by=writer,
        followed_up_by=writer,
        follow_up="Varje kvartal, med räkning av händelser.",
        purpose="crime_prevention",
        prevention_type="situational",
        prevention_level="universal",
        grounds="promising",
        cause=cause,
    )


@pytest.fixture
def cast(_stage: None, db: None) -> Cast:
    """The cast, read anew for each test; what a test does to it is undone after the test."""
    if not _is_filled():  # the test's own transaction began before the stage could be set
        _fill()
    return Cast()


@pytest.fixture
def _stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The stage is set for whoever comes first, and again after a test with real transactions emptied the tables."""
    with django_db_blocker.unblock():
        if not connection.in_atomic_block and not _is_filled():
            _fill()


def _is_filled() -> bool:
    return Cooperation.objects.filter(slug=HOME.slug).exists()


def _fill() -> None:
    for place in (HOME, NEIGHBOUR):
        _play(_found(place), place)
    for user in User.objects.all():
        browser = Client()
        browser.force_login(user)
        _SESSIONS[user.email] = browser.cookies[settings.SESSION_COOKIE_NAME].value


def _read(place: Place) -> Work:
    cooperation = Cooperation.objects.select_related("area").get(slug=place.slug)
    turns = Round.objects.filter(cooperation=cooperation).select_related("area", "cooperation__area")
    yearly = turns.filter(rhythm=Rhythm.YEARLY)
    return Work(
        place,
        cooperation,
        yearly.get(area=cooperation.area),
        yearly.get(area__code="norr"),
        turns.get(rhythm=Rhythm.QUARTERLY),
    )


def _found(place: Place) -> Cooperation:
    root = geography.plant(
        by=INSTALLER, at=AT, code=place.slug, name=place.municipality, layers=(areas(place),)
    )
    cooperation = parties.found(
        by=INSTALLER,
        at=AT,
        name=place.name,
        slug=place.slug,
        area=root,
        parties=((place.municipality, PartyKind.MUNICIPALITY), (POLICE, PartyKind.POLICE)),
        contact="trygg@exempel.example",
    )
    for player in place.players:
        function = parties.add_function(
            by=INSTALLER,
            at=AT,
            cooperation=cooperation,
            party=Party.objects.get(name=POLICE if player.police else place.municipality),
            title=f"Funktion för {player.name}",
            role=player.role,
            area=Area.objects.get(parent=root, code="norr") if player.local else None,
        )
        parties.appoint(
            by=INSTALLER,
            at=AT,
            function=function,
            email=email(player.name),
            name=player.name.title(),
            password=PASSWORD,
            since=FIRST_DAY,
        )
    return cooperation


def _know(cooperation: Cooperation, place: Place, writer: Scope) -> None:
    """A square that everybody knows, in the north-western quarter."""
    gazetteer.add(
        by=writer,
        at=AT,
        cooperation=cooperation,
        content=gazetteer.Content(
            "Torget", place.west + _SIDE / 4, _SOUTH + 3 * _SIDE / 4, aliases=("Stortorget",), kind="square"
        ),
    )


def _see(cooperation: Cooperation, place: Place, writer: Scope) -> None:
    """Broken lights in the south-western quarter, reported with a photo."""
    field.send(
        by=writer,
        at=AT,
        cooperation=cooperation,
        party=Party.objects.get(name=place.municipality),
        key=uuid4(),
        content=field.Content(
            "surroundings.light",
            When("now"),
            longitude=place.west + _SIDE / 4,
            latitude=_SOUTH + _SIDE / 4,
            text="Tre lampor är släckta.",
        ),
        written_at=AT,
        photo=photo(200, 100),
    )


#: What opens the keys of the cast, by cooperation; a key itself is not kept.
_service_secrets: dict[str, str] = {}


def _send(cooperation: Cooperation, place: Place, writer: Scope) -> None:
    """The municipality's own system for fault reports has a key, and has sent a report."""
    source = scanning.add_source(
        by=writer,
        at=AT,
        cooperation=cooperation,
        party=Party.objects.get(name=place.municipality),
        name="Felanmälningar som skickas",
        reader="open311",
        theme=Theme.DISORDER,
        sharing=Sharing.SUMS,
        definition="Felanmälningar till kommunen.",
        settings={"address": "https://felanmalan.lillaker.example/open311/v2"},
    )
    key, secret = scanning.make_key(by=writer, at=AT, source=source, label="Felanmälan")
    _service_secrets[cooperation.slug] = secret
    scanning.receive(
        by=writer,
        at=AT,
        key=key,
        sent=Sent(
            service_code="damage.graffiti",
            service_name="Klotter",
            lat=_SOUTH + 0.02,
            long=place.west + 0.02,
            address="Skolvägen",
            requested_datetime="2026-01-14T08:10:00+01:00",
            service_request_id="F-1",
        ),
    )


def _hear(cooperation: Cooperation, writer: Scope) -> None:
    """A safety walk with something to follow, and a consultation."""
    dialogues.enter(
        by=writer,
        at=AT,
        cooperation=cooperation,
        held=dialogues.Held(
            area=cooperation.area,
            party=cooperation.participations.exclude(party__name=POLICE).earliest("pk").party,
            kind="walk",
            title="Höstens vandring",
            held_on=LAST_DAY,
        ),
        said=(
            dialogues.Said("Trasig lampa vid tunneln.", theme="light", tone="bad", to_do="Laga lampan."),
            dialogues.Said("Fint upplyst torg.", theme="light", tone="good"),
        ),
    )
    dialogues.consult(
        by=writer,
        at=AT,
        cooperation=cooperation,
        asked=dialogues.Asked(
            area=cooperation.area,
            question="Vilket löfte är viktigast?",
            way="open",
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
            answers=100,
        ),
        options=(("Mer ljus", 70), ("Fler värdar", 30)),
    )


def _go_through_the_week(cooperation: Cooperation, writer: Scope) -> None:
    """A group that meets each Tuesday: last week decided, this week's picture a draft with focus and a measure."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    forum = forums.set_up(**by, cooperation=cooperation, name="EST-gruppen", kind=ForumKind.WORKING)
    setting = week.set_up(**by, cooperation=cooperation, forum=forum, area=cooperation.area)
    function = Function.objects.filter(cooperation=cooperation).earliest("pk")
    for on, titles in ((date(2026, 1, 6), ("Tunneln",)), (date(2026, 1, 13), ("Torget", "Parken"))):
        meeting = forums.hold_meeting(**by, forum=forum, held_on=on)
        draft = week.draft(**by, setting=setting, meeting=meeting)
        for title in titles:
            week.add_focus(**by, picture=draft, content=week.FocusContent(title))
        if on == date(2026, 1, 6):
            week.decide(**by, picture=draft, on=on, seen_sha256=content_now(draft))
        else:
            week.add_measure(
                **by,
                picture=draft,
                content=week.MeasureContent("Laga lampan", function, date(2026, 1, 20), where="Torget"),
            )


def _police_of(place: Place) -> Scope:
    return scope_of(User.objects.get(email=email(next(p.name for p in place.players if p.police))), AT.date())


def _play(cooperation: Cooperation, place: Place) -> None:
    """One of everything: a turn for the whole city, and a local one as far as the adopted picture."""
    writer = scope_of(User.objects.get(email=email(place.writer)), AT.date())
    police = _police_of(place)
    _know(cooperation, place, writer)
    _see(cooperation, place, writer)
    _frame(cooperation, writer)
    source = scanning.add_source(
        by=police,
        at=AT,
        cooperation=cooperation,
        party=Party.objects.get(name=POLICE),
        name="Polisens händelser",
        reader="incidents",
        theme=Theme.CRIME,
        sharing=Sharing.SUMS,
        definition="Anmälda brott efter plats.",
        retention=date(2030, 1, 1),
    )
    for file_name, data in (("2024-2025.csv", incidents(place)), ("mer.csv", incidents(place, skip=700))):
        delivery = scanning.deliver(
            by=police, at=AT, source=source, file_name=file_name, chunks=(data,), today=AT.date()
        )
        if file_name == "2024-2025.csv":
            scanning.accept(by=police, at=AT, delivery=delivery)
    _send(cooperation, place, writer)
    _hear(cooperation, writer)
    _go_through_the_week(cooperation, writer)
    city, local = (
        rounds.start(
            by=writer,
            at=AT,
            cooperation=cooperation,
            area=area,
            rhythm=Rhythm.YEARLY,
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
        )
        for area in (cooperation.area, Area.objects.get(parent=cooperation.area, code="norr"))
    )
    scanning.expect(
        by=writer,
        at=AT,
        round=city,
        party=cooperation.participations.exclude(party__name=POLICE).earliest("pk").party,
        what="Samtal med skolorna",
    )
    past = rounds.start(
        by=writer,
        at=AT,
        cooperation=cooperation,
        area=Area.objects.get(parent=cooperation.area, code="soder"),
        rhythm=Rhythm.QUARTERLY,
        first_day=FIRST_DAY,
        last_day=date(2025, 3, 31),
    )
    rounds.start(
        by=writer,
        at=AT,
        cooperation=cooperation,
        area=Area.objects.get(path__startswith=cooperation.area.path, code="s1"),
        rhythm=Rhythm.WEEKLY,
        first_day=date(2025, 12, 22),
        last_day=date(2025, 12, 28),
    )
    for round in (local, past):
        adopt(round, writer)
    feedback.publish(by=writer, at=AT, round=past, title="Rapport", body="<p>Publicerat.</p>")
    _turn(city, writer)
    _weighing(city, local, past, writer, police)
    _cases(
        cooperation,
        writer,
        Function.objects.filter(cooperation=cooperation, role="coordinator").earliest("pk"),
    )


def adopt(round: Round, writer: Scope) -> None:
    """Make a round's picture and have the steering group adopt it."""
    done = picture.make(by=writer, at=AT, round=round)
    picture.adopt(
        by=writer,
        at=AT,
        picture=done,
        forum=Forum.objects.get(cooperation=round.cooperation, kind=ForumKind.STEERING),
        on=AT.date(),
        seen_sha256=content_sha256(done),
    )


def _frame(cooperation: Cooperation, writer: Scope) -> None:
    agreement = agreements.enter(
        by=writer,
        at=AT,
        cooperation=cooperation,
        title=f"Överenskommelse {cooperation.name}",
        purposes="Färre brott och större trygghet.",
        fields_of_work="Hela kommunen.",
        problems=(("Våld på allmän plats", "Våldet ska minska."),),
        valid_from=FIRST_DAY,
        valid_until=date(2028, 12, 31),
    )
    steering = forums.set_up(
        by=writer, at=AT, cooperation=cooperation, name="Styrgruppen", kind=ForumKind.STEERING
    )
    forums.hold_meeting(by=writer, at=AT, forum=steering, held_on=date(2025, 11, 4))
    forums.plan_meeting(by=writer, at=AT, forum=steering, planned_on=date(2026, 2, 3))
    _group(steering, writer)
    _followed(cooperation, steering, writer)
    _beside(agreement, steering, writer)
    _more_frame(cooperation, steering, writer)
    _council(cooperation, steering, writer)
    _agenda(steering, writer)
    _minuted(cooperation, writer)
    _opinions(cooperation, steering, writer)
    _evaluations(steering, writer)
    _year(cooperation, writer)
    _seated(cooperation, steering, writer)


def _seated(cooperation: Cooperation, steering: Forum, writer: Scope) -> None:
    """How the steering group is composed, somebody in one of its seats, and who leads it in turns."""
    by: dict[str, Any] = {"by": writer, "at": AT, "forum": steering}
    municipality, police = (
        Party.objects.get(pk__in=_parties(cooperation), kind=kind)
        for kind in (PartyKind.MUNICIPALITY, PartyKind.POLICE)
    )
    forums.set_composition(
        **by, content=forums.CompositionContent(members_least=1, police_required=True, clause="Punkt 4")
    )
    seat = forums.add_seat(
        **by, content=forums.SeatContent("Kommunpolis", at_most=1, party=police, mandates=("uttala-sig",))
    )
    forums.add_seat(**by, content=forums.SeatContent("Näringslivet", at_least=0))
    forums.add_perspective(
        **by, content=forums.PerspectiveContent("minst en för unga", key="focus", value="unga")
    )
    forums.appoint(
        **by,
        content=forums.AppointmentContent(
            "Kommunpolis", FIRST_DAY, seat=seat, party=police, properties={"focus": "unga"}
        ),
    )
    forums.set_turns(**by, what="chair", share="every_other", places=[municipality, police])
    forums.override_turn(
        by=writer,
        at=AT,
        meeting=Meeting.objects.get(forum=steering, state=Meeting.State.PLANNED),
        what="chair",
        chosen=police,
        reason="Byte efter önskemål.",
    )


def _group(steering: Forum, writer: Scope) -> None:
    """A working group with its assignment, which reports to the steering group."""
    forums.set_up_group(
        by=writer,
        at=AT,
        issuer=steering,
        name="Arbetsgrupp Torget",
        content=forums.AssignmentContent("Lugnare kvällar på torget.", "Färre ordningsstörningar."),
    )


def _followed(cooperation: Cooperation, steering: Forum, writer: Scope) -> None:
    """A decision with all that belongs to one, tasks, and where notes and reports go."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    decision = forums.decide(
        **by,
        forum=steering,
        content=forums.DecisionContent(
            "Lägesbilden för 2025",
            outcome="adopted",
            on=date(2025, 12, 2),
            paragraph="§ 12",
            text="Lägesbilden antas.",
            final_body="Kommunfullmäktige",
        ),
    )
    motion = forums.write_motion(
        **by, decision=decision, content=forums.MotionContent("motion", "S 1", text="Lägesbilden antas.")
    )
    forums.write_vote(
        **by,
        decision=decision,
        content=forums.VoteContent(
            "Ja för bifall, nej för avslag.", yes_for=motion, declared_yes=2, declared_no=1
        ),
        ballots=votes.read("S 1; ja; ordförande\nS 2; ja; ersättare\nM 1; nej")[0],
    )
    forums.remark(**by, decision=decision, content=forums.RemarkContent("reservation", "M 1"))
    forums.order_extract(**by, decision=decision, to="Stadsledningskontoret")
    forums.decide(
        **by,
        forum=steering,
        content=forums.DecisionContent("Fel beslut", outcome="tabled", on=date(2026, 1, 9)),
    )
    function = Function.objects.filter(cooperation=cooperation).earliest("pk")
    given: dict[str, Any] = {**by, "forum": steering, "owner": function, "decision": decision}
    forums.give_task(**given, text="Sprid lägesbilden", due=date(2026, 3, 31))
    done = forums.give_task(**given, text="Boka lokal")
    forums.close_task(**by, task=done, outcome="Lokalen är bokad.")
    local = forums.set_up(
        **by,
        cooperation=cooperation,
        name="Beredningsgruppen Norr",
        kind=ForumKind.PREPARATORY,
        area=Area.objects.get(parent=cooperation.area, code="norr"),
    )
    forums.add_route(
        **by,
        forum=steering,
        content=forums.RouteContent(
            "minnesanteckningar", "each_meeting", to_forum=local, within_days=14, since=FIRST_DAY
        ),
    )
    forums.dispatch(**by, forum=steering, on=date(2026, 1, 12), to="Kommunstyrelsen", what="rapport")


def _beside(agreement: Agreement, steering: Forum, writer: Scope) -> None:
    """One of everything that an agreement holds."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    municipality = Party.objects.get(name__endswith="kommun", pk__in=_parties(agreement.cooperation))
    agreements.set_termination(
        **by, agreement=agreement, seen=0, who="either_party", ends="next_meeting", forum=steering
    )
    part = agreements.write_part(
        **by, agreement=agreement, key="followup", title="Uppföljning", text="Arbetet följs upp varje år."
    )
    agreements.write_party(**by, agreement=agreement, party=municipality, signer_title="Ordförande")
    template = agreements.add_template(**by, agreement=agreement, kind="local_agreement", title="Lokal mall")
    local = agreements.start_local(
        **by,
        template=template,
        area=Area.objects.get(parent=agreement.cooperation.area, code="norr"),
        title="Lokal överenskommelse Norr",
    )
    agreements.take_step(**by, agreement=local, kind="under_decision", body="Styrgruppen")
    annex = agreements.add_annex(
        **by, agreement=agreement, number="1", title="Samverkansformer", decider=steering
    )
    agreements.add_annex_version(
        **by, annex=annex, text="Formerna.", valid_from=FIRST_DAY, decided_by="Kommunstyrelsen"
    )
    agreements.write_commitment(**by, agreement=agreement, terms=agreements.Terms("Rådet", amount=200_000))
    agreements.add_duty(
        **by,
        agreement=agreement,
        content=agreements.DutyContent("Arbetet följs upp", ("styrgruppen",), when=WhenGiven("per")),
        clause="Arbetet följs upp varje år.",
        kind="followup",
        part=part,
    )


def _parties(cooperation: Cooperation) -> list[int]:
    return list(cooperation.participations.values_list("party_id", flat=True))


#: The secrets of the calendars, by the cooperation's address: they are told once, when they are made.
_calendar_secrets: dict[str, str] = {}


def _year(cooperation: Cooperation, writer: Scope) -> None:
    """A process of the municipality's own, a calendar of the whole year, and a plan of its meetings."""
    annual_wheel.enter_process(
        by=writer,
        at=AT,
        cooperation=cooperation,
        title="Budgeten tas fram",
        first=date(2025, 2, 1),
        last=date(2025, 11, 25),
        party=Party.objects.get(name__endswith="kommun", pk__in=_parties(cooperation)),
    )
    _, secret = annual_wheel.order_feed(
        of=writer, at=AT, cooperation=cooperation, choice=Choice(), words="hela årshjulet"
    )
    _calendar_secrets[cooperation.slug] = secret
    planning.enter_holiday(
        by=writer,
        at=AT,
        cooperation=cooperation,
        name="sportlov",
        first=date(2026, 2, 16),
        last=date(2026, 2, 20),
    )
    found = planned(writer, cooperation=cooperation, year=2026, on=AT.date())
    planning.propose(by=writer, at=AT, cooperation=cooperation, year=2026, found=found)


def _council(cooperation: Cooperation, steering: Forum, writer: Scope) -> None:
    """The steering group as the strategic council: somebody who sits there, a matter dealt with, and an answer."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    forums.appoint(
        **by,
        forum=steering,
        content=forums.AppointmentContent("Lokalpolisområdeschef i rådet", FIRST_DAY, organisation="Polisen"),
    )
    held = Meeting.objects.filter(forum=steering, state=Meeting.State.HELD).earliest("pk")
    point = forums.add_point(**by, meeting=held, content=forums.PointContent("Lägesbilden för kommunen"))
    forums.deal_with(**by, point=point)
    council = strategic_council.save(
        **by,
        cooperation=cooperation,
        content=strategic_council.Content("Styrgruppen som råd", (f"forum-{steering.pk}",), "Inget ändras."),
    )
    strategic_council.answer(
        **by, alternative=council, criterion="led", verdict="yes", reason="Kommunen leder mötena."
    )


def _more_frame(cooperation: Cooperation, steering: Forum, writer: Scope) -> None:
    """A cooperation form with a decision and figures, a governing document, and something noted."""
    law.note(by=writer, at=AT, cooperation=cooperation, what="board", first=FIRST_DAY)
    duties.note(
        by=writer,
        at=AT,
        cooperation=cooperation,
        noted=duties.Noted(FactKind.FOLLOWUP, what="arbetet", on=(FIRST_DAY, FIRST_DAY), reference="Dnr 1"),
    )
    form = forms.enter(
        by=writer,
        at=AT,
        cooperation=cooperation,
        key="sspf",
        content=forms.Content("SSPF", target_group="Ungdomar", age_from=12, age_to=18),
    )
    forms.decide(by=writer, at=AT, form=form, kind="set_up", decided_on=FIRST_DAY, forum=steering)
    north = Area.objects.get(parent=cooperation.area, code="norr")
    forms.adapt(by=writer, at=AT, form=form, area=north, seen=0, text="Möten i biblioteket.")
    forms.count(
        by=writer,
        at=AT,
        form=form,
        area=north,
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        counts=Counts(groups=2, meetings=18, children=23, inflow=9, ended=7, better=8, same=6, worse=1),
    )
    governance.register(
        by=writer,
        at=AT,
        cooperation=cooperation,
        key="trygghetsprogram",
        content=governance.Content("Trygghetsprogram", kind="programme", valid_until=date(2099, 12, 31)),
    )


def _agenda(steering: Forum, writer: Scope) -> None:
    """The next meeting's agenda of one point with a paper, and a matter that the preparatory group has raised."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    meeting = Meeting.objects.select_related("forum__cooperation__area").get(
        forum=steering, state=Meeting.State.PLANNED
    )
    content = forums.PointContent("Läget vid torget", kind="decision", proposal="Lamporna lagas.", minutes=20)
    point = forums.add_point(**by, meeting=meeting, content=content)
    forums.add_point(**by, meeting=meeting, content=forums.PointContent("Mötet avslutas", kind="formal"))
    forums.add_paper(**by, point=point, title="Lägesbilden", registry_number="Dnr 12")
    preparing = forums.set_up(
        **by, cooperation=steering.cooperation, name="Beredningsgruppen", kind=ForumKind.PREPARATORY
    )
    forums.raise_matter(**by, forum=preparing, to_forum=steering, title="Vem lagar lamporna?")


def _minuted(cooperation: Cooperation, writer: Scope) -> None:
    """Three meetings of the preparatory group: their minutes are being written, wait for approval, are approved."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    preparing = Forum.objects.select_related("cooperation__area").get(
        cooperation=cooperation, name="Beredningsgruppen"
    )
    for day in (date(2025, 9, 2), date(2025, 10, 7), date(2025, 12, 9)):
        meeting = forums.hold_meeting(**by, forum=preparing, held_on=day)
        forums.write_note(**by, meeting=meeting, key=uuid4(), text="Vi går igenom höstens läge.")
        forums.write_minutes(
            **by, meeting=meeting, formal=True, approvers=[forums.ToApprove("Trygghetschefen")]
        )
        if day.month > 9:
            minutes = forums.send_for_approval(**by, meeting=meeting)
        if day.month > 10:
            approval = Approval.objects.get(minutes=minutes)
            forums.approve_minutes(**by, approval=approval, seen_sha256=minutes.content_sha256)


def _opinions(cooperation: Cooperation, steering: Forum, writer: Scope) -> None:
    """A plan that an opinion is being written on, and a referral that one is given on."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    plan, referral = (
        referrals.receive(
            **by,
            cooperation=cooperation,
            content=referrals.Content(
                kind=kind,
                title=title,
                sender="Stadsbyggnadsnämnden",
                received_on=date(2026, 1, 2),
                answer_by=date(2026, 2, 20),
                forum=steering,
            ),
            about_individual=False,
        )
        for kind, title in (("planning", "Detaljplan för torget"), ("referral", "Ordningsföreskrifter"))
    )
    police = Party.objects.get(name=POLICE)
    referrals.ask_view(**by, referral=plan, party=police, question="Brott på torget")
    for one in (plan, referral):
        referrals.write_opinion(**by, referral=one, seen=0, text="Belysningen bör ses över.")
    referrals.give_opinion(**by, referral=referral, decided_by=steering, decided_on=date(2026, 1, 13))


#: The secrets of the invitations, by the cooperation's address: they are told once, when they are made.
_invitation_secrets: dict[str, str] = {}


def _evaluations(steering: Forum, writer: Scope) -> None:
    """A self-evaluation that closed, with what it led to, and one that opens long from now."""
    by: dict[str, Any] = {"by": writer, "at": AT}
    function = Function.objects.filter(cooperation=steering.cooperation).earliest("pk")
    closed, coming = (
        evaluations.plan(**by, forum=steering, year=year, opens_on=opens, closes_on=closes, asked=[function])
        for year, opens, closes in (
            (2025, date(2025, 11, 1), date(2025, 11, 30)),
            (2026, date(2098, 11, 1), date(2098, 11, 30)),
        )
    )
    evaluations.add_point(
        **by, evaluation=closed, text="Kalla tidigare.", owner=function, due=date(2026, 6, 30)
    )
    _, secret = evaluations.invite(**by, evaluation=coming, title="Rektor", organisation="Lilla skolan")
    _invitation_secrets[steering.cooperation.slug] = secret


def _cases(cooperation: Cooperation, writer: Scope, author: Function) -> None:
    """A case that is being written, one that lacks nothing, one that is ready and one that is sent."""
    head = cases.Head("board", "Samverkan under 2026", registry_number="Dnr 7", author=author)
    given: dict[str, Any] = {"by": writer, "at": AT, "cooperation": cooperation, "subject": "free"}
    writing = cases.start(**given, kind="statement", head=head)
    cases.write_proposal(by=writer, at=AT, case=writing, body="board", text="Redovisningen antecknas.")
    cases.write_appendix(by=writer, at=AT, case=writing, title="Reglementet", registry_number="Dnr 3")
    for state in (CaseState.SENT, CaseState.READY, CaseState.DRAFT):
        case = cases.start(**given, kind="memorandum", head=head)
        cases.write_proposal(by=writer, at=AT, case=case, body="board", text="Kommunstyrelsen antecknar det.")
        for part in CasePart.objects.filter(case=case).select_related("case"):
            cases.write_part(by=writer, at=AT, part=part, seen=0, text="Det är skrivet.")
        if state is not CaseState.DRAFT:
            cases.mark_ready(by=writer, at=AT, case=case, drawn_up_on=AT.date())
        if state is CaseState.SENT:
            cases.mark_sent(by=writer, at=AT, case=case, sent_on=AT.date())


def _weighing(city: Round, local: Round, past: Round, writer: Scope, police: Scope) -> None:
    """Problems put up, others that the parties score on their own, and others whose scores lie side by side."""
    priorities.put_up(by=writer, at=AT, round=city, title="Stölder ur butiker", category="Butiksstöld")
    priorities.write_sub_goal(
        by=writer, at=AT, priority=PriorityArea.objects.get(round=city), text="Belysningen är lagad."
    )
    for round in (local, past):
        parties = [one.party for one in round.cooperation.participations.all()]
        put_up = priorities.put_up(by=writer, at=AT, round=round, title="Bråk vid kiosken")
        matrix = priorities.open_scoring(by=writer, at=AT, round=round, parties=parties)
        keys = [one.key for one in Criterion.objects.filter(matrix=matrix)]
        for scope, value in ((police, 1), (writer, 3)):
            sheet = next(one for one in Sheet.objects.filter(matrix=matrix) if _of(scope, one))
            scores = {key: Score(value, "Så ser vi det.") for key in keys}
            priorities.score(by=scope, at=AT, sheet=sheet, candidate=put_up, seen=0, scores=scores)
            if round == past or scope is police:
                priorities.hand_in(by=scope, at=AT, sheet=sheet)
    priorities.choose(by=writer, at=AT, round=past, title="Klotter")
    priorities.settle(
        by=writer,
        at=AT,
        candidate=put_up,
        seen=0,
        chosen=True,
        goal="Lugnare kvällar.",
        reason="Det går att påverka.",
    )


def _of(scope: Scope, sheet: Sheet) -> bool:
    return any(one.party_id == sheet.party_id for one in scope.memberships)


def _turn(city: Round, writer: Scope) -> None:
    draft = picture.make(by=writer, at=AT, round=city)
    picture.write(by=writer, at=AT, picture=draft, part=Part.EXTENT, seen=0, text="Våldet är vanligast.")
    finding = picture.note_finding(by=writer, at=AT, picture=draft, statement="Många undviker torget.")
    priority = priorities.choose(
        by=writer,
        at=AT,
        round=city,
        title="Våld vid torget",
        agreed_problem=AgreedProblem.objects.get(agreement__cooperation=city.cooperation),
    )
    priorities.add_ground(by=writer, at=AT, priority=priority, reason="Det drabbar många.", finding=finding)
    profile = causes.describe(
        by=writer,
        at=AT,
        priority=priority,
        seen=0,
        what="Slagsmål.",
        where="Torget.",
        when="Helgnätter.",
        who="Unga vuxna.",
        how="Efter krogen.",
    )
    cause = causes.state_cause(
        by=writer, at=AT, profile=profile, perspective=Perspective.PLACE, statement="Torget är mörkt."
    )
    causes.add_evidence(
        by=writer, at=AT, cause=cause, speaks_for=True, text="Trasiga lampor.", finding=finding
    )
    causes.conclude(by=writer, at=AT, cause=cause, seen=0, act_on=True, conclusion="Kan påverkas.")
    work = _read(next(p for p in (HOME, NEIGHBOUR) if p.slug == city.cooperation.slug))
    measure = measures.plan_measure(by=writer, at=AT, round=city, content=content(work, cause=cause))
    counted, _ = (
        measures.add_indicator(
            by=writer, at=AT, measure=measure, title=title, area=city.area, categories=(category,)
        )
        for title, category in (("Våld i staden", "Våld"), ("Stölder i staden", "Stöld"))
    )
    _plan_in_full(work, writer, measure)
    followup.approve(
        by=_police_of(work.place),
        at=AT,
        indicator=counted,
        party=Party.objects.get(name=POLICE),
        begins=measure.first_day,
    )
    followup.check_in(by=writer, at=AT, measure=measure, light="green", words="Lamporna lyser.")
    feedback.plan_feedback(
        by=writer,
        at=AT,
        round=city,
        receiver="Boende vid torget",
        message="Lamporna är lagade.",
        channel="Öppet möte",
        due=date(2026, 3, 1),
        responsible=work.function(work.place.writer),
        measure=measure,
    )
    rounds.leave_lesson(by=writer, at=AT, round=city, text="Börja tidigare med belysningen.")
