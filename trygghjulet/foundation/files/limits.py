"""How large a handed-in file may be, packed and unpacked."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most that a reader takes in before it refuses the file.

    Attributes:
        max_bytes: the file as it was handed in.
        max_rows: rows, features or news items in it.
        max_unpacked_bytes: what its packed parts may grow to (Excel, Parquet, gzip).
    """

    max_bytes: int = 200 * MEBIBYTE
    max_rows: int = 5_000_000
    max_unpacked_bytes: int = 600 * MEBIBYTE
