"""The matrix of a round: problems to choose among, criteria, each party's sheet, and what was agreed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.agreements.models import AgreedProblem
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.priorities.models.chosen import PriorityArea
from trygghjulet.steps.priorities.rules.criteria import GROUP_WORDS


class PriorityMatrix(Recorded):
    """The matrix that a round's choice is made with. Its stage follows from what has been done and the day."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="+")
    opened_on = models.DateField("poängsättningen öppnades", null=True, blank=True)
    show_on = models.DateField("läggs sida vid sida", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "matris"
        verbose_name_plural = "matriser"

    def __str__(self) -> str:
        return f"Matris, {self.round}"


class Criterion(Recorded):
    """A criterion of a round's matrix. The next round begins with those of the latest one."""

    matrix = models.ForeignKey(PriorityMatrix, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField("nyckel", max_length=40)
    group = models.CharField(
        "grupp", max_length=8, choices=[(group.value, words) for group, words in GROUP_WORDS.items()]
    )
    name = models.CharField("kriterium", max_length=60)
    question = models.CharField("fråga", max_length=200)
    order = models.PositiveSmallIntegerField("ordning")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier"
        constraints = (
            models.UniqueConstraint(fields=("matrix", "key"), name="criterion_key_once_in_a_matrix"),
        )

    def __str__(self) -> str:
        return self.name


class Candidate(Recorded):
    """A problem put up to choose among, and what became of it."""

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "", "Inte avgjort"
        CHOSEN = "chosen", "Prioriterat"
        NOT_CHOSEN = "not_chosen", "Inte prioriterat"

    matrix = models.ForeignKey(PriorityMatrix, on_delete=models.CASCADE, related_name="candidates")
    title = models.CharField("problem", max_length=160)
    about = models.TextField("vad det gäller", blank=True)
    category = models.CharField("räknas i lägesbilden som", max_length=120, blank=True)
    agreed_problem = models.ForeignKey(
        AgreedProblem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="i överenskommelsen",
    )
    order = models.PositiveSmallIntegerField("ordning")
    put_up_by = models.CharField("sattes upp av", max_length=120)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, blank=True)
    outcome_reason = models.TextField("skäl för utfallet", blank=True)
    priority = models.ForeignKey(
        PriorityArea, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "problem att välja bland"
        verbose_name_plural = "problem att välja bland"

    def __str__(self) -> str:
        return self.title


class Sheet(Recorded):
    """One party's scores, which nobody else sees until the sheets are laid side by side."""

    matrix = models.ForeignKey(PriorityMatrix, on_delete=models.CASCADE, related_name="sheets")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="part")
    handed_in_at = models.DateTimeField("lämnades in", null=True, blank=True)
    handed_in_by = models.CharField("lämnades in av", max_length=120, blank=True)

    class Meta:
        ordering = ("party__name",)
        verbose_name = "poängblad"
        verbose_name_plural = "poängblad"
        constraints = (
            models.UniqueConstraint(fields=("matrix", "party"), name="sheet_once_for_a_party_in_a_matrix"),
        )

    def __str__(self) -> str:
        return f"{self.party}, {self.matrix}"


class Judgement(Recorded):
    """The scores of one problem: a party's, or those agreed on where there is no sheet.

    `scores` holds, for each criterion's key, the step of the scale (None: can't be judged) and why.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="judgements")
    sheet = models.ForeignKey(
        Sheet, on_delete=models.CASCADE, null=True, blank=True, related_name="judgements"
    )
    scores = models.JSONField("poäng", default=dict)
    by_name = models.CharField("senast ändrat av", max_length=120)
    at = models.DateTimeField("senast ändrat")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = "bedömning"
        verbose_name_plural = "bedömningar"
        constraints = (
            models.UniqueConstraint(
                fields=("candidate", "sheet"),
                condition=Q(sheet__isnull=False),
                name="judgement_once_in_a_sheet",
            ),
            models.UniqueConstraint(
                fields=("candidate",), condition=Q(sheet__isnull=True), name="judgement_agreed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.candidate}, {self.sheet.party if self.sheet else 'gemensamt'}"
