"""The building as pyproject.toml's import contracts and the packages' own docstrings describe it."""

import ast
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "trygghjulet"
# The floors whose packages are rooms: built alike, entered by the front door.
FLOORS_OF_ROOMS = ("cooperation", "steps", "oversight")


@dataclass(frozen=True)
class House:
    """Floors from the roof down, each with the packages that share it; the wheel's steps in order."""

    floors: tuple[tuple[str, ...], ...]
    steps: tuple[str, ...]

    def rank(self, module: str) -> tuple[int, int]:
        """How early a module stands: floor from the ground, place in the wheel. Other siblings are equal."""
        parts = module.split(".")
        floor = next(len(self.floors) - i for i, floor in enumerate(self.floors) if parts[1] in floor)
        step = self.steps.index(parts[2]) if parts[1] == "steps" and len(parts) > 2 else 0
        return floor, step

    def rooms_on(self, floor: str) -> tuple[str, ...]:
        """The packages directly under a floor; those of the wheel in the wheel's order."""
        found = sorted(path.parent.name for path in (ROOT / PACKAGE / floor).glob("*/__init__.py"))
        found = [name for name in found if name not in ("tests", "migrations")]
        return tuple(sorted(found, key=self.steps.index)) if floor == "steps" else tuple(found)


@cache
def house() -> House:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}
    return House(
        floors=tuple(tuple(layer.split(" | ")) for layer in contracts["floors"]["layers"]),
        steps=tuple(reversed(contracts["wheel"]["layers"])),
    )


def room_of(module: str) -> str | None:
    """The room that a module belongs to, as `trygghjulet.steps.picture`; None outside the floors of rooms."""
    parts = module.split(".")
    return ".".join(parts[:3]) if len(parts) > 2 and parts[1] in FLOORS_OF_ROOMS else None


def purpose(*names: str) -> str:
    """What a package or module says of itself: its docstring."""
    path = ROOT.joinpath(PACKAGE, *names)
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not file.exists():
        return ""
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
