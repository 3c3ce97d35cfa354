"""Tells Django that the room exists."""

from django.apps import AppConfig


class Public(AppConfig):
    """Publikt"""

    name = "trygghjulet.public"
    label = "public"
    verbose_name = "Publikt"
