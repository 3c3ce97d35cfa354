"""The organisation on a page: its picture, what the lines mean, and the same as a table."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import mark_safe

from trygghjulet.cooperation.forums.rules import organisation_picture
from trygghjulet.cooperation.forums.rules.organisation import Body, Organisation, of_blueprint
from trygghjulet.foundation.ui.tables import Cell, Column, Link, Table
from trygghjulet.obligations.words import Blueprint

register = template.Library()


@register.inclusion_tag("forums/_organisation.html")
def organisation(
    found: Organisation, name: str, key: str = "organisation", opened: bool = False
) -> dict[str, Any]:
    """The organisation as a picture and in words; `opened` shows the words from the beginning.

    The page takes the look from `forums/organisation.css`.
    """
    drawn = organisation_picture.svg(found, name=name, key=key)
    samples = organisation_picture.legend(found)
    return {
        "name": name,
        "picture": mark_safe(drawn),  # noqa: S308  # drawn by us, every text in it escaped
        "legend": [(mark_safe(sample), words) for sample, words in samples],  # noqa: S308  # drawn by us
        "table": organisation_table(found, name),
        "opened": opened,
    }


@register.inclusion_tag("forums/_organisation.html")
def blueprint_organisation(blueprint: Blueprint) -> dict[str, Any]:
    """The organisation that a blueprint describes, as a picture and in words."""
    return organisation(of_blueprint(blueprint), blueprint.title, f"organisation-{blueprint.name}")


def organisation_table(found: Organisation, name: str) -> Table:
    """The same as the picture, in words."""
    return Table(
        f"Organisationen i {name}",
        (Column("Forum"), Column("Slag"), Column("Nivå"), Column("Plats i organisationen")),
        [(_named(body), body.called, body.band, _said(found, body)) for body in found.bodies],
        empty="Inget forum är infört.",
    )


def _named(body: Body) -> Cell:
    return Link(body.name, body.href) if body.href else body.name


def _said(found: Organisation, body: Body) -> str:
    said = [f"{words} {', '.join(one.name for one in them)}" for words, them in found.said(body.key)]
    return f"{'. '.join(one[:1].upper() + one[1:] for one in said)}." if said else ""
