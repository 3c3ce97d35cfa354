"""What allauth asks about accounts here: nobody opens an account by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are opened by someone who manages a cooperation."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False
