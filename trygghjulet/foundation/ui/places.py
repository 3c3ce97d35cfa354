"""The rooms of a cooperation as links at the top of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

#: Each room with its title, and the first part of other addresses whose pages belong to it.
_PLACES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("overview:cooperation", "Varven", ("atgardsbibliotek", "handlingsplan")),
    ("scanning:show", "Underlag", ("platser", "dialoger")),
    ("field:index", "Fält", ()),
    ("week:weeks", "Veckan", ()),
    ("duties:show_all", "Skyldigheter", ()),
    ("annual_wheel:show", "Årshjul", ("motesplan",)),
    ("forums:index", "Forum", ("arenden", "remisser", "sjalvvardering", "verksamhetsberattelse")),
    (
        "overview:frame",
        "Ramen",
        (
            "overenskommelser",
            "samverkansformer",
            "styrande-dokument",
            "funktioner",
        ),
    ),
    ("law:show", "Lagen", ("strategiskt-rad",)),
)


@dataclass(frozen=True)
class Place:
    """A room as a link. `current` is what `aria-current` says: page, true for a page below it, or nothing."""

    title: str
    href: str
    current: str


def places(slug: str, path: str) -> tuple[Place, ...]:
    """The rooms of the cooperation with address `slug`, the one that `path` lies in marked."""
    hrefs = {title: reverse(name, args=(slug,)) for name, title, _ in _PLACES}
    inside = {
        address: title
        for _, title, others in _PLACES
        for address in (hrefs[title], *(f"/{slug}/{other}/" for other in others))
        if path.startswith(address)
    }
    here = inside[max(inside, key=len)] if inside else ""
    return tuple(
        Place(title, href, "" if title != here else "page" if href == path else "true")
        for title, href in hrefs.items()
    )
