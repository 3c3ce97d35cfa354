"""Within a source each key counts once, by its last file; undoing a file brings back what it had replaced."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.observations.schema import Kind
from trygghjulet.observations.store import write

YEAR = Period.year(2025)
#: What a file holds: for each row its key, if it has one.
Keys = list[str | None]


def stored(folder: Path, keys: Keys, category: str) -> Path:
    rows = {"happened_from": datetime.combine(date(2025, 5, 1), datetime.min.time()), "amount": 1}
    return write(
        pl.DataFrame(
            [rows | {"category": category, "key": key} for key in keys],
            schema_overrides={"key": pl.String},
        ),
        folder=folder,
        kind=Kind.INCIDENTS,
    ).path


def counted(files: list[tuple[str, Keys]]) -> dict[str, int]:
    """By category (the file's own), what plain Python counts: each row without a later file's key."""
    found: Counter[str] = Counter()
    for number, (category, keys) in enumerate(files):
        later = {key for _, others in files[number + 1 :] for key in others if key}
        found[category] += sum(key is None or key not in later for key in keys)
    return {category: n for category, n in found.items() if n}


@settings(max_examples=25, deadline=None)
@given(
    files=st.lists(
        st.lists(st.none() | st.sampled_from("abcde"), min_size=1, max_size=8), min_size=1, max_size=4
    ),
    undone=st.sets(st.integers(0, 3)),
)
def test_any_order_of_accepting_and_undoing_counts_each_key_once(files: list[Keys], undone: set[int]) -> None:
    named = [(f"fil {number}", keys) for number, keys in enumerate(files)]
    with TemporaryDirectory() as folder:
        paths = [stored(Path(folder), keys, name) for name, keys in named]
        left = [number for number in range(len(named)) if number not in undone]
        with Observations.open([paths[number] for number in left]) as ask:
            assert dict(ask.counts_by_category(YEAR).rows()) == counted([named[number] for number in left])


def test_undoing_the_first_of_two_overlapping_files_loses_nothing(tmp_path: Path) -> None:
    first = stored(tmp_path, [f"K{n}" for n in range(100)], "först")
    second = stored(tmp_path, [f"K{n}" for n in range(120)], "sedan")
    with Observations.open([first, second]) as both, Observations.open([second]) as left:
        assert both.total(YEAR) == left.total(YEAR) == 120


def test_a_case_with_several_rows_in_one_file_keeps_them_all(tmp_path: Path) -> None:
    with Observations.open([stored(tmp_path, ["K1", "K1", "K2"], "ärende")]) as ask:
        assert ask.total(YEAR) == 3


@pytest.mark.parametrize("apart", [True, False])
def test_the_same_key_in_two_sources_is_two_things(tmp_path: Path, *, apart: bool) -> None:
    police, council = stored(tmp_path, ["1", "2"], "polis"), stored(tmp_path, ["2", "3"], "kommun")
    sources = ([police], [council]) if apart else ([police, council],)
    with Observations.open(*sources) as ask:
        assert ask.total(YEAR) == (4 if apart else 3)
