"""When forums meet, what each meeting deals with, who was there, and where its notes and reports go."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from trygghjulet.cooperation.forums.models.bodies import Forum
from trygghjulet.cooperation.forums.models.seats import Appointment, TurnRule
from trygghjulet.cooperation.forums.rules.meetings import MeetingState
from trygghjulet.documents import numbers
from trygghjulet.foundation.audit.models import Recorded
from trygghjulet.foundation.parties.models import Party


class Meeting(Recorded):
    """A meeting of a forum. Planned first, then held or cancelled; or entered as held at once.

    Privacy: which party chaired, convened and took the notes, never which person.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = MeetingState.PLANNED.value, "Planerat"
        HELD = MeetingState.HELD.value, "Hållet"
        CANCELLED = MeetingState.CANCELLED.value, "Inställt"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="meetings")
    state = models.CharField("läge", max_length=10, choices=State)
    title = models.CharField("rubrik", max_length=160, blank=True)
    planned_on = models.DateField("planerat till", null=True, blank=True)
    held_on = models.DateField("hölls", null=True, blank=True)
    starts_at = models.TimeField("börjar", null=True, blank=True)
    ends_at = models.TimeField("slutar", null=True, blank=True)
    place = models.CharField("plats", max_length=160, blank=True)
    full_day = models.BooleanField("heldag", default=False)
    chaired_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="leddes av"
    )
    convened_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kallades av"
    )
    notes_by = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="anteckningar av",
    )
    call_sent_on = models.DateField("kallelsen skickad", null=True, blank=True)
    cancel_reason = models.CharField("varför det ställdes in", max_length=200, blank=True)
    call_words = models.TextField("ord i kallelsen", blank=True)
    signed_by_chair = models.CharField("kallelsen undertecknas av ordföranden", max_length=120, blank=True)
    signed_by_secretary = models.CharField(
        "kallelsen undertecknas av sekreteraren", max_length=120, blank=True
    )
    sequence = models.PositiveIntegerField("inbjudans ändring", default=0)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        ordering = (Coalesce("held_on", "planned_on").desc(), "-pk")
        verbose_name = "möte"
        verbose_name_plural = "möten"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="held", held_on__isnull=False)
                | Q(state__in=("planned", "cancelled"), planned_on__isnull=False, held_on__isnull=True),
                name="meeting_has_the_day_of_its_state",
            ),
            models.UniqueConstraint(
                fields=("forum", "planned_on"),
                condition=Q(state="planned"),
                name="meeting_planned_once_a_day",
            ),
            models.UniqueConstraint(
                fields=("forum", "held_on"), condition=Q(state="held"), name="meeting_held_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(call_sent_on__isnull=True)
                | Q(held_on__isnull=True)
                | Q(call_sent_on__lte=F("held_on")),
                name="meeting_is_called_before_it_is_held",
            ),
        )

    def __str__(self) -> str:
        return f"{self.forum} {numbers.day(self.on)}"

    @property
    def on(self) -> date:
        """The day that counts: when it was held, else when it is or was planned."""
        day = self.held_on or self.planned_on
        if day is None:  # the table's own constraint keeps this from happening
            raise ValueError("A meeting has no day.")
        return day


class TurnOverride(Recorded):
    """A meeting where another party than the one in turn takes the task, and why."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turn_overrides")
    what = models.CharField("vad", max_length=11, choices=TurnRule.What)
    in_turn = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="i tur")
    chosen = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="+", verbose_name="tar uppgiften"
    )
    reason = models.CharField("varför", max_length=200)

    class Meta:
        ordering = ("what",)
        verbose_name = "avsteg från turordningen"
        verbose_name_plural = "avsteg från turordningen"
        constraints = (
            models.UniqueConstraint(fields=("meeting", "what"), name="turn_override_once_a_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.chosen}"


class RaisedItem(Recorded):
    """A matter that one forum raises to another: from working group to preparatory group to steering group.

    It stands as waiting until it is on an agenda, and comes back to where it was raised with what was decided. A matter
    that is raised further leads to the one that it came from by `further_from`.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "Väntar"
        ON_AGENDA = "on_agenda", "På dagordningen"
        RAISED_FURTHER = "raised_further", "Lyft vidare"
        ANSWERED = "answered", "Besvarad"
        WITHDRAWN = "withdrawn", "Återtagen"

    from_forum = models.ForeignKey(
        Forum, on_delete=models.CASCADE, related_name="raised", verbose_name="från"
    )
    to_forum = models.ForeignKey(
        Forum, on_delete=models.CASCADE, related_name="raised_here", verbose_name="till"
    )
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("vad frågan gäller", blank=True)
    asks_for = models.TextField("vad som behövs", blank=True)
    raised_on = models.DateField("lyft")
    state = models.CharField("läge", max_length=14, choices=State, default=State.WAITING)
    answer = models.TextField("svar", blank=True)
    answered_on = models.DateField("besvarad", null=True, blank=True)
    further_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="raised_further_as"
    )

    class Meta:
        ordering = ("raised_on", "pk")
        verbose_name = "lyft fråga"
        verbose_name_plural = "lyfta frågor"
        constraints = (
            models.CheckConstraint(
                condition=~Q(from_forum=F("to_forum")), name="matter_is_raised_to_another_forum"
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_on__isnull=False)
                | (~Q(state="answered") & Q(answered_on__isnull=True)),
                name="answered_matter_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.title


class AgendaItem(Recorded):
    """A point on a meeting's agenda: a matter, a break or a meeting before the meeting.

    `number` is set for matters only and follows the order. `evidence_kind` and `evidence_what` say which duty is met
    when the point has been dealt with, in the words of the language of duties, with the properties it asks for; empty
    for most. Of the kind "meeting" the properties are the meeting's own, such as its topics.
    """

    class Kind(models.TextChoices):
        """What sort of point it is."""

        FORMAL = "formal", "Formalia"
        INFORMATION = "information", "Information"
        DISCUSSION = "discussion", "Samtal"
        DECISION = "decision", "Beslut"
        FOLLOW_UP = "follow_up", "Uppföljning"
        BREAK = "break", "Paus"
        PRE_MEETING = "pre_meeting", "Förmöte"

    class State(models.TextChoices):
        """What became of it."""

        TO_COME = "to_come", "Kommer"
        HANDLED = "handled", "Behandlad"
        CARRIED_OVER = "carried_over", "Flyttad till nästa möte"
        TABLED = "tabled", "Bordlagd"
        WITHDRAWN = "withdrawn", "Utgick"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveIntegerField("ordning")
    kind = models.CharField("slag", max_length=12, choices=Kind)
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("beskrivning", blank=True)
    proposal = models.TextField("förslag till beslut", blank=True)
    starts_at = models.TimeField("börjar", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minuter", null=True, blank=True)
    presenter = models.CharField("föredragande", max_length=160, blank=True)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    state = models.CharField("läge", max_length=12, choices=State, default=State.TO_COME)
    raised = models.ForeignKey(
        RaisedItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="lyft fråga",
    )
    carried_from = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name="flyttad från",
    )
    evidence_kind = models.CharField("slags skyldighet", max_length=20, blank=True)
    evidence_what = models.CharField("vad skyldigheten gäller", max_length=120, blank=True)
    evidence_having = models.JSONField("egenskaper som skyldigheten kräver", default=dict, blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "punkt på dagordningen"
        verbose_name_plural = "punkter på dagordningen"

    def __str__(self) -> str:
        return self.title

    @property
    def is_matter(self) -> bool:
        """Is it something to deal with, and so numbered? A break and a meeting before the meeting are not."""
        return self.kind not in (self.Kind.BREAK, self.Kind.PRE_MEETING)


class Paper(Recorded):
    """A paper that belongs to a point on the agenda: its title, registry number and where it is found."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField("handling", max_length=200)
    registry_number = models.CharField("diarienummer", max_length=40, blank=True)
    address = models.CharField("adress", max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "handling"
        verbose_name_plural = "handlingar"

    def __str__(self) -> str:
        return self.title


class Attendance(Recorded):
    """Somebody at a meeting: a member, a substitute in their place, an adjunct or a guest, or that they were away.

    A guest has no appointment, and is told by title and organisation. `serves` marks a substitute who serves in a
    member's place, and so votes.
    """

    class Presence(models.TextChoices):
        """Whether they were there."""

        PRESENT = "present", "Närvarande"
        PARTLY = "partly", "Delvis"
        ABSENT = "absent", "Frånvarande"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="attendance"
    )
    guest = models.CharField("gäst", max_length=160, blank=True)
    presence = models.CharField("närvaro", max_length=8, choices=Presence)
    serves = models.BooleanField("tjänstgör", default=False)
    serves_for = models.ForeignKey(
        Appointment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="i stället för",
    )
    stand_in = models.CharField("ersätts av", max_length=160, blank=True)
    part = models.CharField("vilken del", max_length=120, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "appointment"),
                condition=Q(appointment__isnull=False),
                name="attendance_once_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, guest="")
                | (Q(appointment__isnull=True) & ~Q(guest="")),
                name="attendance_is_a_member_or_a_guest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.who}: {self.get_presence_display()}"

    @property
    def who(self) -> str:
        """Who it is, as minutes say it."""
        return self.appointment.called if self.appointment else self.guest


class Note(Recorded):
    """A paragraph of a meeting's notes, under a point of the agenda or under the meeting as a whole.

    Several people write at once: each paragraph has its own revisions, and a text written on an older revision is
    joined with the newer one word by word, so that nobody's words are lost. `key` is chosen by the writer's device, so
    that what is sent twice is saved once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    key = models.UUIDField("nyckel", unique=True)
    text = models.TextField("text", blank=True)
    revision = models.PositiveIntegerField("ändring", default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField("skrevs")
    changed_at = models.DateTimeField("ändrades", db_index=True)
    struck = models.BooleanField("struken", default=False)

    class Meta:
        ordering = ("written_at", "pk")
        verbose_name = "anteckning"
        verbose_name_plural = "anteckningar"

    def __str__(self) -> str:
        return self.text[:60]


class NoteRevision(Recorded):
    """A text of a paragraph as it was saved, with what its writer sent: nothing that was acknowledged is ever gone."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField("ändring")
    text = models.TextField("text", blank=True)
    sent = models.TextField("som det skickades", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("när")

    class Meta:
        ordering = ("revision",)
        verbose_name = "anteckningens ändring"
        verbose_name_plural = "anteckningens ändringar"
        constraints = (models.UniqueConstraint(fields=("note", "revision"), name="note_revision_once"),)

    def __str__(self) -> str:
        return f"{self.note_id}, {self.revision}"


class Minutes(Recorded):
    """The minutes of a meeting on their way: being written, sent to be approved, approved. Approved, nothing changes.

    `content_sha256` is the hash of what was approved.
    """

    class State(models.TextChoices):
        """How far they have come."""

        WRITING = "writing", "Skrivs"
        FOR_APPROVAL = "for_approval", "Väntar på justering"
        APPROVED = "approved", "Justerade"

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    formal = models.BooleanField("protokoll", default=False)
    state = models.CharField("läge", max_length=12, choices=State, default=State.WRITING)
    secretary = models.CharField("vid protokollet", max_length=120, blank=True)
    chair = models.CharField("ordförande", max_length=120, blank=True)
    sent_for_approval_on = models.DateField("sändes för justering", null=True, blank=True)
    approved_on = models.DateField("justerades", null=True, blank=True)
    content_sha256 = models.CharField("innehållets kontrollsumma", max_length=64, blank=True)

    class Meta:
        verbose_name = "protokoll"
        verbose_name_plural = "protokoll"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="approved", approved_on__isnull=False)
                | (~Q(state="approved") & Q(approved_on__isnull=True)),
                name="approved_minutes_have_their_day",
            ),
        )

    def __str__(self) -> str:
        return f"{'Protokoll' if self.formal else 'Minnesanteckningar'} {self.meeting}"


class Approval(Recorded):
    """Somebody who is to approve a meeting's minutes (justerare): when they did, or what they want changed."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="approvals")
    by = models.CharField("justerare", max_length=160)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_on = models.DateField("justerade", null=True, blank=True)
    remark = models.TextField("anmärkning", blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "justering"
        verbose_name_plural = "justeringar"
        constraints = (models.UniqueConstraint(fields=("minutes", "by"), name="approver_once"),)

    def __str__(self) -> str:
        return self.by


class RoutingRule(Recorded):
    """Who is to have what from a forum, and when: notes after each meeting, a report each year.

    Exactly one of `to_forum` and `to` says who. `within_days` counts from the meeting; `yearly_by_month` and
    `yearly_by_day` tell the last day of what is sent once a year.
    """

    class What(models.TextChoices):
        """What is sent."""

        NOTES = "minnesanteckningar", "Minnesanteckningar"
        MINUTES = "protokoll", "Protokoll"
        REPORT = "rapport", "Rapport"
        INFORMATION = "information", "Information"

    class When(models.TextChoices):
        """What calls for it."""

        EACH_MEETING = "each_meeting", "Efter varje möte"
        BY_DECISION = "by_decision", "När forumet beslutar det"
        YEARLY = "yearly", "En gång om året"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="routing")
    what = models.CharField("vad", max_length=20, choices=What)
    when = models.CharField("när", max_length=14, choices=When)
    to_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="till forumet"
    )
    to = models.CharField("till någon annan", max_length=120, blank=True)
    within_days = models.PositiveSmallIntegerField("inom så många dagar", null=True, blank=True)
    yearly_by_month = models.PositiveSmallIntegerField("senast månad", null=True, blank=True)
    yearly_by_day = models.PositiveSmallIntegerField("senast dag", null=True, blank=True)
    clause = models.CharField("var det står", max_length=300, blank=True)
    since = models.DateField("från och med", null=True, blank=True)
    ended_on = models.DateField("upphörde", null=True, blank=True)

    class Meta:
        ordering = ("what", "pk")
        verbose_name = "sändlista"
        verbose_name_plural = "sändlistor"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_forum__isnull=False, to="") | (Q(to_forum__isnull=True) & ~Q(to="")),
                name="routing_leads_to_a_forum_or_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(when="yearly", yearly_by_month__isnull=False, yearly_by_day__isnull=False)
                | (~Q(when="yearly") & Q(yearly_by_month__isnull=True, yearly_by_day__isnull=True)),
                name="yearly_routing_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()} från {self.forum} till {self.receiver}"

    @property
    def receiver(self) -> str:
        """Who is to have it."""
        return self.to_forum.name if self.to_forum else self.to


class Dispatch(Recorded):
    """Something went from a forum to somebody: a meeting's notes or minutes, or a report that no meeting stands behind.

    Exactly one of `to_forum` and `to` says who. `received_on` is when the receiver confirmed it.
    """

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="dispatches")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="dispatches"
    )
    what = models.CharField("vad", max_length=20, choices=RoutingRule.What)
    rule = models.ForeignKey(
        RoutingRule, on_delete=models.SET_NULL, null=True, blank=True, related_name="dispatches"
    )
    to_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="till forumet"
    )
    to = models.CharField("till någon annan", max_length=120, blank=True)
    on = models.DateField("skickades")
    received_on = models.DateField("mottaget", null=True, blank=True)

    class Meta:
        ordering = ("on", "pk")
        verbose_name = "utskick"
        verbose_name_plural = "utskick"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_forum__isnull=False, to="") | (Q(to_forum__isnull=True) & ~Q(to="")),
                name="dispatch_goes_to_a_forum_or_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("on")),
                name="dispatch_is_received_after_it_is_sent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()} från {self.meeting or self.forum} till {self.receiver}"

    @property
    def receiver(self) -> str:
        """Who got it."""
        return self.to_forum.name if self.to_forum else self.to
