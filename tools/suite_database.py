"""Gives the suite its own database before Django reads its settings: TRYGGHJULET_DATABASE names which."""

import atexit
import os

import pytest

from tools.postgresql import Cluster

CHOICE = "TRYGGHJULET_DATABASE"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    # An address that stands in the environment may be somebody's real database: the suite never uses it.
    os.environ.pop("DATABASE_URL", None)
    match os.environ.get(CHOICE, "sqlite"):
        case "sqlite":
            pass
        case "postgresql":
            cluster = Cluster.start()
            atexit.register(cluster.remove)  # also after a failed or interrupted run
            os.environ["DATABASE_URL"] = cluster.url
        case other:
            message = f"{CHOICE} är {other!r}. Välj sqlite eller postgresql."
            raise pytest.UsageError(message)


def pytest_report_header() -> str:
    return f"database: {os.environ.get(CHOICE, 'sqlite')}"
