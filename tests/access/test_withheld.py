"""The attack: what the municipality's people and the public can download never tells a small count of the police's."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import docx
import lxml.html
import numpy as np
import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tests.cast import AT, Cast, Work, adopt, content
from trygghjulet.analysis.disclosure.attack import exposed
from trygghjulet.analysis.disclosure.figures import Figures
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.foundation.rounds.models import Rhythm, Round
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.followup.models import IndicatorApproval
from trygghjulet.steps.followup.queries import told as followup_queries
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import Indicator, Measure
from trygghjulet.steps.picture import operations as picture, queries as picture_queries
from trygghjulet.steps.scanning import operations as scanning

pytestmark = pytest.mark.requirement("SCN-3", "SEC-4")

#: Whose picture, the list it stands in, and what the number is of.
Name = tuple[str, str, str]

SMALLEST = 5
_LESS = ("ana", "stig", "pia", "arvid")
#: Every role of the municipality's; those who may do less see what one with more rights sees, and wait for the soak.
MUNICIPAL = ("saga", "uno", "fia", *(pytest.param(who, marks=pytest.mark.soak) for who in _LESS))
MONTHS = tuple(date(2023, month, 1) for month in range(1, 13))
#: The middle of each quarter, as shares of the square, and its code's half.
QUARTERS = {
    "Norra backen": (0.25, 0.75),
    "Norra ängen": (0.75, 0.75),
    "Södra backen": (0.25, 0.25),
    "Södra ängen": (0.75, 0.25),
}
HALVES = {"Norr": ("Norra backen", "Norra ängen"), "Söder": ("Södra backen", "Södra ängen")}
#: The planted counts of a year by category, in the quarters' order: lone ones, 1 and 1, zeros, whole columns of few.
PLANTED = {
    "Skadegörelse": (40, 30, 0, 26),
    "Stöld": (35, 28, 1, 21),
    "Våld": (30, 4, 0, 30),
    "Inbrott": (1, 0, 1, 0),
    "Rån": (3, 0, 0, 0),
    "Hot mot person": (12, 9, 1, 8),
}


@dataclass(frozen=True)
class Planted:
    """The rounds of the planted year, and the years after, which compare with it."""

    work: Work
    rounds: dict[str, Round]
    later: Round


@dataclass
class Read:
    """What was read somewhere: numbers of the planted year by (whose picture, list, item), and all text."""

    numbers: dict[Name, int] = field(default_factory=dict)
    hidden: set[Name] = field(default_factory=set)

    def take(self, key: Name, cell: str) -> None:
        told = re.sub(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", "", cell)
        if told.isdigit():
            assert self.numbers.setdefault(key, int(told)) == int(told)
        elif told != "–":
            self.hidden.add(key)


def _incidents() -> Iterator[tuple[date, str, str]]:
    """The day, category and quarter of each planted incident; December has few, and August none."""
    months = [m for m in range(1, 13) if m not in (8, 12)]
    for category, counts in PLANTED.items():
        for quarter, number in zip(QUARTERS, counts, strict=True):
            for i in range(number):
                month = 12 if i == 0 and quarter == "Södra ängen" else months[i % len(months)]
                # Something on the year's last day, so that the material covers all of it.
                yield date(2023, month, 31 if month == 12 else 1 + i % 28), category, quarter


def _file(west: float, south: float, side: float) -> bytes:
    lines = ["tidpunkt;kategori;longitud;latitud;id"]
    for number, (day, category, quarter) in enumerate(_incidents()):
        east, north = QUARTERS[quarter]
        # Spread within the quarter, so that the places are not all one.
        off = (number % 7 - 3) * 0.03, (number % 5 - 2) * 0.04
        lines.append(
            f"{day} 12:00;{category};{west + side * (east + off[0]):.6f};"
            f"{south + side * (north + off[1]):.6f};p{number}"
        )
    return "\n".join(lines).encode()


@pytest.fixture
def planted(cast: Cast) -> Planted:
    """The cast's cooperation with a planted year of the police's rows, and pictures of the city and both halves."""
    work, saga, kim = cast.home, cast.scope("saga"), cast.scope("kim")
    delivery = scanning.deliver(
        by=kim,
        at=AT,
        source=work.source,
        file_name="2023.csv",
        chunks=(_file(work.place.west, 59.00, 0.08),),
        today=AT.date(),
    )
    scanning.accept(by=kim, at=AT, delivery=delivery)

    def start(area: Area, year: int) -> Round:
        return rounds.start(
            by=saga,
            at=AT,
            cooperation=work.cooperation,
            area=area,
            rhythm=Rhythm.YEARLY,
            first_day=date(year, 1, 1),
            last_day=date(year, 12, 31),
        )

    places = {"": work.cooperation.area, "Norr": work.area("norr"), "Söder": work.area("soder")}
    made = {name: start(area, 2023) for name, area in places.items()}
    later = start(work.cooperation.area, 2024)
    adopt(made[""], saga)
    for round in (made["Norr"], made["Söder"], later):
        picture.make(by=saga, at=AT, round=round)
    return Planted(work, made, later)


def _told() -> tuple[list[Name], Figures, NDArray[np.int64]]:
    """Every number of the planted year that the pictures tell, as sums of quarter × category × month."""
    cells = {(q, c, m): 0 for q in QUARTERS for c in PLANTED for m in MONTHS}
    for day, category, quarter in _incidents():
        cells[quarter, category, day.replace(day=1)] += 1
    quarters, categories, months = (np.array([str(cell[i]) for cell in cells]) for i in range(3))
    parts: dict[Name, NDArray[np.bool_]] = {}
    for whose, names in (("", tuple(QUARTERS)), *HALVES.items()):
        inside = np.isin(quarters, names)
        parts[whose, "total", ""] = inside
        parts |= {(whose, "category", c): inside & (categories == c) for c in PLANTED}
        parts |= {(whose, "month", str(m)): inside & (months == str(m)) for m in MONTHS}
        parts |= {(whose, "area", quarter): quarters == quarter for quarter in names}
    parts |= {("", "area", half): np.isin(quarters, names) for half, names in HALVES.items()}
    matrix = csr_array(np.array(list(parts.values()), dtype=np.int64))
    return list(parts), Figures(tuple(parts), matrix), np.array(list(cells.values()), dtype=np.int64)


_LISTS = {"Typ": "category", "Månad": "month", "Område": "area"}
_SWEDISH = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def _item(kind: str, label: str) -> str:
    if kind != "month":
        return label
    _, month, _ = label.split()
    return MONTHS[_SWEDISH.index(month)].isoformat()


#: Columns that don't build on the counts: names, inhabitants, and the counts themselves, which are read.
_OPEN = ("Typ", "Månad", "Område", "Invånare", "Antal")


def _take(read: Read, whose: str, column: str, titles: list[str], rows: list[list[str]]) -> None:
    kind = _LISTS.get(titles[0])
    if kind is None or column not in titles:
        return
    place = titles.index(column)
    for row in rows:
        key = (whose, "total", "") if row[0] == "Alla" else (whose, kind, _item(kind, row[0]))
        read.take(key, row[place])
        if key in read.hidden and kind != "month":
            free = _OPEN if column == "Antal" else (*_OPEN, "Andel", "Per 1 000")
            derived = [cell for title, cell in zip(titles, row, strict=True) if not title.startswith(free)]
            assert not any(re.search(r"\d", cell) for cell in derived if cell), (key, row)


def _from_page(read: Read, whose: str, column: str, content: bytes) -> None:
    for table in lxml.html.fromstring(content).iter("table"):
        titles = ["".join(cell.itertext()).strip() for cell in table.iterfind("thead//th")]
        rows = [["".join(cell.itertext()).strip() for cell in row] for row in table.iterfind("tbody/tr")]
        if titles and all(len(row) == len(titles) for row in rows):
            _take(read, whose, column, titles, rows)
    if column == "Antal":
        for total in lxml.html.fromstring(content).xpath("//dl/div[dt='Händelser']/dd[1]"):
            read.take((whose, "total", ""), total.text_content().strip())


def _from_word(read: Read, whose: str, column: str, content: bytes) -> None:
    for table in docx.Document(io.BytesIO(content)).tables:
        titles, *rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        _take(read, whose, column, titles, rows)


def _addresses(client: Client, start: list[str], within: Callable[[str], bool]) -> dict[str, Any]:
    """Every page and file that links lead to from some addresses."""
    found: dict[str, Any] = {}
    waiting = list(start)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = client.get(address)
        found[address] = answer
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            page = lxml.html.fromstring(answer.content)
            links = {str(link).partition("#")[0].partition("?")[0] for link in page.xpath("//a/@href")}
            waiting += [link for link in links if within(link)]
    return found


def _column(planted: Planted, address: str) -> tuple[str, str] | None:
    """Whose picture an address tells of, and the column in which the planted year stands there."""
    for name, round in planted.rounds.items():
        if f"/varv/{round.pk}/" in address:
            return name, "Antal"
    return ("", "Antal perioden före") if f"/varv/{planted.later.pk}/" in address else None


def _download(planted: Planted, client: Client, *, but: str = "?") -> Read:
    """Everything that somebody can reach of the planted year: pages, PDF and Word files."""
    slug, turns = planted.work.place.slug, [*planted.rounds.values(), planted.later]
    start = [reverse(name, args=(slug, turn.pk)) for turn in turns for name in _STARTS]
    mine = tuple(f"/varv/{turn.pk}/" for turn in turns)
    read = Read()
    pdfs: list[tuple[str, str]] = []

    def within(link: str) -> bool:
        return any(m in link for m in mine) and but not in link

    for address, answer in _addresses(client, start, within).items():
        if answer.status_code != 200 or (told := _column(planted, address)) is None:
            continue
        whose, column = told
        kind = answer["Content-Type"]
        if kind.startswith("text/html"):
            _from_page(read, whose, column, answer.content)
            if column == "Antal perioden före":
                _from_page(read, whose, "Samma månad perioden före", answer.content)
        elif "word" in kind:
            _from_word(read, whose, column, answer.content)
        elif kind == "application/pdf" and column == "Antal":
            pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
            pdfs.append((whose, "\n".join(page.extract_text() for page in pages)))
    assert pdfs
    for whose, text in pdfs:
        for of, kind, item in read.hidden:
            if of == whose and kind == "category":
                assert not re.search(rf"^{item}\s+\d", text, re.MULTILINE), (whose, item)
    return read


_STARTS = (
    "overview:thread",
    "scanning:round",
    "picture:show",
    "priorities:show",
    "causes:show",
    "measures:show",
    "followup:show",
    "feedback:show",
    "reports:turn",
)


def _exposed(read: Read) -> set[Name]:
    names, figures, counts = _told()
    values = dict(zip(names, figures.values(counts).tolist(), strict=True))
    for key, number in read.numbers.items():
        assert values[key] == number, key
    # What stands nowhere is known by nobody; what is hidden on one page and shown on another is shown.
    hidden = np.array([name not in read.numbers for name in names])
    never = np.array([name not in read.numbers and name not in read.hidden for name in names])
    found = exposed(counts, figures, SMALLEST, hidden, unpublished=never)
    return {name for name, told in zip(names, found, strict=True) if told}


def _small() -> set[Name]:
    names, figures, counts = _told()
    return {
        name
        for name, number in zip(names, figures.values(counts).tolist(), strict=True)
        if 0 < number < SMALLEST
    }


@pytest.mark.parametrize("who", MUNICIPAL)
def test_no_small_count_can_be_worked_out_of_all_that_a_role_can_download(
    cast: Cast, planted: Planted, who: str
) -> None:
    read = _download(planted, cast.client(who))
    assert read.numbers["", "category", "Skadegörelse"] == 96
    assert ("", "category", "Rån") in read.hidden
    assert not _exposed(read)


def test_nor_together_with_what_is_published(cast: Cast, planted: Planted) -> None:
    saga, round = cast.client("saga"), planted.rounds[""]
    saga.post(reverse("reports:publish", args=(planted.work.place.slug, round.pk)))
    stranger = Client()
    start = reverse("public:cooperation", args=(planted.work.place.slug,))
    found = _addresses(stranger, [start], lambda link: link.startswith(start))
    told = Read()
    for answer in found.values():
        if "2023" in (page := answer.content.decode()) and "Rån" in page:
            _from_page(told, "", "Antal", answer.content)
    assert told.numbers["", "category", "Skadegörelse"] == 96
    assert not _exposed(told)
    inside = _download(planted, saga)
    assert not _exposed(Read(inside.numbers | told.numbers, inside.hidden | told.hidden))


def _measure(cast: Cast, planted: Planted, first_day: date) -> Measure:
    return measures.plan_measure(
        by=cast.scope("saga"),
        at=AT,
        round=planted.rounds[""],
        content=replace(content(planted.work), first_day=first_day),
    )


def _indicator(
    cast: Cast,
    planted: Planted,
    measure: Measure,
    categories: tuple[str, ...],
    *,
    area: str = "",
    approved: bool = True,
) -> Indicator:
    where = planted.work.area(area) if area else planted.work.cooperation.area
    made = measures.add_indicator(
        by=cast.scope("saga"),
        at=AT,
        measure=measure,
        title=f"{' och '.join(categories)} i {where.name}",
        area=where,
        categories=categories,
    )
    if approved:
        followup.approve(
            by=cast.scope("kim"), at=AT, indicator=made, party=planted.work.police, begins=measure.first_day
        )
    return made


def _read_by(cast: Cast, planted: Planted, who: str, name: str = "followup:show") -> str:
    address = reverse(name, args=(planted.work.place.slug, planted.rounds[""].pk))
    answer = cast.client(who).get(address)
    assert answer.status_code == 200
    return " ".join(lxml.html.fromstring(answer.content).text_content().split())


def _months_of(text: str, title: str) -> bool:
    """Does the page tell an indicator month by month?"""
    assert title in text
    return f"{title}, per månad" in text and f"{title}, per månad: visas inte" not in text


def test_an_indicator_of_few_shows_its_owner_its_months_and_nobody_else(cast: Cast, planted: Planted) -> None:
    _indicator(cast, planted, _measure(cast, planted, date(2023, 7, 1)), ("Rån",))
    for name in ("followup:show", "reports:turn"):
        mine, theirs = (_read_by(cast, planted, who, name) for who in ("kim", "saga"))
        assert "Rån i Lillåkers kommun, per månad: visas inte" not in mine
        assert "Rån i Lillåkers kommun, per månad: visas inte" in theirs
        assert "raderna stannar hos Lokalpolisområde Lillåker-Storsjö" in theirs


def test_nobody_but_the_owner_sees_an_indicator_before_the_owner_has_said_yes(
    cast: Cast, planted: Planted
) -> None:
    measure = _measure(cast, planted, date(2023, 7, 1))
    made = _indicator(cast, planted, measure, ("Skadegörelse",), approved=False)
    for name in ("followup:show", "reports:turn", "reports:publish"):
        theirs = _read_by(cast, planted, "saga", name)
        assert "De visas här när Lokalpolisområde Lillåker-Storsjö har godkänt indikatorn." in theirs
        assert not re.search(r"Före \(", theirs)
        assert f"{made.title}, per månad" not in theirs
    mine = _read_by(cast, planted, "kim")
    assert "Före (1 januari–30 juni 2023): 59" in mine
    assert "Läs och godkänn" in mine

    page = reverse(
        "followup:approve",
        args=(planted.work.place.slug, planted.rounds[""].pk, made.pk, planted.work.police.pk),
    )
    assert cast.client("saga").get(page).status_code == 403
    assert cast.client("palle").post(page, {"begins": "2023-07-01"}).status_code == 302
    theirs = _read_by(cast, planted, "saga")
    assert "Före (1 januari–30 juni 2023): 59" in theirs
    followup.withdraw(
        by=cast.scope("kim"), at=AT, approval=IndicatorApproval.objects.get(indicator=made, withdrawn_at=None)
    )
    assert not re.search(r"Före \(", _read_by(cast, planted, "saga"))


def test_moving_a_measure_gives_no_single_day_and_no_other_months_without_asking(
    cast: Cast, planted: Planted
) -> None:
    saga, measure = cast.scope("saga"), _measure(cast, planted, date(2023, 6, 2))
    _indicator(cast, planted, measure, ("Skadegörelse",))
    before = _read_by(cast, planted, "saga")
    told = re.search(r"Före \(.*?\): \d+\. Efter \(.*?\): \d+", before)
    assert told
    for day in (3, 17, 30):
        measure = measures.change_measure(
            by=saga,
            at=AT,
            measure=measure,
            seen=measure.revision,
            content=replace(content(planted.work), first_day=date(2023, 6, day)),
        )
        assert told[0] in _read_by(cast, planted, "saga"), "ingen dag kan räknas ut"
    measures.change_measure(
        by=saga,
        at=AT,
        measure=measure,
        seen=measure.revision,
        content=replace(content(planted.work), first_day=date(2023, 8, 1)),
    )
    assert not re.search(r"Före \(", _read_by(cast, planted, "saga"))
    assert re.search(r"Före \(", _read_by(cast, planted, "kim"))


@pytest.fixture
def smooth(cast: Cast, planted: Planted) -> Planted:
    """A year more before, with nine fires and one arson every month in the north, and twelve fires in the south."""
    lines = ["tidpunkt;kategori;longitud;latitud;id"]
    for year in (2021, 2022, 2023):
        for month in range(1, 13):
            for category, quarter, number in (
                ("Brand", "Norra backen", 9),
                ("Mordbrand", "Norra backen", 1),
                ("Brand", "Södra backen", 12),
            ):
                east, north = QUARTERS[quarter]
                lines += [
                    f"{year}-{month:02}-{i * 3 + 1 if i < 10 else 28:02} 12:00;{category};"
                    f"{planted.work.place.west + 0.08 * east:.6f};{59 + 0.08 * north:.6f};"
                    f"s{year}{month}{category}{quarter}{i}"
                    for i in range(number)
                ]
    # Something on the last day of all, so that the material covers it.
    lines.append(f"2023-12-31 12:00;Skadegörelse;{planted.work.place.west + 0.02:.6f};59.060000;s-last")
    kim = cast.scope("kim")
    delivery = scanning.deliver(
        by=kim,
        at=AT,
        source=planted.work.source,
        file_name="2021-2023.csv",
        chunks=("\n".join(lines).encode(),),
        today=AT.date(),
    )
    scanning.accept(by=kim, at=AT, delivery=delivery)
    return planted


@pytest.mark.parametrize("first", [("Brand", "Mordbrand"), ("Brand",)])
def test_two_indicators_can_not_be_subtracted_from_each_other(
    cast: Cast, smooth: Planted, first: tuple[str, ...]
) -> None:
    """All fires less fires would be one arson a month; whichever is approved first is shown, the other hidden."""
    measure = _measure(cast, smooth, date(2023, 1, 1))
    second = ("Brand",) if len(first) == 2 else ("Brand", "Mordbrand")
    one, other = (_indicator(cast, smooth, measure, given) for given in (first, second))
    for name in ("followup:show", "reports:turn", "reports:publish"):
        theirs = _read_by(cast, smooth, "saga", name)
        assert _months_of(theirs, one.title), name
        assert not _months_of(theirs, other.title), name
    mine = _read_by(cast, smooth, "kim")
    assert _months_of(mine, one.title)
    assert _months_of(mine, other.title)


def test_nor_one_of_a_part_from_one_of_the_whole(cast: Cast, smooth: Planted) -> None:
    """The city's arsons and fires less those of the south are the north's; less the north's fires, its arsons."""
    measure = _measure(cast, smooth, date(2023, 1, 1))
    whole = _indicator(cast, smooth, measure, ("Brand", "Mordbrand"))
    south = _indicator(cast, smooth, measure, ("Brand",), area="soder")
    north = _indicator(cast, smooth, measure, ("Brand",), area="norr")
    theirs = _read_by(cast, smooth, "saga")
    assert _months_of(theirs, whole.title)
    assert [_months_of(theirs, south.title), _months_of(theirs, north.title)] == [True, False]
    mine = _read_by(cast, smooth, "kim")
    assert _months_of(mine, north.title)


def test_nor_a_picture_s_types_from_an_indicator_s_months(cast: Cast, smooth: Planted) -> None:
    """The year's months of two types less the year's one type in the picture are the year's other."""
    saga = cast.scope("saga")
    turn = rounds.start(
        by=saga,
        at=AT,
        cooperation=smooth.work.cooperation,
        area=smooth.work.area("norr"),
        rhythm=Rhythm.YEARLY,
        first_day=date(2022, 1, 1),
        last_day=date(2022, 12, 31),
    )
    picture.make(by=saga, at=AT, round=turn)
    page = cast.client("saga").get(reverse("picture:show", args=(smooth.work.place.slug, turn.pk)))
    assert "Brand" in page.content.decode()
    measure = _measure(cast, smooth, date(2023, 1, 1))
    both = _indicator(cast, smooth, measure, ("Brand", "Mordbrand"), area="norr")
    assert _months_of(_read_by(cast, smooth, "saga"), both.title), "12 mordbränder om året är inte få"
    lone = _indicator(cast, smooth, measure, ("Brand",), area="norr")
    assert not _months_of(_read_by(cast, smooth, "saga"), lone.title)


def test_the_owner_s_people_see_every_count(cast: Cast, planted: Planted) -> None:
    read = _download(planted, cast.client("palle"))
    assert read.numbers["", "category", "Rån"] == 3
    assert _exposed(read) == _small()


def test_the_attack_finds_every_small_count_where_nothing_is_withheld(
    cast: Cast, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (picture_queries, followup_queries):
        monkeypatch.setattr(module, "smallest_for", lambda scope, *, cooperation, hashes: 0)
    # The page where the public's version is read before it is published withholds by a limit of its own.
    assert _exposed(_download(planted, cast.client("saga"), but="/publicera/")) == _small()
