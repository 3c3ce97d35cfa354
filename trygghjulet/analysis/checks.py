"""The one validator: what every analysis demands of what it is given, and the error it answers with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import MultiPolygon, Polygon

LARGEST = 2**53
"""Beyond this, numbers stop being told apart one by one."""

_FARTHEST_YEAR = 100_000
_NOBODY = 1e-100  # slivers of areas have small parts of inhabitants, but none so small
_LONGEST_WORD = 40
_Choice = TypeVar("_Choice", bound=StrEnum)
_Made = TypeVar("_Made")


class UnfitData(ValueError):
    """A method refuses material that it is not fit for.

    Args:
        code: a word for programs, such as "too_few".
        sentence: what is wrong, in Swedish, for a person.
    """

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__(sentence)


def counts(values: ArrayLike, *, name: str = "antalen") -> NDArray[np.int64]:
    """Whole non-negative numbers as an integer array of the same shape, whose sum is below 2⁵³.

    Raises:
        UnfitData: `not_counts`.
    """
    given: NDArray[Any] = _array(values, code="not_counts", name=name)
    if not (_real(given) and _from_zero(given)):
        raise UnfitData("not_counts", f"Värdena i {name} måste vara antal: hela tal från noll och uppåt.")
    if given.size and given.astype(float).sum() >= LARGEST:
        raise UnfitData("not_counts", f"Värdena i {name} är för stora för att räknas ett och ett.")
    whole = given.astype(np.int64)
    if (whole != given).any():
        raise UnfitData("not_counts", f"Värdena i {name} måste vara hela tal.")
    return whole


def count(value: float, *, name: str = "antalen") -> int:
    """One count.

    Raises:
        UnfitData: `not_counts`.
    """
    given = counts(value, name=name)
    if given.ndim:
        raise UnfitData("not_counts", f"Värdet i {name} måste vara ett enda antal.")
    return int(given)


def numbers(values: ArrayLike, *, name: str) -> NDArray[np.float64]:
    """Finite numbers as an array of the same shape.

    Raises:
        UnfitData: `not_numbers`.
    """
    given = _array(values, code="not_numbers", name=name)
    if not (_real(given) and np.isfinite(given).all()):
        raise UnfitData("not_numbers", f"Värdena i {name} måste vara tal, och inget får saknas.")
    return given.astype(float)


def amounts(values: ArrayLike, *, name: str) -> NDArray[np.float64]:
    """Amounts, such as inhabitants, of which some may be unknown: numbers from zero, or not-a-number.

    Raises:
        UnfitData: `not_amounts`.
    """
    given = _array(values, code="not_amounts", name=name)
    if not _real(given):
        raise UnfitData("not_amounts", f"Värdena i {name} måste vara tal.")
    told = given.astype(float)
    if (told < 0).any() or np.isinf(told).any():
        raise UnfitData("not_amounts", f"Värdena i {name} får inte vara mindre än noll eller oändliga.")
    return told


def people(values: ArrayLike, *, name: str = "befolkning") -> NDArray[np.float64]:
    """How many live in places, of which some may be unknown: amounts that a rate can be reckoned on.

    Raises:
        UnfitData: `not_amounts` (also from 2⁵³, or above zero but below 10⁻¹⁰⁰).
    """
    told = amounts(values, name=name)
    if told.max(initial=0, where=~np.isnan(told)) >= LARGEST or ((told > 0) & (told < _NOBODY)).any():
        raise UnfitData("not_amounts", f"Värdena i {name} är orimligt stora eller små.")
    return told


def points(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coordinates of points, two lists of finite numbers of equal length.

    Raises:
        UnfitData: `not_numbers` (a coordinate is missing, or lies beyond any map) or `shape`.
    """
    xs, ys = numbers(x, name="x-koordinater"), numbers(y, name="y-koordinater")
    if xs.ndim != 1:
        raise UnfitData("shape", "Punkternas koordinater måste vara två lika långa listor.")
    shape(ys, xs.shape, name="y-koordinater")
    if max(np.abs(xs).max(initial=0), np.abs(ys).max(initial=0)) >= LARGEST:
        raise UnfitData("not_numbers", "En koordinat är så stor att den inte ligger på någon karta.")
    return xs, ys


def places(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coordinates of points of which some may be missing: two lists of numbers of equal length.

    Raises:
        UnfitData: `not_numbers` or `shape`.
    """
    told = []
    for values, name in ((x, "x-koordinater"), (y, "y-koordinater")):
        given = _array(values, code="not_numbers", name=name)
        if given.size and not _real(given):
            raise UnfitData("not_numbers", f"Värdena i {name} måste vara tal.")
        told.append(given.astype(float, copy=False))
    if told[0].ndim != 1:
        raise UnfitData("shape", "Punkternas koordinater måste vara två lika långa listor.")
    shape(told[1], told[0].shape, name="y-koordinater")
    return told[0], told[1]


def polygons(values: Iterable[Any]) -> NDArray[np.object_]:
    """Valid polygons and multipolygons as an array; an empty one is allowed, and no point lies in it.

    Raises:
        UnfitData: `not_polygons` or `not_valid`.
    """
    listed = listing(values, code="not_polygons", name="Områdena")
    given = np.empty(len(listed), dtype=object)
    given[:] = listed
    right = np.array([isinstance(one, Polygon | MultiPolygon) for one in listed], dtype=bool)
    if not right.all():
        raise UnfitData("not_polygons", f"Område nummer {int(np.argmin(right)) + 1} är ingen polygon.")
    # Beyond the largest numbers that are told apart no border can be followed.
    valid = shapely.is_valid(given) & ~(np.abs(shapely.bounds(given).reshape(-1, 4)) > LARGEST).any(axis=1)
    if not valid.all():
        raise UnfitData(
            "not_valid",
            f"Gränsen för område nummer {int(np.argmin(valid)) + 1} korsar sig själv eller saknar koordinater. "
            "Rätta den i kartprogrammet.",
        )
    return given


def listing(values: Iterable[Any], *, code: str, name: str) -> list[Any]:
    """What was given one after the other, such as polygons, as a list.

    Raises:
        UnfitData: the code that is asked for.
    """
    if isinstance(values, str | bytes | dict):  # which can be gone through, but hold no such things
        raise UnfitData(code, f"{name} måste vara en lista.")
    try:
        return list(values)
    except TypeError as unfit:
        raise UnfitData(code, f"{name} måste vara en lista.") from unfit


def days(values: ArrayLike, *, name: str = "tiderna") -> NDArray[np.float64]:
    """Times as days and parts of days: dates and times become days since 1970, numbers are taken as days.

    Raises:
        UnfitData: `not_times`, when one is missing or is no time.
    """
    given = _array(values, code="not_times", name=name)
    if np.issubdtype(given.dtype, np.datetime64):
        if np.isnat(given).any():
            raise UnfitData("not_times", f"En tid saknas i {name}.")
        # In the unit they came in, since a far year doesn't fit in microseconds.
        if given.size and np.abs(given.astype("datetime64[Y]").astype(np.int64)).max() >= _FARTHEST_YEAR:
            raise UnfitData("not_times", f"En tid i {name} ligger mer än {_FARTHEST_YEAR} år bort.")
        return given.astype("datetime64[us]").astype(np.int64) / 86_400e6
    if not (_real(given) and np.isfinite(given).all()):
        raise UnfitData("not_times", f"Värdena i {name} måste vara tider eller dagar, och ingen får saknas.")
    return given.astype(float)


def known(values: ArrayLike, *, name: str) -> NDArray[np.bool_]:
    """True where a value is there, False where it is missing: not-a-number, or no time.

    Raises:
        UnfitData: `not_numbers`.
    """
    given = _array(values, code="not_numbers", name=name)
    if given.dtype.kind in "fcmM":
        return np.asarray(~np.isnan(given), dtype=bool)
    return np.ones(given.shape, dtype=bool)


def edges(values: ArrayLike, *, name: str) -> NDArray[np.float64]:
    """Edges of half-open bands [a, b): at least two, rising from zero or above; the last may be infinite.

    Raises:
        UnfitData: `edges`.
    """
    given = _array(values, code="edges", name=name)
    if not (_real(given) and given.ndim == 1):
        raise UnfitData("edges", f"Gränserna i {name} måste vara en lista av tal.")
    told = given.astype(float)
    if len(told) < 2 or not (told[0] >= 0 and (told[1:] > told[:-1]).all() and np.isfinite(told[:-1]).all()):
        raise UnfitData(
            "edges", f"Gränserna i {name} måste vara minst två tal som stiger från noll eller högre."
        )
    return told


def footprint(values: ArrayLike, wanted: tuple[int, ...], *, name: str = "mask") -> NDArray[np.bool_]:
    """True and false of the shape that is wanted.

    Raises:
        UnfitData: `not_mask` or `shape`.
    """
    given = np.asarray(values)
    if given.dtype != np.bool_:
        raise UnfitData("not_mask", f"Värdena i {name} måste vara sanna eller falska.")
    shape(given, wanted, name=name)
    return given


def level(value: float) -> float:
    """A level of confidence or significance, strictly between 0 and 1.

    Raises:
        UnfitData: `level`.
    """
    if not 0 < single(value) < 1:
        raise UnfitData(
            "level", f"En nivå måste ligga mellan 0 och 1, till exempel 0,95, inte {shown(value)}."
        )
    return float(value)


def levels(values: ArrayLike) -> NDArray[np.float64]:
    """At least one level, each strictly between 0 and 1.

    Raises:
        UnfitData: `level`.
    """
    given = _array(values, code="level", name="nivåerna")
    if not (_real(given) and given.ndim == 1 and given.size and ((given > 0) & (given < 1)).all()):
        raise UnfitData("level", "Ange en eller flera nivåer mellan 0 och 1, till exempel 0,5.")
    return given.astype(float)


def positive(value: float, *, name: str) -> float:
    """A number above zero, and not so small or large that products of a few of them can't be told.

    Raises:
        UnfitData: `not_positive` (also beyond 10¹⁵ or below 10⁻¹²).
    """
    if not 0 < single(value) < np.inf:
        raise UnfitData("not_positive", f"{name} måste vara större än noll, inte {shown(value)}.")
    if not 1e-12 <= value <= 1e15:
        raise UnfitData("not_positive", f"{name} är orimligt: {value:g}.")
    return float(value)


def whole(value: float, *, least: int, name: str) -> int:
    """A whole number of at least `least`, such as a radius in squares or a number of permutations.

    Raises:
        UnfitData: `not_whole`.
    """
    if not (least <= single(value) < LARGEST and value == int(value)):
        raise UnfitData("not_whole", f"{name} måste vara ett heltal, minst {least}, inte {shown(value)}.")
    return int(value)


def choice(value: object, options: type[_Choice], *, name: str) -> _Choice:
    """One of the choices that a method offers, given as itself or as its word.

    Raises:
        UnfitData: the options' own name in small letters, such as `metric` or `kernel`.
    """
    if isinstance(value, str) and value in {str(option) for option in options}:
        return options(value)
    words = ", ".join(options)
    raise UnfitData(options.__name__.lower(), f"{name} kan vara {words}, inte {shown(value)}.")


def flag(value: object, *, name: str) -> bool:
    """True or false, and nothing that only passes for one.

    Raises:
        UnfitData: `not_flag`.
    """
    if not isinstance(value, bool | np.bool_):
        raise UnfitData("not_flag", f"{name} måste vara sant eller falskt, inte {shown(value)}.")
    return bool(value)


def made(value: object, kind: type[_Made], *, name: str) -> _Made:
    """Something that another method of the library has answered, such as a grid.

    Raises:
        UnfitData: `not_` and the kind's own name in small letters, such as `not_grid`.
    """
    if not isinstance(value, kind):
        raise UnfitData(f"not_{kind.__name__.lower()}", f"{name} måste vara av slaget {kind.__name__}.")
    return value


def chance(rng: object) -> np.random.Generator:
    """Where chance comes from: numpy's generator, and neither a seed nor the older `RandomState`.

    Raises:
        UnfitData: `no_rng`.
    """
    if not isinstance(rng, np.random.Generator):
        raise UnfitData(
            "no_rng", "Slumpdragningar behöver en slumpgenerator (rng): numpy.random.default_rng(ett frö)."
        )
    return rng


def table(values: ArrayLike, *, name: str) -> NDArray[np.int64]:
    """Counts of areas (rows) in periods (columns); a single list is one area.

    Raises:
        UnfitData: `not_counts` or `shape`.
    """
    given = counts(values, name=name)
    if given.ndim not in (1, 2) or given.size == 0:
        raise UnfitData(
            "shape", f"Det som står i {name} måste vara en rad per område och en kolumn per period."
        )
    return np.atleast_2d(given)


def exposure(
    values: ArrayLike | None, wanted: tuple[int, ...], *, name: str = "exponeringen"
) -> NDArray[np.float64]:
    """What counts are per, above zero everywhere, spread out to the shape that is wanted; ones when left out.

    Raises:
        UnfitData: `not_numbers`, `not_positive` (or beyond 10¹⁵ or below 10⁻¹²) or `shape`.
    """
    if values is None:
        return np.ones(wanted)
    given = numbers(values, name=name)
    if not ((given >= 1e-12) & (given <= 1e15)).all():
        raise UnfitData(
            "not_positive", f"Värdena i {name} måste vara större än noll och inte orimligt stora."
        )
    try:
        return np.broadcast_to(given, wanted)
    except ValueError as uneven:
        raise UnfitData(
            "shape", f"Tabellen {name} har formen {given.shape} i stället för {wanted}."
        ) from uneven


def shape(values: NDArray[Any], wanted: tuple[int, ...], *, name: str) -> None:
    """The array has the shape that is wanted.

    Raises:
        UnfitData: `shape`.
    """
    if values.shape != wanted:
        raise UnfitData("shape", f"Tabellen {name} har formen {values.shape} i stället för {wanted}.")


def _array(values: ArrayLike, *, code: str, name: str) -> NDArray[Any]:
    """An array of one kind of value; rows of unequal length and mixtures are refused."""
    if np.ma.is_masked(values):
        raise UnfitData(code, f"Värden saknas i {name}: de är maskerade.")
    try:
        given = np.asarray(values)
    except ValueError as uneven:
        raise UnfitData(code, f"Raderna i {name} är olika långa.") from uneven
    if given.dtype == object and _dates(given):
        return given.astype("datetime64[us]")
    if given.dtype == object:
        raise UnfitData(code, f"Värdena i {name} är inte alla tal, eller så är de för stora.")
    return given


def single(value: object) -> float:
    """One number as it is; what is none, such as a text or a list, becomes not-a-number."""
    if isinstance(value, bool | np.timedelta64) or not isinstance(
        value, int | float | np.integer | np.floating
    ):
        return np.nan
    try:
        return float(value)
    except OverflowError:  # only whole numbers that no float holds
        return np.inf if value > 0 else -np.inf


def shown(value: object) -> str:
    """What was given, as it can stand in a sentence."""
    if isinstance(value, str) and 0 < len(value) <= _LONGEST_WORD and value.isprintable():
        return f"”{value}”"
    number = single(value)
    return f"{value}" if abs(number) < LARGEST else "det som angavs"


def _real(given: NDArray[Any]) -> bool:
    """Numbers proper: neither lengths of time, truths, words nor complex ones."""
    return given.dtype.kind in "iuf"


def _dates(given: NDArray[Any]) -> bool:
    """Python's own dates and times without a zone, of which some may be missing."""
    told = [value for value in given.ravel() if value is not None]
    return bool(told) and all(
        isinstance(value, date) and getattr(value, "tzinfo", None) is None for value in told
    )


def _from_zero(given: NDArray[Any]) -> bool:
    return bool(np.isfinite(given).all() and (given >= 0).all())
