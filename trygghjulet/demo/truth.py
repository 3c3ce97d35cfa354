"""What is planted in Solvik: the hot spots, effects, seasons and trend that an analysis should find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trygghjulet.demo.geography import place

FIRST_DAY = date(2022, 1, 1)
LAST_DAY = date(2025, 12, 31)


@dataclass(frozen=True)
class Hours:
    """Some hours on some weekdays (0 is Monday): from `start` for `length` hours, past midnight too."""

    weekdays: tuple[int, ...]
    start: int
    length: int

    def cells(self) -> frozenset[tuple[int, int]]:
        """The pairs of weekday and hour that are covered; after midnight it is the next weekday."""
        return frozenset(
            ((day + (self.start + step) // 24) % 7, (self.start + step) % 24)
            for day in self.weekdays
            for step in range(self.length)
        )


@dataclass(frozen=True)
class HotSpot:
    """A place where more happens than elsewhere.

    `shares` gives, for each category, the place's expected part of what the whole municipality has of it in a
    year without trend or measures. A place with `emerging_from` has nothing before that day and then rises in
    a straight line to its shares on the last day; it comes on top of the rest. `inside_hours` of what happens
    there falls within `hours`, and the rest as the category usually does.
    """

    key: str
    name: str
    area_code: str
    centre: tuple[float, float]  # SWEREF 99 TM, metres
    radius: float
    shares: tuple[tuple[str, float], ...]
    hours: Hours
    inside_hours: float = 0.85
    emerging_from: date | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that gather here."""
        return tuple(category for category, _ in self.shares)


@dataclass(frozen=True)
class PlantedMeasure:
    """A measure at a hot spot, and what it really does: from its first day, numbers are times `ratio`.

    A ratio of 1 is a measure that changes nothing. Nothing moves elsewhere because of a measure.
    """

    key: str
    name: str
    hot_spot: str
    categories: tuple[str, ...]
    first_day: date
    ratio: float


@dataclass(frozen=True)
class Season:
    """A yearly wave: 1 + amplitude on the peak day, 1 - amplitude half a year from it."""

    category: str
    peak: date  # the year is of no account
    amplitude: float


@dataclass(frozen=True)
class ExtraReports:
    """Fault reports of a category that gather at a hot spot, so many a year, until a day."""

    hot_spot: str
    category: str
    per_year: float
    last_day: date = LAST_DAY


@dataclass(frozen=True)
class SafeShare:
    """The share of a local area's inhabitants (16–84 years) who feel safe outdoors late in the evening."""

    area_code: str
    year: int
    share: float


@dataclass(frozen=True)
class Truth:
    """Everything that is planted."""

    hot_spots: tuple[HotSpot, ...]
    measures: tuple[PlantedMeasure, ...]
    seasons: tuple[Season, ...]
    yearly_change: float  # of every category in the whole municipality: 0.98 is two per cent less each year
    weekly_noise: float  # coefficient of variation of the week's level, beyond pure chance
    extra_reports: tuple[ExtraReports, ...]
    safe_shares: tuple[SafeShare, ...]

    def hot_spot(self, key: str) -> HotSpot:
        """The hot spot with a key.

        Raises:
            KeyError: there is none.
        """
        for spot in self.hot_spots:
            if spot.key == key:
                return spot
        raise KeyError(key)

    def measure(self, key: str) -> PlantedMeasure:
        """The measure with a key.

        Raises:
            KeyError: there is none.
        """
        for measure in self.measures:
            if measure.key == key:
                return measure
        raise KeyError(key)


_EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)

TRUTH = Truth(
    hot_spots=(
        HotSpot(
            "stationstorget",
            "Stationstorget",
            "S202",
            place(6.15, 4.40),
            150.0,
            (
                ("Misshandel utomhus", 0.18),
                ("Skadegörelse", 0.08),
                ("Personrån", 0.20),
                ("Ordningsstörning", 0.10),
            ),
            Hours((4, 5), 20, 7),
        ),
        HotSpot(
            "hamnpromenaden",
            "Hamnpromenaden",
            "S203",
            place(4.58, 4.45),
            150.0,
            (("Ordningsstörning", 0.10), ("Klotter", 0.06), ("Misshandel utomhus", 0.06)),
            Hours((3, 4, 5, 6), 18, 6),
        ),
        HotSpot(
            "kopcentrum",
            "Solängens köpcentrum",
            "S301",
            place(6.05, 2.65),
            150.0,
            (("Butiksstöld", 0.22), ("Stöld ur eller från fordon", 0.07)),
            Hours((0, 1, 2, 3, 4, 5), 11, 8),
        ),
        HotSpot(
            "skolgarden",
            "Ekbackeskolans skolgård",
            "S103",
            place(5.60, 6.85),
            150.0,
            (("Skadegörelse", 0.05), ("Klotter", 0.10)),
            Hours((6, 0, 1, 2, 3), 18, 5),
        ),
        HotSpot(
            "rosenlundsparken",
            "Rosenlundsparken",
            "S204",
            place(6.70, 5.65),
            150.0,
            (("Narkotikabrott", 0.14), ("Personrån", 0.12)),
            Hours(_EVERY_DAY, 15, 7),
        ),
        HotSpot(
            "tallmotorg",
            "Tallmo torg",
            "S302",
            place(8.15, 2.95),
            150.0,
            (("Narkotikabrott", 0.20), ("Ordningsstörning", 0.10), ("Skadegörelse", 0.05)),
            Hours(_EVERY_DAY, 16, 7),
            emerging_from=date(2024, 1, 1),
        ),
    ),
    measures=(
        PlantedMeasure(
            "belysning_och_patrull",
            "Bättre belysning och riktad närvaro vid Stationstorget",
            "stationstorget",
            ("Misshandel utomhus", "Skadegörelse"),
            date(2025, 1, 1),
            0.60,
        ),
        PlantedMeasure(
            "kamera",
            "Kamerabevakning vid Solängens köpcentrum",
            "kopcentrum",
            ("Butiksstöld", "Stöld ur eller från fordon"),
            date(2025, 1, 1),
            1.0,
        ),
    ),
    seasons=(
        Season("Misshandel utomhus", date(2022, 7, 10), 0.20),
        Season("Skadegörelse", date(2022, 5, 20), 0.12),
        Season("Klotter", date(2022, 5, 1), 0.15),
        Season("Cykelstöld", date(2022, 7, 25), 0.60),
        Season("Bostadsinbrott", date(2022, 12, 10), 0.50),
        Season("Stöld ur eller från fordon", date(2022, 11, 1), 0.12),
        Season("Butiksstöld", date(2022, 12, 1), 0.08),
        Season("Narkotikabrott", date(2022, 6, 15), 0.10),
        Season("Personrån", date(2022, 11, 15), 0.20),
        Season("Ordningsstörning", date(2022, 7, 15), 0.40),
    ),
    yearly_change=0.98,
    weekly_noise=0.08,
    extra_reports=(
        ExtraReports("stationstorget", "Belysning", 45.0, date(2024, 12, 31)),
        ExtraReports("hamnpromenaden", "Nedskräpning", 80.0),
    ),
    safe_shares=(
        SafeShare("S1", 2023, 0.78),
        SafeShare("S2", 2023, 0.58),
        SafeShare("S3", 2023, 0.71),
        SafeShare("S1", 2025, 0.79),
        SafeShare("S2", 2025, 0.66),
        SafeShare("S3", 2025, 0.68),
    ),
)
