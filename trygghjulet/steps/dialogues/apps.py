"""Tells Django that the room exists."""

from django.apps import AppConfig


class Dialogues(AppConfig):
    """Dialoger och trygghetsvandringar"""

    name = "trygghjulet.steps.dialogues"
    label = "dialogues"
    verbose_name = "Dialoger och trygghetsvandringar"
