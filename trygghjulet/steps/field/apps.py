"""Tells Django that the room exists."""

from django.apps import AppConfig


class Field(AppConfig):
    """Fältrapporter"""

    name = "trygghjulet.steps.field"
    label = "field"
    verbose_name = "Fältrapporter"
