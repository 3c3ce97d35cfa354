"""Tells Django that the room exists."""

from django.apps import AppConfig


class Causes(AppConfig):
    """Orsaksanalys"""

    name = "trygghjulet.steps.causes"
    label = "causes"
    verbose_name = "Orsaksanalys"
