"""Users: people who work in a cooperation, known by their e-mail address at work."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Users(BaseUserManager["User"]):
    """Finds users by e-mail, whatever the case of its letters."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def knows(self, email: str) -> bool:
        """Is there an account with the address?"""
        return self.filter(email__iexact=email).exists()


class User(AbstractBaseUser):
    """A person who signs in. The only persons the system knows of.

    Privacy: name and e-mail at work, kept while the account is open; the log keeps the name.
    """

    email = models.EmailField("e-post", unique=True)
    name = models.CharField("namn", max_length=120)
    is_active = models.BooleanField("kontot är öppet", default=True)
    is_operator = models.BooleanField("driver installationen", default=False)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name",)
        verbose_name = "användare"
        verbose_name_plural = "användare"

    def __str__(self) -> str:
        return self.name
