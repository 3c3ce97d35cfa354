"""What Solvik's plans hold beside the measures, the central level's years and what Solvik put in the library."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

State = Literal["under_way", "done", "stopped"]


@dataclass(frozen=True)
class Step:
    """A step of a measure; `done_by` is the title of a function, and nobody means who carries out the measure."""

    title: str
    first_day: date
    last_day: date
    done_on: date | None = None
    done_by: str = ""


@dataclass(frozen=True)
class Goal:
    """A goal of a measure, with where it begins and where it is to end."""

    kind: Literal["effect", "process", "production"]
    text: str
    baseline: str = ""
    target: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Planned:
    """What a plan says of one measure beside its columns, and how far it came on a day.

    `done` tells when the steps that came with the library's entry were done, by their titles.
    """

    state: State
    state_on: date
    why: str = ""
    also: tuple[int, ...] = ()
    how: str = ""
    hours: int | None = None
    cost: int | None = None
    borne_by: str = ""
    ordinary: Literal["yes", "partly", "no", ""] = ""
    library_key: str = ""
    steps: tuple[Step, ...] = ()
    goals: tuple[Goal, ...] = ()
    done: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Whole:
    """What is said of a plan as a whole, and that the group agreed on it."""

    communication: str
    follow_up: str
    agreed_by: str
    agreed_on: date


@dataclass(frozen=True)
class Added:
    """A step put in a plan after it was decided, with the reason."""

    measure: str
    step: Step
    why: str
    on: date


@dataclass(frozen=True)
class Activity:
    """One thing that the central level does in a year."""

    title: str
    goal: str
    done_by: str
    first_day: date
    last_day: date
    state: Literal["planned", "under_way", "done", "stopped"]
    followed_on: date
    result: str = ""
    goes_on: bool = False


@dataclass(frozen=True)
class Year:
    """The central level's year; the last four are filled when it is over."""

    year: int
    purpose: str
    begun_on: date
    decided_by: str
    decided_on: date
    activities: tuple[Activity, ...]
    summary: str = ""
    compiled_on: date | None = None
    told_how: str = ""
    told_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """A measure that Solvik has put in the library itself."""

    title: str
    what: str
    problems: str
    how: str
    takes: str
    known: str
    side_effects: str
    follow_up: str


@dataclass(frozen=True)
class Seen:
    """What Solvik saw when it tried a measure of the library."""

    entry_key: str
    where: str
    text: str
    on: date


_COORDINATOR = "Brottsförebyggande samordnare"
_POLICE = "Kommunpolis"
_ANALYST = "Analytiker, kommunstyrelsens förvaltning"
_FIELD = "Fältsekreterare"

PLANNED: Final = {
    "Ny belysning på Stationstorget och i gången under spåren": Planned(
        "done",
        date(2025, 4, 10),
        also=(2,),
        how="Armaturer byts i två etapper, torget först. Grenar som skuggar lamporna tas bort.",
        hours=120,
        cost=640_000,
        borne_by="Tekniska nämnden",
        ordinary="yes",
        steps=(
            Step("Byt armaturer på torget", date(2025, 1, 1), date(2025, 1, 31), date(2025, 1, 24)),
            Step(
                "Byt armaturer i gången under spåren", date(2025, 2, 1), date(2025, 3, 14), date(2025, 3, 7)
            ),
            Step(
                "Kontrollmät ljuset en mörk kväll",
                date(2025, 3, 17),
                date(2025, 3, 28),
                date(2025, 3, 27),
                "Utvecklingsledare, Solvik Centrum",
            ),
        ),
        goals=(
            Goal(
                "production",
                "All belysning på torget och i gången är utbytt.",
                "34 gamla armaturer",
                "34 nya",
                date(2025, 3, 31),
            ),
            Goal("process", "Trasiga lampor byts inom fem arbetsdagar under hela 2025."),
            Goal(
                "effect",
                "Anmält våld och skadegörelse på torget minskar jämfört med året före.",
                "Året före",
                "En femtedel färre",
                date(2025, 12, 31),
            ),
        ),
    ),
    "Riktad patrull till fots på Stationstorget på helgnätter": Planned(
        "done",
        date(2025, 12, 31),
        hours=900,
        borne_by="Polismyndigheten",
        ordinary="yes",
        library_key="riktad-patrull",
        done={
            "Välj platser och timmar ur lägesbilden": date(2025, 1, 10),
            "Patrullera efter planen": date(2025, 7, 2),
            "Avstämning med kommunen varje månad": date(2025, 7, 2),
        },
    ),
    "Ansvarsfull alkoholservering med krogarna kring Stationstorget": Planned(
        "under_way",
        date(2025, 2, 3),
        also=(2,),
        hours=160,
        cost=90_000,
        borne_by="Kommunen, och krögarna för personalens tid",
        ordinary="partly",
        library_key="ansvarsfull-alkoholservering",
        done={
            "Bilda styrgrupp med krögarna": date(2025, 3, 12),
            "Utbilda personal": date(2025, 5, 28),
        },
    ),
    "Gallra buskar och flytta bänkar i Rosenlundsparken": Planned(
        "stopped",
        date(2025, 6, 12),
        why="Entreprenören lämnade uppdraget, och träden fick inte röras under häckningen. Tas upp i nästa plan.",
        hours=40,
        cost=110_000,
        borne_by="Tekniska nämnden",
        ordinary="yes",
        steps=(
            Step("Gå platsen dag och kväll", date(2025, 3, 1), date(2025, 3, 14), date(2025, 3, 13)),
            Step("Gallra mot gångvägen", date(2025, 3, 17), date(2025, 4, 30)),
            Step("Flytta bänkarna", date(2025, 5, 1), date(2025, 5, 31)),
        ),
        goals=(
            Goal(
                "production",
                "Fri sikt från gångvägen till paviljongen.",
                "Skymt på tre ställen",
                "Fri sikt överallt",
                date(2025, 5, 31),
            ),
        ),
    ),
    "Kvällstömning och fler papperskorgar på Hamnpromenaden": Planned(
        "done", date(2025, 9, 30), hours=210, cost=140_000, borne_by="Tekniska nämnden", ordinary="partly"
    ),
    "Sommarkvällar på kajen: fältgruppen och föreningar på plats": Planned(
        "done", date(2025, 8, 31), hours=320, cost=95_000, borne_by="Socialnämnden", ordinary="no"
    ),
    "Tidiga samtal: elevhälsa, socialtjänst och polis delar en väg in": Planned(
        "done", date(2025, 12, 31), hours=280, borne_by="Var och en för sin tid", ordinary="yes"
    ),
    "Trygghetsvandringar på Stationstorget, Hamnpromenaden och i Rosenlundsparken": Planned(
        "done", date(2025, 11, 30), hours=80, ordinary="yes", library_key="trygghetsvandring"
    ),
    "Platssamverkan Tallmo torg": Planned(
        "under_way",
        date(2026, 4, 15),
        also=(2,),
        how="En gemensam plan för torget med fastighetsägare och föreningar. Möte på plats varje månad.",
        hours=240,
        cost=350_000,
        borne_by="Kommunstyrelsen och fastighetsägaren, hälften var",
        ordinary="partly",
        steps=(
            Step(
                "Bjud in fastighetsägare och föreningar",
                date(2026, 4, 15),
                date(2026, 5, 8),
                date(2026, 5, 6),
            ),
            Step("Skriv planen för torget", date(2026, 5, 11), date(2026, 8, 31), date(2026, 9, 4)),
            Step(
                "Ny verksamhet eller upplyst fasad i den stängda butiken", date(2026, 9, 1), date(2027, 2, 28)
            ),
            Step("Följ upp med dem som bor där", date(2027, 9, 1), date(2027, 12, 31), None, _ANALYST),
        ),
        goals=(
            Goal(
                "process",
                "Alla som råder över torget har skrivit under planen.",
                "Ingen plan",
                "Fem av fem parter",
                date(2026, 8, 31),
            ),
            Goal(
                "effect",
                "Färre boende i Tallmon undviker torget på kvällen.",
                "Trygghetsmätningen 2025",
                "En femtedel färre",
                date(2027, 12, 31),
            ),
        ),
    ),
    "Riktad polisnärvaro vid Tallmo torg på eftermiddagar och kvällar": Planned(
        "under_way",
        date(2026, 4, 15),
        hours=1_100,
        borne_by="Polismyndigheten",
        ordinary="yes",
        library_key="riktad-patrull",
        done={"Välj platser och timmar ur lägesbilden": date(2026, 4, 28)},
    ),
    "Fritidsgården i Tallmon öppen fem kvällar i veckan": Planned(
        "under_way",
        date(2026, 8, 17),
        hours=1_600,
        cost=820_000,
        borne_by="Kultur- och fritidsnämnden",
        ordinary="partly",
        steps=(
            Step("Tillsätt två tjänster", date(2026, 8, 17), date(2026, 9, 30)),
            Step("Öppet fem kvällar", date(2026, 10, 1), date(2027, 6, 11)),
        ),
        goals=(
            Goal(
                "production",
                "Fritidsgården är öppen måndag till fredag.",
                "Två kvällar i veckan",
                "Fem kvällar i veckan",
                date(2026, 10, 1),
            ),
        ),
    ),
    "Vuxenvandring kring Ekbackeskolan": Planned(
        "under_way", date(2026, 4, 20), hours=180, borne_by="Föräldraföreningen och kommunen", ordinary="no"
    ),
    "Sanering inom ett dygn och tåligare rutor på Ekbackeskolan": Planned(
        "under_way", date(2026, 5, 1), hours=60, cost=280_000, borne_by="Utbildningsnämnden", ordinary="yes"
    ),
    "Öppen gymnastiksal i Ekbackeskolan tre vardagskvällar": Planned(
        "under_way", date(2026, 9, 1), hours=360, cost=75_000, borne_by="Utbildningsnämnden", ordinary="no"
    ),
    "Butiksnätverk i Solängen: varuplacering och gemensamt larm": Planned(
        "under_way", date(2026, 4, 20), hours=90, borne_by="Butikerna", ordinary="no"
    ),
    "Ompröva kamerabevakningen vid köpcentrumet": Planned(
        "done", date(2026, 9, 24), hours=70, ordinary="yes"
    ),
}
"""By the measure's title."""

WHOLE: Final = {
    "S2": Whole(
        "Boende och näringsidkare får veta vad som ska göras på möten på plats i januari 2025. "
        "Medarbetare i båda organisationerna får planen på arbetsplatsträffar.",
        "Beredningsgruppen stämmer av varje kvartal. Händelserna i området jämförs med året före och med "
        "resten av kommunen.",
        "Lokal styrgrupp Centrum",
        date(2024, 12, 5),
    ),
    "S": Whole(
        "Planen publiceras på webbplatsen. Boende i Tallmon och kring Ekbackeskolan bjuds in till öppna möten. "
        "Medierna får ett gemensamt besked från kommunen och polisen.",
        "Styrgruppen följer planen varje kvartal. Effekten bedöms efter ett år, jämförd med liknande områden.",
        "Styrgruppen för trygghet",
        date(2026, 4, 9),
    ),
}
"""By the code of the turn's area."""

ADDED: Final = (
    Added(
        "Fritidsgården i Tallmon öppen fem kvällar i veckan",
        Step(
            "Låna ut personal från Centrum på onsdagar", date(2026, 10, 19), date(2026, 12, 18), None, _FIELD
        ),
        "En tjänst är inte tillsatt. Med lånad personal kan gården öppna den femte kvällen under tiden.",
        date(2026, 10, 16),
    ),
)

YEARS: Final = (
    Year(
        2025,
        "De lokala grupperna ska klara en hel lägesbild själva, och alla ska följa upp på samma sätt.",
        date(2024, 11, 18),
        "Styrgruppen för trygghet",
        date(2024, 12, 12),
        (
            Activity(
                "Utbildning i problemorienterat arbete",
                "Minst tre från varje lokal grupp har gått utbildningen före sommaren.",
                _COORDINATOR,
                date(2025, 2, 3),
                date(2025, 5, 30),
                "done",
                date(2025, 6, 10),
                "Tolv gick utbildningen. En grupp hade bara två deltagare.",
            ),
            Activity(
                "Gemensam mall för uppföljning",
                "Alla åtgärder följs upp med samma frågor från och med halvårsskiftet.",
                _ANALYST,
                date(2025, 3, 3),
                date(2025, 6, 30),
                "done",
                date(2025, 7, 1),
                "Mallen används av båda parterna.",
            ),
            Activity(
                "Stöd till de lokala grupperna när de skriver lägesbild",
                "Varje grupp har fått två träffar med en analytiker.",
                _ANALYST,
                date(2025, 8, 18),
                date(2025, 12, 12),
                "under_way",
                date(2025, 12, 15),
                "Centrum har fått båda träffarna. Norra Solvik har en kvar.",
                goes_on=True,
            ),
            Activity(
                "Trygghetsdag för allmänheten",
                "En dag med öppna dörrar hos kommunen och polisen i september.",
                _POLICE,
                date(2025, 9, 1),
                date(2025, 9, 30),
                "stopped",
                date(2025, 9, 22),
                "Ställdes in när lokalen inte gick att använda. Besökarna fick i stället möten på plats.",
            ),
        ),
        "Två av fyra aktiviteter är genomförda som det var tänkt, och stödet till grupperna fortsätter. "
        "Trygghetsdagen blev inte av. Lärdomen är att boka lokaler tidigare och att träffar på plats når fler.",
        date(2026, 1, 15),
        "Möte med de lokala styrgrupperna",
        date(2026, 1, 29),
    ),
    Year(
        2026,
        "Lägesbilderna ska gå att jämföra mellan områden, och medarbetarna ska veta vad som rapporteras varför.",
        date(2026, 1, 19),
        "Styrgruppen för trygghet",
        date(2026, 2, 5),
        (
            Activity(
                "Gemensam dag om lägesbild för alla grupper",
                "Alla grupper har gått igenom varandras lägesbilder.",
                _COORDINATOR,
                date(2026, 3, 9),
                date(2026, 4, 30),
                "done",
                date(2026, 5, 4),
                "Alla tre grupper kom. De vill göra om det nästa år.",
            ),
            Activity(
                "Korta genomgångar om fältrapporter på arbetsplatsträffar",
                "Åtta arbetsplatser har fått en genomgång före årets slut.",
                _FIELD,
                date(2026, 4, 13),
                date(2026, 12, 18),
                "under_way",
                date(2026, 10, 1),
                "Fem av åtta arbetsplatser är besökta.",
            ),
            Activity(
                "Gemensam beställning av trygghetsmätning",
                "Mätningen är beställd med samma frågor som förra gången.",
                _POLICE,
                date(2026, 9, 1),
                date(2026, 12, 11),
                "planned",
                date(2026, 9, 2),
            ),
        ),
    ),
)

ENTRIES: Final = (
    Entry(
        title="Lånad personal till fritidsgården på otrygga kvällar",
        what=(
            "En fritidsgård som saknar personal lånar en ledare från en annan, "
            "så att den kan ha öppet när den behövs."
        ),
        problems="Unga i riskzon, Otrygghet utomhus",
        how="Ta reda på vilka kvällar som behövs\nKom överens mellan enheterna för en termin\nStäm av varje månad",
        takes="En enhetschef som kan avvara någon, och reseersättning.",
        known="Vi vet inte om det minskar brott. Fler kvällar blir öppna, och besökarna har blivit fler.",
        side_effects="Den gård som lånar ut kan få det svårare. Följ besöken där också.",
        follow_up="Antal öppna kvällar och besök på båda gårdarna.",
    ),
)

SEEN: Final = (
    Seen(
        "battre-belysning",
        "Stationstorget, våren 2025",
        "Bytet gick fort på torget men drog ut på tiden under spåren, där järnvägens ägare först skulle säga ja. "
        "Fråga den som äger marken i god tid. De som arbetar på torget säger att det är lättare att se.",
        date(2025, 10, 9),
    ),
    Seen(
        "ansvarsfull-alkoholservering",
        "Krogarna vid Stationstorget, 2025",
        "Utbildningen var lätt att få till. Olika stängningstider gick inte att enas om, för ingen vill stänga "
        "först. Börja med utbildning och tillsyn.",
        date(2025, 12, 4),
    ),
)
