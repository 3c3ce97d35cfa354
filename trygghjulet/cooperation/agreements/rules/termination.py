"""How an agreement comes to an end after notice, as its own rule says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Who(StrEnum):
    """Who may give notice."""

    EITHER_PARTY = "either_party"
    FORUM = "forum"
    UNSAID = "unsaid"


class Ends(StrEnum):
    """When the agreement ends after notice."""

    NEXT_MEETING = "next_meeting"
    AT_ONCE = "at_once"
    UNSAID = "unsaid"


class RenegotiatedBy(StrEnum):
    """How a renegotiated agreement is settled."""

    SIGNED_ANEW = "signed_anew"
    DECIDED_BY_FORUM = "decided_by_forum"
    UNSAID = "unsaid"


#: How an agreement that can't be given notice of is changed instead.
CHANGED_BY = {
    RenegotiatedBy.SIGNED_ANEW: "att parterna omförhandlar den och skriver under på nytt",
    RenegotiatedBy.DECIDED_BY_FORUM: "att {forum} beslutar om ändringen",
    RenegotiatedBy.UNSAID: "att parterna gemensamt kommer överens om något nytt, eller att giltighetstiden går ut",
}


@dataclass(frozen=True)
class Rule:
    """What an agreement says of its end. `forum` is what the body that notice is given to is called."""

    who: Who = Who.UNSAID
    ends: Ends = Ends.UNSAID
    renegotiated_by: RenegotiatedBy = RenegotiatedBy.UNSAID
    forum: str = ""


@dataclass(frozen=True)
class Outcome:
    """The first day without the agreement after a notice, or None where it is not settled; and why."""

    ends_on: date | None
    reason: str


def refusal(rule: Rule) -> str:
    """Why notice can't be given, and how the agreement can be changed instead; empty when it can."""
    if rule.who is not Who.UNSAID:
        return ""
    how = CHANGED_BY[rule.renegotiated_by].format(forum=rule.forum or "forumet som leder arbetet")
    return (
        "Överenskommelsen säger inget om hur den kan sägas upp, så en uppsägning kan inte föras in. "
        f"Den kan ändras genom {how}."
    )


def outcome(
    rule: Rule, *, notified_on: date, meetings: Iterable[date], stated_end: date | None = None
) -> Outcome:
    """When the agreement ends after a notice.

    Args:
        rule: what it says itself.
        notified_on: the meeting where notice was given.
        meetings: the days on which the forum has met; those after the notice count.
        stated_end: the day that the notice itself gives, where the agreement says none.

    Raises:
        ValueError: no notice can be given; the message is `refusal`.
    """
    refused = refusal(rule)
    if refused:
        raise ValueError(refused)
    if rule.ends is Ends.AT_ONCE:
        return Outcome(notified_on, "Överenskommelsen upphör när den sägs upp.")
    if rule.ends is Ends.NEXT_MEETING:
        following = min((day for day in meetings if day > notified_on), default=None)
        forum = rule.forum or "forumet"
        if following is None:
            return Outcome(
                None,
                f"Inte avgjort än: överenskommelsen upphör vid nästa möte med {forum} efter uppsägningen.",
            )
        return Outcome(
            following, f"Överenskommelsen upphör från mötet med {forum} som följde på uppsägningen."
        )
    if stated_end is not None:
        return Outcome(
            stated_end, "Överenskommelsen säger inte när den upphör. Dagen är den som uppsägningen anger."
        )
    return Outcome(
        None, "Inte avgjort än: överenskommelsen säger inte när den upphör, och uppsägningen anger ingen dag."
    )
