"""Reading pictures, their texts and findings, and the material that a picture of a round rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db import models

from trygghjulet.analysis.ground.grid import fitting_epsg, project_geometry
from trygghjulet.documents.tree import Unshown
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import children, countable, leaves, tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.picture.models import Finding, Part, PictureText, SituationalPicture
from trygghjulet.steps.picture.rules.computing import Ground, Region
from trygghjulet.steps.picture.rules.figures import Figures, SourceNote, from_json, sha256
from trygghjulet.steps.picture.rules.narrative import counts_in, statements
from trygghjulet.steps.picture.rules.people import told_of_people
from trygghjulet.steps.picture.rules.withheld import Placed, Withheld, judged, marked, withholds
from trygghjulet.steps.scanning.models import Dataset, Theme
from trygghjulet.steps.scanning.queries import joint_datasets, kept_by, limits_in, people_of, smallest_for


def pictures(scope: Scope, *, round: Round) -> models.QuerySet[SituationalPicture]:
    """All editions of a round's picture, newest first."""
    return SituationalPicture.objects.filter(
        round=round, round__cooperation_id__in=scope.cooperation_ids
    ).select_related("round", "round__area", "round__cooperation", "adopted_by")


def picture_of(scope: Scope, *, round: Round) -> SituationalPicture | None:
    """The newest edition of a round's picture."""
    return pictures(scope, round=round).first()


def texts_of(picture: SituationalPicture) -> dict[str, PictureText]:
    """What people wrote, by part; parts that nobody wrote in are there, empty."""
    written = {text.part: text for text in PictureText.objects.filter(picture=picture)}
    return {part: written.get(part) or PictureText(picture=picture, part=part) for part in Part}


def content_sha256(picture: SituationalPicture) -> str:
    """The hash of all that a picture says now: its figures, every text's revision and the findings."""
    texts = PictureText.objects.filter(picture=picture).order_by("part").values_list("part", "revision")
    found = Finding.objects.filter(picture=picture).order_by("pk").values_list("key", "statement")
    return sha256({"figures": picture.figures_sha256, "texts": list(texts), "findings": list(found)})


def findings(scope: Scope, *, round: Round) -> models.QuerySet[Finding]:
    """The findings that a round's priorities can rest on: those of its newest picture."""
    newest = pictures(scope, round=round).values("pk")[:1]
    return Finding.objects.filter(picture__in=newest).select_related("picture", "picture__round")


#: What a finding is told as where the numbers it holds are withheld.
_UNTOLD = "Visas inte: iakttagelsen bygger på antal som hålls dolda."
_NOBODY = Scope(user_id=None, user_name="")
_A_WEEK = 7 * 24 * 3600


@dataclass(frozen=True)
class Seen:
    """A picture's figures as somebody may see them.

    Args:
        figures: with every number marked that is not to be shown.
        smallest: the smallest number that they may see; 0 when they may see all.
        owners: who keeps the rows.
        withholds: is anything withheld?
    """

    figures: Figures
    smallest: int = 0
    owners: tuple[str, ...] = ()
    withholds: bool = False


def seen_by(scope: Scope, *, picture: SituationalPicture, public: bool = False) -> Seen:
    """A picture's figures as the person may see them, or as anyone may."""
    cooperation = picture.round.cooperation
    return _seen(scope, picture, _withheld_in(cooperation), public=public)


def findings_told(scope: Scope, *, cooperation: Cooperation, public: bool = False) -> Mapping[int, str]:
    """What the person may read of every finding of a cooperation's pictures, by its number."""
    told: dict[int, str] = {}
    withheld = _withheld_in(cooperation)
    found = Finding.objects.filter(
        picture__round__cooperation=cooperation,
        picture__round__cooperation_id__in=scope.cooperation_ids,
    )
    kept: dict[int, frozenset[str]] = {}
    limits: dict[int, int] = {}
    for picture in SituationalPicture.objects.filter(round__cooperation=cooperation).select_related(
        "round__area", "round__cooperation"
    ):
        seen = _seen(scope, picture, withheld, public=public)
        limits[picture.pk] = seen.smallest
        said = statements(seen.figures) if seen.withholds else ()
        kept[picture.pk] = frozenset(
            one.key for one in said if any(isinstance(n, Unshown) for n in counts_in(one.words))
        )
    for finding in found:
        limit = limits[finding.picture_id]
        small = any(0 < count < limit for count in finding.counts)
        told[finding.pk] = _UNTOLD if small or finding.key in kept[finding.picture_id] else finding.statement
    return told


def _seen(scope: Scope, picture: SituationalPicture, withheld: Withheld, *, public: bool) -> Seen:
    cooperation = picture.round.cooperation
    whole = from_json(picture.figures)
    asks = _NOBODY if public else scope

    def limit(*hashes: str) -> int:
        smallest = smallest_for(asks, cooperation=cooperation, hashes=hashes)
        return max(smallest, cooperation.smallest_count) if public else smallest

    own = limit(*(source.sha256 for source in whole.sources))
    beside = {other.source.sha256: limit(other.source.sha256) for other in whole.other}
    smallest = max((own, *beside.values()))
    if not smallest:
        return Seen(whole)
    placed = _placed(picture, _area_paths(cooperation), whole)
    shown = marked(placed, withheld, smallest=own, beside=beside)
    return Seen(
        shown,
        smallest,
        kept_by(asks, cooperation=cooperation, hashes=(s.sha256 for s in whole.every_source)),
        withholds(whole, shown),
    )


def _withheld_in(cooperation: Cooperation) -> Withheld:
    """What is withheld below each limit of all pictures of a cooperation, judged together."""
    made = list(
        SituationalPicture.objects.filter(round__cooperation=cooperation)
        .select_related("round__area", "round__cooperation")
        .order_by("pk")
    )
    paths = _area_paths(cooperation)
    limits = limits_in(cooperation)
    key = "withheld-" + sha256(
        {
            "pictures": [[one.pk, one.round.area.path, one.figures_sha256] for one in made],
            "areas": [[path, *names] for path, names in paths.items()],
            "limits": list(limits),
        }
    )
    known: Withheld | None = cache.get(key)
    if known is None:
        known = judged([_placed(one, paths, from_json(one.figures)) for one in made], limits)
        cache.set(key, known, _A_WEEK)
    return known


def _area_paths(cooperation: Cooperation) -> dict[str, tuple[str, str]]:
    """The code and the name of every area of a cooperation, by path."""
    return {area.path: (area.code, area.name) for area in tree(cooperation.area)}


def _placed(picture: SituationalPicture, paths: Mapping[str, tuple[str, str]], figures: Figures) -> Placed:
    mine = {path: names for path, names in paths.items() if path.startswith(picture.round.area.path)}
    return Placed(
        picture=picture.pk,
        path=picture.round.area.path,
        parts={code: path for path, (code, _) in reversed(mine.items())},
        leaves={name: path for path, (_, name) in mine.items()},
        figures=figures,
    )


def known_categories(round: Round) -> dict[str, list[str]]:
    """The categories that the round's picture counted, commonest first, by theme."""
    newest = SituationalPicture.objects.filter(round=round).first()
    if newest is None:
        return {}
    beside = [category["name"] for other in newest.figures["other"] for category in other["categories"]]
    return {
        Theme.CRIME.value: [category["name"] for category in newest.figures["categories"]],
        Theme.DISORDER.value: list(dict.fromkeys(beside)),
    }


def crime_datasets(round: Round) -> list[Dataset]:
    """The datasets whose incidents a picture of the round counts."""
    return joint_datasets(round.cooperation, theme=Theme.CRIME, kind=Kind.INCIDENTS)


def disorder_datasets(round: Round) -> list[Dataset]:
    """The datasets that stand beside, as other information of importance."""
    return joint_datasets(round.cooperation, theme=Theme.DISORDER, kind=Kind.INCIDENTS)


def statistics_datasets(round: Round) -> list[Dataset]:
    """The ready-made statistics that stand beside."""
    return joint_datasets(round.cooperation, theme=Theme.STATISTICS, kind=Kind.COUNTS)


def news_datasets(round: Round) -> list[Dataset]:
    """The news that stand beside, and that no place is sought in."""
    return joint_datasets(round.cooperation, theme=Theme.NEWS, kind=Kind.FEED)


def ground_of(round: Round) -> Ground:
    """Where a picture of the round looks, and the rest of the cooperation's area that it compares with."""
    root = round.cooperation.area
    centre = root.polygon.centroid
    epsg = fitting_epsg(centre.x, centre.y)
    counted = [(area.code, area.path) for area in countable(root)]
    mine = leaves(round.area)
    parts = list(children(round.area)) or [round.area]
    times = Counter(area.code for area in tree(root))

    people = people_of(round.cooperation, round.last_day.year)

    def region(area: Area) -> Region:
        inside = tuple(code for code, path in counted if path.startswith(area.path))
        told = people.get(area.code) if times[area.code] == 1 else None
        population = told.number if told else area.population
        return Region(area.code, area.name, population, inside, project_geometry(area.polygon, epsg))

    return Ground(
        focus=region(round.area),
        parts=tuple(region(part) for part in parts),
        leaves=tuple(region(leaf) for leaf in mine),
        # What is only known to lie in an area around this one may lie in it or beside it.
        rest=tuple(
            code
            for code, path in counted
            if not path.startswith(round.area.path) and not round.area.path.startswith(path)
        ),
        epsg=epsg,
        people=told_of_people(
            {area.name: people.get(area.code) for area in parts},
            kept={area.name for area in parts if area.population is not None},
            above=round.area.name if round.area.code in people or round.area.population is not None else "",
        )
        if people
        else "",
    )


def note_of(dataset: Dataset) -> SourceNote:
    """What a reader is told of a dataset."""
    return SourceNote(
        name=dataset.source.name,
        owner=dataset.source.party.name,
        definition=dataset.source.definition,
        first_day=dataset.first_day,
        last_day=dataset.last_day,
        rows=dataset.rows,
        sha256=dataset.sha256,
    )
