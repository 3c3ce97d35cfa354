"""Which other format a file that a source could not read is of, so that it is handed in where it belongs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.steps.scanning import registry

#: A larger file isn't tried: what is published in other formats is small.
_LARGEST: Final = 20 * MEBIBYTE
_EARTH: Final = (-180.0, -90.0, 180.0, 90.0)
_METRES: Final = 3006


def format_like(path: Path, *, file_name: str, but: str, today: date) -> registry.Format | None:
    """The one format whose files are like no other's that can read a file; None when none can, or it is too large.

    Args:
        but: the format that could not.
    """
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    given = registry.Circumstances(
        name=file_name,
        today=today,
        bounds=_EARTH,
        epsg=_METRES,
        limits=Limits(max_bytes=_LARGEST, max_unpacked_bytes=10 * _LARGEST),
    )
    for format in registry.formats():
        if format.distinct and format.key != but and file_name.lower().endswith(format.accepts):
            try:
                reading = format.read(path, given)
            except UnreadableFile:
                continue
            if reading.rows.height:
                return format
    return None


def format_like_sent(
    chunks: Iterable[bytes], *, file_name: str, but: str, today: date
) -> registry.Format | None:
    """As `format_like`, of a file that is not kept."""
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in chunks:
            kept.write(chunk)
        kept.flush()
        return format_like(Path(kept.name), file_name=file_name, but=but, today=today)
