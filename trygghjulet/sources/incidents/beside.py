"""The columns of a file that aren't read: which of them look as if they tell of people, so that its maker hears."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import polars as pl

from trygghjulet.foundation.files.tables import fold
from trygghjulet.foundation.privacy import keys
from trygghjulet.foundation.privacy.guard import Kind, Sighting, look

#: So much of a column is looked at, and so large a share tells what it is a column of.
_ROWS, _VALUES = 5_000, 200
_ENOUGH: Final = 0.1
#: Days of so many years back with four figures behind them are how systems number cases.
_CASES_SINCE: Final = 10
_MAY_TELL: Final = r"@|\d{3}|\pL{2,}[\s.,]+\pL{2,}"
#: The kinds that are told, in the plural.
_SEVERAL: Final = {
    Kind.IDENTITY: "personnummer",
    Kind.NAME: "namn",
    Kind.EMAIL: "e-postadresser",
    Kind.PHONE: "telefonnummer",
}
#: Headings, as `fold` writes them, that say it themselves; the values alone can't tell of a first name.
_HEADINGS: Final = {
    Kind.IDENTITY: ("personnummer", "pnr", "persnr", "personnr", "samordningsnummer"),
    Kind.NAME: ("fornamn", "efternamn", "tilltalsnamn", "firstname", "lastname", "surname"),
    Kind.EMAIL: ("epost", "epostadress", "mejl", "mejladress", "email"),
    Kind.PHONE: ("telefon", "telefonnummer", "telefonnr", "tfn", "mobil", "mobilnummer", "mobilnr", "phone"),
}


def people_beside(cells: pl.DataFrame, *, read: Collection[str | None], year: int) -> tuple[str, ...]:
    """What is said of the columns that aren't read and look as if they tell of people.

    Args:
        cells: the whole table.
        read: the columns that are read, which are looked at in other ways.
        year: this year.
    """
    found: dict[Kind, list[str]] = {}
    for column in cells.head(_ROWS).iter_columns():
        if column.name not in read and (kind := _tells_of(column, year)):
            found.setdefault(kind, []).append(column.name)
    return tuple(_told(found[kind], words) for kind, words in _SEVERAL.items() if kind in found)


def _told(names: list[str], words: str) -> str:
    if len(names) == 1:
        subject, it, them = f"Kolumnen {names[0]}", "Den", "den"
    else:
        subject, it, them = f"Kolumnerna {', '.join(names[:-1])} och {names[-1]}", "De", "dem"
    return (
        f"{subject} ser ut att innehålla {words}. {it} läses inte och kommer inte med i underlaget. Filen ligger kvar "
        f"på servern tills leveransen är godtagen eller avvisad, och tas sedan bort. Be om uttaget utan {them} "
        "nästa gång."
    )


def _tells_of(column: pl.Series, year: int) -> Kind | None:
    """What a column tells of people, if it does."""
    if column.dtype != pl.String and not column.dtype.is_integer():
        return None
    values = column.cast(pl.String, strict=False).str.strip_chars().drop_nulls()
    values = values.filter(values != "").unique(maintain_order=True)
    if values.is_empty():
        return None
    heading = fold(column.name)
    said = next((kind for kind, headings in _HEADINGS.items() if heading in headings), None)
    if said is not None:
        return said
    shaped = values.filter(values.str.contains(keys.SHAPE)).to_list()
    if sum(_is_identity(value, year) for value in shaped) >= _ENOUGH * len(values):
        return Kind.IDENTITY
    if column.dtype != pl.String:
        return None  # a number without a sign in it is more often a count or a code
    some = values.head(_VALUES)
    # What is shaped as a personnummer and is none is a case's number.
    telling = some.filter(some.str.contains(_MAY_TELL) & ~some.str.contains(keys.SHAPE))
    seen = [look(value) for value in telling.to_list()]
    kinds = [kind for kind in _SEVERAL if sum(_holds(one, kind) for one in seen) >= _ENOUGH * len(some)]
    return kinds[0] if kinds else None


def _holds(seen: Collection[Sighting], kind: Kind) -> bool:
    return any(one.kind is kind for one in seen)


def _is_identity(value: str, year: int) -> bool:
    """Is it a personnummer, and no case's number of any of the last years?"""
    return all(keys.identity(value, year=year - back) for back in range(_CASES_SINCE))
