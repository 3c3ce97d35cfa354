"""Tells Django that the sources exist, and lets every one of them tell scanning what it can read."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class Sources(AppConfig):
    """Every folder here with a load.py is a source; adding one touches nothing else."""

    name = "trygghjulet.sources"
    label = "sources"
    verbose_name = "Källor"

    def ready(self) -> None:
        package = import_module(self.name)
        for found in iter_modules(package.__path__):
            if found.ispkg and any(
                m.name == "load" for m in iter_modules([f"{package.__path__[0]}/{found.name}"])
            ):
                import_module(f"{self.name}.{found.name}.load")
