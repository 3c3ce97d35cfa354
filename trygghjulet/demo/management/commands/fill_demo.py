"""Fills an installation with the example city."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trygghjulet.demo.filling import PASSWORD, fill, refuse_if_in_use
from trygghjulet.demo.people import CAST
from trygghjulet.foundation.access.rules import ROLES, Refused


class Command(BaseCommand):
    """`manage.py fill_demo`, and what `trygghjulet demo` runs."""

    help = "Fyller installationen med exempelstaden Solvik."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            refuse_if_in_use()
        except Refused as refused:
            raise CommandError(str(refused), returncode=2) from refused
        filled = fill(seed=options["seed"], say=self.stdout.write)
        self.stdout.write(
            "Exempelstaden Solvik är fylld." if filled else "Exempelstaden fanns redan och är orörd."
        )
        self.stdout.write("Logga in som någon av dem, alla med lösenordet " + PASSWORD)
        for person in CAST:
            self.stdout.write(f"  {person.email:<24} {ROLES[person.role].title}: {person.title}")
