"""Tells Django that the room exists."""

from django.apps import AppConfig


class Scanning(AppConfig):
    """Kartläggning"""

    name = "trygghjulet.steps.scanning"
    label = "scanning"
    verbose_name = "Kartläggning"
