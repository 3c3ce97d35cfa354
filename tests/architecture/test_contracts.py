"""The import contracts of pyproject.toml hold."""

import pytest
from importlinter import cli

from tools.house import ROOT, house


def test_every_import_contract_holds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    broken = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert broken == 0, capsys.readouterr().out


def test_the_building_stands_in_the_order_of_the_contracts() -> None:
    order = [
        "trygghjulet.analysis.levels.rates",
        "trygghjulet.foundation.rounds.models",
        "trygghjulet.cooperation.forums",
        "trygghjulet.steps.scanning.models",
        "trygghjulet.steps.feedback",
        "trygghjulet.oversight.law",
        "trygghjulet.reports",
        "trygghjulet.public",
        "trygghjulet.project",
    ]
    assert order == sorted(order, key=house().rank)
