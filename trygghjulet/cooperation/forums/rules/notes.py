"""How a paragraph that two people write in at once becomes one: word by word, and no word that was added is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

#: A longer paragraph is hard to read and slow to join.
LONGEST = 10_000

_WORD = re.compile(r"(\s*)(\S+)")
#: So many pairs of the same word in two texts are compared; prose as long as a paragraph may be has a tenth of them.
_ALIKE = 200_000

#: Stands last in every text, so that what is added at the end is added before something.
_END = ""


@dataclass(frozen=True)
class _Word:
    """A word with the space that stands before it; two words are the same whatever the space."""

    space: str
    text: str


@dataclass
class _Changes:
    """What one writer did to the base: the words put in before each of its words, and those taken away.

    `only_deleted` holds the stretches that were taken away with nothing in their place.
    """

    added: dict[int, list[_Word]] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    only_deleted: list[range] = field(default_factory=list)
    replaced: list[range] = field(default_factory=list)
    spaces: dict[int, str] = field(default_factory=dict)


def tidy(text: str) -> str:
    """The text with one kind of line break, as every text is before it is joined."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def join(base: str, first: str, second: str) -> str:
    """Join two texts that were both written on `base`; `first` is the one that was acknowledged first.

    Every word that either added is in the result. Where both added at the same place both stand, the first one's
    first; the same change by both is made once. A word that one deleted is gone, but a stretch that one deleted and
    the other changed inside stays as the other has it.
    """
    if first in (base, second):
        return second
    if second == base:
        return first
    words, firsts, seconds = _words(base), _changes(base, first), _changes(base, second)
    gone = _gone(firsts, seconds) | _gone(seconds, firsts)
    joined: list[_Word] = []
    for place, word in enumerate(words):
        added = firsts.added.get(place, []), seconds.added.get(place, [])
        joined += added[0] if added[0] == added[1] else [*added[0], *added[1]]
        if place not in gone:
            joined.append(_Word(_space(place, word.space, firsts, seconds), word.text))
    return _written(joined)


def _words(text: str) -> list[_Word]:
    found = [_Word(space, word) for space, word in _WORD.findall(text)]
    trailing = text[len(text.rstrip()) :]
    return [*found, _Word(trailing, _END)]


def _changes(base: str, text: str) -> _Changes:
    """What was done to the base, word by word."""
    old, new = _words(base), _words(text)
    # Most of a text is as it was: only the part between the first and the last change is compared in full.
    same = 0
    while same < min(len(old), len(new)) - 1 and old[same].text == new[same].text:
        same += 1
    tail = 1  # the end itself
    while tail < min(len(old), len(new)) - same and old[-1 - tail].text == new[-1 - tail].text:
        tail += 1
    changes = _Changes()
    for place in range(same):
        changes.spaces[place] = new[place].space
    for back in range(1, tail + 1):
        changes.spaces[len(old) - back] = new[-back].space
    middle = [word.text for word in old[same:-tail]], [word.text for word in new[same:-tail]]
    for act, a1, a2, b1, b2 in _acts(*middle):
        if act == "equal":
            for step in range(a2 - a1):
                changes.spaces[same + a1 + step] = new[same + b1 + step].space
            continue
        stretch = range(same + a1, same + a2)
        changes.deleted.update(stretch)
        if b2 > b1:
            changes.added[stretch.start] = new[same + b1 : same + b2]
            if stretch:
                changes.replaced.append(stretch)
        else:
            changes.only_deleted.append(stretch)
    return changes


def _acts(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """What turns one list of words into the other, as difflib tells it.

    Texts of hardly anything but the same words could take minutes to compare, while others wait to write: there one
    is put in the other's place as a whole.
    """
    often = Counter(old)
    if sum(often[word] for word in new) > _ALIKE:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()


def _gone(mine: _Changes, other: _Changes) -> set[int]:
    """The words of the base that one writer took away, save the stretches that the other changed inside."""
    gone = set(mine.deleted)
    for stretch in mine.only_deleted:
        inside = any(stretch.start < place < stretch.stop for place in other.added)
        across = any(max(r.start, stretch.start) < min(r.stop, stretch.stop) for r in other.replaced)
        if inside or across:
            gone -= set(stretch)
    return gone


def _space(place: int, before: str, firsts: _Changes, seconds: _Changes) -> str:
    """The space before a word that stays: as the writer who changed it wanted."""
    wanted = seconds.spaces.get(place, before)
    return wanted if wanted != before else firsts.spaces.get(place, before)


def _written(words: list[_Word]) -> str:
    """The words as text; two words that have come to stand side by side get a space between them."""
    text = ""
    for word in words:
        space = word.space or (" " if text and word.text != _END else "")
        text += space + word.text
    return text
