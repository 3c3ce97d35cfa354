"""Tells Django that the room exists."""

from django.apps import AppConfig


class Priorities(AppConfig):
    """Prioriteringar"""

    name = "trygghjulet.steps.priorities"
    label = "priorities"
    verbose_name = "Prioriteringar"
