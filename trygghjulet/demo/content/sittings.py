"""What Solvik's forums dealt with at some of their meetings, and what the next ones are called to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from trygghjulet.demo.content.agreement import (
    LOCAL_STEERING_GROUP,
    PREPARATORY_GROUP,
    STEERING_GROUP,
    STRATEGIC_COUNCIL,
)
from trygghjulet.demo.content.forums import LIGHTS, STATION_GROUP


@dataclass(frozen=True)
class Task:
    """What somebody is to do. `owner` is one in the cast by first name, else `words` tell who."""

    text: str
    due: date
    owner: str = ""
    words: str = ""
    told: tuple[tuple[date, str], ...] = ()
    closed_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Decided:
    """What was decided under a point."""

    text: str
    paragraph: str
    grounds: str = ""
    final_body: str = ""
    outcome: str = "adopted"


@dataclass(frozen=True)
class Point:
    """A point of an agenda, and what was said, decided and given to do under it. `raised`: a matter from below."""

    title: str
    kind: str = "information"
    minutes: int | None = None
    presenter: str = ""
    text: str = ""
    proposal: str = ""
    registry_number: str = ""
    starts_at: time | None = None
    papers: tuple[tuple[str, str], ...] = ()
    raised: bool = False
    later: bool = False
    words: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    decided: Decided | None = None
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Away:
    """Somebody who was not there, by title, with the substitute who served."""

    title: str
    served: str = ""
    part: str = ""


@dataclass(frozen=True)
class Sitting:
    """A held meeting as its notes tell it. `approvers` are first names in the cast, or titles; None: not sent yet."""

    forum: str
    on: date
    points: tuple[Point, ...]
    secretary: str
    chair: str
    approvers: tuple[str, ...]
    away: tuple[Away, ...] = ()
    guests: str = ""
    formal: bool = False
    sent_on: date | None = None
    approved_on: date | None = None
    keeper: str = "Saga"


@dataclass(frozen=True)
class Called:
    """A meeting to come: its agenda, and the call where it has gone out."""

    forum: str
    on: date
    points: tuple[Point, ...]
    words: str = ""
    chair: str = ""
    secretary: str = ""
    sent_on: date | None = None


_OPENING: Final = (
    Point("Mötet öppnas", "formal", 5, "Ordföranden"),
    Point("Dagordningen godkänns", "formal", 5, "Ordföranden"),
)
_CLOSING: Final = (Point("Övriga frågor", "formal", 10, "Ordföranden"), Point("Mötet avslutas", "formal"))

SITTINGS: Final = (
    Sitting(
        STEERING_GROUP,
        date(2026, 9, 10),
        secretary="Brottsförebyggande samordnare",
        chair="Kommundirektören",
        approvers=("Stig", "Kim"),
        sent_on=date(2026, 9, 14),
        approved_on=date(2026, 9, 16),
        away=(
            Away("Lokalpolisområdeschef", served="Biträdande lokalpolisområdeschef"),
            Away("Skolchef", part="Punkt 1–5"),
        ),
        guests="Trafikchef, Solviksbanan\nVerksamhetsledare, Mötesplats Solvik",
        points=(
            *_OPENING,
            Point(
                "Uppföljning av uppgifter",
                "follow_up",
                15,
                "Samordnaren",
                notes=(
                    (
                        "Saga",
                        "Alla uppgifter från juni är klara utom en. Fritidsgården i Tallmon är öppen fem "
                        "kvällar sedan den 17 augusti.",
                    ),
                ),
            ),
            Point(
                "Läget efter sommaren",
                "information",
                25,
                "Analytikerna",
                papers=(("Lägesbild juni–augusti 2026", "KS 2026:57"),),
                notes=(
                    (
                        "Kim",
                        "Polisen: misshandel utomhus ligger lågt i hela kommunen. Vid Tallmo torg märks den "
                        "öppna handeln mindre på eftermiddagarna, men den har delvis flyttat till kvällen.",
                    ),
                    (
                        "Saga",
                        "Kommunen: felanmälningarna om belysning har minskat kraftigt vid stationen. "
                        "Tryggheten mäts igen i vår, så det går inte att säga än om fler känner sig trygga.",
                    ),
                    (
                        "Kim",
                        "Polis och fältgrupp ser samma sak vid stationen: fler unga sent, mest fredagar.",
                    ),
                ),
            ),
            Point(
                LIGHTS,
                "discussion",
                25,
                "Lokal styrgrupp Centrum",
                raised=True,
                notes=(
                    (
                        "Saga",
                        "Utvecklingsledaren berättade om sommaren på torget. Trafikbolaget upplever detsamma "
                        "och är berett att låta sina värdar stanna till klockan 01 på fredagar.",
                    ),
                    (
                        "Kim",
                        "Polisen kan ha en patrull i området fredag och lördag till och med november, men "
                        "inte på en fast plats. Fältgruppen behöver två personer till för att klara båda kvällarna.",
                    ),
                    (
                        "Saga",
                        "Socialchefen tar kostnaden för hösten. Vem som betalar 2027 behöver lösas för sig.",
                    ),
                ),
                decided=Decided(
                    "Styrgruppen beslutar att förstärka vuxennärvaron på Stationstorget fredag och lördag "
                    "klockan 20–01 från den 18 september till årsskiftet. Socialförvaltningen bekostar två "
                    "fältsekreterare, Solviksbanan två trafikvärdar. Polisen planerar sin närvaro efter dem.",
                    "§ 21",
                    grounds="Lägesbilden visar att våldet vid stationen är samlat till helgnätterna. Vuxna på "
                    "plats angriper orsaken att ingen har uppsikt efter klockan 22.",
                ),
                tasks=(
                    Task(
                        "Schemalägga fältgruppen på Stationstorget fredag och lördag",
                        date(2026, 9, 18),
                        owner="Fia",
                        closed_on=date(2026, 9, 17),
                        outcome="Två fältsekreterare är på plats från den 18 september, med schema till årsskiftet.",
                    ),
                    Task(
                        "Föreslå hur vuxna på plats kan betalas 2027, tillsammans med fastighetsägarna",
                        date(2026, 11, 13),
                        owner="Saga",
                        told=(
                            (
                                date(2026, 10, 8),
                                "Solvikshem och handelsföreningen är positiva. Kommunens budget avgör.",
                            ),
                            (
                                date(2026, 11, 12),
                                "Fastighetsägarna vill ha ett treårigt avtal. Förslaget behöver två "
                                "veckor till.",
                            ),
                        ),
                    ),
                    Task(
                        "Jämföra anmälda händelser vid stationen före och efter insatsen",
                        date(2026, 12, 3),
                        owner="Palle",
                        told=(
                            (
                                date(2026, 11, 5),
                                "Halvtidsbild: färre ingripanden på fredagar, oförändrat lördagar.",
                            ),
                        ),
                    ),
                ),
            ),
            Point("Paus", "break", 15),
            Point(
                "Åtgärdsplanens kvartalsrapport",
                "follow_up",
                20,
                "Samordnaren",
                registry_number="KS 2026:81",
                notes=(
                    (
                        "Saga",
                        "Sju av åtgärderna går som planerat. Kameran vid Solängens köpcentrum omprövas, "
                        "eftersom stölderna inte har minskat.",
                    ),
                ),
                decided=Decided("Styrgruppen godkänner rapporten och lägger den till handlingarna.", "§ 22"),
            ),
            Point("Tider för 2027", "formal", 5, "Samordnaren", later=True),
            *_CLOSING,
        ),
    ),
    Sitting(
        STRATEGIC_COUNCIL,
        date(2026, 9, 17),
        secretary="Brottsförebyggande samordnare",
        chair="Kommunstyrelsens ordförande",
        approvers=("Lova", "Verksamhetsledare, Mötesplats Solvik"),
        sent_on=date(2026, 9, 22),
        approved_on=date(2026, 9, 24),
        away=(
            Away("Kommunpolis", served="Biträdande lokalpolisområdeschef"),
            Away("Chef för frivården"),
        ),
        guests="Förstelärare, Centralskolan",
        formal=True,
        points=(
            *_OPENING,
            Point(
                "Läget i Solvik, och händelsen den 11 september",
                "information",
                40,
                "Lokalpolisområdeschefen",
                papers=(
                    ("Lägesbild juni–augusti 2026", "KS 2026:57"),
                    ("Händelserapport, Stationstorget", ""),
                ),
                notes=(
                    (
                        "Saga",
                        "Lokalpolisområdeschefen beskrev kvällen den 11 september: samlingen var planerad i "
                        "sociala medier, och få av de unga var från Solvik.",
                    ),
                    (
                        "Saga",
                        "Skolan och Mötesplats Solvik hade hört talas om samlingen två dagar innan, men visste "
                        "inte vem de skulle ringa. Rådet ser det som den viktigaste lärdomen.",
                    ),
                ),
            ),
            Point(
                "Vad varje organisation bidrar med",
                "discussion",
                45,
                "Ordföranden",
                notes=(
                    (
                        "Saga",
                        "Näringslivet: butikerna i Centrum stänger samtidigt på fredagar i stället för en i "
                        "taget, så att någon är kvar på torget längre.",
                    ),
                    (
                        "Saga",
                        "Akademin: högskolan kan låta studenter följa försöket med vuxna på plats, utan kostnad.",
                    ),
                ),
                decided=Decided(
                    "Rådet rekommenderar kommunstyrelsen att ta fram en gemensam larmväg, som skola, föreningar, "
                    "trafikbolag och butiker kan använda när de ser att en större samling planeras.",
                    "§ 9",
                    grounds="Tecknen fanns före händelsen den 11 september men nådde inte polisen.",
                    final_body="Kommunstyrelsen",
                ),
                tasks=(
                    Task(
                        "Lämna ett förslag till gemensam larmväg",
                        date(2026, 12, 1),
                        owner="Stig",
                        told=(
                            (
                                date(2026, 11, 16),
                                "Utkastet är på remiss hos skolan, trafikbolaget och polisen.",
                            ),
                        ),
                    ),
                    Task(
                        "Berätta för medlemmarna i handelsföreningen om gemensam stängning",
                        date(2026, 10, 30),
                        words="Ordförande, Solviks handelsförening",
                        closed_on=date(2026, 10, 21),
                        outcome="34 av 41 butiker är med från november.",
                    ),
                    Task(
                        "Hitta en ny ledamot från Åklagarmyndigheten",
                        date(2026, 11, 6),
                        owner="Saga",
                        told=((date(2026, 10, 19), "Åklagarkammaren svarar efter sin omorganisation."),),
                    ),
                ),
            ),
            *_CLOSING,
        ),
    ),
    Sitting(
        LOCAL_STEERING_GROUP,
        date(2026, 11, 5),
        secretary="Utvecklingsledaren",
        chair="Chefen för stadsmiljöenheten",
        approvers=("Stina", "Orvar"),
        sent_on=date(2026, 11, 10),
        away=(Away("Rektor"),),
        keeper="Uno",
        points=(
            *_OPENING,
            Point(
                "Arbetsgruppen för stationsområdet berättar",
                "follow_up",
                30,
                "Utvecklingsledaren",
                notes=(
                    (
                        "Uno",
                        "Gruppen har haft två möten. Ett larmnummer till fältgruppen är delat med skolan, "
                        "trafikbolaget och Mötesplats Solvik, och har använts tre gånger i oktober.",
                    ),
                    (
                        "Orvar",
                        "Två av samtalen gällde samlingar som löstes innan de blev stora. Det tredje var falskt.",
                    ),
                ),
            ),
            Point(
                "Trygghetsvandringen i oktober",
                "discussion",
                30,
                "Chefen för stadsmiljöenheten",
                notes=(
                    (
                        "Uno",
                        "22 personer gick med. Gångtunneln upplevs mycket bättre än i våras. Häcken vid "
                        "cykelparkeringen skymmer sikten mot torget.",
                    ),
                ),
                decided=Decided(
                    "Den lokala styrgruppen beslutar att häcken vid cykelparkeringen klipps ned till en meter "
                    "före advent.",
                    "§ 31",
                ),
                tasks=(Task("Klippa häcken vid cykelparkeringen", date(2026, 11, 27), owner="Stina"),),
            ),
            Point(
                "Trygghetsvärdar 2027",
                "discussion",
                20,
                "Områdespolisen",
                words="Frågan lyfts till styrgruppen.",
            ),
            *_CLOSING,
        ),
    ),
    Sitting(
        STATION_GROUP,
        date(2026, 10, 20),
        secretary="Utvecklingsledaren",
        chair="Utvecklingsledaren",
        approvers=(),
        keeper="Uno",
        points=(
            Point(
                "Höstlovet",
                "discussion",
                30,
                "Fältsekreteraren",
                notes=(
                    ("Fia", "Ungdomsgården håller öppet till 23 hela höstlovet. Fältgruppen möter tågen."),
                ),
                tasks=(
                    Task(
                        "Dela jourschemat för höstlovet med trafikbolaget",
                        date(2026, 10, 23),
                        owner="Fia",
                        closed_on=date(2026, 10, 22),
                        outcome="Delat med stationsansvarig och trafikledningen.",
                    ),
                ),
            ),
        ),
    ),
)
"""The meetings that are told in full."""

CALLED: Final = (
    Called(
        STRATEGIC_COUNCIL,
        date(2026, 12, 8),
        sent_on=date(2026, 11, 20),
        chair="Kommunstyrelsens ordförande",
        secretary="Brottsförebyggande samordnare",
        words="Ni kallas till ett extra möte om vad vi gör tillsammans 2027. Läs förslaget till larmväg i förväg och "
        "ta med er vad den egna organisationen kan bidra med.\n\n"
        "Den som inte kan komma ger sina synpunkter till sekreteraren senast den 4 december. Kaffe och smörgås "
        "serveras i pausen; anmäl särskild kost.",
        points=(
            Point(
                "Förmöte för näringsliv, civilsamhälle och akademi",
                "pre_meeting",
                30,
                "Högskolan i Solvik",
                starts_at=time(8, 20),
            ),
            Point("Mötet öppnas", "formal", 5, "Ordföranden"),
            Point("Val av justerare", "formal", 5, "Ordföranden"),
            Point(
                "Föregående protokoll",
                "formal",
                5,
                "Sekreteraren",
                papers=(("Protokoll från strategiskt råd den 17 september 2026", "KS 2026:142"),),
            ),
            Point("Uppföljning av uppgifter", "follow_up", 15, "Sekreteraren"),
            Point(
                "Läget i Solvik och lägesbilden för 2027",
                "information",
                30,
                "Analytikerna i kommunen och polisen",
                text="Vad har hänt sedan i september, och vad pekar det mot inför nästa år?",
                registry_number="KS 2026:57",
                papers=(("Lägesbild september–november 2026", "KS 2026:57"),),
            ),
            Point("Paus med kaffe", "break", 15, starts_at=time(10, 0)),
            Point(
                "Gemensam larmväg",
                "decision",
                40,
                "Kommundirektören",
                text="Rådet rekommenderade den 17 september en gemensam larmväg. Förslaget har varit på remiss hos "
                "skolan, trafikbolaget och polisen.",
                proposal="Rådet tillstyrker förslaget och rekommenderar kommunstyrelsen att besluta om det i januari.",
                registry_number="KS 2026:188",
                papers=(
                    ("Förslag till gemensam larmväg", "KS 2026:188-3"),
                    ("Sammanställning av remissvar", "KS 2026:188-7"),
                ),
            ),
            Point(
                "Vad varje organisation bidrar med 2027",
                "discussion",
                40,
                "Ordföranden, laget runt",
                text="Fem minuter var: ett åtagande, och vad ni behöver av de andra.",
            ),
            Point("Rådets egen utvärdering", "discussion", 15, "Sekreteraren"),
            *_CLOSING,
        ),
    ),
    Called(
        STEERING_GROUP,
        date(2026, 12, 10),
        points=(
            Point("Mötet öppnas", "formal", 5, "Ordföranden"),
            Point("Uppföljning av uppgifter", "follow_up", 30, "Samordnaren"),
            Point("Lunch", "break", 60, starts_at=time(12)),
            Point("Prioriteringar 2027", "discussion", 120, "Analytikerna", starts_at=time(13)),
            *_CLOSING,
        ),
    ),
    Called(
        PREPARATORY_GROUP,
        date(2026, 12, 3),
        points=(
            Point("Mötet öppnas", "formal", 5, "Ordföranden"),
            Point("Underlag till styrgruppens heldag", "discussion", 45, "Analytikerna"),
            Point("Uppföljning av uppgifter", "follow_up", 15, "Samordnaren"),
            *_CLOSING,
        ),
    ),
)
"""The meetings to come that have an agenda; the preparatory group's call is late."""
