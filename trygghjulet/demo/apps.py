"""Tells Django that the room exists."""

from django.apps import AppConfig


class Demo(AppConfig):
    """Exempelstaden"""

    name = "trygghjulet.demo"
    label = "demo"
    verbose_name = "Exempelstaden"
