"""What the categories of reports are called, and in which order a reporter meets them."""

from __future__ import annotations

from collections.abc import Sequence

from trygghjulet.steps.scanning.rules.categories import Category, offered_in_the_field, tree

#: How many of the reporter's own latest categories come before the rest.
OWN_FIRST = 3


def title_of(code: str) -> str:
    """A category's title; a code that the tree no longer has is shown as it is."""
    category = tree().get(code)
    return category.title if category else code


def is_offered(code: str) -> bool:
    """May a report from the field have the category?"""
    return any(category.code == code for category in offered_in_the_field())


def tiles(latest: Sequence[str]) -> tuple[Category, ...]:
    """The categories to choose among: the reporter's latest first, the rest in the tree's order."""
    offered = {category.code: category for category in offered_in_the_field()}
    first = [code for code in dict.fromkeys(latest) if code in offered][:OWN_FIRST]
    return tuple(offered[code] for code in dict.fromkeys((*first, *offered)))
