"""Tells Django that the room exists."""

from django.apps import AppConfig


class FeedbackRoom(AppConfig):
    """Återkoppling"""

    name = "trygghjulet.steps.feedback"
    label = "feedback"
    verbose_name = "Återkoppling"
