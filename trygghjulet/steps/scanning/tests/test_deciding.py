"""Words that nobody has interpreted are decided by a person, and then counted under the common category."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import CategoryMapping, Theme
from trygghjulet.steps.scanning.operations import Terms, change_source, decide_categories
from trygghjulet.steps.scanning.queries import joint_datasets, meanings, paths_of, version_of

pytestmark = pytest.mark.requirement("SCN-4")


def address(name: str, *args: object) -> str:
    return reverse(f"scanning:{name}", args=(HOME.slug, *args))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def decide(cast: Cast, **decisions: str | None) -> int:
    return decide_categories(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        reader="incidents",
        decisions=decisions,
    )


def counted(cast: Cast, *categories: str) -> dict[str, int]:
    found = joint_datasets(cast.home.cooperation, theme=Theme.CRIME, kind=Kind.INCIDENTS)
    with Observations.open(*paths_of(found)) as ask:
        span = ask.span()
        assert isinstance(span, Period)
        rows = ask.counts_by_category(span, categories=categories or None)
    return dict(rows.iter_rows())


def test_the_unmapped_word_stands_first_and_in_the_overview(cast: Cast) -> None:
    page = text(cast.client("saga").get(address("categories")))
    assert "1 ord i underlaget har ingen gemensam kategori" in page
    assert page.index(">Våld</label>") < page.index("Vad orden betyder nu") < page.index("Skadegörelse</th>")
    assert "Ord som ingen har tolkat" in text(cast.client("saga").get(address("show")))


@pytest.mark.requirement("SCN-3")
def test_how_many_rows_a_word_has_is_told_to_those_who_may_see_the_rows(cast: Cast) -> None:
    rows = f"{counted(cast)['Stöld']:,}".replace(",", " ")
    assert f"<div>{rows}</div>" in text(cast.client("palle").get(address("categories"))).replace("\xa0", " ")
    assert f"<div>{rows}</div>" not in text(cast.client("saga").get(address("categories"))).replace(
        "\xa0", " "
    )


def test_a_decision_is_counted_by_and_a_withdrawn_one_no_more(cast: Cast) -> None:
    before = counted(cast)
    assert decide(cast, Våld="violence.assault", Stöld="") == 2
    assert meanings(cast.home.cooperation, "incidents")["Våld"] == "Misshandel"
    after = counted(cast)
    assert after["Misshandel"] == before["Våld"]
    assert after["Stöld"] == before["Stöld"]
    assert sum(after.values()) == sum(before.values())
    decide(cast, Våld=None)
    assert counted(cast) == before


def test_what_was_chosen_in_the_old_word_counts_the_same_after_a_decision(cast: Cast) -> None:
    before = counted(cast)["Våld"]
    decide(cast, Våld="damage")
    assert counted(cast, "Våld") == {"Skadegörelse": before}
    assert counted(cast, "Skadegörelse")["Skadegörelse"] > before


def test_many_are_decided_in_one_form_and_the_log_says_which(cast: Cast) -> None:
    sent = {"word_0": "violence", "word_0_of": ":Våld", "word_1": "-", "word_1_of": "theft.other:Stöld"}
    assert cast.client("ana").post(address("decide", "incidents"), sent).headers["Location"] == address(
        "categories"
    )
    assert set(CategoryMapping.objects.values_list("given", "node")) == {("Våld", "violence"), ("Stöld", "")}
    entry = AuditEntry.objects.filter(act="avgjorde vad källornas ord betyder").latest("pk")
    assert entry.details["words"] == {"Våld": "violence", "Stöld": ""}
    page = text(cast.client("pia").get(address("categories")))
    assert "Alla ord är tolkade" in page
    assert "Ana, " in page


def test_a_choice_that_was_only_shown_takes_nothing_back(cast: Cast) -> None:
    decide(cast, Våld="violence")
    stale = {"word_0": "", "word_0_of": ":Våld", "word_1": "theft", "word_1_of": "theft.other:Stöld"}
    cast.client("ana").post(address("decide", "incidents"), stale)
    assert CategoryMapping.objects.get(given="Våld").node == "violence"


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        ({"Vulkanutbrott": "fire"}, "Ordet Vulkanutbrott finns inte i underlaget"),
        ({"Våld": "violence.nothing"}, "Kategorin violence.nothing finns inte"),
        ({"Våld": None}, "Inget ord har fått en ny betydelse"),
    ],
)
def test_a_decision_that_cannot_hold_is_refused(
    cast: Cast, decisions: dict[str, str | None], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        decide(cast, **decisions)
    assert not CategoryMapping.objects.exists()


def test_the_words_of_a_source_that_only_the_police_see_are_theirs(cast: Cast) -> None:
    source = cast.home.source
    own = {key: getattr(source, key) for key in Terms.__dataclass_fields__} | {"sharing": "owner"}
    change_source(
        by=cast.scope("palle"),
        at=AT,
        source=source,
        seen=version_of(source),
        terms=Terms(**own),
    )
    assert "Inget underlag med kategorier" in text(cast.client("saga").get(address("categories")))
    assert ">Våld</label>" in text(cast.client("palle").get(address("categories")))
