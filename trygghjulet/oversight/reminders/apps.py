"""Tells Django that the room exists, what kinds of reminders there are, and when they are sent."""

from datetime import time
from importlib import import_module

from django.apps import AppConfig

from trygghjulet.foundation.inbox import kinds
from trygghjulet.oversight.reminders.rules import KINDS


class Reminders(AppConfig):
    """Påminnelser"""

    name = "trygghjulet.oversight.reminders"
    label = "reminders"
    verbose_name = "Påminnelser"

    def ready(self) -> None:
        for key, (title, sentence) in KINDS.items():
            kinds.register(kinds.Kind(key, title, sentence))
        # A job can be declared only when the installation is set up.
        jobs = import_module(f"{self.name}.jobs")
        timetable = import_module("trygghjulet.foundation.jobs.timetable")
        timetable.register(timetable.daily("reminders.remind", jobs.remind, at=time(7)))
