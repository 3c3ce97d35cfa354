"""Fills an installation with Solvik: through the same operations, and as the same people, as in a real municipality."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from math import ceil, hypot
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.demo import board, dispatching, files, plans
from trygghjulet.demo.agreeing import agree, note_done
from trygghjulet.demo.bodies import describe
from trygghjulet.demo.cases import write_cases
from trygghjulet.demo.city import make_city
from trygghjulet.demo.content.agreement import AGREEMENT, CONTACT, COOPERATION, FORUM_LINKS, FORUMS, SLUG
from trygghjulet.demo.content.centrum import CENTRUM_TURN
from trygghjulet.demo.content.forums import BOARD
from trygghjulet.demo.content.law import NOTES
from trygghjulet.demo.content.meetings import MEETINGS, Meeting as WrittenMeeting
from trygghjulet.demo.content.turn import (
    Cause as WrittenCause,
    Indicator as WrittenIndicator,
    Measure as WrittenMeasure,
    Priority as WrittenPriority,
    Turn,
)
from trygghjulet.demo.content.whole_city import CITY_TURN
from trygghjulet.demo.councils import look_over
from trygghjulet.demo.framing import frame
from trygghjulet.demo.hearing import listen
from trygghjulet.demo.people import CAST, MUNICIPALITY, POLICE, person
from trygghjulet.demo.sittings import Secretary
from trygghjulet.demo.truth import TRUTH, HotSpot
from trygghjulet.demo.weeks import Weekly, know_places, report
from trygghjulet.demo.weighing import Weighing, answer_locally
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography import operations as geography
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.reading import read_areas
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Cooperation, Function, Party, PartyKind
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.oversight.law import operations as law
from trygghjulet.oversight.strategic_council import operations as strategic_council
from trygghjulet.reports.rendering import as_published
from trygghjulet.reports.turn import public_turn
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.feedback import operations as feedback
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import ActionPlan, Measure
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.models import Finding, Part, SituationalPicture
from trygghjulet.steps.picture.queries import content_sha256
from trygghjulet.steps.picture.rules.figures import from_json
from trygghjulet.steps.priorities.models import PriorityArea
from trygghjulet.steps.scanning import operations as scanning
from trygghjulet.steps.scanning.models import Sharing, Theme

#: The example accounts' password; they exist in the example city only.
PASSWORD = "solviks-exempel"  # noqa: S105  # no secret: printed for whoever tries the example
#: How near a found place must lie to a planted one to be taken for it, in metres.
_NEAR = 400
_FIRST_DAY = date(2024, 1, 1)


def refuse_if_in_use() -> None:
    """Keep the example, with its well-known password, out of an installation where people work.

    Raises:
        Refused: somebody's real work is in the installation.
    """
    if Cooperation.objects.exclude(slug=SLUG).exists():
        raise Refused(
            "Installationen används redan för en annan samverkan. Exempelstaden får en egen: "
            "ange en annan mapp med TRYGGHJULET_HOME, och en annan databas om DATABASE_URL är satt."
        )


def fill(*, seed: int, say: Callable[[str], object]) -> bool:
    """Fill the installation, all or nothing; False where the example is there already.

    Args:
        seed: of the made-up material.
        say: told what is being done, in words.
    """
    if Cooperation.objects.filter(slug=SLUG).exists():
        return False
    say("Ritar staden och det som har hänt där …")
    city = make_city(seed=seed)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        files.write_material(city, Path(folder))
        say("Bildar samverkan …")
        solvik = _Solvik(_found(Path(folder)))
        say("Lämnar och godtar underlag …")
        solvik.deliver(Path(folder))
        say("Lyssnar och rapporterar från fältet …")
        solvik.hear(seed)
        for turn in (CENTRUM_TURN, CITY_TURN):
            say(f"Går ett varv för {solvik.area(turn.area_code).name} …")
            solvik.go_round(turn)
        solvik.begin_in_the_south()
        say("Skriver den centrala nivåns handlingsplaner …")
        plans.central_years(solvik.saga, cooperation=solvik.cooperation, function=solvik.function)
        plans.library(solvik.saga, cooperation=solvik.cooperation)
        say("Skriver ärenden …")
        write_cases(
            solvik.saga,
            cooperation=solvik.cooperation,
            author=solvik.function("Brottsförebyggande samordnare"),
        )
    (Path(settings.HOME) / "demo").touch()
    return True


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))


def _found(folder: Path) -> Cooperation:
    """The areas, the cooperation, its people, agreement and forums."""
    installer = Scope(user_id=None, user_name="Exempelstaden", operator=True)
    at = _at(_FIRST_DAY)
    read, _ = read_areas(folder / files.AREAS, name=files.AREAS, limits=Limits())
    root = geography.plant(by=installer, at=at, code="S", name="Solvik", layers=(read,))
    cooperation = parties.found(
        by=installer,
        at=at,
        name=COOPERATION,
        slug=SLUG,
        area=root,
        parties=((MUNICIPALITY, PartyKind.MUNICIPALITY), (POLICE, PartyKind.POLICE)),
        contact=CONTACT,
    )
    for somebody in CAST:
        function = parties.add_function(
            by=installer,
            at=at,
            cooperation=cooperation,
            party=Party.objects.get(name=somebody.party),
            title=somebody.title,
            role=somebody.role,
            area=_area(root, somebody.area_code) if somebody.area_code else None,
        )
        parties.appoint(
            by=installer,
            at=at,
            function=function,
            email=somebody.email,
            name=somebody.name,
            since=_FIRST_DAY,
            password=PASSWORD,
        )
    return cooperation


def _area(root: Area, code: str) -> Area:
    return root if code == root.code else Area.objects.get(path__startswith=root.path, code=code)


class _Solvik:
    """The founded cooperation, and the people who now do its work."""

    def __init__(self, cooperation: Cooperation) -> None:
        self.cooperation = cooperation
        self.saga, self.kim, self.ana, self.palle = (
            self.scope(name) for name in ("Saga", "Kim", "Ana", "Palle")
        )
        at = _at(AGREEMENT.signed_on)
        for forum in FORUMS:
            forums.set_up(
                by=self.saga,
                at=at,
                cooperation=cooperation,
                name=forum.name,
                kind=forum.kind,
                area=self.area(forum.area_code) if forum.area_code else None,
                led_by=Party.objects.get(name=forum.led_by),
            )
        forums.set_up(
            by=self.saga,
            at=at,
            cooperation=cooperation,
            name=BOARD,
            kind="board",
            led_by=Party.objects.get(name=MUNICIPALITY),
        )
        for of, kind, to in FORUM_LINKS:
            forums.add_link(by=self.saga, at=at, forum=self._forum(of), kind=kind, to=self._forum(to))
        agree(self.saga, cooperation=cooperation, centre=self.area("S2"))
        frame(self.saga, cooperation=cooperation)
        self._let_meet()
        look_over(self.saga, cooperation=cooperation, scope_called=self.scope)
        note_done(self.saga, cooperation=cooperation)
        for note in NOTES:
            law.note(
                by=self.saga,
                at=_at(max(note.first, AGREEMENT.valid_from)),
                cooperation=cooperation,
                what=note.what,
                first=note.first,
                text=note.text,
                registry_number=note.registry_number,
                function=self.function(note.function) if note.function else None,
            )

    def _let_meet(self) -> None:
        """What the forums are for, every meeting with what it dealt with, and where their papers went."""
        describe(self.saga, cooperation=self.cooperation, scope_called=self.scope)
        secretary = Secretary(self.scope)
        for meeting in MEETINGS:
            self._meet(meeting, secretary)
        board.decide(self.saga, board=self._forum(BOARD), secretary=secretary)
        secretary.tell_of_tasks()
        dispatching.confirm(self.saga, cooperation=self.cooperation)
        strategic_council.save_example(by=self.saga, at=_at(date(2026, 10, 5)), cooperation=self.cooperation)

    def _meet(self, written: WrittenMeeting, secretary: Secretary) -> None:
        """A meeting from its plan to its notes, each entered the day it was done."""
        by, forum = self.saga, self._forum(written.forum)
        called = _at(written.called_on)
        begins, ends = written.hours
        meeting = forums.plan_meeting(
            by=by,
            at=called,
            forum=forum,
            planned_on=written.on,
            title=written.title,
            starts_at=begins,
            ends_at=ends,
            place=written.place,
            full_day=written.full_day,
            convened_by=Party.objects.get(name=written.chaired_by),
        )
        if written.cancelled:
            forums.cancel_meeting(by=by, at=_at(written.on), meeting=meeting, reason=written.cancelled)
            return
        if not written.held:
            if forum.turn_rules.exists():
                meeting = forums.follow_turns(by=by, at=called, meeting=meeting)
            secretary.call(meeting)
            return
        secretary.prepare(meeting)
        forums.send_call(by=by, at=called, meeting=meeting, on=written.called_on)
        held = forums.hold_meeting(
            by=by,
            at=_at(written.on, hour=15),
            forum=forum,
            meeting=meeting,
            held_on=written.on,
            full_day=written.full_day,
            chaired_by=Party.objects.get(name=written.chaired_by),
            convened_by=meeting.convened_by,
            notes_by=Party.objects.get(name=written.notes_by),
        )
        secretary.sit(held)
        for receiver in written.notes_to:
            forums.dispatch(
                by=by,
                at=_at(written.notes_sent_on),
                forum=forum,
                meeting=held,
                on=written.notes_sent_on,
                to_forum=self._forum(receiver),
            )

    def _forum(self, name: str) -> Forum:
        return Forum.objects.get(cooperation=self.cooperation, name=name)

    def scope(self, first_name: str) -> Scope:
        """What somebody in the cast may do."""
        return scope_of(User.objects.get(email=person(first_name).email), _FIRST_DAY)

    def area(self, code: str) -> Area:
        """An area by its code."""
        return _area(self.cooperation.area, code)

    def function(self, title: str) -> Function:
        """A function by its title."""
        return Function.objects.get(cooperation=self.cooperation, title=title)

    def deliver(self, folder: Path) -> None:
        """The police hand in incidents, the municipality fault reports; both accept their own."""
        for scope, party, name, reader, file, theme, definition in (
            (
                self.palle,
                POLICE,
                "Polisens anmälda händelser",
                "incidents",
                files.INCIDENTS,
                Theme.CRIME,
                "Anmälda brott och ordningsstörningar efter plats och tid för händelsen.",
            ),
            (
                self.ana,
                MUNICIPALITY,
                "Kommunens felanmälningar",
                "incidents",
                files.FAULTS,
                Theme.DISORDER,
                "Felanmälningar från invånare och personal, efter den plats de gäller.",
            ),
            (
                self.ana,
                MUNICIPALITY,
                "Trygghetsmätningen",
                "survey",
                files.SURVEY,
                Theme.SURVEY,
                "Andel av dem som svarat, vägd så att svaren motsvarar invånarna.",
            ),
        ):
            at = _at(date(2026, 1, 12))
            source = scanning.add_source(
                by=scope,
                at=at,
                cooperation=self.cooperation,
                party=Party.objects.get(name=party),
                name=name,
                reader=reader,
                theme=theme,
                sharing=Sharing.SUMS,
                definition=definition,
            )
            delivery = scanning.deliver(
                by=scope,
                at=at,
                source=source,
                file_name=file,
                chunks=((folder / file).read_bytes(),),
                today=at.date(),
            )
            scanning.accept(by=scope, at=at, delivery=delivery)

    def hear(self, seed: int) -> None:
        """What people say, what staff report, and the weekly group's meetings."""
        listen(self.saga, cooperation=self.cooperation, area=self.area)
        know_places(self.saga, cooperation=self.cooperation)
        report(self.scope, cooperation=self.cooperation, seed=seed)
        Weekly(self.saga, cooperation=self.cooperation).meet()

    def go_round(self, turn: Turn) -> None:
        """One turn of the wheel, from picture to lessons."""
        at = _at(turn.picture.adopted_on, hour=9)
        round = rounds.start(
            by=self.saga,
            at=at,
            cooperation=self.cooperation,
            area=self.area(turn.area_code),
            rhythm=turn.rhythm,
            first_day=turn.first_day,
            last_day=turn.last_day,
        )
        self._expect(round, at)
        adopted = self._picture(round, turn, at)
        planned: dict[str, Measure] = {}
        chosen = Weighing(
            self.saga,
            self.kim,
            round,
            at,
            lambda ground: _finding(adopted, hot_spot=ground.hot_spot, category=ground.category),
        ).go_through(turn)
        for priority in turn.priorities:
            planned |= self._priority(round, chosen[priority.title], priority, at)
        plans.the_whole(self.saga, round=round)
        measures.decide_plan(
            by=self.saga,
            at=_at(turn.plan.decided_on, hour=12),
            plan=ActionPlan.objects.get(round=round),
            decided_by=turn.plan.decided_by,
            decided_on=turn.plan.decided_on,
            registry_number=turn.plan.registry_number,
        )
        plans.what_came_of_it(self.saga, round=round, function=self.function)
        for item in turn.feedback:
            planned_item = feedback.plan_feedback(
                by=self.saga,
                at=_at(turn.plan.decided_on),
                round=round,
                receiver=item.receiver,
                message=item.message,
                channel=item.channel,
                due=item.due,
                responsible=self.function(item.responsible),
                measure=planned[item.measure] if item.measure else None,
            )
            if item.sent_on:
                feedback.mark_sent(by=self.saga, at=_at(item.sent_on), item=planned_item, on=item.sent_on)
        for lesson in turn.lessons:
            rounds.leave_lesson(by=self.saga, at=_at(turn.last_day), round=round, text=lesson)
        published_on = max(item.sent_on for item in turn.feedback if item.sent_on)
        report = public_turn(self.saga, round=round, on=published_on)
        feedback.publish(
            by=self.saga, at=_at(published_on), round=round, title=report.title, body=as_published(report)
        )

    def begin_in_the_south(self) -> None:
        """A local turn that has got as far as what it makes of the city's priorities."""
        city = Round.objects.get(
            cooperation=self.cooperation, area=self.area(CITY_TURN.area_code), rhythm=CITY_TURN.rhythm
        )
        at = _at(CITY_TURN.picture.adopted_on + timedelta(days=60))
        local = rounds.start(
            by=self.saga,
            at=at,
            cooperation=self.cooperation,
            area=self.area("S3"),
            rhythm=city.rhythm,
            first_day=city.first_day,
            last_day=city.last_day,
        )
        answer_locally(self.saga, city=city, local=local, at=at)

    def _expect(self, round: Round, at: datetime) -> None:
        """What the parties were to bring: a file from each source, and one thing that is told of by hand."""
        scanning.expect_as_before(by=self.saga, at=at, round=round)
        talks = scanning.expect(
            by=self.saga,
            at=at,
            round=round,
            party=Party.objects.get(name=MUNICIPALITY),
            what="Medarbetardialog med fält och fritid",
        )
        scanning.note_contribution(by=self.saga, at=at, contribution=talks, came_on=at.date())

    def _picture(self, round: Round, turn: Turn, at: datetime) -> SituationalPicture:
        made = picture.make(by=self.ana, at=at, round=round, cell_size=turn.cell_size)
        written = turn.picture
        for by, part, text in (
            (self.palle, Part.EXTENT, written.extent),
            (self.saga, Part.CONSEQUENCES, written.consequences),
            (self.ana, Part.OTHER, written.other),
            (self.saga, Part.ANALYSIS, written.analysis),
        ):
            picture.write(by=by, at=at, picture=made, part=part, seen=0, text=text)
        for remark in written.remarks:
            picture.note_finding(by=self.saga, at=at, picture=made, statement=remark)
        return picture.adopt(
            by=self.kim,
            at=_at(written.adopted_on),
            picture=made,
            forum=Forum.objects.get(cooperation=self.cooperation, name=written.adopted_by),
            on=written.adopted_on,
            seen_sha256=content_sha256(made),
            registry_number=written.registry_number,
        )

    def _priority(
        self, round: Round, chosen: PriorityArea, priority: WrittenPriority, at: datetime
    ) -> dict[str, Measure]:
        """A priority with its profile, causes and measures; the measures by title."""
        profile = causes.describe(
            by=self.ana,
            at=at,
            priority=chosen,
            seen=0,
            what=priority.profile.what,
            where=priority.profile.where,
            when=priority.profile.when,
            who=priority.profile.who,
            how=priority.profile.how,
        )
        stated: dict[int, Cause] = {}
        for cause in sorted(priority.causes, key=lambda c: c.number):
            made = causes.state_cause(
                by=self.saga, at=at, profile=profile, perspective=cause.perspective, statement=cause.statement
            )
            stated[cause.number] = self._weigh(made, cause, at)
        return {m.title: self._measure(round, stated, m, at) for m in priority.measures}

    def _weigh(self, made: Cause, cause: WrittenCause, at: datetime) -> Cause:
        for evidence in cause.evidence:
            causes.add_evidence(
                by=self.kim,
                at=at,
                cause=made,
                speaks_for=evidence.speaks_for,
                text=evidence.text,
                source=evidence.source,
            )
        return causes.conclude(
            by=self.saga, at=at, cause=made, seen=0, act_on=cause.act_on, conclusion=cause.conclusion
        )

    def _measure(
        self, round: Round, stated: dict[int, Cause], measure: WrittenMeasure, at: datetime
    ) -> Measure:
        made = measures.plan_measure(
            by=self.saga,
            at=at,
            round=round,
            library_key=plans.entry_of(measure.title),
            content=measures.Content(
                title=measure.title,
                goals=measure.goals,
                first_day=measure.first_day,
                last_day=measure.last_day,
                planned_by=self.function(measure.planned_by),
                done_by=self.function(measure.done_by),
                followed_up_by=self.function(measure.followed_up_by),
                follow_up=measure.follow_up,
                purpose=measure.purpose,
                prevention_type=measure.prevention_type,
                prevention_level=measure.prevention_level,
                grounds=measure.grounds,
                cause=stated[measure.cause],
                **plans.beside(measure.title, stated),
            ),
        )
        plans.steps_and_goals(self.saga, at=at, measure=made, function=self.function)
        if measure.indicator:
            self._indicator(round, made, measure.indicator, at)
        for seen in measure.checkins:
            followup.check_in(
                by=self.saga if self.function(seen.by).party.name == MUNICIPALITY else self.kim,
                at=_at(seen.on),
                measure=made,
                light=seen.light,
                words=seen.words,
                hours=seen.hours,
                cost=seen.cost,
            )
        return made

    def _indicator(self, round: Round, measure: Measure, indicator: WrittenIndicator, at: datetime) -> None:
        spot = _hot_spot(indicator.hot_spot)
        faults = {extra.category for extra in TRUTH.extra_reports}
        theme = Theme.DISORDER if faults.intersection(indicator.categories) else Theme.CRIME
        made = measures.add_indicator(
            by=self.saga,
            at=at,
            measure=measure,
            title=indicator.title,
            area=round.area,
            categories=indicator.categories,
            theme=theme,
            centre=spot.centre,
            radius=ceil(spot.radius),
        )
        if theme == Theme.CRIME:
            followup.approve(
                by=self.kim,
                at=_at(measure.first_day),
                indicator=made,
                party=Party.objects.get(name=POLICE),
                begins=measure.first_day,
            )


def _hot_spot(key: str) -> HotSpot:
    return next(spot for spot in TRUTH.hot_spots if spot.key == key)


def _finding(adopted: SituationalPicture, *, hot_spot: str | None, category: str | None) -> Finding | None:
    """The finding that the picture made of a planted place or a category; None where it found none."""
    if hot_spot is not None:
        east, north = _hot_spot(hot_spot).centre
        found = from_json(adopted.figures).hotspots
        near = [s for s in found if hypot(s.east - east, s.north - north) <= _NEAR]
        keys = [f"hotspot:{round(s.east)}:{round(s.north)}" for s in near]
        return Finding.objects.filter(picture=adopted, key__in=keys).first()
    return Finding.objects.filter(picture=adopted, key=f"category:{category}").first() if category else None
