"""Tells Django that the room exists, what messages it sends, and when it takes away lost photos."""

from datetime import time
from importlib import import_module

from django.apps import AppConfig

from trygghjulet.foundation.inbox import kinds


class Field(AppConfig):
    """Fältrapporter"""

    name = "trygghjulet.steps.field"
    label = "field"
    verbose_name = "Fältrapporter"

    def ready(self) -> None:
        kinds.register(
            kinds.Kind("field_answer", "Svar på fältrapporter", "När något du har rapporterat får ett svar.")
        )
        # A job can be declared only when the installation is set up.
        jobs = import_module(f"{self.name}.jobs")
        timetable = import_module("trygghjulet.foundation.jobs.timetable")
        timetable.register(timetable.every("field.clear", jobs.clear, minutes=60))
        timetable.register(timetable.daily("field.let_go", jobs.let_go, at=time(2, 45)))
