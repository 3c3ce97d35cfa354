"""From–to spans spread over the hours of the week, and what a data frame does with the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

TITLE = "aoristic, hours of the week, 20,000 spans"
GOALS: dict[str, float] = {}


def prepare(folder: Path) -> Any:
    """Begins from a real city, with lengths as those of burglaries: half within hours, some over days."""
    import pyarrow.parquet as pq

    file = folder / "incidents" / "chicago_crimes_2014_2017.parquet"
    begin = pq.read_table(file, columns=["time"]).column("time").to_numpy()[:20_000].astype("datetime64[m]")
    length = np.random.default_rng(1).exponential(12 * 60, len(begin)).astype(int)
    return begin, begin + length.astype("timedelta64[m]")


def ours(data: Any) -> Any:
    """The table, without moved clocks, as the peer has it."""
    from trygghjulet.analysis.hours.aoristic import aoristic

    return aoristic(*data, zone="UTC").weight


def theirs(data: Any) -> Any:
    """One row per span and hour it touches, weighted by how much of it lies there."""
    import pandas as pd

    begin, end = (pd.Series(times) for times in data)
    frame = pd.DataFrame({"begin": begin, "end": end})
    first, last = begin.dt.floor("h"), end.dt.ceil("h")
    many = np.maximum(((last - first) / pd.Timedelta("1h")).astype(int), 1)
    rows = frame.loc[frame.index.repeat(many)]
    hour = first.loc[rows.index] + pd.to_timedelta(rows.groupby(level=0).cumcount(), unit="h")
    from_, to = np.maximum(hour, rows["begin"]), np.minimum(hour + pd.Timedelta("1h"), rows["end"])
    length = (rows["end"] - rows["begin"]) / pd.Timedelta("1h")
    weight = np.where(length > 0, (to - from_) / pd.Timedelta("1h") / length.where(length > 0, 1), 1.0)
    table = np.zeros((7, 24))
    np.add.at(table, (hour.dt.dayofweek.to_numpy(), hour.dt.hour.to_numpy()), weight)
    return table


CONTENDERS = {"ours": ours, "pandas, hour by hour": theirs}


def agreement(ours: Any, theirs: Any) -> str:
    """The largest difference of a cell."""
    return f"largest difference {np.abs(ours - theirs).max():.1e}"
