"""JSON read whole and strictly, as services answer with it."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Final

from trygghjulet.foundation.files.contents import Contents, recognise, refusal
from trygghjulet.foundation.files.delimited import decode
from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.observations.findings import SHOWN

#: A larger answer takes too much memory as a tree; no service gives one.
_MOST: Final = 64 * MEBIBYTE
#: The beginning of a character that JSON writes in two halves.
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
#: The sign that no database keeps as text, as JSON writes it.
_NOTHING: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def read_json(path: Path, *, name: str, limits: Limits, remedy: str) -> object:
    """What a JSON file holds.

    Args:
        path: where the file lies.
        name: what the person calls it.
        limits: how large it may be; never more than 64 MB.
        remedy: what to do when it is something else, a sentence.

    Raises:
        UnreadableFile: it is too large, of another kind, damaged or cut off.
    """
    smaller = Limits(
        max_bytes=min(limits.max_bytes, _MOST),
        max_rows=limits.max_rows,
        max_unpacked_bytes=limits.max_unpacked_bytes,
    )
    contents = recognise(path, name=name, limits=smaller)
    if contents is not Contents.JSON:
        raise refusal(name, f"Filen är {contents.value}, men här behövs JSON.", remedy)
    text = decode(path.read_bytes(), name=name).decode("utf-8")
    try:
        return loads(text)
    except (ValueError, RecursionError) as error:
        raise refusal(name, "Filen är inte giltig JSON: den är skadad eller avklippt.", remedy) from error


def loads(text: str) -> object:
    """What some JSON means; the sign that no database keeps as text is shown by another.

    Raises:
        ValueError: it is not JSON, or has half a character, which nothing could write again.
        RecursionError: it is nested without end.
    """
    found: object = json.loads(_NOTHING.sub(rf"\1{SHOWN}", text))
    if _HALF.search(text):
        json.dumps(found, ensure_ascii=False).encode()
    return found


def finite(value: object) -> float | None:
    """A number as JSON writes it; None for anything else, also for what is no number and what has no end."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
