"""Help to make a goal SMART: looks at the words only, tells kindly what is missing, and stops nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOVES = re.compile(
    r"\b(minsk\w*|öka\w*|halver\w*|sjunk\w*|sänk\w*|höj\w*|färre|fler|mer|mindre|lägre|högre|kortare|snabbare|"
    r"upphör\w*|förbättr\w*|fördubbl\w*|håll\w* kvar|oförändr\w*)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(är|har|ska|får|genomför\w*|görs|gör|byts|byt\w*|utbytt\w*|utbild\w*|finns|lagas|lagad\w*|startar|"
    r"startad\w*|träffa\w*|möt\w*|nå\w*|svar\w*|leder|öppn\w*|stäng\w*|töms|gallr\w*|patruller\w*|besök\w*|deltar|"
    r"erbjud\w*|kontroll\w*|införs|införd\w*|klar\w*|vandr\w*|fullfölj\w*|varar|stäms|följs|fortsätter)\b",
    re.IGNORECASE,
)
_COUNTED = (
    "två tre fyra fem sex sju åtta nio tio elva tolv tjugo trettio femtio hundra hälften halvera halveras dubbelt "
    "tredjedel fjärdedel femtedel sjättedel sjundedel åttondel niondel tiondel hundradel "
    "all alla allt samtliga varje ingen inga inget noll"
)
_NUMBER = re.compile(r"\d|\b(" + "|".join(_COUNTED.split()) + r")\b", re.IGNORECASE)
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
_DAY = re.compile(
    r"\b(" + "|".join(_MONTHS.split()) + r"|20\d\d|årets slut|årsskiftet|terminens slut|halvår\w*|"
    r"kvartal\w*|våren|sommaren|hösten|vintern|inom (?:\w+ )?(?:dag\w*|veck\w*|månad\w*|arbetsdag\w*)|före|senast|"
    r"varje (?:dag|vecka|månad|termin|år|natt|kväll)|på (?:\w+) (?:månader|år)|under (?:\w+ ){0,2}\w*år\w*|"
    r"ett år|till nästa \w+)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(polis\w*|kommun\w*|förvaltning\w*|\w*enhet\w*|\w*nämnd\w*|skol\w*|fältgrupp\w*|fältsekreterare\w*|socialtjänst\w*|"
    r"fastighetsägar\w*|förening\w*|krög\w*|krogar\w*|bolag\w*|\w*grupp\w*|samordnar\w*|personal\w*|rektor\w*|vi|"
    r"ordningsvakt\w*|närvaroteam\w*|chef\w*)\b",
    re.IGNORECASE,
)
#: Words that say nothing about what would be seen.
_VAGUE = re.compile(
    r"\b(arbeta för|verka för|bidra till|främja|stärka|utveckla|jobba med|se över|titta på)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Check:
    """One letter of SMART: is it there, and what could be added where it is not."""

    letter: str
    name: str
    there: bool
    words: str


def smart(
    text: str,
    *,
    kind: str = "",
    has_target: bool = False,
    has_baseline: bool = False,
    has_day: bool = False,
    who: str = "",
) -> tuple[Check, ...]:
    """The five letters of a goal, judged by its words and by what stands beside it.

    Args:
        text: the goal as it is written.
        kind: effect, process or production; empty where that is not said.
        has_target: is a target value given beside the text?
        has_baseline: is the value to begin from given beside the text?
        has_day: is a day given beside the text?
        who: who carries the measure out, where that is known.
    """
    effect = kind == "effect"
    moves = _MOVES.search(text) is not None
    # An effect is a movement; what is made or done is told by what one does.
    specific = (moves if effect else moves or _DOES.search(text) is not None) and _VAGUE.search(text) is None
    measurable = has_target or _NUMBER.search(text) is not None
    accepted = bool(who) or _WHO.search(text) is not None
    realistic = has_baseline or not effect
    timed = has_day or _DAY.search(text) is not None
    return (
        Check("S", "Specifikt", specific, _specific(text, effect=effect)),
        Check(
            "M",
            "Mätbart",
            measurable,
            "Det finns inget tal. Hur många, hur mycket eller hur stor andel ska det bli?",
        ),
        Check(
            "A",
            "Accepterat",
            accepted,
            "Det framgår inte vem som ska göra det. Skriv vilken verksamhet, så att den kan säga ja.",
        ),
        Check(
            "R",
            "Realistiskt",
            realistic,
            "Utgångsvärdet saknas. Med det går det att se om målet är rimligt.",
        ),
        Check("T", "Tidsatt", timed, "Det finns ingen dag. När ska målet vara nått?"),
    )


def missing(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The letters that could be made clearer."""
    return tuple(check for check in checks if not check.there)


def _specific(text: str, *, effect: bool) -> str:
    vague = _VAGUE.search(text)
    if vague is not None:
        return f"”{vague.group(0)}” säger inte vad som ska synas. Vad är annorlunda när målet är nått?"
    if effect:
        return "Det finns inget ord för rörelse. Ska något minska, öka eller hållas kvar?"
    return "Det framgår inte vad som ska vara gjort. Skriv med ett verb: byts, utbildas, genomförs."
