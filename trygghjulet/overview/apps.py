"""Tells Django that the room exists."""

from django.apps import AppConfig


class Overview(AppConfig):
    """Översikt"""

    name = "trygghjulet.overview"
    label = "overview"
    verbose_name = "Översikt"
