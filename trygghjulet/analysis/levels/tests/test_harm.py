"""Incidents counted by how serious they are."""

from __future__ import annotations

from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.changes.change import Verdict, change
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.levels.harm import harm, harm_change, harm_shares
from trygghjulet.analysis.levels.harm_table import default_harm_table, read_harm_table
from trygghjulet.analysis.levels.rates import rate
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

NAMES = ["rån", "stöld", "skadegörelse"]
few = st.lists(st.integers(0, 60), min_size=3, max_size=3)


@pytest.mark.requirement("PIC-4")
def test_a_robbery_weighs_more_than_a_theft() -> None:
    told = harm([2, 10, 0], NAMES)
    assert told.by_category.tolist() == [2 * (365 + 180), 10 * 30, 0]
    assert (told.value, told.count) == (1390, 12)
    assert told.mean == pytest.approx(1390 / 12)
    assert told.low < told.value < told.high


@pytest.mark.parametrize(
    ("name", "days", "law"),
    [
        ("mord", 3650, "3 kap. 1 §"),
        ("Grov misshandel", 545, "3 kap. 6 § första stycket"),
        (" våldtäkt ", 1095, "6 kap. 1 § första stycket"),
        ("inbrottsstöld", 365, "8 kap. 4 a §"),
        ("bostadsinbrott", 365, "8 kap. 4 a §"),
        ("misshandel", 30, "3 kap. 5 §"),  # the shortest imprisonment there is
        ("ofredande", 10, "4 kap. 7 §"),  # thirty day-fines
    ],
)
def test_the_table_is_the_laws(name: str, days: float, law: str) -> None:
    table = default_harm_table()
    assert harm([1], [name]).value == days
    assert table.law[name.strip().lower()] == law
    assert "2026-04-29" in table.source
    assert all(law.count("kap.") == 1 and "§" in law for law in table.law.values())
    assert min(table.weight.values()) > 0


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "egen.csv"
    table.write_text("\ufeffcategory;weight\nRån;8,5\nstöld;1\n", encoding="utf-8")
    assert harm([2, 3], ["rån", "Stöld"], read_harm_table(table)).value == 20
    assert harm([2, 3], ["rån", "stöld"], {"Rån": 8.5, "stöld": 1}).value == 20
    toml = tmp_path / "egen.toml"
    toml.write_text(
        'title = "a"\nsource = "b"\nunit = "c"\n[[offence]]\nname = "rån"\nweight = 7\n', encoding="utf-8"
    )
    assert harm([2], ["rån"], read_harm_table(toml)).value == 14


@pytest.mark.parametrize(
    "text",
    [
        "",
        "category;weight\n",
        "a;b\nrån;1\n",
        "category;weight\nrån;x\n",
        "category;weight\nrån;-1\n",
        "category;weight\nrån;nan\n",
        "category;weight\nrån;1\nRån;2\n",
        "category;weight\nrån\n",
    ],
)
def test_a_table_that_does_not_do_is_refused(text: str, tmp_path: Path) -> None:
    for name in ("fel.csv", "fel.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        refuses(read_harm_table, tmp_path / name, code="harm_table")
    refuses(read_harm_table, tmp_path / "finns inte.csv", code="harm_table")


def test_categories_that_are_unknown_are_listed() -> None:
    with pytest.raises(UnfitData, match=r"saknar Klotter, trolleri\.") as refused:
        harm([1, 2, 3], ["Klotter", "rån", "trolleri"])
    assert refused.value.code == "unknown_category"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300), st.floats(0.1, 5000), st.sampled_from([0.9, 0.95]))
def test_alike_weights_give_the_exact_intervals(first: int, second: int, weight: float, level: float) -> None:
    told, plain = harm([first], ["x"], {"x": weight}, level=level), rate(first, 1, per=1, level=level)
    assert plain.low is not None
    assert (told.low, told.high) == pytest.approx((plain.low * weight, plain.high * weight), rel=1e-9)
    both = harm_change([first], [second], ["x"], 2, 3, weight={"x": weight}, level=level)
    wanted = change(first, second, 2, 3, level=level)
    assert both.ratio == pytest.approx(wanted.ratio)
    if wanted.low is not None:
        assert (both.low, both.high) == pytest.approx((wanted.low, wanted.high), rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(few, few, st.floats(0.1, 10))
def test_interval_and_p_say_the_same_and_order_and_unit_do_not_matter(
    before: list[int], after: list[int], unit: float
) -> None:
    told = harm_change(before, after, NAMES)
    if told.p is None:
        return
    assert (told.p < 0.05) == (told.verdict is not Verdict.CANNOT_BE_TOLD)
    weight = {name: value * unit for name, value in default_harm_table().weight.items()}
    turned = harm_change(before[::-1], after[::-1], NAMES[::-1], weight=weight)
    assert turned.p == pytest.approx(told.p, rel=1e-6, abs=1e-12)
    assert turned.high == pytest.approx(told.high, rel=1e-6)
    swapped = harm_change(after, before, NAMES)
    assert swapped.p == pytest.approx(told.p, rel=1e-6, abs=1e-12)
    if told.low and swapped.high not in (None, inf):
        assert swapped.high == pytest.approx(1 / told.low, rel=1e-6)


def test_more_harm_though_fewer_incidents() -> None:
    told = harm_change([10, 900, 300], [60, 500, 200], NAMES)
    assert told.verdict is Verdict.INCREASE
    assert change(1210, 760).verdict is Verdict.DECREASE


def test_nothing_at_all() -> None:
    none = harm([0, 0, 0], NAMES)
    assert (none.value, none.low, none.mean) == (0, 0, None)
    assert none.high == pytest.approx(545 * 3.688879, rel=1e-6)
    assert harm_change([0, 0, 0], [0, 0, 0], NAMES).verdict is Verdict.CANNOT_BE_TOLD
    assert harm_change([0, 0, 0], [1, 0, 0], NAMES).ratio == inf
    assert harm([3], ["x"], {"x": 0}).value == 0


def test_overdispersion_widens() -> None:
    plain, spread = harm([9, 90, 9], NAMES), harm([9, 90, 9], NAMES, overdispersion=4)
    assert spread.low < plain.low
    assert spread.high > plain.high
    # Counts that vary φ times more are as a φ-th of them with weights φ times as large.
    fewer = harm([9, 90, 9], NAMES, {name: 4 * w for name, w in default_harm_table().weight.items()})
    assert harm([36, 360, 36], NAMES, overdispersion=4).high == pytest.approx(fewer.high)


@pytest.mark.requirement("PIC-4")
def test_shares_of_the_areas() -> None:
    told = harm_shares([[4, 10, 0], [0, 40, 20], [0, 0, 0]], NAMES)
    assert told.share.sum() == pytest.approx(1)
    assert told.count_share.tolist() == [14 / 74, 60 / 74, 0]
    assert told.share[0] == pytest.approx((4 * 545 + 300) / (4 * 545 + 300 + 1800))
    assert (told.share_low <= told.share).all()
    assert (told.share <= told.share_high).all()
    assert told.value[0] == harm([4, 10, 0], NAMES).value
    assert np.isnan(harm_shares([[0, 0, 0]], NAMES).share).all()
    assert harm_shares([[4, 10, 0]], NAMES).share_high[0] == 1


def test_ugly_input() -> None:
    for bad in BAD_COUNTS:
        refuses(harm, bad, NAMES)
        refuses(harm_change, bad, [1, 2, 3], NAMES)
        refuses(harm_change, [1, 2, 3], bad, NAMES)
        refuses(harm_shares, bad, NAMES)
    for odd in ODD_COUNTS:
        names = [str(n) for n in range(len(odd))]
        weight = {name: number for number, name in enumerate(names)}
        answers_or_refuses(harm, odd, names, weight)
        answers_or_refuses(harm_change, odd, odd[::-1], names, weight=weight)
        answers_or_refuses(harm_shares, [odd, odd], names, weight)
    refuses(harm, [1, 2], NAMES, code="shape")
    refuses(harm_shares, [[1, 2]], NAMES, code="shape")
    for weight in ({"rån": -1}, {"rån": float("nan")}, {"rån": 1e300}, {"rån": "x"}, [1], 3):
        refuses(harm, [1], ["rån"], weight)
    refuses(harm, [1, 2, 3], NAMES, overdispersion=0, code="overdispersion")
    refuses(harm, [1, 2, 3], NAMES, level=0, code="level")
    refuses(harm_change, [1, 2, 3], [1, 2, 3], NAMES, 0, 1, code="not_positive")


def test_counts_that_vary_beyond_all_measure_give_an_end_or_none() -> None:
    weight = {"x": 2.0, "y": 3.0}
    answers_or_refuses(harm_change, [5, 6], [0, 0], ["x", "y"], 10, weight=weight, overdispersion=1e9)
    answers_or_refuses(harm_shares, [[0, 0], [1, 0]], ["x", "y"], weight, overdispersion=1e9)


def test_a_file_that_can_not_be_read_is_refused_in_swedish_only(tmp_path: Path) -> None:
    (tmp_path / "fel.toml").write_text("= =", encoding="utf-8")
    for path in (tmp_path / "finns inte.csv", tmp_path / "fel.toml", None):
        told = answers_or_refuses(read_harm_table, path)
        assert told.sentence.endswith("kan inte läsas. Rätta tabellen.")
