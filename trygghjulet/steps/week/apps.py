"""Tells Django that the room exists, what it sends, what it asks of forums, and when drafts are made."""

from datetime import time
from importlib import import_module

from django.apps import AppConfig

from trygghjulet.foundation.inbox import kinds


class Week(AppConfig):
    """Veckans läge"""

    name = "trygghjulet.steps.week"
    label = "week"
    verbose_name = "Veckans läge"

    def ready(self) -> None:
        kinds.register(
            kinds.Kind(
                "week_picture",
                "Veckans läge",
                "När ett forum som du sitter i, eller som du har rapporterat till, har beslutat om veckans läge.",
            )
        )
        # A job can be declared only when the installation is set up, and models load after the apps.
        jobs = import_module(f"{self.name}.jobs")
        timetable = import_module("trygghjulet.foundation.jobs.timetable")
        timetable.register(timetable.daily("week.draft", jobs.draft_pictures, at=time(5, 30)))
