"""A forum's self-evaluations: the questions, who is asked, the answers as counts only, and what was decided then."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trygghjulet.cooperation.evaluations.rules.asking import THEME_WORDS, Phase, phase
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Cooperation, Function

_THEMES = [(theme.value, words) for theme, words in THEME_WORDS.items()]


class SelfEvaluation(Recorded):
    """A forum's evaluation of itself a year. It can be answered from `opens_on` to `closes_on`."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="+")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+", verbose_name="forum")
    year = models.PositiveSmallIntegerField("år")
    opens_on = models.DateField("öppnar")
    closes_on = models.DateField("stänger")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-year", "forum__name")
        verbose_name = "självvärdering"
        verbose_name_plural = "självvärderingar"
        constraints = (
            models.UniqueConstraint(fields=("forum", "year"), name="self_evaluation_once_a_year"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="self_evaluation_closes_after_it_opens"
            ),
        )

    def __str__(self) -> str:
        return f"{self.forum}: självvärdering {self.year}"

    def phase(self, *, on: date) -> Phase:
        """Where it stands a day."""
        return phase(self.opens_on, self.closes_on, on=on)


class AskedFunction(Recorded):
    """A function whose holder is asked, and answers when signed in."""

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="asked")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("function__title", "pk")
        verbose_name = "tillfrågad funktion"
        verbose_name_plural = "tillfrågade funktioner"
        constraints = (
            models.UniqueConstraint(fields=("evaluation", "function"), name="function_asked_once"),
        )

    def __str__(self) -> str:
        return str(self.function)


class Invitation(Recorded):
    """A member without an account, by title and organisation and never by name, who answers at a secret address.

    The secret is kept hashed. That the invitation has been used is kept; what was answered through it is not.
    """

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="invitations")
    title = models.CharField("titel", max_length=120)
    organisation = models.CharField("organisation", max_length=120, blank=True)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    answered = models.BooleanField("har svarat", default=False)
    withdrawn_on = models.DateField("återkallad", null=True, blank=True)

    class Meta:
        ordering = ("title", "organisation", "pk")
        verbose_name = "inbjudan"
        verbose_name_plural = "inbjudningar"
        constraints = (
            models.CheckConstraint(
                condition=Q(answered=False) | Q(withdrawn_on__isnull=True),
                name="invitation_that_is_used_is_not_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title


class Answered(Recorded):
    """Somebody with an account has answered. Not when, and not what: nothing ties this to the counts."""

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="answered_by")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "den som har svarat"
        verbose_name_plural = "de som har svarat"
        constraints = (models.UniqueConstraint(fields=("evaluation", "user"), name="user_answers_once"),)

    def __str__(self) -> str:
        return f"Svar till {self.evaluation}"


class Statement(Recorded):
    """A statement of the questionnaire. `key` is what it is known by from year to year."""

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="statements")
    key = models.SlugField("nyckel", max_length=60)
    theme = models.CharField("om", max_length=12, choices=_THEMES)
    text = models.CharField("påstående", max_length=200)
    order = models.PositiveSmallIntegerField("ordning")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "påstående"
        verbose_name_plural = "påståenden"
        constraints = (models.UniqueConstraint(fields=("evaluation", "key"), name="statement_key_once"),)

    def __str__(self) -> str:
        return self.text


class Tally(Recorded):
    """How often an answer was given to a statement. All that is kept of the answers: no sheet, no order, no time."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="tallies")
    value = models.PositiveSmallIntegerField("svar")
    count = models.PositiveIntegerField("antal", default=0)

    class Meta:
        verbose_name = "räknade svar"
        verbose_name_plural = "räknade svar"
        constraints = (models.UniqueConstraint(fields=("statement", "value"), name="answer_counted_once"),)

    def __str__(self) -> str:
        return f"{self.statement}: {self.value}"


class Remarks(Recorded):
    """What was written in free words on a theme, in alphabetical order so that it tells nothing of who came first."""

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="remarks")
    theme = models.CharField("om", max_length=12, choices=_THEMES)
    texts: models.JSONField[Any, Any] = models.JSONField("texter", default=list)

    class Meta:
        ordering = ("pk",)
        verbose_name = "fria svar"
        verbose_name_plural = "fria svar"
        constraints = (
            models.UniqueConstraint(fields=("evaluation", "theme"), name="remarks_once_for_a_theme"),
        )

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.get_theme_display()}"


class PlanPoint(Recorded):
    """What an evaluation led to: something to change, by a function and a day. Together they are next year's plan."""

    class State(models.TextChoices):
        """Whether it was done."""

        OPEN = "open", "Inte avgjort"
        DONE = "done", "Gjort"
        NOT_DONE = "not_done", "Inte gjort"

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="points")
    text = models.CharField("vad som ska ändras", max_length=300)
    owner = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig funktion"
    )
    due = models.DateField("klart senast")
    state = models.CharField("läge", max_length=8, choices=State, default=State.OPEN)
    words = models.CharField("hur det gick", max_length=300, blank=True)
    judged_on = models.DateField("avgjort", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("due", "pk")
        verbose_name = "punkt i nästa års plan"
        verbose_name_plural = "nästa års plan"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", judged_on__isnull=True)
                | ~Q(state="open") & Q(judged_on__isnull=False),
                name="plan_point_is_judged_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.text


class ReportSent(Recorded):
    """A year's activity report was sent to somebody, such as the municipal executive board."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("år")
    to = models.CharField("till", max_length=120)
    on = models.DateField("skickad")

    class Meta:
        ordering = ("on", "pk")
        verbose_name = "utskick av verksamhetsberättelse"
        verbose_name_plural = "utskick av verksamhetsberättelse"
        constraints = (
            models.UniqueConstraint(fields=("forum", "year", "to"), name="report_sent_once_to_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.forum}: verksamhetsberättelse {self.year} till {self.to}"
