"""Finds e-mail addresses, number plates, accounts in social media and street addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trygghjulet.foundation.privacy.sightings import Certainty, Found, Kind
from trygghjulet.foundation.privacy.wordlists import SHARED_BOXES, not_on_plates

_LOCAL: Final = re.compile(r"[\w.+-]{1,64} ?\Z")
_DOMAIN: Final = re.compile(r"@ ?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])")
#: With spaces round the dots only what ends as addresses do: otherwise it is the end of a sentence.
_SPACED_DOMAIN: Final = re.compile(
    r"@ ?(?:[\w-]{1,63} ?\. ?){1,4}(?:se|com|net|org|nu|eu|no|dk|fi|de|uk|io|info|me|example)(?![\w-])"
)
_SPELT: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?: ?[(\[{] ?(?:at|snabel-?a) ?[)\]}] ?|"
    r" snabel-?a )[\w-]{1,63}(?: ?[(\[{] ?(?:dot|punkt) ?[)\]}] ?|\.)[^\W\d_]{2,24}",
    re.IGNORECASE,
)
_REACH: Final = 66

# Three letters and three characters as on Swedish plates; I, Q, V and Å, Ä, Ö are never used, nor O at the end.
_LETTERS: Final = "A-HJ-PR-UW-Z"
_END: Final = "0-9A-HJ-NPR-UW-Z"
_PLATE: Final = re.compile(
    rf"(?<![\w-])(?P<letters>[{_LETTERS}]{{3}})[ -]?(?P<end>\d\d[{_END}])(?![\w%-]|[ .,]?\d)"
)
_SPACED_PLATE: Final = re.compile(
    rf"(?<![\w-])[{_LETTERS}] [{_LETTERS}] [{_LETTERS}][ -]{{0,2}}\d ?\d ?[{_END}](?![\w%-]| ?\d)"
)
_SMALL: Final = "a-hj-pr-uw-z"
_SMALL_PLATE: Final = re.compile(
    rf"(?<![\w-])(?P<letters>[{_LETTERS}{_SMALL}]{{3}})(?P<gap>[ -]?)(?P<end>\d\d[{_END}{_SMALL}])"
    rf"(?![\w%-]|[.,]\d)"
)
_VEHICLE: Final = re.compile(
    r"\b(?:reg|regnr|reg\.? ?nr|regnumret|regnummer|registrerings?nummer|registreringsnumret|regskylt|"
    r"skylt|skylten|"
    r"nummerplåt|nummerplåten|registrerad|plåt|bil|bilen|moped|mopeden|epa|epatraktor|epatraktorn|mc|"
    r"motorcykel|"
    r"skåpbil|skåpbilen|lastbil|fordon|fordonet|volvo|saab|audi|bmw|mercedes|toyota|golf|passat|skoda|kia|taxi|släp)\b",
    re.IGNORECASE,
)
_PLATE_WORD: Final = re.compile(
    r"\b(?:reg|regnr|reg\.? ?nr|regnumret|regnummer|registrerings?nummer|registreringsnumret|skylt|"
    r"skylten|regskylt|"
    r"nummerplåt|nummerplåten|plåt)\b[.:]? ?(?:är |var )?\Z",
    re.IGNORECASE,
)
_PLATE_WORD_AFTER: Final = re.compile(
    r",? (?:enligt|på|stod på) (?:skylten|skylt|nummerplåten|plåten)\b", re.IGNORECASE
)
_NOT_A_PLATE: Final = re.compile(
    r"\b(?:dnr|diarienummer|ärende|ärendet|kod|koden|modell|artikel|artikelnummer|rum|sal|linje|avtal|"
    r"punkt|produkt|krav|"
    r"version|standard|typ|belysningsstolpe|stolpe|kurs|kursen|nr|inventarienummer|serie|skåp|kamera|"
    r"plats|zon)[:.]? \Z",
    re.IGNORECASE,
)

_LINK: Final = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.|m\.)?(?:instagram|facebook|fb|tiktok|snapchat|twitter|x|"
    r"youtube|linkedin|t|discord|twitch|"
    r"threads|vk|telegram|kik|bsky)\.(?:com|net|me|gg|tv|app|se)/[\w@.%/?=-]{2,100}",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"(?<![\w@./+-])@(?=[\w.]{0,30}[^\W\d])\w[\w.]{1,30}(?<!\.)")
_ACCOUNT: Final = re.compile(
    r"\b(?P<site>snap(?:chat)?|insta(?:gram)?|ig|tiktok|kik|telegram|discord|facebook|fb|steam|"
    r"messenger|wickr|"
    r"användarnamn(?:et)?|alias|nick|kontot|profilen)(?:-?(?:konto|kontot|namn|namnet|profil|profilen))?"
    r"(?P<link> ?[:=] ?| - | (?:heter (?:han |hon |hen |de )?|är |under namnet |under |"
    r"som )?)[\"”“'’]?(?P<name>[\w.\-]{3,30})",
    re.IGNORECASE,
)
_MIXED: Final = re.compile(r"(?=.*[^\W\d_])(?=.*[\d_]|.*\w\.\w)")

_STREET: Final = re.compile(
    r"(?P<before>(?<![\w-])[^\W\d_]{1,30} )?(?P<street>(?<![\w-])[^\W\d_]{0,40}(?:gatan|vägen|gränden|"
    r"gränd|torget|allén|stigen|backen|plan|platsen|leden|kajen|"
    r"stråket|slingan|promenaden|esplanaden|ringen|liden|höjden|terrassen|gången|brinken|svängen|väg|"
    r"gata|allé|torg|plats|"
    r"stig|backe))(?: nr\.?| nummer)? (?P<number>\d{1,3})(?P<letter> ?[A-Za-z](?!\w))?(?P<flat>,? ?"
    r"(?:lgh|lägenhet|läg\.) ?\d{1,4})?(?![\w%]|[.,:/]\d|-\d\d)",
    re.IGNORECASE,
)
#: The name of a street cut short: "Storg. 14, 2 tr", but not "Måndag. 14 ungdomar".
_CUT_STREET: Final = re.compile(
    r"(?<![\w-])(?P<street>[A-ZÅÄÖ][a-zåäö]{2,20}(?:g|v|gat|väg))\. ?(?P<number>\d{1,3})(?P<letter> ?[A-Za-z](?!\w))?"
    r"(?P<flat>,? ?(?:\d{1,2} ?tr\.?(?: (?:ög|nb|th|tv|öv|m)\b\.?)?|(?:lgh|lägenhet) ?\d{1,4}))?"
    r"(?![\w%]|[.,:/]\d|-\d\d)"
)
_NOT_CUT: Final = re.compile(
    r"(?!storg\Z).*(?:dag|ing|ning|lag|torg|berg|borg|sorg|färg|korg|väg|tåg|slag|eg)", re.IGNORECASE
)
_FLAT: Final = re.compile(
    r"\b(?:lgh|lägenhet|lägenhetsnummer|lgh-nr)\.? ?(?:nr\.? ?)?\d{4}(?!\d)", re.IGNORECASE
)
_BEFORE_STREETS: Final = frozenset(
    [
        "på",
        "i",
        "vid",
        "från",
        "till",
        "längs",
        "över",
        "runt",
        "utanför",
        "bakom",
        "mellan",
        "mot",
        "genom",
        "och",
        "eller",
        "den",
        "det",
        "en",
        "ett",
        "hus",
        "porten",
        "huset",
        "samt",
        "även",
        "åt",
        "kring",
        "nära",
        "ovanför",
        "nedanför",
        "under",
        "hos",
        "enligt",
        "sedan",
        "där",
        "här",
        "att",
        "som",
    ]
)
_BARE: Final = frozenset(
    [
        "plan",
        "plats",
        "platsen",
        "gången",
        "ringen",
        "leden",
        "höjden",
        "backen",
        "vägen",
        "stigen",
        "gatan",
        "torget",
        "väg",
        "gata",
        "allé",
        "torg",
        "stig",
        "backe",
        "gränd",
        "gränden",
        "kajen",
        "promenaden",
        "svängen",
        "slingan",
        "stråket",
        "liden",
        "allén",
        "terrassen",
    ]
)
_COUNTED: Final = re.compile(
    r" (?:st|stycken|m|km|meter|kr|kronor|procent|personer|ungdomar|vuxna|barn|unga|män|kvinnor|killar|"
    r"tjejer|elever|"
    r"gånger|timmar|minuter|dagar|veckor|månader|år|bilar|cyklar|mopeder|lampor|fönster|anmälningar|"
    r"händelser|fall|"
    r"rapporter|lägenheter|hushåll|boende|januari|februari|mars|april|maj|juni|juli|augusti|september|"
    r"oktober|november|"
    r"december|av|till|tillfällen|nya|polisanmälda|anmälda|klotter|bostäder|portar|kameror|belysningsstolpar)\b",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Found]:
    """E-mail addresses, also with spaces or with the sign spelt out; not boxes that an organisation shares."""
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text, max(0, at - _REACH), at)
        domain = _DOMAIN.match(text, at) or _SPACED_DOMAIN.match(text, at)
        if local and domain:
            spaced = " " in local.group() or " " in domain.group()
            if local.group().strip().casefold() not in SHARED_BOXES:
                certainty = Certainty.LIKELY if spaced else Certainty.SURE
                yield Found(
                    Kind.EMAIL, local.start(), domain.end(), certainty, "Ett namn, ett snabel-a och en domän."
                )
        at = text.find("@", at + 1)
    for match in _SPELT.finditer(text) if "at" in text.casefold() or "snabel" in text.casefold() else ():
        yield Found(Kind.EMAIL, *match.span(), Certainty.LIKELY, "En e-postadress med snabel-a i ord.")


def plates(text: str) -> Iterator[Found]:
    """Number plates of the old and the new series; in small letters only beside words about vehicles."""
    for match in _PLATE.finditer(text):
        told = _is_told(text, match)
        if not told and (
            match["letters"] in not_on_plates()
            or _NOT_A_PLATE.search(text, max(0, match.start() - 25), match.start())
        ):
            continue
        certainty = Certainty.SURE if told else Certainty.LIKELY
        yield Found(
            Kind.PLATE, *match.span(), certainty, "Tre bokstäver och tre tecken, som på en svensk skylt."
        )
    for match in _SPACED_PLATE.finditer(text):
        if _is_told(text, match):
            yield Found(
                Kind.PLATE,
                *match.span(),
                Certainty.LIKELY,
                "En skylt tecken för tecken, nära ett ord om fordon.",
            )
    for match in _SMALL_PLATE.finditer(text):
        if match["letters"].isupper() and not any(sign.islower() for sign in match["end"]):
            continue
        spaced_word = (
            match["gap"]
            and not _PLATE_WORD.search(text, max(0, match.start() - 40), match.start())
            and not _PLATE_WORD_AFTER.match(text, match.end())
        )
        if not spaced_word and _is_told(text, match):
            yield Found(
                Kind.PLATE, *match.span(), Certainty.LIKELY, "Skrivet som en skylt, nära ett ord om fordon."
            )


def accounts(text: str) -> Iterator[Found]:
    """Accounts in social media: links, names with @, and names after the name of a service."""
    for match in _LINK.finditer(text):
        end = match.start() + len(match.group().rstrip("./?-"))
        yield Found(
            Kind.ACCOUNT, match.start(), end, Certainty.LIKELY, "En länk till ett konto eller ett inlägg."
        )
    for match in _AT.finditer(text):
        yield Found(Kind.ACCOUNT, *match.span(), Certainty.LIKELY, "Ett användarnamn med snabel-a framför.")
    for match in _ACCOUNT.finditer(text):
        name, end = match["name"].rstrip(".-"), match.end("name")
        told = ":" in match["link"] or "=" in match["link"]
        ends_there = not text[end : end + 2].strip(" .,;)”\"'").strip() or text[end : end + 1] in ".,;)\n”\"'"
        if len(name) >= 3 and (
            _MIXED.match(name) or (told and ends_there and name.islower() and text[end : end + 1] != " ")
        ):
            start = match.start("name")
            yield Found(
                Kind.ACCOUNT,
                start,
                start + len(name),
                Certainty.LIKELY,
                "Ett användarnamn efter en tjänsts namn.",
            )


def addresses(text: str) -> Iterator[Found]:
    """Streets with the number of a house, and flats."""
    for match in _STREET.finditer(text):
        start = _start_of_street(match)
        certain = bool(match["letter"] or match["flat"])
        if start is not None and (certain or not _COUNTED.match(text, match.end("number"))):
            certainty = Certainty.SURE if certain else Certainty.LIKELY
            yield Found(
                Kind.ADDRESS,
                start,
                match.end(),
                certainty,
                "En gata med husnummer kan peka ut den som bor där.",
            )
    for match in _CUT_STREET.finditer(text):
        certain = bool(match["letter"] or match["flat"])
        if not _NOT_CUT.fullmatch(match["street"]) and (
            certain or not _COUNTED.match(text, match.end("number"))
        ):
            yield Found(
                Kind.ADDRESS,
                *match.span(),
                Certainty.LIKELY,
                "En gata, kortad, med husnummer kan peka ut ett hem.",
            )
    for match in _FLAT.finditer(text):
        yield Found(
            Kind.ADDRESS, *match.span(), Certainty.SURE, "Ett lägenhetsnummer pekar ut den som bor där."
        )


def _start_of_street(match: re.Match[str]) -> int | None:
    """Where the name of the street begins: with the word before it when that belongs to it, as in "Norra Kungsgatan".

    None where it is no street: "plan 3" is a floor.
    """
    before, street = match["before"] or "", match["street"].casefold()
    belongs = before[:1].isupper() and before.strip().casefold() not in _BEFORE_STREETS
    if belongs:
        return match.start()
    return None if street in _BARE else match.start("street")


def _is_told(text: str, match: re.Match[str]) -> bool:
    return bool(
        _VEHICLE.search(text, max(0, match.start() - 40), match.start())
        or _VEHICLE.search(text, match.end(), match.end() + 20)
    )
