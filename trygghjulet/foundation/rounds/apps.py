"""Tells Django that the room exists."""

from django.apps import AppConfig


class Rounds(AppConfig):
    """Varv"""

    name = "trygghjulet.foundation.rounds"
    label = "rounds"
    verbose_name = "Varv"
