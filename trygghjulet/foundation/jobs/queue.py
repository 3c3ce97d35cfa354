"""The one way to do something later: a job is declared once, and put in the queue in the transaction it belongs to.

The queue lies in the same database. What is put there in a transaction is seen by the workers when that
transaction is committed, and not at all when it is rolled back: there is no gap in which the work is saved and
the job is lost.

A job may run again when its worker died under it, so a job must be one that can be done again: it looks at
what remains to do and does that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from uuid import UUID

from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

_titles: dict[str, str] = {}


def job(title: str) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a function of a module a job, with the words that the page about the running shows."""

    def declare(function: Callable[P, T]) -> Task[P, T]:
        declared = task(function)
        _titles[declared.module_path] = title
        return declared

    return declare


def later(declared: Task[P, T], *args: P.args, **kwargs: P.kwargs) -> UUID:
    """Put a job in the queue; the answer is its number.

    The arguments must be such as JSON can write: numbers and texts, not rows.
    """
    return UUID(str(declared.enqueue(*args, **kwargs).id))


def title_of(path: str) -> str:
    """What a job is called, by the path of its function."""
    return _titles.get(path, path.rpartition(".")[2])
