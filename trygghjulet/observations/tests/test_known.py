"""Each row of a file is new, changed or known, just as a plain count of what the source's files hold says."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.observations.known import CHANGED, KNOWN, NEW, compare
from trygghjulet.observations.schema import Kind
from trygghjulet.observations.store import canonical, write

pytestmark = pytest.mark.requirement("SCN-2")

#: A row: its key, if it has one, and its category.
Rows = list[tuple[str | None, str]]
_ROWS = st.lists(
    st.tuples(st.none() | st.sampled_from("abcd"), st.sampled_from(["Stöld", "Våld"])), max_size=7
)


def frame(rows: Rows) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "happened_from": datetime(2025, 5, 1),
                "category": category,
                "key": key,
                "amount": 1,
            }  # local time
            for key, category in rows
        ],
        schema={
            "happened_from": pl.Datetime("us"),
            "category": pl.String,
            "key": pl.String,
            "amount": pl.Int64,
        },
    )


def expected(rows: Rows, files: list[Rows]) -> list[str]:
    """The state of each row by plain Python."""
    counting: dict[str, Counter[str]] = {}
    for file in files:
        for key in {key for key, _ in file if key}:
            counting[key] = Counter(category for k, category in file if k == key)
    keyless = {category for file in files for key, category in file if key is None}

    def state(key: str | None, category: str) -> str:
        if key is None:
            return KNOWN if category in keyless else NEW
        if key not in counting:
            return NEW
        return KNOWN if counting[key] == Counter(c for k, c in rows if k == key) else CHANGED

    return [state(*row) for row in rows]


@settings(max_examples=40, deadline=None)
@given(rows=_ROWS, files=st.lists(_ROWS, max_size=3))
def test_the_states_are_those_of_a_plain_count(rows: Rows, files: list[Rows]) -> None:
    new = canonical(frame(rows), Kind.INCIDENTS)
    ordered = list(new.select("key", "category").iter_rows())
    with TemporaryDirectory() as folder:
        paths = [
            write(frame(file), folder=Path(folder) / str(n), kind=Kind.INCIDENTS).path
            for n, file in enumerate(files)
        ]
        found = compare(new, paths)
    states = dict(found.rows.select("at", "state").iter_rows())
    assert [states.get(at, NEW) for at in range(new.height)] == expected(ordered, files)
    assert found.new + found.changed + found.known == new.height


def test_a_changed_row_tells_what_counts_now(tmp_path: Path) -> None:
    first = write(frame([("a", "Stöld")]), folder=tmp_path, kind=Kind.INCIDENTS)
    later = write(frame([("a", "Våld"), ("b", "Stöld")]), folder=tmp_path, kind=Kind.INCIDENTS)
    found = compare(canonical(frame([("a", "Stöld")]), Kind.INCIDENTS), [first.path, later.path])
    (row,) = found.rows.iter_rows(named=True)
    assert row["state"] == CHANGED, "den senast godtagna filen gäller"
    assert json.loads(row["before"])["category"] == "Våld"
