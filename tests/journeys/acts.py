"""What people do on the way round the wheel, told once for all journeys that begin further on."""

from __future__ import annotations

from tests.journeys.browsing import Browser
from tests.journeys.town import incidents_file

SOURCE = "Polisens anmälda händelser"


def put_up_source(palle: Browser) -> None:
    """The police's analyst tells where the material comes from."""
    palle.visit("/solvik/underlag/").follow("Lägg upp en källa").follow("Händelser, en per rad")
    palle.write(
        name=SOURCE,
        party="Lokalpolisområde",
        theme="Brott och händelser",
        sharing="sums",
        definition="Anmälda brott efter plats och tid för händelsen.",
    ).press("Spara källan")
    palle.sees("Källan finns. Lämna nu den första filen.")


def hand_in(palle: Browser, *, name: str = "handelser.csv", content: bytes | None = None) -> None:
    """The police's analyst hands in a file."""
    palle.visit("/solvik/underlag/").follow("Lämna en fil")
    palle.attach(name, incidents_file() if content is None else content).press("Läs filen")


def start_round(saga: Browser, area: str) -> str:
    """The coordinator starts a turn; gives the address of its pages."""
    saga.visit("/solvik/").follow("Starta ett varv")
    saga.write(area=area, rhythm="yearly", first_day="2025-01-01", last_day="2025-12-31")
    saga.press("Starta varvet").sees("Varvet är startat.", f"{area} 2025")
    saga.follow(f"{area} 2025")
    return saga.path


def count_picture(saga: Browser, round: str) -> None:
    """The coordinator counts the picture."""
    saga.visit(f"{round}lagesbild/").follow("Räkna lägesbilden").press("Räkna")
    saga.sees("Siffrorna är räknade ur det underlag som nu gäller.", "Utkast")
