"""How Solvik's problems were weighed: each party's scores, what was agreed, and what was not prioritised and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trygghjulet.demo.content.agreement import DAMAGE, PUBLIC_PLACES, THEFT

#: A step for each criterion of the first set, in its order; None can't be judged.
Steps = tuple[int | None, ...]


@dataclass(frozen=True)
class Weighed:
    """The scores of a problem.

    Attributes:
        why: a word by party and criterion, where there is more to say than a step.
        agreed_why: what settled a difference, by criterion.
    """

    municipality: Steps
    police: Steps
    agreed: Steps
    why: dict[tuple[str, str], str]
    agreed_why: dict[str, str]


@dataclass(frozen=True)
class NotChosen:
    """A problem that was put up and not prioritised."""

    title: str
    about: str
    category: str
    agreed_problem: str
    ground: str
    reason: str
    weighed: Weighed


_M, _P = "municipality", "police"

#: The scores of the problems that were chosen, by their title.
WEIGHED: Final[dict[str, Weighed]] = {
    "Narkotikahandel och ordningsstörningar vid Tallmo torg": Weighed(
        (2, 4, 3, 3, 3, 4, 3, 3, 2, 3, 3),
        (3, 4, 3, 4, 2, 2, 2, 3, 2, 3, None),
        (3, 4, 3, 4, 3, 4, 3, 3, 2, 3, 3),
        {
            (_M, "rising"): "Ökningen gäller torget, inte hela kommunen.",
            (_M, "signal"): "Boende säger att de har slutat använda hållplatsen på kvällen.",
            (_P, "signal"): "Syns lite i anmälningarna.",
            (_P, "cost"): "Vi har inga siffror.",
        },
        {"signal": "Dialogen i Tallmon vägde över: oron märks inte i anmälningar."},
    ),
    "Skadegörelse och klotter på Ekbackeskolans skolgård kvällstid": Weighed(
        (3, 2, 3, 3, 2, 2, 3, 2, 3, 4, 4),
        (3, None, 2, 3, 1, 1, 2, 1, 2, 3, 2),
        (3, 2, 3, 3, 2, 2, 3, 2, 3, 4, 3),
        {(_M, "cost"): "Glas och sanering kostar varje termin.", (_P, "rising"): "Få anmälningar per år."},
        {"cost": "Vi räknar med både sanering och stängda lokaler."},
    ),
    "Butiksstölder vid Solängens köpcentrum": Weighed(
        (4, 2, 3, 3, 2, 1, 2, 1, 1, 2, 2),
        (4, 2, 3, 4, 3, 2, 3, 3, 3, 3, 3),
        (4, 2, 3, 4, 3, 2, 3, 2, 2, 3, 3),
        {
            (_P, "harm"): "Personalen möter hot i samband med stölderna.",
            (_M, "harm"): "Skadan är mest ekonomisk.",
        },
        {"harm": "Hoten mot personal lyfte bedömningen, men gäller en mindre del av stölderna."},
    ),
    "Våld och skadegörelse vid Stationstorget på helgnätter": Weighed(
        (4, 2, 4, 4, 2, 4, 4, 4, 3, 4, 3),
        (4, 3, 4, 4, 3, 4, 3, 4, 3, 4, 3),
        (4, 3, 4, 4, 3, 4, 4, 4, 3, 4, 3),
        {(_P, "persons"): "Några krogar står för en stor del."},
        {"persons": "Gäller ställen mer än personer."},
    ),
    "Ordningsstörningar och nedskräpning vid Hamnpromenaden": Weighed(
        (3, 2, 2, 3, 1, 2, 4, 1, 4, 4, 2),
        (2, 2, 2, 2, 1, 1, 2, 1, 1, 2, 1),
        (3, 2, 2, 3, 1, 2, 4, 1, 3, 4, 2),
        {
            (_M, "many"): "Promenaden är hela stadens uterum.",
            (_P, "resources"): "Vi har inte folk till det på sommarkvällarna.",
        },
        {"resources": "Kommunen tar skötseln, polisen följer med vid behov."},
    ),
    "Narkotika i Rosenlundsparken på eftermiddagar och kvällar": Weighed(
        (2, None, 3, 3, 4, 3, 3, 3, 2, 2, 3),
        (3, None, 3, 3, 3, 3, 2, 3, 3, 3, None),
        (3, None, 3, 3, 4, 3, 3, 3, 3, 3, 3),
        {
            (_M, "rising"): "Siffran följer hur mycket polisen söker.",
            (_P, "rising"): "Kan inte skilja ökning från fler kontroller.",
        },
        {"rising": "Går inte att avgöra med det material vi har."},
    ),
}

#: What was put up and not prioritised, by the area's code.
NOT_CHOSEN: Final[dict[str, tuple[NotChosen, ...]]] = {
    "S": (
        NotChosen(
            "Bostadsinbrott under den mörka årstiden",
            "Inbrott i villor och lägenheter, mest från november till januari.",
            "Bostadsinbrott",
            THEFT,
            "Inbrotten väcker stor oro varje vinter.",
            "Inbrotten följer årstiden och ligger spridda. Grannsamverkan och polisens ordinarie arbete räcker, "
            "och beredningsgruppen ser över läget i oktober.",
            Weighed(
                (2, 1, 1, 1, 2, 3, 2, 3, 3, 2, 2),
                (2, 1, 1, 1, 3, 3, 2, 3, 2, 2, 2),
                (2, 1, 1, 1, 2, 3, 2, 3, 3, 2, 2),
                {(_P, "persons"): "Samma grupper återkommer, men de bor inte här."},
                {},
            ),
        ),
        NotChosen(
            "Cykelstölder vid pendlarparkeringarna",
            "Cyklar som stjäls medan ägaren är på jobbet.",
            "Cykelstöld",
            THEFT,
            "Många anmälningar, mest på sommaren.",
            "Vanligt men med låg skada. Fastighetsägarna bygger låsta cykelrum utan att det behöver samordnas här.",
            Weighed(
                (4, 2, 2, 2, 1, 1, 3, 1, 2, 3, 1),
                (4, 1, 2, 2, 2, 1, 3, 1, 1, 2, 1),
                (4, 2, 2, 2, 1, 1, 3, 1, 2, 3, 1),
                {},
                {},
            ),
        ),
    ),
    "S2": (
        NotChosen(
            "Klotter på husväggar i Centrum",
            "Klotter som saneras och kommer tillbaka.",
            "Klotter",
            DAMAGE,
            "Kommunens felanmälningar visar att det återkommer.",
            "Stadsmiljöenheten sanerar inom ett dygn och följer antalet. Det behöver ingen gemensam insats nu.",
            Weighed(
                (3, 2, 2, 2, 2, 2, 3, 1, 4, 3, 2),
                (2, 2, 2, 1, 2, 1, 2, 1, 1, 2, 1),
                (3, 2, 2, 2, 2, 2, 3, 1, 4, 3, 2),
                {(_M, "resources"): "Saneringen är redan upphandlad."},
                {},
            ),
        ),
        NotChosen(
            "Bråk i köerna utanför krogarna i Hamnen",
            "Enstaka slagsmål vid stängning.",
            "",
            PUBLIC_PLACES,
            "Ordningsvakterna har tagit upp det vid två möten.",
            "Siffrorna visar ingen samlad plats där. Krogarnas egna vakter och polisens tillsyn tar hand om det.",
            Weighed(
                (1, None, 1, 2, 2, 2, 1, 3, 3, 3, 2),
                (2, 1, 1, 2, 2, 1, 1, 3, 2, 2, 1),
                (2, 1, 1, 2, 2, 2, 1, 3, 3, 3, 2),
                {(_M, "rising"): "Vi har inget eget underlag."},
                {},
            ),
        ),
    ),
}

#: Sub-goals of priorities, by their title.
SUB_GOALS: Final[dict[str, tuple[str, ...]]] = {
    "Narkotikahandel och ordningsstörningar vid Tallmo torg": (
        "Den stängda butiken har en ny verksamhet eller en upplyst fasad.",
        "Fritidsgården är öppen fem kvällar i veckan.",
    ),
    "Våld och skadegörelse vid Stationstorget på helgnätter": ("All belysning på torget är utbytt.",),
}

#: How Södra Solvik breaks the city's priorities down in a turn of its own, by the city's title: problem, goal,
#: ground and sub-goals.
LOCAL_GOALS: Final[dict[str, tuple[str, str, str, tuple[str, ...]]]] = {
    "Narkotikahandel och ordningsstörningar vid Tallmo torg": (
        "Öppen handel i passagen vid Tallmo torg",
        "Passagen ska vara en väg som boende i Tallmon väljer även efter mörkrets inbrott.",
        "Boende säger i dialogen att de går omvägar från bussen på kvällen.",
        ("Passagen är upplyst och buskarna är nedtagna.", "Fastighetsägaren har ett eget larmnummer."),
    ),
}

#: What Södra Solvik doesn't treat, and why. The rest is not answered yet: its turn is under way.
LOCAL_UNTREATED: Final[dict[str, str]] = {
    "Skadegörelse och klotter på Ekbackeskolans skolgård kvällstid": (
        "Skolan ligger i Norra Solvik. Skolgårdarna i söder har få händelser."
    ),
}
