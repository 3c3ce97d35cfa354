"""What every test may use: the folder of real inputs, and the browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED_DATA = Path(__file__).resolve().parent.parent / "shared" / "data"


def pytest_configure(config: pytest.Config) -> None:
    # The cast needs a database; a run of pure code (-p no:django) has none.
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.cast")


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """The tables are made from the models, which takes a tenth of the time; that the migrations make the same is asked
    in `tests/architecture/test_migrations.py`, and they are run where an installation is."""
    return False


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs beside the project; a fresh clone has none, so the test is skipped there."""
    if not SHARED_DATA.is_dir():
        pytest.skip("De verkliga underlagen (../shared/data) finns inte här.")
    return SHARED_DATA


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium without a window, one for the whole session; each test opens its own context."""
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium saknas. `make test` installerar det, eller: apt-get install chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # heavy; only browser tests pay for it

    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        # Chromium's own sandbox can't be set up by root, as in most containers.
        chromium = playwright.chromium.launch(executable_path=executable, chromium_sandbox=os.geteuid() != 0)
        yield chromium
        chromium.close()
