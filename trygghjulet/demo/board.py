"""Enters the matter that Solvik's kommunstyrelse tabled, voted on and some reserved themselves against."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Appointment, Decision, Forum, Meeting, Motion, Remark
from trygghjulet.cooperation.forums.queries.attendance import fingerprint
from trygghjulet.cooperation.forums.rules.votes import Ballot, Choice
from trygghjulet.demo.content import board as written
from trygghjulet.demo.sittings import Secretary
from trygghjulet.foundation.access.rules import Scope


def decide(by: Scope, *, board: Forum, secretary: Secretary) -> None:
    """The matter tabled, then decided at the board's held meeting, with minutes and extracts."""
    meeting = Meeting.objects.select_related("forum__cooperation__area").get(
        forum=board, held_on=written.DECIDED_ON
    )
    at = _at(written.DECIDED_ON)
    members = list(Appointment.objects.filter(forum=board).order_by("pk"))
    forums.record_attendance(
        by=by,
        at=at,
        meeting=meeting,
        present=[forums.Present(one, "present") for one in members],
        guests="Brottsförebyggande samordnare, föredragande\nLokalpolisområdeschef, punkt 1",
        seen=fingerprint(meeting),
    )
    earlier_points = [
        forums.add_point(
            by=by,
            at=at,
            meeting=meeting,
            content=forums.PointContent(title=title, kind=kind, minutes=minutes, presenter=presenter),
        )
        for kind, title, minutes, presenter in written.POINTS
    ]
    forums.write_note(
        by=by,
        at=at,
        meeting=meeting,
        # The same in every example city, as a device would have chosen it once.
        key=uuid5(NAMESPACE_URL, f"{meeting} {written.TITLE}"),
        text=written.NOTE,
        item=earlier_points[-1],
    )
    for point in earlier_points:
        forums.deal_with(by=by, at=at, point=point)
    point = forums.add_point(
        by=by,
        at=at,
        meeting=meeting,
        content=forums.PointContent(
            title=written.TITLE,
            kind="decision",
            minutes=40,
            presenter="Brottsförebyggande samordnaren",
            proposal=written.PROPOSAL,
            registry_number=written.REGISTRY_NUMBER,
        ),
    )
    tabled = forums.decide(
        by=by,
        at=_at(written.TABLED_ON),
        forum=board,
        content=forums.DecisionContent(
            title=written.TITLE,
            outcome="tabled",
            on=written.TABLED_ON,
            paragraph=written.TABLED_PARAGRAPH,
            registry_number=written.REGISTRY_NUMBER,
            text="Ärendet bordläggs till kommunstyrelsens nästa möte.",
        ),
    )
    decision = forums.decide(
        by=by,
        at=at,
        forum=board,
        meeting=meeting,
        content=forums.DecisionContent(
            title=written.TITLE,
            outcome="adopted",
            paragraph=written.PARAGRAPH,
            registry_number=written.REGISTRY_NUMBER,
            text=written.DECISION,
            papers=written.PAPERS,
            item=point,
            earlier=tabled,
        ),
    )
    _vote(by, at, decision, members)
    forums.write_minutes(
        by=by,
        at=_at(written.SENT_ON),
        meeting=meeting,
        formal=True,
        secretary=written.SECRETARY,
        chair=written.CHAIR,
        approvers=[forums.ToApprove(written.CHAIR), forums.ToApprove(written.APPROVER)],
    )
    forums.send_for_approval(by=by, at=_at(written.SENT_ON), meeting=meeting)
    secretary.approve(by, meeting, on=written.APPROVED_ON)
    for to, on in written.EXTRACTS:
        forums.order_extract(by=by, at=_at(on), decision=decision, to=to, sent_on=on)


def _vote(by: Scope, at: datetime, decision: Decision, members: list[Appointment]) -> None:
    """What was moved, each ballot, the reservation and the statement."""

    def moved(kind: str, made_by: str, text: str, outcome: str, about: Motion | None = None) -> Motion:
        return forums.write_motion(
            by=by,
            at=at,
            decision=decision,
            content=forums.MotionContent(
                kind=kind,
                made_by=made_by,
                made_on=written.MOVED_ON if kind == Motion.Kind.ADDITIONAL else None,
                text=text,
                about=about,
                outcome=outcome,
            ),
        )

    proposal = moved("proposal", written.PROPOSED_BY, written.PROPOSAL, "carried")
    addition = moved("additional", written.MINORITY, written.ADDITION, "lost", proposal)
    moved("rejection", written.MAJORITY, "", "carried", addition)
    parties = [party for party, _ in written.BALLOTS]
    forums.write_vote(
        by=by,
        at=at,
        decision=decision,
        content=forums.VoteContent(
            proposition=written.PROPOSITION,
            yes_for=proposal,
            no_for=addition,
            declared_yes=sum(choice == "yes" for _, choice in written.BALLOTS),
            declared_no=sum(choice == "no" for _, choice in written.BALLOTS),
        ),
        ballots=[
            Ballot(
                f"{party} {parties[: number + 1].count(party)}",
                Choice(choice),
                party,
                chairs=number == 0,
                appointment=members[number].pk,
            )
            for number, (party, choice) in enumerate(written.BALLOTS)
        ],
    )
    for kind, said_by, text, favoured in (
        (Remark.Kind.RESERVATION, written.MINORITY, written.RESERVATION, addition),
        (Remark.Kind.STATEMENT, "MP", written.STATEMENT, None),
    ):
        forums.remark(
            by=by,
            at=at,
            decision=decision,
            content=forums.RemarkContent(kind=kind, said_by=said_by, text=text, in_favour_of=favoured),
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(15), tzinfo=ZoneInfo(settings.TIME_ZONE))
