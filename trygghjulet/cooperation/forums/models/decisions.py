"""What forums decide, with motions, votes and remarks; and the tasks that follow until they are closed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models.bodies import Forum
from trygghjulet.cooperation.forums.models.meetings import AgendaItem, Meeting
from trygghjulet.cooperation.forums.models.seats import Appointment
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Function, Party


class Decision(Recorded):
    """A matter that a forum decided, or tabled: at one of its meetings, or on a day that no meeting is entered for.

    `earlier` is the same matter when it was treated before, such as when it was tabled. `final_body` decides in the end
    where this forum only proposes; what it decided stays open until it is known. `evidence_what` says which decision of
    the duties' language this is; empty for most.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "open", "Inte avgjort"
        ADOPTED = "adopted", "Beslutat"
        REJECTED = "rejected", "Avslaget"
        TABLED = "tabled", "Bordlagt"
        RECOMMITTED = "recommitted", "Återremitterat"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="punkt",
    )
    on = models.DateField("dag")
    paragraph = models.CharField("paragraf", max_length=20, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    title = models.CharField("ärende", max_length=200)
    outcome = models.CharField("utgång", max_length=11, choices=Outcome, default=Outcome.OPEN)
    text = models.TextField("beslut", blank=True)
    grounds = models.TextField("skäl", blank=True)
    papers = models.TextField("handlingar", blank=True)
    earlier = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="later",
        verbose_name="tidigare behandling",
    )
    earlier_words = models.CharField("tidigare behandling i ord", max_length=200, blank=True)
    final_body = models.CharField("avgörs slutligt av", max_length=120, blank=True)
    final_on = models.DateField("avgjordes slutligt", null=True, blank=True)
    final_text = models.TextField("slutligt beslut", blank=True)
    final_outcome = models.CharField("slutlig utgång", max_length=11, choices=Outcome, blank=True)
    evidence_what = models.CharField("vad skyldigheten gäller", max_length=120, blank=True)
    evidence_having = models.JSONField("egenskaper som skyldigheten kräver", default=dict, blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        constraints = (
            models.UniqueConstraint(
                fields=("forum", "on", "paragraph"), condition=~Q(paragraph=""), name="paragraph_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.paragraph} {self.title}".strip()


class Motion(Recorded):
    """Somebody's proposal in a matter (yrkande): a proposal for a decision, an addition, or for or against another.

    `about` is the motion that an approval, a rejection or an addition speaks of.
    """

    class Kind(models.TextChoices):
        """What it asks for."""

        PROPOSAL = "proposal", "Förslag till beslut"
        MOTION = "motion", "Yrkande"
        ADDITIONAL = "additional", "Tilläggsyrkande"
        APPROVAL = "approval", "Bifall"
        REJECTION = "rejection", "Avslag"
        TABLING = "tabling", "Bordläggning"
        RECOMMITTAL = "recommittal", "Återremiss"

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "", "Inte prövat"
        CARRIED = "carried", "Bifallet"
        LOST = "lost", "Avslaget"
        WITHDRAWN = "withdrawn", "Återtaget"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="motions")
    kind = models.CharField("slag", max_length=11, choices=Kind)
    made_by = models.CharField("av", max_length=200)
    made_on = models.DateField("dag", null=True, blank=True)
    text = models.TextField("innehåll", blank=True)
    about = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name="gäller",
    )
    outcome = models.CharField("utgång", max_length=9, choices=Outcome, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "yrkande"
        verbose_name_plural = "yrkanden"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} från {self.made_by}"


class Vote(Recorded):
    """A vote (omröstning) in a matter: what yes and no mean, what the chair declared, and each member's ballot.

    The counts that were declared are kept beside the ballots, so that both can be told when they differ.
    """

    class Kind(models.TextChoices):
        """Which vote it is."""

        MAIN = "main", "Huvudvotering"
        COUNTER = "counter", "Votering om motförslag"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votes")
    kind = models.CharField("slag", max_length=8, choices=Kind, default=Kind.MAIN)
    proposition = models.TextField("voteringsproposition")
    yes_for = models.ForeignKey(
        Motion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ja är för"
    )
    no_for = models.ForeignKey(
        Motion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nej är för"
    )
    declared_yes = models.PositiveSmallIntegerField("ja enligt protokollet", null=True, blank=True)
    declared_no = models.PositiveSmallIntegerField("nej enligt protokollet", null=True, blank=True)
    declared_abstaining = models.PositiveSmallIntegerField("avstår enligt protokollet", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "omröstning"
        verbose_name_plural = "omröstningar"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} i {self.decision}"


class Ballot(Recorded):
    """How one member voted: told by party and number, or by name where the member is elected and acts in public."""

    class Choice(models.TextChoices):
        """What was answered."""

        YES = "yes", "Ja"
        NO = "no", "Nej"
        ABSTAINS = "abstains", "Avstår"
        ABSENT = "absent", "Frånvarande"

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    voter = models.CharField("ledamot", max_length=120)
    political_party = models.CharField("parti", max_length=20, blank=True)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ledamot"
    )
    choice = models.CharField("röst", max_length=8, choices=Choice)
    serving_substitute = models.BooleanField("tjänstgörande ersättare", default=False)
    chairs = models.BooleanField("ordförande", default=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = "röst"
        verbose_name_plural = "röster"
        constraints = (models.UniqueConstraint(fields=("vote", "voter"), name="ballot_once_a_voter"),)

    def __str__(self) -> str:
        return f"{self.voter}: {self.get_choice_display()}"


class Remark(Recorded):
    """A reservation, a statement or a note to the minutes in a matter."""

    class Kind(models.TextChoices):
        """What it is."""

        RESERVATION = "reservation", "Reservation"
        STATEMENT = "statement", "Yttrande"
        NOTE = "note", "Protokollsanteckning"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField("slag", max_length=11, choices=Kind)
    by = models.CharField("av", max_length=300)
    on = models.DateField("skrivelsens dag", null=True, blank=True)
    in_favour_of = models.ForeignKey(
        Motion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="till förmån för",
    )
    text = models.TextField("innehåll", blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "reservation eller anteckning"
        verbose_name_plural = "reservationer och anteckningar"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} av {self.by}"


class Extract(Recorded):
    """An extract from the minutes (protokollsutdrag) that somebody is to have, and when it went."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="extracts")
    to = models.CharField("till", max_length=160)
    sent_on = models.DateField("skickat", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "protokollsutdrag"
        verbose_name_plural = "protokollsutdrag"
        constraints = (models.UniqueConstraint(fields=("decision", "to"), name="extract_once_a_receiver"),)

    def __str__(self) -> str:
        return f"{self.decision} till {self.to}"


class Task(Recorded):
    """Something that somebody is to do after a meeting, followed until it is closed.

    The owner is a function, so that the task survives a change of person, or is told in words. An open task comes back
    on the agenda of the forum's next meeting by itself. Minutes say the last day that it was given with, also when it
    has been moved since.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "Öppen"
        DONE = "done", "Klar"
        STOPPED = "stopped", "Avbruten"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="tasks")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="från mötet",
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="följer av",
    )
    text = models.CharField("uppgift", max_length=300)
    owner = models.ForeignKey(
        Function,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig funktion",
    )
    owner_words = models.CharField("ansvarig, om ingen funktion finns", max_length=160, blank=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="part"
    )
    given_on = models.DateField("gavs")
    due = models.DateField("klar senast", null=True, blank=True)
    due_when_given = models.DateField("klar senast, när den gavs", null=True, blank=True)
    state = models.CharField("läge", max_length=7, choices=State, default=State.OPEN)
    closed_on = models.DateField("stängdes", null=True, blank=True)
    outcome = models.TextField("vad det blev", blank=True)

    class Meta:
        ordering = ("due", "pk")
        verbose_name = "uppgift"
        verbose_name_plural = "uppgifter"
        constraints = (
            models.CheckConstraint(
                condition=Q(owner__isnull=False, owner_words="")
                | (Q(owner__isnull=True) & ~Q(owner_words="")),
                name="task_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="closed_task_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def owned_by(self) -> str:
        """Who is to do it."""
        return str(self.owner) if self.owner else self.owner_words


class TaskNote(Recorded):
    """What was said of a task at a meeting or between meetings: how it goes."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="told")
    on = models.DateField("dag")
    text = models.TextField("hur det går")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("on", "pk")
        verbose_name = "läget för uppgiften"
        verbose_name_plural = "läget för uppgiften"

    def __str__(self) -> str:
        return f"{self.on}: {self.text[:40]}"
