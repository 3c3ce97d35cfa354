"""Nothing in the project belongs to one machine, one registry or somebody else."""

import hashlib
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from tools.house import ROOT

REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.org|registry\.(npmjs|yarnpkg)|unpkg\.com/|index-url\s*=")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root)/")
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(\[.*\])?==(?P<version>[^ ]+)", re.MULTILINE)
SMALLEST_DATA_FILE = 64  # bytes; a shorter file may be the same by chance


def project_files() -> list[Path]:
    """What git holds or would take in."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("Det här är ingen git-utcheckning: vilka filer som hör till projektet syns inte.")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in project_files():
        if path == Path(__file__).resolve():
            continue
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            found.append((str(path.relative_to(ROOT)), content.decode("utf-8", errors="replace")))
    return found


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return {pin["name"]: pin["version"] for pin in PIN.finditer(text)}


def test_no_file_names_a_package_registry() -> None:
    assert [name for name, text in texts() if REGISTRIES.search(text)] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert [name for name, text in texts() if MACHINE_PATHS.search(text)] == []


def test_no_real_data_is_copied_into_the_project(shared_data: Path) -> None:
    ours: dict[int, list[Path]] = {}
    for path in project_files():
        ours.setdefault(path.stat().st_size, []).append(path)
    copied = [
        f"{path.relative_to(ROOT)} = {theirs.name}"
        for theirs in shared_data.rglob("*")
        if theirs.is_file() and (size := theirs.stat().st_size) >= SMALLEST_DATA_FILE
        for path in ours.get(size, [])
        if _digest(path) == _digest(theirs)
    ]
    assert copied == []


@pytest.mark.parametrize("lock", ["run.lock", "all.lock", "bench.lock", "national.lock", "uv.lock"])
def test_a_lock_pins_every_package_by_hash_and_holds_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if entry.strip()]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_runs_in_production_is_what_was_tested() -> None:
    run, everything = pins("run.lock"), pins("all.lock")
    assert run
    assert {name: version for name, version in run.items() if everything.get(name) != version} == {}


def test_the_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def missing(dependencies: list[str], lock: str) -> list[str]:
        names = [re.split(r"[\[<>=~! ;]", dependency)[0].lower() for dependency in dependencies]
        return [name for name in names if name not in pins(lock)]

    assert missing(project["dependencies"], "run.lock") == []
    assert missing(project["optional-dependencies"]["dev"], "all.lock") == []


def test_every_dependency_has_its_reason_beside_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    starts = [i for i, line in enumerate(lines) if line in ("dependencies = [", "dev = [")]
    assert len(starts) == 2
    unexplained = []
    for start in starts:
        for line in lines[start + 1 : lines.index("]", start)]:
            if line.strip().startswith('"') and "#" not in line:
                unexplained.append(line.strip())
    assert unexplained == []


def test_no_part_of_the_product_has_a_licence_that_does_not_go_with_ours() -> None:
    unfit = []
    for name in pins("run.lock"):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # for another system than this
            continue
        declared = [about.get("License-Expression") or "", (about.get("License") or "")[:200]]
        declared += [
            value for key, value in about.items() if key == "Classifier" and value.startswith("License")
        ]
        if re.search(r"AGPL|Affero|Proprietary|Commercial", " ".join(declared)):
            unfit.append(name)
    assert unfit == []


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
