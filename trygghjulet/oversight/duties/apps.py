"""Tells Django that the room exists."""

from django.apps import AppConfig


class Duties(AppConfig):
    """Skyldigheter"""

    name = "trygghjulet.oversight.duties"
    label = "duties"
    verbose_name = "Skyldigheter"
