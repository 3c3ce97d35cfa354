"""Taking in a matter, changing what came in, and collecting views on it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Forum, ForumKind
from trygghjulet.cooperation.referrals.models import CollectedView, Referral
from trygghjulet.cooperation.referrals.operations._common import opened, refuse, refuse_day, writable
from trygghjulet.cooperation.referrals.rules import MatterState, not_ours
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation, Function, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class Content:
    """What came in, as a person writes it down; what is unknown stays empty."""

    kind: str
    title: str
    sender: str
    received_on: date
    plan_kind: str = ""
    registry_number: str = ""
    summary: str = ""
    answer_by: date | None = None
    forum: Forum | None = None
    operational: bool = False


@operation
def receive(
    *, by: Scope, at: datetime, cooperation: Cooperation, content: Content, about_individual: bool
) -> Referral:
    """Take in a matter that somebody asks for an opinion on.

    Args:
        about_individual: what was answered to whether it is about a certain person; such a matter is not taken in.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the matter is none of the cooperation's, its days don't hold together, or the forum is another's.
        PersonalDataFound: the texts hold personal data.
    """
    _refuse_unfit(by, at, cooperation, content)
    refuse(
        not_ours(
            about_individual=about_individual,
            operational=content.operational,
            strategic=_refuses_operational(content.forum),
            forum=str(content.forum or ""),
        )
    )
    referral = Referral(cooperation=cooperation, state=MatterState.RECEIVED.value, **_columns(content))
    referral.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="tog in", subject=referral, sender=content.sender)
    return referral


@operation
def change(*, by: Scope, at: datetime, referral: Referral, seen: int, content: Content) -> Referral:
    """Change what is written of what came in.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter what the forum, or the new forum, does.
        Stale: somebody else changed it meanwhile.
        Refused: its days don't hold together, the forum is another's or does not take such matters.
        PersonalDataFound: the texts hold personal data.
    """
    saved = writable(by, referral)
    _refuse_unfit(by, at, saved.cooperation, content)
    refuse_if_stale(seen=seen, now=saved.revision)
    refuse(
        not_ours(
            about_individual=False,
            operational=content.operational,
            strategic=_refuses_operational(content.forum),
            forum=str(content.forum or ""),
        )
    )
    if saved.decided_on is not None and content.received_on > saved.decided_on:
        raise Refused(f"Yttrandet beslutades {numbers.day(saved.decided_on)}. Ärendet kom in före det.")
    columns = _columns(content)
    changed = sorted(name for name, value in columns.items() if getattr(saved, name) != value)
    for name, value in columns.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="ändrade", subject=saved, changed=changed)
    return saved


@operation
def ask_view(
    *,
    by: Scope,
    at: datetime,
    referral: Referral,
    party: Party,
    function: Function | None = None,
    question: str = "",
    wanted_by: date | None = None,
) -> CollectedView:
    """Ask a party, and maybe one of its functions, for its view on a matter. The matter is then being prepared.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the opinion is given, the party or the function is another's, or is asked already.
        PersonalDataFound: the question holds personal data.
    """
    saved = opened(by, referral)
    refuse_personal_data(question)
    if not saved.cooperation.participations.filter(party=party).exists():
        raise Refused(f"{party} är inte part i den här samverkan.")
    if function is not None and (function.cooperation_id, function.party_id) != (
        saved.cooperation_id,
        party.pk,
    ):
        raise Refused(f"Funktionen {function.title} finns inte hos {party} i den här samverkan.")
    if CollectedView.objects.filter(referral=saved, party=party, function=function).exists():
        raise Refused("Den synpunkten är redan efterfrågad.")
    view = CollectedView(
        referral=saved, party=party, function=function, question=question, wanted_by=wanted_by
    )
    view.save()
    if saved.stands is MatterState.RECEIVED:
        saved.state = MatterState.PREPARING.value
        saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="bad om en synpunkt av", subject=view)
    return view


@operation
def write_view(
    *, by: Scope, at: datetime, view: CollectedView, seen: int, text: str, given_on: date
) -> CollectedView:
    """Write down the view that a party has given.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not enter what the forum does.
        Stale: somebody else changed it meanwhile.
        Refused: the opinion is given, nothing is written, the day has not come, or lies before the matter came in.
        PersonalDataFound: the text holds personal data.
    """
    referral = opened(by, view.referral)
    refuse_personal_data(text)
    if not text.strip():
        raise Refused("Skriv synpunkten, eller ta bort frågan om den inte längre behövs.")
    refuse_day(given_on, at, referral, "Synpunkten")
    saved = CollectedView.objects.select_for_update().get(pk=view.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    saved.text, saved.given_on = text, given_on
    saved.revision += 1
    saved.save()
    record(
        by=by, at=at, cooperation_id=referral.cooperation_id, act="förde in synpunkten från", subject=saved
    )
    return saved


@operation
def remove_view(*, by: Scope, at: datetime, view: CollectedView) -> None:
    """Take away a view that is no longer asked for.

    Raises:
        Denied: the person may not enter what the forum does.
        Refused: the opinion is given, or the view is already given and so belongs to the matter.
    """
    referral = opened(by, view.referral)
    saved = CollectedView.objects.select_for_update().get(pk=view.pk)
    if saved.given_on is not None:
        raise Refused("Synpunkten är lämnad och hör till ärendet. Den kan rättas men inte tas bort.")
    record(by=by, at=at, cooperation_id=referral.cooperation_id, act="tog bort frågan till", subject=saved)
    saved.delete()


def _columns(content: Content) -> dict[str, object]:
    return {field.name: getattr(content, field.name) for field in fields(content)}


def _refuse_unfit(by: Scope, at: datetime, cooperation: Cooperation, content: Content) -> None:
    forum = content.forum
    if forum is not None and forum.cooperation_id != cooperation.pk:
        raise Refused("Forumet hör inte till den här samverkan.")
    path = forum.area_path if forum else cooperation.area.path
    by.require(Permission.RECORD_MEETINGS, cooperation_id=cooperation.pk, area_path=path)
    refuse_personal_data(content.title, content.sender, content.registry_number, content.summary)
    if content.received_on > at.date():
        raise Refused("Ärendet kan inte ha kommit in efter i dag.")
    if content.answer_by is not None and content.answer_by < content.received_on:
        raise Refused("Sista dagen att svara ligger före dagen då ärendet kom in. Rätta en av dem.")
    if content.plan_kind and content.kind != Referral.Kind.PLANNING:
        raise Refused("Bara ett planärende har ett slag av plan. Ta bort det, eller välj planärende.")


def _refuses_operational(forum: Forum | None) -> bool:
    """Does the forum keep to direction and refuse how things are carried out? A strategic council always does."""
    return forum is not None and (forum.refuses_operational or forum.kind == ForumKind.STRATEGIC)
