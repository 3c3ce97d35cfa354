"""When a call must be out, whether it was late, and what is left to do before and after a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from trygghjulet.documents import numbers


@dataclass(frozen=True)
class CallStanding:
    """How a call stands: `tone` of a badge, the word on it, a sentence, and how many days too late."""

    tone: str
    word: str
    sentence: str
    days_late: int = 0
    last_day: date | None = None


def days_said(days: int) -> str:
    """A number of days in words: "en dag", "5 dagar"."""
    return "en dag" if days == 1 else f"{days} dagar"


def call_standing(
    meets_on: date, *, sent_on: date | None, call_days: int | None, today: date, held: bool = False
) -> CallStanding:
    """How the call to a meeting stands a day.

    Args:
        meets_on: the day of the meeting.
        sent_on: the day that the call went out, where it has.
        call_days: no later than so many days before; None where nothing is said.
        today: the day that is asked about.
        held: the meeting has been held.
    """
    last = None if call_days is None else meets_on - timedelta(days=call_days)
    if sent_on is not None:
        late = (sent_on - last).days if last is not None else 0
        if late > 0 and last is not None:
            return CallStanding(
                "warning",
                f"{days_said(late).capitalize()} för sent",
                f"Kallelsen skickades {numbers.day(sent_on)}. Den skulle ha varit ute {numbers.day(last)}.",
                late,
                last,
            )
        in_time = " I tid." if last is not None else ""
        return CallStanding(
            "good", "Kallelsen skickad", f"Kallelsen skickades {numbers.day(sent_on)}.{in_time}", 0, last
        )
    if held or today > meets_on:
        return CallStanding("neutral", "Inte införd", "Ingen kallelse är införd.", 0, last)
    if last is None:
        return CallStanding("info", "Kallelsen inte skickad", "Kallelsen är inte skickad.")
    late = (today - last).days
    if late > 0:
        return CallStanding(
            "bad",
            f"{days_said(late).capitalize()} för sen",
            f"Kallelsen skulle ha varit ute {numbers.day(last)}. Skicka den nu.",
            late,
            last,
        )
    left = "i dag" if late == 0 else f"om {days_said(-late)}"
    tone = "warning" if late >= -7 else "info"  # a week is what it takes to gather the papers
    return CallStanding(
        tone, "Kallelsen inte skickad", f"Kallelsen ska vara ute senast {numbers.day(last)}, {left}.", 0, last
    )


@dataclass(frozen=True)
class Check:
    """A line of what to look through before a call is sent: done or not, and what to do. `binding`: is it needed?"""

    words: str
    done: bool
    advice: str = ""


def checklist(
    *,
    time: bool,
    place: bool,
    points: int,
    clashes: int,
    called: int,
    signed: bool,
    proposals_missing: int,
) -> tuple[Check, ...]:
    """What to look through before a call is sent. Nothing in it hinders sending; all of it is told."""
    return (
        Check("Mötet har en tid", time, "Ange när mötet börjar och slutar."),
        Check("Mötet har en plats", place, "Ange var mötet är, eller att det är digitalt."),
        Check("Dagordningen är satt", points > 0, "Lägg till punkter, eller börja från förra mötets."),
        Check("Tiderna går ihop", clashes == 0, "Se vad som krockar under dagordningen."),
        Check(
            "Varje beslutspunkt har ett förslag till beslut",
            proposals_missing == 0,
            f"{proposals_missing} av beslutspunkterna saknar förslag.",
        ),
        Check("Ledamöterna är införda", called > 0, "För in forumets ledamöter, så står de i kallelsen."),
        Check(
            "Kallelsen har avsändare", signed, "Ange vem som undertecknar för ordföranden och sekreteraren."
        ),
    )


def next_step(
    *,
    state: str,
    meets_on: date,
    points: int,
    standing: CallStanding,
    sent: bool,
    today: date,
) -> str:
    """What comes next for a meeting, in plain words."""
    if state == "cancelled":
        return "Mötet är inställt. Det som skulle ha tagits upp flyttas till nästa möte."
    if state == "held":
        return (
            "Mötet är hållet. Skriv klart anteckningarna, för in besluten och sänd protokollet dit det ska."
        )
    if today > meets_on:
        return "Mötesdagen har passerat. För in att mötet hölls, flytta det eller ställ in det."
    if not points:
        return f"Sätt ihop dagordningen. {standing.sentence}"
    if not sent:
        return standing.sentence
    days = (meets_on - today).days
    when = "i dag" if days == 0 else f"om {days_said(days)}"
    return f"{standing.sentence} Mötet är {when}."
