"""Alternatives for the strategic council, and what people have answered, confirmed and marked about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import AgendaItem
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.oversight.strategic_council.rules.bodies import Theme
from trygghjulet.oversight.strategic_council.rules.criteria import (
    ABOUT,
    VERDICT_WORDS,
    Answer,
    Criterion,
    Verdict,
)


class Alternative(Recorded):
    """One way to have a strategic council: the forums that are it together, and what is planned to change.

    `bodies` are the forums' references: `forum-12` for the cooperation's own, `goteborg-2022/sops` for a blueprint's.
    `source` and `letter` say which alternative of a source it is, such as A in Göteborg's case of 2024. `chosen_on` is
    the day from which it is the municipality's strategic council; one at a time.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=120)
    bodies = models.JSONField("forum", default=list, blank=True)
    changes = models.TextField("planerade ändringar", blank=True)
    source = models.SlugField("ur mallen", max_length=80, blank=True)
    letter = models.CharField("bokstav i källan", max_length=2, blank=True)
    chosen_on = models.DateField("är det strategiska rådet från", null=True, blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        ordering = ("name",)
        verbose_name = "alternativ"
        verbose_name_plural = "alternativ"
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "name"), name="alternative_name_once"),
            models.UniqueConstraint(
                fields=("cooperation",), condition=Q(chosen_on__isnull=False), name="one_council_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CriterionNote(Recorded):
    """What a person answers about a criterion for an alternative. Never changed: a newer one counts before it.

    `bodies` are the forums that it was answered of, so that it is seen when the alternative has changed since. An
    answer that is withdrawn stays, with one after it that says so.
    """

    WITHDRAWN = "withdrawn"

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="notes")
    criterion = models.CharField(
        "kriterium", max_length=10, choices=[(one.value, about.title) for one, about in ABOUT.items()]
    )
    bodies = models.JSONField("forum", default=list, blank=True)
    verdict = models.CharField(
        "svar",
        max_length=10,
        choices=[
            *((one.value, word) for one, word in VERDICT_WORDS.items()),
            (WITHDRAWN, "Svaret återtaget"),
        ],
    )
    reason = models.TextField("varför")
    evidence = models.TextField("det som visar det", blank=True)
    entered_by = models.CharField("svarat av", max_length=120)
    entered_at = models.DateTimeField("svarat")

    class Meta:
        ordering = ("entered_at", "pk")
        verbose_name = "svar om ett kriterium"
        verbose_name_plural = "svar om kriterier"

    def __str__(self) -> str:
        return f"{self.get_criterion_display()}: {self.get_verdict_display()}"

    @property
    def answer(self) -> Answer | None:
        """The answer as the rules read it; None for one that withdraws."""
        if self.verdict == self.WITHDRAWN:
            return None
        return Answer(Verdict(self.verdict), self.reason, self.evidence, self.entered_by)

    @property
    def of(self) -> Criterion:
        """The criterion that it is about."""
        return Criterion(self.criterion)


class SeatJudgement(Recorded):
    """A person's word on whether a seat is held by somebody in a leading position; the latest counts.

    `ref` is the seat's, the appointment's or the blueprint's own. `leading` is None where the word is taken back.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField("plats", max_length=240)
    seat = models.CharField("platsen i ord", max_length=300)
    leading = models.BooleanField("ledande befattning", null=True)
    reason = models.TextField("varför")
    entered_by = models.CharField("av", max_length=120)
    entered_at = models.DateTimeField("när")

    class Meta:
        ordering = ("entered_at", "pk")
        verbose_name = "omdöme om en befattning"
        verbose_name_plural = "omdömen om befattningar"

    def __str__(self) -> str:
        return self.seat


class ItemMark(Recorded):
    """Which strategic questions a point on an agenda belonged to, as a person has marked it; the latest counts.

    No themes says that it was none of them.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    themes = models.JSONField("strategiska frågor", default=list, blank=True)
    entered_by = models.CharField("av", max_length=120)
    entered_at = models.DateTimeField("när")

    class Meta:
        ordering = ("entered_at", "pk")
        verbose_name = "märkning av en punkt"
        verbose_name_plural = "märkningar av punkter"

    def __str__(self) -> str:
        return str(self.item)

    @property
    def found(self) -> frozenset[Theme]:
        """The themes as the rules read them."""
        return frozenset(Theme(one) for one in self.themes)
