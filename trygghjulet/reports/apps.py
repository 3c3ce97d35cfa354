"""Tells Django that the room exists, and answers for what rests on findings, causes and datasets."""

from django.apps import AppConfig


class Reports(AppConfig):
    """Rapporter"""

    name = "trygghjulet.reports"
    label = "reports"
    verbose_name = "Rapporter"

    def ready(self) -> None:
        from trygghjulet.foundation.ui.onward import register  # noqa: PLC0415  # models load after the apps
        from trygghjulet.reports.onward import (  # noqa: PLC0415  # the same
            from_causes,
            from_datasets,
            from_findings,
        )

        register("finding", from_findings)
        register("cause", from_causes)
        register("dataset", from_datasets)
