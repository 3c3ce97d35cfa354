"""What the room's writes have in common: the matter locked, and what its days must say."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.referrals.models import Referral
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope


def writable(by: Scope, referral: Referral) -> Referral:
    """The matter as it is saved, kept from others until the end."""
    Referral.objects.select_for_update().get(pk=referral.pk)
    saved = Referral.objects.select_related(
        "cooperation__area", "forum__area", "forum__cooperation__area", "decided_by"
    ).get(pk=referral.pk)
    by.require(Permission.RECORD_MEETINGS, cooperation_id=saved.cooperation_id, area_path=saved.area_path)
    return saved


def opened(by: Scope, referral: Referral) -> Referral:
    saved = writable(by, referral)
    if not saved.is_open:
        raise Refused("Ärendet är inte öppet längre. Öppna det igen om något blev fel.")
    return saved


def refuse_day(day: date, at: datetime, referral: Referral, what: str) -> None:
    if day > at.date():
        raise Refused(f"{what} {numbers.day(day)} har inte varit än. Ange en dag till och med i dag.")
    if day < referral.received_on:
        raise Refused(f"Ärendet kom in {numbers.day(referral.received_on)}. Ange en dag från och med då.")


def refuse(reason: str) -> None:
    if reason:
        raise Refused(reason)
