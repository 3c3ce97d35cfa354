"""The arrangements that come with the product: word for word as their sources, every clause accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from trygghjulet.cooperation.agreements.rules.blueprints import HERE, load, names, read_path
from trygghjulet.obligations.words import Blueprint, Duty, Lines, Open

ROOT = Path(__file__).parents[4]
SOURCES = ROOT.parent / "shared" / "sources"
ACT = ROOT / "trygghjulet" / "oversight" / "law"
DOCS = ROOT / "docs" / "sources"
PAGES = {
    "goteborg-2022": ("goteborg-2022.md", "goteborg-2022-overenskommelsen.md"),
    "goteborg-2024": ("goteborg-2024.md",),
    "harryda": ("harryda.md",),
    "malmo": ("malmo.md",),
    "molndal": ("molndal.md",),
    "stockholm": ("stockholm.md",),
}

pytestmark = pytest.mark.requirement("AGR-6", "DUT-1")


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@lru_cache
def lines_of(file: str) -> tuple[str, ...]:
    return tuple((SOURCES / file).read_text(encoding="utf-8").split("\n"))


def quoted(blueprint: Blueprint) -> Iterator[tuple[str, str, str, Lines | None]]:
    """Everything that is said to stand in a source: what it is, its words, its file and its lines."""
    head = blueprint.head
    for duty in (*blueprint.duties, *blueprint.practices):
        instrument = blueprint.instrument(duty.instrument)
        yield duty.id, duty.clause, instrument.file if instrument else "", duty.lines
    for part in blueprint.parts:
        instrument = blueprint.instrument(part.instrument) or head
        yield part.title, part.text, instrument.file if instrument else "", part.lines
    for one in blueprint.assessments:
        instrument = blueprint.instrument(one.instrument) or head
        yield one.about, one.clause, one.file or (instrument.file if instrument else ""), one.lines
    for forum in blueprint.forums:
        instrument = blueprint.instrument(forum.instrument) or head
        for said in (forum.purpose, forum.mandate):
            if said is not None:
                yield forum.id, said.text, instrument.file if instrument else "", said.lines


def test_the_six_arrangements_are_there() -> None:
    assert set(names()) == set(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_quotation_is_the_sources_own_words(name: str) -> None:
    if not SOURCES.is_dir():
        pytest.skip("källorna finns inte bredvid projektet")
    wrong = []
    for what, words, file, lines in quoted(load(name)):
        if not words:
            continue
        assert lines is not None, f"{what} har inga rader"
        there = folded(" ".join(lines_of(file)[lines[0] - 1 : lines[1]]))
        if folded(words) not in there:
            wrong.append((what, lines, words[:80]))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_duty_has_its_clause_and_place(name: str) -> None:
    for duty in load(name).duties:
        assert duty.clause, duty.id
        assert duty.lines, duty.id


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_duty_stands_in_its_sources_page_and_every_id_there_is_a_duty(name: str) -> None:
    blueprint = load(name)
    ids = {one.id for one in (*blueprint.duties, *blueprint.practices)}
    pages = "\n".join((DOCS / page).read_text(encoding="utf-8") for page in PAGES[name])
    told = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)*)`", pages))
    assert ids - told == set()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_an_open_timing_keeps_the_sources_own_word(name: str) -> None:
    duties = load(name).duties

    def words(duty: Duty) -> str:
        """The clause, and the others of the same sentence."""
        beside = [one for one in duties if one.lines and duty.lines and one.lines[0] <= duty.lines[1]]
        same = [one for one in beside if one.lines and duty.lines and one.lines[1] >= duty.lines[0]]
        return folded(" ".join(f"{one.clause} {one.restored} {one.reading}" for one in same)).casefold()

    wrong = [
        (duty.id, duty.when.word)
        for duty in duties
        if isinstance(duty.when, Open) and duty.when.word.casefold()[:6] not in words(duty)
    ]
    assert wrong == []


def test_the_wheel_has_five_steps_in_one_and_six_in_the_other() -> None:
    assert len(load("goteborg-2024").steps) == 5
    assert len(load("goteborg-2022").steps) == 6


@pytest.mark.requirement("PRI-2")
def test_the_problem_areas_come_with_the_arrangements() -> None:
    assert len(load("molndal").problems) == 3
    assert len(load("harryda").problems) == 4
    parts = {one.title: one.parts for one in load("goteborg-2024").problems}
    assert "Barn och unga i riskzon för kriminalitet" in parts["Särskilt utsatta grupper"]
    assert all(one.goal for one in load("harryda").problems)


@pytest.mark.requirement("AGR-3")
def test_each_ends_as_it_says_itself() -> None:
    def rule(name: str) -> tuple[str, str, str]:
        head = load(name).head
        assert head is not None
        assert head.termination is not None
        return head.termination.who, head.termination.ends, head.termination.renegotiated_by

    assert rule("goteborg-2024") == ("either_party", "next_meeting", "signed_anew")
    assert rule("goteborg-2022") == ("either_party", "next_meeting", "decided_by_forum")
    assert rule("molndal")[0] == rule("harryda")[0] == "either_party"
    assert rule("stockholm") == ("unsaid", "unsaid", "decided_by_forum")


def test_each_lists_the_gaps_of_its_source() -> None:
    for name in names():
        assert load(name).gaps, name


def test_nothing_in_them_names_who_signed() -> None:
    told = "\n".join(path.read_text(encoding="utf-8") for path in (*HERE.rglob("*.toml"), *DOCS.glob("*.md")))
    people = re.compile(r"\b(Attenius|Hessman|Kullmyr|Vorberg|Nylén|Wanngård|Josefson|Fogelklou)\b")
    assert people.findall(told) == []


def test_the_act_is_written_in_the_same_language() -> None:
    acts = list(ACT.rglob("act.toml"))
    assert len(acts) == 1
    act = read_path(acts[0])
    paragraphs = " ".join(one.id + one.title for one in act.duties)
    assert all(str(number) in paragraphs for number in range(4, 15))
