"""Tells Django that the room exists."""

from django.apps import AppConfig


class PictureRoom(AppConfig):
    """Lägesbild"""

    name = "trygghjulet.steps.picture"
    label = "picture"
    verbose_name = "Lägesbild"
