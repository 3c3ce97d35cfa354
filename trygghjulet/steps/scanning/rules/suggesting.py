"""A likely node of the common tree for a word that nobody has said the meaning of, for a person to decide."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from trygghjulet.steps.scanning.rules.categories import Words, folded, tree

#: How much of a word and of a known one must be the same, from 0 to 1.
_ALIKE: Final = 0.5
#: So many first letters tell that two words are forms of one.
_STEM: Final = 5
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_EMPTY: Final = frozenset(
    (
        *(
            "på",
            "i",
            "av",
            "och",
            "eller",
            "mot",
            "från",
            "ur",
            "vid",
            "för",
            "en",
            "ett",
            "med",
            "till",
            "inkl",
            "samt",
        ),
        *(
            "övrigt",
            "övrig",
            "övriga",
            "annat",
            "annan",
            "andra",
            "diverse",
            "allmän",
            "allmänna",
            "försök",
            "ej",
            "inte",
        ),
    )
)


def suggested(given: str, words: Words) -> str | None:
    """The code of the node whose known words are most like a given one; None where none is, or two are as like.

    Args:
        words: what the format's own file says.
    """
    parts = _parts(given)
    if not parts:
        return None
    best: defaultdict[float, set[str]] = defaultdict(set)
    for known, node in _known(words):
        if node and (alike := _alike(parts, known)) >= _ALIKE:
            best[alike].add(node)
    if not best:
        return None
    nodes = best[max(best)]
    tops = {node.partition(".")[0] for node in nodes}
    if len(nodes) == 1:
        return nodes.pop()
    return tops.pop() if len(tops) == 1 and tops <= tree().keys() else None


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    same = sum(any(_is_form(word, known) for known in other) for word in one)
    return same / max(len(one), len(other))


def _is_form(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    return one == other or (shortest >= _STEM and one[:_STEM] == other[:_STEM])


def _parts(text: str) -> frozenset[str]:
    return frozenset(word for word in _LETTERS.findall(folded(text)) if len(word) > 1 and word not in _EMPTY)


def _known(words: Words) -> list[tuple[frozenset[str], str]]:
    told = [(_parts(word), node) for word, node in words.nodes.items()]
    return [(parts, node) for parts, node in (*told, *_titles()) if parts]


@cache
def _titles() -> tuple[tuple[frozenset[str], str], ...]:
    return tuple((_parts(category.title), code) for code, category in tree().items())
