"""A room is entered by its front door: another room meets only its models, queries and rules."""

from collections.abc import Iterable, Iterator

import grimp

from tools.house import PACKAGE, room_of

FRONT_DOOR = {"models", "queries", "rules"}
# These act for a person or put rooms together, so they may also write, take a room's part of a report, and
# tell a room's registry what there is: sources register themselves that way.
OUTER_FLOORS = {"sources", "demo", "overview", "public", "api", "reports", "cli"}
OUTER_DOOR = FRONT_DOOR | {"operations", "section", "registry"}


def through_a_wall(imports: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The imports, as (importer, imported), that enter a room elsewhere than by a door open to them."""
    for importer, imported in imports:
        room = room_of(imported)
        if room is None or room == room_of(importer) or ".tests" in importer:
            continue
        floor = importer.split(".")[1]
        if floor == "project":  # puts every room's addresses and apps together
            continue
        role = imported.removeprefix(room).lstrip(".").split(".")[0]
        if role not in (OUTER_DOOR if floor in OUTER_FLOORS else FRONT_DOOR):
            yield f"{importer} → {imported}"


def test_rooms_are_entered_by_the_front_door() -> None:
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    imports = (
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    )
    assert sorted(through_a_wall(imports)) == []


def test_a_wall_is_a_wall() -> None:
    picture, causes = "trygghjulet.steps.picture", "trygghjulet.steps.causes"
    allowed = [
        (f"{causes}.queries", f"{picture}.queries"),
        (f"{causes}.views", f"{causes}.operations"),
        (f"{causes}.tests.test_views", f"{picture}.operations"),
        (f"{causes}.models", "trygghjulet.foundation.audit.operations"),
        ("trygghjulet.demo.filling", f"{picture}.operations"),
        ("trygghjulet.reports.turn", f"{picture}.section"),
        ("trygghjulet.sources.incidents.load", "trygghjulet.steps.scanning.registry"),
        ("trygghjulet.project.urls", f"{picture}.urls"),
    ]
    refused = [
        (f"{causes}.operations", f"{picture}.operations"),
        (f"{causes}.models", f"{picture}.computing"),
        ("trygghjulet.reports.turn", f"{picture}.views"),
        ("trygghjulet.foundation.rounds.models", f"{picture}.forms"),
    ]
    assert list(through_a_wall(allowed + refused)) == [f"{a} → {b}" for a, b in refused]
