"""Votes are counted anew: what is counted, who decides when the votes are equal, and what is said to differ."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from trygghjulet.cooperation.forums.rules.votes import (
    Ballot,
    Choice,
    Declared,
    Known,
    Stated,
    by_party,
    differences,
    party_of,
    read,
    recount,
    write,
)

pytestmark = pytest.mark.requirement("FOR-5")

_PARTIES = st.sampled_from(("S", "M", "SD", "V", "KD", "MP", ""))


@st.composite
def ballots(draw: st.DrawFn, *, least: int = 0) -> tuple[Ballot, ...]:
    """Ballots of different members, of whom one at most is the chair."""
    drawn = draw(
        st.lists(st.tuples(_PARTIES, st.sampled_from(Choice), st.booleans()), min_size=least, max_size=25)
    )
    chair = draw(st.integers(-1, len(drawn) - 1)) if drawn else -1
    return tuple(
        Ballot(f"{party or 'Ledamot'} {i}", choice, party, serving, i == chair)
        for i, (party, choice, serving) in enumerate(drawn)
    )


@given(ballots(), st.booleans())
def test_everybody_is_counted_once(cast: tuple[Ballot, ...], casting: bool) -> None:
    found = recount(cast, casting_vote=casting)
    assert found.yes + found.no + found.abstaining + found.absent == len(cast)
    shown = [
        name
        for row in by_party(cast)
        for part in (row.yes, row.no, row.abstaining, row.absent)
        for name in part
    ]
    assert len(shown) == len(cast)


@given(ballots(), st.booleans())
def test_the_order_of_the_ballots_does_not_matter(cast: tuple[Ballot, ...], casting: bool) -> None:
    assert recount(cast, casting_vote=casting) == recount(cast[::-1], casting_vote=casting)


@given(ballots(), st.booleans())
def test_most_votes_win_and_a_tie_is_the_chairs_or_nobodys(cast: tuple[Ballot, ...], casting: bool) -> None:
    found = recount(cast, casting_vote=casting)
    chair = next((b.choice for b in cast if b.chairs and b.choice in (Choice.YES, Choice.NO)), None)
    if found.yes > found.no:
        assert (found.winner, found.casting_vote) == (Choice.YES, False)
    elif found.no > found.yes:
        assert (found.winner, found.casting_vote) == (Choice.NO, False)
    elif casting and chair:
        assert (found.winner, found.casting_vote) == (chair, True)
    else:
        assert (found.winner, found.casting_vote) == (None, False)


@given(ballots(least=1))
def test_those_who_abstain_change_nothing_of_the_outcome(cast: tuple[Ballot, ...]) -> None:
    quiet = tuple(b for b in cast if b.choice in (Choice.YES, Choice.NO))
    assert recount(cast, casting_vote=True).winner == recount(quiet, casting_vote=True).winner


@given(ballots())
def test_rows_are_read_as_they_are_written(cast: tuple[Ballot, ...]) -> None:
    found, wrong = read(write(cast))
    assert wrong == ()
    assert [(b.voter, b.choice, b.serving_substitute, b.chairs) for b in found] == [
        (b.voter, b.choice, b.serving_substitute, b.chairs) for b in cast
    ]


@given(st.text(max_size=400))
def test_whatever_is_written_is_read_or_told_wrong_with_its_row(text: str) -> None:
    found, wrong = read(text)
    filled = [row for row in text.splitlines() if row.strip()]
    assert len(found) + len(wrong) == len(filled)
    assert all(line.startswith("Rad ") for line in wrong)


def test_what_is_wrong_is_told_row_by_row() -> None:
    found, wrong = read(
        "S 1; ja; ordförande\n\nM 1; kanske\nM 2\ns 1; nej\nV 1; Avstår; ersättare\nL 1; ja; gäst\n; ja"
    )
    assert [b.voter for b in found] == ["S 1", "V 1"]
    assert wrong == (
        "Rad 3: ”kanske” är inte ja, nej, avstår eller frånvarande.",
        "Rad 4: ange hur M 2 röstade: ja, nej, avstår eller frånvarande.",
        "Rad 5: s 1 står redan på rad 1.",
        "Rad 7: ”gäst” är varken ersättare eller ordförande.",
        "Rad 8: ange vem som röstade före det första semikolonet.",
    )


@pytest.mark.parametrize(
    ("voter", "party"),
    [("S 1", "S"), ("KD 12", "KD"), ("En Ledamot (MP)", "MP"), ("Ordföranden", ""), ("Rektor 1", "Rektor")],
)
def test_the_party_is_read_from_what_the_voter_is_called(voter: str, party: str) -> None:
    assert party_of(voter) == party


_NOTHING = Declared()


def _say(
    rows: str, *, declared: Declared = _NOTHING, casting: bool = True, **more: object
) -> tuple[str, ...]:
    cast = read(rows)[0]
    found = recount(cast, casting_vote=casting)
    return differences(cast, found, declared, more.get("stated", Stated()), more.get("known", Known()))  # type: ignore[arg-type]  # the test gives what it names


def test_a_tie_that_nobody_decides_is_told_with_where_the_rule_stands() -> None:
    (said,) = _say("S 1; ja\nM 1; nej")
    assert "Rösterna är lika, 1–1" in said
    assert "kommunallagen (2017:725) 5 kap. 54 §" in said
    assert _say("S 1; ja; ordförande\nM 1; nej") == ()
    assert "Rösterna är lika" in _say("S 1; ja; ordförande\nM 1; nej", casting=False)[0]


def test_figures_and_outcome_that_differ_are_told() -> None:
    said = _say(
        "S 1; ja\nS 2; ja\nM 1; nej\nL 1; avstår",
        declared=Declared(3, 1, 0),
        stated=Stated("”Avslaget”", "”Beslutat”", lost_but_carried=("Avslag från M 1",)),
    )
    assert said == (
        "Enligt protokollet är det 3 ja, men rösterna är 2.",
        "Enligt protokollet är det 0 avstår, men rösterna är 1.",
        "Rösterna ger ja 2–1–1, men beslutets utgång är ”Avslaget”. Enligt rösterna vore den ”Beslutat”.",
        "Avslag från M 1 förlorade omröstningen men står som bifallet.",
    )


def test_votes_that_can_not_be_are_told_with_whose_they_are() -> None:
    cast = (
        Ballot("S 1", Choice.YES, "S", appointment=1, chairs=True),
        Ballot("S 1 igen", Choice.YES, "S", appointment=1, chairs=True),
        Ballot("M 1", Choice.NO, "M", appointment=2),
        Ballot("L 1", Choice.NO, "L", appointment=3),
        Ballot("V 1", Choice.NO, "V", serving_substitute=True, appointment=4),
    )
    known = Known(frozenset({2, 4}), frozenset({4}), {4: 1}, frozenset({3}), most=4)
    said = differences(cast, recount(cast, casting_vote=True), Declared(), Stated(), known)
    assert said == (
        "Flera står som ordförande: S 1, S 1 igen.",
        "S 1 har röstat mer än en gång.",
        "M 1 är ersättare och har röstat utan att tjänstgöra.",
        "L 1 har röstat men står som frånvarande på mötet.",
        "V 1 tjänstgör för en ledamot som själv har röstat.",
        "5 har röstat, men forumet har högst 4 ledamöter.",
    )


def test_the_rows_of_a_table_are_taken_as_they_are_copied() -> None:
    copied = "S 1\tja\tordförande\nM 1\tnej\tersättare\nL 1\tavstår\t\n"
    written = "S 1; ja; ordförande\nM 1; nej; ersättare\nL 1; avstår"
    assert read(copied) == read(written)
    assert len(read(copied)[0]) == 3
