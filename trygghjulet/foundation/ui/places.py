"""The rooms of a cooperation as links at the top of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

_PLACES = (
    ("overview:cooperation", "Varven"),
    ("scanning:show", "Underlag"),
    ("overview:frame", "Ramen"),
    ("law:show", "Lagen"),
)


@dataclass(frozen=True)
class Place:
    """A room as a link. `current` is what `aria-current` says: page, true for a page below it, or nothing."""

    title: str
    href: str
    current: str


def places(slug: str, path: str) -> tuple[Place, ...]:
    """The rooms of the cooperation with address `slug`, the one that `path` lies in marked."""
    hrefs = [(title, reverse(name, args=(slug,))) for name, title in _PLACES]
    inside = max((href for _, href in hrefs if path.startswith(href)), key=len, default="")
    return tuple(
        Place(title, href, "" if href != inside else "page" if href == path else "true")
        for title, href in hrefs
    )
