"""What a password must be, worded as advice to the person who chooses one."""

from __future__ import annotations

from django.contrib.auth import password_validation


class Long(password_validation.MinimumLengthValidator):
    """Long enough."""

    def get_help_text(self) -> str:
        return f"Använd minst {self.min_length} tecken, gärna några ord efter varandra."


class Uncommon(password_validation.CommonPasswordValidator):
    """Not one of those that everybody guesses first."""

    def get_help_text(self) -> str:
        return "Undvik lösenord som många använder."
