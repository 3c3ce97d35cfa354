"""Gives the suite a database and a folder of its own before Django reads its settings."""

import atexit
import os
import shutil
import signal
import tempfile

import pytest

from tools.postgresql import Cluster

CHOICE = "TRYGGHJULET_DATABASE"


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
