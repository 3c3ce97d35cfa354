"""Finds the names of persons in a text: a first name and a surname together, or a surname after a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from trygghjulet.foundation.privacy.numbers import DAY_AFTER_NAME, real_day
from trygghjulet.foundation.privacy.sightings import Certainty, Found, Kind
from trygghjulet.foundation.privacy.surroundings import FORMAL, NAMED_AFTER, NAMED_BEFORE, TITLES
from trygghjulet.foundation.privacy.wordlists import (
    ambiguous,
    families_first,
    famous,
    first_names,
    not_surnames,
    ordinary,
    place_words,
    surnames,
    swedish_first_names,
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){0,3}")
#: How the ends of surnames look, also those in no list.
_SHAPE: Final = re.compile(
    r".{2,}(?:sson|sdotter|ström|berg|lund|gren|[qk]vist|quist|dahl|stedt|stådt|blad|holm|strand|stam|feldt|hjelm|crantz|"
    r"kranz|hammar|skiöld|sköld|hielm|oglu|oğlu|zadeh|ovic|ević|evic|ović|[csz]ić|[csz]ic|ski|sky|ska|czyk|escu|poulos|nen|"
    r"dottir|sen|yan|shvili|enko|zai|ullah|pour|nejad|lind|mark|lander|ander|ell|lin|din|én|ér|man|quist|löf|vall|fors|roth)"
)
_PLACE_END: Final = re.compile(
    r".*(?:gatan|vägen|torget|skolan|skola|gården|parken|platsen|plats|kyrkan|kyrka|kyrkogård|gata|väg|torg|hemmet|huset|bron|leden|gränd|backen|sjukhuset|"
    r"museet|salen|hallen|centrum|köping|hamn|stadion|arenan|stationen|priset|fonden|"
    r"kommun|nämnden|styrelsen|gruppen|rådet|polisen|chef|ledare|polis|samordnare|sekreterare|are|are|isten|ören|oren|ingen|"
    r"heten|tjänsten|verket|gymnasiet|gymnasium|bolaget|föreningen|stiftelsen|modellen|metoden|dagen|festivalen|loppet|veckan)"
)
_PARTICLES: Final = frozenset(
    ["von", "af", "de", "la", "el", "al", "bin", "van", "der", "di", "den", "du", "dos", "da", "ibn", "abu"]
)
_MOST_WORDS: Final = 6
_LONGEST_GIVEN: Final = 7


class _Word(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return self.text.casefold()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def names(text: str) -> Iterator[Found]:
    """Names of persons, and a day of birth right after one."""
    words = [_Word(match.group(), *match.span()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        found, used = _name_at(text, words, at)
        if found is not None:
            yield found
            yield from _born_after(text, found.end)
        elif words[at].is_capital and is_first(words[at].text) and words[at].folded not in ambiguous():
            yield from _born_after(text, words[at].end)
        at += used


def is_first(word: str) -> bool:
    """Is it a first name, or two with a hyphen?"""
    folded = word.casefold()
    if folded in first_names():
        return True
    head, _, tail = folded.partition("-")
    return bool(tail) and head in first_names() and tail in first_names()


def _name_at(text: str, words: list[_Word], at: int) -> tuple[Found | None, int]:
    """The name that begins at a word, and how many words to go on by."""
    word = words[at]
    last: int | None = None
    certainty, why = Certainty.LIKELY, ""
    if is_first(word.text):
        last, certainty = _after_first(text, words, at)
        why = "Ett förnamn och ett efternamn."
    if last is None and word.is_capital and len(word.text.replace("-", "")) <= 2 and word.text.isupper():
        last, certainty, why = (
            _after_initial(text, words, at),
            Certainty.LIKELY,
            "En initial och ett efternamn.",
        )
    if last is None and word.folded in FORMAL | TITLES:
        last, certainty, why = (
            _after_title(text, words, at),
            Certainty.LIKELY,
            "Ett efternamn efter en titel.",
        )
    if last is None and word.folded in families_first() and word.is_capital:
        last, certainty, why = (
            _after_family(text, words, at),
            Certainty.LIKELY,
            "Ett efternamn med ett förnamn efter.",
        )
    if last is None and word.is_capital and _surname(word) == "listed":
        last, certainty, why = _turned(text, words, at), Certainty.LIKELY, "Ett efternamn och ett förnamn."
    if last is None or not _is_private(text, words, at, last):
        return None, 1
    return Found(Kind.NAME, word.start, words[last].end, certainty, why), last - at + 1


def _after_first(text: str, words: list[_Word], at: int) -> tuple[int | None, Certainty]:
    """Where a name ends that begins with a first name: at its last surname."""
    first = words[at]
    last, sure = None, False
    either: int | None = (
        None  # a first name somewhere else, which after a first name here may well be a surname
    )
    for now in range(at + 1, min(at + _MOST_WORDS, len(words))):
        word = words[now]
        if not _adjacent(text, words[now - 1], word) or not _same_case(first, word):
            if word.folded in _PARTICLES and _adjacent(text, words[now - 1], word) and first.is_capital:
                continue
            break
        kind = _surname(word)
        if kind:
            last, sure = now, sure or kind == "listed"
        elif last is not None:
            break
        elif is_first(word.text) or len(word.text) == 1 or word.folded in _PARTICLES:
            if (
                len(word.text) > 1
                and word.folded not in swedish_first_names()
                and _may_be_unknown(first, word)
            ):
                either = now
            continue
        elif _may_be_unknown(first, word) and first.folded not in ambiguous():
            last = now
            break
        else:
            break
    if last is None and first.is_capital and first.folded not in ambiguous():
        last = either
    if last is None:
        return None, Certainty.LIKELY
    if not first.is_capital and not _is_plain_in_small(first, words[last]):
        return None, Certainty.LIKELY
    known = sure and first.is_capital and first.folded not in ambiguous()
    return last, Certainty.SURE if known else Certainty.LIKELY


def _after_initial(text: str, words: list[_Word], at: int) -> int | None:
    for now in range(at + 1, min(at + 4, len(words))):
        word = words[now]
        if text[words[now - 1].end : word.start] not in (" ", ". ", ".", ".-", "-"):
            return None
        if len(word.text) <= 2:
            continue
        folded = word.folded.removesuffix("s")
        # "I Rosenlund" is a place; with a full stop or a surname in -sson it is somebody.
        dotted = text[words[now - 1].end] != " "
        strong = _surname(word) == "listed" and (folded.endswith("sson") or (dotted and len(folded) > 5))
        return now if strong and word.is_capital and not _PLACE_END.fullmatch(word.folded) else None
    return None


def _after_title(text: str, words: list[_Word], at: int) -> int | None:
    if at + 1 >= len(words) or not _adjacent(text, words[at], words[at + 1]):
        return None
    word = words[at + 1]
    if not word.is_capital or is_first(word.text):
        return None
    kind = _surname(word)
    formal = words[at].folded in FORMAL and _may_be_unknown(words[at], word)
    return at + 1 if formal or kind else None


def _after_family(text: str, words: list[_Word], at: int) -> int | None:
    """Where a name ends that begins with the family's, as "Nguyen Van Anh": with one or two short words after it."""
    last = None
    for now in range(at + 1, min(at + 3, len(words))):
        word = words[now]
        fits = word.is_capital and not word.text.isupper() and len(word.text) <= _LONGEST_GIVEN
        if (
            not _adjacent(text, words[now - 1], word)
            or not fits
            or word.folded in not_surnames() | place_words()
        ):
            break
        last = now
    return last


def _turned(text: str, words: list[_Word], at: int) -> int | None:
    """Where a name ends that is written with the surname first."""
    if at + 1 >= len(words):
        return None
    word, then = words[at + 1], words[at].folded
    gap = text[words[at].end : word.start]
    plain_surname = then.endswith("sson") or (not is_first(words[at].text) and len(then) > 5)
    if not plain_surname or not word.is_capital or not is_first(word.text) or gap not in (", ", " "):
        return None
    if gap == " " and (word.folded in ambiguous() or not then.endswith("sson")):
        return None
    nobody_else = (
        at + 2 >= len(words) or not _adjacent(text, word, words[at + 2]) or not _surname(words[at + 2])
    )
    return at + 1 if nobody_else or not words[at + 2].is_capital else None


def _surname(word: _Word) -> str:
    """How a word is known as a surname: "listed", "shape" or not at all. Takes a genitive s away."""
    folded = word.folded
    forms = {folded, folded.removesuffix("s"), folded.removesuffix("'s").removesuffix("’s")}
    if any(form in surnames() for form in forms):
        return "listed"
    if "-" in folded:
        parts = folded.split("-")
        return (
            "listed"
            if all(part in surnames() or part.removesuffix("s") in surnames() for part in parts)
            else ""
        )
    if not word.is_capital or _PLACE_END.fullmatch(folded) or folded in not_surnames():
        return ""
    return "shape" if len(folded) > 5 and any(_SHAPE.fullmatch(form) for form in forms) else ""


def _may_be_unknown(first: _Word, word: _Word) -> bool:
    """Can a word with a capital, in no list, be a surname after this word?"""
    folded = word.folded
    parts = word.text.split("-")
    return (
        len(folded) > 2
        and all(part[:1].isupper() for part in parts)
        and (not word.text.isupper() or first.text.isupper())
        and folded not in not_surnames()
        and folded not in place_words()
        and not _PLACE_END.fullmatch(folded)
        and not _PLACE_END.fullmatch(folded.removesuffix("s"))
    )


def _is_plain_in_small(first: _Word, last: _Word) -> bool:
    """Two words in small letters are a name only where neither is anything else."""
    one = first.folded
    if len(one) < 4 or one in ambiguous() or one in ordinary():
        return False
    forms = [form for form in (last.folded, last.folded.removesuffix("s")) if form in surnames()]
    return any(len(form) > 2 and form not in ordinary() and form not in place_words() for form in forms)


def _is_private(text: str, words: list[_Word], at: int, last: int) -> bool:
    """Is it no street, school, firm, saint, saga or prize that is named after somebody?"""
    before = words[at - 1] if at else None
    if before is not None and before.folded in NAMED_BEFORE and _adjacent(text, before, words[at]):
        return False
    if (
        text[words[at].start - 4 : words[at].start] in ("S:t ", "S:ta")
        or text[words[last].end : words[last].end + 1] == "-"
    ):
        return False
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and _adjacent(text, words[last], after):
        after_genitive = words[last].folded.endswith("s") and after.folded in NAMED_AFTER
        if after_genitive or (after.is_capital and after.folded in place_words()):
            return False
    named = " ".join(word.folded for word in words[at : last + 1])
    return named not in famous() and named.removesuffix("s") not in famous()


def _born_after(text: str, end: int) -> Iterator[Found]:
    match = DAY_AFTER_NAME.match(text, end)
    if match and real_day(match["day"].replace("-", "")):
        yield Found(Kind.BIRTH, *match.span("day"), Certainty.LIKELY, "Ett datum direkt efter ett namn.")


def _adjacent(text: str, one: _Word, other: _Word) -> bool:
    gap = text[one.end : other.start]
    return gap in (" ", "  ", " \n", "\n") or (gap == ". " and len(one.text) == 1)


def _same_case(first: _Word, word: _Word) -> bool:
    return word.is_capital or not first.is_capital or (first.is_capital and bool(_ends_plainly(word)))


def _ends_plainly(word: _Word) -> bool:
    folded = word.folded.removesuffix("s")
    return folded in surnames() and folded.endswith("sson")
