"""Tells Django that the room exists."""

from django.apps import AppConfig


class Evaluations(AppConfig):
    """Självvärdering"""

    name = "trygghjulet.cooperation.evaluations"
    label = "evaluations"
    verbose_name = "Självvärdering"
