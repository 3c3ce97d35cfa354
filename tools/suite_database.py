"""Gives the suite a database and a folder of its own before Django reads its settings."""

import atexit
import os
import shutil
import signal
import tempfile

import pytest

from tools.postgresql import Cluster

CHOICE = "TRYGGHJULET_DATABASE"
#: What a test that needs a database asks for, by itself or through another fixture.
ASKS_FOR_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only what touches the database: the rest is alike on both",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        alike = [item for item in items if not _touches_database(item)]
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if _touches_database(item)]


def _touches_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not asked.isdisjoint(ASKS_FOR_DATABASE)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    # What stands in the environment may be somebody's real installation: the suite never uses it.
    folder = tempfile.mkdtemp(prefix="trygghjulet-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["TRYGGHJULET_HOME"] = folder
    choose_database()


def choose_database() -> None:
    """Point DATABASE_URL at a PostgreSQL of the suite's own, or at nothing, which means SQLite."""
    os.environ.pop("DATABASE_URL", None)
    match os.environ.get(CHOICE, "sqlite"):
        case "sqlite":
            pass
        case "postgresql":
            cluster = Cluster.start()
            # Also after a failed or interrupted run; a polite kill counts as an interruption.
            atexit.register(cluster.remove)
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            os.environ["DATABASE_URL"] = cluster.url
        case other:
            message = f"{CHOICE} är {other!r}. Välj sqlite eller postgresql."
            raise pytest.UsageError(message)


def pytest_report_header() -> str:
    return f"database: {os.environ.get(CHOICE, 'sqlite')}"
