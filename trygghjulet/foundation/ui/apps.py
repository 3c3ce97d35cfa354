"""Tells Django that the room exists."""

from django.apps import AppConfig


class Ui(AppConfig):
    """Utseendet"""

    name = "trygghjulet.foundation.ui"
    label = "ui"
    verbose_name = "Utseendet"
