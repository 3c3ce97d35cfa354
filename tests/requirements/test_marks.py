"""Marks name requirements that exist, and the report tells proven from unproven."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import requirements

EXAMPLE = """
import pytest
pytestmark = [pytest.mark.requirement("SCN-1")]

@pytest.mark.requirement("SCN-2", "PIC-1")
def test_one(): ...

class TestTwo:
    @pytest.mark.requirement("PIC-2")
    def test_inner(self): ...
"""


def test_marks_on_files_functions_and_methods_are_found(tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(EXAMPLE, encoding="utf-8")
    found = {(mark.requirement, mark.test) for mark in requirements.marks(tmp_path)}
    assert found == {
        ("SCN-1", "(hela filen)"),
        ("SCN-2", "test_one"),
        ("PIC-1", "test_one"),
        ("PIC-2", "TestTwo::test_inner"),
    }


def test_the_report_shows_what_is_proven_what_is_not_and_what_names_nothing() -> None:
    known = requirements.requirements("# Head\n\n- **SCN-1** Sources.\n- **SCN-2** Imports.\n")
    found = [
        requirements.Mark(requirement="SCN-2", file="test_a.py", test="test_one"),
        requirements.Mark(requirement="XXX-9", file="test_a.py", test="test_two"),
    ]
    text = requirements.report(known, found)
    assert "SCN-1    Sources.\n         – inget test än" in text
    assert "SCN-2    Imports.\n         ✓ test_a.py::test_one" in text
    assert "1 av 2 krav har minst ett test." in text
    assert "XXX-9: finns inte i kravlistan (test_a.py::test_two)" in text


def test_every_mark_names_a_requirement_that_exists() -> None:
    if not requirements.LIST.exists():
        pytest.skip("Kravlistan (../shared/REQUIREMENTS.md) finns inte här.")
    known = requirements.requirements(requirements.LIST.read_text(encoding="utf-8"))
    unknown = [mark for mark in requirements.marks(requirements.ROOT) if mark.requirement not in known]
    assert unknown == []


def test_the_report_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.requirements"],
        cwd=requirements.ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=True,
    )
    assert "krav" in done.stdout.lower()
