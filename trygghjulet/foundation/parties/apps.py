"""Tells Django that the room exists."""

from django.apps import AppConfig


class Parties(AppConfig):
    """Samverkan och parter"""

    name = "trygghjulet.foundation.parties"
    label = "parties"
    verbose_name = "Samverkan och parter"
