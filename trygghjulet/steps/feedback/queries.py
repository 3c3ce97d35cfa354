"""Reading what goes back to whom, and what is public."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.feedback.models import FeedbackItem, Publication


def feedback(scope: Scope, *, round: Round) -> models.QuerySet[FeedbackItem]:
    """What is to be told, and has been, about the round."""
    return FeedbackItem.objects.filter(
        round=round, round__cooperation_id__in=scope.cooperation_ids
    ).select_related("measure", "responsible", "responsible__party")


def published(cooperation: Cooperation) -> list[Publication]:
    """What anyone may read: the newest standing publication of each round. Needs no scope, for it is public."""
    newest: dict[int, Publication] = {}
    for publication in Publication.objects.filter(
        round__cooperation=cooperation, withdrawn_at__isnull=True
    ).select_related("round", "round__area"):
        newest.setdefault(publication.round_id, publication)
    return list(newest.values())


def publications(scope: Scope, *, round: Round) -> models.QuerySet[Publication]:
    """Everything that was ever published of a round, newest first."""
    return Publication.objects.filter(round=round, round__cooperation_id__in=scope.cooperation_ids)
