"""The cooperation "Trygg i Solvik": its written agreement and its forums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from trygghjulet.demo.people import MUNICIPALITY, Party

ForumKind = Literal["strategic", "steering", "preparatory"]


@dataclass(frozen=True)
class AgreedProblem:
    """A problem area that the agreement points out, and what it says of it."""

    title: str
    text: str


@dataclass(frozen=True)
class Agreement:
    """The written agreement on cooperation (9 §)."""

    title: str
    purposes: str
    fields_of_work: str
    valid_from: date
    valid_until: date
    decided_on: date
    signed_on: date
    registry_number: str
    problems: tuple[AgreedProblem, ...]


@dataclass(frozen=True)
class Forum:
    """A body that meets. `area_code` is None where it is for the whole municipality; `members` are titles."""

    name: str
    kind: ForumKind
    led_by: Party
    members: tuple[str, ...]
    area_code: str | None = None


COOPERATION: Final = "Trygg i Solvik"
SLUG: Final = "solvik"
CONTACT: Final = "Brottsförebyggande samordnaren nås genom Solviks kommuns kontaktcenter."

PUBLIC_PLACES: Final = "Våld och otrygghet på offentliga platser"
DRUGS: Final = "Narkotika där människor rör sig"
DAMAGE: Final = "Skadegörelse, klotter och ordningsstörningar"
THEFT: Final = "Stölder och inbrott"

AGREEMENT = Agreement(
    title="Samverkansöverenskommelse Trygg i Solvik 2024–2027",
    purposes=(
        "Överenskommelsen ska göra Solvik tryggare att bo, arbeta och vistas i. Kommunen och polisen ska "
        "förebygga brott tillsammans, utifrån en gemensam lägesbild, och var och en med de medel som den "
        "har.\n\n"
        "Parterna ska veta vad de gör och varför. Varje åtgärd bygger på en orsaksanalys, följs upp och "
        "återkopplas till dem som den berör. Säkerhet, det som faktiskt händer, och trygghet, det som "
        "människor upplever, beskrivs var för sig."
    ),
    fields_of_work=(
        "Samverkan gäller hela kommunen och särskilt:\n"
        "– våld, narkotika, skadegörelse och ordningsstörningar på offentliga platser,\n"
        "– stölder och inbrott som drabbar boende, besökare och butiker,\n"
        "– barns och ungas väg in i och ut ur brott,\n"
        "– trygghet i stadsmiljön: ljus, sikt, skötsel och människor på plats.\n\n"
        "Arbetet bedrivs stadsövergripande och lokalt i Norra Solvik, Solvik Centrum och Södra Solvik."
    ),
    valid_from=date(2024, 1, 1),
    valid_until=date(2027, 12, 31),
    decided_on=date(2023, 11, 20),
    signed_on=date(2023, 12, 5),
    registry_number="KS 2023:214",
    problems=(
        AgreedProblem(
            PUBLIC_PLACES,
            "Våldet i offentlig miljö ska minska där det är som mest samlat, och fler ska känna sig "
            "trygga ute sent på kvällen. Parterna arbetar med platser, tider och orsaker.",
        ),
        AgreedProblem(
            DRUGS,
            "Öppen handel och användning av narkotika ska upptäckas tidigt och inte få fäste. Unga som "
            "riskerar att dras in ska snabbt få stöd.",
        ),
        AgreedProblem(
            DAMAGE,
            "Det som förfular och förstör ska åtgärdas fort, och platser där det återkommer ska få en "
            "gemensam lösning.",
        ),
        AgreedProblem(
            THEFT,
            "Boende, besökare och butiker ska få hjälp att skydda sig. Parterna följer stölder och "
            "inbrott och agerar när de samlas till en plats eller en tid.",
        ),
    ),
)

STRATEGIC_COUNCIL: Final = "Strategiskt råd"
STEERING_GROUP: Final = "Styrgrupp Trygg i Solvik"
LOCAL_STEERING_GROUP: Final = "Lokal styrgrupp Centrum"
PREPARATORY_GROUP: Final = "Beredningsgrupp"

FORUMS = (
    Forum(
        STRATEGIC_COUNCIL,
        "strategic",
        MUNICIPALITY,
        (
            "Ledamot i kommunstyrelsen",
            "Kommundirektör",
            "Lokalpolisområdeschef",
            "Brottsförebyggande samordnare",
        ),
    ),
    Forum(
        STEERING_GROUP,
        "steering",
        MUNICIPALITY,
        ("Kommundirektör", "Lokalpolisområdeschef", "Brottsförebyggande samordnare", "Kommunpolis"),
    ),
    Forum(
        LOCAL_STEERING_GROUP,
        "steering",
        MUNICIPALITY,
        ("Chef för stadsmiljöenheten", "Utvecklingsledare, Solvik Centrum", "Områdespolis, Solvik Centrum"),
        area_code="S2",
    ),
    Forum(
        PREPARATORY_GROUP,
        "preparatory",
        MUNICIPALITY,
        (
            "Brottsförebyggande samordnare",
            "Kommunpolis",
            "Analytiker, kommunstyrelsens förvaltning",
            "Analytiker, lokalpolisområdet",
            "Fältsekreterare",
        ),
    ),
)
