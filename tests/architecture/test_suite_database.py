"""The suite's own PostgreSQL comes, answers, and goes without a trace; and nobody else's database is used."""

import os

import dj_database_url
import psycopg
import pytest

from tools import suite_database
from tools.postgresql import Cluster, PostgreSQLMissingError, programs


def test_the_server_answers_and_leaves_nothing_behind() -> None:
    try:
        programs()
    except PostgreSQLMissingError as error:
        pytest.skip(str(error))
    cluster = Cluster.start()
    try:
        where = dj_database_url.parse(cluster.url)
        with psycopg.connect(host=where["HOST"], user=where["USER"], dbname=where["NAME"]) as connection:
            assert connection.execute("show listen_addresses").fetchone() == ("",)
    finally:
        cluster.remove()
    assert not cluster.folder.exists()
    cluster.remove()


def test_an_address_in_the_environment_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@database.example/real")
    monkeypatch.setenv(suite_database.CHOICE, "sqlite")
    suite_database.choose_database()
    assert "DATABASE_URL" not in os.environ


def test_an_unknown_database_is_refused_with_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv(suite_database.CHOICE, "mysql")
    with pytest.raises(pytest.UsageError, match="Välj sqlite eller postgresql"):
        suite_database.choose_database()
