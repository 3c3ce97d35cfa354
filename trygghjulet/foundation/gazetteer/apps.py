"""Tells Django that the room exists."""

from django.apps import AppConfig


class Gazetteer(AppConfig):
    """Platser"""

    name = "trygghjulet.foundation.gazetteer"
    label = "gazetteer"
    verbose_name = "Platser"
