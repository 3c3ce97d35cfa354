"""Tells Django that the room exists."""

from django.apps import AppConfig


class Week(AppConfig):
    """Veckans läge"""

    name = "trygghjulet.steps.week"
    label = "week"
    verbose_name = "Veckans läge"
