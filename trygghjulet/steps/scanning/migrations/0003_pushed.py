"""What other systems send by themselves."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scanning", "0002_sources_and_services")]

    operations = [
        migrations.CreateModel(
            name="Pushed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("request_id", models.CharField(max_length=100, verbose_name="avsändarens nummer")),
                ("content", models.JSONField(blank=True, default=dict, verbose_name="ärendet")),
                ("content_sha256", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField(verbose_name="mottagen")),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="lämnad vidare")),
                ("refusal", models.TextField(blank=True, verbose_name="varför den inte kunde läsas")),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="scanning.delivery",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="scanning.servicekey",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="scanning.source"
                    ),
                ),
            ],
            options={
                "verbose_name": "skickad anmälan",
                "verbose_name_plural": "skickade anmälningar",
                "ordering": ("received_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "request_id"), name="a_pushed_request_once_in_a_source"
                    )
                ],
            },
        ),
    ]
