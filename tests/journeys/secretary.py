"""A secretary at work: a meeting from its plan to its notes received, as the pages ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from playwright.sync_api import expect

from tests.journeys.browsing import Browser
from tests.journeys.days import Turn
from trygghjulet.documents import numbers

CALLED_BEFORE: Final = timedelta(days=14)
_PATIENCE: Final = 10_000


def begin(saga: Browser, blueprint: str, *, signed: date) -> None:
    """Start the agreement from another city's, enter the day it was signed, and set up the forums that it names."""
    saga.visit(f"/solvik/overenskommelser/mallar/{blueprint}/").write(place="Solvik")
    saga.press("Starta ur mallen").follow("För in ett steg")
    saga.write(kind="signed", on=signed.isoformat()).press("Spara").sees("Steget är infört.")
    saga.visit("/solvik/ram/").follow("Inrätta dem").press("Inrätta").sees("Forumen är inrättade")


def find(somebody: Browser, name: str) -> str:
    """The forum's own address."""
    somebody.visit("/solvik/forum/").follow(name)
    return somebody.path


# Who sits there


def appoint(saga: Browser, forum: str, seat: str, **answers: str) -> None:
    """Give a seat to somebody who has no account: by title and organisation, or by name where elected."""
    _to_seat(saga, forum, seat)
    saga.follow("Fyll i själv").write(**answers).press("Utse").sees("Personen är utsedd.")


def give_seat(saga: Browser, forum: str, seat: str, title: str) -> None:
    """Give a seat to somebody who holds a function that fits it."""
    _to_seat(saga, forum, seat)
    row = saga.page.locator("main tr", has_text=title)
    with saga.page.expect_navigation():
        row.get_by_role("button", name="Ge platsen").click()
    saga.sees(f"{title} har platsen")


def _to_seat(saga: Browser, forum: str, seat: str) -> None:
    saga.visit(forum).follow(f"Utse till {seat}")


# Before the meeting


def plan(saga: Browser, forum: str, on: date, *, full_day: bool = False) -> str:
    """Plan a meeting with its hours and place; gives its address."""
    saga.visit(forum).follow("Planera ett möte")
    saga.write(
        planned_on=on.isoformat(),
        starts_at="09:00",
        ends_at="16:00" if full_day else "11:00",
        place="Stadshuset, sal 3",
    )
    if full_day:
        saga.tick("Heldag")
    saga.press("Spara").follow(numbers.day(on)).sees("Stadshuset, sal 3", "Planerat")
    return saga.path


def follow_turns(saga: Browser, forum: str, days: Sequence[date]) -> None:
    """Let the planned meetings be led, called and written by those whose turn it is."""
    for on in days:
        saga.visit(f"{forum}turordning/").press(f"Följ turordningen {numbers.day(on)}")
        saga.sees(f"Mötet {numbers.day(on)} följer turordningen.")


def step_aside(saga: Browser, forum: str, on: date, *, task: str, chosen: str, reason: str) -> None:
    """Let another than the one in turn take a task at a meeting."""
    saga.visit(f"{forum}turordning/").follow(f"Gör avsteg {numbers.day(on)}")
    saga.write(what=task, chosen=chosen, reason=reason).press("Spara").sees("Avsteget är infört.", reason)


def add_point(saga: Browser, meeting: str, title: str, **answers: str) -> None:
    """Put a point on the agenda."""
    saga.visit(meeting).follow("Lägg till en punkt").write(title=title, individual="no", **answers)
    saga.press("Lägg till").sees("Punkten står på dagordningen.", title)


def take_up(saga: Browser, meeting: str, *duties: str) -> None:
    """Put on the agenda what waits for the forum."""
    saga.visit(meeting)
    for title in duties:
        saga.sees("Det här väntar på forumet", title).press(f"Lägg till som punkt: {title}")
        saga.sees("Punkten står på dagordningen.")


def call(saga: Browser, meeting: str, *points: str) -> None:
    """Look the call through and send it the day that it is."""
    saga.visit(meeting).follow("Kallelsen").sees(*points)
    saga.visit(meeting).follow("Skicka kallelsen").sees("Se igenom först")
    saga.press("För in").sees("Kallelsen är införd.")


# At the meeting


def meet(
    saga: Browser, turn_to: Turn, meeting: str, on: date, *, away: Mapping[str, str] | None = None
) -> None:
    """Send the call two weeks before, and hold the meeting on its day."""
    turn_to(on - CALLED_BEFORE)
    call(saga, meeting)
    turn_to(on)
    hold(saga, meeting, away=away)


def hold(
    saga: Browser, meeting: str, *, away: Mapping[str, str] | None = None, guests: Sequence[str] = ()
) -> None:
    """Enter that the meeting is held as it was planned, and who is there.

    `away` leads from who is away to who comes instead.
    """
    saga.visit(meeting).follow("Mötet hölls").press("Spara").sees("Mötet är infört.")
    saga.visit(meeting).follow("Ta närvaro")
    for who, instead in (away or {}).items():
        line = saga.page.locator("main fieldset", has_text=who)
        line.get_by_label("Frånvarande").check()
        if instead:
            line.get_by_label("Ersätts av (titel)").fill(instead)
    saga.write(guests="\n".join(guests)).press("Spara närvaron").sees("Närvaron är sparad.")


def note(somebody: Browser, meeting: str, under: str, words: str) -> None:
    """Write in the notes; they are saved by themselves."""
    somebody.visit(meeting)
    place = somebody.page.locator("section.notes", has=somebody.page.get_by_role("heading", name=under))
    place.locator("textarea").last.fill(words)
    expect(place.locator("[data-told]").first).to_contain_text(re.compile("[Ss]parat"), timeout=_PATIENCE)
    somebody.visit(meeting)
    expect(place.locator("textarea").first).to_have_value(words)


def decide(saga: Browser, meeting: str, title: str, text: str, **answers: str) -> None:
    """Enter a decision."""
    saga.visit(meeting).follow("För in ett beslut").write(title=title, text=text, **answers)
    saga.press("Spara").sees("Beslutet är infört.", text)


def decide_point(saga: Browser, meeting: str, title: str, text: str, **answers: str) -> None:
    """Enter what was decided of a point, from where it stands on the agenda."""
    _at_the_point(saga, meeting, title, "Besluta")
    saga.write(text=text, **answers).press("Spara").sees("Beslutet är infört.", title, text)


def give_task(saga: Browser, meeting: str, text: str, *, due: date, **answers: str) -> None:
    """Give somebody something to do after the meeting."""
    saga.visit(meeting).follow("Ge en uppgift").write(text=text, due=due.isoformat(), **answers)
    saga.press("Ge uppgiften").sees("Den kommer tillbaka på nästa möte", text)


def close_task(somebody: Browser, meeting: str, text: str, outcome: str) -> None:
    """Close a task that has come back on a meeting's agenda."""
    somebody.visit(meeting).sees("Kvar sedan tidigare").follow(text).follow("Stäng uppgiften")
    somebody.write(outcome=outcome).press("Stäng uppgiften").sees("Uppgiften är stängd.")


def deal_with(saga: Browser, meeting: str, *titles: str, answer: str = "") -> None:
    """Enter that the points were dealt with, and what whoever raised the matter is answered."""
    for title in titles:
        _at_the_point(saga, meeting, title, "Behandlad")
        if answer:
            saga.write(words=answer)
        saga.press("För in").sees(f"{title} är behandlad.")


def _at_the_point(saga: Browser, meeting: str, title: str, what: str) -> None:
    saga.visit(meeting)
    point = saga.page.locator("main tr", has_text=title)
    point.get_by_text("Ändra").first.click()
    with saga.page.expect_navigation():
        point.get_by_role("link", name=what).click()


# After the meeting


def approve(saga: Browser, other: Browser, meeting: str, called: str, *words: str) -> None:
    """Send the minutes to somebody else, who reads and approves them; then nothing more can be written."""
    saga.visit(meeting).follow("Ange justerare").write(
        formal="no", chair="Ordföranden", secretary="Sekreteraren"
    )
    saga.tick(called).press("Spara").sees("Uppgifterna om protokollet är sparade.")
    saga.visit(meeting).press("Skicka för justering").sees("Väntar på justering")
    other.visit("/inkorg/").sees("ustera")
    other.visit(meeting).follow("Läs").sees(*words)
    other.visit(meeting).press("Justera").sees("Anteckningarna är låsta")
    saga.visit(meeting).sees("Justerat").sees_not("Ta närvaro", "Ändra närvaron")


def route(saga: Browser, forum: str, to: str) -> None:
    """Say that another forum is to have the notes of each meeting."""
    saga.visit(f"{forum}utskick/").follow("Lägg till på sändlistan")
    saga.write(what="Minnesanteckningar", when="Efter varje möte", to_forum=to, within_days="14")
    saga.press("Spara").sees("Mottagaren står på sändlistan.")


def send(saga: Browser, meeting: str, to: str) -> None:
    """Send the notes to the forum that is to have them."""
    saga.visit(meeting).press(f"Skicka till {to}").sees("Skickat")


def receive(somebody: Browser, forum: str, source: str) -> None:
    """Confirm, where the notes were sent to, that they have come."""
    somebody.visit(forum).sees("Att bekräfta", source).follow("Bekräfta att det har kommit")
    somebody.press("Det har kommit").sees("Mottagandet är bekräftat.")


# Between forums


def raise_matter(somebody: Browser, forum: str, to: str, title: str, **answers: str) -> None:
    """Raise a matter to another forum."""
    somebody.visit(f"{forum}lyfta-fragor/").follow("Lyft en fråga")
    somebody.write(title=title, to_forum=to, individual="no", **answers)
    operational = somebody.page.locator("main [name=operational][value=no]")
    if operational.count():
        operational.check()
    somebody.press("Lyft frågan").sees(title, "Väntar")


def take_in(saga: Browser, meeting: str, title: str) -> None:
    """Put a matter that was raised to the forum on its agenda."""
    saga.visit(meeting).sees("Lyft hit").press(f"Sätt på dagordningen: {title}")
    saga.sees(f"{title} står på dagordningen.")
