"""The pages about the project tell the truth: links lead somewhere, words and settings are described."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tools.house import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
SETTING = re.compile(r'environ(?:ment)?(?:\.get)?[\[(]"(TRYGGHJULET_\w+)"')


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_word_of_make_is_described() -> None:
    words = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    described = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "setup" in words
    assert [word for word in words if word != "help" and f"`make {word}`" not in described] == []


def test_every_setting_is_described_for_those_who_run_it() -> None:
    files = (ROOT / "trygghjulet/project/settings").glob("*.py")
    names = {name for file in files for name in SETTING.findall(file.read_text(encoding="utf-8"))}
    described = (ROOT / "docs/running/install.md").read_text(encoding="utf-8")
    assert "TRYGGHJULET_HOME" in names
    assert sorted(name for name in names if f"`{name}`" not in described) == []


def test_the_command_that_the_front_page_shows_is_the_one_there_is() -> None:
    shown = re.search(
        r"trygghjulet (picture .*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert shown
    options = re.findall(r"--[a-z-]+", shown[1])
    helped = subprocess.run(
        [Path(sys.executable).with_name("trygghjulet"), "picture", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert options
    assert [option for option in options if option not in helped.stdout] == []


def test_the_licence_is_there_in_full() -> None:
    licence = (ROOT / "LICENCE").read_text(encoding="utf-8")
    assert re.findall(r"^(\d+)\. ", licence, re.MULTILINE) == [str(article) for article in range(1, 16)]
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert "Appendix\n\n'Compatible Licences'" in licence


def test_the_description_for_catalogues_follows_the_standard() -> None:
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert described["publiccodeYmlVersion"] == "0.4"
    assert described["softwareVersion"] == project["version"]
    assert described["legal"]["license"] == project["license"]
    required = {"name", "url", "platforms", "categories", "developmentStatus", "softwareType", "maintenance"}
    assert required <= set(described)
    assert described["maintenance"]["contacts"]
    assert set(described["localisation"]["availableLanguages"]) <= set(described["description"])
    for text in described["description"].values():
        assert 0 < len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
