"""Published figures have a page: series over time, what is uncertain about them, and nothing that must be withheld."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Source

pytestmark = pytest.mark.requirement("SCN-1")

TERMS = {
    "name": "Brås siffror",
    "definition": "Anmälda brott enligt Brå.",
    "theme": "statistics",
    "smallest_count": 5,
    "detail": "area",
}
CRIME = (
    "year,area,crime_type,count\n"
    "2023,{home},alla_brott,120\n2024,{home},alla_brott,110\n2025 prel.,{home},alla_brott,130\n"
    "2023,Grannby,alla_brott,40\n2024,Grannby,alla_brott,3\n2025 prel.,Grannby,alla_brott,..\n"
    "2023,Ortvik,alla_brott,60\n2024,Ortvik,alla_brott,70\n2025 prel.,Ortvik,alla_brott,80\n"
)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def address(name: str, source: Source) -> str:
    return reverse(f"scanning:{name}", args=(HOME.slug, source.pk))


def counted(cast: Cast, *, reader: str, content: str, name: str, sharing: str = "rows") -> Source:
    """A source of the municipality's with one accepted file."""
    sent = TERMS | {"sharing": sharing, "party": cast.home.municipality.pk, "name": f"Siffror {reader}"}
    new = reverse("scanning:new_source_of", args=(HOME.slug, reader))
    assert cast.client("saga").post(new, sent).status_code == 302
    source = Source.objects.select_related("party", "cooperation__area").get(name=sent["name"])
    delivery = operations.take_in(
        by=cast.scope("saga"),
        at=AT,
        source=source,
        file_name=name,
        chunks=(content.encode(),),
        today=AT.date(),
    )
    operations.accept(by=cast.scope("saga"), at=AT, delivery=delivery)
    return source


def crime(cast: Cast, sharing: str) -> Source:
    content = CRIME.format(home=cast.home.cooperation.area.name)
    return counted(cast, reader="bra", content=content, name="brott.csv", sharing=sharing)


def test_the_series_are_drawn_with_their_table_and_what_is_preliminary_or_missing_is_told(cast: Cast) -> None:
    source = crime(cast, "rows")
    about = text(cast.client("saga").get(address("source", source)))
    assert "Se siffrorna" in about
    assert "sist under Annan information av betydelse" in about
    page = text(cast.client("kim").get(address("statistics", source)))
    assert f"{cast.home.cooperation.area.name}: 130 (2025), mot 120 (2023)." in page
    assert "data:image/svg+xml" in page
    for told in (
        "Preliminär",
        "visas inte av källan: Grannby",
        "Anmälda brott enligt Brå.",
        "2023 till 2025",
    ):
        assert told in page
    assert (
        "<td>3</td>" in page.replace(" class='doc-number'", "").replace(" class='doc-num'", "")
        or ">3<" in page
    )


def test_a_chosen_area_stands_alone_and_the_file_has_the_same(cast: Cast) -> None:
    source = crime(cast, "rows")
    asked = {"matt": "alla_brott|amount~year", "omrade": "Ortvik", "grupp": "-"}
    page = text(cast.client("kim").get(address("statistics", source), asked))
    assert "Ortvik: 80 (2025), mot 60 (2023)." in page
    file = cast.client("kim").get(address("statistics_file", source), asked)
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("mått;enhet;område;grupp;från;till;värde")
    assert lines[1] == "Alla brott;antal;Ortvik;Alla;2023-01-01;2023-12-31;60;;;;"
    assert lines[3].endswith(";80;;;;preliminär")
    assert len(lines) == 4
    whole = cast.client("kim").get(address("statistics_file", source), asked | {"alla": "1"})
    assert len(whole.content.decode("utf-8-sig").splitlines()) == 10


@pytest.mark.requirement("SCN-3")
def test_small_numbers_of_rows_that_stay_with_their_owner_are_withheld_whatever_is_chosen(cast: Cast) -> None:
    source = crime(cast, "sums")
    own = text(cast.client("saga").get(address("statistics", source)))
    assert "Vissa tal visas inte" not in own
    other = text(cast.client("kim").get(address("statistics", source)))
    assert "Vissa tal visas inte" in other
    assert "data:image/svg+xml" not in other
    asked = {"matt": "alla_brott|amount~year", "omrade": "Grannby"}
    for extra in ({}, {"alla": "1"}):
        file = cast.client("kim").get(address("statistics_file", source), asked | extra).content.decode()
        of_2024 = [line for line in file.splitlines() if ";2024-01-01;" in line]
        assert any(line.startswith("Alla brott;antal;Grannby") and "visas inte" in line for line in of_2024)
        assert ";3;" not in file
    # The small one can't be had by taking the others from a sum: another of the same year is withheld too.
    assert sum("visas inte" in line for line in of_2024) > 1


def test_an_unknown_measure_is_not_found_and_a_source_without_figures_says_so(cast: Cast) -> None:
    source = crime(cast, "rows")
    assert cast.client("saga").get(address("statistics", source), {"matt": "x"}).status_code == 404
    page = text(cast.client("saga").get(address("statistics", cast.home.source)))
    assert "Källan har inga siffror ännu." in page


def test_noise_and_bounds_are_told_and_groups_can_be_laid_beside_each_other(cast: Cast) -> None:
    name = cast.home.cooperation.area.name
    answer = {
        "values": [
            {
                "kpi": kpi,
                "municipality": "2999",
                "period": year,
                "values": [{"gender": sex, "value": value, "isdeleted": False} for sex, value in told],
            }
            for kpi, year, told in (
                ("N07609", 2022, (("T", 60.0), ("K", 50.0), ("M", 70.0))),
                ("N07609", 2024, (("T", 64.0), ("K", 55.0), ("M", 73.0))),
            )
        ],
        "municipalities": [{"id": "2999", "title": name}],
    }
    source = counted(cast, reader="kolada", content=json.dumps(answer), name="kolada.json")
    both = {"grupp": ["Kvinnor", "Män"]}
    page = text(cast.client("saga").get(address("statistics", source), both))
    assert "Kvinnor: 55 %" in page
    assert "Lägesbilden tar inte in siffrorna av sig själv." in page
    table = page.split("doc-twin")[1]
    # The year between, of which nothing is told, is not drawn over.
    assert all(told in table for told in ("Kvinnor", "Män", ">2023<"))


def test_the_page_begins_with_a_measure_that_has_values(cast: Cast) -> None:
    home = cast.home.cooperation.area.name
    content = f"year,area,crime_type,count\n2024,{home},a_tomt,..\n2025,{home},a_tomt,..\n"
    content += f"2024,{home},b_stold,120\n2025,{home},b_stold,110\n"
    source = counted(cast, reader="bra", content=content, name="brott.csv")
    page = text(cast.client("saga").get(address("statistics", source)))
    assert "visar inga värden" not in page
    assert "110" in page
