"""Deciding what the words of the material mean in the common tree of categories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.scanning.models import CategoryMapping
from trygghjulet.steps.scanning.queries.categories import vocabularies
from trygghjulet.steps.scanning.rules.categories import tree


@operation
def decide_categories(
    *, by: Scope, at: datetime, cooperation: Cooperation, reader: str, decisions: Mapping[str, str | None]
) -> int:
    """Say what words of a format mean, many at once. Drafts count them so; what is adopted stays as it is.

    Args:
        reader: the format's key.
        decisions: word → the code of its node; "" when it belongs nowhere; None takes a decision back, so that
            the format's own file holds again.

    Returns:
        How many words got another meaning.

    Raises:
        Denied: the person may not write in the picture of the whole cooperation.
        Refused: nothing is changed, a word is not in the material, or a node is not in the tree.
    """
    by.require(Permission.WRITE_PICTURE, cooperation_id=cooperation.pk)
    known = {
        word.given
        for one in vocabularies(by, cooperation=cooperation)
        if one.reader == reader
        for word in one.words
    }
    saved = {
        one.given: one
        for one in CategoryMapping.objects.select_for_update().filter(cooperation=cooperation, reader=reader)
    }
    changed: dict[str, str | None] = {}
    for given, node in decisions.items():
        if given not in known:
            raise Refused(
                f"Ordet {given} finns inte i underlaget. Ladda om sidan och välj bland dem som visas."
            )
        if node and node not in tree():
            raise Refused(f"Kategorin {node} finns inte. Välj i listan.")
        before = saved.get(given)
        if node is None and before is not None:
            before.delete()
            changed[given] = None
        elif node is not None and (before is None or before.node != node):
            mapping = before or CategoryMapping(cooperation=cooperation, reader=reader, given=given)
            mapping.node, mapping.decided_at, mapping.decided_by = node, at, by.user_name
            mapping.save()
            changed[given] = node
    if not changed:
        raise Refused("Inget ord har fått en ny betydelse. Välj en kategori för minst ett ord.")
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="avgjorde vad källornas ord betyder",
        subject=cooperation,
        format=reader,
        words=changed,
    )
    return len(changed)
