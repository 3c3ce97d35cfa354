"""What the duties call a cooperation's own parties, functions, forums and areas."""

from __future__ import annotations

import re
from collections import defaultdict

from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import AgreementActor
from trygghjulet.cooperation.agreements.queries import actors_of
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import parties_in

_BETWEEN = re.compile(r"\s*(?:[,;/]|\boch\b|\bsamt\b)\s*")
_ALL_OF = re.compile(r"^(?:samtliga|alla|övriga)\s+", re.IGNORECASE)
#: Words for the forum that something is said of.
_ITSELF = frozenset({"radet", "forumet", "gruppen"})
#: Words for those who sit in it, as a blueprint's names of them begin.
_GROUPS = {
    "ledamoter": "ledamoterna",
    "ledamoterna": "ledamoterna",
    "ersattare": "ersattarna",
    "ersattarna": "ersattarna",
}


class Names:
    """What the duties call the cooperation's own parties, forums and areas."""

    def __init__(self, scope: Scope, cooperation: Cooperation) -> None:
        self.actors = list(actors_of(scope, cooperation))
        self.of_party: dict[int, tuple[str, ...]] = {}
        for party in parties_in(scope, cooperation=cooperation):
            keys = [one.key for one in self.actors if one.party_id == party.pk]
            self.of_party[party.pk] = tuple(dict.fromkeys((*keys, slugify(party.name))))
        self.of_forum: dict[int, tuple[str, ...]] = defaultdict(tuple)
        for forum in forums(scope, cooperation=cooperation):
            keys = [one.key for one in self.actors if one.forum_id == forum.pk]
            own = forum.key or slugify(forum.name)
            self.of_forum[forum.pk] = tuple(dict.fromkeys((*keys, own)))
        self._renamed = _told_apart(self.actors)
        self._functions = [
            (slugify(one.name), self.here(one.blueprint, one.key))
            for one in self.actors
            if one.kind == AgreementActor.Kind.FUNCTION
        ]
        self._words = self._said(scope, cooperation)
        self.root = cooperation.area_id

    def here(self, blueprint: str, key: str) -> str:
        """What a blueprint's word for a function is here, where two blueprints mean different functions by the same."""
        return self._renamed.get((blueprint, key), key)

    def renames(self, blueprint: str) -> dict[str, str]:
        """The words of a blueprint that are others here."""
        return {key: new for (name, key), new in self._renamed.items() if name == blueprint}

    def party(self, key: int | None) -> tuple[str, ...]:
        """What a party is called; nothing where it is not known which."""
        return self.of_party.get(key, ()) if key is not None else ()

    def function(self, title: str) -> tuple[str, ...]:
        """What a function is called: by its own title, and by a blueprint that names one with the same title."""
        own = slugify(title)
        return tuple(dict.fromkeys((own, *(key for name, key in self._functions if name == own))))

    def area(self, area: Area | None) -> str | None:
        """What an area is called; None for the whole cooperation."""
        return None if area is None or area.pk == self.root else slugify(area.name)

    def told(self, words: str, *, of: Forum | None = None) -> tuple[str, ...]:
        """What those that somebody has told of in words are called: one or several, by name or by a blueprint's word.

        Words such as "rådet" or "samtliga ledamöter och ersättare" are understood in the forum that they are said of.
        """
        found: list[str] = []
        for piece in (words, *_BETWEEN.split(words)):
            own = slugify(_ALL_OF.sub("", piece.strip()))
            if own:
                found += [own, *self._words.get(own, ()), *(self._in_forum(own, of) if of else ())]
        return tuple(dict.fromkeys(found))

    def group(self, who: str, forum: Forum) -> tuple[str, ...]:
        """What a blueprint calls a group within a forum ("Ledamöterna i trygghetsrådet"); nothing without one."""
        return tuple(
            dict.fromkeys(
                key for of in self.of_forum[forum.pk] for key in self._words.get(f"{who}-i-{of}", ())
            )
        )

    def _in_forum(self, own: str, forum: Forum) -> tuple[str, ...]:
        if own in _ITSELF:
            above = self.of_forum[forum.part_of_id] if forum.part_of_id else ()
            return (*self.of_forum[forum.pk], *above)
        return self.group(_GROUPS[own], forum) if own in _GROUPS else ()

    def _said(self, scope: Scope, cooperation: Cooperation) -> dict[str, list[str]]:
        """What each is called, by its name and by each of the words for it."""
        said: dict[str, list[str]] = defaultdict(list)
        for one in self.actors:
            is_function = one.kind == AgreementActor.Kind.FUNCTION
            key = self.here(one.blueprint, one.key) if is_function else one.key
            said[slugify(one.name)].append(key)
        for party in parties_in(scope, cooperation=cooperation):
            for word in (slugify(party.name), *self.of_party[party.pk]):
                said[word] += self.of_party[party.pk]
        for forum in forums(scope, cooperation=cooperation):
            for word in (slugify(forum.name), *self.of_forum[forum.pk]):
                said[word] += self.of_forum[forum.pk]
        return said

    @property
    def everybody(self) -> tuple[str, ...]:
        """All that the parties are called: for what they do jointly."""
        return tuple(dict.fromkeys(key for keys in self.of_party.values() for key in keys))


def _told_apart(actors: list[AgreementActor]) -> dict[tuple[str, str], str]:
    """New words for functions that an earlier blueprint has used the same word for, but called otherwise."""
    first: dict[str, str] = {}
    renamed: dict[tuple[str, str], str] = {}
    for one in actors:
        if one.kind == AgreementActor.Kind.FUNCTION and first.setdefault(one.key, one.name) != one.name:
            renamed[one.blueprint, one.key] = f"{one.key}-{one.blueprint}"
    return renamed
