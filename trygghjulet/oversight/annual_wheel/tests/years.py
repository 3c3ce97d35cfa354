"""Years for the tests: made of any entries at all, as hypothesis draws them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from trygghjulet.oversight.annual_wheel.rules.year import Entry, Kind, Progress, Ring, Year

# A backslash before a capital N is a new line to the library that writes calendars; nobody names a meeting so.
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=40).filter(
    lambda title: r"\N" not in title
)


@st.composite
def years(draw: st.DrawFn, most: int = 60) -> Year:
    """A year of entries of every kind, many or few, on top of each other or not."""
    number = draw(st.sampled_from((2023, 2024, 2026)))
    first = date(number, 1, 1)
    days = (date(number + 1, 1, 1) - first).days
    entries = []
    for place in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(list(Kind)))
        ring = {Kind.OWN: Ring.OWN, Kind.SEASON: Ring.SEASON}.get(kind) or draw(
            st.sampled_from((Ring.CITY, Ring.LOCAL))
        )
        begins = draw(st.integers(-400 if kind is Kind.DUTY else 0, days - 1))
        ends = draw(st.integers(max(begins, 0), days - 1))
        if kind in (Kind.PLANNED, Kind.HELD) and draw(st.booleans()):
            begins = ends
        entries.append(
            Entry(
                key=f"{kind}:{place}",
                ring=ring,
                kind=kind,
                title=draw(TITLES),
                first=first + timedelta(days=begins),
                last=first + timedelta(days=ends),
                progress=draw(st.sampled_from(list(Progress)[:-1])),
                often="varje vecka, 52 gånger" if kind is Kind.BAND else "",
                times=52 if kind is Kind.BAND else 1,
            )
        )
    return Year(number, tuple(entries))
