"""What is taken for granted of a sort of survey: the names of its columns, and what must never be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Folded names, the plainest first.
WEIGHT = ("vikt", "weight", "kalibreringsvikt", "kalvikt", "designvikt", "viktvariabel", "w")
AREA = (
    *("omrade", "area", "omradeskod", "omradekod", "omradesnamn", "stadsdel", "stadsomrade", "kommundel"),
    *(
        "delomrade",
        "primaromrade",
        "lokalpolisomrade",
        "kommun",
        "region",
        "lan",
        "distrikt",
        "bostadsomrade",
    ),
)
YEAR = ("ar", "year", "undersokningsar", "matar", "enkatar", "lasar", "skolar", "argang")
DATE = ("datum", "date", "svarsdatum", "besvarad", "ifylld", "inkommen", "tidpunkt", "submitdate")
_IDENTITIES = (
    *(
        "id",
        "respondent",
        "respondentid",
        "svarsnummer",
        "svarsid",
        "lopnummer",
        "lopnr",
        "enkatid",
        "svarande",
    ),
    *(
        "deltagare",
        "deltagarid",
        "ip",
        "ipadress",
        "ipnummer",
        "userid",
        "anvandare",
        "token",
        "kod",
        "elevid",
    ),
)
_NAMES = ("namn", "fornamn", "efternamn", "name", "kontaktperson", "foretag", "foretagsnamn", "orgnr")
_CONTACTS = (
    *("epost", "epostadress", "email", "mejl", "mail", "telefon", "telefonnummer", "mobil", "mobilnummer"),
    *(
        "adress",
        "gata",
        "gatuadress",
        "postadress",
        "postnummer",
        "postnr",
        "personnummer",
        "personnr",
        "pnr",
    ),
    *("fodelsedatum", "fodelsedag", "fodd", "fodelsear", "organisationsnummer"),
    *("lat", "lon", "latitud", "longitud", "koordinat", "koordinater", "x", "y"),
)
_FREE_TEXT = (
    *(
        "kommentar",
        "kommentarer",
        "fritext",
        "ovrigt",
        "synpunkter",
        "ovrigasynpunkter",
        "motivering",
        "annat",
    ),
    *("comment", "comments", "oppetsvar", "egnaord"),
)
#: Parts of a short column name that give it away, whatever stands around them.
_TELLING = ("personn", "epost", "email", "telefon", "adress", "fritext", "kommentar", "fornamn", "efternamn")
_LONGEST_TELLING = 25


@dataclass(frozen=True)
class Ways:
    """What is taken for granted of a sort of survey.

    Attributes:
        background: folded names of columns that tell who answered rather than what.
        left_out: folded names that are never kept, and why.
        guarded: background columns whose small groups are put together.
        smallest_group: how few make a group small.
        fewest_answers: a table's figure that rests on fewer answers isn't shown; 0 leaves that to its maker.
        splits_years: a year like 2024/25 is a school year, from July to June; else it is two whole years.
    """

    background: frozenset[str]
    left_out: Mapping[str, str]
    guarded: frozenset[str] = frozenset()
    smallest_group: int = 0
    fewest_answers: int = 0
    splits_years: bool = False

    def why_left_out(self, folded: str) -> str | None:
        """Why a column with that name is never kept; None when it may be."""
        if reason := self.left_out.get(folded):
            return reason
        if len(folded) <= _LONGEST_TELLING and any(part in folded for part in _TELLING):
            return "Kolumnen ser ut att peka ut den som svarat, eller att vara fritext."
        return None


_LEFT_OUT = {
    **dict.fromkeys(_IDENTITIES, "Kolumnen ser ut att vara ett nummer på den som svarat."),
    **dict.fromkeys(_NAMES, "Kolumnen ser ut att vara ett namn."),
    **dict.fromkeys(_CONTACTS, "Kolumnen ser ut att peka ut den som svarat."),
    **dict.fromkeys(_FREE_TEXT, "Kolumnen ser ut att vara fritext."),
}
_BACKGROUND = frozenset(
    (
        *("kon", "gender", "sex", "konsidentitet", "alder", "age", "aldersgrupp", "alderskategori"),
        *("upplatelseform", "boende", "boendeform", "bostad", "utbildning", "utbildningsniva", "fodelseland"),
        *(
            "bakgrund",
            "sysselsattning",
            "hushall",
            "hushallstyp",
            "civilstand",
            "inkomst",
            "bransch",
            "storlek",
        ),
        *("antalanstallda", "foretagsstorlek", "urval", "stratum", "svarssatt"),
    )
)
SAFETY = Ways(background=_BACKGROUND, left_out=_LEFT_OUT)
SCHOOL = Ways(
    background=_BACKGROUND
    | {"arskurs", "ak", "klasstyp", "program", "skola", "skolenhet", "skolnamn", "skolform", "familj"},
    left_out={
        **_LEFT_OUT,
        **dict.fromkeys(
            ("klass", "klassbeteckning", "grupp", "mentor", "larare"),
            "En klass är så liten att svaren kan gå att knyta till en elev.",
        ),
    },
    guarded=frozenset({"skola", "skolenhet", "skolnamn", "program"}),
    smallest_group=10,
    fewest_answers=10,
    splits_years=True,
)
