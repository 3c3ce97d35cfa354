"""Tells Django that the room exists."""

from django.apps import AppConfig


class Governance(AppConfig):
    """Styrande dokument"""

    name = "trygghjulet.cooperation.governance"
    label = "governance"
    verbose_name = "Styrande dokument"
