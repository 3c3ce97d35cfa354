"""From a file to its table, whichever of the tabular formats it is."""

from __future__ import annotations

from pathlib import Path

from trygghjulet.foundation.files.columnar import read_parquet
from trygghjulet.foundation.files.contents import Contents, recognise, refusal, unzip
from trygghjulet.foundation.files.delimited import read_delimited
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Table, Wanted
from trygghjulet.foundation.files.workbook import read_workbook


def read_table(path: Path, *, name: str, limits: Limits, wanted: Wanted | None = None) -> Table:
    """The table in a CSV (also packed with gzip), Excel or Parquet file.

    Args:
        path: where the file lies.
        name: what the person calls it; findings name it so.
        limits: how large it may be.
        wanted: whether these names are the columns that the reader needs: so the header is found below titles,
            and the sheet among several in a workbook.

    Raises:
        UnreadableFile: it can't be used, and why.
    """
    table = _table(path, name, limits, wanted)
    if not table.rows_read:
        raise refusal(
            name, "Filen har en rubrikrad men inga rader under den.", "Kontrollera att exporten blev klar."
        )
    return table


def _table(path: Path, name: str, limits: Limits, wanted: Wanted | None) -> Table:
    match recognise(path, name=name, limits=limits):
        case Contents.DELIMITED:
            return read_delimited(path.read_bytes(), name=name, limits=limits, wanted=wanted)
        case Contents.GZIP:
            return read_delimited(
                unzip(path, name=name, limits=limits), name=name, limits=limits, wanted=wanted
            )
        case Contents.WORKBOOK:
            return read_workbook(path, name=name, limits=limits, wanted=wanted)
        case Contents.PARQUET:
            return read_parquet(path, name=name, limits=limits)
        case other:
            raise refusal(
                name,
                f"Filen är {other.value}, men här behövs en tabell.",
                "Lämna in CSV, Excel eller Parquet.",
            )
