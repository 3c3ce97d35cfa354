"""Tells Django that the room exists, when its rows go, and when its services are asked."""

from datetime import time
from importlib import import_module

from django.apps import AppConfig

from trygghjulet.foundation.inbox import kinds


class Scanning(AppConfig):
    """Kartläggning"""

    name = "trygghjulet.steps.scanning"
    label = "scanning"
    verbose_name = "Kartläggning"

    def ready(self) -> None:
        # A job can be declared only when the installation is set up.
        retention = import_module(f"{self.name}.jobs.retention")
        services = import_module(f"{self.name}.operations.later_services")
        pulling = import_module(f"{self.name}.operations.pulling")
        timetable = import_module("trygghjulet.foundation.jobs.timetable")
        kinds.register(
            kinds.Kind(
                pulling.PULL_FAILED,
                "Hämtningar som inte går",
                "När en källa som ni äger inte går att hämta från sin tjänst.",
            )
        )
        timetable.register(timetable.every("scanning.services", services.look_after, minutes=60))
        timetable.register(timetable.daily("scanning.purge", retention.purge, at=time(2, 30)))
