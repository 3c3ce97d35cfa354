"""Tells Django that the room exists."""

from django.apps import AppConfig


class Geography(AppConfig):
    """Områden"""

    name = "trygghjulet.foundation.geography"
    label = "geography"
    verbose_name = "Områden"
