"""`trygghjulet found`: a municipality's own cooperation, with its areas and its first account."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command
from django.utils.text import slugify

from trygghjulet.cli.wording import refuse
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography.reading import ReadArea, read_areas
from trygghjulet.observations.findings import UnreadableFile


def run(given: argparse.Namespace) -> int:
    """Read the areas, found the cooperation and open the coordinator's account."""
    layers = [_areas(path, given.layer) for path in given.areas]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygghjulet.project.settings.base")
    django.setup()
    call_command("migrate", verbosity=0)
    # Tables can be named only when the installation is set up.
    from trygghjulet.foundation.parties.founding import FirstAccount, found_from_areas  # noqa: PLC0415

    password = secrets.token_urlsafe(12)
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
            first=FirstAccount(name=given.coordinator, email=given.email, password=password),
        )
    except Refused as refused:
        refuse(str(refused))
    sys.stdout.write(
        f"{given.name} är bildad med {sum(len(layer) for layer in layers)} områden. Adressen är /{slug}/.\n"
        f"{given.coordinator} loggar in med {given.email} och lösenordet {password}, och byter det sedan.\n"
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
