"""Tells Django that the room exists, what it keeps before rows go, and when owners are asked."""

from importlib import import_module

from django.apps import AppConfig

from trygghjulet.foundation.inbox import kinds
from trygghjulet.steps.scanning.rules import leaving


class Followup(AppConfig):
    """Uppföljning"""

    name = "trygghjulet.steps.followup"
    label = "followup"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        # What reads tables can be imported only when the installation is set up.
        keeping = import_module(f"{self.name}.operations.keeping")
        approving = import_module(f"{self.name}.operations.approving")
        jobs = import_module(f"{self.name}.jobs")
        timetable = import_module("trygghjulet.foundation.jobs.timetable")
        leaving.register("uppföljningens indikatorer", keeping.before_rows_go)
        kinds.register(
            kinds.Kind(
                approving.KIND,
                "Indikatorer som väntar på er",
                "När en indikator räknas ur era rader och andra ser siffrorna först när ni har godkänt det.",
            )
        )
        timetable.register(timetable.every("followup.asks", jobs.ask, minutes=60))
