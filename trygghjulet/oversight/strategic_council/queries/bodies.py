"""The cooperation's own forums as the test of 10 § sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from trygghjulet.cooperation.forums.models import (
    AgendaItem,
    Appointment,
    Decision,
    Dispatch,
    Forum,
    ForumLink,
    LinkKind,
    Meeting,
    RoutingRule,
    Seat,
    TurnRule,
)
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.oversight.strategic_council.models import ItemMark, SeatJudgement
from trygghjulet.oversight.strategic_council.rules import wording
from trygghjulet.oversight.strategic_council.rules.bodies import (
    Body,
    Channel,
    Leader,
    Leads,
    Matter,
    Member,
    Overruled,
    Side,
)
from trygghjulet.oversight.strategic_council.rules.criteria import Evidence
from trygghjulet.oversight.strategic_council.rules.from_blueprint import ACTS, DECIDES, TAKES_ON, body_of
from trygghjulet.oversight.strategic_council.rules.judging import LOOKS_BACK

#: How the reference of one of the cooperation's own forums begins.
OWN: Final = "forum-"
_NO_QUESTION: Final = (AgendaItem.Kind.FORMAL, AgendaItem.Kind.BREAK, AgendaItem.Kind.PRE_MEETING)
#: How what is sent to the members themselves is told.
_TO_MEMBERS: Final = ("ledamöter", "ersättare", "deltagare")


def own_ref(forum_id: int) -> str:
    """The reference of one of the cooperation's own forums."""
    return f"{OWN}{forum_id}"


def bodies_of(scope: Scope, *, cooperation: Cooperation, refs: Sequence[str], on: date) -> tuple[Body, ...]:
    """The bodies that the references lead to, as they are known on a day; unknown references are left out."""
    own = {
        own_ref(forum.pk): forum
        for forum in forums(scope, cooperation=cooperation).filter(
            pk__in=[int(ref.removeprefix(OWN)) for ref in refs if _is_own(ref)]
        )
    }
    said = _overruled(cooperation)
    found = []
    for ref in dict.fromkeys(refs):
        if ref in own:
            body: Body | None = _Reader(own[ref], on).body()
        else:
            blueprint, _, key = ref.partition("/")
            body = body_of(blueprint, key) if key else None
        if body is not None:
            members = tuple(replace(one, overruled=said.get(one.ref)) for one in body.members)
            found.append(replace(body, members=members))
    return tuple(found)


def subject_of(
    scope: Scope, *, cooperation: Cooperation, ref: str, refs: Sequence[str], on: date
) -> Member | None:
    """The seat with a reference among the bodies' own."""
    bodies = bodies_of(scope, cooperation=cooperation, refs=refs, on=on)
    return next((one for body in bodies for one in body.members if one.ref == ref), None)


def _is_own(ref: str) -> bool:
    number = ref.removeprefix(OWN)
    return ref.startswith(OWN) and number.isascii() and number.isdigit() and len(number) < 10


def _overruled(cooperation: Cooperation) -> Mapping[str, Overruled]:
    latest = {one.ref: one for one in SeatJudgement.objects.filter(cooperation=cooperation)}
    return {
        ref: Overruled(one.leading, one.reason, one.entered_by)
        for ref, one in latest.items()
        if one.leading is not None
    }


def _kind(party: Party | None) -> str:
    return party.kind if party else ""


def _principal(found: frozenset[Side]) -> frozenset[Side]:
    return frozenset({Side.MUNICIPALITY}) if Side.MUNICIPALITY in found else found


class _Reader:
    """Reads one of the cooperation's forums as it is known on a day."""

    def __init__(self, forum: Forum, on: date) -> None:
        self.forum, self.on = forum, on
        self.since = on - timedelta(days=LOOKS_BACK)
        self.href = reverse("forums:show", args=(forum.cooperation.slug, forum.pk))
        held = Meeting.objects.filter(forum=forum, state=Meeting.State.HELD, held_on__lte=on)
        self.held = list(held.select_related("chaired_by"))
        self.lately = [one for one in self.held if one.on >= self.since]
        sitting = Appointment.objects.filter(forum=forum, since__lte=on).select_related(
            "party", "seat__party"
        )
        self.sitting = [one for one in sitting if one.sits(on)]
        self.seats = list(Seat.objects.filter(forum=forum).select_related("party"))

    def body(self) -> Body:
        """The whole of it."""
        return Body(
            ref=own_ref(self.forum.pk),
            name=self.forum.name,
            href=self.href,
            leaders=tuple(self._leaders()),
            members=tuple(self._members()),
            matters=tuple(self._matters()),
            channels=tuple(self._channels()),
            decides=tuple(self._decides()),
            acts=tuple(self._by_mandate(ACTS)),
            advises=tuple(self._advises()),
            last_met=max((one.on for one in self.held), default=None),
            entered=True,
            ended_on=self.forum.ended_on,
        )

    def _led(self, party: Party, how: Leads, more: str = "") -> Leader:
        return Leader(f"{party.name}{more}", wording.side(party.name, party.kind), how)

    def _leaders(self) -> Iterator[Leader]:
        rules = {
            rule.what: [place.party for place in rule.places.select_related("party")]
            for rule in TurnRule.objects.filter(forum=self.forum)
            if rule.since is None or rule.since <= self.on
        }
        chairs = rules.get(TurnRule.What.CHAIR, [])
        chair = next((one for one in self.sitting if one.office == Appointment.Office.CHAIR), None)
        if chairs:
            yield from (self._led(party, Leads.LEADS) for party in chairs)
        elif self.forum.led_by is not None:
            yield self._led(self.forum.led_by, Leads.LEADS)
        elif chair is not None:
            where = chair.organisation or (chair.party.name if chair.party else "")
            yield Leader(
                f"{chair.title}, {where}" if where else chair.title,
                wording.side(f"{chair.title} {where}", _kind(chair.party)),
            )
        else:
            by = {one.chaired_by.pk: one.chaired_by for one in self.lately if one.chaired_by}
            yield from (self._led(party, Leads.LEADS, " (har lett möten)") for party in by.values())
        calling = rules.get(TurnRule.What.CONVENER, [])
        if not calling and self.forum.convened_by is not None:
            calling = [self.forum.convened_by]
        yield from (self._led(party, Leads.CONVENES) for party in calling)

    def _members(self) -> Iterator[Member]:
        filled = set()
        for one in self.sitting:
            if one.role == Appointment.Role.SUBSTITUTE:
                continue
            filled.add(one.seat_id)
            party = one.party or (one.seat.party if one.seat else None)
            where = one.organisation or (party.name if party else "")
            yield Member(
                f"ledamot-{one.pk}",
                one.title,
                where,
                wording.sides(f"{one.title} {where}", _kind(party)),
                wording.leading(one.title),
                href=self.href,
            )
        for seat in self.seats:
            if seat.pk in filled:
                continue
            where = seat.party.name if seat.party else ""
            words = f"{seat.name} {seat.function_title}"
            by_words = wording.leading(words)
            yield Member(
                f"plats-{seat.pk}",
                f"{seat.name} (platsen är tom)" if self.sitting else seat.name,
                where,
                wording.sides(f"{words} {where}", _kind(seat.party)),
                # The name of a category of seats is no title.
                True if by_words else (False if seat.function_title else None),
                href=self.href,
            )

    def _matters(self) -> Iterator[Matter]:
        items = AgendaItem.objects.filter(meeting__in=self.lately, state=AgendaItem.State.HANDLED).exclude(
            kind__in=_NO_QUESTION
        )
        marks = {one.item_id: one for one in ItemMark.objects.filter(item__in=items)}
        for item in items.select_related("meeting").order_by("-meeting__held_on", "order"):
            mark = marks.get(item.pk)
            address = (self.forum.cooperation.slug, self.forum.pk, item.meeting_id)
            yield Matter(
                f"{item.title}, {numbers.day(item.meeting.on)}",
                mark.found if mark else wording.themes(f"{item.title} {item.text}"),
                handled=True,
                href=reverse("forums:meeting", args=address),
                marked=mark is not None,
                item=item.pk,
            )
        for label, text in (("Syftet", self.forum.purpose), ("Mandatet", self.forum.mandate)):
            if text.strip():
                yield Matter(f"{label}: {text}", wording.themes(text), handled=False, href=self.href)

    # Ways out

    def _sides_of_forum(self, forum: Forum) -> frozenset[Side]:
        sitting = Appointment.objects.filter(forum=forum).select_related("party")
        seats = Seat.objects.filter(forum=forum).select_related("party")
        found = [
            wording.sides(f"{one.title} {one.organisation}", _kind(one.party))
            for one in sitting
            if one.sits(self.on)
        ]
        found += [wording.sides(f"{one.name} {one.function_title}", _kind(one.party)) for one in seats]
        led = [one for one in (forum.led_by, forum.convened_by) if one]
        found += [wording.sides(one.name, one.kind) for one in led]
        if not found:
            found = [wording.sides(forum.name)]
        return frozenset(side for sides in found for side in _principal(sides))

    def _channels(self) -> Iterator[Channel]:
        sent = list(
            Dispatch.objects.filter(forum=self.forum, on__gte=self.since, on__lte=self.on).select_related(
                "to_forum"
            )
        )
        told = set()
        rules = RoutingRule.objects.filter(forum=self.forum).select_related("to_forum")
        for rule in rules:
            if rule.ended_on is not None and rule.ended_on <= self.on:
                continue
            used = [one for one in sent if one.rule_id == rule.pk or one.receiver == rule.receiver]
            told |= {one.receiver for one in used}
            yield self._sent(str(rule), rule.to_forum, rule.to, used=bool(used) if self.lately else None)
        for receiver in dict.fromkeys(one.receiver for one in sent):
            if receiver not in told:
                one = next(each for each in sent if each.receiver == receiver)
                said = f"{one.get_what_display()} till {receiver}, senast {numbers.day(one.on)}"
                yield self._sent(said, one.to_forum, one.to, used=True)
        links = ForumLink.objects.select_related("forum__led_by", "to__led_by")
        for link in links.filter(forum=self.forum):
            yield Channel(str(link), self._sides_of_forum(link.to), href=self.href)
        for link in links.filter(to=self.forum, kind__in=(LinkKind.PREPARES_FOR, LinkKind.REPORTS_TO)):
            yield Channel(str(link), self._sides_of_forum(link.forum), href=self.href)
        for member, mandates in self._mandates():
            if TAKES_ON & set(mandates):
                yield Channel(
                    f"{member} har mandat att ta frågor vidare", self._reached(member), href=self.href
                )

    def _sent(self, said: str, forum: Forum | None, to: str, *, used: bool | None) -> Channel:
        weak = forum is None and any(word in to.casefold() for word in _TO_MEMBERS)
        reaches = self._sides_of_forum(forum) if forum else _principal(wording.sides(to, self._kind_of(to)))
        return Channel(said, reaches, weak, used, self.href)

    def _kind_of(self, name: str) -> str:
        """The kind of the party with a name, where there is one."""
        return Party.objects.filter(name__iexact=name).values_list("kind", flat=True).first() or ""

    def _mandates(self) -> Iterator[tuple[Appointment | Seat, list[str]]]:
        for one in self.sitting:
            own = one.mandates or (one.seat.mandates if one.seat else [])
            yield one, own
        if not self.sitting:
            yield from ((seat, seat.mandates) for seat in self.seats)

    def _reached(self, member: Appointment | Seat) -> frozenset[Side]:
        if isinstance(member, Seat):
            return _principal(wording.sides(f"{member.name} {member.function_title}", _kind(member.party)))
        party = member.party or (member.seat.party if member.seat else None)
        return _principal(wording.sides(f"{member.title} {member.organisation}", _kind(party)))

    # What it may do

    def _by_mandate(self, wanted: frozenset[str]) -> Iterator[Evidence]:
        for member, mandates in self._mandates():
            if wanted & set(mandates):
                title = member.name if isinstance(member, Seat) else member.title
                said = "besluta för sin organisation" if wanted & DECIDES else "få sin organisation att agera"
                yield Evidence(f"{title} har mandat att {said}", self.href)

    def _decides(self) -> Iterator[Evidence]:
        if wording.decides(self.forum.mandate):
            yield Evidence(f"Mandatet: {self.forum.mandate}", self.href)
        made = Decision.objects.filter(
            forum=self.forum, outcome=Decision.Outcome.ADOPTED, on__lte=self.on, final_body=""
        ).order_by("-on", "-pk")
        latest = made.first()
        if latest is not None:
            count = made.count()
            said = "Ett beslut är fattat" if count == 1 else f"{count} beslut är fattade"
            yield Evidence(f"{said}, senast {numbers.day(latest.on)}: {latest.title}", self.href)
        yield from self._by_mandate(DECIDES)

    def _advises(self) -> Iterator[Evidence]:
        for label, text in (("Syftet", self.forum.purpose), ("Mandatet", self.forum.mandate)):
            if wording.advises(text):
                yield Evidence(f"{label}: {text}", self.href)
