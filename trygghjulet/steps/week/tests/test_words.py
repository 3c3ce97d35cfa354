"""How a week is told: in plain words, with why and how sure, and without a small sum of those who don't share rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trygghjulet.documents.html import html
from trygghjulet.steps.week.rules.figures import Figures, Line, Standing
from trygghjulet.steps.week.rules.gathering import Counted
from trygghjulet.steps.week.rules.state import MOVES, State, refusal
from trygghjulet.steps.week.rules.words import alarms, how_rare, method
from trygghjulet.steps.week.section import figures_sections
from trygghjulet.steps.week.tests.test_gathering import SEEN, figures, weekly

pytestmark = pytest.mark.requirement("SCN-7", "SCN-3")


def told(of: Figures) -> str:
    """All that a page says of figures."""
    return html(figures_sections(of)).replace("\xa0", " ")


def test_why_something_stands_out_and_how_sure_it_is() -> None:
    page = told(figures([SEEN] * 16 + weekly(SEEN, 30) * 4))
    assert "16 rapporter tydligt fler än vanligt: 16 mot väntade 4,0" in page
    assert "Slumpen ensam ger så många" in page
    assert "Mest klotter (16)." in page


def test_a_quiet_week_says_how_much_was_looked_at() -> None:
    page = told(figures([SEEN] * 4 + weekly(SEEN, 30) * 4))
    assert "Inget sticker ut. 4 rader har setts över" in page
    assert "som vanligt" in page


def test_few_weeks_behind_cannot_be_told() -> None:
    page = told(figures([SEEN] * 9 + weekly(SEEN, 5)))
    assert (
        "Vad som är ovanligt kan inte avgöras. Det behövs minst 12 hela veckor bakåt, och det finns 4."
        in page
    )
    assert "kan inte avgöras" in page


def test_no_reports_at_all_is_said() -> None:
    assert "Inga rapporter från fältet om den här veckan har kommit." in told(figures([]))


def test_small_sums_of_those_who_keep_their_rows_are_hidden() -> None:
    source = Counted(
        "Polisens händelser",
        "Polisen",
        "Anmälda brott.",
        shared=False,
        smallest=5,
        hashes=("a",),
        weeks=({("n1", "Våld"): 4, ("n1", "Stöld"): 13, ("s1", "Stöld"): 29},),
    )
    page = told(figures([SEEN, *[replace(SEEN, party=9)] * 3], source))
    assert "dold" in page
    assert "<td>4</td>" not in page
    assert "Raderna stannar hos Polisen. Bara summor visas, och inga antal under 5." in page
    # Three reports of one organisation: neither its own number nor the one category it fell in.
    own = page[page.index("bara delar summor") :]
    assert ">3<" not in own[: own.index("Annat underlag")]


def test_an_alarm_on_a_hidden_sum_is_no_alarm() -> None:
    line = Line("category:Våld", "Våld", 4, standing=Standing.MORE, q=0.01, p=0.001, expected=0.5)
    base = figures([])
    hidden = replace(base.materials[0], shared=False, smallest=5, hashes=("a",), categories=(line,))
    assert alarms(replace(base, materials=(base.materials[0], hidden))) == ()


def test_how_rare_is_told_in_round_weeks() -> None:
    assert how_rare(0.004) == "ungefär en vecka på 200"
    assert how_rare(0.00029) == "ungefär en vecka på 3\xa0000"
    assert how_rare(1e-9) == "mer sällan än en vecka på 10 000"


def test_the_method_says_its_limits() -> None:
    page = html((method(figures([])),)).replace("\xa0", " ")
    assert "högst 10 % av det som pekas ut väntas vara falskt alarm" in page
    assert "Att något sticker ut säger inte varför." in page


@pytest.mark.parametrize("now", list(State))
def test_a_measure_moves_only_as_the_table_says(now: State) -> None:
    for to in State:
        assert bool(refusal(now, to)) == (to not in MOVES[now])
    assert "kan inte bli pågår" in refusal(State.DONE, State.DOING)
