"""Where files lie that have been handed in and not answered, and what was read from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from trygghjulet.foundation.access.rules import Membership, Permission, Role, Scope
from trygghjulet.steps.scanning.models import Delivery, Source

#: What a delivery is when its file is no longer needed.
ANSWERED: Final = (Delivery.State.ACCEPTED, Delivery.State.REJECTED, Delivery.State.UNDONE)
#: What a delivery is while a job has it.
WORKING: Final = (Delivery.State.RECEIVED, Delivery.State.READING, Delivery.State.ACCEPTING)

_SERVICE: Final = Role(
    "source_service",
    "Trygghjulet",
    "Hämtar, läser och godtar underlag åt den part som äger källan.",
    frozenset({Permission.DELIVER, Permission.ACCEPT}),
)
_ROWS, _KNOWN, _FAULTS = ".rows", ".known", ".faults"


def incoming() -> Path:
    """Where files wait as they were handed in."""
    return Path(settings.MEDIA_ROOT)


def rows_file(stored_as: str) -> Path:
    """The good rows, just as the store will keep them."""
    return incoming() / f"{stored_as}{_ROWS}"


def known_file(stored_as: str) -> Path:
    """Which of the rows aren't new, and in its heading what the reading came to; written last of all."""
    return incoming() / f"{stored_as}{_KNOWN}"


def faults_file(stored_as: str) -> Path:
    """Everything that was wrong."""
    return incoming() / f"{stored_as}{_FAULTS}"


def files_of(stored_as: str) -> Iterator[Path]:
    """The file that was handed in, and all that was read from it."""
    yield from (incoming() / f"{stored_as}{ending}" for ending in ("", _ROWS, _KNOWN, _FAULTS))


def scope_of_source(source: Source) -> Scope:
    """Trygghjulet itself, working for the party that owns a source: may hand in and accept there and nowhere else."""
    return Scope(
        user_id=None,
        user_name="Trygghjulet",
        memberships=(Membership(source.cooperation_id, source.party_id, "Trygghjulet", _SERVICE),),
    )
