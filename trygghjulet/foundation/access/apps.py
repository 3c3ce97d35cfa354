"""Tells Django that the room exists."""

from django.apps import AppConfig


class Access(AppConfig):
    """Användare och rättigheter"""

    name = "trygghjulet.foundation.access"
    label = "access"
    verbose_name = "Användare och rättigheter"
