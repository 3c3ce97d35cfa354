"""Tells Django that the room exists."""

from django.apps import AppConfig


class Reports(AppConfig):
    """Rapporter"""

    name = "trygghjulet.reports"
    label = "reports"
    verbose_name = "Rapporter"
