"""Numbers and dates as they are written in Swedish and English."""

import math
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from trygghjulet.documents.tree import Cell, Column, ColumnKind, Interval, Withheld

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
DECIMALS = {ColumnKind.RATE: 1, ColumnKind.INTERVAL: 1, ColumnKind.PERCENT: 0, ColumnKind.COUNT: 0}
MISSING = "–"
HIDDEN = {"sv": "dold", "en": "hidden"}


@lru_cache
def locale(language: str) -> Locale:
    """The conventions of a language of the documents: "sv" or "en". Others raise `KeyError`."""
    return Locale.parse(LOCALES[language])


@lru_cache
def _pattern(decimals: int | None, suffix: str = "") -> str:
    if decimals is None:
        return "#,##0.###" + suffix
    return "#,##0" + ("." + "0" * decimals if decimals else "") + suffix


def _signed(written: str) -> str:
    """The number with a true minus sign, and without one where nothing but zeros is left after rounding."""
    if not written.startswith("-"):
        return written
    return f"−{written[1:]}" if any(sign in "123456789" for sign in written) else written[1:]


def number(value: float, language: str = "sv", decimals: int | None = None) -> str:
    """A number with decimal comma and spaced thousands: 1 234,5. Without `decimals`, at most three."""
    if not math.isfinite(value):
        return MISSING if math.isnan(value) else "∞" if value > 0 else "−∞"
    return _signed(format_decimal(value, format=_pattern(decimals), locale=locale(language)))


def percent(share: float, language: str = "sv", decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent: 0.126 → "13 %" (in Swedish with a space before the sign)."""
    suffix = "\N{NO-BREAK SPACE}%" if language == "sv" else "%"
    return _signed(format_percent(share, format=_pattern(decimals, suffix), locale=locale(language)))


def change(ratio: float, language: str = "sv", decimals: int = 0) -> str:
    """A ratio as a change with its sign: 0.88 → "−12 %", 1.2 → "+20 %", 1 → "0 %"."""
    written = percent(ratio - 1, language, decimals)
    return f"+{written}" if ratio > 1 and any(sign in "123456789" for sign in written) else written


def interval(value: Interval, language: str = "sv", decimals: int = 1) -> str:
    """An estimate with its bounds: "12,3 (10,1–14,8)"."""
    middle, low, high = (number(part, language, decimals) for part in (value.value, value.low, value.high))
    # A minus sign next to the dash of a span can't be told from it.
    dash = " till " if language == "sv" else " to "
    return f"{middle} ({low}{dash if value.low < 0 else '–'}{high})"


def day(value: date, language: str = "sv") -> str:
    """A date in words: "1 januari 2025"."""
    return format_date(value, format="d MMMM y", locale=locale(language))


def days(first: date, last: date, language: str = "sv") -> str:
    """Two dates, both included: "1 januari–31 mars 2025"; the year and month are said once where they are
    shared.
    """
    if first == last:
        return day(first, language)
    if first.year != last.year:
        return f"{day(first, language)}–{day(last, language)}"
    start = "d" if first.month == last.month else "d MMMM"
    return f"{format_date(first, format=start, locale=locale(language))}–{day(last, language)}"


def cell(value: Cell, column: Column, language: str = "sv") -> str:
    """A table cell as its column's kind writes it; a missing value is a dash, a withheld one says so."""
    match value:
        case None:
            return MISSING
        case Withheld():
            return HIDDEN[language]
        case date():
            return day(value, language)
        case str():
            return value
        case _:
            return _figure(value, column, language)


def _figure(value: float | Interval, column: Column, language: str) -> str:
    decimals = column.decimals if column.decimals is not None else DECIMALS.get(column.kind)
    if isinstance(value, Interval):
        return interval(value, language, 1 if decimals is None else decimals)
    if column.kind is ColumnKind.PERCENT:
        return percent(value, language, decimals or 0)
    # A year or a house number in a column of text is a name, not an amount.
    return str(value) if column.kind is ColumnKind.TEXT else number(value, language, decimals)
