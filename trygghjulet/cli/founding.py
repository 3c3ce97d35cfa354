"""`trygghjulet found`: a municipality's own cooperation, with its areas and its first accounts."""

from __future__ import annotations

import argparse
import secrets
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from trygghjulet.cli.installation import open_installation
from trygghjulet.cli.wording import refuse
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography.reading import ReadArea, read_areas
from trygghjulet.observations.findings import UnreadableFile


def run(given: argparse.Namespace) -> int:
    """Read the areas, found the cooperation and open the two coordinators' accounts."""
    layers = [_areas(path, given.layer) for path in given.areas]
    open_installation()
    # Tables can be named only when the installation is set up.
    from trygghjulet.foundation.access.models import User  # noqa: PLC0415
    from trygghjulet.foundation.parties.founding import FirstAccount, found_from_areas  # noqa: PLC0415

    first = FirstAccount(given.coordinator, given.email, secrets.token_urlsafe(12))
    police_first = FirstAccount(given.police_coordinator, given.police_email, secrets.token_urlsafe(12))
    known = {account.email for account in (first, police_first) if User.objects.knows(account.email)}
    slug = given.slug or slugify(given.place)
    try:
        found_from_areas(
            name=given.name,
            slug=slug,
            place=given.place,
            code=given.code,
            municipality=given.municipality,
            police=given.police,
            layers=layers,
            at=datetime.now(tz=ZoneInfo("Europe/Stockholm")),
            first=first,
            police_first=police_first,
        )
    except Refused as refused:
        refuse(str(refused))
    count = sum(len(layer) for layer in layers)
    sys.stdout.write(
        f"{given.name} är bildad med {count} {'område' if count == 1 else 'områden'}. Adressen är /{slug}/.\n"
    )
    for account in (first, police_first):
        sys.stdout.write(
            f"{account.email} hade redan ett konto och loggar in som förut.\n"
            if account.email in known
            else f"{account.name} loggar in med {account.email} och lösenordet {account.password}, "
            "och byter det sedan.\n"
        )
    return 0


def _areas(path: Path, layer: str | None) -> tuple[ReadArea, ...]:
    try:
        areas, findings = read_areas(path, name=path.name, limits=Limits(), layer=layer)
    except UnreadableFile as unreadable:
        refuse(str(unreadable))
    if not areas:
        refuse(f"Filen {path.name} har inget område som går att använda.")
    for finding in findings:
        sys.stderr.write(f"{path.name}: {finding}\n")
    return areas
