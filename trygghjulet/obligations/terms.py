"""Terms of office: they begin on 1 January the year after a general election, and run so many years."""

from __future__ import annotations

from datetime import date

#: How many days before something runs out its renewal is pressing.
SOON = 60
#: A year in which a term of office began: the year after the general election of 2018.
_TERM_BEGAN = 2019


def term_began(years: int | None, at: date) -> date | None:
    """The day that the term of office of a day began; nothing where no term is set."""
    if not years:
        return None
    return date(at.year - (at.year - _TERM_BEGAN) % years, 1, 1)


def term_ends(years: int, at: date) -> date:
    """The last day of the term of office of a day."""
    return date(at.year - (at.year - _TERM_BEGAN) % years + years - 1, 12, 31)
