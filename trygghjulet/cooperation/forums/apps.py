"""Tells Django that the room exists, what messages it sends, and when tasks are reminded of."""

from datetime import time
from importlib import import_module

from django.apps import AppConfig

from trygghjulet.cooperation.forums.rules.minutes import KINDS as MINUTES_KINDS
from trygghjulet.cooperation.forums.rules.tasks import KINDS
from trygghjulet.foundation.inbox import kinds


class Forums(AppConfig):
    """Forum"""

    name = "trygghjulet.cooperation.forums"
    label = "forums"
    verbose_name = "Forum"

    def ready(self) -> None:
        for key, (title, sentence) in MINUTES_KINDS.items():
            kinds.register(kinds.Kind(key, title, sentence))
        for key, (title, sentence) in KINDS.items():
            kinds.register(kinds.Kind(key, title, sentence))
        kinds.register(
            kinds.Kind(
                "call", "Kallelser", "När du kallas till ett möte, och när det ändras eller ställs in."
            )
        )
        kinds.register(
            kinds.Kind(
                "papers_came",
                "Anteckningar från ett forum",
                "När ett annat forums anteckningar eller protokoll skickas till ett forum som du sitter i.",
            )
        )
        # A job can be declared only when the installation is set up.
        jobs = import_module(f"{self.name}.jobs")
        timetable = import_module("trygghjulet.foundation.jobs.timetable")
        timetable.register(timetable.daily("forums.remind", jobs.remind, at=time(7)))
