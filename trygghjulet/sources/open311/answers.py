"""What a system answered over the net: its requests without anything about people, or what it says is wrong."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.sources.open311.requests import requests_in


def dropped(body: bytes) -> list[dict[str, Any]]:
    """The requests of an answer, with the fields that we use and no others: the rest is not even kept in the file.

    Raises:
        ServiceFailure: the answer is something else.
    """
    if body.strip() in (b"[]", b"{}"):
        return []
    with tempfile.NamedTemporaryFile(suffix=".answer") as file:
        file.write(body)
        file.flush()
        try:
            return [dict(one) for one in requests_in(Path(file.name), name="svaret", limits=Limits()) if one]
        except UnreadableFile as wrong:
            if "inga ärenden" in wrong.finding.problem:
                return []
            raise ServiceFailure(
                f"Tjänsten svarade med något annat än ärenden. {wrong.finding.problem}"
            ) from wrong


def told_by(failure: ServiceFailure) -> ServiceFailure:
    """The failure with what the system itself says of it, where it answers as the standard has it."""
    if not failure.answer.strip():
        return failure
    try:
        dropped(failure.answer)
    except ServiceFailure as said:
        if "svarade nej" in str(said):
            words = str(said).partition("svarade nej")[2]
            return ServiceFailure(
                f"Tjänsten svarade nej{words}", status=failure.status, passing=failure.passing
            )
    return failure
