"""The cooperation forms that agreements describe, to start one's own from; read from `data/catalogue.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class CatalogueForm:
    """A form as its source describes it: the words are the source's own, `source` says where they stand.

    `municipalities` are those whose agreements name the form.
    """

    key: str
    name: str
    long_name: str = ""
    purpose: str = ""
    goal: str = ""
    target_group: str = ""
    ages: tuple[int, int] | None = None
    way_of_working: str = ""
    steering: str = ""
    roles: str = ""
    follow_up: str = ""
    parties: tuple[str, ...] = ()
    annex: str = ""
    municipalities: tuple[str, ...] = ()
    source: str = ""


class BadCatalogue(ValueError):
    """The catalogue's file is not as it should be; says which form and what."""


@cache
def catalogue() -> tuple[CatalogueForm, ...]:
    """Every form of the catalogue, in the file's order."""
    text = files(__package__).joinpath("data", "catalogue.toml").read_text(encoding="utf-8")
    return read(text)


def form_called(key: str) -> CatalogueForm | None:
    """The form with a key, if the catalogue has one."""
    return next((form for form in catalogue() if form.key == key), None)


def read(text: str) -> tuple[CatalogueForm, ...]:
    """The forms of a catalogue written as TOML.

    Raises:
        BadCatalogue: a key stands twice, a field has no such name, or ages are no range.
    """
    forms = tuple(_form(table) for table in tomllib.loads(text)["forms"])
    keys = [form.key for form in forms]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise BadCatalogue(f"Nyckeln {twice[0]} finns två gånger.")
    return forms


def _form(table: dict[str, Any]) -> CatalogueForm:
    given: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in table.items()
    }
    if "ages" in given:
        first, last = given["ages"]
        if not 0 <= first <= last:
            raise BadCatalogue(f"{given.get('key')}: åldrarna {first}–{last} är inget spann.")
        given["ages"] = (first, last)
    for name in {"parties", "municipalities"} & given.keys():
        given[name] = tuple(given[name])
    try:
        return CatalogueForm(**given)
    except TypeError as error:
        raise BadCatalogue(f"{given.get('key')}: {error}") from error
