"""Which signs of a text can be written, and what stands in for those that can't."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

FONTS = Path(__file__).parent / "fonts"
STAND_IN = "□"
# Control characters, halves of surrogate pairs, code points that are no characters: XML has no room for them.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Line and direction controls can turn the order of a sentence, or split it, unseen.
UNSEEN = re.compile("[\u2028-\u202e\u2060-\u206f\ufeff]")

Part = TypeVar("Part")


def writable(part: Part) -> Part:
    """The part of a document, or its text, without the signs that no file or page can hold."""
    return _mapped(part, lambda text: UNSEEN.sub("", UNWRITABLE.sub("", text)))


def settable(part: Part) -> Part:
    """The part, with □ for each sign that the bundled font lacks: an accessible PDF must show every one."""
    lacking = _lacking()
    return _mapped(writable(part), lambda text: lacking.sub(STAND_IN, text))


@cache
def _lacking() -> re.Pattern[str]:
    spans = (line.split("-") for line in (FONTS / "covered.txt").read_text(encoding="ascii").split())
    covered = "".join(f"{re.escape(chr(int(a, 16)))}-{re.escape(chr(int(b, 16)))}" for a, b in spans)
    return re.compile(f"[^\t\n{covered}]")


def _mapped(part: Part, change: Callable[[str], str]) -> Part:
    """The part with every text in it changed."""
    changed: object = part
    if isinstance(part, str):
        # A word with a meaning of its own, such as the kind of a chart, is no text.
        changed = change(part) if type(part) is str else part
    elif isinstance(part, tuple):
        changed = tuple(_mapped(item, change) for item in part)
    elif is_dataclass(part) and not isinstance(part, type):
        # Outlines are thousands of numbers without a word among them.
        names = (field.name for field in fields(part) if field.name != "polygons")
        changed = replace(part, **{name: _mapped(getattr(part, name), change) for name in names})
    return cast(Part, changed)
