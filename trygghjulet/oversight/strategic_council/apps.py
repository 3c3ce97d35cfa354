"""Tells Django that the room exists."""

from django.apps import AppConfig


class StrategicCouncil(AppConfig):
    """Strategiskt råd"""

    name = "trygghjulet.oversight.strategic_council"
    label = "strategic_council"
    verbose_name = "Strategiskt råd"
