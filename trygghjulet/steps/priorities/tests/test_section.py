"""A finding that a priority rests on is withheld from the public with the numbers it holds."""

from __future__ import annotations

import pytest

from trygghjulet.documents.html import html
from trygghjulet.documents.tree import BulletList, Document, Section
from trygghjulet.foundation.privacy.withholding import for_the_public
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import Ground
from trygghjulet.steps.priorities.section import words_of


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize(("count", "shown"), [(3, False), (12, True)])
def test_a_small_number_in_a_finding_does_not_reach_the_public(count: int, shown: bool) -> None:
    said = f"En plats vid torget har {count} händelser."
    finding = Finding(pk=1, statement=said, counts=[count])
    ground = Ground(reason="Den är liten.", finding=finding)
    report = Document("Rapport", (Section("Skäl", (BulletList((words_of(ground, {1: said}),)),)),))
    assert said in html(report)
    public = html(for_the_public(report, smallest=5))
    assert (said in public) is shown
    assert "Den är liten." in public
