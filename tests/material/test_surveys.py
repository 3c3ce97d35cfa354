"""A survey from file to page: shares with their uncertainty, what others may not see, where crime and safety part."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import numpy as np
import polars as pl
import pytest
from django.urls import reverse
from shapely.geometry import box

from tests.cast import AT, INSTALLER, Cast
from trygghjulet.demo.city import make_city
from trygghjulet.demo.files import survey_csv
from trygghjulet.demo.truth import TRUTH
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography import operations as geography
from trygghjulet.foundation.geography.reading import ReadArea
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.parties.models import Cooperation, Party, PartyKind
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.observations.answers import Answers
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning import operations as scanning, registry
from trygghjulet.steps.scanning.models import Sharing, Source, Theme
from trygghjulet.steps.scanning.queries import answers_of, parting, rows_of
from trygghjulet.steps.scanning.rules.scales import counted_of
from trygghjulet.steps.scanning.rules.shares import answered

pytestmark = pytest.mark.requirement("SCN-1", "SCN-3", "SCN-5")
QUESTION = "trygg ute sent på kvällen"
SAFE = ("Mycket trygg", "Ganska trygg")


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.decode())))


def address_of(source: Source) -> str:
    return reverse("scanning:survey", args=(source.cooperation.slug, source.pk))


def handed_in(
    cooperation: Cooperation,
    by: Scope,
    party: Party,
    *,
    name: str,
    data: str,
    reader: str = "survey",
    theme: str = Theme.SURVEY,
    sharing: str = Sharing.SUMS,
) -> Source:
    source = scanning.add_source(
        by=by,
        at=AT,
        cooperation=cooperation,
        party=party,
        name=name,
        reader=reader,
        theme=theme,
        sharing=sharing,
        definition="Så svarade invånarna.",
    )
    delivery = scanning.deliver(
        by=by, at=AT, source=source, file_name="svar.csv", chunks=(data.encode(),), today=AT.date()
    )
    scanning.accept(by=by, at=AT, delivery=delivery)
    return source


def answers_csv(sizes: dict[str, int], *, year: int = 2025, worried: int = 0) -> str:
    """So many respondents in each area, of whom two in three feel safe."""
    lines = ["svarsnummer;år;område;kön;vikt;hur trygg är du ute"]
    for area, size in sizes.items():
        for n in range(size):
            answer = "Ganska otrygg" if n % 3 == 0 else SAFE[n % 2]
            lines.append(f"{len(lines)};{year};{area};{'Kvinna' if n % 2 else 'Man'};1,0;{answer}")
    return "\n".join(lines)


def test_the_shares_of_the_made_survey_hold_what_was_planted() -> None:
    truth = {(share.area_code, share.year): share.share for share in TRUTH.safe_shares}
    held = []
    for seed in (1, 2, 3):
        city = make_city(seed=seed)
        rows = city.survey.select(
            pl.col("key").alias("respondent"),
            pl.lit(QUESTION).alias("question"),
            pl.lit(QUESTION).alias("title"),
            pl.when(pl.col("safe_late") != "Vill inte svara").then("safe_late").alias("answer"),
            pl.lit("question").alias("role"),
            "weight",
            "area",
            pl.col("area").alias("given_area"),
            pl.date("year", 1, 1).alias("answered_from"),
            pl.date("year", 12, 31).alias("answered_to"),
        )
        answers = Answers.of([rows])
        (question,) = answers.questions()
        shown = answered(answers, QUESTION, counted_of(question.answers), question.waves)
        for group in shown.groups:
            for wave, told in zip(shown.waves, group.told, strict=True):
                assert told.low is not None
                assert told.high is not None
                held.append(told.low <= truth[group.name, wave.first.year] <= told.high)
    assert len(held) == 18
    assert sum(held) >= 15


def test_the_demos_survey_goes_from_file_to_page(cast: Cast) -> None:
    work = cast.home
    data = (
        survey_csv(make_city()).decode("utf-8-sig").replace(";S1;", ";n1;").replace(";S2;", ";Södra ängen;")
    )
    source = handed_in(work.cooperation, cast.scope("saga"), work.municipality, name="Trygghet", data=data)
    dataset = source.datasets.get()
    assert (dataset.kind, dataset.rows) == (Kind.ANSWERS, 13_200)
    assert (dataset.first_day, dataset.last_day) == (date(2023, 1, 1), date(2025, 12, 31))
    assert set(rows_of(dataset)["respondent"]) == {str(n) for n in range(1, 2201)}
    page = cast.client("saga").get(address_of(source))
    text = text_of(page.content)
    assert QUESTION.capitalize() in text
    assert "”Mycket trygg” eller ”Ganska trygg”" in text
    assert "Norra backen" in text
    assert "Södra ängen" in text
    assert re.search(r"2025 svarade 7\d % \(\d\d–\d\d\)", text)
    assert "De som inte svarar känner sig ofta otryggare" in text
    by_gender = cast.client("saga").get(
        address_of(source),
        {"fraga": "oro för att utsättas för brott", "grupp": "kön", "svar": ["Ibland", "Ofta"]},
    )
    assert "Andel efter kön" in text_of(by_gender.content)
    assert "Räknas: Ibland, Ofta." in text_of(by_gender.content)


def test_answers_and_figures_are_previewed_like_other_material(cast: Cast) -> None:
    work, saga = cast.home, cast.scope("saga")
    source = handed_in(
        work.cooperation, saga, work.municipality, name="Enkät", data=answers_csv({"n1": 40}, year=2024)
    )
    for name, data in (
        ("svar.csv", answers_csv({"n1": 40, "s1": 40})),
        ("tabell.csv", "Fråga;2025\nTrygg;60\nOro;XX\nSäker;många\n"),
    ):
        delivery = scanning.deliver(
            by=saga, at=AT, source=source, file_name=name, chunks=(data.encode(),), today=AT.date()
        )
        page = cast.client("saga").get(reverse("scanning:preview", args=(work.cooperation.slug, delivery.pk)))
        assert page.status_code == 200
        assert "Filen är läst som" in text_of(page.content)
        assert cast.client("kim").get(page.request["PATH_INFO"]).status_code == 403
    assert "Värdet är inte ett tal" in text_of(page.content)


def test_others_see_no_small_group_nor_what_would_give_it_away(cast: Cast) -> None:
    work = cast.home
    data = answers_csv({"n1": 200, "n2": 90, "s1": 60, "s2": 12})
    source = handed_in(work.cooperation, cast.scope("saga"), work.municipality, name="Enkät", data=data)
    address = address_of(source)
    owner, other = (text_of(cast.client(name).get(address).content) for name in ("saga", "kim"))
    assert "Södra ängen kan inte avgöras, färre än 30 svar" in owner
    assert "Södra backen 67 %" in owner
    assert "Norra ängen 67 %" in other
    assert "Södra ängen färre än 30 svar" in other
    assert "Södra backen visas inte" in other
    assert "12 svar" not in other
    assert "Välj vilka svar" in owner
    assert "Välj vilka svar" not in other


def test_who_does_not_see_the_rows_cannot_choose_the_answers(cast: Cast) -> None:
    work = cast.home
    data = answers_csv({"n1": 200, "n2": 90})
    source = handed_in(work.cooperation, cast.scope("saga"), work.municipality, name="Enkät", data=data)
    address = address_of(source)
    chosen = cast.client("kim").get(address, {"fraga": "hur trygg är du ute", "svar": "Mycket trygg"})
    assert "Räknas: Mycket trygg, Ganska trygg." in text_of(chosen.content)


def test_a_survey_that_is_the_owners_alone_is_not_found_by_others(cast: Cast) -> None:
    work = cast.home
    source = handed_in(
        work.cooperation,
        cast.scope("saga"),
        work.municipality,
        name="Enkät",
        data=answers_csv({"n1": 60}),
        sharing=Sharing.OWNER,
    )
    address = address_of(source)
    assert cast.client("kim").get(address).status_code == 404
    assert cast.client("saga").get(address).status_code == 200
    assert cast.client("saga").get(address, {"fraga": "finns inte"}).status_code == 404


def test_the_same_wave_handed_in_again_counts_once(cast: Cast) -> None:
    work, saga = cast.home, cast.scope("saga")
    source = handed_in(
        work.cooperation, saga, work.municipality, name="Enkät", data=answers_csv({"n1": 60, "n2": 60})
    )
    again = scanning.deliver(
        by=saga,
        at=AT,
        source=source,
        file_name="rättad.csv",
        chunks=(answers_csv({"n1": 90, "n2": 60}).encode(),),
        today=AT.date(),
    )
    scanning.accept(by=saga, at=AT, delivery=again)
    answers = answers_of(source)
    (question,) = answers.questions()
    assert answers.put(question.name, question.waves[0]).height == 150
    page = cast.client("saga").get(address_of(source))
    assert "Flera filer har svar från 2025" in text_of(page.content)


def test_ready_figures_are_shown_as_they_were_published(cast: Cast) -> None:
    work = cast.home
    data = "Fråga;2024;2025;Enhet\nTrygg ute sent;57,6;61,5;%\nAnmälningsgrad;XX;35,9;%\n"
    source = handed_in(work.cooperation, cast.scope("saga"), work.municipality, name="Mätning", data=data)
    page = cast.client("kim").get(address_of(source))
    text = text_of(page.content)
    assert "Trygg ute sent – Alla 2025 61,5 %" in text
    assert "Anmälningsgrad – Alla 2024 redovisas inte" in text


@pytest.fixture
def twelve(cast: Cast) -> tuple[Cooperation, Scope, Party]:
    """A cooperation of twelve areas in a row."""
    stripes = tuple(
        ReadArea(f"t{n:02}", f"Trakt {n}", "tolv", 2000, box(14.1 + n / 100, 59.0, 14.11 + n / 100, 59.1), {})
        for n in range(12)
    )
    whole = ReadArea("tolv", "Tolvmåla kommun", None, 24_000, box(14.1, 59.0, 14.22, 59.1), {})
    root = geography.plant(by=INSTALLER, at=AT, code="tolv", name="Tolvmåla", layers=((whole, *stripes),))
    cooperation = parties.found(
        by=INSTALLER,
        at=AT,
        name="Trygg i Tolvmåla",
        slug="tolvmala",
        area=root,
        parties=(("Tolvmåla kommun", PartyKind.MUNICIPALITY), ("Polisen i Tolvmåla", PartyKind.POLICE)),
        contact="trygg@exempel.example",
    )
    party = Party.objects.get(name="Tolvmåla kommun")
    function = parties.add_function(
        by=INSTALLER,
        at=AT,
        cooperation=cooperation,
        party=party,
        title="Samordnare",
        role="coordinator",
        area=None,
    )
    holding = parties.appoint(
        by=INSTALLER,
        at=AT,
        function=function,
        email="tove@exempel.example",
        name="Tove",
        password="inte-hemligt-alls",  # noqa: S106  # exists in the test only
        since=date(2025, 1, 1),
    )
    return cooperation, scope_of(holding.user, AT.date()), party


def test_an_area_that_feels_unsafe_though_it_has_little_crime_is_found(
    cast: Cast, twelve: tuple[Cooperation, Scope, Party]
) -> None:
    cooperation, by, party = twelve
    draw = np.random.default_rng(7)
    crimes, asked = ["tidpunkt;kategori;område"], ["år;område;vikt;hur trygg är du ute"]
    for n in range(12):
        place = n / 11  # more crime and less safety the farther east
        count = 40 + round(260 * place) if n != 1 else 45
        crimes += [f"2025-{1 + k % 12:02}-{1 + k % 28:02} 12:00;Stöld;t{n:02}" for k in range(count)]
        safe = 0.90 - 0.35 * place if n != 1 else 0.48
        asked += [
            f"2025;t{n:02};1;{SAFE[0] if draw.random() < safe else 'Mycket otrygg'}" for _ in range(300)
        ]
    handed_in(
        cooperation, by, party, name="Brott", data="\n".join(crimes), reader="incidents", theme=Theme.CRIME
    )
    survey = handed_in(cooperation, by, party, name="Enkät", data="\n".join(asked))
    found = parting(cooperation)
    assert found.comparison.problem == ""
    assert (found.survey, found.crime, str(found.period)) == (
        "Enkät",
        ("Brott",),
        "1 januari 2025–31 december 2025",
    )
    assert [one.area.name for one in found.comparison.areas if one.words == "Otryggt fast lite brott"] == [
        "Trakt 1"
    ]
    first = found.comparison.areas[0]
    assert (first.area.name, first.rate) == ("Trakt 1", 22.5)
    assert first.low is not None
    assert first.low > 0
    page = text_of(cast.client("tove").get(address_of(survey)).content)
    assert re.search(
        r"Trakt 1 22,5 \d\d % \(\d\d–\d\d\) \d,\d \(\d,\d till \d,\d\) Otryggt fast lite brott", page
    )
    assert "Fråga: Hur trygg är du ute, Enkät. Brott: Brott," in page


def test_a_survey_that_is_the_owners_alone_is_compared_with_nothing(cast: Cast) -> None:
    work = cast.home
    handed_in(
        work.cooperation,
        cast.scope("saga"),
        work.municipality,
        name="Enkät",
        data=answers_csv({"n1": 90}),
        sharing=Sharing.OWNER,
    )
    assert "ingen delad undersökning" in parting(work.cooperation).comparison.problem


def test_too_few_areas_is_said_and_not_guessed(cast: Cast) -> None:
    work = cast.home
    source = handed_in(
        work.cooperation,
        cast.scope("saga"),
        work.municipality,
        name="Enkät",
        data=answers_csv({"n1": 90, "n2": 90, "s1": 90, "s2": 90}),
    )
    page = cast.client("kim").get(address_of(source))
    assert "Det behövs minst 10 områden" in text_of(page.content)


def test_surveys_are_among_the_formats_with_page_and_samples() -> None:
    for key in ("survey", "school", "bra", "bra_ntu"):
        found = registry.format_of(key)
        assert found.folder is not None
        assert (found.folder / "page.md").is_file()
        assert found.samples
