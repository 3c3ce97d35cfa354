"""Tells Django that the room exists, and when it clears up after itself."""

from datetime import time
from importlib import import_module

from django.apps import AppConfig


class Jobs(AppConfig):
    """Jobb"""

    name = "trygghjulet.foundation.jobs"
    label = "jobs"
    verbose_name = "Jobb"

    def ready(self) -> None:
        # A job can be declared only when the installation is set up.
        clearing = import_module(f"{self.name}.clearing")
        timetable = import_module(f"{self.name}.timetable")
        timetable.register(timetable.daily("jobs.clear", clearing.clear, at=time(3)))
