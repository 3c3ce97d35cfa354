"""A made-up lägesbild with every kind of block, for tests and for looking at."""

import math
from datetime import date

from trygghjulet.documents.tree import (
    BulletList,
    Callout,
    CalloutKind,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Count,
    Derived,
    Document,
    Highlight,
    Interval,
    KeyFigure,
    KeyFigures,
    Link,
    MapFigure,
    Marker,
    Paragraph,
    Polygon,
    Row,
    Section,
    Shape,
    Strong,
    Table,
)

TEXT, COUNT, INTERVAL = ColumnKind.TEXT, ColumnKind.COUNT, ColumnKind.INTERVAL
SOURCE = "Polisens anmälda brott, uttag 12 januari 2026"
PERIOD = "1 januari–31 december 2025"

AREAS = (
    ("Hamnen", 4_812, 214, 371),
    ("Stationsområdet", 3_240, 402, 318),
    ("Ekbacken", 6_118, 87, 93),
    ("Linneberg", 5_504, 61, 3),
    ("Norra Strand", 2_960, 17, 4),
    ("Kvarnbyn", 7_301, 120, 131),
)


def square(column: int, row: int, size: float = 900.0) -> Polygon:
    x, y = 412_000 + column * size, 6_430_000 + row * size
    wiggle = size * 0.12
    middle, far = size / 2, size - wiggle
    ring = (
        (x, y), (x + middle, y - wiggle), (x + size, y), (x + size + wiggle, y + middle),
        (x + size, y + size), (x + middle, y + far), (x, y + size), (x + wiggle, y + middle), (x, y),
    )  # fmt: skip
    return (ring,)


def area_table() -> Table:
    rows = [
        Row(
            (
                name,
                inhabitants,
                before,
                after,
                Interval(after / inhabitants * 1000, *_bounds(after, inhabitants)),
            )
        )
        for name, inhabitants, before, after in AREAS
    ]
    total = Row(("Hela Solvik", 29_935, 901, 920, Interval(30.7, 28.8, 32.8)), total=True)
    return Table(
        caption="Anmälda brott per område",
        columns=(
            Column("Område"),
            Column("Invånare", ColumnKind.NUMBER),
            Column("2024", COUNT),
            Column("2025", COUNT),
            Column("2025 per 1 000 invånare (95 %)", INTERVAL, derived_from=(3,)),
        ),
        rows=(*rows, total),
        source=SOURCE,
        period=PERIOD,
        definition="Anmälda brott på allmän plats, efter den plats där brottet skedde.",
    )


def _bounds(count: int, inhabitants: int) -> tuple[float, float]:
    half = 1.96 * math.sqrt(count)
    return max(0.0, (count - half) / inhabitants * 1000), (count + half) / inhabitants * 1000


def months() -> Table:
    rows = []
    for index in range(36):
        year, month = 2023 + index // 12, index % 12 + 1
        expected = 62 + 14 * math.sin((month - 4) / 12 * 2 * math.pi)
        count = round(expected + 9 * math.sin(index * 2.3) - (15 if index > 27 else 0))
        rows.append(Row((date(year, month, 1), count, Interval(expected, expected - 15, expected + 15))))
    return Table(
        caption="Skadegörelse per månad",
        columns=(
            Column("Månad", ColumnKind.DATE),
            Column("Anmälda brott", COUNT),
            Column("Väntat, med 95 % av utfallen", INTERVAL, derived_from=()),
        ),
        rows=tuple(rows),
        source=SOURCE,
        period="1 januari 2023–31 december 2025",
    )


def rhythm() -> Table:
    days = ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag")
    rows = tuple(
        Row(
            (
                f"{hour:02d}",
                *(
                    round(
                        9 + 7 * math.cos((hour - 22) / 24 * 2 * math.pi) + (8 if day > 3 and hour > 18 else 0)
                    )
                    for day in range(7)
                ),
            )
        )
        for hour in range(24)
    )
    return Table(
        caption="Brott efter veckodag och timme",
        columns=(Column("Klockan"), *(Column(day, COUNT) for day in days)),
        rows=rows,
        source=SOURCE,
        period=PERIOD,
        definition="Bara händelser med känt klockslag.",
    )


def sample() -> Document:
    """About six pages on the made-up municipality of Solvik."""
    areas = area_table()
    ratios = Table(
        caption="Förändring 2024–2025",
        columns=(
            Column("Brottstyp"),
            Column("2024", COUNT),
            Column("2025", COUNT),
            Column("Kvot", INTERVAL, decimals=2, derived_from=(1, 2)),
        ),
        rows=(
            Row(("Misshandel utomhus", 143, 118, Interval(0.83, 0.64, 1.06))),
            Row(("Skadegörelse", 301, 240, Interval(0.80, 0.67, 0.95))),
            Row(("Cykelstöld", 220, 281, Interval(1.28, 1.07, 1.53))),
            Row(("Personrån", 11, 3, Interval(0.27, 0.05, 1.03))),
            Row(("Narkotikabrott", 9, 6, Interval(0.67, 0.20, 2.10))),
        ),
        source=SOURCE,
        period="2024 och 2025, hela år",
    )
    kinds = Table(
        caption="Anmälda brott efter typ",
        columns=(Column("Brottstyp"), Column("2024", COUNT), Column("2025", COUNT)),
        rows=tuple(Row(row.cells[:3]) for row in ratios.rows),
        source=SOURCE,
        period="2024 och 2025, hela år",
    )
    shapes = tuple(Shape(row[0], (square(i % 3, i // 3),)) for i, row in enumerate(AREAS))
    places = (
        Highlight("1", (square(5, 1, 300.0),), count=96),
        Highlight("2", (square(1, 1, 300.0),), count=41),
        Highlight("3", (square(7, 4, 300.0),), count=3),
    )
    return Document(
        title="Lägesbild för Solvik 2025",
        subtitle="Brott och trygghet på allmän plats",
        facts=(
            ("Samverkan", "Trygg i Solvik"),
            ("Framtagen av", "Beredningsgruppen, Solviks kommun och lokalpolisområde Solvik"),
            ("Diarienummer", "TS 2026-0012"),
            ("Avser", PERIOD),
            ("Beslutad", "Styrgruppen den 5 februari 2026"),
        ),
        sections=(
            Section(
                "Det viktigaste",
                (
                    Paragraph(
                        (
                            "Under 2025 anmäldes ",
                            Count(920),
                            " brott på allmän plats i Solvik, ungefär som året före. ",
                            Strong("Skadegörelsen minskar tydligt"),
                            " medan cykelstölderna ökar. I Linneberg anmäldes ",
                            Count(3),
                            " brott. Mer finns hos ",
                            Link("Brå", "https://bra.se"),
                            ".",
                        )
                    ),
                    KeyFigures(
                        (
                            KeyFigure("Anmälda brott 2025", Count(920), "901 året före"),
                            KeyFigure("Per 1 000 invånare", Derived("30,7", (920,)), "Osäkerhet: 28,8–32,8"),
                            KeyFigure("Trygga ute sent på kvällen", "68 %", "71 % i mätningen 2023"),
                        )
                    ),
                    BulletList(
                        (
                            "Stationsområdet och Hamnen har tre fjärdedelar av brotten.",
                            (
                                "Två platser sticker ut mer än slumpen ger: ",
                                Strong("Stationstorget"),
                                " och Hamnkajen.",
                            ),
                            "Kvällar från torsdag till lördag är mest utsatta.",
                        )
                    ),
                    Callout(
                        CalloutKind.LESSON,
                        "Belysningen på torget följdes av färre anmälningar. Börja mäta före nästa åtgärd.",
                    ),
                ),
                anchor="viktigast",
            ),
            Section(
                "Var brotten sker",
                (
                    Paragraph("Skillnaderna är stora, också när man tar hänsyn till hur många som bor där."),
                    MapFigure(
                        caption="Två platser sticker ut vid stationen och i hamnen",
                        alt="Karta över Solviks sex områden. Flest brott har Hamnen och Stationsområdet.",
                        shapes=shapes,
                        table=areas,
                        highlights=places,
                        value=3,
                    ),
                    areas,
                    Callout(
                        CalloutKind.LIMIT,
                        "Antalet per invånare blir högt där många rör sig men få bor.",
                    ),
                ),
                anchor="var",
            ),
            Section(
                "När brotten sker",
                (
                    Chart(
                        caption="Skadegörelsen ligger under det väntade sedan våren 2025",
                        alt="Linje över 36 månader. Från maj 2025 ligger antalet under det väntade.",
                        kind=ChartKind.LINE,
                        table=months(),
                        band=2,
                        markers=(Marker(date(2025, 5, 1), "Ny belysning"),),
                        axis="Anmälda brott per månad",
                    ),
                    Chart(
                        caption="Flest brott sker på kvällar från fredag till söndag",
                        alt="Rutnät med veckodag och timme. Mörkast är kvällarna från fredag till söndag.",
                        kind=ChartKind.HEATMAP,
                        table=rhythm(),
                        axis="Antal brott per timme, klockslag från vänster till höger",
                    ),
                ),
            ),
            Section(
                "Vad som har ändrats",
                (
                    Paragraph(
                        "Strecken visar osäkerheten. Korsar ett streck 1 går förändringen inte att avgöra."
                    ),
                    Chart(
                        caption="Skadegörelsen minskar och cykelstölderna ökar",
                        alt="Kvoter med osäkerhet. Skadegörelse ligger under 1, cykelstöld över 1.",
                        kind=ChartKind.RANGE,
                        table=ratios,
                        reference=1,
                        axis="Antal 2025 delat med antal 2024",
                    ),
                ),
            ),
            Section(
                "Brottstyper",
                (
                    Chart(
                        caption="Skadegörelse och cykelstöld är vanligast",
                        alt="Stapeldiagram över fem brottstyper 2024 och 2025.",
                        kind=ChartKind.BAR,
                        table=kinds,
                        axis="Anmälda brott",
                    ),
                    Chart(
                        caption="Hälften är skadegörelse eller cykelstöld",
                        alt="Stapeldiagram över fem brottstyper 2025.",
                        kind=ChartKind.BAR,
                        table=kinds,
                        series=(2,),
                    ),
                ),
                level=2,
            ),
            Section(
                "Så är lägesbilden gjord",
                (
                    Paragraph("Lägesbilden bygger på anmälda brott, felanmälningar och trygghetsmätningen."),
                    Callout(CalloutKind.NOTE, "Alla brott anmäls inte. Cykelstölder anmäls oftare än hot."),
                ),
            ),
        ),
    )
