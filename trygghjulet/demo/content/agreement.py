"""The cooperation "Trygg i Solvik": its written agreement and its forums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from trygghjulet.demo.people import MUNICIPALITY, POLICE, Party

#: Somebody signs for each party; the function is written, never the person.
SIGNERS: Final[dict[Party, str]] = {
    MUNICIPALITY: "Kommunstyrelsens ordförande",
    POLICE: "Lokalpolisområdeschef",
}

ForumKind = Literal["strategic", "steering", "preparatory"]


@dataclass(frozen=True)
class AgreedProblem:
    """A problem area that the agreement points out, and what it says of it."""

    title: str
    text: str


@dataclass(frozen=True)
class Part:
    """A part of the agreement in its own words."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Step:
    """A step in the agreement's life; the body is empty where the parties took it themselves."""

    kind: str
    on: date
    body: str = ""
    paragraph: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex with the days from which its versions apply, and the body that may decide it."""

    number: str
    title: str
    decided_by: str
    versions: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Commitment:
    """A cost or a post that a party has undertaken to pay; no party where they share it."""

    what: str
    party: Party | None
    amount: int | None = None
    posts: str | None = None
    in_plan: str = "unknown"


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

#: How they stand to one another: which, how, and to which.
FORUM_LINKS: Final = (
    (PREPARATORY_GROUP, "prepares_for", STEERING_GROUP),
    (STEERING_GROUP, "reports_to", STRATEGIC_COUNCIL),
    (LOCAL_STEERING_GROUP, "reports_to", STEERING_GROUP),
    (LOCAL_STEERING_GROUP, "raises_to", PREPARATORY_GROUP),
)

LIFE = (
    Step("draft", date(2023, 9, 4), PREPARATORY_GROUP),
    Step("under_decision", date(2023, 10, 30), "Kommunstyrelsen", "§ 198"),
    Step("decided", AGREEMENT.decided_on, "Kommunstyrelsen", "§ 214"),
    Step("signed", AGREEMENT.signed_on),
    Step("in_force", AGREEMENT.valid_from),
)

GOAL: Final = (
    "Färre ska utsättas för brott på offentliga platser, och fler ska känna sig trygga ute på kvällen."
)

PARTS = (
    Part(
        "legal_basis",
        "Rättslig grund",
        "Kommunen ska arbeta förebyggande mot brott enligt lagen (2023:196) om kommuners ansvar för "
        "brottsförebyggande arbete. Polisen ska förebygga brott enligt polislagen och samverka med kommunen.",
    ),
    Part(
        "method",
        "Så arbetar vi",
        "En gemensam lägesbild för hela kommunen tas fram vartannat år och en lokal lägesbild i varje område varje år. "
        "Kommunen beslutar om en åtgärdsplan vartannat år. Trygghetsvandringar görs vår och höst i varje område. "
        "Parterna ger ett medborgarlöfte som gäller i två år. "
        "Parterna verkar för att fler ska delta i arbetet.",
    ),
    Part(
        "organisation",
        "Organisation",
        "Styrgruppen leder arbetet och möts fyra gånger om året, varav en heldag. Kallelsen går ut senast en vecka "
        "före mötet, och anteckningarna skickas till det strategiska rådet inom två veckor. Den lokala styrgruppen i "
        "Centrum möts minst två gånger om året. Beredningsgruppen förbereder styrgruppens möten och möts varje "
        "kvartal. Ordförandeskapet i beredningsgruppen växlar mellan kommunen och polisen från gång till "
        "gång. Det strategiska rådet möts minst två gånger om året.\n"
        "Kommunen har en brottsförebyggande samordnare och polisen en kommunpolis så länge överenskommelsen gäller.",
    ),
    Part(
        "communication",
        "Kommunikation",
        "Det finns en gemensam kommunikationsplan. Lägesbilder och åtgärder återkopplas löpande till dem som berörs.",
    ),
    Part(
        "followup",
        "Uppföljning",
        "Åtgärdsplanen följs upp i styrgruppen två gånger om året. Kommunen redovisar arbetet för kommunfullmäktige "
        "varje år. Överenskommelsen utvärderas innan den går ut.",
    ),
    Part(
        "economy",
        "Ekonomi",
        "Gemensamma kostnader delas lika om inget annat avtalas. I övrigt bär var part sina egna kostnader.",
    ),
    Part(
        "termination",
        "Uppsägning",
        "Vill en part säga upp eller omförhandla överenskommelsen anmäls det till styrgruppen. Överenskommelsen "
        "upphör vid styrgruppens nästa möte.",
    ),
)

ANNEXES = (
    Annex(
        "1",
        "Prioriterade problemområden",
        STEERING_GROUP,
        (
            (date(2024, 1, 1), "Våld, narkotika, skadegörelse och stölder, beskrivna med 2022 års siffror."),
            (date(2025, 3, 1), "Samma områden, beskrivna med 2024 års siffror. Stationsområdet lyfts fram."),
        ),
    ),
    Annex(
        "2",
        "Lokal organisation i Solvik Centrum",
        LOCAL_STEERING_GROUP,
        ((date(2024, 2, 1), "Den lokala styrgruppens uppdrag, möten och deltagare."),),
    ),
)

COMMITMENTS = (
    Commitment("Trygghetsvandringar, utbildning och gemensamma möten", None, amount=120_000),
    Commitment("Brottsförebyggande samordnare", MUNICIPALITY, posts="1", in_plan="yes"),
    Commitment("Kommunpolis", POLICE, posts="1", in_plan="yes"),
    Commitment("Utvecklingsledare i Solvik Centrum", MUNICIPALITY, posts="0.5", in_plan="no"),
)

#: The agreement before: two years lie between its end and the beginning of the one that applies now.
EARLIER = Agreement(
    title="Samverkansöverenskommelse Trygg i Solvik 2019–2021",
    purposes="Kommunen och polisen ska tillsammans minska brotten i Solvik.",
    fields_of_work="Ungdomar, klotter och trafik i centrala Solvik.",
    valid_from=date(2019, 3, 1),
    valid_until=date(2021, 12, 31),
    decided_on=date(2019, 2, 11),
    signed_on=date(2019, 2, 25),
    registry_number="KS 2019:31",
    problems=(
        AgreedProblem("Klotter i centrala Solvik", "Klottret ska saneras inom ett dygn."),
        AgreedProblem("Ungdomar på drift", ""),
    ),
)

TEMPLATE = (
    Part("problem_areas", "Problemområden", "Varje stadsövergripande problemområde: så ser det ut här."),
    Part("goal", "Lokala mål", "Ett mål och ett delmål för varje problemområde."),
    Part("organisation", "Lokal organisation", "Vilka som möts, och hur ofta."),
    Part("followup", "Uppföljning", "När och hur målen följs upp."),
)

#: What the local agreement of Solvik Centrum says of the city-wide problem areas: its own one, or why none.
LOCAL_ANSWERS: Final[dict[str, tuple[str, str]]] = {
    PUBLIC_PLACES: ("Våld och oro kring stationen på helgnätter", ""),
    DRUGS: ("Öppen narkotikahandel vid gångtunneln", ""),
    THEFT: ("", "Stölderna i Centrum är få och följs i den stadsövergripande planen."),
}
