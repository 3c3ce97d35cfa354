"""Tells Django that the room exists."""

from django.apps import AppConfig


class Measures(AppConfig):
    """Åtgärder"""

    name = "trygghjulet.steps.measures"
    label = "measures"
    verbose_name = "Åtgärder"
