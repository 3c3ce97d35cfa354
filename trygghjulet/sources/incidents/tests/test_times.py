"""Times as they are written in real files."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, strategies as st

from trygghjulet.sources.incidents.times import joined, moments

pytestmark = pytest.mark.requirement("SCN-2", "SCN-4")
AFTERNOON, MIDNIGHT = datetime.fromisoformat("2025-01-31T14:05"), datetime.fromisoformat("2025-01-31T00:00")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-01-31 14:05", AFTERNOON),
        ("2025-01-31T14:05:00", AFTERNOON),
        ("2025-01-31T14:05:00.000000", AFTERNOON),
        ("2025-01-31T14:05:00+01:00", AFTERNOON),
        ("2025-01-31T13:05:00Z", AFTERNOON),
        ("2025-07-31 12:05:00 +0000", datetime.fromisoformat("2025-07-31T14:05")),
        ("31/1/2025", MIDNIGHT),
        ("31.1.2025 14.05", AFTERNOON),
        ("2025-01-31 kl. 14.05", AFTERNOON),
        ("20250131", MIDNIGHT),
        ("2025-1-31", MIDNIGHT),
        ("45688", MIDNIGHT),
        ("45688,5", datetime.fromisoformat("2025-01-31T12:00")),
        (" 2025-01-31 ", MIDNIGHT),
        ("2025-01-31 1405", AFTERNOON),
        ("20250131 140500", AFTERNOON),
        ("2025-01-31T14:05+01", AFTERNOON),
        ("2025-01-31T13:05Z", AFTERNOON),
        ("2025-01-30 24:00", MIDNIGHT),
        ("30/1/2025 24:00:00", MIDNIGHT),
        ("31 januari 2025", MIDNIGHT),
        ("31 jan. 2025 kl. 14.05", AFTERNOON),
        ("fredag den 31 januari 2025 14:05", AFTERNOON),
        ("31 January 2025", MIDNIGHT),
        ("2025-01-31T14:05:00.000000 ", AFTERNOON),
        ("2025-01-31 14:05\t", AFTERNOON),
    ],
)
def test_a_time_is_read_as_it_was_meant_alone_and_among_others(written: str, meant: datetime) -> None:
    assert moments(pl.Series([written])).local.to_list() == [meant]
    assert moments(pl.Series(["2024-06-01 10:00", written, None])).local[1] == meant


@pytest.mark.parametrize(
    "written", ["2025-02-30", "2025-01-31 24:10", "31/13/2025", "2025-01-31 14:61", "31 feb 2025"]
)
def test_a_day_or_time_that_does_not_exist_is_impossible(written: str) -> None:
    found = moments(pl.Series([written]))
    assert found.impossible.to_list() == [True]
    assert found.unreadable.to_list() == [False]


@pytest.mark.parametrize("written", ["igår", "14:05", "99999", "2025"])
def test_what_is_no_time_is_unreadable(written: str) -> None:
    assert moments(pl.Series([written])).unreadable.to_list() == [True]


def test_month_first_is_noticed() -> None:
    assert moments(pl.Series(["1/2/2025", "1/31/2025"])).month_first
    assert not moments(pl.Series(["1/2/2025", "31/1/2025"])).month_first


def test_days_that_can_be_read_in_two_ways_are_counted_where_nothing_settles_it() -> None:
    both = moments(pl.Series(["03/04/2025", "05/06/2025", "07/07/2025"]))
    assert (both.two_ways, both.month_first) == (2, False)
    assert both.local[0] == datetime.fromisoformat("2025-04-03T00:00")
    assert moments(pl.Series(["03/04/2025", "31/01/2025"])).two_ways == 0
    assert moments(pl.Series(["3.4.2025", "2025-04-03"])).two_ways == 0


@pytest.mark.parametrize(
    ("clocks", "meant"),
    [
        (["1405", "0930", "0005"], ["14:05", "09:30", "00:05"]),
        (["1405", "930", "5"], ["14:05", "09:30", "00:05"]),
        (["14", "9", "0"], ["14:00", "09:00", "00:00"]),
        (["140500", "09:30", "kl 9"], ["14:05", "09:30", "09:00"]),
    ],
)
def test_a_clock_may_be_written_without_signs(clocks: list[str], meant: list[str]) -> None:
    found = moments(joined(pl.Series(["2025-01-31"] * len(clocks)), pl.Series(clocks)))
    assert found.local.dt.strftime("%H:%M").to_list() == meant


def test_a_clock_of_24_is_the_midnight_after() -> None:
    found = moments(joined(pl.Series(["2025-01-30", "2025-12-31"]), pl.Series(["24:00", "2400"])))
    assert found.local.to_list() == [MIDNIGHT, datetime.fromisoformat("2026-01-01T00:00")]


def test_date_and_clock_in_two_columns() -> None:
    days = pl.Series(["2025-01-31", "2025-01-31 00:00:00", "2025-01-31", None])
    clocks = pl.Series(["14.05", "1899-12-31 14:05:00", None, None])
    assert moments(joined(days, clocks)).local.to_list() == [AFTERNOON, AFTERNOON, MIDNIGHT, None]


def test_types_of_parquet_are_taken_as_they_are() -> None:
    zoned = pl.Series([AFTERNOON]).dt.replace_time_zone("UTC")
    assert moments(zoned).local.to_list() == [datetime.fromisoformat("2025-01-31T15:05")]
    assert moments(pl.Series([date(2025, 1, 31)])).local.to_list() == [MIDNIGHT]


@given(
    st.lists(
        st.datetimes(datetime.fromisoformat("1990-01-01T00:00"), datetime.fromisoformat("2030-01-01T00:00")),
        min_size=1,
        max_size=9,
    )
)
def test_every_minute_survives_the_usual_forms(times: list[datetime]) -> None:
    whole = [moment.replace(second=0, microsecond=0) for moment in times]
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H.%M"):
        written = pl.Series([moment.strftime(form) for moment in whole])
        assert moments(written).local.to_list() == whole


@pytest.mark.requirement("SCN-2")
@pytest.mark.parametrize(
    ("written", "meant", "last"),
    [
        (["25-03-14", "25-03-15 14:30", "25-04-01"], "2025-03-14", False),
        (["14.03.25", "15.03.25", "31.12.25"], "2025-03-14", True),
        (["14-03-25", "15-03-25", "16-04-25"], "2025-03-14", True),
        (["99-12-31", "05-01-02"], "1999-12-31", False),
        (["2025-01-02", "25-03-14"], "2025-01-02", False),
    ],
)
def test_a_year_of_two_digits_is_told_by_the_column_as_a_whole(
    written: list[str], meant: str, *, last: bool
) -> None:
    found = moments(pl.Series(written))
    assert str(found.local[0])[:10] == meant
    assert found.local.null_count() == 0
    assert (found.short_years, found.short_year_last) == (sum(len(w.split()[0]) == 8 for w in written), last)
