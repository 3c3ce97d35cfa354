"""The cooperation's page tells how every step of a round stands, and what is whose to do."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from trygghjulet.overview.queries import RoundState, state_of


def rounds_of(cast: Cast, name: str) -> dict[str, RoundState]:
    state = state_of(cast.scope(name), cooperation=cast.home.cooperation)
    return {entry.round.level: entry for entry in state.rounds}


@pytest.mark.requirement("USE-2")
def test_a_step_is_done_lacking_or_not_begun(cast: Cast) -> None:
    local = {key: state.words for key, state in rounds_of(cast, "saga")["Lokalt"].states.items()}
    assert (local["scanning"], local["picture"]) == ("Klar", "Klar")
    assert (local["priorities"], local["causes"], local["followup"]) == ("Inte börjad",) * 3
    assert rounds_of(cast, "saga")["Stadsövergripande"].states["picture"].words == "En sak kvar"


@pytest.mark.requirement("USE-2")
def test_what_is_left_to_do_is_shown_to_those_who_may_do_it(cast: Cast) -> None:
    assert "Lägesbilden är inte antagen." in {
        gap.words for gap in rounds_of(cast, "saga")["Stadsövergripande"].mine
    }
    assert rounds_of(cast, "pia")["Stadsövergripande"].mine == ()


def test_the_page_says_it(cast: Cast) -> None:
    page = cast.client("saga").get("/lillaker/").content.decode()
    assert "Stegen i varvet" in page
    assert "En sak kvar" in page
    assert page.count('aria-current="page">Varven') == 1
