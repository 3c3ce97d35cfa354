"""Tells Django that the room exists, and that what waits to be sent is looked after."""

from importlib import import_module

from django.apps import AppConfig


class Inbox(AppConfig):
    """Inkorgen"""

    name = "trygghjulet.foundation.inbox"
    label = "inbox"
    verbose_name = "Inkorgen"

    def ready(self) -> None:
        # A job can be declared only when the installation is set up.
        jobs = import_module(f"{self.name}.jobs")
        timetable = import_module("trygghjulet.foundation.jobs.timetable")
        timetable.register(timetable.every("inbox.look_after", jobs.look_after, minutes=15))
