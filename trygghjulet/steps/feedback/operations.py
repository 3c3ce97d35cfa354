"""Telling those concerned, and publishing."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.feedback.models import FeedbackItem, Publication
from trygghjulet.steps.measures.models import Measure
from trygghjulet.steps.picture.queries import picture_of


@operation
def plan_feedback(
    *,
    by: Scope,
    at: datetime,
    round: Round,
    receiver: str,
    message: str,
    channel: str,
    due: date,
    responsible: Function,
    measure: Measure | None = None,
) -> FeedbackItem:
    """Plan what is told to whom, how, by when and by whom.

    Raises:
        Denied: the person may not write feedback there.
        PersonalDataFound: the texts hold personal data.
        Refused: the responsible function or the measure is another cooperation's.
    """
    by.require(Permission.FEED_BACK, cooperation_id=round.cooperation_id, area_path=round.area.path)
    refuse_personal_data(receiver, message, channel)
    if responsible.cooperation_id != round.cooperation_id:
        raise Refused("Den ansvariga funktionen hör till en annan samverkan.")
    if measure is not None and measure.plan.round.cooperation_id != round.cooperation_id:
        raise Refused("Åtgärden hör till en annan samverkan.")
    item = FeedbackItem(
        round=round,
        receiver=receiver,
        message=message,
        channel=channel,
        due=due,
        responsible=responsible,
        measure=measure,
    )
    item.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="planerade återkoppling", subject=item)
    return item


@operation
def mark_sent(*, by: Scope, at: datetime, item: FeedbackItem, on: date) -> FeedbackItem:
    """Record that the feedback was given.

    Raises:
        Denied: the person may not write feedback there.
    """
    round = item.round
    by.require(Permission.FEED_BACK, cooperation_id=round.cooperation_id, area_path=round.area.path)
    item.sent_on = on
    item.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="gav återkoppling",
        subject=item,
        on=on.isoformat(),
    )
    return item


@operation
def publish(*, by: Scope, at: datetime, round: Round, title: str, body: str) -> Publication:
    """Open a round's report to the public, once its picture is adopted.

    Args:
        body: the report as a page, in which small counts are already withheld.

    Raises:
        Denied: the person may not publish there.
        Refused: the round's picture is not adopted.
    """
    by.require(Permission.PUBLISH, cooperation_id=round.cooperation_id, area_path=round.area.path)
    picture = picture_of(by, round=round)
    if picture is None or not picture.is_adopted:
        raise Refused("Lägesbilden är inte antagen. Bara det som ett forum har antagit publiceras.")
    publication = Publication(
        round=round,
        published_at=at,
        title=title,
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
    )
    publication.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="publicerade",
        subject=publication,
        sha256=publication.sha256,
    )
    return publication


@operation
def withdraw(*, by: Scope, at: datetime, publication: Publication) -> Publication:
    """Take a publication back from the public.

    Raises:
        Denied: the person may not publish there.
    """
    round = publication.round
    by.require(Permission.PUBLISH, cooperation_id=round.cooperation_id, area_path=round.area.path)
    publication.withdrawn_at = at
    publication.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="drog tillbaka", subject=publication)
    return publication
