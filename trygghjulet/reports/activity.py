"""A forum's yearly activity report: meetings, what was dealt with, opinions, self-evaluation and next year's plan."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.evaluations.models import ReportSent
from trygghjulet.cooperation.evaluations.queries import (
    Activities,
    activities_of,
    evaluation_of,
    findings,
    members_of,
    previous,
    reports_sent,
)
from trygghjulet.cooperation.evaluations.rules.asking import Phase
from trygghjulet.cooperation.evaluations.section import plan_sections, results_section
from trygghjulet.cooperation.forums.models import Appointment, Forum, Meeting
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.cooperation.referrals.section import matters_table
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Column,
    ColumnKind,
    Document,
    Paragraph,
    Row,
    Section,
    Table,
)
from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.privacy.withholding import for_the_public
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.ways_out import Sheet, ways_out

#: The years that a report can be asked for.
_YEARS = range(2000, 2101)


def activity_document(scope: Scope, *, forum: Forum, year: int, on: date) -> Document:
    """The report of a year as it goes to the municipal executive board and the council, small counts withheld."""
    done = activities_of(scope, forum=forum, year=year)
    evaluation = evaluation_of(scope, forum=forum, year=year)
    members = members_of(scope, forum=forum, first=date(year, 1, 1), last=date(year, 12, 31))
    sections = [
        Section("Året i korthet", tuple(_in_short(forum, done, year, on)), anchor="i-korthet"),
        Section("Ledamöter", (_members(members),), anchor="ledamoter"),
        Section("Möten", tuple(_meetings(done, year)), anchor="moten"),
        Section("Det som behandlades", (_dealt(done, year),), anchor="behandlat"),
        Section("Remisser och yttranden", (_matters(done, year),), anchor="yttranden"),
    ]
    if evaluation is None:
        sections.append(
            Section(
                "Självvärdering",
                (Paragraph(f"Ingen självvärdering är gjord för {year}."),),
                anchor="sjalvvardering",
            )
        )
        sections += plan_sections(None, None)
    else:
        found = findings(scope, evaluation=evaluation, on=on)
        verb = "var" if evaluation.phase(on=on) is Phase.CLOSED else "är"
        asked = Paragraph(f"Frågorna {verb} öppna {numbers.days(evaluation.opens_on, evaluation.closes_on)}.")
        sections.append(Section("Självvärdering", (asked,), anchor="sjalvvardering"))
        sections += results_section(found, words=False, level=2)
        sections += plan_sections(evaluation, previous(scope, evaluation=evaluation))
    sent = list(reports_sent(scope, forum=forum, year=year))
    sections.append(Section("Berättelsens väg", (_ways(sent),), anchor="vag"))
    return for_the_public(
        Document(
            title=f"{forum}: verksamhetsberättelse {year}",
            subtitle=f"{forum.get_kind_display()}. {forum.cooperation.name}",
            facts=(
                ("Samverkan", forum.cooperation.name),
                ("Forum", forum.name),
                ("År", str(year)),
                ("Framtagen", numbers.day(on)),
            ),
            sections=tuple(sections),
        ),
        smallest=forum.cooperation.smallest_count,
    )


def _in_short(forum: Forum, done: Activities, year: int, on: date) -> list[Block]:
    blocks: list[Block] = []
    if on <= date(year, 12, 31):
        blocks.append(Paragraph(f"Året pågår. Berättelsen gäller till och med {numbers.day(on)}."))
    if forum.purpose:
        blocks.append(Paragraph(forum.purpose))
    met = _many(len(done.held), "möte", "möten")
    met = f"{forum} hade {met} {year}" if done.held else f"{forum} hade inget möte {year}"
    if done.cancelled:
        met += f", och {_many(len(done.cancelled), 'möte', 'möten')} ställdes in"
    sentences = [f"{met}."]
    if done.held:
        known = len(done.called)
        days = _many(done.call_days, "dag", "dagar")
        sentences.append(
            f"Kallelsen gick ut minst {days} före {len(done.called_in_time)} av {known} möten."
            if known
            else "När kallelserna gick ut är inte infört."
        )
    given = [
        one for one in done.matters if one.decided_on and not one.was_declined and one.decided_on.year == year
    ]
    sentences.append(
        f"{_many(len(given), 'yttrande', 'yttranden').capitalize()} avgavs."
        if given
        else "Inget yttrande avgavs."
    )
    blocks.append(Paragraph(" ".join(sentences)))
    return blocks


def _members(members: list[Appointment]) -> Block:
    """By title and organisation; a name only where the member is elected and acts in public."""
    told = []
    for one in members:
        where = f"{one.title}, {one.organisation}" if one.organisation else one.title
        name = f"{one.public_name}, " if one.public_name else ""
        party = f" ({one.political_party})" if one.political_party else ""
        office = f", {one.get_office_display().lower()}" if one.office else ""
        role = "" if one.role == Appointment.Role.MEMBER else f", {one.get_role_display().lower()}"
        told.append(f"{name}{where}{party}{office or role}")
    return BulletList(tuple(told)) if told else Paragraph("Ledamöterna är inte införda.")


def _meetings(done: Activities, year: int) -> list[Block]:
    rows = [
        Row((one.on, _state(one), one.call_sent_on, _in_time(one, done)))
        for one in sorted((*done.held, *done.planned, *done.cancelled), key=lambda one: one.on)
    ]
    if not rows:
        return [Paragraph("Inget möte är infört.")]
    return [
        Table(
            f"Möten {year}",
            (
                Column("Dag", ColumnKind.DATE),
                Column("Läge"),
                Column("Kallelsen skickad", ColumnKind.DATE),
                Column("I tid"),
            ),
            tuple(rows),
            period=str(year),
            definition=f"I tid: kallelsen gick ut minst {_many(done.call_days, 'dag', 'dagar')} före mötet.",
        )
    ]


def _state(meeting: Meeting) -> str:
    reason = f": {meeting.cancel_reason}" if meeting.cancel_reason else ""
    return f"{meeting.get_state_display()}{reason}"


def _in_time(meeting: Meeting, done: Activities) -> str:
    if meeting.state != Meeting.State.HELD or not meeting.call_sent_on:
        return numbers.MISSING
    return "Ja" if meeting in done.called_in_time else "Nej"


def _dealt(done: Activities, year: int) -> Block:
    if not done.dealt:
        return Paragraph("Vad som behandlades på mötena är inte infört.")
    rows = [
        Row((one.title, one.on, one.reference or numbers.MISSING, one.outcome or numbers.MISSING))
        for one in done.dealt
    ]
    return Table(
        f"Punkter och beslut {year}",
        (Column("Vad"), Column("Dag", ColumnKind.DATE), Column("Paragraf eller dnr"), Column("Utgång")),
        tuple(rows),
        period=str(year),
    )


def _matters(done: Activities, year: int) -> Block:
    if not done.matters:
        return Paragraph("Inget ärende kom in för yttrande.")
    return matters_table(done.matters, period=str(year))


def _ways(sent: list[ReportSent]) -> Block:
    if not sent:
        return Paragraph(
            "Berättelsen lämnas till kommunstyrelsen och kommunfullmäktige. Den är inte skickad än."
        )
    return BulletList(tuple(f"Skickad till {one.to} {numbers.day(one.on)}" for one in sent))


def _many(amount: int, one: str, several: str) -> str:
    return f"{numbers.number(amount)} {one if amount == 1 else several}"


def _sheet(here: Here, forum_id: int, year: int) -> Sheet:
    forum = get_object_or_404(forums(here.scope, cooperation=here.cooperation), pk=forum_id)
    if year not in _YEARS:
        raise Http404
    slug = here.cooperation.slug
    sent = Link("För in utskick", reverse("evaluations:report_sent", args=(slug, forum.pk, year)))
    return Sheet(
        activity_document(here.scope, forum=forum, year=year, on=here.today),
        trail=(Link("Självvärdering och verksamhetsberättelse", reverse("evaluations:index", args=(slug,))),),
        actions=(sent,) if here.may(Permission.RECORD_MEETINGS, forum.area_path) else (),
        contents=True,
    )


WAYS_OUT = ways_out("activity_report", _sheet)
