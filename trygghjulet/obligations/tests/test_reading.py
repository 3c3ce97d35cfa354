"""Bad files: each fault is a sentence that says the file, the line, the place, the value and what to do."""

from __future__ import annotations

import json
import time
from datetime import date, datetime, time as clock
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from trygghjulet.obligations import reading
from trygghjulet.obligations.entries import Finding, Unreadable
from trygghjulet.obligations.facts import Record, read_facts
from trygghjulet.obligations.occurrences import occurrences
from trygghjulet.obligations.reading import read_blueprint, read_duty
from trygghjulet.obligations.state import judge_all
from trygghjulet.obligations.tests.cases import ARRANGEMENT, FROM_2024, MEETS, arrangement, fact, meetings
from trygghjulet.obligations.words import Blueprint, FactKind, Kind, Level, Per, Way

pytestmark = pytest.mark.requirement("DUT-1")
GOOD = MEETS + 'when = { per = "year" }'
SEAT = """
evidence = { kind = "appointment", forum = "radet" }
when = { standing = true }
[duties.composition]
[[duties.composition.seats]]
id = "ordforande"
name = "Ordförande"
"""


def text(duty: str = GOOD, *, kind: str = "meeting", valid: str = FROM_2024, more: str = "") -> str:
    return ARRANGEMENT.format(duty=duty, kind=kind, valid=valid, more=more)


def findings(content: str | bytes) -> tuple[Finding, ...]:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(Unreadable) as caught:
        read_blueprint([("min-egen.toml", raw)])
    return caught.value.findings


def fact_findings(content: str | bytes, name: str = "fakta.toml", **more: Any) -> tuple[Finding, ...]:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(Unreadable) as caught:
        read_facts(name, raw, **more)
    return caught.value.findings


def test_a_good_file_is_read() -> None:
    blueprint = read_blueprint([("min-egen.toml", text().encode())])
    (duty,) = blueprint.duties
    assert (duty.id, duty.kind, duty.level, duty.who) == (
        "skyldigheten",
        Kind.MEETING,
        Level.CITY,
        ("staden",),
    )
    assert read_blueprint([("min-egen.toml", b"\xef\xbb\xbf" + text().encode())]) == blueprint


@pytest.mark.parametrize(
    ("duty", "place", "said"),
    [
        # An unknown key, with the nearest known.
        (GOOD + '\nfroce = "should"', "froce", "är ingen känd nyckel här. Menar du force?"),
        (MEETS + 'when = { per = "year", at_lest = 2 }', "when › at_lest", "Menar du at_least?"),
        (MEETS.replace("forum", "foru") + 'when = { per = "year" }', "evidence › foru", "Menar du forum?"),
        # A word that the language does not have.
        (MEETS + 'when = { per = "yaer" }', "when › per", "”yaer” är inget av orden. Menar du year?"),
        (GOOD + '\nforce = "bindning"', "force", "”bindning” är inget av orden. Menar du binding?"),
        (GOOD + '\nlevel = "regional"', "level", "”regional” är inget av orden. Kända: city, local."),
        ('evidence = { kind = "metting" }\nwhen = { per = "year" }', "evidence › kind", "Menar du meeting?"),
        # Precisely one form.
        (MEETS + 'when = { per = "year", every = { years = 2 } }', "when", "flera former på en gång (per, every)"),
        (MEETS + "when = { at_least = 2 }", "when", "har ingen form. Precis en av per, every"),
        (MEETS + "when = { }", "when", "har ingen form"),
        # What is missing.
        ('when = { per = "year" }', "evidence", "saknas"),
        (MEETS, "when", "saknas. En skyldighet måste ha when."),
        ('evidence = { forum = "radet" }\nwhen = { per = "year" }', "evidence › kind", "saknas"),
        # Values of another type.
        (MEETS + 'when = "varje år"', "when", "”varje år” är ingen tabell"),
        (MEETS + 'when = { per = "year", at_least = "fyra" }', "when › at_least", "”fyra” är inte ett heltal"),
        (MEETS + 'when = { per = "year", at_least = true }', "when › at_least", "true är inte ett heltal"),
        (MEETS + 'when = { per = "year", at_least = 0 }', "when › at_least", "0 är för litet. Minst 1."),
        (MEETS + 'when = { per = "year", at_least = -3 }', "when › at_least", "-3 är för litet"),
        (MEETS + 'when = { per = 4 }', "when › per", "4 är inte en text"),
        (MEETS + 'when = { per = "year", about = "ja" }', "when › about", "”ja” är inte true eller false"),
        (MEETS + 'when = { per = "year", of_which = 1 }', "of_which", "1 är ingen lista av tabeller"),
        (GOOD + "\nto = 7", "to", "7 är ingen lista av texter"),
        (GOOD + '\nto = ["staden", 7]', "to", "är ingen lista av texter"),
        (GOOD + "\nlines = [9, 3]", "lines", "[9, 3] är inte två heltal i ordning"),
        (GOOD + "\nlines = [0, 3]", "lines", "Raderna räknas från 1"),
        (GOOD + '\nlines = "9"', "lines", "”9” är inte två heltal"),
        (GOOD + '\nif = "kameror"', "if", "är ingen tabell"),
        # Numbers and days that make no sense.
        (MEETS + 'when = { per = "year", at_least = 4, at_most = 2 }', "at_most", "2 är mindre än at_least 4"),
        (MEETS + 'when = { per = "year", between = ["10-01"] }', "between", "inte två dagar på året"),
        (MEETS + 'when = { per = "year", between = ["13-01", "14-01"] }', "between", "inte två dagar på året"),
        (MEETS + 'when = { per = "year", between = ["11-01", "02-01"] }', "between", "går över årsskiftet"),
        (MEETS + 'when = { per = "two_years", between = ["01-01", "02-01"] }', "between", "går inte ihop med"),
        (MEETS + "when = { every = { years = 2, months = 3 } }", "every", "anger inte precis en längd"),
        (MEETS + "when = { every = { } }", "every", "anger inte precis en längd"),
        (MEETS + "when = { every = { years = 99999 } }", "every › years", "99999 är för stort. Högst 100."),
        (MEETS + "when = { in_year = 99999 }", "in_year", "99999 är för stort"),
        (MEETS + 'when = { by = "i sommar" }', "by", "”i sommar” är inget datum. Skriv \"2024-11-21\""),
        (MEETS + 'when = { by = "2024" }', "by", "är ingen bestämd dag"),
        (MEETS + 'when = { by = "2023-02-29" }', "by", "är inget datum"),
        (MEETS + "when = { standing = false }", "standing", "ska vara true"),
        (MEETS + 'when = { alternates = "chair", between = ["staden"] }', "between", "ska namnge minst två"),
        (
            'evidence = { kind = "meeting", having = { a = { b = 1 } } }\nwhen = { per = "year" }',
            "having › a",
            "kan inte vara en egenskap",
        ),
        # Names that are not there.
        (GOOD + '\nto = ["polissen"]', "to", "polissen finns inte bland parter, funktioner och forum. Menar"),
        (MEETS.replace("radet", "rodet") + 'when = { per = "year" }', "evidence", "forumet rodet finns inte"),
        (
            MEETS + 'when = { before = { kind = "meeting", forum = "rodet" } }',
            "evidence",
            "forumet rodet finns inte. Menar du radet?",
        ),
        # What belongs together.
        (MEETS + "when = { never = true }", "when", "never och prohibition hör ihop"),
    ],
)  # fmt: skip
def test_a_bad_duty_is_told_with_place_value_and_remedy(duty: str, place: str, said: str) -> None:
    content = text(duty)
    (finding, *_) = [one for one in findings(content) if one.where.endswith(place)]
    # The file, the line of the duty's own heading, and which duty it is.
    assert finding.file == "min-egen.toml"
    assert content.splitlines()[finding.line - 1] == "[[duties]]"
    assert "duties 1 (skyldigheten)" in finding.where
    assert said in str(finding)


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        (b"", "blueprint", "0 tabeller [blueprint]"),
        (b"\n \n# bara en kommentar\n", "blueprint", "Det ska finnas precis en"),
        (b"[blueprint\n", "hela filen", "är inte TOML"),
        (b'{"blueprint": {"name": "x"}}', "hela filen", "är inte TOML"),
        ("[blueprint]\ntitle = 'Å'".encode("latin-1"), "hela filen", "är inte UTF-8 (byte 22)"),
        (b"\x00\x01\x02", "hela filen", "är inte TOML"),
        (b"blueprint = 1", "blueprint", "1 är ingen tabell"),
        (b"[[blueprint]]\nname = 'x'", "blueprint", "är ingen tabell"),
        (b"a = " + b"1" * 5000, "hela filen", "är inte TOML"),
        (b"a = " + b"[" * 900 + b"]" * 900, "hela filen", "nästlad i för många led"),
        (b"a = " + b"[" * 100_000, "hela filen", "nästlad i för många led"),
    ],
)
def test_what_is_no_blueprint_at_all(content: bytes, place: str, said: str) -> None:
    assert any(one.where == place and said in str(one) for one in findings(content))


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (('id = "skyldigheten"', 'id = "Skyldigheten!"'), "id", "”Skyldigheten!” är inget id. Använd a–z"),
        (('id = "skyldigheten"', 'id = "a--b"'), "id", "är inget id"),
        (('id = "skyldigheten"\n', ""), "id", "saknas"),
        (('title = "Det som ska göras"', 'title = "  "'), "title", "saknas"),
        (('instrument = "overens', 'instrument = "oveens'), "instrument", "Menar du overenskommelsen?"),
        (('who = ["staden"]\n', ""), "who", "saknas. Säg vem som ska göra det."),
        (('kind = "meeting"\nevidence', 'kind = "composition"\nevidence'), "composition", "saknas"),
        (("head = true\n", ""), "instruments", "precis ett dokument ska ha head = true"),
        (('kind = "police"', 'kind = "polis"'), "kind", "”polis” är inget av orden"),
        (('local_areas = ["norr", "soder"]', 'local_areas = ["norr", "oster"]'), "local_areas", "oster finns inte"),
        (('led_by = ["staden"]', 'led_by = ["stan"]'), "forums", "radet namnger stan som inte finns"),
        (('led_by = ["staden"]', 'raises_to = ["stan"]'), "forums", "radet namnger stan som inte finns"),
        (('led_by = ["staden"]', 'decides_over = ["radet"]'), "forums", "radet leder till sig självt"),
        (('led_by = ["staden"]', 'part_of = "radett"'), "forums", "är del av radett som inte finns. Menar du radet?"),
        (('led_by = ["staden"]', 'where = { bereder = [1, 2] }'), "bereder", "är ingen känd nyckel här"),
        (('led_by = ["staden"]', 'where = { raises_to = [0, 2] }'), "raises_to", "rad 0 finns inte"),
        (('led_by = ["staden"]', 'purpose = { lines = [1, 2] }'), "text", "saknas"),
        (('led_by = ["staden"]', 'mandate = "Besluta"'), "mandate", "är ingen tabell"),
        (('kind = "strategic"', 'kind = "råd"'), "kind", "”råd” är inget av orden"),
        (('id = "polisen"', 'id = "staden"'), "parties, functions och forums", "id staden står 2 gånger"),
        ((FROM_2024, FROM_2024 + '\nvalid_until = "2023-01-01"'), "valid_until", "ligger före valid_from"),
        ((FROM_2024, 'valid_until = "2026"\nuntil_further_notice = true'), "until_further_notice", "stämmer inte"),
        (("[[parties]]", "[[partyes]]"), "partyes", "är ingen känd del av en mall. Menar du parties?"),
        (("[[duties]]", "[[duties]]\n[[duties]]"), "evidence", "saknas"),
    ],
)  # fmt: skip
def test_the_rest_of_the_file_is_checked_too(change: tuple[str, str], place: str, said: str) -> None:
    content = text()
    assert change[0] in content
    found = findings(content.replace(*change, 1))
    assert any(one.where.endswith(place) and said in str(one) for one in found), [str(one) for one in found]


def test_a_forums_place_is_read_with_where_each_way_is_said() -> None:
    more = """
[[forums]]
id = "gruppen"
name = "Gruppen"
kind = "council"
part_of = "radet"
raises_to = ["radet"]
reports_to = ["staden", "radet"]
where = { raises_to = [5, 6] }
purpose = { text = "Skaapa lugn.", lines = [3, 3], restored = "Skapa lugn." }
mandate = { text = "Besluta om planen." }
lines = [1, 9]
"""
    group = next(one for one in arrangement(GOOD, more=more).forums if one.id == "gruppen")
    assert group.ways == (
        (Way.REPORTS_TO, "staden", (1, 9)),
        (Way.REPORTS_TO, "radet", (1, 9)),
        (Way.RAISES_TO, "radet", (5, 6)),
    )
    assert group.part_of == "radet"
    assert group.purpose is not None
    assert group.mandate is not None
    assert (group.purpose.words, group.purpose.lines) == ("Skapa lugn.", (3, 3))
    assert group.mandate.words == "Besluta om planen."


def test_every_fault_is_told_at_once_each_with_its_own_line() -> None:
    second = (
        '\n[[duties]]\nid = "den-andra"\ntitle = "Andra"\ninstrument = "overenskommelsen"\nwho = ["ingen"]\n'
    )
    content = (
        text(MEETS + 'when = { per = "yr" }') + second + 'kind = "meeting"\n' + MEETS + "when = { per = 3 }"
    )
    lines = {one.line for one in findings(content)}
    headings = [number for number, line in enumerate(content.splitlines(), 1) if line == "[[duties]]"]
    assert lines == set(headings)


def test_the_lists_of_several_files_are_put_together_and_the_fault_names_its_file() -> None:
    more = '[[duties]]\nid = "mer"\ntitle = "Mer"\nwho = ["staden"]\nkind = "meeting"\n'
    more += 'instrument = "overenskommelsen"\n'
    whole = read_blueprint([("1.toml", text().encode()), ("2.toml", (more + GOOD).encode())])
    assert [duty.id for duty in whole.duties] == ["skyldigheten", "mer"]
    with pytest.raises(Unreadable) as caught:
        read_blueprint([("1.toml", text().encode()), ("2.toml", (more + MEETS + "when = {}").encode())])
    assert {one.file for one in caught.value.findings} == {"2.toml"}


def test_no_file_at_all() -> None:
    with pytest.raises(Unreadable, match="har ingen fil"):
        read_blueprint([])


def test_a_single_duty_is_checked_against_its_arrangement() -> None:
    table = {"id": "ny", "title": "Ny", "instrument": "overenskommelsen", "who": ["staden"], "kind": "meeting",
             "evidence": {"kind": "meeting", "forum": "radet"}, "when": {"per": "year"}}  # fmt: skip
    assert read_duty(table, within=arrangement(GOOD)).id == "ny"
    with pytest.raises(Unreadable, match="nagon finns inte"):
        read_duty({**table, "who": ["nagon"]}, within=arrangement(GOOD))


@pytest.mark.parametrize(
    ("duty", "kind", "place"),
    [
        (GOOD + '\nif = { kind = "meeting", forum = "rodet" }', "meeting", "if"),
        (GOOD + '\neach = ["local_areas", "torget"]', "meeting", "each"),
        (MEETS + 'when = { by = "2024-07-01", from = "2024-09-01" }', "meeting", "from"),
        (SEAT + "at_least = 3\nat_most = 1\n", "composition", "at_most"),
        (
            SEAT + '[[duties.composition.seats]]\nid = "ordforande"\nname = "Ordförande"\n',
            "composition",
            "seats",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(duty: str, kind: str, place: str) -> None:
    assert any(place in one.where for one in findings(text(duty, kind=kind)))


class TestFacts:
    @pytest.mark.parametrize(
        ("content", "place"),
        [
            ('[record]\ncomplete_from = "2025-01-01"\ncomplete_until = "2024-01-01"\n', "complete_until"),
            (meetings("2024-01-01", "2024-02-01", id='"m"'), "id"),
        ],
    )
    def test_what_contradicts_itself_is_refused(self, content: str, place: str) -> None:
        assert any(one.where.endswith(place) for one in fact_findings(content))

    @pytest.mark.parametrize(
        ("content", "place", "said"),
        [
            ('[[facts]]\non = "2024-01-01"', "kind", "saknas"),
            (fact("metting", "2024-01-01"), "kind", "”metting” är inget av orden. Menar du meeting?"),
            ('[[facts]]\nkind = "meeting"', "on", "saknas. Skriv när det gjordes"),
            ('[[facts]]\nkind = "meeting"\non = ""', "on", "saknas"),
            (meetings("2024-02-30"), "on", "”2024-02-30” är inget datum. Skriv"),
            (meetings("i våras"), "on", "”i våras” är inget datum"),
            (meetings("2024-01-01", onn='"x"'), "onn", "är ingen känd nyckel här"),
            (meetings("2024-01-01", count="0"), "count", "0 är för litet. Minst 1."),
            (meetings("2024-01-01", count='"två"'), "count", "”två” är inte ett heltal"),
            (meetings("2024-01-01", planned='"ja"'), "planned", "är inte true eller false"),
            (meetings("2024-01-01", having='"heldag"'), "having", "är inte en tabell"),
            (meetings("2024-01-01", having="{ a = [{ b = 1 }] }"), "having › a", "kan inte vara en egenskap"),
            (
                fact("arrangement", "2024-01-01", from_='"2024-03-01"', until='"2024-02-01"'),
                "until",
                "ligger före from. Rätta ett av datumen.",
            ),
            (fact("arrangement", "2024-01-01", from_='"2024"'), "from", "är ingen bestämd dag"),
            (fact("ended", "2024-01-01"), "what", "saknas. Skriv id på det som upphörde."),
            (fact("taken_over", "2024-01-01", by='["staden"]'), "duty", "behövs båda"),
            ("facts = 3", "facts", "3 är ingen lista. Skriv [[facts]] för varje."),
            ("facts = [3]", "facts 1", "3 är ingen tabell"),
            ("record = 3", "record", "3 är ingen tabell"),
            ("[record]\ncomplete_from = 'alltid'", "complete_from", "”alltid” är inget datum"),
            ("[record]\ncomplet_from = '2024-01-01'", "complet_from", "Menar du complete_from?"),
            ("[fact]\nkind = 'meeting'", "fact", "är ingen känd del av en faktafil. Kända: record, facts."),
        ],
    )
    def test_a_bad_fact_is_told_with_place_value_and_remedy(
        self, content: str, place: str, said: str
    ) -> None:
        found = [one for one in fact_findings(content) if one.where.endswith(place)]
        assert found
        assert said in str(found[0])
        if content.startswith("[[facts]]"):
            assert found[0].line == 1

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("f.toml", b"[[facts\n", "hela filen: går inte att tolka"),
            ("f.json", b"", "är inte JSON"),
            ("f.json", b'{"facts": [}', "rad 1"),
            ("f.json", b"[]", "är ingen tabell med record och facts"),
            ("f.json", b"null", "är ingen tabell"),
            ("f.json", "{\"facts\": \"å\"}".encode("latin-1"), "är inte UTF-8 (byte 12)"),
            ("f.json", b"[" * 100_000, "nästlad i för många led"),
            ("f.json", b"1" * 5000, "går inte att tolka"),
            ("f.json", b'{"facts": [null, "x", []]}', "är ingen tabell"),
            ("f.json", b'{"facts": [{"kind": "meeting", "on": true}]}', "true är inget datum"),
            ("f.json", b'{"facts": [{"kind": "meeting", "on": "2024", "count": 1e400}]}', "inte ett heltal"),
        ],
    )  # fmt: skip
    def test_what_is_no_record_at_all(self, name: str, content: bytes, said: str) -> None:
        found = fact_findings(content, name)
        assert any(said in str(one) for one in found), [str(one) for one in found]
        assert all(one.file == name for one in found)

    def test_an_empty_file_is_an_empty_record(self) -> None:
        assert read_facts("f.toml", b"").facts == ()
        assert read_facts("f.json", b"{}").facts == ()

    def test_toml_and_json_say_the_same(self) -> None:
        toml = read_facts("f.toml", (meetings("2024-02-01") + "[record]\nareas = ['norr']\n").encode())
        asked = {
            "record": {"areas": ["norr"]},
            "facts": [{"kind": "meeting", "forum": "radet", "on": "2024-02-01"}],
        }
        same = read_facts("F.JSON", json.dumps(asked).encode())
        (one,), (other,) = toml.facts, same.facts
        assert (one.kind, one.on, one.forum, toml.areas) == (other.kind, other.on, other.forum, same.areas)

    def test_names_are_checked_against_the_arrangement(self) -> None:
        blueprint = arrangement(GOOD)
        content = meetings("2024-01-01").replace("radet", "rodet")
        (found,) = fact_findings(content, blueprint=blueprint)
        assert (
            str(found)
            == "fakta.toml, rad 1, facts 1 (fakta 1) › forum: rodet finns inte i mallen. Menar du radet?"
        )
        area = meetings("2024-01-01", area='"vaster"')
        assert "vaster finns inte" in str(fact_findings(area, blueprint=blueprint)[0])
        twice = meetings("2024-01-01", "2024-02-01", id='"m"')
        assert "används redan" in str(fact_findings(twice, blueprint=blueprint)[0])

    def test_ten_years_of_a_busy_cooperation_are_read_in_a_moment(self) -> None:
        content = meetings(*["2024-03-03"] * 4000).encode()
        begun = time.perf_counter()
        assert len(read_facts("f.toml", content, blueprint=arrangement(GOOD)).facts) == 4000
        assert time.perf_counter() - begun < 3


# Whatever tree of values a file holds, it is read or refused in words.
SCALARS = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["year", "meeting", "radet", "staden", "2024-01-01", "2024", "local_areas", "overenskommelsen"]
    ),
)
KNOWN_KEYS = (
    "kind what forum on from until for count having by per every years days at_least between of_which before after "
    "standing open seats members perspectives id title who evidence when if composition each lines termination head x"
)
KEYS = st.sampled_from(KNOWN_KEYS.split())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=12,
)
SECTIONS = st.sampled_from(("blueprint", "other", *reading.SECTIONS))
FUZZ = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAY = date(2025, 3, 1)


def as_toml(value: Any) -> str:
    """A value as it is written in TOML, inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(sign):08X}" for sign in value) + '"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(key)} = {as_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(one) for one in value) + "]"
    if isinstance(value, (date, datetime, clock)):
        return value.isoformat()
    return repr(value)


def plain(value: Any) -> bool:
    """Whether every text can be written in a file: no half characters."""
    if isinstance(value, str):
        return not any(0xD800 <= ord(sign) <= 0xDFFF for sign in value)
    if isinstance(value, dict):
        return all(plain(key) and plain(one) for key, one in value.items())
    return all(plain(one) for one in value) if isinstance(value, list) else True


def read_or_refused(content: str) -> Blueprint | None:
    try:
        return read_blueprint([("f.toml", content.encode())])
    except Unreadable as refused:
        found = refused.findings
    assert found
    assert all(one.file == "f.toml" and one.where and one.problem for one in found)
    return None


@FUZZ
@given(values=st.dictionaries(SECTIONS, TREES, max_size=5))
def test_any_toml_is_a_blueprint_or_refused(values: dict[str, Any]) -> None:
    if plain(values):
        read_or_refused("".join(f"{key} = {as_toml(value)}\n" for key, value in values.items()))


@FUZZ
@given(
    key=st.sampled_from(
        ["evidence", "when", "if", "composition", "each", "lines", "to", "applies_from", "restored"]
    ),
    value=TREES,
)
def test_a_duty_with_any_value_anywhere_is_judged_or_refused(key: str, value: Any) -> None:
    if not plain(value):
        return
    given_ = {
        "evidence": '{ kind = "meeting", forum = "radet" }',
        "when": '{ per = "year" }',
        key: as_toml(value),
    }
    blueprint = read_or_refused(text("\n".join(f"{name} = {one}" for name, one in given_.items())))
    if blueprint is not None:
        (found,) = judge_all(blueprint, Record(()), DAY)
        assert found.reason


EVENT = st.fixed_dictionaries({"kind": st.sampled_from([kind.value for kind in FactKind])})
NUMBERS = st.integers(0, 130)
DATES = st.sampled_from(["2024-02-29", "2199-12-31", "1900-01-01", "2024-07-01"])
EDGES = st.lists(st.sampled_from(["01-01", "02-29", "06-30", "12-31", "staden"]), min_size=2, max_size=2)
PERS = st.sampled_from([per.value for per in Per])
INTERVALS = st.dictionaries(
    st.sampled_from(["years", "months", "weeks", "days"]), NUMBERS, min_size=1, max_size=1
)


def form(
    key: str, value: st.SearchStrategy[Any], **more: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({key: value}, optional={name.rstrip("_"): one for name, one in more.items()})


WHENS = st.one_of(
    form(
        "per",
        PERS,
        at_least=NUMBERS,
        at_most=NUMBERS,
        about=st.booleans(),
        starting=st.integers(1890, 2210),
        between=EDGES,
    ),
    form("every", INTERVALS, whole_years=st.booleans(), first_by=DATES),
    form("in_year", st.integers(1890, 2210), then_every=NUMBERS),
    form("by", DATES, from_=DATES),
    form("before", EVENT, days=st.integers(0, 40_000)),
    form("after", EVENT, days=st.integers(0, 40_000)),
    form("open", st.sampled_from(["", "löpande", "vid behov", "regelbundet"])),
    form("at_end", st.just(True), days=st.integers(0, 40_000)),
    form("alternates", st.just("chair"), between=EDGES, share=st.sampled_from(["every_other", "equal"])),
    form("attends", st.just("staden")),
    form("standing", st.booleans()),
)
VALID = st.sampled_from(
    ["", FROM_2024, 'valid_from = "1900"\nvalid_until = "2024"', 'valid_until = "2199-12-31"']
)


@FUZZ
@given(when=WHENS, valid=VALID, at=st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_any_when_is_judged_on_any_day_or_refused(when: dict[str, Any], valid: str, at: date) -> None:
    blueprint = read_or_refused(text(MEETS + f"when = {as_toml(when)}", valid=valid))
    if blueprint is None:
        return
    dates = ("1900-01-01", "1999-05-05", "2024-02-29", "2024-03", "2030", "2199-12-31")
    held = read_facts(
        "f.toml", meetings(*dates, having='{ chair = "staden", attended = ["polisen"] }').encode()
    )
    (duty,) = blueprint.duties
    (found,) = judge_all(blueprint, held, at)
    assert found.reason
    first = at.replace(year=max(1900, at.year - 1), day=1)
    for one in occurrences(duty, held, first, at, blueprint=blueprint):
        assert one.first <= one.due
        assert first <= one.due <= at


@FUZZ
@given(value=TREES, facts=st.lists(TREES, max_size=3), name=st.sampled_from(["f.json", "f.toml"]))
def test_any_tree_of_facts_is_a_record_or_refused(value: Any, facts: list[Any], name: str) -> None:
    values = {"record": value, "facts": facts}
    if not plain(values):
        return
    whole = (
        json.dumps(values) if name == "f.json" else f"record = {as_toml(value)}\nfacts = {as_toml(facts)}\n"
    )
    record = facts_or_refused(name, whole.encode())
    if record is not None:
        assert judge_all(arrangement(GOOD), record, DAY)


@FUZZ
@given(content=st.binary(max_size=200), name=st.sampled_from(["f.json", "f.toml"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    facts_or_refused(name, content)
    with pytest.raises(Unreadable):  # a blueprint needs a whole head, which chance does not write
        read_blueprint([(name, content)])


def facts_or_refused(name: str, content: bytes) -> Record | None:
    try:
        return read_facts(name, content, blueprint=arrangement(GOOD))
    except Unreadable as refused:
        told = all(one.file == name and one.where and one.problem for one in refused.findings)
    assert told
    return None
