"""Learn one, know all: what every public method of the library has in common."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from trygghjulet import analysis

ROOM = Path(analysis.__file__).parent
PAGES = ROOM.parents[1] / "docs" / "methods"
INDEX = (PAGES / "README.md").read_text(encoding="utf-8")
MODULES = [path for path in sorted(ROOM.rglob("*.py")) if "tests" not in path.parts]

PUBLIC = {name: getattr(analysis, name) for name in analysis.__all__}
METHODS = {name: held for name, held in PUBLIC.items() if inspect.isfunction(held)}
CLASSES = {name: held for name, held in PUBLIC.items() if inspect.isclass(held)}


def argument_order() -> list[str]:
    """The arguments of the table in docs/methods/README.md, from top to bottom and left to right."""
    table = INDEX.split("## Argumenten")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def test_there_is_a_family() -> None:
    assert len(METHODS) > 40
    assert len(argument_order()) == len(set(argument_order())) > 30


@pytest.mark.parametrize("name", METHODS)
def test_arguments_have_the_same_names_in_the_same_order(name: str) -> None:
    order = argument_order()
    asked = list(inspect.signature(METHODS[name]).parameters)
    assert not set(asked) - set(order), "an argument that the table of docs/methods/README.md lacks"
    places = [order.index(argument) for argument in asked]
    assert all(first < second for first, second in pairwise(places)), asked


@pytest.mark.parametrize("name", METHODS)
def test_no_method_has_its_own_chance(name: str) -> None:
    """Chance is passed in; where a method can do without it, it is None, and never a seed."""
    rng = inspect.signature(METHODS[name]).parameters.get("rng")
    assert rng is None or rng.default in {inspect.Parameter.empty, None}


#: Bookkeeping rather than statistics: there is nothing to cite.
PLAIN = frozenset(
    {
        *("fitting_epsg", "project", "unproject", "project_geometry", "grid_over", "scb_ids", "scb_cells"),
        *("shares_within", "clipped", "squares_to_grid", "squares_to_areas", "areas_to_grid"),
        *("areas_to_grid_by_points", "neighbours_within", "per_day", "rolling_sums", "same_place"),
        *("exposure", "read_harm_table", "from_labels", "from_tables", "over_periods", "join"),
    }
)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_says_what_it_refuses_and_where_it_comes_from(name: str) -> None:
    words = inspect.getdoc(METHODS[name]) or ""
    if inspect.signature(METHODS[name]).parameters:
        assert "Raises:" in words, words
    named = [METHODS[other] for other in re.findall(r"`(\w+)`", words) if other in METHODS]
    cited = any("Source:" in (inspect.getdoc(method) or "") for method in (METHODS[name], *named))
    assert cited or name in PLAIN, "a statistic without its source"


@pytest.mark.parametrize("name", METHODS)
def test_results_can_not_be_changed(name: str) -> None:
    told = inspect.signature(METHODS[name], eval_str=True).return_annotation
    for result in (told, *getattr(told, "__args__", ())):
        if dataclasses.is_dataclass(result):
            assert result.__dataclass_params__.frozen, result
            assert "Args:" in (inspect.getdoc(result) or "") or "Attributes:" in (
                inspect.getdoc(result) or ""
            )


@pytest.mark.parametrize("name", [*METHODS, "AreaIndex", "Grid"])
def test_every_method_has_its_page(name: str) -> None:
    pages = [page for page in PAGES.glob("*.md") if page.name != "README.md"]
    assert any(f"`{name}`" in page.read_text(encoding="utf-8") for page in pages), f"{name} is on no page"


def test_every_page_is_in_the_index_and_has_the_same_parts() -> None:
    parts = (
        "**Frågan.**",
        "**Så räknas det",
        "**Förutsätter**",
        "**Gränser.**",
        "**Källor.**",
        "**Exempel.**",
    )
    for page in sorted(PAGES.glob("*.md")):
        if page.name == "README.md":
            continue
        assert f"({page.name})" in INDEX, page.name
        words = page.read_text(encoding="utf-8")
        for part in (*parts, "I koden:"):
            assert part in words, f"{page.name} lacks {part}"


def test_importing_the_library_loads_next_to_nothing() -> None:
    program = "import sys, trygghjulet.analysis; print(' '.join(sorted(sys.modules)))"
    loaded = set(_run(program).split())
    assert not loaded & {"numpy", "scipy", "shapely", "pyproj", "sklearn", "django", "polars"}


def test_heavy_libraries_are_loaded_only_where_they_are_used() -> None:
    names = sorted(set(PUBLIC) - {"UnfitData"})
    program = (
        "import sys\nfrom trygghjulet import analysis\n"
        f"for name in {names!r}: getattr(analysis, name)\n"
        "print(' '.join(sorted(sys.modules)))"
    )
    loaded = set(_run(program).split())
    assert not loaded & {"scipy.stats", "sklearn", "django", "pandas", "matplotlib", "statsmodels"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_printing_and_no_hidden_dice(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert "print" not in calls
    assert not {call for call in calls if re.match(r"(np\.)?random\.", call)}


def _run(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  # our own words
