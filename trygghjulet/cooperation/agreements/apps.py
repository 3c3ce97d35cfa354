"""Tells Django that the room exists."""

from django.apps import AppConfig


class Agreements(AppConfig):
    """Överenskommelser"""

    name = "trygghjulet.cooperation.agreements"
    label = "agreements"
    verbose_name = "Överenskommelser"
