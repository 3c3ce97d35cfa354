"""Keeps people out of what is read: words and addresses that the guard sees, and keys that are personnummer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import polars as pl

from trygghjulet.documents.numbers import percent
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.tables import Remarks, may_hold
from trygghjulet.foundation.privacy import keys
from trygghjulet.foundation.privacy.addresses import without_house_number
from trygghjulet.foundation.privacy.guard import Kind, look

#: How many characters are shown of a value that may hold what nobody should read.
SHOWN: Final = 4
#: So many keys of several words are looked at; with more of them the beginning speaks for the rest.
_MOST_LOOKED_AT: Final = 5_000
_WORDS: Final = r"@|\pL{2,}[\s.,]+\pL{2,}"
_BETWEEN_WORDS: Final = "@ .,"
#: Above this share of its keys a column is one of personnummer, and no coincidence.
_MOST: Final = 0.5


def without_people(
    written: pl.Series, values: pl.Series, column: str | None, remarks: Remarks, *, but: Collection[str] = ()
) -> None:
    """Remark on every value that looks like personal data, and show no more than its beginning.

    A value without a digit, an @, or two words holds nothing that the guard can find, so it is not looked at.

    Args:
        values: each value that is written, once.
    """
    doubtful = values.filter(values.str.contains(r"[\d@]|\pL[\s.,]+\pL")).to_list()
    found = {
        value: seen[0].kind
        for value in doubtful
        if value not in but and (seen := look(value, but=but, sensitive=True))
    }
    for kind in sorted(set(found.values())):
        told = [value for value, of_kind in found.items() if of_kind == kind]
        _tell(written, written.is_in(told), kind, column, remarks)


def without_homes(areas: pl.Series, *, but: Collection[str] = ()) -> tuple[pl.Series, int]:
    """Areas where a street has lost the number of its house, and how many rows had one.

    Args:
        but: codes and names of areas, which are kept as they stand.
    """
    words = areas.drop_nulls().unique()
    streets = [
        word
        for word in words.filter(words.str.contains(r"\pL.*\d")).to_list()
        if word not in but and any(seen.kind is Kind.ADDRESS for seen in look(word, sensitive=True))
    ]
    if not streets:
        return areas, 0
    plain = areas.replace(streets, [without_house_number(street) or None for street in streets])
    return plain, int(areas.is_in(streets).sum())


def without_personal_keys(written: pl.Series, happened: pl.Series, remarks: Remarks, *, name: str) -> None:
    """Remark on the rows whose key tells of a person.

    Args:
        written: the keys.
        happened: when each row's event was, for a key may be made of its day and a running number.
        name: the file's name, for the error.

    Raises:
        UnreadableFile: most keys are personnummer, so the column is the wrong one.
    """
    if written.dtype != pl.String:
        written = written.cast(pl.String, strict=False)
    shaped = written.str.contains(keys.SHAPE).fill_null(value=False)
    if shaped.any():
        rows = pl.DataFrame({"key": written, "year": happened.dt.year()}).filter(shaped).unique()
        found = [key for key, year in rows.iter_rows() if keys.identity(key, year=year or 0)]
        share = len(set(found)) / written.drop_nulls().n_unique()
        if share > _MOST:
            raise refusal(
                name,
                f"Kolumnen {written.name} ser ut att innehålla personnummer ({percent(share)} av värdena), "
                "så inget ur filen läses in.",
                "Ta bort kolumnen ur filen, eller välj en annan kolumn som nyckel.",
                column=written.name,
            )
        told = [key for key in found if keys.stands_out(key)]
        _tell(written, written.is_in(told), Kind.IDENTITY, written.name, remarks)
    if not may_hold(written, _BETWEEN_WORDS):
        return
    worded = written.str.contains(_WORDS).fill_null(value=False)
    if worded.any():
        some = written.filter(worded).unique(maintain_order=True).head(_MOST_LOOKED_AT).to_list()
        for kind in (Kind.EMAIL, Kind.NAME):
            told = [key for key in some if any(seen.kind is kind for seen in look(key))]
            _tell(written, written.is_in(told), kind, written.name, remarks)


def _tell(written: pl.Series, wrong: pl.Series, kind: Kind, column: str | None, remarks: Remarks) -> None:
    remarks.add(
        wrong,
        column=column,
        values=written.str.head(SHOWN) + "…",
        problem=f"Värdet ser ut som {kind.with_article}.",
        remedy="Ta bort personuppgiften ur filen, eller välj en annan kolumn.",
    )
