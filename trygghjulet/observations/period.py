"""A period of whole days, both ends included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` to `last`, both included.

    Raises:
        ValueError: `first` is later than `last`.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(
                f"Perioden börjar {_day(self.first)} men slutar {_day(self.last)}. "
                "Den första dagen måste komma före den sista, eller vara samma dag."
            )

    def __str__(self) -> str:
        return _day(self.first) if self.first == self.last else f"{_day(self.first)}–{_day(self.last)}"

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def days(self) -> int:
        """How many days the period holds."""
        return (self.last - self.first).days + 1

    def before_same_length(self) -> Period:
        """The equally many days that end the day before this period."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def year_before(self) -> Period:
        """The same calendar days a year earlier; a whole February stays a whole February."""
        day_after = self.last + timedelta(days=1)
        return Period(_a_year_before(self.first, 28), _a_year_before(day_after, 29) - timedelta(days=1))


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _a_year_before(day: date, leap_day: int) -> date:
    """The day a year earlier; 29 February becomes day number `leap_day` counted from 1 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 1) + timedelta(days=leap_day - 1)
    return day.replace(year=day.year - 1)
