"""The files as they were handed in, and beside each what was read from it; kept until the delivery is answered."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from trygghjulet.observations import store
from trygghjulet.steps.scanning.models import Dataset, Delivery
from trygghjulet.steps.scanning.queries import ANSWERED, files_of, incoming


@dataclass(frozen=True)
class Kept:
    """A file that has been handed in, whole on disk."""

    path: Path
    size: int
    sha256: str


def keep(chunks: Iterable[bytes], *, check: Callable[[str], object]) -> Kept:
    """Write what comes to a file of its own that is whole or absent; stops when the limit is passed.

    Args:
        check: told the content's sha256 before the file is pressed down on disk; what it raises takes the file away.
    """
    incoming().mkdir(parents=True, exist_ok=True)
    path = incoming() / uuid.uuid4().hex
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                digest.update(chunk)
                file.write(chunk)
                if size > settings.DELIVERY_MAX_BYTES:
                    break  # the reader refuses the file for its size; the rest need not be kept
            check(digest.hexdigest())
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Kept(path, size, digest.hexdigest())


def clear(stored_as: str) -> None:
    """Take away a file that was handed in and all that was read from it: the delivery is answered."""
    for path in files_of(stored_as):
        path.unlink(missing_ok=True)


def sweep(*, older_than: datetime) -> int:
    """Take away files that nothing needs: what a crash left behind, and what belongs to answered deliveries.

    Args:
        older_than: younger files stay, for their row may be about to be written.

    Returns:
        How many files were taken away.
    """
    known = set(Dataset.objects.filter(purged_at__isnull=True).values_list("sha256", flat=True))
    removed = len(store.sweep(Path(settings.OBSERVATIONS), known, older_than))
    waiting = set(Delivery.objects.exclude(state__in=ANSWERED).values_list("stored_as", flat=True))
    for path in incoming().iterdir() if incoming().is_dir() else ():
        if path.name.partition(".")[0] not in waiting and path.stat().st_mtime < older_than.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed
