"""Tells Django that the room exists, and the forums' agendas what the duties ask of them."""

from importlib import import_module

from django.apps import AppConfig


class Overview(AppConfig):
    """Översikt"""

    name = "trygghjulet.overview"
    label = "overview"
    verbose_name = "Översikt"

    def ready(self) -> None:
        # Models load after the apps.
        registry = import_module("trygghjulet.cooperation.forums.registry")
        registry.register(import_module(f"{self.name}.asked_of_forums").duties_of_forum)
        weeks = import_module(f"{self.name}.asked_of_weeks")
        registry.register(weeks.pictures_of_forum)
        registry.register_beside(weeks.pictures_of_meeting)
