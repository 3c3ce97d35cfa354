"""Tells Django that the room exists."""

from django.apps import AppConfig


class AnnualWheel(AppConfig):
    """Årshjulet"""

    name = "trygghjulet.oversight.annual_wheel"
    label = "annual_wheel"
    verbose_name = "Årshjulet"
