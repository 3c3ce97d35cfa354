"""Half a year of reports from Solvik's staff, and the weekly group's last three meetings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from pyproj import Transformer

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Appointment, Decision, Forum, Meeting
from trygghjulet.demo.content.field import (
    FIRST_DAY,
    HABITS,
    LAST_DAY,
    MEETINGS,
    MEMBERS,
    PLACES,
    REPORTERS,
    SURGE,
    WEEKLY_GROUP,
    WEEKS,
    Agreed,
    Week,
)
from trygghjulet.demo.geography import EPSG, place
from trygghjulet.demo.people import MUNICIPALITY, person
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.gazetteer import operations as gazetteer
from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.parties.models import Cooperation, Function, Party
from trygghjulet.steps.field import operations as field
from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.rules.times import DAY, When
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.models import Focus, WeekPicture, WeekSetting
from trygghjulet.steps.week.queries import answers_for, content_now, told_now
from trygghjulet.steps.week.rules.decided import as_text

_AFFECTS: Final = ("few", "some", "some", "many", "unknown")
#: How far from its place a report may lie, in metres.
_SPREAD: Final = 40


def know_places(by: Scope, *, cooperation: Cooperation) -> None:
    """The places that people know by name."""
    to_degrees = Transformer.from_crs(EPSG, 4326, always_xy=True)
    for known in PLACES:
        longitude, latitude = to_degrees.transform(*place(*known.at))
        gazetteer.add(
            by=by,
            at=_at(FIRST_DAY, 8),
            cooperation=cooperation,
            content=gazetteer.Content(
                name=known.name,
                longitude=longitude,
                latitude=latitude,
                aliases=known.aliases,
                kind=known.kind,
            ),
        )


def report(scope_called: Callable[[str], Scope], *, cooperation: Cooperation, seed: int) -> None:
    """Reports as the habits of the places give them, and the last week's surprise."""
    draw = np.random.default_rng(seed)
    places = {known.name: known for known in Place.objects.filter(root=cooperation.area)}
    parties = {party.name: party for party in Party.objects.all()}
    scopes = {name: scope_called(name) for name in REPORTERS}
    seen = [
        (
            FIRST_DAY + timedelta(days=7 * number + int(draw.integers(0, 7))),
            habit.place,
            habit.category,
            habit.hours,
            text,
        )
        for number in range((LAST_DAY - FIRST_DAY).days // 7 + 1)
        for habit in HABITS
        for _ in range(int(draw.poisson(habit.a_week)))
        for text in (str(draw.choice(habit.words)),)
    ]
    where, category, more, text = SURGE
    seen += [
        (LAST_DAY - timedelta(days=int(draw.integers(0, 5))), where, category, (19, 23), text)
        for _ in range(more)
    ]
    for number, (day, name, kind, hours, words) in enumerate(sorted(seen)):
        reporter = str(draw.choice(REPORTERS))
        hour, minute = int(draw.integers(*hours)), int(draw.integers(0, 60))
        spot = places[name]
        field.send(
            by=scopes[reporter],
            at=_at(day, hour, minute) + timedelta(minutes=2),
            cooperation=cooperation,
            party=parties[person(reporter).party],
            key=uuid5(NAMESPACE_URL, f"solvik-falt-{number}"),
            content=field.Content(
                category=kind,
                when=When(DAY, day, time(hour, minute)),
                place=spot,
                longitude=spot.longitude + float(draw.normal(0, _SPREAD)) / 57_000,
                latitude=spot.latitude + float(draw.normal(0, _SPREAD)) / 111_000,
                accuracy=int(draw.integers(5, 40)),
                affects=str(draw.choice(_AFFECTS)),
                text=words,
            ),
            written_at=_at(day, hour, minute) + timedelta(minutes=1),
        )


class Weekly:
    """The weekly group and its meetings."""

    def __init__(self, by: Scope, *, cooperation: Cooperation) -> None:
        self.by, self.cooperation = by, cooperation
        at = _at(FIRST_DAY, 9)
        forum = forums.set_up(
            by=by,
            at=at,
            cooperation=cooperation,
            name=WEEKLY_GROUP,
            kind="working",
            led_by=Party.objects.get(name=MUNICIPALITY),
        )
        for number, name in enumerate(MEMBERS):
            self._seat(forum, name, leads=number == 0)
        self.setting: WeekSetting = week.set_up(
            by=by, at=at, cooperation=cooperation, forum=forum, area=cooperation.area
        )
        self.meetings = {on: self._plan(forum, on) for on in MEETINGS}

    def meet(self) -> None:
        """Each meeting with its draft; those with words of their own decide and send."""
        before: WeekPicture | None = None
        written = {week.on: week for week in WEEKS}
        for on, meeting in self.meetings.items():
            drafted = week.draft(by=self.by, at=_at(on, 6), setting=self.setting, meeting=meeting)
            if before is not None:
                self._look_back(before, written[before.meeting_on], at=_at(on, 9))
            if on in written:
                self._decide(drafted, written[on], meeting)
                before = drafted

    def _plan(self, forum: Forum, on: date) -> Meeting:
        return forums.plan_meeting(
            by=self.by,
            at=_at(FIRST_DAY, 9),
            forum=forum,
            planned_on=on,
            title="Veckomöte",
            starts_at=time(9),
            ends_at=time(9, 45),
            place="Kommunhuset, och på distans",
        )

    def _seat(self, forum: Forum, name: str, *, leads: bool) -> None:
        somebody = person(name)
        forums.appoint(
            by=self.by,
            at=_at(FIRST_DAY, 9),
            forum=forum,
            content=forums.AppointmentContent(
                title=somebody.title,
                organisation=somebody.party,
                since=FIRST_DAY,
                office=Appointment.Office.CHAIR if leads else Appointment.Office.NONE,
                party=Party.objects.get(name=somebody.party),
                function=Function.objects.get(cooperation=self.cooperation, title=somebody.title),
                user=User.objects.get(email=somebody.email),
            ),
        )

    def _decide(self, drafted: WeekPicture, told: Week, meeting: Meeting) -> None:
        at = _at(told.on, 9, 30)
        places = {known.name: known for known in Place.objects.filter(root=self.cooperation.area)}
        for agreed in told.agreed:
            focus = week.add_focus(
                by=self.by,
                at=at,
                picture=drafted,
                content=week.FocusContent(
                    place=places[agreed.place], category=agreed.category, why=agreed.why
                ),
            )
            week.add_measure(
                by=self.by,
                at=at,
                picture=drafted,
                content=week.MeasureContent(
                    title=agreed.measure,
                    done_by=Function.objects.get(cooperation=self.cooperation, title=agreed.done_by),
                    due=told.on + timedelta(days=7),
                    where=agreed.place,
                    first_step=agreed.first_step,
                    focus=focus,
                ),
            )
        drafted.refresh_from_db()
        week.write(
            by=self.by,
            at=at,
            picture=drafted,
            seen=drafted.revision,
            assessment=told.assessment,
            causes=told.causes,
        )
        drafted.refresh_from_db()
        held = self._hold(meeting, told.on)
        decision = forums.decide(
            by=self.by,
            at=at,
            forum=self.setting.forum,
            meeting=held,
            content=forums.DecisionContent(
                title=f"Veckans läge, {drafted.week}: fokus och insatser",
                outcome=Decision.Outcome.ADOPTED,
                text=as_text(told_now(drafted).coming),
            ),
        )
        week.decide(
            by=self.by,
            at=at,
            picture=drafted,
            on=told.on,
            seen_sha256=content_now(drafted),
            meeting=held,
            decision=decision,
        )
        decided = WeekPicture.objects.get(pk=drafted.pk)
        week.send(by=self.by, at=_at(told.on, 10), picture=decided)
        for state, words, numbers in answers_for(decided):
            field.answer(
                by=self.by,
                at=_at(told.on, 10),
                reports=list(Report.objects.filter(pk__in=numbers)),
                state=state,
                words=words,
            )

    def _hold(self, meeting: Meeting, on: date) -> Meeting:
        leading = Party.objects.get(name=MUNICIPALITY)
        return forums.hold_meeting(
            by=self.by,
            at=_at(on, 9, 30),
            forum=self.setting.forum,
            meeting=meeting,
            held_on=on,
            chaired_by=leading,
            notes_by=leading,
        )

    def _look_back(self, before: WeekPicture, told: Week, *, at: datetime) -> None:
        """What came of the week before's focus and measures."""
        for focus, agreed in zip(before.focus.order_by("order"), told.agreed, strict=True):
            self._measures(focus, agreed, at=at)
            if agreed.outcome:
                week.close_focus(by=self.by, at=at, focus=focus, outcome=agreed.outcome, words=agreed.came)

    def _measures(self, focus: Focus, agreed: Agreed, *, at: datetime) -> None:
        for measure in focus.measures.all():
            week.move_measure(by=self.by, at=at, measure=measure, to=agreed.state, words=agreed.words)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(settings.TIME_ZONE))
