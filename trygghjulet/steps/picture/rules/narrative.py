"""A picture's figures in words, tables, charts and a map: plain rules that say what was counted and invent no cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from trygghjulet.analysis.multiple import benjamini_hochberg
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Count,
    Derived,
    Highlight,
    Interval,
    KeyFigure,
    KeyFigures,
    MapFigure,
    Paragraph,
    Row,
    Section,
    Shape,
    Span,
    Table,
    Unshown,
    Words,
    spans,
)
from trygghjulet.steps.picture.rules.figures import (
    NO_COMPARISON,
    CategoryFigures,
    Change,
    Estimate,
    Figures,
    HotspotFigures,
    NewsFigures,
    OtherFigures,
    SourceNote,
    StatisticsFigures,
)

_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_AGAINST_REST = (
    "Kvoten mot övriga jämför områdets förändring med förändringen i resten av staden: "
    "över 1 betyder att området har utvecklats sämre, under 1 bättre."
)
#: The most types that a table lists one by one.
_LISTED = 40
#: A share of all incidents that a category must have before its change is worth a finding of its own.
_WORTH_TELLING = 0.02
_UNTOLD = "kan inte avgöras"
_UNKNOWN = "cannot_be_told"
#: The share of false ones that is accepted among all changes pointed out as findings.
_FALSE_FINDS = 0.05


@dataclass(frozen=True)
class Statement:
    """Something the figures say by themselves, that a priority can rest on."""

    key: str
    kind: str
    words: Words


def statements(figures: Figures) -> tuple[Statement, ...]:
    """What stands out: places, categories and areas whose intervals leave no doubt of the direction, and the rhythm."""
    return tuple(_statements(figures))


def sections(figures: Figures, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """The three parts of 4 §, as sections of a document.

    Args:
        texts: what people wrote, by the key of the part ("extent", "consequences", "other", "analysis").
    """
    return (
        Section("Kartläggning av brottsligheten", tuple(_extent(figures, texts)), anchor="kartlaggning"),
        Section("Hur det förändras över tid", tuple(_over_time(figures)), level=2, anchor="over-tid"),
        Section("Var det händer", tuple(_areas(figures)), level=2, anchor="omraden"),
        Section("Platser med koncentration av brott", tuple(_hotspots(figures)), level=2, anchor="platser"),
        Section("Konsekvenser", _or_silence(_written(texts, "consequences")), level=2, anchor="konsekvenser"),
        Section("Annan information av betydelse", _or_silence(_other(figures, texts)), anchor="annat"),
        Section("Analys", tuple(_analysis(figures, texts)), anchor="analys"),
        Section("Så är siffrorna gjorda", tuple(_method(figures)), anchor="metod"),
    )


def withheld_note(smallest: int, owners: Sequence[str]) -> Callout:
    """For whom a document is made in which something is withheld."""
    whose = " och ".join(owners)
    return Callout(
        CalloutKind.NOTE,
        f"Antal under {smallest} visas inte, och inte heller tal som skulle avslöja dem: raderna stannar hos "
        f"{whose}. Det här är gjort för dem som inte får se raderna.",
    )


def closed_sections(figures: Figures, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """A picture of so few incidents that none of its figures may be told: what people wrote, and why that is all."""
    why = Callout(
        CalloutKind.LIMIT,
        f"Händelserna i {figures.settings.area} under {period_of(figures)} är för få, eller skulle avslöja få någon "
        "annanstans. Inga siffror visas för den som inte får se raderna.",
    )
    return (
        Section("Kartläggning av brottsligheten", (why, *_written(texts, "extent")), anchor="kartlaggning"),
        Section("Konsekvenser", _or_silence(_written(texts, "consequences")), level=2, anchor="konsekvenser"),
        Section("Annan information av betydelse", _or_silence(_written(texts, "other")), anchor="annat"),
        Section("Analys", _or_silence(_written(texts, "analysis")), anchor="analys"),
    )


def plain_words(words: Words) -> str:
    """A statement as plain text, with its numbers written out; for those who take part, nothing is withheld."""
    return "".join(_plain(span) for span in spans(words))


def counts_in(words: Words) -> tuple[int, ...]:
    """Every number of incidents that a statement could give away."""
    found: list[int] = []
    for span in spans(words):
        match span:
            case Count(value=value):
                found.append(value)
            case Derived(counts=counts):
                found.extend(counts)
    return tuple(found)


def period_of(figures: Figures) -> str:
    """The period in words."""
    return numbers.days(figures.settings.first_day, figures.settings.last_day)


def comparison_of(figures: Figures) -> str:
    """The period compared with, in words; empty where there is none."""
    if figures.before_first is None or figures.before_last is None:
        return ""
    return numbers.days(figures.before_first, figures.before_last)


def source_of(figures: Figures) -> str:
    """Whose material the figures rest on, in words."""
    return "; ".join(dict.fromkeys(f"{s.name} ({s.owner})" if s.owner else s.name for s in figures.sources))


def _definition(figures: Figures) -> str:
    return " ".join(dict.fromkeys(s.definition for s in figures.sources if s.definition))


def _extent(figures: Figures, texts: Mapping[str, str]) -> Iterator[Block]:
    if figures.uncovered:
        yield Callout(
            CalloutKind.LIMIT,
            f"{figures.uncovered} Därför visas varken förändring eller antal per invånare, "
            "och månader som saknar dagar är utelämnade.",
        )
    yield KeyFigures(tuple(_key_figures(figures)))
    yield Paragraph(tuple(_opening(figures)))
    yield from _written(texts, "extent")
    yield _category_table(figures, figures.categories, "Anmälda händelser efter typ")
    told = tuple(c for c in _listed(figures.categories) if c.change.ratio.told)
    if told:
        yield Chart(
            caption="Förändring per typ, med osäkerhet",
            alt=_change_alt(told),
            kind=ChartKind.RANGE,
            table=_table(
                figures,
                "Kvot mellan perioderna per typ",
                (
                    Column("Typ"),
                    Column("Antal", ColumnKind.COUNT),
                    Column("Antal perioden före", ColumnKind.COUNT),
                    Column("Kvot (95 % intervall)", ColumnKind.INTERVAL, decimals=2),
                ),
                # All types, as in the table above: one left out here would give away what is withheld there.
                tuple(
                    Row((c.name, c.count, c.before, _interval(c.change.ratio)))
                    for c in _listed(figures.categories)
                ),
            ),
            reference=1,
            axis="Kvot mot jämförelseperioden (1 = oförändrat)",
        )
    if sum(sum(day) for day in figures.rhythm):
        yield _rhythm_chart(figures)


def _key_figures(figures: Figures) -> Iterator[KeyFigure]:
    short = ". Underlaget täcker inte hela perioden." if figures.uncovered else ""
    yield KeyFigure("Händelser", Count(figures.total), f"{period_of(figures)}{short}")
    if figures.rate.told:
        rate = _interval_of(figures.rate)
        yield KeyFigure(
            "Per 1 000 invånare",
            Derived(numbers.number(rate.value, decimals=1), (figures.total,)),
            (Derived(f"95 % intervall {_bounds(rate, decimals=1)}", (figures.total,)),),
        )
    if figures.before is not None and figures.change.ratio.told:
        change = _interval_of(figures.change.ratio)
        counts = (figures.total, figures.before)
        yield KeyFigure(
            f"Mot {comparison_of(figures)}",
            Derived(f"{_signed(change.value)} %", counts),
            (
                Derived(
                    f"95 % intervall {_signed(change.low)} till {_signed(change.high)} %. {_verdict(figures.change)}",
                    counts,
                ),
            ),
        )
    if figures.before is not None and figures.against_rest.ratio.told:
        against = _interval_of(figures.against_rest.ratio)
        counts = (figures.total, figures.before)
        bounds = f"95 % intervall {_signed(against.low)} till {_signed(against.high)} %"
        yield KeyFigure(
            "Förändring mot övriga staden",
            Derived(f"{_signed(against.value)} %", counts),
            (Derived(f"{bounds}. {_verdict(figures.against_rest)}", counts),),
        )


def _opening(figures: Figures) -> Iterator[Span]:
    yield f"Under perioden {period_of(figures)} registrerades "
    yield Count(figures.total)
    yield f" händelser i {figures.settings.area}. "
    if figures.before is None:
        reason = "" if figures.uncovered else f"{figures.incomparable} "
        yield f"{reason}Förändringen kan inte avgöras. "
    else:
        yield "Under jämförelseperioden var de "
        yield Count(figures.before)
        yield ". "
        yield Derived(_verdict_sentence(figures.change), (figures.total, figures.before))
    if figures.busiest:
        yield f" {figures.busiest}"


def _listed(categories: tuple[CategoryFigures, ...]) -> tuple[CategoryFigures, ...]:
    """The commonest types, and the others as one when they are many, so that the totals add up."""
    if len(categories) <= _LISTED + 1:
        return categories
    others = categories[_LISTED:]
    before = [c.before for c in others if c.before is not None]
    return (
        *categories[:_LISTED],
        CategoryFigures(
            name=f"Övriga ({numbers.number(len(others))} typer)",
            count=_sum([c.count for c in others]),
            before=_sum(before) if len(before) == len(others) else None,
            change=NO_COMPARISON,
        ),
    )


def _category_table(figures: Figures, categories: tuple[CategoryFigures, ...], caption: str) -> Table:
    counts = [c.count for c in categories]
    total = _all(counts)
    rows = [
        Row((c.name, c.count, c.count / total if total else None, c.before, _change_words(c.change)))
        for c in _listed(categories)
    ]
    before = [c.before for c in categories]
    known = [b for b in before if b is not None]
    rows.append(
        Row(
            ("Alla", total, 1.0 if total else None, _all(known) if len(known) == len(before) else None, ""),
            total=True,
        )
    )
    return _table(
        figures,
        caption,
        (
            Column("Typ"),
            Column("Antal", ColumnKind.COUNT),
            Column("Andel", ColumnKind.PERCENT, derived_from=(1,)),
            Column("Antal perioden före", ColumnKind.COUNT),
            Column("Förändring", derived_from=(1, 3)),
        ),
        tuple(rows),
    )


def _sum(counts: Sequence[int]) -> int:
    """Their sum, not to be shown when one of them is not."""
    return Unshown(sum(counts)) if any(isinstance(count, Unshown) for count in counts) else sum(counts)


def _all(counts: Sequence[int]) -> int:
    """The sum of all there is, not to be shown when none of them is."""
    return Unshown(sum(counts)) if counts and all(isinstance(c, Unshown) for c in counts) else sum(counts)


def _rhythm_chart(figures: Figures) -> Chart:
    hours = tuple(f"{hour:02d}" for hour in range(24))
    return Chart(
        caption="När på veckan det händer",
        alt=f"Rutnät över veckodag och timme. {figures.busiest}",
        kind=ChartKind.HEATMAP,
        table=_table(
            figures,
            "Antal händelser efter veckodag och timme",
            (Column("Veckodag"), *(Column(hour, ColumnKind.COUNT) for hour in hours)),
            tuple(Row((day, *counts)) for day, counts in zip(_WEEKDAYS, figures.rhythm, strict=True)),
            note="Bara händelser med känt klockslag räknas.",
        ),
        axis="Antal",
    )


def _over_time(figures: Figures) -> Iterator[Block]:
    if len(figures.months) < 2:
        yield Paragraph("Perioden är för kort för att visa månad för månad.")
        return
    known = [(m.count, m.month) for m in figures.months if m.count is not None]
    if len(known) < 2:
        yield Paragraph("Underlaget har för få hela månader för att visa månad för månad.")
        return
    compared = any(m.before is not None for m in figures.months)
    columns = [Column("Månad", ColumnKind.DATE), Column("Antal", ColumnKind.COUNT)]
    if compared:
        columns.append(Column("Samma månad perioden före", ColumnKind.COUNT))
    rows = tuple(
        Row((m.month, m.count, m.before) if compared else (m.month, m.count)) for m in figures.months
    )
    highest = max(known, key=lambda told: told[0])[1]
    lowest = min(known, key=lambda told: told[0])[1]
    yield Chart(
        caption="Händelser per månad",
        alt=(
            f"Linje över {len(known)} månader. Högst i {_month(highest.month)} {highest.year}, "
            f"lägst i {_month(lowest.month)} {lowest.year}."
        ),
        kind=ChartKind.LINE,
        table=_table(
            figures,
            "Antal händelser per månad",
            tuple(columns),
            rows,
            note="– betyder att underlaget saknar dagar i månaden." if len(known) < len(rows) else "",
        ),
        axis="Antal",
    )


def _areas(figures: Figures) -> Iterator[Block]:
    if figures.outlines:
        rated = all(o.rate.told for o in figures.outlines)
        outline_table = _outline_table(figures, rated=rated)
        yield MapFigure(
            caption="Händelser per 1 000 invånare och område" if rated else "Antal händelser per område",
            alt=_map_alt(figures),
            shapes=tuple(Shape(o.name, o.polygons) for o in figures.outlines),
            highlights=tuple(
                Highlight(str(spot.rank), spot.polygons, spot.count) for spot in figures.hotspots
            ),
            table=outline_table,
            value=len(outline_table.columns) - 1 if rated else 1,
            names=len(figures.outlines) <= 20,
        )
    yield _area_table(figures)
    if figures.outside:
        yield Paragraph(
            (
                "Händelser utanför alla områden: ",
                Count(figures.outside),
                ". De är inte med i tabellen.",
            )
        )


def _outline_table(figures: Figures, *, rated: bool) -> Table:
    notes = []
    if figures.hotspots:
        notes.append("Siffrorna på kartan är platsernas nummer i tabellen över platser.")
    if not rated:
        notes.append(
            "Kartan visar antal: ett stort eller folkrikt område har ofta fler händelser utan att vara mer utsatt."
        )
    if figures.people:
        notes.append(figures.people)
    return _table(
        figures,
        "Händelser per område på kartan",
        (
            Column("Område"),
            Column("Antal", ColumnKind.COUNT),
            Column("Invånare", ColumnKind.NUMBER),
            Column("Per 1 000 invånare", ColumnKind.RATE, derived_from=(1,)),
        ),
        tuple(Row((o.name, o.count, o.population, o.rate.value)) for o in figures.outlines),
        note=" ".join(notes),
    )


def _area_table(figures: Figures) -> Table:
    rows = [
        Row(
            (
                a.name,
                a.count,
                a.before,
                _interval(a.rate),
                _change_words(a.change),
                _interval(a.against_rest.ratio),
            )
        )
        for a in figures.areas
    ]
    return _table(
        figures,
        "Områdena var för sig",
        (
            Column("Område"),
            Column("Antal", ColumnKind.COUNT),
            Column("Antal perioden före", ColumnKind.COUNT),
            Column("Per 1 000 invånare (95 %)", ColumnKind.INTERVAL, derived_from=(1,)),
            Column("Förändring", derived_from=(1, 2)),
            Column("Kvot mot övriga (95 %)", ColumnKind.INTERVAL, derived_from=(1, 2), decimals=2),
        ),
        tuple(rows),
        note=" ".join(
            filter(
                None,
                (
                    _AGAINST_REST if any(a.against_rest.ratio.told for a in figures.areas) else "",
                    figures.people,
                ),
            )
        ),
    )


def _hotspots(figures: Figures) -> Iterator[Block]:
    if figures.hotspots_refused:
        yield Callout(CalloutKind.LIMIT, figures.hotspots_refused)
        return
    size = figures.settings.cell_size
    if not figures.hotspots:
        yield Paragraph(
            f"Ingen plats har säkert fler händelser än slumpen skulle ge (rutor om {size} meter, "
            "högst 5 % falska bland dem som pekas ut)."
        )
        return
    share = sum(spot.share for spot in figures.hotspots)
    surface = sum(spot.share_of_area for spot in figures.hotspots)
    yield Paragraph(
        (
            f"{len(figures.hotspots)} {'plats' if len(figures.hotspots) == 1 else 'platser'} har säkert fler händelser "
            "än slumpen skulle ge. Tillsammans har de ",
            Derived(numbers.percent(share), tuple(spot.count for spot in figures.hotspots)),
            f" av händelserna på {numbers.percent(surface, decimals=1)} av ytan.",
        )
    )
    yield _table(
        figures,
        "Platser med säkert fler händelser än slumpen skulle ge",
        (
            Column("Plats"),
            Column("Antal", ColumnKind.COUNT),
            Column("Andel av händelserna", ColumnKind.PERCENT, derived_from=(1,), decimals=1),
            Column("Andel av ytan", ColumnKind.PERCENT, derived_from=(), decimals=2),
            Column("Gånger tätare (95 %)", ColumnKind.INTERVAL, derived_from=(1,)),
            Column("Vanligast där", derived_from=(1,)),
        ),
        tuple(
            Row((f"{s.rank}. {s.name}", s.count, s.share, s.share_of_area, _denser(s), _commonest(s)))
            for s in figures.hotspots
        ),
        note=(
            f"Rutor om {size} × {size} meter. Gi* med exakt fördelning, högst 5 % falska bland de utpekade "
            "(Benjamini–Hochberg). Jämförelsen är mot en slumpvis spridning över ytan, "
            "inte mot hur många som vistas där. Platserna valdes för att de hade många, så hur mycket tätare de är "
            "är något överskattat."
        ),
    )


def _denser(spot: HotspotFigures) -> Interval | float:
    if spot.pai_low is None or spot.pai_high is None:
        return spot.pai
    return Interval(spot.pai, spot.pai_low, spot.pai_high)


def _other(figures: Figures, texts: Mapping[str, str]) -> Iterator[Block]:
    yield from _written(texts, "other")
    for other in figures.other:
        yield _other_table(figures, other)
    for statistics in figures.statistics:
        yield from _statistics(statistics)
    for news in figures.news:
        yield from _news(figures, news)


def _other_table(figures: Figures, other: OtherFigures) -> Table:
    table = _category_table(figures, other.categories, other.source.name)
    return Table(
        caption=table.caption,
        columns=table.columns,
        rows=table.rows,
        source=_source_words(other.source),
        period=table.period,
        definition=other.source.definition,
        note=f"{other.incomparable} Förändringen kan inte avgöras." if other.incomparable else "",
    )


def _statistics(statistics: StatisticsFigures) -> Iterator[Block]:
    for area in dict.fromkeys(row.area for row in statistics.rows):
        yield Table(
            caption=f"{statistics.source.name}: {area}",
            columns=(Column("Typ"), *(Column(period, ColumnKind.COUNT) for period in statistics.periods)),
            rows=tuple(Row((row.category, *row.amounts)) for row in statistics.rows if row.area == area),
            source=_source_words(statistics.source),
            period=f"{statistics.periods[0]}–{statistics.periods[-1]}",
            definition=statistics.source.definition,
            note="– betyder att källan inte visar talet.",
        )


def _news(figures: Figures, news: NewsFigures) -> Iterator[Block]:
    yield Table(
        caption=f"{news.source.name}: notiser som nämner {figures.settings.area}",
        columns=(Column("Typ"), Column("Antal notiser", ColumnKind.NUMBER)),
        rows=tuple(Row(pair) for pair in news.categories),
        source=_source_words(news.source),
        period=period_of(figures),
        definition=news.source.definition,
    )
    yield Callout(
        CalloutKind.LIMIT,
        "Notiserna är ett urval av nyheter. Deras punkter är mitten av ett län eller en kommun, inte platsen där "
        "något hände. Därför söks inga platser i dem, och de räknas inte som brott.",
    )


def _analysis(figures: Figures, texts: Mapping[str, str]) -> Iterator[Block]:
    found = statements(figures)
    if found:
        yield Paragraph("Det här säger siffrorna tydligast:")
        yield BulletList(tuple(s.words for s in found))
    yield from _written(texts, "analysis")


def _method(figures: Figures) -> Iterator[Block]:
    yield BulletList(tuple(_source_item(source) for source in figures.every_source))
    words = "Siffrorna visar det som har anmälts eller registrerats, inte allt som har hänt."
    if figures.rate.told or figures.before is not None:
        words += " Ett intervall på 95 % visar hur mycket slumpen ensam kan flytta ett tal."
    if figures.before is not None:
        words += _variation(figures)
        words += (
            " När intervallet för en kvot rymmer 1 kan förändringen inte avgöras. Intervallen gäller en rad i taget; "
            "iakttagelserna ovan tål att många jämförs samtidigt."
        )
    yield Callout(CalloutKind.LIMIT, words)


def _variation(figures: Figures) -> str:
    """What intervals of changes suppose of how incidents follow each other."""
    if figures.variation is None or figures.variation_first is None or figures.variation_last is None:
        return (
            " Intervallen för förändringar förutsätter att händelserna sker oberoende av varandra, eftersom "
            "underlaget är kortare än två år. Brott kommer i serier, så de är något för smala."
        )
    days = numbers.days(figures.variation_first, figures.variation_last)
    if figures.variation == 1:
        return (
            f" Antalet varierade inte mer än slumpen ensam {days}, när trend och årstid räknats bort. "
            "Varje typ och område har ändå prövats för sig, och intervallen breddats där antalen varierar mer."
        )
    wider = numbers.number(sqrt(figures.variation), decimals=1)
    return (
        " Brott kommer i serier och varierar därför mer än slumpen ensam. Efter hur antalet varierade "
        f"{days}, när trend och årstid räknats bort, är intervallet för hela antalets förändring {wider} gånger "
        "bredare än om händelserna skett oberoende av varandra. Typer och områden är breddade var för sig."
    )


def _statements(figures: Figures) -> Iterator[Statement]:
    for spot in figures.hotspots:
        yield Statement(
            f"hotspot:{round(spot.east)}:{round(spot.north)}",
            "hotspot",
            (
                f"{spot.name} har ",
                Count(spot.count),
                " händelser, ",
                Derived(f"{numbers.percent(spot.share, decimals=1)} av alla", (spot.count,)),
                f" på {numbers.percent(spot.share_of_area, decimals=2)} av ytan. ",
                Derived(f"Vanligast: {_commonest(spot)}.", (spot.count,)),
            ),
        )
    certain = _certain([c.change for c in figures.categories])
    for category, holds in zip(figures.categories, certain, strict=True):
        large = category.count >= _WORTH_TELLING * figures.total
        if holds and large and category.before is not None:
            yield Statement(
                f"category:{category.name}",
                "category",
                (
                    f"{category.name}: ",
                    Derived(_change_words(category.change), (category.count, category.before)),
                    " mot perioden före (från ",
                    Count(category.before),
                    " till ",
                    Count(category.count),
                    ").",
                ),
            )
    certain = _certain([a.against_rest for a in figures.areas])
    for area, holds in zip(figures.areas, certain, strict=True):
        if holds and area.before is not None:
            worse = area.against_rest.verdict == "increase"
            yield Statement(
                f"area:{area.code}",
                "area",
                (
                    f"{area.name} har utvecklats {'sämre' if worse else 'bättre'} än resten: kvot ",
                    Derived(
                        numbers.interval(_interval_of(area.against_rest.ratio), decimals=2),
                        (area.count, area.before),
                    ),
                    ".",
                ),
            )
    if figures.busiest:
        yield Statement("rhythm", "rhythm", figures.busiest)


def _certain(changes: list[Change]) -> list[bool]:
    """Which of many changes stand when at most 5 % of those pointed out may be false (Benjamini–Hochberg)."""
    tested = [c.p for c in changes if c.p is not None]
    adjusted = iter(benjamini_hochberg(tested) if tested else ())
    return [
        c.p is not None and float(next(adjusted)) <= _FALSE_FINDS and c.verdict != _UNKNOWN for c in changes
    ]


def _written(texts: Mapping[str, str], part: str) -> Iterator[Block]:
    for paragraph in texts.get(part, "").split("\n\n"):
        if paragraph.strip():
            yield Paragraph(paragraph.strip())


def _or_silence(blocks: Iterator[Block]) -> tuple[Block, ...]:
    """The blocks, or a line that says that nobody has written anything; a heading never stands alone."""
    return tuple(blocks) or (Paragraph("Inget är skrivet ännu."),)


def _table(
    figures: Figures, caption: str, columns: tuple[Column, ...], rows: tuple[Row, ...], note: str = ""
) -> Table:
    compared = comparison_of(figures)
    columns, rows = _filled(columns, rows)
    return Table(
        caption=caption,
        columns=columns,
        rows=rows,
        source=source_of(figures),
        period=period_of(figures) + (f", jämfört med {compared}" if compared else ""),
        definition=_definition(figures),
        note=note,
    )


def _filled(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Columns in which some row says something; what the others were derived from keeps its place."""
    kept = [
        i
        for i in range(len(columns))
        if i == 0 or any(row.cells[i] not in (None, "", _UNTOLD) for row in rows)
    ]
    place = {old: new for new, old in enumerate(kept)}
    moved = tuple(
        columns[i]
        if columns[i].derived_from is None
        else replace(
            columns[i], derived_from=tuple(place[d] for d in columns[i].derived_from or () if d in place)
        )
        for i in kept
    )
    return moved, tuple(Row(tuple(row.cells[i] for i in kept), total=row.total) for row in rows)


def _source_words(source: SourceNote) -> str:
    covered = (
        f", {numbers.days(source.first_day, source.last_day)}" if source.first_day and source.last_day else ""
    )
    return f"{source.owner or 'fil'}{covered}, kontrollsumma {source.sha256[:12]}"


def _source_item(source: SourceNote) -> tuple[Span, ...]:
    rows = Derived(f"{numbers.number(source.rows)} rader", (source.rows,))
    return f"{source.name}: {_source_words(source)}, ", rows, "."


def _plain(span: Span) -> str:
    match span:
        case str():
            return span
        case Count(value=value):
            return numbers.number(value)
        case _:
            return span.text


def _interval(estimate: Estimate) -> Interval | None:
    return _interval_of(estimate) if estimate.told else None


def _interval_of(estimate: Estimate) -> Interval:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        raise ValueError("the estimate can't be told")
    return Interval(estimate.value, estimate.low, estimate.high)


def _bounds(told: Interval, *, decimals: int) -> str:
    return f"{numbers.number(told.low, decimals=decimals)}–{numbers.number(told.high, decimals=decimals)}"


def _verdict(change: Change) -> str:
    """What the interval allows one to say, in two words."""
    return {"increase": "Säker ökning.", "decrease": "Säker minskning."}.get(
        change.verdict, "Kan inte avgöras."
    )


def _change_words(change: Change) -> str:
    """A ratio as a reader says it: "+12 % (+3 till +21)", or that it can't be told."""
    if not change.ratio.told:
        return _UNTOLD
    told = _interval_of(change.ratio)
    words = f"{_signed(told.value)} % ({_signed(told.low)} till {_signed(told.high)})"
    return words if change.verdict != "cannot_be_told" else f"{words}, {_UNTOLD}"


def _verdict_sentence(change: Change) -> str:
    if not change.ratio.told or change.verdict == "cannot_be_told":
        return "Om det är en verklig förändring kan inte avgöras."
    told = _interval_of(change.ratio)
    direction = "ökat" if change.verdict == "increase" else "minskat"
    return (
        f"De har {direction} med {numbers.number(abs(told.value - 1) * 100, decimals=0)} procent "
        f"(95 % intervall {_signed(told.low)} till {_signed(told.high)} %)."
    )


def _signed(ratio: float) -> str:
    percentage = round((ratio - 1) * 100)
    return f"+{percentage}" if percentage > 0 else f"−{-percentage}" if percentage < 0 else "0"


def _commonest(spot: HotspotFigures) -> str:
    return ", ".join(name.lower() for name, _ in spot.categories[:2])


def _change_alt(told: tuple[CategoryFigures, ...]) -> str:
    up = [c.name for c in told if c.change.verdict == "increase"]
    down = [c.name for c in told if c.change.verdict == "decrease"]
    parts = [
        f"Ökar: {', '.join(up)}." if up else "Ingen typ ökar säkert.",
        f"Minskar: {', '.join(down)}." if down else "Ingen typ minskar säkert.",
    ]
    return " ".join(parts)


def _map_alt(figures: Figures) -> str:
    highest = max(figures.outlines, key=lambda o: (o.rate.value or 0, o.count))
    spots = f" {len(figures.hotspots)} platser med koncentration är utmärkta." if figures.hotspots else ""
    return f"Karta över {len(figures.outlines)} områden. Högst är {highest.name}.{spots} Siffrorna står i tabellen."


def _month(number: int) -> str:
    return _MONTHS[number - 1]
