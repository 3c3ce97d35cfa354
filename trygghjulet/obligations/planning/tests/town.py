"""A made-up arrangement for the tests: a steering group, the group that prepares for it, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
BEFORE = date(2025, 12, 31)


def duty(
    key: str,
    forum: str,
    when: w.When,
    *,
    each: str = "",
    having: tuple[tuple[str, object], ...] = (),
    force: w.Force = w.Force.BINDING,
) -> w.Duty:
    """A duty to meet."""
    return w.Duty(
        id=key,
        title=key,
        instrument="avtal",
        clause=key,
        kind=w.Kind.MEETING,
        evidence=w.Pattern(w.FactKind.MEETING, forum=forum, having=having),
        when=when,
        level=w.Level.LOCAL if each else w.Level.CITY,
        each=each,
        force=force,
    )


def town(
    *duties: w.Duty,
    forums: Iterable[w.Forum] = (),
    areas: tuple[str, ...] = (),
    valid_from: date = date(2020, 1, 1),
    valid_until: date | None = None,
) -> w.Blueprint:
    """An arrangement with one agreement, the forums that the duties name, and those given."""
    given = {one.id: one for one in forums}
    for one in duties:
        key = one.evidence.forum or ""
        given.setdefault(key, w.Forum(key, key.capitalize(), "steering", one.level))
    return w.Blueprint(
        name="prov",
        title="Prov",
        local_areas=areas,
        instruments=(
            w.Instrument(
                "avtal",
                w.InstrumentKind.AGREEMENT,
                "Avtalet",
                head=True,
                valid_from=Span(valid_from, valid_from),
                valid_until=Span(valid_until, valid_until) if valid_until else None,
            ),
        ),
        functions=(w.Named("chef", "Chefen"), w.Named("samordnare", "Samordnaren")),
        forums=tuple(given.values()),
        duties=duties,
    )


def forum(
    key: str,
    *,
    prepares_for: tuple[str, ...] = (),
    reports_to: tuple[str, ...] = (),
    led_by: tuple[str, ...] = (),
    level: w.Level = w.Level.CITY,
) -> w.Forum:
    """A forum."""
    return w.Forum(
        key,
        key.capitalize(),
        "steering",
        level,
        led_by=led_by,
        prepares_for=prepares_for,
        reports_to=reports_to,
    )


def meeting(key: str, on: date, *, planned: bool = False, **having: object) -> Fact:
    """A meeting that was held, or is planned."""
    return Fact(
        id=f"{key}-{on}",
        kind=w.FactKind.MEETING,
        on=Span(on, on),
        forum=key,
        planned=planned,
        having=having,
    )


def yearly(count: int, **more: object) -> w.PerPeriod:
    """So many times a year."""
    return replace(w.PerPeriod(w.Per.YEAR, count), **more)  # type: ignore[arg-type]  # the fields of the cadence


def days(first: date, last: date) -> list[date]:
    """Every day from the first through the last."""
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
