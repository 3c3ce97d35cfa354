"""Tells Django that the room exists."""

from django.apps import AppConfig


class Audit(AppConfig):
    """Loggen"""

    name = "trygghjulet.foundation.audit"
    label = "audit"
    verbose_name = "Loggen"
