"""The engines that answer the questions: the embedded one, or a cluster that reads the same files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend


class Engine(StrEnum):
    """What works the questions out. Both are asked the same Ibis expressions."""

    DUCKDB = "duckdb"
    """In this process, on this machine's cores and disk."""
    SPARK = "spark"
    """On a cluster; needs the package's extra `national` and Java 17."""


@dataclass(frozen=True)
class Choice:
    """Which engine, and how it is set.

    Attributes:
        engine: the engine.
        memory: how much memory the embedded engine may take, such as "4GB"; empty lets it decide. What does not fit is
            put on disk meanwhile.
        folder: where the embedded engine puts what does not fit; empty is the system's folder for such things.
        master: the cluster's address as Spark writes it.
    """

    engine: Engine = Engine.DUCKDB
    memory: str = ""
    folder: str = ""
    master: str = "local[*]"


def chosen(environment: Mapping[str, str] = os.environ) -> Choice:
    """What the installation has chosen, by its environment.

    Raises:
        ValueError: an engine that there is none of.
    """
    named = environment.get("TRYGGHJULET_ENGINE", "") or Engine.DUCKDB
    try:
        engine = Engine(named)
    except ValueError:
        known = " eller ".join(Engine)
        raise ValueError(f"TRYGGHJULET_ENGINE är {named!r} men ska vara {known}.") from None
    return Choice(
        engine,
        memory=environment.get("TRYGGHJULET_ENGINE_MEMORY", ""),
        folder=environment.get("TRYGGHJULET_ENGINE_FOLDER", ""),
        master=environment.get("TRYGGHJULET_SPARK", "") or "local[*]",
    )


@contextmanager
def connected(choice: Choice) -> Iterator[BaseBackend]:
    """A connection to the engine, until the context ends."""
    if choice.engine is Engine.SPARK:
        yield _spark(choice)
        return
    import ibis  # noqa: PLC0415 – half a second to import: only those who ask pay for it

    settings = {"memory_limit": choice.memory, "temp_directory": choice.folder}
    connection = ibis.duckdb.connect(**{name: value for name, value in settings.items() if value})
    try:
        yield connection
    finally:
        connection.disconnect()


def read(connection: BaseBackend, paths: Sequence[Path]) -> ir.Table:
    """The rows of some Parquet files as one table."""
    table: ir.Table
    if connection.name == Engine.DUCKDB:
        table = connection.read_parquet([str(path) for path in paths])
        return table
    import ibis  # noqa: PLC0415 – as above
    from pyspark.sql import SparkSession  # noqa: PLC0415 – an extra that few installations have

    name = ibis.util.gen_name("read")
    # Ibis hands Spark one path only.
    SparkSession.active().read.parquet(*(str(path) for path in paths)).createTempView(name)
    table = connection.table(name)
    return table


def kept(connection: BaseBackend, expression: ir.Table) -> ir.Table:
    """What an expression comes to, worked out once and kept for the questions that build on it."""
    if connection.name == Engine.DUCKDB:
        import ibis  # noqa: PLC0415 – as above

        table: ir.Table = connection.create_table(ibis.util.gen_name("kept"), expression, temp=True)
        return table
    return expression.cache()


def _spark(choice: Choice) -> BaseBackend:
    import ibis  # noqa: PLC0415 – as above

    connection: BaseBackend = ibis.pyspark.connect(_session(choice.master))
    return connection


@cache
def _session(master: str) -> Any:
    """The one session of this process: it takes seconds to begin, and ends with the process."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 – an extra that few installations have

    return (
        SparkSession.builder.master(master)
        .appName("trygghjulet")
        # The rows hold local time without zone, which no machine's own zone may move.
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "16")
        .getOrCreate()
    )
