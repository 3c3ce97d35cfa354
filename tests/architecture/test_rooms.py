"""Every package says what it is, and every room holds the same files in the same roles."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.house import FLOORS_OF_ROOMS, PACKAGE, ROOT, house, purpose

ROLES = {
    "__init__.py",
    "apps.py",
    "rules.py",
    "models.py",
    "queries.py",
    "operations.py",
    "jobs.py",
    "section.py",
    "forms.py",
    "views.py",
    # A role with much in it is a folder with a file for each subject.
    "rules",
    "models",
    "queries",
    "operations",
    "jobs",
    "section",
    "forms",
    "views",
    "urls.py",
    "templates",
    "templatetags",
    "static",
    "migrations",
    "tests",
}
# What a room holds beyond the common roles, each with its reason.
OWN = {
    "steps/scanning": {
        "registry.py",  # which outside sources there are; they register themselves here
    },
    "steps/measures": {
        "library",  # the known measures that come with the product, as data
        "urls_library.py",  # the library stands beside the rounds, under an address of its own
        "urls_city_plan.py",  # so does the central level's year
    },
    "cooperation/forums": {
        "registry.py",  # what higher rooms ask of a forum; they register themselves here
        "templatetags",  # the organisation's picture, which the blueprints' pages show too
    },
    "cooperation/agreements": {
        "blueprints",  # the arrangements that a municipality can start from, as data
    },
}


def packages() -> Iterator[Path]:
    for file in sorted((ROOT / PACKAGE).rglob("__init__.py")):
        if "migrations" not in file.parts:
            yield file


def test_every_package_says_what_it_is_and_holds_no_code() -> None:
    silent, busy = [], []
    for file in packages():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        name = str(file.relative_to(ROOT))
        if not ast.get_docstring(tree) and "tests" not in file.parts:
            silent.append(name)
        if any(not _is_docstring_import_or_all(statement) for statement in tree.body):
            busy.append(name)
    assert (silent, busy) == ([], [])


def test_rooms_hold_only_the_known_roles() -> None:
    strangers = []
    for floor in FLOORS_OF_ROOMS:
        for room in house().rooms_on(floor):
            known = ROLES | OWN.get(f"{floor}/{room}", set())
            for path in sorted((ROOT / PACKAGE / floor / room).iterdir()):
                if path.name not in known and path.name != "__pycache__":
                    strangers.append(str(path.relative_to(ROOT)))
    assert strangers == []


def test_every_room_says_what_it_reads_or_leaves_behind() -> None:
    rooms = [(floor, room) for floor in FLOORS_OF_ROOMS for room in house().rooms_on(floor)]
    assert rooms
    words = ("reads", "leaves", "holds", "writes")
    assert [room for room in rooms if not any(word in purpose(*room).lower() for word in words)] == []


def _is_docstring_import_or_all(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom():
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Assign(targets=[ast.Tuple(elts=names)]):  # what lazy_loader puts in a module's place
            return [ast.unparse(name) for name in names] == ["__getattr__", "__dir__", "__all__"]
        case _:
            return False
