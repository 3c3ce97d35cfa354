"""A cooperation's year: its duties, meetings, own processes and seasons as one, and the calendars of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import cache
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.queries import countable
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import cooperations, scope_of
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.planning.ending import endings
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.oversight.annual_wheel.models import CalendarFeed, OwnProcess
from trygghjulet.oversight.annual_wheel.rules.season import Months, Run, season_entries, standing_out
from trygghjulet.oversight.annual_wheel.rules.year import (
    Choice,
    Entry,
    Links,
    OwnSpan,
    Year,
    gather,
    identity,
    joined,
    own_entries,
)
from trygghjulet.oversight.duties.queries import Arrangement, Names, arrangement
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.queries import crime_datasets, note_of
from trygghjulet.steps.picture.rules.coverage import Held, held_by, missing
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.scanning.queries import paths_of

#: Whole years that a season is seen in: as many as the material holds, and at least two.
_YEARS_BACK = (5, 4, 3, 2)
#: Seasons are sought for all incidents and for the commonest categories, so that the ring can be read.
_PROBLEMS = 4
_A_WEEK = 7 * 24 * 3600


@dataclass(frozen=True)
class Wheel:
    """A cooperation's entries of some years, with what they can be chosen by: ids and what they are called.

    `unread` lists duties that could not be read, with why; `endings` the documents that bind no longer when a year is
    over, with their last days.
    """

    entries: tuple[Entry, ...]
    season_note: str
    forums: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    functions: tuple[tuple[str, str], ...]
    mine: Choice
    unread: tuple[str, ...] = ()
    endings: Mapping[int, tuple[tuple[str, date], ...]] = field(default_factory=dict)

    def year(self, number: int) -> Year:
        """One year of it."""
        return Year(number, self.entries, self.season_note)

    def named(self, choice: Choice) -> str:
        """What a choice shows, in words."""
        said = [
            dict(options).get(value, value)
            for options, value in (
                (self.forums, choice.forum),
                (self.parties, choice.party),
                (self.functions, choice.function),
            )
            if value
        ]
        return ", ".join([*said, *(["det som vilar på mig"] if choice.mine else [])]) or "hela årshjulet"


def wheel(
    scope: Scope, *, cooperation: Cooperation, years: Sequence[int], today: date, seasons: bool = True
) -> Wheel:
    """The years of a cooperation as the person may see them.

    Args:
        scope: who asks.
        cooperation: whose.
        years: which; an entry belongs to the year of its last day.
        today: how things stand is told as of this day.
        seasons: look for seasons in the material too.
    """
    found = arrangement(scope, cooperation=cooperation, on=today)
    names = Names(scope, cooperation)
    known = {one.id for one in found.blueprint.parties}
    called = {one.id: one.name for one in found.blueprint.parties}
    links = _links(scope, cooperation, found)
    spans = []
    for process in processes(scope, cooperation=cooperation):
        key = ""
        if process.party is not None:
            keys = names.party(process.party_id) or (slugify(process.party.name),)
            key = next((one for one in keys if one in known), keys[-1])
            called.setdefault(key, process.party.name)
        spans.append(
            OwnSpan(
                str(process.pk),
                process.title,
                process.first,
                process.last,
                process.repeats,
                key,
                process.party.name if process.party else "",
                process.link,
            )
        )
    runs, note = _seasons(scope, cooperation, today) if seasons else ((), "")
    entries: list[Entry] = []
    for year in years:
        entries += gather(found.blueprint, found.record, year=year, today=today, links=links)
        entries += own_entries(spans, year=year)
        entries += season_entries(runs, year=year)
    return Wheel(
        tuple(entries),
        note,
        _options({e.forum for e in entries}, {one.id: one.name for one in found.blueprint.forums}),
        _options({p for e in entries for p in e.parties}, called),
        _options(
            {f for e in entries for f in e.functions}, {one.id: one.name for one in found.blueprint.functions}
        ),
        Choice(
            my_carriers=frozenset(key for key, users in found.functions.items() if scope.user_id in users),
            my_parties=frozenset(
                key
                for one in scope.memberships
                if one.cooperation_id == cooperation.pk
                for key in names.party(one.party_id)
            ),
        ),
        found.unread,
        {
            year: endings(found.blueprint, found.record, first=date(year, 1, 1), last=date(year, 12, 31))
            for year in years
        },
    )


def _options(ids: Iterable[str], called: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(((one, called.get(one, one)) for one in ids if one), key=lambda pair: pair[1].lower())
    )


def _links(scope: Scope, cooperation: Cooperation, found: Arrangement) -> Links:
    forum_of = dict(
        Meeting.objects.filter(
            forum__cooperation=cooperation, forum__cooperation_id__in=scope.cooperation_ids
        ).values_list("pk", "forum_id")
    )

    def duty(key: str) -> str:
        row = found.rows.get(key)
        return reverse("duties:show", args=(cooperation.slug, row.pk)) if row else ""

    def meeting(fact: Fact) -> str:
        number = identity(fact.id).removeprefix("mote-")
        forum = forum_of.get(int(number)) if number.isdigit() else None
        return reverse("forums:meeting", args=(cooperation.slug, forum, int(number))) if forum else ""

    return Links(duty, meeting)


def processes(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[OwnProcess]:
    """The parties' own processes in a cooperation that the person may see."""
    return OwnProcess.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("party", "cooperation")


# Seasons


def _seasons(scope: Scope, cooperation: Cooperation, today: date) -> tuple[tuple[Run, ...], str]:
    """The months that stand out in the material of the latest adopted picture, and what that is in words."""
    picture = _latest_picture(scope, cooperation, today)
    if picture is None:
        return (), "Ingen lägesbild är antagen, så det finns inget att läsa ut säsonger ur."
    hashes = set(picture.dataset_hashes)
    datasets = [one for one in crime_datasets(picture.round) if one.sha256 in hashes]
    source = "; ".join(dict.fromkeys(f"{one.source.name} ({one.source.party})" for one in datasets))
    about = f"{picture.round.area.name}, antagen {numbers.day(picture.adopted_on or today)}"
    held = held_by(note_of(one) for one in datasets)
    months = _whole_years(held, picture.round.last_day)
    if not datasets or months is None:
        return (
            (),
            f"Underlaget till lägesbilden ({about}) är kortare än två hela år, för lite för att visa säsonger.",
        )
    key = f"annual-wheel-seasons-{picture.pk}-{picture.figures_sha256}-{'-'.join(sorted(hashes))[:80]}"
    runs: tuple[Run, ...] | None = cache.get(key)
    if runs is None:
        runs = _runs(picture, datasets, months)
        cache.set(key, runs, _A_WEEK)
    told = f"{source}, {numbers.days(months.first, months.last)}, underlag till lägesbilden för {about}."
    if not runs:
        return (), f"Ingen månad sticker ut mer än slumpen kan ge. Källa: {told}"
    return runs, f"Månader då det händer mer per dag än i genomsnitt under året. Källa: {told}"


def _latest_picture(scope: Scope, cooperation: Cooperation, today: date) -> SituationalPicture | None:
    """The adopted picture to read seasons from: the newest of the whole area, else the newest of a part."""
    adopted = (
        SituationalPicture.objects.filter(
            round__cooperation=cooperation,
            round__cooperation_id__in=scope.cooperation_ids,
            state=SituationalPicture.State.ADOPTED,
            adopted_on__lte=today,
        )
        .select_related("round__area", "round__cooperation__area")
        .order_by("-adopted_on", "-pk")
    )
    return adopted.filter(round__area=cooperation.area_id).first() or adopted.first()


def _whole_years(held: Sequence[Held], last_day: date) -> Period | None:
    after = date.fromordinal(last_day.toordinal() + 1).replace(day=1)
    for years in _YEARS_BACK:
        months = Period(after.replace(year=after.year - years), date.fromordinal(after.toordinal() - 1))
        if not missing(held, months) and any(one.touches(months) for one in held):
            return months
    return None


def _runs(picture: SituationalPicture, datasets: Sequence[Dataset], months: Period) -> tuple[Run, ...]:
    area = picture.round.area
    mine = [one.code for one in countable(picture.round.cooperation.area) if one.path.startswith(area.path)]
    commonest = sorted(picture.figures["categories"], key=lambda one: -one["count"])[:_PROBLEMS]
    with Observations.open(*paths_of(datasets)) as observations:
        whole = observations.counts_by_month(months, areas=mine)
        split = observations.counts_by_month_and_category(months, areas=mine)
    order = {month: place for place, month in enumerate(whole["month"].to_list())}
    days = tuple(whole["days"].to_list())
    found = list(standing_out(Months("Alla brott", months.first.month, tuple(whole["n"].to_list()), days)))
    for category in (one["name"] for one in commonest):
        counts = [0] * len(order)
        for row in split.iter_rows(named=True):
            if row["category"] == category:
                counts[order[row["month"]]] += row["n"]
        found += standing_out(Months(category, months.first.month, tuple(counts), days))
    return tuple(found)


# Calendars


def open_feeds(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[CalendarFeed]:
    """Everybody's calendars in a cooperation that have not been closed."""
    return CalendarFeed.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids, revoked_at__isnull=True
    )


def feeds_of(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[CalendarFeed]:
    """One's own calendars in a cooperation that have not been closed."""
    return open_feeds(scope, cooperation=cooperation).filter(user_id=scope.user_id or 0)


def readable(secret_sha256: str, *, today: date) -> tuple[CalendarFeed, Scope] | None:
    """The calendar with a secret, and who reads it.

    None where it is closed or unknown, or where its owner may not see the cooperation any more.
    """
    feed = (
        CalendarFeed.objects.filter(
            secret_sha256=secret_sha256, revoked_at__isnull=True, user__is_active=True
        )
        .select_related("user", "cooperation__area")
        .first()
    )
    if feed is None:
        return None
    scope = scope_of(feed.user, today)
    return (feed, scope) if cooperations(scope).filter(pk=feed.cooperation_id).exists() else None


def entries_of(feed: CalendarFeed, scope: Scope, *, today: date) -> tuple[Entry, ...]:
    """What a calendar holds: last year, this year and the next."""
    years = range(today.year - 1, today.year + 2)
    found = wheel(scope, cooperation=feed.cooperation, years=years, today=today, seasons=False)
    choice = Choice(
        feed.forum,
        feed.party,
        feed.function,
        feed.mine,
        found.mine.my_carriers,
        found.mine.my_parties,
    )
    return joined(one for one in found.entries if choice.takes(one))
