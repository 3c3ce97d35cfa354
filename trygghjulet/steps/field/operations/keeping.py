"""Where photos lie: written whole before the row that names them, and taken away when no row does."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from trygghjulet.steps.field.models import Report
from trygghjulet.steps.field.rules.photos import bare


def photos() -> Path:
    """The folder of the photos, which no web server serves from."""
    return Path(settings.PHOTOS)


def keep_photo(content: bytes) -> str:
    """Write a photo, small and bare, under a name of its own; the name is what a report keeps.

    Raises:
        NoPhoto: it is no photo that can be taken.
    """
    small = bare(content)
    photos().mkdir(parents=True, exist_ok=True)
    name = f"{uuid4().hex}.jpg"
    path = photos() / name
    try:
        with path.open("xb") as file:
            file.write(small)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name


def drop_photo(name: str) -> None:
    """Take a photo away when what was written about it stands for good."""
    if name:
        transaction.on_commit(lambda: (photos() / name).unlink(missing_ok=True))


def sweep(*, older_than: datetime) -> int:
    """Take away photos that a crash left behind, which no report names.

    Args:
        older_than: younger files stay, for their report may be about to be written.

    Returns:
        How many were taken away.
    """
    if not photos().is_dir():
        return 0
    files = [path for path in photos().iterdir() if path.stat().st_mtime < older_than.timestamp()]
    named = set(Report.objects.exclude(photo="").values_list("photo", flat=True))
    lost = [path for path in files if path.name not in named]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)
