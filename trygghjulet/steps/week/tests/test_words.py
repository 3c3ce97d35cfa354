"""How a week is told: in plain words, with why and how sure, and without a small sum of those who don't share rows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from trygghjulet.documents.html import html
from trygghjulet.steps.week.rules.figures import Figures, Line, Standing
from trygghjulet.steps.week.rules.gathering import Counted
from trygghjulet.steps.week.rules.standouts import Things, standouts
from trygghjulet.steps.week.rules.state import MOVES, State, refusal
from trygghjulet.steps.week.rules.words import method, outstanding
from trygghjulet.steps.week.section import figures_sections
from trygghjulet.steps.week.tests.test_gathering import SEEN, figures, weekly

pytestmark = pytest.mark.requirement("SCN-7", "SCN-3")


def told(of: Figures) -> str:
    """All that a page says of figures."""
    return html(figures_sections(of)).replace("\xa0", " ")


def test_why_something_stands_out_and_how_sure_it_is() -> None:
    page = told(figures([SEEN] * 16 + weekly(SEEN, 30) * 4))
    assert "Klotter vid Torget: 16 mot vanligen 4." in page
    assert "Tydligt fler än vanligt. Så många är svåra att förklara med en tillfällighet." in page


def test_a_quiet_week_says_how_much_was_looked_at() -> None:
    page = told(figures([SEEN] * 4 + weekly(SEEN, 30) * 4))
    assert "Inget sticker ut. 4 rader har setts över" in page
    assert "som vanligt" in page


def test_few_weeks_behind_cannot_be_told() -> None:
    page = told(figures([SEEN] * 9 + weekly(SEEN, 5)))
    assert (
        "Vad som är ovanligt kan inte avgöras ännu. Det behövs minst 15 hela veckor bakåt, och det finns 4."
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


def test_what_shares_its_reports_is_told_once_and_as_particularly_as_can_be() -> None:
    other = replace(SEEN, place=None, area="s1", category="unsafe")
    of = figures([SEEN] * 16 + [other] * 4 + weekly(SEEN, 30) * 4 + weekly(other, 30) * 4)
    [told_once] = outstanding(of)
    assert [line.key for line in told_once.lines] == [
        "place:1",
        "category:damage.graffiti",
        "area:n1",
        "all:all",
    ]
    page = told(of)
    assert (
        "Samma rapporter ligger bakom: Torget (16 mot 4), Klotter (16 mot 4), Norra backen (16 mot 4), "
        "allt sammantaget (20 mot 8)." in page
    )
    assert re.search(r"Sticker ut</dt>\s*<dd[^>]*>1<|>1<", page)


def test_two_places_of_their_own_are_told_as_two() -> None:
    park = replace(SEEN, place=2, area="s1", category="unsafe")
    of = figures([SEEN] * 16 + [park] * 15 + weekly(SEEN, 30) * 4 + weekly(park, 30) * 3)
    assert {one.name for one in outstanding(of)} == {"Klotter vid Torget", "Otrygg plats vid Plats 2"}


def test_an_alarm_on_a_hidden_sum_is_no_alarm() -> None:
    line = Line("category:Våld", "Våld", 4, standing=Standing.MORE, q=0.01, p=0.001, expected=0.5)
    base = figures([]).materials[0]
    hidden = replace(base, shared=False, smallest=5, hashes=("a",), categories=(line,))
    assert standouts([(hidden, Things())], {}) == ()
    assert standouts([(replace(hidden, smallest=3), Things())], {})[0].name == "Våld"


def test_the_method_says_its_limits() -> None:
    page = html((method(figures([])),)).replace("\xa0", " ")
    assert "högst 10 % av det som pekas ut väntas vara falskt alarm" in page
    assert "Att något sticker ut säger inte varför." in page


@pytest.mark.parametrize("now", list(State))
def test_a_measure_moves_only_as_the_table_says(now: State) -> None:
    for to in State:
        assert bool(refusal(now, to)) == (to not in MOVES[now])
    assert "kan inte bli pågår" in refusal(State.DONE, State.DOING)
