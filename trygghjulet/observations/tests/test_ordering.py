"""The quick way of sorting gives the engine's own order, whatever the rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
from hypothesis import given, settings, strategies as st

from trygghjulet.observations.ordering import ordered, quickly_ordered

_MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)) | st.sampled_from([datetime(2025, 1, 1)])
_ROW = st.tuples(
    st.none() | _MOMENTS,
    st.none() | st.sampled_from(["Stöld", "Våld", "Älg", "a", ""]),
    st.none() | st.sampled_from([0.0, 1.5, -2.0, float("inf"), 5e-324]) | st.floats(),
    st.none() | st.integers(-3, 3),
    st.none() | st.dates(date(2000, 1, 1), date(2001, 1, 1)),
    st.none() | st.text(max_size=2),
)
_SCHEMA = pl.Schema(
    {
        "moment": pl.Datetime("us"),
        "word": pl.String(),
        "metres": pl.Float64(),
        "number": pl.Int64(),
        "day": pl.Date(),
        "text": pl.String(),
    }
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(_ROW, max_size=30), columns=st.permutations(list(_SCHEMA)))
def test_the_order_is_the_engines(rows: list[tuple[object, ...]], columns: list[str]) -> None:
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row").select(columns)
    assert quickly_ordered(frame).equals(frame.sort(columns, nulls_last=True), null_equal=True)


def test_many_rows_are_ordered_alike() -> None:
    frame = pl.DataFrame(
        {
            "moment": [datetime(2025, 1, 1) + timedelta(hours=n * 7919 % 5000) for n in range(60_000)],
            "word": [("Stöld", "Våld", None)[n % 3] for n in range(60_000)],
            "metres": [None if n % 17 == 0 else float(n * 31 % 1000) for n in range(60_000)],
            "key": [str(n * 13 % 60_000) for n in range(60_000)],
        }
    )
    assert ordered(frame).equals(frame.sort(frame.columns, nulls_last=True))
