"""A trygghetsråd as §§ 4–5 of its statutes have it, with a year's work, entered in the forums' room alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.cast import Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Appointment, Forum, Meeting, Seat
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.oversight.duties import operations as duties
from trygghjulet.oversight.duties.queries import standings
from trygghjulet.oversight.duties.rules import Judged

#: When the rows are entered, and the day that is asked about: well into the term of office that began in 2023.
AT = datetime(2023, 12, 20, 10, tzinfo=ZoneInfo("Europe/Stockholm"))
BEGAN, DAY = date(2023, 1, 1), date(2023, 12, 20)
BOARD, COUNCIL = "Kommunstyrelsen", "Rådet"
PRESIDIUM = "Kommunstyrelsens presidium"
#: Key, name, how many, and the organisations that sit there as the source says it was until 2022.
SEATS = (
    ("presidiet", PRESIDIUM, 3, ("Göteborgs Stad",) * 3),
    (
        "myndigheter",
        "Ledamöter från myndigheter med uttalat ansvar",
        4,
        ("Polisen", "Västra Götalandsregionen", "Försvarsmakten", "Länsstyrelsen"),
    ),
    ("naringslivet", "Ledamöter från näringslivet", 2, ("Svenskt Näringsliv", "Näringslivsgruppen")),
    ("akademin", "Ledamöter från akademin", 2, ("Chalmers", "Göteborgs universitet")),
    (
        "civilsamhallet",
        "Ledamöter från civilsamhällets organisationer",
        3,
        ("Stadsmissionen", "Coompanion", "Kvinnojourer i Väst"),
    ),
)
_DECISION = "KS 14 december 2022 § 1"


@dataclass
class Council:
    """The council in the cast's cooperation, and what can be asked of its duties."""

    cast: Cast
    by: Scope
    forum: Forum
    seats: dict[str, Seat]

    def standings(self, on: date = DAY) -> dict[str, Judged]:
        """How each duty stands a day, by its id."""
        found = standings(self.by, cooperation=self.cast.home.cooperation, on=on)
        return {one.duty.id: one for one in found}

    def members(self) -> list[Appointment]:
        """The members, in the order that they were appointed."""
        mine = Appointment.objects.filter(forum=self.forum, role=Appointment.Role.MEMBER)
        return list(mine.select_related("forum__cooperation__area", "seat").order_by("pk"))

    def seated(self, key: str) -> list[Appointment]:
        """Those who sit in a category."""
        return [one for one in self.members() if one.seat is not None and one.seat.key == key]


def set_up(cast: Cast) -> Council:
    """The council with its statutes, its rules and its seats, and nobody in them."""
    by, cooperation = cast.scope("saga"), cast.home.cooperation
    forum = forums.set_up(
        by=by,
        at=AT,
        cooperation=cooperation,
        name="Göteborgs Stads trygghetsråd",
        kind="strategic",
        key="trygghetsradet",
    )
    agreements.start_from_blueprint(
        by=by,
        at=AT,
        cooperation=cooperation,
        blueprint=load("goteborg-2022"),
        parties={},
        forums={"trygghetsradet": forum},
        keep_dates=True,
    )
    duties.say_complete_from(by=by, at=AT, cooperation=cooperation, day=date(2020, 1, 1))
    forums.set_composition(
        by=by,
        at=AT,
        forum=forum,
        content=forums.CompositionContent(
            members_least=14,
            members_most=14,
            substitutes_least=2,
            substitutes_most=2,
            term_years=4,
            appointed_by=BOARD,
            nominated_by="Organisationerna och myndigheterna, till stadsledningskontoret",
            chair_appointed_by=BOARD,
            vice_chairs=2,
            vice_chairs_appointed_by=COUNCIL,
            committee=True,
            adjuncts_decided_by=COUNCIL,
            eligibility="Förenlig med kriterierna i stadens riktlinje för föreningsbidrag.",
            absence="Ledamoten skickar en annan behörig från sin organisation eller myndighet.",
            clause="Reglementet §§ 4–5",
        ),
    )
    seats = {
        key: forums.add_seat(
            by=by,
            at=AT,
            forum=forum,
            content=forums.SeatContent(
                name, key=key, at_least=count, at_most=count, elected=key == "presidiet", appointed_by=BOARD
            ),
        )
        for key, name, count, _ in SEATS
    }
    forums.add_perspective(
        by=by,
        at=AT,
        forum=forum,
        content=forums.PerspectiveContent(
            "minst en från en organisation med huvudsakligt fokus på kvinnor och/eller tjejer",
            key="focus",
            value="kvinnor-tjejer",
            seat=seats["civilsamhallet"],
        ),
    )
    return Council(cast, by, forum, seats)


def fill(council: Council, since: date = BEGAN) -> None:
    """Appoint 14 members and 2 substitutes, with chair, vice chairs and a committee among them."""
    by, forum = council.by, council.forum
    for key, _, _, organisations in SEATS:
        for organisation in organisations:
            elected = key == "presidiet"
            forums.appoint(
                by=by,
                at=AT,
                forum=forum,
                content=forums.AppointmentContent(
                    title="Kommunalråd" if elected else "Chef",
                    organisation=organisation,
                    seat=council.seats[key],
                    since=since,
                    appointed_by=BOARD,
                    nominated_by="" if elected else organisation,
                    decision=_DECISION,
                    properties={"focus": "kvinnor-tjejer"} if "Kvinno" in organisation else {},
                ),
            )
    for _ in range(2):
        forums.appoint(
            by=by,
            at=AT,
            forum=forum,
            content=forums.AppointmentContent(
                title="Ersättare i kommunstyrelsen",
                seat=council.seats["presidiet"],
                role="substitute",
                since=since,
                appointed_by=f"{BOARD} och {PRESIDIUM}",
                decision=_DECISION,
            ),
        )
    offices = (("chair", BOARD), ("first_vice", COUNCIL), ("second_vice", COUNCIL))
    for member, (office, given_by) in zip(council.seated("presidiet"), offices, strict=True):
        forums.give_office(by=by, at=AT, appointment=member, office=office, on=since, appointed_by=given_by)
    committee = Forum.objects.filter(cooperation=forum.cooperation, key="radets-arbetsutskott").first()
    if committee is None:
        committee = forums.set_up(
            by=by,
            at=AT,
            cooperation=forum.cooperation,
            name="Trygghetsrådets arbetsutskott",
            kind="working",
            key="radets-arbetsutskott",
        )
        forums.change_forum(
            by=by,
            at=AT,
            forum=committee,
            seen=committee.revision,
            content=forums.ForumContent(committee.name, committee.kind, part_of=forum),
        )
    forums.appoint(
        by=by,
        at=AT,
        forum=committee,
        content=forums.AppointmentContent(title="Ordförande i rådet", since=since, appointed_by=COUNCIL),
    )


def meet(council: Council, on: date = date(2023, 11, 15)) -> Meeting:
    """A meeting as § 5 has it: called with an agenda two weeks before, held, minuted, and its minutes sent."""
    by, forum = council.by, council.forum
    meeting = forums.plan_meeting(by=by, at=AT, forum=forum, planned_on=on)
    points = [
        forums.add_point(
            by=by,
            at=AT,
            meeting=meeting,
            content=forums.PointContent(title, kind="follow_up", presenter=presenter),
            evidence=forums.Evidence(kind=kind, what=what),
        )
        for title, presenter, kind, what in (
            ("Uppföljning av rådets uppgifter", "", "followup", "radets-uppgifter"),
            ("Uppföljning av rådets sammansättning", "", "followup", "radets-sammansattning"),
            ("Uppföljning av rådets arbetsformer", "", "followup", "radets-arbetsformer"),
            (
                "Hur uppföljningen har beretts",
                "Trygghetsrådets sekreterare",
                "activity",
                "beredning-av-radets-uppfoljning",
            ),
            (
                "Nomineringarna är beredda",
                "Stadsledningskontoret",
                "activity",
                "beredning-av-nomineringar",
            ),
        )
    ]
    called = date(on.year, on.month - 1 or 1, on.day)
    forums.send_call(by=by, at=AT, meeting=meeting, on=called)
    forums.hold_meeting(by=by, at=AT, forum=forum, meeting=meeting, held_on=on)
    meeting.refresh_from_db()
    for point in points:
        forums.deal_with(by=by, at=AT, point=point)
    return meeting
