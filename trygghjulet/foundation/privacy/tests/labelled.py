"""The labelled sentences, in two halves, and how the guard does on one: recall and precision for each kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt
from pathlib import Path
from typing import Final

from trygghjulet.foundation.privacy.guard import Kind, look

_HERE: Final = Path(__file__).parent
#: The files of sentences, and whether their fields are sensitive, so that street addresses count.
FILES: Final = {
    "sentences_field.txt": True,
    "sentences_frame.txt": False,
    "sentences_more.txt": True,
    "sentences_held.txt": True,
}
#: Written to measure with only: every line of it is held out.
_HELD: Final = "sentences_held.txt"
_CODES: Final = {
    "p": Kind.IDENTITY,
    "f": Kind.BIRTH,
    "t": Kind.PHONE,
    "e": Kind.EMAIL,
    "r": Kind.PLATE,
    "k": Kind.ACCOUNT,
    "a": Kind.ADDRESS,
    "n": Kind.NAME,
}
#: A first name alone: somebody, but nothing that the guard promises to find.
_ALONE: Final = "x"
_LABEL: Final = re.compile(r"\{(?P<code>[pfterkanx]):(?P<text>[^}]+)\}")


class Half(StrEnum):
    """Which half of the sentences: the guard's lists and rules were made with one, and measured on the other."""

    TUNED = "tuned"
    HELD_OUT = "held_out"


@dataclass(frozen=True)
class Label:
    """What a person who read the sentence marked in it; `kind` is None for a first name alone."""

    kind: Kind | None
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence with its labels."""

    text: str
    sensitive: bool
    labels: tuple[Label, ...]


@dataclass
class Tally:
    """How many pieces were labelled and found, and how many were told and right."""

    labelled: int = 0
    found: int = 0
    told: int = 0
    right: int = 0


@dataclass
class Measured:
    """How the guard did on a half."""

    sentences: int = 0
    empty: int = 0
    empty_told: int = 0
    kinds: dict[str, Tally] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Tally:
        """All kinds together."""
        tallies = list(self.kinds.values())
        return Tally(
            *(sum(getattr(t, name) for t in tallies) for name in ("labelled", "found", "told", "right"))
        )


def sentences(half: Half | None = None) -> Iterator[Sentence]:
    """The sentences of a half, or all: every other line of each file belongs to each half, of one all to the same."""
    for name, sensitive in FILES.items():
        lines = [line for line in (_HERE / name).read_text("utf-8").splitlines() if line and line[0] != "#"]
        for number, line in enumerate(lines):
            own = Half.TUNED if number % 2 == 0 and name != _HELD else Half.HELD_OUT
            if half in (None, own):
                yield _read(line, sensitive=sensitive)


def measured(half: Half) -> Measured:
    """What the guard finds of what is labelled in a half, and what it tells that nobody labelled."""
    result = Measured(kinds={kind.value: Tally() for kind in Kind})
    for sentence in sentences(half):
        seen = look(sentence.text, sensitive=sentence.sensitive)
        result.sentences += 1
        result.empty += not sentence.labels
        result.empty_told += not sentence.labels and bool(seen)
        for label in sentence.labels:
            if label.kind is None:
                continue
            hit = any(s.kind is label.kind and s.start < label.end and label.start < s.end for s in seen)
            result.kinds[label.kind.value].labelled += 1
            result.kinds[label.kind.value].found += hit
            if not hit:
                result.missed.append(
                    f"{label.kind}: {sentence.text[label.start : label.end]} | {sentence.text}"
                )
        for s in seen:
            hit = any(
                label.kind in (None, s.kind) and s.start < label.end and label.start < s.end
                for label in sentence.labels
            )
            result.kinds[s.kind.value].told += 1
            result.kinds[s.kind.value].right += hit
            if not hit:
                result.wrong.append(f"{s.kind}: {s.text} | {sentence.text}")
    return result


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, p = 1.96, hits / of
    middle, half = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return max(0.0, (middle - half) / (1 + z * z / of)), min(1.0, (middle + half) / (1 + z * z / of))


def labelled_kinds() -> Counter[str]:
    """How many pieces of each kind are labelled in all the sentences."""
    return Counter(label.kind.value for s in sentences() for label in s.labels if label.kind is not None)


def _read(line: str, *, sensitive: bool) -> Sentence:
    text, labels, at = "", [], 0
    for match in _LABEL.finditer(line):
        text += line[at : match.start()]
        kind = None if match["code"] == _ALONE else _CODES[match["code"]]
        labels.append(Label(kind, len(text), len(text) + len(match["text"])))
        text += match["text"]
        at = match.end()
    return Sentence(text + line[at:], sensitive, tuple(labels))
