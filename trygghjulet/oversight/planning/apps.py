"""Tells Django that the room exists."""

from django.apps import AppConfig


class Planning(AppConfig):
    """Mötesplanen"""

    name = "trygghjulet.oversight.planning"
    label = "planning"
    verbose_name = "Mötesplanen"
