"""Tells Django that the room exists."""

from django.apps import AppConfig


class Followup(AppConfig):
    """Uppföljning"""

    name = "trygghjulet.steps.followup"
    label = "followup"
    verbose_name = "Uppföljning"
