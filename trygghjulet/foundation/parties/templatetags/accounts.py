"""The accounts that the sign-in page of an example city offers."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from trygghjulet.foundation.parties.models import Holding

register = template.Library()


@register.inclusion_tag("parties/_demo_accounts.html", takes_context=True)
def demo_accounts(context: Context) -> dict[str, Any]:
    """Whom one can sign in as where all is made up; nobody elsewhere."""
    if not context["installation"].demo:
        return {"holdings": ()}
    # Addresses under .example belong to nobody: no real account is ever listed.
    holdings = Holding.objects.filter(user__email__endswith=".example", user__is_active=True)
    return {"holdings": holdings.select_related("user", "function").order_by("pk")}
