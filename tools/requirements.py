"""Which tests prove which requirement; `python -m tools.requirements` reads the marks and runs nothing."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT.parent / "shared" / "REQUIREMENTS.md"
ENTRY = re.compile(r"^- \*\*(?P<id>[A-Z]+-\d+)\*\* (?P<text>.+)$", re.MULTILINE)
MARK = "pytest.mark.requirement"


@dataclass(frozen=True)
class Mark:
    """One mark on one test: the requirement's id, the file from the project's root, and the test's name."""

    requirement: str
    file: str
    test: str


def requirements(text: str) -> dict[str, str]:
    """Every requirement of the list, id and opening words, in the list's order."""
    return {entry["id"]: _opening(entry["text"]) for entry in ENTRY.finditer(text)}


def marks(folder: Path) -> list[Mark]:
    """Every mark on a test function, a test class or a whole module in the test files below the folder."""
    return [
        mark
        for path in sorted(folder.rglob("test_*.py"))
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        for mark in _marks_in(path.read_text(encoding="utf-8"), str(path.relative_to(folder)))
    ]


def report(known: Mapping[str, str], found: list[Mark]) -> str:
    """The list as text: each requirement with its tests, how many have one, and marks that name nothing."""
    tests = defaultdict(list)
    for mark in found:
        tests[mark.requirement].append(f"{mark.file}::{mark.test}")
    lines = []
    for requirement, words in known.items():
        lines.append(f"{requirement:8} {words}")
        lines += [f"         ✓ {test}" for test in tests[requirement]] or ["         – inget test än"]
    proven = sum(bool(tests[requirement]) for requirement in known)
    lines += ["", f"{proven} av {len(known)} krav har minst ett test."]
    lines += [
        f"{name}: finns inte i kravlistan ({', '.join(tests[name])})"
        for name in sorted(set(tests) - set(known))
    ]
    return "\n".join(lines)


def main() -> None:
    if not LIST.exists():
        print("Kravlistan finns inte här. Den hör till huvudförrådet och ligger i ../shared/REQUIREMENTS.md.")
        return
    print(report(requirements(LIST.read_text(encoding="utf-8")), marks(ROOT)))


def _opening(text: str, width: int = 90) -> str:
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + " …"


def _marks_in(source: str, file: str) -> Iterator[Mark]:
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="pytestmark")], value=value):
                named = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
                yield from _named(named, file, "(hela filen)")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _named(node.decorator_list, file, node.name)
            case ast.ClassDef():
                yield from _named(node.decorator_list, file, node.name)
                for method in node.body:
                    if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                        yield from _named(method.decorator_list, file, f"{node.name}::{method.name}")
            case _:
                pass


def _named(decorators: list[ast.expr], file: str, test: str) -> Iterator[Mark]:
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == MARK:
            for argument in decorator.args:
                if isinstance(argument, ast.Constant):
                    yield Mark(requirement=str(argument.value), file=file, test=test)


if __name__ == "__main__":
    main()
