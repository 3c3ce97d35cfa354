"""Tells Django that the room exists."""

from django.apps import AppConfig


class Referrals(AppConfig):
    """Remisser och yttranden"""

    name = "trygghjulet.cooperation.referrals"
    label = "referrals"
    verbose_name = "Remisser och yttranden"
