"""Tells Django that the room exists."""

from django.apps import AppConfig


class Law(AppConfig):
    """Lagen"""

    name = "trygghjulet.oversight.law"
    label = "law"
    verbose_name = "Lagen"
