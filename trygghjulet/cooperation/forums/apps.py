"""Tells Django that the room exists."""

from django.apps import AppConfig


class Forums(AppConfig):
    """Forum"""

    name = "trygghjulet.cooperation.forums"
    label = "forums"
    verbose_name = "Forum"
