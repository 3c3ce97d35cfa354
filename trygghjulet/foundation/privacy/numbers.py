"""Finds personnummer, days of birth and telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import phonenumbers
from personnummer import personnummer

from trygghjulet.foundation.privacy.sightings import Certainty, Found, Kind

_IDENTITY: Final = re.compile(
    r"(?<!\d)(?<!\d[.,:])(?:(?P<century>18|19|20) ?)?(?P<year>\d\d)"
    r"(?P<within>[ ./-]?)(?P<month>\d\d)(?P=within)(?P<day>\d\d)"
    r"(?P<between> ?[-+] ?| {1,2})?(?P<last>\d ?\d ?\d ?\d)(?![-.,:/]?\d)"
)
_ONE_BY_ONE: Final = re.compile(r"(?<!\d)(?<!\d )(?:\d ){9}\d(?: \d \d)?(?! ?\d)")
_MASKED: Final = re.compile(r"(?<!\d)(?:19|20)?\d{6} ?[-+] ?(?:[xX*]{4}|[A-HJ-NPR-UWX]{1,2}\d{2,3})(?!\w)")
_ABOUT_IDENTITY: Final = re.compile(
    r"\b(?:pnr|p-?nr|p\.nr|pers(?:on)?\.?-?nr|personnummer|personnumret|samordningsnummer|samordningsnumret|"
    r"samordningsnr|id-?nummer|id-?nr|legitimation|leg|född)\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 28, 24
_MONTHS: Final = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "jan|feb|apr|jun|jul|aug|sept|sep|okt|nov|dec"
)
_DAY: Final = (
    r"(?:(?:19|20)\d\d(?P<dash>[-./ ]?)\d\d(?P=dash)\d\d|\d{6}|\d\d?/\d\d?[- ](?:19|20)?\d\d"
    rf"|\d\d? (?:{_MONTHS})\.?(?: -?(?:19|20)?\d\d)?)(?![-\d])"
)
_BORN: Final = re.compile(
    r"\b(?:född|födda|födelsedatum|födelsedata|födelsedag|f\.|fdd)[:,]? ?(?:är |den |d\. ?)?(?P<day>"
    + _DAY
    + ")",
    re.IGNORECASE,
)
#: A day right after a name, which is read by `names`.
DAY_AFTER_NAME: Final = re.compile(
    r"[ ,(]{1,3}(?:f(?:ödd|\.)? ?)?(?P<day>(?:19|20)?\d{6}|(?:19|20)\d\d-\d\d-\d\d)(?![-\d])"
)

_PHONE_START: Final = re.compile(r"(?<![\w+])(?<!\d[-/.,:])(?:\+ ?[1-9]|00 ?[1-9]|\(?0 ?[1-9])")
_PHONE: Final = re.compile(r"[+(]{0,2} ?\d(?:[ \-/().]{0,3}\d){6,17}")
_SWEDISH_CODE: Final = re.compile(r"\+ ?46|00 ?46")
_GROUP: Final = re.compile(r"\d+")
_HOURS: Final = re.compile(r"\(?[012]?\d[.:][0-5]\d ?- ?[012]?\d[.:][0-5]\d")
_MOBILE: Final = re.compile(r"07[02369]\d{7}")
_FIXED: Final = re.compile(
    r"08\d{6,8}|0(?:10|11|13|16|18|19|21|23|26|31|33|35|36|40|42|44|46|54|60|63|90)\d{5,7}|"
    r"0(?!20|7|900|939|944|99)[1-9]\d\d\d{5,6}"
)
_AREA_CODE: Final = re.compile(
    r"08|0(?:10|11|13|16|18|19|21|23|26|31|33|35|36|40|42|44|46|54|60|63|90)|0[1-9]\d\d"
)
_REGISTRY: Final = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer|ärende|artikelnr|artikelnummer|ordernr|fakturanr|"
    r"faktura|id|beteckning|KS|BN|SN|TN|KN)[.:]{0,2} ?$",
    re.IGNORECASE,
)
#: Words that say what sort of number comes.
_NUMBERED: Final = re.compile(
    r"\b(?:dnr|diarie\w*|ärende\w*|artikel\w*|order\w*|faktura\w*|kvitto\w*|beteckning\w*|serie\w*|id|id:t|lev\w*|"
    r"inventarie\w*|referens\w*|ref|ocr|konto\w*|bankgiro|plusgiro|org\w*|anl\w*|mätare\w*|ram\w*|kund\w*|avtal\w*|isbn|"
    r"kod|koden)[.:]* ?(?:nr|nummer|numret)?[.:]* ?(?:är |var )?$",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:tele?(?:fon)?\.?(?:nr|nummer|numret)?|mobil(?:en|nr|nummer|numret)?|tfn|ring(?:a|er|de)?|sms(?:a|ade|:a)?|"
    r"nås på|nåddes på)(?!\w)[^\d\n+]{0,12}(?P<number>[1-9]\d(?:[ -]{0,3}\d){5,9})(?!\d)",
    re.IGNORECASE,
)
_A_DAY: Final = re.compile(r"(?:19|20)\d\d-?[01]\d-?[0-3]\d")
#: How far into the text after its start a number is sought.
_LONGEST: Final = 60


def identities(text: str) -> Iterator[Found]:
    """Personnummer and samordningsnummer, also spaced, miswritten or with their end hidden."""
    for match in _IDENTITY.finditer(text):
        certainty = _how_sure(text, match)
        if certainty is Certainty.SURE:
            yield Found(Kind.IDENTITY, *match.span(), certainty, "Datum och kontrollsiffra stämmer.")
        elif certainty is not None:
            why = "Skrivet som ett personnummer, men kontrollsiffran eller datumet stämmer inte."
            yield Found(Kind.IDENTITY, *match.span(), certainty, why)
    for match in _ONE_BY_ONE.finditer(text):
        if _is_valid(match.group().replace(" ", "")):
            yield Found(
                Kind.IDENTITY,
                *match.span(),
                Certainty.SURE,
                "Datum och kontrollsiffra stämmer, siffra för siffra.",
            )
    for match in _MASKED.finditer(text):
        if real_day(match.group()[:8] if match.group()[:8].isdigit() else match.group()[:6]):
            yield Found(
                Kind.IDENTITY,
                *match.span(),
                Certainty.LIKELY,
                "Ett personnummer med dold eller tillfällig ände.",
            )


def births(text: str) -> Iterator[Found]:
    """Days that are told to be somebody's day of birth."""
    for match in _BORN.finditer(text):
        yield Found(
            Kind.BIRTH,
            *match.span("day"),
            Certainty.LIKELY,
            "Ett datum efter ett ord som säger att någon är född då.",
        )


def phones(text: str) -> Iterator[Found]:
    """Telephone numbers that may be a person's: not emergency numbers, nor those that are free to call."""
    at = 0
    for start in _PHONE_START.finditer(text):
        if start.start() < at:
            continue
        body = _PHONE.match(text, start.start(), start.start() + _LONGEST)
        if (
            body is None
            or _HOURS.match(body.group())
            or _REGISTRY.search(text, max(0, start.start() - 20), start.start())
        ):
            continue
        length = _length_of_number(body.group())
        if length:
            at = start.start() + length
            yield Found(
                Kind.PHONE, start.start(), at, Certainty.SURE, "Siffrorna är satta som i ett telefonnummer."
            )
    for match in _CALLED.finditer(text):
        if not _A_DAY.match(match["number"]):
            yield Found(
                Kind.PHONE,
                *match.span("number"),
                Certainty.LIKELY,
                "Ett nummer efter ett ord om att ringa eller skriva.",
            )


def real_day(digits: str) -> bool:
    """Are these six or eight digits a day that there is? A samordningsnummer adds 60 to the day."""
    year, month, day = (int(part) for part in (digits[:-4], digits[-4:-2], digits[-2:]))
    try:
        # Which century it was does not matter where it is not told.
        date(year if len(digits) == 8 else 2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _how_sure(text: str, match: re.Match[str]) -> Certainty | None:
    day = f"{match['century'] or ''}{match['year']}{match['month']}{match['day']}"
    last = match["last"].replace(" ", "")
    between, within = match["between"] or "", match["within"]
    told = _is_told(text, match)
    if not real_day(day):
        return Certainty.LIKELY if told and within in ("", "-") else None
    hyphened = "-" in between or "+" in between
    if not told and _may_be_a_time(match["century"], last, hyphened=hyphened, within=within):
        return None
    if _is_valid(day + last):
        compact_phone = not between and not within and day[0] == "0" and int(match["day"]) > 60
        return None if compact_phone and not match["century"] else Certainty.SURE
    born_last_century = match["century"] == "19" and not within and not between
    if told or hyphened or born_last_century:
        return Certainty.LIKELY
    compact = not match["century"] and not within and not between
    return Certainty.LIKELY if compact and _may_be_miswritten(text, match, last) else None


def _may_be_miswritten(text: str, match: re.Match[str], last: str) -> bool:
    """Ten digits in a row that begin with a day: no telephone number, no moment, and nothing told to be else."""
    if match["year"][0] == "0" or _NUMBERED.search(text, max(0, match.start() - 30), match.start()):
        return False
    is_moment = int(last[:2]) < 24 and int(last[2:]) < 60 and 15 <= int(match["year"]) <= 40
    return not is_moment


def _may_be_a_time(century: str | None, last: str, *, hyphened: bool, within: str) -> bool:
    """A day and a time of day or a year, as in "2025-01-01 1400", "202501011400" and "2024-01-01 - 2025"."""
    if hyphened:
        return bool(within) and last[:2] in ("19", "20")
    is_time = int(last[:2]) < 24 and int(last[2:]) < 60
    return is_time and (century == "20" or bool(within and century))


def _is_told(text: str, match: re.Match[str]) -> bool:
    return bool(
        _ABOUT_IDENTITY.search(text, max(0, match.start() - _BEFORE), match.start())
        or _ABOUT_IDENTITY.search(text, match.end(), match.end() + _AFTER)
    )


def _is_valid(digits: str) -> bool:
    return bool(personnummer.valid(f"{digits[:-4]}-{digits[-4:]}"))


def _length_of_number(body: str) -> int:
    """How much of a run of digits and signs is a telephone number; 0 when it begins with none."""
    code = _SWEDISH_CODE.match(body)
    if (code is None and body[0] == "+") or body.startswith("00"):
        return _length_of_foreign(body) if code is None else _length_of_swedish(body, code.end())
    return _length_of_swedish(body, code.end() if code else 0)


def _length_of_foreign(body: str) -> int:
    digits = "".join(_GROUP.findall(body))
    digits = digits[2:] if body.startswith("00") else digits
    try:
        number = phonenumbers.parse(f"+{digits[:15]}")
    except phonenumbers.NumberParseException:
        return 0
    return len(body) if phonenumbers.is_possible_number(number) else 0


def _length_of_swedish(body: str, after: int) -> int:
    groups = list(_GROUP.finditer(body, after))
    written = [group.group() for group in groups]
    for number in range(len(groups), 0, -1):
        digits = "".join(written[:number])
        if after:
            digits = f"0{digits.removeprefix('0')}"
        if 8 <= len(digits) <= 10 and _is_swedish(digits, written[:number], abroad=bool(after)):
            return groups[number - 1].end()
    return 0


def _is_swedish(digits: str, groups: list[str], *, abroad: bool) -> bool:
    singly = all(len(group) == 1 for group in groups) or groups[0] == "0"
    alone = len(groups) == 1 and len(digits) >= 9
    if _MOBILE.fullmatch(digits):
        return (
            abroad or alone or singly or len(groups[0]) in (3, 4) or {len(group) for group in groups} == {2}
        )
    if not _FIXED.fullmatch(digits):
        return False
    code = _AREA_CODE.match(digits)
    return abroad or alone or singly or (code is not None and code.group() == groups[0])
