"""The log's table, and tables that refuse to be written around their operation."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.db import models

#: How many operations enclose the code that runs now; a recorded table may be written inside one only.
operations_open: ContextVar[int] = ContextVar("operations_open", default=0)


class AuditEntry(models.Model):
    """One write: who did what, when and on what. No keys to other tables: the log outlives what it tells of."""

    at = models.DateTimeField("tidpunkt", db_index=True)
    actor_id = models.BigIntegerField("användarens nummer", null=True)
    actor_name = models.CharField("namn", max_length=120)
    cooperation_id = models.BigIntegerField("samverkans nummer", null=True, db_index=True)
    act = models.CharField("vad", max_length=80)
    subject_kind = models.CharField("slag", max_length=80)
    subject_id = models.BigIntegerField("nummer", null=True)
    subject_name = models.CharField("på vad", max_length=200)
    details = models.JSONField("uppgifter", default=dict)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = "rad i loggen"
        verbose_name_plural = "loggen"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.act} {self.subject_name}"


class WrittenOutsideOperation(RuntimeError):
    """A table was written without an operation, so the log would not have known."""


def _require_operation(table: str) -> None:
    if operations_open.get() == 0:
        raise WrittenOutsideOperation(
            f"{table} skrivs bara inuti en operation (foundation.audit.operations)."
        )


M = TypeVar("M", bound=models.Model)


class RecordedQuerySet(models.QuerySet[M]):
    """A queryset whose writes need an operation around them."""

    def update(self, **values: Any) -> int:
        _require_operation(self.model.__name__)
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        _require_operation(self.model.__name__)
        return super().delete()

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        _require_operation(self.model.__name__)
        return super().bulk_create(objs, *args, **options)


class Recorded(models.Model):
    """A table that is written by operations only, so that every write has its row in the log."""

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(RecordedQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        _require_operation(type(self).__name__)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        _require_operation(type(self).__name__)
        return super().delete(*args, **options)
