"""What Solvik's staff report in the field, the places they know, and how the weekly group works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

WEEKLY_GROUP: Final = "EST-gruppen"
#: The days that are reported of: half a year of whole weeks, the last one with something new in it.
FIRST_DAY: Final = date(2026, 5, 25)
LAST_DAY: Final = date(2026, 11, 22)
#: The meetings on Tuesdays; the first two have decided, the last one has its draft.
MEETINGS: Final = (date(2026, 11, 10), date(2026, 11, 17), date(2026, 11, 24))
#: Who sit in the group, by first name; the first one leads it.
MEMBERS: Final = ("Saga", "Kim", "Fia", "Patrik", "Stina", "Orvar")
REPORTERS: Final = ("Fia", "Fia", "Patrik", "Uno", "Orvar")


@dataclass(frozen=True)
class KnownPlace:
    """A place that people know by name: kilometres from the town's corner."""

    name: str
    kind: str
    at: tuple[float, float]
    aliases: tuple[str, ...] = ()


PLACES: Final = (
    KnownPlace("Stationstorget", "station", (6.15, 4.40), ("Centralen", "Resecentrum")),
    KnownPlace("Hamnpromenaden", "nightlife", (4.58, 4.45), ("Kajen",)),
    KnownPlace("Solängens köpcentrum", "shops", (6.05, 2.65), ("Köpis",)),
    KnownPlace("Ekbackeskolan", "school", (5.60, 6.85), ("Skolgården",)),
    KnownPlace("Rosenlundsparken", "park", (6.70, 5.65), ("Parken",)),
    KnownPlace("Tallmo torg", "square", (8.15, 2.95), ("Torget i Tallmon",)),
    KnownPlace("Biblioteket", "leisure", (5.30, 5.10)),
    KnownPlace("Gångtunneln vid Bruket", "street", (7.45, 4.55), ("Brukstunneln",)),
)


@dataclass(frozen=True)
class Habit:
    """What is usually seen at a place: so many a week, of a category, at some hours."""

    place: str
    category: str
    a_week: float
    hours: tuple[int, int]
    words: tuple[str, ...]


HABITS: Final = (
    Habit(
        "Stationstorget",
        "disorder.gathering",
        2.2,
        (17, 22),
        ("Stort sällskap vid entrén.", "Hög ljudnivå, resande går omvägar."),
    ),
    Habit("Stationstorget", "disorder.alcohol", 1.6, (15, 22), ("Berusade på bänkarna.",)),
    Habit("Hamnpromenaden", "disorder.alcohol", 1.4, (20, 23), ("Drickande vid bryggan.",)),
    Habit("Hamnpromenaden", "surroundings.litter", 1.2, (7, 10), ("Flaskor och engångsgrillar.",)),
    Habit("Solängens köpcentrum", "traffic.illegal", 0.9, (15, 20), ("Mopeder på gångvägen.",)),
    Habit("Ekbackeskolan", "damage.graffiti", 1.1, (7, 9), ("Nytt klotter på gaveln.",)),
    Habit("Ekbackeskolan", "damage", 0.6, (7, 9), ("Krossad ruta i matsalen.",)),
    Habit(
        "Rosenlundsparken",
        "drugs.open",
        1.5,
        (14, 21),
        ("Försäljning vid lekplatsen.", "Snabba överlämningar vid södra ingången."),
    ),
    Habit("Rosenlundsparken", "surroundings.light", 0.4, (18, 21), ("Lampa släckt längs stigen.",)),
    Habit("Tallmo torg", "drugs.open", 1.2, (15, 22), ("Rörelse vid garagen.",)),
    Habit("Tallmo torg", "disorder.gathering", 0.9, (18, 22), ("Gäng utanför livsmedelsbutiken.",)),
    Habit("Gångtunneln vid Bruket", "surroundings.light", 0.5, (17, 20), ("Tunneln är mörk.",)),
    Habit("Gångtunneln vid Bruket", "unsafe", 0.5, (17, 21), ("Flera säger att de går runt.",)),
    Habit("Biblioteket", "violence.staff", 0.3, (12, 18), ("Personal fick avbryta stängningen.",)),
)
#: The last week's planted surprise: so many more of this at this place.
SURGE: Final = ("Gångtunneln vid Bruket", "damage", 7, "Sönderslagna armaturer och glas i tunneln.")


@dataclass(frozen=True)
class Agreed:
    """A week's focus with its measure and what came of both at the next meeting."""

    place: str
    category: str
    why: str
    measure: str
    done_by: str
    first_step: str
    state: str = "doing"
    words: str = ""
    outcome: str = ""
    came: str = ""


@dataclass(frozen=True)
class Week:
    """A meeting's own words and what it agreed on."""

    on: date
    assessment: str
    causes: str
    agreed: tuple[Agreed, ...]


WEEKS: Final = (
    Week(
        date(2026, 11, 10),
        "Läget är som det brukar vara. Rosenlundsparken tar mest tid i anspråk.",
        "Mörkret gör att parken används mindre av andra.",
        (
            Agreed(
                "Rosenlundsparken",
                "drugs.open",
                "Barnfamiljer undviker lekplatsen.",
                "Gemensam närvaro i parken tre eftermiddagar",
                "Gruppchef, ingripande verksamhet",
                "Dela upp dagarna mellan polis och fält.",
                state="done",
                words="Genomfört tre gånger, lugnare vid lekplatsen.",
                outcome="better",
                came="Färre rapporter än veckan före.",
            ),
        ),
    ),
    Week(
        date(2026, 11, 17),
        "Parken är lugnare. Stationstorget följs vidare.",
        "",
        (
            Agreed(
                "Stationstorget",
                "disorder.gathering",
                "Resande går omvägar på kvällarna.",
                "Fältsekreterare på torget fredag och lördag kväll",
                "Fältsekreterare",
                "Ta kontakt med kiosken och trafikvärdarna.",
                state="doing",
                words="Fredagen är gjord.",
            ),
            Agreed(
                "Rosenlundsparken",
                "surroundings.light",
                "Stigen behöver lysa när närvaron minskar.",
                "Laga belysningen längs stigen",
                "Chef för stadsmiljöenheten",
                "Felanmälan till entreprenören i dag.",
                state="stopped",
                words="Kabeln måste grävas om, görs i vår.",
            ),
        ),
    ),
)
