"""Tells Django that the room exists."""

from django.apps import AppConfig


class Cases(AppConfig):
    """Ärenden"""

    name = "trygghjulet.oversight.cases"
    label = "cases"
    verbose_name = "Ärenden"
