"""Tells Django that the room exists."""

from django.apps import AppConfig


class Forms(AppConfig):
    """Samverkansformer"""

    name = "trygghjulet.cooperation.forms"
    label = "forms"
    verbose_name = "Samverkansformer"
