"""The one validator: what every analysis demands of what it is given, and the error it answers with."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
    """Whole non-negative numbers as an integer array of the same shape.

    Raises:
        UnfitData: `not_counts`.
    """
    given: NDArray[Any] = np.asarray(values)
    if given.dtype == object or not (
        np.issubdtype(given.dtype, np.number) and np.isfinite(given).all() and (given >= 0).all()
    ):
        raise UnfitData("not_counts", f"Värdena i {name} måste vara antal: hela tal från noll och uppåt.")
    whole = given.astype(np.int64)
    if (whole != given).any():
        raise UnfitData("not_counts", f"Värdena i {name} måste vara hela tal.")
    return whole


def level(value: float) -> float:
    """A level of confidence or significance, strictly between 0 and 1.

    Raises:
        UnfitData: `level`.
    """
    if not 0 < value < 1:
        raise UnfitData("level", f"Nivån {value} måste ligga mellan 0 och 1, till exempel 0,95.")
    return float(value)


def positive(value: float, *, name: str) -> float:
    """A finite number above zero.

    Raises:
        UnfitData: `not_positive`.
    """
    if not (np.isfinite(value) and value > 0):
        raise UnfitData("not_positive", f"{name} måste vara större än noll, inte {value}.")
    return float(value)


def shape(values: NDArray[Any], wanted: tuple[int, ...], *, name: str) -> None:
    """The array has the shape that is wanted.

    Raises:
        UnfitData: `shape`.
    """
    if values.shape != wanted:
        raise UnfitData("shape", f"Tabellen {name} har formen {values.shape} i stället för {wanted}.")
